//! Wordings with their values in them: of everything that can be reported of an entry or a password.

use std::collections::BTreeMap;

use toroku::password::{
    Account, HashCost, OpenPages, PasswordAnswer, PasswordInput, PasswordPolicy, PasswordRules,
    PasswordSetup,
};
use toroku::{
    Code, CodeKind, Conversion, Entropy, Field, Form, Instant, Item, Language, Notice, ParamName,
    PatternRule, Policy, Problem, Secret,
};

/// Texts that together get every report of an entry.
const TYPED: &[(Item, &[&str])] = &[
    (Item::UserName, &["houmu", "ＨＯＵＭＵ", "A  B", "法2", "O'BRIEN", "JOSÉ", "A", "A\u{200B}"]),
    (Item::Sex, &["x", " male"]),
    (Item::StreetAddress, &["１丁目😀", "𠮷田町１", "1-1", "１−２", " 一 ", "緑ヶ丘", "1\t2"]),
    (
        Item::Municipality,
        &["x", "北海道札幌市", "静岡県浜北市", "０１１０１１", "東京都澁谷區", "東京都港区1"],
    ),
    (Item::Phone, &["03-1234-567O", "1234567890123", "0101234567", "0120123456", "9012345678"]),
    (
        Item::Phone,
        &["03-1234-5678 x9", "03-1234-5678/090-1234-5678", "819012345678", "+1 212 555 0100"],
    ),
    (Item::Phone, &["０３１２３４５６７８", "03-1234-5678", "+81 3-1234-5678"]),
    (Item::Email, &["a", "太郎@example.com", "a..b@docomo.ne.jp", "{char}@gmial.com"]),
    (Item::Email, &["ａ@b.c", " a@b.c"]),
    (Item::EmailConfirmation, &["ａ@b.c", " a@b.c"]),
    (Item::UserType, &["x", " applicant_at_counter"]),
];

const BIRTHS: [[&str; 3]; 13] = [
    ["2000", "", ""],
    ["2001", "2", "29"],
    ["2024", "1", "1"],
    ["1800", "1", "1"],
    ["２０００", "1", "1"],
    ["2000", "JAN", "1"],
    ["昭和60", "1", "2"],
    ["昭和64", "2", "1"],
    ["85", "1", "1"],
    ["2543", "1", "1"],
    ["2000", "00", "00"],
    ["02/01/2000", "", ""],
    ["2000-01-01", "3", ""],
];

/// One report of each code.
#[derive(Default)]
struct Reported {
    problems: BTreeMap<Code, Problem>,
    notices: BTreeMap<Code, Notice>,
    conversions: BTreeMap<Code, Conversion>,
}

impl Reported {
    fn all() -> Self {
        let mut reported = Self::default();
        let policy = || policy().expect("the settings fit");
        for (item, texts) in TYPED {
            for text in *texts {
                reported.take(Form::new().set(*item, text), &policy());
            }
        }
        for (item, long) in [
            (Item::UserName, "A".repeat(105)),
            (Item::StreetAddress, "一".repeat(81)),
            (Item::Email, "a".repeat(60) + "@b.c"),
        ] {
            reported.take(Form::new().set(item, &long), &policy());
        }
        for [year, month, day] in BIRTHS {
            let mut form = Form::new();
            form.set(Item::BirthYear, year).set(Item::BirthMonth, month).set(Item::BirthDay, day);
            reported.take(&form, &policy());
        }
        let mut mismatch = Form::new();
        mismatch.set(Item::Email, "a@b.c").set(Item::EmailConfirmation, "A@b.c").agree("0");
        reported.take(&mismatch, &policy());
        let mut unknown = Form::new();
        unknown.set(Item::BirthYear, "1985-00-00");
        reported.take(&unknown, &policy().with_birth_unknown_first(true));
        reported.take(Form::new().set(Item::Email, "a@b.c"), &policy());
        reported.take(Form::new().set(Item::UserName, "houmu"), &policy().with_strict(true));
        let rule = PatternRule::new(Field::UserName, "no X", "[^X]*").expect("an expression");
        reported.take(Form::new().set(Item::UserName, "X"), &policy().with_pattern(rule));
        for rules in [PasswordRules::NistB4, PasswordRules::Legacy] {
            for password in ["", "short", "kkZvqRww3", "hdlpf38617 yy xx", "passwordpassword", "\t"]
            {
                reported.password(rules, password);
            }
            reported.password(rules, &"x".repeat(300));
        }
        let unreadable = Problem::unreadable(Field::StreetAddress, 3);
        reported.problems.insert(unreadable.code(), unreadable);
        let not_accepted = [(ParamName::Message, "It is too new.")];
        reported.record(Code::TextNotAccepted, &not_accepted);
        reported.record(Code::RecordShift, &[(ParamName::Position, "3")]);
        let user_character = [(ParamName::Char, "F040"), (ParamName::Position, "3")];
        reported.record(Code::RecordUserCharacter, &user_character);
        reported
            .record(Code::RecordTooWide, &[(ParamName::Actual, "162"), (ParamName::Max, "160")]);
        reported
    }

    /// A problem that whoever reads records finds.
    fn record(&mut self, code: Code, params: &[(ParamName, &str)]) {
        let problem = Problem::reported(code, Field::StreetAddress).expect("of any field");
        let problem = params.iter().fold(problem, |problem, (name, value)| {
            problem.with_text(*name, (*value).into()).expect("a value of this kind")
        });
        self.problems.insert(code, problem);
    }

    fn take(&mut self, form: &Form<'_>, policy: &Policy) {
        let report = form.check(Instant::from_unix_seconds(1_700_000_000), policy);
        for problem in report.problems {
            self.problems.entry(problem.code()).or_insert(problem);
        }
        for notice in report.notices {
            self.notices.entry(notice.code()).or_insert(notice);
        }
        for conversion in report.conversions {
            self.conversions.entry(conversion.code()).or_insert(conversion);
        }
    }

    fn password(&mut self, rules: PasswordRules, password: &str) {
        let now = Instant::from_unix_seconds(1_700_000_000);
        let cost = HashCost::new(8, 1, 1).expect("a cost");
        let policy = PasswordPolicy::new(rules).with_hash_cost(cost);
        let user_id = "hdlpf38617".parse().expect("a user ID");
        let account = Account::new(user_id, "HOUMU TARO".into(), "user01@ens-test.com".into());
        let entropy = Entropy::new(std::array::from_fn(|i| u8::try_from(i).expect("one of 32")));
        let (mut setup, token) =
            PasswordSetup::for_account(account, &entropy, now, &policy).expect("the bytes differ");
        let input = PasswordInput::SetPassword {
            token: token.expose().into(),
            password: password.into(),
            confirmation: "another".into(),
            salt: Secret::new(std::array::from_fn(|i| u8::try_from(i).expect("one of 16"))),
            pages: OpenPages::None,
        };
        let step = setup.handle(input, now, &policy).expect("the link is open");
        let PasswordAnswer::Problems(problems) = step.answer else { panic!("it is confirmed") };
        for problem in problems {
            self.problems.entry(problem.code()).or_insert(problem);
        }
    }

    fn problem(&self, language: Language, code: Code) -> String {
        language.problem(&self.problems[&code])
    }
}

fn policy() -> Result<Policy, toroku::PolicyError> {
    Policy::new("1", "https://a.example/password")
}

fn of_kind(kind: CodeKind) -> Vec<Code> {
    Code::ALL.iter().copied().filter(|code| code.kind() == kind).collect()
}

#[test]
fn no_place_is_left_after_filling() {
    let reported = Reported::all();
    let problems: Vec<_> = reported.problems.keys().copied().collect();
    assert_eq!(problems, of_kind(CodeKind::Problem));
    let notices: Vec<_> = reported.notices.keys().copied().collect();
    assert_eq!(notices, of_kind(CodeKind::Notice));
    for language in Language::all() {
        let problems = reported.problems.values().map(|one| (one.code(), language.problem(one)));
        let notices = reported.notices.values().map(|one| (one.code(), language.notice(one)));
        for (code, text) in problems.chain(notices) {
            assert!(!text.is_empty() && !text.contains('…'), "{language} {code}: {text}");
            // What was typed has braces itself there.
            let text = text.replacen("{char}@gmail.com", "", 1);
            assert!(!text.contains(['{', '}']), "{language} {code}: {text}");
        }
    }
}

#[test]
fn missing_selections_are_worded_to_the_letter() {
    let reported = Reported::all();
    for code in [
        Code::SexRequired,
        Code::SexUnknown,
        Code::CityRequired,
        Code::UserTypeRequired,
        Code::UserTypeUnknown,
    ] {
        assert_eq!(reported.problem(Language::JAPANESE, code), "選択してください。");
    }
}

#[test]
fn a_character_that_nobody_sees_has_its_name() {
    let mut form = Form::new();
    form.set(Item::UserName, "HOUMU\u{0}TARO").set(Item::Email, "a\tb@example.com");
    let policy = Policy::new("2023-03", "https://a.example/password").expect("it is good");
    let now = Instant::from_unix_seconds(1_700_000_000);
    let said = |field, language: Language| {
        let problem = form.report(field, now, &policy).problem.expect("it has a problem");
        language.problem(&problem)
    };
    assert!(said(Field::UserName, Language::JAPANESE).contains("「NUL（U+0000）」"));
    assert!(said(Field::Email, Language::JAPANESE).contains("「タブ（U+0009）」"));
    assert!(said(Field::Email, Language::ENGLISH).contains("“tab (U+0009)”"));
}

#[test]
fn values_are_put_in_each_languages_way() {
    let reported = Reported::all();
    let english = |code| reported.problem(Language::ENGLISH, code);
    let japanese = |code| reported.problem(Language::JAPANESE, code);
    assert!(english(Code::NameChar).ends_with("Not allowed: “法”, “2”"));
    assert!(japanese(Code::NameChar).ends_with("使えない文字：「法」「2」"));
    assert!(english(Code::TextInvisible).ends_with(": “U+200B”"));
    assert!(japanese(Code::TextInvisible).ends_with("「U+200B」"));
    let parts = Code::BirthIncomplete;
    assert_eq!(english(parts), "Enter the Month and Day of your date of birth.");
    assert_eq!(japanese(parts), "生年月日の「月と日」を入力してください。");
    assert_eq!(
        english(Code::BirthEra),
        "Enter the year of the Western calendar. Did you mean 1985-01-02?"
    );
    assert!(english(Code::BirthNotReal).ends_with("Check the Day."));
    assert!(japanese(Code::BirthNotReal).contains("「日」"));
    assert_eq!(english(Code::NameTooLong), "Name must be 104 letters or fewer (now 105).");
}

#[test]
fn typed_braces_stay_what_they_are() {
    let policy = policy().unwrap();
    let now = Instant::from_unix_seconds(1_700_000_000);
    let mut form = Form::new();
    form.set(Item::UserName, "{suggestion}{char}").set(Item::Email, "{char}{suggestion}@gmial.com");
    let problem = form.report(Field::UserName, now, &policy).problem.unwrap();
    assert_eq!(problem.suggestion(), None);
    assert!(Language::ENGLISH.problem(&problem).contains("Not allowed: “{”, “}”"));
    let report = form.report(Field::Email, now, &policy);
    assert_eq!(
        Language::ENGLISH.notice(&report.notices[0]),
        "Did you mean {char}{suggestion}@gmail.com?"
    );
}

#[test]
fn a_suggestion_beside_the_parameters_is_worded_too() {
    let notice = &Reported::all().notices[&Code::EmailTypo];
    assert_eq!(Language::ENGLISH.notice(notice), "Did you mean {char}@gmail.com?");
}

#[test]
fn conversions_are_worded_without_the_text() {
    let conversions = Reported::all().conversions;
    let codes: Vec<_> = conversions.keys().copied().collect();
    assert_eq!(codes, of_kind(CodeKind::Conversion));
    for conversion in conversions.values() {
        for language in Language::all() {
            assert_eq!(language.conversion(conversion), language.code(conversion.code()));
        }
    }
}
