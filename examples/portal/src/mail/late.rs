//! Mails that go out late: the link in them was made when they were written, and lasts for the hours that they name
//! from then on. One that is late gets a link of its own time, so that it says the truth and the link is good.

use toroku::Personal;
use toroku::password::{PasswordEffect, PasswordInput, Token};

use super::{LONGEST_PAUSE, SmtpMailer, fail, pause_after};
use crate::account::{self, MAX_CHANGES};
use crate::app::App;
use crate::failure::Failure;
use crate::secret;
use crate::store::{DueMail, FailedTry, StoreError};

/// Seconds after which a mail is late.
const LATE: i64 = 3600;
/// What stands before the token in a link.
const MARK: &str = "&token=";

/// What is done with a mail that is due.
pub(super) enum Late {
    /// It is sent, perhaps with another link.
    Send(DueMail),
    /// It is not sent now: it has ended or waits.
    Done,
}

/// The mail with a link that is good for as long as it says.
pub(super) async fn renewed(
    app: &App,
    mailer: &SmtpMailer,
    mail: DueMail,
) -> Result<Late, StoreError> {
    let is_late = app.clock.seconds() - mail.created_at >= LATE;
    let Some(token) = token_of(&mail.text).filter(|_| is_late) else { return Ok(Late::Send(mail)) };
    // A day has a few links: none is made for a server that is not there.
    if let Err(error) = mailer.is_there().await {
        fail(app, &mail, &error).await?;
        return Ok(Late::Done);
    }
    match renew(app, &mail, token).await {
        Ok(late) => Ok(late),
        Err(Failure::Page(_) | Failure::Redirect(_)) => {
            // Logged where it failed. The mail waits: it does not go out with a link that may be none.
            wait(app, &mail, "its link could not be made anew").await?;
            Ok(Late::Done)
        }
    }
}

async fn renew(app: &App, mail: &DueMail, token: &str) -> Result<Late, Failure> {
    let own = Token::digest_of(&Personal::new(token));
    for _ in 0..MAX_CHANGES {
        if app.store.is_closed(&mail.user_id).await? {
            // No link is good while the account is locked.
            wait(app, mail, "the account is locked").await?;
            return Ok(Late::Done);
        }
        let stored = app.store.setup_of(&mail.user_id).await?;
        let Some(stored) = stored else { return over(app, mail).await };
        let mut setup = account::restored(app, &stored)?;
        if setup.link_digest() != Some(&own) {
            // A later mail has the link, and the user ID too: it was written with it.
            return over(app, mail).await;
        }
        let (now, policy) = (app.clock.instant(), app.policy.password());
        let lasts = i64::from(policy.link_lifetime());
        let is_fresh =
            setup.link_expires_at().is_some_and(|end| end.seconds_since(now) > lasts - LATE);
        if is_fresh {
            return Ok(Late::Send(mail.clone()));
        }
        let input = PasswordInput::RequestLink {
            user_id: mail.user_id.as_str().into(),
            email: setup.account().email().clone(),
            entropy: toroku::Secret::new(secret::random()),
        };
        let step = setup.handle(input, now, policy).map_err(account::refused)?;
        let Some(PasswordEffect::SendLink { token: next, .. }) = step.effect else {
            wait(app, mail, "as many links as a day may have").await?;
            return Ok(Late::Done);
        };
        let renewed = DueMail {
            text: mail.text.replace(token, next.expose()),
            html: mail.html.replace(token, next.expose()),
            renewals: mail.renewals + 1,
            ..mail.clone()
        };
        match app.store.save_renewed(&account::sealed(app, &stored, &setup), &renewed).await {
            Ok(()) => return Ok(Late::Send(renewed)),
            Err(StoreError::Changed) => {}
            Err(error) => return Err(error.into()),
        }
    }
    // Its lease ends, and it is due again.
    Ok(Late::Done)
}

/// The mail has nothing to say any more.
async fn over(app: &App, mail: &DueMail) -> Result<Late, Failure> {
    app.store.end_mail(mail.id, app.clock.seconds()).await?;
    Ok(Late::Done)
}

/// The mail waits, as one that could not be sent.
async fn wait(app: &App, mail: &DueMail, error: &str) -> Result<(), StoreError> {
    let pause = pause_after(&app.config.mail, mail.attempts, secret::random()).min(LONGEST_PAUSE);
    let due_at = Some(app.clock.seconds() + pause);
    let failure = FailedTry { error, due_at, goes_on: false, is_refused: false, given_up_at: None };
    app.store.fail_mail(mail, &failure).await
}

/// The token of the link in a mail's text.
fn token_of(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once(MARK)?;
    rest.split_whitespace().next()
}
