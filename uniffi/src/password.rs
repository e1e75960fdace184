//! Setting the password: a host's inputs, and the engine's answers and effects.

use toroku::password as engine;
use toroku::{Instant, Personal, UserId};

use crate::code::Code;
use crate::effect::NotificationMail;
use crate::kind::PasswordStateKind;
use crate::mirror::mirror;
use crate::misuse::{Misuse, PasswordMisuse};
use crate::policy::HashCost;
use crate::problem::Problem;
use crate::values::Secret;

pub use setup::{
    FirstLink, PasswordSetup, password_setup_for_account, token_digest, verify_password_hash,
};

mod setup;

toroku::open_pages_table! { [mirror] OpenPages = toroku::password::OpenPages => }

/// Whose password it is.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Account {
    /// The user ID.
    pub user_id: UserId,
    /// The user name, as registered.
    pub name: Personal,
    /// The e-mail address, where links go.
    pub email: Personal,
}

/// What happened.
#[derive(Clone, Debug, uniffi::Enum)]
pub enum PasswordInput {
    /// The link of a mail was opened: can it be used? Never uses it up.
    OpenLink {
        /// The token as it stands in the link.
        token: Personal,
        /// Which pages are open beside it.
        pages: OpenPages,
    },
    /// The form behind the link was sent.
    SetPassword {
        /// The token as it stands in the link.
        token: Personal,
        /// The new password.
        password: Personal,
        /// The new password again.
        confirmation: Personal,
        /// 16 fresh bytes from the secure random source.
        salt: Secret,
        /// Which pages are open beside it.
        pages: OpenPages,
    },
    /// A new link is asked for by someone who says whose account it is.
    RequestLink {
        /// The user ID as typed.
        user_id: Personal,
        /// The e-mail address as typed.
        email: Personal,
        /// 32 fresh bytes from the secure random source, never used before.
        entropy: Secret,
    },
    /// A password is replaced by one who knows it, also after it has expired.
    ChangePassword {
        /// The password so far.
        current: Personal,
        /// The new password.
        password: Personal,
        /// The new password again.
        confirmation: Personal,
        /// 16 fresh bytes from the secure random source.
        salt: Secret,
    },
    /// Someone logs in.
    LogIn {
        /// The password as typed.
        password: Personal,
    },
    /// The reminder that `reminderDue` named was sent.
    ReminderSent {
        /// How many days before the end it is for.
        days: u16,
    },
}

/// An accepted input's answer, with the state and the effect after it. Store the setup before acting on it.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct PasswordStep {
    /// What to show the person.
    pub answer: PasswordAnswer,
    /// The code whose wording says it, where it is not good news.
    pub code: Option<Code>,
    /// Its wording in the language of the call.
    pub text: Option<String>,
    /// The state now.
    pub state: PasswordStateKind,
    /// What the host must do, if anything. Whether it is there must not change the page.
    pub effect: Option<PasswordEffect>,
}

/// What to show the person who opened a link, sent a form or logged in.
#[derive(Clone, Debug, PartialEq, uniffi::Enum)]
pub enum PasswordAnswer {
    /// The link can be used: show the form.
    LinkUsable,
    /// The home or login page is open; nothing was used up or counted.
    Conflict,
    /// Not, or no longer, the right token.
    TokenInvalid,
    /// The right token, too late.
    TokenExpired,
    /// What is wrong with the new password or its confirmation: one problem each at most.
    Problems {
        /// All of them.
        problems: Vec<Problem>,
    },
    /// The password is set.
    PasswordSet {
        /// The first moment at which it no longer counts.
        expires_at: Instant,
    },
    /// If user ID and e-mail address belong together, a mail is on its way. The same whether they do.
    LinkRequested,
    /// The right password.
    LoggedIn,
    /// Not the right password; also where there is none yet.
    PasswordWrong,
    /// The right password, too old: it can only be changed.
    PasswordExpired,
    /// It is noted that the reminder was sent.
    ReminderNoted,
}

/// What the host must do.
#[derive(Clone, Debug, PartialEq, uniffi::Enum)]
pub enum PasswordEffect {
    /// Send this mail, with the new link. The token is not kept: what is lost can only be asked for again.
    SendLink {
        /// The mail.
        mail: NotificationMail,
        /// The token, for a host that writes its own mail.
        token: Personal,
        /// The first moment at which the link no longer counts.
        expires_at: Instant,
    },
}

impl TryFrom<PasswordInput> for engine::PasswordInput {
    type Error = Misuse;

    fn try_from(input: PasswordInput) -> Result<Self, Misuse> {
        Ok(match input {
            PasswordInput::OpenLink { token, pages } => {
                Self::OpenLink { token, pages: pages.into() }
            }
            PasswordInput::SetPassword { token, password, confirmation, salt, pages } => {
                let (salt, pages) = (salt.sized()?, pages.into());
                Self::SetPassword { token, password, confirmation, salt, pages }
            }
            PasswordInput::RequestLink { user_id, email, entropy } => {
                Self::RequestLink { user_id, email, entropy: entropy.sized()? }
            }
            PasswordInput::ChangePassword { current, password, confirmation, salt } => {
                Self::ChangePassword { current, password, confirmation, salt: salt.sized()? }
            }
            PasswordInput::LogIn { password } => Self::LogIn { password },
            PasswordInput::ReminderSent { days } => Self::ReminderSent { days },
        })
    }
}

impl PasswordAnswer {
    fn worded(answer: engine::PasswordAnswer, language: toroku::Language) -> Self {
        use engine::PasswordAnswer as Engine;
        match answer {
            Engine::LinkUsable => Self::LinkUsable,
            Engine::Conflict => Self::Conflict,
            Engine::TokenInvalid => Self::TokenInvalid,
            Engine::TokenExpired => Self::TokenExpired,
            Engine::Problems(problems) => {
                Self::Problems { problems: Problem::all(&problems, language) }
            }
            Engine::PasswordSet { expires_at } => Self::PasswordSet { expires_at },
            Engine::LinkRequested => Self::LinkRequested,
            Engine::LoggedIn => Self::LoggedIn,
            Engine::PasswordWrong => Self::PasswordWrong,
            Engine::PasswordExpired => Self::PasswordExpired,
            Engine::ReminderNoted => Self::ReminderNoted,
        }
    }
}

/// The answer to a login with a user ID that does not exist: that of a wrong password, after as much work
/// at the policy's cost.
#[uniffi::export]
pub fn decoy_log_in(
    password: &Personal,
    policy: &crate::policy::Policy,
) -> Result<PasswordAnswer, PasswordMisuse> {
    let step = engine::decoy_log_in(password, policy.engine.password().hash_cost())?;
    Ok(PasswordAnswer::worded(step.answer, toroku::Language::ENGLISH))
}

/// The answer to a request for a link by a user ID that does not exist: that of any request, after as much
/// work.
#[uniffi::export]
pub fn decoy_request_link(entropy: &Secret) -> Result<PasswordAnswer, PasswordMisuse> {
    let step = engine::decoy_request_link(&entropy.sized()?)?;
    Ok(PasswordAnswer::worded(step.answer, toroku::Language::ENGLISH))
}

/// What one hash costs under this policy.
#[uniffi::export]
pub fn hash_cost(policy: &crate::policy::Policy) -> HashCost {
    let cost = policy.engine.password().hash_cost();
    HashCost { memory_kib: cost.memory_kib(), passes: cost.passes(), lanes: cost.lanes() }
}
