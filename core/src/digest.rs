//! The fingerprint that binds what is registered to what was shown.

use core::fmt;
use core::str::FromStr;

use base16ct::HexDisplay;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::hex;

/// The fingerprint of what was shown; Registration must carry it.
///
/// As text it is 64 lower-case hexadecimal digits, for a hidden field of a page. Without the values it cannot
/// be made, and they cannot be read from it.
///
/// ```
/// use toroku::Digest;
/// let digest: Digest = "ab".repeat(32).parse()?;
/// assert_eq!(digest.to_string(), "ab".repeat(32));
/// # Ok::<(), toroku::NotADigest>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}", HexDisplay(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Digest(..)")
    }
}

impl FromStr for Digest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Self, NotADigest> {
        hex::parse(text).map(Self).ok_or(NotADigest)
    }
}

/// The text is not 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a digest is 64 lower-case hexadecimal digits")]
pub struct NotADigest;
