//! Copies of the SQLite database, and the counter of user IDs after one was put back.

use std::path::Path;

use tokio::task::spawn_blocking;

use super::file::of_sqlite;
use super::place::give_number;
use super::sql::{query, query_as};
use super::{Pool, Store, StoreError, Transaction};

/// The moment from which [`least_number`] counts: the beginning of 2026.
const EPOCH: i64 = 1_767_225_600;
/// More user IDs a second than any office gives in the long run.
const NUMBERS_A_SECOND: i64 = 100;

/// A number above every number that can have been given before `now`, whatever the database knows of it: a counter
/// that begins at the number of one moment has not come to that of a later one, unless it has counted faster.
pub(crate) fn least_number(now: i64) -> i64 {
    (now - EPOCH).max(0).saturating_mul(NUMBERS_A_SECOND)
}

impl Store {
    /// Writes what the SQLite database holds now into a file, which is missing or empty, while others go on with it;
    /// whether it is one.
    pub(crate) async fn copy_into(&self, file: &Path) -> Result<bool, StoreError> {
        let Pool::Sqlite(sqlite) = &self.pool else { return Ok(false) };
        // Those that read may not write another file either, and it takes as long as the file is large.
        let (own, into) = (sqlite.file.clone(), file.to_string_lossy().into_owned());
        let copy = move || {
            own.open()?.run(|connection| connection.execute("VACUUM INTO ?1", [&into]))?;
            // Where it is put in the place of the other one, it can be told from it.
            let number = || give_number(&rusqlite::Connection::open(into)?);
            number().map_err(of_sqlite)
        };
        spawn_blocking(copy).await.expect("no part of it panics")?;
        Ok(true)
    }

    /// Whether the SQLite database is sound.
    pub(crate) async fn is_sound(&self) -> Result<bool, StoreError> {
        if let Pool::Postgres(_) = &self.pool {
            return Ok(true);
        }
        const CHECK: &str = "PRAGMA integrity_check";
        let found: String = on!(self, connection => {
            query_as(CHECK).fetch_one(connection).await?
        });
        Ok(found == "ok")
    }

    /// Raises the counters of user IDs and of the API's positions, so that their next numbers are above `least`; the
    /// number that the first one stands at.
    pub(crate) async fn raise_counters(&self, least: i64) -> Result<i64, StoreError> {
        const NUMBERS: &str = "UPDATE numbers SET last = max(last, $1) RETURNING last";
        const POSITIONS: &str = "UPDATE sqlite_sequence SET seq = max(seq, $1) \
             WHERE name = 'registration_order' RETURNING seq";
        // A counter of SQLite's that has counted nothing has no row yet.
        const MAKE: &str = "INSERT INTO sqlite_sequence (name, seq) SELECT 'registration_order', 0 \
             WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'registration_order')";
        const POSTGRES: &str = "SELECT setval($1::regclass, greatest($2, 1, \
             (SELECT last_value FROM pg_sequences WHERE schemaname = current_schema() \
             AND sequencename = $1)))";
        let mut transaction = self.begin().await?;
        let is_file = matches!(transaction, Transaction::Sqlite(_));
        if is_file {
            query(MAKE).execute(transaction.connection()).await?;
        }
        let raise =
            async |transaction: &mut Transaction, sqlite, sequence| -> Result<i64, StoreError> {
                let raise =
                    if is_file { query_as(sqlite) } else { query_as(POSTGRES).bind(sequence) };
                raise.bind(least).fetch_one(transaction.connection()).await
            };
        let number = raise(&mut transaction, NUMBERS, "numbers").await?;
        raise(&mut transaction, POSITIONS, "registration_order_position_seq").await?;
        transaction.commit().await?;
        Ok(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_moment_has_a_number_above_all_that_were_given() {
        assert_eq!(least_number(0), 0);
        assert_eq!(least_number(EPOCH), 0);
        assert_eq!(least_number(EPOCH + 1), 100);
        // A hundred years of it are within the numbers that there are.
        let century = 100 * 366 * 86_400;
        assert!(least_number(EPOCH + century).unsigned_abs() < toroku::UserId::COUNT);
    }
}
