//! Those who want the portal to stand still: connections that send nothing or little, bodies that never end, and
//! passwords by the hundred. It goes on for everybody else.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::browser::Page;
use crate::database::Database;
use crate::process::{Process, Settings, settings, until};

/// The most memory that the process may take, whatever comes, in KiB.
const MOST_MEMORY: u64 = 128 * 1024;
/// After so long, nothing more will come.
const PATIENCE: Duration = Duration::from_mins(1);

fn with(database: &Database, more: &[(&'static str, &str)]) -> Settings {
    let mut settings = settings(database);
    settings.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
    settings
}

/// A connection on which so much is sent, and no more.
async fn begun(address: SocketAddr, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

/// All that is answered until the portal ends the connection.
async fn answer(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    // A reset ends it too.
    drop(tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("it ends"));
    String::from_utf8(answer).unwrap()
}

async fn page(portal: &Process, path: &str) -> Page {
    let mut browser = portal.browser();
    let asked = tokio::time::timeout(PATIENCE, browser.try_send("GET", path, "", b""));
    asked.await.expect("it is answered").unwrap()
}

const HALF_A_HEADER: &str = "GET / HTTP/1.1\r\nHost: portal.example\r\n";
const HALF_A_FORM: &str =
    "POST /login HTTP/1.1\r\nHost: portal.example\r\nContent-Length: 99\r\n\r\nuser";
const HALF_A_SUBMISSION: &str = "POST /api/v1/registrations HTTP/1.1\r\nHost: portal.example\r\n\
     Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{";

#[tokio::test(flavor = "multi_thread")]
async fn half_open_connections_keep_nobody_out() {
    for half in [HALF_A_HEADER, HALF_A_FORM, HALF_A_SUBMISSION, ""] {
        let database = Database::make().await;
        // None of them would be too late for a long time: they give way.
        let settings = with(
            &database,
            &[
                ("TOROKU_CONNECTIONS_AT_ONCE", "64"),
                ("TOROKU_CONNECTIONS_HEADER_SECONDS", "600"),
                ("TOROKU_CONNECTIONS_BODY_SECONDS", "600"),
            ],
        );
        let portal = Process::with_files(200, &database.folder, &settings);
        let mut open = Vec::new();
        for _ in 0..400 {
            open.push(begun(portal.address, half).await);
        }
        for path in ["/health", "/ready", "/", "/login", "/health"] {
            assert_eq!(page(&portal, path).await.status, 200, "{path} beside {half:?}");
        }
        until("the log says so", async || portal.log().contains(" room")).await;
        drop(open);
        portal.stop();
        database.end();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_too_slowly_or_breaks_off_is_answered_with_408_counted_and_logged() {
    let database = Database::make().await;
    let settings = with(
        &database,
        &[
            ("TOROKU_CONNECTIONS_HEADER_SECONDS", "1"),
            ("TOROKU_CONNECTIONS_BODY_SECONDS", "1"),
            ("TOROKU_CONNECTIONS_IDLE_SECONDS", "1"),
        ],
    );
    let portal = Process::start(&database.folder, &settings);
    for half in [HALF_A_HEADER, HALF_A_FORM, HALF_A_SUBMISSION] {
        let slow = answer(begun(portal.address, half).await).await;
        assert!(slow.starts_with("HTTP/1.1 408 "), "{half}: {slow}");
        let mut cut = begun(portal.address, half).await;
        cut.shutdown().await.unwrap();
        let cut = answer(cut).await;
        assert!(cut.starts_with("HTTP/1.1 408 "), "{half}: {cut}");
        assert_eq!(cut.contains("application/problem+json"), half == HALF_A_SUBMISSION);
    }
    // Nothing asked, nothing answered.
    assert_eq!(answer(begun(portal.address, "").await).await, "");
    let health = "GET /health HTTP/1.1\r\nHost: portal.example\r\n\r\n";
    let kept = answer(begun(portal.address, health).await).await;
    assert!(kept.starts_with("HTTP/1.1 200 ") && kept.ends_with("ok\n"), "{kept}");
    until("the log says so", async || {
        let log = portal.log();
        [" header", " body", " cut"].iter().all(|why| log.contains(why))
    })
    .await;
    portal.stop();
    database.end();
}

/// A header that has begun may take as long as a header, whatever came before it in the same bytes.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_header_takes_no_longer_than_the_first() {
    let database = Database::make().await;
    let settings = with(
        &database,
        &[("TOROKU_CONNECTIONS_HEADER_SECONDS", "2"), ("TOROKU_CONNECTIONS_IDLE_SECONDS", "50")],
    );
    let portal = Process::start(&database.folder, &settings);
    let health = "GET /health HTTP/1.1\r\nHost: portal.example\r\n\r\n";
    let form = "POST /login HTTP/1.1\r\nHost: portal.example\r\nContent-Length: 2\r\n\r\nab";
    for first in [health, form] {
        let begin = Instant::now();
        let both = answer(begun(portal.address, &format!("{first}{HALF_A_HEADER}")).await).await;
        assert!(begin.elapsed() < Duration::from_secs(25), "{:?}", begin.elapsed());
        assert!(both.starts_with("HTTP/1.1 ") && both.contains("HTTP/1.1 408 "), "{both}");
    }
    // Who asks nothing more is waited for, and answered.
    let mut idle = begun(portal.address, health).await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    let last = health.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
    idle.write_all(last.as_bytes()).await.unwrap();
    assert_eq!(answer(idle).await.matches("HTTP/1.1 200 ").count(), 2);
    portal.stop();
    database.end();
}

/// They come in one moment, however fast the machine is and whoever has its processors: all but a byte of each is
/// there, and the portal stands still while the last bytes are sent.
#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_logins_at_once_take_no_more_memory_and_hold_no_page_up() {
    let database = Database::make().await;
    let portal = Process::start(&database.folder, &settings(&database));
    let mut browser = portal.browser();
    browser.get("/login").await;
    let csrf = browser.page.value("csrf").unwrap();
    let cookie = &browser.cookies["toroku_session"];
    let mut logins = Vec::new();
    for number in 0..100 {
        let form = format!("csrf={csrf}&user_id=abcdefgh{number:02}&password=Suzume+wa+dok");
        let head = format!(
            "POST /login HTTP/1.1\r\nHost: portal.example\r\nConnection: close\r\nCookie: toroku_session={cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
            form.len() + 1
        );
        logins.push(begun(portal.address, &(head + &form)).await);
    }
    portal.pause();
    for login in &mut logins {
        login.write_all(b"o").await.unwrap();
    }
    portal.go_on();
    let mut answers = JoinSet::new();
    for login in logins {
        answers.spawn(answer(login));
    }
    let (mut pages, mut heard) = (0, Vec::new());
    while let Some(answer) = answers.join_next().await {
        heard.push(answer.unwrap());
        if heard.len() % 10 == 0 {
            assert_eq!(page(&portal, "/").await.status, 200);
            pages += 1;
        }
    }
    let of = |status: &str| heard.iter().filter(|answer| answer[9..].starts_with(status)).count();
    let counts = [of("200"), of("429"), of("503")];
    assert!(counts[0] > 0 && counts[2] > 0 && counts.iter().sum::<usize>() == 100, "{counts:?}");
    assert_eq!(
        heard.iter().filter(|answer| answer.contains("retry-after: 5\r\n")).count(),
        counts[2]
    );
    assert_eq!(pages, 10);
    let memory = portal.peak_memory_kib();
    println!("100 logins at once: {memory} KiB");
    assert!(memory <= MOST_MEMORY, "{memory} KiB");
    portal.stop();
    database.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_by_the_hundred_take_no_more_memory() {
    let database = Database::make().await;
    let portal = Process::start(&database.folder, &settings(&database));
    let mut browser = portal.browser();
    browser.begin().await;
    let cookie = &browser.cookies["toroku_session"];
    let size = 250_000;
    let head = format!(
        "POST /entry HTTP/1.1\r\nHost: portal.example\r\nCookie: toroku_session={cookie}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        size + 1
    );
    let all_but_a_byte = head + &"a".repeat(size);
    let mut open = JoinSet::new();
    for _ in 0..400 {
        let (address, text) = (portal.address, all_but_a_byte.clone());
        // Refused in the middle of it is as good.
        open.spawn(async move {
            let mut stream = TcpStream::connect(address).await.unwrap();
            drop(tokio::time::timeout(PATIENCE, stream.write_all(text.as_bytes())).await);
            stream
        });
    }
    let open = open.join_all().await;
    assert_eq!(page(&portal, "/").await.status, 200);
    let memory = portal.peak_memory_kib();
    println!("{} bodies at once: {memory} KiB", open.len());
    assert!(memory <= MOST_MEMORY, "{memory} KiB");
    portal.stop();
    database.end();
}
