//! The date of birth: three parts that make a real day of the Gregorian calendar (manual, STEP1 no. 3).

use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;

use serde::{Deserialize, Serialize};
use time::{Date, Month};

use super::{BirthPart, Checked, Field, Typed, character, legible, not_converted, scan, width};
use crate::code::{Code, ParamName};
use crate::error::NotCanonical;
use crate::instant::CalendarDay;
use crate::problem::{ParamValue, Problem};

/// A date of birth. Printed nowhere; [`DateOfBirth::iso`] gives `2000-01-01`.
///
/// ```
/// use toroku::DateOfBirth;
/// let birth = DateOfBirth::try_from("2000-01-01".to_string())?;
/// assert_eq!(birth.iso(), "2000-01-01");
/// assert!(DateOfBirth::try_from("2001-02-29".to_string()).is_err());
/// # Ok::<(), toroku::NotCanonical>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DateOfBirth(Date);

/// The three parts as typed; a part that is missing is `None`.
pub(crate) struct BirthParts<'a> {
    pub(crate) year: Option<Typed<'a>>,
    pub(crate) month: Option<Typed<'a>>,
    pub(crate) day: Option<Typed<'a>>,
}

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

    /// Whether the check has nothing to say: as [`DateOfBirth::settled`], by numbers alone and with few
    /// branches.
    pub(crate) fn is_settled(year: &str, month: &str, day: &str, today: CalendarDay) -> bool {
        let Ok(year) = <[u8; 4]>::try_from(year.as_bytes()) else { return false };
        let two = |text: &str| match *text.as_bytes() {
            [ones] => [b'0', ones],
            [tens, ones] => [tens, ones],
            _ => [0; 2],
        };
        let (month, day) = (two(month), two(day));
        let all = [year[0], year[1], year[2], year[3], month[0], month[1], day[0], day[1]];
        let all = u64::from_le_bytes(all);
        if all & scan::HIGH != 0 || scan::between(all, b'0', b'9') != scan::HIGH {
            return false;
        }
        let number = |digits: &[u8]| {
            digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit & 0x0F))
        };
        let born = CalendarDay { year: number(&year), month: number(&month), day: number(&day) };
        // The 130th birthday may be today.
        let latest = CalendarDay { year: born.year + Self::MAX_YEARS.unsigned_abs(), ..born };
        born.is_real()
            & (born.in_order() <= today.in_order())
            & (today.in_order() <= latest.in_order())
    }

    /// The problem of texts that are not settled, where it is plain: digits, or nothing.
    pub(crate) fn plain_problem([year, month, day]: [&str; 3], today: CalendarDay) -> Option<Code> {
        let parts = [(year, 4), (month, 2), (day, 2)];
        if !parts.iter().all(|(text, _)| text.bytes().all(|byte| byte.is_ascii_digit())) {
            return None;
        }
        match parts.iter().filter(|(text, _)| text.is_empty()).count() {
            0 => {}
            3 => return Some(Code::BirthRequired),
            _ => return Some(Code::BirthIncomplete),
        }
        if parts.iter().any(|(text, digits)| text.len() > *digits) {
            return Some(Code::BirthNotReal);
        }
        let [year, month, day] = parts.map(|(text, _)| {
            text.bytes().fold(0, |number, digit| number * 10 + u32::from(digit & 0x0F))
        });
        let born = CalendarDay { year, month, day };
        let latest = CalendarDay { year: year + Self::MAX_YEARS.unsigned_abs(), ..born };
        if !born.is_real() {
            Some(Code::BirthNotReal)
        } else if born.in_order() > today.in_order() {
            Some(Code::BirthFuture)
        } else {
            (latest.in_order() < today.in_order()).then_some(Code::BirthTooOld)
        }
    }

    /// The date where the check has nothing to say: three numbers in ASCII digits that make a day between
    /// the bounds.
    pub(crate) fn settled(parts: &BirthParts<'_>, today: Date) -> Option<Self> {
        let digit = |byte: u8| byte.is_ascii_digit().then(|| u16::from(byte - b'0'));
        let two = |typed: Option<Typed<'_>>| match *typed?.text.as_bytes() {
            [ones] => digit(ones),
            [tens, ones] => Some(digit(tens)? * 10 + digit(ones)?),
            _ => None,
        };
        // A year of fewer digits is too long ago.
        let [a, b, c, d]: [u8; 4] = parts.year?.text.as_bytes().try_into().ok()?;
        let year = (digit(a)? * 10 + digit(b)?) * 100 + digit(c)? * 10 + digit(d)?;
        let date = real_date(year, two(parts.month)?, two(parts.day)?)?;
        (date <= today && !is_too_old(date, today)).then_some(Self(date))
    }

    pub(crate) fn check(parts: &BirthParts<'_>, today: Date, strict: bool) -> Checked<Self> {
        Self::settled(parts, today)
            .map_or_else(|| Self::check_slowly(parts, today, strict), Checked::good)
    }

    pub(super) fn check_slowly(parts: &BirthParts<'_>, today: Date, strict: bool) -> Checked<Self> {
        let read = [parts.year, parts.month, parts.day]
            .map(|part| legible(part, Field::DateOfBirth, Code::BirthRequired));
        let missing: Vec<BirthPart> = [BirthPart::Year, BirthPart::Month, BirthPart::Day]
            .into_iter()
            .zip(&read)
            .filter(|(_, part)| is_missing(part))
            .map(|(part, _)| part)
            .collect();
        match missing.len() {
            0 => {}
            3 => return Checked::bad(Problem::of(Code::BirthRequired)),
            _ => {
                let missing = ParamValue::Parts(missing);
                let problem = Problem::of(Code::BirthIncomplete).with(ParamName::Missing, missing);
                return Checked::bad(problem);
            }
        }
        let [year, month, day] = read;
        let (year, month, day) = match (year, month, day) {
            (Ok(year), Ok(month), Ok(day)) => (year, month, day),
            (Err(mut problem), _, _) | (_, Err(mut problem), _) | (_, _, Err(mut problem)) => {
                // A suggestion would be for one of three items, which a problem cannot say.
                problem.suggestions.clear();
                return Checked::bad(problem);
            }
        };
        let mut converted = false;
        let mut number = |typed: Typed<'_>, digits| number(typed, digits, &mut converted);
        let date = match (number(year, 4), number(month, 2), number(day, 2)) {
            (Some(year), Some(month), Some(day)) => real_date(year, month, day),
            _ => None,
        };
        let Some(date) = date else { return Checked::bad(Problem::of(Code::BirthNotReal)) };
        let birth = Self(date);
        if date > today {
            return Checked::bad(Problem::of(Code::BirthFuture));
        }
        if is_too_old(date, today) {
            return Checked::bad(Problem::of(Code::BirthTooOld));
        }
        if converted && strict {
            return Checked::bad(not_converted(Field::DateOfBirth, birth.iso()));
        }
        let mut checked = Checked::good(birth);
        if converted {
            checked.conversions.push(Code::BirthWidthConverted);
        }
        checked
    }
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
            real_date(fixed(year, 4)?, fixed(month, 2)?, fixed(day, 2)?)
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

fn is_missing(part: &Result<Typed<'_>, Problem>) -> bool {
    matches!(part, Err(problem) if problem.code() == Code::BirthRequired)
}

/// The part as a number of at most `digits` digits; spaces around it do not count.
fn number(typed: Typed<'_>, digits: usize, converted: &mut bool) -> Option<u16> {
    if typed.cut_from.is_some() {
        return None;
    }
    let text = typed.text.trim_matches(|c| c == ' ' || character::is_space(c));
    let mut changed = text.len() != typed.text.len();
    let mut value = 0u16;
    let mut count = 0;
    for c in text.chars() {
        let narrow = width::narrowed(c);
        changed |= narrow.is_some();
        let digit = narrow.unwrap_or(c).to_digit(10)?;
        count += 1;
        if count > digits {
            return None;
        }
        value = value * 10 + u16::try_from(digit).expect("one decimal digit");
    }
    *converted |= changed;
    Some(value)
}

fn real_date(year: u16, month: u16, day: u16) -> Option<Date> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(i32::from(year), month, u8::try_from(day).ok()?).ok()
}

/// Whether the 130th birthday was before today.
fn is_too_old(date: Date, today: Date) -> bool {
    let day = |date: Date| (u8::from(date.month()), date.day());
    match (date.year() + DateOfBirth::MAX_YEARS).cmp(&today.year()) {
        Ordering::Less => true,
        Ordering::Equal => day(date) < day(today),
        Ordering::Greater => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(year: &str, month: &str, day: &str) -> Checked<DateOfBirth> {
        let typed = |text| Some(Typed { text, cut_from: None });
        let today = Date::from_calendar_date(2024, Month::February, 29).unwrap();
        let parts = BirthParts { year: typed(year), month: typed(month), day: typed(day) };
        DateOfBirth::check(&parts, today, false)
    }

    fn code(year: &str, month: &str, day: &str) -> Option<Code> {
        check(year, month, day).problem.map(|problem| problem.code())
    }

    #[test]
    fn the_manuals_date_passes() {
        let checked = check("2000", "01", "01");
        assert_eq!(checked.value.unwrap().iso(), "2000-01-01");
        assert!(checked.conversions.is_empty());
        assert_eq!(check("２０００", "1", " 1").conversions, [Code::BirthWidthConverted]);
    }

    #[test]
    fn each_fault_has_its_own_code() {
        assert_eq!(code("", " ", "　"), Some(Code::BirthRequired));
        assert_eq!(code("2000", "", "1"), Some(Code::BirthIncomplete));
        for (year, month, day) in [
            ("2001", "2", "29"),
            ("2000", "13", "1"),
            ("2000", "0", "1"),
            ("2000", "1", "x"),
            ("12000", "1", "1"),
            ("2000", "1", "001"),
            ("-200", "1", "1"),
            ("1900", "2", "29"),
        ] {
            assert_eq!(code(year, month, day), Some(Code::BirthNotReal), "{year}-{month}-{day}");
        }
        assert_eq!(code("2024", "3", "1"), Some(Code::BirthFuture));
        assert_eq!(code("2024", "2", "29"), None);
        assert_eq!(code("1894", "2", "28"), Some(Code::BirthTooOld));
        assert_eq!(code("1894", "3", "1"), None);
        assert_eq!(code("85", "1", "1"), Some(Code::BirthTooOld));
    }

    #[test]
    fn the_missing_parts_are_named() {
        let problem = check("2000", "", "").problem.unwrap();
        let parts = ParamValue::Parts(alloc::vec![BirthPart::Month, BirthPart::Day]);
        assert_eq!(problem.params()[0].value(), &parts);
    }
}
