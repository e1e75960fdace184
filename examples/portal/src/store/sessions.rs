//! Browsers: a session for each, found by the hash of its cookie.

use std::fmt;

use super::presence::leave;
use super::sql::{query, query_as};
use super::{OpenRegistration, Store, StoreError, signed};

/// The name of a session in the store. Not a secret: the cookie is another number.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SessionId(pub(crate) [u8; 16]);

impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionId(..)")
    }
}

impl SessionId {
    pub(super) fn from_row(bytes: Vec<u8>) -> Result<Self, StoreError> {
        let bytes = bytes
            .try_into()
            .map_err(|_| sqlx::Error::Decode("a session's name has 16 bytes".into()))?;
        Ok(Self(bytes))
    }
}

/// A session as it is kept.
#[derive(Debug)]
pub(crate) struct StoredSession {
    /// Its name.
    pub(crate) id: SessionId,
    /// When a request of it came last.
    pub(crate) seen_at: i64,
    /// Who is logged in, if anyone.
    pub(crate) user_id: Option<String>,
    /// What it has open, if anything.
    pub(crate) registration: Option<OpenRegistration>,
    /// Whether the page that is left still counts as open, and is to be noted as left.
    pub(crate) is_left: bool,
}

/// The statement that reads a session: what stands before it, and whether a page is to be noted as left.
macro_rules! reading {
    ($before:expr, $is_left:expr) => {
        concat!(
            $before,
            "SELECT id, seen_at, CASE WHEN logged_in_at > $2 AND NOT EXISTS \
             (SELECT 1 FROM closed_accounts WHERE user_id = sessions.user_id) AND NOT EXISTS \
             (SELECT 1 FROM erased_user_ids WHERE user_id = sessions.user_id) THEN sessions.user_id END, ",
            $is_left,
            ", counter, snapshot, state = 'completion', is_kept, ends_at, user_name, registered_at \
             FROM sessions LEFT JOIN open_registrations ON open_registrations.session_id = sessions.id \
             LEFT JOIN registrations USING (notification_key) WHERE token_hash = $1"
        )
    };
}

const READ: &str = reading!("", "FALSE");
/// The same, which looks for the page that is left, `$3`. SQLite writes elsewhere than it reads.
const READ_LEFT: &str = reading!(
    "",
    "EXISTS (SELECT 1 FROM watched_pages WHERE session_id = sessions.id \
     AND path = $3 AND reports = 0 AND is_open)"
);
/// The same, which notes that it is left.
const READ_AND_LEAVE: &str = reading!(
    concat!(
        "WITH page_left AS (",
        leave!("(SELECT id FROM sessions WHERE token_hash = $1)", "$3"),
        ") "
    ),
    "FALSE"
);

pub(super) const ADD: &str = "INSERT INTO sessions (id, token_hash, seen_at) VALUES ($1, $2, $3)";

impl Store {
    /// Keeps a new session.
    pub(crate) async fn add_session(
        &self,
        id: SessionId,
        token_hash: &[u8; 32],
        now: i64,
    ) -> Result<(), StoreError> {
        change!(self, connection => {
            let add = query(ADD).bind(&id.0[..]).bind(&token_hash[..]);
            add.bind(now).execute(connection).await?;
        });
        Ok(())
    }

    /// The session whose cookie has this hash. Nobody is logged in by a login from before `since`, nor with an account
    /// that is closed or erased, though the login should have come between. `left` is the path of a page that is navigated
    /// on from: PostgreSQL notes it with the same statement.
    pub(crate) async fn session(
        &self,
        token_hash: &[u8; 32],
        since: i64,
        left: Option<&str>,
    ) -> Result<Option<StoredSession>, StoreError> {
        type Row = (
            Vec<u8>,
            i64,
            Option<String>,
            bool,
            Option<i64>,
            Option<Vec<u8>>,
            Option<bool>,
            Option<bool>,
            Option<i64>,
            Option<String>,
            Option<i64>,
        );
        let row: Option<Row> = on!(self, connection => {
            let read = match left {
                None => query_as(READ).bind(&token_hash[..]).bind(since),
                Some(left) => {
                    let read = query_as(self.dialect(READ_LEFT, READ_AND_LEAVE));
                    read.bind(&token_hash[..]).bind(since).bind(left)
                }
            };
            read.fetch_optional(connection).await?
        });
        row.map(
            |(
                id,
                seen_at,
                user_id,
                is_left,
                counter,
                snapshot,
                is_complete,
                is_kept,
                ends_at,
                name,
                at,
            )| {
                let registered = name.zip(at);
                let open =
                    (|| Some((counter?, snapshot?, is_complete?, is_kept?, ends_at?, registered)))(
                    );
                Ok(StoredSession {
                    id: SessionId::from_row(id)?,
                    seen_at,
                    user_id,
                    registration: open.map(OpenRegistration::from),
                    is_left,
                })
            },
        )
        .transpose()
    }

    /// Notes that a request of the session came.
    pub(crate) async fn touch_session(&self, id: SessionId, now: i64) -> Result<(), StoreError> {
        const TOUCH: &str = "UPDATE sessions SET seen_at = $1 WHERE id = $2";
        change!(self, connection => {
            query(TOUCH).bind(now).bind(&id.0[..]).execute(connection).await?;
        });
        Ok(())
    }

    /// Gives the session another cookie, with nobody logged in.
    pub(crate) async fn renew_session(
        &self,
        id: SessionId,
        token_hash: &[u8; 32],
    ) -> Result<(), StoreError> {
        const RENEW: &str = "UPDATE sessions SET token_hash = $1, user_id = NULL, logged_in_at = NULL \
             WHERE id = $2";
        change!(self, connection => {
            query(RENEW).bind(&token_hash[..]).bind(&id.0[..]).execute(connection).await?;
        });
        Ok(())
    }

    /// Gives the session another cookie and says who is logged in from `now` on: a cookie that was known before a login
    /// is worth nothing after it. Nothing is done, and the answer is `false`, where the account's setup has another
    /// counter by now, or the account is closed: the login is one of before, and all of those have ended.
    pub(crate) async fn log_in_session(
        &self,
        id: SessionId,
        token_hash: &[u8; 32],
        (user_id, counter): (&str, u64),
        now: i64,
    ) -> Result<bool, StoreError> {
        macro_rules! log_in {
            ($lock:literal) => {
                concat!(
                    "UPDATE sessions SET token_hash = $1, user_id = $2, logged_in_at = $3 WHERE id = $4 AND NOT EXISTS \
                     (SELECT 1 FROM closed_accounts WHERE user_id = $2) AND EXISTS \
                     (SELECT 1 FROM password_setups WHERE user_id = $2 AND counter = $5",
                    $lock,
                    ")"
                )
            };
        }
        // Whoever changes the account meanwhile waits, and then finds the login.
        let log_in = self.dialect(log_in!(""), log_in!(" FOR SHARE"));
        let counter = signed(counter)?;
        let logged_in = change!(self, connection => {
            let log_in = query(log_in).bind(&token_hash[..]).bind(user_id).bind(now);
            log_in.bind(&id.0[..]).bind(counter).execute(connection).await?
        });
        Ok(logged_in == 1)
    }

    /// Forgets sessions without a request since `before`, and their registrations with them.
    pub(crate) async fn forget_sessions(&self, before: i64) -> Result<u64, StoreError> {
        const FORGET: &str = "DELETE FROM sessions WHERE seen_at < $1";
        Ok(
            change!(self, connection => query(FORGET).bind(before).long().execute(connection).await?),
        )
    }
}
