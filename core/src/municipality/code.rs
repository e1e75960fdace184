//! The code of a local public entity.

use core::fmt;
use core::ops::Deref;

use serde::{Serialize, Serializer};

/// The code of a local public entity (全国地方公共団体コード): six ASCII digits, of which two are the
/// prefecture (JIS X 0401), three the municipality (JIS X 0402) and the last checks the others.
///
/// It is read like a `&str`. As with [`Municipality`](super::Municipality), `Debug` does not show which it is.
///
/// ```
/// use toroku::municipality::Municipality;
/// let code = Municipality::by_code("13101").unwrap().code();
/// assert_eq!(code, "131016");
/// assert_eq!(code.five(), "13101");
/// assert_eq!(code.to_string() + "!", "131016!");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalGovernmentCode([u8; 6]);

impl LocalGovernmentCode {
    /// From the number that its first five digits are.
    pub(super) fn of(five: u16) -> Self {
        let digits = [10_000, 1_000, 100, 10, 1].map(|unit| b'0' + (five / unit % 10) as u8);
        let mut code = [Number::of(digits).check_digit(); 6];
        code[..5].copy_from_slice(&digits);
        Self(code)
    }

    /// The six digits.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).expect("codes are ASCII digits")
    }

    /// The code without its check digit: `13101`.
    pub fn five(&self) -> &str {
        self.as_str().split_at(5).0
    }
}

impl Deref for LocalGovernmentCode {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for LocalGovernmentCode {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq<str> for LocalGovernmentCode {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for LocalGovernmentCode {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl Serialize for LocalGovernmentCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl fmt::Display for LocalGovernmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

/// Without the value: which municipality a person lives in is personal.
impl fmt::Debug for LocalGovernmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LocalGovernmentCode(..)")
    }
}

/// Five digits as a number.
#[derive(Clone, Copy)]
pub(super) struct Number {
    /// What it is where all are digits; below 100,000 in any case.
    pub(super) value: usize,
    pub(super) are_digits: bool,
    weighted_sum: usize,
}

impl Number {
    pub(super) fn of(five: [u8; 5]) -> Self {
        let mut number = Self { value: 0, are_digits: true, weighted_sum: 0 };
        for (digit, weight) in five.into_iter().zip([6, 5, 4, 3, 2]) {
            // What is no digit counts as one: a branch here would be guessed wrongly too often.
            let value = usize::from(digit & 0x0F);
            number.are_digits &= digit.is_ascii_digit();
            number.value = number.value * 10 + value;
            number.weighted_sum += value * weight;
        }
        number
    }

    /// What is missing to a multiple of 11, its last digit (Ministry of Internal Affairs and Communications).
    pub(super) fn check_digit(self) -> u8 {
        b'0' + u8::try_from((11 - self.weighted_sum % 11) % 10).expect("one digit")
    }

    /// Whether these five, with `rest` after them, are written as a code is: nothing, or the right check digit.
    pub(super) fn is_followed_by(self, rest: &[u8]) -> bool {
        let is_right = match *rest {
            [] => true,
            [digit] => digit == self.check_digit(),
            _ => false,
        };
        // No branch here either.
        self.are_digits & is_right
    }
}
