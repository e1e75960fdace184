//! The host's mistakes, and snapshots that cannot be used.

use thiserror::Error;

use crate::code::Code;
use crate::kind::{InputKind, PasswordInputKind, PasswordStateKind, StateKind};

/// The host called wrongly. Nothing has changed, and whether it happens never depends on what the
/// applicant typed.
#[derive(Clone, Debug, PartialEq, Eq, Error, uniffi::Error)]
#[uniffi::export(Display)]
pub enum Misuse {
    /// The state does not accept this input.
    #[error("state {state:?} does not accept input {input:?}")]
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
    /// An argument does not have the form its type promises.
    #[error("malformed {argument}")]
    Malformed {
        /// Which, without its content.
        argument: String,
    },
}

impl Misuse {
    pub(crate) fn malformed(argument: &str) -> Self {
        Self::Malformed { argument: argument.to_owned() }
    }
}

impl From<toroku::Misuse> for Misuse {
    fn from(misuse: toroku::Misuse) -> Self {
        match misuse {
            toroku::Misuse::NotAccepted { state, input } => {
                Self::NotAccepted { state: state.into(), input: input.into() }
            }
            toroku::Misuse::OtherUserId => Self::OtherUserId,
            toroku::Misuse::OtherIssuing => Self::OtherIssuing,
            toroku::Misuse::OtherNotification => Self::OtherNotification,
            toroku::Misuse::NoProblems => Self::NoProblems,
            toroku::Misuse::Exhausted => Self::Exhausted,
            toroku::Misuse::WeakEntropy => Self::WeakEntropy,
        }
    }
}

/// The host called a password setup wrongly, or lacks the memory. The setup is unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Error, uniffi::Error)]
#[uniffi::export(Display)]
pub enum PasswordMisuse {
    /// The state does not accept this input.
    #[error("state {state:?} does not accept input {input:?}")]
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
    /// The memory that the policy's hash cost asks for could not be had.
    #[error("not enough memory to hash a password at the policy's cost")]
    OutOfMemory,
    /// An argument does not have the form its type promises.
    #[error("malformed {argument}")]
    Malformed {
        /// Which, without its content.
        argument: String,
    },
}

impl From<toroku::password::PasswordMisuse> for PasswordMisuse {
    fn from(misuse: toroku::password::PasswordMisuse) -> Self {
        use toroku::password::PasswordMisuse as Engine;
        match misuse {
            Engine::NotAccepted { state, input } => {
                Self::NotAccepted { state: state.into(), input: input.into() }
            }
            Engine::WeakEntropy => Self::WeakEntropy,
            Engine::UnknownReminder { days } => Self::UnknownReminder { days },
            Engine::OutOfMemory => Self::OutOfMemory,
        }
    }
}

impl From<Misuse> for PasswordMisuse {
    /// Only a secret of the wrong length comes this way.
    fn from(misuse: Misuse) -> Self {
        Self::Malformed { argument: misuse.to_string() }
    }
}

/// Why a snapshot cannot be used. For the applicant it is always `flow.snapshot_invalid`.
#[derive(Clone, Debug, PartialEq, Eq, Error, uniffi::Error)]
#[uniffi::export(Display)]
pub enum SnapshotError {
    /// Not a snapshot of this engine.
    #[error("not a snapshot")]
    NotASnapshot,
    /// Written by a newer engine.
    #[error("snapshot version {version} is newer than this engine's")]
    Newer {
        /// The version it says it has.
        version: u8,
    },
    /// A snapshot of something else: a password setup where a registration is wanted, or the reverse.
    #[error("a snapshot of another kind")]
    OtherKind,
    /// The seal does not fit: damaged, changed, sealed with another key or none, or another's.
    #[error("the snapshot's seal does not fit")]
    Broken,
    /// Older than the host's counter allows.
    #[error("an older snapshot than the counter allows")]
    RolledBack,
    /// The guard's key is not 32 bytes: the host's mistake, nothing was looked at.
    #[error("the guard's key must have 32 bytes")]
    MalformedKey,
}

impl From<toroku::SnapshotError> for SnapshotError {
    fn from(error: toroku::SnapshotError) -> Self {
        match error {
            toroku::SnapshotError::NotASnapshot => Self::NotASnapshot,
            toroku::SnapshotError::Newer { version } => Self::Newer { version },
            toroku::SnapshotError::OtherKind => Self::OtherKind,
            toroku::SnapshotError::Broken => Self::Broken,
            toroku::SnapshotError::RolledBack => Self::RolledBack,
        }
    }
}

/// The code to word for an applicant whose host called wrongly and who is shown a screen all the same.
#[uniffi::export]
pub fn misuse_code(misuse: &Misuse) -> Code {
    let engine = match misuse {
        Misuse::NotAccepted { state, input } => {
            toroku::Misuse::NotAccepted { state: (*state).into(), input: (*input).into() }
        }
        Misuse::OtherUserId => toroku::Misuse::OtherUserId,
        Misuse::OtherIssuing => toroku::Misuse::OtherIssuing,
        Misuse::OtherNotification => toroku::Misuse::OtherNotification,
        Misuse::NoProblems => toroku::Misuse::NoProblems,
        Misuse::Exhausted => toroku::Misuse::Exhausted,
        // Neither says anything to the applicant: what the engine says of a broken host fits both.
        Misuse::WeakEntropy | Misuse::Malformed { .. } => toroku::Misuse::WeakEntropy,
    };
    engine.code().into()
}

/// The code to word for an applicant whose saved registration cannot be used.
#[uniffi::export]
pub fn snapshot_error_code() -> Code {
    toroku::SnapshotError::Broken.code().into()
}
