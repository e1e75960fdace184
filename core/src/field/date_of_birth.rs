//! The date of birth: three parts that make a real day of the Gregorian calendar (manual, STEP1 no. 3).

use alloc::borrow::Cow;
use alloc::string::String;
use core::cmp::Ordering;

use time::{Date, Month};

use super::text::NotCanonical;
use super::{Findings, listing_invisible, quick};
use crate::code::{Code, ParamName};
use crate::field::confirmed::Confirmed;
use crate::field::entered::Entered;
use crate::item::{BirthPart, Field, Item};
use crate::problem::ParamValue;
use crate::typed::Typed;
use crate::{character, width};

/// A date of birth. Printed nowhere; [`DateOfBirth::iso`] gives `2000-01-01`.
///
/// ```
/// use toroku::DateOfBirth;
/// let birth = DateOfBirth::try_from("2000-01-01".to_string())?;
/// assert_eq!(birth.iso(), "2000-01-01");
/// assert!(DateOfBirth::try_from("2001-02-29".to_string()).is_err());
/// # Ok::<(), toroku::NotCanonical>(())
/// ```
///
/// No data can be read into one:
///
/// ```compile_fail,E0277
/// fn read<T: for<'de> serde::Deserialize<'de>>() {}
/// read::<toroku::DateOfBirth>();
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct DateOfBirth(Date);

impl DateOfBirth {
    /// The most years ago it may be.
    pub const MAX_YEARS: i32 = 130;

    /// The day.
    pub fn date(self) -> Date {
        self.0
    }

    /// Year, month and day with hyphens, as STEP2 shows it.
    pub fn iso(self) -> String {
        let (year, month, day) = self.0.to_calendar_date();
        let (year, month, day) = (year.unsigned_abs(), u32::from(u8::from(month)), u32::from(day));
        let mut text = String::with_capacity(10);
        let digits = [year / 1000, year / 100, year / 10, year, month / 10, month, day / 10, day];
        for (at, digit) in digits.into_iter().enumerate() {
            if matches!(at, 4 | 6) {
                text.push('-');
            }
            text.extend(char::from_digit(digit % 10, 10));
        }
        text
    }
}

impl Confirmed {
    /// The date of birth.
    pub fn date_of_birth(&self) -> DateOfBirth {
        self.date_of_birth
    }
}

pub(crate) struct Rule;

impl super::Rule for Rule {
    type Found<'a> = DateOfBirth;
    type Value = DateOfBirth;

    #[inline]
    fn is_clean(entry: &Entered<'_>) -> bool {
        quick::date_of_birth(PARTS.map(|(item, _)| entry.text(item)), entry.today())
    }

    fn check(entry: &Entered<'_>, findings: &mut impl Findings) -> Option<DateOfBirth> {
        let parts = PARTS.map(|(item, _)| entry.typed(item));
        check(parts, entry.today(), entry.is_strict(), findings)
    }

    fn text(birth: &DateOfBirth) -> Cow<'_, str> {
        birth.iso().into()
    }

    fn keep(birth: DateOfBirth) -> DateOfBirth {
        birth
    }

    fn shown(birth: &DateOfBirth) -> Option<Cow<'_, str>> {
        Some(birth.iso().into())
    }
}

/// The parts with the most digits of each.
const PARTS: [(Item, usize); 3] =
    [(Item::BirthYear, 4), (Item::BirthMonth, 2), (Item::BirthDay, 2)];

fn check(
    parts: [Option<Typed<'_>>; 3],
    today: Date,
    is_strict: bool,
    findings: &mut impl Findings,
) -> Option<DateOfBirth> {
    let is_missing =
        parts.map(|part| part.is_none_or(|typed| typed.text.chars().all(character::is_any_space)));
    match is_missing {
        [false, false, false] => {}
        [true, true, true] => return findings.problem(Code::BirthRequired, |problem| problem),
        _ => {
            return findings.problem(Code::BirthIncomplete, |problem| {
                let parts =
                    [BirthPart::Year, BirthPart::Month, BirthPart::Day].into_iter().zip(is_missing);
                let missing = parts.filter(|(_, is_missing)| *is_missing).map(|(part, _)| part);
                problem.with(ParamName::Missing, ParamValue::Parts(missing.collect()))
            });
        }
    }
    let (mut numbers, mut is_number, mut is_converted) = ([0; 3], true, false);
    for ((part, number), (_, digits)) in parts.iter().zip(&mut numbers).zip(PARTS) {
        let typed = part.as_ref()?;
        if typed.text.chars().any(character::is_refused) {
            // Without a suggestion: it would be for one of three items, which a problem cannot say.
            return findings
                .problem(Code::TextInvisible, |problem| listing_invisible(problem, typed.text));
        }
        match read(*typed, digits, &mut is_converted) {
            Some(read) => *number = read,
            None => is_number = false,
        }
    }
    let date = if is_number { real_date(numbers) } else { None };
    let Some(date) = date else {
        return findings.problem(Code::BirthNotReal, |problem| problem);
    };
    if date > today {
        return findings.problem(Code::BirthFuture, |problem| problem);
    }
    if is_too_old(date, today) {
        return findings.problem(Code::BirthTooOld, |problem| problem);
    }
    let birth = DateOfBirth(date);
    let made = [(is_converted, Code::BirthWidthConverted)];
    findings.conversions(&made, is_strict, || birth.iso())?;
    Some(birth)
}

impl TryFrom<String> for DateOfBirth {
    type Error = NotCanonical;

    /// Accepts `YYYY-MM-DD` where it is a real day.
    fn try_from(text: String) -> Result<Self, NotCanonical> {
        let text = crate::personal::Personal::from(text);
        let parse = |text: &str| {
            let (year, rest) = text.split_once('-')?;
            let (month, day) = rest.split_once('-')?;
            let fixed = |part: &str, digits| {
                (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))
                    .then(|| part.parse().ok())
                    .flatten()
            };
            real_date([fixed(year, 4)?, fixed(month, 2)?, fixed(day, 2)?])
        };
        parse(text.expose()).map(Self).ok_or(NotCanonical(Field::DateOfBirth))
    }
}

impl From<DateOfBirth> for String {
    fn from(birth: DateOfBirth) -> Self {
        birth.iso()
    }
}

impl core::fmt::Debug for DateOfBirth {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("DateOfBirth(..)")
    }
}

/// The part as a number of at most `digits` digits; spaces around it do not count.
fn read(typed: Typed<'_>, digits: usize, is_converted: &mut bool) -> Option<u16> {
    if typed.cut_from.is_some() {
        return None;
    }
    let text = typed.text.trim_matches(character::is_any_space);
    *is_converted |= text.len() != typed.text.len();
    let mut value = 0;
    for (count, c) in text.chars().enumerate() {
        let narrow = width::narrowed(c);
        *is_converted |= narrow.is_some();
        let digit = narrow.unwrap_or(c).to_digit(10).filter(|_| count < digits)?;
        value = value * 10 + u16::try_from(digit).expect("one decimal digit");
    }
    Some(value)
}

pub(super) fn real_date([year, month, day]: [u16; 3]) -> Option<Date> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(i32::from(year), month, u8::try_from(day).ok()?).ok()
}

/// Whether the 130th birthday was before today.
pub(super) fn is_too_old(date: Date, today: Date) -> bool {
    let day = |date: Date| (u8::from(date.month()), date.day());
    match (date.year() + DateOfBirth::MAX_YEARS).cmp(&today.year()) {
        Ordering::Less => true,
        Ordering::Equal => day(date) < day(today),
        Ordering::Greater => false,
    }
}
