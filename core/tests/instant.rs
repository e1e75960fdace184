//! Moments and the day it is in Japan.

use time::{Date, Month};
use toroku::Instant;

#[test]
fn the_day_changes_at_three_in_the_afternoon_utc() {
    let day = |seconds| Instant::from_unix_seconds(seconds).date_in_japan();
    let feb = |d| Date::from_calendar_date(2024, Month::February, d).unwrap();
    assert_eq!(day(1_709_132_399), feb(28)); // 2024-02-28 14:59:59 UTC
    assert_eq!(day(1_709_132_400), feb(29)); // 2024-02-28 15:00:00 UTC
}

#[test]
fn no_moment_is_outside_the_calendar() {
    let last = Instant::from_unix_seconds(i64::MAX).unix_seconds();
    for seconds in [i64::MIN, -1, 0, last, i64::MAX] {
        let moment = Instant::from_unix_seconds(seconds);
        assert!((1970..=9999).contains(&moment.date_in_japan().year()));
        assert!(moment.plus_seconds(i64::MAX) >= moment);
    }
}
