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

/// The Rust source of `FROM_ROWS`, `NEC` and the tables for writing: `TO_PAGES` says of a character's high byte
/// which page it has; a page has four words in `TO_BITS` with a bit for each character that can be written, and for
/// each word where its codes begin in `TO_CODES`.
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

    // Most high bytes have no character: they share the first page, which is empty.
    let mut pages = [0; 256];
    let (mut bits, mut starts) = (vec![[0_u64; 4]], vec![[0; 4]]);
    for (at, unit) in codes.keys().enumerate() {
        let [high, low] = unit.to_be_bytes().map(usize::from);
        if pages[high] == 0 {
            pages[high] = bits.len();
            bits.push([0; 4]);
            starts.push([0; 4]);
        }
        let (word, bit) = (low / 64, low % 64);
        if bits[pages[high]][word] == 0 {
            starts[pages[high]][word] = at;
        }
        bits[pages[high]][word] |= 1 << bit;
    }
    let code: Vec<u16> = codes.values().copied().collect();
    let mut source = String::new();
    let mut table = |name: &str, kind: &str, length: usize, values: &dyn Debug| {
        writeln!(source, "pub(super) static {name}: [{kind}; {length}] = {values:?};")
            .expect("memory is enough");
    };
    table("FROM_ROWS", "u16", rows.len(), &rows);
    table("TO_PAGES", "u8", pages.len(), &pages);
    table("TO_BITS", "[u64; 4]", bits.len(), &bits);
    table("TO_STARTS", "[u16; 4]", starts.len(), &starts);
    table("TO_CODES", "u16", code.len(), &code);
    table("NEC", "(u16, u16)", nec.len(), &nec);
    source
}
