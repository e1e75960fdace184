//! The one exception to "a rule is written once": scans that see at once that a text is clean, as most are.
//!
//! A scan looks at eight bytes together and may fail to notice that a text is clean; then the rule decides.
//! It never calls a text clean about which the rule reports anything: a test in `check.rs` holds the two
//! together.
//! The scans take their limits and tables from the rules. They make the check of a whole valid record 8.8
//! times as quick (152 ns for 1,338 ns, on one core of an x86-64 virtual machine).
//!
//! Each test marks bytes of a word by their highest bit, which is free in ASCII. Where a rule is about
//! neighbours and ends, the marks are gathered as a bit for each byte of the text.

use time::Date;

use super::birth_year::{is_too_old, real_date};
use super::email_domain::likely_meant;
use super::phone_plan::is_area;
use super::{Email, StreetAddress, UserName};
use crate::two_byte::TWO_BYTE;

/// Whether the text is clean: two words or more, single spaces between.
#[inline]
pub(super) fn user_name(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
    let (mut other, mut spaces, mut doubled) = (0, 0, 0);
    // Whether the byte before the word is a space; of the last word, which begins inside the one before
    // it, its own bytes say.
    let (mut before, mut end) = (0, 0);
    let mut look = |word: u64, at: usize| {
        let space = equal(word, b' ');
        other |= word | !(between(word, b'A', b'Z') | space);
        spaces |= space;
        doubled |= space & (space << 8 | if at == end { before } else { 0 });
        (before, end) = (space >> 56, at + 8);
    };
    if bytes.len() < 8 {
        look(short_word(bytes, b'A'), 0);
    } else {
        each_word(bytes, look);
    }
    text.len() <= UserName::MAX_CHARS as usize
        && (other | doubled) & HIGH == 0
        && spaces != 0
        && *first != b' '
        && *last != b' '
}

/// Whether the text is clean, by one pass without a branch: 4 to 80 two-byte characters of
/// three bytes in UTF-8, as all but Greek, Cyrillic and a few signs are, a full-width digit among them.
#[expect(clippy::cast_possible_truncation, reason = "a row has 10 bits, a column 6")]
#[inline]
pub(super) fn street_address(text: &str) -> bool {
    /// In UTF-8.
    const SPACE: &[u8; 3] = &[0xE3, 0x80, 0x80];
    let bytes = text.as_bytes();
    let Some(last) = bytes.last_chunk::<FOUR>() else { return false };
    if bytes.len() > 3 * StreetAddress::MAX_CHARS as usize || !bytes.len().is_multiple_of(3) {
        return false;
    }
    let (mut unusual, mut writable) = (0, 1);
    let mut at = 0;
    while at < bytes.len() {
        // The last four once more, for those that are not among the others.
        let from = at.min(bytes.len() - FOUR);
        let Some(four) = bytes.get(from..).and_then(<[u8]>::first_chunk) else { break };
        let [first, second] = halves(four);
        // 1110xxxx is the first byte of three, and of nothing else.
        unusual |= (first ^ 0x0000_0000_E000_00E0) & 0x0000_0000_F000_00F0;
        unusual |= (second ^ 0x0000_00E0_0000_E000) & 0x0000_00F0_0000_F000;
        for character in [first, first >> 24, second >> 8, second >> 32] {
            let row = (character << 6 & 0x3C0 | character >> 8 & 0x3F) as usize;
            // Shifts count modulo 64, and the third byte is 10xxxxxx.
            writable &= TWO_BYTE[row].wrapping_shr((character >> 16) as u32);
        }
        at += FOUR;
    }
    unusual == 0
        && writable & 1 == 1
        && !bytes.starts_with(SPACE)
        && !bytes.ends_with(SPACE)
        // A house number mostly stands at the end.
        && (has_digit(last) || bytes.as_chunks().0.iter().any(has_digit))
}

/// Four characters of three bytes each.
const FOUR: usize = 12;

/// The first and the last eight bytes of four characters.
fn halves(four: &[u8; FOUR]) -> [u64; 2] {
    let half = |bytes: Option<&[u8; 8]>| u64::from_le_bytes(*bytes.expect("eight of twelve"));
    [half(four.first_chunk()), half(four.last_chunk()) >> 8]
}

/// Whether a full-width digit is among them.
fn has_digit(four: &[u8; FOUR]) -> bool {
    let [first, second] = halves(four);
    [first, first >> 24, second >> 8, second >> 32].into_iter().fold(false, |any, character| {
        // U+FF10 is EF BC 90.
        any | ((character & 0xFF_FFFF).wrapping_sub(0x90_BCEF).rotate_right(16) < 10)
    })
}

/// Whether the text is clean: digits of the plan that can be called back.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "a branch here would be guessed wrongly too often"
)]
#[inline]
pub(super) fn phone(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) else {
        return false;
    };
    let [one, two, three, four, ..] = *first;
    let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
    let digits = between(first, b'0', b'9') & between(last, b'0', b'9');
    let not_ascii = (first | last) & HIGH;
    // As in the plan, without a branch: numbers of either length come in no order.
    let geographic = (bytes.len() == 10) & is_area([two, three, four]);
    let other = (bytes.len() == 11) & (two >= b'5') & (three == b'0') & (four != b'0');
    (digits == HIGH) & (not_ascii == 0) & (one == b'0') & (geographic | other)
}

/// Whether the text is clean: the syntax holds with the signs that people use, no dot of the
/// local part stands at its end or beside another, and the domain is no slip.
#[inline]
pub(super) fn email(text: &str) -> bool {
    if text.len() > Email::MAX_CHARS as usize {
        return false;
    }
    let found = positions(text, |word| {
        let [at, dot, hyphen] = [b'@', b'.', b'-'].map(|sign| equal(word, sign));
        let sign = equal(word, b'_') | equal(word, b'+');
        ([at, dot, hyphen, sign], alphanumeric(word) | at | dot | hyphen | sign)
    });
    let Some([at, dot, hyphen, sign]) = found else { return false };
    let (all, last) = (all(text.len()), 1 << (text.len() - 1));
    if !at.is_power_of_two() {
        return false;
    }
    let domain = all & !(at | (at - 1));
    // No dot beside a dot or at an end of its part; in the domain, no hyphen beside those either.
    let ends = 1 | at >> 1 | at << 1 | last;
    let beside = dot << 1 | dot >> 1 | ends;
    (dot | at) & (1 | last) == 0
        && dot & beside == 0
        && hyphen & domain & beside == 0
        && sign & domain == 0
        && dot & domain != 0
        && likely_meant(&text.as_bytes()[at.trailing_zeros() as usize + 1..]).is_none()
}

/// Whether a date's texts are clean: three numbers in ASCII digits that make a day between the bounds. A year of
/// fewer than four digits is too long ago.
#[inline]
pub(super) fn date_of_birth([year, month, day]: [&str; 3], today: Date) -> bool {
    let number = |text: &str, digits: core::ops::RangeInclusive<usize>| {
        let is_number = digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| text.bytes().fold(0, |number, b| number * 10 + u16::from(b & 0x0F)))
    };
    let (Some(year), Some(month), Some(day)) =
        (number(year, 4..=4), number(month, 1..=2), number(day, 1..=2))
    else {
        return false;
    };
    real_date([year, month, day]).is_some_and(|date| date <= today && !is_too_old(date, today))
}

/// The highest bit of each byte: free in ASCII, and where the tests below put their answer.
const HIGH: u64 = 0x8080_8080_8080_8080;
const EACH: u64 = 0x0101_0101_0101_0101;

/// Marks the bytes between `first` and `last`.
const fn between(word: u64, first: u8, last: u8) -> u64 {
    let at_least = word.wrapping_add(EACH * (0x80 - first as u64));
    let above = word.wrapping_add(EACH * (0x7F - last as u64));
    at_least & !above & HIGH
}

/// Marks the bytes that are `byte`.
const fn equal(word: u64, byte: u8) -> u64 {
    let difference = word ^ (EACH * byte as u64);
    !difference.wrapping_add(EACH * 0x7F) & HIGH
}

/// Marks the letters of either case and the digits.
const fn alphanumeric(word: u64) -> u64 {
    between(word | (EACH * 0x20), b'a', b'z') | between(word, b'0', b'9')
}

/// Calls `look` with every eight bytes of a text of eight or more, and once more with the last eight where
/// some of them fill no word; with where in the text each word begins.
#[expect(clippy::inline_always, reason = "what `look` notes is to stay in registers")]
#[inline(always)]
fn each_word(bytes: &[u8], mut look: impl FnMut(u64, usize)) {
    // One place that calls it, or it would not be inlined.
    let mut at = 0;
    while at < bytes.len() {
        let from = at.min(bytes.len().saturating_sub(8));
        let Some(word) = bytes.get(from..).and_then(<[u8]>::first_chunk::<8>) else { break };
        look(u64::from_le_bytes(*word), from);
        at += 8;
    }
}

/// The bytes of a text shorter than eight in a word, the rest of it `filling`.
fn short_word(bytes: &[u8], filling: u8) -> u64 {
    let mut word = [filling; 8];
    for (to, from) in word.iter_mut().zip(bytes) {
        *to = *from;
    }
    u64::from_le_bytes(word)
}

/// For each of the classes that `mark` gives, in which bytes it is; the lowest bit is the first byte. The last
/// class is that of the bytes that may stand there at all.
///
/// `None` for what is not 8 to 63 bytes of these.
fn positions<const N: usize>(
    text: &str,
    mark: impl Fn(u64) -> ([u64; N], u64),
) -> Option<[u64; N]> {
    let bytes = text.as_bytes();
    if !(8..64).contains(&bytes.len()) {
        return None;
    }
    let mut found = [0; N];
    let mut at = 0;
    while at < bytes.len() {
        let from = at.min(bytes.len() - 8);
        let word = u64::from_le_bytes(*bytes.get(from..)?.first_chunk()?);
        let (marks, allowed) = mark(word);
        // An end in the middle keeps the compiler from doing two words at once, for which the multiplication
        // below has no instruction.
        if (word | !allowed) & HIGH != 0 {
            return None;
        }
        for (bits, marked) in found.iter_mut().zip(marks) {
            // Gathers the eight marks in the highest byte.
            *bits |= ((marked >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) << from;
        }
        at += 8;
    }
    Some(found)
}

/// Whether it is 8 bytes or more of printable ASCII without a space.
#[inline]
pub(super) fn is_graphic(text: &str) -> bool {
    let mut other = 0;
    each_word(text.as_bytes(), |word, _| other |= word | !between(word, b'!', b'~'));
    text.len() >= 8 && other & HIGH == 0
}

/// A bit for each byte of a text of `length` bytes, 63 at most.
const fn all(length: usize) -> u64 {
    (1 << length) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_marked_by_what_it_is() {
        for byte in 0..0x80u8 {
            let word = EACH * u64::from(byte);
            let marked = |is: bool| if is { HIGH } else { 0 };
            assert_eq!(alphanumeric(word), marked(byte.is_ascii_alphanumeric()), "{byte}");
            assert_eq!(between(word, b'A', b'Z'), marked(byte.is_ascii_uppercase()), "{byte}");
            assert_eq!(equal(word, b'@'), marked(byte == b'@'), "{byte}");
        }
    }

    #[test]
    fn positions_are_those_of_the_bytes() {
        let dots = |text: &str| positions(text, |word| ([equal(word, b'.')], HIGH));
        for text in ["a.b.c.d.", "a.b.c.d.e", ".......x........x", &".a".repeat(31)] {
            let expected = text.bytes().enumerate().filter(|(_, byte)| *byte == b'.');
            assert_eq!(dots(text), Some([expected.map(|(at, _)| 1 << at).sum()]), "{text}");
        }
        assert!(dots("a.b.c.d").is_none());
        assert!(dots("a.b.c.dé").is_none());
        assert!(dots(&"a".repeat(64)).is_none());
        assert!(positions("a.b.c.d.", |word| ([], equal(word, b'.'))).is_none());
    }

    #[test]
    fn graphic_is_what_shows() {
        assert!(is_graphic("a!~0.Z@_") && is_graphic(&"x".repeat(100)));
        for text in
            ["short", "a space in", "ending in space ", "caf\u{E9}s-and-bars", "del\u{7F}delete"]
        {
            assert!(!is_graphic(text), "{text}");
        }
    }
}
