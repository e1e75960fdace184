//! The outbox's worker: takes mails that are due and hands them to a [`Mailer`].

mod mailbox;

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::app::App;
use crate::flow;
use crate::store::{DueMail, StoreError};

pub(crate) use mailbox::LocalMailbox;

/// How long the worker sleeps where nothing wakes it: mails that are tried again become due by themselves.
const REST: Duration = Duration::from_secs(5);
/// Seconds after which a mail is taken up again whose worker never said how it ended.
const CLAIM: i64 = 120;
/// Tries before a mail is given up: the last comes about two days after the first.
const MAX_ATTEMPTS: i64 = 12;

/// Hands mails over to a mail service.
pub(crate) trait Mailer: Send + Sync + 'static {
    /// Hands the mail over. Called again with the same key where it is not known whether it was.
    fn send(&self, mail: &DueMail) -> impl Future<Output = Result<(), MailError>> + Send;
}

/// A mail could not be handed over.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MailError {
    /// The local mailbox cannot be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Works until the portal stops; the mail in hand is brought to its end. One that a crash interrupts is
/// taken up again when its claim is over.
pub(crate) async fn work(app: Arc<App>, mailer: impl Mailer) {
    while !app.stopping.load(Ordering::Acquire) {
        match step(&app, &mailer).await {
            Ok(true) => {}
            Ok(false) => {
                // A wake-up that came while the outbox was being looked through is not lost: it is kept.
                drop(tokio::time::timeout(REST, app.mail_waits.notified()).await);
            }
            Err(error) => {
                tracing::error!(%error, "the outbox cannot be read");
                tokio::time::sleep(REST).await;
            }
        }
    }
}

/// One mail, if one is due.
async fn step(app: &App, mailer: &impl Mailer) -> Result<bool, StoreError> {
    let now = app.clock.seconds();
    let Some(mail) = app.store.claim_mail(now, now + CLAIM).await? else { return Ok(false) };
    let sent = mailer.send(&mail).await;
    let now = app.clock.seconds();
    let delivered = match sent {
        Ok(()) => true,
        Err(error) if mail.attempts < MAX_ATTEMPTS => {
            tracing::warn!(%error, attempts = mail.attempts, "a mail could not be sent and is tried again");
            app.store.postpone_mail(mail.id, now + pause_after(mail.attempts)).await?;
            return Ok(true);
        }
        Err(error) => {
            tracing::error!(%error, "a mail is given up");
            false
        }
    };
    app.store.end_mail(mail.id, now).await?;
    if let Err(trouble) = flow::report_delivery(app, &mail.key, delivered).await {
        // Only what STEP3 could say of the mail depends on it.
        tracing::warn!(?trouble, "a passage could not be told of its mail");
    }
    Ok(true)
}

/// A minute, doubled with each attempt, eight hours at most.
fn pause_after(attempts: i64) -> i64 {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(9);
    (60 << doublings).min(8 * 3600)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_tried_for_about_two_days() {
        assert_eq!(pause_after(1), 60);
        assert_eq!(pause_after(2), 120);
        assert_eq!(pause_after(MAX_ATTEMPTS), 8 * 3600);
        let hours = (1..MAX_ATTEMPTS).map(pause_after).sum::<i64>() / 3600;
        assert!((24..72).contains(&hours), "{hours}");
    }
}
