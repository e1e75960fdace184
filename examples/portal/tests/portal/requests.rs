//! Requests that no page sends: odd addresses, hosts and bodies; and what the portal leaves on the disk.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::browser::{Site, sample};
use crate::operator_office::{PASSWORD, ask, command, log_in, register, set_password};

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
        // The address may name it too, and no other.
        ("GET http://a.example/ HTTP/1.1\r\nHost: A.example\r\n", "200"),
        ("GET http://b.example/ HTTP/1.1\r\nHost: a.example\r\n", "400"),
        ("GET http://a@a.example/ HTTP/1.1\r\nHost: a.example\r\n", "400"),
        ("GET http://a.example/ HTTP/1.0\r\n", "400"),
        ("CONNECT b.example:443 HTTP/1.1\r\nHost: a.example\r\n", "400"),
    ] {
        let answer = exchanged(&site, &format!("{head}Connection: close\r\n\r\n"), false).await;
        assert_eq!(answer.split(' ').nth(1), Some(status), "{head}: {answer}");
    }
    site.end().await;
}

/// A proxy keeps no answer: no page, and not whether the portal is ready.
#[tokio::test]
async fn no_answer_is_kept_by_a_proxy_or_taken_for_another() {
    let site = Site::start().await;
    for path in ["/", "/terms", "/no-such-page", "/account", "/staff", "/health", "/ready"] {
        for method in ["GET", "HEAD", "POST"] {
            let page = site.browser().send(method, path, "", b"").await;
            assert_eq!(page.header("cache-control"), Some("no-store"), "{method} {path}");
            assert_eq!(page.header("x-content-type-options"), Some("nosniff"), "{method} {path}");
            let policy = page.header("content-security-policy").unwrap_or_default();
            assert!(policy.contains("frame-ancestors 'none'"), "{method} {path}: {policy}");
        }
    }
    // What is refused for its head alone says so too, and ends the connection: a proxy may have seen another request.
    for head in [
        "GET / HTTP/1.1\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n",
    ] {
        let body = "0\r\n\r\nGET /health HTTP/1.1\r\nHost: a\r\n\r\n";
        let body = if head.starts_with("POST") { body } else { &body[5..] };
        let answer = exchanged(&site, &format!("{head}\r\n{body}"), false).await;
        for line in ["cache-control: no-store", "nosniff", "frame-ancestors 'none'"] {
            assert!(answer.contains(line), "{head}: {answer}");
        }
        assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{head}: {answer}");
    }
    site.end().await;
}

/// Whoever says that nothing more comes, as some programs do, has asked all the same.
#[tokio::test]
async fn a_request_whose_sender_has_no_more_to_say_is_answered() {
    let site = Site::start().await;
    for _ in 0..20 {
        let answer = exchanged(&site, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", true).await;
        assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("</html>"), "{answer}");
    }
    site.end().await;
}

/// A page that is asked for in a way it does not have, or that is not there, says so at once.
#[tokio::test]
async fn what_no_page_answers_begins_no_session() {
    let site = Site::start().await;
    for (method, path, status, allow) in [
        ("POST", "/", 405, Some("GET,HEAD")),
        ("POST", "/terms", 405, Some("GET,HEAD")),
        ("PUT", "/entry", 405, Some("GET,HEAD,POST")),
        ("OPTIONS", "/password", 405, Some("GET,HEAD,POST")),
        ("GET", "/logout", 405, Some("POST")),
        ("HEAD", "/language", 405, Some("POST")),
        ("get", "/", 405, Some("GET,HEAD")),
        ("DELETE", "/staff/audit", 405, Some("GET,HEAD")),
        ("POST", "/assets/portal.css", 405, Some("GET,HEAD")),
        ("GET", "/no-such-page", 404, None),
        ("POST", "/no-such-page", 404, None),
        ("PUT", "/staff/no-such-page", 404, None),
    ] {
        let mut browser = site.browser();
        let page = browser.send(method, path, "", b"").await;
        assert_eq!((page.status, page.header("allow")), (status, allow), "{method} {path}");
        assert!(!browser.cookies.contains_key("toroku_session"), "{method} {path}");
        assert!(method == "HEAD" || page.body.contains("</html>"), "{method} {path}");
    }
    let sessions = "SELECT CAST(count(*) AS TEXT) FROM sessions";
    assert_eq!(ask(&site.config, sessions).await.unwrap(), ["0"]);
    // In a session the page has all that others have.
    let mut browser = site.browser();
    browser.get("/").await;
    for path in ["/no-such-page", "/logout"] {
        assert!(browser.get(path).await.body.contains("name=\"language\""), "{path}");
    }
    site.end().await;
}

/// Whatever is looked at, at whichever step: what is registered, entered and counted stays as it was.
#[tokio::test]
async fn who_only_looks_changes_nothing() {
    let site = Site::start().await;
    let user_id = register(&site, "HOUMU TARO", "user01@ens-test.com").await;
    let link = site.browser().mailed_link(&user_id).await;
    let (mut entry, mut confirmation, mut completion) =
        (site.browser(), site.browser(), site.browser());
    entry.begin().await;
    confirmation.fill_in().await;
    completion.fill_in().await;
    completion.register().await;
    // Its mail is delivered by then.
    site.browser().mailed_link(&completion.page.user_id().unwrap()).await;
    let kept = async || {
        let mut rows = Vec::new();
        for (table, columns) in [
            ("open_registrations", "state || counter || ends_at"),
            ("password_setups", "user_id || counter"),
            ("registrations", "user_id"),
            ("tries", "whole_at"),
            ("outbox", "id"),
            ("audit_log", "id"),
            ("closed_accounts", "user_id"),
        ] {
            let text = format!("SELECT CAST({columns} AS TEXT) AS text FROM {table} ORDER BY text");
            rows.push(ask(&site.config, &text).await.unwrap());
        }
        rows
    };
    let before = kept().await;
    let wrong = format!("/password?id={user_id}&token={}", "0".repeat(64));
    for browser in [&mut entry, &mut confirmation, &mut completion] {
        for path in [
            "/",
            "/entry",
            "/entry?checked=1",
            "/entry?typed=1",
            "/entry/municipality?prefecture=13",
            "/entry/municipality?q=sapporo",
            "/entry/municipality?typed=1",
            "/confirmation",
            "/completion",
            "/discard",
            "/logout",
            "/account",
            "/language",
            &link,
            &wrong,
            "/api/v1/registrations",
        ] {
            for method in ["GET", "HEAD", "OPTIONS"] {
                browser.send(method, path, "", b"").await;
            }
        }
    }
    assert_eq!(kept().await, before);
    site.end().await;
}

/// Another program of the same host has set a cookie that is no ASCII: the portal's own is still its own.
#[tokio::test]
async fn somebody_elses_odd_cookie_takes_no_session_along() {
    let site = Site::start().await;
    let mut browser = site.browser();
    for odd in ["\u{540d}\u{524d}=\u{592a}\u{90ce}", "caf\u{e9}=\"a b\""] {
        let (name, value) = odd.split_once('=').unwrap();
        browser.cookies.insert(name.into(), value.into());
        browser.begin().await;
        assert_eq!(browser.path(), "/entry", "{}", browser.page.body);
    }
    site.end().await;
}

#[tokio::test]
async fn a_language_is_chosen_though_the_session_has_ended() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.get("/terms").await;
    browser.cookies.clear();
    browser.post("/language", &[("language", "ja"), ("back", "/terms")]).await;
    assert_eq!(browser.path(), "/terms");
    assert!(browser.page.body.contains("<html lang=\"ja\""), "{}", browser.page.body);
    site.end().await;
}

/// However a user ID is typed, it is that of STEP3, and its tries are counted together.
#[tokio::test]
async fn a_user_id_is_converted_as_step_1_converts() {
    let site = Site::start().await;
    let user_id = register(&site, "HOUMU TARO", "user01@ens-test.com").await;
    let link = site.browser().mailed_link(&user_id).await;
    set_password(&site, &user_id, &link).await;
    let wide = |text: &str| -> String {
        let wide = |c| char::from_u32(u32::from(c) + 0xfee0).unwrap();
        text.chars().map(wide).collect()
    };
    let (letters, digits) = user_id.split_at(5);
    let ways = [
        wide(&user_id),
        user_id.to_uppercase(),
        wide(&user_id.to_uppercase()),
        format!("\u{3000}{letters} {}\u{3000}", wide(digits)),
        format!("{letters}\u{200b}{digits}\u{feff}"),
    ];
    for way in &ways {
        assert_eq!(log_in(&site, way).await.path(), "/account", "{way}");
    }
    let mut stranger = site.browser();
    for (tried, way) in ways.iter().chain([&user_id]).enumerate() {
        stranger.get("/login").await;
        stranger.post("/login", &[("user_id", way), ("password", "x")]).await;
        assert_eq!(stranger.page.status, if tried < 5 { 200 } else { 429 }, "{way}");
    }
    site.end().await;
}

/// Whoever is asked to wait a minute, as many behind one address may be, has everything that was typed on the page's
/// button.
#[tokio::test]
async fn a_step_that_comes_too_soon_can_be_sent_once_more() {
    let site = Site::with(|config| config.limits.forms_per_minute = 2).await;
    let mut browser = site.browser();
    browser.begin().await;
    let fields = sample(&[("user_name", "HOUMU JIRO")]);
    browser.clone().post("/entry/municipality", &[]).await;
    browser.post("/entry", &fields).await;
    let page = browser.page.clone();
    assert_eq!((page.status, page.header("retry-after")), (429, Some("60")));
    assert!(page.body.contains("action=\"/entry\" id=\"again\""), "{}", page.body);
    for (name, typed) in &fields {
        assert_eq!(page.value(name).as_deref(), Some(*typed), "{name}");
    }
    // Of another site nothing is shown, whatever it sends.
    let mut other = browser.clone();
    other.headers.push(("Sec-Fetch-Site".into(), "cross-site".into()));
    other.post("/entry", &fields).await;
    assert_eq!(other.page.status, 403);
    assert!(!other.page.body.contains("HOUMU JIRO"), "{}", other.page.body);
    site.wait(60);
    browser.post("/entry", &fields).await;
    assert_eq!(browser.path(), "/confirmation", "{}", browser.page.body);
    site.end().await;
}

/// Where a body is read, and what kind of answer there is to one that is none.
const READERS: [(&str, &str); 5] = [
    ("/api/v1/registrations", "application/problem+json"),
    ("/api/v1/password/links", "application/problem+json"),
    ("/login", "text/html"),
    ("/entry/check", "text/html"),
    ("/staff/login", "text/html"),
];

#[tokio::test]
async fn a_body_that_breaks_off_is_408_for_apps_and_browsers() {
    let site = Site::start().await;
    for (path, kind) in READERS {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{{"
        );
        let answer = exchanged(&site, &head, true).await;
        assert!(answer.starts_with("HTTP/1.1 408 "), "{path}: {answer}");
        assert!(answer.contains(kind), "{path}: {answer}");
    }
    site.end().await;
}

/// What a proxy and the portal could read in two ways, what is no HTTP/1, and what is larger than may be.
#[tokio::test]
async fn an_odd_header_is_refused_or_read_in_one_way() {
    let site = Site::start().await;
    let post = |headers: &str, body: &str| {
        format!("POST /no-such-page HTTP/1.1\r\nHost: a\r\n{headers}\r\n\r\n{body}")
    };
    let get = |line: &str, headers: &str| format!("{line}\r\nHost: a\r\n{headers}\r\n");
    let many = |count| "A: b\r\n".repeat(count);
    for (request, status) in [
        (post("Content-Length: 1\r\nContent-Length: 2", "ab"), "400"),
        (post("Content-Length: 2, 2", "ab"), "400"),
        (post("Content-Length: -2", "ab"), "400"),
        (post("Content-Length: +2", "ab"), "400"),
        (post("Content-Length:", "ab"), "400"),
        (post("Content-Length: 99999999999999999999", "ab"), "400"),
        (post("Transfer-Encoding: identity", ""), "400"),
        (post("Transfer-Encoding: chunked, gzip", ""), "400"),
        (post("Transfer-Encoding: gzip, chunked", "0\r\n\r\n"), "501"),
        (post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n"), "501"),
        // The chunks count, and the connection ends with the answer.
        (post("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n"), "404"),
        ("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".to_owned(), "400"),
        (get("GET /health HTTP/1.1", "A: b\r\n c\r\n"), "400"),
        (get("GET /health HTTP/1.1", "A: b\0c\r\n"), "400"),
        (get("GET /health HTTP/1.1", "A: b\rc\r\n"), "400"),
        (get("GET /health HTTP/1.1", "A : b\r\n"), "400"),
        (get("GET /health HTTP/1.1", "A: \u{1}\r\n"), "400"),
        (get("GET /health", ""), "400"),
        (get("GET /health HTTP/1.2", ""), "400"),
        (get("GET /health HTTP/2.0", ""), "400"),
        (get("OPTIONS * HTTP/1.1", ""), "204"),
        (get("GET * HTTP/1.1", ""), "400"),
        (get("GET /health HTTP/1.1", &many(99)), "200"),
        (get("GET /health HTTP/1.1", &many(100)), "431"),
        (get(&format!("GET /{} HTTP/1.1", "a".repeat(70_000)), ""), "431"),
    ] {
        let answer = exchanged(&site, &request, true).await;
        assert_eq!(answer.split(' ').nth(1), Some(status), "{request:.200?}: {answer}");
    }
    // What speaks HTTP/2 at once is told nothing that it could misread.
    assert_eq!(exchanged(&site, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", false).await, "");
    site.end().await;
}

/// Chunks that are none are not a body that broke off: sent again, it would be the same.
#[tokio::test]
async fn a_body_that_is_none_is_400_for_apps_and_browsers() {
    let site = Site::with(|config| config.metrics_listen = Some(([127, 0, 0, 1], 0).into())).await;
    let malformed = async || {
        let mut operator = site.browser();
        operator.address = site.portal.as_ref().unwrap().metrics_address().unwrap();
        let metrics = operator.send("GET", "/metrics", "", b"").await.body;
        let line = metrics.lines().find(|line| line.contains("why=\"malformed\"")).unwrap();
        line.rsplit(' ').next().unwrap().parse::<u32>().unwrap()
    };
    let long = format!("1;{}\r\n{{\r\n0\r\n\r\n", "x".repeat(20_000));
    let trailers = format!("0\r\n{}\r\n", "a: b\r\n".repeat(5_000));
    let bodies = [
        "x\r\n",
        "-1\r\n",
        "+1\r\n{\r\n0\r\n\r\n",
        "1\n{\n0\n\n",
        "1\r\n{{\r\n0\r\n\r\n",
        "ffffffffffffffff1\r\n",
        "0\r\na b\r\n\r\n",
        &long,
        &trailers,
    ];
    let mut counted = malformed().await;
    for (path, kind) in READERS.into_iter().chain([("/no-such-page", "text/html")]) {
        for body in bodies {
            let head = format!("POST {path} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked");
            let head = format!("{head}\r\nContent-Type: application/json\r\n\r\n");
            let answer = exchanged(&site, &format!("{head}{body}"), false).await;
            let what = format!("{path} {body:.20?}: {answer}");
            assert!(answer.starts_with("HTTP/1.1 400 ") && answer.contains(kind), "{what}");
            counted += 1;
            assert_eq!(malformed().await, counted, "{what}");
        }
        // Broken off, on the other hand.
        let head = format!("POST {path} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        for body in ["", "1", "1\r\n", "1\r\n{", "1\r\n{\r\n", "1\r\n{\r\n0\r\n"] {
            let answer = exchanged(&site, &format!("{head}{body}"), true).await;
            assert!(answer.starts_with("HTTP/1.1 408 "), "{path} {body:?}: {answer}");
        }
    }
    assert_eq!(malformed().await, counted);
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

/// It does too where it began while the clock was ahead.
#[tokio::test]
async fn a_login_of_a_clock_that_was_ahead_ends_all_the_same() {
    const AHEAD: i64 = 400 * 86_400;
    let mut site = Site::start().await;
    let user_id = register(&site, "HOUMU TARO", "user01@ens-test.com").await;
    let link = site.browser().mailed_link(&user_id).await;
    set_password(&site, &user_id, &link).await;
    site.set_clock(AHEAD);
    // The password has expired by then, and is changed.
    let mut browser = site.browser();
    browser.get("/password/change").await;
    let (old, new) = (PASSWORD, "Kiku no hana ga saku 2025");
    let fields = [
        ("user_id", user_id.as_str()),
        ("current", old),
        ("password", new),
        ("password_confirmation", new),
    ];
    browser.post("/password/change", &fields).await;
    browser.get("/login").await;
    browser.post("/login", &[("user_id", &user_id), ("password", new)]).await;
    assert_eq!(browser.path(), "/account", "{}", browser.page.body);
    site.set_clock(-AHEAD);
    site.restart().await;
    for hour in 0..12 {
        assert_eq!(browser.get("/account").await.path, "/account", "{hour}");
        site.wait(3600);
    }
    assert_eq!(browser.get("/account").await.path, "/login");
    site.end().await;
}

/// What a form leads to has an address that proxies and browsers take, however much was sent.
#[tokio::test]
async fn no_form_leads_to_an_address_without_end() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.begin().await;
    let long = "x".repeat(100_000);
    let csrf = browser.page.value("csrf").unwrap();
    for path in ["/entry/municipality", "/entry", "/password/closed", "/language", "/category"] {
        for name in
            ["prefecture", "checked", "q", "id", "token", "back", "language", "use", "category"]
        {
            let form = form_urlencoded::Serializer::new(String::new())
                .extend_pairs([("csrf", csrf.as_str()), ("do", "search"), (name, &long)])
                .finish();
            let kind = "application/x-www-form-urlencoded";
            let answer = browser.send("POST", path, kind, form.as_bytes()).await;
            let length = answer.header("location").unwrap_or_default().len();
            assert!(length < 4096, "{path} {name}: {length}");
        }
    }
    site.end().await;
}
