//! A database that takes connections and then says nothing: as with a machine that hangs, or a firewall that has
//! forgotten them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, UnixStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::applicant;
use crate::browser::{Browser, sample};
use crate::database::Database;
use crate::process::{Process, settings, until};

/// Passes on what comes from one side, unless it is frozen: then nothing is read.
async fn pass(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    mut frozen: watch::Receiver<bool>,
) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(count @ 1..) = from.read(&mut bytes).await {
        if frozen.wait_for(|frozen| !frozen).await.is_err()
            || to.write_all(&bytes[..count]).await.is_err()
        {
            break;
        }
    }
}

/// What stands between the portal and the database: its port, and whether it is frozen.
async fn proxy(socket: String) -> (u16, watch::Sender<bool>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (freeze, frozen) = watch::channel(false);
    let socket = Arc::new(socket);
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let (socket, frozen) = (Arc::clone(&socket), frozen.clone());
            tokio::spawn(async move {
                let server = UnixStream::connect(&*socket).await.unwrap();
                let ((from_client, to_client), (from_server, to_server)) =
                    (tokio::io::split(client), tokio::io::split(server));
                // Where one side has ended, the other is of no use.
                tokio::select! {
                    () = pass(from_client, to_server, frozen.clone()) => {}
                    () = pass(from_server, to_client, frozen) => {}
                }
            });
        }
    });
    (port, freeze)
}

/// Requests of every kind are answered within ten seconds with 503 and what was typed, and `/ready` says it within its
/// own; after the thaw everything goes on in the same process.
#[tokio::test(flavor = "multi_thread")]
async fn a_postgresql_that_says_nothing_any_more() {
    let database = Database::make().await;
    if database.is_file() {
        database.end();
        return;
    }
    let url = database.setting().1;
    // postgres://tests@localhost:PORT/NAME?host=FOLDER
    let (address, folder) = url.split_once("?host=").unwrap();
    let (port, name) = address.rsplit_once(':').unwrap().1.split_once('/').unwrap();
    let (proxied, freeze) = proxy(format!("{folder}/.s.PGSQL.{port}")).await;
    let mut settings = settings(&database);
    settings.retain(|(name, _)| *name != "DATABASE_URL");
    let through = format!("postgres://tests@127.0.0.1:{proxied}/{name}?sslmode=disable");
    settings.push(("DATABASE_URL", through));
    let portal = Process::start(&database.folder, &settings);
    let mut browser = portal.browser();
    until("it is ready", async || browser.send("GET", "/ready", "", b"").await.status == 200).await;
    for round in 0..2 {
        browser.cookies.clear();
        browser.begin().await;
        let mut office = portal.browser();
        office.get("/staff/login").await;
        freeze.send(true).unwrap();
        // For as long as its last answer holds, and then at once.
        let frozen_at = Instant::now();
        let mut prober = portal.browser();
        let mut longest = Duration::ZERO;
        until("it is not ready", async || {
            let begun = Instant::now();
            let status = prober.send("GET", "/ready", "", b"").await.status;
            longest = longest.max(begun.elapsed());
            status == 503
        })
        .await;
        assert!(frozen_at.elapsed() < Duration::from_secs(9), "{:?}", frozen_at.elapsed());
        assert!(longest < Duration::from_secs(4), "/ready took {longest:?}");
        all_are_told_so(&browser, &office).await;
        assert_eq!(prober.send("GET", "/health", "", b"").await.status, 200);
        freeze.send(false).unwrap();
        let thawed_at = Instant::now();
        until("it is ready again", async || {
            prober.send("GET", "/ready", "", b"").await.status == 200
        })
        .await;
        assert!(thawed_at.elapsed() < Duration::from_secs(10), "{:?}", thawed_at.elapsed());
        browser.post("/entry", &sample(&[])).await;
        assert_eq!(browser.path(), "/confirmation", "{}", browser.page.body);
        let email = format!("thaw{round}@ens-test.com");
        applicant::register(&mut portal.browser(), &email).await.unwrap();
    }
    // Asked to stop, it waits for nobody who says nothing: systemd would kill it after two minutes.
    freeze.send(true).unwrap();
    let mut waiting = browser.clone();
    let waiting = tokio::spawn(async move { waiting.get("/entry").await.status });
    tokio::time::sleep(Duration::from_millis(200)).await;
    let begun = Instant::now();
    portal.send("-TERM");
    assert_eq!(portal.exit_code().await, Some(0));
    println!("stopped after {:?}", begun.elapsed());
    assert!(begun.elapsed() < Duration::from_secs(40), "{:?}", begun.elapsed());
    assert_eq!(waiting.await.unwrap(), 503);
    database.end();
}

/// What is asked, by a browser at STEP1 or one at the staff's login, and what of it is kept.
const ASKED: [(&str, Option<(&str, &str)>); 5] = [
    ("GET /entry", None),
    ("POST /entry", Some(("user_name", "HOUMU TARO"))),
    ("POST /login", Some(("user_id", "hdlpf38617"))),
    ("POST /staff/login", Some(("name", "aoki"))),
    ("GET /api/v1/registrations/9f86d081884c7d659a2feaa0c55ad015", None),
];

/// Twenty of each at once, which is more than there are connections.
async fn all_are_told_so(applicant: &Browser, office: &Browser) {
    let mut answers = JoinSet::new();
    for (asked, kept) in [ASKED; 20].into_iter().flatten() {
        let (method, path) = asked.split_once(' ').unwrap();
        let mut browser =
            if path.starts_with("/staff") { office.clone() } else { applicant.clone() };
        answers.spawn(async move {
            let begun = Instant::now();
            let secret = [("password", "x"), ("code", "1")];
            let fields = match kept {
                Some(("user_name", _)) => sample(&[]),
                Some(kept) => [&[kept], &secret[..]].concat(),
                None => Vec::new(),
            };
            let page = match method {
                "GET" => browser.get(path).await,
                _ => browser.post(path, &fields).await,
            };
            assert_eq!(page.status, 503, "{asked}: {}", page.body);
            assert!(page.header("retry-after").is_some(), "{asked}");
            if let Some((name, text)) = kept {
                assert_eq!(page.value(name).as_deref(), Some(text), "{asked}: {}", page.body);
                assert_eq!(page.value("password"), None, "{asked}");
            }
            (asked, begun.elapsed())
        });
    }
    while let Some(answer) = answers.join_next().await {
        let (asked, took) = answer.unwrap();
        assert!(took < Duration::from_secs(10), "{asked} took {took:?}");
    }
}
