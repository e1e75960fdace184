//! The date of birth: three parts that make a real day of the Gregorian calendar (manual, STEP1 no. 3).

use alloc::borrow::Cow;
use alloc::string::String;

use time::Date;

use super::birth_year::{Refusal, real_date};
use super::text::NotCanonical;
use super::{Findings, birth_boxes, birth_year, listing_invisible, quick};
use crate::character;
use crate::code::{Code, ParamName};
use crate::field::confirmed::Confirmed;
use crate::field::entered::Entered;
use crate::item::{BirthPart, Field, Item};
use crate::problem::{ParamValue, Problem};
use crate::typed::Typed;

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
    pub const MAX_YEARS: i32 = birth_year::MAX_YEARS;

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
        quick::date_of_birth(ITEMS.map(|item| entry.text(item)), entry.today())
    }

    fn check(entry: &Entered<'_>, findings: &mut impl Findings) -> Option<DateOfBirth> {
        check(entry, findings)
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

const ITEMS: [Item; 3] = [Item::BirthYear, Item::BirthMonth, Item::BirthDay];
const PARTS: [BirthPart; 3] = [BirthPart::Year, BirthPart::Month, BirthPart::Day];

fn check(entry: &Entered<'_>, findings: &mut impl Findings) -> Option<DateOfBirth> {
    let typed = ITEMS.map(|item| entry.typed(item));
    let is_blank = |typed: &Typed<'_>| typed.text.chars().all(character::is_any_space);
    let typed = typed.map(|typed| typed.filter(|typed| !is_blank(typed)));
    let judged = birth_boxes::judge(typed, entry.today(), entry.policy().is_birth_unknown_first());
    let is_hidden = |typed: &&Typed<'_>| typed.text.chars().any(character::is_refused);
    if let Some(hidden) = typed.iter().flatten().find(is_hidden)
        && !judged.as_ref().is_err_and(|refusal| refusal.code == Code::BirthIncomplete)
    {
        return findings.problem(Code::TextInvisible, |problem| {
            let problem = listing_invisible(problem, hidden.text);
            match judged {
                Ok((date, _)) => problem.suggesting(DateOfBirth(date).iso()),
                Err(_) => problem,
            }
        });
    }
    let (date, made) = match judged {
        Ok(judged) => judged,
        Err(refusal) => {
            return findings.problem(refusal.code, |problem| described(problem, &refusal));
        }
    };
    let birth = DateOfBirth(date);
    let made = [
        (made.is_narrowed, Code::BirthWidthConverted),
        (made.is_worded, Code::BirthTextConverted),
        (made.is_completed, Code::BirthUnknownConverted),
    ];
    findings.conversions(&made, entry.is_strict(), || birth.iso())?;
    Some(birth)
}

/// The problem with the parts that are missing or wrong, and the days that may be meant.
fn described(problem: Problem, refusal: &Refusal) -> Problem {
    let name = if refusal.code == Code::BirthIncomplete {
        Some(ParamName::Missing)
    } else {
        (refusal.code == Code::BirthNotReal).then_some(ParamName::Parts)
    };
    let parts = PARTS.into_iter().filter(|part| refusal.parts & birth_year::bit(*part) != 0);
    let problem = match name {
        Some(name) => problem.with(name, ParamValue::Parts(parts.collect())),
        None => problem,
    };
    refusal.dates.into_iter().flatten().fold(problem, |problem, date| {
        let day = DateOfBirth(date).iso();
        if refusal.code == Code::BirthEra { problem.offering(day) } else { problem.suggesting(day) }
    })
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
