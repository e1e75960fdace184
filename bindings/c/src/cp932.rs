//! CP932, Microsoft's Shift_JIS, read and written strictly.
//!
//! `encoding_rs` has the tables, made for web pages; a registry wants less. Refused here beyond what it
//! refuses: code 80 (a control character that no system means), the user-defined rows F040–F9FC (外字: they
//! mean something else on every system), and on writing whatever would not come back the same (`¥` as 5C,
//! `‾` as 7E, U+2212 as the code of U+FF0D).

use std::borrow::Cow;
use std::sync::OnceLock;

use encoding_rs::SHIFT_JIS;

/// The text; or how many bytes can be read before the place that cannot be.
pub(crate) fn read(bytes: &[u8]) -> Result<Cow<'_, str>, usize> {
    if bytes.is_ascii() {
        return Ok(Cow::Borrowed(std::str::from_utf8(bytes).expect("ASCII is UTF-8")));
    }
    let mut at = 0;
    while at < bytes.len() {
        let length = length_at(&bytes[at..]).ok_or(at)?;
        at += length;
    }
    SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes).ok_or(0)
}

/// How many bytes the character at the beginning has; `None` where there is none.
fn length_at(bytes: &[u8]) -> Option<usize> {
    let length = match bytes[0] {
        0x00..=0x7F | 0xA1..=0xDF => return Some(1),
        0x81..=0x9F | 0xE0..=0xEF | 0xFA..=0xFC => 2,
        0x80 | 0xA0 | 0xF0..=0xF9 | 0xFD..=0xFF => return None,
    };
    let pair = bytes.get(..length)?;
    SHIFT_JIS.decode_without_bom_handling_and_without_replacement(pair).map(|_| length)
}

/// The bytes; `None` where a character has none. `nec` says which of two codes a character gets that has
/// one in the IBM extension rows and one in those that NEC selected.
pub(crate) fn write(text: &str, nec: bool) -> Option<Vec<u8>> {
    let (bytes, _, has_replacements) = SHIFT_JIS.encode(text);
    if has_replacements || text.chars().any(|c| matches!(c, '\u{80}' | '¥' | '‾' | '\u{2212}')) {
        return None;
    }
    let mut bytes = bytes.into_owned();
    if nec {
        let mut at = 0;
        while at < bytes.len() {
            match bytes[at] {
                0xFA..=0xFC => {
                    let pair = [bytes[at], bytes[at + 1]];
                    if let Ok(found) = nec_rows().binary_search_by_key(&pair, |(ibm, _)| *ibm) {
                        bytes[at..at + 2].copy_from_slice(&nec_rows()[found].1);
                    }
                    at += 2;
                }
                0x81..=0x9F | 0xE0..=0xF9 => at += 2,
                _ => at += 1,
            }
        }
    }
    Some(bytes)
}

/// For each code in the IBM extension rows, in order, the code of the same character in the rows that NEC
/// selected.
fn nec_rows() -> &'static [([u8; 2], [u8; 2])] {
    static ROWS: OnceLock<Vec<([u8; 2], [u8; 2])>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let mut rows = Vec::with_capacity(374);
        for lead in [0xED, 0xEE] {
            for trail in 0x40..=0xFC {
                let nec = [lead, trail];
                let text = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&nec);
                if let Some(text) = text
                    && let [first @ 0xFA..=0xFC, second] = *SHIFT_JIS.encode(&text).0
                {
                    rows.push(([first, second], nec));
                }
            }
        }
        rows.sort_unstable();
        rows
    })
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
        assert_eq!(nec_rows().len(), 373);
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
}
