//! The loop where instances die, meet each other, or reach a limit.

use super::*;
use crate::account;
use crate::attempt::CountedMail;
use crate::clock::Clock;
use crate::config::Config;
use crate::secret;
use crate::store::tests::{Database, rename};
use toroku::{Category, Item, Secret};

pub(crate) async fn app(config: &Config) -> App {
    let clock = Clock::new(|| 1_700_000_000);
    App::open(config.clone(), "http://127.0.0.1:1".into(), clock).await.unwrap()
}

fn inputs() -> Vec<Input> {
    let category = Category::ApplicantAtCounter;
    let items = [
        (Item::UserName, "HOUMU TARO"),
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
    vec![
        Input::ChooseCategory { category, entropy: Secret::new(secret::random()) },
        Input::Fill { items: items.map(|(item, text)| (item, text.into())).to_vec() },
        Input::Agree { version: "sample-1".into() },
        Input::Confirm,
    ]
}

/// The texts of the local mailbox, in their order.
pub(crate) async fn mails(app: &App) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in app.store.mailbox().await.unwrap().iter().rev() {
        texts.push(app.store.mailbox_mail(entry.id).await.unwrap().unwrap().text);
    }
    texts
}

/// An account without a password yet, and the token of its mail.
pub(crate) async fn registered(app: &App) -> (toroku::UserId, toroku::Personal) {
    let session = SessionId([9; 16]);
    app.store.add_session(session, &[9; 32], app.clock.seconds()).await.unwrap();
    let mut flow = Flow::open(app, session).await.unwrap();
    flow.advance(|_| Ok(inputs())).await.unwrap();
    let digest = flow.registration().confirmation().unwrap().digest;
    flow.register(digest, Language::ENGLISH).await.unwrap();
    let State::Completion(completion) = flow.registration().state() else {
        panic!("not completed")
    };
    let mail = mails(app).await.pop().unwrap();
    let (_, token) = mail.split_once("&token=").unwrap();
    (completion.user_id(), token.split_whitespace().next().unwrap().into())
}

/// Whatever statement of it fails, nothing is stored, and the applicant stands at STEP2 as before.
#[tokio::test]
async fn a_registration_is_stored_as_a_whole_or_not_at_all() {
    let database = Database::make().await;
    let app = app(&database.config).await;
    let session = SessionId([7; 16]);
    app.store.add_session(session, &[1; 32], 1_700_000_000).await.unwrap();
    let mut flow = Flow::open(&app, session).await.unwrap();
    flow.advance(|_| Ok(inputs())).await.unwrap();
    let digest = flow.registration().confirmation().unwrap().digest;
    for table in ["numbers", "password_setups", "outbox", "registration_order"] {
        rename(&app.store, table, "away").await;
        let answer = flow.register(digest, Language::ENGLISH).await.unwrap();
        assert_eq!(answer, Answer::StorageFailed, "{table}");
        assert_eq!(flow.kind(), StateKind::Confirmation);
        drop(flow);
        rename(&app.store, "away", table).await;
        assert!(app.store.registrations_after(0, 10).await.unwrap().is_empty(), "{table}");
        assert!(mails(&app).await.is_empty(), "{table}");
        flow = Flow::open(&app, session).await.unwrap();
        assert_eq!(flow.kind(), StateKind::Confirmation, "{table}");
    }
    flow.register(digest, Language::ENGLISH).await.unwrap();
    let State::Completion(completion) = flow.registration().state() else {
        panic!("not completed")
    };
    assert!(app.store.has_registration(&completion.key().expose()).await.unwrap());
    assert!(app.store.setup_of(completion.user_id().as_str()).await.unwrap().is_some());
    assert_eq!(app.store.registrations_after(0, 10).await.unwrap().len(), 1);
    assert_eq!(mails(&app).await.len(), 1);
    // Once more, as with the browser's Back: it is registered once.
    drop(flow.register(digest, Language::ENGLISH).await);
    assert_eq!(app.store.registrations_after(0, 10).await.unwrap().len(), 1);
    drop(flow);
    app.store.close().await;
    database.end();
}

#[tokio::test]
async fn a_snapshot_of_another_session_is_not_taken() {
    let database = Database::make().await;
    let app = app(&database.config).await;
    let (one, other) = (SessionId([1; 16]), SessionId([2; 16]));
    for session in [one, other] {
        app.store.add_session(session, &[session.0[0]; 32], 1_700_000_000).await.unwrap();
    }
    Flow::open(&app, one).await.unwrap().advance(|_| Ok(inputs())).await.unwrap();
    let stored = app.store.open_registration(one).await.unwrap().unwrap();
    let (state, snapshot, now) = ("confirmation", &stored.snapshot[..], 1_700_000_000);
    let put = NewOpenRegistration {
        session: other,
        counter: 1,
        state,
        snapshot,
        now,
        is_kept: false,
        ends_at: now + 3600,
        notification_key: None,
    };
    app.store.save_open_registration(&put).await.unwrap();
    let flow = Flow::open(&app, other).await.unwrap();
    let Err(Failure::Redirect(address)) = flow.goes_on() else { panic!("it is unusable") };
    assert_eq!(address, "/?notice=unusable");
    assert_eq!(flow.kind(), StateKind::Start);
    drop(flow);
    app.store.close().await;
    database.end();
}

/// Who saves second decides by what stands then: Back, clicked twice on STEP2, is one step back.
#[tokio::test]
async fn who_saves_second_decides_anew() {
    let database = Database::make().await;
    let (one, other) = (app(&database.config).await, app(&database.config).await);
    let session = SessionId([4; 16]);
    one.store.add_session(session, &[4; 32], 1_700_000_000).await.unwrap();
    Flow::open(&one, session).await.unwrap().advance(|_| Ok(inputs())).await.unwrap();
    let mut clicks = [
        Flow::open(&one, session).await.unwrap(),
        Flow::open(&one, session).await.unwrap(),
        Flow::open(&other, session).await.unwrap(),
    ];
    for flow in &mut clicks {
        let back = |flow: &Flow<'_>| {
            let is_there = flow.kind() == StateKind::Confirmation;
            Ok(is_there.then_some(Input::Back).into_iter().collect())
        };
        flow.advance(back).await.unwrap();
        assert_eq!(flow.kind(), StateKind::Entry);
    }
    drop(clicks);
    one.store.close().await;
    other.store.close().await;
    database.end();
}

/// Two instances are asked for the same registration at the same time.
#[tokio::test]
async fn two_instances_at_one_session_make_one_registration() {
    let mut database = Database::make().await;
    // Both are counted until one is found to have been first.
    database.config.limits.mails_per_mailbox = 20;
    let (one, other) = (app(&database.config).await, app(&database.config).await);
    for round in 0..10 {
        let session = SessionId([round; 16]);
        one.store.add_session(session, &[round; 32], 1_700_000_000).await.unwrap();
        let mut flow = Flow::open(&one, session).await.unwrap();
        flow.advance(|_| Ok(inputs())).await.unwrap();
        let digest = flow.registration().confirmation().unwrap().digest;
        drop(flow);
        let at = async |app: &App| {
            let mut flow = Flow::open(app, session).await.unwrap();
            // A refusal sends the browser to where the registration stands, which goes on with it.
            drop(flow.register(digest, Language::ENGLISH).await);
            drop(flow);
            let flow = Flow::open(app, session).await.unwrap();
            let State::Completion(completion) = flow.registration().state() else {
                panic!("not completed")
            };
            (completion.key(), completion.user_id())
        };
        let (a, b) = tokio::join!(at(&one), at(&other));
        assert_eq!(a, b);
    }
    assert_eq!(mails(&one).await.len(), 10);
    one.store.close().await;
    other.store.close().await;
    database.end();
}

#[tokio::test]
async fn user_ids_are_drawn_at_random_where_the_settings_say_so() {
    let mut database = Database::make().await;
    database.config.random_user_ids = true;
    let app = app(&database.config).await;
    let (user_id, _) = registered(&app).await;
    assert!(app.store.setup_of(user_id.as_str()).await.unwrap().is_some());
    app.store.close().await;
    database.end();
}

#[tokio::test]
async fn a_mailbox_is_not_filled_by_strangers() {
    let mut database = Database::make().await;
    database.config.limits.mails_per_mailbox = 1;
    let app = app(&database.config).await;
    let (user_id, _) = registered(&app).await;
    let (asker, email) = (user_id.as_str(), "user01@ens-test.com");
    assert!(CountedMail::take(&app, email, MailFor::Registration).await.unwrap().is_none());
    let session = SessionId([8; 16]);
    app.store.add_session(session, &[8; 32], 1_700_000_000).await.unwrap();
    let mut flow = Flow::open(&app, session).await.unwrap();
    flow.advance(|_| Ok(inputs())).await.unwrap();
    let digest = flow.registration().confirmation().unwrap().digest;
    let refused = flow.register(digest, Language::ENGLISH).await;
    assert!(matches!(refused, Err(Failure::Page(ErrorPage::TooManyMails))));
    assert_eq!(flow.kind(), StateKind::Confirmation);
    drop(flow);
    // Links have a share of their own; of a second one the asker gets the answer that everybody gets.
    let saved = async || app.store.setup_of(asker).await.unwrap().unwrap().counter;
    let ask = async || account::request_link(&app, asker, email.into(), Language::ENGLISH).await;
    let before = saved().await;
    for _ in 0..2 {
        ask().await.unwrap();
        assert_eq!(saved().await, before + 1);
    }
    app.store.close().await;
    database.end();
}
