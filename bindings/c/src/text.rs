//! Texts in the host's encoding, both ways and strictly: nothing is guessed, nothing is replaced.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use toroku::Personal;
use zeroize::Zeroizing;

#[cfg(feature = "cp932")]
use crate::cp932;
use crate::number::{EncodingName, numbered};
use crate::status::Status;

/// Which bytes a text is written in. A number of [`Encoding::by_number`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Encoding {
    charset: Charset,
    padded: bool,
}

/// How characters become bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Charset {
    Utf8,
    /// Characters with two codes are written in the IBM extension rows (FA40–FC4B), as Windows does.
    #[cfg(feature = "cp932")]
    Cp932,
    /// The same, written in the rows NEC selected from them (ED40–EEFC).
    #[cfg(feature = "cp932")]
    Cp932Nec,
}

/// `TOROKU_PADDED`
pub(crate) const PADDED: u32 = 0x100;

impl Encoding {
    pub(crate) const UTF8: Self = Self { charset: Charset::Utf8, padded: false };

    pub(crate) const PADDED_UTF8: Self = Self { charset: Charset::Utf8, padded: true };

    pub(crate) fn by_number(number: u32) -> Result<Self, Status> {
        let charset = match numbered(number & !PADDED)? {
            EncodingName::Utf8 => Charset::Utf8,
            #[cfg(feature = "cp932")]
            EncodingName::Cp932 => Charset::Cp932,
            #[cfg(feature = "cp932")]
            EncodingName::Cp932Nec => Charset::Cp932Nec,
            #[cfg(not(feature = "cp932"))]
            EncodingName::Cp932 | EncodingName::Cp932Nec => return Err(Status::NotBuiltIn),
        };
        Ok(Self { charset, padded: number & PADDED != 0 })
    }

    pub(crate) fn is_padded(self) -> bool {
        self.padded
    }

    /// The encoding of records for a host of this one: CP932 always, in the rows the host has chosen.
    #[cfg_attr(not(feature = "cp932"), expect(clippy::unused_self, reason = "no rows to choose"))]
    pub(crate) fn of_records(self) -> Result<Self, Status> {
        #[cfg(feature = "cp932")]
        if self.charset == Charset::Cp932Nec {
            return Self::by_number(EncodingName::Cp932Nec.number() | PADDED);
        }
        Self::by_number(EncodingName::Cp932.number() | PADDED)
    }

    /// The text that bytes stand for.
    pub(crate) fn read(self, bytes: &[u8]) -> Result<Cow<'_, str>, Status> {
        self.read_at(bytes).map_err(|_| Status::Unreadable)
    }

    /// The same; where it cannot be read, how many bytes can be read before that place.
    pub(crate) fn read_at(self, bytes: &[u8]) -> Result<Cow<'_, str>, usize> {
        let bytes = if self.padded { without_padding(bytes) } else { bytes };
        match self.charset {
            Charset::Utf8 => {
                core::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| error.valid_up_to())
            }
            #[cfg(feature = "cp932")]
            Charset::Cp932 | Charset::Cp932Nec => cp932::read(bytes),
        }
    }

    /// A text about a person, wiped after use.
    pub(crate) fn personal(self, bytes: &[u8]) -> Result<Personal, Status> {
        Ok(match self.read(bytes)? {
            Cow::Borrowed(text) => Personal::new(text),
            Cow::Owned(text) => Personal::from(text),
        })
    }

    /// The bytes of a text, wiped after use since they are a person's more often than not.
    #[cfg_attr(
        not(feature = "cp932"),
        expect(clippy::unnecessary_wraps, reason = "UTF-8 has every character")
    )]
    pub(crate) fn write(self, text: &str) -> Result<Zeroizing<Vec<u8>>, Status> {
        Ok(Zeroizing::new(match self.charset {
            Charset::Utf8 => text.as_bytes().to_vec(),
            #[cfg(feature = "cp932")]
            Charset::Cp932 => cp932::write(text, false).ok_or(Status::Unwritable)?,
            #[cfg(feature = "cp932")]
            Charset::Cp932Nec => cp932::write(text, true).ok_or(Status::Unwritable)?,
        }))
    }
}

/// Without the spaces, and the NULs of a buffer that was never filled, at its end. Neither byte is ever the
/// second of a character in these encodings.
fn without_padding(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| !matches!(byte, b' ' | 0)).map_or(0, |last| last + 1);
    &bytes[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_is_no_part_of_a_text() {
        let padded = Encoding::by_number(1 | PADDED).unwrap();
        assert_eq!(padded.read(b"TARO   \0\0").unwrap(), "TARO");
        assert_eq!(padded.read(b" \0 ").unwrap(), "");
        assert_eq!(Encoding::UTF8.read(b"TARO ").unwrap(), "TARO ");
    }

    #[test]
    fn only_encodings_are_encodings() {
        for number in [0, 4, 0x200, 0x101 << 1, u32::MAX] {
            assert_eq!(Encoding::by_number(number), Err(Status::InvalidValue));
        }
    }

    #[test]
    fn utf8_is_read_strictly() {
        for bad in [&b"\xE3\x81"[..], b"\xC0\x80", b"\xED\xA0\x80", b"\xFF"] {
            assert_eq!(Encoding::UTF8.read(bad), Err(Status::Unreadable));
        }
        assert_eq!(Encoding::UTF8.read_at(b"AB\xFF"), Err(2));
    }
}
