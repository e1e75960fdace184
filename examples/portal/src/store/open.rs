//! Opening the database and bringing its tables up to date.

use std::borrow::Cow;
use std::fs::OpenOptions;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqlSafeStr};
use tokio::time::timeout;

use super::connections::Connections;
use super::file::File;
use super::place::{Place, number_once};
use super::readers::Readers;
use super::writer::Writer;
use super::{PATIENCE, Pool, Sqlite, Store, StoreError};

/// How long PostgreSQL may take to let a portal in that starts.
const STARTING: Duration = Duration::from_secs(10);
/// What the server is to do where the portal has given up, or is gone without a word: end the statement, end the
/// transaction with its locks, close the connection. A commit that waits for its replica is never ended: it would be
/// answered as stored.
const ON_THE_SERVER: [(&str, &str); 6] = [
    ("statement_timeout", "6s"),
    ("idle_in_transaction_session_timeout", "6s"),
    ("tcp_keepalives_idle", "5"),
    ("tcp_keepalives_interval", "2"),
    ("tcp_keepalives_count", "3"),
    ("tcp_user_timeout", "6s"),
];

/// The tables of each database. Once something is released, a change of them is a further migration.
const SQLITE: &str = include_str!("../../migrations/sqlite/0001_first.sql");
const POSTGRES: &str = include_str!("../../migrations/postgres/0001_first.sql");

fn migrator(tables: &'static str) -> Migrator {
    let first = Cow::Borrowed("first");
    let sql = tables.into_sql_str();
    Migrator::with_migrations(vec![Migration::new(1, first, MigrationType::Simple, sql, false)])
}

impl Store {
    /// Makes an empty database file, which must not be there yet: for its owner alone.
    pub(crate) fn make_file(path: &Path) -> Result<(), StoreError> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        options.open(path).map_err(|error| StoreError::File(path.to_owned(), error))?;
        Ok(())
    }

    /// Opens the database file and brings its tables up to date. One that is missing is never made: what was
    /// registered would go into nothing where a disk is not mounted or a path is mistyped.
    pub(crate) async fn open_file(path: &Path) -> Result<Self, StoreError> {
        let place = Place::of(path)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(false)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(PATIENCE)
            .disable_statement_logging();
        let mut first = options.connect().await?;
        migrator(SQLITE).run(&mut first).await?;
        first.close().await?;
        let file = File::at(path);
        file.open()?.run(number_once)?;
        place.keep(&file)?;
        let readers = Readers::new(file.reader()?, file.clone());
        let writer = Writer::new(file.clone());
        let pool = Pool::Sqlite(Arc::new(Sqlite { file, readers, writer }));
        Ok(Self { pool, place: Some(Arc::new(place)), has_mailbox: false })
    }

    /// Connects to the PostgreSQL database at `url` and brings its tables up to date. Instances that start
    /// at the same time wait for each other there.
    pub(crate) async fn connect(url: &str, connections: u32) -> Result<Self, StoreError> {
        let options: PgConnectOptions = url.parse()?;
        let options = options.application_name("toroku-portal").disable_statement_logging();
        // Bringing tables up to date may take as long as it takes.
        let alone = timeout(STARTING, PgConnection::connect_with(&options));
        let mut alone = alone.await.map_err(|_| StoreError::TooLong)??;
        migrator(POSTGRES).run(&mut alone).await?;
        alone.close().await?;
        let options = options.options(ON_THE_SERVER);
        let first = timeout(STARTING, options.connect()).await;
        let first = first.map_err(|_| StoreError::TooLong)??;
        Ok(Self {
            pool: Pool::Postgres(Connections::new(first, options, connections)),
            place: None,
            has_mailbox: false,
        })
    }
}
