//! Snapshots: a registration, a password setup or a mail that waits as bytes, to be restored by any build of any language.
//!
//! Layout, version 1: `TOROKU`, version (1 byte), kind (1 byte), whether a key was used (1 byte), the
//! host's counter (8 bytes, big-endian), the content (postcard), the seal (32 bytes).
//! The seal is SHA-256, or HMAC-SHA-256 where the host gives a key, of a label, the host's context with its
//! length, and all that stands before the seal.
//!
//! A snapshot holds personal data in clear, and until completion the entropy from which the password token
//! is derived: keep it where such data may be kept (a server's database, an app's private encrypted
//! storage), not in a cookie, an address, a log or a backup without protection.

use alloc::vec::Vec;

use thiserror::Error;

use crate::code::Code;
use crate::notification::Notification;
use crate::password::{PasswordSetup, SavedSetup};
use crate::personal::Secret;
use crate::registration::Registration;

mod saved;
mod saved_problem;
mod seal;

use saved::Saved;
use seal::Kind;

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

impl Registration {
    /// The registration as bytes. See [`snapshot`](crate::snapshot) for where they may be kept.
    pub fn save(&self, guard: &Guard<'_>) -> Vec<u8> {
        seal::close(Kind::Registration, &Saved::from(&self.state), guard)
    }

    /// The registration that was saved. The guard must be the one it was saved with, or one whose counter is
    /// not above.
    ///
    /// # Errors
    /// [`SnapshotError`]; no bytes make it panic.
    pub fn restore(bytes: &[u8], guard: &Guard<'_>) -> Result<Self, SnapshotError> {
        let saved: Saved<'static> = seal::open(Kind::Registration, bytes, guard)?;
        Ok(Self { state: saved.try_into()? })
    }
}

impl PasswordSetup {
    /// The password setup as bytes. See [`snapshot`](crate::snapshot) for where they may be kept.
    pub fn save(&self, guard: &Guard<'_>) -> Vec<u8> {
        seal::close(Kind::PasswordSetup, &SavedSetup::from(self), guard)
    }

    /// The password setup that was saved; as [`Registration::restore`].
    ///
    /// # Errors
    /// [`SnapshotError`]; no bytes make it panic.
    pub fn restore(bytes: &[u8], guard: &Guard<'_>) -> Result<Self, SnapshotError> {
        let saved: SavedSetup<'static> = seal::open(Kind::PasswordSetup, bytes, guard)?;
        Ok(saved.into())
    }
}

impl Notification {
    /// The mail as bytes, to keep until it is sent. They hold the link: see [`snapshot`](crate::snapshot) for where they
    /// may be kept.
    pub fn save(&self, guard: &Guard<'_>) -> Vec<u8> {
        seal::close(Kind::Notification, self, guard)
    }

    /// The mail that was saved; as [`Registration::restore`].
    ///
    /// # Errors
    /// [`SnapshotError`]; no bytes make it panic.
    pub fn restore(bytes: &[u8], guard: &Guard<'_>) -> Result<Self, SnapshotError> {
        seal::open(Kind::Notification, bytes, guard).map(Self::restored)
    }
}
