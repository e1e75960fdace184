//! Texts in the host's encoding, both ways and strictly: nothing is guessed, nothing is replaced.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use toroku::Personal;
use zeroize::Zeroizing;

#[cfg(feature = "cp932")]
use crate::abi::cp932;
use crate::abi::number::{EncodingName, numbered};
use crate::abi::status::Status;

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

    /// The one of records, where their host has not chosen other rows.
    #[cfg(feature = "cp932")]
    pub(crate) const RECORDS: Self = Self { charset: Charset::Cp932, padded: true };

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
    #[cfg(feature = "cp932")]
    pub(crate) fn of_records(self) -> Result<Self, Status> {
        let nec = self.charset == Charset::Cp932Nec;
        let name = if nec { EncodingName::Cp932Nec } else { EncodingName::Cp932 };
        Self::by_number(name.number() | PADDED)
    }

    /// There is none in a library without CP932: said where the compiler sees it, so that nothing of what reads
    /// records is in such a library.
    #[cfg(not(feature = "cp932"))]
    #[expect(clippy::unused_self, reason = "the same call as with CP932")]
    #[inline]
    pub(crate) fn of_records(self) -> Result<Self, Status> {
        Err(Status::NotBuiltIn)
    }

    /// The text that bytes stand for.
    pub(crate) fn read(self, bytes: &[u8]) -> Result<Cow<'_, str>, Status> {
        self.read_at(bytes).map_err(|_| Status::Unreadable)
    }

    /// The same; where it cannot be read, how many bytes can be read before that.
    pub(crate) fn read_at(self, bytes: &[u8]) -> Result<Cow<'_, str>, usize> {
        let bytes = self.unpadded(bytes);
        match self.charset {
            Charset::Utf8 => {
                core::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| error.valid_up_to())
            }
            #[cfg(feature = "cp932")]
            Charset::Cp932 | Charset::Cp932Nec => cp932::read(bytes),
        }
    }

    /// The same, onto the end of a text; where it cannot be read, what can be is there.
    pub(crate) fn read_onto(self, bytes: &[u8], text: &mut String) -> Result<(), usize> {
        let bytes = self.unpadded(bytes);
        match self.charset {
            Charset::Utf8 => {
                let read = core::str::from_utf8(bytes).map_err(|error| error.valid_up_to())?;
                text.push_str(read);
                Ok(())
            }
            #[cfg(feature = "cp932")]
            Charset::Cp932 | Charset::Cp932Nec => cp932::read_onto(bytes, text),
        }
    }

    /// Whether a text of these bytes has no other bytes.
    pub(crate) fn has_sole_codes(self, bytes: &[u8]) -> bool {
        match self.charset {
            // Named for a library without CP932, which has no other.
            Charset::Utf8 => {
                let _ = bytes;
                true
            }
            #[cfg(feature = "cp932")]
            Charset::Cp932 | Charset::Cp932Nec => cp932::has_sole_codes(bytes),
        }
    }

    fn unpadded(self, bytes: &[u8]) -> &[u8] {
        if self.padded { without_padding(bytes) } else { bytes }
    }

    /// A text about a person, wiped after use.
    pub(crate) fn personal(self, bytes: &[u8]) -> Result<Personal, Status> {
        Ok(match self.read(bytes)? {
            Cow::Borrowed(text) => Personal::new(text),
            Cow::Owned(text) => Personal::from(text),
        })
    }

    /// The bytes of a text, wiped after use since they are a person's more often than not.
    pub(crate) fn write(self, text: &str) -> Result<Zeroizing<Vec<u8>>, Status> {
        // No character has more bytes in CP932 than in UTF-8.
        let mut bytes = Zeroizing::new(vec![0; text.len()]);
        let length = self.write_into(text, &mut bytes)?;
        bytes.truncate(length);
        Ok(bytes)
    }

    /// Writes a text at the beginning of `room`: how many bytes. [`Status::Unwritable`] also where there is
    /// no room.
    pub(crate) fn write_into(self, text: &str, room: &mut [u8]) -> Result<usize, Status> {
        let written = match self.charset {
            Charset::Utf8 => room.get_mut(..text.len()).map(|room| {
                room.copy_from_slice(text.as_bytes());
                text.len()
            }),
            #[cfg(feature = "cp932")]
            Charset::Cp932 => cp932::write_into(text, false, room),
            #[cfg(feature = "cp932")]
            Charset::Cp932Nec => cp932::write_into(text, true, room),
        };
        written.ok_or(Status::Unwritable)
    }
}

/// Without the spaces, and the NULs of a buffer that was never filled, at its end. Neither byte is ever the
/// second of a character in these encodings.
pub(crate) fn without_padding(bytes: &[u8]) -> &[u8] {
    let mut bytes = bytes;
    // Most of a record is spaces: sixteen at once, then four.
    while let Some(shorter) = bytes.strip_suffix(&[b' '; 16]) {
        bytes = shorter;
    }
    while let Some(shorter) = bytes.strip_suffix(&[b' '; 4]) {
        bytes = shorter;
    }
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
