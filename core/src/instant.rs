//! A moment told by the host, and the calendar day it is in Japan.

use serde::{Deserialize, Serialize};
use time::Date;

/// A moment: whole seconds since 1970-01-01 00:00:00 UTC, leap seconds not counted (Unix time).
///
/// The engine has no clock: the host passes the moment in with every input. Moments outside the
/// years 1970 to 9999 are taken as the nearest end of that span.
///
/// ```
/// use toroku::Instant;
/// // 23:30 on New Year's Eve in UTC is already 2025 in Japan.
/// let moment = Instant::from_unix_seconds(1_735_687_800);
/// assert_eq!(moment.date_in_japan(), time::Date::from_calendar_date(2025, time::Month::January, 1)?);
/// # Ok::<(), time::error::ComponentRange>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "i64", into = "i64")]
pub struct Instant(i64);

/// 9999-12-31 00:00:00 UTC: a day before the calendar ends, so that Japan's offset stays inside it.
const LAST: i64 = 253_402_214_400;

/// 1970-01-01 as a Julian day.
const EPOCH: i32 = 2_440_588;

impl Instant {
    /// The moment `seconds` after the epoch.
    pub fn from_unix_seconds(seconds: i64) -> Self {
        Self(seconds.clamp(0, LAST))
    }

    /// Seconds since the epoch.
    pub fn unix_seconds(self) -> i64 {
        self.0
    }

    /// The day it is in Japan (UTC+9, no daylight saving time).
    pub fn date_in_japan(self) -> Date {
        Date::from_julian_day(EPOCH + self.days_in_japan())
            .ok()
            .expect("clamped to the calendar on construction")
    }

    /// The same as numbers.
    pub(crate) fn day_in_japan(self) -> CalendarDay {
        CalendarDay::of_days(self.days_in_japan().unsigned_abs())
    }

    fn days_in_japan(self) -> i32 {
        const AHEAD: i64 = 9 * 3600;
        i32::try_from((self.0 + AHEAD) / 86_400).expect("clamped on construction")
    }

    /// This moment moved by `seconds`, held within the calendar.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_unix_seconds(self.0.saturating_add(seconds))
    }

    /// Seconds from `earlier` to this moment; 0 where the host's clock went backwards.
    pub fn seconds_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).max(0)
    }
}

/// A day of the Gregorian calendar as numbers: quick to make and to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CalendarDay {
    pub(crate) year: u32,
    pub(crate) month: u32,
    pub(crate) day: u32,
}

impl CalendarDay {
    /// The day so many days after 1970-01-01, up to the year 9999.
    ///
    /// Years are counted from March, so that the leap day is the last of its year and months of 30 and 31
    /// days follow one line: 153 days every five months.
    fn of_days(days: u32) -> Self {
        const TO_EPOCH: u32 = 719_468;
        const CENTURIES: u32 = 146_097;
        let days = days + TO_EPOCH;
        let (cycle, in_cycle) = (days / CENTURIES, days % CENTURIES);
        let in_years = in_cycle - in_cycle / 1_460 + in_cycle / 36_524 - in_cycle / 146_096;
        let year = in_years / 365;
        let in_year = in_cycle - (365 * year + year / 4 - year / 100);
        let month = (5 * in_year + 2) / 153;
        let day = in_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        Self { year: year + 400 * cycle + u32::from(month <= 2), month, day }
    }

    /// A number that is greater for a later day.
    pub(crate) fn in_order(self) -> u32 {
        (self.year * 100 + self.month) * 100 + self.day
    }

    /// Whether it is in the calendar.
    pub(crate) fn is_real(self) -> bool {
        // Centuries are leap years where 16 divides them; a year that 25 divides and 16 does is one of those.
        let is_leap = self.year & if self.year.is_multiple_of(25) { 15 } else { 3 } == 0;
        // 31 and 30 in turn, with July and August alike.
        let long = 30 + ((self.month + self.month / 8) & 1);
        let last = if self.month == 2 { 28 + u32::from(is_leap) } else { long };
        (self.month.wrapping_sub(1) < 12) & (self.day.wrapping_sub(1) < last)
    }
}

impl From<i64> for Instant {
    fn from(seconds: i64) -> Self {
        Self::from_unix_seconds(seconds)
    }
}

impl From<Instant> for i64 {
    fn from(instant: Instant) -> Self {
        instant.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Month;

    #[test]
    fn the_day_changes_at_three_in_the_afternoon_utc() {
        let day = |seconds| Instant::from_unix_seconds(seconds).date_in_japan();
        let feb = |d| Date::from_calendar_date(2024, Month::February, d).unwrap();
        assert_eq!(day(1_709_132_399), feb(28)); // 2024-02-28 14:59:59 UTC
        assert_eq!(day(1_709_132_400), feb(29)); // 2024-02-28 15:00:00 UTC
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        for days in 0..=i32::try_from(LAST / 86_400).unwrap() {
            let day = CalendarDay::of_days(days.unsigned_abs());
            let (year, month, of_month) =
                Date::from_julian_day(EPOCH + days).unwrap().to_calendar_date();
            let expected = (year.unsigned_abs(), u32::from(u8::from(month)), u32::from(of_month));
            assert_eq!((day.year, day.month, day.day), expected);
        }
    }

    #[test]
    fn real_days_are_those_of_the_calendar() {
        for year in [0, 1, 4, 1896, 1899, 1900, 1999, 2000, 2023, 2024, 2100, 9999] {
            for month in 0..=14 {
                for day in 0..=33 {
                    let real = Month::try_from(u8::try_from(month).unwrap()).is_ok_and(|month| {
                        let day = u8::try_from(day).unwrap();
                        Date::from_calendar_date(i32::try_from(year).unwrap(), month, day).is_ok()
                    });
                    assert_eq!(
                        CalendarDay { year, month, day }.is_real(),
                        real,
                        "{year}-{month}-{day}"
                    );
                }
            }
        }
    }

    #[test]
    fn no_moment_is_outside_the_calendar() {
        for seconds in [i64::MIN, -1, 0, LAST, i64::MAX] {
            let moment = Instant::from_unix_seconds(seconds);
            assert!((1970..=9999).contains(&moment.date_in_japan().year()));
            assert!(moment.plus_seconds(i64::MAX) >= moment);
        }
    }
}
