//! The phone number: 1 to 12 digits (manual, STEP1 no. 6).
//!
//! A number outside Japan's numbering plan is a notice unless the policy makes it a problem. The manual's own sample
//! `123456789012` passes without one: a number of more than ten digits that begins with neither 0 nor 81 claims
//! to be none of Japan's, and nothing is known of it.
//!
//! What is typed beside the number (an extension, a second number, a country code without its plus) is
//! asked about, never left out and never made part of the number.

use alloc::string::String;

use super::phone_plan::Plan;
use super::phone_reading::{Number, Reading, after_country, is_separator, narrowed};
use super::text::{text_rule, text_value};
use super::{Findings, Text, collected, legible, quick, whole};
use crate::code::{Code, ParamName};
use crate::field::confirmed::Confirmed;
use crate::field::entered::Entered;
use crate::item::Item;
use crate::problem::{ParamValue, Problem};
use crate::typed::Typed;
use crate::width;

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

impl Phone {
    /// The most digits.
    pub const MAX_CHARS: u32 = 12;

    /// Whether the digits have the form of a number in Japan's numbering plan: a geographic one (10 digits that
    /// begin with an area code in use), 050, 060, 070, 080 or 090 (11 digits, the fourth not 0), 0120 or 0570 (10),
    /// 0800 (11).
    ///
    /// ```
    /// use toroku::Phone;
    /// assert!(Phone::is_in_plan("0312345678") && Phone::is_in_plan("09012345678"));
    /// assert!(!Phone::is_in_plan("0101234567") && !Phone::is_in_plan("09001234567"));
    /// ```
    pub fn is_in_plan(digits: &str) -> bool {
        Plan::of(digits.as_bytes(), digits.len()).has_subscribers()
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
        if let Some(number) = Number::of(phone.as_str().bytes()) {
            notices(&number, findings);
        }
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
    let count = canonical.characters().count();
    let has_others = canonical.characters().any(|c| !c.is_ascii_digit());
    if !has_others && count == 0 {
        return findings.problem(Code::PhoneRequired, |problem| problem);
    }
    let number = if has_others { None } else { canonical.number() };
    // Nearly every number ends here.
    let known = number.and_then(Number::known);
    if known.is_none()
        && let Some(question) = Question::of(text, &canonical, count, has_others)
            .and_then(|question| question.under(is_plan_required))
    {
        return question.ask(canonical.characters(), findings);
    }
    let Some(number) = number else {
        return findings.too_long(Code::PhoneTooLong, count, Phone::MAX_CHARS);
    };
    if is_plan_required && !number.has_subscribers() {
        let meant = number.zero_restored().filter(Number::has_subscribers);
        return findings.problem(Code::PhoneNotInPlan, |problem| suggesting(problem, meant));
    }
    let made = [
        (canonical.is_narrowed, Code::PhoneWidthConverted),
        (canonical.is_separated, Code::PhoneSeparatorRemoved),
        (canonical.is_international, Code::PhoneCountryConverted),
    ];
    notices(&number, findings);
    findings.accept(text, &made, is_strict, || written(&number))
}

fn notices(number: &Number, findings: &mut impl Findings) {
    let plan = number.plan();
    if let Some(prefix) = plan.uncalled() {
        findings.notice(Code::PhoneUnreachable, |notice| {
            notice.with(ParamName::Prefix, ParamValue::Text(prefix.into()))
        });
    } else if let Some(meant) = number.zero_restored() {
        findings.notice(Code::PhoneZeroMissing, |notice| notice.offering(written(&meant)));
    } else if !plan.is_known() && is_of_japan(number.digits()) {
        findings.notice(Code::PhoneNotInPlan, |notice| notice);
    }
}

/// Whether a number has to be one of Japan's plan, if it is right. Of more than ten digits, without the 0
/// before an area code and without Japan's country code, nothing is known: the manual's `123456789012` is one.
fn is_of_japan(digits: &[u8]) -> bool {
    digits.len() <= 10 || digits.starts_with(b"0") || digits.starts_with(b"81")
}

/// What to ask about a text that is no number of Japan's plan as it stands.
enum Question {
    /// More digits after the number.
    Extension(Number),
    /// A second number, known or not.
    TwoNumbers([Option<Number>; 2]),
    /// Japan's country code without a plus before it.
    Country(Number),
    /// Another country's code.
    Foreign,
    /// Other characters, with the number among them.
    Characters(Option<Number>),
}

impl Question {
    fn of(text: &str, canonical: &Canonical<'_>, count: usize, has_others: bool) -> Option<Self> {
        /// The fewest digits that are a number of their own: one without its area code.
        const LOCAL: usize = 7;
        let is_long = count > Number::MAX;
        let reading = Reading::of(text, !has_others && !is_long);
        if let [Some(first), second] = reading.numbers {
            let is_among = reading.before > 0 && !has_others;
            return Some(if second.is_some() || reading.after >= LOCAL || is_among {
                Self::TwoNumbers([Some(first), second])
            } else if reading.after > 0 {
                Self::Extension(first)
            } else if has_others {
                Self::Characters(Some(first))
            } else {
                Self::Country(first)
            });
        }
        if reading.is_foreign {
            return Some(Self::Foreign);
        }
        if has_others {
            return Some(Self::Characters(None));
        }
        if is_long && canonical.calls_abroad() {
            return Some(Self::Foreign);
        }
        let country = || after_country(text).map(Self::Country);
        let extension = || before_parenthesis(text).map(Self::Extension);
        if canonical.is_international { None } else { country() }.or_else(extension)
    }

    /// The question, with what the policy accepts; `None` where there is nothing left to ask.
    fn under(self, is_plan_required: bool) -> Option<Self> {
        let accepted = |number: &Number| !is_plan_required || number.has_subscribers();
        match self {
            Self::Extension(number) | Self::Country(number) => accepted(&number).then_some(self),
            Self::TwoNumbers(numbers) => {
                let mut numbers = numbers.into_iter().flatten().filter(accepted);
                let first = numbers.next()?;
                Some(Self::TwoNumbers([Some(first), numbers.next()]))
            }
            Self::Characters(number) => Some(Self::Characters(number.filter(accepted))),
            Self::Foreign => Some(self),
        }
    }

    fn ask<T>(
        self,
        characters: impl Iterator<Item = char>,
        findings: &mut impl Findings,
    ) -> Option<T> {
        let (code, numbers) = match self {
            Self::Extension(number) => (Code::PhoneExtension, [Some(number), None]),
            Self::TwoNumbers(numbers) => (Code::PhoneTwoNumbers, numbers),
            Self::Country(number) => (Code::PhoneCountry, [Some(number), None]),
            Self::Foreign => (Code::PhoneForeign, [None; 2]),
            Self::Characters(number) => {
                let others = characters.filter(|c| !c.is_ascii_digit());
                return findings.problem(Code::PhoneChar, |problem| {
                    suggesting(problem.listing(others), number)
                });
            }
        };
        findings.problem(code, |problem| {
            let [first, second] = numbers;
            let problem = match first {
                Some(first) => problem.offering(written(&first)),
                None => problem,
            };
            suggesting(problem, second)
        })
    }
}

fn suggesting(problem: Problem, number: Option<Number>) -> Problem {
    match number {
        Some(number) => problem.suggesting(written(&number)),
        None => problem,
    }
}

fn written(number: &Number) -> String {
    let digits = number.digits();
    collected(digits.len(), digits.iter().map(|digit| char::from(*digit)))
}

/// The number before digits in parentheses at the end, where it is long enough to be one without them.
fn before_parenthesis(text: &str) -> Option<Number> {
    let (head, inside) = text.rsplit_once(['(', '（'])?;
    let (inside, after) = inside.split_once([')', '）'])?;
    let is_last = after.chars().all(is_separator) && !inside.chars().all(is_separator);
    let number = Canonical::of(head).number()?;
    (is_last && number.digits().len() > 5).then_some(number)
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
        // `+81 (0)3 …` is written too: the trunk 0 is there already. Nothing may follow: some forms write `+81`.
        let lacks_trunk = national.next().is_some_and(|first| first != '0');
        Self {
            text,
            is_narrowed,
            is_separated,
            is_international,
            trunk: (is_international && lacks_trunk).then_some('0'),
        }
    }

    fn characters(&self) -> impl Iterator<Item = char> {
        let country = if self.is_international { 3 } else { 0 };
        self.trunk.into_iter().chain(narrow(self.text).skip(country))
    }

    /// The digits, where there are no more than the field takes.
    fn number(&self) -> Option<Number> {
        Number::of(self.characters().map_while(|c| u8::try_from(c).ok()))
    }

    /// Whether it begins as a call to another country does.
    fn calls_abroad(&self) -> bool {
        let begins = |code: &str| narrow(self.text).take(code.len()).eq(code.chars());
        begins("00") || begins("010")
    }
}

fn narrow(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !is_separator(*c)).map(narrowed)
}
