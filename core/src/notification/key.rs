//! The key that makes a mail go out once.

use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::hex;
use crate::personal::Entropy;

/// Identifies one notification, so that a host that sees it twice sends it once.
///
/// Written as 32 hexadecimal digits in lower case, and only so. Where the office issues the user IDs, whoever has the
/// key gets the user ID from it: nothing prints the key but [`expose`](Self::expose).
///
/// ```
/// use toroku::NotificationKey;
/// let key: NotificationKey = "000102030405060708090a0b0c0d0e0f".parse()?;
/// assert_eq!(key.as_bytes()[15], 15);
/// assert_eq!(key.expose(), "000102030405060708090a0b0c0d0e0f");
/// assert_eq!(format!("{key:?}"), "NotificationKey(..)");
/// # Ok::<(), toroku::NotAKey>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NotificationKey([u8; 16]);

/// A text is not a notification key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a notification key is 32 lower-case hexadecimal digits")]
pub struct NotAKey;

impl NotificationKey {
    /// The key of these bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The key of a registration and of its notification: the first half of the SHA-256 of a
    /// label and the entropy.
    pub fn of_entropy(entropy: &Entropy) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"toroku/notification-key/v1");
        hash.update(entropy.expose());
        let digest: [u8; 32] = hash.finalize().into();
        Self(digest[..16].try_into().expect("half of 32 bytes"))
    }

    /// The bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Its text, to store it or to send it to the office.
    pub fn expose(&self) -> String {
        base16ct::lower::encode_string(&self.0)
    }
}

impl fmt::Debug for NotificationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NotificationKey(..)")
    }
}

impl FromStr for NotificationKey {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        hex::parse(text).map(Self).ok_or(NotAKey)
    }
}

impl TryFrom<String> for NotificationKey {
    type Error = NotAKey;

    fn try_from(text: String) -> Result<Self, NotAKey> {
        text.parse()
    }
}

impl From<NotificationKey> for String {
    fn from(key: NotificationKey) -> Self {
        key.expose()
    }
}
