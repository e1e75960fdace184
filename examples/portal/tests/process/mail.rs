//! Mails to a real mail server that does all that mail servers do.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::database::Database;
use crate::mail_server::MailServer;
use crate::process::{Process, Settings, command, settings, until};

/// Registers with this e-mail address; the user ID.
pub(crate) async fn register(portal: &Process, email: &str) -> String {
    let mut browser = portal.browser();
    browser.begin().await;
    browser.confirm(&[("email", email), ("email_confirmation", email)]).await;
    assert_eq!(browser.path(), "/confirmation", "{email}: {}", browser.page.body);
    browser.register().await;
    assert_eq!(browser.path(), "/completion", "{}", browser.page.body);
    browser.page.user_id().unwrap()
}

#[tokio::test]
async fn mails_arrive_under_tls_and_with_a_login() {
    for way in ["starttls", "implicit"] {
        let database = Database::make().await;
        let server = MailServer::start(&database.folder).await;
        let mut settings = settings(&database);
        settings.extend(server.settings(way));
        let portal = Process::start(&database.folder, &settings);
        for email in ["user01@ens-test.com", "old..style.@docomo.ne.jp"] {
            register(&portal, email).await;
        }
        until("both mails have come", async || server.mails().len() == 2).await;
        for mail in server.mails() {
            assert!(mail.is_protected, "{way}");
            assert!(mail.id.ends_with("@registration.example>"), "{}", mail.id);
            assert!(mail.text.contains("From: noreply@registration.example\r\n"));
            assert!(mail.text.contains("multipart/alternative"));
            assert!(mail.text.contains("text/plain") && mail.text.contains("text/html"));
            let header = match mail.to.as_str() {
                "user01@ens-test.com" => "To: user01@ens-test.com\r\n",
                "old..style.@docomo.ne.jp" => "To: \"old..style.\"@docomo.ne.jp\r\n",
                other => panic!("a mail to {other}"),
            };
            assert!(mail.text.contains(header), "{}", mail.text);
        }
        // The page with all mails is not there beside a mail server.
        assert_eq!(portal.browser().send("GET", "/mailbox", "", b"").await.status, 404);
        portal.stop();
        database.end();
    }
}

/// A server that is spoken to by what these lines do with each connection; its port.
fn speaking(speak: fn(TcpStream) -> std::io::Result<()>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            // The portal goes away as it likes.
            std::thread::spawn(move || drop(speak(stream.unwrap())));
        }
    });
    port
}

fn settings_for(database: &Database, port: u16, tls: &str) -> Settings {
    let mut settings = settings(database);
    settings.extend([
        ("TOROKU_MAIL_SMTP_HOST", "localhost".into()),
        ("TOROKU_MAIL_SMTP_PORT", port.to_string()),
        ("TOROKU_MAIL_SMTP_TLS", tls.into()),
        ("TOROKU_MAIL_FROM", "noreply@registration.example".into()),
        ("TOROKU_MAIL_TIMEOUT_SECONDS", "2".into()),
        ("TOROKU_MAIL_RETRY_SECONDS", "1".into()),
    ]);
    settings
}

/// Before TLS has begun, anybody on the way can say so.
#[tokio::test]
async fn a_server_whose_line_does_not_end_fills_no_memory() {
    let port = speaking(|mut stream| {
        stream.write_all(b"220 ")?;
        loop {
            stream.write_all(&vec![b'a'; 65_536])?;
        }
    });
    for tls in ["none", "starttls"] {
        let database = Database::make().await;
        let portal = Process::start(&database.folder, &settings_for(&database, port, tls));
        register(&portal, "user01@ens-test.com").await;
        until("it has been tried twice", async || {
            portal.log().matches("a mail could not be sent").count() > 1
        })
        .await;
        let memory = portal.peak_memory_kib();
        assert!(memory <= 128 * 1024, "{memory} KiB");
        portal.stop();
        database.end();
    }
}

/// The mail is taken with the answer to its end. What comes after it changes nothing.
#[tokio::test]
async fn a_server_that_does_not_say_goodbye_gets_a_mail_once() {
    static TAKEN: AtomicUsize = AtomicUsize::new(0);
    let port = speaking(|stream| {
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut stream = stream;
        stream.write_all(b"220 a\r\n")?;
        let (mut line, mut is_text) = (String::new(), false);
        while reader.read_line(&mut line)? > 0 {
            match line.trim_end() {
                "." => {
                    is_text = false;
                    TAKEN.fetch_add(1, Ordering::SeqCst);
                    stream.write_all(b"250 taken\r\n")?;
                }
                "DATA" => {
                    is_text = true;
                    stream.write_all(b"354 go on\r\n")?;
                }
                "QUIT" => {}
                _ if is_text => {}
                _ => stream.write_all(b"250 a\r\n")?,
            }
            line.clear();
        }
        Ok(())
    });
    let database = Database::make().await;
    let portal = Process::start(&database.folder, &settings_for(&database, port, "none"));
    register(&portal, "user01@ens-test.com").await;
    until("it has come", async || TAKEN.load(Ordering::SeqCst) > 0).await;
    // By then it would have been tried again.
    tokio::time::sleep(Duration::from_secs(8)).await;
    assert_eq!(TAKEN.load(Ordering::SeqCst), 1);
    portal.stop();
    database.end();
}

#[tokio::test]
async fn a_server_that_is_not_the_one_gets_nothing() {
    let database = Database::make().await;
    let server = MailServer::start(&database.folder).await;
    for (way, change) in [
        // Not a certificate that the system knows.
        ("starttls", ("TOROKU_MAIL_SMTP_CA_FILE", "")),
        // A certificate for another name.
        ("implicit", ("TOROKU_MAIL_SMTP_HOST", "127.0.0.1")),
        // A server that does not offer what is asked for.
        ("plain", ("TOROKU_MAIL_SMTP_TLS", "starttls")),
        // One that says nothing.
        ("silent", ("TOROKU_MAIL_TIMEOUT_SECONDS", "1")),
        // A wrong password.
        ("starttls", ("TOROKU_MAIL_SMTP_PASSWORD_FILE", "/dev/null")),
    ] {
        let mut settings = settings(&database);
        settings.extend(server.settings(way));
        settings.retain(|(name, _)| *name != change.0);
        settings.push((change.0, change.1.into()));
        let portal = Process::start(&database.folder, &settings);
        register(&portal, "user01@ens-test.com").await;
        let failed =
            "SELECT count(*) FROM outbox WHERE ended_at IS NULL AND last_error IS NOT NULL";
        until("it has been tried", async || database.number(failed).await > 0).await;
        assert!(server.mails().is_empty(), "{way} {change:?}");
        portal.kill();
        database.change("DELETE FROM outbox").await;
    }
    database.end();
}

#[tokio::test]
async fn whatever_the_server_does_each_mail_arrives_or_is_shown_as_given_up() {
    let database = Database::make().await;
    let server = MailServer::start(&database.folder).await;
    let mut settings = settings(&database);
    settings.extend(server.settings("plain"));
    settings.push(("TOROKU_MAIL_ATTEMPTS", "3".into()));
    let portal = Process::start(&database.folder, &settings);
    let arriving = [
        "user01@ens-test.com",
        "refuse450.2.a@ens-test.com",
        "policy550.2.a@ens-test.com",
        "hang.1.a@ens-test.com",
        "drop.2.a@ens-test.com",
        "lost.1.a@ens-test.com",
    ];
    let never = ["refuse550.a@ens-test.com", "refuse450.99.a@ens-test.com"];
    let mut user_ids = BTreeMap::new();
    for email in arriving.into_iter().chain(never) {
        user_ids.insert(email, register(&portal, email).await);
    }
    let waiting = "SELECT count(*) FROM outbox WHERE ended_at IS NULL AND given_up_at IS NULL";
    until("none waits any more", async || database.number(waiting).await == 0).await;
    let mails = server.mails();
    for email in arriving {
        let ids: Vec<_> =
            mails.iter().filter(|mail| mail.to == email).map(|mail| mail.id.as_str()).collect();
        // The one whose answer got lost has come twice, under one name.
        assert_eq!(ids.len(), if email.starts_with("lost") { 2 } else { 1 }, "{email}");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 1, "{email}");
    }
    // Nothing of a mail that has arrived is kept.
    let kept = "SELECT count(*) FROM outbox WHERE ended_at IS NOT NULL AND text || html || recipient <> ''";
    assert_eq!(database.number(kept).await, 0);

    let list = command(&settings, &["undeliverable"]).unwrap();
    assert!(list.ends_with("2 given up\n"), "{list}");
    let line = |email: &str| list.lines().find(|line| line.contains(email)).unwrap().to_owned();
    assert!(
        line(never[0]).contains("after 1 tries\tthe mail server answered 550 5.1.1\t"),
        "{list}"
    );
    assert!(
        line(never[1]).contains("after 3 tries\tthe mail server answered 450 4.2.1\t"),
        "{list}"
    );
    let number = |email: &str| line(email).split('\t').next().unwrap().to_owned();
    assert_eq!(
        command(&settings, &["undeliverable", "drop", &number(never[0])]).unwrap(),
        "1 forgotten\n"
    );
    assert!(
        command(&settings, &["undeliverable", "retry", "999999"])
            .unwrap_err()
            .contains("no such mail")
    );
    assert_eq!(
        command(&settings, &["undeliverable", "retry", "all"]).unwrap(),
        "1 to be tried again\n"
    );
    until("it is given up again", async || {
        let list = command(&settings, &["undeliverable"]).unwrap();
        list.ends_with("1 given up\n") && list.contains("after 3 tries")
    })
    .await;
    // What a server says may hold the address: it stands in no log.
    let log = portal.log();
    assert!(log.contains("the mail server answered 450 4.2.1"), "{log}");
    assert!(!log.contains("ens-test"), "{log}");
    portal.stop();
    database.end();
}

#[tokio::test]
async fn keys_move_from_the_database_into_files_and_the_seal_changes() {
    let database = Database::make().await;
    let mut settings = settings(&database);
    // The same address after each start, as links in mails begin with it.
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    settings.push(("TOROKU_LISTEN", free.to_string()));
    let path = |name: &str| database.folder.join(name).display().to_string();
    let portal = Process::start(&database.folder, &settings);
    let first = register(&portal, "user01@ens-test.com").await;
    portal.stop();
    assert_eq!(database.number("SELECT count(*) FROM settings WHERE name = 'seal_key'").await, 1);
    for (name, file) in [("seal", "old.key"), ("user-id", "user-id.key")] {
        command(&settings, &["export-key", name, &path(file)]).unwrap();
        assert!(command(&settings, &["export-key", name, &path(file)]).is_err());
    }
    let kept = "SELECT count(*) FROM settings WHERE name IN ('seal_key', 'user_id_key')";
    assert_eq!(database.number(kept).await, 0);
    // Without the files nothing starts, nor with others.
    command(&settings, &["make-key", &path("new.key")]).unwrap();
    assert!(command(&settings, &["make-key", &path("new.key")]).is_err(), "never over another");
    let with = |more: &[(&'static str, &str)]| {
        let mut settings = settings.clone();
        settings.extend(more.iter().map(|(name, file)| (*name, path(file))));
        settings
    };
    let user_ids = ("TOROKU_USER_ID_KEY_FILE", "user-id.key");
    for (more, part) in [
        (&[][..], "TOROKU_SEAL_KEY_FILE: must be set"),
        (
            &[("TOROKU_SEAL_KEY_FILE", "new.key"), user_ids],
            "not the key that this database is sealed with",
        ),
        (
            &[("TOROKU_SEAL_KEY_FILE", "old.key"), ("TOROKU_USER_ID_KEY_FILE", "new.key")],
            "which can never change",
        ),
    ] {
        let refused = command(&with(more), &[]).unwrap_err();
        assert!(refused.contains(part), "{refused}");
    }
    let changing = with(&[
        ("TOROKU_SEAL_KEY_FILE", "new.key"),
        ("TOROKU_OLD_SEAL_KEY_FILE", "old.key"),
        user_ids,
    ]);
    let portal = Process::start(&database.folder, &changing);
    let second = register(&portal, "user02@ens-test.com").await;
    assert_ne!(first, second);
    assert_eq!(
        command(&changing, &["reseal"]).unwrap(),
        "2 accounts are sealed with the new key.\n"
    );
    portal.stop();
    let portal =
        Process::start(&database.folder, &with(&[("TOROKU_SEAL_KEY_FILE", "new.key"), user_ids]));
    let mut browser = portal.browser();
    let link = browser.mailed_link(&first).await;
    assert!(browser.get(&link).await.body.contains("name=\"password\""), "the account is good");
    portal.stop();
    database.end();
}
