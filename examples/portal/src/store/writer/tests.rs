//! What is committed together, and what becomes of one among many.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::task::JoinSet;

use super::*;

struct Database(PathBuf);

impl Database {
    /// A database with one table, which takes each number once.
    fn make() -> (Self, Writer) {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("toroku_writer_{}_{number}.sqlite3", std::process::id());
        let database = Self(std::env::temp_dir().join(name));
        std::fs::write(&database.0, "").unwrap();
        let table = "CREATE TABLE numbers (number INTEGER PRIMARY KEY, text BLOB)";
        database.file().open().unwrap().run(|opened| opened.execute(table, [])).unwrap();
        let writer = Writer::new(database.file());
        (database, writer)
    }

    fn file(&self) -> File {
        File::at(&self.0)
    }

    /// The numbers that another process would find.
    fn numbers(&self) -> Vec<i64> {
        let read = |opened: &rusqlite::Connection| {
            let mut read = opened.prepare("SELECT number FROM numbers ORDER BY number")?;
            read.query_map([], |row| row.get(0))?.collect()
        };
        self.file().open().unwrap().run(read).unwrap()
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

fn put(connection: &Opened, number: i64) -> Result<(), StoreError> {
    const PUT: &str = "INSERT INTO numbers VALUES (?1, zeroblob(20000))";
    Ok(connection.run(|connection| connection.execute(PUT, [number])).map(drop)?)
}

/// One statement.
async fn one(writer: &Writer, number: i64) -> Result<(), StoreError> {
    let mut turn = writer.statement().await?;
    let done = put(turn.connection(), number);
    turn.end(done).await
}

/// Two statements; the second fails where the number is there.
async fn two(writer: &Writer, [first, second]: [i64; 2]) -> Result<(), StoreError> {
    let mut turn = writer.transaction().await?;
    put(turn.connection(), first)?;
    put(turn.connection(), second)?;
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
    let (database, writer) = Database::make();
    let tasks = (0..50).map(|number| {
        let writer = writer.clone();
        async move { one(&writer, number).await.unwrap() }
    });
    while_waiting(&writer, tasks).await;
    assert_eq!(database.numbers(), (0..50).collect::<Vec<_>>());
    assert_eq!(writer.commits().await, 1);
    database.end(writer).await;
}

#[tokio::test]
async fn one_that_fails_among_many_is_undone_alone() {
    let (database, writer) = Database::make();
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
                    put(turn.connection(), 5).unwrap();
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
    assert_eq!(database.numbers(), expected);
    assert_eq!(writer.commits().await, 2);
    database.end(writer).await;
}

#[tokio::test]
async fn nobody_is_answered_before_the_commit() {
    let (database, writer) = Database::make();
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
    assert_eq!(database.numbers(), [0; 0]);
    drop(behind);
    first.await.unwrap().unwrap();
    assert_eq!(database.numbers(), [1]);
    database.end(writer).await;
}

#[tokio::test]
async fn a_full_disk_fails_the_group_and_no_later_one() {
    let (database, writer) = Database::make();
    one(&writer, 1).await.unwrap();
    {
        let mut group = writer.0.lock().await;
        let connection = group.connection.as_mut().unwrap();
        connection.run(|opened| opened.pragma_update(None, "max_page_count", 1)).unwrap();
    }
    let tasks = (10..20).map(|number| {
        let writer = writer.clone();
        async move { one(&writer, number).await.is_ok() }
    });
    let done = while_waiting(&writer, tasks).await;
    // What failed was told, and what was told is there. The next group has a connection without the limit.
    let told = done.iter().filter(|done| **done).count();
    assert!(told < 10, "the first at least has no room");
    assert_eq!(database.numbers().len(), told + 1);
    one(&writer, 30).await.unwrap();
    assert!(database.numbers().contains(&30));
    database.end(writer).await;
}

#[tokio::test]
async fn another_process_is_waited_for_and_let_in() {
    let (database, writer) = Database::make();
    let other = Writer::new(database.file());
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
    assert_eq!(database.numbers().len(), 100);
    other.close().await;
    database.end(writer).await;
}

/// A process that dies before the commit leaves nothing; after the answer everything is there.
#[tokio::test]
async fn what_was_answered_outlives_the_connection() {
    let (database, writer) = Database::make();
    one(&writer, 1).await.unwrap();
    let mut turn = writer.statement().await.unwrap();
    put(turn.connection(), 2).unwrap();
    // As the end of the process does it: without a word to the database.
    turn.group.connection = None;
    turn.group.waiting = None;
    drop(turn);
    assert_eq!(database.numbers(), [1]);
    one(&writer, 2).await.unwrap();
    assert_eq!(database.numbers(), [1, 2]);
    database.end(writer).await;
}

/// A browser that goes away drops what it has asked for at any moment.
#[tokio::test]
async fn who_goes_away_in_the_middle_leaves_nothing_half_done() {
    let (database, writer) = Database::make();
    let rounds = 0..400;
    for round in rounds.clone() {
        tokio::select! {
            biased;
            () = async { for _ in 0..round { tokio::task::yield_now().await } } => {}
            _ = two(&writer, [2 * round, 2 * round + 1]) => {}
        }
        one(&writer, 10_000 + round).await.expect("others are not concerned");
    }
    let numbers = database.numbers();
    let has = |number: i64| numbers.binary_search(&number).is_ok();
    assert!(rounds.clone().all(|round| has(2 * round) == has(2 * round + 1)), "{numbers:?}");
    assert!(rounds.clone().all(|round| has(10_000 + round)), "{numbers:?}");
    assert!(rounds.clone().any(|round| has(2 * round)), "none was in time");
    assert!(!rounds.clone().all(|round| has(2 * round)), "none went away");
    database.end(writer).await;
}

/// SQLite keeps what a turn would be undone with in a file of its own from 64 KB on, made anew for each turn, unless told
/// otherwise.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_turn_is_undone_without_a_file() {
    let (database, writer) = Database::make();
    for number in 0..20 {
        one(&writer, number).await.unwrap();
    }
    let mut turn = writer.transaction().await.unwrap();
    let change = "UPDATE numbers SET text = randomblob(20000)";
    assert_eq!(turn.connection().run(|opened| opened.execute(change, [])).unwrap(), 20);
    let files = std::fs::read_dir("/proc/self/fd").unwrap();
    let files = files.filter_map(|file| std::fs::read_link(file.unwrap().path()).ok());
    let made: Vec<_> = files.filter(|file| file.to_string_lossy().contains("etilqs")).collect();
    assert!(made.is_empty(), "{made:?}");
    // Undone all the same.
    drop(turn);
    one(&writer, 20).await.unwrap();
    let unchanged = "SELECT count(*) FROM numbers WHERE text = zeroblob(20000)";
    let count = |opened: &rusqlite::Connection| opened.query_row(unchanged, [], |row| row.get(0));
    let count: i64 = database.file().open().unwrap().run(count).unwrap();
    assert_eq!(count, 21);
    database.end(writer).await;
}
