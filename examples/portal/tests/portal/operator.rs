//! What an operator relies on: limits, cookies behind a proxy, health, metrics, equal answers, stopping.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use toroku_portal::Forwarding;

use crate::browser::{Browser, Site, sample};

fn forwarded(browser: &mut Browser, addresses: &str) {
    browser.headers.retain(|(name, _)| name != "X-Forwarded-For");
    browser.headers.push(("X-Forwarded-For".into(), addresses.into()));
}

#[tokio::test]
async fn with_https_cookies_are_kept_to_it() {
    let site = Site::with(|config| {
        config.base_url = Some("https://registration.example".into());
        config.mailbox = Some(true);
    })
    .await;
    let mut browser = site.browser();
    let page = browser.send("GET", "/", "", b"").await;
    let cookie = page.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-toroku_session="), "{cookie}");
    assert!(cookie.ends_with("; HttpOnly; SameSite=Lax; Secure; Path=/"), "{cookie}");
    assert_eq!(page.header("strict-transport-security"), Some("max-age=31536000"));
    // The name of a time without https is no session's.
    let token = browser.cookies.remove("__Host-toroku_session").unwrap();
    browser.cookies.insert("toroku_session".into(), token);
    assert!(browser.send("GET", "/", "", b"").await.header("set-cookie").is_some());
    site.end().await;
}

#[tokio::test]
async fn an_address_is_believed_to_the_proxy_alone() {
    for (is_forwarded, refused) in [(true, 200), (false, 429)] {
        let site = Site::with(|config| {
            config.forwarding =
                if is_forwarded { Forwarding::XForwardedFor } else { Forwarding::Off };
            config.limits.forms_per_minute = 3;
        })
        .await;
        let mut browser = site.browser();
        // The last element is the proxy's; what stands before it is of the client's making.
        let mut statuses = Vec::new();
        for number in 0..5 {
            forwarded(&mut browser, &format!("192.0.2.{number}, 198.51.100.{number}"));
            browser.get("/").await;
            statuses
                .push(browser.post("/language", &[("language", "en"), ("back", "/")]).await.status);
        }
        assert_eq!(statuses[4], refused, "{statuses:?}");
        if is_forwarded {
            let mut last = 0;
            for number in 0..5 {
                forwarded(&mut browser, &format!("192.0.2.{number}, 198.51.100.99"));
                browser.get("/").await;
                last = browser.post("/language", &[("language", "en"), ("back", "/")]).await.status;
            }
            assert_eq!(last, 429, "one client behind many made-up addresses");
        }
        site.end().await;
    }
}

#[tokio::test]
async fn an_address_sends_so_many_forms_and_begins_so_many_sessions() {
    let site = Site::with(|config| {
        config.limits.forms_per_minute = 4;
        config.limits.sessions_per_minute = 2;
    })
    .await;
    let mut browser = site.browser();
    browser.begin().await;
    for _ in 0..3 {
        browser.confirm(&[("phone", "")]).await;
        assert_eq!((browser.path(), browser.page.status), ("/entry", 200));
    }
    let shown = browser.page.clone();
    browser.confirm(&[]).await;
    assert_eq!(browser.page.status, 429);
    assert!(browser.page.body.contains("Too many requests"));
    assert_eq!(site.browser().get("/").await.status, 200);
    assert_eq!(site.browser().get("/").await.status, 429, "a third session");
    // Nothing is lost by waiting.
    site.wait(60);
    browser.page = shown;
    browser.confirm(&[]).await;
    assert_eq!(browser.path(), "/confirmation");
    site.end().await;
}

#[tokio::test]
async fn an_address_opens_and_sends_so_many_links() {
    let site = Site::with(|config| config.limits.link_tries_per_minute = 3).await;
    let mut browser = site.browser();
    browser.get("/terms").await;
    let mut statuses = Vec::new();
    for method in ["GET", "HEAD", "POST", "GET", "HEAD", "POST"] {
        let page = browser.send(method, "/password?id=hdlpf38617&token=0", "", b"").await;
        statuses.push(page.status == 429);
    }
    assert_eq!(statuses, [false, false, false, true, true, true]);
    // Without a session none is begun for it, and every other page is as before.
    let mut other = site.browser();
    let page = other.send("GET", "/password?id=hdlpf38617&token=0", "", b"").await;
    assert_eq!((page.status, page.header("set-cookie")), (429, None));
    assert!(page.body.contains("Too many requests"));
    assert_eq!(other.get("/password/request").await.status, 200);
    site.wait(60);
    assert_eq!(other.get("/password?id=hdlpf38617&token=0").await.status, 200);
    site.end().await;
}

/// Mail scanners open a link before the person does, and who knows a user ID can try tokens: the link stays good.
#[tokio::test]
async fn neither_wrong_tokens_nor_opening_void_a_link() {
    let site = Site::with(|config| config.limits.link_tries_per_minute = 0).await;
    let mut browser = site.browser();
    browser.fill_in().await;
    browser.register().await;
    let user_id = browser.page.user_id().unwrap();
    let link = browser.mailed_link(&user_id).await;
    let wrong = format!("/password?id={user_id}&token={}", "0".repeat(64));
    let mut stranger = site.browser();
    stranger.get("/terms").await;
    for _ in 0..10 {
        for method in ["GET", "HEAD"] {
            for path in [&wrong, &link] {
                assert_eq!(stranger.send(method, path, "", b"").await.status, 200);
            }
        }
        stranger.get("/terms").await;
        let new = "Momiji ga kirei desu ne 2024";
        let fields = [
            ("id", user_id.as_str()),
            ("token", "0"),
            ("password", new),
            ("password_confirmation", new),
        ];
        stranger.post("/password", &fields).await;
        assert!(stranger.page.body.contains("This link cannot be used."));
    }
    assert!(site.browser().get(&link).await.body.contains("name=\"password\""));
    site.end().await;
}

#[tokio::test]
async fn a_mailbox_gets_so_many_registrations_a_day() {
    let site = Site::with(|config| config.limits.mails_per_mailbox = 2).await;
    for number in 0..3 {
        let mut browser = site.browser();
        browser.fill_in().await;
        browser.register().await;
        if number < 2 {
            assert_eq!(browser.path(), "/completion");
        } else {
            assert_eq!(browser.page.status, 429);
            assert!(browser.page.body.contains("Too many registrations with this email address"));
            // Another address in another way of writing is the same mailbox; another one is not.
            for (email, path) in
                [("USER01@ens-test.com", "/confirmation"), ("user02@ens-test.com", "/completion")]
            {
                browser.get("/confirmation").await;
                browser.post("/confirmation", &[("do", "back")]).await;
                browser.confirm(&[("email", email), ("email_confirmation", email)]).await;
                browser.register().await;
                assert_eq!(browser.path(), path, "{email}");
            }
        }
    }
    site.end().await;
}

#[tokio::test]
async fn health_readiness_and_metrics_are_shown() {
    let site = Site::with(|config| config.metrics_listen = Some(([127, 0, 0, 1], 0).into())).await;
    let mut browser = site.browser();
    for (path, text) in [("/health", "ok\n"), ("/ready", "ready\n")] {
        let page = browser.send("GET", path, "", b"").await;
        assert_eq!((page.status, page.body.as_str()), (200, text));
        assert!(page.header("set-cookie").is_none());
    }
    browser.fill_in().await;
    browser.register().await;
    let user_id = browser.page.user_id().unwrap();
    browser.mailed_link(&user_id).await;
    assert_eq!(browser.send("GET", "/metrics", "", b"").await.status, 404, "not for everybody");
    let mut operator = site.browser();
    operator.address = site.portal.as_ref().unwrap().metrics_address().unwrap();
    let mut page = operator.send("GET", "/metrics", "", b"").await;
    for _ in 0..100 {
        if page.body.contains("toroku_outbox_waiting 0") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
        page = operator.send("GET", "/metrics", "", b"").await;
    }
    for line in [
        "toroku_registrations_total 1",
        "toroku_mails_delivered_total 0",
        "toroku_outbox_waiting 0",
        "toroku_outbox_given_up 0",
        "toroku_up{part=\"database\"} 1",
        "toroku_request_seconds_count{route=\"/confirmation\",status=\"303\"} 1",
    ] {
        assert!(page.body.lines().any(|known| known == line), "{line} is not in\n{}", page.body);
    }
    assert!(!page.body.contains(&user_id));
    site.end().await;
}

/// Who asks for a link, or logs in, with an account's data must not learn from the time that it is there.
#[tokio::test]
async fn a_known_address_and_an_unknown_one_are_answered_alike() {
    let site = Site::with(|config| config.limits.forms_per_minute = 0).await;
    let mut browser = site.browser();
    browser.fill_in().await;
    browser.register().await;
    let user_id = browser.page.user_id().unwrap();
    let asks = [
        (user_id.as_str(), "user01@ens-test.com"),
        (&user_id, "x@ens-test.com"),
        ("bcdfg00000", "y@ens-test.com"),
    ];
    let (mut times, mut answers) = ([const { Vec::new() }; 3], Vec::new());
    let mut asker = site.browser();
    asker.get("/password/request").await;
    let csrf = asker.page.value("csrf").unwrap();
    for _ in 0..40 {
        for (place, (user_id, email)) in asks.iter().enumerate() {
            let body = form_urlencoded::Serializer::new(String::new())
                .extend_pairs([("csrf", csrf.as_str()), ("user_id", user_id), ("email", email)])
                .finish();
            let kind = "application/x-www-form-urlencoded";
            let begun = Instant::now();
            let answer = asker.send("POST", "/password/request", kind, body.as_bytes()).await;
            times[place].push(begun.elapsed());
            let mut headers = answer.headers;
            headers.retain(|(name, _)| !name.eq_ignore_ascii_case("date"));
            answers.push((answer.status, headers, answer.body));
        }
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "one answer, to the last header");
    // The work is done after the answer. On a busy machine others are waited for: what an answer takes by itself is its
    // shortest time.
    let shortest = times.map(|times| times.into_iter().min().unwrap());
    let (least, most) = (shortest.iter().min().unwrap(), shortest.iter().max().unwrap());
    assert!(*most < *least + Duration::from_millis(3) + *least / 2, "{shortest:?}");
    site.end().await;
}

/// A form that is on its way when the portal is told to stop is still answered.
#[tokio::test]
async fn stopping_waits_for_what_is_under_way() {
    let mut site = Site::start().await;
    let mut browser = site.browser();
    browser.begin().await;
    let csrf = browser.page.value("csrf").unwrap();
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("csrf", &csrf)
        .extend_pairs(sample(&[]))
        .finish();
    let cookie = &browser.cookies["toroku_session"];
    let head = format!(
        "POST /entry HTTP/1.1\r\nHost: {}\r\nCookie: toroku_session={cookie}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        browser.address,
        body.len()
    );
    let mut stream = TcpStream::connect(browser.address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&body.as_bytes()[..100]).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let portal = site.portal.take().unwrap();
    let stopping = tokio::spawn(portal.stop());
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(TcpStream::connect(browser.address).await.is_err(), "nothing new is taken");
    stream.write_all(&body.as_bytes()[100..]).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(
        answer.starts_with("HTTP/1.1 303") && answer.contains("location: /confirmation"),
        "{answer}"
    );
    stopping.await.unwrap();
    // And it was kept.
    site.reopen().await;
    assert_eq!(browser.get("/confirmation").await.path, "/confirmation");
    site.end().await;
}
