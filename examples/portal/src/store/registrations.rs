//! Numbers, user IDs and registrations.

use toroku::{Record, UserId};

use super::outbox::{NewMail, add_mail};
use super::passages::{save, signed};
use super::{SessionId, Store, StoreError};

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CommitOutcome {
    /// It is stored, now or before.
    Committed,
    /// Another registration has the user ID; nothing was stored.
    UserIdTaken,
}

/// What is stored together with a record: the passage as it stands after it, and the password setup.
#[derive(Debug)]
pub(crate) struct Companions<'a> {
    /// Whose passage it is.
    pub(crate) session: SessionId,
    /// The number of the passage's next saving.
    pub(crate) counter: u64,
    /// The passage at completion.
    pub(crate) passage: &'a [u8],
    /// The password setup's first snapshot.
    pub(crate) password_setup: &'a [u8],
}

impl Store {
    /// Counts the sequence up. The number that this key holds for this attempt already is given again.
    pub(crate) async fn reserve_number(&self, key: &str, attempt: u32) -> Result<u64, StoreError> {
        sqlx::query(
            // Looked for first: even an insert that does nothing uses up a number.
            "INSERT INTO sequence (notification_key, attempt) SELECT ?1, ?2 WHERE NOT EXISTS \
             (SELECT 1 FROM sequence WHERE notification_key = ?1 AND attempt = ?2) \
             ON CONFLICT DO NOTHING",
        )
        .bind(key)
        .bind(attempt)
        .execute(&self.pool)
        .await?;
        let number: i64 = sqlx::query_scalar(
            "SELECT number FROM sequence WHERE notification_key = ? AND attempt = ?",
        )
        .bind(key)
        .bind(attempt)
        .fetch_one(&self.pool)
        .await?;
        Ok(number.unsigned_abs())
    }

    /// Reserves the user ID for the key; whether it is the key's now.
    pub(crate) async fn reserve_user_id(
        &self,
        key: &str,
        user_id: UserId,
    ) -> Result<bool, StoreError> {
        sqlx::query(
            "INSERT INTO reserved_user_ids (user_id, notification_key) \
             SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM registrations WHERE user_id = ?1) \
             ON CONFLICT DO NOTHING",
        )
        .bind(user_id.as_str())
        .bind(key)
        .execute(&self.pool)
        .await?;
        let holder: Option<String> =
            sqlx::query_scalar("SELECT notification_key FROM reserved_user_ids WHERE user_id = ?")
                .bind(user_id.as_str())
                .fetch_optional(&self.pool)
                .await?;
        Ok(holder.as_deref() == Some(key))
    }

    /// Whether the store has this key's record.
    pub(crate) async fn has_registration(&self, key: &str) -> Result<bool, StoreError> {
        let count: i64 =
            sqlx::query_scalar("SELECT count(*) FROM registrations WHERE notification_key = ?")
                .bind(key)
                .fetch_one(&self.pool)
                .await?;
        Ok(count > 0)
    }

    /// Stores the record, its mail, its password setup and the passage at completion: all or nothing.
    /// A record that is there already is not stored twice; the passage still moves on.
    pub(crate) async fn commit(
        &self,
        record: &Record,
        companions: &Companions<'_>,
    ) -> Result<CommitOutcome, StoreError> {
        let key = record.key.to_string();
        // The write lock at once: two that read first and write later would refuse each other.
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let stored: i64 =
            sqlx::query_scalar("SELECT count(*) FROM registrations WHERE notification_key = ?")
                .bind(&key)
                .fetch_one(&mut *transaction)
                .await?;
        if stored == 0 {
            let taken: i64 =
                sqlx::query_scalar("SELECT count(*) FROM registrations WHERE user_id = ?")
                    .bind(record.user_id.as_str())
                    .fetch_one(&mut *transaction)
                    .await?;
            if taken > 0 {
                return Ok(CommitOutcome::UserIdTaken);
            }
            insert(&mut transaction, record, &key).await?;
            sqlx::query(
                "INSERT INTO password_setups (user_id, counter, snapshot) VALUES (?, 1, ?)",
            )
            .bind(record.user_id.as_str())
            .bind(companions.password_setup)
            .execute(&mut *transaction)
            .await?;
            let mail = NewMail::from(&record.notification);
            add_mail(&mut transaction, &mail, record.registered_at.unix_seconds()).await?;
        }
        let Companions { session, counter, passage, .. } = companions;
        save(&mut transaction, *session, *counter, "completion", passage).await?;
        sqlx::query(
            "UPDATE passages SET notification_key = ? WHERE session_id = ? AND counter = ?",
        )
        .bind(&key)
        .bind(&session.0[..])
        .bind(signed(*counter)?)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(CommitOutcome::Committed)
    }
}

async fn insert(
    connection: &mut sqlx::SqliteConnection,
    record: &Record,
    key: &str,
) -> Result<(), StoreError> {
    let values = &record.confirmed;
    sqlx::query(
        "INSERT INTO registrations (notification_key, user_id, registered_at, user_name, sex, \
         date_of_birth, municipality_code, street_address, phone, email, user_type, terms_version) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(key)
    .bind(record.user_id.as_str())
    .bind(record.registered_at.unix_seconds())
    .bind(values.user_name().as_str())
    .bind(values.sex().name())
    .bind(values.date_of_birth().iso())
    .bind(values.municipality().code())
    .bind(values.street_address().as_str())
    .bind(values.phone().as_str())
    .bind(values.email().as_str())
    .bind(values.user_type().name())
    .bind(values.terms_version())
    .execute(connection)
    .await?;
    Ok(())
}
