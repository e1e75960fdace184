//! CP932, Microsoft's Shift_JIS, read and written strictly.
//!
//! The tables are drawn from `encoding_rs` when the library is built (`draw.rs`). With them the small library
//! with CP932 has 551,392 bytes; with the crate itself, which knows other encodings' tables too, 668,800.
//!
//! Strictly means that besides what has no character, code 80 (a control character that no system means) and
//! the user-defined rows F040–F9FC are refused, and on writing whatever would not come back the same.

use alloc::borrow::Cow;
use alloc::string::String;

/// The tables, which are for no reader.
mod tables {
    #![allow(clippy::unreadable_literal)]

    include!(concat!(env!("OUT_DIR"), "/cp932.rs"));
}
use tables::{FROM_ROWS, NEC, TO_BITS, TO_CODES, TO_PAGES, TO_STARTS};

/// Characters of one lead byte in `FROM_ROWS`.
const ROW: usize = 188;

/// The text; or how many bytes can be read before those that cannot be.
pub(crate) fn read(bytes: &[u8]) -> Result<Cow<'_, str>, usize> {
    if bytes.is_ascii() {
        return Ok(Cow::Borrowed(core::str::from_utf8(bytes).expect("ASCII is UTF-8")));
    }
    // A byte becomes three at the most. With the room asked for once, no piece of the text is left in memory
    // that was given back.
    let mut text = String::with_capacity(bytes.len() * 3);
    read_onto(bytes, &mut text).map(|()| Cow::Owned(text))
}

/// The same, onto the end of a text.
pub(crate) fn read_onto(bytes: &[u8], text: &mut String) -> Result<(), usize> {
    if bytes.is_ascii() {
        text.push_str(core::str::from_utf8(bytes).expect("ASCII is UTF-8"));
        return Ok(());
    }
    let mut rest = bytes;
    while !rest.is_empty() {
        let Some((c, after)) = first(rest) else { return Err(bytes.len() - rest.len()) };
        text.push(c);
        rest = after;
    }
    Ok(())
}

/// Whether no character of a text that can be read has another code than the one that stands there: those of
/// NEC's row 13, NEC's selection and the IBM extensions may.
pub(crate) fn has_sole_codes(bytes: &[u8]) -> bool {
    let mut rest = if bytes.is_ascii() { &[] } else { bytes };
    while let [lead, after @ ..] = rest {
        if matches!(lead, 0x87 | 0xED | 0xEE | 0xFA..=0xFC) {
            return false;
        }
        let has_trail = matches!(lead, 0x81..=0x9F | 0xE0..=0xFC);
        rest = after.get(usize::from(has_trail)..).unwrap_or_default();
    }
    true
}

/// The character at the beginning and what comes after it; `None` where there is none.
fn first(bytes: &[u8]) -> Option<(char, &[u8])> {
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
    FROM_ROWS[usize::from(row) * ROW + usize::from(column)]
}

/// Writes the bytes at the beginning of `room`: how many; `None` where a character has none, or there is no
/// room. `nec` says which of two codes a character gets that has one in the IBM extension rows and one in those
/// that NEC selected.
pub(crate) fn write_into(text: &str, nec: bool, room: &mut [u8]) -> Option<usize> {
    let mut at = 0;
    for c in text.chars() {
        let single = match c {
            '\0'..='\x7F' => Some(c as u8),
            '\u{FF61}'..='\u{FF9F}' => u8::try_from(u32::from(c) - 0xFF61 + 0xA1).ok(),
            _ => None,
        };
        if let Some(byte) = single {
            *room.get_mut(at)? = byte;
            at += 1;
        } else {
            *room.get_mut(at..)?.first_chunk_mut()? = code(c, nec)?.to_be_bytes();
            at += 2;
        }
    }
    Some(at)
}

/// The code of two bytes that a character is written with.
fn code(c: char, nec: bool) -> Option<u16> {
    let [page, low] = u16::try_from(u32::from(c)).ok()?.to_be_bytes();
    let page = usize::from(TO_PAGES[usize::from(page)]);
    let (word, bit) = (usize::from(low) / 64, 1_u64 << (low % 64));
    let bits = TO_BITS[page][word];
    if bits & bit == 0 {
        return None;
    }
    let before = (bits & (bit - 1)).count_ones();
    let code = TO_CODES[usize::from(TO_STARTS[page][word]) + before as usize];
    if nec && let Ok(found) = NEC.binary_search_by_key(&code, |(ibm, _)| *ibm) {
        return Some(NEC[found].1);
    }
    Some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(text: &str, nec: bool) -> Option<Vec<u8>> {
        let mut room = vec![0; text.len()];
        let length = write_into(text, nec, &mut room)?;
        room.truncate(length);
        Some(room)
    }

    #[test]
    fn a_second_byte_may_be_ascii() {
        // 表, ソ and 能 end in 5C, the backslash; ー in 5B.
        assert_eq!(read(b"\x95\x5C\x83\x5C\x94\x5C\x81\x5B").unwrap(), "表ソ能ー");
        assert_eq!(write("表ソ能ー", false).unwrap(), b"\x95\x5C\x83\x5C\x94\x5C\x81\x5B");
        assert_eq!(read(b"\\~").unwrap(), "\\~");
    }

    #[test]
    fn what_is_not_a_character_is_reported_by_its_position() {
        for (bytes, at) in [
            (&b"AB\x95"[..], 2),   // half a character at the end
            (b"\x95\x5C\x95 ", 2), // half a character before a space
            (b"\x85\x40", 0),      // a code without a character
            (b"A\x80", 1),
            (b"\xA0", 0),
            (b"\xFD", 0),
            (b"A\xF0\x40", 1), // user-defined
            (b"\xF9\xFC", 0),
            (b"\x81\x7F", 0), // never a second byte
        ] {
            assert_eq!(read(bytes), Err(at), "{bytes:x?}");
        }
    }

    #[test]
    fn duplicates_are_read_from_both_rows_and_written_in_the_chosen_one() {
        for (text, nec, ibm) in [("髙", b"\xEE\xE0", b"\xFB\xFC"), ("﨑", b"\xED\x95", b"\xFA\xB1")]
        {
            assert_eq!(read(nec).unwrap(), text);
            assert_eq!(read(ibm).unwrap(), text);
            assert_eq!(write(text, true).unwrap(), nec);
            assert_eq!(write(text, false).unwrap(), ibm);
        }
        // All 374 but the sign ¬, which is older than either.
        assert_eq!(NEC.len(), 373);
    }

    #[test]
    fn what_cannot_be_written_is_not_replaced() {
        for text in ["𠮷", "é", "¥", "‾", "\u{2212}", "〜", "\u{80}", "\u{E000}", "안"] {
            assert_eq!(write(text, false), None, "{text}");
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
                    for nec in [false, true] {
                        let back = write(&text, nec).unwrap();
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
            let ours = write(&text, false);
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
