//! User registration as a pure state machine.
//!
//! Toroku does what the User Registration Manual of Japan's Online Residence Application System (March
//! 2023) describes: an applicant enters user information (STEP1), confirms it (STEP2) and gets a user ID
//! (STEP3), a notification by mail, and a password of their own choice.
//!
//! The engine holds the rules and does nothing else. It never reads a clock, a file, a socket, an
//! environment variable or a random device and starts no thread; the compiler checks that it cannot
//! (`#![no_std]` with `alloc`, `forbid(unsafe_code)`). Time and randomness come in as arguments, and what
//! is to be done goes out as effects.
//!
//! # The host's loop
//!
//! 1. **Restore** the registration from its snapshot, or make a new [`Registration`]. *Skipped*: the applicant
//!    starts over, and a second user ID may be issued.
//! 2. **Handle** the applicant's [`Input`] with the current [`Instant`] and the [`Policy`].
//! 3. **Save** the snapshot, before anything else is done. *Skipped*: after a crash what was entered is lost;
//!    an effect that was acted on is asked for again under another key.
//! 4. **Act**: while [`Registration::next_effect`] gives an [`Effect`], do it, report its result as another
//!    input, and save again before asking for the next. *Skipped*: without the report the applicant waits at
//!    *issuing*; without the save a crash repeats the effect (the same one: stores must accept that).
//! 5. **Show** the screen of the [`State`], with the [`Answer`]. Shown before step 4 has ended, it is the page
//!    of a registration that may still fail.
//!
//! ```
//! use toroku::*;
//!
//! let policy = Policy::new("2023-03", "https://registration.example/password")?;
//! let now = Instant::from_unix_seconds(1_700_000_000);
//! let entropy = Entropy::new(core::array::from_fn(|i| i as u8)); // from the host's random source
//! let guard = Guard::default();
//!
//! // 1. A new registration.
//! let mut registration = Registration::new();
//! // 2. Inputs: the manual's own samples.
//! let category = Category::ApplicantAtCounter;
//! registration.handle(Input::ChooseCategory { category, entropy }, now, &policy)?;
//! let items = [
//!     (Item::UserName, "Houmu Taro"), // small letters are converted, and STEP2 says so
//!     (Item::Sex, "male"),
//!     (Item::BirthYear, "2000"), (Item::BirthMonth, "1"), (Item::BirthDay, "1"),
//!     (Item::Municipality, "北海道札幌市中央区"),
//!     (Item::StreetAddress, "1-1-1 緑ヶ関ハイツ202号"),
//!     (Item::Phone, "0312345678"),
//!     (Item::Email, "user01@ens-test.com"), (Item::EmailConfirmation, "user01@ens-test.com"),
//!     (Item::UserType, "applicant_at_counter"),
//! ];
//! let items = items.map(|(item, text)| (item, Personal::new(text))).to_vec();
//! registration.handle(Input::Fill { items }, now, &policy)?;
//! registration.handle(Input::Agree { version: "2023-03".into() }, now, &policy)?;
//! assert_eq!(registration.handle(Input::Confirm, now, &policy)?, Answer::ReadyToConfirm);
//! // 5. STEP2 shows this; its digest binds Registration to it.
//! let view = registration.confirmation().expect("STEP2 is open");
//! assert_eq!(view.items[0].text.expose(), "HOUMU TARO");
//! let click = Input::Register { digest: view.digest, language: Language::ENGLISH };
//! registration.handle(click, now, &policy)?;
//! // 3. Into the host's database, in place of the snapshot before.
//! let mut snapshot = registration.save(&guard);
//! // 4. Each effect is done, reported and saved before the next.
//! while let Some(effect) = registration.next_effect(&policy) {
//!     let report = match effect {
//!         Effect::ReserveUserId { user_id, .. } => Input::UserIdReserved { user_id },
//!         Effect::Commit(commit) => Input::Committed { key: commit.key },
//!         Effect::ReserveNumber { .. } | Effect::Submit(_) => unreachable!("user IDs are random here"),
//!     };
//!     registration.handle(report, now, &policy)?;
//!     snapshot = registration.save(&guard);
//! }
//! // 5. STEP3.
//! assert!(matches!(registration.state(), State::Completion(_)));
//! assert_eq!(Registration::restore(&snapshot, &guard)?, registration);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Away from the office
//!
//! An app that has no store of its own lets the office issue ([`Issuance::Office`]). Step 4 then has one effect,
//! [`Effect::Submit`]: send it, and report what the office says. Without an answer report
//! [`Input::NotReached`], show *waiting for the network*, and do the effect again later, after a restart too;
//! its key is the same, and the office gives a key one user ID for ever.
//!
//! # Three kinds of wrong
//!
//! A [`Problem`] is in the applicant's data: an ordinary outcome, all of them at once. A [`Misuse`] is the
//! host's mistake: refused, named, nothing changed. A panic is a bug of the engine, and none is known.
//!
//! # Personal data
//!
//! `Debug`, `Display`, errors and panics never show what a person typed; [`Personal`] and [`Secret`] are
//! wiped from memory when dropped. Snapshots and effects hold personal data in clear, since that is what
//! they are for: see [`snapshot`] for where they may be kept.

#![no_std]
#![forbid(unsafe_code)]
// The message of such a panic holds the text; `personal::part` and `get` say what was wrong without it.
#![cfg_attr(not(test), warn(clippy::string_slice))]

extern crate alloc;

mod character;
mod check;
mod code;
mod confirmation;
mod deflated;
mod digest;
mod draft;
mod effect;
mod error;
mod field;
mod form;
mod hex;
mod input;
mod instant;
mod item;
mod kind;
mod language;
mod look_alike;
pub mod municipality;
mod normal;
mod notification;
pub mod password;
mod password_mail;
#[cfg(feature = "patterns")]
mod pattern;
mod personal;
mod policy;
mod problem;
mod registration;
mod report;
mod setting;
pub mod snapshot;
mod state;
mod taking;
mod texts;
mod transition;
mod two_byte;
mod typed;
mod user_id;
mod vocabulary;
mod width;

pub use code::{Code, CodeKind, ParamName};
pub use confirmation::{ConfirmationView, ConfirmedItem};
pub use digest::{Digest, NotADigest};
pub use draft::Draft;
pub use effect::{Answer, AnswerKind, Commit, Effect, EffectKind, Submission};
pub use error::Misuse;
pub use field::*;
pub use form::Form;
pub use input::Input;
pub use instant::Instant;
pub use item::{BirthPart, Field, Item};
pub use kind::{Category, InputKind, StateKind};
pub use language::{Language, UnknownLanguage};
pub use municipality::{Municipality, Prefecture};
pub use notification::{NotAKey, Notification, NotificationKey};
pub use password::PasswordSetup;
#[cfg(feature = "patterns")]
pub use pattern::{PatternError, PatternRule};
pub use personal::{Entropy, Personal, Secret};
pub use policy::{Issuance, Policy, PolicyError, UserTypeOffer};
pub use problem::{Conversion, Notice, Param, ParamValue, Problem};
pub use registration::Registration;
pub use report::{FieldReport, FormReport, Verdict};
pub use setting::{Setting, SettingError};
pub use snapshot::{Guard, SnapshotError};
pub use state::{Completion, Confirmation, Delivery, Entry, Issuing, Start, State};
pub use transition::{Refused, Step, transition};
pub use typed::MAX_ITEM_BYTES;
pub use user_id::{NotAUserId, SequenceKey, UserId, random_candidate};
pub use vocabulary::Vocabulary;

/// The package's README: its example compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
