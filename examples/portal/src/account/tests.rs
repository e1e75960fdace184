//! Passwords changed, and reminders sent by several instances.

use axum::http::HeaderMap;

use super::*;
use crate::attempt::{Attempt, Origin};
use crate::clock::Clock;
use crate::flow::tests::{mails, registered};
use crate::reminder;
use crate::store::By;
use crate::store::tests::{Database, rename};

const FIRST: &str = "Momiji ga kirei desu ne 2024";
const SECOND: &str = "Sakura mo kirei deshita ne 2025";

fn change(current: &str, password: &str) -> PasswordChange {
    PasswordChange {
        current: current.into(),
        password: password.into(),
        confirmation: password.into(),
    }
}

/// Sets [`FIRST`] by the mail's link: until when it counts.
async fn set_first_password(app: &App, user_id: UserId, token: Personal) -> Instant {
    let input = PasswordInput::SetPassword {
        token,
        password: FIRST.into(),
        confirmation: FIRST.into(),
        salt: toroku::Secret::new(secret::random()),
        pages: toroku::password::OpenPages::None,
    };
    let answer = handle(app, Some(user_id), input, Language::ENGLISH).await.unwrap();
    let PasswordAnswer::PasswordSet { expires_at } = answer else { panic!("not set") };
    expires_at
}

/// A login in a new session.
async fn answer_to(app: &App, user_id: Option<UserId>, password: &str) -> PasswordAnswer {
    let session = SessionId(secret::random());
    app.store.add_session(session, &secret::random(), app.clock.seconds()).await.unwrap();
    let (answer, cookie) = log_in(app, session, user_id, password.into()).await.unwrap();
    assert_eq!(cookie.is_some(), answer == PasswordAnswer::LoggedIn);
    answer
}

#[tokio::test]
async fn nothing_is_written_for_a_wrong_token_or_an_opened_link() {
    let database = Database::make().await;
    let clock = Clock::new(|| 1_700_000_000);
    let app = App::open(database.config.clone(), "http://127.0.0.1:1".into(), clock).await.unwrap();
    let (user_id, token) = registered(&app).await;
    let stored = async || app.store.setup_of(user_id.as_str()).await.unwrap().unwrap();
    let before = stored().await;
    for token in [&token, &"0".repeat(64).as_str().into(), &"".into()] {
        let pages = toroku::password::OpenPages::None;
        let open = PasswordInput::OpenLink { token: token.clone(), pages };
        handle(&app, Some(user_id), open, Language::ENGLISH).await.unwrap();
    }
    let set = PasswordInput::SetPassword {
        token: "no".into(),
        password: FIRST.into(),
        confirmation: FIRST.into(),
        salt: toroku::Secret::new(secret::random()),
        pages: toroku::password::OpenPages::None,
    };
    let answer = handle(&app, Some(user_id), set, Language::ENGLISH).await.unwrap();
    assert_eq!(answer, PasswordAnswer::TokenInvalid);
    let after = stored().await;
    assert_eq!((after.counter, after.snapshot), (before.counter, before.snapshot));
    set_first_password(&app, user_id, token).await;
    app.store.close().await;
    database.end();
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_it() {
    let database = Database::make().await;
    let now = Arc::new(std::sync::atomic::AtomicI64::new(1_700_000_000));
    let clock = Arc::clone(&now);
    let clock = Clock::new(move || clock.load(std::sync::atomic::Ordering::Relaxed));
    let app = App::open(database.config.clone(), "http://127.0.0.1:1".into(), clock).await.unwrap();
    let (user_id, token) = registered(&app).await;
    // Before there is one, no password is the current one.
    let change_to = async |password| {
        change_password(&app, Some(user_id), change(FIRST, password)).await.unwrap().0
    };
    assert_eq!(change_to(SECOND).await, PasswordAnswer::PasswordWrong);
    set_first_password(&app, user_id, token).await;
    assert!(matches!(change_to("short").await, PasswordAnswer::Problems(_)));
    // A year and two days later it can still be changed, though it no longer counts.
    now.fetch_add(367 * 86_400, std::sync::atomic::Ordering::Relaxed);
    let user_id = Some(user_id);
    assert_eq!(answer_to(&app, user_id, FIRST).await, PasswordAnswer::PasswordExpired);
    assert!(matches!(change_to(SECOND).await, PasswordAnswer::PasswordSet { .. }));
    assert_eq!(answer_to(&app, user_id, SECOND).await, PasswordAnswer::LoggedIn);
    assert_eq!(change_to(SECOND).await, PasswordAnswer::PasswordWrong);
    app.store.close().await;
    database.end();
}

/// Who has looked at a password and then comes too late with the login.
#[tokio::test]
async fn a_login_of_before_a_change_or_a_lock_does_not_begin() {
    let database = Database::make().await;
    let clock = Clock::new(|| 1_700_000_000);
    let app = App::open(database.config.clone(), "http://127.0.0.1:1".into(), clock).await.unwrap();
    let (user_id, token) = registered(&app).await;
    set_first_password(&app, user_id, token).await;
    let session = SessionId([1; 16]);
    app.store.add_session(session, &[1; 32], 1_700_000_000).await.unwrap();
    let counter = async || app.store.setup_of(user_id.as_str()).await.unwrap().unwrap().counter;
    let begins = async |counter| {
        let begun = session::log_in(&app, session, (user_id.as_str(), counter)).await;
        begun.unwrap().is_some()
    };
    let before = counter().await;
    assert!(begins(before).await);
    change_password(&app, Some(user_id), change(FIRST, SECOND)).await.unwrap();
    assert!(!begins(before).await);
    let before = counter().await;
    assert!(begins(before).await);
    let by = By { at: 1_700_000_000, actor: "test", action: "lock" };
    app.store.close_account(&by, user_id.as_str(), false).await.unwrap();
    assert!(!begins(before).await);
    app.store.close().await;
    database.end();
}

/// Whoever knows the password before has no login that outlives it, though the database goes away just then.
#[tokio::test]
async fn a_new_password_and_the_end_of_all_logins_are_stored_together() {
    let database = Database::make().await;
    let clock = Clock::new(|| 1_700_000_000);
    let app = App::open(database.config.clone(), "http://127.0.0.1:1".into(), clock).await.unwrap();
    let (user_id, token) = registered(&app).await;
    set_first_password(&app, user_id, token).await;
    assert_eq!(answer_to(&app, Some(user_id), FIRST).await, PasswordAnswer::LoggedIn);
    rename(&app.store, "sessions", "away").await;
    assert!(change_password(&app, Some(user_id), change(FIRST, SECOND)).await.is_err());
    rename(&app.store, "away", "sessions").await;
    assert_eq!(answer_to(&app, Some(user_id), SECOND).await, PasswordAnswer::PasswordWrong);
    assert_eq!(answer_to(&app, Some(user_id), FIRST).await, PasswordAnswer::LoggedIn);
    // By a link too.
    let (entropy, session) = (toroku::Secret::new(secret::random()), SessionId([8; 16]));
    app.store.add_session(session, &[8; 32], 1_700_000_000).await.unwrap();
    let counter = app.store.setup_of(user_id.as_str()).await.unwrap().unwrap().counter;
    let account = (user_id.as_str(), counter);
    let now = app.clock.seconds();
    assert!(app.store.log_in_session(session, &[8; 32], account, now).await.unwrap());
    let email = newest_recipient(&app).await.into();
    let typed = user_id.as_str().into();
    let ask = PasswordInput::RequestLink { user_id: typed, email, entropy };
    handle(&app, Some(user_id), ask, Language::ENGLISH).await.unwrap();
    let mail = mails(&app).await.pop().unwrap();
    let token = mail.split_once("&token=").unwrap().1.split_whitespace().next().unwrap();
    set_first_password(&app, user_id, token.into()).await;
    let stored = app.store.session(&[8; 32], 0, None).await.unwrap().unwrap();
    assert_eq!(stored.user_id, None);
    app.store.close().await;
    database.end();
}

/// That the try was none can no longer be noted: who has logged in is told so all the same, with the cookie that the
/// session has by now.
#[tokio::test]
async fn what_was_done_is_told_though_the_try_stays_counted() {
    let database = Database::make().await;
    let clock = Clock::new(|| 1_700_000_000);
    let app = App::open(database.config.clone(), "http://127.0.0.1:1".into(), clock).await.unwrap();
    let (address, headers) = ([192, 0, 2, 1].into(), HeaderMap::new());
    let origin = Origin { address, headers: &headers, logged_in: None };
    let attempt = Attempt::begin(&app, "bcdfg22222", origin).await.unwrap();
    rename(&app.store, "tries", "away").await;
    let answer = attempt.end(&app, Ok((PasswordAnswer::LoggedIn, 7))).await.unwrap();
    assert_eq!(answer, (PasswordAnswer::LoggedIn, 7));
    app.store.close().await;
    database.end();
}

/// The answers where there is no account are those of an account, and come of the same work.
#[tokio::test]
async fn nobody_is_answered_as_somebody_is() {
    let database = Database::make().await;
    let clock = Clock::new(|| 1_700_000_000);
    let app = App::open(database.config.clone(), "http://127.0.0.1:1".into(), clock).await.unwrap();
    let (user_id, _) = registered(&app).await;
    let decoy = user_id::typed(&app.decoy.user_id);
    let has_password = |stored| restored(&app, stored).unwrap().set_at().is_some();
    assert!(has_password(&app.decoy_in_use) && !has_password(&app.decoy));
    for user_id in [Some(user_id), user_id::typed("bcdfg22222"), decoy, None] {
        let say = async |input| handle(&app, user_id, input, Language::ENGLISH).await.unwrap();
        let pages = toroku::password::OpenPages::None;
        let open = PasswordInput::OpenLink { token: "0".into(), pages };
        assert_eq!(say(open).await, PasswordAnswer::TokenInvalid);
        let pages = toroku::password::OpenPages::HomeOrLogin;
        let open = PasswordInput::OpenLink { token: "0".into(), pages };
        assert_eq!(say(open).await, PasswordAnswer::Conflict);
        assert_eq!(answer_to(&app, user_id, FIRST).await, PasswordAnswer::PasswordWrong);
        let answer = change_password(&app, user_id, change(FIRST, SECOND)).await.unwrap().0;
        assert_eq!(answer, PasswordAnswer::PasswordWrong);
        let typed = user_id.as_ref().map_or("", UserId::as_str).into();
        let entropy = toroku::Secret::new(secret::random());
        let ask = PasswordInput::RequestLink { user_id: typed, email: "".into(), entropy };
        assert_eq!(say(ask).await, PasswordAnswer::LinkRequested);
    }
    app.store.close().await;
    database.end();
}

/// What is written and sent for an account that is there comes later than what its asker may do at once.
#[tokio::test]
async fn nothing_is_done_for_a_link_right_after_it_was_asked_for() {
    let database = Database::make().await;
    let clock = Clock::new(|| 1_700_000_000);
    let app = App::open(database.config.clone(), "http://127.0.0.1:1".into(), clock).await.unwrap();
    let (user_id, _) = registered(&app).await;
    let app = Arc::new(app);
    let before = app.store.setup_of(user_id.as_str()).await.unwrap().unwrap().counter;
    let email = newest_recipient(&app).await.into();
    let asked = std::time::Instant::now();
    request_link_unwaited(&app, None, user_id.as_str().into(), email, Language::ENGLISH);
    while app.store.setup_of(user_id.as_str()).await.unwrap().unwrap().counter == before {
        sleep(Duration::from_millis(5)).await;
    }
    assert!(asked.elapsed() >= Duration::from_millis(100));
    app.store.close().await;
    database.end();
}

/// The address of the newest mail.
async fn newest_recipient(app: &App) -> String {
    app.store.mailbox().await.unwrap()[0].recipient.clone()
}

#[tokio::test]
async fn reminders_are_sent_once_each_by_however_many_instances() {
    const DAY: i64 = 86_400;
    let database = Database::make().await;
    let now = Arc::new(std::sync::atomic::AtomicI64::new(1_700_000_000));
    let open = async || {
        let now = Arc::clone(&now);
        let clock = Clock::new(move || now.load(std::sync::atomic::Ordering::Relaxed));
        App::open(database.config.clone(), "http://127.0.0.1:1".into(), clock).await.unwrap()
    };
    let (one, other) = (open().await, open().await);
    let (user_id, token) = registered(&one).await;
    assert_eq!(reminder::send_due(&one).await.unwrap(), 0);
    let end = set_first_password(&one, user_id, token).await.unix_seconds();
    let at = |moment: i64| now.store(moment, std::sync::atomic::Ordering::Relaxed);
    let mut sent = Vec::new();
    for days in [31, 30, 29, 8, 7, 6, 1, 0, -1] {
        at(end - days * DAY);
        let (a, b) = tokio::join!(reminder::send_due(&one), reminder::send_due(&other));
        sent.push((days, a.unwrap() + b.unwrap()));
    }
    let due: Vec<_> = sent.into_iter().filter(|(_, count)| *count > 0).collect();
    assert_eq!(due, [(30, 1), (7, 1)]);
    // After the registration's.
    let mails = mails(&one).await.split_off(1);
    assert_eq!(mails.len(), 2);
    assert!(mails.iter().all(|text| text.contains("http://127.0.0.1:1/login")));
    assert!(mails[0].contains("30") && mails[1].contains('7'), "{mails:?}");
    one.store.close().await;
    other.store.close().await;
    database.end();
}
