//! Whether the portal says so when what is registered would be lost, or could not be kept.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, PgConnection, SqliteConnection};

use crate::browser::{Browser, sample};
use crate::database::Database;
use crate::process::{Process, command, settings, until};

/// What `/ready` answers.
async fn ready(browser: &mut Browser) -> (u16, String) {
    let page = browser.send("GET", "/ready", "", b"").await;
    (page.status, page.body)
}

async fn until_ready(browser: &mut Browser, status: u16) -> String {
    until("it says so", async || ready(browser).await.0 == status).await;
    ready(browser).await.1
}

#[tokio::test]
async fn a_write_lock_that_is_not_given_back() {
    let database = Database::make().await;
    if database.is_file() {
        let portal = Process::start(&database.folder, &settings(&database));
        let mut browser = portal.browser();
        until_ready(&mut browser, 200).await;
        let url = format!("sqlite://{}", database.file());
        let mut other = SqliteConnection::connect(&url).await.unwrap();
        sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
        until_ready(&mut browser, 503).await;
        // It only asks whether it is alive.
        assert_eq!(browser.send("GET", "/health", "", b"").await.status, 200);
        sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
        until_ready(&mut browser, 200).await;
        portal.stop();
    }
    database.end();
}

#[tokio::test]
async fn a_database_that_was_deleted_or_replaced() {
    for replaced in [false, true] {
        let database = Database::make().await;
        if database.is_file() {
            let settings = settings(&database);
            let portal = Process::start(&database.folder, &settings);
            let mut browser = portal.browser();
            until_ready(&mut browser, 200).await;
            browser.fill_in().await;
            let copy = format!("{}.copy", database.file());
            std::fs::copy(database.file(), &copy).unwrap();
            std::fs::remove_file(database.file()).unwrap();
            if replaced {
                std::fs::rename(&copy, database.file()).unwrap();
            }
            let (status, text) = ready(&mut portal.browser()).await;
            assert_eq!(status, 503);
            assert!(text.contains("is gone"), "{text}");
            // Nobody is given a user ID that goes into nothing.
            browser.register().await;
            assert_eq!(browser.page.user_id(), None, "{}", browser.page.body);
            portal.kill();
        }
        database.end();
    }
}

#[tokio::test]
async fn a_database_that_was_cut_to_nothing() {
    let database = Database::make().await;
    if database.is_file() {
        let portal = Process::start(&database.folder, &settings(&database));
        let mut browser = portal.browser();
        until_ready(&mut browser, 200).await;
        browser.fill_in().await;
        std::fs::OpenOptions::new().write(true).open(database.file()).unwrap().set_len(0).unwrap();
        let begun = Instant::now();
        let (status, text) = ready(&mut portal.browser()).await;
        assert_eq!(status, 503);
        assert!(text.contains("is gone"), "{text}");
        browser.register().await;
        assert_eq!((browser.page.status, browser.page.user_id()), (503, None));
        assert_eq!(portal.browser().send("GET", "/", "", b"").await.status, 503);
        // Nobody waits for what does not come back.
        assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
        portal.kill();
    }
    database.end();
}

/// What was written last stands in SQLite's log alone, and goes on to do so where nobody can find it.
#[tokio::test]
async fn a_database_that_was_cut_short_or_has_lost_its_log() {
    type Harm = fn(&str);
    let cut: Harm = |file| {
        let file = std::fs::OpenOptions::new().write(true).open(file).unwrap();
        file.set_len(file.metadata().unwrap().len() - 1).unwrap();
    };
    let without_log: Harm = |file| std::fs::remove_file(format!("{file}-wal")).unwrap();
    let without_index: Harm = |file| std::fs::remove_file(format!("{file}-shm")).unwrap();
    for harm in [cut, without_log, without_index] {
        let database = Database::make().await;
        if database.is_file() {
            // It has a length from the beginning.
            command(&settings(&database), &["token", "list"]).unwrap();
            let portal = Process::start(&database.folder, &settings(&database));
            let mut browser = portal.browser();
            until_ready(&mut browser, 200).await;
            browser.fill_in().await;
            harm(&database.file());
            let (status, text) = ready(&mut portal.browser()).await;
            assert_eq!(status, 503);
            assert!(text.contains("is gone or cut short"), "{text}");
            browser.register().await;
            assert_eq!(browser.page.user_id(), None, "{}", browser.page.body);
            portal.kill();
        }
        database.end();
    }
}

/// Another good database is copied over it, as with `cp`: the path leads to the same file, which is no shorter. SQLite
/// goes on with what it has read before, and with its log.
#[tokio::test]
async fn a_database_that_another_one_was_copied_over() {
    type Make = fn(&Database, &Database, &str);
    let equal: Make = |_, other, file| {
        std::fs::copy(other.file(), file).unwrap();
    };
    let longer: Make = |_, other, file| {
        std::fs::copy(other.file(), file).unwrap();
        let connection = rusqlite::Connection::open(file).unwrap();
        let grow =
            "CREATE TABLE longer (bytes BLOB); INSERT INTO longer VALUES (zeroblob(3000000))";
        connection.execute_batch(grow).unwrap();
    };
    let backup: Make = |own, _, file| {
        command(&settings(own), &["backup", file]).unwrap();
    };
    for make in [equal, longer, backup] {
        let (database, other) = (Database::make().await, Database::make().await);
        if database.is_file() {
            for one in [&database, &other] {
                command(&settings(one), &["token", "list"]).unwrap();
            }
            let portal = Process::start(&database.folder, &settings(&database));
            let mut browser = portal.browser();
            until_ready(&mut browser, 200).await;
            browser.fill_in().await;
            let copy = format!("{}.copy", database.file());
            make(&database, &other, &copy);
            let length = |path: &str| std::fs::metadata(path).unwrap().len();
            assert!(length(&copy) >= length(&database.file()));
            std::fs::copy(&copy, database.file()).unwrap();
            let (status, text) = ready(&mut portal.browser()).await;
            assert_eq!(status, 503);
            assert!(text.contains("another one is in its place"), "{text}");
            browser.register().await;
            assert_eq!((browser.page.status, browser.page.user_id()), (503, None));
            portal.kill();
        }
        database.end();
        other.end();
    }
}

/// A copy of the same file, made with `cp` a moment before, is copied back: what has changed since made the file no
/// longer.
#[tokio::test]
async fn a_database_that_an_earlier_copy_was_copied_over() {
    let database = Database::make().await;
    if database.is_file() {
        // What stood in the log stands in the file.
        command(&settings(&database), &["token", "list"]).unwrap();
        let portal = Process::start(&database.folder, &settings(&database));
        let mut browser = portal.browser();
        until_ready(&mut browser, 200).await;
        browser.fill_in().await;
        let empty_the_log = || {
            let connection = rusqlite::Connection::open(database.file()).unwrap();
            let copied = "PRAGMA wal_checkpoint(TRUNCATE)";
            connection.query_row(copied, [], |row| row.get::<_, i64>(0)).unwrap()
        };
        assert_eq!(empty_the_log(), 0);
        let copy = format!("{}.copy", database.file());
        std::fs::copy(database.file(), &copy).unwrap();
        // Something that needs no room: a registration is gone back in.
        browser.post("/confirmation", &[("do", "back")]).await;
        assert_eq!(browser.path(), "/entry");
        assert_eq!(empty_the_log(), 0);
        assert_ne!(std::fs::read(&copy).unwrap(), std::fs::read(database.file()).unwrap());
        assert_eq!(ready(&mut portal.browser()).await.0, 200);
        std::fs::copy(&copy, database.file()).unwrap();
        let (status, text) = ready(&mut portal.browser()).await;
        assert_eq!(status, 503);
        assert!(text.contains("another one is in its place"), "{text}");
        portal.kill();
    }
    database.end();
}

/// What another program has written over is told at once where its beginning is, and elsewhere as soon as SQLite has
/// found it.
#[tokio::test]
async fn a_database_that_was_written_over() {
    use std::io::{Seek, SeekFrom, Write};
    for (from, said) in [(0, "another one is in its place\n"), (100, "file is damaged\n")] {
        let database = Database::make().await;
        if database.is_file() {
            // What stood in the log stands in the file.
            command(&settings(&database), &["token", "list"]).unwrap();
            let portal = Process::start(&database.folder, &settings(&database));
            until_ready(&mut portal.browser(), 200).await;
            let length = std::fs::metadata(database.file()).unwrap().len() - from;
            let mut file = std::fs::OpenOptions::new().write(true).open(database.file()).unwrap();
            file.seek(SeekFrom::Start(from)).unwrap();
            file.write_all(&vec![b'x'; usize::try_from(length).unwrap()]).unwrap();
            let status = portal.browser().send("GET", "/login", "", b"").await.status;
            let text = until_ready(&mut portal.browser(), 503).await;
            assert!(status == 503 && text.ends_with(said), "{status} {text}");
            portal.kill();
        }
        database.end();
    }
}

#[tokio::test]
async fn a_missing_database_is_made_by_init_alone() {
    let database = Database::make().await;
    if database.is_file() {
        let settings = settings(&database);
        std::fs::remove_file(database.file()).unwrap();
        for arguments in [&[][..], &["undeliverable"], &["token", "list"], &["audit"]] {
            let refused = command(&settings, arguments).unwrap_err();
            assert!(refused.contains("is missing") && refused.contains("init"), "{refused}");
            assert!(!Path::new(&database.file()).exists(), "{arguments:?}");
        }
        command(&settings, &["init"]).unwrap();
        assert!(command(&settings, &["init"]).is_err(), "never over another");
        let portal = Process::start(&database.folder, &settings);
        until_ready(&mut portal.browser(), 200).await;
        portal.stop();
    }
    database.end();
}

/// Who tries it out does not hear of any of this, until the database that was there is gone.
#[tokio::test]
async fn the_very_first_start_makes_the_database() {
    let database = Database::make().await;
    if database.is_file() {
        let folder = database.folder.join("new");
        std::fs::create_dir(&folder).unwrap();
        let settings: Vec<_> = settings(&database)
            .into_iter()
            .filter(|(name, _)| *name != "TOROKU_DATABASE")
            .collect();
        for _ in 0..2 {
            let portal = Process::start(&folder, &settings);
            until_ready(&mut portal.browser(), 200).await;
            portal.stop();
        }
        let file = folder.join("toroku.sqlite3");
        std::fs::remove_file(&file).unwrap();
        let program = env!("CARGO_BIN_EXE_toroku-portal");
        let run = |arguments: &[&str]| {
            let settings = settings.iter().map(|(name, value)| (name, value));
            Command::new(program).envs(settings).current_dir(&folder).args(arguments).output()
        };
        let refused = run(&[]).unwrap();
        assert!(!refused.status.success() && !file.exists());
        let said = String::from_utf8(refused.stderr).unwrap();
        assert!(said.contains("toroku-portal init"), "{said}");
        assert!(run(&["init"]).unwrap().status.success());
        let portal = Process::start(&folder, &settings);
        until_ready(&mut portal.browser(), 200).await;
        portal.stop();
    }
    database.end();
}

/// No file may grow beyond a size that the database's log comes to with the first probe: as on a full disk.
#[tokio::test]
async fn a_full_disk() {
    let database = Database::make().await;
    if database.is_file() {
        let settings = settings(&database);
        Process::start(&database.folder, &settings).stop();
        let portal = Process::start_where_files_end(&database.folder, &settings);
        let mut browser = portal.browser();
        assert_eq!(until_ready(&mut browser, 503).await, "the database takes no writes\n");
        assert_eq!(browser.send("GET", "/health", "", b"").await.status, 200);
        portal.kill();
    }
    database.end();
}

const READ_ONLY: &str = "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', \
     current_database()); END $$";
const WRITABLE: &str = "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I RESET default_transaction_read_only', \
     current_database()); END $$";

/// The database's connections begin anew, as with another server.
async fn begin_anew(database: &Database, change: &'static str) {
    let options: PgConnectOptions = database.setting().1.parse().unwrap();
    // Or it would be read only itself.
    let options = options.options([("default_transaction_read_only", "off")]);
    let mut connection = PgConnection::connect_with(&options).await.unwrap();
    sqlx::query(change).execute(&mut connection).await.unwrap();
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE \
         datname = current_database() AND application_name = 'toroku-portal'";
    sqlx::query(end).execute(&mut connection).await.unwrap();
}

/// The primary of before, come back as a standby, answers questions and takes nothing.
#[tokio::test]
async fn a_postgresql_that_has_become_read_only() {
    let database = Database::make().await;
    if !database.is_file() {
        let portal = Process::start(&database.folder, &settings(&database));
        let mut browser = portal.browser();
        until_ready(&mut browser, 200).await;
        browser.begin().await;
        let mut reader = portal.browser();
        reader.get("/").await;
        // The session was noted last more than a minute ago.
        database.change("UPDATE sessions SET seen_at = seen_at - 100").await;
        begin_anew(&database, READ_ONLY).await;
        let text = until_ready(&mut browser, 503).await;
        assert_eq!(text, "the database takes no writes\n");
        // What is only read is shown, wherever one comes from.
        for path in ["/terms", "/", "/login", "/password/change", "/login", "/"] {
            assert_eq!(reader.get(path).await.status, 200, "{path}");
        }
        // Whoever sends STEP1 meanwhile reads what to do, and has everything that was typed on the page's button.
        let fields = sample(&[]);
        browser.post("/entry", &fields).await;
        let page = browser.page.clone();
        assert_eq!(page.status, 503, "{}", page.body);
        assert!(page.body.contains("action=\"/entry\" id=\"again\""), "{}", page.body);
        for (name, typed) in &fields {
            assert_eq!(page.value(name).as_deref(), Some(*typed), "{name}");
        }
        begin_anew(&database, WRITABLE).await;
        until_ready(&mut browser, 200).await;
        browser.post("/entry", &fields).await;
        assert_eq!(browser.path(), "/confirmation", "{}", browser.page.body);
        portal.kill();
    }
    database.end();
}
