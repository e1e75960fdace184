//! What is committed together, and what becomes of one among many.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use tokio::task::JoinSet;

use super::*;
use sqlx::AssertSqlSafe;

struct File(PathBuf);

impl File {
    /// A database with one table, which takes each number once.
    async fn make() -> (Self, Writer) {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("toroku_writer_{}_{number}.sqlite3", std::process::id());
        let file = Self(std::env::temp_dir().join(name));
        let mut connection = file.options().connect().await.unwrap();
        let table = "CREATE TABLE numbers (number INTEGER PRIMARY KEY, text BLOB)";
        sqlx::query(table).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        let writer = Writer::new(file.options());
        (file, writer)
    }

    fn options(&self) -> SqliteConnectOptions {
        let options = SqliteConnectOptions::new().filename(&self.0).create_if_missing(true);
        options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full)
    }

    /// The numbers that another process would find.
    async fn numbers(&self) -> Vec<i64> {
        let mut connection = self.options().connect().await.unwrap();
        let read = "SELECT number FROM numbers ORDER BY number";
        let numbers = sqlx::query_scalar(read).fetch_all(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        numbers
    }

    async fn end(self, writer: Writer) {
        writer.close().await;
        for end in ["", "-wal", "-shm"] {
            let mut path = self.0.clone().into_os_string();
            path.push(end);
            drop(std::fs::remove_file(path));
        }
    }
}

async fn put(connection: &mut SqliteConnection, number: i64) -> Result<(), sqlx::Error> {
    let put = sqlx::query("INSERT INTO numbers VALUES ($1, zeroblob(20000))").bind(number);
    put.execute(connection).await.map(drop)
}

/// One statement.
async fn one(writer: &Writer, number: i64) -> Result<(), StoreError> {
    let mut turn = writer.statement().await?;
    let done = put(turn.connection(), number).await;
    turn.end(done).await
}

/// Two statements; the second fails where the number is there.
async fn two(writer: &Writer, [first, second]: [i64; 2]) -> Result<(), StoreError> {
    let mut turn = writer.transaction().await?;
    put(turn.connection(), first).await?;
    put(turn.connection(), second).await?;
    turn.commit().await
}

/// Holds the writer until so many more have come to wait for it.
async fn while_waiting<T: Send + 'static>(
    writer: &Writer,
    tasks: impl IntoIterator<Item = impl Future<Output = T> + Send + 'static>,
) -> Vec<T> {
    let group = writer.0.lock().await;
    let mut set = JoinSet::new();
    for task in tasks {
        set.spawn(task);
    }
    // Each is polled once, and waits for its turn then.
    for _ in 0..1000 {
        tokio::task::yield_now().await;
    }
    drop(group);
    set.join_all().await
}

#[tokio::test]
async fn what_waits_together_waits_for_the_disk_once() {
    let (file, writer) = File::make().await;
    let tasks = (0..50).map(|number| {
        let writer = writer.clone();
        async move { one(&writer, number).await.unwrap() }
    });
    while_waiting(&writer, tasks).await;
    assert_eq!(file.numbers().await, (0..50).collect::<Vec<_>>());
    assert_eq!(writer.commits().await, 1);
    file.end(writer).await;
}

#[tokio::test]
async fn one_that_fails_among_many_is_undone_alone() {
    let (file, writer) = File::make().await;
    one(&writer, 3).await.unwrap();
    let tasks = (0..20).map(|number| {
        let writer = writer.clone();
        async move {
            match number {
                // Refused at once.
                3 => one(&writer, 3).await.is_ok(),
                // Refused by the second statement, so that the first goes too.
                4 => two(&writer, [4, 3]).await.is_ok(),
                // Given up in the middle.
                5 => {
                    let mut turn = writer.transaction().await.unwrap();
                    put(turn.connection(), 5).await.unwrap();
                    false
                }
                _ => two(&writer, [number, number + 100]).await.is_ok(),
            }
        }
    });
    let done = while_waiting(&writer, tasks).await;
    assert_eq!(done.iter().filter(|done| **done).count(), 17);
    let others = || (0..20).filter(|number| !(3..=5).contains(number));
    let mut expected: Vec<_> = others().chain([3]).chain(others().map(|n| n + 100)).collect();
    expected.sort_unstable();
    assert_eq!(file.numbers().await, expected);
    assert_eq!(writer.commits().await, 2);
    file.end(writer).await;
}

#[tokio::test]
async fn nobody_is_answered_before_the_commit() {
    let (file, writer) = File::make().await;
    // Two wait for their turns, and the commit comes behind both: while the second has its turn, the group is open.
    let group = writer.0.lock().await;
    let first = tokio::spawn({
        let writer = writer.clone();
        async move { one(&writer, 1).await }
    });
    tokio::task::yield_now().await;
    let second = tokio::spawn({
        let writer = writer.clone();
        async move { writer.transaction().await.unwrap() }
    });
    tokio::task::yield_now().await;
    drop(group);
    let behind = second.await.unwrap();
    for _ in 0..1000 {
        tokio::task::yield_now().await;
    }
    assert!(!first.is_finished());
    assert_eq!(file.numbers().await, [0; 0]);
    drop(behind);
    first.await.unwrap().unwrap();
    assert_eq!(file.numbers().await, [1]);
    file.end(writer).await;
}

#[tokio::test]
async fn a_full_disk_fails_the_group_and_no_later_one() {
    let (file, writer) = File::make().await;
    one(&writer, 1).await.unwrap();
    let pages = |most: i64| AssertSqlSafe(format!("PRAGMA max_page_count = {most}"));
    {
        let mut group = writer.0.lock().await;
        let connection = group.connection.as_mut().unwrap();
        sqlx::query(pages(1)).execute(connection).await.unwrap();
    }
    let tasks = (10..20).map(|number| {
        let writer = writer.clone();
        async move { one(&writer, number).await.is_ok() }
    });
    let done = while_waiting(&writer, tasks).await;
    // What failed was told, and what was told is there. The next group has a connection without the limit.
    let told = done.iter().filter(|done| **done).count();
    assert!(told < 10, "the first at least has no room");
    assert_eq!(file.numbers().await.len(), told + 1);
    one(&writer, 30).await.unwrap();
    assert!(file.numbers().await.contains(&30));
    file.end(writer).await;
}

#[tokio::test]
async fn another_process_is_waited_for_and_let_in() {
    let (file, writer) = File::make().await;
    let other = Writer::new(file.options());
    let many = |writer: &Writer, from: i64| {
        let writer = writer.clone();
        tokio::spawn(async move {
            for number in from..from + 50 {
                one(&writer, number).await.unwrap();
            }
        })
    };
    let (a, b) = (many(&writer, 0), many(&other, 100));
    a.await.unwrap();
    b.await.unwrap();
    assert_eq!(file.numbers().await.len(), 100);
    other.close().await;
    file.end(writer).await;
}

/// A process that dies before the commit leaves nothing; after the answer everything is there.
#[tokio::test]
async fn what_was_answered_outlives_the_connection() {
    let (file, writer) = File::make().await;
    one(&writer, 1).await.unwrap();
    let mut turn = writer.statement().await.unwrap();
    put(turn.connection(), 2).await.unwrap();
    // As the end of the process does it: without a word to the database.
    turn.group.connection = None;
    turn.group.waiting = None;
    drop(turn);
    assert_eq!(file.numbers().await, [1]);
    one(&writer, 2).await.unwrap();
    assert_eq!(file.numbers().await, [1, 2]);
    file.end(writer).await;
}

/// A browser that goes away drops what it has asked for at any moment.
#[tokio::test]
async fn who_goes_away_in_the_middle_leaves_nothing_half_done() {
    let (file, writer) = File::make().await;
    let rounds = 0..400;
    for round in rounds.clone() {
        tokio::select! {
            biased;
            () = async { for _ in 0..round { tokio::task::yield_now().await } } => {}
            _ = two(&writer, [2 * round, 2 * round + 1]) => {}
        }
        one(&writer, 10_000 + round).await.expect("others are not concerned");
    }
    let numbers = file.numbers().await;
    let has = |number: i64| numbers.binary_search(&number).is_ok();
    assert!(rounds.clone().all(|round| has(2 * round) == has(2 * round + 1)), "{numbers:?}");
    assert!(rounds.clone().all(|round| has(10_000 + round)), "{numbers:?}");
    assert!(rounds.clone().any(|round| has(2 * round)), "none was in time");
    assert!(!rounds.clone().all(|round| has(2 * round)), "none went away");
    file.end(writer).await;
}
