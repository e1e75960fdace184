//! The phone number: 1 to 12 digits (manual, STEP1 no. 6).
//!
//! The manual's own sample `123456789012` is in no numbering plan and passes: a number outside the
//! plan is a notice unless the policy makes it a problem.

use alloc::string::String;

use super::text::{text_rule, text_value};
use super::{Findings, Text, collected, legible, quick, whole};
use crate::code::{Code, ParamName};
use crate::field::confirmed::Confirmed;
use crate::field::entered::Entered;
use crate::item::Item;
use crate::problem::ParamValue;
use crate::typed::Typed;
use crate::{character, width};

text_value! {
    /// A phone number of 1 to 12 digits.
    ///
    /// ```
    /// use toroku::Phone;
    /// let phone = Phone::try_from("0312345678".to_string())?;
    /// assert_eq!(phone.as_str(), "0312345678");
    /// # Ok::<(), toroku::NotCanonical>(())
    /// ```
    Phone = check_out_of_plan
}

/// Prefixes whose numbers are called free of charge or at a shared charge, and cannot be called back.
pub(super) const UNREACHABLE: [&str; 3] = ["0120", "0570", "0800"];

impl Phone {
    /// The most digits.
    pub const MAX_CHARS: u32 = 12;

    /// Whether the digits have the form of a number in Japan's numbering plan: a geographic one (0AB–J,
    /// 10 digits), 050, 060, 070, 080 or 090 (11 digits), 0120 or 0570 (10), 0800 (11).
    pub fn is_in_plan(digits: &str) -> bool {
        is_in_plan(digits.as_bytes(), digits.len())
    }
}

impl Confirmed {
    /// The phone number.
    pub fn phone(&self) -> &Phone {
        &self.phone
    }
}

pub(crate) struct Rule;

impl super::Rule for Rule {
    text_rule! { Phone }

    #[inline]
    fn is_clean(entry: &Entered<'_>) -> bool {
        quick::phone(entry.text(Item::Phone))
    }

    fn check<'a>(entry: &Entered<'a>, findings: &mut impl Findings) -> Option<Text<'a>> {
        let is_plan_required = entry.policy().is_phone_plan_required();
        check(entry.typed(Item::Phone), entry.is_strict(), is_plan_required, findings)
    }

    fn notices(phone: &Phone, findings: &mut impl Findings) {
        let digits = phone.as_str();
        notices(digits.as_bytes(), digits.len(), findings);
    }
}

/// The check where no policy asks for a number of the plan.
fn check_out_of_plan<'a>(
    typed: Option<Typed<'a>>,
    is_strict: bool,
    findings: &mut impl Findings,
) -> Option<Text<'a>> {
    check(typed, is_strict, false, findings)
}

fn check<'a>(
    typed: Option<Typed<'a>>,
    is_strict: bool,
    is_plan_required: bool,
    findings: &mut impl Findings,
) -> Option<Text<'a>> {
    let typed = legible(typed, Code::PhoneRequired, findings)?;
    let text = whole(typed, Code::PhoneTooLong, Phone::MAX_CHARS, findings)?;
    let canonical = Canonical::of(text);
    let (mut count, mut head) = (0, [0; 4]);
    for c in canonical.characters() {
        if !c.is_ascii_digit() {
            let others = canonical.characters().filter(|c| !c.is_ascii_digit());
            return findings.bad_characters(Code::PhoneChar, others);
        }
        if let (Some(digit), Ok(byte)) = (head.get_mut(count), u8::try_from(c)) {
            *digit = byte;
        }
        count += 1;
    }
    if count == 0 {
        return findings.problem(Code::PhoneRequired, |problem| problem);
    }
    if count > Phone::MAX_CHARS as usize {
        return findings.too_long(Code::PhoneTooLong, count, Phone::MAX_CHARS);
    }
    if is_plan_required && !is_in_plan(&head, count) {
        return findings.problem(Code::PhoneNotInPlan, |problem| problem);
    }
    let made = [
        (canonical.is_narrowed, Code::PhoneWidthConverted),
        (canonical.is_separated, Code::PhoneSeparatorRemoved),
        (canonical.is_international, Code::PhoneCountryConverted),
    ];
    notices(&head, count, findings);
    findings.accept(text, &made, is_strict, || collected(count, canonical.characters()))
}

/// Whether a number that begins with the digits of `head` and has `count` of them is in the plan.
fn is_in_plan(head: &[u8], count: usize) -> bool {
    match head {
        // No area code has 0 as its second digit; 0120 and 0570 have the length of these.
        [b'0', b'1'..=b'9', b'1'..=b'9', ..] => count == 10,
        [b'0', b'5'..=b'9', b'0', ..] => count == 11,
        _ => false,
    }
}

fn notices(head: &[u8], count: usize, findings: &mut impl Findings) {
    if !is_in_plan(head, count) {
        return findings.notice(Code::PhoneNotInPlan, |notice| notice);
    }
    if let Some(prefix) = UNREACHABLE.iter().find(|prefix| head.starts_with(prefix.as_bytes())) {
        findings.notice(Code::PhoneUnreachable, |notice| {
            notice.with(ParamName::Prefix, ParamValue::Text((*prefix).into()))
        });
    }
}

/// A number on its way to digits: full-width to half-width, separators removed, `+81` to `0`; and which of
/// these are made.
struct Canonical<'a> {
    text: &'a str,
    is_narrowed: bool,
    is_separated: bool,
    is_international: bool,
    /// The 0 before the area code, where `+81` stands for it.
    trunk: Option<char>,
}

impl<'a> Canonical<'a> {
    fn of(text: &'a str) -> Self {
        let (mut is_narrowed, mut is_separated) = (false, false);
        for c in text.chars() {
            let is_separator = is_separator(c);
            is_separated |= is_separator;
            is_narrowed |= !is_separator && width::narrowed(c).is_some();
        }
        let mut national = narrow(text);
        let is_international = national.by_ref().take(3).eq("+81".chars());
        // `+81 (0)3 …` is written too: the trunk 0 is there already.
        let has_trunk = national.next() == Some('0');
        Self {
            text,
            is_narrowed,
            is_separated,
            is_international,
            trunk: (is_international && !has_trunk).then_some('0'),
        }
    }

    fn characters(&self) -> impl Iterator<Item = char> {
        let country = if self.is_international { 3 } else { 0 };
        self.trunk.into_iter().chain(narrow(self.text).skip(country))
    }
}

fn narrow(text: &str) -> impl Iterator<Item = char> {
    let characters = text.chars().filter(|c| !is_separator(*c));
    characters.map(|c| width::narrowed(c).unwrap_or(c))
}

/// What stands between the digits of a number. The dashes as they stand: narrowing knows U+FF0D alone.
fn is_separator(c: char) -> bool {
    character::is_dash(c) || character::is_any_space(c) || matches!(c, '(' | ')' | '（' | '）')
}
