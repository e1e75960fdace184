//! Submissions where instances die or meet each other.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::*;
use crate::clock::Clock;
use crate::config::Config;
use crate::flow::tests::mails;
use crate::store::tests::{Database, rename};

const NOW: i64 = 1_700_000_000;

async fn app(config: &Config) -> App {
    app_at(config, Clock::new(|| NOW)).await
}

async fn app_at(config: &Config, clock: Clock) -> App {
    App::open(config.clone(), "http://127.0.0.1:1".into(), clock).await.unwrap()
}

fn submission() -> Submission {
    submission_of("HOUMU TARO")
}

fn submission_of(name: &'static str) -> Submission {
    let text = |field| match field {
        Field::UserName => name,
        Field::Sex => "male",
        Field::DateOfBirth => "2000-01-01",
        Field::Municipality => "011011",
        Field::StreetAddress => "１－１－１",
        Field::Phone => "0312345678",
        Field::Email | Field::EmailConfirmation => "user01@ens-test.com",
        Field::UserType => "applicant_at_counter",
        Field::Terms => "sample-1",
        Field::Password | Field::PasswordConfirmation => "",
    };
    Submission::new(|field| text(field).into(), Language::ENGLISH)
}

fn issued(registered: Registered) -> (String, bool) {
    let Registered::Issued { submission, is_new } = registered else { panic!("{registered:?}") };
    (submission.user_id, is_new)
}

/// After a failure nothing is registered, and the app may have corrected what it sends, at once or hours later.
#[tokio::test]
async fn what_could_not_be_stored_is_registered_as_it_is_sent_then() {
    for wait in [0, 4000] {
        let database = Database::make().await;
        let now = Arc::new(AtomicI64::new(NOW));
        let clock = Arc::clone(&now);
        let clock = Clock::new(move || clock.load(Ordering::Relaxed));
        let app = app_at(&database.config, clock).await;
        let key = NotificationKey::from_bytes([7; 16]);
        rename(&app.store, "outbox", "away").await;
        let failed = register(&app, key, &submission()).await.unwrap();
        assert!(matches!(failed, Registered::Failed), "{failed:?}");
        assert!(registered(&app, key).await.unwrap().is_none());
        rename(&app.store, "away", "outbox").await;
        now.fetch_add(wait, Ordering::Relaxed);
        let (user_id, is_new) =
            issued(register(&app, key, &submission_of("HOUMU HANAKO")).await.unwrap());
        assert!(is_new, "{wait}");
        let stored = app.store.registration_of(&user_id).await.unwrap().unwrap();
        assert_eq!(stored.values[0], (Field::UserName, "HOUMU HANAKO".to_owned()));
        app.store.close().await;
        database.end();
    }
}

/// A phone behind two proxies, or an impatient one: its submission reaches two instances at once.
#[tokio::test]
async fn two_instances_register_a_key_once() {
    let mut database = Database::make().await;
    // Both are counted until one is found to have been first.
    database.config.limits.mails_per_mailbox = 20;
    let one = app(&database.config).await;
    let other = app(&database.config).await;
    for round in 0..10 {
        let key = NotificationKey::from_bytes([round; 16]);
        let (one, other) = {
            let submission = submission();
            tokio::join!(register(&one, key, &submission), register(&other, key, &submission))
        };
        let (one, other) = (issued(one.unwrap()), issued(other.unwrap()));
        assert_eq!(one.0, other.0);
        assert!(!(one.1 && other.1), "one of them was first");
    }
    assert_eq!(one.store.registrations_after(0, 100).await.unwrap().len(), 10);
    assert_eq!(mails(&one).await.len(), 10);
    one.store.close().await;
    other.store.close().await;
    database.end();
}

#[test]
fn every_text_and_the_language_are_in_the_fingerprint() {
    let texts = ["ab", "c", ""];
    let of = |texts: &[&'static str], language| {
        fingerprint(texts.iter().map(|text| Cow::from(*text)), language)
    };
    let own = of(&texts, Language::ENGLISH);
    assert_eq!(own, of(&["ab", "c", ""], Language::ENGLISH));
    assert_ne!(own, of(&texts, Language::JAPANESE));
    for other in [&["a", "bc", ""][..], &["ab", "", "c"], &["ab", "c"], &["abc", "", ""]] {
        assert_ne!(own, of(other, Language::ENGLISH), "{other:?}");
    }
}
