//! The tables of CP932, drawn from those of WHATWG's `Shift_JIS` in `encoding_rs`.
//!
//! Left out are the user-defined rows F040–F9FC (外字: they mean something else on every system), and on
//! writing whatever would not come back the same (`¥` as 5C, `‾` as 7E, U+2212 as the code of U+FF0D).

use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};

use encoding_rs::SHIFT_JIS;

/// The character of a code of two bytes: one unit of UTF-16, since every character of `Shift_JIS` is.
fn read(code: [u8; 2]) -> Option<u16> {
    SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&code)?.encode_utf16().next()
}

/// The Rust source of `FROM_ROWS`, `TO_PAGES`, `TO_LOW`, `TO_CODES` and `NEC`.
pub(crate) fn tables() -> String {
    let mut rows = Vec::new(); // 188 characters a lead byte
    let mut codes = BTreeMap::new();
    let mut nec = Vec::new();
    for lead in (0x81..=0x9F).chain(0xE0..=0xEF).chain(0xFA..=0xFC) {
        for trail in (0x40..=0x7E).chain(0x80..=0xFC) {
            let unit = read([lead, trail]);
            rows.push(unit.unwrap_or(0));
            let Some(unit) = unit else { continue };
            let text = String::from_utf16(&[unit]).expect("no surrogate has a code");
            let (code, _, replaced) = SHIFT_JIS.encode(&text);
            let [first, second] = code[..] else { panic!("a code of two bytes is written in two") };
            assert!(!replaced, "what can be read can be written");
            let code = u16::from_be_bytes([first, second]);
            codes.insert(unit, code);
            if matches!(lead, 0xED | 0xEE) && first >= 0xFA {
                nec.push((code, u16::from_be_bytes([lead, trail])));
            }
        }
    }
    nec.sort_unstable();

    // The characters of page 4E, for one, are those from TO_PAGES[0x4E] to TO_PAGES[0x4F].
    let mut pages = vec![0_usize; 257];
    for unit in codes.keys() {
        for page in &mut pages[usize::from(unit >> 8) + 1..] {
            *page += 1;
        }
    }
    let low: Vec<u16> = codes.keys().map(|unit| unit & 0xFF).collect();
    let code: Vec<u16> = codes.values().copied().collect();
    let mut source = String::new();
    let mut table = |name: &str, kind: &str, length: usize, values: &dyn Debug| {
        writeln!(source, "static {name}: [{kind}; {length}] = {values:?};")
            .expect("memory is enough");
    };
    table("FROM_ROWS", "u16", rows.len(), &rows);
    table("TO_PAGES", "u16", pages.len(), &pages);
    table("TO_LOW", "u8", low.len(), &low);
    table("TO_CODES", "u16", code.len(), &code);
    table("NEC", "(u16, u16)", nec.len(), &nec);
    source
}
