//! Erasing a person: everything that is kept of one, in one transaction.

use super::audit::{By, note};
use super::sql::{query, query_as};
use super::{Store, StoreError};

impl Store {
    /// Erases all that is kept of the registration with this user ID, and what was counted for `counted`; whether
    /// there was one. The user ID stays, in a list of those that nobody may get, and the hash of a submission's key,
    /// which registers nobody again; neither leads to the other. The line of the audit log says that somebody was
    /// erased, not who.
    pub(crate) async fn erase(
        &self,
        by: &By<'_>,
        user_id: &str,
        counted: &[[u8; 32]],
    ) -> Result<bool, StoreError> {
        const KEY: &str = "SELECT notification_key FROM registrations WHERE user_id = $1";
        const OF_KEY: [&str; 1] = ["DELETE FROM open_registrations WHERE notification_key = $1"];
        const OF_USER_ID: [&str; 9] = [
            "DELETE FROM sessions WHERE submission_key IN \
             (SELECT submission_key FROM submissions WHERE user_id = $1)",
            "UPDATE submissions SET fingerprint = NULL, user_id = NULL WHERE user_id = $1",
            "DELETE FROM registration_order WHERE user_id = $1",
            "DELETE FROM outbox WHERE user_id = $1",
            "DELETE FROM password_setups WHERE user_id = $1",
            // After the setup: whoever logs in asks for the two in this order.
            "UPDATE sessions SET user_id = NULL WHERE user_id = $1",
            "DELETE FROM closed_accounts WHERE user_id = $1",
            "DELETE FROM registrations WHERE user_id = $1",
            "INSERT INTO erased_user_ids (user_id) VALUES ($1)",
        ];
        const COUNTED: &str = "DELETE FROM tries WHERE subject = $1";
        let mut transaction = self.begin().await?;
        let key: Option<String> = within!(&mut transaction, connection => {
            query_as(KEY).bind(user_id).fetch_optional(connection).await?
        });
        let Some(key) = key else { return Ok(false) };
        for (statements, of) in [(&OF_KEY[..], key.as_str()), (&OF_USER_ID[..], user_id)] {
            for statement in statements {
                within!(&mut transaction, connection => {
                    query(*statement).bind(of).execute(connection).await?;
                });
            }
        }
        for subject in counted {
            within!(&mut transaction, connection => {
                query(COUNTED).bind(&subject[..]).execute(connection).await?;
            });
        }
        note(&mut transaction, by, "").await?;
        transaction.commit().await?;
        Ok(true)
    }
}
