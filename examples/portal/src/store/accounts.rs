//! Password setups: one sealed snapshot for each account.

use super::outbox::{NewMail, add_mail};
use super::passages::signed;
use super::{Store, StoreError};

/// A password setup as it is kept.
#[derive(Debug)]
pub(crate) struct StoredSetup {
    /// Whose it is.
    pub(crate) user_id: String,
    /// How often it was saved; the seal holds the same number.
    pub(crate) counter: u64,
    /// The snapshot.
    pub(crate) snapshot: Vec<u8>,
}

type Row = (String, i64, Vec<u8>);

fn from_row((user_id, counter, snapshot): Row) -> StoredSetup {
    StoredSetup { user_id, counter: counter.unsigned_abs(), snapshot }
}

impl Store {
    /// The setup of this user ID.
    pub(crate) async fn setup_of(&self, user_id: &str) -> Result<Option<StoredSetup>, StoreError> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT user_id, counter, snapshot FROM password_setups WHERE user_id = ?",
        )
        .bind(user_id)
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(from_row))
    }

    /// Saves a setup under the number `setup.counter`, where the one kept has the number before, together
    /// with the mail that follows from it, if one does.
    pub(crate) async fn save_setup(
        &self,
        setup: &StoredSetup,
        mail: Option<&NewMail<'_>>,
        now: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let saved = sqlx::query(
            "UPDATE password_setups SET counter = ?1, snapshot = ?2 \
             WHERE user_id = ?3 AND counter = ?1 - 1",
        )
        .bind(signed(setup.counter)?)
        .bind(&setup.snapshot)
        .bind(&setup.user_id)
        .execute(&mut *transaction)
        .await?;
        if saved.rows_affected() != 1 {
            return Err(StoreError::Changed);
        }
        if let Some(mail) = mail {
            add_mail(&mut transaction, mail, now).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}
