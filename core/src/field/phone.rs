//! The phone number: 1 to 12 digits (manual, STEP1 no. 6).
//!
//! The manual's own sample `123456789012` is in no numbering plan and passes: a number outside the
//! plan is a notice unless the policy makes it a problem.

use alloc::borrow::Cow;
use alloc::string::String;

use serde::{Deserialize, Serialize};

use super::{
    Checked, Converted, Field, Typed, bad_characters, character, legible, scan, too_long, width,
};
use crate::code::{Code, ParamName};
use crate::error::NotCanonical;
use crate::personal::Personal;
use crate::problem::{Notice, ParamValue, Problem};

/// A phone number of 1 to 12 digits.
///
/// ```
/// use toroku::Phone;
/// let phone = Phone::try_from("0312345678".to_string())?;
/// assert_eq!(phone.as_str(), "0312345678");
/// # Ok::<(), toroku::NotCanonical>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Phone(Personal);

/// Prefixes whose numbers are called free of charge or at a shared charge, and cannot be called back.
const UNREACHABLE: [&str; 3] = ["0120", "0570", "0800"];

impl Phone {
    /// The most digits.
    pub const MAX_CHARS: u32 = 12;

    /// The digits.
    pub fn as_str(&self) -> &str {
        self.0.expose()
    }

    /// Whether the digits have the form of a number in Japan's numbering plan: a geographic one (0AB–J,
    /// 10 digits), 050, 060, 070, 080 or 090 (11 digits), 0120 or 0570 (10), 0800 (11).
    pub fn is_in_plan(digits: &str) -> bool {
        match digits.as_bytes() {
            // No area code has 0 as its second digit; 0120 and 0570 have the length of these.
            [b'0', b'1'..=b'9', b'1'..=b'9', rest @ ..] => rest.len() == 7,
            [b'0', b'5'..=b'9', b'0', rest @ ..] => rest.len() == 8,
            _ => false,
        }
    }

    /// Whether the check has nothing to say: digits of the plan that can be called back.
    #[expect(
        clippy::needless_bitwise_bool,
        reason = "a branch here would be guessed wrongly too often"
    )]
    pub(crate) fn is_settled(text: &str) -> bool {
        let bytes = text.as_bytes();
        let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) else {
            return false;
        };
        let [one, two, three, four, ..] = *first;
        let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
        let digits = scan::between(first, b'0', b'9') & scan::between(last, b'0', b'9');
        let not_ascii = (first | last) & scan::HIGH;
        // As in `is_in_plan`, without a branch: numbers of either length come in no order.
        let geographic = (bytes.len() == 10) & (two >= b'1') & (three >= b'1');
        let other = (bytes.len() == 11) & (two >= b'5') & (three == b'0');
        let prefix = [one, two, three, four];
        let unreachable =
            UNREACHABLE.iter().fold(false, |any, known| any | (known.as_bytes() == prefix));
        (digits == scan::HIGH)
            & (not_ascii == 0)
            & (one == b'0')
            & (geographic | other)
            & !unreachable
    }

    /// The problem of a text that is not settled, where it is plain.
    pub(crate) fn plain_problem(text: &str) -> Option<Code> {
        let bytes = text.as_bytes();
        if bytes.is_empty() {
            return Some(Code::PhoneRequired);
        }
        if !bytes.iter().all(u8::is_ascii_graphic) {
            return None;
        }
        // Signs may be separators; no letter is.
        let (has_letters, are_digits) =
            bytes.iter().fold((false, true), |(letters, digits), byte| {
                (letters | byte.is_ascii_alphabetic(), digits & byte.is_ascii_digit())
            });
        let is_long = are_digits && bytes.len() > Self::MAX_CHARS as usize;
        has_letters.then_some(Code::PhoneChar).or(is_long.then_some(Code::PhoneTooLong))
    }

    pub(crate) fn check(
        typed: Option<Typed<'_>>,
        strict: bool,
        plan_required: bool,
    ) -> Checked<Cow<'_, str>> {
        if let Some(typed) = typed
            && Self::is_settled(typed.text)
        {
            return Checked::good(Cow::Borrowed(typed.text));
        }
        Self::check_slowly(typed, strict, plan_required)
    }

    pub(super) fn check_slowly(
        typed: Option<Typed<'_>>,
        strict: bool,
        plan_required: bool,
    ) -> Checked<Cow<'_, str>> {
        let typed = match legible(typed, Field::Phone, Code::PhoneRequired) {
            Ok(typed) => typed,
            Err(problem) => return Checked::bad(problem),
        };
        if let Some(actual) = typed.cut_from {
            return Checked::bad(too_long(Code::PhoneTooLong, actual as usize, Self::MAX_CHARS));
        }
        let converted = convert(typed.text);
        let digits = &*converted.text;
        if digits.is_empty() {
            return Checked::bad(Problem::of(Code::PhoneRequired));
        }
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            let others = digits.chars().filter(|c| !c.is_ascii_digit());
            return Checked::bad(bad_characters(Code::PhoneChar, others));
        }
        if digits.len() > Self::MAX_CHARS as usize {
            return Checked::bad(too_long(Code::PhoneTooLong, digits.len(), Self::MAX_CHARS));
        }
        let in_plan = Self::is_in_plan(digits);
        if plan_required && !in_plan {
            return Checked::bad(Problem::of(Code::PhoneNotInPlan));
        }
        let notice = if in_plan {
            UNREACHABLE.into_iter().find(|prefix| digits.starts_with(prefix)).map(|prefix| {
                let prefix = ParamValue::Text(prefix.into());
                Notice::of(Code::PhoneUnreachable).with(ParamName::Prefix, prefix)
            })
        } else {
            Some(Notice::of(Code::PhoneNotInPlan))
        };
        converted.accept(Field::Phone, strict).noting(notice)
    }

    pub(crate) fn from_checked(text: Cow<'_, str>) -> Self {
        Self(text.into_owned().into())
    }
}

impl TryFrom<String> for Phone {
    type Error = NotCanonical;

    /// Accepts only the canonical form: digits alone.
    fn try_from(text: String) -> Result<Self, NotCanonical> {
        let text = Personal::from(text);
        let checked = Self::check(Some(Typed { text: text.expose(), cut_from: None }), true, false);
        if checked.value.is_some() { Ok(Self(text)) } else { Err(NotCanonical(Field::Phone)) }
    }
}

// By hand: deriving it through `String` would leave a copy in memory.
impl Serialize for Phone {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.as_str().into()
    }
}

/// Full-width to half-width, separators removed, `+81` to `0`.
fn convert(text: &str) -> Converted<'_> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Converted::untouched(text);
    }
    let (mut narrowed, mut separated) = (false, false);
    let mut result = String::with_capacity(text.len());
    for c in text.chars() {
        // Before narrowing, which does not know the long vowel mark and the dashes beside U+FF0D.
        if character::is_dash(c)
            || character::is_space(c)
            || matches!(c, ' ' | '(' | ')' | '（' | '）')
        {
            separated = true;
            continue;
        }
        result.push(width::narrowed(c).inspect(|_| narrowed = true).unwrap_or(c));
    }
    let mut codes = alloc::vec::Vec::new();
    if narrowed {
        codes.push(Code::PhoneWidthConverted);
    }
    if separated {
        codes.push(Code::PhoneSeparatorRemoved);
    }
    if let Some(national) = result.strip_prefix("+81") {
        // `+81 (0)3 …` is written too: the trunk 0 is there already.
        let trunk = if national.starts_with('0') { "" } else { "0" };
        result = [trunk, national].concat();
        codes.push(Code::PhoneCountryConverted);
    }
    Converted { text: Cow::Owned(result), codes }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Checked<Cow<'_, str>> {
        Phone::check(Some(Typed { text, cut_from: None }), false, false)
    }

    #[test]
    fn the_manuals_numbers_pass() {
        assert!(check("0312345678").notices.is_empty());
        assert_eq!(check("123456789012").notices[0].code(), Code::PhoneNotInPlan);
        assert_eq!(check("123456789012").value.as_deref(), Some("123456789012"));
    }

    #[test]
    fn what_people_write_is_converted() {
        for (text, digits) in [
            ("03-1234-5678", "0312345678"),
            ("(03) 1234-5678", "0312345678"),
            ("０３ー１２３４ー５６７８", "0312345678"),
            ("+81 3-1234-5678", "0312345678"),
            ("＋８１（０）９０−１２３４−５６７８", "09012345678"),
            ("090\u{A0}1234\u{3000}5678", "09012345678"),
        ] {
            let checked = check(text);
            assert_eq!(checked.value.as_deref(), Some(digits), "{text}");
            assert!(!checked.conversions.is_empty());
        }
    }

    #[test]
    fn other_countries_letters_and_length_are_problems() {
        assert_eq!(check("+1 555 0100").problem.unwrap().code(), Code::PhoneChar);
        assert_eq!(check("03-1234-567O").problem.unwrap().code(), Code::PhoneChar);
        assert_eq!(check("1234567890123").problem.unwrap().code(), Code::PhoneTooLong);
        assert_eq!(check("--").problem.unwrap().code(), Code::PhoneRequired);
    }

    #[test]
    fn the_plan_is_known() {
        for number in
            ["0312345678", "0120123456", "0570123456", "08001234567", "09012345678", "05012345678"]
        {
            assert!(Phone::is_in_plan(number), "{number}");
        }
        for number in [
            "031234567",
            "03123456789",
            "0901234567",
            "0012345678",
            "0201234567",
            "02012345678",
            "110",
        ] {
            assert!(!Phone::is_in_plan(number), "{number}");
        }
        assert_eq!(check("0120123456").notices[0].code(), Code::PhoneUnreachable);
    }
}
