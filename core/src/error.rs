//! The host's mistakes. What the applicant does wrong is a [`Problem`](crate::Problem), never one of these.

use thiserror::Error;

use crate::code::Code;
use crate::kind::{InputKind, StateKind};

/// The host called wrongly. The state is unchanged, and whether it happens never depends on what the
/// applicant typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Misuse {
    /// The state does not accept this input.
    #[error("state {state} does not accept input {input}")]
    NotAccepted {
        /// The state the registration is in.
        state: StateKind,
        /// The input that was given.
        input: InputKind,
    },
    /// The report is about another user ID than the one that was asked for.
    #[error("the report is about another user ID than the one asked for")]
    OtherUserId,
    /// The report belongs to another way to issue user IDs than the policy's.
    #[error("the report does not fit the policy's way to issue user IDs")]
    OtherIssuing,
    /// The report is about another notification than this registration's.
    #[error("the report is about another notification than this registration's")]
    OtherNotification,
    /// The office's refusal names no problem at a field of the entry.
    #[error("the refusal names no problem at a field of the entry")]
    NoProblems,
    /// The sequence number is past the last user ID.
    #[error("user IDs are exhausted: the sequence number is past the last one")]
    Exhausted,
    /// All bytes of the entropy are the same: an unset buffer or a broken random source.
    #[error("entropy is not random: all its bytes are the same")]
    WeakEntropy,
}

impl Misuse {
    /// The code for an applicant who is shown a screen all the same.
    pub const fn code(self) -> Code {
        match self {
            Self::NotAccepted { .. } => Code::FlowInvalidEvent,
            Self::OtherUserId
            | Self::OtherIssuing
            | Self::OtherNotification
            | Self::NoProblems
            | Self::Exhausted
            | Self::WeakEntropy => Code::FlowStorageFailed,
        }
    }
}
