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

/// Tells the account's password setup what happened; `None` where there is no such account.
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
    let step = outcome.map_err(refused)?;
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
    let cost = app.policy.password().hash_cost();
    let step = blocking(move || decoy_log_in(&password, cost)).await?.map_err(refused)?;
    Ok(step.answer)
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
