//! What is counted against a limit: failed logins and mails, by the keyed hash of an account, an address or
//! a mailbox.

use super::{Store, StoreError};

impl Store {
    /// How many times the subject was counted since `since`.
    pub(crate) async fn failures(&self, subject: &[u8; 32], since: i64) -> Result<u64, StoreError> {
        const COUNT: &str = "SELECT count(*) FROM failures WHERE subject = $1 AND failed_at > $2";
        let count: i64 = on!(self, pool => {
            sqlx::query_scalar(COUNT).bind(&subject[..]).bind(since).fetch_one(pool).await?
        });
        Ok(count.unsigned_abs())
    }

    /// Counts the subject once more.
    pub(crate) async fn add_failure(&self, subject: &[u8; 32], now: i64) -> Result<(), StoreError> {
        const ADD: &str = "INSERT INTO failures (subject, failed_at) VALUES ($1, $2)";
        on!(self, pool => {
            sqlx::query(ADD).bind(&subject[..]).bind(now).execute(pool).await?;
        });
        Ok(())
    }

    /// Forgets what a subject was counted for, after a success.
    pub(crate) async fn forgive(&self, subject: &[u8; 32]) -> Result<(), StoreError> {
        const FORGIVE: &str = "DELETE FROM failures WHERE subject = $1";
        on!(self, pool => { sqlx::query(FORGIVE).bind(&subject[..]).execute(pool).await?; });
        Ok(())
    }

    /// Forgets what is too old to count.
    pub(crate) async fn forget_failures(&self, before: i64) -> Result<(), StoreError> {
        const FORGET: &str = "DELETE FROM failures WHERE failed_at < $1";
        on!(self, pool => { sqlx::query(FORGET).bind(before).execute(pool).await?; });
        Ok(())
    }
}
