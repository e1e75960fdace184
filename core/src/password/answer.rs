//! What a password setup says in return: the answer for the person, the order to the host, the host's
//! mistakes.

use alloc::vec::Vec;

use thiserror::Error;

use super::input::PasswordInputKind;
use super::setup::PasswordStateKind;
use super::token::Token;
use crate::code::Code;
use crate::instant::Instant;
use crate::problem::Problem;

/// The result of one input. Store the setup before acting on it.
#[derive(Debug, PartialEq, Eq)]
pub struct PasswordStep {
    /// What to say to the person.
    pub answer: PasswordAnswer,
    /// What the host must do, if anything. Of no concern to the person: whether it is there must not
    /// change the page, nor how long it takes to come (put the mail into a queue).
    pub effect: Option<PasswordEffect>,
}

impl PasswordStep {
    pub(super) fn answering(answer: PasswordAnswer) -> Self {
        Self { answer, effect: None }
    }
}

/// What to say to the person who opened a link, sent a form or logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasswordAnswer {
    /// The link can be used: show the form.
    LinkUsable,
    /// The home or login page is open; nothing was used up.
    Conflict,
    /// Not, or no longer, the right token. It may have been replaced or used.
    TokenInvalid,
    /// The right token, too late.
    TokenExpired,
    /// What is wrong with the new password or its confirmation: one problem each at most.
    Problems(Vec<Problem>),
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

crate::password_answer_table! { [crate::vocabulary] [] }
crate::password_answer_table! { [crate::vocabulary::kinds] pub PasswordAnswer = }

impl PasswordAnswer {
    /// The stable name, like `link_usable`.
    pub const fn name(&self) -> &'static str {
        self.kind().name()
    }

    /// The code whose wording says it, where it is not good news; the problems have theirs each.
    pub const fn code(&self) -> Option<Code> {
        match self {
            Self::Conflict => Some(Code::PasswordConflict),
            Self::TokenInvalid => Some(Code::PasswordTokenInvalid),
            Self::TokenExpired => Some(Code::PasswordTokenExpired),
            Self::PasswordWrong => Some(Code::PasswordWrong),
            Self::PasswordExpired => Some(Code::PasswordExpired),
            Self::LinkUsable
            | Self::Problems(_)
            | Self::PasswordSet { .. }
            | Self::LinkRequested
            | Self::LoggedIn
            | Self::ReminderNoted => None,
        }
    }
}

/// What the host must do.
#[derive(Debug, PartialEq, Eq)]
pub enum PasswordEffect {
    /// Send the account's e-mail address a link with this token. It is not kept here: what is lost can
    /// only be asked for again.
    SendLink {
        /// The token to put into the link.
        token: Token,
        /// The first moment at which the link no longer counts.
        expires_at: Instant,
    },
}

crate::password_effect_table! { [crate::vocabulary] [] }
crate::password_effect_table! { [crate::vocabulary::kinds] pub PasswordEffect = }

/// The host called wrongly, or lacks the memory. The setup is unchanged; nothing here is the person's
/// doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PasswordMisuse {
    /// The state does not accept this input.
    #[error("state {state} does not accept input {input}")]
    NotAccepted {
        /// The state the setup is in.
        state: PasswordStateKind,
        /// The input that was given.
        input: PasswordInputKind,
    },
    /// All bytes of the entropy or salt are the same: an unset buffer or a broken random source.
    #[error("entropy is not random: all its bytes are the same")]
    WeakEntropy,
    /// The policy has no reminder for this number of days.
    #[error("the policy has no reminder {days} days before the end")]
    UnknownReminder {
        /// The number that was given.
        days: u16,
    },
    /// The memory that the policy's [`HashCost`](super::HashCost) asks for could not be had.
    #[error("not enough memory to hash a password at the policy's cost")]
    OutOfMemory,
}
