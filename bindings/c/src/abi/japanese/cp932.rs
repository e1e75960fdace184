//! CP932, Microsoft's Shift_JIS, and CP943, which is IBM's.
//!
//! Both are read alike. IBM's tables give other characters to five codes (— for ―, 〜 for ～, ‖ for ∥, − for － and ¦ for
//! ￤); here they are those of CP932, since a person who wrote them meant the same sign and the engine's fields have that one.
//!
//! Refused are code 80 (a control character that no system means), what has no character, and the rows F040–F9FC but
//! for the host's own characters.

use alloc::borrow::Cow;
use alloc::string::String;

use crate::abi::encoding::{Unreadable, User, Why};
use crate::abi::japanese::tables::{FROM_CP932, IBM, NEC, TO_CP932};
use crate::abi::japanese::{Room, Written, first, rank, read_user};

/// Characters of one lead byte in `FROM_CP932`.
const ROW: usize = 188;

/// Which of two codes a character is written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Preferred {
    /// As Windows does: NEC's row 13 before the IBM extension rows (FA40–FC4B), and these before the rows that NEC selected
    /// from them (ED40–EEFC).
    Windows,
    /// Those that NEC selected.
    Nec,
    /// The IBM extension rows always: CP943.
    Ibm,
}

/// The text; or what cannot be read.
pub(crate) fn read<'b>(bytes: &'b [u8], user: User<'_>) -> Result<Cow<'b, str>, Unreadable> {
    if bytes.is_ascii() {
        return Ok(Cow::Borrowed(core::str::from_utf8(bytes).expect("ASCII is UTF-8")));
    }
    // A byte becomes three at the most, or four of the host's own. With the room asked for once, no piece of the text is
    // left in memory that was given back.
    let mut text = String::with_capacity(bytes.len() * 4);
    read_onto(bytes, user, &mut text).map(|_| Cow::Owned(text))
}

/// The same, onto the end of a text: whether a substitute stands for a user-defined character.
pub(crate) fn read_onto(
    bytes: &[u8],
    user: User<'_>,
    text: &mut String,
) -> Result<bool, Unreadable> {
    if bytes.is_ascii() {
        text.push_str(core::str::from_utf8(bytes).expect("ASCII is UTF-8"));
        return Ok(false);
    }
    let (mut rest, mut is_substituted) = (bytes, false);
    while !rest.is_empty() {
        let at = bytes.len() - rest.len();
        if let [lead, trail, ref after @ ..] = *rest
            && let code = u16::from_be_bytes([lead, trail])
            && is_user_defined(code)
        {
            is_substituted |= read_user(code, at, user, text)?;
            rest = after;
        } else {
            let (c, after) = character(rest).ok_or(Unreadable { at, why: Why::Code })?;
            text.push(c);
            rest = after;
        }
    }
    Ok(is_substituted)
}

/// Whether a code is one of the rows that every host gives its own characters.
pub(crate) fn is_user_defined(code: u16) -> bool {
    let [lead, trail] = code.to_be_bytes();
    matches!(lead, 0xF0..=0xF9) && matches!(trail, 0x40..=0x7E | 0x80..=0xFC)
}

/// Whether no character of a text that can be read has another code than the one that stands there: those of
/// NEC's row 13, NEC's selection, the IBM extensions and the host's own may.
pub(crate) fn has_sole_codes(bytes: &[u8]) -> bool {
    let mut rest = if bytes.is_ascii() { &[] } else { bytes };
    while let [lead, after @ ..] = rest {
        if matches!(lead, 0x87 | 0xED | 0xEE | 0xF0..=0xFC) {
            return false;
        }
        let has_trail = matches!(lead, 0x81..=0x9F | 0xE0..=0xFC);
        rest = after.get(usize::from(has_trail)..).unwrap_or_default();
    }
    true
}

/// The character at the beginning and what comes after it; `None` where there is none.
fn character(bytes: &[u8]) -> Option<(char, &[u8])> {
    match *bytes {
        [byte @ 0x00..=0x7F, ref after @ ..] => Some((char::from(byte), after)),
        [byte @ 0xA1..=0xDF, ref after @ ..] => {
            Some((char::from_u32(0xFF61 - 0xA1 + u32::from(byte))?, after))
        }
        [lead, trail, ref after @ ..] => match unit([lead, trail]) {
            0 => None,
            unit => Some((char::from_u32(u32::from(unit))?, after)),
        },
        [] | [_] => None,
    }
}

/// The character of a code of two bytes, as one unit of UTF-16; 0 where there is none.
fn unit([lead, trail]: [u8; 2]) -> u16 {
    let row = match lead {
        0x81..=0x9F => lead - 0x81,
        0xE0..=0xEF => lead - 0xE0 + 31,
        0xFA..=0xFC => lead - 0xFA + 47,
        0x00..=0x80 | 0xA0..=0xDF | 0xF0..=0xF9 | 0xFD..=0xFF => return 0,
    };
    let column = match trail {
        0x40..=0x7E => trail - 0x40,
        0x80..=0xFC => trail - 0x41,
        0x00..=0x3F | 0x7F | 0xFD..=0xFF => return 0,
    };
    FROM_CP932[usize::from(row) * ROW + usize::from(column)]
}

/// Writes the bytes at the beginning of `room`: how many; `None` where a character has none, or there is no room.
pub(crate) fn write_into(
    text: &str,
    preferred: Preferred,
    user: User<'_>,
    room: &mut [u8],
) -> Option<usize> {
    let (mut rest, mut room) = (text, Room { bytes: room, at: 0 });
    while !rest.is_empty() {
        let (written, after) = first(rest, user, |c| own(c, preferred))?;
        match written {
            Written::Single(byte) => room.put(&[byte])?,
            Written::Double(code) => room.put(&code.to_be_bytes())?,
        }
        rest = after;
    }
    Some(room.at)
}

fn own(c: char, preferred: Preferred) -> Option<Written> {
    match c {
        '\0'..='\x7F' => Some(Written::Single(c as u8)),
        '\u{FF61}'..='\u{FF9F}' => {
            u8::try_from(u32::from(c) - 0xFF61 + 0xA1).ok().map(Written::Single)
        }
        _ => code(c, preferred).map(Written::Double),
    }
}

/// The code of two bytes that a character is written with.
pub(crate) fn code(c: char, preferred: Preferred) -> Option<u16> {
    let code = TO_CP932[rank(c)?];
    let others: &[(u16, u16)] = match preferred {
        Preferred::Windows => &[],
        Preferred::Nec => &NEC,
        Preferred::Ibm => &IBM,
    };
    let other = others.binary_search_by_key(&code, |(usual, _)| *usual);
    Some(other.map_or(code, |found| others[found].1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
        super::read(bytes, None)
    }

    fn write(text: &str, preferred: Preferred) -> Option<Vec<u8>> {
        let mut room = vec![0; text.len()];
        let length = write_into(text, preferred, None, &mut room)?;
        room.truncate(length);
        Some(room)
    }

    #[test]
    fn a_second_byte_may_be_ascii() {
        // 表, ソ and 能 end in 5C, the backslash; ー in 5B.
        assert_eq!(read(b"\x95\x5C\x83\x5C\x94\x5C\x81\x5B").unwrap(), "表ソ能ー");
        assert_eq!(
            write("表ソ能ー", Preferred::Windows).unwrap(),
            b"\x95\x5C\x83\x5C\x94\x5C\x81\x5B"
        );
        assert_eq!(read(b"\\~").unwrap(), "\\~");
    }

    #[test]
    fn what_is_not_a_character_is_reported_by_its_position() {
        use Why::{Code, User};
        for (bytes, at, why) in [
            (&b"AB\x95"[..], 2, Code),   // half a character at the end
            (b"\x95\x5C\x95 ", 2, Code), // half a character before a space
            (b"\x85\x40", 0, Code),      // a code without a character
            (b"A\x80", 1, Code),
            (b"\xA0", 0, Code),
            (b"\xFD", 0, Code),
            (b"A\xF0\x40", 1, User(0xF040)), // user-defined
            (b"\xF9\xFC", 0, User(0xF9FC)),
            (b"\x81\x7F", 0, Code), // never a second byte
        ] {
            assert_eq!(read(bytes), Err(Unreadable { at, why }), "{bytes:x?}");
        }
    }

    #[test]
    fn duplicates_are_read_from_both_rows_and_written_in_the_chosen_one() {
        for (text, nec, ibm) in [("髙", b"\xEE\xE0", b"\xFB\xFC"), ("﨑", b"\xED\x95", b"\xFA\xB1")]
        {
            assert_eq!(read(nec).unwrap(), text);
            assert_eq!(read(ibm).unwrap(), text);
            assert_eq!(write(text, Preferred::Nec).unwrap(), nec);
            assert_eq!(write(text, Preferred::Windows).unwrap(), ibm);
        }
        // All 374 but the sign ¬, which is older than either.
        assert_eq!(NEC.len(), 373);
    }

    #[test]
    fn what_cannot_be_written_is_not_replaced() {
        for text in ["𠮷", "é", "¥", "‾", "\u{2212}", "〜", "\u{80}", "\u{E000}", "안"] {
            assert_eq!(write(text, Preferred::Windows), None, "{text}");
        }
    }

    #[test]
    fn every_code_that_is_read_comes_back_as_its_character() {
        let mut count = 0;
        for lead in 0x81..=0xFC_u8 {
            for trail in 0x40..=0xFC_u8 {
                if let Ok(text) = read(&[lead, trail])
                    && text.chars().count() == 1
                {
                    count += 1;
                    for preferred in [Preferred::Windows, Preferred::Nec, Preferred::Ibm] {
                        let back = write(&text, preferred).unwrap();
                        assert_eq!(read(&back).unwrap(), text, "{lead:x}{trail:x}");
                    }
                }
            }
        }
        assert_eq!(count, 7_724);
    }

    #[test]
    fn it_is_the_table_that_others_have() {
        use encoding_rs::SHIFT_JIS;
        for c in '\0'..='\u{FFFF}' {
            let text = c.to_string();
            let (bytes, _, replaced) = SHIFT_JIS.encode(&text);
            let ours = write(&text, Preferred::Windows);
            match c {
                '\u{80}' | '¥' | '‾' | '\u{2212}' => assert_eq!(ours, None),
                _ => assert_eq!(ours.as_deref(), (!replaced).then_some(&*bytes), "{c}"),
            }
        }
        for lead in 0..=0xFF_u8 {
            for trail in 0..=0xFF_u8 {
                let pair = [lead, trail];
                let theirs = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&pair);
                let refused = matches!(lead, 0x80 | 0xF0..=0xF9)
                    || trail == 0x80
                        && theirs.as_ref().is_some_and(|text| text.chars().count() == 2);
                let theirs = theirs.filter(|_| !refused);
                assert_eq!(read(&pair).ok().as_deref(), theirs.as_deref(), "{lead:x}{trail:x}");
            }
        }
    }
}
