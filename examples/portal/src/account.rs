//! The host's loop of password setup, and the counting of failed logins.

use std::net::IpAddr;

use axum::http::HeaderMap;
use toroku::password::{
    PasswordAnswer, PasswordEffect, PasswordInput, PasswordMisuse, PasswordSetup, decoy_log_in,
    decoy_request_link,
};
use toroku::{Guard, Language, Notification, Personal, UserId};

use crate::app::App;
use crate::flow::setup_context;
use crate::limit::network_of;
use crate::reminder;
use crate::secret;
use crate::store::{NewMail, StoreError, StoredSetup};
use crate::trouble::{ErrorPage, Trouble};

/// Seconds for which a failed login counts.
pub(crate) const FAILURE_WINDOW: i64 = 15 * 60;
/// Seconds for which a mail counts against its mailbox.
pub(crate) const MAILBOX_WINDOW: i64 = 24 * 3600;
/// Failures with one user ID after which it has to wait.
const ACCOUNT_FAILURES: u64 = 5;
/// Failures from one address after which it has to wait: many people may share one.
const ADDRESS_FAILURES: u64 = 50;

/// How often an account is read anew because another instance has changed it, before it is an error.
const MAX_CHANGES: u32 = 8;

/// A user ID as a person types it: spaces around it and capital letters do not matter.
pub(crate) fn typed_user_id(text: &str) -> Option<UserId> {
    text.trim().to_ascii_lowercase().parse().ok()
}

/// Tells the account's password setup what happened; `None` where there is no such account, or none that this
/// can happen to: no password can be changed before one is set.
pub(crate) async fn tell(
    app: &App,
    user_id: UserId,
    input: PasswordInput,
    language: Language,
) -> Result<Option<PasswordAnswer>, Trouble> {
    let user_id = user_id.as_str();
    let _lock = app.accounts.hold(user_id.as_bytes()).await;
    for _ in 0..MAX_CHANGES {
        let Some(stored) = app.store.setup_of(user_id).await? else { return Ok(None) };
        let before = restored(app, &stored)?;
        let (now, policy) = (app.clock.instant(), app.policy.password().clone());
        let (mut after, input) = (before.clone(), input.clone());
        let (after, outcome) = blocking(move || {
            let outcome = after.handle(input, now, &policy);
            (after, outcome)
        })
        .await?;
        let step = match outcome {
            Err(PasswordMisuse::NotAccepted { .. }) => return Ok(None),
            outcome => outcome.map_err(refused)?,
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
                app.metrics.limited.count();
                return Ok(Some(step.answer));
            }
            count_mail(app, mail.to().expose()).await;
        }
        match save(app, &stored, &after, mail.as_ref()).await {
            Ok(()) => return Ok(Some(step.answer)),
            // Another instance has changed the account since: what happened is told to what it is now.
            Err(StoreError::Changed) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(StoreError::Changed.into())
}

/// The setup of a row.
pub(crate) fn restored(app: &App, stored: &StoredSetup) -> Result<PasswordSetup, Trouble> {
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
    let counter = stored.counter + 1;
    let context = setup_context(&stored.user_id);
    let guard = Guard::default().with_key(&app.key).with_context(&context).with_counter(counter);
    let now = app.clock.instant();
    let next = StoredSetup {
        user_id: stored.user_id.clone(),
        counter,
        snapshot: setup.save(&guard),
        remind_at: reminder::next(setup, now, app.policy.password()),
    };
    let mail = mail.map(NewMail::from);
    app.store.save_setup(&next, mail.as_ref(), now.unix_seconds()).await?;
    if mail.is_some() {
        app.mail_waits.notify_one();
    }
    Ok(())
}

/// A login: the answer for an unknown user ID is that of a wrong password, after as much work.
pub(crate) async fn log_in(
    app: &App,
    user_id: Option<UserId>,
    password: Personal,
) -> Result<PasswordAnswer, Trouble> {
    if let Some(user_id) = user_id {
        let input = PasswordInput::LogIn { password: password.clone() };
        if let Some(answer) = tell(app, user_id, input, Language::ENGLISH).await? {
            return Ok(answer);
        }
    }
    decoy(app, password).await
}

/// As much work as looking at a password, and the answer to a wrong one.
async fn decoy(app: &App, password: Personal) -> Result<PasswordAnswer, Trouble> {
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
) -> Result<PasswordAnswer, Trouble> {
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
    let answer = match tell(app, user_id, input, Language::ENGLISH).await? {
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

/// A request for a new link. The person is told the same whatever comes of it, so nobody waits for it.
pub(crate) async fn request_link(
    app: &App,
    user_id: &str,
    email: Personal,
    language: Language,
) -> Result<(), Trouble> {
    let entropy = toroku::Secret::new(secret::random());
    if let Some(user_id) = typed_user_id(user_id) {
        let typed = user_id.as_str().into();
        let input = PasswordInput::RequestLink { user_id: typed, email, entropy: entropy.clone() };
        if tell(app, user_id, input, language).await?.is_some() {
            return Ok(());
        }
    }
    decoy_request_link(&entropy).map(drop).map_err(refused)
}

/// Whether the e-mail address may still be written to at somebody's asking, as far as the last 24 hours go.
pub(crate) async fn mailbox_has_room(app: &App, email: &str) -> Result<bool, StoreError> {
    let most = app.config.limits.mails_per_mailbox;
    if most == 0 {
        return Ok(true);
    }
    let since = app.clock.seconds() - MAILBOX_WINDOW;
    Ok(app.store.failures(&mailbox(app, email), since).await? < u64::from(most))
}

/// Counts a mail that somebody asked for. Failing to is no reason to fail with what was asked.
pub(crate) async fn count_mail(app: &App, email: &str) {
    if app.config.limits.mails_per_mailbox == 0 {
        return;
    }
    let counted = app.store.add_failure(&mailbox(app, email), app.clock.seconds()).await;
    if let Err(error) = counted {
        tracing::error!(%error, "a mail could not be counted");
    }
}

fn mailbox(app: &App, email: &str) -> [u8; 32] {
    let email = email.to_ascii_lowercase();
    secret::keyed_hash(app.key.expose(), "toroku-portal/mailbox", email.as_bytes())
}

/// Hashing a password takes tens of milliseconds: not on a thread that serves others.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Trouble> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "a password could not be hashed");
        ErrorPage::Internal.into()
    })
}

fn refused(misuse: PasswordMisuse) -> Trouble {
    tracing::error!(%misuse, "the engine refused an input of password setup");
    ErrorPage::Internal.into()
}

/// Whose failures are counted: a user ID as typed, and an address. What is stored of them is a keyed hash.
#[derive(Debug)]
pub(crate) struct Attempt {
    account: [u8; 32],
    address: [u8; 32],
}

impl Attempt {
    /// An attempt with this user ID from this address.
    pub(crate) fn new(app: &App, typed: &str, address: IpAddr) -> Self {
        let account = typed.trim().to_ascii_lowercase();
        let hash = |purpose, text: &[u8]| secret::keyed_hash(app.key.expose(), purpose, text);
        Self {
            account: hash("toroku-portal/account", account.as_bytes()),
            address: hash("toroku-portal/address", network_of(address).to_string().as_bytes()),
        }
    }

    /// Whether there were so many failures that the password is not even looked at.
    pub(crate) async fn must_wait(&self, app: &App) -> Result<bool, Trouble> {
        let since = app.clock.seconds() - FAILURE_WINDOW;
        let must_wait = app.store.failures(&self.account, since).await? >= ACCOUNT_FAILURES
            || app.store.failures(&self.address, since).await? >= ADDRESS_FAILURES;
        if must_wait {
            app.metrics.limited.count();
        }
        Ok(must_wait)
    }

    /// Notes a failure.
    pub(crate) async fn failed(&self, app: &App) -> Result<(), Trouble> {
        let now = app.clock.seconds();
        app.store.add_failure(&self.account, now).await?;
        Ok(app.store.add_failure(&self.address, now).await?)
    }

    /// Forgets the account's failures; the address's stay, or one good account would cover many guesses.
    pub(crate) async fn succeeded(&self, app: &App) -> Result<(), Trouble> {
        Ok(app.store.forgive(&self.account).await?)
    }
}

/// The client's address: the connection's, or where a reverse proxy tells it, the one it adds last.
pub(crate) fn client_address(app: &App, headers: &HeaderMap, peer: IpAddr) -> IpAddr {
    if !app.config.forwarded {
        return peer;
    }
    let last = headers.get_all("x-forwarded-for").iter().next_back();
    last.and_then(|line| line.to_str().ok()?.rsplit(',').next()?.trim().parse().ok())
        .unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Clock;
    use crate::flow::tests::registered;
    use crate::store::tests::Database;

    const FIRST: &str = "Momiji ga kirei desu ne 2024";
    const SECOND: &str = "Sakura mo kirei deshita ne 2025";

    fn change(current: &str, password: &str) -> PasswordChange {
        PasswordChange {
            current: current.into(),
            password: password.into(),
            confirmation: password.into(),
        }
    }

    /// Sets [`FIRST`] by the mail's link: until when it counts.
    async fn set_first_password(app: &App, user_id: UserId, token: Personal) -> toroku::Instant {
        let input = PasswordInput::SetPassword {
            token,
            password: FIRST.into(),
            confirmation: FIRST.into(),
            salt: toroku::Secret::new(secret::random()),
            pages: toroku::password::OpenPages::None,
        };
        let answer = tell(app, user_id, input, Language::ENGLISH).await.unwrap();
        let Some(PasswordAnswer::PasswordSet { expires_at }) = answer else { panic!("not set") };
        expires_at
    }

    #[tokio::test]
    async fn a_password_is_changed_by_who_knows_it() {
        let database = Database::make().await;
        let now = std::sync::Arc::new(std::sync::atomic::AtomicI64::new(1_700_000_000));
        let clock = std::sync::Arc::clone(&now);
        let clock = Clock::new(move || clock.load(std::sync::atomic::Ordering::Relaxed));
        let app =
            App::open(database.config.clone(), "http://127.0.0.1:1".into(), clock).await.unwrap();
        let (user_id, token) = registered(&app).await;
        let attempt = Attempt::new(&app, user_id.as_str(), IpAddr::from([127, 0, 0, 1]));
        // Before there is one, no password is the current one.
        let answer = change_password(&app, user_id, &attempt, change(FIRST, SECOND)).await.unwrap();
        assert_eq!(answer, PasswordAnswer::PasswordWrong);
        set_first_password(&app, user_id, token).await;
        let answer = change_password(&app, user_id, &attempt, change(FIRST, "short")).await;
        assert!(matches!(answer, Ok(PasswordAnswer::Problems(_))));
        // A year and two days later it can still be changed, though it no longer counts.
        now.fetch_add(367 * 86_400, std::sync::atomic::Ordering::Relaxed);
        let answer = log_in(&app, Some(user_id), FIRST.into()).await.unwrap();
        assert_eq!(answer, PasswordAnswer::PasswordExpired);
        let answer = change_password(&app, user_id, &attempt, change(FIRST, SECOND)).await.unwrap();
        assert!(matches!(answer, PasswordAnswer::PasswordSet { .. }));
        let answer = log_in(&app, Some(user_id), SECOND.into()).await.unwrap();
        assert_eq!(answer, PasswordAnswer::LoggedIn);
        for _ in 0..ACCOUNT_FAILURES {
            let answer = change_password(&app, user_id, &attempt, change(FIRST, SECOND)).await;
            assert_eq!(answer.unwrap(), PasswordAnswer::PasswordWrong);
        }
        let answer = change_password(&app, user_id, &attempt, change(SECOND, FIRST)).await;
        assert!(matches!(answer, Err(Trouble::Error(ErrorPage::TooManyFailures))));
        app.store.close().await;
        database.end();
    }

    #[tokio::test]
    async fn reminders_are_sent_once_each_by_however_many_instances() {
        const DAY: i64 = 86_400;
        let database = Database::make().await;
        let now = std::sync::Arc::new(std::sync::atomic::AtomicI64::new(1_700_000_000));
        let open = async || {
            let now = std::sync::Arc::clone(&now);
            let clock = Clock::new(move || now.load(std::sync::atomic::Ordering::Relaxed));
            App::open(database.config.clone(), "http://127.0.0.1:1".into(), clock).await.unwrap()
        };
        let (one, other) = (open().await, open().await);
        let (user_id, token) = registered(&one).await;
        assert_eq!(reminder::send_due(&one).await.unwrap(), 0);
        let end = set_first_password(&one, user_id, token).await.unix_seconds();
        let at = |moment: i64| now.store(moment, std::sync::atomic::Ordering::Relaxed);
        let mut sent = Vec::new();
        for days in [31, 30, 29, 8, 7, 6, 1, 0, -1] {
            at(end - days * DAY);
            let (a, b) = tokio::join!(reminder::send_due(&one), reminder::send_due(&other));
            sent.push((days, a.unwrap() + b.unwrap()));
        }
        let due: Vec<_> = sent.into_iter().filter(|(_, count)| *count > 0).collect();
        assert_eq!(due, [(30, 1), (7, 1)]);
        let mut mails = Vec::new();
        while let Some(mail) = one.store.claim_mail(end, i64::MAX).await.unwrap() {
            mails.push(mail.text);
        }
        assert_eq!(mails.len(), 2);
        assert!(mails.iter().all(|text| text.contains("http://127.0.0.1:1/login")));
        assert!(mails[0].contains("30") && mails[1].contains('7'), "{mails:?}");
        one.store.close().await;
        other.store.close().await;
        database.end();
    }
}
