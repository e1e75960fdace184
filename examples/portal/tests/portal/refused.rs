//! Who is told to wait: what was typed is kept, and the answer arrives.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::browser::{Page, Site};
use crate::operator_office::register;

/// Of forms with a password, wherever one may be told to wait, it is all but the password, which is typed again on
/// the form's own page. To come back to that is no try.
#[tokio::test]
async fn a_form_with_a_password_that_is_told_to_wait_keeps_the_rest() {
    let site = Site::with(|config| {
        config.limits.forms_per_minute = 8;
        config.limits.login_failures_per_account = 1;
    })
    .await;
    let user_id = register(&site, "HOUMU TARO", "taro@ens-test.com").await;
    let link = site.browser().mailed_link(&user_id).await;
    let (_, token) = link.split_once("&token=").unwrap();
    let typed = [
        ("name", "aoki"),
        ("user_id", "hdlpf38617"),
        ("email", "taro@ens-test.com"),
        ("id", &user_id),
        ("token", token),
    ];
    let secret = [
        ("password", "geheim-1"),
        ("password_confirmation", "geheim-2"),
        ("current", "geheim-3"),
        ("code", "geheim-4"),
    ];
    let fields = [&typed[..], &secret[..]].concat();
    for (page, path, kept) in [
        ("/login", "/login", &["user_id"][..]),
        ("/password/change", "/password/change", &["user_id"]),
        ("/staff/login", "/staff/login", &["name"]),
        ("/password/request", "/password/request", &["user_id", "email"]),
        (&link, "/password", &["id", "token"]),
    ] {
        let mut browser = site.browser();
        for why in ["failures", "forms"] {
            site.wait(60);
            let has_failures = matches!(path, "/login" | "/password/change" | "/staff/login");
            if why == "failures" && !has_failures {
                continue;
            }
            browser.page = Page::default();
            browser.get(page).await;
            loop {
                let (mut other, path) = match why {
                    "forms" => (site.browser(), "/entry/municipality"),
                    _ => (browser.clone(), path),
                };
                if other.post(path, &fields).await.status == 429 {
                    break;
                }
            }
            let status = browser.post(path, &fields).await.status;
            assert_eq!(status, 429, "{path} {why}");
            let button = format!("action=\"{path}\" id=\"again\"");
            assert!(browser.page.body.contains(&button), "{path} {why}: {}", browser.page.body);
            assert!(!browser.page.body.contains("geheim"), "{path} {why}: {}", browser.page.body);
            let sent: Vec<_> =
                typed.iter().map(|(name, _)| (*name, browser.page.value(name).unwrap())).collect();
            let sent: Vec<_> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
            assert_eq!(sent, typed, "{path} {why}");
            if why == "forms" {
                site.wait(60);
            }
            let page = browser.post(path, &sent).await.clone();
            assert_eq!(page.status, 200, "{path} {why}: {}", page.body);
            let is_asked_for = path == "/password/request";
            for name in kept.iter().filter(|_| !is_asked_for) {
                let text = typed.iter().find(|(known, _)| known == name).unwrap().1;
                assert_eq!(page.value(name).as_deref(), Some(text), "{path} {why}");
            }
            assert!(!page.body.contains("role=\"alert\""), "{path} {why}: {}", page.body);
        }
    }
    site.end().await;
}

/// An app that is told so while it still writes hears of it: its body is read to its end first.
#[tokio::test]
async fn an_app_that_is_refused_is_answered_after_its_body() {
    let site = Site::with(|config| {
        config.connections.at_once = 6;
        config.limits.forms_per_minute = 3;
    })
    .await;
    // Three requests at work are all that three places of six are given for: links that wait for a page to be left.
    let mut browser = site.browser();
    browser.get("/").await;
    let crowded = |path: &str| {
        let mut waiting = browser.clone();
        let path = path.to_owned();
        tokio::spawn(async move { waiting.send("GET", &path, "", b"").await.status })
    };
    for (method, path, status, is_crowded) in [
        ("POST", "/api/v1/registrations", 503, true),
        ("POST", "/api/v1/nothing", 404, false),
        ("PUT", "/api/v1/registrations", 405, false),
        ("POST", "/api/v1/registrations", 429, false),
    ] {
        let waiting: Vec<_> = if is_crowded {
            (0..3).map(|_| crowded("/password?id=hdlpf38617&token=0")).collect()
        } else {
            Vec::new()
        };
        sleep(Duration::from_millis(200)).await;
        if status == 429 {
            site.browser().send("POST", path, "application/json", b"{}").await;
        }
        let mut stream = TcpStream::connect(site.address()).await.unwrap();
        let head = format!("{method} {path} HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&vec![b'x'; 100_000]).await.unwrap();
        let mut answer = Vec::new();
        let early = timeout(Duration::from_millis(400), stream.read_buf(&mut answer)).await;
        assert!(early.is_err(), "{path}: {}", String::from_utf8_lossy(&answer));
        stream.write_all(&vec![b'x'; 100_000]).await.unwrap();
        while !answer.windows(4).any(|four| four == b"\r\n\r\n") {
            assert!(stream.read_buf(&mut answer).await.unwrap() > 0, "{path}");
        }
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{path}: {answer}");
        for waiting in waiting {
            assert_eq!(waiting.await.unwrap(), 200);
        }
    }
    site.end().await;
}

/// A link is asked for without waiting for what comes of it, and yet that is at work: where the database lets nobody
/// write, no more of it is begun than of all else.
#[tokio::test]
async fn links_that_nobody_waits_for_are_at_work() {
    let site = Site::with(|config| {
        config.connections.at_once = 6;
        config.limits.forms_per_minute = 0;
    })
    .await;
    if site.config.database_url.is_some() {
        return site.end().await;
    }
    let user_id = register(&site, "HOUMU TARO", "taro@ens-test.com").await;
    let other = rusqlite::Connection::open(&site.config.database).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let body = format!(
        "{{\"user_id\":\"{user_id}\",\"email\":\"taro@ens-test.com\",\"language\":\"en\"}}"
    );
    let ask = async || {
        let path = "/api/v1/password/links";
        site.browser().send("POST", path, "application/json", body.as_bytes()).await.status
    };
    let mut answers = Vec::new();
    for _ in 0..6 {
        answers.push(ask().await);
    }
    assert_eq!(answers, [202, 202, 202, 503, 503, 503]);
    other.execute_batch("ROLLBACK").unwrap();
    for _ in 0..100 {
        if ask().await == 202 {
            return site.end().await;
        }
        sleep(Duration::from_millis(100)).await;
    }
    panic!("it is as crowded as before");
}
