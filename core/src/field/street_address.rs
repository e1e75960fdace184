//! The street address: 1 to 80 characters that CP932 writes in two bytes (manual, STEP1 no. 5).

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{
    Checked, Converted, Field, Typed, bad_characters, character, kanji_variant, legible,
    replaceable, too_long, width,
};
use crate::code::Code;
use crate::error::NotCanonical;
use crate::normal;
use crate::personal::Personal;
use crate::problem::{Notice, Problem};

/// A street address in full-width characters, as the counter system stores it.
///
/// ```
/// use toroku::StreetAddress;
/// let street = StreetAddress::try_from("１－１－１　緑ヶ関ハイツ２０２号".to_string())?;
/// assert_eq!(street.as_str().chars().count(), 16);
/// # Ok::<(), toroku::NotCanonical>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct StreetAddress(Personal);

/// A bit for each code point of the Basic Multilingual Plane, sixty-four in a row, made at build time from
/// WHATWG's `Shift_JIS` index; no character outside that plane is in CP932.
static TWO_BYTE: [u64; 1024] = {
    let (rows, rest) = include_bytes!(concat!(env!("OUT_DIR"), "/two_byte.bin")).as_chunks::<8>();
    assert!(rows.len() == 1024 && rest.is_empty());
    let mut table = [0; 1024];
    let mut at = 0;
    while at < table.len() {
        table[at] = u64::from_le_bytes(rows[at]);
        at += 1;
    }
    table
};

impl StreetAddress {
    /// The most characters.
    pub const MAX_CHARS: u32 = 80;

    /// The address.
    pub fn as_str(&self) -> &str {
        self.0.expose()
    }

    /// Whether CP932 (Windows code page 932, WHATWG's `Shift_JIS`) writes `c` in two bytes and reads those
    /// back as `c`.
    ///
    /// ```
    /// use toroku::StreetAddress;
    /// assert!(StreetAddress::is_two_byte('髙') && StreetAddress::is_two_byte('～'));
    /// assert!(!StreetAddress::is_two_byte('ｱ') && !StreetAddress::is_two_byte('𠮷'));
    /// ```
    pub fn is_two_byte(c: char) -> bool {
        let code = u32::from(c) as usize;
        TWO_BYTE.get(code / 64).is_some_and(|row| row & (1 << (code % 64)) != 0)
    }

    /// Whether the check has nothing to say, by one pass without a branch: 4 to 80 two-byte characters of
    /// three bytes in UTF-8, as all but Greek, Cyrillic and a few signs are, a full-width digit among them.
    #[expect(clippy::cast_possible_truncation, reason = "a row has 10 bits, a column 6")]
    pub(crate) fn is_settled(text: &str) -> bool {
        /// In UTF-8.
        const SPACE: &[u8; 3] = &[0xE3, 0x80, 0x80];
        let bytes = text.as_bytes();
        let Some(last) = bytes.last_chunk::<FOUR>() else { return false };
        if bytes.len() > 3 * Self::MAX_CHARS as usize || !bytes.len().is_multiple_of(3) {
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

    /// The problem of a text that is not settled, where it is plain.
    pub(crate) fn plain_problem(text: &str) -> Option<Code> {
        if text.is_empty() {
            return Some(Code::StreetRequired);
        }
        let (mut count, mut replaceable, mut others) = (0, false, false);
        for c in text.chars() {
            count += 1;
            if Self::is_two_byte(c) {
                continue;
            }
            // Voiced marks may become one with the character before them.
            if matches!(c, '\u{3099}' | '\u{309A}' | '\u{FF9E}' | '\u{FF9F}') {
                return None;
            }
            if character::is_invisible(c) {
                return Some(Code::TextInvisible);
            }
            if converted_character(c).is_none() {
                let is_replaceable = !others && replacement(c).is_some();
                replaceable |= is_replaceable;
                others |= !is_replaceable;
            }
        }
        if others {
            return Some(Code::StreetChar);
        }
        let fits = count <= Self::MAX_CHARS;
        (replaceable && fits).then_some(Code::StreetNotLegacy)
    }

    pub(crate) fn check(typed: Option<Typed<'_>>, strict: bool) -> Checked<Cow<'_, str>> {
        if let Some(typed) = typed
            && Self::is_settled(typed.text)
        {
            return Checked::good(Cow::Borrowed(typed.text));
        }
        Self::check_slowly(typed, strict)
    }

    pub(super) fn check_slowly(typed: Option<Typed<'_>>, strict: bool) -> Checked<Cow<'_, str>> {
        let typed = match legible(typed, Field::StreetAddress, Code::StreetRequired) {
            Ok(typed) => typed,
            Err(problem) => return Checked::bad(problem),
        };
        if let Some(actual) = typed.cut_from {
            return Checked::bad(too_long(Code::StreetTooLong, actual as usize, Self::MAX_CHARS));
        }
        let converted = convert(typed.text);
        let text = &*converted.text;
        let (mut count, mut numbered) = (0usize, false);
        for c in text.chars() {
            if !Self::is_two_byte(c) {
                return Checked::bad(characters_problem(text));
            }
            count += 1;
            numbered |= is_digit(c);
        }
        if count > Self::MAX_CHARS as usize {
            return Checked::bad(too_long(Code::StreetTooLong, count, Self::MAX_CHARS));
        }
        let notice = (!numbered).then(|| Notice::of(Code::StreetNoNumber));
        converted.accept(Field::StreetAddress, strict).noting(notice)
    }

    pub(crate) fn from_checked(text: Cow<'_, str>) -> Self {
        Self(text.into_owned().into())
    }
}

impl TryFrom<String> for StreetAddress {
    type Error = NotCanonical;

    /// Accepts only the canonical form: two-byte characters alone, no space at the ends.
    fn try_from(text: String) -> Result<Self, NotCanonical> {
        let text = Personal::from(text);
        let checked = Self::check(Some(Typed { text: text.expose(), cut_from: None }), true);
        if checked.value.is_some() {
            Ok(Self(text))
        } else {
            Err(NotCanonical(Field::StreetAddress))
        }
    }
}

// By hand: deriving it through `String` would leave a copy in memory.
impl Serialize for StreetAddress {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl From<StreetAddress> for String {
    fn from(street: StreetAddress) -> Self {
        street.as_str().into()
    }
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

/// A digit, in kanji too (三丁目).
fn is_digit(c: char) -> bool {
    matches!(c, '０'..='９' | '①'..='⑳' | '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// What `c` is written as in CP932 when its width or its dash is not CP932's; no change of meaning.
fn converted_character(c: char) -> Option<(char, Code)> {
    let dash = match c {
        // CP932 has U+FF0D, U+2010 and U+2015 and reads the neighbours as these.
        '-' | '\u{2212}' | '\u{2013}' | '\u{FE63}' => Some('\u{FF0D}'),
        '\u{2011}' => Some('\u{2010}'),
        '\u{2014}' | '\u{FE58}' => Some('\u{2015}'),
        _ => None,
    };
    if let Some(dash) = dash {
        let code = if c == '-' { Code::StreetWidthConverted } else { Code::StreetDashConverted };
        return Some((dash, code));
    }
    let wide = width::widened(c).or_else(|| width::widened_katakana(c));
    let wide = wide.or_else(|| (c != '\u{3000}' && character::is_space(c)).then_some('\u{3000}'));
    wide.map(|wide| (wide, Code::StreetWidthConverted))
}

/// Half-width to full-width, voiced marks composed, dashes to CP932's, ends trimmed.
fn convert(text: &str) -> Converted<'_> {
    let is_space = |c| c == ' ' || character::is_space(c);
    let trimmed = text.trim_matches(is_space);
    let mut codes = Vec::new();
    if !trimmed.chars().any(|c| converted_character(c).is_some()) {
        if trimmed.len() != text.len() {
            codes.push(Code::StreetSpaceTrimmed);
        }
        return Converted { text: Cow::Borrowed(trimmed), codes };
    }
    let (mut widened, mut dashed) = (false, false);
    let mut result = String::with_capacity(trimmed.len() * 3);
    let mut characters = trimmed.chars().peekable();
    while let Some(c) = characters.next() {
        let Some((converted, code)) = converted_character(c) else {
            result.push(c);
            continue;
        };
        widened |= code == Code::StreetWidthConverted;
        dashed |= code == Code::StreetDashConverted;
        // Only a half-width kana takes a half-width mark: `ｶﾞ` is one character in another width.
        let is_half_kana = ('\u{FF66}'..='\u{FF9D}').contains(&c);
        let composed = characters.peek().filter(|_| is_half_kana).and_then(|mark| {
            let half_mark = matches!(mark, '\u{FF9E}' | '\u{FF9F}');
            if half_mark { width::voiced(converted, *mark) } else { None }
        });
        if composed.is_some_and(StreetAddress::is_two_byte) {
            characters.next();
            result.extend(composed);
        } else {
            result.push(converted);
        }
    }
    if widened {
        codes.push(Code::StreetWidthConverted);
    }
    if dashed {
        codes.push(Code::StreetDashConverted);
    }
    if trimmed.len() != text.len() {
        codes.push(Code::StreetSpaceTrimmed);
    }
    Converted { text: Cow::Owned(result), codes }
}

/// Names the characters and, where each has a known replacement, suggests the whole address.
fn characters_problem(text: &str) -> Problem {
    let forbidden = || text.chars().filter(|c| !StreetAddress::is_two_byte(*c));
    match (suggestion(text), forbidden().next()) {
        (Some(suggestion), Some(first)) => replaceable(Code::StreetNotLegacy, first, suggestion),
        _ => bad_characters(Code::StreetChar, forbidden()),
    }
}

fn suggestion(text: &str) -> Option<String> {
    let mut rewritten: Vec<char> = Vec::with_capacity(text.len());
    for c in text.chars() {
        if StreetAddress::is_two_byte(c) {
            rewritten.push(c);
        } else if let Some(composed) = rewritten.last().and_then(|kana| width::voiced(*kana, c)) {
            // A decomposed `か` + U+3099, as some file systems write it.
            rewritten.pop();
            rewritten.push(composed);
        } else {
            rewritten.push(replacement(c)?);
        }
    }
    let fits = rewritten.len() <= StreetAddress::MAX_CHARS as usize;
    let writable = rewritten.iter().all(|c| StreetAddress::is_two_byte(*c));
    (fits && writable).then(|| rewritten.into_iter().collect())
}

/// The CP932 character that people use for `c`.
fn replacement(c: char) -> Option<char> {
    if let Some(usual) = kanji_variant::usual(c) {
        return Some(usual);
    }
    // A compatibility ideograph is its unified one; a Latin letter loses its marks.
    let unified = normal::unified(c).filter(|unified| StreetAddress::is_two_byte(*unified));
    unified.or_else(|| normal::unmarked(c).and_then(width::widened))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Checked<Cow<'_, str>> {
        StreetAddress::check(Some(Typed { text, cut_from: None }), false)
    }

    #[test]
    fn the_manuals_addresses_pass_converted() {
        let checked = check("1-1-1 緑ヶ関ハイツ202号");
        assert_eq!(checked.value.as_deref(), Some("１－１－１　緑ヶ関ハイツ２０２号"));
        assert_eq!(checked.conversions, [Code::StreetWidthConverted]);
        assert!(check("1-1-1 森ヶ岡ハイツ202号").problem.is_none());
    }

    #[test]
    fn half_width_kana_is_composed() {
        assert_eq!(check("ｶﾞﾊﾟｱﾞ1").value.as_deref(), Some("ガパア゛１"));
    }

    #[test]
    fn dashes_are_cp932s() {
        let checked = check("１−２–３—４‐５ー６");
        assert_eq!(checked.value.as_deref(), Some("１－２－３―４‐５ー６"));
        assert_eq!(checked.conversions, [Code::StreetDashConverted]);
    }

    #[test]
    fn nothing_is_unified() {
        // U+FA19 is in CP932 and differs from U+795E, to which NFC would change it.
        assert_eq!(check("\u{FA19}田１").value.as_deref(), Some("\u{FA19}田１"));
        assert_eq!(check("髙﨑１").value.as_deref(), Some("髙﨑１"));
    }

    #[test]
    fn replacements_are_suggested_never_made() {
        let suggestion_of = |text| {
            let problem = check(text).problem.unwrap();
            (problem.code(), problem.suggestion().map(|s| String::from(s.expose())))
        };
        let some = |text: &str| Some(String::from(text));
        assert_eq!(suggestion_of("𠮷田町１"), (Code::StreetNotLegacy, some("吉田町１")));
        assert_eq!(suggestion_of("１〜２"), (Code::StreetNotLegacy, some("１～２")));
        assert_eq!(suggestion_of("Café 1"), (Code::StreetNotLegacy, some("Ｃａｆｅ　１")));
        assert_eq!(suggestion_of("か\u{3099}１"), (Code::StreetNotLegacy, some("が１")));
        assert_eq!(suggestion_of("１丁目😀"), (Code::StreetChar, None));
    }

    #[test]
    fn length_and_number_are_told() {
        assert!(check(&"一".repeat(80)).problem.is_none());
        assert_eq!(check(&"一".repeat(81)).problem.unwrap().code(), Code::StreetTooLong);
        assert_eq!(check("緑ヶ丘").notices[0].code(), Code::StreetNoNumber);
        assert!(check("緑ヶ丘三丁目").notices.is_empty());
    }
}
