//! The host's loop of password setup: an account's setup is restored, handles an input, and is saved together with
//! the mail that follows from it.

use std::sync::Arc;
use std::time::Duration;

use axum_extra::extract::CookieJar;
use tokio::time::sleep;
use toroku::password::{
    HashMemory, PasswordAnswer, PasswordEffect, PasswordInput, PasswordMisuse, PasswordPolicy,
    PasswordSetup, PasswordStateKind, decoy_log_in_within,
};
use toroku::{Guard, Instant, Language, Notification, Personal, UserId};

use crate::app::App;
use crate::attempt::{CountedMail, MailFor, counted_account};
use crate::failure::{ErrorPage, Failure};
use crate::secret;
use crate::serving::Work;
use crate::session;
use crate::store::{NewMail, NewPassword, SessionId, StoreError, StoredSetup, setup_context};
use crate::user_id;

/// How often an account is read anew because another instance has changed it, before it is an error.
pub(crate) const MAX_CHANGES: u32 = 8;

/// Lets the account's password setup handle an input. Where there is no such account, or one that is closed, a setup
/// that nobody has the key to does the same work and is not kept; so does one without a password where a
/// password is to be changed. Nothing is locked meanwhile: who waited would learn that somebody else is at it.
pub(crate) async fn handle(
    app: &App,
    user_id: Option<UserId>,
    input: PasswordInput,
    language: Language,
) -> Result<PasswordAnswer, Failure> {
    handled(app, user_id, input, language).await.map(|(answer, _)| answer)
}

/// The same, and the counter of the setup as it is since then.
async fn handled(
    app: &App,
    user_id: Option<UserId>,
    input: PasswordInput,
    language: Language,
) -> Result<(PasswordAnswer, u64), Failure> {
    let name = user_id.as_ref().map_or("", UserId::as_str);
    let is_by_link = matches!(input, PasswordInput::SetPassword { .. });
    let place = hashes(&input).then(|| app.hashing.place()).transpose()?;
    for _ in 0..MAX_CHANGES {
        let (stored, is_real) = app.store.setup_or(name, &app.decoy).await?;
        let before = restored(app, &stored)?;
        // Both decoys' kinds of setup do the work, whoever's is asked for: at a link they take different times.
        let other = if before.set_at().is_some() { &app.decoy } else { &app.decoy_in_use };
        let mut other = restored(app, other)?;
        let (now, policy) = (app.clock.instant(), app.policy.password().clone());
        if !looks_at_password(&input) {
            drop(other.handle(input.clone(), now, &policy));
        }
        let (mut after, input) = (before.clone(), input.clone());
        let work = move |memory: &mut HashMemory| {
            let result = match (&input, after.state()) {
                (
                    PasswordInput::ChangePassword { current, .. },
                    PasswordStateKind::AwaitingPassword,
                ) => decoy_log_in_within(memory, current, policy.hash_cost()),
                _ => after.handle_within(memory, input, now, &policy),
            };
            (after, result)
        };
        let (after, result) = match &place {
            Some(place) => place.run(work).await?,
            // Nothing is hashed, and no memory taken.
            None => work(&mut HashMemory::default()),
        };
        let step = result.map_err(refused)?;
        if after == before || !is_real {
            return Ok((step.answer, stored.counter));
        }
        let mail = step.effect.map(|effect| match effect {
            PasswordEffect::SendLink { token, .. } => {
                after.link_mail(&token, &app.policy, language)
            }
        });
        let Some(counted) = counted_mail(app, mail.as_ref(), &before).await? else {
            // As if it had not been asked for: the link before stays good.
            return Ok((step.answer, stored.counter));
        };
        let password = matches!(step.answer, PasswordAnswer::PasswordSet { .. }).then(|| {
            // Who has the mailbox of this user ID has shown more than a password.
            NewPassword { forgiven: is_by_link.then(|| counted_account(app, name)) }
        });
        let saved = save(app, &stored, &after, mail.as_ref(), password).await;
        if saved.is_err() {
            counted.give_back(app).await?;
        }
        match saved {
            Ok(()) => return Ok((step.answer, stored.counter + 1)),
            // Another request has changed the account since: the input is handled again on what it is now.
            Err(StoreError::Changed) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(StoreError::Changed.into())
}

/// Counts a mail against its mailbox; `None` where there is one and it may not be sent.
async fn counted_mail(
    app: &App,
    mail: Option<&Notification>,
    setup: &PasswordSetup,
) -> Result<Option<CountedMail>, StoreError> {
    let what = if setup.set_at().is_some() { MailFor::NewPassword } else { MailFor::FirstPassword };
    match mail {
        None => Ok(Some(CountedMail::none())),
        Some(mail) => CountedMail::take(app, mail.to().expose(), what).await,
    }
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

/// Saves what a setup has become, with the mail that follows from it and what ends with a new password.
pub(crate) async fn save(
    app: &App,
    stored: &StoredSetup,
    setup: &PasswordSetup,
    mail: Option<&Notification>,
    password: Option<NewPassword>,
) -> Result<(), StoreError> {
    let (next, now) = (sealed(app, stored, setup), app.clock.seconds());
    let mail = mail.map(|mail| NewMail::of(mail, &stored.user_id));
    app.store.save_setup(&next, mail.as_ref(), password, now).await?;
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

/// A login of this session: the answer for an unknown user ID is that of a wrong password, after as much work. With
/// `LoggedIn` comes the session's new cookie.
///
/// Where the password is changed while it is looked at, it is looked at anew: a login with the one before would be left
/// over from those that the change has ended.
pub(crate) async fn log_in(
    app: &App,
    session: SessionId,
    user_id: Option<UserId>,
    password: Personal,
) -> Result<(PasswordAnswer, Option<CookieJar>), Failure> {
    for _ in 0..MAX_CHANGES {
        let input = PasswordInput::LogIn { password: password.clone() };
        let (answer, counter) = handled(app, user_id, input, Language::ENGLISH).await?;
        let (PasswordAnswer::LoggedIn, Some(user_id)) = (&answer, user_id) else {
            return Ok((answer, None));
        };
        let cookie = session::log_in(app, session, (user_id.as_str(), counter)).await?;
        if cookie.is_some() {
            return Ok((answer, cookie));
        }
    }
    Err(StoreError::Changed.into())
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
/// The answer is `PasswordSet`, `Problems` with the new one, or `PasswordWrong` for the current one. Once it is
/// set, every login of the account has ended, the asker's too: the page that asked gives its session a new cookie
/// with [`log_in`](crate::session::log_in), for the counter that comes with the answer.
pub(crate) async fn change_password(
    app: &App,
    user_id: Option<UserId>,
    change: PasswordChange,
) -> Result<(PasswordAnswer, u64), Failure> {
    let input = PasswordInput::ChangePassword {
        current: change.current,
        password: change.password,
        confirmation: change.confirmation,
        salt: toroku::Secret::new(secret::random()),
    };
    handled(app, user_id, input, Language::ENGLISH).await
}

/// A request for a new link. The person is answered the same whatever comes of it, and nobody waits for it, or
/// the time that it takes would show whether the account is there.
pub(crate) fn request_link_unwaited(
    app: &Arc<App>,
    work: Option<Arc<Work>>,
    user_id: Personal,
    email: Personal,
    language: Language,
) {
    let app = Arc::clone(app);
    tokio::spawn(async move {
        sleep(some_moment()).await;
        if let Err(failure) = request_link(&app, user_id.expose(), email, language).await {
            tracing::error!(?failure, "a request for a link failed");
        }
        // At work until here: whoever asks on while the database waits would fill the memory.
        drop(work);
    });
}

/// How long nothing is done for a link that was asked for, different each time: on a busy machine, what is written and
/// sent where the account is there slows down what its asker does next.
fn some_moment() -> Duration {
    const SHORTEST: u64 = 100;
    let [further] = secret::random();
    Duration::from_millis(SHORTEST + u64::from(further))
}

/// The same, waited for.
pub(crate) async fn request_link(
    app: &App,
    user_id: &str,
    email: Personal,
    language: Language,
) -> Result<(), Failure> {
    let entropy = toroku::Secret::new(secret::random());
    let parsed = user_id::typed(user_id);
    let typed = parsed.as_ref().map_or("", UserId::as_str).into();
    let input = PasswordInput::RequestLink { user_id: typed, email, entropy };
    handle(app, parsed, input, language).await.map(drop)
}

/// Whether a password is hashed for the input.
fn hashes(input: &PasswordInput) -> bool {
    looks_at_password(input) || matches!(input, PasswordInput::SetPassword { .. })
}

/// Whether it is looked at whether a password is right, which takes so much longer than all else that nothing else shows.
fn looks_at_password(input: &PasswordInput) -> bool {
    match input {
        PasswordInput::ChangePassword { .. } | PasswordInput::LogIn { .. } => true,
        PasswordInput::SetPassword { .. }
        | PasswordInput::OpenLink { .. }
        | PasswordInput::RequestLink { .. }
        | PasswordInput::ReminderSent { .. } => false,
    }
}

pub(crate) fn refused(misuse: PasswordMisuse) -> Failure {
    tracing::error!(%misuse, "the engine refused an input of password setup");
    ErrorPage::Internal.into()
}

#[cfg(test)]
mod tests;
