//! Canonical equivalence (Unicode Standard Annex 15, section 1.1), one character at a time, from tables that
//! the build makes.

use tables::{
    BLOCK, BY_PARTS, CLASS_BITS, CLASS_RUNS, FAR, LENGTH_BITS, PAIR_RUNS, PAIRS, ROW_BITS, SECONDS,
    SINGLE_RUNS, SINGLES,
};

/// The tables, which are for no reader.
mod tables {
    #![allow(clippy::unreadable_literal)]

    include!(concat!(env!("OUT_DIR"), "/canonical.rs"));
}

/// Before this character nothing is decomposed.
const FIRST: char = '\u{C0}';
/// Before this character nothing is a mark, and nothing joins the one before it.
const FIRST_MARK: char = '\u{300}';
/// The plane of the characters that others stand for alone, where it is not the first one.
const FAR_PLANE: u32 = 0x2_0000;

/// Hangul's syllables, laid out as The Unicode Standard, section 3.12, says.
mod hangul {
    pub(super) const SYLLABLE: u32 = 0xAC00;
    pub(super) const LEAD: u32 = 0x1100;
    pub(super) const VOWEL: u32 = 0x1161;
    /// One before the first trailing consonant: none is a choice too.
    pub(super) const TRAIL: u32 = 0x11A7;
    pub(super) const LEADS: u32 = 19;
    pub(super) const VOWELS: u32 = 21;
    pub(super) const TRAILS: u32 = 28;
}

/// Gives `found` the characters that `c` is the same as, each as far apart as it goes; `c` itself where it is
/// one.
pub(super) fn decompose(c: char, found: &mut impl FnMut(char)) {
    match parts(u32::from(c)) {
        None => found(c),
        Some((first, second)) => {
            decompose(character(first), found);
            // The second part of a pair is never one of several itself.
            if let Some(second) = second {
                found(character(second));
            }
        }
    }
}

/// The one character that two are the same as, where Unicode joins them.
pub(crate) fn compose(first: char, second: char) -> Option<char> {
    if second < FIRST_MARK {
        return None;
    }
    joined_syllable(u32::from(first), u32::from(second))
        .or_else(|| joined(u32::from(first), second))
        .map(character)
}

/// The canonical combining class: 0 for all that does not attach to the character before it.
pub(super) fn combining_class(c: char) -> u8 {
    if c < FIRST_MARK {
        return 0;
    }
    let code = u32::from(c);
    let bits = LENGTH_BITS + CLASS_BITS;
    let Some(&[run, ..]) = runs_from(&CLASS_RUNS, bits, code) else { return 0 };
    let after_first = code - (run >> bits);
    let [.., class] = run.to_be_bytes();
    if after_first <= low_bits(run >> CLASS_BITS, LENGTH_BITS) { class } else { 0 }
}

/// The one or two characters that a character stands for, by one step.
fn parts(whole: u32) -> Option<(u32, Option<u32>)> {
    if whole < u32::from(FIRST) {
        return None;
    }
    syllable_parts(whole).or_else(|| listed_parts(whole))
}

fn listed_parts(whole: u32) -> Option<(u32, Option<u32>)> {
    if let Some(row) = row_of(whole, &PAIR_RUNS) {
        let [second, high, low] = PAIRS[row];
        // The first of two lies in the plane of the whole.
        let first = plane(whole) | u32::from_be_bytes([0, 0, high, low]);
        return Some((first, Some(SECONDS[usize::from(second)].into())));
    }
    let row = row_of(whole, &SINGLE_RUNS)?;
    let plane = if FAR[row / 8] & (1 << (row % 8)) == 0 { 0 } else { FAR_PLANE };
    Some((plane | u32::from(SINGLES[row]), None))
}

fn joined(first: u32, second: char) -> Option<u32> {
    let second = u8::try_from(SECONDS.binary_search(&second).ok()?).ok()?;
    let [_, _, high, low] = first.to_be_bytes();
    let mut blocks = BY_PARTS.chunks(BLOCK).zip(PAIRS.chunks(BLOCK)).zip(0..);
    let row = blocks.find_map(|((order, pairs), block)| {
        let by_parts = |at: &u8| pairs[usize::from(*at)].cmp(&[second, high, low]);
        let found = order.binary_search_by(by_parts).ok()?;
        Some(u32::from_be_bytes([0, 0, block, order[found]]))
    })?;
    let whole = whole_of(row);
    (plane(whole) == plane(first)).then_some(whole)
}

/// The character of a row of the pairs.
fn whole_of(row: u32) -> u32 {
    let begun = PAIR_RUNS.partition_point(|run| low_bits(*run, ROW_BITS) <= row);
    let run = PAIR_RUNS[begun - 1];
    (run >> ROW_BITS) + (row - low_bits(run, ROW_BITS))
}

/// The row of a character, where one of the runs has it.
fn row_of(whole: u32, runs: &[u32]) -> Option<usize> {
    let [run, next, ..] = runs_from(runs, ROW_BITS, whole)? else { return None };
    let row = low_bits(*run, ROW_BITS) + (whole - (run >> ROW_BITS));
    (row < low_bits(*next, ROW_BITS)).then_some(row as usize)
}

/// The last run that begins at `code` or before, and those after it. A run's first character is above `bits`
/// others.
fn runs_from(runs: &[u32], bits: u32, code: u32) -> Option<&[u32]> {
    let begun = runs.partition_point(|run| run >> bits <= code);
    runs.get(begun.checked_sub(1)?..)
}

fn low_bits(of: u32, bits: u32) -> u32 {
    of & ((1 << bits) - 1)
}

fn plane(code: u32) -> u32 {
    code & !0xFFFF
}

fn syllable_parts(whole: u32) -> Option<(u32, Option<u32>)> {
    use hangul::{LEAD, LEADS, SYLLABLE, TRAIL, TRAILS, VOWEL, VOWELS};
    let index = whole.checked_sub(SYLLABLE).filter(|index| *index < LEADS * VOWELS * TRAILS)?;
    let trail = index % TRAILS;
    Some(if trail == 0 {
        let open = index / TRAILS;
        (LEAD + open / VOWELS, Some(VOWEL + open % VOWELS))
    } else {
        (whole - trail, Some(TRAIL + trail))
    })
}

fn joined_syllable(first: u32, second: u32) -> Option<u32> {
    use hangul::{LEAD, LEADS, SYLLABLE, TRAIL, TRAILS, VOWEL, VOWELS};
    let place = |c: u32, from: u32, count: u32| c.checked_sub(from).filter(|at| *at < count);
    if let (Some(lead), Some(vowel)) = (place(first, LEAD, LEADS), place(second, VOWEL, VOWELS)) {
        return Some(SYLLABLE + (lead * VOWELS + vowel) * TRAILS);
    }
    let open = place(first, SYLLABLE, LEADS * VOWELS * TRAILS).filter(|at| at % TRAILS == 0);
    let trail = place(second, TRAIL, TRAILS).filter(|trail| *trail > 0);
    (open.is_some() && trail.is_some()).then(|| first + second - TRAIL)
}

fn character(code: u32) -> char {
    char::from_u32(code).expect("the tables hold characters")
}

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeSet;
    use alloc::vec::Vec;

    use unicode_normalization::char as theirs;

    use super::*;

    #[test]
    fn every_character_is_as_the_crate_of_the_tables_has_it() {
        for c in '\0'..=char::MAX {
            let (mut ours, mut expected) = (Vec::new(), Vec::new());
            decompose(c, &mut |part| ours.push(part));
            theirs::decompose_canonical(c, |part| expected.push(part));
            assert_eq!(ours, expected, "U+{:04X}", u32::from(c));
            assert_eq!(combining_class(c), theirs::canonical_combining_class(c), "{c:?}");
        }
    }

    #[test]
    fn two_characters_are_joined_where_the_crate_of_the_tables_joins_them() {
        let mut firsts =
            BTreeSet::from(['\u{1100}', '\u{1112}', '\u{1113}', '\u{AC01}', '\u{D7A4}']);
        let mut seconds = BTreeSet::from([
            '\u{1160}', '\u{1161}', '\u{1175}', '\u{1176}', '\u{11A7}', '\u{11C3}',
        ]);
        for c in '\0'..=char::MAX {
            let mut parts = Vec::new();
            theirs::decompose_canonical(c, |part| parts.push(part));
            if let [base, .., last] = parts[..] {
                firsts.extend([base, c]);
                // What has the place of a first part in another plane is joined with nothing.
                firsts.extend(char::from_u32(u32::from(base) ^ 0x1_0000));
                seconds.insert(last);
            }
        }
        // Of Hangul's many syllables, each row's first ones stand for the others.
        firsts.retain(|c| !('\u{AC00}'..='\u{D7A3}').contains(c) || u32::from(*c) % 28 < 18);
        for first in firsts {
            for second in &seconds {
                let expected = theirs::compose(first, *second);
                assert_eq!(compose(first, *second), expected, "{first:?} {second:?}");
            }
        }
    }
}
