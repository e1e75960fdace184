//! What is counted against an allowance: tries of a login, and mails that somebody asked for, by the keyed hash of an
//! account, a browser, an address or a mailbox. It is counted before the work is done, in one transaction that
//! others with the same subject wait for: of many at once, no more get through than of one after the other.

use super::sql::{Query, query, query_as};
use super::{Store, StoreError, Transaction};
use crate::allowance::{Allowance, Used};

/// Who is counted, and what they may.
pub(crate) type Counted = ([u8; 32], Allowance);

impl Store {
    /// Uses one up of each; of none where one has none left. Whoever asks for several keeps to one order of kinds,
    /// or two would wait for each other.
    ///
    /// # Errors
    /// Inside, the seconds to wait until there is one of each.
    pub(crate) async fn take(
        &self,
        counted: &[Counted],
        now: i64,
    ) -> Result<Result<(), i64>, StoreError> {
        if counted.is_empty() {
            return Ok(Ok(()));
        }
        let mut transaction = self.begin().await?;
        match transaction.take(counted, now).await? {
            // Without a commit nothing was taken.
            Err(seconds) => Ok(Err(seconds)),
            Ok(()) => transaction.commit().await.map(Ok),
        }
    }

    /// Gives back what was taken.
    pub(crate) async fn give_back(&self, counted: &[Counted], now: i64) -> Result<(), StoreError> {
        if counted.is_empty() {
            return Ok(());
        }
        let mut transaction = self.begin().await?;
        for (subject, allowance) in counted {
            let used = used(&mut transaction, subject).await?;
            set(&mut transaction, subject, allowance.give_back(used, now)).await?;
        }
        transaction.commit().await
    }

    /// Forgets what has come back.
    pub(crate) async fn forget_tries(&self, now: i64) -> Result<(), StoreError> {
        // Without waiting for rows that somebody holds, who may be waiting for another one of these.
        let forget = self.dialect(
            "DELETE FROM tries WHERE whole_at < $1 AND free_at < $1",
            "DELETE FROM tries WHERE subject IN (SELECT subject FROM tries \
             WHERE whole_at < $1 AND free_at < $1 FOR UPDATE SKIP LOCKED)",
        );
        change!(self, connection => { query(forget).bind(now).long().execute(connection).await?; });
        Ok(())
    }
}

impl Store {
    /// What the subject has used; others may change it.
    pub(super) async fn used(&self, subject: &[u8; 32]) -> Result<Used, StoreError> {
        const READ: &str = "SELECT whole_at, free_at FROM tries WHERE subject = $1";
        let used: Option<(i64, i64)> = on!(self, connection => {
            query_as(READ).bind(&subject[..]).fetch_optional(connection).await?
        });
        Ok(Used::of(used))
    }
}

/// One more that a subject uses up, of which it is known what it has used.
#[derive(Debug)]
pub(super) struct Taking {
    pub(super) subject: [u8; 32],
    pub(super) used: Used,
    pub(super) next: Used,
}

impl Taking {
    /// The statement that notes it, for PostgreSQL, where the rows of `saved` let it. It fails where somebody else has used
    /// one up meanwhile, with all that is asked as one with it: see [`has_changed`].
    pub(super) fn query(&self) -> Query<'static, ()> {
        const TAKE: &str = "INSERT INTO tries (subject, whole_at, free_at) SELECT $1, $2, $3 FROM saved \
             ON CONFLICT (subject) DO UPDATE SET free_at = excluded.free_at, whole_at = \
             CASE WHEN tries.whole_at = $4 AND tries.free_at = $5 THEN excluded.whole_at END";
        let take = query(TAKE).bind(self.subject.to_vec());
        let take = take.bind(self.next.whole_at).bind(self.next.free_at);
        take.bind(self.used.whole_at).bind(self.used.free_at)
    }
}

/// Whether it failed because of what somebody else has used up.
pub(super) fn has_changed(error: &StoreError) -> bool {
    const NULL_WHERE_THERE_IS_NONE: &str = "23502";
    let StoreError::Database(error) = error else { return false };
    let Some(error) = error.as_database_error() else { return false };
    error.table() == Some("tries") && error.code().as_deref() == Some(NULL_WHERE_THERE_IS_NONE)
}

impl Transaction {
    /// The same in a transaction, which is to end without a commit where one has none left.
    ///
    /// # Errors
    /// Inside, the seconds to wait until there is one of each.
    pub(crate) async fn take(
        &mut self,
        counted: &[Counted],
        now: i64,
    ) -> Result<Result<(), i64>, StoreError> {
        let mut wait = None;
        for (subject, allowance) in counted {
            let used = used(self, subject).await?;
            match allowance.take(used, now) {
                Ok(next) => set(self, subject, next).await?,
                Err(seconds) => wait = wait.max(Some(seconds)),
            }
        }
        Ok(wait.map_or(Ok(()), Err))
    }
}

/// What the subject has used; nobody else changes it until the transaction ends.
async fn used(transaction: &mut Transaction, subject: &[u8; 32]) -> Result<Used, StoreError> {
    // Sets nothing, and so locks the row and reads what it is then.
    const READ: &str = "INSERT INTO tries (subject, whole_at, free_at) VALUES ($1, 0, 0) \
         ON CONFLICT (subject) DO UPDATE SET whole_at = tries.whole_at \
         RETURNING whole_at, free_at";
    let (whole_at, free_at) = within!(transaction, connection => {
        query_as(READ).bind(&subject[..]).fetch_one(connection).await?
    });
    Ok(Used { whole_at, free_at })
}

/// Forgets what a subject has used.
pub(super) async fn forgive(
    transaction: &mut Transaction,
    subject: &[u8; 32],
) -> Result<(), StoreError> {
    const FORGIVE: &str = "DELETE FROM tries WHERE subject = $1";
    within!(transaction, connection => {
        query(FORGIVE).bind(&subject[..]).execute(connection).await?;
    });
    Ok(())
}

async fn set(
    transaction: &mut Transaction,
    subject: &[u8; 32],
    used: Used,
) -> Result<(), StoreError> {
    const SET: &str = "UPDATE tries SET whole_at = $2, free_at = $3 WHERE subject = $1";
    within!(transaction, connection => {
        let set = query(SET).bind(&subject[..]).bind(used.whole_at).bind(used.free_at);
        set.execute(connection).await?;
    });
    Ok(())
}
