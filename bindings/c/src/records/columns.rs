//! How the bytes of columns become texts, and texts the bytes of columns.

use alloc::string::String;

use crate::abi::encoding::{Encoding, Unreadable, User};
use crate::abi::status::Outcome;

/// The encoding of records, and the host's own characters in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Columns<'t> {
    encoding: Encoding,
    user: User<'t>,
}

impl<'t> Columns<'t> {
    /// Those of a host with this encoding.
    pub(crate) fn of(encoding: Encoding, user: User<'t>) -> Outcome<Self> {
        Ok(Self { encoding: encoding.of_records()?, user })
    }

    /// CP932, with the IBM extension rows.
    #[cfg(feature = "cp932")]
    pub(crate) const CP932: Self = Self { encoding: Encoding::RECORDS, user: None };

    /// A space, which is also what fills a column.
    pub(crate) fn blank(self) -> u8 {
        self.encoding.blank()
    }

    /// A digit as a byte.
    pub(crate) fn digit(self, digit: u8) -> u8 {
        self.encoding.zero() + digit
    }

    /// A column's bytes without those that fill it up.
    pub(crate) fn without_padding(self, bytes: &[u8]) -> &[u8] {
        self.encoding.without_padding(bytes)
    }

    /// Reads onto the end of a text: whether a substitute stands for a user-defined character.
    pub(crate) fn read_onto(self, bytes: &[u8], text: &mut String) -> Result<bool, Unreadable> {
        self.encoding.read_onto(bytes, self.user, text)
    }

    /// Writes a text at the beginning of a column. `Unwritable` also where there is no room.
    pub(crate) fn put(self, text: &str, column: &mut [u8]) -> Outcome {
        self.encoding.write_into(text, self.user, column).map(|_| ())
    }

    /// How many bytes a value takes.
    pub(crate) fn length(self, text: &str) -> Outcome<usize> {
        Ok(self.encoding.write_with(text, self.user)?.len())
    }

    /// Whether a value that was converted can be longer than the column that it was read from.
    pub(crate) fn may_overflow(self) -> bool {
        self.encoding.is_shifted()
    }

    /// Whether a text of these bytes has no other bytes. It may be without this noticing.
    pub(crate) fn has_sole_codes(self, bytes: &[u8]) -> bool {
        self.encoding.has_sole_codes(bytes)
    }
}
