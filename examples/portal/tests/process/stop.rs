//! Asked to stop: what is under way is brought to its end, and who asks twice does not wait.

use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::applicant;
use crate::browser::Browser;
use crate::database::Database;
use crate::process::{Process, browser_at, settings};

const REGISTRATIONS: &str = "SELECT count(*) FROM registrations";
const APPLICANTS: &str = "SELECT count(DISTINCT email) FROM registrations";

/// Registers one after the other until the portal is gone: the user IDs, and the browser and address of who was not
/// answered.
async fn register_until_it_stops(
    mut browser: Browser,
    number: usize,
) -> (Vec<String>, Browser, String) {
    let mut user_ids = Vec::new();
    for turn in 0.. {
        let email = format!("user{number}-{turn}@ens-test.com");
        browser.cookies.clear();
        match applicant::register(&mut browser, &email).await {
            Ok(user_id) => user_ids.push(user_id),
            Err(_) => return (user_ids, browser, email),
        }
    }
    unreachable!("it goes on until the portal stops")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_is_stopped_under_load_loses_and_doubles_nothing() {
    let database = Database::make().await;
    let settings = settings(&database);
    for (signal, round) in [("-TERM", 0), ("-INT", 1)] {
        let portal = Process::start(&database.folder, &settings);
        let applicants: Vec<_> = (0..12)
            .map(|number| register_until_it_stops(portal.browser(), round * 100 + number))
            .map(tokio::spawn)
            .collect();
        sleep(Duration::from_secs(3)).await;
        let begun = Instant::now();
        portal.send(signal);
        assert_eq!(portal.exit_code().await, Some(0));
        assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
        let portal = Process::start(&database.folder, &settings);
        let before = database.number(REGISTRATIONS).await;
        let mut known = 0;
        for applicant in applicants {
            let (user_ids, mut browser, email) = applicant.await.unwrap();
            known += user_ids.len();
            // Whoever was not answered goes on where they stand.
            browser.address = portal.address;
            applicant::register(&mut browser, &email).await.unwrap();
        }
        assert!(known > 0, "nobody has registered in three seconds");
        assert!(usize::try_from(before).unwrap() >= known, "a user ID is lost");
        let (registrations, distinct) =
            (database.number(REGISTRATIONS).await, database.number(APPLICANTS).await);
        assert_eq!(registrations, distinct, "somebody is registered twice");
        portal.stop();
    }
    database.end();
}

/// Who asks for a link is told at once that a mail comes: it does, though the portal is asked to stop in that moment.
#[tokio::test]
async fn a_link_that_was_asked_for_is_made_before_the_end() {
    let database = Database::make().await;
    let settings = settings(&database);
    let portal = Process::start(&database.folder, &settings);
    let mut browser = portal.browser();
    let user_id = applicant::register(&mut browser, "user1@ens-test.com").await.unwrap();
    browser.get("/password/request").await;
    let fields = [("user_id", user_id.as_str()), ("email", "user1@ens-test.com")];
    browser.post("/password/request", &fields).await;
    assert!(!browser.page.body.contains("request-form"), "{}", browser.page.body);
    portal.send("-TERM");
    assert_eq!(portal.exit_code().await, Some(0));
    assert_eq!(database.number("SELECT count(*) FROM outbox").await, 2);
    database.end();
}

/// A request whose body never ends is waited for; a second signal ends that, and the exit code says so.
#[tokio::test]
async fn a_second_signal_ends_it_at_once() {
    let database = Database::make().await;
    let settings = settings(&database);
    let portal = Process::start(&database.folder, &settings);
    let mut waiting = TcpStream::connect(portal.address).await.unwrap();
    let half = "POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nuser_id=";
    waiting.write_all(half.as_bytes()).await.unwrap();
    // It has been read.
    assert_eq!(browser_at(portal.address).send("GET", "/health", "", b"").await.status, 200);
    sleep(Duration::from_millis(200)).await;
    portal.send("-TERM");
    sleep(Duration::from_millis(500)).await;
    let begun = Instant::now();
    portal.send("-INT");
    assert_eq!(portal.exit_code().await, Some(1));
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
    drop(waiting);
    database.end();
}
