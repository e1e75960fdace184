//! SQLite's file and the connections to it.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rusqlite::OpenFlags;
use sqlx::error::{DatabaseError, ErrorKind};
use thiserror::Error;

use super::PATIENCE;

/// Statements that a connection of SQLite's keeps prepared: all that the portal has.
const PREPARED: usize = 256;

/// How long a reader waits for the file: nobody keeps readers from it for longer but who repairs or copies it whole, and
/// the thread that waits is one that requests wait for.
const READERS_PATIENCE: Duration = Duration::from_millis(250);

/// SQLite's file, to be opened as often as is needed.
#[derive(Clone, Debug)]
pub(super) struct File {
    path: PathBuf,
    /// Whether SQLite has found it damaged, through whichever connection.
    is_damaged: Arc<AtomicBool>,
}

/// A connection to it.
#[derive(Debug)]
pub(super) struct Opened {
    connection: rusqlite::Connection,
    file: File,
}

impl Opened {
    /// Does something through it.
    pub(super) fn run<T>(
        &self,
        work: impl FnOnce(&rusqlite::Connection) -> Result<T, rusqlite::Error>,
    ) -> Result<T, sqlx::Error> {
        self.file.noted(work(&self.connection))
    }
}

impl File {
    /// The file at this path.
    pub(super) fn at(path: &Path) -> Self {
        Self { path: path.to_owned(), is_damaged: Arc::default() }
    }

    /// Whether SQLite has found it damaged since the portal opened it.
    pub(super) fn is_damaged(&self) -> bool {
        self.is_damaged.load(Ordering::Relaxed)
    }

    /// What has come of something done with the file; that it is damaged is noted.
    fn noted<T>(&self, done: Result<T, rusqlite::Error>) -> Result<T, sqlx::Error> {
        done.map_err(|error| {
            use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
            if matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase)) {
                self.is_damaged.store(true, Ordering::Relaxed);
            }
            of_sqlite(error)
        })
    }

    /// A connection that writes. It waits for nobody: the writer asks again by itself.
    pub(super) fn writer(&self) -> Result<Opened, sqlx::Error> {
        self.open_as(|connection| {
            connection.busy_timeout(Duration::ZERO)?;
            // What a turn would be undone with: SQLite makes a file of it from 64 KB on.
            connection.pragma_update(None, "temp_store", "memory")
        })
    }

    /// A connection that reads: whatever writes goes to the writer.
    pub(super) fn reader(&self) -> Result<Opened, sqlx::Error> {
        self.open_as(|connection| {
            connection.busy_timeout(READERS_PATIENCE)?;
            connection.pragma_update(None, "query_only", true)
        })
    }

    /// A connection for what is done beside all others.
    pub(super) fn open(&self) -> Result<Opened, sqlx::Error> {
        self.open_as(|_| Ok(()))
    }

    fn open_as(
        &self,
        set: impl FnOnce(&rusqlite::Connection) -> Result<(), rusqlite::Error>,
    ) -> Result<Opened, sqlx::Error> {
        let open = || {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = rusqlite::Connection::open_with_flags(&self.path, flags)?;
            connection.busy_timeout(PATIENCE)?;
            connection.pragma_update(None, "journal_mode", "wal")?;
            connection.pragma_update(None, "synchronous", "full")?;
            connection.pragma_update(None, "foreign_keys", true)?;
            // What is deleted is personal data: its bytes go too.
            connection.pragma_update(None, "secure_delete", true)?;
            connection.set_prepared_statement_cache_capacity(PREPARED);
            set(&connection)?;
            Ok(connection)
        };
        Ok(Opened { connection: self.noted(open())?, file: self.clone() })
    }
}

/// An error of SQLite's, with its code. Not the statement or a value of it.
#[derive(Debug, Error)]
#[error("(code: {code}) {message}")]
struct SqliteError {
    code: i32,
    message: String,
}

impl DatabaseError for SqliteError {
    fn message(&self) -> &str {
        &self.message
    }

    fn code(&self) -> Option<Cow<'_, str>> {
        Some(self.code.to_string().into())
    }

    fn as_error(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        self
    }

    fn as_error_mut(&mut self) -> &mut (dyn std::error::Error + Send + Sync + 'static) {
        self
    }

    fn into_error(self: Box<Self>) -> Box<dyn std::error::Error + Send + Sync + 'static> {
        self
    }

    fn kind(&self) -> ErrorKind {
        ErrorKind::Other
    }
}

/// SQLite's error in sqlx's words.
pub(super) fn of_sqlite(error: rusqlite::Error) -> sqlx::Error {
    let code = error.sqlite_error().map(|error| error.extended_code);
    match (code, error) {
        (Some(code), rusqlite::Error::SqliteFailure(_, Some(message))) => {
            sqlx::Error::Database(Box::new(SqliteError { code, message }))
        }
        (Some(code), _) => {
            let message = rusqlite::ffi::code_to_str(code).to_owned();
            sqlx::Error::Database(Box::new(SqliteError { code, message }))
        }
        (None, error) => sqlx::Error::Decode(Box::new(error)),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{Seek, SeekFrom, Write};

    use crate::store::sql::query;
    use crate::store::tests::Database;
    use crate::store::{Pool, Store, StoreError};

    /// Runs one statement that changes something.
    async fn change(store: &Store, statement: &'static str) -> Result<(), StoreError> {
        change!(store, connection => { query(statement).execute(connection).await?; });
        Ok(())
    }

    /// Whatever SQLite is asked when it finds its file damaged: a statement that reads, one that changes something, one of a
    /// transaction, or the opening of one more connection.
    #[tokio::test]
    async fn damage_is_noted_whichever_way_it_is_found() {
        const WAYS: [&str; 5] = ["read", "change", "transaction", "open", "copy"];
        for way in WAYS {
            let database = Database::make().await;
            let store = database.store().await;
            let Pool::Sqlite(sqlite) = &store.pool else {
                store.close().await;
                database.end();
                continue;
            };
            if way == "transaction" {
                // Its connection is open, and what it needs for that is read.
                change(&store, "DELETE FROM tries").await.unwrap();
            }
            let file = &database.config.database;
            let length = fs::metadata(file).unwrap().len() - 100;
            let mut bytes = fs::File::options().write(true).open(file).unwrap();
            bytes.seek(SeekFrom::Start(100)).unwrap();
            bytes.write_all(&vec![b'x'; usize::try_from(length).unwrap()]).unwrap();
            assert!(!store.is_damaged());
            let found = match way {
                "read" => store.is_sound().await.is_ok_and(|is_sound| is_sound),
                "change" => change(&store, "DELETE FROM sessions").await.is_ok(),
                "transaction" => {
                    let mut transaction = store.begin().await.unwrap();
                    let read = query("DELETE FROM sessions");
                    read.execute(transaction.connection()).await.is_ok()
                }
                "open" => sqlite.file.open().is_ok(),
                _ => store.copy_into(&file.with_extension("copy")).await.is_ok(),
            };
            assert!(!found && store.is_damaged(), "{way}");
            store.close().await;
            database.end();
        }
    }
}
