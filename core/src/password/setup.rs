//! The password setup of one account: what it holds and what can be asked of it.

use alloc::vec::Vec;
use core::fmt;

use super::answer::{PasswordAnswer, PasswordMisuse, PasswordStep};
use super::hash::{self, HashMemory, PasswordHash};
use super::input::PasswordInput;
use super::policy::{HashCost, PasswordPolicy};
use super::token::{Link, LinkTimes, Token};
use super::transition::transition;
use super::validity;
use crate::instant::Instant;
use crate::personal::{Entropy, Personal, Secret};
use crate::user_id::UserId;

/// What a password setup needs to know of its account: whose password it must not give away, and who may
/// ask for a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    user_id: UserId,
    name: Personal,
    email: Personal,
}

impl Account {
    /// The account of this user ID, name and e-mail address, as they were registered.
    pub fn new(user_id: UserId, name: Personal, email: Personal) -> Self {
        Self { user_id, name, email }
    }

    /// The user ID.
    pub fn user_id(&self) -> UserId {
        self.user_id
    }

    /// The user name.
    pub fn name(&self) -> &Personal {
        &self.name
    }

    /// The e-mail address, where links go.
    pub fn email(&self) -> &Personal {
        &self.email
    }
}

/// One account's way from the mailed link to a password, and on to the next one.
///
/// A completed [`Registration`](crate::Registration) makes it, or [`PasswordSetup::for_account`] where the
/// account is from elsewhere; [`PasswordSetup::handle`] takes what happened; everything else only reads.
/// It has no clock and no source of randomness: both are arguments.
/// It holds personal data and a password's hash, no password and no token; `Debug` prints the state alone.
///
/// ```
/// use toroku::password::{
///     Account, OpenPages, PasswordAnswer, PasswordInput, PasswordPolicy, PasswordSetup,
/// };
/// use toroku::{Instant, Secret};
///
/// # let random_32 = || core::array::from_fn(|i| i as u8);
/// # let random_16 = || core::array::from_fn(|i| i as u8);
/// let policy = PasswordPolicy::default();
/// let now = Instant::from_unix_seconds(1_700_000_000);
/// let user_id = "hdlpf38617".parse()?;
/// let account = Account::new(user_id, "HOUMU TARO".into(), "user01@ens-test.com".into());
/// let entropy = Secret::new(random_32());
/// let (mut setup, token) = PasswordSetup::for_account(account, &entropy, now, &policy)?;
/// let link = setup.link("https://registration.example/password", &token);
/// assert!(link.expose().starts_with("https://registration.example/password?id=hdlpf38617&token="));
/// // The mail has the link. Its reader opens it, types a password twice, and sends the form:
/// let step = setup.handle(
///     PasswordInput::SetPassword {
///         token: token.expose().into(),
///         password: "my cat eats blue fish".into(),
///         confirmation: "my cat eats blue fish".into(),
///         salt: Secret::new(random_16()),
///         pages: OpenPages::None,
///     },
///     now.plus_seconds(3_600),
///     &policy,
/// )?;
/// assert!(matches!(step.answer, PasswordAnswer::PasswordSet { .. }));
/// let log_in = PasswordInput::LogIn { password: "my cat eats blue fish".into() };
/// assert_eq!(setup.handle(log_in, now.plus_seconds(3_660), &policy)?.answer, PasswordAnswer::LoggedIn);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordSetup {
    pub(super) account: Account,
    pub(super) link_times: LinkTimes,
    pub(super) state: State,
}

#[derive(Clone, PartialEq, Eq)]
pub(super) enum State {
    /// Registered; no password yet.
    AwaitingPassword { link: Link },
    /// There is a password. A link, where one was asked for since, replaces it.
    Active { password: ActivePassword, link: Option<Link> },
}

#[derive(Clone, PartialEq, Eq)]
pub(super) struct ActivePassword {
    pub(super) hash: PasswordHash,
    pub(super) set_at: Instant,
    pub(super) expires_at: Instant,
    /// The reminders known to be sent, by their days.
    pub(super) reminded: Vec<u16>,
}

impl PasswordSetup {
    /// The setup of an account that has no password, and the token for its first link.
    ///
    /// The link counts as the first of the day. The same arguments give the same token again.
    ///
    /// # Errors
    /// [`PasswordMisuse::WeakEntropy`] where all bytes of `token_entropy` are the same.
    pub fn for_account(
        account: Account,
        token_entropy: &Entropy,
        now: Instant,
        policy: &PasswordPolicy,
    ) -> Result<(Self, Token), PasswordMisuse> {
        if !token_entropy.is_plausible() {
            return Err(PasswordMisuse::WeakEntropy);
        }
        Ok(Self::awaiting(account, token_entropy, now, policy))
    }

    /// [`PasswordSetup::for_account`] with entropy that has been looked at.
    pub(crate) fn awaiting(
        account: Account,
        token_entropy: &Entropy,
        now: Instant,
        policy: &PasswordPolicy,
    ) -> (Self, Token) {
        let token = Token::derive(token_entropy);
        let mut link_times = LinkTimes::default();
        link_times.record(now);
        let state = State::AwaitingPassword { link: Link::new(&token, now, policy) };
        (Self { account, link_times, state }, token)
    }

    /// The link to put into the mail: `base_url` (the policy's, never a request's) with the user ID, by which
    /// the host finds the setup, and the token: `?id=hdlpf38617&token=…`.
    pub fn link(&self, base_url: &str, token: &Token) -> Personal {
        let parts = [base_url, "?id=", self.account.user_id.as_str(), "&token=", token.expose()];
        // One allocation of the full size: a string that grows leaves copies behind.
        Personal::from(parts.concat())
    }

    /// Takes what happened at `now`, changes the state accordingly and says what follows. Setting,
    /// changing and checking a password each take one hash of the policy's cost (tens of milliseconds and
    /// 19 MiB by default); the rest is quick.
    ///
    /// # Errors
    /// [`PasswordMisuse`] where the host called wrongly; the setup is then as it was.
    pub fn handle(
        &mut self,
        input: PasswordInput,
        now: Instant,
        policy: &PasswordPolicy,
    ) -> Result<PasswordStep, PasswordMisuse> {
        self.handle_within(&mut HashMemory::default(), input, now, policy)
    }

    /// [`PasswordSetup::handle`] in memory that is used again.
    ///
    /// # Errors
    /// As [`PasswordSetup::handle`].
    pub fn handle_within(
        &mut self,
        memory: &mut HashMemory,
        input: PasswordInput,
        now: Instant,
        policy: &PasswordPolicy,
    ) -> Result<PasswordStep, PasswordMisuse> {
        let result = transition(self, &input, now, policy, memory);
        // Taken by value for this: what was typed is wiped before the answer is given.
        drop(input);
        let (next, step) = result?;
        *self = next;
        Ok(step)
    }

    /// Puts the address on record right, as an office does that has made sure of the person. Every link that is
    /// out ends: it went to the address before. Where there is no password yet a new link begins, and the answer
    /// is its token, for [`PasswordSetup::link_mail`]; it counts among the day's links and is never refused.
    /// `email` is stored as it is: a host takes it from an [`Email`](crate::Email).
    ///
    /// ```
    /// use toroku::password::{Account, PasswordPolicy, PasswordSetup};
    /// use toroku::{Instant, Secret};
    ///
    /// # let random_32 = || core::array::from_fn(|i| i as u8);
    /// # let other_32 = || core::array::from_fn(|i| i as u8 + 1);
    /// let (policy, now) = (PasswordPolicy::default(), Instant::from_unix_seconds(1_700_000_000));
    /// let account =
    ///     Account::new("hdlpf38617".parse()?, "HOUMU TARO".into(), "user01@ens-tset.com".into());
    /// let entropy = Secret::new(random_32());
    /// let (mut setup, first) = PasswordSetup::for_account(account, &entropy, now, &policy)?;
    /// let (email, fresh) = ("user01@ens-test.com".into(), Secret::new(other_32()));
    /// let next = setup.correct_email(email, &fresh, now, &policy)?.expect("no password yet");
    /// assert_eq!(setup.account().email().expose(), "user01@ens-test.com");
    /// assert_eq!(setup.link_digest(), Some(&next.digest()));
    /// assert_ne!(next.digest(), first.digest());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`PasswordMisuse::WeakEntropy`] where all bytes of `token_entropy` are the same.
    pub fn correct_email(
        &mut self,
        email: Personal,
        token_entropy: &Entropy,
        now: Instant,
        policy: &PasswordPolicy,
    ) -> Result<Option<Token>, PasswordMisuse> {
        if !token_entropy.is_plausible() {
            return Err(PasswordMisuse::WeakEntropy);
        }
        self.account.email = email;
        match &mut self.state {
            State::AwaitingPassword { link } => {
                let token = Token::derive(token_entropy);
                *link = Link::new(&token, now, policy);
                self.link_times.record(now);
                Ok(Some(token))
            }
            State::Active { link, .. } => {
                *link = None;
                Ok(None)
            }
        }
    }

    /// The state, without what is in it.
    pub fn state(&self) -> PasswordStateKind {
        self.state.kind()
    }

    /// Whose setup it is.
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// When the password was set; `None` while there is none.
    pub fn set_at(&self) -> Option<Instant> {
        self.active().map(|password| password.set_at)
    }

    /// The first moment at which the password no longer counts; `None` while there is none.
    pub fn expires_at(&self) -> Option<Instant> {
        self.active().map(|password| password.expires_at)
    }

    /// The reminder to send at `now`: its number of days before the end, one of the policy's. `None` once
    /// [`PasswordInput::ReminderSent`] reported it, and where a nearer one is due in its place.
    pub fn reminder_due(&self, now: Instant, policy: &PasswordPolicy) -> Option<u16> {
        let password = self.active()?;
        validity::reminder_due(password.expires_at, now, policy.reminder_days(), &password.reminded)
    }

    /// The password's hash, for a login system of the host's own; `None` while there is no password.
    pub fn password_hash(&self) -> Option<&PasswordHash> {
        self.active().map(|password| &password.hash)
    }

    /// [`Token::digest`] of the link that was sent last; `None` once it is used. A host whose links carry
    /// nothing but the token keeps its setups by it.
    pub fn link_digest(&self) -> Option<&Secret<32>> {
        self.pending_link().map(Link::digest)
    }

    /// The first moment at which the link that was sent last no longer counts; `None` once it is used.
    pub fn link_expires_at(&self) -> Option<Instant> {
        self.pending_link().map(Link::expires_at)
    }

    fn active(&self) -> Option<&ActivePassword> {
        match &self.state {
            State::AwaitingPassword { .. } => None,
            State::Active { password, .. } => Some(password),
        }
    }

    pub(super) fn pending_link(&self) -> Option<&Link> {
        match &self.state {
            State::AwaitingPassword { link } => Some(link),
            State::Active { link, .. } => link.as_ref(),
        }
    }
}

impl fmt::Debug for PasswordSetup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PasswordSetup({})", self.state())
    }
}

crate::password_state_table! { [crate::vocabulary] [] }
crate::password_state_table! { [crate::vocabulary::kinds] pub(super) State = }

/// The answer to a login with a user ID that does not exist: that of a wrong password, after as much work.
///
/// ```
/// use toroku::Personal;
/// use toroku::password::{PasswordAnswer, PasswordPolicy, decoy_log_in};
/// let cost = PasswordPolicy::default().hash_cost();
/// let step = decoy_log_in(&Personal::new("whatever it was"), cost)?;
/// assert_eq!(step.answer, PasswordAnswer::PasswordWrong);
/// # Ok::<(), toroku::password::PasswordMisuse>(())
/// ```
///
/// # Errors
/// [`PasswordMisuse::OutOfMemory`], as a real login.
pub fn decoy_log_in(password: &Personal, cost: HashCost) -> Result<PasswordStep, PasswordMisuse> {
    decoy_log_in_within(&mut HashMemory::default(), password, cost)
}

/// [`decoy_log_in`] in memory that is used again.
///
/// # Errors
/// As [`decoy_log_in`].
pub fn decoy_log_in_within(
    memory: &mut HashMemory,
    password: &Personal,
    cost: HashCost,
) -> Result<PasswordStep, PasswordMisuse> {
    hash::verify_nothing(memory, password, cost)?;
    Ok(PasswordStep::answering(PasswordAnswer::PasswordWrong))
}

/// The answer to a request for a link by a user ID that does not exist: that of any request, after as much
/// work. Where a mail follows a real request, put it into a queue: sending it takes longer than all this.
///
/// ```
/// use toroku::Secret;
/// use toroku::password::{PasswordAnswer, decoy_request_link};
/// let entropy = Secret::new(core::array::from_fn(|i| i as u8)); // fresh random bytes
/// assert_eq!(decoy_request_link(&entropy)?.answer, PasswordAnswer::LinkRequested);
/// # Ok::<(), toroku::password::PasswordMisuse>(())
/// ```
///
/// # Errors
/// [`PasswordMisuse::WeakEntropy`], as a real request.
pub fn decoy_request_link(entropy: &Entropy) -> Result<PasswordStep, PasswordMisuse> {
    if !entropy.is_plausible() {
        return Err(PasswordMisuse::WeakEntropy);
    }
    core::hint::black_box(Token::derive(entropy).digest());
    Ok(PasswordStep::answering(PasswordAnswer::LinkRequested))
}
