//! Copies of the database as files: whole, or not there.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use tokio::time::sleep;

use crate::database::Database;
use crate::process::{Settings, command, program, settings};

/// A database so large that a copy takes a moment, with its settings; none where it is no file.
async fn large() -> Option<(Database, Settings)> {
    let database = Database::make().await;
    if !database.is_file() {
        database.end();
        return None;
    }
    let settings = settings(&database);
    command(&settings, &["token", "list"]).unwrap();
    let connection = rusqlite::Connection::open(database.file()).unwrap();
    let grow = "CREATE TABLE large (bytes BLOB); \
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) \
        INSERT INTO large SELECT randomblob(6000) FROM n";
    connection.execute_batch(grow).unwrap();
    Some((database, settings))
}

/// Killed while it writes, a backup leaves nothing under the copy's name, and the next one is whole.
#[tokio::test]
async fn a_backup_that_is_killed_leaves_no_copy() {
    let Some((database, settings)) = large().await else { return };
    let copy = database.folder.join("copy.sqlite3");
    let part = database.folder.join("copy.sqlite3.part");
    let length = |path: &Path| fs::metadata(path).map_or(0, |found| found.len());
    let mut killed_at = 0;
    for _ in 0..20 {
        let mut backup = Command::new(program())
            .envs(settings.iter().map(|(name, value)| (name, value)))
            .arg("backup")
            .arg(&copy)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        while length(&part).max(length(&copy)) < 1_000_000 && backup.try_wait().unwrap().is_none() {
            sleep(Duration::from_millis(1)).await;
        }
        backup.kill().unwrap();
        let has_ended = backup.wait().unwrap().success();
        killed_at = length(&part).max(length(&copy));
        if !has_ended {
            break;
        }
        // It was quicker than it could be killed.
        fs::remove_file(&copy).unwrap();
    }
    assert!(killed_at > 0, "it was never killed");
    assert!(!copy.exists(), "{killed_at} bytes of a copy have its name");
    command(&settings, &["backup", copy.to_str().unwrap()]).unwrap();
    assert!(!part.exists());
    let restored = database.folder.join("restored.sqlite3");
    let mut there = settings.clone();
    there.retain(|(name, _)| *name != "TOROKU_DATABASE");
    there.push(("TOROKU_DATABASE", restored.display().to_string()));
    // What a restore has left that was broken off is told by its name, and not written over.
    let left = database.folder.join("restored.sqlite3.restoring");
    fs::write(&left, b"half").unwrap();
    let refused = command(&there, &["restore", copy.to_str().unwrap()]).unwrap_err();
    assert!(refused.contains(".restoring: is what a restore has left"), "{refused}");
    fs::remove_file(&left).unwrap();
    // The database has never run: no portal has put its key into it.
    let refused = command(&there, &["restore", copy.to_str().unwrap()]);
    assert!(refused.is_ok() || refused.unwrap_err().contains("is no copy"));
    database.end();
}

/// Where the disk is full, it says so and leaves nothing.
#[tokio::test]
async fn a_backup_onto_a_full_disk_leaves_nothing() {
    let Some((database, settings)) = large().await else { return };
    let before: Vec<_> = names(&database.folder);
    let copy = database.folder.join("copy.sqlite3");
    // A write that goes beyond 8 MiB fails, and the process goes on.
    let limited = "trap '' XFSZ; ulimit -f 8192; exec \"$0\" backup \"$1\"";
    let output = Command::new("bash")
        .args(["-c", limited, &program(), copy.to_str().unwrap()])
        .envs(settings.iter().map(|(name, value)| (name, value)))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(!output.stderr.is_empty());
    assert_eq!(names(&database.folder), before);
    database.end();
}

fn names(folder: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name();
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| name(entry).to_string_lossy().into_owned())
        .filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm"))
        .collect();
    names.sort();
    names
}
