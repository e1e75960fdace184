//! Numbers and registrations.

use std::sync::OnceLock;

use toroku::{Commit, Field};

use super::office::{add_submission, ordering};
use super::open_registrations::{NewOpenRegistration, save, saving};
use super::outbox::{NewMail, adding};
use super::sql::{execute_all, query, query_as};
use super::{Store, StoreError, Transaction};

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CommitResult {
    /// It is stored, now or before.
    Committed,
    /// Another registration has the user ID; nothing was stored.
    UserIdTaken,
}

/// What is stored together with a record: the registration as it stands after it, and the password setup.
#[derive(Debug)]
pub(crate) struct Companions<'a> {
    /// The registration at completion.
    pub(crate) open_registration: NewOpenRegistration<'a>,
    /// The password setup's first snapshot.
    pub(crate) password_setup: &'a [u8],
    /// The hash of the submission's key, where it is one.
    pub(crate) submission_key: Option<&'a [u8; 32]>,
}

impl Store {
    /// Whether the store has this key's record.
    pub(crate) async fn has_registration(&self, key: &str) -> Result<bool, StoreError> {
        const COUNT: &str = "SELECT count(*) FROM registrations WHERE notification_key = $1";
        let count: i64 =
            on!(self, connection => query_as(COUNT).bind(key).fetch_one(connection).await?);
        Ok(count > 0)
    }

    /// Whose registration this user ID is, and when it was stored.
    pub(crate) async fn name_and_day(
        &self,
        user_id: &str,
    ) -> Result<Option<(String, i64)>, StoreError> {
        const READ: &str = "SELECT user_name, registered_at FROM registrations WHERE user_id = $1";
        Ok(on!(self, connection => query_as(READ).bind(user_id).fetch_optional(connection).await?))
    }
}

impl Transaction {
    /// Counts the sequence up.
    pub(crate) async fn next_number(&mut self, key: &str, attempt: u32) -> Result<u64, StoreError> {
        // One that another transaction has counted for the same registration meanwhile is taken.
        const COUNT: &str = "INSERT INTO sequence (notification_key, attempt) VALUES ($1, $2) \
             ON CONFLICT (notification_key, attempt) DO UPDATE SET attempt = excluded.attempt \
             RETURNING number";
        let number: i64 = within!(self, connection => {
            let count = query_as(COUNT).bind(key).bind(i64::from(attempt));
            count.fetch_one(connection).await?
        });
        Ok(number.unsigned_abs())
    }

    /// Stores the record, its mail, its password setup and the registration at completion.
    /// A record that is there already is not stored twice; the registration still moves on.
    pub(crate) async fn store(
        &mut self,
        record: &Commit,
        companions: &Companions<'_>,
    ) -> Result<CommitResult, StoreError> {
        const COUNT: &str = "SELECT count(*) FROM registrations WHERE notification_key = $1";
        let key = record.key.expose();
        let is_new = insert(self, record, &key).await?;
        if is_new {
            if let Some(submission_key) = companions.submission_key {
                add_submission(self, record, submission_key).await?;
            }
            self.store_companions(record, companions).await?;
        } else {
            // Another row stands in the way: this record itself, or one with the same user ID.
            let stored: i64 = within!(self, connection => {
                query_as(COUNT).bind(&key).fetch_one(connection).await?
            });
            if stored == 0 {
                return Ok(CommitResult::UserIdTaken);
            }
            save(self, &companions.open_registration).await?;
        }
        Ok(CommitResult::Committed)
    }

    /// What is stored with a new record. The last of all: others that commit wait from here on.
    async fn store_companions(
        &mut self,
        record: &Commit,
        companions: &Companions<'_>,
    ) -> Result<(), StoreError> {
        const SETUP: &str =
            "INSERT INTO password_setups (user_id, counter, snapshot) VALUES ($1, 1, $2)";
        let user_id = record.user_id.as_str();
        let mail = NewMail::of(&record.notification, user_id);
        let ordering = ordering(self, user_id);
        let [_, _, saved, _] = within!(self, connection => {
            let setup = query(SETUP).bind(user_id).bind(companions.password_setup);
            let mail = adding(&mail, record.registered_at.unix_seconds());
            let save = saving(&companions.open_registration)?;
            execute_all([setup, mail, save, ordering], connection).await?
        });
        if saved == 1 { Ok(()) } else { Err(StoreError::Changed) }
    }
}

/// The statement that stores a registration: which fields are stored is the same for all.
static INSERT: OnceLock<String> = OnceLock::new();

/// A column of its name for each field.
fn insert_of(fields: impl Iterator<Item = &'static str>) -> String {
    let columns: Vec<_> = fields.collect();
    let parameters: Vec<_> = (5..).take(columns.len()).map(|number| format!("${number}")).collect();
    format!(
        "INSERT INTO registrations (notification_key, user_id, registered_at, language, {}) \
         SELECT $1, $2, $3, $4, {} WHERE NOT EXISTS \
         (SELECT 1 FROM erased_user_ids WHERE user_id = $2) ON CONFLICT DO NOTHING",
        columns.join(", "),
        parameters.join(", "),
    )
}

/// Whether it was inserted: not where the key or the user ID is there already. In PostgreSQL one that
/// another instance is storing is waited for.
async fn insert(
    transaction: &mut Transaction,
    record: &Commit,
    key: &str,
) -> Result<bool, StoreError> {
    let values: Vec<_> = Field::ENTRY
        .iter()
        .filter_map(|field| Some((field.name(), record.confirmed.text(*field)?)))
        .collect();
    let insert = INSERT.get_or_init(|| insert_of(values.iter().map(|(name, _)| *name)));
    let inserted = within!(transaction, connection => {
        let mut query = query(insert.as_str())
            .bind(key)
            .bind(record.user_id.as_str())
            .bind(record.registered_at.unix_seconds())
            .bind(record.notification.language().tag());
        for (_, text) in &values {
            query = query.bind(&**text);
        }
        query.execute(connection).await?
    });
    Ok(inserted == 1)
}
