//! Open registrations: a sealed snapshot for each session.

use super::{SessionId, Store, StoreError, Transaction, signed};

/// An open registration as it is kept.
#[derive(Debug)]
pub(crate) struct OpenRegistration {
    /// How often it was saved; the seal holds the same number.
    pub(crate) counter: u64,
    /// The snapshot.
    pub(crate) snapshot: Vec<u8>,
    /// Whether the registration is over.
    pub(crate) is_complete: bool,
    /// Whether the applicant wants it kept for longer than an hour.
    pub(crate) is_kept: bool,
    /// From when on nothing of it is shown; never while the user ID is being issued.
    ends_at: Option<i64>,
}

impl OpenRegistration {
    /// Whether nothing of it may be shown any more.
    pub(crate) fn has_ended(&self, now: i64) -> bool {
        self.ends_at.is_some_and(|ends_at| ends_at <= now)
    }
}

/// The first saving makes the row; a later one finds the one before, or another process has been there.
const MAKE: &str = "INSERT INTO open_registrations \
     (session_id, counter, state, snapshot, saved_at, is_kept, ends_at) \
     SELECT $1, $2, $3, $4, $5, $6, $7 WHERE $2 = 1 ON CONFLICT DO NOTHING";
/// One that is over ends when it was to: what is heard of its mail does not make it longer.
const SAVE: &str = "UPDATE open_registrations SET counter = $2, state = $3, snapshot = $4, saved_at = $5, \
     is_kept = $6, ends_at = CASE WHEN state = 'completion' AND $3 = 'completion' THEN ends_at ELSE $7 END \
     WHERE session_id = $1 AND counter = $2 - 1";

/// An open registration to save.
#[derive(Debug)]
pub(crate) struct NewOpenRegistration<'a> {
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
    /// Whether the applicant wants it kept for longer than an hour.
    pub(crate) is_kept: bool,
    /// From when on nothing of it is shown.
    pub(crate) ends_at: i64,
}

impl Store {
    /// The session's open registration, if it has one.
    pub(crate) async fn open_registration(
        &self,
        session: SessionId,
    ) -> Result<Option<OpenRegistration>, StoreError> {
        type Row = (i64, Vec<u8>, bool, bool, Option<i64>);
        const READ: &str = "SELECT counter, snapshot, state = 'completion', is_kept, \
             CASE WHEN state <> 'issuing' THEN ends_at END \
             FROM open_registrations WHERE session_id = $1";
        let row: Option<Row> = on!(self, pool => {
            sqlx::query_as(READ).bind(&session.0[..]).fetch_optional(pool).await?
        });
        Ok(row.map(|(counter, snapshot, is_complete, is_kept, ends_at)| OpenRegistration {
            counter: counter.unsigned_abs(),
            snapshot,
            is_complete,
            is_kept,
            ends_at,
        }))
    }

    /// Saves the open registration, where the one kept has the number before; [`StoreError::Changed`] where not.
    pub(crate) async fn save_open_registration(
        &self,
        registration: &NewOpenRegistration<'_>,
    ) -> Result<(), StoreError> {
        let (statement, counter) = statement(registration)?;
        let saved = on!(self, pool => {
            let save = sqlx::query(statement).bind(&registration.session.0[..]).bind(counter);
            let save = save.bind(registration.state).bind(registration.snapshot).bind(registration.now);
            let save = save.bind(registration.is_kept).bind(registration.ends_at);
            save.execute(pool).await?.rows_affected()
        });
        if saved == 1 { Ok(()) } else { Err(StoreError::Changed) }
    }

    /// Forgets the session's open registration, if it has ended.
    pub(crate) async fn forget_ended_registration(
        &self,
        session: SessionId,
        now: i64,
    ) -> Result<(), StoreError> {
        const FORGET: &str = "DELETE FROM open_registrations \
             WHERE session_id = $1 AND ends_at <= $2 AND state <> 'issuing'";
        on!(self, pool => {
            sqlx::query(FORGET).bind(&session.0[..]).bind(now).execute(pool).await?;
        });
        Ok(())
    }

    /// Forgets the session's open registration, unless its user ID is being issued.
    pub(crate) async fn forget_open_registration(
        &self,
        session: SessionId,
    ) -> Result<(), StoreError> {
        const FORGET: &str =
            "DELETE FROM open_registrations WHERE session_id = $1 AND state <> 'issuing'";
        on!(self, pool => { sqlx::query(FORGET).bind(&session.0[..]).execute(pool).await?; });
        Ok(())
    }

    /// The sessions whose user ID is being issued, and were last saved at `saved_by` or before: their
    /// effects wait.
    pub(crate) async fn issuing_sessions(
        &self,
        saved_by: i64,
    ) -> Result<Vec<SessionId>, StoreError> {
        const READ: &str = "SELECT session_id FROM open_registrations WHERE state = 'issuing' AND saved_at <= $1 \
             ORDER BY saved_at LIMIT 1000";
        let rows: Vec<Vec<u8>> =
            on!(self, pool => sqlx::query_scalar(READ).bind(saved_by).fetch_all(pool).await?);
        rows.into_iter().map(SessionId::from_row).collect()
    }

    /// The session whose registration waits for this notification, if it is still there.
    pub(crate) async fn session_of_notification(
        &self,
        key: &str,
    ) -> Result<Option<SessionId>, StoreError> {
        const READ: &str = "SELECT session_id FROM open_registrations WHERE notification_key = $1";
        let row: Option<Vec<u8>> =
            on!(self, pool => sqlx::query_scalar(READ).bind(key).fetch_optional(pool).await?);
        row.map(SessionId::from_row).transpose()
    }
}

fn statement(registration: &NewOpenRegistration<'_>) -> Result<(&'static str, i64), StoreError> {
    Ok((if registration.counter == 1 { MAKE } else { SAVE }, signed(registration.counter)?))
}

/// Saves the open registration that has led to the notification of this key.
pub(super) async fn save_completed(
    transaction: &mut Transaction,
    registration: &NewOpenRegistration<'_>,
    key: &str,
) -> Result<(), StoreError> {
    const NAME: &str = "UPDATE open_registrations SET notification_key = $1 WHERE session_id = $2";
    let (statement, counter) = statement(registration)?;
    let saved = within!(transaction, connection => {
        let save = sqlx::query(statement).bind(&registration.session.0[..]).bind(counter);
        let save = save.bind(registration.state).bind(registration.snapshot).bind(registration.now);
        let save = save.bind(registration.is_kept).bind(registration.ends_at);
        save.execute(connection).await?.rows_affected()
    });
    if saved != 1 {
        return Err(StoreError::Changed);
    }
    within!(transaction, connection => {
        sqlx::query(NAME).bind(key).bind(&registration.session.0[..]).execute(connection).await?;
    });
    Ok(())
}
