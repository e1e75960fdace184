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
