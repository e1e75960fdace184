//! The directory as the build script made it: read-only, nothing is built at run time.

use alloc::string::String;
use core::ops::Range;

use super::reading::SEAM;

/// A designated city: a run of wards under one name.
pub(super) struct City {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) prefecture: u8,
    pub(super) wards: (u16, u16),
}

include!(concat!(env!("OUT_DIR"), "/municipality_table.rs"));

/// A place of [`FULL_NAMES`] that no name has.
pub(super) const NO_NAME: u16 = 0xFFFF;

/// How many entries there are.
pub(super) const LEN: usize = CODES.len();

/// The district of an entry that is in none, as every city and ward is.
pub(super) const NO_DISTRICT: u16 = 0xFFFF;

/// The highest bit of a successor: the rest is a place in the list of several.
const SEVERAL: u16 = 0x8000;

/// Part `at` of one text of many, without its separator.
pub(super) fn part(
    blob: &'static str,
    starts: &[u16],
    at: usize,
    separator: usize,
) -> &'static str {
    blob.get(usize::from(starts[at])..usize::from(starts[at + 1]) - separator)
        .expect("names begin and end at characters")
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

/// Where the entry of a five-digit code stands: as many entries are before it as bits before its own.
pub(super) fn find_current(code: [u8; 5]) -> Option<usize> {
    let (mut number, mut are_digits) = (0, true);
    for digit in code {
        are_digits &= digit.is_ascii_digit();
        number = number * 10 + usize::from(digit & 0x0F);
    }
    let (word, bit) = (number / 64, 1 << (number % 64));
    let bits = *CODE_BITS.get(word)?;
    let before = (bits & (bit - 1)).count_ones() as usize;
    (are_digits && bits & bit != 0).then(|| usize::from(CODES_BEFORE[word]) + before)
}

/// Whether an entry has the code, five digits or six with the right check digit; by numbers alone.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "a branch here would be guessed wrongly too often"
)]
pub(super) fn is_current(code: &[u8]) -> bool {
    let Some((five, check)) = code.split_first_chunk::<5>() else { return false };
    let (mut number, mut are_digits, mut sum) = (0, true, 0);
    for (digit, weight) in five.iter().zip([6, 5, 4, 3, 2]) {
        are_digits &= digit.is_ascii_digit();
        let value = usize::from(digit & 0x0F);
        number = number * 10 + value;
        sum += value * weight;
    }
    // The check digit of local government codes: what is missing to a multiple of 11, its last digit.
    let expected = b'0' + u8::try_from((11 - sum % 11) % 10).expect("one digit");
    let is_right = match *check {
        [] => true,
        [digit] => digit == expected,
        _ => false,
    };
    let bits = CODE_BITS.get(number / 64).copied().unwrap_or(0);
    are_digits & is_right & (bits >> (number % 64) & 1 == 1)
}

/// Where the five digits of a code stand in a list sorted by code.
pub(super) fn find_code(codes: &[[u8; 6]], digits: &[u8]) -> Option<usize> {
    let key = as_number(digits);
    codes.binary_search_by(|code| as_number(&code[..5]).cmp(&key)).ok()
}

/// Digits as one number that sorts as they do: one comparison a step instead of five.
fn as_number(digits: &[u8]) -> u64 {
    digits.iter().fold(0, |number, digit| number << 8 | u64::from(*digit))
}
