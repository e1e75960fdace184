//! Makes the tables of canonical equivalence (Unicode Standard Annex 15) from `unicode-normalization`'s, in a
//! fifth of their room: that crate's are made for speed, and hold more than the forms used here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Debug, Write as _};
use std::fs;
use std::path::Path;

use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical};

/// Hangul's syllables are reckoned, not listed.
const SYLLABLES: std::ops::RangeInclusive<char> = '\u{AC00}'..='\u{D7A3}';

/// In a run of listed characters, from below: the row of the first one, and that character.
const ROW_BITS: u32 = 11;
/// In a run of one combining class, from below: the class, the length less one, and the first character.
const CLASS_BITS: u32 = 8;
const LENGTH_BITS: u32 = 6;
/// As many rows are in the order of their parts at a time: so many that a byte is enough for each.
const BLOCK: usize = 256;

/// Writes `canonical.rs`: for each character that is the same as others, which those are; which of them are
/// joined again; and the runs of one combining class.
///
/// The characters that are the same as two, and those that are the same as one, have a list each, in order.
/// Most follow one another, so a run of them is told by the first.
pub(crate) fn build(out_dir: &Path) {
    let listed = ('\0'..=char::MAX).filter(|c| !SYLLABLES.contains(c));
    let parts: BTreeMap<char, Vec<char>> =
        listed.map(|c| (c, parts_of(c))).filter(|(c, parts)| parts[..] != [*c]).collect();
    let whole_of: BTreeMap<&[char], char> =
        parts.iter().rev().map(|(whole, parts)| (&parts[..], *whole)).collect();

    let (mut singles, mut pairs) = (Vec::new(), Vec::new());
    for (whole, parts) in &parts {
        match &parts[..] {
            [one] => singles.push((*whole, *one)),
            [first, second] => pairs.push((*whole, *first, *second)),
            // Every step of Unicode's has two parts at most, so all but the last have a character of their own.
            [firsts @ .., last] => pairs.push((*whole, whole_of[firsts], *last)),
            [] => unreachable!("a character has parts"),
        }
    }

    let mut out = String::new();
    for (name, bits) in
        [("ROW_BITS", ROW_BITS), ("CLASS_BITS", CLASS_BITS), ("LENGTH_BITS", LENGTH_BITS)]
    {
        let _ = writeln!(out, "pub(super) const {name}: u32 = {bits};");
    }
    let _ = writeln!(out, "pub(super) const BLOCK: usize = {BLOCK};");
    table(&mut out, "PAIR_RUNS", "u32", &runs(pairs.iter().map(|pair| pair.0)));
    parts_of_pairs(&mut out, &pairs);
    table(&mut out, "SINGLE_RUNS", "u32", &runs(singles.iter().map(|single| single.0)));
    let ones = singles.iter().map(|single| in_plane(single.1));
    table(&mut out, "SINGLES", "u16", &ones.collect::<Vec<_>>());
    let mut far = vec![0u8; singles.len().div_ceil(8)];
    for (at, (whole, one)) in singles.iter().enumerate() {
        assert!(matches!(plane(*one), 0 | 2), "{whole:?} stands for one of neither plane 0 nor 2");
        far[at / 8] |= u8::from(plane(*one) == 2) << (at % 8);
    }
    table(&mut out, "FAR", "u8", &far);
    table(&mut out, "CLASS_RUNS", "u32", &class_runs());
    fs::write(out_dir.join("canonical.rs"), out).expect("OUT_DIR can be written");
}

/// The parts of each pair: the place of the second among the few that there are, and the first in the plane of
/// the whole. And the rows in the order of their parts.
fn parts_of_pairs(out: &mut String, pairs: &[(char, char, char)]) {
    let seconds: BTreeSet<char> = pairs.iter().map(|pair| pair.2).collect();
    let seconds = Vec::from_iter(seconds);
    let parts = |(whole, first, second): &(char, char, char)| {
        assert_eq!(plane(*whole), plane(*first), "{whole:?} is not in the plane of its first part");
        let place = seconds.binary_search(second).expect("one of them");
        let [high, low] = in_plane(*first).to_be_bytes();
        [u8::try_from(place).expect("256 second parts at most"), high, low]
    };
    let rows: Vec<_> = pairs.iter().map(parts).collect();
    table(out, "SECONDS", "char", &seconds);
    table(out, "PAIRS", "[u8; 3]", &rows);

    // In the place of a row that is not joined stands another once more.
    let mut order = Vec::new();
    let mut known = BTreeSet::new();
    for (pairs, rows) in pairs.chunks(BLOCK).zip(rows.chunks(BLOCK)) {
        let is_joined = |at: &u8| {
            let (whole, first, second) = pairs[usize::from(*at)];
            compose(first, second) == Some(whole)
        };
        let parts = |at: &u8| rows[usize::from(*at)];
        let mut joined: Vec<u8> = (0..=u8::MAX).take(rows.len()).filter(is_joined).collect();
        joined.sort_by_key(parts);
        let are_new = joined.iter().all(|at| known.insert(parts(at)));
        assert!(are_new, "two pairs with parts that differ by the plane alone are joined");
        let last = *joined.last().expect("some of a block are joined");
        joined.resize(rows.len(), last);
        order.extend(joined);
    }
    table(out, "BY_PARTS", "u8", &order);
}

/// Each run of characters that follow one another: the first one, and its row. At the end stands one after all
/// characters, with the row after all rows.
fn runs(wholes: impl Iterator<Item = char>) -> Vec<u32> {
    let mut runs = Vec::new();
    let mut row = 0;
    let mut next = None;
    for code in wholes.map(u32::from) {
        if next != Some(code) {
            runs.push(code << ROW_BITS | row);
        }
        next = Some(code + 1);
        row += 1;
    }
    assert!(row < 1 << ROW_BITS, "{row} rows are too many for {ROW_BITS} bits");
    runs.push((u32::from(char::MAX) + 1) << ROW_BITS | row);
    runs
}

/// Each run of characters of one combining class, but for class 0.
fn class_runs() -> Vec<u32> {
    let classes = ('\0'..=char::MAX).map(|c| (u32::from(c), canonical_combining_class(c)));
    // The first character, the length and the class.
    let mut runs: Vec<(u32, u32, u8)> = Vec::new();
    for (code, class) in classes.filter(|(_, class)| *class != 0) {
        match runs.last_mut() {
            Some((first, length, same)) if *same == class && *first + *length == code => {
                *length += 1;
            }
            _ => runs.push((code, 1, class)),
        }
    }
    let packed = runs.into_iter().map(|(first, length, class)| {
        assert!(length <= 1 << LENGTH_BITS, "the run at U+{first:04X} is too long");
        assert!(first < 1 << (32 - LENGTH_BITS - CLASS_BITS), "U+{first:04X} has too many bits");
        (first << LENGTH_BITS | (length - 1)) << CLASS_BITS | u32::from(class)
    });
    packed.collect()
}

fn parts_of(c: char) -> Vec<char> {
    let mut parts = Vec::new();
    decompose_canonical(c, |part| parts.push(part));
    parts
}

fn plane(c: char) -> u32 {
    u32::from(c) >> 16
}

/// The place of a character in its plane.
fn in_plane(c: char) -> u16 {
    u16::try_from(u32::from(c) & 0xFFFF).expect("sixteen bits")
}

fn table(out: &mut String, name: &str, kind: &str, rows: &[impl Debug]) {
    let _ = writeln!(out, "pub(super) static {name}: [{kind}; {}] = {rows:?};", rows.len());
}
