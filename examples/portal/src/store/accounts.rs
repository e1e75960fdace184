//! Password setups: one sealed snapshot for each account.

use super::outbox::{NewMail, add_mail};
use super::people::end_logins;
use super::sql::{query, query_as};
use super::tries::forgive;
use super::{Store, StoreError, Transaction, signed};

/// A password setup as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct StoredSetup {
    /// Whose it is.
    pub(crate) user_id: String,
    /// How often it was saved; the seal holds the same number.
    pub(crate) counter: u64,
    /// The snapshot.
    pub(crate) snapshot: Vec<u8>,
    /// When its next reminder may be due, if one can be.
    pub(crate) remind_at: Option<i64>,
    /// Whether a password was ever set.
    pub(crate) has_password: bool,
}

/// What ends with the password before: all logins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewPassword {
    /// Whose failures are forgotten with it, if anybody's.
    pub(crate) forgiven: Option<[u8; 32]>,
}

/// The name that a password setup's snapshot is bound to.
pub(crate) fn setup_context(user_id: &str) -> Vec<u8> {
    [b"account/", user_id.as_bytes()].concat()
}

type Row = (String, i64, Vec<u8>, Option<i64>, bool);

fn from_row((user_id, counter, snapshot, remind_at, has_password): Row) -> StoredSetup {
    StoredSetup { user_id, counter: counter.unsigned_abs(), snapshot, remind_at, has_password }
}

impl Store {
    /// The setup of this user ID.
    pub(crate) async fn setup_of(&self, user_id: &str) -> Result<Option<StoredSetup>, StoreError> {
        const READ: &str = "SELECT user_id, counter, snapshot, remind_at, has_password FROM password_setups \
             WHERE user_id = $1";
        let row: Option<Row> = on!(self, connection => {
            query_as(READ).bind(user_id).fetch_optional(connection).await?
        });
        Ok(row.map(from_row))
    }

    /// The setup of this user ID, where its account is open, and `true`; else `decoy`, by the same way through the
    /// database, so that the time does not tell which.
    pub(crate) async fn setup_or(
        &self,
        user_id: &str,
        decoy: &StoredSetup,
    ) -> Result<(StoredSetup, bool), StoreError> {
        const READ: &str = "SELECT user_id, counter, snapshot, remind_at, has_password, 1 AS is_real \
             FROM password_setups WHERE user_id = $1 AND NOT EXISTS \
             (SELECT 1 FROM closed_accounts WHERE user_id = $1) \
             UNION ALL SELECT $2, $3, $4, NULL, FALSE, 0 ORDER BY is_real DESC LIMIT 1";
        let counter = signed(decoy.counter)?;
        let (user_id, counter, snapshot, remind_at, has_password, is_real): (_, _, _, _, _, i32) = on!(self, connection => {
            let read = query_as(READ).bind(user_id).bind(&decoy.user_id).bind(counter);
            read.bind(&decoy.snapshot).fetch_one(connection).await?
        });
        Ok((from_row((user_id, counter, snapshot, remind_at, has_password)), is_real == 1))
    }

    /// User IDs whose reminder may be due, the longest due first, `limit` at most; with the language that
    /// each registered in.
    pub(crate) async fn accounts_to_remind(
        &self,
        now: i64,
        limit: u32,
    ) -> Result<Vec<(String, String)>, StoreError> {
        const READ: &str = "SELECT user_id, language FROM password_setups \
             JOIN registrations USING (user_id) \
             WHERE remind_at IS NOT NULL AND remind_at <= $1 AND NOT EXISTS \
             (SELECT 1 FROM closed_accounts WHERE user_id = password_setups.user_id) ORDER BY remind_at, user_id LIMIT $2";
        Ok(on!(self, connection => {
            query_as(READ).bind(now).bind(i64::from(limit)).fetch_all(connection).await?
        }))
    }

    /// Setups after the user ID `after`, in their order, `limit` at most.
    pub(crate) async fn setups_after(
        &self,
        after: &str,
        limit: u32,
    ) -> Result<Vec<StoredSetup>, StoreError> {
        const READ: &str = "SELECT user_id, counter, snapshot, remind_at, has_password FROM password_setups \
             WHERE user_id > $1 ORDER BY user_id LIMIT $2";
        let rows: Vec<Row> = on!(self, connection => {
            query_as(READ).bind(after).bind(i64::from(limit)).fetch_all(connection).await?
        });
        Ok(rows.into_iter().map(from_row).collect())
    }

    /// Saves a setup under the number `setup.counter`, where the one kept has the number before, together
    /// with the mail that follows from it, if one does, and with what ends where it has a new password: a login with the
    /// password before must not outlive it, whatever breaks off.
    pub(crate) async fn save_setup(
        &self,
        setup: &StoredSetup,
        mail: Option<&NewMail<'_>>,
        password: Option<NewPassword>,
        now: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        save(&mut transaction, setup).await?;
        if let Some(NewPassword { forgiven }) = password {
            // After the setup: whoever logs in asks for the two in this order.
            end_logins(&mut transaction, &setup.user_id).await?;
            if let Some(subject) = forgiven {
                forgive(&mut transaction, &subject).await?;
            }
        }
        if let Some(mail) = mail {
            add_mail(&mut transaction, mail, now, self.standing(now)).await?;
        }
        transaction.commit().await
    }
}

/// Saves a setup under the number `setup.counter`, where the one kept has the number before.
pub(super) async fn save(
    transaction: &mut Transaction,
    setup: &StoredSetup,
) -> Result<(), StoreError> {
    const SAVE: &str = "UPDATE password_setups SET counter = $1, snapshot = $2, remind_at = $3, \
         has_password = $5 WHERE user_id = $4 AND counter = $1 - 1";
    let counter = signed(setup.counter)?;
    let saved = within!(transaction, connection => {
        query(SAVE)
            .bind(counter)
            .bind(&setup.snapshot)
            .bind(setup.remind_at)
            .bind(&setup.user_id)
            .bind(setup.has_password)
            .execute(connection)
            .await?
    });
    if saved == 1 { Ok(()) } else { Err(StoreError::Changed) }
}
