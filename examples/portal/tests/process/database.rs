//! A database of its own for each test, and questions to it past the portal.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

/// SQLite in a folder, or PostgreSQL where `TOROKU_TEST_POSTGRES` names a cluster.
pub(crate) struct Database {
    pub(crate) folder: PathBuf,
    url: Option<String>,
}

impl Database {
    pub(crate) async fn make() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("toroku_process_{}_{number}", std::process::id());
        let folder = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&folder).unwrap();
        let url = std::env::var("TOROKU_TEST_POSTGRES").ok();
        if let Some(url) = &url {
            let mut connection = PgConnection::connect(url).await.unwrap();
            let make = AssertSqlSafe(format!("CREATE DATABASE {name}"));
            sqlx::query(make).execute(&mut connection).await.unwrap();
        }
        let url = url.map(|url| url.replace("/postgres?", &format!("/{name}?")));
        let database = Self { folder, url };
        if database.url.is_none() {
            crate::process::command(&[database.setting()], &["init"]).unwrap();
        }
        database
    }

    /// The setting that names it.
    pub(crate) fn setting(&self) -> (&'static str, String) {
        match &self.url {
            Some(url) => ("DATABASE_URL", url.clone()),
            None => ("TOROKU_DATABASE", self.file()),
        }
    }

    /// The address of the PostgreSQL database by TLS, its certificate looked at.
    pub(crate) fn tls_url(&self) -> String {
        let url =
            std::env::var("TOROKU_TEST_POSTGRES_TLS").expect("tests/portal/with-postgres sets it");
        let name = self.folder.file_name().unwrap().to_str().unwrap();
        url.replace("/postgres?", &format!("/{name}?"))
    }

    /// Whether it is SQLite, in [`Database::file`].
    pub(crate) fn is_file(&self) -> bool {
        self.url.is_none()
    }

    pub(crate) fn file(&self) -> String {
        self.folder.join("portal.sqlite3").display().to_string()
    }

    /// The number that a statement answers.
    pub(crate) async fn number(&self, statement: &'static str) -> i64 {
        if let Some(url) = &self.url {
            let mut connection = PgConnection::connect(url).await.unwrap();
            sqlx::query_scalar(statement).fetch_one(&mut connection).await.unwrap()
        } else {
            let url = format!("sqlite://{}", self.file());
            let mut connection = SqliteConnection::connect(&url).await.unwrap();
            sqlx::query_scalar(statement).fetch_one(&mut connection).await.unwrap()
        }
    }

    /// Changes something behind the portal's back.
    pub(crate) async fn change(&self, statement: &'static str) {
        if let Some(url) = &self.url {
            let mut connection = PgConnection::connect(url).await.unwrap();
            sqlx::query(statement).execute(&mut connection).await.unwrap();
        } else {
            let url = format!("sqlite://{}", self.file());
            let mut connection = SqliteConnection::connect(&url).await.unwrap();
            sqlx::query(statement).execute(&mut connection).await.unwrap();
        }
    }

    pub(crate) fn end(self) {
        std::fs::remove_dir_all(self.folder).unwrap();
    }
}
