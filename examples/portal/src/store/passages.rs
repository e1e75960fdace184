//! Passages: a sealed snapshot for each session.

use super::{SessionId, Store, StoreError};

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

impl Store {
    /// The session's passage, if it has one.
    pub(crate) async fn passage(
        &self,
        session: SessionId,
    ) -> Result<Option<StoredPassage>, StoreError> {
        let row: Option<(i64, Vec<u8>)> =
            sqlx::query_as("SELECT counter, snapshot FROM passages WHERE session_id = ?")
                .bind(&session.0[..])
                .fetch_optional(&self.pool)
                .await?;
        Ok(row
            .map(|(counter, snapshot)| StoredPassage { counter: counter.unsigned_abs(), snapshot }))
    }

    /// Saves the snapshot with the number `counter`, where the one kept has the number before.
    pub(crate) async fn save_passage(
        &self,
        session: SessionId,
        counter: u64,
        state: &str,
        snapshot: &[u8],
    ) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        save(&mut connection, session, counter, state, snapshot).await
    }

    /// Forgets the session's passage.
    pub(crate) async fn forget_passage(&self, session: SessionId) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM passages WHERE session_id = ?")
            .bind(&session.0[..])
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The sessions whose user ID is being issued: their effects wait.
    pub(crate) async fn issuing_sessions(&self) -> Result<Vec<SessionId>, StoreError> {
        let rows: Vec<Vec<u8>> =
            sqlx::query_scalar("SELECT session_id FROM passages WHERE state = 'issuing'")
                .fetch_all(&self.pool)
                .await?;
        rows.into_iter().map(SessionId::from_row).collect()
    }

    /// The session whose passage waits for this notification, if it is still there.
    pub(crate) async fn session_of_notification(
        &self,
        key: &str,
    ) -> Result<Option<SessionId>, StoreError> {
        let row: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT session_id FROM passages WHERE notification_key = ?")
                .bind(key)
                .fetch_optional(&self.pool)
                .await?;
        row.map(SessionId::from_row).transpose()
    }
}

pub(super) async fn save(
    connection: &mut sqlx::SqliteConnection,
    session: SessionId,
    counter: u64,
    state: &str,
    snapshot: &[u8],
) -> Result<(), StoreError> {
    let saved = sqlx::query(
        "INSERT INTO passages (session_id, counter, state, snapshot) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (session_id) DO UPDATE SET counter = ?2, state = ?3, snapshot = ?4 \
         WHERE counter = ?2 - 1",
    )
    .bind(&session.0[..])
    .bind(signed(counter)?)
    .bind(state)
    .bind(snapshot)
    .execute(connection)
    .await?;
    if saved.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Changed) }
}
