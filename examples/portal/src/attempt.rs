//! What is counted in the store, for all instances together and before the work is done: tries of a login, by account,
//! by browser and by address, and mails that somebody asked for, by mailbox. Stored of each is a keyed hash.

use std::net::IpAddr;

use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use toroku::UserId;
use toroku::password::PasswordAnswer;

use crate::allowance::{Allowance, Pauses};
use crate::app::App;
use crate::device;
use crate::failure::{ErrorPage, Failure};
use crate::limit::network_of;
use crate::mailbox::mailbox_of;
use crate::secret;
use crate::store::{Counted, SessionId, StoreError};

/// Seconds within which a mailbox has its whole share of mails again.
const MAILBOX_WINDOW: i64 = 24 * 3600;

/// What the hash of an account is for.
const ACCOUNT: &str = "toroku-portal/account";

/// What mails to one mailbox are counted for, each with a share of its own: registrations that anybody may make
/// with somebody's address must not use up the links of its holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MailFor {
    /// A registration.
    Registration,
    /// A new link for an account that never had a password: anybody may have registered it.
    FirstPassword,
    /// A new link for an account in use.
    NewPassword,
}

impl MailFor {
    const ALL: [Self; 3] = [Self::Registration, Self::FirstPassword, Self::NewPassword];

    const fn purpose(self) -> &'static str {
        match self {
            Self::Registration => "toroku-portal/mailbox/registrations",
            Self::FirstPassword => "toroku-portal/mailbox/first-passwords",
            Self::NewPassword => "toroku-portal/mailbox/new-passwords",
        }
    }
}

/// A mail that somebody asks for, as it is counted against its mailbox; nothing where nobody counts.
pub(crate) fn counted_mail(app: &App, email: &str, what: MailFor) -> Option<Counted> {
    let allowance = Allowance::new(app.config.limits.mails_per_mailbox, MAILBOX_WINDOW, None);
    allowance.map(|allowance| (mailbox(app, email, what), allowance))
}

/// A mail that is counted against its mailbox.
#[derive(Debug)]
pub(crate) struct CountedMail(Option<Counted>);

impl CountedMail {
    /// No mail, or one that nobody counts.
    pub(crate) const fn none() -> Self {
        Self(None)
    }

    /// Counts a mail that somebody asks for; `None` where the mailbox has got as many as it may.
    pub(crate) async fn take(
        app: &App,
        email: &str,
        what: MailFor,
    ) -> Result<Option<Self>, StoreError> {
        let counted = counted_mail(app, email, what);
        let taken = app.store.take(counted.as_slice(), app.clock.seconds()).await?;
        if taken.is_err() {
            app.metrics.limited.inc();
        }
        Ok(taken.is_ok().then_some(Self(counted)))
    }

    /// The mail was not written after all.
    pub(crate) async fn give_back(self, app: &App) -> Result<(), StoreError> {
        app.store.give_back(self.0.as_slice(), app.clock.seconds()).await
    }
}

fn mailbox(app: &App, email: &str, what: MailFor) -> [u8; 32] {
    secret::keyed_hash(app.key.expose(), what.purpose(), mailbox_of(email).as_bytes())
}

/// The account of a user ID as typed, or of a name of the staff's, as it is counted.
pub(crate) fn counted_account(app: &App, typed: &str) -> [u8; 32] {
    secret::keyed_hash(app.key.expose(), ACCOUNT, named(typed).as_bytes())
}

/// What is counted of a person, but for browsers and the addresses of the net: nothing of it outlives the person.
pub(crate) fn counted_of(app: &App, user_id: &str, email: &str) -> Vec<[u8; 32]> {
    let mails = MailFor::ALL.map(|what| mailbox(app, email, what));
    [counted_account(app, user_id)].into_iter().chain(mails).collect()
}

/// A try of a password, counted as a failure until it turns out to be none.
#[derive(Debug)]
pub(crate) struct Attempt(Vec<Counted>);

/// Where a try comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin<'a> {
    /// The address of the net.
    pub(crate) address: IpAddr,
    /// The request's headers, where a known browser has its cookie.
    pub(crate) headers: &'a HeaderMap,
    /// The session in which the account is logged in already.
    pub(crate) logged_in: Option<SessionId>,
}

impl Attempt {
    /// Counts a try with this user ID, before anything is looked at: of many at once, no more are let through than
    /// of one after the other. A browser that is known at the account, and a session that is logged in, are counted
    /// for themselves; everybody else with the account and with the address.
    ///
    /// # Errors
    /// [`ErrorPage::TooManyFailures`] where there is a pause; such a try is not counted.
    pub(crate) async fn begin(app: &App, typed: &str, from: Origin<'_>) -> Result<Self, Failure> {
        let limits = &app.config.limits;
        let window = i64::from(limits.login_failures_minutes) * 60;
        let pauses = Pauses {
            first: i64::from(limits.login_pause_seconds),
            longest: i64::from(limits.login_longest_pause_seconds),
        };
        let allowance = |most| Allowance::new(most, window, Some(pauses));
        let hash = |purpose, text: &[u8]| secret::keyed_hash(app.key.expose(), purpose, text);
        let own = match (from.logged_in, device::known(app, from.headers, &named(typed))) {
            (_, Some(device)) => Some(hash("toroku-portal/device-tries", &device)),
            (Some(session), None) => Some(hash("toroku-portal/session-tries", &session.0)),
            (None, None) => None,
        };
        let per_account = allowance(limits.login_failures_per_account);
        let counted = if let Some(own) = own {
            vec![per_account.map(|allowance| (own, allowance))]
        } else {
            let network = network_of(from.address).to_string();
            let address = hash("toroku-portal/address", network.as_bytes());
            // In this order always, as the store wants it.
            vec![
                per_account.map(|allowance| (counted_account(app, typed), allowance)),
                allowance(limits.login_failures_per_address).map(|allowance| (address, allowance)),
            ]
        };
        let counted: Vec<_> = counted.into_iter().flatten().collect();
        match app.store.take(&counted, app.clock.seconds()).await? {
            Ok(()) => Ok(Self(counted)),
            Err(wait) => {
                app.metrics.limited.inc();
                let seconds = u32::try_from(wait).unwrap_or(u32::MAX);
                Err(ErrorPage::TooManyFailures { seconds }.into())
            }
        }
    }

    /// The try has come to its end: unless the password was wrong, it was no failure and is given back. Failures
    /// before it stay, or one good account would cover many guesses.
    pub(crate) async fn end<T>(
        self,
        app: &App,
        answer: Result<(PasswordAnswer, T), Failure>,
    ) -> Result<(PasswordAnswer, T), Failure> {
        if !matches!(answer, Ok((PasswordAnswer::PasswordWrong, _))) {
            self.give_back(app).await;
        }
        answer
    }

    /// The try was no failure. Where that cannot be noted, it stays counted: what it has done is done, and is told.
    pub(crate) async fn give_back(self, app: &App) {
        if let Err(error) = app.store.give_back(&self.0, app.clock.seconds()).await {
            tracing::error!(%error, "a try that was no failure stays counted as one");
        }
    }
}

/// The cookie by which this browser is known at the account from now on.
pub(crate) fn known_from_now_on(app: &App, headers: &HeaderMap, typed: &str) -> CookieJar {
    device::cookie(app, headers, &named(typed))
}

/// An account's name however it is typed: as many tries as one way to type it has, all have together.
fn named(typed: &str) -> String {
    UserId::typed(typed)
}
