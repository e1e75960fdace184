//! The store's own suite, for whichever database it is run with: SQLite, or PostgreSQL where
//! `TOROKU_TEST_POSTGRES` names a database whose user may make others.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use toroku::{Issuance, Personal};

use super::outbox::Standing;
use super::sql::query;
use super::*;
use crate::allowance::{Allowance, Pauses};
use crate::config::Config;

/// A database of its own.
pub(crate) struct Database {
    pub(crate) config: Config,
    file: PathBuf,
}

impl Database {
    pub(crate) async fn make() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("toroku_unit_{}_{number}", std::process::id());
        let file = std::env::temp_dir().join(format!("{name}.sqlite3"));
        let mut config = Config { database: file.clone(), ..Config::default() };
        if let Ok(url) = std::env::var("TOROKU_TEST_POSTGRES") {
            let mut connection = PgConnection::connect(&url).await.unwrap();
            let make = AssertSqlSafe(format!("CREATE DATABASE {name}"));
            sqlx::query(make).execute(&mut connection).await.unwrap();
            let url = url.replace("/postgres?", &format!("/{name}?"));
            config.database_url = Some(Personal::from(url));
        }
        crate::app::init(&config).await.unwrap();
        Self { config, file }
    }

    pub(super) async fn store(&self) -> Store {
        crate::app::open_store(&self.config).await.unwrap()
    }

    /// Deletes the file; a cluster of PostgreSQL is thrown away as a whole.
    pub(crate) fn end(self) {
        if self.config.database_url.is_none() {
            std::fs::remove_file(self.file).unwrap();
        }
    }
}

/// Runs one statement that changes something.
async fn run(store: &Store, statement: String) -> Result<(), StoreError> {
    let statement = AssertSqlSafe(statement);
    change!(store, connection => { query(statement).execute(connection).await?; });
    Ok(())
}

/// Gives a table another name, without which nothing that needs it can be stored.
pub(crate) async fn rename(store: &Store, from: &str, to: &str) {
    run(store, format!("ALTER TABLE {from} RENAME TO {to}")).await.unwrap();
}

pub(super) fn session(number: u8) -> SessionId {
    SessionId([number; 16])
}

fn registration(number: u8, counter: u64, snapshot: &[u8]) -> NewOpenRegistration<'_> {
    NewOpenRegistration {
        session: session(number),
        counter,
        state: "entry",
        snapshot,
        now: 100,
        is_kept: false,
        ends_at: 200,
        notification_key: None,
    }
}

pub(super) async fn put_mails(store: &Store, count: usize) {
    for number in 0..count {
        let mut transaction = store.begin().await.unwrap();
        let key = format!("key {number}");
        let mail = NewMail {
            key,
            user_id: "hdlpf38617",
            recipient: "to",
            subject: "s",
            text: "t",
            html: "h",
        };
        add_twice(&mut transaction, &mail, store.standing(100)).await;
        transaction.commit().await.unwrap();
    }
}

async fn add_twice(transaction: &mut Transaction, mail: &NewMail<'_>, standing: Standing) {
    for _ in 0..2 {
        outbox::add_mail(transaction, mail, 100, standing).await.unwrap();
    }
}

async fn add_to_order(transaction: &mut Transaction, user_id: &str) -> Result<u64, StoreError> {
    let order = match transaction {
        Transaction::Sqlite(_) => query(office::ORDER).bind(user_id),
        Transaction::Postgres(_) => {
            let ordered = office::ORDERED;
            let alone = format!("WITH registered AS (SELECT $1 AS user_id), {ordered} SELECT");
            query(AssertSqlSafe(alone)).bind(user_id)
        }
    };
    order.execute(transaction.connection()).await
}

#[tokio::test]
async fn opening_again_finds_everything() {
    let database = Database::make().await;
    let store = database.store().await;
    store.probe(100).await.unwrap();
    assert_eq!(store.setting("a", b"first").await.unwrap(), b"first");
    assert_eq!(store.setting("a", b"second").await.unwrap(), b"first");
    store.add_session(session(1), &[1; 32], 100).await.unwrap();
    store.close().await;
    // Two at once, as when several instances start.
    let (store, other) = tokio::join!(database.store(), database.store());
    assert_eq!(store.kept_setting("a").await.unwrap().as_deref(), Some(&b"first"[..]));
    store.forget_setting("a").await.unwrap();
    assert_eq!(other.kept_setting("a").await.unwrap(), None);
    assert!(other.session(&[1; 32], 0, None).await.unwrap().is_some());
    store.close().await;
    other.close().await;
    database.end();
}

#[tokio::test]
async fn a_session_is_found_renewed_and_forgotten() {
    let database = Database::make().await;
    let store = database.store().await;
    store.add_session(session(1), &[1; 32], 100).await.unwrap();
    store.add_session(session(2), &[2; 32], 100).await.unwrap();
    store.add_session(session(3), &[3; 32], 100).await.unwrap();
    put_registration(&store, "bcdfg00000").await;
    assert!(store.log_in_session(session(1), &[9; 32], ("bcdfg00000", 1), 1).await.unwrap());
    assert!(store.session(&[1; 32], 0, None).await.unwrap().is_none());
    let found = store.session(&[9; 32], 0, None).await.unwrap().unwrap();
    assert_eq!((found.id, found.seen_at), (session(1), 100));
    assert_eq!(found.user_id.as_deref(), Some("bcdfg00000"));
    let by = By { at: 100, actor: "test", action: "end sessions" };
    assert_eq!(store.end_logins_by(&by, "bcdfg00000").await.unwrap(), Some(1));
    assert_eq!(store.session(&[9; 32], 0, None).await.unwrap().unwrap().user_id, None);
    store.touch_session(session(2), 200).await.unwrap();
    store.save_open_registration(&registration(3, 1, b"x")).await.unwrap();
    // Two are too old, one was seen since.
    assert_eq!(store.forget_sessions(150).await.unwrap(), 2);
    assert!(store.session(&[9; 32], 0, None).await.unwrap().is_none());
    assert!(store.session(&[2; 32], 0, None).await.unwrap().is_some());
    assert!(store.open_registration(session(3)).await.unwrap().is_none());
    store.close().await;
    database.end();
}

#[tokio::test]
async fn an_open_registration_is_saved_once_a_number_by_whoever_is_first() {
    let database = Database::make().await;
    let store = database.store().await;
    store.add_session(session(1), &[1; 32], 100).await.unwrap();
    store.save_open_registration(&registration(1, 1, b"one")).await.unwrap();
    for counter in [1, 3] {
        let refused = store.save_open_registration(&registration(1, counter, b"no")).await;
        assert!(matches!(refused, Err(StoreError::Changed)), "{counter}");
    }
    let (a, b) = (registration(1, 2, b"a"), registration(1, 2, b"b"));
    let (a, b) = tokio::join!(store.save_open_registration(&a), store.save_open_registration(&b));
    assert!(a.is_ok() != b.is_ok());
    let kept = store.open_registration(session(1)).await.unwrap().unwrap();
    assert_eq!((kept.counter, &kept.snapshot[..]), (2, if a.is_ok() { b"a" } else { &b"b"[..] }));
    // What was forgotten does not come back with a late saving.
    store.forget_open_registration(session(1)).await.unwrap();
    let late = store.save_open_registration(&registration(1, 3, b"late")).await;
    assert!(matches!(late, Err(StoreError::Changed)));
    assert!(store.open_registration(session(1)).await.unwrap().is_none());
    store.close().await;
    database.end();
}

#[tokio::test]
async fn no_number_is_counted_twice() {
    let database = Database::make().await;
    let stores = [database.store().await, database.store().await];
    let mut tasks = tokio::task::JoinSet::new();
    for task in 0..40 {
        let store = stores[task % 2].clone();
        tasks.spawn(async move {
            let mut issuing = store.issuing(None).await.unwrap();
            let number = issuing.next_number().await.unwrap();
            issuing.commit().await.unwrap();
            number
        });
    }
    let distinct: std::collections::BTreeSet<_> = tasks.join_all().await.into_iter().collect();
    assert_eq!(distinct.len(), 40);
    let [store, other] = stores;
    other.close().await;
    store.close().await;
    database.end();
}

#[tokio::test]
async fn a_submissions_session_is_added_by_whoever_is_first() {
    let database = Database::make().await;
    let store = database.store().await;
    for round in 0..50 {
        // Each under a token of its own, as instances do that meet.
        let added = (0..8).map(|instance| {
            let store = store.clone();
            tokio::spawn(async move {
                let token = [[round; 16], [instance; 16]].concat().try_into().unwrap();
                let mut transaction = store.begin().await?;
                let (id, key) = (session(round), [round; 32]);
                transaction.add_submission_session(id, &token, &key, 100).await?;
                transaction.commit().await
            })
        });
        for one in added.collect::<Vec<_>>() {
            one.await.unwrap().unwrap();
        }
    }
    store.close().await;
    database.end();
}

/// In PostgreSQL each registration brings the next one's number along.
#[tokio::test]
async fn a_number_that_came_along_is_given_once() {
    let database = Database::make().await;
    let app = crate::flow::tests::app(&database.config).await;
    crate::flow::tests::registered(&app).await;
    for expected in 2..=4 {
        let mut issuing = app.store.issuing(None).await.unwrap();
        assert_eq!(issuing.next_number().await.unwrap(), expected);
        issuing.commit().await.unwrap();
    }
    app.store.close().await;
    database.end();
}

#[tokio::test]
async fn nobody_gets_an_erased_user_id() {
    let database = Database::make().await;
    let app = crate::flow::tests::app(&database.config).await;
    let Issuance::Sequence(key) = app.policy.issuance() else { panic!("there is a key") };
    let [erased, next, last] = [1, 2, 3].map(|number| key.user_id(number).unwrap());
    let erase = format!("INSERT INTO erased_user_ids (user_id) VALUES ('{erased}')");
    run(&app.store, erase).await.unwrap();
    let (user_id, _) = crate::flow::tests::registered(&app).await;
    // PostgreSQL leaves a number out: it came along with what was not stored.
    assert!(user_id == if app.store.looks_first() { next } else { last }, "{user_id}");
    app.store.close().await;
    database.end();
}

#[tokio::test]
async fn each_mail_is_claimed_by_one_worker_until_its_lease_ends() {
    let database = Database::make().await;
    let store = database.store().await;
    put_mails(&store, 50).await;
    assert!(store.claim_mail(99, 200).await.unwrap().is_none(), "not due yet");
    let mut tasks = Vec::new();
    for _ in 0..8 {
        let store = store.clone();
        tasks.push(tokio::spawn(async move {
            let mut claimed = Vec::new();
            while let Some(mail) = store.claim_mail(100, 200).await.unwrap() {
                claimed.push(mail.id);
            }
            claimed
        }));
    }
    let mut claimed = Vec::new();
    for task in tasks {
        claimed.extend(task.await.unwrap());
    }
    claimed.sort_unstable();
    let count = claimed.len();
    claimed.dedup();
    assert_eq!((count, claimed.len()), (50, 50));
    // Nobody noted how they ended.
    let again = store.claim_mail(200, 300).await.unwrap().unwrap();
    assert_eq!((again.attempts, again.text.as_str()), (2, "t"));
    // A worker that comes back late does not undo what the next one does.
    let late = DueMail { attempts: 1, ..again.clone() };
    store.fail_mail(&late, &failed("late", Some(10_000), None)).await.unwrap();
    store.fail_mail(&late, &failed("late", None, Some(250))).await.unwrap();
    assert_eq!(store.outbox().await.unwrap().given_up, 0);
    store.end_mail(again.id, 250).await.unwrap();
    let outbox = store.outbox().await.unwrap();
    assert_eq!(outbox, Outbox { waiting: 49, oldest: Some(100), given_up: 0 });
    store.close().await;
    database.end();
}

pub(super) fn failed(error: &str, due_at: Option<i64>, given_up_at: Option<i64>) -> FailedTry<'_> {
    FailedTry { error, due_at, goes_on: false, is_refused: true, given_up_at }
}

#[tokio::test]
async fn a_mail_given_up_for_the_servers_sake_goes_on() {
    let database = Database::make().await;
    let store = database.store().await;
    put_mails(&store, 3).await;
    let away = |due_at, given_up_at| FailedTry {
        goes_on: true,
        is_refused: false,
        ..failed("away", Some(due_at), given_up_at)
    };
    let given_up = store.claim_mail(100, 200).await.unwrap().unwrap();
    store.fail_mail(&given_up, &away(9_000, Some(110))).await.unwrap();
    let postponed = store.claim_mail(100, 200).await.unwrap().unwrap();
    store.fail_mail(&postponed, &away(8_000, None)).await.unwrap();
    // One that another worker has in hand is not given to a second.
    let in_hand = store.claim_mail(100, 7_000).await.unwrap().unwrap();
    assert!(store.claim_mail(120, 200).await.unwrap().is_none());
    assert_eq!(store.server_is_back(130).await.unwrap(), 2);
    for _ in 0..2 {
        let mail = store.claim_mail(130, 7_000).await.unwrap().unwrap();
        assert_ne!(mail.id, in_hand.id);
        assert_eq!((mail.attempts, mail.refusals), (2, 0));
        assert_eq!(mail.is_given_up, mail.id == given_up.id);
        store.end_mail(mail.id, 140).await.unwrap();
    }
    assert_eq!(store.undeliverable().await.unwrap().len(), 0);
    assert_eq!(store.server_is_back(150).await.unwrap(), 0);
    store.close().await;
    database.end();
}

#[tokio::test]
async fn a_mail_given_up_waits_for_the_operator() {
    let database = Database::make().await;
    let store = database.store().await;
    put_mails(&store, 2).await;
    let mail = store.claim_mail(100, 200).await.unwrap().unwrap();
    store.fail_mail(&mail, &failed("first", Some(150), None)).await.unwrap();
    let other = store.claim_mail(100, 200).await.unwrap().unwrap();
    assert_ne!(mail.id, other.id);
    let mail = store.claim_mail(150, 250).await.unwrap().unwrap();
    store.fail_mail(&mail, &failed("second", None, Some(160))).await.unwrap();
    assert!(store.claim_mail(199, 500).await.unwrap().is_none());
    let list = store.undeliverable().await.unwrap();
    assert_eq!(list.len(), 1);
    assert_eq!((list[0].id, list[0].attempts, list[0].error.as_str()), (mail.id, 2, "second"));
    assert_eq!((list[0].created_at, list[0].given_up_at), (100, 160));
    assert_eq!(store.retry_undeliverable(Some(mail.id + 100), 170).await.unwrap(), 0);
    assert_eq!(store.retry_undeliverable(None, 170).await.unwrap(), 1);
    let mail = store.claim_mail(170, 500).await.unwrap().unwrap();
    assert_eq!((mail.attempts, mail.text.as_str()), (1, "t"));
    store.fail_mail(&mail, &failed("third", None, Some(180))).await.unwrap();
    assert_eq!(store.drop_undeliverable(mail.id, 190).await.unwrap(), 1);
    assert_eq!(store.drop_undeliverable(mail.id, 190).await.unwrap(), 0);
    assert_eq!(store.undeliverable().await.unwrap().len(), 0);
    // Its key stays: it is not written again.
    put_mails(&store, 2).await;
    assert_eq!(store.outbox().await.unwrap().waiting, 1);
    store.close().await;
    database.end();
}

#[tokio::test]
async fn the_local_mailbox_has_each_mail_once() {
    let database = Database::make().await;
    let store = database.store().await.with_mailbox();
    put_mails(&store, 1).await;
    assert!(store.claim_mail(100, 200).await.unwrap().is_none());
    let list = store.mailbox().await.unwrap();
    assert_eq!((list.len(), list[0].received_at), (1, 100));
    let read = store.mailbox_mail(list[0].id).await.unwrap().unwrap();
    assert_eq!((read.text.as_str(), read.entry.recipient.as_str()), ("t", "to"));
    assert!(store.mailbox_mail(list[0].id + 1).await.unwrap().is_none());
    store.close().await;
    database.end();
}

#[tokio::test]
async fn of_many_tries_at_once_as_many_get_through_as_may() {
    let database = Database::make().await;
    let stores = [database.store().await, database.store().await];
    let few = Allowance::new(5, 3600, Some(Pauses { first: 30, longest: 900 })).unwrap();
    let many = Allowance::new(12, 3600, None).unwrap();
    let mut tries = tokio::task::JoinSet::new();
    for number in 0..40_u8 {
        let store = stores[usize::from(number % 2)].clone();
        // Four accounts and one address.
        let counted = [([number % 4; 32], few), ([9; 32], many)];
        tries.spawn(async move { store.take(&counted, 100).await.unwrap().is_ok() });
    }
    let taken = tries.join_all().await.into_iter().filter(|taken| *taken).count();
    assert_eq!(taken, 12);
    // What is refused by one is taken of none.
    let [store, other] = stores;
    let counted = [([5; 32], few), ([9; 32], many)];
    for _ in 0..9 {
        assert_eq!(store.take(&counted, 100).await.unwrap(), Err(300));
    }
    assert_eq!(store.take(&counted[..1], 100).await.unwrap(), Ok(()));
    store.give_back(&counted[1..], 100).await.unwrap();
    assert_eq!(store.take(&counted[1..], 100).await.unwrap(), Ok(()));
    let mut transaction = store.begin().await.unwrap();
    tries::forgive(&mut transaction, &[9; 32]).await.unwrap();
    transaction.commit().await.unwrap();
    for _ in 0..12 {
        assert_eq!(store.take(&counted[1..], 100).await.unwrap(), Ok(()));
    }
    store.forget_tries(100 + 2 * 3600).await.unwrap();
    assert_eq!(store.take(&counted[1..], 100).await.unwrap(), Ok(()));
    other.close().await;
    store.close().await;
    database.end();
}

#[tokio::test]
async fn times_from_the_future_are_put_right_and_counted() {
    const YEAR: i64 = 365 * 86_400;
    let database = Database::make().await;
    let store = database.store().await;
    put_mails(&store, 2).await; // at 100
    let late = store.claim_mail(YEAR, YEAR + 60).await.unwrap().unwrap();
    store.fail_mail(&late, &failed("", Some(YEAR + 60), Some(YEAR))).await.unwrap();
    store.add_session(session(1), &[1; 32], YEAR).await.unwrap();
    let one = NewOpenRegistration { now: YEAR, ends_at: YEAR + 3600, ..registration(1, 1, b"") };
    store.save_open_registration(&one).await.unwrap();
    assert_eq!(store.put_times_right(YEAR, YEAR, 60).await.unwrap(), 0);
    // What is open in browsers goes by a time of its own.
    assert_eq!(store.put_times_right(200, YEAR, 60).await.unwrap(), 2);
    assert_eq!(store.put_times_right(200, 200, 60).await.unwrap(), 3);
    assert_eq!(store.put_times_right(200, 200, 60).await.unwrap(), 0);
    assert_eq!(store.session(&[1; 32], 0, None).await.unwrap().unwrap().seen_at, 200);
    let mut due = Vec::new();
    while let Some(mail) = store.claim_mail(200, 300).await.unwrap() {
        due.push(mail.id);
    }
    assert!(due.len() == 2 && due.contains(&late.id), "{due:?}");
    store.close().await;
    database.end();
}

#[tokio::test]
async fn a_code_used_while_the_clock_was_ahead_keeps_nobody_out() {
    let database = Database::make().await;
    let store = database.store().await;
    let aoki = StoredStaff {
        name: "aoki".into(),
        role: "clerk".into(),
        password_hash: String::new(),
        salt: Vec::new(),
        seen_at: None,
    };
    let by = By { at: 100, actor: "test", action: "add staff" };
    assert!(store.add_staff(&by, &aoki).await.unwrap());
    let mut token = [0; 32];
    let mut begin = async |staff: &StoredStaff, step| {
        token[0] += 1;
        store.begin_staff_session(staff, step, &token, 100).await.unwrap()
    };
    for (step, is_good) in [(1_000_000, true), (1_000_000, false), (999_999, false), (50, true)] {
        assert_eq!(begin(&aoki, step).await, is_good, "{step}");
    }
    for (step, is_good) in [(50, false), (49, false), (51, true)] {
        assert_eq!(begin(&aoki, step).await, is_good, "{step}");
    }
    // Who has looked at the password of before comes too late.
    let renewed = StoredStaff { password_hash: "other".into(), ..aoki.clone() };
    assert!(store.reset_staff(&by, &renewed).await.unwrap());
    assert!(!begin(&aoki, 60).await);
    assert!(begin(&renewed, 60).await);
    store.close().await;
    database.end();
}

/// A registration of this user ID, with nothing in it.
async fn put_registration(store: &Store, user_id: &str) {
    let values = "100, '', '', '', '', '', '', '', '', '', 'en'";
    let id = format!("'{user_id}'");
    let put = format!("INSERT INTO registrations VALUES ({id}, {id}, {values}, {id})");
    run(store, put).await.unwrap();
    let put = "INSERT INTO password_setups (user_id, counter, snapshot) VALUES";
    run(store, format!("{put} ({id}, 1, {})", store.dialect("X''", "''"))).await.unwrap();
}

#[tokio::test]
async fn a_position_is_given_when_every_one_before_it_can_be_seen() {
    let database = Database::make().await;
    let store = database.store().await;
    put_registration(&store, "a").await;
    put_registration(&store, "b").await;
    let mut first = store.begin().await.unwrap();
    add_to_order(&mut first, "a").await.unwrap();
    let second = {
        let store = store.clone();
        tokio::spawn(async move {
            let mut second = store.begin().await.unwrap();
            add_to_order(&mut second, "b").await.unwrap();
            second.commit().await.unwrap();
        })
    };
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!second.is_finished(), "it would be seen before the first");
    assert_eq!(store.registrations_after(0, 10).await.unwrap().len(), 0);
    first.commit().await.unwrap();
    second.await.unwrap();
    let seen = store.registrations_after(0, 10).await.unwrap();
    let seen: Vec<_> = seen.iter().map(|one| (one.position, one.user_id.as_str())).collect();
    assert_eq!(seen.iter().map(|one| one.1).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(store.last_position().await.unwrap(), seen[1].0);
    assert_eq!(store.registrations_after(seen[0].0, 10).await.unwrap().len(), 1);
    store.close().await;
    database.end();
}

#[tokio::test]
async fn the_audit_log_can_only_be_added_to() {
    let database = Database::make().await;
    let store = database.store().await;
    let line = By { at: 100, actor: "token a", action: "list" };
    store.note_about(&line, "s").await.unwrap();
    for change in ["UPDATE audit_log SET actor = 'b'", "DELETE FROM audit_log"] {
        let error = run(&store, change.to_owned()).await.unwrap_err().to_string();
        assert!(error.contains("can only be added to"), "{error}");
    }
    store.close().await;
    database.end();
}

#[tokio::test]
async fn a_token_is_known_until_it_is_revoked() {
    let database = Database::make().await;
    let store = database.store().await;
    assert!(store.add_token("a", &[1; 32], "x y", 100).await.unwrap());
    assert!(!store.add_token("a", &[2; 32], "x", 100).await.unwrap());
    let known = store.token(&[1; 32]).await.unwrap();
    assert_eq!(known, Some(("a".to_owned(), "x y".to_owned())));
    assert_eq!(store.tokens().await.unwrap()[0].used_at, None);
    let actor = actor_of("a");
    for at in [120, 110] {
        let line = By { at, actor: &actor, action: "list" };
        store.note_about(&line, "s").await.unwrap();
    }
    assert_eq!(store.tokens().await.unwrap()[0].used_at, Some(120));
    assert!(store.revoke_token("a", 200).await.unwrap());
    assert!(!store.revoke_token("a", 300).await.unwrap());
    assert_eq!(store.token(&[1; 32]).await.unwrap(), None);
    assert_eq!(store.tokens().await.unwrap()[0].revoked_at, Some(200));
    store.close().await;
    database.end();
}

#[tokio::test]
async fn an_apps_submission_is_erased_with_its_person() {
    let database = Database::make().await;
    let store = database.store().await;
    put_registration(&store, "a").await;
    let add = async |now| {
        let mut transaction = store.begin().await.unwrap();
        let add = transaction.add_submission_session(session(1), &[1; 32], &[7; 32], now);
        add.await.unwrap();
        transaction.commit().await.unwrap();
    };
    add(100).await;
    let key = "07".repeat(32);
    let key = if matches!(store.pool, Pool::Sqlite(_)) {
        format!("x'{key}'")
    } else {
        format!("'\\x{key}'::bytea")
    };
    let columns = "(submission_key, fingerprint, user_id)";
    let submit = format!("INSERT INTO submissions {columns} VALUES ({key}, {key}, 'a')");
    run(&store, submit).await.unwrap();
    let mut transaction = store.begin().await.unwrap();
    add_to_order(&mut transaction, "a").await.unwrap();
    transaction.commit().await.unwrap();
    let used = store.submission(&[7; 32]).await.unwrap();
    assert!(matches!(used, Some(UsedKey::Registered(_))), "{used:?}");
    let by = By { at: 200, actor: "user x", action: "erase" };
    assert!(store.erase(&by, "a", &[]).await.unwrap());
    let used = store.submission(&[7; 32]).await.unwrap();
    assert!(matches!(used, Some(UsedKey::Erased)), "{used:?}");
    assert!(store.session(&[1; 32], 0, None).await.unwrap().is_none());
    // An instance that has looked before the erasure begins nothing.
    add(300).await;
    assert!(store.session(&[1; 32], 0, None).await.unwrap().is_none());
    assert!(store.registrations_after(0, 10).await.unwrap().is_empty());
    assert!(!store.erase(&by, "a", &[]).await.unwrap());
    store.close().await;
    database.end();
}
