//! The parts of the directory that a record with codes needs, as the build script made them; `directory.rs` has the
//! names.
//!
//! Entries, prefectures, districts and abolished municipalities are numbered from 0 in the order of the files in
//! `data/`; district 0 is none.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::ops::Range;

use once_cell::race::OnceBox;

use super::code::Number;
use crate::deflated;

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

/// The five digits of each entry's code, made at their first use: 4 KB.
pub(super) fn codes() -> &'static [u16] {
    static INFLATED: OnceBox<Vec<u16>> = OnceBox::new();
    INFLATED.get_or_init(|| Box::new(deflated::numbers(CODES)))
}

/// A byte by which most names of a prefecture differ, of the first two characters and the last two, which all names
/// have.
pub(super) fn name_key(name: &str) -> u8 {
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

/// The entry of a code, five digits or six with the right check digit.
pub(super) fn find_current(code: &[u8]) -> Option<usize> {
    let number = number_of(code)?;
    let prefecture = PREFECTURES.get(prefecture_of_code(number)?)?;
    let entries = prefecture.entries.clone();
    Some(entries.start + codes()[entries].binary_search(&number).ok()?)
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
