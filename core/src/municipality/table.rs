//! The directory as the build script made it: read-only, nothing is built at run time.
//!
//! Entries, prefectures, districts and abolished municipalities are numbered from 0 in the order of the files in
//! `data/`; district 0 is none.

use alloc::string::String;
use core::ops::Range;

use super::code::Number;
use super::reading::{FIRST_KANA, FIRST_KANA_BYTE, SEAM};
use super::texts::Texts;
use crate::packed::PackedTexts;

/// A prefecture.
pub(super) struct PrefectureRow {
    pub(super) name: &'static str,
    pub(super) kana: &'static str,
    pub(super) english: &'static str,
    /// The search form of its reading.
    pub(super) form: &'static str,
    /// Its entries, which are next to each other.
    pub(super) entries: Range<usize>,
}

/// A designated city: a run of wards under one name.
#[derive(PartialEq, Eq)]
pub(super) struct City {
    /// The five digits of its code.
    pub(super) code: u16,
    pub(super) name: &'static str,
    /// Its wards, as entries.
    pub(super) wards: Range<usize>,
}

include!(concat!(env!("OUT_DIR"), "/municipality_table.rs"));

/// How many entries there are.
pub(super) const LEN: usize = CODES.len();

/// A byte by which most names of a prefecture differ: with it a record that has a full name is checked in half the time.
static NAME_KEYS: [u8; LEN] = {
    let mut keys = [0; LEN];
    let mut at = 0;
    while at < LEN {
        keys[at] = name_key(NAMES.get(at));
        at += 1;
    }
    keys
};

/// Made of the first two characters and the last two, which all names have.
const fn name_key(name: &str) -> u8 {
    let name = name.as_bytes();
    let (Some(first), Some(last)) = (name.first_chunk(), name.last_chunk()) else { return 0 };
    let mixed = number(*first) ^ number(*last).rotate_left(29);
    // The product's highest byte depends on all others.
    (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as u8
}

const fn number(characters: [u8; 6]) -> u64 {
    let mut bytes = [0; 8];
    bytes.split_at_mut(6).0.copy_from_slice(&characters);
    u64::from_be_bytes(bytes)
}

/// The entry of a prefecture that has the name, to the letter.
pub(super) fn entry_named(prefecture: usize, wanted: &str) -> Option<usize> {
    let entries = PREFECTURES[prefecture].entries.clone();
    memchr::memchr_iter(name_key(wanted), &NAME_KEYS[entries.clone()])
        .map(|at| entries.start + at)
        .find(|at| NAMES.get(*at) == wanted)
}

/// The entry of a prefecture that is called so, in the form names are compared in, with its district or without.
pub(super) fn entry_called(prefecture: usize, folded: &str) -> Option<usize> {
    let entries = PREFECTURES[prefecture].entries.clone();
    let is_it = |entry: usize, name: &str| {
        name == folded || folded.strip_prefix(district_of(entry)) == Some(name)
    };
    let mut others =
        others_of(&OTHER_NAMES_OF, &entries).map(|at| (at, usize::from(OTHER_NAMES_OF[at])));
    entries.clone().find(|entry| is_it(*entry, NAMES.get(*entry))).or_else(|| {
        others.find(|(at, entry)| is_it(*entry, OTHER_NAMES.get(*at))).map(|(_, entry)| entry)
    })
}

/// Which of the other names are of some entries next to each other: `of` says what each one is the name of.
pub(super) fn others_of(of: &[u16], entries: &Range<usize>) -> Range<usize> {
    let before = |end: usize| of.partition_point(|entry| usize::from(*entry) < end);
    before(entries.start)..before(entries.end)
}

/// The first two characters of each prefecture's name, which no two share: compared as one number each.
static PREFECTURE_KEYS: [u64; PREFECTURES.len()] = {
    let mut keys = [0; PREFECTURES.len()];
    let mut at = 0;
    while at < keys.len() {
        if let Some(first) = PREFECTURES[at].name.as_bytes().first_chunk() {
            keys[at] = number(*first);
        }
        at += 1;
    }
    keys
};

/// The prefecture whose name `text` begins with.
pub(super) fn prefecture_before(text: &str) -> Option<usize> {
    let key = number(*text.as_bytes().first_chunk()?);
    let at = PREFECTURE_KEYS.iter().position(|known| *known == key)?;
    text.starts_with(PREFECTURES[at].name).then_some(at)
}

/// The reading of an entry, with seams, and a space between a city and its ward.
pub(super) fn kana(entry: usize) -> String {
    let unpacked = |byte: u8| match byte {
        b' ' => ' ',
        b'|' => SEAM,
        _ => char::from_u32(u32::from(FIRST_KANA) + u32::from(byte - FIRST_KANA_BYTE))
            .expect("hiragana follow each other"),
    };
    let packed = KANA.get(entry);
    let mut kana = String::with_capacity(packed.len() * 3);
    kana.extend(packed.bytes().map(unpacked));
    kana
}

/// The name of an entry's district, empty where it is in none.
pub(super) fn district_of(entry: usize) -> &'static str {
    DISTRICT_NAMES.get(usize::from(DISTRICTS[entry]))
}

/// The name of the district that an abolished municipality was in, empty where it was in none.
pub(super) fn district_of_abolished(at: usize) -> &'static str {
    DISTRICT_NAMES.get(usize::from(ABOLISHED_DISTRICTS[at]))
}

/// The entry of a code, five digits or six with the right check digit.
pub(super) fn find_current(code: &[u8]) -> Option<usize> {
    let number = number_of(code)?;
    let prefecture = PREFECTURES.get(prefecture_of_code(number)?)?;
    let entries = prefecture.entries.clone();
    Some(entries.start + CODES[entries].binary_search(&number).ok()?)
}

/// The abolished municipality that had the code: the last one, since a village that became a town kept it.
pub(super) fn find_abolished(code: u16) -> Option<usize> {
    let last = ABOLISHED_CODES.partition_point(|known| *known <= code).checked_sub(1)?;
    (ABOLISHED_CODES[last] == code).then_some(last)
}

/// The abolished municipalities of a prefecture.
pub(super) fn abolished_of(prefecture: usize) -> Range<usize> {
    let before =
        |end: usize| ABOLISHED_CODES.partition_point(|code| prefecture_of_code(*code) < Some(end));
    before(prefecture)..before(prefecture + 1)
}

/// The entries in which the area of an abolished municipality is now.
pub(super) fn successors(abolished: usize) -> &'static [u16] {
    let only = &ABOLISHED_SUCCESSORS[abolished..=abolished];
    usize::from(only[0]).checked_sub(LEN).map_or(only, |list| {
        let [start, end] = [list, list + 1].map(|at| usize::from(SUCCESSOR_STARTS[at]));
        &SUCCESSOR_LISTS[start..end]
    })
}

/// The number of a code, five digits or six with the right check digit.
pub(super) fn number_of(code: &[u8]) -> Option<u16> {
    let (five, rest) = code.split_first_chunk::<5>()?;
    let number = Number::of(*five);
    u16::try_from(number.value).ok().filter(|_| number.is_followed_by(rest))
}

/// The prefecture that a code's first two digits stand for, if there is one of so low a number.
pub(super) fn prefecture_of_code(code: u16) -> Option<usize> {
    usize::from(code / 1000).checked_sub(1)
}
