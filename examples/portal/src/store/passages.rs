//! Passages: a sealed snapshot for each session.

use super::{SessionId, Store, StoreError, Transaction};

/// A passage as it is kept.
#[derive(Debug)]
pub(crate) struct StoredPassage {
    /// How often it was saved; the seal holds the same number.
    pub(crate) counter: u64,
    /// The snapshot.
    pub(crate) snapshot: Vec<u8>,
}

/// The database's integers have a sign; counters and numbers here stay far below the difference.
pub(super) fn signed(number: u64) -> Result<i64, StoreError> {
    i64::try_from(number).map_err(|_| sqlx::Error::Encode("number above 2^63".into()).into())
}

/// The first saving makes the row; a later one finds the one before, or another process has been there.
const MAKE: &str = "INSERT INTO passages (session_id, counter, state, snapshot, saved_at) \
     SELECT $1, $2, $3, $4, $5 WHERE $2 = 1 ON CONFLICT DO NOTHING";
const SAVE: &str = "UPDATE passages SET counter = $2, state = $3, snapshot = $4, saved_at = $5 \
     WHERE session_id = $1 AND counter = $2 - 1";

/// A passage to save.
#[derive(Debug)]
pub(crate) struct NewPassage<'a> {
    /// Whose it is.
    pub(crate) session: SessionId,
    /// How often it has been saved, this time included.
    pub(crate) counter: u64,
    /// The name of its state.
    pub(crate) state: &'a str,
    /// The snapshot.
    pub(crate) snapshot: &'a [u8],
    /// The time.
    pub(crate) now: i64,
}

impl Store {
    /// The session's passage, if it has one.
    pub(crate) async fn passage(
        &self,
        session: SessionId,
    ) -> Result<Option<StoredPassage>, StoreError> {
        const READ: &str = "SELECT counter, snapshot FROM passages WHERE session_id = $1";
        let row: Option<(i64, Vec<u8>)> = on!(self, pool => {
            sqlx::query_as(READ).bind(&session.0[..]).fetch_optional(pool).await?
        });
        Ok(row
            .map(|(counter, snapshot)| StoredPassage { counter: counter.unsigned_abs(), snapshot }))
    }

    /// Saves the passage, where the one kept has the number before; [`StoreError::Changed`] where not.
    pub(crate) async fn save_passage(&self, passage: &NewPassage<'_>) -> Result<(), StoreError> {
        let (statement, counter) = statement(passage)?;
        let saved = on!(self, pool => {
            let save = sqlx::query(statement).bind(&passage.session.0[..]).bind(counter);
            let save = save.bind(passage.state).bind(passage.snapshot).bind(passage.now);
            save.execute(pool).await?.rows_affected()
        });
        if saved == 1 { Ok(()) } else { Err(StoreError::Changed) }
    }

    /// Forgets the session's passage.
    pub(crate) async fn forget_passage(&self, session: SessionId) -> Result<(), StoreError> {
        const FORGET: &str = "DELETE FROM passages WHERE session_id = $1";
        on!(self, pool => { sqlx::query(FORGET).bind(&session.0[..]).execute(pool).await?; });
        Ok(())
    }

    /// The sessions whose user ID is being issued, and were last saved at `saved_by` or before: their
    /// effects wait.
    pub(crate) async fn issuing_sessions(
        &self,
        saved_by: i64,
    ) -> Result<Vec<SessionId>, StoreError> {
        const READ: &str = "SELECT session_id FROM passages WHERE state = 'issuing' AND saved_at <= $1 \
             ORDER BY saved_at LIMIT 1000";
        let rows: Vec<Vec<u8>> =
            on!(self, pool => sqlx::query_scalar(READ).bind(saved_by).fetch_all(pool).await?);
        rows.into_iter().map(SessionId::from_row).collect()
    }

    /// The session whose passage waits for this notification, if it is still there.
    pub(crate) async fn session_of_notification(
        &self,
        key: &str,
    ) -> Result<Option<SessionId>, StoreError> {
        const READ: &str = "SELECT session_id FROM passages WHERE notification_key = $1";
        let row: Option<Vec<u8>> =
            on!(self, pool => sqlx::query_scalar(READ).bind(key).fetch_optional(pool).await?);
        row.map(SessionId::from_row).transpose()
    }
}

fn statement(passage: &NewPassage<'_>) -> Result<(&'static str, i64), StoreError> {
    Ok((if passage.counter == 1 { MAKE } else { SAVE }, signed(passage.counter)?))
}

/// Saves the passage that has led to the notification of this key.
pub(super) async fn save_completed(
    transaction: &mut Transaction,
    passage: &NewPassage<'_>,
    key: &str,
) -> Result<(), StoreError> {
    const NAME: &str = "UPDATE passages SET notification_key = $1 WHERE session_id = $2";
    let (statement, counter) = statement(passage)?;
    let saved = within!(transaction, connection => {
        let save = sqlx::query(statement).bind(&passage.session.0[..]).bind(counter);
        let save = save.bind(passage.state).bind(passage.snapshot).bind(passage.now);
        save.execute(connection).await?.rows_affected()
    });
    if saved != 1 {
        return Err(StoreError::Changed);
    }
    within!(transaction, connection => {
        sqlx::query(NAME).bind(key).bind(&passage.session.0[..]).execute(connection).await?;
    });
    Ok(())
}
