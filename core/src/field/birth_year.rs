//! Which day a year, a month and a day make: by the Western calendar, an era, or a calendar that counts its
//! years from elsewhere.

use core::cmp::Ordering;

use time::{Date, Month};

use super::birth_text::{Calendar, Number};
use crate::code::Code;
use crate::item::BirthPart;

/// The most years ago that a date of birth may be.
pub(super) const MAX_YEARS: i32 = 130;

/// Why a text is no date of birth as it stands, and which days may be meant.
#[derive(Clone, Copy)]
pub(super) struct Refusal {
    pub(super) code: Code,
    /// The wrong parts: the year's bit is the lowest.
    pub(super) parts: u8,
    pub(super) dates: [Option<Date>; 2],
}

impl Refusal {
    pub(super) const fn of(code: Code) -> Self {
        Self { code, parts: 0, dates: [None; 2] }
    }

    pub(super) const fn not_real(parts: u8) -> Self {
        Self { code: Code::BirthNotReal, parts, dates: [None; 2] }
    }

    /// The same with the days that may be meant.
    pub(super) fn offering(self, [first, second]: [Option<Date>; 2]) -> Self {
        Self { dates: [first, second.filter(|_| second != first)], ..self }
    }
}

/// The bits of parts.
pub(super) const fn bit(part: BirthPart) -> u8 {
    1 << part as u8
}

/// Year, month and day.
type Day = (u32, u32, u32);

/// The era's first day and its last. The day of a change belongs to both.
const fn era(calendar: Calendar) -> Option<(Day, Day)> {
    match calendar {
        Calendar::Meiji => Some(((1868, 1, 25), (1912, 7, 30))),
        Calendar::Taisho => Some(((1912, 7, 30), (1926, 12, 25))),
        Calendar::Showa => Some(((1926, 12, 25), (1989, 1, 7))),
        Calendar::Heisei => Some(((1989, 1, 8), (2019, 4, 30))),
        Calendar::Reiwa => Some(((2019, 5, 1), (9999, 12, 31))),
        Calendar::Minguo | Calendar::Buddhist => None,
    }
}

/// The first year of Minguo less one.
const MINGUO: u32 = 1911;
/// The Buddhist calendar of Thailand is so many years ahead.
const BUDDHIST: u32 = 543;
/// From this Buddhist year on it begins in January; before, in April.
const BUDDHIST_JANUARY: u32 = 2484;
/// Korea's Dangi is so many years ahead.
const DANGI: u32 = 2333;
/// Years that are long past in the Western calendar, and in the Islamic, the Persian, the Bengali and the
/// Burmese one those of people who live.
const OTHER: core::ops::RangeInclusive<u32> = 1250..=1450;
/// Nepal's calendar is up to so many years ahead: a year that far from today is a slip as well.
const NEPAL: u32 = 57;

/// The day, unless it cannot be a date of birth or is asked about.
pub(super) fn settle(
    year: Number,
    calendar: Option<Calendar>,
    [month, day]: [u32; 2],
    today: Date,
) -> Result<Date, Refusal> {
    let this_year = today.year().unsigned_abs();
    let wrong = u8::from(month == 0 || month > 12) << 1 | u8::from(day == 0 || day > 31) << 2;
    let date = |year: u32| real(year, month, day);
    let judged = |year: u32| match date(year) {
        None => Err(Refusal::not_real(bit(BirthPart::Day))),
        Some(date) if date > today => Err(Refusal::of(Code::BirthFuture)),
        Some(date) if is_too_old(date, today) => Err(Refusal::of(Code::BirthTooOld)),
        Some(date) => Ok(date),
    };
    let likely = |year: Option<u32>| year.and_then(|year| judged(year).ok());
    let other = |dates| Err(Refusal::of(Code::BirthOtherCalendar).offering(dates));
    if wrong != 0 || year.value > 9_999 {
        let year = u8::from(year.value > 9_999);
        return Err(Refusal::not_real(wrong | year));
    }
    let minguo = || other([likely(Some(year.value + MINGUO)), None]);
    let buddhist = || {
        let is_early = year.value < BUDDHIST_JANUARY && month < 4;
        likely(year.value.checked_sub(BUDDHIST).filter(|_| !is_early))
    };
    if let Some((first, last)) = calendar.and_then(era) {
        let western = first.0 + year.value - 1;
        if (first..=last).contains(&(western, month, day)) {
            return Err(Refusal::of(Code::BirthEra).offering([Some(judged(western)?), None]));
        }
        // In the year of a change the day is clear all the same.
        let is_near = (first.0..=last.0).contains(&western);
        let date = likely(Some(western).filter(|_| is_near));
        return Err(Refusal::of(Code::BirthEraDay).offering([date, None]));
    }
    match (calendar, year.digits) {
        (Some(Calendar::Minguo), _) | (None, 3) => minguo(),
        (Some(Calendar::Buddhist), _) => other([buddhist(), None]),
        (_, 2) => {
            let dates = [2000, 1900].map(|century| likely(Some(century + year.value)));
            Err(Refusal::of(Code::BirthTwoDigitYear).offering(dates))
        }
        (_, 1 | 4) if OTHER.contains(&year.value) => other([None; 2]),
        (_, 1 | 4) if year.value > this_year + NEPAL => {
            other([buddhist(), likely(year.value.checked_sub(DANGI))])
        }
        (_, 1 | 4) => judged(year.value),
        _ => Err(Refusal::not_real(bit(BirthPart::Year))),
    }
}

fn real(year: u32, month: u32, day: u32) -> Option<Date> {
    let [year, month, day] = [year, month, day].map(|number| u16::try_from(number).ok());
    real_date([year?, month?, day?])
}

pub(super) fn real_date([year, month, day]: [u16; 3]) -> Option<Date> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(i32::from(year), month, u8::try_from(day).ok()?).ok()
}

/// Whether the 130th birthday was before today.
pub(super) fn is_too_old(date: Date, today: Date) -> bool {
    let day = |date: Date| (u8::from(date.month()), date.day());
    match (date.year() + MAX_YEARS).cmp(&today.year()) {
        Ordering::Less => true,
        Ordering::Equal => day(date) < day(today),
        Ordering::Greater => false,
    }
}
