//! The mail of a registration, whole, in each language.

use std::{env, fs};

use serde::Deserialize;
use serde_json::{Value, json};
use toroku::{Category, Effect, Input, Instant, Item, Language, Registration};

use crate::format::PolicySettings;
use crate::{sample, world};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "schema")]
    _schema: String,
    #[serde(rename = "comment")]
    _comment: String,
    now: i64,
    entropy: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    language: String,
    user_name: String,
    expect: Value,
}

/// `TOROKU_DRAW=1 cargo test -p toroku --test vectors notification` writes the file anew, to be read by a
/// person before it is committed.
#[test]
fn every_notification() {
    let name = "notifications.json";
    let file: File = crate::read(name);
    let mut drawn = Vec::new();
    for case in &file.cases {
        let mail = mail(&file, case);
        if env::var_os("TOROKU_DRAW").is_some() {
            drawn.push(json!({
                "id": case.id, "language": case.language, "user_name": case.user_name, "expect": mail,
            }));
        } else {
            assert_eq!(mail, case.expect, "{}", case.id);
        }
    }
    for language in Language::all() {
        assert!(file.cases.iter().any(|case| case.language == language.tag()), "{language}");
    }
    if !drawn.is_empty() {
        let path = crate::root().join(name);
        let mut value: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        value["cases"] = drawn.into();
        fs::write(path, serde_json::to_string_pretty(&value).unwrap() + "\n").unwrap();
    }
}

fn mail(file: &File, case: &Case) -> Value {
    let policy = world::policy(&PolicySettings::default());
    let now = Instant::from_unix_seconds(file.now);
    let mut registration = Registration::new();
    let mut handle = |input| registration.handle(input, now, &policy).unwrap();
    let entropy = world::entropy(&file.entropy);
    handle(Input::ChooseCategory { category: Category::ApplicantAtCounter, entropy });
    handle(Input::Fill { items: sample::typed("HOUMU TARO") });
    handle(Input::Set { item: Item::UserName, text: (*case.user_name).into() });
    handle(Input::Agree { version: world::TERMS.into() });
    handle(Input::Confirm);
    let digest = registration.confirmation().unwrap().digest;
    let language = Language::by_tag(&case.language).unwrap();
    registration.handle(Input::Register { digest, language }, now, &policy).unwrap();
    let Some(Effect::ReserveUserId { user_id, .. }) = registration.next_effect(&policy) else {
        panic!("{}: a candidate waits", case.id)
    };
    registration.handle(Input::UserIdReserved { user_id }, now, &policy).unwrap();
    let Some(Effect::Commit(record)) = registration.next_effect(&policy) else {
        panic!("{}: a record waits", case.id)
    };
    let mail = &record.notification;
    assert!(mail.text().expose().contains(user_id.as_str()));
    json!({
        "key": mail.key().expose(),
        "to": mail.to().expose(),
        "subject": mail.subject(),
        "text": mail.text().expose(),
        "html": mail.html().expose(),
    })
}
