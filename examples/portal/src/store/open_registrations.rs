//! Open registrations: a sealed snapshot for each session.

use super::sql::{Query, query, query_as};
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
    /// From when on nothing of it is shown.
    ends_at: i64,
    /// The name that was registered, and when, if it is over.
    pub(crate) registered: Option<(String, i64)>,
}

impl OpenRegistration {
    /// Whether nothing of it may be shown any more.
    pub(crate) fn has_ended(&self, now: i64) -> bool {
        self.ends_at <= now
    }
}

/// Counter, snapshot, whether it is over, whether it is kept, when it ends, and what was registered.
type Row = (i64, Vec<u8>, bool, bool, i64, Option<(String, i64)>);

impl From<Row> for OpenRegistration {
    fn from((counter, snapshot, is_complete, is_kept, ends_at, registered): Row) -> Self {
        let counter = counter.unsigned_abs();
        Self { counter, snapshot, is_complete, is_kept, ends_at, registered }
    }
}

/// The first saving makes the row; a later one finds the one before, or another process has been there.
const MAKE: &str = "INSERT INTO open_registrations \
     (session_id, counter, state, snapshot, saved_at, is_kept, ends_at, notification_key) \
     SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE $2 = 1 ON CONFLICT DO NOTHING";
const SAVE: &str = "UPDATE open_registrations SET counter = $2, state = $3, snapshot = $4, saved_at = $5, \
     is_kept = $6, ends_at = $7, notification_key = $8 \
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
    /// The notification that it has led to, if it is over.
    pub(crate) notification_key: Option<String>,
}

impl Store {
    /// The session's open registration, if it has one.
    pub(crate) async fn open_registration(
        &self,
        session: SessionId,
    ) -> Result<Option<OpenRegistration>, StoreError> {
        type Columns = (i64, Vec<u8>, bool, bool, i64, Option<String>, Option<i64>);
        const READ: &str = "SELECT counter, snapshot, state = 'completion', is_kept, ends_at, \
             user_name, registered_at FROM open_registrations \
             LEFT JOIN registrations USING (notification_key) WHERE session_id = $1";
        let row: Option<Columns> = on!(self, connection => {
            query_as(READ).bind(&session.0[..]).fetch_optional(connection).await?
        });
        let row = row.map(|(counter, snapshot, is_complete, is_kept, ends_at, name, at)| {
            (counter, snapshot, is_complete, is_kept, ends_at, name.zip(at))
        });
        Ok(row.map(OpenRegistration::from))
    }

    /// Saves the open registration, where the one kept has the number before; [`StoreError::Changed`] where not.
    pub(crate) async fn save_open_registration(
        &self,
        registration: &NewOpenRegistration<'_>,
    ) -> Result<(), StoreError> {
        let saved = change!(self, connection => saving(registration)?.execute(connection).await?);
        if saved == 1 { Ok(()) } else { Err(StoreError::Changed) }
    }

    /// Forgets the session's open registration, if it has ended.
    pub(crate) async fn forget_ended_registration(
        &self,
        session: SessionId,
        now: i64,
    ) -> Result<(), StoreError> {
        const FORGET: &str = "DELETE FROM open_registrations \
             WHERE session_id = $1 AND ends_at <= $2";
        change!(self, connection => {
            query(FORGET).bind(&session.0[..]).bind(now).execute(connection).await?;
        });
        Ok(())
    }

    /// Forgets the session's open registration.
    pub(crate) async fn forget_open_registration(
        &self,
        session: SessionId,
    ) -> Result<(), StoreError> {
        const FORGET: &str = "DELETE FROM open_registrations WHERE session_id = $1";
        change!(self, connection => { query(FORGET).bind(&session.0[..]).execute(connection).await?; });
        Ok(())
    }
}

/// The statement that saves it, where the one kept has the number before: it changes one row then, and else none.
pub(super) fn saving<'r>(
    registration: &'r NewOpenRegistration<'_>,
) -> Result<Query<'r, ()>, StoreError> {
    let statement = if registration.counter == 1 { MAKE } else { SAVE };
    let save = query(statement).bind(&registration.session.0[..]);
    let save = save.bind(signed(registration.counter)?).bind(registration.state);
    let save = save.bind(registration.snapshot).bind(registration.now);
    let save = save.bind(registration.is_kept).bind(registration.ends_at);
    Ok(save.bind(registration.notification_key.as_deref()))
}

/// Saves the open registration in a transaction.
pub(super) async fn save(
    transaction: &mut Transaction,
    registration: &NewOpenRegistration<'_>,
) -> Result<(), StoreError> {
    let saved =
        within!(transaction, connection => saving(registration)?.execute(connection).await?);
    if saved == 1 { Ok(()) } else { Err(StoreError::Changed) }
}
