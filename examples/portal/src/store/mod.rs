//! What the portal keeps: one embedded database, reached only through the methods of [`Store`].
//!
//! No SQL stands outside this folder, and no method lets a row type of the database out, so that another
//! database can take its place. Each method is one statement or one transaction.

mod accounts;
mod failures;
mod outbox;
mod passages;
mod presence;
mod registrations;
mod sessions;
mod settings;

use std::borrow::Cow;
use std::path::Path;
use std::time::Duration;

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use thiserror::Error;

pub(crate) use accounts::StoredSetup;
pub(crate) use outbox::{DueMail, MailboxEntry, MailboxMail, NewMail};
pub(crate) use registrations::{CommitOutcome, Companions};
pub(crate) use sessions::SessionId;

/// The database.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    pool: SqlitePool,
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
    /// The row was changed by another process since it was read.
    #[error("the row was changed by another process")]
    Changed,
}

/// Every step of the tables' history, oldest first; a step that has been released is never edited.
fn migrations() -> Migrator {
    let first = Migration::new(
        1,
        Cow::Borrowed("first"),
        MigrationType::Simple,
        include_str!("../../migrations/0001_first.sql").into_sql_str(),
        false,
    );
    Migrator::with_migrations(vec![first])
}

impl Store {
    /// Opens the database file, makes it where it is missing, and brings its tables up to date.
    pub(crate) async fn open(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            // What is deleted is personal data: its bytes go too.
            .pragma("secure_delete", "on");
        let pool = SqlitePoolOptions::new().max_connections(8).connect_with(options).await?;
        migrations().run(&pool).await?;
        Ok(Self { pool })
    }

    /// Waits for what is under way and closes the file.
    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }
}
