//! What is counted in the store, for all instances together: failed logins, by account and by address, and mails
//! that somebody asked for, by mailbox. Stored of each is a keyed hash.

use std::net::IpAddr;

use crate::app::App;
use crate::failure::Failure;
use crate::limit::network_of;
use crate::secret;
use crate::store::StoreError;

/// Seconds for which a failed login counts.
pub(crate) const FAILURE_WINDOW: i64 = 15 * 60;
/// Seconds for which a mail counts against its mailbox.
pub(crate) const MAILBOX_WINDOW: i64 = 24 * 3600;
/// Failures with one user ID after which it has to wait.
pub(crate) const ACCOUNT_FAILURES: u64 = 5;
/// Failures from one address after which it has to wait: many people may share one.
const ADDRESS_FAILURES: u64 = 50;

/// What the hash of an account is for.
const ACCOUNT: &str = "toroku-portal/account";

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

/// What is counted of a person, but for the addresses of the net: nothing of it outlives the person.
pub(crate) fn counted_of(app: &App, user_id: &str, email: &str) -> [[u8; 32]; 2] {
    let account = secret::keyed_hash(app.key.expose(), ACCOUNT, user_id.as_bytes());
    [account, mailbox(app, email)]
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
            account: hash(ACCOUNT, account.as_bytes()),
            address: hash("toroku-portal/address", network_of(address).to_string().as_bytes()),
        }
    }

    /// Whether there were so many failures that the password is not even looked at.
    pub(crate) async fn must_wait(&self, app: &App) -> Result<bool, Failure> {
        let since = app.clock.seconds() - FAILURE_WINDOW;
        let must_wait = app.store.failures(&self.account, since).await? >= ACCOUNT_FAILURES
            || app.store.failures(&self.address, since).await? >= ADDRESS_FAILURES;
        if must_wait {
            app.metrics.limited.inc();
        }
        Ok(must_wait)
    }

    /// Notes a failure.
    pub(crate) async fn failed(&self, app: &App) -> Result<(), Failure> {
        let now = app.clock.seconds();
        app.store.add_failure(&self.account, now).await?;
        Ok(app.store.add_failure(&self.address, now).await?)
    }

    /// Forgets the account's failures; the address's stay, or one good account would cover many guesses.
    pub(crate) async fn succeeded(&self, app: &App) -> Result<(), Failure> {
        Ok(app.store.forgive(&self.account).await?)
    }
}
