//! Nothing of a person stands in the log, whatever it is told to log and whatever goes wrong.

use std::process::Command;

use serde_json::Value;

use crate::database::Database;
use crate::mail_server::MailServer;
use crate::process::{Process, command, program, settings, until};

/// Colours are for a terminal.
#[tokio::test]
async fn a_log_in_a_file_is_plain_text() {
    let database = Database::make().await;
    Process::start(&database.folder, &settings(&database)).stop();
    let log = std::fs::read_to_string(database.folder.join("log")).unwrap();
    assert!(log.contains("stopping") && !log.contains('\u{1b}'), "{log}");
    database.end();
}

/// A setting that is no text is refused like any other mistyped one, and not left out.
#[cfg(unix)]
#[test]
fn a_setting_that_is_no_text_stops_the_start() {
    use std::os::unix::ffi::OsStrExt;
    for name in ["TOROKU_LISTEN", "TOROKU_BASE_URL", "TOROKU_MAILBOX"] {
        let odd = std::ffi::OsStr::from_bytes(b"o\xff");
        let said = Command::new(program()).env(name, odd).arg("--check-config").output().unwrap();
        let text = String::from_utf8(said.stderr).unwrap();
        assert!(!said.status.success() && text.contains(name), "{text}");
    }
}

const PASSWORD: &str = "Suzume wa doko e itta 2024";

#[tokio::test]
async fn no_canary_is_in_the_log() {
    let database = Database::make().await;
    let server = MailServer::start(&database.folder).await;
    let mut settings = settings(&database);
    settings.extend(server.settings("plain"));
    settings.push(("TOROKU_LOG", "trace".into()));
    settings.push(("TOROKU_LOG_FORMAT", "json".into()));
    settings.push(("TOROKU_MAIL_ATTEMPTS", "2".into()));
    let portal = Process::start(&database.folder, &settings);
    let typed = [
        ("user_name", "KANARIYA TORIKO"),
        ("street_address", "7-7-7 金糸雀ハイツ"),
        ("phone", "0399887766"),
        ("email", "refuse450.1.kanariya@ens-test.com"),
        ("email_confirmation", "refuse450.1.kanariya@ens-test.com"),
    ];
    let mut browser = portal.browser();
    browser.begin().await;
    // Problems first: too long, odd, refused.
    browser
        .confirm(&[typed[0], ("phone", "kanariya"), ("email", "kanariya"), ("birth_year", "9998")])
        .await;
    let long = format!("kanariya{}", "A".repeat(300_000));
    browser.clone().post("/entry", &[("user_name", &long)]).await;
    browser.clone().get("/entry/municipality?q=kanariya").await;
    browser.clone().get("/kanariya?kanariya=kanariya").await;
    browser.clone().get("/mailbox/kanariya").await;
    assert_eq!(browser.clone().send("KANARIYA", "/", "", b"").await.status, 405);
    let kind = "application/x-www-form-urlencoded";
    browser.clone().send("POST", "/entry", kind, b"csrf=kanariya&user_name=kanariya%FF").await;
    browser.confirm(&typed).await;
    assert_eq!(browser.path(), "/confirmation", "{}", browser.page.body);
    browser.register().await;
    let user_id = browser.page.user_id().unwrap();
    until("the mail has come", async || !server.mails().is_empty()).await;
    // The link as it stands in the mail's plain text, quoted-printable undone.
    let text = server.mails()[0].text.replace("=\r\n", "").replace("=3D", "=");
    let (_, rest) = text.split_once("/password?").unwrap();
    let link = format!("/password?{}", rest.split_whitespace().next().unwrap());
    let token = link.split_once("token=").unwrap().1.to_owned();
    browser.post("/completion", &[]).await;
    let mut reader = portal.browser();
    reader.get(&format!("/password?id={user_id}&token=kanariya")).await;
    reader.get(&link).await;
    let field = |name: &str| reader.page.value(name).unwrap();
    let (id, hidden) = (field("id"), field("token"));
    assert_eq!(hidden, token);
    let with = |password: &'static str| {
        [
            ("id", id.clone()),
            ("token", hidden.clone()),
            ("password", password.into()),
            ("password_confirmation", PASSWORD.into()),
        ]
    };
    for fields in [with("kanariya"), with(PASSWORD)] {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        reader.post("/password", &fields).await;
    }
    assert_eq!(reader.path(), "/password/done", "{}", reader.page.body);
    reader.get("/login").await;
    reader.post("/login", &[("user_id", &user_id), ("password", "kanariya")]).await;
    reader.post("/login", &[("user_id", "kanariya"), ("password", PASSWORD)]).await;
    reader.post("/login", &[("user_id", &user_id), ("password", PASSWORD)]).await;
    assert_eq!(reader.path(), "/account");
    reader.get("/password/request").await;
    reader.post("/password/request", &[("user_id", &user_id), ("email", typed[3].1)]).await;
    // And now the database breaks, in the middle of another registration.
    let mut other = portal.browser();
    other.begin().await;
    other.confirm(&typed).await;
    database.change("ALTER TABLE password_setups RENAME TO kept").await;
    other.register().await;
    assert_eq!(other.path(), "/confirmation");
    assert_eq!(reader.try_send("GET", "/account", "", b"").await.unwrap().status, 500);
    database.change("ALTER TABLE sessions RENAME TO kept_too").await;
    assert_eq!(other.clone().try_send("GET", "/", "", b"").await.unwrap().status, 500);
    let cookies: Vec<_> = [&browser, &reader, &other]
        .iter()
        .filter_map(|browser| browser.cookies.get("toroku_session").cloned())
        .collect();
    let csrf = other.page.value("csrf").unwrap_or("no token here".into());
    let lines = portal.log();
    portal.stop();
    assert_eq!(cookies.len(), 3);
    let (email, phone) = (typed[3].1, typed[2].1);
    let mut canaries = vec![PASSWORD, "金糸雀", "金", phone, email, &user_id, &token, &csrf];
    canaries.extend(cookies.iter().map(String::as_str));
    let folded = without_times(&lines).to_lowercase();
    for canary in canaries.into_iter().chain(["kanariya", "suzume", "toriko", "ens-test", "9998"]) {
        assert!(!folded.contains(&canary.to_lowercase()), "{canary} is in the log:\n{lines}");
    }
    // It did log: each line an object, requests by their route, and what went wrong.
    assert!(lines.lines().all(|line| line.starts_with('{') && line.ends_with('}')), "{lines}");
    for part in [
        "\"route\":\"/password\"",
        "\"route\":\"other\"",
        "\"status\":303",
        "the mail server answered 450 4.2.1",
        "a session could not be looked up",
        "the store failed",
    ] {
        assert!(lines.contains(part), "{part} is not in the log:\n{lines}");
    }
    database.end();
}

/// The log without moments and durations, which may have any digits.
fn without_times(log: &str) -> String {
    let lines = log.lines().map(|line| {
        let mut entry: Value = serde_json::from_str(line).unwrap();
        entry.as_object_mut().unwrap().remove("timestamp").unwrap();
        entry["fields"].as_object_mut().unwrap().remove("microseconds");
        entry.to_string()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Whoever runs a command says by a variable who they were before: that cannot be a line of the audit log.
#[tokio::test]
async fn nobody_writes_lines_of_their_own_into_the_audit_log() {
    let database = Database::make().await;
    let mut settings = settings(&database);
    let forged = "aoki)\n99\t2026-01-01T00:00Z\tuser root\terase\tx\u{1b}[2J\u{202e}";
    settings.push(("SUDO_USER", format!("{forged}{}", "a".repeat(5000))));
    let done = command(&settings, &["staff", "add", "aoki", "--role", "clerk"]);
    assert!(done.is_ok(), "{done:?}");
    let log = command(&settings, &["audit"]).unwrap();
    let lines: Vec<Vec<_>> = log.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines.len(), 1, "{log}");
    assert_eq!(lines[0].len(), 5, "{log}");
    assert!(lines[0][2].contains("(sudo: aoki??99?2026"), "{log}");
    assert!(lines[0][2].len() < 100 && !log.contains(['\u{1b}', '\u{202e}']), "{log}");
    database.end();
}
