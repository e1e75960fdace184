//! Snapshots: a registration or a password setup as bytes, to be restored by any build of any language.
//!
//! Layout, version 1: `TOROKU`, version (1 byte), kind (1 byte), whether a key was used (1 byte), the
//! host's counter (8 bytes, big-endian), the content (postcard), the seal (32 bytes).
//! The seal is SHA-256, or HMAC-SHA-256 where the host gives a key, of a label, the host's context with its
//! length, and all that stands before the seal.
//!
//! A snapshot holds personal data in clear, and until completion the entropy from which the password token
//! is derived: keep it where such data may be kept (a server's database, an app's private encrypted
//! storage), not in a cookie, an address, a log or a backup without protection.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use hmac::{Hmac, KeyInit, Mac};
use postcard::ser_flavors::Size;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq;
use thiserror::Error;

use crate::check::notices_about;
use crate::code::Code;
use crate::confirmation::{Confirmed, Digest};
use crate::draft::Draft;
use crate::field::{DateOfBirth, Email, Phone, Sex, StreetAddress, UserName, UserType};
use crate::instant::Instant;
use crate::language::Language;
use crate::municipality::Municipality;
use crate::notification::NotificationKey;
use crate::password::PasswordSetup;
use crate::personal::{Entropy, Secret};
use crate::registration::Registration;
use crate::state::{Attempt, Completion, Confirmation, Delivery, Entry, Issuing, Start, State};
use crate::user_id::UserId;

const MAGIC: &[u8; 6] = b"TOROKU";
/// The version that is written. Versions up to it are read.
const VERSION: u8 = 1;
const SEAL_LABEL: &[u8] = b"toroku/snapshot/v1";
const HEADER: usize = MAGIC.len() + 3 + 8;
const SEAL: usize = 32;
/// No snapshot the engine writes comes near this; longer input is not looked at.
const MAX_BYTES: usize = 1 << 17;

/// What the host adds to protect its snapshots. The default protects against damage only.
///
/// ```
/// use toroku::{Guard, Registration};
/// let guard = Guard::default().with_context(b"session 17").with_counter(3);
/// let bytes = Registration::new().save(&guard);
/// assert!(Registration::restore(&bytes, &guard).is_ok());
/// assert!(Registration::restore(&bytes, &guard.with_context(b"session 18")).is_err());
/// ```
#[derive(Clone, Copy, Default)]
pub struct Guard<'a> {
    key: Option<&'a Secret<32>>,
    context: &'a [u8],
    counter: u64,
}

impl<'a> Guard<'a> {
    /// Seals with this key: who does not have it can neither change nor make a snapshot.
    #[must_use]
    pub fn with_key(mut self, key: &'a Secret<32>) -> Self {
        self.key = Some(key);
        self
    }

    /// Binds the snapshot to a name of the host's, such as its session: another's does not restore here.
    #[must_use]
    pub fn with_context(mut self, context: &'a [u8]) -> Self {
        self.context = context;
        self
    }

    /// At saving, the number to write; at restoring, the least number to accept. A host that counts up
    /// and remembers the last number sees when an older snapshot is put in place of a newer one.
    #[must_use]
    pub fn with_counter(mut self, counter: u64) -> Self {
        self.counter = counter;
        self
    }

    fn seal(&self, content: &[u8]) -> [u8; SEAL] {
        let length = u64::try_from(self.context.len()).expect("a slice is shorter than 2^64");
        let parts = [SEAL_LABEL, &length.to_be_bytes(), self.context, content];
        if let Some(key) = self.key {
            let mut mac = Hmac::<Sha256>::new_from_slice(key.expose())
                .expect("HMAC takes keys of any length");
            for part in parts {
                mac.update(part);
            }
            mac.finalize().into_bytes().into()
        } else {
            let mut hash = Sha256::new();
            for part in parts {
                hash.update(part);
            }
            hash.finalize().into()
        }
    }
}

impl core::fmt::Debug for Guard<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Guard").field("counter", &self.counter).finish_non_exhaustive()
    }
}

/// Why a snapshot cannot be used. For the applicant it is always [`Code::FlowSnapshotInvalid`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
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
}

impl SnapshotError {
    /// The code for the applicant.
    pub const fn code(self) -> Code {
        Code::FlowSnapshotInvalid
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Registration = 1,
    PasswordSetup = 2,
}

impl Registration {
    /// The registration as bytes. See [`snapshot`](crate::snapshot) for where they may be kept.
    pub fn save(&self, guard: &Guard<'_>) -> Vec<u8> {
        sealed(Kind::Registration, &Saved::from(&self.state), guard)
    }

    /// The registration that was saved. The guard must be the one it was saved with, or one whose counter is
    /// not above.
    ///
    /// # Errors
    /// [`SnapshotError`]; no bytes make it panic.
    pub fn restore(bytes: &[u8], guard: &Guard<'_>) -> Result<Self, SnapshotError> {
        let saved: Saved<'static> = opened(Kind::Registration, bytes, guard)?;
        Ok(Self { state: saved.try_into()? })
    }
}

impl PasswordSetup {
    /// The password setup as bytes. See [`snapshot`](crate::snapshot) for where they may be kept.
    pub fn save(&self, guard: &Guard<'_>) -> Vec<u8> {
        sealed(Kind::PasswordSetup, self, guard)
    }

    /// The password setup that was saved; as [`Registration::restore`].
    ///
    /// # Errors
    /// [`SnapshotError`]; no bytes make it panic.
    pub fn restore(bytes: &[u8], guard: &Guard<'_>) -> Result<Self, SnapshotError> {
        opened(Kind::PasswordSetup, bytes, guard)
    }
}

fn sealed(kind: Kind, content: &impl Serialize, guard: &Guard<'_>) -> Vec<u8> {
    // Counted first, then written once into its place: bytes that grow leave copies of themselves behind.
    let size = postcard::serialize_with_flavor(content, Size::default())
        .ok()
        .expect("owned values serialize without limit");
    let mut bytes = begun(kind, size, guard);
    postcard::to_slice(content, &mut bytes[HEADER..]).ok().expect("as many bytes as were counted");
    let seal = guard.seal(&bytes);
    bytes.extend_from_slice(&seal);
    bytes
}

/// The header, and zeros for so much content, with room for the seal.
fn begun(kind: Kind, size: usize, guard: &Guard<'_>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER + size + SEAL);
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&[VERSION, kind as u8, u8::from(guard.key.is_some())]);
    bytes.extend_from_slice(&guard.counter.to_be_bytes());
    bytes.resize(HEADER + size, 0);
    bytes
}

fn opened<T: for<'de> Deserialize<'de>>(
    kind: Kind,
    bytes: &[u8],
    guard: &Guard<'_>,
) -> Result<T, SnapshotError> {
    let content = unsealed(kind, bytes, guard)?;
    // A good seal on content that cannot be read: sealed without a key by who was not this engine.
    let (value, rest) = postcard::take_from_bytes(content).map_err(|_| SnapshotError::Broken)?;
    if rest.is_empty() { Ok(value) } else { Err(SnapshotError::Broken) }
}

/// The content of a snapshot of this kind that the guard lets through.
fn unsealed<'b>(kind: Kind, bytes: &'b [u8], guard: &Guard<'_>) -> Result<&'b [u8], SnapshotError> {
    if bytes.len() < HEADER + SEAL || bytes.len() > MAX_BYTES || !bytes.starts_with(MAGIC) {
        return Err(SnapshotError::NotASnapshot);
    }
    // The version comes first: a newer one's seal may be made another way.
    match bytes[6] {
        0 => return Err(SnapshotError::NotASnapshot),
        version if version > VERSION => return Err(SnapshotError::Newer { version }),
        _ => {}
    }
    let (content, seal) = bytes.split_at(bytes.len() - SEAL);
    let fits: bool = guard.seal(content).as_slice().ct_eq(seal).into();
    if !fits || content[8] != u8::from(guard.key.is_some()) {
        return Err(SnapshotError::Broken);
    }
    if content[7] != kind as u8 {
        return Err(SnapshotError::OtherKind);
    }
    let counter = content[9..HEADER].try_into().expect("the header ends with eight bytes");
    if u64::from_be_bytes(counter) < guard.counter {
        return Err(SnapshotError::RolledBack);
    }
    Ok(&content[HEADER..])
}

// The content of version 1. The order of fields and variants is the format: it does not change; a new
// version gets new types and these stay to read the old.

//
// What is saved is borrowed from the state, so that saving copies nothing; what is restored is owned.

#[derive(Serialize, Deserialize)]
enum Saved<'a> {
    Start(Option<SavedEntry<'a>>),
    Entry(SavedEntry<'a>),
    Confirmation(Box<SavedConfirmation<'a>>),
    Issuing(Box<SavedConfirmation<'a>>, Instant, Language),
    Completion(UserId, Cow<'a, Email>, NotificationKey, u8),
}

#[derive(Serialize, Deserialize)]
struct SavedEntry<'a> {
    entropy: Cow<'a, Entropy>,
    draft: Cow<'a, Draft>,
    agreed: Option<Cow<'a, str>>,
    touched: Instant,
    candidate: u32,
    reserved: Option<UserId>,
}

#[derive(Serialize, Deserialize)]
struct SavedConfirmation<'a> {
    entry: SavedEntry<'a>,
    confirmed: SavedConfirmed<'a>,
    digest: Digest,
    conversions: Vec<u16>,
}

/// The values: no other way leads from data to [`Confirmed`].
#[derive(Serialize, Deserialize)]
struct SavedConfirmed<'a> {
    user_name: Cow<'a, UserName>,
    sex: Sex,
    /// As [`DateOfBirth::iso`] has it.
    date_of_birth: String,
    municipality: Municipality,
    street_address: Cow<'a, StreetAddress>,
    phone: Cow<'a, Phone>,
    email: Cow<'a, Email>,
    user_type_name: Cow<'a, str>,
    user_type_text: Cow<'a, str>,
    terms_version: Cow<'a, str>,
}

impl<'a> From<&'a State> for Saved<'a> {
    fn from(state: &'a State) -> Self {
        match state {
            State::Start(start) => Self::Start(start.suspended.as_deref().map(SavedEntry::from)),
            State::Entry(entry) => Self::Entry((&**entry).into()),
            State::Confirmation(confirmation) => {
                Self::Confirmation(Box::new((&**confirmation).into()))
            }
            State::Issuing(issuing) => Self::Issuing(
                Box::new((&issuing.confirmation).into()),
                issuing.registered_at,
                issuing.language,
            ),
            State::Completion(completion) => Self::Completion(
                completion.user_id,
                Cow::Borrowed(&completion.email),
                completion.key,
                match completion.delivery {
                    Delivery::Pending => 0,
                    Delivery::Delivered => 1,
                    Delivery::Failed => 2,
                },
            ),
        }
    }
}

impl TryFrom<Saved<'_>> for State {
    type Error = SnapshotError;

    fn try_from(saved: Saved<'_>) -> Result<Self, SnapshotError> {
        Ok(match saved {
            Saved::Start(entry) => {
                let suspended = entry.map(|entry| Box::new(Entry::from(entry)));
                Self::Start(Start { suspended })
            }
            Saved::Entry(entry) => Self::Entry(Box::new(entry.into())),
            Saved::Confirmation(saved) => Self::Confirmation(Box::new((*saved).try_into()?)),
            Saved::Issuing(saved, registered_at, language) => Self::Issuing(Box::new(Issuing {
                confirmation: (*saved).try_into()?,
                registered_at,
                language,
            })),
            Saved::Completion(user_id, email, key, delivery) => {
                let delivery = match delivery {
                    0 => Delivery::Pending,
                    1 => Delivery::Delivered,
                    2 => Delivery::Failed,
                    _ => return Err(SnapshotError::Broken),
                };
                let email = email.into_owned();
                Self::Completion(Box::new(Completion { user_id, email, key, delivery }))
            }
        })
    }
}

impl<'a> From<&'a Entry> for SavedEntry<'a> {
    fn from(entry: &'a Entry) -> Self {
        Self {
            entropy: Cow::Borrowed(&entry.entropy),
            draft: Cow::Borrowed(&entry.draft),
            agreed: entry.agreed.as_deref().map(Cow::Borrowed),
            touched: entry.touched,
            candidate: entry.attempt.candidate,
            reserved: entry.attempt.reserved,
        }
    }
}

impl From<SavedEntry<'_>> for Entry {
    fn from(saved: SavedEntry<'_>) -> Self {
        Self {
            entropy: saved.entropy.into_owned(),
            draft: saved.draft.into_owned(),
            agreed: saved.agreed.map(Cow::into_owned),
            touched: saved.touched,
            attempt: Attempt { candidate: saved.candidate, reserved: saved.reserved },
        }
    }
}

impl<'a> From<&'a Confirmation> for SavedConfirmation<'a> {
    fn from(confirmation: &'a Confirmation) -> Self {
        Self {
            entry: (&confirmation.entry).into(),
            confirmed: (&confirmation.confirmed).into(),
            digest: confirmation.digest,
            conversions: confirmation.conversions.iter().map(|code| code.number()).collect(),
        }
    }
}

impl TryFrom<SavedConfirmation<'_>> for Confirmation {
    type Error = SnapshotError;

    fn try_from(saved: SavedConfirmation<'_>) -> Result<Self, SnapshotError> {
        let confirmed = Confirmed::try_from(saved.confirmed)?;
        if confirmed.digest() != saved.digest {
            return Err(SnapshotError::Broken);
        }
        let conversions: Option<Vec<Code>> =
            saved.conversions.into_iter().map(Code::by_number).collect();
        Ok(Self {
            entry: saved.entry.into(),
            notices: notices_about(&confirmed),
            digest: saved.digest,
            confirmed,
            conversions: conversions.ok_or(SnapshotError::Broken)?,
        })
    }
}

impl<'a> From<&'a Confirmed> for SavedConfirmed<'a> {
    fn from(values: &'a Confirmed) -> Self {
        Self {
            user_name: Cow::Borrowed(values.user_name()),
            sex: values.sex(),
            date_of_birth: values.date_of_birth().iso(),
            municipality: values.municipality(),
            street_address: Cow::Borrowed(values.street_address()),
            phone: Cow::Borrowed(values.phone()),
            email: Cow::Borrowed(values.email()),
            user_type_name: Cow::Borrowed(values.user_type().name()),
            user_type_text: Cow::Borrowed(values.user_type().text()),
            terms_version: Cow::Borrowed(values.terms_version()),
        }
    }
}

impl TryFrom<SavedConfirmed<'_>> for Confirmed {
    type Error = SnapshotError;

    fn try_from(saved: SavedConfirmed<'_>) -> Result<Self, SnapshotError> {
        Ok(Self {
            user_name: saved.user_name.into_owned(),
            sex: saved.sex,
            date_of_birth: DateOfBirth::try_from(saved.date_of_birth)
                .map_err(|_| SnapshotError::Broken)?,
            municipality: saved.municipality,
            street_address: saved.street_address.into_owned(),
            phone: saved.phone.into_owned(),
            email: saved.email.into_owned(),
            email_confirmation: (),
            user_type: UserType {
                name: saved.user_type_name.into_owned(),
                text: saved.user_type_text.into_owned(),
            },
            terms: saved.terms_version.into_owned(),
        })
    }
}
