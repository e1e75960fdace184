//! Setting the password: from the link in the notification to an account that can log in, and on to the
//! yearly renewal.
//!
//! A machine of its own, [`PasswordSetup`], with two states:
//!
//! | state | how it comes about | what it holds |
//! | --- | --- | --- |
//! | `AwaitingPassword` | a registration completes | the account, one link |
//! | `Active` | a password is set through a link | the account, the password's hash, when it was set and expires, a link where the password was forgotten |
//!
//! The host's loop:
//!
//! 1. keep the setup with the account, as part of its snapshot;
//! 2. say what happened: [`PasswordSetup::handle`] with a [`PasswordInput`], the moment and the
//!    [`PasswordPolicy`];
//! 3. store the setup, **then** act on the [`PasswordStep`]: show its [`PasswordAnswer`], and where it
//!    has a [`PasswordEffect`], send that mail ([`PasswordSetup::link_mail`]);
//! 4. now and then ask [`PasswordSetup::reminder_due`], send that mail ([`PasswordSetup::reminder_mail`]),
//!    and say [`PasswordInput::ReminderSent`].
//!
//! What never happens here:
//!
//! - The link's token is not kept, only its SHA-256; nor is the password, only its Argon2id hash.
//! - The answer to a request for a link, or to a login, does not show whether the account exists: hosts
//!   answer for an unknown user ID with [`decoy_log_in`] and [`decoy_request_link`].
//! - A link is not used up by the home page being open, nor by a password that has a problem.
//!
//! Counting failed logins, and slowing them down, is the host's: it alone sees the addresses they come from.

mod answer;
mod blocklist;
mod hash;
mod input;
mod policy;
mod rules;
mod saved;
mod setup;
mod token;
mod transition;
mod validity;

pub use answer::{
    PasswordAnswer, PasswordAnswerKind, PasswordEffect, PasswordEffectKind, PasswordMisuse,
    PasswordStep,
};
pub use hash::{HashMemory, NotAPasswordHash, PasswordHash};
pub use input::{OpenPages, PasswordInput, PasswordInputKind};
pub use policy::{HashCost, PasswordPolicy, PasswordPolicyError, PasswordRules};
pub(crate) use saved::SavedSetup;
pub use setup::{
    Account, PasswordSetup, PasswordStateKind, decoy_log_in, decoy_log_in_within,
    decoy_request_link,
};
pub use token::Token;
