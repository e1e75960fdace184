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

/// A bit for each code point of the Basic Multilingual Plane, made at build time from WHATWG's
/// `Shift_JIS` index; no character outside that plane is in CP932.
static TWO_BYTE: &[u8; 8192] = include_bytes!(concat!(env!("OUT_DIR"), "/two_byte.bin"));

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
        TWO_BYTE.get(code / 8).is_some_and(|byte| byte & (1 << (code % 8)) != 0)
    }

    /// Whether the check has nothing to say, by one pass: two-byte characters of three bytes in UTF-8, as
    /// all but Greek, Cyrillic and a few signs are, a full-width digit among them.
    pub(crate) fn is_settled(text: &str) -> bool {
        let (characters, rest) = text.as_bytes().as_chunks::<3>();
        if characters.len() > Self::MAX_CHARS as usize || !rest.is_empty() {
            return false;
        }
        let (mut in_all, mut in_any, mut writable, mut digits) = (0xFF, 0, 1, false);
        for character in characters {
            let [first, second, third] = character.map(usize::from);
            in_all &= first;
            in_any |= first;
            let code = (first & 0x0F) << 12 | (second & 0x3F) << 6 | (third & 0x3F);
            writable &= TWO_BYTE[code >> 3] >> (code & 7);
            digits |= code.wrapping_sub(0xFF10) < 10;
        }
        // 1110xxxx is the first byte of three, and of nothing else.
        let are_threes = in_all & 0xE0 == 0xE0 && in_any & 0x10 == 0;
        let space = "\u{3000}";
        are_threes
            && writable & 1 == 1
            && digits
            && !text.starts_with(space)
            && !text.ends_with(space)
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
