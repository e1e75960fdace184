//! Makes the tables of canonical equivalence (Unicode Standard Annex 15) from `unicode-normalization`'s, in a
//! third of their room: that crate's are made for speed, and hold more than the forms used here.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical};

/// Hangul's syllables are computed, not listed.
const SYLLABLES: std::ops::RangeInclusive<char> = '\u{AC00}'..='\u{D7A3}';

/// Writes `canonical.rs`: for each character that is the same as others, which those are; which of them are
/// joined again; and where each run of one combining class begins.
pub(crate) fn build(out_dir: &Path) {
    let listed = ('\0'..=char::MAX).filter(|c| !SYLLABLES.contains(c));
    let parts: BTreeMap<char, Vec<char>> =
        listed.map(|c| (c, parts_of(c))).filter(|(c, parts)| parts[..] != [*c]).collect();
    let whole_of: BTreeMap<&[char], char> =
        parts.iter().rev().map(|(whole, parts)| (&parts[..], *whole)).collect();

    let (mut singles, mut pairs) = (Vec::new(), Vec::new());
    for (whole, parts) in &parts {
        match &parts[..] {
            [one] => singles.push([*whole, *one]),
            [first, second] => pairs.push([*whole, *first, *second]),
            // Every step of Unicode's has two parts at most, so all but the last have a character of their own.
            [firsts @ .., last] => pairs.push([*whole, whole_of[firsts], *last]),
            [] => unreachable!("a character has parts"),
        }
    }

    let mut out = String::new();
    let (low, high): (Vec<_>, Vec<_>) = singles.into_iter().partition(is_low);
    table(&mut out, "SINGLES", "u16", &low);
    table(&mut out, "HIGH_SINGLES", "u32", &high);
    let (low, high): (Vec<_>, Vec<_>) = pairs.into_iter().partition(is_low);
    for (name, kind, pairs) in [("PAIRS", "u16", low), ("HIGH_PAIRS", "u32", high)] {
        table(&mut out, name, kind, &pairs);
        let mut joined: Vec<usize> = (0..pairs.len())
            .filter(|at| compose(pairs[*at][1], pairs[*at][2]) == Some(pairs[*at][0]))
            .collect();
        joined.sort_by_key(|at| (pairs[*at][1], pairs[*at][2]));
        let count = joined.len();
        let _ = writeln!(out, "pub(super) static {name}_JOINED: [u16; {count}] = {joined:?};");
    }

    let mut class_before = 0;
    let mut runs = Vec::new();
    for c in '\0'..=char::MAX {
        let class = canonical_combining_class(c);
        if class != class_before {
            runs.push(u32::from(c) << 8 | u32::from(class));
        }
        class_before = class;
    }
    let _ = writeln!(out, "pub(super) static CLASS_RUNS: [u32; {}] = {runs:?};", runs.len());
    fs::write(out_dir.join("canonical.rs"), out).expect("OUT_DIR can be written");
}

fn parts_of(c: char) -> Vec<char> {
    let mut parts = Vec::new();
    decompose_canonical(c, |part| parts.push(part));
    parts
}

/// Whether all lie in the Basic Multilingual Plane: two bytes hold each.
fn is_low<const N: usize>(characters: &[char; N]) -> bool {
    characters.iter().all(|c| *c <= '\u{FFFF}')
}

fn table<const N: usize>(out: &mut String, name: &str, kind: &str, rows: &[[char; N]]) {
    let numbers: Vec<_> = rows.iter().map(|row| row.map(u32::from)).collect();
    let _ =
        writeln!(out, "pub(super) static {name}: [[{kind}; {N}]; {}] = {numbers:?};", rows.len());
}
