//! The directory as the build script made it: read-only, nothing is built at run time.

use alloc::string::String;
use core::ops::Range;

use super::code::Number;
use super::reading::SEAM;
use crate::texts::part;

/// A designated city: a run of wards under one name.
#[derive(PartialEq, Eq)]
pub(super) struct City {
    /// The five digits of its code.
    pub(super) code: u16,
    pub(super) wards: (u16, u16),
}

impl City {
    /// Its wards' names begin with it.
    pub(super) fn name(&self) -> &'static str {
        let first = usize::from(self.wards.0);
        name(first).split_at(usize::from(NAME_WARDS[first])).0
    }
}

include!(concat!(env!("OUT_DIR"), "/municipality_table.rs"));

/// A place of [`FULL_NAMES`] that no name has.
pub(super) const NO_NAME: u16 = 0xFFFF;

/// How many prefectures there are.
pub(super) const PREFECTURES: usize = PREFECTURE_STARTS.len() - 1;

/// How many entries there are.
pub(super) const LEN: usize = CODES.len();

/// The district of an entry that is in none, as every city and ward is.
pub(super) const NO_DISTRICT: u16 = 0xFFFF;

/// The highest bit of a successor: the rest is a place in the list of several.
const SEVERAL: u16 = 0x8000;

/// The name of a prefecture.
pub(super) fn prefecture_name(at: usize) -> &'static str {
    part(PREFECTURE_NAMES, &PREFECTURE_NAMES_STARTS, at, 0)
}

/// The reading of a prefecture's name in hiragana.
pub(super) fn prefecture_kana(at: usize) -> &'static str {
    part(PREFECTURE_KANA, &PREFECTURE_KANA_STARTS, at, 0)
}

/// The name of a prefecture in English.
pub(super) fn prefecture_english(at: usize) -> &'static str {
    part(PREFECTURE_ENGLISH, &PREFECTURE_ENGLISH_STARTS, at, 0)
}

/// The search form of a prefecture's name.
pub(super) fn prefecture_form(at: usize) -> &'static str {
    part(PREFECTURE_FORMS, &PREFECTURE_FORMS_STARTS, at, 0)
}

/// The name of entry `at` within its prefecture.
pub(super) fn name(at: usize) -> &'static str {
    part(NAMES, &NAMES_STARTS, at, 1)
}

/// The reading of entry `at`, with seams, and a space between a city and its ward.
pub(super) fn kana(at: usize) -> String {
    let stored = &KANA[usize::from(KANA_STARTS[at])..usize::from(KANA_STARTS[at + 1])];
    let mut kana = String::with_capacity(stored.len() * 3);
    kana.extend(stored.iter().map(|byte| match byte {
        0 => SEAM,
        0xFF => ' ',
        byte => char::from_u32(u32::from('ぁ') - 1 + u32::from(*byte)).unwrap_or(SEAM),
    }));
    kana
}

/// The name of a district, empty for none.
pub(super) fn district_name(district: u16) -> &'static str {
    if district == NO_DISTRICT {
        return "";
    }
    part(DISTRICT_NAMES, &DISTRICT_NAMES_STARTS, usize::from(district), 1)
}

/// The entries of a prefecture, numbered from 0 here.
pub(super) fn entries_of(prefecture: usize) -> Range<usize> {
    usize::from(PREFECTURE_STARTS[prefecture])..usize::from(PREFECTURE_STARTS[prefecture + 1])
}

/// The districts a prefecture has, which are next to each other.
pub(super) fn districts_of(prefecture: usize) -> Range<usize> {
    usize::from(PREFECTURE_DISTRICTS[prefecture])..usize::from(PREFECTURE_DISTRICTS[prefecture + 1])
}

/// The name of an abolished municipality within its prefecture.
pub(super) fn abolished_name(at: usize) -> &'static str {
    part(ABOLISHED_NAMES, &ABOLISHED_NAMES_STARTS, at, 0)
}

/// The successors of an abolished municipality, as entries.
pub(super) fn successors(at: usize) -> &'static [u16] {
    let one = &ABOLISHED_SUCCESSORS[at];
    if one & SEVERAL == 0 {
        return core::slice::from_ref(one);
    }
    let list = &SEVERAL_SUCCESSORS[usize::from(one & !SEVERAL)..];
    &list[1..=usize::from(list[0])]
}

/// The entry of a code, five digits or six with the right check digit: as many entries stand before it as bits
/// before its own.
pub(super) fn find_current(code: &[u8]) -> Option<usize> {
    let number = current(code)?.value;
    let (word, bit) = (number / 64, 1 << (number % 64));
    let before = (CODE_BITS[word] & (bit - 1)).count_ones() as usize;
    Some(usize::from(CODES_BEFORE[word]) + before)
}

/// Whether an entry has the code; by numbers alone.
pub(super) fn is_current(code: &[u8]) -> bool {
    current(code).is_some()
}

fn current(code: &[u8]) -> Option<Number> {
    let (five, rest) = code.split_first_chunk::<5>()?;
    let number = Number::of(*five);
    let bits = CODE_BITS.get(number.value / 64).copied().unwrap_or(0);
    let has_entry = bits >> (number.value % 64) & 1 == 1;
    // A branch here would be guessed wrongly too often.
    (number.is_followed_by(rest) & has_entry).then_some(number)
}

/// The number of a code, five digits or six with the right check digit.
pub(super) fn number_of(code: &[u8]) -> Option<u16> {
    let (five, rest) = code.split_first_chunk::<5>()?;
    let number = Number::of(*five);
    u16::try_from(number.value).ok().filter(|_| number.is_followed_by(rest))
}

/// Where the prefecture of a code stands among the 47.
pub(super) fn prefecture_of(code: u16) -> usize {
    usize::from(code / 1000) - 1
}
