//! What is kept of a password: an Argon2id hash as a PHC string.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Write};

use argon2::password_hash::phc::{self, Output, ParamsString, Salt};
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::answer::PasswordMisuse;
use super::policy::HashCost;
use crate::normal::nfc;
use crate::personal::{Personal, Secret};
use crate::typed::MAX_ITEM_BYTES;

/// Bytes of output of the hashes made here.
const OUTPUT_LENGTH: usize = 32;
/// Longest PHC string looked at; the ones made here have 97 bytes.
const MAX_PHC_BYTES: usize = 256;

/// A password's Argon2id hash (version 19), written as a PHC string like
/// `$argon2id$v=19$m=19456,t=2,p=1$…$…`.
///
/// Cost and salt are inside, so it stays good when the policy's cost changes. It can be attacked by
/// guessing: `Debug` hides it, and the memory is wiped when it is dropped.
///
/// ```
/// use toroku::Personal;
/// use toroku::password::PasswordHash;
/// let hash = PasswordHash::from_phc(
///     "$argon2id$v=19$m=8,t=1,p=1$AAECAwQFBgcICQoLDA0ODw$d/txbCPafDjgTY4vR4uYYcw94W8i4FEfYmoK9ocHLAc",
/// )?;
/// assert!(hash.verify(&Personal::new("canary in a coal mine"))?);
/// assert!(!hash.verify(&Personal::new("something else entirely"))?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(try_from = "String")]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Takes a hash made elsewhere, of the password in NFC.
    ///
    /// # Errors
    /// [`NotAPasswordHash`] for anything but Argon2id version 19 with salt and an output of 16 to 64 bytes,
    /// and for a cost that [`HashCost::new`] refuses: verifying it could take all the memory there is.
    pub fn from_phc(text: &str) -> Result<Self, NotAPasswordHash> {
        Parsed::of(text)?;
        Ok(Self(text.into()))
    }

    /// The PHC string, for a login system of the host's own.
    pub fn as_phc(&self) -> &str {
        &self.0
    }

    /// Whether `password` is the one this is the hash of. Composed and decomposed characters (`é` and `e`
    /// with an accent) are the same; so is the time it takes, right or wrong.
    ///
    /// # Errors
    /// [`PasswordMisuse::OutOfMemory`] where the memory the hash was made with cannot be had.
    pub fn verify(&self, password: &Personal) -> Result<bool, PasswordMisuse> {
        self.verify_within(&mut HashMemory::default(), password)
    }

    /// [`PasswordHash::verify`] in memory that is used again.
    ///
    /// # Errors
    /// As [`PasswordHash::verify`].
    pub fn verify_within(
        &self,
        memory: &mut HashMemory,
        password: &Personal,
    ) -> Result<bool, PasswordMisuse> {
        let parsed = Parsed::of(&self.0).expect("checked on construction");
        let normal = NormalText::of(password);
        let mut output = Zeroizing::new([0; Output::MAX_LENGTH]);
        let output = &mut output[..parsed.output.len()];
        // A text too long to be any password is hashed as an empty one, to take as long as a wrong one.
        let text = normal.as_ref().map_or("", NormalText::as_str);
        memory.argon2id(parsed.params, text, &parsed.salt, output)?;
        let is_same = bool::from(output.ct_eq(parsed.output.as_bytes()));
        Ok(is_same && normal.is_some())
    }

    /// The hash of a new password.
    pub(super) fn make(
        memory: &mut HashMemory,
        password: &NormalText,
        salt: &Secret<16>,
        cost: HashCost,
    ) -> Result<Self, PasswordMisuse> {
        let params = params(cost);
        let mut output = Zeroizing::new([0; OUTPUT_LENGTH]);
        memory.argon2id(params.clone(), password.as_str(), salt.expose(), &mut *output)?;
        let phc = phc::PasswordHash {
            algorithm: ARGON2ID_IDENT,
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(&params).ok().expect("three numbers fit"),
            salt: Some(Salt::new(salt.expose()).ok().expect("16 bytes are a salt")),
            hash: Some(Output::new(&*output).ok().expect("32 bytes are an output")),
        };
        let mut text = String::with_capacity(MAX_PHC_BYTES);
        write!(text, "{phc}").expect("a string takes all");
        Ok(Self(text))
    }
}

impl TryFrom<String> for PasswordHash {
    type Error = NotAPasswordHash;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Parsed::of(&text)?;
        Ok(Self(text))
    }
}

// By hand: deriving it through `String` would leave a copy in memory.
impl Serialize for PasswordHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(..)")
    }
}

/// A text is not a PHC string that can be verified here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not an argon2id PHC string of version 19 with salt, output and a bearable cost")]
pub struct NotAPasswordHash;

/// Does the work of one verification and throws it away, so that "no such account" and "no password yet"
/// take as long as "wrong password".
pub(super) fn verify_nothing(
    memory: &mut HashMemory,
    password: &Personal,
    cost: HashCost,
) -> Result<(), PasswordMisuse> {
    let normal = NormalText::of(password);
    let text = normal.as_ref().map_or("", NormalText::as_str);
    let mut output = Zeroizing::new([0; OUTPUT_LENGTH]);
    memory.argon2id(params(cost), text, b"toroku/decoy-sal", &mut *output)?;
    core::hint::black_box(&output);
    Ok(())
}

/// A password in NFC, ready to be counted and hashed; wiped when dropped.
pub(super) struct NormalText(Zeroizing<String>);

impl NormalText {
    /// `None` where the text is longer than any password may be.
    pub(super) fn of(text: &Personal) -> Option<Self> {
        let text = text.expose();
        if text.len() > MAX_ITEM_BYTES {
            return None;
        }
        Some(Self(Zeroizing::new(nfc(text))))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq for NormalText {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

/// What a PHC string says, once it is known to be one that can be computed.
struct Parsed {
    params: Params,
    salt: Salt,
    output: Output,
}

impl Parsed {
    fn of(text: &str) -> Result<Self, NotAPasswordHash> {
        if text.len() > MAX_PHC_BYTES {
            return Err(NotAPasswordHash);
        }
        let hash = phc::PasswordHash::new(text).map_err(|_| NotAPasswordHash)?;
        let params = Params::try_from(&hash).map_err(|_| NotAPasswordHash)?;
        let (Some(salt), Some(output)) = (hash.salt, hash.hash) else {
            return Err(NotAPasswordHash);
        };
        let is_ours = hash.algorithm == ARGON2ID_IDENT
            && hash.version == Some(Version::V0x13.into())
            && params.keyid().is_empty()
            && params.data().is_empty()
            && (16..=Output::MAX_LENGTH).contains(&output.len())
            && HashCost::new(params.m_cost(), params.t_cost(), params.p_cost()).is_ok();
        if is_ours { Ok(Self { params, salt, output }) } else { Err(NotAPasswordHash) }
    }
}

fn params(cost: HashCost) -> Params {
    Params::new(cost.memory_kib(), cost.passes(), cost.lanes(), Some(OUTPUT_LENGTH))
        .ok()
        .expect("checked when the cost was made")
}

/// Memory that passwords are hashed in, one after the other: 19 MiB by the default cost, kept until it is dropped,
/// and wiped after each hash.
///
/// A server keeps one for each thread that hashes, and hands it to the functions whose names end in `_within`. Those
/// without it take memory of their own each time, which allocators give back slowly: glibc's kept a gigabyte after
/// sixty hashes at once.
///
/// ```
/// use toroku::password::{HashMemory, PasswordAnswer, PasswordPolicy, decoy_log_in_within};
/// let mut memory = HashMemory::default();
/// for text in ["whatever it was", "and another"] {
///     let cost = PasswordPolicy::default().hash_cost();
///     let step = decoy_log_in_within(&mut memory, &text.into(), cost)?;
///     assert_eq!(step.answer, PasswordAnswer::PasswordWrong);
/// }
/// # Ok::<(), toroku::password::PasswordMisuse>(())
/// ```
#[derive(Default)]
pub struct HashMemory(Vec<Block>);

impl HashMemory {
    /// Argon2id. Memory that cannot be had is an error rather than the end of the process.
    fn argon2id(
        &mut self,
        params: Params,
        text: &str,
        salt: &[u8],
        output: &mut [u8],
    ) -> Result<(), PasswordMisuse> {
        let count = params.block_count();
        let missing = count.saturating_sub(self.0.len());
        self.0.try_reserve_exact(missing).map_err(|_| PasswordMisuse::OutOfMemory)?;
        self.0.resize(self.0.len() + missing, Block::new());
        let blocks = &mut self.0[..count];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(text.as_bytes(), salt, output, &mut *blocks)
            .ok()
            .expect("cost, salt and output are in range, and the memory is as large as asked for");
        blocks.iter_mut().zeroize();
        Ok(())
    }
}

impl fmt::Debug for HashMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HashMemory({} blocks)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(text: &str) -> PasswordHash {
        let salt = Secret::new(core::array::from_fn(|i| u8::try_from(i).unwrap()));
        let normal = NormalText::of(&text.into()).unwrap();
        let cost = HashCost::new(8, 1, 1).unwrap();
        PasswordHash::make(&mut HashMemory::default(), &normal, &salt, cost).unwrap()
    }

    #[test]
    fn normalising_never_needs_more_room_than_was_taken() {
        // The two that grow most: threefold, U+0390 and U+1D160.
        for c in ['\u{390}', '\u{1D160}', '\u{FB2C}', 'a', '\u{AC01}'] {
            let text: String = core::iter::repeat_n(c, 300).collect();
            let normal = NormalText::of(&text.as_str().into()).unwrap();
            assert_eq!(normal.0.capacity(), text.len() * 3);
        }
    }

    #[test]
    fn memory_that_is_used_again_gives_the_same_hashes_and_holds_nothing_between_them() {
        let (one, other) = (hash("canary in a coal mine"), hash("something else entirely"));
        let larger = HashCost::new(64, 1, 1).unwrap();
        let mut memory = HashMemory::default();
        for _ in 0..2 {
            assert!(one.verify_within(&mut memory, &"canary in a coal mine".into()).unwrap());
            assert!(!other.verify_within(&mut memory, &"canary in a coal mine".into()).unwrap());
            assert!(memory.0.iter().all(|block| block.as_ref().iter().all(|word| *word == 0)));
            verify_nothing(&mut memory, &"x".into(), larger).unwrap();
            assert_eq!(memory.0.len(), 64);
        }
    }

    #[test]
    fn a_text_over_the_cap_is_wrong_and_not_an_empty_password() {
        let empty = hash("");
        assert!(empty.verify(&"".into()).unwrap());
        assert!(!empty.verify(&"a".repeat(MAX_ITEM_BYTES + 1).as_str().into()).unwrap());
    }
}
