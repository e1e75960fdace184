//! The street address: 1 to 80 characters that CP932 writes in two bytes (manual, STEP1 no. 5).

use alloc::string::String;
use core::iter::Peekable;
use core::str::Chars;

use super::text::{text_rule, text_value};
use super::{Findings, InFull, Text, collected, legible, quick, whole};
use crate::code::Code;
use crate::field::confirmed::Confirmed;
use crate::field::entered::Entered;
use crate::item::{Field, Item};
use crate::personal::Personal;
use crate::two_byte::is_two_byte;
use crate::typed::Typed;
use crate::{character, look_alike, width};

text_value! {
    /// A street address in full-width characters, as the counter system stores it.
    ///
    /// ```
    /// use toroku::StreetAddress;
    /// let street = StreetAddress::try_from("１－１－１　緑ヶ関ハイツ２０２号".to_string())?;
    /// assert_eq!(street.as_str().chars().count(), 16);
    /// # Ok::<(), toroku::NotCanonical>(())
    /// ```
    StreetAddress = check
}

impl StreetAddress {
    /// The most characters.
    pub const MAX_CHARS: u32 = 80;

    /// Whether CP932 (Windows code page 932, WHATWG's `Shift_JIS`) writes `c` in two bytes and reads those
    /// back as `c`.
    ///
    /// ```
    /// use toroku::StreetAddress;
    /// assert!(StreetAddress::is_two_byte('髙') && StreetAddress::is_two_byte('～'));
    /// assert!(!StreetAddress::is_two_byte('ｱ') && !StreetAddress::is_two_byte('𠮷'));
    /// ```
    pub fn is_two_byte(c: char) -> bool {
        is_two_byte(c)
    }
}

impl Confirmed {
    /// Town, street and house number.
    pub fn street_address(&self) -> &StreetAddress {
        &self.street_address
    }
}

pub(crate) struct Rule;

impl super::Rule for Rule {
    text_rule! { StreetAddress }

    #[inline]
    fn is_clean(entry: &Entered<'_>) -> bool {
        quick::street_address(entry.text(Item::StreetAddress))
    }

    fn check<'a>(entry: &Entered<'a>, findings: &mut impl Findings) -> Option<Text<'a>> {
        check(entry.typed(Item::StreetAddress), entry.is_strict(), findings)
    }

    fn notices(street: &StreetAddress, findings: &mut impl Findings) {
        notices(street.as_str().chars().any(is_digit), findings);
    }
}

fn check<'a>(
    typed: Option<Typed<'a>>,
    is_strict: bool,
    findings: &mut impl Findings,
) -> Option<Text<'a>> {
    let typed = legible(typed, Code::StreetRequired, findings)?;
    let text = whole(typed, Code::StreetTooLong, StreetAddress::MAX_CHARS, findings)?;
    let mut canonical = Canonical::of(text);
    let (mut count, mut has_digits) = (0, false);
    for c in &mut canonical {
        if !is_two_byte(c) {
            return of_characters(text, findings);
        }
        count += 1;
        has_digits |= is_digit(c);
    }
    if count > StreetAddress::MAX_CHARS as usize {
        return findings.too_long(Code::StreetTooLong, count, StreetAddress::MAX_CHARS);
    }
    let trimmed = text.trim_matches(character::is_any_space);
    let made = [
        (canonical.is_widened, Code::StreetWidthConverted),
        (canonical.has_dashes, Code::StreetDashConverted),
        (canonical.has_breaks, Code::StreetSpaceConverted),
        (trimmed.len() != text.len(), Code::StreetSpaceTrimmed),
    ];
    notices(has_digits, findings);
    findings.accept(text, &made, is_strict, || collected(text.len() * 3, Canonical::of(text)))
}

/// The text as it is registered, where it passes.
pub(crate) fn passing(text: &str) -> Option<Personal> {
    let mut found = InFull::new(Field::StreetAddress);
    check(Some(Typed::canonical(text)), false, &mut found).map(Personal::from)
}

fn notices(has_digits: bool, findings: &mut impl Findings) {
    if !has_digits {
        findings.notice(Code::StreetNoNumber, |notice| notice);
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
    if wide.is_none() && character::is_any_space(c) {
        let code =
            if is_break(c) { Code::StreetSpaceConverted } else { Code::StreetWidthConverted };
        return Some(('\u{3000}', code));
    }
    wide.map(|wide| (wide, Code::StreetWidthConverted))
}

/// A tab or a line end: white space that is no space of some width.
fn is_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Half-width to full-width, voiced marks composed, dashes to CP932's, tabs and line ends to spaces, ends trimmed;
/// and which of these were made so far.
#[derive(Clone)]
struct Canonical<I: Iterator<Item = char>> {
    characters: Peekable<I>,
    is_widened: bool,
    has_dashes: bool,
    has_breaks: bool,
}

impl<'a> Canonical<Chars<'a>> {
    fn of(text: &'a str) -> Self {
        let characters = text.trim_matches(character::is_any_space).chars().peekable();
        Self { characters, is_widened: false, has_dashes: false, has_breaks: false }
    }
}

impl<I: Iterator<Item = char>> Iterator for Canonical<I> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let c = self.characters.next()?;
        // Nearly every character is one that stays.
        if is_two_byte(c) {
            return Some(c);
        }
        let Some((converted, code)) = converted_character(c) else { return Some(c) };
        self.is_widened |= code == Code::StreetWidthConverted;
        self.has_dashes |= code == Code::StreetDashConverted;
        self.has_breaks |= code == Code::StreetSpaceConverted;
        if c == '\r' {
            // A line end of two characters is one.
            self.characters.next_if_eq(&'\n');
        }
        // Only a half-width kana takes a half-width mark: `ｶﾞ` is one character in another width.
        if !('\u{FF66}'..='\u{FF9D}').contains(&c) {
            return Some(converted);
        }
        let voiced = |mark: &char| {
            let mark = Some(*mark).filter(|mark| matches!(mark, '\u{FF9E}' | '\u{FF9F}'))?;
            width::voiced(converted, mark).filter(|both| is_two_byte(*both))
        };
        let composed = self.characters.peek().and_then(voiced);
        if composed.is_some() {
            self.characters.next();
        }
        composed.or(Some(converted))
    }
}

/// Names the characters and, where each looks like ones that are allowed, suggests the whole address.
fn of_characters<T>(text: &str, findings: &mut impl Findings) -> Option<T> {
    let canonical = Canonical::of(text);
    // Up to the last character that is no space.
    let (mut count, mut end) = (0, 0);
    let is_whole = rewrite(canonical.clone(), &mut |c| {
        count += 1;
        end = if c == '\u{3000}' { end } else { count };
    });
    let fits = (1..=StreetAddress::MAX_CHARS as usize).contains(&end);
    let mut forbidden = canonical.clone().filter(|c| !is_two_byte(*c));
    match forbidden.clone().next() {
        Some(first) if fits && is_whole => {
            findings.replaceable(Code::StreetNotLegacy, first, || {
                // Two-byte characters have three bytes at most.
                let mut suggestion = String::with_capacity(count * 3);
                rewrite(canonical, &mut |c| suggestion.push(c));
                suggestion.truncate(suggestion.trim_end_matches('\u{3000}').len());
                suggestion
            })
        }
        _ => findings.bad_characters(Code::StreetChar, forbidden.by_ref()),
    }
}

/// Gives the address with what CP932 does not have as what it looks like, without spaces at its beginning.
fn rewrite(mut canonical: Canonical<Chars<'_>>, give: &mut dyn FnMut(char)) -> bool {
    let kept = |_, c| is_two_byte(c).then_some(c);
    let mut is_begun = false;
    look_alike::rewrite(&mut canonical, kept, '\u{3000}', &mut |c| {
        is_begun |= c != '\u{3000}';
        if is_begun {
            give(c);
        }
    })
}
