//! What is kept no longer than the policy says.

use super::sql::{query, query_as};
use super::{Store, StoreError};

/// What grows old.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Old {
    /// What was entered and not registered.
    Drafts,
    /// What a browser keeps of a registration that is over.
    Completed,
    /// Mails that were delivered, into the local mailbox too, or given up.
    Mails,
}

impl Store {
    /// Deletes what is older than `before`, or has ended by then; how much there was.
    pub(crate) async fn delete_old(&self, old: Old, before: i64) -> Result<u64, StoreError> {
        const DRAFTS: &str = "DELETE FROM open_registrations \
             WHERE state IN ('start', 'entry', 'confirmation') AND ends_at <= $1";
        const COMPLETED: &str =
            "DELETE FROM open_registrations WHERE state = 'completion' AND ends_at <= $1";
        const MAILS: &str = "DELETE FROM outbox WHERE ended_at < $1 OR given_up_at < $1";
        let statement = match old {
            Old::Drafts => DRAFTS,
            Old::Completed => COMPLETED,
            Old::Mails => MAILS,
        };
        Ok(change!(self, connection => {
            query(statement).bind(before).long().execute(connection).await?
        }))
    }

    /// The user IDs of registrations from before `before` whose password was never set,
    /// `limit` at most. One that the office has closed is its own to decide on.
    pub(crate) async fn unclaimed(
        &self,
        before: i64,
        limit: u32,
    ) -> Result<Vec<String>, StoreError> {
        const READ: &str = "SELECT user_id FROM password_setups \
             JOIN registrations USING (user_id) WHERE NOT has_password AND registered_at < $1 \
             AND NOT EXISTS \
             (SELECT 1 FROM closed_accounts WHERE user_id = password_setups.user_id) LIMIT $2";
        Ok(on!(self, connection => {
            query_as(READ).bind(before).bind(i64::from(limit)).fetch_all(connection).await?
        }))
    }
}
