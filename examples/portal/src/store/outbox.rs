//! Mails to send, and the local mailbox they are delivered to.

use sqlx::AssertSqlSafe;
use toroku::Notification;

use super::accounts::save;
use super::sql::{Query, query, query_as};
use super::{Store, StoreError, StoredSetup, Transaction};

/// A mail to put into the outbox.
#[derive(Debug)]
pub(crate) struct NewMail<'a> {
    /// What no other mail has.
    pub(crate) key: String,
    /// Whose registration it is about.
    pub(crate) user_id: &'a str,
    /// The address.
    pub(crate) recipient: &'a str,
    /// The subject.
    pub(crate) subject: &'a str,
    /// The plain text.
    pub(crate) text: &'a str,
    /// The HTML.
    pub(crate) html: &'a str,
}

impl<'a> NewMail<'a> {
    /// A notification to the holder of this user ID.
    pub(crate) fn of(notification: &'a Notification, user_id: &'a str) -> Self {
        Self {
            key: notification.key().expose(),
            user_id,
            recipient: notification.to().expose(),
            subject: notification.subject(),
            text: notification.text().expose(),
            html: notification.html().expose(),
        }
    }
}

/// A mail that is due, claimed by who asked.
#[derive(Clone)]
pub(crate) struct DueMail {
    /// Its number in the outbox.
    pub(crate) id: i64,
    /// What no other mail has.
    pub(crate) key: String,
    /// Whose registration it is about.
    pub(crate) user_id: String,
    /// The address.
    pub(crate) recipient: String,
    /// The subject.
    pub(crate) subject: String,
    /// The plain text.
    pub(crate) text: String,
    /// The HTML.
    pub(crate) html: String,
    /// When it was written.
    pub(crate) created_at: i64,
    /// How often it was tried, this time included.
    pub(crate) attempts: i64,
    /// How often the server has refused it.
    pub(crate) refusals: i64,
    /// How often its link was made anew.
    pub(crate) renewals: i64,
    /// Whether it was given up, and goes on since the server may be back.
    pub(crate) is_given_up: bool,
    /// Whether others were due beside it.
    pub(crate) others_wait: bool,
}

/// What is noted of a try that failed.
#[derive(Debug)]
pub(crate) struct FailedTry<'a> {
    /// Why.
    pub(crate) error: &'a str,
    /// When it is tried again by itself, if ever.
    pub(crate) due_at: Option<i64>,
    /// Whether it is the server's, so that the mail goes on once that is back.
    pub(crate) goes_on: bool,
    /// Whether the server has refused this mail.
    pub(crate) is_refused: bool,
    /// The time, where the operator is to see it as given up.
    pub(crate) given_up_at: Option<i64>,
}

/// A line of the mailbox.
#[derive(Clone)]
pub(crate) struct MailboxEntry {
    /// Its number.
    pub(crate) id: i64,
    /// When it came.
    pub(crate) received_at: i64,
    /// The address.
    pub(crate) recipient: String,
    /// The subject.
    pub(crate) subject: String,
}

/// A mail of the mailbox.
#[derive(Clone)]
pub(crate) struct MailboxMail {
    /// Its line.
    pub(crate) entry: MailboxEntry,
    /// The plain text.
    pub(crate) text: String,
    /// The HTML.
    pub(crate) html: String,
}

/// How a new mail stands in the outbox.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    /// When it is handed to the mail server.
    due_at: Option<i64>,
    /// When it was delivered.
    ended_at: Option<i64>,
    is_in_mailbox: bool,
}

/// Ends a mail that is delivered.
const END: &str = "UPDATE outbox SET ended_at = $1, given_up_at = NULL, last_error = NULL, \
     recipient = '', subject = '', text = '', html = '' WHERE id = $2 AND ended_at IS NULL";

/// Puts a mail into the outbox, where one with the same key is there once.
pub(super) async fn add_mail(
    transaction: &mut Transaction,
    mail: &NewMail<'_>,
    now: i64,
    standing: Standing,
) -> Result<(), StoreError> {
    within!(transaction, connection => {
        adding(mail, now, standing, "").execute(connection).await?;
    });
    Ok(())
}

/// The statement that puts a mail into the outbox, once for each row of `source`.
pub(super) fn adding<'m>(
    mail: &NewMail<'m>,
    now: i64,
    standing: Standing,
    source: &'static str,
) -> Query<'m, ()> {
    // Of statements that stand in the sources.
    let add = query(AssertSqlSafe(format!(
        "INSERT INTO outbox (notification_key, user_id, recipient, subject, text, html, \
         created_at, due_at, ended_at, is_in_mailbox) \
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10 {source} WHERE TRUE ON CONFLICT DO NOTHING"
    )));
    let add = add.bind(mail.key.clone()).bind(mail.user_id).bind(mail.recipient);
    let add = add.bind(mail.subject).bind(mail.text).bind(mail.html).bind(now);
    add.bind(standing.due_at).bind(standing.ended_at).bind(standing.is_in_mailbox)
}

impl Store {
    /// How a mail that is written now stands in the outbox: the local mailbox has it with that.
    pub(super) fn standing(&self, now: i64) -> Standing {
        if self.has_mailbox {
            Standing { due_at: None, ended_at: Some(now), is_in_mailbox: true }
        } else {
            Standing { due_at: Some(now), ended_at: None, is_in_mailbox: false }
        }
    }

    /// The next mail that is due, for the asker alone until `lease_ends`: then it is due again, unless its
    /// end is noted before. Askers do not wait for each other. One that was given up for the server's sake is due
    /// from time to time; one that the server will not have has no moment at which it is.
    pub(crate) async fn claim_mail(
        &self,
        now: i64,
        lease_ends: i64,
    ) -> Result<Option<DueMail>, StoreError> {
        type Row =
            (i64, String, String, String, String, String, String, i64, i64, i64, i64, bool, bool);
        const DUE: &str = "SELECT id FROM outbox WHERE ended_at IS NULL AND due_at <= $1 LIMIT 1";
        if self.looks_first() {
            let due: Option<i64> =
                on!(self, connection => query_as(DUE).bind(now).fetch_optional(connection).await?);
            if due.is_none() {
                return Ok(None);
            }
        }
        let statement = self.dialect(
            "UPDATE outbox SET attempts = attempts + 1, due_at = $2, goes_on = FALSE WHERE id = \
             (SELECT id FROM outbox WHERE ended_at IS NULL AND due_at <= $1 \
             ORDER BY due_at, id LIMIT 1) \
             RETURNING id, notification_key, user_id, recipient, subject, text, html, created_at, \
             attempts, refusals, renewals, given_up_at IS NOT NULL, \
             EXISTS (SELECT 1 FROM outbox AS other WHERE ended_at IS NULL AND due_at <= $1 AND other.id <> outbox.id)",
            "UPDATE outbox SET attempts = attempts + 1, due_at = $2, goes_on = FALSE WHERE id = \
             (SELECT id FROM outbox WHERE ended_at IS NULL AND due_at <= $1 \
             ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) \
             RETURNING id, notification_key, user_id, recipient, subject, text, html, created_at, \
             attempts, refusals, renewals, given_up_at IS NOT NULL, \
             EXISTS (SELECT 1 FROM outbox AS other WHERE ended_at IS NULL AND due_at <= $1 AND other.id <> outbox.id)",
        );
        let row: Option<Row> = change!(self, connection => {
            query_as(statement).bind(now).bind(lease_ends).fetch_optional(connection).await?
        });
        Ok(row.map(|row| DueMail {
            id: row.0,
            key: row.1,
            user_id: row.2,
            recipient: row.3,
            subject: row.4,
            text: row.5,
            html: row.6,
            created_at: row.7,
            attempts: row.8,
            refusals: row.9,
            renewals: row.10,
            is_given_up: row.11,
            others_wait: row.12,
        }))
    }

    /// The mail could not be sent, for this reason. Nothing happens where another instance has taken it up since.
    pub(crate) async fn fail_mail(
        &self,
        mail: &DueMail,
        failure: &FailedTry<'_>,
    ) -> Result<(), StoreError> {
        const FAIL: &str = "UPDATE outbox SET due_at = $1, last_error = $2, goes_on = $5, \
             refusals = refusals + $6, given_up_at = coalesce(given_up_at, $7) \
             WHERE id = $3 AND attempts = $4 AND ended_at IS NULL";
        change!(self, connection => {
            query(FAIL)
                .bind(failure.due_at)
                .bind(failure.error)
                .bind(mail.id)
                .bind(mail.attempts)
                .bind(failure.goes_on)
                .bind(i64::from(failure.is_refused))
                .bind(failure.given_up_at)
                .execute(connection)
                .await?;
        });
        Ok(())
    }

    /// The mail server is back: what waits for it alone is due now; how many mails those are.
    pub(crate) async fn server_is_back(&self, now: i64) -> Result<u64, StoreError> {
        const WAKE: &str = "UPDATE outbox SET due_at = $1 \
             WHERE goes_on AND ended_at IS NULL AND due_at > $1";
        Ok(change!(self, connection => query(WAKE).bind(now).execute(connection).await?))
    }

    /// Saves a setup whose link was made anew, and with it the mail that has the link.
    pub(crate) async fn save_renewed(
        &self,
        setup: &StoredSetup,
        mail: &DueMail,
    ) -> Result<(), StoreError> {
        const RENEW: &str = "UPDATE outbox SET text = $1, html = $2, renewals = $3 \
             WHERE id = $4 AND attempts = $5 AND ended_at IS NULL";
        let mut transaction = self.begin().await?;
        save(&mut transaction, setup).await?;
        let renewed = within!(&mut transaction, connection => {
            query(RENEW)
                .bind(&mail.text)
                .bind(&mail.html)
                .bind(mail.renewals)
                .bind(mail.id)
                .bind(mail.attempts)
                .execute(connection)
                .await?
        });
        if renewed != 1 {
            return Err(StoreError::Changed);
        }
        transaction.commit().await
    }

    /// The mail is delivered. Its key stays, so that it is never sent again; what it said, the password
    /// link above all, goes.
    pub(crate) async fn end_mail(&self, id: i64, now: i64) -> Result<(), StoreError> {
        change!(self, connection => { query(END).bind(now).bind(id).execute(connection).await?; });
        Ok(())
    }

    /// The newest mails of the local mailbox.
    pub(crate) async fn mailbox(&self) -> Result<Vec<MailboxEntry>, StoreError> {
        const READ: &str = "SELECT id, ended_at, recipient, subject FROM outbox WHERE is_in_mailbox \
             ORDER BY id DESC LIMIT 100";
        let rows: Vec<(i64, i64, String, String)> =
            on!(self, connection => query_as(READ).fetch_all(connection).await?);
        let entry = |(id, received_at, recipient, subject)| MailboxEntry {
            id,
            received_at,
            recipient,
            subject,
        };
        Ok(rows.into_iter().map(entry).collect())
    }

    /// One mail of the local mailbox.
    pub(crate) async fn mailbox_mail(&self, id: i64) -> Result<Option<MailboxMail>, StoreError> {
        type Row = (i64, i64, String, String, String, String);
        const READ: &str = "SELECT id, ended_at, recipient, subject, text, html FROM outbox \
             WHERE id = $1 AND is_in_mailbox";
        let row: Option<Row> =
            on!(self, connection => query_as(READ).bind(id).fetch_optional(connection).await?);
        Ok(row.map(|(id, received_at, recipient, subject, text, html)| MailboxMail {
            entry: MailboxEntry { id, received_at, recipient, subject },
            text,
            html,
        }))
    }
}
