//! CP932, Microsoft's Shift_JIS, read and written strictly.
//!
//! The tables are drawn from `encoding_rs` when the library is built (`build/cp932.rs`): half the room of its
//! own, and without the code for web pages. Strictly means that besides what has no character, code 80 (a
//! control character that no system means) and the user-defined rows F040–F9FC are refused, and on writing
//! whatever would not come back the same.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// The tables, which are for no reader.
mod tables {
    #![allow(clippy::unreadable_literal)]

    include!(concat!(env!("OUT_DIR"), "/cp932.rs"));
}
use tables::{FROM_ROWS, NEC, TO_BITS, TO_CODES, TO_PAGES, TO_STARTS};

/// Characters of one lead byte in `FROM_ROWS`.
const ROW: usize = 188;

// `transcribe` writes units as they are.
const _: () = {
    let mut at = 0;
    while at < FROM_ROWS.len() {
        assert!(!matches!(FROM_ROWS[at], 0xD800..=0xDFFF), "half a surrogate pair is no character");
        at += 1;
    }
};

/// The text; or how many bytes can be read before the place that cannot be.
pub(crate) fn read(bytes: &[u8]) -> Result<Cow<'_, str>, usize> {
    let ascii = bytes.iter().take_while(|byte| byte.is_ascii()).count();
    let (start, mut rest) = bytes.split_at(ascii);
    let start = core::str::from_utf8(start).expect("ASCII is UTF-8");
    if rest.is_empty() {
        return Ok(Cow::Borrowed(start));
    }
    // Two bytes become three at the most; half-width katakana are one byte and become three. With the room
    // asked for once, no piece of the text is left in memory that was given back.
    let mut text = String::with_capacity(start.len() + rest.len() * 3);
    text.push_str(start);
    while !rest.is_empty() {
        let Some((c, after)) = first(rest) else { return Err(bytes.len() - rest.len()) };
        text.push(c);
        rest = after;
    }
    Ok(Cow::Owned(text))
}

/// A text in room of the caller's.
pub(crate) struct Placed<'t> {
    pub(crate) text: &'t str,
    /// Whether each of its characters has no other code than the one that was read.
    pub(crate) has_sole_codes: bool,
    /// The room that is left.
    pub(crate) rest: &'t mut [u8],
}

/// [`read`], into the beginning of `room`; the room again where the bytes are no text or it is too small. Three
/// bytes for each one that is read are always enough.
pub(crate) fn read_into<'t>(bytes: &[u8], room: &'t mut [u8]) -> Result<Placed<'t>, &'t mut [u8]> {
    let Some((length, has_sole_codes)) = transcribe(bytes, room) else { return Err(room) };
    let (text, rest) = room.split_at_mut(length);
    // SAFETY: each step of `transcribe` wrote one whole character: three bytes of a unit from 0x800 on, none of
    // which in the table is half a surrogate pair, or what `encode_utf8` wrote.
    let text = unsafe { core::str::from_utf8_unchecked(text) };
    Ok(Placed { text, has_sole_codes, rest })
}

/// How many bytes of UTF-8 it became, and whether no character has another code.
fn transcribe(bytes: &[u8], room: &mut [u8]) -> Option<(usize, bool)> {
    let (mut at, mut has_sole_codes, mut rest) = (0, true, bytes);
    while let Some(lead) = rest.first() {
        // Row 13 of NEC, NEC's selection and the IBM extensions repeat characters.
        has_sole_codes &= !matches!(lead, 0x87 | 0xED | 0xEE | 0xFA..=0xFC);
        // Nearly all are two bytes here and three there.
        if let [lead, trail, after @ ..] = rest
            && let unit @ 0x800.. = unit([*lead, *trail])
        {
            let low = |shift: u16| 0x80 | (unit >> shift & 0x3F) as u8;
            *room.get_mut(at..)?.first_chunk_mut()? = [0xE0 | (unit >> 12) as u8, low(6), low(0)];
            (at, rest) = (at + 3, after);
        } else {
            let (c, after) = first(rest)?;
            at += c.encode_utf8(room.get_mut(at..at + c.len_utf8())?).len();
            rest = after;
        }
    }
    Some((at, has_sole_codes))
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

/// The bytes; `None` where a character has none. `nec` says which of two codes a character gets that has
/// one in the IBM extension rows and one in those that NEC selected.
pub(crate) fn write(text: &str, nec: bool) -> Option<Vec<u8>> {
    // No character has more bytes here than in UTF-8.
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\0'..='\x7F' => bytes.push(c as u8),
            '\u{FF61}'..='\u{FF9F}' => {
                bytes.push(u8::try_from(u32::from(c) - 0xFF61 + 0xA1).ok()?);
            }
            _ => bytes.extend(code(c, nec)?.to_be_bytes()),
        }
    }
    Some(bytes)
}

/// The code of two bytes that a character is written with.
fn code(c: char, nec: bool) -> Option<u16> {
    let [page, low] = u16::try_from(u32::from(c)).ok()?.to_be_bytes();
    let page = usize::from(TO_PAGES[usize::from(page)]);
    let (word, bit) = (usize::from(low) / 64, 1_u64 << (low % 64));
    let (before, [here, ..]) = TO_BITS[page].split_at(word) else { return None };
    if here & bit == 0 {
        return None;
    }
    let before: u32 =
        before.iter().chain([&(here & (bit - 1))]).map(|bits| bits.count_ones()).sum();
    let code = TO_CODES[usize::from(TO_STARTS[page]) + before as usize];
    if nec && let Ok(found) = NEC.binary_search_by_key(&code, |(ibm, _)| *ibm) {
        return Some(NEC[found].1);
    }
    Some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_byte_may_be_ascii() {
        // 表, ソ and 能 end in 5C, the backslash; ー in 5B.
        assert_eq!(read(b"\x95\x5C\x83\x5C\x94\x5C\x81\x5B").unwrap(), "表ソ能ー");
        assert_eq!(write("表ソ能ー", false).unwrap(), b"\x95\x5C\x83\x5C\x94\x5C\x81\x5B");
        assert_eq!(read(b"\\~").unwrap(), "\\~");
    }

    #[test]
    fn a_text_is_the_same_in_room_of_the_callers() {
        let mut room = [0; 3 * 3];
        for bytes in (0..=u16::MAX).map(u16::to_be_bytes) {
            for bytes in [&bytes[..], &[b'A', bytes[0], bytes[1]], &[bytes[0], bytes[1], 0xB1]] {
                let text = read(bytes).ok();
                let placed = read_into(bytes, &mut room).ok().map(|placed| placed.text);
                assert_eq!(placed, text.as_deref(), "{bytes:x?}");
                assert!(placed.is_none_or(|text| core::str::from_utf8(text.as_bytes()).is_ok()));
            }
        }
    }

    #[test]
    fn what_is_not_a_character_is_told_by_its_place() {
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
