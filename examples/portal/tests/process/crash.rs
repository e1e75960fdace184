//! The portal dies by SIGKILL after each statement of the database and at each effect, one after the other;
//! it is started again, and the applicant goes on.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::net::SocketAddr;

use crate::applicant;
use crate::database::Database;
use crate::mail_server::MailServer;
use crate::phone;
use crate::process::{Process, browser_at, settings, until};

const APPLICANTS: &str = "SELECT count(DISTINCT email) FROM registrations";
const REGISTRATIONS: &str = "SELECT count(*) FROM registrations";
const USER_IDS: &str = "SELECT count(DISTINCT user_id) FROM registrations";
const WITHOUT_MAIL: &str = "SELECT count(*) FROM registrations WHERE notification_key NOT IN \
    (SELECT notification_key FROM outbox)";
const WAITING: &str = "SELECT count(*) FROM outbox WHERE ended_at IS NULL";
const SUBMISSIONS: &str = "SELECT count(*) FROM submissions";
const POSITIONS: &str = "SELECT count(*) FROM registration_order";
/// More seconds than a claimed mail's lease has.
const LEASE: i64 = 40;

#[tokio::test(flavor = "multi_thread")]
async fn killed_anywhere_it_gives_each_applicant_one_user_id_and_their_mail() {
    let database = Database::make().await;
    let server = MailServer::start(&database.folder).await;
    let mut settings = settings(&database);
    settings.extend(server.settings("plain"));
    settings.push(("TOROKU_MAIL_WORKERS", "1".into()));
    let mut ahead = 0;
    let mut start = |crash_at: &str| {
        let mut settings = settings.clone();
        ahead += LEASE;
        settings.push(("TOROKU_CLOCK_AHEAD", ahead.to_string()));
        settings.push(("TOROKU_CRASH_AT", crash_at.to_string()));
        Process::start(&database.folder, &settings)
    };
    // The points of one whole registration; the first applicant comes through without a crash.
    let mut points: Vec<String> = vec![String::new()];
    let (mut number, mut places) = (0, BTreeSet::new());
    while let Some(point) = points.get(usize::try_from(number).unwrap()).cloned() {
        number += 1;
        let mut process = Some(start(&point));
        let mut has_crashed = false;
        let email = format!("user{number}@ens-test.com");
        let mut browser = process.as_ref().unwrap().browser();
        let user_id = loop {
            if let Ok(user_id) = applicant::register(&mut browser, &email).await {
                break user_id;
            }
            let mut dead = process.take().unwrap();
            until("the process has died", async || dead.has_died()).await;
            assert!(!has_crashed, "it dies once");
            has_crashed = true;
            assert_eq!(database.number(WITHOUT_MAIL).await, 0, "a user ID without its mail");
            let next = start("");
            browser.address = next.address;
            process = Some(next);
        };
        // Its mail is sent, by this process or by the next.
        until("the mail is sent", async || {
            if process.as_mut().unwrap().has_died() {
                assert!(!has_crashed, "it dies once");
                has_crashed = true;
                process = Some(start(""));
            }
            database.number(WAITING).await == 0
        })
        .await;
        for what in [APPLICANTS, REGISTRATIONS, USER_IDS] {
            assert_eq!(database.number(what).await, number, "{what}");
        }
        assert_eq!(database.number(WITHOUT_MAIL).await, 0);
        // The same user ID is still shown, by this process or by the next.
        let mut process = process.unwrap();
        browser.address = process.address;
        let shown = if let Ok(shown) = applicant::register(&mut browser, &email).await {
            shown
        } else {
            until("the process has died", async || process.has_died()).await;
            assert!(!has_crashed, "it dies once");
            has_crashed = true;
            process = start("");
            browser.address = process.address;
            applicant::register(&mut browser, &email).await.unwrap()
        };
        assert_eq!(shown, user_id);
        let log = process.log();
        process.kill();
        if number == 1 {
            let passed = log.lines().filter_map(|line| line.strip_prefix("passed "));
            points.extend(passed.map(str::to_owned));
        } else if has_crashed {
            places.insert(point);
        }
    }
    let mut mails: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for mail in server.mails() {
        mails.entry(mail.to).or_default().push(mail.id);
    }
    assert_eq!(i64::try_from(mails.len()).unwrap(), number, "a mail for every applicant");
    let repeated = mails.values().filter(|ids| ids.len() > 1).count();
    for (to, ids) in &mails {
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 1, "{to}: one mail has one name");
    }
    // What nobody waits for, a look for mails that finds none, comes more or less often.
    let (killed, all) = (places.len(), points.len() - 1);
    println!("killed at {killed} of {all} points, {repeated} mails repeated");
    assert!(killed * 10 >= all * 8, "{killed} of {all}: {points:#?}");
    // Every kind of place has had its turn.
    for (file, least) in [
        ("store/sessions.rs", 2),
        // PostgreSQL notes that a page is left with the statement that reads its session.
        ("store/presence.rs", usize::from(database.is_file())),
        ("store/open_registrations.rs", 2),
        // One statement of PostgreSQL's stores all.
        ("store/registrations.rs", if database.is_file() { 3 } else { 2 }),
        ("store/outbox.rs", 2),
        ("store/mod.rs", if database.is_file() { 2 } else { 1 }),
        ("mail/mod.rs", 1),
    ] {
        let found = places.iter().filter(|place| place.contains(file)).count();
        assert!(found >= least, "{file}: {found} of {least} in {places:#?}");
    }
    assert!(repeated >= 1, "one crash is between the mail server's word and the store's");
    database.end();
}

/// An app sends its submission until it is answered, whatever becomes of the portal.
#[tokio::test(flavor = "multi_thread")]
async fn killed_anywhere_it_registers_each_key_once() {
    let database = Database::make().await;
    let mut ahead = 0;
    let mut start = |crash_at: &str| {
        let mut settings = settings(&database);
        ahead += LEASE;
        settings.push(("TOROKU_CLOCK_AHEAD", ahead.to_string()));
        settings.push(("TOROKU_CRASH_AT", crash_at.to_string()));
        Process::start(&database.folder, &settings)
    };
    let mut points = vec![String::new()];
    let (mut number, mut places) = (0, BTreeSet::new());
    while let Some(point) = points.get(usize::try_from(number).unwrap()).cloned() {
        number += 1;
        let mut process = start(&point);
        let mut answers = BTreeSet::new();
        let mut has_crashed = false;
        while answers.is_empty() || database.number(WAITING).await > 0 {
            if let Ok(answer) = submit(process.address, number).await {
                answers.insert(answer);
                continue;
            }
            until("the process has died", async || process.has_died()).await;
            assert!(!has_crashed, "it dies once");
            has_crashed = true;
            assert_eq!(database.number(WITHOUT_MAIL).await, 0, "a user ID without its mail");
            process = start("");
        }
        assert_eq!(answers.len(), 1, "{point}: one answer for ever: {answers:?}");
        for what in [REGISTRATIONS, USER_IDS, SUBMISSIONS, POSITIONS] {
            assert_eq!(database.number(what).await, number, "{point}: {what}");
        }
        let log = process.log();
        process.kill();
        if number == 1 {
            let passed = log.lines().filter_map(|line| line.strip_prefix("passed "));
            points.extend(passed.map(str::to_owned));
        } else if has_crashed {
            places.insert(point);
        }
    }
    for (file, least) in [
        ("store/office.rs", 2),
        ("store/open_registrations.rs", 1),
        ("store/registrations.rs", if database.is_file() { 3 } else { 2 }),
        ("store/mod.rs", if database.is_file() { 2 } else { 0 }),
    ] {
        let found = places.iter().filter(|place| place.contains(file)).count();
        assert!(found >= least, "{file}: {found} of {least} in {places:#?}");
    }
    println!("killed at {} of {} points", places.len(), points.len() - 1);
    database.end();
}

/// Sends the submission of this number; the answer, or an error where the connection failed.
async fn submit(address: SocketAddr, number: i64) -> io::Result<String> {
    let mut app = browser_at(address);
    app.headers.push(("Idempotency-Key".into(), format!("{number:032x}")));
    let email = format!("user{number}@ens-test.com");
    let body = phone::confirmed(serde_json::json!({ "email": email }));
    let path = "/api/v1/registrations";
    let page = app.try_send("POST", path, "application/json", body.to_string().as_bytes()).await?;
    assert!(matches!(page.status, 200 | 201), "{} {}", page.status, page.body);
    Ok(page.body)
}
