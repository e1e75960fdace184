//! Requests that no page sends: odd addresses, hosts and bodies; and what the portal leaves on the disk.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::browser::Site;
use crate::operator_office::{ask, command, log_in, register, set_password};

/// What is answered to these bytes, perhaps with an end behind them.
async fn exchanged(site: &Site, bytes: &str, ends: bool) -> String {
    let mut stream = TcpStream::connect(site.address()).await.unwrap();
    stream.write_all(bytes.as_bytes()).await.unwrap();
    if ends {
        stream.shutdown().await.unwrap();
    }
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn an_address_that_is_no_text_is_a_page_that_is_not_there() {
    let site = Site::start().await;
    for (language, title) in [("en", "Page not found"), ("ja", "ページが見つかりません")]
    {
        let mut browser = site.browser();
        browser.headers = vec![("Accept-Language".into(), language.into())];
        for path in [
            "/guidance/%FF",
            "/documents/%FF",
            "/mailbox/%FF",
            "/mailbox/%FF/html",
            "/assets/%FF.css",
        ] {
            let page = browser.get(path).await;
            assert_eq!(page.status, 404, "{path}");
            assert!(page.body.contains(title), "{path}: {}", page.body);
        }
    }
    site.end().await;
}

#[tokio::test]
async fn a_request_names_one_host() {
    let site = Site::start().await;
    for (head, status) in [
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n", "400"),
        ("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n", "400"),
        ("GET / HTTP/1.1\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost:\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: a b\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: a/b\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: a@b\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: a, b\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: a\r\n", "200"),
        ("GET / HTTP/1.1\r\nHost: a.example:8080\r\n", "200"),
        ("GET / HTTP/1.1\r\nHost: [::1]:8080\r\n", "200"),
        ("GET / HTTP/1.0\r\n", "200"),
    ] {
        let answer = exchanged(&site, &format!("{head}Connection: close\r\n\r\n"), false).await;
        assert_eq!(answer.split(' ').nth(1), Some(status), "{head}: {answer}");
    }
    site.end().await;
}

#[tokio::test]
async fn a_body_that_breaks_off_is_408_for_apps_and_browsers() {
    let site = Site::start().await;
    for (path, kind) in [
        ("/api/v1/registrations", "application/problem+json"),
        ("/api/v1/password/links", "application/problem+json"),
        ("/login", "text/html"),
        ("/entry/check", "text/html"),
        ("/staff/login", "text/html"),
    ] {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{{"
        );
        let answer = exchanged(&site, &head, true).await;
        assert!(answer.starts_with("HTTP/1.1 408 "), "{path}: {answer}");
        assert!(answer.contains(kind), "{path}: {answer}");
    }
    site.end().await;
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_reads_the_database() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::start().await;
    if site.config.database_url.is_none() {
        site.browser().get("/").await;
        let file = site.config.database.display();
        for path in [format!("{file}"), format!("{file}-wal"), format!("{file}-shm")] {
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{path}");
        }
    }
    site.end().await;
}

#[tokio::test]
async fn a_command_at_a_mistyped_path_makes_no_database() {
    let site = Site::start().await;
    let mut config = site.config.clone();
    config.database_url = None;
    config.database.set_extension("mistyped");
    let file = config.database.with_extension("export").display().to_string();
    for words in [
        &["undeliverable"][..],
        &["token", "list"],
        &["token", "add", "counter", "--scope", "users:read"],
        &["export-key", "seal", &file],
        &["backup", &file],
        &["export", &file, "--cursor", &file],
        &["registrations"],
        &["show", "hdlpf38617"],
    ] {
        let refused = command(&config, words).await.unwrap_err();
        assert!(refused.contains("portal.mistyped"), "{words:?}: {refused}");
        assert!(!config.database.exists(), "{words:?}");
    }
    site.end().await;
}

#[tokio::test]
async fn a_browser_that_asks_for_ever_leaves_few_rows() {
    let site = Site::start().await;
    let mut browser = site.browser();
    // The 101st leaves the last fifty; 29 come after it.
    for _ in 0..130 {
        browser.get("/").await;
    }
    let counted = |table| format!("SELECT CAST(count(*) AS TEXT) FROM {table}");
    for (table, rows) in [("watched_pages", "79"), ("sessions", "1")] {
        assert_eq!(ask(&site.config, &counted(table)).await.unwrap(), [rows], "{table}");
    }
    site.end().await;
}

#[tokio::test]
async fn a_login_ends_though_it_is_used() {
    let site = Site::start().await;
    let user_id = register(&site, "HOUMU TARO", "user01@ens-test.com").await;
    let link = site.browser().mailed_link(&user_id).await;
    set_password(&site, &user_id, &link).await;
    let mut browser = log_in(&site, &user_id).await;
    for hour in 0..12 {
        assert_eq!(browser.get("/account").await.path, "/account", "{hour}");
        site.wait(3600);
    }
    assert_eq!(browser.get("/account").await.path, "/login");
    site.end().await;
}
