//! Everything a host must do, and everything the engine answers.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use crate::code::Code;
use crate::field::Confirmed;
use crate::instant::Instant;
use crate::kind::Category;
use crate::language::Language;
use crate::municipality::Municipality;
use crate::notification::{Notification, NotificationKey};
use crate::password::PasswordSetup;
use crate::problem::Problem;
use crate::user_id::UserId;

/// An order to the host. It stands until the host reports its outcome; asking for it again gives the same
/// one, after a restore from a snapshot too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Reserve this candidate in the store, then report
    /// [`UserIdReserved`](crate::Input::UserIdReserved) or [`UserIdTaken`](crate::Input::UserIdTaken).
    /// A reservation that this key already holds is reported as reserved.
    ReserveUserId {
        /// Who asks.
        key: NotificationKey,
        /// The candidate.
        user_id: UserId,
    },
    /// Count the store's sequence up, then report [`NumberReserved`](crate::Input::NumberReserved). The
    /// number that this key already holds for this attempt is reported again.
    ReserveNumber {
        /// Who asks.
        key: NotificationKey,
        /// How many user IDs were taken before: 0 unless the store holds user IDs from elsewhere.
        attempt: u32,
    },
    /// Store the record and its notification in one transaction, then report
    /// [`Committed`](crate::Input::Committed), [`UserIdTaken`](crate::Input::UserIdTaken) or
    /// [`StorageFailed`](crate::Input::StorageFailed). A record that the store already has under this key
    /// is reported as committed.
    Commit(Box<Commit>),
    /// Send this to the office, then report [`Registered`](crate::Input::Registered),
    /// [`Refused`](crate::Input::Refused) or [`NotReached`](crate::Input::NotReached). It may arrive any number
    /// of times: the office registers a key once and gives it the same user ID for ever.
    Submit(Box<Submission>),
}

/// One registration with its notification: what is stored, all of it or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Unique in the store: the same registration is never stored twice.
    pub key: NotificationKey,
    /// Unique in the store.
    pub user_id: UserId,
    /// The values that STEP2 showed.
    pub confirmed: Confirmed,
    /// When Registration was clicked.
    pub registered_at: Instant,
    /// The mail to send, at least once; its key lets a repeated one be recognised.
    pub notification: Notification,
    /// The beginning of password setup; it holds the hash of the mail's token.
    pub password_setup: PasswordSetup,
}

/// One registration as it is sent to the office, which checks it, issues the user ID and sends the mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// By this the office knows a submission that it has seen.
    pub key: NotificationKey,
    /// The values that STEP2 showed.
    pub confirmed: Confirmed,
    /// The language of the notification.
    pub language: Language,
    /// When Registration was clicked.
    pub registered_at: Instant,
}

/// What an accepted input led to. Screens are drawn from the state; this is what the state does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// STEP1 is open, with what was entered before, if anything.
    Opened,
    /// The category is not covered here; its guidance is to be shown.
    NotCovered(Category),
    /// The entry has changed as asked.
    Kept,
    /// The search's results, best first.
    Municipalities(Vec<Municipality>),
    /// The version of the Terms of Use to show, and to name when they are agreed to.
    Terms {
        /// The version in force.
        version: String,
    },
    /// STEP1 stays (or comes back) with all that is wrong, in field order.
    Problems(Vec<Problem>),
    /// STEP2 is open.
    ReadyToConfirm,
    /// The page before is open, nothing lost.
    WentBack,
    /// The user ID is being issued: an effect waits.
    Issuing,
    /// The page was not the current one: nothing was registered, STEP2 is to be shown again.
    NotAsShown,
    /// Nothing was stored: STEP2 is open again, and Registration can be tried again.
    StorageFailed,
    /// STEP3 is open.
    Registered(UserId),
    /// It was registered before: the same user ID again.
    AlreadyRegistered(UserId),
    /// The top page is open.
    BackAtTop,
    /// The report is taken note of.
    Noted,
    /// Nothing was done for too long; choosing the category starts again.
    Expired,
    /// The office could not be reached: the effect stands, and is to be done again.
    NotReached,
}

crate::effect_table! { [crate::vocabulary] [] }
crate::effect_table! { [crate::vocabulary::kinds] pub Effect = }
crate::answer_table! { [crate::vocabulary] [] }
crate::answer_table! { [crate::vocabulary::kinds] pub Answer = }

impl Answer {
    /// The stable name, like `ready_to_confirm`.
    pub const fn name(&self) -> &'static str {
        self.kind().name()
    }

    /// The code whose wording the applicant is shown, where the answer needs one.
    pub const fn code(&self) -> Option<Code> {
        match self {
            Self::NotCovered(_) => Some(Code::FlowNotCovered),
            Self::NotAsShown => Some(Code::FlowNotAsShown),
            Self::StorageFailed => Some(Code::FlowStorageFailed),
            Self::AlreadyRegistered(_) => Some(Code::FlowAlreadyRegistered),
            Self::Expired => Some(Code::FlowExpired),
            Self::NotReached => Some(Code::FlowNotReached),
            Self::Opened
            | Self::Kept
            | Self::Municipalities(_)
            | Self::Terms { .. }
            | Self::Problems(_)
            | Self::ReadyToConfirm
            | Self::WentBack
            | Self::Issuing
            | Self::Registered(_)
            | Self::BackAtTop
            | Self::Noted => None,
        }
    }
}
