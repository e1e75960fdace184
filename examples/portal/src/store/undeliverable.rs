//! The outbox as its operator sees it: what waits, and what was given up.

use super::sql::{query, query_as};
use super::{Store, StoreError};

/// How the outbox stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outbox {
    /// Mails that are to be sent, now or later.
    pub(crate) waiting: i64,
    /// When the oldest of them was written.
    pub(crate) oldest: Option<i64>,
    /// Mails that were given up.
    pub(crate) given_up: i64,
}

/// A mail that was given up.
#[derive(Clone)]
pub(crate) struct UndeliverableMail {
    /// Its number in the outbox.
    pub(crate) id: i64,
    /// When it was written.
    pub(crate) created_at: i64,
    /// When it was given up.
    pub(crate) given_up_at: i64,
    /// How often it was tried.
    pub(crate) attempts: i64,
    /// The address.
    pub(crate) recipient: String,
    /// The subject.
    pub(crate) subject: String,
    /// Why the last try failed.
    pub(crate) error: String,
}

impl Store {
    /// How the outbox stands.
    pub(crate) async fn outbox(&self) -> Result<Outbox, StoreError> {
        const WAITING: &str = "SELECT count(*), min(created_at) FROM outbox \
             WHERE ended_at IS NULL AND given_up_at IS NULL";
        const GIVEN_UP: &str = "SELECT count(*) FROM outbox WHERE given_up_at IS NOT NULL";
        let (waiting, oldest): (i64, Option<i64>) =
            on!(self, connection => query_as(WAITING).fetch_one(connection).await?);
        let given_up: i64 =
            on!(self, connection => query_as(GIVEN_UP).fetch_one(connection).await?);
        Ok(Outbox { waiting, oldest, given_up })
    }

    /// The mails that were given up, oldest first, a thousand at most.
    pub(crate) async fn undeliverable(&self) -> Result<Vec<UndeliverableMail>, StoreError> {
        type Row = (i64, i64, i64, i64, String, String, String);
        const READ: &str = "SELECT id, created_at, given_up_at, attempts, recipient, subject, \
             coalesce(last_error, '') FROM outbox WHERE given_up_at IS NOT NULL ORDER BY id LIMIT 1000";
        let rows: Vec<Row> = on!(self, connection => query_as(READ).fetch_all(connection).await?);
        let mail = |(id, created_at, given_up_at, attempts, recipient, subject, error)| {
            UndeliverableMail { id, created_at, given_up_at, attempts, recipient, subject, error }
        };
        Ok(rows.into_iter().map(mail).collect())
    }

    /// Tries a mail that was given up anew, or all of them; how many there were.
    pub(crate) async fn retry_undeliverable(
        &self,
        id: Option<i64>,
        now: i64,
    ) -> Result<u64, StoreError> {
        const RETRY: &str = "UPDATE outbox SET given_up_at = NULL, attempts = 0, refusals = 0, due_at = $1 \
             WHERE given_up_at IS NOT NULL AND ($2 = 0 OR id = $2)";
        // No mail has the number 0.
        Ok(change!(self, connection => {
            let retry = query(RETRY).bind(now).bind(id.unwrap_or(0));
            retry.execute(connection).await?
        }))
    }

    /// Forgets a mail that was given up, all but its key; how many there were.
    pub(crate) async fn drop_undeliverable(&self, id: i64, now: i64) -> Result<u64, StoreError> {
        const DROP: &str = "UPDATE outbox SET given_up_at = NULL, ended_at = $1, recipient = '', \
             subject = '', text = '', html = '' WHERE id = $2 AND given_up_at IS NOT NULL";
        Ok(change!(self, connection => {
            query(DROP).bind(now).bind(id).execute(connection).await?
        }))
    }
}
