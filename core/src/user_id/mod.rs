//! User IDs such as `hdlpf38617`: five lower-case letters and five digits.
//!
//! Any such text is parsed. Those *issued* use only the 21 consonants, so that none spells a word:
//! [`UserId::COUNT`] of them, in one of two ways, [`sequence`](SequenceKey) or [`random`](random_candidate).

use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::character::{is_any_space, is_invisible};
use crate::width::narrowed;

mod random;
mod sequence;

pub use random::random_candidate;
pub use sequence::SequenceKey;

/// The letters of an issued user ID, in the order of their value.
const LETTERS: &[u8; 21] = b"bcdfghjklmnpqrstvwxyz";
/// Ways to choose the five letters: 21^5.
const LETTER_GROUPS: u64 = 4_084_101;
/// Ways to choose the five digits: 10^5.
const DIGIT_GROUPS: u64 = 100_000;

/// A user ID. Public enough to print on a slip, but a person's all the same: `Debug` hides it, and
/// `Display` is the way to show it.
///
/// ```
/// use toroku::UserId;
/// let id: UserId = "hdlpf38617".parse()?;
/// assert_eq!(id.to_string(), "hdlpf38617");
/// assert_eq!(UserId::from_number(id.number().unwrap()), Some(id));
/// assert!("hdlpf3861".parse::<UserId>().is_err());
/// # Ok::<(), toroku::NotAUserId>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UserId([u8; 10]);

impl UserId {
    /// How many user IDs can be issued: 21^5 × 10^5.
    pub const COUNT: u64 = LETTER_GROUPS * DIGIT_GROUPS;

    /// The issued user ID with this number; `None` from [`UserId::COUNT`] on.
    ///
    /// The letters count as digits in base 21, the first the most significant, times 10^5 plus the digits.
    pub fn from_number(number: u64) -> Option<Self> {
        if number >= Self::COUNT {
            return None;
        }
        let (mut letters, mut digits) = (number / DIGIT_GROUPS, number % DIGIT_GROUPS);
        let mut text = [0; 10];
        for letter in text[..5].iter_mut().rev() {
            *letter = LETTERS[usize::try_from(letters % 21).expect("below 21")];
            letters /= 21;
        }
        for digit in text[5..].iter_mut().rev() {
            *digit = b'0' + u8::try_from(digits % 10).expect("one decimal digit");
            digits /= 10;
        }
        Some(Self(text))
    }

    /// The number of an issued user ID; `None` for one with a vowel, which the engine never issues.
    pub fn number(&self) -> Option<u64> {
        let letters = self.0[..5].iter().try_fold(0u64, |value, letter| {
            let digit = LETTERS.iter().position(|known| known == letter)?;
            Some(value * 21 + u64::try_from(digit).expect("below 21"))
        })?;
        let digits =
            self.0[5..].iter().fold(0, |value, digit| value * 10 + u64::from(digit - b'0'));
        Some(letters * DIGIT_GROUPS + digits)
    }

    /// What counts of a user ID as a person types it: whatever its width and case, without spaces and what does not show.
    /// All ways to type one user ID give one text, which is to be parsed; so do those to type what is none.
    ///
    /// ```
    /// use toroku::UserId;
    /// assert_eq!(UserId::typed(" ＨＤＬＰＦ 38617\u{200B}"), "hdlpf38617");
    /// ```
    pub fn typed(text: &str) -> String {
        let counts = |c: &char| !is_any_space(*c) && !is_invisible(*c);
        text.chars().filter(counts).map(|c| narrowed(c).unwrap_or(c).to_ascii_lowercase()).collect()
    }

    /// The ten characters.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).expect("ASCII letters and digits by construction")
    }
}

impl FromStr for UserId {
    type Err = NotAUserId;

    /// Accepts five letters a–z and five digits, nothing else.
    fn from_str(text: &str) -> Result<Self, NotAUserId> {
        let bytes: [u8; 10] = text.as_bytes().try_into().map_err(|_| NotAUserId)?;
        let good = bytes[..5].iter().all(u8::is_ascii_lowercase)
            && bytes[5..].iter().all(u8::is_ascii_digit);
        if good { Ok(Self(bytes)) } else { Err(NotAUserId) }
    }
}

impl TryFrom<String> for UserId {
    type Error = NotAUserId;

    fn try_from(text: String) -> Result<Self, NotAUserId> {
        text.parse()
    }
}

impl From<UserId> for String {
    fn from(id: UserId) -> Self {
        id.as_str().into()
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UserId(..)")
    }
}

/// The text is not five lower-case letters and five digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a user ID is five lower-case letters and five digits")]
pub struct NotAUserId;
