//! The outbox's workers: they take mails that are due and hand them to the mail server.

mod connection;
mod late;
mod server;
mod smtp;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::app::App;
use crate::config::MailConfig;
use crate::store::{DueMail, FailedTry, StoreError};
use crate::{crash, secret};

use late::Late;
pub use smtp::MailSettingError;
pub(crate) use smtp::SmtpMailer;

/// How long a worker sleeps where nothing wakes it: mails that are tried again become due by themselves.
const REST: Duration = Duration::from_secs(2);
/// Seconds beyond those that handing a mail over may take, after which it is taken up again where its worker
/// never said how it ended.
const LEASE_MARGIN: i64 = 30;
/// The longest pause between two tries, in seconds.
const LONGEST_PAUSE: i64 = 8 * 3600;

/// What hands mails to the mail server, where the settings name one. Else the local mailbox has each when it is written.
pub(crate) fn mailer(app: &App) -> Result<Option<SmtpMailer>, MailSettingError> {
    let mail = &app.config.mail;
    let mailer = |smtp| SmtpMailer::new(smtp, mail.timeout_seconds, app.clock.clone());
    mail.smtp.as_ref().map(mailer).transpose()
}

/// A mail could not be handed over. Holds nothing of the mail, so that it may stand in a log and a list.
#[derive(Debug)]
pub(crate) enum MailError {
    /// The address cannot be written to in SMTP.
    Address,
    /// The server answered with an error.
    Refused {
        /// Its code.
        code: u16,
        /// Its enhanced code, where it gave one.
        detail: Option<(u8, u16, u16)>,
    },
    /// The server did not answer in time.
    TimedOut,
    /// The server's certificate, or its TLS, cannot be accepted.
    Tls,
    /// The server could not be reached, or hung up.
    Connection,
}

impl MailError {
    /// Whether it says something of the server and nothing of the mail: it is away, or will have nothing from this
    /// portal (no login, a blocked sender) until the operator mends that.
    fn is_servers(&self) -> bool {
        match self {
            Self::Address => false,
            Self::Refused { code, detail } => {
                matches!(code, 421 | 454 | 530 | 534 | 535 | 538)
                    || matches!(detail, Some((_, 7, _)))
            }
            Self::TimedOut | Self::Tls | Self::Connection => true,
        }
    }

    /// Whether trying again is useless: the server says that there is no such mailbox. Everything else, a
    /// refused login or a blocked sender among it, is mended by the operator and not by giving up.
    fn is_final(&self) -> bool {
        match self {
            Self::Address => true,
            Self::Refused { code, detail } => match detail {
                Some((5, 1, detail)) => (1..=6).contains(detail) || *detail == 10,
                Some(_) => false,
                None => matches!(code, 550 | 551 | 553),
            },
            Self::TimedOut | Self::Tls | Self::Connection => false,
        }
    }
}

impl fmt::Display for MailError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address => f.write_str("the address cannot be written to"),
            Self::Refused { code, detail: None } => write!(f, "the mail server answered {code}"),
            Self::Refused { code, detail: Some((class, subject, detail)) } => {
                write!(f, "the mail server answered {code} {class}.{subject}.{detail}")
            }
            Self::TimedOut => f.write_str("the mail server did not answer in time"),
            Self::Tls => f.write_str("no trusted TLS connection to the mail server"),
            Self::Connection => f.write_str("the mail server could not be reached, or hung up"),
        }
    }
}

/// Works until the portal stops; the mail in hand is brought to its end. One that a crash interrupts is
/// taken up again when its lease is over.
pub(crate) async fn work(app: Arc<App>, mailer: Arc<SmtpMailer>) {
    while !app.stopping.load(Ordering::Acquire) {
        match step(&app, &mailer).await {
            Ok(true) => {}
            Ok(false) => {
                // A wake-up that came while the outbox was being looked through is not lost: it is kept.
                drop(tokio::time::timeout(REST, app.mail_waits.notified()).await);
            }
            Err(error) => {
                tracing::error!(%error, "the outbox cannot be worked through");
                tokio::time::sleep(REST).await;
            }
        }
    }
}

/// One mail, if one is due; whether others wait.
async fn step(app: &App, mailer: &SmtpMailer) -> Result<bool, StoreError> {
    let now = app.clock.seconds();
    let lease = i64::from(app.config.mail.timeout_seconds) + LEASE_MARGIN;
    let Some(mail) = app.store.claim_mail(now, now + lease).await? else { return Ok(false) };
    let others_wait = mail.others_wait;
    let mail = match late::renewed(app, mailer, mail).await? {
        Late::Send(mail) => mail,
        // It was taken up by another instance, ended, or waits.
        Late::Done => return Ok(others_wait),
    };
    let sent = mailer.send(&mail).await;
    crash::point();
    match sent {
        Ok(()) => {
            app.metrics.mails_delivered.inc();
            app.store.end_mail(mail.id, app.clock.seconds()).await?;
            server::answered(app).await?;
        }
        Err(error) => fail(app, &mail, &error).await?,
    }
    Ok(others_wait)
}

/// Notes that a try failed.
///
/// Where the server itself is away, the mail goes on by itself for as long as it is kept: the operator sees it as given
/// up, it is tried every few hours, and at once when the server is back. What the server refuses is not tried any more
/// after so many refusals.
async fn fail(app: &App, mail: &DueMail, error: &MailError) -> Result<(), StoreError> {
    let (now, text, most) =
        (app.clock.seconds(), error.to_string(), i64::from(app.config.mail.attempts));
    let goes_on = error.is_servers();
    if goes_on {
        app.mail_server.failed(app.clock.uptime());
    }
    let tries = if goes_on { mail.attempts } else { mail.refusals + 1 };
    let is_spent = error.is_final() || tries >= most;
    let pause = pause_after(&app.config.mail, mail.attempts, secret::random());
    let failure = FailedTry {
        error: &text,
        due_at: (goes_on || !is_spent).then_some(now + pause),
        goes_on,
        is_refused: !goes_on,
        given_up_at: is_spent.then_some(now),
    };
    app.store.fail_mail(mail, &failure).await?;
    let attempts = mail.attempts;
    if is_spent && !mail.is_given_up {
        tracing::error!(
            error = text,
            attempts,
            "a mail is given up; see toroku-portal undeliverable"
        );
        app.metrics.mails_given_up.inc();
    } else {
        tracing::warn!(error = text, attempts, "a mail could not be sent and is tried again");
        app.metrics.mails_postponed.inc();
    }
    Ok(())
}

/// Seconds of pause after so many tries: doubled with each, and by chance a fifth more or less, so that mails
/// that failed together do not come back together.
fn pause_after(mail: &MailConfig, attempts: i64, chance: [u8; 1]) -> i64 {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(20);
    let pause = (i64::from(mail.retry_seconds) << doublings).min(LONGEST_PAUSE);
    let fifths = i64::from(chance[0]) - 128;
    (pause + pause * fifths / (5 * 128)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn a_mail_is_tried_for_about_two_days() {
        let mail = Config::default().mail;
        let pause = |attempts| pause_after(&mail, attempts, [128]);
        assert_eq!((pause(1), pause(2), pause(3)), (60, 120, 240));
        assert_eq!(pause(12), LONGEST_PAUSE);
        assert_eq!(pause(i64::from(u32::MAX)), LONGEST_PAUSE);
        let hours = (1..i64::from(mail.attempts)).map(pause).sum::<i64>() / 3600;
        assert!((16..72).contains(&hours), "{hours}");
        assert_eq!(pause_after(&mail, 1, [0]), 48);
        assert_eq!(pause_after(&mail, 1, [255]), 71);
    }

    #[test]
    fn only_a_mailbox_that_is_not_there_is_given_up_at_once() {
        let refused = |code, detail| MailError::Refused { code, detail };
        for (error, is_final, is_servers) in [
            (refused(550, None), true, false),
            (refused(550, Some((5, 1, 1))), true, false),
            (refused(550, Some((5, 7, 1))), false, true),
            (refused(535, Some((5, 7, 8))), false, true),
            (refused(421, None), false, true),
            (refused(554, None), false, false),
            (refused(450, None), false, false),
            (MailError::Address, true, false),
            (MailError::TimedOut, false, true),
            (MailError::Tls, false, true),
            (MailError::Connection, false, true),
        ] {
            assert_eq!((error.is_final(), error.is_servers()), (is_final, is_servers), "{error}");
        }
    }
}
