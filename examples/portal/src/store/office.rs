//! What the office's API keeps and reads: submissions, and the order in which registrations were stored.

use std::sync::OnceLock;

use toroku::{Commit, Field};

use super::sql::{FromRow, Row, query, query_as};
use super::{SessionId, Store, StoreError, Transaction};
use crate::submitted;

/// A submission that was registered.
#[derive(Debug)]
pub(crate) struct StoredSubmission {
    /// Of what was submitted.
    pub(crate) fingerprint: Vec<u8>,
    /// The user ID that it got.
    pub(crate) user_id: String,
    /// When.
    pub(crate) registered_at: i64,
}

/// What a submission's key was used for.
#[derive(Debug)]
pub(crate) enum UsedKey {
    /// For this.
    Registered(StoredSubmission),
    /// For somebody who was erased since.
    Erased,
}

/// A registration as it is kept.
#[derive(Debug)]
pub(crate) struct StoredRegistration {
    /// Its position in the order in which registrations became visible.
    pub(crate) position: i64,
    /// The user ID.
    pub(crate) user_id: String,
    /// When.
    pub(crate) registered_at: i64,
    /// The language of its notification.
    pub(crate) language: String,
    /// The values, in the order of [`submitted::fields`].
    pub(crate) values: Vec<(Field, String)>,
}

impl FromRow for StoredRegistration {
    fn from_row(row: &Row<'_>) -> Result<Self, sqlx::Error> {
        let value = |(at, field): (usize, Field)| Ok::<_, sqlx::Error>((field, row.get(4 + at)?));
        Ok(Self {
            position: row.get(0)?,
            user_id: row.get(1)?,
            registered_at: row.get(2)?,
            language: row.get(3)?,
            values: submitted::fields().enumerate().map(value).collect::<Result<_, _>>()?,
        })
    }
}

impl Store {
    /// What the key of this hash was used for.
    pub(crate) async fn submission(
        &self,
        submission_key: &[u8; 32],
    ) -> Result<Option<UsedKey>, StoreError> {
        const READ: &str = "SELECT fingerprint, user_id, registered_at FROM submissions \
             LEFT JOIN registrations USING (user_id) WHERE submission_key = $1";
        type Row = (Option<Vec<u8>>, Option<String>, Option<i64>);
        let row: Option<Row> = on!(self, connection => {
            query_as(READ).bind(&submission_key[..]).fetch_optional(connection).await?
        });
        Ok(row.map(|row| match row {
            (Some(fingerprint), Some(user_id), Some(registered_at)) => {
                UsedKey::Registered(StoredSubmission { fingerprint, user_id, registered_at })
            }
            _ => UsedKey::Erased,
        }))
    }

    /// Registrations behind this position, `limit` at most. What is not yet visible gets a position behind all
    /// of them.
    pub(crate) async fn registrations_after(
        &self,
        position: i64,
        limit: u32,
    ) -> Result<Vec<StoredRegistration>, StoreError> {
        static READ: OnceLock<String> = OnceLock::new();
        let read = READ.get_or_init(|| reading("position > $1 ORDER BY position LIMIT $2"));
        Ok(on!(self, connection => {
            let read = query_as(read.as_str()).bind(position).bind(i64::from(limit));
            read.fetch_all(connection).await?
        }))
    }

    /// The registration of this user ID.
    pub(crate) async fn registration_of(
        &self,
        user_id: &str,
    ) -> Result<Option<StoredRegistration>, StoreError> {
        static READ: OnceLock<String> = OnceLock::new();
        let read = READ.get_or_init(|| reading("user_id = $1"));
        Ok(on!(self, connection => {
            query_as(read.as_str()).bind(user_id).fetch_optional(connection).await?
        }))
    }

    /// The last position that was ever given, also to a registration that is no more; 0 where none was.
    pub(crate) async fn last_position(&self) -> Result<i64, StoreError> {
        const SQLITE: &str = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence \
             WHERE name = 'registration_order'";
        const POSTGRES: &str = "SELECT coalesce(max(last_value), 0) FROM pg_sequences \
             WHERE schemaname = current_schema() \
             AND sequencename = 'registration_order_position_seq'";
        let read = self.dialect(SQLITE, POSTGRES);
        Ok(on!(self, connection => query_as(read).fetch_one(connection).await?))
    }
}

/// The statement that reads registrations.
fn reading(which: &str) -> String {
    let columns: Vec<_> = submitted::fields().map(Field::name).collect();
    format!(
        "SELECT position, user_id, registered_at, language, {} FROM registration_order \
         JOIN registrations USING (user_id) WHERE {which}",
        columns.join(", ")
    )
}

impl Transaction {
    /// Keeps a session for the submission of this key, whose registration lies in it as a browser's does. No
    /// cookie opens it. Nothing happens where it is there already, by its id or by its key: two instances that meet
    /// may see either first. Nor where the key is used up: whoever was erased since begins no registration.
    pub(crate) async fn add_submission_session(
        &mut self,
        id: SessionId,
        unknown_token: &[u8; 32],
        submission_key: &[u8; 32],
        now: i64,
    ) -> Result<(), StoreError> {
        const ADD: &str = "INSERT INTO sessions (id, token_hash, seen_at, submission_key) \
             SELECT $1, $2, $3, $4 WHERE NOT EXISTS \
             (SELECT 1 FROM submissions WHERE submission_key = $4) ON CONFLICT DO NOTHING";
        within!(self, connection => {
            let add = query(ADD).bind(&id.0[..]).bind(&unknown_token[..]).bind(now);
            add.bind(&submission_key[..]).execute(connection).await?;
        });
        Ok(())
    }
}

/// Notes that the record answers the submission of this key.
pub(super) async fn add_submission(
    transaction: &mut Transaction,
    record: &Commit,
    submission_key: &[u8; 32],
) -> Result<(), StoreError> {
    const ADD: &str =
        "INSERT INTO submissions (submission_key, fingerprint, user_id) VALUES ($1, $2, $3)";
    let fingerprint = submitted::fingerprint_of(&record.confirmed, record.notification.language());
    within!(transaction, connection => {
        let add = query(ADD).bind(&submission_key[..]).bind(&fingerprint[..]);
        add.bind(record.user_id.as_str()).execute(connection).await?;
    });
    Ok(())
}

/// Gives a registration its position in the order in which registrations become visible: who has read up to a position
/// has read every one before it. In SQLite one transaction writes at a time.
pub(super) const ORDER: &str = "INSERT INTO registration_order (user_id) VALUES ($1)";

/// The same as the last parts of a statement of PostgreSQL's, for what its part `registered` has inserted. There the
/// numbers of two transactions could become visible the other way round: the lock is held until the transaction has
/// ended and its rows can be seen, and the number is given to a row that the lock has let through.
/// `toroku` in ASCII: no other lock of the database has this number.
pub(super) const ORDERED: &str = "turn AS MATERIALIZED \
     (SELECT user_id, pg_advisory_xact_lock(x'746f726f6b75'::bigint) FROM registered), \
     position AS (INSERT INTO registration_order (user_id) SELECT user_id FROM turn)";
