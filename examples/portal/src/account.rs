//! The host's loop of password setup: an account's setup is restored, handles an input, and is saved together with
//! the mail that follows from it.

use std::sync::Arc;

use toroku::password::{
    PasswordAnswer, PasswordEffect, PasswordInput, PasswordMisuse, PasswordPolicy, PasswordSetup,
    decoy_log_in, decoy_request_link,
};
use toroku::{Guard, Instant, Language, Notification, Personal, UserId};

use crate::app::App;
use crate::attempt::{Attempt, count_mail, mailbox_has_room};
use crate::failure::{ErrorPage, Failure};
use crate::secret;
use crate::store::{NewMail, StoreError, StoredSetup};

/// How often an account is read anew because another instance has changed it, before it is an error.
pub(crate) const MAX_CHANGES: u32 = 8;

/// A user ID as a person types it: spaces around it and capital letters do not matter.
pub(crate) fn typed_user_id(text: &str) -> Option<UserId> {
    text.trim().to_ascii_lowercase().parse().ok()
}

/// Lets the account's password setup handle an input; `None` where there is no such account, or none in which this
/// input can be: none in one that is closed, and no password can be changed before one is set.
pub(crate) async fn handle(
    app: &App,
    user_id: UserId,
    input: PasswordInput,
    language: Language,
) -> Result<Option<PasswordAnswer>, Failure> {
    let user_id = user_id.as_str();
    let _lock = app.accounts.hold(user_id.as_bytes()).await;
    if app.store.is_closed(user_id).await? {
        return Ok(None);
    }
    for _ in 0..MAX_CHANGES {
        let Some(stored) = app.store.setup_of(user_id).await? else { return Ok(None) };
        let before = restored(app, &stored)?;
        let (now, policy) = (app.clock.instant(), app.policy.password().clone());
        let (mut after, input) = (before.clone(), input.clone());
        let (after, result) = blocking(move || {
            let result = after.handle(input, now, &policy);
            (after, result)
        })
        .await?;
        let step = match result {
            Err(PasswordMisuse::NotAccepted { .. }) => return Ok(None),
            result => result.map_err(refused)?,
        };
        if after == before {
            return Ok(Some(step.answer));
        }
        let mail = step.effect.map(|effect| match effect {
            PasswordEffect::SendLink { token, .. } => {
                after.link_mail(&token, &app.policy, language)
            }
        });
        if let Some(mail) = &mail {
            if !mailbox_has_room(app, mail.to().expose()).await? {
                // As if it had not been asked for: the link before stays good.
                app.metrics.limited.inc();
                return Ok(Some(step.answer));
            }
            count_mail(app, mail.to().expose()).await;
        }
        match save(app, &stored, &after, mail.as_ref()).await {
            Ok(()) => return Ok(Some(step.answer)),
            // Another instance has changed the account since: the input is handled again on what it is now.
            Err(StoreError::Changed) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(StoreError::Changed.into())
}

/// The setup of a row.
pub(crate) fn restored(app: &App, stored: &StoredSetup) -> Result<PasswordSetup, Failure> {
    let context = setup_context(&stored.user_id);
    let restored = app.unsealed(|key| {
        let guard = Guard::default().with_key(key).with_context(&context);
        PasswordSetup::restore(&stored.snapshot, &guard.with_counter(stored.counter))
    });
    restored.map_err(|error| {
        tracing::error!(%error, "a password setup could not be restored");
        ErrorPage::Internal.into()
    })
}

/// Saves what a setup has become, with the mail that follows from it.
pub(crate) async fn save(
    app: &App,
    stored: &StoredSetup,
    setup: &PasswordSetup,
    mail: Option<&Notification>,
) -> Result<(), StoreError> {
    let (next, now) = (sealed(app, stored, setup), app.clock.seconds());
    let mail = mail.map(|mail| NewMail::of(mail, &stored.user_id));
    app.store.save_setup(&next, mail.as_ref(), now).await?;
    if mail.is_some() {
        app.mail_waits.notify_one();
    }
    Ok(())
}

/// The row that follows `stored`.
pub(crate) fn sealed(app: &App, stored: &StoredSetup, setup: &PasswordSetup) -> StoredSetup {
    let counter = stored.counter + 1;
    let context = setup_context(&stored.user_id);
    let guard = Guard::default().with_key(&app.key).with_context(&context).with_counter(counter);
    StoredSetup {
        user_id: stored.user_id.clone(),
        counter,
        snapshot: setup.save(&guard),
        remind_at: next_reminder(setup, app.clock.instant(), app.policy.password()),
        has_password: setup.set_at().is_some(),
    }
}

/// When the setup's next reminder becomes due, if there is one: `now` where it is due already.
fn next_reminder(setup: &PasswordSetup, now: Instant, policy: &PasswordPolicy) -> Option<i64> {
    const DAY: i64 = 86_400;
    let end = setup.expires_at()?;
    let mut days = policy.reminder_days().to_vec();
    days.sort_unstable_by(|a, b| b.cmp(a));
    let begins = days.into_iter().map(|days| end.plus_seconds(-DAY * i64::from(days)));
    let mut moments = begins.map(|begin| begin.max(now));
    let due = moments.find(|moment| setup.reminder_due(*moment, policy).is_some())?;
    Some(due.unix_seconds())
}

/// A login: the answer for an unknown user ID is that of a wrong password, after as much work.
pub(crate) async fn log_in(
    app: &App,
    user_id: Option<UserId>,
    password: Personal,
) -> Result<PasswordAnswer, Failure> {
    if let Some(user_id) = user_id {
        let input = PasswordInput::LogIn { password: password.clone() };
        if let Some(answer) = handle(app, user_id, input, Language::ENGLISH).await? {
            return Ok(answer);
        }
    }
    decoy(app, password).await
}

/// As much work as looking at a password, and the answer to a wrong one.
async fn decoy(app: &App, password: Personal) -> Result<PasswordAnswer, Failure> {
    let cost = app.policy.password().hash_cost();
    let step = blocking(move || decoy_log_in(&password, cost)).await?.map_err(refused)?;
    Ok(step.answer)
}

/// What the form of a password's change holds.
#[derive(Clone, Debug)]
pub(crate) struct PasswordChange {
    /// The password so far.
    pub(crate) current: Personal,
    /// The new password.
    pub(crate) password: Personal,
    /// The new password again.
    pub(crate) confirmation: Personal,
}

/// Replaces a password by one who knows it; also one that has expired.
///
/// The answer is `PasswordSet`, `Problems` with the new one, or `PasswordWrong` for the current one, which
/// counts as a failed login of `attempt`; too many of those are an error page. Once it is set, every login
/// of the account has ended, the asker's too: the page that asked gives its session a new cookie with
/// [`renew`](crate::session::renew).
pub(crate) async fn change_password(
    app: &App,
    user_id: UserId,
    attempt: &Attempt,
    change: PasswordChange,
) -> Result<PasswordAnswer, Failure> {
    if attempt.must_wait(app).await? {
        return Err(ErrorPage::TooManyFailures.into());
    }
    let current = change.current.clone();
    let input = PasswordInput::ChangePassword {
        current: change.current,
        password: change.password,
        confirmation: change.confirmation,
        salt: toroku::Secret::new(secret::random()),
    };
    let answer = match handle(app, user_id, input, Language::ENGLISH).await? {
        Some(answer) => answer,
        None => decoy(app, current).await?,
    };
    match &answer {
        PasswordAnswer::PasswordSet { .. } => {
            attempt.succeeded(app).await?;
            app.store.end_logins(user_id.as_str()).await?;
        }
        PasswordAnswer::PasswordWrong => attempt.failed(app).await?,
        PasswordAnswer::LinkUsable
        | PasswordAnswer::Conflict
        | PasswordAnswer::TokenInvalid
        | PasswordAnswer::TokenExpired
        | PasswordAnswer::Problems(_)
        | PasswordAnswer::LinkRequested
        | PasswordAnswer::LoggedIn
        | PasswordAnswer::PasswordExpired
        | PasswordAnswer::ReminderNoted => {}
    }
    Ok(answer)
}

/// A request for a new link. The person is answered the same whatever comes of it, and nobody waits for it, or
/// the time that it takes would show whether the account is there.
pub(crate) fn request_link_unwaited(
    app: &Arc<App>,
    user_id: Personal,
    email: Personal,
    language: Language,
) {
    let app = Arc::clone(app);
    tokio::spawn(async move {
        if let Err(failure) = request_link(&app, user_id.expose(), email, language).await {
            tracing::error!(?failure, "a request for a link failed");
        }
    });
}

/// The same, waited for.
pub(crate) async fn request_link(
    app: &App,
    user_id: &str,
    email: Personal,
    language: Language,
) -> Result<(), Failure> {
    let entropy = toroku::Secret::new(secret::random());
    if let Some(user_id) = typed_user_id(user_id) {
        let typed = user_id.as_str().into();
        let input = PasswordInput::RequestLink { user_id: typed, email, entropy: entropy.clone() };
        if handle(app, user_id, input, language).await?.is_some() {
            return Ok(());
        }
    }
    decoy_request_link(&entropy).map(drop).map_err(refused)
}

/// Hashing a password takes tens of milliseconds: not on a thread that serves others.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "a password could not be hashed");
        ErrorPage::Internal.into()
    })
}

pub(crate) fn refused(misuse: PasswordMisuse) -> Failure {
    tracing::error!(%misuse, "the engine refused an input of password setup");
    ErrorPage::Internal.into()
}

/// The name that a password setup's snapshot is bound to.
pub(crate) fn setup_context(user_id: &str) -> Vec<u8> {
    [b"account/", user_id.as_bytes()].concat()
}

#[cfg(test)]
mod tests;
