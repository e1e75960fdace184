//! The host's loop of password setup, and the counting of failed logins.

use std::net::IpAddr;

use axum::http::HeaderMap;
use toroku::password::{
    PasswordAnswer, PasswordEffect, PasswordInput, PasswordMisuse, PasswordSetup, decoy_log_in,
    decoy_request_link,
};
use toroku::{Guard, Language, Personal, UserId};

use crate::app::App;
use crate::flow::setup_context;
use crate::secret;
use crate::store::{NewMail, StoredSetup};
use crate::trouble::{ErrorPage, Trouble};

/// Seconds for which a failed login counts.
pub(crate) const FAILURE_WINDOW: i64 = 15 * 60;
/// Failures with one user ID after which it has to wait.
const ACCOUNT_FAILURES: u64 = 5;
/// Failures from one address after which it has to wait: many people may share one.
const ADDRESS_FAILURES: u64 = 50;

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
    let Some(stored) = app.store.setup_of(user_id).await? else { return Ok(None) };
    let context = setup_context(user_id);
    let guard =
        |counter| Guard::default().with_key(&app.key).with_context(&context).with_counter(counter);
    let before =
        PasswordSetup::restore(&stored.snapshot, &guard(stored.counter)).map_err(|error| {
            tracing::error!(%error, "a password setup could not be restored");
            Trouble::from(ErrorPage::Internal)
        })?;
    let (now, policy) = (app.clock.instant(), app.policy.password().clone());
    let mut after = before.clone();
    let (after, outcome) = blocking(move || {
        let outcome = after.handle(input, now, &policy);
        (after, outcome)
    })
    .await?;
    let step = match outcome {
        Err(PasswordMisuse::NotAccepted { .. }) => return Ok(None),
        outcome => outcome.map_err(refused)?,
    };
    if after != before {
        let counter = stored.counter + 1;
        let snapshot = after.save(&guard(counter));
        let next = StoredSetup { user_id: stored.user_id, counter, snapshot };
        let mail = step.effect.map(|effect| match effect {
            PasswordEffect::SendLink { token, .. } => {
                after.link_mail(&token, &app.policy, language)
            }
        });
        let mail = mail.as_ref().map(NewMail::from);
        app.store.save_setup(&next, mail.as_ref(), now.unix_seconds()).await?;
        if mail.is_some() {
            app.mail_waits.notify_one();
        }
    }
    Ok(Some(step.answer))
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
            address: hash("toroku-portal/address", address.to_string().as_bytes()),
        }
    }

    /// Whether there were so many failures that the password is not even looked at.
    pub(crate) async fn must_wait(&self, app: &App) -> Result<bool, Trouble> {
        let since = app.clock.seconds() - FAILURE_WINDOW;
        Ok(app.store.failures(&self.account, since).await? >= ACCOUNT_FAILURES
            || app.store.failures(&self.address, since).await? >= ADDRESS_FAILURES)
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
    use crate::config::Config;
    use crate::flow::tests::registered;

    const FIRST: &str = "Momiji ga kirei desu ne 2024";
    const SECOND: &str = "Sakura mo kirei deshita ne 2025";

    fn change(current: &str, password: &str) -> PasswordChange {
        PasswordChange {
            current: current.into(),
            password: password.into(),
            confirmation: password.into(),
        }
    }

    #[tokio::test]
    async fn a_password_is_changed_by_who_knows_it() {
        let name = format!("toroku-portal-change-{}.sqlite3", std::process::id());
        let database = std::env::temp_dir().join(name);
        let config = Config { database: database.clone(), ..Config::default() };
        let now = std::sync::Arc::new(std::sync::atomic::AtomicI64::new(1_700_000_000));
        let clock = std::sync::Arc::clone(&now);
        let clock = Clock::new(move || clock.load(std::sync::atomic::Ordering::Relaxed));
        let app = App::open(config, "http://127.0.0.1:1".into(), clock).await.unwrap();
        let (user_id, token) = registered(&app).await;
        let attempt = Attempt::new(&app, user_id.as_str(), IpAddr::from([127, 0, 0, 1]));
        // Before there is one, no password is the current one.
        let answer = change_password(&app, user_id, &attempt, change(FIRST, SECOND)).await.unwrap();
        assert_eq!(answer, PasswordAnswer::PasswordWrong);
        let input = PasswordInput::SetPassword {
            token,
            password: FIRST.into(),
            confirmation: FIRST.into(),
            salt: toroku::Secret::new(secret::random()),
            pages: toroku::password::OpenPages::None,
        };
        let answer = tell(&app, user_id, input, Language::ENGLISH).await.unwrap();
        assert!(matches!(answer, Some(PasswordAnswer::PasswordSet { .. })));
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
        std::fs::remove_file(database).unwrap();
    }
}
