//! Copies of the database, and user IDs after one was put back.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::browser::Site;
use crate::operator_office::{ask, command, register};

fn folder(site: &Site) -> PathBuf {
    site.config.database.parent().unwrap().to_owned()
}

/// Moves the database away, as an operator does who has lost it.
fn lose(database: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let mut name = database.as_os_str().to_owned();
        name.push(ending);
        drop(fs::remove_file(name));
    }
}

#[tokio::test]
async fn a_copy_put_back_gives_no_user_id_twice() {
    let mut site = Site::start().await;
    if site.config.database_url.is_some() {
        return site.end().await;
    }
    let copy = folder(&site).join("copy.sqlite3");
    let copy_name = copy.display().to_string();
    let mut issued = BTreeSet::new();
    let mut registered = async |site: &Site, count: usize| {
        for _ in 0..count {
            let user_id = register(site, "HOUMU TARO", "taro@ens-test.com").await;
            assert!(issued.insert(user_id.clone()), "{user_id} was given twice");
        }
    };
    registered(&site, 2).await;
    command(&site.config, &["backup", &copy_name]).await.unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let again = command(&site.config, &["backup", &copy_name]).await.unwrap_err();
    assert!(again.contains("is there already"), "{again}");
    registered(&site, 2).await;
    let refused = command(&site.config, &["restore", &copy_name]).await.unwrap_err();
    assert!(refused.contains("is there already"), "{refused}");
    // The same copy twice: what was given after the first time is unknown to it too.
    for _ in 0..2 {
        site.portal.take().unwrap().stop().await;
        lose(&site.config.database);
        command(&site.config, &["restore", &copy_name]).await.unwrap();
        site.reopen().await;
        let there = ask(&site.config, "SELECT user_id FROM registrations").await.unwrap();
        assert_eq!(there.len(), 2);
        registered(&site, 2).await;
    }
    let log = command(&site.config, &["audit"]).await.unwrap();
    let actions: Vec<_> = log.lines().map(|line| line.split('\t').nth(3).unwrap()).collect();
    assert_eq!(actions, ["restore", "backup"], "the copy knows that it was made");
    site.end().await;
}

/// The copy is one moment's, though people register while it is made.
#[tokio::test]
async fn a_copy_is_of_one_moment() {
    let site = Site::with(|config| config.limits.mails_per_mailbox = 0).await;
    if site.config.database_url.is_some() {
        return site.end().await;
    }
    let registering = async {
        for _ in 0..10 {
            register(&site, "HOUMU TARO", "taro@ens-test.com").await;
        }
    };
    let copying = async {
        let mut copies = Vec::new();
        for number in 0..5 {
            let copy = folder(&site).join(format!("copy-{number}.sqlite3"));
            command(&site.config, &["backup", &copy.display().to_string()]).await.unwrap();
            copies.push(copy);
        }
        copies
    };
    let ((), copies) = tokio::join!(registering, copying);
    for copy in copies {
        let mut config = site.config.clone();
        config.database = copy;
        assert_eq!(ask(&config, "PRAGMA integrity_check").await.unwrap(), ["ok"]);
        let alone = "SELECT user_id FROM registrations WHERE user_id NOT IN \
             (SELECT user_id FROM password_setups) OR user_id NOT IN (SELECT user_id FROM outbox)";
        assert!(ask(&config, alone).await.unwrap().is_empty());
    }
    site.end().await;
}

#[tokio::test]
async fn what_is_no_copy_is_not_put_back() {
    let site = Site::start().await;
    if site.config.database_url.is_some() {
        return site.end().await;
    }
    let (folder, mut config) = (folder(&site), site.config.clone());
    config.database = folder.join("new.sqlite3");
    let good = folder.join("good.sqlite3");
    command(&site.config, &["backup", &good.display().to_string()]).await.unwrap();
    let mut bytes = fs::read(&good).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle - 4096..middle + 4096].fill(0xA5);
    for (name, content) in [("empty", &b""[..]), ("text", b"nothing of the kind"), ("torn", &bytes)]
    {
        let file = folder.join(name);
        fs::write(&file, content).unwrap();
        let refused =
            command(&config, &["restore", &file.display().to_string()]).await.unwrap_err();
        assert!(refused.contains("is no copy of a portal's database"), "{name}: {refused}");
    }
    let missing = command(&config, &["restore", "/nowhere/copy"]).await.unwrap_err();
    assert!(missing.contains("/nowhere/copy"), "{missing}");
    assert!(command(&config, &["restore"]).await.unwrap_err().contains("must be named"));
    assert!(command(&config, &["backup", "x"]).await.unwrap_err().contains("no database"));
    let left = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(left.into_iter().all(|name| !name.to_string_lossy().starts_with("new")));
    command(&config, &["restore", &good.display().to_string()]).await.unwrap();
    site.end().await;
}

#[tokio::test]
async fn a_counter_of_postgres_is_raised_by_itself() {
    let site = Site::start().await;
    if site.config.database_url.is_none() {
        return site.end().await;
    }
    register(&site, "HOUMU TARO", "taro@ens-test.com").await;
    let refused = command(&site.config, &["backup", "/tmp/x"]).await.unwrap_err();
    assert!(refused.contains("pg_dump"), "{refused}");
    assert!(
        command(&site.config, &["restore", "/tmp/x"]).await.unwrap_err().contains("pg_restore")
    );
    let raised = command(&site.config, &["restore"]).await.unwrap();
    let number = raised.split("above ").nth(1).unwrap().trim_end_matches(".\n");
    let number: i64 = number.parse().unwrap();
    assert!(number > 1_000_000, "{raised}");
    register(&site, "HOUMU JIRO", "jiro@ens-test.com").await;
    let read = "SELECT last_value::text FROM numbers";
    assert_eq!(ask(&site.config, read).await.unwrap(), [(number + 1).to_string()]);
    // It is never lowered.
    command(&site.config, &["restore"]).await.unwrap();
    let jiro = ask(&site.config, read).await.unwrap();
    assert!(jiro[0].parse::<i64>().unwrap() > number);
    site.end().await;
}
