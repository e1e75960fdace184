//! Registrations as the office looks at them. Nothing here reads or changes anybody's data without a line in the
//! audit log, in the same transaction.

use toroku::Field;

use super::accounts::save;
use super::audit::{By, note};
use super::outbox::{NewMail, add_mail};
use super::search::{Search, find};
use super::sql::{query, query_as};
use super::{Store, StoreError, StoredSetup, Transaction};

/// Whether an account can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Closed {
    /// Since when it cannot.
    pub(crate) since: i64,
    /// Whether that is for ever.
    pub(crate) is_final: bool,
}

/// A registration as it is kept.
#[derive(Clone)]
pub(crate) struct Person {
    /// The user ID.
    pub(crate) user_id: String,
    /// What the audit log calls the registration.
    pub(crate) reference: String,
    /// When it was stored.
    pub(crate) registered_at: i64,
    /// The language of its mails.
    pub(crate) language: String,
    /// The values of the fields, in their order.
    pub(crate) values: Vec<(Field, String)>,
    /// Whether the account is closed.
    pub(crate) closed: Option<Closed>,
}

impl Person {
    /// The value of a field.
    pub(crate) fn value(&self, field: Field) -> &str {
        let value = self.values.iter().find(|(known, _)| *known == field);
        value.map_or("", |(_, value)| value)
    }
}

/// A mail about somebody, without what it says.
#[derive(Clone, Debug)]
pub(crate) struct MailState {
    /// Its number in the outbox.
    pub(crate) id: i64,
    /// When it was written.
    pub(crate) created_at: i64,
    /// When it was delivered.
    pub(crate) ended_at: Option<i64>,
    /// When it was given up.
    pub(crate) given_up_at: Option<i64>,
}

const REFERENCE: &str = "SELECT reference FROM registrations WHERE user_id = $1";

impl Store {
    /// The registrations that fit, in the order of registering, with a line for each; one line where none fits.
    pub(crate) async fn find(
        &self,
        by: &By<'_>,
        search: &Search,
    ) -> Result<Vec<Person>, StoreError> {
        let mut transaction = self.begin().await?;
        let found = find(&mut transaction, search).await?;
        for person in &found {
            note(&mut transaction, by, &person.reference).await?;
        }
        if found.is_empty() {
            note(&mut transaction, by, "").await?;
        }
        transaction.commit().await?;
        Ok(found)
    }

    /// The registration with this user ID.
    pub(crate) async fn person(
        &self,
        by: &By<'_>,
        user_id: &str,
    ) -> Result<Option<Person>, StoreError> {
        let search = Search { user_id: Some(user_id.to_owned()), limit: 1, ..Search::default() };
        Ok(self.find(by, &search).await?.pop())
    }

    /// The mails about somebody, oldest first.
    pub(crate) async fn mails_of(&self, user_id: &str) -> Result<Vec<MailState>, StoreError> {
        type Row = (i64, i64, Option<i64>, Option<i64>);
        const READ: &str = "SELECT id, created_at, ended_at, given_up_at FROM outbox \
             WHERE user_id = $1 ORDER BY id";
        let rows: Vec<Row> =
            on!(self, connection => query_as(READ).bind(user_id).fetch_all(connection).await?);
        let state = |(id, created_at, ended_at, given_up_at)| MailState {
            id,
            created_at,
            ended_at,
            given_up_at,
        };
        Ok(rows.into_iter().map(state).collect())
    }

    /// The language of somebody's mails.
    pub(crate) async fn language_of(&self, user_id: &str) -> Result<Option<String>, StoreError> {
        const READ: &str = "SELECT language FROM registrations WHERE user_id = $1";
        Ok(on!(self, connection => query_as(READ).bind(user_id).fetch_optional(connection).await?))
    }

    /// What the audit log calls the registration with this user ID.
    pub(crate) async fn reference_of(&self, user_id: &str) -> Result<Option<String>, StoreError> {
        Ok(on!(self, connection => {
            query_as(REFERENCE).bind(user_id).fetch_optional(connection).await?
        }))
    }

    /// Somebody's e-mail address, for what goes with it when it is erased.
    pub(crate) async fn email_of(&self, user_id: &str) -> Result<Option<String>, StoreError> {
        const READ: &str = "SELECT email FROM registrations WHERE user_id = $1";
        Ok(on!(self, connection => query_as(READ).bind(user_id).fetch_optional(connection).await?))
    }

    /// Whether the account is closed, for now or for ever.
    pub(crate) async fn is_closed(&self, user_id: &str) -> Result<bool, StoreError> {
        const COUNT: &str = "SELECT count(*) FROM closed_accounts WHERE user_id = $1";
        let count: i64 =
            on!(self, connection => query_as(COUNT).bind(user_id).fetch_one(connection).await?);
        Ok(count > 0)
    }

    /// Closes an account and ends its logins; whether it was open, or is to be closed for ever and was not. For
    /// ever: its password setup and the mails that wait for it go too.
    pub(crate) async fn close_account(
        &self,
        by: &By<'_>,
        user_id: &str,
        is_final: bool,
    ) -> Result<bool, StoreError> {
        const CLOSE: &str = "INSERT INTO closed_accounts (user_id, since, is_final) \
             VALUES ($1, $2, $3) ON CONFLICT (user_id) DO UPDATE \
             SET since = excluded.since, is_final = excluded.is_final \
             WHERE excluded.is_final AND NOT closed_accounts.is_final";
        const FORGET: [&str; 2] = [
            "DELETE FROM password_setups WHERE user_id = $1",
            "DELETE FROM outbox WHERE user_id = $1 AND ended_at IS NULL",
        ];
        let mut transaction = self.begin().await?;
        let Some(reference) = reference_of(&mut transaction, user_id).await? else {
            return Ok(false);
        };
        let closed = within!(&mut transaction, connection => {
            let close = query(CLOSE).bind(user_id).bind(by.at).bind(is_final);
            close.execute(connection).await?
        });
        if closed == 0 {
            return Ok(false);
        }
        if is_final {
            for statement in FORGET {
                within!(&mut transaction, connection => {
                    query(statement).bind(user_id).execute(connection).await?;
                });
            }
        }
        // After the setup: whoever logs in asks for the two in this order.
        end_logins(&mut transaction, user_id).await?;
        note(&mut transaction, by, &reference).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Opens an account that is not closed for ever; whether it was closed.
    pub(crate) async fn open_account(
        &self,
        by: &By<'_>,
        user_id: &str,
    ) -> Result<bool, StoreError> {
        const OPEN: &str = "DELETE FROM closed_accounts WHERE user_id = $1 AND NOT is_final";
        let mut transaction = self.begin().await?;
        let Some(reference) = reference_of(&mut transaction, user_id).await? else {
            return Ok(false);
        };
        let opened = within!(&mut transaction, connection => {
            query(OPEN).bind(user_id).execute(connection).await?
        });
        if opened == 0 {
            return Ok(false);
        }
        note(&mut transaction, by, &reference).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Ends all logins of an account; how many there were, or `None` where there is no such account.
    pub(crate) async fn end_logins_by(
        &self,
        by: &By<'_>,
        user_id: &str,
    ) -> Result<Option<u64>, StoreError> {
        let mut transaction = self.begin().await?;
        let Some(reference) = reference_of(&mut transaction, user_id).await? else {
            return Ok(None);
        };
        let ended = end_logins(&mut transaction, user_id).await?;
        note(&mut transaction, by, &reference).await?;
        transaction.commit().await?;
        Ok(Some(ended))
    }

    /// Saves a password setup as [`Store::save_setup`] does, with the mails that follow. With `email` that is the
    /// registration's address from now on: mails to the one before that still wait are not sent, and what its
    /// browser keeps of the registration goes.
    pub(crate) async fn save_setup_by(
        &self,
        by: &By<'_>,
        setup: &StoredSetup,
        email: Option<&str>,
        mails: &[NewMail<'_>],
    ) -> Result<(), StoreError> {
        const CORRECT: &str = "UPDATE registrations SET email = $2 WHERE user_id = $1";
        const FORGET: [&str; 2] = [
            "DELETE FROM outbox WHERE user_id = $1 AND ended_at IS NULL",
            "DELETE FROM open_registrations WHERE notification_key IN \
             (SELECT notification_key FROM registrations WHERE user_id = $1)",
        ];
        let mut transaction = self.begin().await?;
        let reference = reference_of(&mut transaction, &setup.user_id).await?;
        let reference = reference.ok_or(StoreError::Changed)?;
        save(&mut transaction, setup).await?;
        if let Some(email) = email {
            within!(&mut transaction, connection => {
                query(CORRECT).bind(&setup.user_id).bind(email).execute(connection).await?;
            });
            for statement in FORGET {
                within!(&mut transaction, connection => {
                    query(statement).bind(&setup.user_id).execute(connection).await?;
                });
            }
        }
        for mail in mails {
            add_mail(&mut transaction, mail, by.at, self.standing(by.at)).await?;
        }
        note(&mut transaction, by, &reference).await?;
        transaction.commit().await
    }
}

/// What the audit log calls the registration with this user ID.
pub(super) async fn reference_of(
    transaction: &mut Transaction,
    user_id: &str,
) -> Result<Option<String>, StoreError> {
    Ok(within!(transaction, connection => {
        query_as(REFERENCE).bind(user_id).fetch_optional(connection).await?
    }))
}

/// Ends all logins of an account; how many there were.
pub(super) async fn end_logins(
    transaction: &mut Transaction,
    user_id: &str,
) -> Result<u64, StoreError> {
    const END: &str = "UPDATE sessions SET user_id = NULL WHERE user_id = $1";
    Ok(within!(transaction, connection => {
        query(END).bind(user_id).execute(connection).await?
    }))
}
