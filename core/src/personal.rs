//! What a person typed, and secrets: never printed, wiped when dropped.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;
use core::slice::SliceIndex;

use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Text that says something about a person.
///
/// `Debug` prints `Personal(..)` whatever it holds, there is no `Display`, and all of its memory is
/// overwritten on drop, so a log line, an error or a core dump of a later moment does not hold it.
/// Reading it is a visible act: [`Personal::expose`].
///
/// ```
/// use toroku::Personal;
/// let name = Personal::new("HOUMU TARO");
/// assert_eq!(format!("{name:?}"), "Personal(..)");
/// assert_eq!(name.expose(), "HOUMU TARO");
/// ```
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(transparent)]
pub struct Personal(String);

/// A part of a text that a person may have typed. Where the range is no part of it, which would be a bug, the
/// panic's message does not hold the text, as that of an index does.
pub(crate) fn part<I: SliceIndex<str, Output = str>>(text: &str, range: I) -> &str {
    text.get(range).expect("a range between two characters of the text")
}

impl Personal {
    /// Takes a copy of `text`.
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text itself, to show to the person it belongs to or to store.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Personal {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Personal {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for Personal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Personal(..)")
    }
}

/// `N` secret bytes: compared in constant time, never printed, wiped when dropped.
///
/// They stand in one place on the heap: moving the value, or what holds it, leaves no copy behind.
///
/// ```
/// use toroku::Secret;
/// let key = Secret::new([7; 32]);
/// assert_eq!(format!("{key:?}"), "Secret(..)");
/// assert_eq!(key, Secret::new([7; 32]));
/// ```
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Secret<const N: usize>(Box<[u8; N]>);

impl<const N: usize> Secret<N> {
    /// Takes the bytes. The caller's own copy stays the caller's to wipe.
    pub fn new(bytes: [u8; N]) -> Self {
        Self(Box::new(bytes))
    }

    /// The bytes themselves.
    pub fn expose(&self) -> &[u8; N] {
        &self.0
    }

    /// Whether these bytes can be the output of a working random source: not all the same.
    ///
    /// An unset buffer (all zero) or a failed device (all 0xFF) is caught; a bad generator is not.
    pub fn is_plausible(&self) -> bool {
        self.0.iter().any(|byte| *byte != self.0[0])
    }
}

impl<const N: usize> PartialEq for Secret<N> {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_slice().ct_eq(other.0.as_slice()).into()
    }
}

impl<const N: usize> Eq for Secret<N> {}

impl<const N: usize> fmt::Debug for Secret<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl<const N: usize> Serialize for Secret<N> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0.as_slice())
    }
}

impl<'de, const N: usize> Deserialize<'de> for Secret<N> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = <&[u8]>::deserialize(deserializer)?;
        let bytes = bytes.try_into().map_err(|_| serde::de::Error::custom("wrong length"))?;
        Ok(Self::new(bytes))
    }
}

/// Entropy of one registration: 32 bytes from the host's random source.
///
/// Candidate user IDs, the notification key and the password token are all derived from it, so that a
/// host that crashes and replays asks for the same user ID and sends the same mail. As long as the
/// registration is not complete it is as secret as the token; completion wipes it.
pub type Entropy = Secret<32>;
