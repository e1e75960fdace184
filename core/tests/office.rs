//! What an office says against a registration: how a host reports it, what is kept of it, and for how long.

#![allow(clippy::unwrap_used, reason = "a step that fails fails the test")]

use toroku::{
    Answer, Category, Code, CodeKind, Entropy, Field, Guard, Input, Instant, Issuance, Item,
    Language, Misuse, NotificationKey, ParamName, ParamValue, Personal, Policy, Problem,
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
    let items = [
        (Item::UserName, "HOUMU"),
        (Item::Sex, "male"),
        (Item::BirthYear, "2000"),
        (Item::BirthMonth, "1"),
        (Item::BirthDay, "1"),
        (Item::Municipality, "011011"),
        (Item::StreetAddress, "1-1-1 緑ヶ関ハイツ202号"),
        (Item::Phone, "0312345678"),
        (Item::Email, "user01@ens-test.com"),
        (Item::EmailConfirmation, "user01@ens-test.com"),
        (Item::UserType, "applicant_at_counter"),
    ];
    let items = items.map(|(item, text)| (item, Personal::new(text))).to_vec();
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
        .unwrap()
        .with(ParamName::Suggestion, ParamValue::Text("user01@ens.example".into()))
        .suggesting("user01@ens.example");
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

/// Whatever an office answers, what is saved can be restored.
#[test]
fn a_problem_as_long_as_no_engine_reports_is_kept_without_its_texts() {
    let long = Personal::from("x".repeat(3_000));
    let param = || ParamValue::Chars(vec![long.clone()]);
    let problems = Field::ENTRY.iter().flat_map(|field| {
        let short = Problem::reported(Code::TextInvisible, *field).unwrap();
        let long = short.clone().with(ParamName::Chars, param()).with(ParamName::Chars, param());
        [long.suggesting("x".repeat(100_000)), short]
    });
    let registration = refused(problems.collect());
    let saved = registration.save(&Guard::default());
    assert_eq!(Registration::restore(&saved, &Guard::default()).as_ref(), Ok(&registration));
    let kept = problem(&registration, Field::Phone).unwrap();
    assert!(kept.params().is_empty() && kept.suggestions().is_empty());
    assert_eq!(kept.code(), Code::TextInvisible);
}
