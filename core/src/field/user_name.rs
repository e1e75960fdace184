//! The user name: A–Z and single spaces, 1 to 104 characters (manual, STEP1 no. 1).

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{
    Checked, Converted, Field, Typed, bad_characters, character, legible, replaceable, scan,
    too_long, transliteration, width,
};
use crate::code::Code;
use crate::error::NotCanonical;
use crate::normal;
use crate::personal::Personal;
use crate::problem::Notice;

/// A user name as the residence card and the passport's machine-readable line write it.
///
/// One word is allowed: some people have one name.
///
/// ```
/// use toroku::UserName;
/// let name = UserName::try_from("HOUMU TARO".to_string())?;
/// assert_eq!(name.as_str(), "HOUMU TARO");
/// assert!(UserName::try_from("houmu taro".to_string()).is_err());
/// # Ok::<(), toroku::NotCanonical>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct UserName(Personal);

impl UserName {
    /// The most characters, spaces counted.
    pub const MAX_CHARS: u32 = 104;

    /// The name.
    pub fn as_str(&self) -> &str {
        self.0.expose()
    }

    /// Whether the check has nothing to say: two words or more, single spaces between.
    pub(crate) fn is_settled(text: &str) -> bool {
        let bytes = text.as_bytes();
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
        let (mut other, mut spaces, mut doubled) = (0, 0, 0);
        // Whether the byte before the word is a space; of the last word, which begins inside the one before
        // it, its own bytes tell.
        let (mut before, mut end) = (0, 0);
        let mut look = |word: u64, at: usize| {
            let space = scan::equal(word, b' ');
            other |= word | !(scan::between(word, b'A', b'Z') | space);
            spaces |= space;
            doubled |= space & (space << 8 | if at == end { before } else { 0 });
            (before, end) = (space >> 56, at + 8);
        };
        if bytes.len() < 8 {
            look(scan::short_word(bytes, b'A'), 0);
        } else {
            scan::each_word(bytes, look);
        }
        text.len() <= Self::MAX_CHARS as usize
            && (other | doubled) & scan::HIGH == 0
            && spaces != 0
            && *first != b' '
            && *last != b' '
    }

    /// The problem of a text that is not settled, where it is plain: printable ASCII, letters and signs that
    /// compose with nothing, and kanji.
    pub(crate) fn plain_problem(text: &str) -> Option<Code> {
        if text.is_empty() {
            return Some(Code::NameRequired);
        }
        let (mut has_letters, mut has_marks, mut has_others) = (false, false, false);
        // How long it would be with what stands for its letters and marks, and whether a space comes next.
        let (mut length, mut is_apart) = (0, false);
        for c in text.chars() {
            let count = match c {
                'A'..='Z' | 'a'..='z' => 1,
                ' ' => 0,
                '!'..='~' | '\u{A1}'..='\u{AC}' | '\u{AE}'..='\u{2FF}' => {
                    if let Some(letters) = transliteration::of_letter(c) {
                        has_letters = true;
                        letters.count()
                    } else if let Some(instead) = transliteration::of_mark(c) {
                        has_marks = true;
                        is_apart |= !instead.is_empty();
                        continue;
                    } else {
                        has_others = true;
                        1
                    }
                }
                '\u{4E00}'..='\u{9FFF}' => {
                    has_others = true;
                    1
                }
                _ => return None,
            };
            if count == 0 {
                is_apart = true;
            } else {
                length += count + usize::from(is_apart && length > 0);
                is_apart = false;
            }
        }
        let fits = (1..=Self::MAX_CHARS as usize).contains(&length);
        if has_others {
            Some(Code::NameChar)
        } else if has_letters || has_marks {
            let of_letter =
                if has_letters { Code::NameDiacritic } else { Code::NameHyphenApostrophe };
            Some(if fits { of_letter } else { Code::NameChar })
        } else {
            (length > Self::MAX_CHARS as usize).then_some(Code::NameTooLong)
        }
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
        let typed = match legible(typed, Field::UserName, Code::NameRequired) {
            Ok(typed) => typed,
            Err(problem) => return Checked::bad(problem),
        };
        if let Some(actual) = typed.cut_from {
            return Checked::bad(too_long(Code::NameTooLong, actual as usize, Self::MAX_CHARS));
        }
        let converted = convert(typed.text);
        let text = &*converted.text;
        if !text.bytes().all(is_allowed) {
            return Checked::bad(characters_problem(text));
        }
        if text.len() > Self::MAX_CHARS as usize {
            return Checked::bad(too_long(Code::NameTooLong, text.len(), Self::MAX_CHARS));
        }
        let single = (!text.contains(' ')).then(|| Notice::of(Code::NameSingleWord));
        converted.accept(Field::UserName, strict).noting(single)
    }

    /// Takes the text of a passed check.
    pub(crate) fn from_checked(text: Cow<'_, str>) -> Self {
        Self(text.into_owned().into())
    }
}

impl TryFrom<String> for UserName {
    type Error = NotCanonical;

    /// Accepts only the canonical form, to which nothing would be converted.
    fn try_from(text: String) -> Result<Self, NotCanonical> {
        let text = Personal::from(text);
        let checked = Self::check(Some(Typed { text: text.expose(), cut_from: None }), true);
        if checked.value.is_some() { Ok(Self(text)) } else { Err(NotCanonical(Field::UserName)) }
    }
}

// By hand: deriving it through `String` would leave a copy in memory.
impl Serialize for UserName {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl From<UserName> for String {
    fn from(name: UserName) -> Self {
        name.as_str().into()
    }
}

fn is_allowed(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte == b' '
}

/// Full-width to half-width, lower to upper case, runs of space to one, ends trimmed.
fn convert(text: &str) -> Converted<'_> {
    let canonical = text.bytes().all(is_allowed)
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.as_bytes().windows(2).any(|pair| pair == b"  ");
    if canonical {
        return Converted::untouched(text);
    }
    let (mut narrowed, mut raised, mut collapsed) = (false, false, false);
    let mut result = String::with_capacity(text.len());
    let mut pending_space = false;
    for c in text.chars() {
        let c = width::narrowed(c).inspect(|_| narrowed = true).unwrap_or(c);
        let is_space = c == ' ' || character::is_space(c);
        if is_space {
            collapsed |= pending_space || result.is_empty() || c != ' ';
            pending_space = true;
            continue;
        }
        if pending_space && !result.is_empty() {
            result.push(' ');
        }
        pending_space = false;
        raised |= c.is_ascii_lowercase();
        result.push(c.to_ascii_uppercase());
    }
    collapsed |= pending_space;
    let codes = [
        (narrowed, Code::NameWidthConverted),
        (raised, Code::NameLowercaseConverted),
        (collapsed, Code::NameSpaceCollapsed),
    ];
    let codes = codes.into_iter().filter(|(made, _)| *made).map(|(_, code)| code).collect();
    Converted { text: Cow::Owned(result), codes }
}

/// Names the characters and, where each has a known replacement, suggests the whole name.
fn characters_problem(text: &str) -> crate::problem::Problem {
    // A letter and its combining mark are one character to the applicant.
    let composed = normal::nfc(text);
    let forbidden: Vec<char> =
        composed.chars().filter(|c| !(c.is_ascii_uppercase() || *c == ' ')).collect();
    let Some(suggestion) = suggestion(&composed) else {
        return bad_characters(Code::NameChar, forbidden.into_iter());
    };
    let diacritic = forbidden.iter().copied().find(|c| transliteration::of_letter(*c).is_some());
    match (diacritic, forbidden.first()) {
        (Some(letter), _) => replaceable(Code::NameDiacritic, letter, suggestion),
        (None, Some(mark)) => replaceable(Code::NameHyphenApostrophe, *mark, suggestion),
        // Composing took away every forbidden character, which no mark on A–Z does.
        (None, None) => bad_characters(Code::NameChar, text.chars().filter(|c| !c.is_ascii())),
    }
}

fn suggestion(composed: &str) -> Option<String> {
    let mut rewritten = String::with_capacity(composed.len() + 8);
    for c in composed.chars() {
        if c.is_ascii_uppercase() || c == ' ' {
            rewritten.push(c);
        } else if let Some(letters) = transliteration::of_letter(c) {
            letters.push_to(&mut rewritten);
        } else {
            rewritten.push_str(transliteration::of_mark(c)?);
        }
    }
    let tidy = convert(&rewritten).text.into_owned();
    let fits = !tidy.is_empty() && tidy.len() <= UserName::MAX_CHARS as usize;
    fits.then_some(tidy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Checked<Cow<'_, str>> {
        UserName::check(Some(Typed { text, cut_from: None }), false)
    }

    fn suggestion_of(text: &str) -> (Code, Option<String>) {
        let problem = check(text).problem.unwrap();
        (problem.code(), problem.suggestion().map(|s| s.expose().into()))
    }

    #[test]
    fn the_manuals_names_pass_unchanged() {
        for name in ["HOUMU TARO", "HOUJMU TARO"] {
            let checked = check(name);
            assert!(matches!(checked.value, Some(Cow::Borrowed(text)) if text == name));
            assert!(checked.conversions.is_empty());
        }
    }

    #[test]
    fn conversions_are_made_and_told() {
        let checked = check("　ｈｏｕｍｕ　　Taro ");
        assert_eq!(checked.value.as_deref(), Some("HOUMU TARO"));
        assert_eq!(
            checked.conversions,
            [Code::NameWidthConverted, Code::NameLowercaseConverted, Code::NameSpaceCollapsed]
        );
    }

    #[test]
    fn suggestions_follow_the_passport() {
        let some = |text: &str| Some(String::from(text));
        assert_eq!(suggestion_of("JOSÉ"), (Code::NameDiacritic, some("JOSE")));
        assert_eq!(suggestion_of("JOSE\u{301}"), (Code::NameDiacritic, some("JOSE")));
        assert_eq!(suggestion_of("müller"), (Code::NameDiacritic, some("MUELLER")));
        assert_eq!(suggestion_of("O'BRIEN"), (Code::NameHyphenApostrophe, some("OBRIEN")));
        assert_eq!(suggestion_of("SMITH-JONES"), (Code::NameHyphenApostrophe, some("SMITH JONES")));
        assert_eq!(suggestion_of("NGUYỄN ĐỨC"), (Code::NameDiacritic, some("NGUYEN DUC")));
        assert_eq!(suggestion_of("法務 TARO"), (Code::NameChar, None));
        assert_eq!(suggestion_of("HOUMU 2"), (Code::NameChar, None));
    }

    #[test]
    fn length_is_counted_after_conversion() {
        let just = "A".repeat(104);
        assert!(check(&just).problem.is_none());
        assert!(check(&alloc::format!("  {just}  ")).problem.is_none());
        assert_eq!(check(&"A".repeat(105)).problem.unwrap().code(), Code::NameTooLong);
    }

    #[test]
    fn strict_policy_converts_nothing() {
        let checked = UserName::check(Some(Typed { text: "houmu", cut_from: None }), true);
        let problem = checked.problem.unwrap();
        assert_eq!(problem.code(), Code::TextNotConverted);
        assert_eq!(problem.suggestion().unwrap().expose(), "HOUMU");
    }
}
