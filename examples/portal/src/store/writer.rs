//! SQLite's one writer: what waits together is committed together.
//!
//! Statements run where the request is, and the commit on a thread of its own, where it may wait.
//!
//! Every transaction waits for the disk, and the disk takes as long for one as for a hundred. So the transactions that
//! come while the disk is at work run one after the other in the next one: each has its turn, those of several
//! statements in a savepoint of their own, and the group is committed when it is the commit's turn. The mutex gives turns
//! in the order of asking, so the commit comes behind all that had been waiting when the group began. Nobody is
//! answered before the disk has the group.
//!
//! What one does wrong is undone alone. Where the database fails, the whole group does: SQLite may have rolled all of it
//! back by itself then.

use std::mem;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};
use tokio::task::spawn_blocking;
use tokio::time::{sleep, timeout};

use super::file::{File, Opened};
use super::{PATIENCE, StoreError, sqlite_code};

/// How long it waits before it asks again for the lock that another process has.
const PAUSE: Duration = Duration::from_millis(1);
/// For how long it counts with another process after having met one, and leaves it a pause between two groups: who
/// takes the lock again at once keeps others out for as long as it has anything to write.
const COMPANY: Duration = Duration::from_secs(1);

/// What a group writes into the file's beginning: that it is the portal's (`tork`), and by it SQLite's count of changes,
/// by which a copy of a time before can be told ([`super::place`]). By itself SQLite writes there only where the file
/// grows.
const MARK: &str = "PRAGMA application_id = 1953460843";

/// The writer.
#[derive(Clone, Debug)]
pub(super) struct Writer(Arc<Mutex<Group>>);

/// The transactions that are committed together, and the connection that they run on.
#[derive(Debug)]
struct Group {
    file: File,
    connection: Option<Opened>,
    /// Who waits for the commit; `None` while no transaction is open.
    waiting: Option<Vec<oneshot::Sender<Result<(), String>>>>,
    left: Left,
    met_another_at: Option<Instant>,
    /// How often the disk was waited for.
    #[cfg(test)]
    commits: usize,
}

/// What the last turn has left behind.
#[derive(Debug)]
enum Left {
    Nothing,
    /// A savepoint to be rolled back.
    Savepoint,
    /// A database that has failed.
    Failure(String),
}

/// One transaction's turn at the writer. Dropped before its end, it is undone.
#[derive(Debug)]
pub(crate) struct Turn {
    group: OwnedMutexGuard<Group>,
    has_savepoint: bool,
}

impl Writer {
    /// A writer that opens its connection when it is first needed.
    pub(super) fn new(file: File) -> Self {
        Self(Arc::new(Mutex::new(Group {
            file,
            connection: None,
            waiting: None,
            left: Left::Nothing,
            met_another_at: None,
            #[cfg(test)]
            commits: 0,
        })))
    }

    /// A turn for one statement, which fails or succeeds as a whole.
    pub(super) async fn statement(&self) -> Result<Turn, StoreError> {
        let group = timeout(PATIENCE, Arc::clone(&self.0).lock_owned()).await;
        let mut group = group.map_err(|_| sqlx::Error::PoolTimedOut)?;
        group.tidy();
        if group.waiting.is_none() {
            group.begin().await?;
            group.waiting = Some(Vec::new());
            let own = Arc::clone(&self.0);
            drop(tokio::spawn(async move {
                let mut group = own.lock_owned().await;
                drop(spawn_blocking(move || group.commit()));
            }));
        }
        Ok(Turn { group, has_savepoint: false })
    }

    /// A turn for several statements.
    pub(super) async fn transaction(&self) -> Result<Turn, StoreError> {
        let mut turn = self.statement().await?;
        if let Err(error) = turn.group.run("SAVEPOINT turn") {
            turn.group.left = Left::Failure(error.to_string());
            return Err(error.into());
        }
        turn.has_savepoint = true;
        Ok(turn)
    }

    /// Commits what is under way and closes the connection; whoever comes later opens another one.
    pub(super) async fn close(&self) {
        let mut group = self.0.lock().await;
        group.commit();
        group.connection = None;
    }

    /// How often the disk was waited for.
    #[cfg(test)]
    pub(super) async fn commits(&self) -> usize {
        self.0.lock().await.commits
    }
}

impl Group {
    /// Opens the transaction of a group, once no other process has one open.
    async fn begin(&mut self) -> Result<(), StoreError> {
        let begun = Instant::now();
        if self.met_another_at.is_some_and(|at| at.elapsed() < COMPANY) {
            sleep(PAUSE).await;
        }
        if self.connection.is_none() {
            self.connection = Some(self.file.writer()?);
        }
        loop {
            match self.run("BEGIN IMMEDIATE") {
                Ok(()) => return Ok(()),
                Err(error) if primary_code(&error) == Some(BUSY) && begun.elapsed() < PATIENCE => {
                    self.met_another_at = Some(Instant::now());
                    sleep(PAUSE).await;
                }
                Err(error) => {
                    self.connection = None;
                    return Err(error.into());
                }
            }
        }
    }

    /// Runs one statement of the group itself.
    fn run(&self, statement: &'static str) -> Result<(), sqlx::Error> {
        let connection = self.connection.as_ref().expect("it is open while a group is");
        connection.run(|connection| connection.prepare_cached(statement)?.execute([])).map(drop)
    }

    /// Undoes what the last turn has left behind.
    fn tidy(&mut self) {
        if matches!(self.left, Left::Savepoint) {
            // It is gone where SQLite has rolled back the whole transaction.
            self.left = match self.run("ROLLBACK TO turn").and_then(|()| self.run("RELEASE turn")) {
                Ok(()) => Left::Nothing,
                Err(error) => Left::Failure(error.to_string()),
            };
        }
        if let Left::Failure(error) = mem::replace(&mut self.left, Left::Nothing) {
            self.fail(&error);
        }
    }

    /// Ends the group: nothing of it is stored. A connection of which nobody knows how it stands is not used again.
    fn fail(&mut self, error: &str) {
        self.connection = None;
        for waiting in self.waiting.take().into_iter().flatten() {
            // Whoever has gone away needs no answer.
            drop(waiting.send(Err(error.to_owned())));
        }
    }

    /// Makes the group last and answers all that wait for it.
    fn commit(&mut self) {
        self.tidy();
        if self.waiting.is_none() {
            return;
        }
        if let Err(error) = self.run(MARK).and_then(|()| self.run("COMMIT")) {
            self.fail(&error.to_string());
            return;
        }
        crate::crash::point();
        #[cfg(test)]
        {
            self.commits += 1;
        }
        for waiting in self.waiting.take().into_iter().flatten() {
            drop(waiting.send(Ok(())));
        }
    }
}

impl Turn {
    /// The connection that the statements run on.
    pub(super) fn connection(&mut self) -> &mut Opened {
        self.group.connection.as_mut().expect("it is open while a group is")
    }

    /// Ends a turn of one statement: waits for the commit, or says why it failed.
    pub(super) async fn end<T>(mut self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        match self.ended(done) {
            Ok(done) => self.commit().await.map(|()| done),
            Err(error) => Err(error),
        }
    }

    /// Ends it, and leaves the wait for later.
    pub(super) fn end_soon<T>(
        mut self,
        done: Result<T, StoreError>,
    ) -> Result<Lasting, StoreError> {
        self.ended(done)?;
        self.commit_soon()
    }

    fn ended<T>(&mut self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        done.inspect_err(|error| {
            // A refused statement has undone itself and nothing else.
            if !is_refusal(error) {
                self.group.left = Left::Failure(error.to_string());
            }
        })
    }

    /// Waits until it is committed, with all that had their turns in the group.
    pub(super) async fn commit(self) -> Result<(), StoreError> {
        self.commit_soon()?.wait().await
    }

    fn commit_soon(mut self) -> Result<Lasting, StoreError> {
        if self.has_savepoint {
            self.group.run("RELEASE turn")?;
            self.has_savepoint = false;
        }
        crate::crash::point();
        let (sender, committed) = oneshot::channel();
        self.group.waiting.as_mut().expect("it is there while a group is").push(sender);
        Ok(Lasting(Some(committed)))
    }
}

/// What will last when the group is committed, or does already.
#[derive(Debug, Default)]
#[must_use]
pub(crate) struct Lasting(Option<oneshot::Receiver<Result<(), String>>>);

impl Lasting {
    /// Waits until it does.
    pub(crate) async fn wait(self) -> Result<(), StoreError> {
        let Some(committed) = self.0 else { return Ok(()) };
        match committed.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(StoreError::NotCommitted(error)),
            Err(_) => Err(StoreError::NotCommitted("the portal stops".to_owned())),
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.has_savepoint {
            self.group.left = Left::Savepoint;
        }
    }
}

const BUSY: u32 = 5;
const CONSTRAINT: u32 = 19;

/// SQLite's code of an error, where it is the database's.
fn primary_code(error: &sqlx::Error) -> Option<u32> {
    error.as_database_error().map(sqlite_code)
}

/// Whether it is the statement or its row that is refused, and not the database that fails.
fn is_refusal(error: &StoreError) -> bool {
    use sqlx::Error::{ColumnDecode, Decode, RowNotFound};
    let StoreError::Database(error) = error else { return false };
    matches!(error, RowNotFound | ColumnDecode { .. } | Decode(_))
        || primary_code(error) == Some(CONSTRAINT)
}

#[cfg(test)]
mod tests;
