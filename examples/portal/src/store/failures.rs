//! Failed logins, by the hash of an account or of an address.

use super::{Store, StoreError};

impl Store {
    /// How many failures the subject has since `since`.
    pub(crate) async fn failures(&self, subject: &[u8; 32], since: i64) -> Result<u64, StoreError> {
        let count: i64 =
            sqlx::query_scalar("SELECT count(*) FROM failures WHERE subject = ? AND failed_at > ?")
                .bind(&subject[..])
                .bind(since)
                .fetch_one(&self.pool)
                .await?;
        Ok(count.unsigned_abs())
    }

    /// Notes a failure.
    pub(crate) async fn add_failure(&self, subject: &[u8; 32], now: i64) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO failures (subject, failed_at) VALUES (?, ?)")
            .bind(&subject[..])
            .bind(now)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Forgets a subject's failures, after a success.
    pub(crate) async fn forgive(&self, subject: &[u8; 32]) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM failures WHERE subject = ?")
            .bind(&subject[..])
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Forgets failures too old to count.
    pub(crate) async fn forget_failures(&self, before: i64) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM failures WHERE failed_at < ?")
            .bind(before)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
