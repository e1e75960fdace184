//! Canonical equivalence (Unicode Standard Annex 15, section 1.1), one character at a time, from tables that
//! the build makes.

use alloc::boxed::Box;
use alloc::vec::Vec;

use once_cell::race::OnceBox;

use crate::deflated;

/// The tables, deflated.
mod packed {
    include!(concat!(env!("OUT_DIR"), "/canonical.rs"));
}

/// Of each character that is the same as one or two others, in the order of the first.
struct Tables {
    wholes: Vec<u32>,
    firsts: Vec<u32>,
    /// 0 where it is the same as one.
    seconds: Vec<u32>,
    /// Those that are joined again, in the order of their parts.
    joined: Vec<u16>,
    /// Where each run of characters of one combining class begins.
    runs: Vec<u32>,
    classes: Vec<u8>,
}

/// Made at its first use: 30 KB.
fn tables() -> &'static Tables {
    static INFLATED: OnceBox<Tables> = OnceBox::new();
    INFLATED.get_or_init(|| {
        Box::new(Tables {
            wholes: deflated::numbers(packed::WHOLES),
            firsts: deflated::numbers(packed::FIRSTS),
            seconds: deflated::numbers(packed::SECONDS),
            joined: deflated::numbers(packed::JOINED),
            runs: deflated::numbers(packed::RUNS),
            classes: deflated::numbers(packed::CLASSES),
        })
    })
}

/// Before this character nothing is decomposed.
const FIRST: char = '\u{C0}';
/// Before this character nothing is a mark, and nothing joins the one before it.
const FIRST_MARK: char = '\u{300}';

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
    let (first, second) = (u32::from(first), u32::from(second));
    joined_syllable(first, second).or_else(|| joined(first, second)).map(character)
}

/// The canonical combining class: 0 for all that does not attach to the character before it.
pub(super) fn combining_class(c: char) -> u8 {
    if c < FIRST_MARK {
        return 0;
    }
    let Tables { runs, classes, .. } = tables();
    let runs = runs.partition_point(|first| *first <= u32::from(c));
    runs.checked_sub(1).map_or(0, |at| classes[at])
}

/// The one or two characters that a character stands for, by one step.
fn parts(whole: u32) -> Option<(u32, Option<u32>)> {
    if whole < u32::from(FIRST) {
        return None;
    }
    syllable_parts(whole).or_else(|| {
        let Tables { wholes, firsts, seconds, .. } = tables();
        let at = wholes.binary_search(&whole).ok()?;
        Some((firsts[at], Some(seconds[at]).filter(|second| *second > 0)))
    })
}

fn joined(first: u32, second: u32) -> Option<u32> {
    let Tables { wholes, firsts, seconds, joined, .. } = tables();
    let parts = |at: &u16| (firsts[usize::from(*at)], seconds[usize::from(*at)]);
    let found = joined.binary_search_by_key(&(first, second), parts).ok()?;
    Some(wholes[usize::from(joined[found])])
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
