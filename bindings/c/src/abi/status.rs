//! Every status that a function can return.

use toroku::password::PasswordMisuse;
use toroku::{Misuse, SnapshotError};

use crate::platform::Unavailable;

/// The status of a call: `TOROKU_OK` or another `TOROKU_…`.
#[expect(non_camel_case_types, reason = "the name in C")]
pub type toroku_status = u32;

/// What the body of a call leads to.
pub(crate) type Outcome<T = ()> = Result<T, Status>;

macro_rules! statuses {
    ($($number:literal $variant:ident $name:literal $text:literal;)*) => {
        /// Why a call did nothing. Numbers never change their meaning.
        #[allow(dead_code, reason = "a library with every part has none that is not built in")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u32)]
        pub(crate) enum Status {
            $(#[doc = $text] $variant = $number,)*
        }

        /// Number, name without the prefix, and meaning, for a developer, of every status.
        pub(crate) const STATUSES: &[(toroku_status, &str, &str)] = &[
            (OK, "ok", "done; the outputs are written"),
            $(($number, $name, $text),)*
        ];
    };
}

statuses! {
    1 Null "null" "a pointer is NULL that must not be";
    2 WrongHandle "wrong_handle" "not a handle of this kind";
    3 FreedHandle "freed_handle" "the handle has been freed";
    4 Busy "busy" "another thread is using the handle";
    5 BufferTooSmall "buffer_too_small" "the buffer is too small; the length output gives the size needed";
    6 Unreadable "unreadable" "a text is not in the encoding it is said to be in";
    7 Unwritable "unwritable" "a text holds a character that the encoding does not have";
    8 InvalidValue "invalid_value" "a number is none of the constants for its parameter";
    9 OutOfRange "out_of_range" "an index is past the end, or a length is more than any memory has";
    10 Absent "absent" "there is none now; nothing is wrong";
    11 Malformed "malformed" "a user ID, key, digest, language or name is not one";
    12 NotBuiltIn "not_built_in" "this library was built without the part asked for";
    13 Bug "bug" "the library has failed; free the handle, keep the data, report it";
    14 SystemFailed "system_failed" "the operating system gave no random bytes or no time";
    20 NotAccepted "not_accepted" "the state does not accept this input";
    21 OtherUserId "other_user_id" "the report is about another user ID than the one asked for";
    22 OtherIssuing "other_issuing" "the report does not fit the policy's way to issue user IDs";
    23 OtherNotification "other_notification" "the report is about another notification than this registration's";
    24 Exhausted "exhausted" "the sequence number is past the last user ID";
    25 WeakEntropy "weak_entropy" "all bytes of the entropy, key or salt are the same";
    26 UnknownReminder "unknown_reminder" "the policy has no reminder for this number of days";
    27 OutOfMemory "out_of_memory" "the memory for hashing a password could not be had";
    28 NoProblems "no_problems" "the refusal names no problem at a field of the entry";
    30 NotASnapshot "not_a_snapshot" "the bytes are not a snapshot";
    31 Newer "newer" "the snapshot is of a newer engine";
    32 OtherKind "other_kind" "the snapshot is of something else";
    33 Broken "broken" "the snapshot's seal does not fit: damaged, changed, or another's";
    34 RolledBack "rolled_back" "the snapshot is older than the counter allows";
    40 InvalidSetting "invalid_setting" "a setting of the policy cannot be so";
}

/// The constant of the status at an index.
pub(crate) fn entry(index: usize) -> Option<(u32, &'static str)> {
    STATUSES.get(index).map(|(number, name, _)| (*number, *name))
}

/// The status of a call that did what it was asked.
pub(crate) const OK: toroku_status = 0;

impl From<Unavailable> for Status {
    fn from(reason: Unavailable) -> Self {
        match reason {
            Unavailable::Busy => Self::Busy,
            #[cfg(not(all(panic = "abort", not(feature = "std"))))]
            Unavailable::Poisoned => Self::Bug,
        }
    }
}

impl From<Misuse> for Status {
    fn from(misuse: Misuse) -> Self {
        match misuse {
            Misuse::NotAccepted { .. } => Self::NotAccepted,
            Misuse::OtherUserId => Self::OtherUserId,
            Misuse::OtherIssuing => Self::OtherIssuing,
            Misuse::OtherNotification => Self::OtherNotification,
            Misuse::NoProblems => Self::NoProblems,
            Misuse::Exhausted => Self::Exhausted,
            Misuse::WeakEntropy => Self::WeakEntropy,
        }
    }
}

impl From<PasswordMisuse> for Status {
    fn from(misuse: PasswordMisuse) -> Self {
        match misuse {
            PasswordMisuse::NotAccepted { .. } => Self::NotAccepted,
            PasswordMisuse::WeakEntropy => Self::WeakEntropy,
            PasswordMisuse::UnknownReminder { .. } => Self::UnknownReminder,
            PasswordMisuse::OutOfMemory => Self::OutOfMemory,
        }
    }
}

impl From<SnapshotError> for Status {
    fn from(error: SnapshotError) -> Self {
        match error {
            SnapshotError::NotASnapshot => Self::NotASnapshot,
            SnapshotError::Newer { .. } => Self::Newer,
            SnapshotError::OtherKind => Self::OtherKind,
            SnapshotError::Broken => Self::Broken,
            SnapshotError::RolledBack => Self::RolledBack,
        }
    }
}
