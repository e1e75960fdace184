//! Mails to send, and the local mailbox they are delivered to.

use toroku::Notification;

use super::{Store, StoreError, Transaction};

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
    /// How often it was tried, this time included.
    pub(crate) attempts: i64,
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

pub(super) async fn add_mail(
    transaction: &mut Transaction,
    mail: &NewMail<'_>,
    now: i64,
) -> Result<(), StoreError> {
    const ADD: &str = "INSERT INTO outbox \
         (notification_key, user_id, recipient, subject, text, html, created_at, due_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT DO NOTHING";
    within!(transaction, connection => {
        sqlx::query(ADD)
            .bind(&mail.key)
            .bind(mail.user_id)
            .bind(mail.recipient)
            .bind(mail.subject)
            .bind(mail.text)
            .bind(mail.html)
            .bind(now)
            .execute(connection)
            .await?;
    });
    Ok(())
}

impl Store {
    /// The next mail that is due, for the asker alone until `lease_ends`: then it is due again, unless its
    /// end is noted before. Askers do not wait for each other.
    pub(crate) async fn claim_mail(
        &self,
        now: i64,
        lease_ends: i64,
    ) -> Result<Option<DueMail>, StoreError> {
        type Row = (i64, String, String, String, String, String, String, i64);
        let statement = self.dialect(
            "UPDATE outbox SET attempts = attempts + 1, due_at = $2 WHERE id = \
             (SELECT id FROM outbox WHERE ended_at IS NULL AND given_up_at IS NULL AND due_at <= $1 \
             ORDER BY due_at, id LIMIT 1) \
             RETURNING id, notification_key, user_id, recipient, subject, text, html, attempts",
            "UPDATE outbox SET attempts = attempts + 1, due_at = $2 WHERE id = \
             (SELECT id FROM outbox WHERE ended_at IS NULL AND given_up_at IS NULL AND due_at <= $1 \
             ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) \
             RETURNING id, notification_key, user_id, recipient, subject, text, html, attempts",
        );
        let row: Option<Row> = on!(self, pool => {
            sqlx::query_as(statement).bind(now).bind(lease_ends).fetch_optional(pool).await?
        });
        Ok(row.map(|(id, key, user_id, recipient, subject, text, html, attempts)| DueMail {
            id,
            key,
            user_id,
            recipient,
            subject,
            text,
            html,
            attempts,
        }))
    }

    /// The mail could not be sent and is tried again at `due_at`. Nothing happens where another instance
    /// has taken it up since.
    pub(crate) async fn postpone_mail(
        &self,
        mail: &DueMail,
        due_at: i64,
        error: &str,
    ) -> Result<(), StoreError> {
        const POSTPONE: &str = "UPDATE outbox SET due_at = $1, last_error = $2 \
             WHERE id = $3 AND attempts = $4 AND ended_at IS NULL AND given_up_at IS NULL";
        on!(self, pool => {
            let postpone = sqlx::query(POSTPONE).bind(due_at).bind(error);
            postpone.bind(mail.id).bind(mail.attempts).execute(pool).await?;
        });
        Ok(())
    }

    /// The mail is delivered. Its key stays, so that it is never sent again; what it said, the password
    /// link above all, goes.
    pub(crate) async fn end_mail(&self, id: i64, now: i64) -> Result<(), StoreError> {
        const END: &str = "UPDATE outbox SET ended_at = $1, given_up_at = NULL, last_error = NULL, \
             recipient = '', subject = '', text = '', html = '' WHERE id = $2 AND ended_at IS NULL";
        on!(self, pool => { sqlx::query(END).bind(now).bind(id).execute(pool).await?; });
        Ok(())
    }

    /// The mail is not tried any more, unless the operator says so.
    pub(crate) async fn give_up_mail(
        &self,
        mail: &DueMail,
        now: i64,
        error: &str,
    ) -> Result<(), StoreError> {
        const GIVE_UP: &str = "UPDATE outbox SET given_up_at = $1, last_error = $2 \
             WHERE id = $3 AND attempts = $4 AND ended_at IS NULL";
        on!(self, pool => {
            let give_up = sqlx::query(GIVE_UP).bind(now).bind(error);
            give_up.bind(mail.id).bind(mail.attempts).execute(pool).await?;
        });
        Ok(())
    }

    /// Puts a mail into the local mailbox; one with the same key is there once.
    pub(crate) async fn receive(&self, mail: &DueMail, now: i64) -> Result<(), StoreError> {
        const RECEIVE: &str = "INSERT INTO mailbox \
             (notification_key, received_at, user_id, recipient, subject, text, html) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
        on!(self, pool => {
            let receive = sqlx::query(RECEIVE).bind(&mail.key).bind(now).bind(&mail.user_id);
            let receive = receive.bind(&mail.recipient).bind(&mail.subject).bind(&mail.text).bind(&mail.html);
            receive.execute(pool).await?;
        });
        Ok(())
    }

    /// The newest mails of the local mailbox.
    pub(crate) async fn mailbox(&self) -> Result<Vec<MailboxEntry>, StoreError> {
        const READ: &str =
            "SELECT id, received_at, recipient, subject FROM mailbox ORDER BY id DESC LIMIT 100";
        let rows: Vec<(i64, i64, String, String)> =
            on!(self, pool => sqlx::query_as(READ).fetch_all(pool).await?);
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
        const READ: &str =
            "SELECT id, received_at, recipient, subject, text, html FROM mailbox WHERE id = $1";
        let row: Option<Row> =
            on!(self, pool => sqlx::query_as(READ).bind(id).fetch_optional(pool).await?);
        Ok(row.map(|(id, received_at, recipient, subject, text, html)| MailboxMail {
            entry: MailboxEntry { id, received_at, recipient, subject },
            text,
            html,
        }))
    }
}
