//! The tables of the Japanese encodings: CP932's drawn from those of WHATWG's `Shift_JIS` in `encoding_rs`, EBCDIC's from
//! `data/ebcdic.tsv`.
//!
//! Left out are the user-defined rows (外字: they mean something else on every system), and on writing whatever would not
//! come back the same (`¥` as 5C, `‾` as 7E, U+2212 as the code of U+FF0D).

use std::collections::{BTreeMap, HashMap};
use std::fmt::{Debug, Write as _};

use encoding_rs::SHIFT_JIS;

/// What IBM's tables have, and CP932 in its place: the fields of a registration have that one.
const VARIANTS: [(char, char); 5] =
    [('—', '―'), ('〜', '～'), ('‖', '∥'), ('−', '－'), ('¦', '￤')];

/// The character of a code of two bytes: one unit of UTF-16, since every character of `Shift_JIS` is.
fn read(code: [u8; 2]) -> Option<u16> {
    SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&code)?.encode_utf16().next()
}

/// The source of one table.
fn table(source: &mut String, name: &str, kind: &str, length: usize, values: &dyn Debug) {
    writeln!(source, "pub(super) static {name}: [{kind}; {length}] = {values:?};")
        .expect("memory is enough");
}

/// What CP932 has.
struct Cp932 {
    /// 188 characters a lead byte.
    rows: Vec<u16>,
    /// The code of each character that is written, in the order of Unicode.
    codes: BTreeMap<u16, u16>,
    /// A code that is written, and the one of the rows that NEC selected.
    nec: Vec<(u16, u16)>,
    /// A code of NEC's row 13 that is written, and the one of the IBM extension rows.
    ibm: Vec<(u16, u16)>,
}

fn cp932() -> Cp932 {
    let mut all =
        Cp932 { rows: Vec::new(), codes: BTreeMap::new(), nec: Vec::new(), ibm: Vec::new() };
    for lead in (0x81..=0x9F).chain(0xE0..=0xEF).chain(0xFA..=0xFC) {
        for trail in (0x40..=0x7E).chain(0x80..=0xFC) {
            let unit = read([lead, trail]);
            all.rows.push(unit.unwrap_or(0));
            let Some(unit) = unit else { continue };
            let text = String::from_utf16(&[unit]).expect("no surrogate has a code");
            let (code, _, replaced) = SHIFT_JIS.encode(&text);
            let [first, second] = code[..] else { panic!("a code of two bytes is written in two") };
            assert!(!replaced, "what can be read can be written");
            let code = u16::from_be_bytes([first, second]);
            all.codes.insert(unit, code);
            let pair = (code, u16::from_be_bytes([lead, trail]));
            match (lead, first) {
                (0xED | 0xEE, 0xFA..) => all.nec.push(pair),
                (0xFA.., 0x87) => all.ibm.push(pair),
                _ => {}
            }
        }
    }
    all.nec.sort_unstable();
    all.ibm.sort_unstable();
    all
}

/// The Rust source of all tables. For writing, `TO_PAGES` says of a character's high byte which page it has; a page has
/// four words in `TO_BITS` with a bit for each character that can be written, and for each word where its codes begin in
/// the lists of codes.
pub(crate) fn tables(ebcdic: Option<&str>) -> String {
    let all = cp932();
    // Most high bytes have no character: they share the first page, which is empty.
    let mut pages = [0; 256];
    let (mut bits, mut starts) = (vec![[0_u64; 4]], vec![[0; 4]]);
    for (at, unit) in all.codes.keys().enumerate() {
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
    let codes: Vec<u16> = all.codes.values().copied().collect();
    let mut source = String::new();
    let out = &mut source;
    table(out, "FROM_CP932", "u16", all.rows.len(), &all.rows);
    table(out, "TO_PAGES", "u8", pages.len(), &pages);
    table(out, "TO_BITS", "[u64; 4]", bits.len(), &bits);
    table(out, "TO_STARTS", "[u16; 4]", starts.len(), &starts);
    table(out, "TO_CP932", "u16", codes.len(), &codes);
    table(out, "NEC", "(u16, u16)", all.nec.len(), &all.nec);
    table(out, "IBM", "(u16, u16)", all.ibm.len(), &all.ibm);
    if let Some(file) = ebcdic {
        ebcdic_tables(file, &all.codes, out);
    }
    source
}

/// The tables of EBCDIC, whose characters of two bytes are all CP932's.
fn ebcdic_tables(file: &str, cp932: &BTreeMap<u16, u16>, out: &mut String) {
    const NONE: u16 = 0xFFFF;
    let (mut single, mut rows, mut codes) = (BTreeMap::new(), Vec::new(), HashMap::new());
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [page, first, cells] = columns[..] else { panic!("three columns: {line}") };
        if page != "300" {
            let unit = |cell| u16::from_str_radix(cell, 16).unwrap_or(NONE);
            single.entry(page).or_insert_with(Vec::new).extend(cells.split(' ').map(unit));
            continue;
        }
        let lead = u16::from_str_radix(first, 16).expect("a byte in hexadecimal");
        for (trail, c) in (0x40..).zip(cells.chars()) {
            if c == char::REPLACEMENT_CHARACTER {
                rows.push(0);
                continue;
            }
            let c = VARIANTS.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to);
            let unit = u16::try_from(u32::from(c)).expect("one unit of UTF-16");
            assert!(cp932.contains_key(&unit), "{c} is one of CP932's");
            assert!(codes.insert(unit, lead << 8 | trail).is_none(), "{c} has one code");
            rows.push(unit);
        }
    }
    let codes: Vec<u16> = cp932.keys().map(|unit| codes.get(unit).copied().unwrap_or(0)).collect();
    table(out, "FROM_EBCDIC", "u16", rows.len(), &rows);
    table(out, "TO_EBCDIC", "u16", codes.len(), &codes);
    for (page, units) in single {
        assert_eq!(units.len(), 256, "a character or none a byte");
        table(out, &format!("SINGLE_{page}"), "u16", units.len(), &units);
    }
}
