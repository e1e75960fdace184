//! The office's staff: accounts and sessions of their own, apart from applicants'.

use super::audit::{By, note};
use super::sql::{query, query_as};
use super::{Store, StoreError, Transaction};

/// A member of the staff as kept.
#[derive(Clone, Debug)]
pub(crate) struct StoredStaff {
    /// The name to log in with.
    pub(crate) name: String,
    /// The name of the role.
    pub(crate) role: String,
    /// The password's Argon2id hash, as a PHC string.
    pub(crate) password_hash: String,
    /// What the secret of the codes is made of, with the sealing key.
    pub(crate) salt: Vec<u8>,
    /// When the last request of a session came.
    pub(crate) seen_at: Option<i64>,
}

type Row = (String, String, String, Vec<u8>, Option<i64>);

fn from_row((name, role, password_hash, salt, seen_at): Row) -> StoredStaff {
    StoredStaff { name, role, password_hash, salt, seen_at }
}

impl Store {
    /// Keeps a new member; whether the name was free. One that was removed is not: the audit log knows it.
    pub(crate) async fn add_staff(
        &self,
        by: &By<'_>,
        staff: &StoredStaff,
    ) -> Result<bool, StoreError> {
        const ADD: &str = "INSERT INTO staff (name, role, password_hash, salt) \
             VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
        let mut transaction = self.begin().await?;
        let added = within!(&mut transaction, connection => {
            let add = query(ADD).bind(&staff.name).bind(&staff.role);
            let add = add.bind(&staff.password_hash).bind(&staff.salt);
            add.execute(connection).await?
        });
        if added == 1 {
            note(&mut transaction, by, "").await?;
            transaction.commit().await?;
        }
        Ok(added == 1)
    }

    /// Gives a member another password and secret, and ends the sessions; whether there is one.
    pub(crate) async fn reset_staff(
        &self,
        by: &By<'_>,
        staff: &StoredStaff,
    ) -> Result<bool, StoreError> {
        const RESET: &str = "UPDATE staff SET password_hash = $2, salt = $3, last_step = 0 \
             WHERE name = $1 AND removed_at IS NULL";
        let mut transaction = self.begin().await?;
        let reset = within!(&mut transaction, connection => {
            let reset = query(RESET).bind(&staff.name).bind(&staff.password_hash);
            reset.bind(&staff.salt).execute(connection).await?
        });
        end_sessions(&mut transaction, &staff.name).await?;
        note(&mut transaction, by, "").await?;
        transaction.commit().await?;
        Ok(reset == 1)
    }

    /// Removes a member for ever; whether there was one.
    pub(crate) async fn remove_staff(&self, by: &By<'_>, name: &str) -> Result<bool, StoreError> {
        const REMOVE: &str = "UPDATE staff SET removed_at = $2, password_hash = '' \
             WHERE name = $1 AND removed_at IS NULL";
        let mut transaction = self.begin().await?;
        let removed = within!(&mut transaction, connection => {
            query(REMOVE).bind(name).bind(by.at).execute(connection).await?
        });
        end_sessions(&mut transaction, name).await?;
        note(&mut transaction, by, "").await?;
        transaction.commit().await?;
        Ok(removed == 1)
    }

    /// All members but those removed, by name.
    pub(crate) async fn staff(&self) -> Result<Vec<StoredStaff>, StoreError> {
        const READ: &str = "SELECT name, role, password_hash, salt, (SELECT max(seen_at) \
             FROM staff_sessions WHERE staff_sessions.name = staff.name) \
             FROM staff WHERE removed_at IS NULL ORDER BY name";
        let rows: Vec<Row> = on!(self, connection => query_as(READ).fetch_all(connection).await?);
        Ok(rows.into_iter().map(from_row).collect())
    }

    /// The member of this name.
    pub(crate) async fn staff_named(&self, name: &str) -> Result<Option<StoredStaff>, StoreError> {
        const READ: &str = "SELECT name, role, password_hash, salt, CAST(NULL AS BIGINT) \
             FROM staff WHERE name = $1 AND removed_at IS NULL";
        let row: Option<Row> =
            on!(self, connection => query_as(READ).bind(name).fetch_optional(connection).await?);
        Ok(row.map(from_row))
    }

    /// Uses up the code of this step and keeps a new session of the member; whether the code was not used before, nor a
    /// later one, and the password is still the same. A code much later was used while the clock was ahead, and keeps
    /// nobody out.
    pub(crate) async fn begin_staff_session(
        &self,
        staff: &StoredStaff,
        step: i64,
        token_hash: &[u8; 32],
        now: i64,
    ) -> Result<bool, StoreError> {
        const USE: &str = "UPDATE staff SET last_step = $2 WHERE name = $1 AND password_hash = $3 \
             AND (last_step < $2 OR last_step > $2 + 20)";
        const ADD: &str = "INSERT INTO staff_sessions (token_hash, name, began_at, seen_at) \
             VALUES ($1, $2, $3, $3)";
        let mut transaction = self.begin().await?;
        // Whoever resets or removes the member waits for the row, and then ends this session too.
        let used = within!(&mut transaction, connection => {
            let used = query(USE).bind(&staff.name).bind(step).bind(&staff.password_hash);
            used.execute(connection).await?
        });
        if used == 1 {
            within!(&mut transaction, connection => {
                let add = query(ADD).bind(&token_hash[..]).bind(&staff.name).bind(now);
                add.execute(connection).await?;
            });
            transaction.commit().await?;
        }
        Ok(used == 1)
    }

    /// The name and role of whose session has this cookie, where it began since `began` and was seen since `seen`;
    /// it is seen now.
    pub(crate) async fn staff_session(
        &self,
        token_hash: &[u8; 32],
        (began, seen): (i64, i64),
        now: i64,
    ) -> Result<Option<(String, String)>, StoreError> {
        const SEEN: &str = "UPDATE staff_sessions SET seen_at = $4 \
             WHERE token_hash = $1 AND began_at > $2 AND seen_at > $3 RETURNING name";
        const READ: &str = "SELECT name, role FROM staff WHERE name = $1 AND removed_at IS NULL";
        let name: Option<String> = change!(self, connection => {
            let seen = query_as(SEEN).bind(&token_hash[..]).bind(began).bind(seen);
            seen.bind(now).fetch_optional(connection).await?
        });
        let Some(name) = name else { return Ok(None) };
        Ok(on!(self, connection => query_as(READ).bind(&name).fetch_optional(connection).await?))
    }

    /// Ends the session with this cookie.
    pub(crate) async fn end_staff_session(&self, token_hash: &[u8; 32]) -> Result<(), StoreError> {
        const END: &str = "DELETE FROM staff_sessions WHERE token_hash = $1";
        change!(self, connection => { query(END).bind(&token_hash[..]).execute(connection).await?; });
        Ok(())
    }

    /// Forgets sessions that began before `before`.
    pub(crate) async fn forget_staff_sessions(&self, before: i64) -> Result<(), StoreError> {
        const FORGET: &str = "DELETE FROM staff_sessions WHERE began_at < $1";
        change!(self, connection => { query(FORGET).bind(before).long().execute(connection).await?; });
        Ok(())
    }
}

/// Ends all sessions of a member.
async fn end_sessions(transaction: &mut Transaction, name: &str) -> Result<(), StoreError> {
    const END: &str = "DELETE FROM staff_sessions WHERE name = $1";
    within!(transaction, connection => {
        query(END).bind(name).execute(connection).await?;
    });
    Ok(())
}
