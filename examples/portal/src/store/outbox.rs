//! Mails to send, and the local mailbox they are delivered to.

use toroku::Notification;

use super::{Store, StoreError};

/// A mail to put into the outbox.
#[derive(Debug)]
pub(crate) struct NewMail<'a> {
    /// What tells it from every other.
    pub(crate) key: String,
    /// The address.
    pub(crate) recipient: &'a str,
    /// The subject.
    pub(crate) subject: &'a str,
    /// The plain text.
    pub(crate) text: &'a str,
    /// The HTML.
    pub(crate) html: &'a str,
}

impl<'a> From<&'a Notification> for NewMail<'a> {
    fn from(notification: &'a Notification) -> Self {
        Self {
            key: notification.key().to_string(),
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
    /// Its place in the outbox.
    pub(crate) id: i64,
    /// What tells it from every other.
    pub(crate) key: String,
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
    connection: &mut sqlx::SqliteConnection,
    mail: &NewMail<'_>,
    now: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO outbox (notification_key, recipient, subject, text, html, due_at) \
         VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    )
    .bind(&mail.key)
    .bind(mail.recipient)
    .bind(mail.subject)
    .bind(mail.text)
    .bind(mail.html)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

impl Store {
    /// The next mail that is due. It is due again at `retry_at`, unless its end is told before.
    pub(crate) async fn claim_mail(
        &self,
        now: i64,
        retry_at: i64,
    ) -> Result<Option<DueMail>, StoreError> {
        type Row = (i64, String, String, String, String, String, i64);
        let row: Option<Row> = sqlx::query_as(
            "UPDATE outbox SET attempts = attempts + 1, due_at = ?2 WHERE id = \
             (SELECT id FROM outbox WHERE ended_at IS NULL AND due_at <= ?1 ORDER BY due_at, id LIMIT 1) \
             RETURNING id, notification_key, recipient, subject, text, html, attempts",
        )
        .bind(now)
        .bind(retry_at)
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(|(id, key, recipient, subject, text, html, attempts)| DueMail {
            id,
            key,
            recipient,
            subject,
            text,
            html,
            attempts,
        }))
    }

    /// When the mail is tried again.
    pub(crate) async fn postpone_mail(&self, id: i64, due_at: i64) -> Result<(), StoreError> {
        sqlx::query("UPDATE outbox SET due_at = ? WHERE id = ?")
            .bind(due_at)
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The mail is delivered or given up. Its key stays, so that it is never sent again; what it said,
    /// the password link above all, goes.
    pub(crate) async fn end_mail(&self, id: i64, now: i64) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE outbox SET ended_at = ?, recipient = '', subject = '', text = '', html = '' \
             WHERE id = ?",
        )
        .bind(now)
        .bind(id)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Puts a mail into the local mailbox; one with the same key is there once.
    pub(crate) async fn receive(&self, mail: &DueMail, now: i64) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO mailbox (notification_key, received_at, recipient, subject, text, html) \
             VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(&mail.key)
        .bind(now)
        .bind(&mail.recipient)
        .bind(&mail.subject)
        .bind(&mail.text)
        .bind(&mail.html)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// The newest mails of the local mailbox.
    pub(crate) async fn mailbox(&self) -> Result<Vec<MailboxEntry>, StoreError> {
        let rows: Vec<(i64, i64, String, String)> = sqlx::query_as(
            "SELECT id, received_at, recipient, subject FROM mailbox ORDER BY id DESC LIMIT 100",
        )
        .fetch_all(&self.pool)
        .await?;
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
        let row: Option<Row> = sqlx::query_as(
            "SELECT id, received_at, recipient, subject, text, html FROM mailbox WHERE id = ?",
        )
        .bind(id)
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(|(id, received_at, recipient, subject, text, html)| MailboxMail {
            entry: MailboxEntry { id, received_at, recipient, subject },
            text,
            html,
        }))
    }
}
