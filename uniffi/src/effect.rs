//! Everything a host must do, and everything the engine answers.

use std::fmt;

use toroku::{Instant, Language, NotificationKey, Personal, UserId};

use crate::code::Code;
use crate::directory::{Municipality, found};
use crate::input::{ApplicantCategory, ItemText};
use crate::mirror::mirror;
use crate::problem::{FieldReport, Problem};
use crate::screen::{BirthDate, Screen};
use crate::values::Secret;

/// An accepted input's answer, with the screen and the effect after it.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Step {
    /// What the input led to, beside the screen.
    pub answer: Answer,
    /// The code whose wording the applicant is shown, where the answer needs one.
    pub code: Option<Code>,
    /// Its wording in the registration's language.
    pub text: Option<String>,
    /// The screen to show now.
    pub screen: Screen,
    /// What the host must do now, if anything. Save a snapshot before acting on it.
    pub effect: Option<Effect>,
}

/// What a key at STEP1 led to, with no more of the page than it changed.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Keystroke {
    /// `Kept`, or `Expired`: then nothing was taken.
    pub answer: Answer,
    /// The code whose wording the applicant is shown, where the answer needs one.
    pub code: Option<Code>,
    /// Its wording in the registration's language.
    pub text: Option<String>,
    /// The item as it now stands; an empty text where it has none.
    pub item: ItemText,
    /// The reports that differ from those last handed out, in the manual's order.
    pub reports: Vec<FieldReport>,
    /// Whether nothing was done for longer than the policy allows.
    pub has_expired: bool,
}

/// What an accepted input led to, as far as the screen does not show it.
#[derive(Clone, Debug, PartialEq, uniffi::Enum)]
pub enum Answer {
    /// STEP1 is open, with what was entered before, if anything.
    Opened,
    /// The category is not covered here; its guidance is to be shown.
    NotCovered {
        /// Which.
        category: ApplicantCategory,
    },
    /// The entry has changed as asked.
    Kept,
    /// The search's results, best first.
    Municipalities {
        /// The municipalities found.
        results: Vec<Municipality>,
    },
    /// The version of the Terms of Use to show, and to name when they are agreed to.
    Terms {
        /// The version in force.
        version: String,
    },
    /// STEP1 stays (or comes back) with all that is wrong, in field order.
    Problems {
        /// All of them.
        problems: Vec<Problem>,
    },
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
    Registered {
        /// The new user ID.
        user_id: UserId,
    },
    /// It was registered before: the same user ID again.
    AlreadyRegistered {
        /// The user ID.
        user_id: UserId,
    },
    /// The top page is open.
    BackAtTop,
    /// The report is taken note of.
    Noted,
    /// Nothing was done for too long; choosing the category starts again.
    Expired,
    /// The office could not be reached: the effect stands, and is to be done again.
    NotReached,
}

/// An order to the host. It stands until its result is reported; asking for it again gives the same one,
/// after a restore from a snapshot too.
#[derive(Clone, Debug, uniffi::Enum)]
pub enum Effect {
    /// Reserve this candidate in the store, then report `UserIdReserved` or `UserIdTaken`. A reservation
    /// that this key already holds is reported as reserved.
    ReserveUserId {
        /// Who asks.
        key: NotificationKey,
        /// The candidate.
        user_id: UserId,
    },
    /// Count the store's sequence up, then report `NumberReserved`. The number that this key already holds
    /// for this attempt is reported again.
    ReserveNumber {
        /// Who asks.
        key: NotificationKey,
        /// How many user IDs were taken before.
        attempt: u32,
    },
    /// Store all of the commit in one transaction, then report `Committed`, `UserIdTaken` or
    /// `StorageFailed`. A commit that the store already has under this key is reported as committed.
    Commit {
        /// What to store.
        commit: Commit,
    },
    /// Send this to the office, then report `Registered`, `Refused` or `NotReached`. It may arrive any number of
    /// times: the office registers a key once and gives it the same user ID for ever.
    Submit {
        /// What to send.
        submission: Submission,
    },
}

/// One registration with its notification and its password setup: what is stored, all of it or nothing.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Commit {
    /// Unique in the store: the same registration is never stored twice.
    pub key: NotificationKey,
    /// Unique in the store.
    pub user_id: UserId,
    /// The values that STEP2 showed.
    pub confirmed: Confirmed,
    /// When Registration was pressed.
    pub registered_at: Instant,
    /// The mail to send, at least once; its key lets a repeated one be recognised.
    pub notification: NotificationMail,
    /// The beginning of password setup, saved without a key: `PasswordSetup.restore` takes it with a `Guard()` of
    /// no arguments. A host that guards its snapshots by a key saves it again with that.
    pub password_setup: Secret,
}

/// One registration as it is sent to the office, which checks it, issues the user ID and sends the mail.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Submission {
    /// By this the office knows a submission that it has seen.
    pub key: NotificationKey,
    /// The values that STEP2 showed.
    pub confirmed: Confirmed,
    /// The language of the notification.
    pub language: Language,
    /// When Registration was pressed.
    pub registered_at: Instant,
}

toroku::sex_table! { [mirror] Sex = toroku::Sex => }

/// The values of a registration, each the canonical form of its field.
#[derive(Clone, PartialEq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct Confirmed {
    /// The user name.
    pub user_name: Personal,
    /// The sex.
    pub sex: Sex,
    /// The date of birth.
    pub date_of_birth: BirthDate,
    /// The prefecture and municipality.
    pub municipality: Municipality,
    /// Town, street and house number.
    pub street_address: Personal,
    /// The phone number.
    pub phone: Personal,
    /// The e-mail address.
    pub email: Personal,
    /// The user type's name.
    pub user_type: String,
    /// The version of the Terms of Use that was agreed to.
    pub terms_version: String,
}

impl fmt::Debug for Confirmed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Confirmed(..)")
    }
}

/// One mail to send, exactly once: keep it no longer than until it is sent.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct NotificationMail {
    /// Unique to this mail; a mail whose key was sent already is not sent again.
    pub key: NotificationKey,
    /// The address, alone.
    pub to: Personal,
    /// The language of subject and bodies.
    pub language: Language,
    /// The subject: one line, nothing in it that a person typed.
    pub subject: String,
    /// The plain text body.
    pub text: Personal,
    /// The HTML body: a whole document without remote resources.
    pub html: Personal,
}

impl Answer {
    pub(crate) fn worded(answer: toroku::Answer, language: Language) -> Self {
        match answer {
            toroku::Answer::Opened => Self::Opened,
            toroku::Answer::NotCovered(category) => Self::NotCovered { category: category.into() },
            toroku::Answer::Kept => Self::Kept,
            toroku::Answer::Municipalities(entries) => {
                Self::Municipalities { results: found(entries) }
            }
            toroku::Answer::Terms { version } => Self::Terms { version },
            toroku::Answer::Problems(problems) => {
                Self::Problems { problems: Problem::all(&problems, language) }
            }
            toroku::Answer::ReadyToConfirm => Self::ReadyToConfirm,
            toroku::Answer::WentBack => Self::WentBack,
            toroku::Answer::Issuing => Self::Issuing,
            toroku::Answer::NotAsShown => Self::NotAsShown,
            toroku::Answer::StorageFailed => Self::StorageFailed,
            toroku::Answer::Registered(user_id) => Self::Registered { user_id },
            toroku::Answer::AlreadyRegistered(user_id) => Self::AlreadyRegistered { user_id },
            toroku::Answer::BackAtTop => Self::BackAtTop,
            toroku::Answer::Noted => Self::Noted,
            toroku::Answer::Expired => Self::Expired,
            toroku::Answer::NotReached => Self::NotReached,
        }
    }
}

impl From<toroku::Effect> for Effect {
    fn from(effect: toroku::Effect) -> Self {
        match effect {
            toroku::Effect::ReserveUserId { key, user_id } => Self::ReserveUserId { key, user_id },
            toroku::Effect::ReserveNumber { key, attempt } => Self::ReserveNumber { key, attempt },
            toroku::Effect::Commit(commit) => Self::Commit { commit: (*commit).into() },
            toroku::Effect::Submit(submission) => Self::Submit {
                submission: Submission {
                    key: submission.key,
                    confirmed: (&submission.confirmed).into(),
                    language: submission.language,
                    registered_at: submission.registered_at,
                },
            },
        }
    }
}

impl From<toroku::Commit> for Commit {
    fn from(commit: toroku::Commit) -> Self {
        Self {
            key: commit.key,
            user_id: commit.user_id,
            confirmed: (&commit.confirmed).into(),
            registered_at: commit.registered_at,
            notification: (&commit.notification).into(),
            password_setup: commit.password_setup.save(&toroku::Guard::default()).into(),
        }
    }
}

impl From<&toroku::Confirmed> for Confirmed {
    fn from(confirmed: &toroku::Confirmed) -> Self {
        let (year, month, day) = confirmed.date_of_birth().date().to_calendar_date();
        Self {
            user_name: confirmed.user_name().as_str().into(),
            sex: confirmed.sex().into(),
            date_of_birth: BirthDate { year, month: month.into(), day },
            municipality: confirmed.municipality().into(),
            street_address: confirmed.street_address().as_str().into(),
            phone: confirmed.phone().as_str().into(),
            email: confirmed.email().as_str().into(),
            user_type: confirmed.user_type().name().to_owned(),
            terms_version: confirmed.terms_version().to_owned(),
        }
    }
}

impl From<&toroku::Notification> for NotificationMail {
    fn from(mail: &toroku::Notification) -> Self {
        Self {
            key: mail.key(),
            to: mail.to().clone(),
            language: mail.language(),
            subject: mail.subject().to_owned(),
            text: mail.text().clone(),
            html: mail.html().clone(),
        }
    }
}
