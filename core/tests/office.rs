//! What an office says against a registration: how a host reports it, what is kept of it, and for how long.

#![allow(clippy::unwrap_used, reason = "a step that fails fails the test")]

mod sample;

use toroku::{
    Answer, BirthPart, Category, Code, CodeKind, Entropy, Field, Guard, Input, Instant, Issuance,
    Item, Language, Misuse, NotificationKey, ParamName, ParamValue, Personal, Policy, Problem,
    Registration, State,
};

fn policy() -> Policy {
    let policy = Policy::new("now", "https://registration.example/password").unwrap();
    policy.with_issuance(Issuance::Office)
}

fn now() -> Instant {
    Instant::from_unix_seconds(1_700_000_000)
}

fn say(registration: &mut Registration, input: Input) -> Answer {
    registration.handle(input, now(), &policy()).unwrap()
}

fn submitted() -> (Registration, NotificationKey) {
    let mut registration = Registration::new();
    let entropy = Entropy::new(std::array::from_fn(|i| u8::try_from(i).unwrap()));
    let category = Category::ApplicantAtCounter;
    say(&mut registration, Input::ChooseCategory { category, entropy });
    let items = sample::typed("HOUMU");
    say(&mut registration, Input::Fill { items });
    say(&mut registration, Input::Agree { version: "now".into() });
    say(&mut registration, Input::Confirm);
    let digest = registration.confirmation().unwrap().digest;
    say(&mut registration, Input::Register { digest, language: Language::ENGLISH });
    let State::Issuing(issuing) = registration.state() else { panic!("it is submitted") };
    let key = issuing.key();
    (registration, key)
}

fn refused(problems: Vec<Problem>) -> Registration {
    let (mut registration, key) = submitted();
    say(&mut registration, Input::Refused { key, problems });
    registration
}

fn problem(registration: &Registration, field: Field) -> Option<Problem> {
    registration.report(field, now(), &policy()).unwrap().problem
}

/// The office gives the user ID to whoever has the key.
#[test]
fn the_key_of_a_submission_is_not_printed() {
    let (registration, key) = submitted();
    let effect = registration.next_effect(&policy());
    let report = Input::NotReached { key };
    for text in [format!("{effect:?}"), format!("{registration:?}"), format!("{report:?}")] {
        assert!(!text.contains(&key.expose()), "{text}");
    }
    assert!(format!("{effect:?}").contains("NotificationKey(..)"));
}

#[test]
fn a_host_makes_the_problems_that_an_engine_reports_and_no_others() {
    for code in Code::ALL {
        for field in Field::ALL {
            let fits = code.field().is_none_or(|own| own == *field)
                && matches!(code.kind(), CodeKind::Problem | CodeKind::Notice);
            let made = Problem::reported(*code, *field);
            assert_eq!(made.is_some(), fits, "{code} at {field}");
            assert!(made.is_none_or(|one| one.code() == *code && one.field() == *field));
        }
    }
}

#[test]
fn what_the_office_says_is_shown_in_full_after_a_restart_too() {
    let typo = Problem::reported(Code::EmailTypo, Field::Email)
        .and_then(|problem| problem.with_text(ParamName::Suggestion, "user01@ens.example".into()))
        .unwrap()
        .with_suggestion("user01@ens.example".into());
    let registration = refused(vec![typo.clone()]);
    let saved = registration.save(&Guard::default());
    let restored = Registration::restore(&saved, &Guard::default()).unwrap();
    for registration in [registration, restored] {
        assert_eq!(problem(&registration, Field::Email), Some(typo.clone()));
        let report = registration.report(Field::UserName, now(), &policy()).unwrap();
        assert_eq!(report.notices[0].code(), Code::NameSingleWord, "what the check says stays");
    }
}

#[test]
fn a_field_is_free_again_once_one_of_its_items_is_another() {
    let all =
        Field::ENTRY.iter().map(|field| Problem::reported(Code::TextPattern, *field).unwrap());
    let registration = refused(all.collect());
    for item in Item::ALL {
        for input in [
            Input::Set { item: *item, text: "other".into() },
            Input::Fill { items: vec![(*item, "other".into())] },
            Input::Clear { item: *item },
        ] {
            let mut registration = registration.clone();
            say(&mut registration, input);
            for field in Field::ENTRY {
                // Beside it a changed e-mail address is another than the repeated one.
                let code = problem(&registration, *field).map(|problem| problem.code());
                let stands = code == Some(Code::TextPattern)
                    || code == Some(Code::EmailConfirmMismatch) && *item == Item::Email;
                assert_eq!(stands, item.field() != *field, "{item} changed, {field}");
            }
        }
    }
    let mut registration = registration;
    say(&mut registration, Input::Agree { version: "now".into() });
    assert_eq!(problem(&registration, Field::Terms), None);
}

#[test]
fn a_refusal_at_no_field_of_the_entry_is_misuse() {
    let (mut registration, key) = submitted();
    for problems in
        [vec![], vec![Problem::reported(Code::PasswordCommon, Field::Password).unwrap()]]
    {
        let before = registration.clone();
        let result = registration.handle(Input::Refused { key, problems }, now(), &policy());
        assert_eq!(result, Err(Misuse::NoProblems));
        assert_eq!(registration, before);
    }
}

/// What a code's parameters are by themselves: an engine's problem can be made again from its texts.
#[test]
fn a_parameter_has_the_value_that_its_name_says() {
    let problem = || Problem::reported(Code::TextPattern, Field::UserName).unwrap();
    for name in ParamName::ALL {
        let value = |text: &str| {
            problem().with_text(*name, text.into()).map(|made| made.params()[0].value().clone())
        };
        let (number, part) = (value("7"), value("month"));
        match name {
            ParamName::Actual | ParamName::Min | ParamName::Max | ParamName::Position => {
                assert_eq!((number, part), (Some(ParamValue::Number(7)), None));
                assert_eq!((value("-1"), value("4294967296")), (None, None));
            }
            ParamName::Missing | ParamName::Parts => {
                assert_eq!((number, part), (None, Some(ParamValue::Parts(vec![BirthPart::Month]))));
            }
            ParamName::Chars => assert_eq!(number, Some(ParamValue::Chars(vec!["7".into()]))),
            ParamName::Char
            | ParamName::Suggestion
            | ParamName::Prefix
            | ParamName::Rule
            | ParamName::Message => {
                assert_eq!(number, Some(ParamValue::Text("7".into())));
            }
        }
    }
}

/// What an engine of another release has no code for is no rule of the host's: the office's own words say it, and
/// without them, or where they are too long to keep, a general sentence.
#[test]
fn what_is_not_accepted_is_said_in_the_offices_words() {
    let said = |message: Option<String>| {
        let mut problem = Problem::reported(Code::TextNotAccepted, Field::Phone).unwrap();
        if let Some(message) = message {
            problem = problem.with_text(ParamName::Message, message.into()).unwrap();
        }
        let registration = refused(vec![problem]);
        let saved = registration.save(&Guard::default());
        let restored = Registration::restore(&saved, &Guard::default()).unwrap();
        worded(&restored)
    };
    let words = "This number is not in use.";
    assert_eq!(
        said(Some(words.into())),
        [
            "登録先で受け付けられませんでした。This number is not in use.",
            "The office did not accept this. This number is not in use.",
            "登録（とうろく）する所（ところ）が受（う）け取（と）りませんでした。This number is not in use.",
        ]
    );
    for message in [None, Some(String::new()), Some("x".repeat(100_000))] {
        assert_eq!(
            said(message),
            [
                "登録先で受け付けられませんでした。",
                "The office did not accept this.",
                "登録（とうろく）する所（ところ）が受（う）け取（と）りませんでした。",
            ]
        );
    }
}

/// The problem at the phone number, in each language.
fn worded(registration: &Registration) -> [String; 3] {
    let problem = problem(registration, Field::Phone).unwrap();
    ["ja", "en", "ja-x-easy"].map(|tag| Language::by_tag(tag).unwrap().problem(&problem))
}

/// Whatever an office answers, what is saved can be restored.
#[test]
fn a_problem_as_long_as_no_engine_reports_is_kept_without_its_texts() {
    let long = Personal::from("x".repeat(3_000));
    let problems = Field::ENTRY.iter().flat_map(|field| {
        let short = Problem::reported(Code::TextInvisible, *field).unwrap();
        let with = |problem: Problem| problem.with_text(ParamName::Chars, long.clone()).unwrap();
        [with(with(short.clone())).with_suggestion("x".repeat(100_000).into()), short]
    });
    let registration = refused(problems.collect());
    let saved = registration.save(&Guard::default());
    assert_eq!(Registration::restore(&saved, &Guard::default()).as_ref(), Ok(&registration));
    let kept = problem(&registration, Field::Phone).unwrap();
    assert!(kept.params().is_empty() && kept.suggestions().is_empty());
    assert_eq!(kept.code(), Code::TextInvisible);
}
