//! The directory as the build script made it: read-only, nothing is built at run time.

use alloc::string::String;
use core::ops::Range;

use super::code::Number;
use super::name_hash;
use super::reading::SEAM;
use crate::personal::part;
use crate::pieces::{PackedTexts, Pieces};
use crate::texts::{EVERY, Texts};

/// A designated city: a run of wards under one name.
#[derive(PartialEq, Eq)]
pub(super) struct City {
    /// The five digits of its code.
    pub(super) code: u16,
    pub(super) wards: (u16, u16),
    /// Where its name stands among the names of all entries, at the first of its wards, and the bytes of it.
    pub(super) name: (u16, u8),
    /// The same of the form that its reading is searched by.
    pub(super) form: (u16, u8),
}

impl City {
    pub(super) fn name(&self) -> &'static str {
        part(NAMES.all(), self.place(false))
    }

    /// Where its name stands among all names; of a reading, where it does among all forms.
    pub(super) fn place(&self, is_reading: bool) -> Range<usize> {
        let (start, length) = if is_reading { self.form } else { self.name };
        usize::from(start)..usize::from(start) + usize::from(length)
    }

    /// Its wards, as entries.
    pub(super) fn wards(&self) -> Range<usize> {
        usize::from(self.wards.0)..usize::from(self.wards.1)
    }
}

include!(concat!(env!("OUT_DIR"), "/municipality_table.rs"));

/// How many prefectures there are.
pub(super) const PREFECTURES: usize = PREFECTURE_STARTS.len() - 1;

/// How many entries there are.
pub(super) const LEN: usize = CODES.len();

/// How many abolished municipalities there are.
pub(super) const ABOLISHED: usize = ABOLISHED_SUCCESSORS.len();

/// In the place of a number of 8 bits: none, or one that stands in a list of its own.
const NONE: u8 = 0xFF;

/// The name of a prefecture.
pub(super) fn prefecture_name(at: usize) -> &'static str {
    PREFECTURE_NAMES.get(at)
}

/// The reading of a prefecture's name in hiragana.
pub(super) fn prefecture_kana(at: usize) -> &'static str {
    PREFECTURE_KANA.get(at)
}

/// The name of a prefecture in English.
pub(super) fn prefecture_english(at: usize) -> &'static str {
    PREFECTURE_ENGLISH.get(at)
}

/// The search form of a prefecture's name.
pub(super) fn prefecture_form(at: usize) -> &'static str {
    PREFECTURE_FORMS.get(at)
}

/// The name of entry `at` within its prefecture.
pub(super) fn name(at: usize) -> &'static str {
    NAMES.get(at)
}

/// The reading of entry `at`, with seams, and a space between a city and its ward.
pub(super) fn kana(at: usize) -> String {
    /// Set in the last byte of a reading.
    const LAST: u8 = 0x80;
    let (_, stored) = KANA.split_at(usize::from(KANA_STARTS[at / EVERY]));
    let reading =
        stored.split_inclusive(|byte| byte & LAST != 0).nth(at % EVERY).unwrap_or_default();
    let mut kana = String::with_capacity(reading.len() * 3);
    kana.extend(reading.iter().map(|byte| match byte & !LAST {
        0 => SEAM,
        0x7F => ' ',
        byte => char::from_u32(u32::from('ぁ') - 1 + u32::from(byte)).unwrap_or(SEAM),
    }));
    kana
}

/// The district of an entry; every city and ward is in none.
pub(super) fn district_of(entry: usize) -> Option<usize> {
    district(prefecture_of(entry), DISTRICTS[entry])
}

fn district(prefecture: usize, among_its: u8) -> Option<usize> {
    (among_its != NONE).then(|| districts_of(prefecture).start + usize::from(among_its))
}

/// The name of a district, empty for none.
pub(super) fn district_name(district: Option<usize>) -> &'static str {
    district.map_or("", |at| DISTRICT_NAMES.get(at))
}

/// The entries of a district, of which some may be: in the order of codes, not all next to each other.
pub(super) fn entries_in(district: usize) -> impl Iterator<Item = usize> {
    let prefecture = run_of(&PREFECTURE_DISTRICTS, district);
    let among_its = district - districts_of(prefecture).start;
    entries_of(prefecture).filter(move |entry| usize::from(DISTRICTS[*entry]) == among_its)
}

/// One of the runs that begin at `starts`, where the last one ends too.
fn run(starts: &[u16], at: usize) -> Range<usize> {
    usize::from(starts[at])..usize::from(starts[at + 1])
}

/// In which of the runs that begin at `starts` a place is.
fn run_of(starts: &[u16], place: usize) -> usize {
    starts.partition_point(|start| usize::from(*start) <= place) - 1
}

/// The entries of a prefecture, numbered from 0 here.
pub(super) fn entries_of(prefecture: usize) -> Range<usize> {
    run(&PREFECTURE_STARTS, prefecture)
}

/// The districts a prefecture has, which are next to each other.
pub(super) fn districts_of(prefecture: usize) -> Range<usize> {
    run(&PREFECTURE_DISTRICTS, prefecture)
}

/// The prefecture whose name `name` begins with.
pub(super) fn prefecture_named(name: &str) -> Option<usize> {
    let mut place = name_hash::place(name)?;
    loop {
        let at = PREFECTURE_PLACES[place];
        if at == NONE {
            return None;
        }
        if name.starts_with(prefecture_name(usize::from(at))) {
            return Some(usize::from(at));
        }
        place = (place + 1) % name_hash::PLACES;
    }
}

/// The entry of a prefecture that has the name, to the letter.
pub(super) fn entry_named(prefecture: usize, wanted: &str) -> Option<usize> {
    let entries = entries_of(prefecture);
    memchr::memchr_iter(name_hash::byte(wanted), &NAME_HASHES[entries.clone()])
        .map(|at| entries.start + at)
        .find(|at| name(*at) == wanted)
}

/// The abolished municipalities of a prefecture, numbered from 0 here.
pub(super) fn abolished_of(prefecture: usize) -> Range<usize> {
    run(&PREFECTURE_ABOLISHED, prefecture)
}

/// The prefecture that an abolished municipality was in.
pub(super) fn prefecture_of_abolished(at: usize) -> usize {
    run_of(&PREFECTURE_ABOLISHED, at)
}

/// The codes of a prefecture's abolished municipalities, in their order, in which one may stand twice.
fn abolished_codes(prefecture: usize) -> impl Iterator<Item = u16> {
    ABOLISHED_CODE_STEPS[abolished_of(prefecture)].iter().scan(
        ABOLISHED_FIRST_CODES[prefecture],
        |code, step| {
            *code += u16::from(*step);
            Some(*code)
        },
    )
}

/// The code that an abolished municipality had.
pub(super) fn abolished_code(at: usize) -> u16 {
    let prefecture = prefecture_of_abolished(at);
    let code = abolished_codes(prefecture).nth(at - abolished_of(prefecture).start);
    code.expect("a prefecture has a code for each of its abolished municipalities")
}

/// The abolished municipality that had the code: the last one, since a village that became a town kept it.
pub(super) fn find_abolished(code: u16) -> Option<usize> {
    let prefecture = find_prefecture(code)?;
    let known = abolished_of(prefecture).zip(abolished_codes(prefecture));
    known.filter(|(_, known)| *known == code).last().map(|(at, _)| at)
}

/// The district that an abolished municipality was in.
pub(super) fn district_of_abolished(at: usize) -> Option<usize> {
    district(prefecture_of_abolished(at), ABOLISHED_DISTRICTS[at])
}

/// Where the area of an abolished municipality is now.
#[derive(PartialEq, Eq)]
pub(super) enum Successors {
    One(usize),
    /// None, or more than one, or one of another prefecture.
    Listed(&'static [u16]),
}

impl Successors {
    pub(super) fn of(abolished: usize) -> Self {
        let among_its = ABOLISHED_SUCCESSORS[abolished];
        if among_its != NONE {
            let entries = entries_of(prefecture_of_abolished(abolished));
            return Self::One(entries.start + usize::from(among_its));
        }
        let mut lists = &OTHER_SUCCESSORS[..];
        loop {
            let [of, count, rest @ ..] = lists else { return Self::Listed(&[]) };
            let (list, rest) = rest.split_at(usize::from(*count));
            if usize::from(*of) == abolished {
                return Self::Listed(list);
            }
            lists = rest;
        }
    }

    pub(super) fn count(&self) -> usize {
        match self {
            Self::One(_) => 1,
            Self::Listed(list) => list.len(),
        }
    }

    /// One of them, as an entry.
    pub(super) fn at(&self, at: usize) -> usize {
        match self {
            Self::One(entry) => *entry,
            Self::Listed(list) => usize::from(list[at]),
        }
    }
}

/// The entry of a code, five digits or six with the right check digit: as many of its prefecture's stand before it as
/// bits before its own.
pub(super) fn find_current(code: &[u8]) -> Option<usize> {
    let number = number_of(code)?;
    let prefecture = find_prefecture(number)?;
    let (word, bit) = (usize::from(number % 1000 / 64), 1 << (number % 1000 % 64));
    let words = code_words(prefecture);
    let at = words.start + word;
    if at >= words.end || CODE_BITS[at] & bit == 0 {
        return None;
    }
    let before = (CODE_BITS[at] & (bit - 1)).count_ones() as usize;
    Some(entries_of(prefecture).start + usize::from(CODES_BEFORE[at]) + before)
}

/// The words of bits that tell a prefecture's codes.
fn code_words(prefecture: usize) -> Range<usize> {
    run(&PREFECTURE_CODES, prefecture)
}

/// The number of a code, five digits or six with the right check digit.
pub(super) fn number_of(code: &[u8]) -> Option<u16> {
    let (five, rest) = code.split_first_chunk::<5>()?;
    let number = Number::of(*five);
    u16::try_from(number.value).ok().filter(|_| number.is_followed_by(rest))
}

/// Where the prefecture of any number stands among the 47, if it has one.
fn find_prefecture(number: u16) -> Option<usize> {
    usize::from(number / 1000).checked_sub(1).filter(|at| *at < PREFECTURES)
}

/// The prefecture of an entry.
pub(super) fn prefecture_of(entry: usize) -> usize {
    prefecture_of_code(CODES[entry])
}

/// The prefecture of a code.
pub(super) fn prefecture_of_code(code: u16) -> usize {
    usize::from(code / 1000) - 1
}
