//! Makes the tables of canonical equivalence (Unicode Standard Annex 15) from `unicode-normalization`'s, in a
//! tenth of their room: that crate's are made for speed, and hold more than the forms used here.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical};

use crate::deflated;

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
    // Every step of Unicode's has two parts at most, so all but the last have a character of their own.
    let step = |(whole, parts): (&char, &Vec<char>)| match &parts[..] {
        [one] => [*whole, *one, NONE],
        [first, second] => [*whole, *first, *second],
        [firsts @ .., last] => [*whole, whole_of[firsts], *last],
        [] => unreachable!("a character has parts"),
    };
    let rows: Vec<[char; 3]> = parts.iter().map(step).collect();
    let joined = (0..).zip(&rows).filter(|(_, row)| compose(row[1], row[2]) == Some(row[0]));
    let mut joined: Vec<(u32, &[char; 3])> = joined.collect();
    joined.sort_by_key(|(_, row)| &row[1..]);

    let mut class_before = 0;
    let mut runs = Vec::new();
    for c in '\0'..=char::MAX {
        let class = canonical_combining_class(c);
        if class != class_before {
            runs.push((u32::from(c), u32::from(class)));
        }
        class_before = class;
    }

    let column = |at: usize| deflated::numbers(rows.iter().map(|row| u32::from(row[at])));
    let mut out = String::new();
    for (name, table) in [
        ("WHOLES", column(0)),
        ("FIRSTS", column(1)),
        ("SECONDS", column(2)),
        ("JOINED", deflated::numbers(joined.iter().map(|(at, _)| *at))),
        ("RUNS", deflated::numbers(runs.iter().map(|(first, _)| *first))),
        ("CLASSES", deflated::numbers(runs.iter().map(|(_, class)| *class))),
    ] {
        let _ = writeln!(out, "pub(super) static {name}: &[u8] = {table};");
    }
    fs::write(out_dir.join("canonical.rs"), out).expect("OUT_DIR can be written");
}

/// In place of a second part. It is no part of anything.
const NONE: char = '\0';

fn parts_of(c: char) -> Vec<char> {
    let mut parts = Vec::new();
    decompose_canonical(c, |part| parts.push(part));
    parts
}
