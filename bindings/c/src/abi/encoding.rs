//! Texts in the host's encoding, both ways and strictly: nothing is guessed, nothing is replaced.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use toroku::Personal;
use zeroize::Zeroizing;

#[cfg(feature = "cp932")]
use crate::abi::japanese::cp932;
#[cfg(feature = "ebcdic")]
use crate::abi::japanese::ebcdic;
use crate::abi::number::{EncodingName, numbered};
use crate::abi::status::Status;
use crate::abi::user::{BadLine, UserCharacters};

/// The host's table of user-defined characters, where it has given one.
pub(crate) type User<'t> = Option<&'t UserCharacters>;

/// Bytes that are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    /// How many bytes can be read before them.
    pub(crate) at: usize,
    pub(crate) why: Why,
}

/// Why bytes are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// Half a character, or a code without one.
    Code,
    /// A shift code without the other.
    #[cfg_attr(not(feature = "ebcdic"), expect(dead_code, reason = "no other encoding has them"))]
    Shift,
    /// A user-defined character that the host's table does not have.
    #[cfg_attr(not(feature = "cp932"), expect(dead_code, reason = "there are no records"))]
    User(u16),
}

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
    #[cfg(feature = "cp932")]
    Cp932(cp932::Preferred),
    #[cfg(feature = "ebcdic")]
    Ebcdic(ebcdic::Page),
}

impl Charset {
    #[cfg_attr(
        feature = "ebcdic",
        expect(clippy::unnecessary_wraps, reason = "a smaller library has fewer")
    )]
    fn of(name: EncodingName) -> Result<Self, Status> {
        Ok(match name {
            EncodingName::Utf8 => Self::Utf8,
            #[cfg(feature = "cp932")]
            EncodingName::Cp932 => Self::Cp932(cp932::Preferred::Windows),
            #[cfg(feature = "cp932")]
            EncodingName::Cp932Nec => Self::Cp932(cp932::Preferred::Nec),
            #[cfg(feature = "cp932")]
            EncodingName::Cp943 => Self::Cp932(cp932::Preferred::Ibm),
            #[cfg(feature = "ebcdic")]
            EncodingName::Cp930 => Self::Ebcdic(ebcdic::Page::Katakana),
            #[cfg(feature = "ebcdic")]
            EncodingName::Cp939 => Self::Ebcdic(ebcdic::Page::Latin),
            #[cfg(not(feature = "cp932"))]
            EncodingName::Cp932 | EncodingName::Cp932Nec | EncodingName::Cp943 => {
                return Err(Status::NotBuiltIn);
            }
            #[cfg(not(feature = "ebcdic"))]
            EncodingName::Cp930 | EncodingName::Cp939 => return Err(Status::NotBuiltIn),
        })
    }
}

/// `TOROKU_PADDED`
pub(crate) const PADDED: u32 = 0x100;

impl Encoding {
    pub(crate) const UTF8: Self = Self { charset: Charset::Utf8, padded: false };

    pub(crate) const PADDED_UTF8: Self = Self { charset: Charset::Utf8, padded: true };

    /// The one of records, where their host has not chosen another.
    #[cfg(feature = "cp932")]
    pub(crate) const RECORDS: Self =
        Self { charset: Charset::Cp932(cp932::Preferred::Windows), padded: true };

    pub(crate) fn by_number(number: u32) -> Result<Self, Status> {
        let charset = Charset::of(numbered(number & !PADDED)?)?;
        Ok(Self { charset, padded: number & PADDED != 0 })
    }

    pub(crate) fn is_padded(self) -> bool {
        self.padded
    }

    /// The encoding of records for a host of this one: its own, or CP932 where that is UTF-8, in which no column has a
    /// length.
    #[cfg(feature = "cp932")]
    #[expect(clippy::unnecessary_wraps, reason = "the same call as without CP932")]
    pub(crate) fn of_records(self) -> Result<Self, Status> {
        let is_utf8 = self.charset == Charset::Utf8;
        Ok(if is_utf8 { Self::RECORDS } else { Self { charset: self.charset, padded: true } })
    }

    /// There is none in a library without CP932: said where the compiler sees it, so that nothing of what reads
    /// records is in such a library.
    #[cfg(not(feature = "cp932"))]
    #[expect(clippy::unused_self, reason = "the same call as with CP932")]
    #[inline]
    pub(crate) fn of_records(self) -> Result<Self, Status> {
        Err(Status::NotBuiltIn)
    }

    /// What the rest of a column or of a padded text is filled with.
    pub(crate) fn blank(self) -> u8 {
        match self.charset {
            Charset::Utf8 => b' ',
            #[cfg(feature = "cp932")]
            Charset::Cp932(_) => b' ',
            #[cfg(feature = "ebcdic")]
            Charset::Ebcdic(_) => ebcdic::BLANK,
        }
    }

    /// The digit 0; the others follow it.
    pub(crate) fn zero(self) -> u8 {
        match self.charset {
            Charset::Utf8 => b'0',
            #[cfg(feature = "cp932")]
            Charset::Cp932(_) => b'0',
            #[cfg(feature = "ebcdic")]
            Charset::Ebcdic(_) => ebcdic::ZERO,
        }
    }

    /// The text that bytes stand for.
    pub(crate) fn read(self, bytes: &[u8]) -> Result<Cow<'_, str>, Status> {
        self.read_at(bytes).map_err(|_| Status::Unreadable)
    }

    /// The same; where it cannot be read, how many bytes can be read before that.
    pub(crate) fn read_at(self, bytes: &[u8]) -> Result<Cow<'_, str>, usize> {
        let bytes = if self.padded { self.without_padding(bytes) } else { bytes };
        match self.charset {
            Charset::Utf8 => {
                core::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| error.valid_up_to())
            }
            #[cfg(feature = "cp932")]
            Charset::Cp932(_) => cp932::read(bytes, None).map_err(|error| error.at),
            #[cfg(feature = "ebcdic")]
            Charset::Ebcdic(page) => {
                // As in CP932.
                let mut text = String::with_capacity(bytes.len() * 3);
                let read = ebcdic::read_onto(bytes, page, None, &mut text);
                read.map(|_| Cow::Owned(text)).map_err(|error| error.at)
            }
        }
    }

    /// The text of a record's column, onto the end of another: whether a substitute stands for a user-defined character.
    pub(crate) fn read_onto(
        self,
        bytes: &[u8],
        user: User<'_>,
        text: &mut String,
    ) -> Result<bool, Unreadable> {
        match self.charset {
            // No record is: see `of_records`.
            Charset::Utf8 => {
                let _ = user;
                let read = core::str::from_utf8(bytes);
                let unreadable = |at| Unreadable { at, why: Why::Code };
                text.push_str(read.map_err(|error| unreadable(error.valid_up_to()))?);
                Ok(false)
            }
            #[cfg(feature = "cp932")]
            Charset::Cp932(_) => cp932::read_onto(bytes, user, text),
            #[cfg(feature = "ebcdic")]
            Charset::Ebcdic(page) => ebcdic::read_onto(bytes, page, user, text),
        }
    }

    /// Whether a text of these bytes has no other bytes. It may be without this noticing.
    pub(crate) fn has_sole_codes(self, bytes: &[u8]) -> bool {
        match self.charset {
            // Named for a library without CP932, which has no other.
            Charset::Utf8 => {
                let _ = bytes;
                true
            }
            // A wide space at the end is padding too.
            #[cfg(feature = "cp932")]
            Charset::Cp932(_) => !bytes.ends_with(b"\x81\x40") && cp932::has_sole_codes(bytes),
            #[cfg(feature = "ebcdic")]
            Charset::Ebcdic(_) => false,
        }
    }

    /// Whether a value may be longer when it is written than the column is that it was read from: with shift codes,
    /// since what is converted to wide characters had none before.
    pub(crate) fn is_shifted(self) -> bool {
        match self.charset {
            Charset::Utf8 => false,
            #[cfg(feature = "cp932")]
            Charset::Cp932(_) => false,
            #[cfg(feature = "ebcdic")]
            Charset::Ebcdic(_) => true,
        }
    }

    /// The host's table of user-defined characters, for records of a host of this encoding.
    pub(crate) fn user_characters(
        self,
        file: &[u8],
    ) -> Result<Result<UserCharacters, BadLine>, Status> {
        let encoding = self.of_records()?;
        let is_code = |code| match encoding.charset {
            Charset::Utf8 => {
                let _ = code;
                false
            }
            #[cfg(feature = "cp932")]
            Charset::Cp932(_) => cp932::is_user_defined(code),
            #[cfg(feature = "ebcdic")]
            Charset::Ebcdic(_) => ebcdic::is_user_defined(code),
        };
        let has = |c: char| encoding.write(c.encode_utf8(&mut [0; 4])).is_ok();
        Ok(UserCharacters::parse(file, is_code, has))
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
        self.write_with(text, None)
    }

    /// The same of a record's value.
    pub(crate) fn write_with(
        self,
        text: &str,
        user: User<'_>,
    ) -> Result<Zeroizing<Vec<u8>>, Status> {
        // No character has more bytes in CP932 than in UTF-8; with both shift codes none has more than twice as many.
        let room = if self.is_shifted() { 2 * text.len() } else { text.len() };
        let mut bytes = Zeroizing::new(vec![0; room]);
        let length = self.write_into(text, user, &mut bytes)?;
        bytes.truncate(length);
        Ok(bytes)
    }

    /// Writes a text at the beginning of `room`: how many bytes. [`Status::Unwritable`] also where there is
    /// no room.
    pub(crate) fn write_into(
        self,
        text: &str,
        user: User<'_>,
        room: &mut [u8],
    ) -> Result<usize, Status> {
        let written = match self.charset {
            Charset::Utf8 => {
                let _ = user;
                room.get_mut(..text.len()).map(|room| {
                    room.copy_from_slice(text.as_bytes());
                    text.len()
                })
            }
            #[cfg(feature = "cp932")]
            Charset::Cp932(preferred) => cp932::write_into(text, preferred, user, room),
            #[cfg(feature = "ebcdic")]
            Charset::Ebcdic(page) => ebcdic::write_into(text, page, user, room),
        };
        written.ok_or(Status::Unwritable)
    }

    /// Without the blanks, and the NULs of a buffer that was never filled, at its end. Neither byte is ever the second of a
    /// character, but for the wide space of EBCDIC, whose part has another byte behind it.
    pub(crate) fn without_padding(self, bytes: &[u8]) -> &[u8] {
        let (mut bytes, blank) = (bytes, self.blank());
        // Most of a record is blanks: sixteen at once, then four.
        while let Some(shorter) = bytes.strip_suffix(&[blank; 16]) {
            bytes = shorter;
        }
        while let Some(shorter) = bytes.strip_suffix(&[blank; 4]) {
            bytes = shorter;
        }
        let last = bytes.iter().rposition(|byte| *byte != blank && *byte != 0);
        &bytes[..last.map_or(0, |last| last + 1)]
    }
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
        let padded = Encoding::by_number(6 | PADDED).unwrap();
        assert_eq!(padded.read(b"\xE3\xC1\xD9\xD6\x40\x40\0").unwrap(), "TARO");
        assert_eq!(padded.read(b"\x0E\x45\x41\x40\x40\x0F\x40").unwrap(), "一　");
    }

    #[test]
    fn only_encodings_are_encodings() {
        for number in [0, 7, 0x200, 0x101 << 1, u32::MAX] {
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
