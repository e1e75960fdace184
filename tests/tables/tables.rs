//! The rules against tables that others wrote. Where the engine differs, the difference stands in
//! `tests/tables/data/differences_*.tsv` with its reason, and nowhere else: one more or one fewer fails.

#![allow(clippy::unwrap_used, reason = "a step that fails fails the test")]
#![allow(clippy::print_stdout, reason = "how much was tried")]
#![allow(clippy::wildcard_enum_match_arm, reason = "any other answer fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use toroku::password::{Account, OpenPages, PasswordAnswer, PasswordInput, PasswordSetup};
use toroku::{
    Answer, Category, Email, Entropy, Field, FieldReport, Form, Input, Instant, Item, Language,
    Notice, Phone, Policy, Problem, Registration, Secret, StreetAddress,
};
use toroku_trust::{NOW, policy};

/// The rows of a table, its comments left out.
fn table(name: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tables/data").join(name);
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let rows: Vec<Vec<String>> = text
        .lines()
        .filter(|line| !line.starts_with("# ") && !line.is_empty())
        .map(|line| line.split('\t').map(String::from).collect())
        .collect();
    assert!(!rows.is_empty(), "{name}");
    rows
}

fn json(text: &str) -> String {
    serde_json::from_str(text).unwrap()
}

/// Differences found against differences listed; each listed one has a reason.
fn expect_differences(file: &str, found: &BTreeSet<String>) {
    let listed: BTreeMap<String, String> =
        table(file).into_iter().map(|row| (row[0].clone(), row[1].clone())).collect();
    assert!(listed.values().all(|reason| reason.len() > 10), "a difference without a reason");
    let listed: BTreeSet<String> = listed.into_keys().collect();
    let new: Vec<_> = found.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(found).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "{file}: not listed {new:#?}, listed in vain {gone:#?}"
    );
}

fn now() -> Instant {
    Instant::from_unix_seconds(NOW)
}

fn secret<const N: usize>(seed: u8) -> Secret<N> {
    Secret::new(std::array::from_fn(|i| u8::try_from(i).unwrap() ^ seed))
}

fn entry(policy: &Policy) -> Registration {
    let mut registration = Registration::new();
    let entropy: Entropy = secret(1);
    let category = Category::ApplicantAtCounter;
    registration.handle(Input::ChooseCategory { category, entropy }, now(), policy).unwrap();
    registration
}

fn report(registration: &mut Registration, item: Item, text: &str, policy: &Policy) -> FieldReport {
    registration.handle(Input::Set { item, text: text.into() }, now(), policy).unwrap();
    registration.report(item.field(), now(), policy).unwrap()
}

#[test]
fn email_addresses() {
    let mut found = BTreeSet::new();
    let rows = table("email.tsv");
    for row in &rows {
        let address = json(&row[2]);
        let is_taken = Email::try_from(address.clone()).is_ok();
        if is_taken != (row[1] == "valid") {
            found.insert(row[2].clone());
        }
    }
    println!("{} addresses, {} judged otherwise", rows.len(), found.len());
    assert_eq!(rows.len(), 136);
    expect_differences("differences_email.tsv", &found);
}

/// Any text, in any field: an answer with words for it, whatever it is.
#[test]
fn naughty_strings() {
    let policy = policy();
    let mut registration = entry(&policy);
    let rows = table("naughty.tsv");
    let mut taken: BTreeMap<Item, usize> = BTreeMap::new();
    for row in &rows {
        let text = json(&row[0]);
        for item in Item::ALL {
            let report = report(&mut registration, *item, &text, &policy);
            if let Some(problem) = &report.problem {
                assert!(Language::all().all(|language| !language.problem(problem).is_empty()));
            } else {
                *taken.entry(*item).or_default() += 1;
            }
        }
        let confirm = registration.handle(Input::Confirm, now(), &policy).unwrap();
        assert!(matches!(confirm, Answer::Problems(_)), "{text}");
        let search = Input::SearchMunicipalities {
            prefecture: None,
            query: text.as_str().into(),
            limit: 10,
        };
        let Answer::Municipalities(found) = registration.handle(search, now(), &policy).unwrap()
        else {
            panic!("results")
        };
        assert!(found.len() <= 10);
        let _ = toroku::municipality::look_up(&text);
        let _ = Language::negotiate(&text);
    }
    println!("{} strings in {} items; taken: {taken:?}", rows.len(), Item::ALL.len());
    assert_eq!(rows.len(), 461);
    // What is taken as a name is a name: letters and spaces. No such string is an e-mail address or a date.
    assert!(taken.get(&Item::UserName).is_none_or(|count| *count < 60));
    assert_eq!(taken.get(&Item::Municipality), None);
    assert_eq!(taken.get(&Item::UserType), None);
}

fn points(name: &str) -> BTreeSet<char> {
    let number = |text: &String| u32::from_str_radix(text, 16).unwrap();
    let range = |row: Vec<String>| number(&row[0])..=number(row.last().unwrap());
    table(name).into_iter().flat_map(range).filter_map(char::from_u32).collect()
}

#[test]
fn two_byte_characters() {
    let ours: BTreeSet<char> =
        ('\0'..=char::MAX).filter(|c| StreetAddress::is_two_byte(*c)).collect();
    let differences = |theirs: &BTreeSet<char>| -> BTreeSet<String> {
        let name = |c: &char| match c {
            '\u{E000}'..='\u{E757}' => "U+E000..U+E757".to_owned(),
            c => format!("U+{:04X}", u32::from(*c)),
        };
        theirs.symmetric_difference(&ours).map(name).collect()
    };
    let cp932 = points("two_byte_cp932.tsv");
    assert_eq!(cp932.len(), 9_206);
    expect_differences("differences_cp932.tsv", &differences(&cp932));
    let jis = points("two_byte_jis.tsv");
    assert_eq!(jis.len(), 6_879);
    // What JIS X 0208 has and the engine has not; it has NEC's and IBM's besides.
    let missing: BTreeSet<char> = jis.difference(&ours).copied().collect();
    expect_differences(
        "differences_jis.tsv",
        &missing.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect(),
    );
    println!("{} characters of CP932, {} of JIS X 0208", cp932.len(), jis.len());
}

/// What Unicode says does not show, or turns the text around, is named and refused in every field, and the way out
/// passes. Tabs and line ends are the exception: they are spaces.
#[test]
fn unseen_characters() {
    let policy = policy();
    let mut registration = entry(&policy);
    let mut tried = 0;
    let places = [
        (Item::UserName, "HOU", " MU"),
        (Item::StreetAddress, "緑ヶ丘", "１"),
        (Item::Phone, "03", "12345678"),
        (Item::Email, "taro", "@example.com"),
        (Item::Municipality, "011011", ""),
    ];
    for row in table("unseen.tsv") {
        let number = |text: &String| u32::from_str_radix(text, 16).unwrap();
        for c in (number(&row[1])..=number(&row[2])).filter_map(char::from_u32) {
            for (item, before, after) in places {
                let typed = format!("{before}{c}{after}");
                let problem = report(&mut registration, item, &typed, &policy).problem;
                let code = problem.as_ref().map(|problem| problem.code().name());
                let number = u32::from(c);
                if c.is_whitespace() {
                    let inner = item == Item::Email;
                    assert_eq!(code, inner.then_some("email.char"), "{item} U+{number:04X}");
                    continue;
                }
                assert_eq!(code, Some("text.invisible"), "{item} U+{number:04X}");
                let suggestion = problem.as_ref().and_then(Problem::suggestion).unwrap().expose();
                let spaceless = |text: &str| text.replace(' ', "");
                // The soft hyphen between digits is the one that comes out as something seen.
                let instead = if c == '\u{AD}' && item == Item::Phone { "-" } else { "" };
                assert_eq!(spaceless(suggestion), spaceless(&[before, instead, after].concat()));
                let taken = report(&mut registration, item, suggestion, &policy);
                assert_eq!(taken.problem, None, "{item} U+{number:04X}");
            }
            tried += 1;
        }
    }
    println!("{tried} characters in {} fields", places.len());
    assert!(tried > 4_000);
}

/// A letter that only looks like one of A–Z is none: over all of Unicode, what a name takes is known.
#[test]
fn no_look_alike_is_a_letter_of_a_name() {
    let policy = policy();
    let mut registration = entry(&policy);
    let taken: String = ('\0'..='\u{FFFF}')
        .chain(('\u{1_0000}'..='\u{2_FFFF}').step_by(7))
        .filter(|c| {
            report(&mut registration, Item::UserName, &format!("A{c}A"), &policy).problem.is_none()
        })
        .collect();
    let spaces = " \t\n\u{B}\u{C}\r\u{85}\u{2028}\u{2029}\u{A0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200A}\u{202F}\u{205F}\u{3000}";
    let letters = ('A'..='Z').chain('a'..='z').chain('Ａ'..='Ｚ').chain('ａ'..='ｚ');
    let expected: BTreeSet<char> = letters.chain(spaces.chars()).collect();
    assert_eq!(taken.chars().collect::<BTreeSet<char>>(), expected);
}

/// Whoever takes a suggestion comes to a text that passes, or to one more question of which each answer does.
#[test]
fn ways_out() {
    let policy = policy();
    let column =
        |name: &str, column: usize| table(name).into_iter().map(move |row| row[column].clone());
    let characters = |hex: String| -> Option<String> {
        let point = |part: &str| char::from_u32(u32::from_str_radix(part, 16).ok()?);
        hex.split(' ').map(point).collect()
    };
    let mut texts: Vec<String> = column("naughty.tsv", 0).map(|text| json(&text)).collect();
    texts.extend(column("email.tsv", 2).map(|text| json(&text)));
    let odd =
        column("confusables.tsv", 0).chain(column("normal.tsv", 0)).chain(column("unseen.tsv", 1));
    for odd in odd.filter_map(characters) {
        texts.extend([
            format!("HOU{odd}MU"),
            format!("緑ヶ{odd}関１"),
            format!("taro{odd}@example.com"),
            odd,
        ]);
    }
    let items = || Item::ALL.iter().filter(|item| item.field().items().len() == 1);
    let mut taken = 0;
    for text in &texts {
        for item in items() {
            let report = Form::new().set(*item, text).report(item.field(), now(), &policy);
            let of_problem = report.problem.iter().flat_map(Problem::suggestions);
            for suggestion in of_problem.chain(report.notices.iter().filter_map(Notice::suggestion))
            {
                assert!(ends(*item, suggestion.expose(), &policy, 1), "{item}: {text:?}");
                taken += 1;
            }
        }
    }
    println!("{taken} suggestions to {} texts", texts.len());
    assert!(taken > 10_000, "{taken}");
}

fn ends(item: Item, text: &str, policy: &Policy, questions: u8) -> bool {
    let report = Form::new().set(item, text).report(item.field(), now(), policy);
    let Some(problem) = report.problem else { return true };
    let mut next = problem.suggestions().iter();
    questions > 0
        && !problem.suggestions().is_empty()
        && next.all(|next| ends(item, next.expose(), policy, questions - 1))
}

/// What becomes of a character that looks like another, in the middle of a good value.
fn fate(registration: &mut Registration, item: Item, text: &str, policy: &Policy) -> &'static str {
    let report = report(registration, item, text, policy);
    match (&report.problem, report.conversions.last()) {
        (Some(_), _) => "refused",
        (None, Some(conversion)) if conversion.after().expose().is_ascii() => {
            "converted to ASCII, reported"
        }
        (None, Some(_)) => "converted, reported",
        (None, None) => "kept",
    }
}

/// Unicode's own table of look-alikes: in what identifies a person, none is taken for another without a word.
#[test]
fn look_alikes() {
    let policy = policy();
    let mut registration = entry(&policy);
    let mut found: BTreeMap<String, BTreeSet<char>> = BTreeMap::new();
    let mut tried = 0;
    let single = |hex: &str| {
        let point = u32::from_str_radix(hex, 16).ok()?;
        char::from_u32(point)
    };
    for row in table("confusables.tsv") {
        // A look-alike of several characters holds those that are looked at by themselves.
        let Some(c) = single(&row[0]) else { continue };
        tried += 1;
        for (item, before, after) in [
            (Item::UserName, "HOU", "MU"),
            (Item::Phone, "0312", "45678"),
            (Item::Email, "us", "er@ens-test.com"),
            (Item::Email, "user@en", "s-test.com"),
            (Item::StreetAddress, "緑ヶ", "関"),
        ] {
            let text = format!("{before}{c}{after}");
            let fate = fate(&mut registration, item, &text, &policy);
            if fate == "refused" {
                continue;
            }
            let kind = match c {
                _ if c.is_ascii() => "ASCII",
                '\u{FF01}'..='\u{FF5E}' => "full-width form",
                '\u{FF61}'..='\u{FF9F}' => "half-width katakana",
                _ if c.is_whitespace() => "space",
                _ if StreetAddress::is_two_byte(c) => "two-byte character",
                _ => "other",
            };
            let place = if before.contains('@') { "e-mail's domain" } else { item.name() };
            found.entry(format!("{place}: {kind}, {fate}")).or_default().insert(c);
        }
    }
    println!("{tried} look-alikes in 5 places");
    for (what, characters) in &found {
        println!(
            "{what}: {} ({})",
            characters.len(),
            characters.iter().take(12).collect::<String>()
        );
    }
    assert!(tried > 6_000);
    expect_differences("differences_confusables.tsv", &found.into_keys().collect());
}

#[test]
fn normalisation() {
    let policy = policy();
    let mut registration = entry(&policy);
    let account = Account::new(
        "hdlpf38617".parse().unwrap(),
        "HOUMU TARO".into(),
        "user01@ens-test.com".into(),
    );
    let (fresh, token) =
        PasswordSetup::for_account(account, &secret(1), now(), policy.password()).unwrap();
    let text = |hex: &str| -> String {
        let point = |part: &str| char::from_u32(u32::from_str_radix(part, 16).unwrap()).unwrap();
        hex.split(' ').map(point).collect()
    };
    let (mut streets, mut passwords) = (0, 0);
    for row in table("normal.tsv") {
        let forms: Vec<String> = row.iter().map(|hex| text(hex)).collect();
        // An address is kept as it is: none of these becomes another character by itself.
        if forms[0].chars().all(StreetAddress::is_two_byte) && forms[0] != "\u{3000}" {
            let report = report(&mut registration, Item::StreetAddress, &forms[0], &policy);
            assert!(report.problem.is_none() && report.conversions.is_empty(), "{}", row[0]);
            streets += 1;
        }
        // A password set in one form is known in the others.
        let with = |form: &str| format!("{form} quiet llamas drink melon soup");
        let set = PasswordInput::SetPassword {
            token: token.expose().into(),
            password: with(&forms[0]).into(),
            confirmation: with(&forms[2]).into(),
            salt: secret(2),
            pages: OpenPages::None,
        };
        let mut setup = fresh.clone();
        match setup.handle(set, now(), policy.password()).unwrap().answer {
            PasswordAnswer::PasswordSet { .. } => {}
            // Characters that do not show are refused in a password too.
            PasswordAnswer::Problems(problems) => {
                assert_eq!(problems[0].code().name(), "password.char", "{}", row[0]);
                continue;
            }
            other => panic!("{}: {}", row[0], other.name()),
        }
        for form in &forms {
            let log_in = PasswordInput::LogIn { password: with(form).into() };
            let answer = setup.handle(log_in, now(), policy.password()).unwrap().answer;
            assert_eq!(answer, PasswordAnswer::LoggedIn, "{}", row[0]);
        }
        passwords += 1;
    }
    println!("{streets} addresses, {passwords} passwords in three forms");
    assert!(streets > 20 && passwords > 1_800, "{streets} {passwords}");
}

/// What a number is taken for.
fn phone_kind(digits: &str, policy: &Policy) -> &'static str {
    let mut form = Form::new();
    let report = form.set(Item::Phone, digits).report(Field::Phone, now(), policy);
    // A lost 0 and a country code without its plus are asked about; what is offered is the number.
    let problem = report.problem.as_ref().and_then(|problem| problem.suggestion());
    let notice = report.notices.first();
    if let Some(meant) = problem.or_else(|| notice.and_then(|notice| notice.suggestion())) {
        return phone_kind(meant.expose(), policy);
    }
    match notice.map(|notice| notice.code().name()) {
        Some("phone.unreachable") => "cannot be called",
        None if Phone::is_in_plan(digits) => "subscriber",
        _ => "none",
    }
}

/// The same of libphonenumber's kinds.
fn kind_by_their_name(name: &str) -> &'static str {
    match name {
        "fixed_line" | "mobile" | "voip" => "subscriber",
        "toll_free" | "uan" | "premium_rate" | "pager" => "cannot be called",
        "personal_number" => "personal",
        "none" => "none",
        other => panic!("no kind {other}"),
    }
}

/// What a number is by its first five digits and its length, as libphonenumber knows it: every one of 100,000 and
/// four lengths, each with four ways to go on.
#[test]
fn phone_numbers() {
    const TAILS: [&str; 4] = ["00000000", "12345678", "55555555", "99999999"];
    let policy = policy();
    let mut theirs: BTreeMap<(usize, usize), BTreeSet<&str>> = BTreeMap::new();
    for row in table("phone.tsv") {
        let [length, first, last] = [0, 1, 2].map(|column| row[column].parse::<usize>().unwrap());
        for prefix in first..=last {
            theirs.insert((length, prefix), row[3].split('|').map(kind_by_their_name).collect());
        }
    }
    let mut found: Vec<(usize, usize, usize, String)> = Vec::new();
    let (mut tried, mut known) = (0, 0);
    let none = BTreeSet::from(["none"]);
    for length in 9..=12 {
        for prefix in 0..100_000 {
            let number = |tail| format!("{prefix:05}{tail}")[..length].to_owned();
            let ours: BTreeSet<&str> =
                TAILS.iter().map(|tail| phone_kind(&number(tail), &policy)).collect();
            tried += TAILS.len();
            let theirs = theirs.get(&(length, prefix)).unwrap_or(&none);
            known += usize::from(*theirs != none);
            if ours == *theirs {
                continue;
            }
            let words =
                |kinds: &BTreeSet<&str>| kinds.iter().copied().collect::<Vec<_>>().join("|");
            let what = format!("theirs: {}, ours: {}", words(theirs), words(&ours));
            match found.last_mut() {
                Some(last) if last.0 == length && last.2 + 1 == prefix && last.3 == what => {
                    last.2 = prefix;
                }
                _ => found.push((length, prefix, prefix, what)),
            }
        }
    }
    println!("{tried} numbers, {known} prefixes known, {} ranges judged otherwise", found.len());
    assert!(known > 20_000);
    let found = found.into_iter().map(|(length, first, last, what)| {
        format!("{length} digits, {first:05} to {last:05}; {what}")
    });
    expect_differences("differences_phone.tsv", &found.collect());
}

/// Each geographic number begins with an area code in use, and no such code is forgotten.
#[test]
fn area_codes() {
    let codes: BTreeSet<String> = table("area_codes.tsv").into_iter().flatten().collect();
    assert_eq!(codes.len(), 387);
    let mut unused = codes.clone();
    for prefix in 0..100_000 {
        let number = format!("{prefix:05}00000");
        if !Phone::is_in_plan(&number) || number.starts_with("0120") || number.starts_with("0570") {
            continue;
        }
        let known = (2..=5).filter(|length| codes.contains(&number[..*length])).collect::<Vec<_>>();
        assert!(!known.is_empty(), "{number}");
        for length in known {
            unused.remove(&number[..length]);
        }
    }
    assert_eq!(unused, BTreeSet::new());
}

#[test]
fn common_passwords() {
    let policy = policy();
    let account = || {
        let user_id = "hdlpf38617".parse().unwrap();
        Account::new(user_id, "HOUMU TARO".into(), "user01@ens-test.com".into())
    };
    let mut found = BTreeSet::new();
    let rows = table("password.tsv");
    for row in &rows {
        let (mut setup, token) =
            PasswordSetup::for_account(account(), &secret(1), now(), policy.password()).unwrap();
        let set = PasswordInput::SetPassword {
            token: token.expose().into(),
            password: row[0].as_str().into(),
            confirmation: row[0].as_str().into(),
            salt: secret(2),
            pages: OpenPages::None,
        };
        let answer = setup.handle(set, now(), policy.password()).unwrap().answer;
        if !matches!(answer, PasswordAnswer::Problems(_)) {
            found.insert(row[0].clone());
        }
    }
    println!("{} common passwords, {} taken", rows.len(), found.len());
    assert_eq!(rows.len(), 48);
    expect_differences("differences_password.tsv", &found);
}
