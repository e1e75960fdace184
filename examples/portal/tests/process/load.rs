//! Many applicants at once: a mail server that fails, an instance that dies, and how much it bears.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::OpenOptions;
use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;

use crate::applicant;
use crate::browser::{Browser, sample};
use crate::database::Database;
use crate::mail_server::MailServer;
use crate::plot::{Point, svg};
use crate::process::{Process, Settings, processor_seconds, settings, until};

fn number(variable: &str, default: usize) -> usize {
    std::env::var(variable).map_or(default, |text| text.parse().unwrap())
}

/// One applicant's user ID, and how long the whole registration took.
type Done = (String, Duration);

/// `count` applicants, `at_once` of them at a time, each at all `addresses` in turn. `each` is told how many
/// have come through.
async fn register_all(
    addresses: &[SocketAddr],
    count: usize,
    at_once: usize,
    kind: &'static str,
    mut each: impl FnMut(usize),
) -> Vec<Done> {
    let addresses: Arc<[SocketAddr]> = addresses.into();
    let places = Arc::new(Semaphore::new(at_once));
    let turn = Arc::new(AtomicUsize::new(0));
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..count {
        let (addresses, places, turn) =
            (Arc::clone(&addresses), Arc::clone(&places), Arc::clone(&turn));
        tasks.spawn(async move {
            let _place = places.acquire().await.unwrap();
            let next = || addresses[turn.fetch_add(1, Ordering::Relaxed) % addresses.len()];
            let begun = Instant::now();
            let mut browser = crate::process::browser_at(next());
            // As browsers do.
            browser.kept = Some(Arc::default());
            let email = format!("{kind}.{number}@ens-test.com");
            let user_id = loop {
                if let Ok(user_id) = applicant::register(&mut browser, &email).await {
                    break user_id;
                }
                browser.address = next();
                browser.kept = Some(Arc::default());
                tokio::time::sleep(Duration::from_millis(20)).await;
            };
            (user_id, begun.elapsed())
        });
    }
    let mut done = Vec::new();
    while let Some(registration) = tasks.join_next().await {
        done.push(registration.unwrap());
        each(done.len());
    }
    done
}

fn distinct(registrations: &[Done]) -> usize {
    registrations.iter().map(|(user_id, _)| user_id).collect::<BTreeSet<_>>().len()
}

/// Message-IDs by recipient.
fn by_recipient(server: &MailServer) -> BTreeMap<String, Vec<String>> {
    let mut mails: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for mail in server.mails() {
        mails.entry(mail.to).or_default().push(mail.id);
    }
    mails
}

const WAITING: &str = "SELECT count(*) FROM outbox WHERE ended_at IS NULL";

/// `TOROKU_TEST_REGISTRATIONS` says how many (default 200).
#[tokio::test(flavor = "multi_thread")]
async fn every_mail_arrives_though_a_third_of_all_tries_fail() {
    let count = number("TOROKU_TEST_REGISTRATIONS", 200);
    let database = Database::make().await;
    let server = MailServer::start(&database.folder).await;
    let mut settings = settings(&database);
    settings.extend(server.settings("plain"));
    settings.push(("TOROKU_MAIL_ATTEMPTS", "50".into()));
    settings.push(("TOROKU_LOG", "error".into()));
    let portal = Process::start(&database.folder, &settings);
    let begun = Instant::now();
    let registrations = register_all(&[portal.address], count, 32, "third", |_| {}).await;
    let registered = begun.elapsed();
    assert_eq!(distinct(&registrations), count);
    let mut patience = 0;
    while database.number(WAITING).await > 0 {
        patience += 1;
        assert!(patience < 3600, "mails still wait");
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    let mails = by_recipient(&server);
    assert_eq!(mails.len(), count, "a mail for every applicant");
    for (to, ids) in &mails {
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 1, "{to}: one mail has one name");
    }
    let tries = "SELECT coalesce(sum(attempts), 0) FROM outbox";
    let tries = match tries {
        // PostgreSQL's sum of integers is another type.
        text if std::env::var("TOROKU_TEST_POSTGRES").is_err() => database.number(text).await,
        _ => database.number("SELECT coalesce(sum(attempts), 0)::bigint FROM outbox").await,
    };
    let repeated: usize = mails.values().map(|ids| ids.len() - 1).sum();
    let failed = tries - i64::try_from(count).unwrap();
    println!(
        "{count} registrations in {registered:.1?}, all mails after {:.1?}: {tries} tries, {failed} failed, \
         {repeated} mails repeated",
        begun.elapsed()
    );
    assert!(failed * 3 > i64::try_from(count).unwrap(), "about a third of all tries fail");
    portal.stop();
    database.end();
}

/// Applicants go to the other instance with every request that breaks off; one instance dies in the
/// middle.
#[tokio::test(flavor = "multi_thread")]
async fn an_instance_that_dies_under_load_loses_nothing() {
    let count = 300;
    let database = Database::make().await;
    let server = MailServer::start(&database.folder).await;
    let mut settings = settings(&database);
    settings.extend(server.settings("plain"));
    let one = Process::start(&database.folder, &settings);
    let other = Process::start(&database.folder, &settings);
    let addresses = [one.address, other.address];
    let mut one = Some(one);
    let registrations = register_all(&addresses, count, 24, "user", |done| {
        if done == count / 3 {
            one.take().unwrap().kill();
        }
    })
    .await;
    assert_eq!(distinct(&registrations), count);
    until("all mails are sent", async || database.number(WAITING).await == 0).await;
    let rows = i64::try_from(count).unwrap();
    for what in [
        "SELECT count(*) FROM registrations",
        "SELECT count(DISTINCT user_id) FROM registrations",
        "SELECT count(DISTINCT email) FROM registrations",
        "SELECT count(*) FROM outbox",
    ] {
        assert_eq!(database.number(what).await, rows, "{what}");
    }
    let mails = by_recipient(&server);
    assert_eq!(mails.len(), count, "a mail for every applicant");
    for (to, ids) in &mails {
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 1, "{to}: one mail has one name");
    }
    let repeated: usize = mails.values().map(|ids| ids.len() - 1).sum();
    // No more than it had in hand when it died.
    assert!(repeated <= 4, "{repeated} mails came twice");
    println!("{count} registrations, one of two instances killed, {repeated} mails repeated");
    other.stop();
    database.end();
}

/// The settings of a portal that is measured: mails to a mailbox are counted as they are by default.
fn measured(database: &Database) -> Settings {
    let mut settings = settings(database);
    settings.retain(|(name, _)| *name != "TOROKU_LIMITS_MAILS_PER_MAILBOX");
    settings.push(("TOROKU_LOG", "warn".into()));
    settings
}

/// Lines of the load table; tests/portal/load runs it. `TOROKU_TEST_REGISTRATIONS` a line, `TOROKU_TEST_AT_ONCE`: how many
/// at once, a line for each; `TOROKU_TEST_PORTAL_CORES`: the portal's processor cores. Each line is added to the file that `TOROKU_TEST_TABLE` names, with the name that
/// `TOROKU_TEST_NAME` gives this portal.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement: tests/portal/load"]
async fn measure() {
    let all = std::env::var("TOROKU_TEST_AT_ONCE").unwrap_or_else(|_| "1 4 16 64 256".to_owned());
    let name = std::env::var("TOROKU_TEST_NAME").unwrap_or_else(|_| "portal".to_owned());
    let instances = number("TOROKU_TEST_INSTANCES", 1);
    for at_once in all.split_whitespace().map(|text| text.parse().unwrap()) {
        let count = number("TOROKU_TEST_REGISTRATIONS", 2000);
        let line = line_of(instances, count, at_once).await;
        println!("{name}\t{line}");
        if let Ok(table) = std::env::var("TOROKU_TEST_TABLE") {
            let mut file = OpenOptions::new().create(true).append(true).open(table).unwrap();
            writeln!(file, "{name}\t{line}").unwrap();
        }
    }
}

/// How many at once, registrations a second, p50 and p99 in ms, the portals' and the applicants' processor time a
/// registration in ms, the portals' memory in MiB.
async fn line_of(instances: usize, count: usize, at_once: usize) -> String {
    let database = Database::make().await;
    let settings = measured(&database);
    let start = || match std::env::var("TOROKU_TEST_PORTAL_CORES") {
        Ok(cores) => Process::on_cores(&cores, &database.folder, &settings),
        Err(_) => Process::start(&database.folder, &settings),
    };
    let portals: Vec<_> = (0..instances).map(|_| start()).collect();
    let addresses: Vec<_> = portals.iter().map(|portal| portal.address).collect();
    drop(register_all(&addresses, 100, at_once, "warm", |_| {}).await);
    let used = || portals.iter().map(Process::processor_seconds).sum::<f64>();
    let own = std::process::id();
    let (begun, before, own_before) = (Instant::now(), used(), processor_seconds(own));
    let registrations = register_all(&addresses, count, at_once, "user", |_| {}).await;
    let time = begun.elapsed().as_secs_f64();
    let own_used = processor_seconds(own) - own_before;
    assert_eq!(distinct(&registrations), count);
    until("all mails are delivered", async || database.number(WAITING).await == 0).await;
    // Mails are in it.
    let used = used() - before;
    let mut times: Vec<_> =
        registrations.iter().map(|(_, time)| time.as_secs_f64() * 1e3).collect();
    times.sort_unstable_by(f64::total_cmp);
    let at = |part: usize| times[(times.len() * part / 100).min(times.len() - 1)];
    let memory = portals.iter().map(Process::peak_memory_kib).max().unwrap() / 1024;
    let whole = f64::from(u32::try_from(count).unwrap());
    let (per_second, each, own) = (whole / time, used * 1e3 / whole, own_used * 1e3 / whole);
    let (p50, p99) = (at(50), at(99));
    portals.into_iter().for_each(Process::stop);
    database.end();
    format!("{at_once}\t{per_second:.0}\t{p50:.1}\t{p99:.1}\t{each:.2}\t{own:.2}\t{memory}")
}

/// The requests of a registration, one after the other.
const STEPS: [(&str, &str); 7] = [
    ("GET", "/"),
    ("POST", "/category"),
    ("GET", "/entry"),
    ("POST", "/entry"),
    ("GET", "/confirmation"),
    ("POST", "/confirmation"),
    ("GET", "/completion"),
];

/// What each request of a registration costs the portal; `tests/portal/load steps` runs it. Many browsers do the first,
/// 16 at a time, then all the second, and so on: so what the processor did in between is that request's.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement: tests/portal/load steps"]
async fn steps() {
    let count = number("TOROKU_TEST_REGISTRATIONS", 2000);
    let name = std::env::var("TOROKU_TEST_NAME").unwrap_or_else(|_| "portal".to_owned());
    let database = Database::make().await;
    let mut settings = measured(&database);
    // Each browser keeps its connection until its next request.
    settings.push(("TOROKU_CONNECTIONS_AT_ONCE", (count + 100).to_string()));
    settings.push(("TOROKU_CONNECTIONS_IDLE_SECONDS", "3600".into()));
    let portal = Process::start(&database.folder, &settings);
    drop(register_all(&[portal.address], 100, 16, "warm", |_| {}).await);
    let browser = || {
        let mut browser = portal.browser();
        browser.kept = Some(Arc::default());
        browser
    };
    let mut browsers: Vec<_> = (0..count).map(|_| browser()).collect();
    let mut whole = 0.0;
    for (method, path) in STEPS {
        let before = portal.processor_seconds();
        let places = Arc::new(Semaphore::new(16));
        let mut tasks = tokio::task::JoinSet::new();
        for (number, browser) in browsers.into_iter().enumerate() {
            let places = Arc::clone(&places);
            tasks.spawn(async move {
                let _place = places.acquire().await.unwrap();
                step(browser, method, path, number).await
            });
        }
        browsers = tasks.join_all().await;
        until("all mails are delivered", async || database.number(WAITING).await == 0).await;
        let each =
            (portal.processor_seconds() - before) * 1e3 / f64::from(u32::try_from(count).unwrap());
        whole += each;
        println!("{name}\t{method} {path}\t{each:.3}");
    }
    println!("{name}\tall\t{whole:.3}");
    portal.stop();
    database.end();
}

/// One request of one browser.
async fn step(mut browser: Browser, method: &str, path: &str, number: usize) -> Browser {
    let csrf = browser.page.value("csrf").unwrap_or_default();
    let digest = browser.page.value("digest").unwrap_or_default();
    let email = format!("step.{number}@ens-test.com");
    let entry = sample(&[("email", &email), ("email_confirmation", &email)]);
    let fields = match path {
        "/category" => vec![("category", "applicant_at_counter")],
        "/entry" => entry,
        _ => vec![("do", "register"), ("digest", digest.as_str())],
    };
    let form = form_urlencoded::Serializer::new(String::new())
        .append_pair("csrf", &csrf)
        .extend_pairs(fields)
        .finish();
    let body = if method == "POST" { form.as_bytes() } else { &[] };
    let page = browser.send(method, path, "application/x-www-form-urlencoded", body).await;
    if method == "GET" {
        assert_eq!(page.status, 200, "{path}");
        browser.page = page;
    } else {
        assert_eq!(page.status, 303, "{path}");
    }
    browser
}

/// Draws the table that `TOROKU_TEST_TABLE` names into the file that `TOROKU_TEST_PLOT` does.
#[test]
#[ignore = "a drawing: tests/portal/load"]
fn draw() {
    let read = |variable| std::env::var(variable).unwrap();
    let table = std::fs::read_to_string(read("TOROKU_TEST_TABLE")).unwrap();
    let mut lines: Vec<(String, Vec<Point>)> = Vec::new();
    for line in table.lines() {
        let cells: Vec<_> = line.split('\t').collect();
        let number = |at: usize| cells[at].parse().unwrap();
        let point =
            Point { at_once: cells[1].parse().unwrap(), per_second: number(2), p99: number(4) };
        match lines.last_mut() {
            Some((name, points)) if name == cells[0] => points.push(point),
            _ => lines.push((cells[0].to_owned(), vec![point])),
        }
    }
    std::fs::write(read("TOROKU_TEST_PLOT"), svg(&lines)).unwrap();
}
