//! What the portal keeps: one interface, [`Store`], and two databases behind it: SQLite in a file, and
//! PostgreSQL for several instances of the portal.
//!
//! No SQL stands outside this folder, and no method lets a row type of a database out. Each method is one
//! statement or one transaction. Statements are written once where both databases read them the same way
//! (`$1` is a parameter for both), and twice where they do not.

/// Runs one statement that reads, on whichever database there is; `$connection` names its connection in the statement.
macro_rules! on {
    ($store:expr, $connection:ident => $done:expr) => {{
        let mut lent = $store.lend().await?;
        let $connection = lent.connection();
        let done = async { Ok($done) }.await;
        let done = lent.end(done)?;
        $crate::crash::point();
        done
    }};
}

/// Runs one statement that changes something, on whichever database there is, and waits until it lasts.
macro_rules! change {
    ($store:expr, $connection:ident => $done:expr) => {{
        let mut change = $store.change().await?;
        let $connection = change.connection();
        let done = async { Ok($done) }.await;
        if change.waits_for_commit() {
            $crate::crash::point();
        }
        let done = change.end(done).await?;
        $crate::crash::point();
        done
    }};
}

/// Runs one statement of a transaction; `$connection` names its connection in the statement.
macro_rules! within {
    ($transaction:expr, $connection:ident => $done:expr) => {{
        let transaction: &mut $crate::store::Transaction = $transaction;
        let $connection = transaction.connection();
        let done = $done;
        $crate::crash::point();
        done
    }};
}

mod accounts;
mod audit;
mod backup;
mod connections;
mod erasure;
mod file;
mod future;
mod office;
mod open;
mod open_registrations;
mod outbox;
mod people;
mod place;
mod presence;
mod readers;
mod registrations;
mod retention;
mod search;
mod sessions;
mod settings;
mod sql;
mod staff;
#[cfg(test)]
pub(crate) mod tests;
mod tokens;
mod tries;
mod turns;
mod undeliverable;
mod writer;

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use sqlx::error::DatabaseError;
use sqlx::postgres::PgDatabaseError;
use thiserror::Error;

use crate::patience;
use connections::{Connections, Lent, PgTransaction};
use file::File;
use readers::{LentReader, Readers};
use sql::{Connection, Query, execute_all};
use writer::{Turn, Writer};

pub(crate) use accounts::{NewPassword, StoredSetup, setup_context};
pub(crate) use audit::{AuditLine, By};
pub(crate) use backup::least_number;
pub(crate) use office::{StoredRegistration, StoredSubmission, UsedKey};
pub(crate) use open_registrations::{NewOpenRegistration, OpenRegistration};
pub(crate) use outbox::{DueMail, FailedTry, MailboxEntry, MailboxMail, NewMail};
pub(crate) use people::Person;
pub(crate) use registrations::{CommitResult, Companions, Issuing};
pub(crate) use retention::Old;
pub(crate) use search::Search;
pub(crate) use sessions::SessionId;
pub(crate) use staff::StoredStaff;
pub(crate) use tokens::actor_of;
pub(crate) use tries::Counted;
pub(crate) use undeliverable::Outbox;
pub(crate) use writer::Lasting;

/// How long a request waits for a connection, or for another one's write, before it fails.
const PATIENCE: Duration = Duration::from_secs(10);

/// The database.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    pool: Pool,
    /// Which file it is, where it is one.
    place: Option<Arc<place::Place>>,
    /// Whether mails stay here, in the local mailbox, and wait for no mail server.
    has_mailbox: bool,
}

#[derive(Clone, Debug)]
enum Pool {
    Sqlite(Arc<Sqlite>),
    Postgres(Arc<Connections>),
}

/// SQLite has one writer, and beside it whoever reads.
#[derive(Debug)]
struct Sqlite {
    file: File,
    readers: Arc<Readers>,
    writer: Writer,
}

/// Several statements of which all or none last. Dropped before its end, none.
#[derive(Debug)]
pub(crate) enum Transaction {
    Sqlite(Turn),
    Postgres(PgTransaction),
}

/// A connection for a statement that reads.
#[derive(Debug)]
enum Reading {
    Sqlite(LentReader),
    Postgres(Lent),
}

/// A connection for a statement that changes something.
#[derive(Debug)]
enum Change {
    Sqlite(Turn),
    Postgres(Lent),
}

/// The store could not do what was asked.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database refused or failed.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The tables could not be brought up to date.
    #[error("database tables: {0}")]
    Tables(#[from] sqlx::migrate::MigrateError),
    /// The database file cannot be opened or made.
    #[error("{path}: {reason}", path = .0.display(), reason = .1)]
    File(PathBuf, std::io::Error),
    /// The database file or its log is gone or cut short, or another one is in its place.
    #[error("the database file or its log is gone or cut short, or another one is in its place")]
    Gone,
    /// The database could not make last what was written.
    #[error("database: not committed: {0}")]
    NotCommitted(String),
    /// PostgreSQL did not answer in time. Whether it did what was asked is not known.
    #[error("the database did not answer in time")]
    TooLong,
    /// The row was changed by another request or process since it was read: read it again.
    #[error("the row was changed by another process")]
    Changed,
}

impl StoreError {
    /// The name that PostgreSQL gives the rule that a row has broken.
    fn constraint(&self) -> Option<&str> {
        let Self::Database(error) = self else { return None };
        error.as_database_error()?.constraint()
    }

    /// Whether the same may do better in a while: the database is away, full, locked, read only or damaged, and not
    /// asked for what it cannot do.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            Self::Tables(_) => false,
            Self::File(..) | Self::Gone | Self::NotCommitted(_) | Self::TooLong | Self::Changed => {
                true
            }
            Self::Database(sqlx::Error::Database(error)) => {
                let code = error.code().unwrap_or_default();
                if error.try_downcast_ref::<PgDatabaseError>().is_some() {
                    // Connections, a transaction that may only read or was ended, what is used up, stopped or broken.
                    ["08", "25", "40", "53", "55", "57", "58"]
                        .iter()
                        .any(|class| code.starts_with(class))
                } else {
                    // SQLite: busy, locked, read only, an error of the disk, damaged, full, not to be opened, no
                    // database.
                    matches!(sqlite_code(error.as_ref()), 5 | 6 | 8 | 10 | 11 | 13 | 14 | 26)
                }
            }
            Self::Database(error) => matches!(
                error,
                sqlx::Error::Io(_)
                    | sqlx::Error::Tls(_)
                    | sqlx::Error::Protocol(_)
                    | sqlx::Error::PoolTimedOut
                    | sqlx::Error::PoolClosed
                    | sqlx::Error::WorkerCrashed
                    | sqlx::Error::BeginFailed
            ),
        }
    }
}

/// SQLite's code of an error, without its details; 0 where it has none.
fn sqlite_code(error: &dyn DatabaseError) -> u32 {
    error.code().and_then(|code| code.parse::<u32>().ok()).unwrap_or(0) & 0xff
}

impl Store {
    /// The same, which keeps mails in the local mailbox.
    pub(crate) fn with_mailbox(self) -> Self {
        Self { has_mailbox: true, ..self }
    }

    /// The statement that the database reads, of two that say the same.
    fn dialect(&self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match &self.pool {
            Pool::Sqlite(_) => sqlite,
            Pool::Postgres(_) => postgres,
        }
    }

    /// Whether it is looked first if there is anything to write: SQLite reads beside its writer and at once, and
    /// PostgreSQL would be asked twice.
    fn looks_first(&self) -> bool {
        matches!(self.pool, Pool::Sqlite(_))
    }

    /// A connection for a statement that reads.
    async fn lend(&self) -> Result<Reading, StoreError> {
        self.file_in_place()?;
        Ok(match &self.pool {
            Pool::Sqlite(sqlite) => Reading::Sqlite(sqlite.readers.lend()?),
            Pool::Postgres(connections) => Reading::Postgres(connections.lend().await?),
        })
    }

    /// A connection for a statement that changes something.
    async fn change(&self) -> Result<Change, StoreError> {
        self.in_place()?;
        Ok(match &self.pool {
            Pool::Sqlite(sqlite) => Change::Sqlite(sqlite.writer.statement().await?),
            Pool::Postgres(connections) => Change::Postgres(connections.lend().await?),
        })
    }

    /// Begins a transaction. In SQLite all others that write wait until it has ended.
    pub(crate) async fn begin(&self) -> Result<Transaction, StoreError> {
        self.in_place()?;
        let transaction = match &self.pool {
            Pool::Sqlite(sqlite) => Transaction::Sqlite(sqlite.writer.transaction().await?),
            Pool::Postgres(connections) => {
                Transaction::Postgres(PgTransaction::begin(connections).await?)
            }
        };
        crate::crash::point();
        Ok(transaction)
    }

    /// Runs statements of which none reads what another one writes, all or none, and waits until they last.
    async fn change_all<const N: usize>(
        &self,
        queries: [Query<'_, ()>; N],
    ) -> Result<[u64; N], StoreError> {
        let changed = match &self.pool {
            Pool::Sqlite(_) => {
                let mut transaction = self.begin().await?;
                let changed = execute_all(queries, transaction.connection()).await?;
                crate::crash::point();
                transaction.commit().await?;
                changed
            }
            Pool::Postgres(_) => {
                let mut change = self.change().await?;
                let changed = execute_all(queries, change.connection()).await;
                change.end(changed).await?
            }
        };
        crate::crash::point();
        Ok(changed)
    }

    /// Waits until what has been written so far lasts: readers of SQLite's see it from then on.
    pub(crate) async fn settled(&self) -> Result<(), StoreError> {
        match &self.pool {
            Pool::Sqlite(sqlite) => sqlite.writer.statement().await?.commit().await,
            Pool::Postgres(_) => Ok(()),
        }
    }

    /// Waits for what is under way and closes the database.
    pub(crate) async fn close(&self) {
        match &self.pool {
            Pool::Sqlite(sqlite) => {
                sqlite.writer.close().await;
                sqlite.readers.close();
                if let Some(place) = &self.place {
                    place.close();
                }
            }
            Pool::Postgres(connections) => connections.close().await,
        }
    }
}

impl Reading {
    fn connection(&mut self) -> Connection<'_> {
        match self {
            Self::Sqlite(lent) => Connection::Sqlite(&mut lent.connection),
            Self::Postgres(lent) => Connection::Postgres(lent),
        }
    }

    /// Gives the connection back, unless it has failed.
    fn end<T>(self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        match self {
            Self::Sqlite(lent) => lent.end(done),
            Self::Postgres(lent) => lent.end(done),
        }
    }
}

impl Change {
    fn connection(&mut self) -> Connection<'_> {
        match self {
            Self::Sqlite(turn) => Connection::Sqlite(turn.connection()),
            Self::Postgres(lent) => Connection::Postgres(lent),
        }
    }

    /// Whether the statement does not last by itself.
    fn waits_for_commit(&self) -> bool {
        matches!(self, Self::Sqlite(_))
    }

    /// Ends it, and leaves the wait for later.
    fn end_soon<T>(self, done: Result<T, StoreError>) -> Result<Lasting, StoreError> {
        match self {
            Self::Sqlite(turn) => turn.end_soon(done),
            Self::Postgres(lent) => lent.end(done).map(|_| Lasting::default()),
        }
    }

    /// Waits until it lasts.
    async fn end<T>(self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        match self {
            Self::Sqlite(turn) => turn.end(done).await,
            Self::Postgres(lent) => lent.end(done),
        }
    }
}

impl Transaction {
    fn connection(&mut self) -> Connection<'_> {
        match self {
            Self::Sqlite(turn) => Connection::Sqlite(turn.connection()),
            Self::Postgres(transaction) => Connection::Postgres(transaction.connection()),
        }
    }

    /// Makes it last.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(turn) => turn.commit().await?,
            Self::Postgres(transaction) => transaction.commit().await?,
        }
        crate::crash::point();
        Ok(())
    }
}

/// Asks PostgreSQL, which can be gone without a word, for as long as there is patience. What is asked is on the heap,
/// before anything else has it: it is large, and a request, which asks many times, would have room for each.
fn in_time<'a, T: 'a>(
    asked: impl Future<Output = Result<T, StoreError>> + Send + 'a,
) -> impl Future<Output = Result<T, StoreError>> + Send + 'a {
    let asked: Pin<Box<dyn Future<Output = _> + Send + 'a>> = Box::pin(asked);
    async { patience::within(asked).await.unwrap_or(Err(StoreError::TooLong)) }
}

/// The database's integers have a sign; counters and numbers here stay far below the difference.
fn signed(number: u64) -> Result<i64, StoreError> {
    i64::try_from(number).map_err(|_| sqlx::Error::Encode("number above 2^63".into()).into())
}
