//! CP930 and CP939, IBM's EBCDIC of Japan: one byte a character, and between SO and SI two.
//!
//! The two differ in their single bytes alone: CP930 keeps the katakana of older machines where they were and has its small
//! Latin letters elsewhere; CP939 has the letters where EBCDIC has them everywhere. A text begins and ends in single
//! bytes. Five codes that IBM gives other characters to are read as CP932's, as those of CP943 are ([`cp932`](super::cp932)).

use alloc::string::String;

use crate::abi::encoding::{Unreadable, User, Why};
use crate::abi::japanese::tables::{FROM_EBCDIC, SINGLE_930, SINGLE_939, TO_EBCDIC};
use crate::abi::japanese::{Room, Written, first, rank, read_user};

/// A space.
pub(crate) const BLANK: u8 = 0x40;
/// From the digit 0 on.
pub(crate) const ZERO: u8 = 0xF0;

/// What follows has two bytes a character.
const SHIFT_OUT: u8 = 0x0E;
/// What follows has one.
const SHIFT_IN: u8 = 0x0F;
/// The first codes of two bytes, and the characters of a lead byte in `FROM_EBCDIC`.
const FIRST: u8 = 0x40;
const ROW: usize = 191;

/// Which single bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    /// CP930.
    Katakana,
    /// CP939.
    Latin,
}

impl Page {
    /// The character of each byte as one unit of UTF-16; NONE where there is none.
    fn single(self) -> &'static [u16; 256] {
        match self {
            Self::Katakana => &SINGLE_930,
            Self::Latin => &SINGLE_939,
        }
    }
}

/// No character is this unit.
const NONE: u16 = 0xFFFF;

/// The text, onto the end of another: whether a substitute stands for a user-defined character.
pub(crate) fn read_onto(
    bytes: &[u8],
    page: Page,
    user: User<'_>,
    text: &mut String,
) -> Result<bool, Unreadable> {
    let unreadable = |at, why| Err(Unreadable { at, why });
    // Where what has two bytes began.
    let (mut at, mut shifted, mut is_substituted) = (0, None, false);
    while let Some(byte) = bytes.get(at) {
        match (*byte, shifted) {
            (SHIFT_OUT, None) => shifted = Some(at),
            (SHIFT_IN, Some(_)) => shifted = None,
            (SHIFT_OUT | SHIFT_IN, _) => return unreadable(at, Why::Shift),
            (byte, None) => match page.single()[usize::from(byte)] {
                NONE => return unreadable(at, Why::Code),
                unit => text.extend(char::from_u32(u32::from(unit))),
            },
            (lead, Some(_)) => {
                // The last byte of all: what has two bytes has no end.
                let Some(trail) = bytes.get(at + 1) else { break };
                let code = u16::from_be_bytes([lead, *trail]);
                if is_user_defined(code) {
                    is_substituted |= read_user(code, at, user, text)?;
                } else {
                    match unit([lead, *trail]) {
                        0 => return unreadable(at, Why::Code),
                        unit => text.extend(char::from_u32(u32::from(unit))),
                    }
                }
                at += 1;
            }
        }
        at += 1;
    }
    shifted.map_or(Ok(is_substituted), |at| unreadable(at, Why::Shift))
}

/// Whether a code is one of those that every host gives its own characters.
pub(crate) fn is_user_defined(code: u16) -> bool {
    let [lead, trail] = code.to_be_bytes();
    matches!(lead, 0x69..=0x7F) && matches!(trail, 0x41..=0xFE)
}

/// The character of a code of two bytes, as one unit of UTF-16; 0 where there is none.
fn unit([lead, trail]: [u8; 2]) -> u16 {
    let place = |lead, trail| {
        let (row, column) =
            (usize::from(u8::checked_sub(lead, FIRST)?), u8::checked_sub(trail, FIRST)?);
        let column = usize::from(column);
        (column < ROW).then_some(row * ROW + column)
    };
    place(lead, trail).and_then(|place| FROM_EBCDIC.get(place)).copied().unwrap_or(0)
}

/// Writes the bytes at the beginning of `room`: how many; `None` where a character has none, or there is no room.
pub(crate) fn write_into(text: &str, page: Page, user: User<'_>, room: &mut [u8]) -> Option<usize> {
    let (mut rest, mut room) = (text, Room { bytes: room, at: 0 });
    let mut is_shifted = false;
    while !rest.is_empty() {
        let (written, after) = first(rest, user, |c| own(c, page))?;
        match written {
            Written::Single(byte) => {
                if is_shifted {
                    room.put(&[SHIFT_IN])?;
                }
                is_shifted = false;
                room.put(&[byte])?;
            }
            Written::Double(code) => {
                if !is_shifted {
                    room.put(&[SHIFT_OUT])?;
                }
                is_shifted = true;
                room.put(&code.to_be_bytes())?;
            }
        }
        rest = after;
    }
    if is_shifted {
        room.put(&[SHIFT_IN])?;
    }
    Some(room.at)
}

fn own(c: char, page: Page) -> Option<Written> {
    if let Some(code) = rank(c).map(|rank| TO_EBCDIC[rank]).filter(|code| *code != 0) {
        return Some(Written::Double(code));
    }
    let unit = u16::try_from(u32::from(c)).ok().filter(|unit| *unit != NONE)?;
    let byte = page.single().iter().position(|one| *one == unit)?;
    u8::try_from(byte).ok().map(Written::Single)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], page: Page) -> Result<String, Unreadable> {
        let mut text = String::new();
        read_onto(bytes, page, None, &mut text).map(|_| text)
    }

    fn write(text: &str, page: Page) -> Option<Vec<u8>> {
        let mut room = vec![0; 2 * text.len()];
        let length = write_into(text, page, None, &mut room)?;
        room.truncate(length);
        Some(room)
    }

    #[test]
    fn small_letters_stand_elsewhere_in_each() {
        let (katakana, latin) = (b"\x62\x8B\xB9\xC1\xF0", b"\x81\x98\xA9\xC1\xF0");
        assert_eq!(read(katakana, Page::Katakana).unwrap(), "aqzA0");
        assert_eq!(read(latin, Page::Latin).unwrap(), "aqzA0");
        assert_eq!(write("aqzA0", Page::Katakana).unwrap(), katakana);
        assert_eq!(write("aqzA0", Page::Latin).unwrap(), latin);
    }

    #[test]
    fn what_has_two_bytes_stands_between_shift_codes() {
        let bytes = b"\xF1\x0E\x45\x41\x40\x40\x0F\xC1";
        for page in [Page::Katakana, Page::Latin] {
            assert_eq!(read(bytes, page).unwrap(), "1一　A");
            assert_eq!(write("1一　A", page).unwrap(), bytes);
            // Nothing between them, and one pair behind the other, is read and not written.
            assert_eq!(read(b"\x0E\x0F\x0E\x45\x41\x0F\x0E\x40\x40\x0F", page).unwrap(), "一　");
            assert_eq!(write("一　", page).unwrap(), b"\x0E\x45\x41\x40\x40\x0F");
            assert_eq!(write("", page).unwrap(), b"");
        }
    }

    #[test]
    fn what_is_no_text_is_reported_by_its_position() {
        for (bytes, at, why) in [
            (&b"\xC1\x0E\x45\x41"[..], 1, Why::Shift), // without its end
            (b"\x0E\x45\x41\x45", 0, Why::Shift),      // half a character too
            (b"\x0E", 0, Why::Shift),
            (b"\xC1\x0F", 1, Why::Shift),
            (b"\x0E\x45\x41\x0E", 3, Why::Shift),
            (b"\x0E\x45\x0F\x40", 1, Why::Code), // half a character before the end
            (b"\x0E\x40\x41\x0F", 1, Why::Code),
            (b"\x0E\x45\x41\xFF\xFF\x0F", 3, Why::Code),
            (b"\x0E\x69\x41\x0F", 1, Why::User(0x6941)),
            (b"\x0E\x7F\xFE\x0F", 1, Why::User(0x7FFE)),
            (b"\xCA", 0, Why::Code),
        ] {
            for page in [Page::Katakana, Page::Latin] {
                assert_eq!(read(bytes, page), Err(Unreadable { at, why }), "{bytes:x?}");
            }
        }
    }

    #[test]
    fn nothing_is_written_that_has_no_room() {
        for page in [Page::Katakana, Page::Latin] {
            for text in ["A一", "一A", "一二", "A一B二C", "一一一"] {
                let whole = write(text, page).unwrap();
                for room in 0..whole.len() {
                    assert_eq!(write_into(text, page, None, &mut vec![0; room]), None);
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_written_is_not_replaced() {
        // NEC's row 13 is in CP932 and not here.
        for text in ["①", "𠮷", "é", "\u{2212}", "〜", "\u{E000}", "\u{FFFF}", "안"] {
            assert_eq!(write(text, Page::Latin), None, "{text}");
        }
    }
}
