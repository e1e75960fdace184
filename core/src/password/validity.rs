//! How long a password is valid, and when its end is reminded of.

use time::{Date, Time, UtcOffset};

use crate::instant::Instant;

const DAY: i64 = 86_400;

/// The first moment at which a password set at `set_at` no longer counts: the midnight in Japan that ends
/// the same calendar day `years` later.
///
/// As Japan's Civil Code counts years (articles 140 to 143): the day of setting is not counted, and where the
/// last year lacks the day (29 February) the last day of that month takes its place. A whole day
/// rather than the same second, because people are given a date.
pub(super) fn end(set_at: Instant, years: u8) -> Instant {
    let day = set_at.date_in_japan();
    let year = day.year() + i32::from(years);
    let last = day.replace_year(year).or_else(|_| Date::from_calendar_date(year, day.month(), 28));
    let japan = UtcOffset::from_hms(9, 0, 0).expect("nine hours are within a day");
    // Past 9999 the calendar ends, and with it the password's year.
    let Ok(last) = last else { return Instant::from_unix_seconds(i64::MAX) };
    let start_of_last = last.with_time(Time::MIDNIGHT).assume_offset(japan);
    Instant::from_unix_seconds(start_of_last.unix_timestamp()).plus_seconds(DAY)
}

/// The reminder due at `now`, if any: that of `days` (the most first) which the end is nearest to.
///
/// Each is due from so many times 24 hours before the end until the next one is, or the end itself: a
/// host that slept does not send "30 days" when 6 are left.
pub(super) fn reminder_due(end: Instant, now: Instant, days: &[u16], sent: &[u16]) -> Option<u16> {
    if now >= end {
        return None;
    }
    let begun = |days: &u16| now >= end.plus_seconds(-DAY * i64::from(*days));
    let nearest = days.iter().copied().filter(begun).min()?;
    let is_sent = sent.iter().any(|sent| *sent <= nearest);
    (!is_sent).then_some(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::{Month, OffsetDateTime};

    /// A moment by the clock in Japan.
    fn japan(year: i32, month: Month, day: u8, hour: u8, minute: u8, second: u8) -> Instant {
        let clock = Time::from_hms(hour, minute, second).unwrap();
        let date = Date::from_calendar_date(year, month, day).unwrap();
        let moment: OffsetDateTime =
            date.with_time(clock).assume_offset(UtcOffset::from_hms(9, 0, 0).unwrap());
        Instant::from_unix_seconds(moment.unix_timestamp())
    }

    #[test]
    fn a_year_ends_with_the_same_day() {
        use Month::{December, February, January, March, May};
        for (set, end_of_it) in [
            (japan(2024, May, 10, 0, 0, 0), japan(2025, May, 11, 0, 0, 0)),
            (japan(2024, May, 10, 23, 59, 59), japan(2025, May, 11, 0, 0, 0)),
            (japan(2024, December, 31, 12, 0, 0), japan(2026, January, 1, 0, 0, 0)),
            (japan(2024, February, 28, 12, 0, 0), japan(2025, March, 1, 0, 0, 0)),
            (japan(2024, February, 29, 12, 0, 0), japan(2025, March, 1, 0, 0, 0)),
            (japan(2023, February, 28, 12, 0, 0), japan(2024, February, 29, 0, 0, 0)),
        ] {
            assert_eq!(end(set, 1), end_of_it);
        }
        assert_eq!(end(japan(2024, February, 29, 12, 0, 0), 4), japan(2028, March, 1, 0, 0, 0));
        let last = Instant::from_unix_seconds(i64::MAX);
        assert_eq!(end(last, 10), last);
    }

    #[test]
    fn reminders_are_due_from_their_second_until_the_next() {
        let end = japan(2025, Month::May, 11, 0, 0, 0);
        let due =
            |offset: i64, sent: &[u16]| reminder_due(end, end.plus_seconds(offset), &[30, 7], sent);
        assert_eq!(due(-30 * DAY - 1, &[]), None);
        assert_eq!(due(-30 * DAY, &[]), Some(30));
        assert_eq!(due(-30 * DAY + 1, &[]), Some(30));
        assert_eq!(due(-30 * DAY + 1, &[30]), None);
        assert_eq!(due(-7 * DAY - 1, &[]), Some(30));
        assert_eq!(due(-7 * DAY - 1, &[30]), None);
        assert_eq!(due(-7 * DAY, &[30]), Some(7));
        assert_eq!(due(-7 * DAY + 1, &[]), Some(7));
        assert_eq!(due(-7 * DAY, &[7]), None);
        assert_eq!(due(-1, &[30]), Some(7));
        assert_eq!(due(0, &[]), None);
        assert_eq!(due(1, &[]), None);
    }
}
