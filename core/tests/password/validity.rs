//! How long a password is valid, and when its end is reminded of.

use time::Month::{self, December, February, January, March, May};
use time::{Date, Time, UtcOffset};

use super::*;

/// A moment by the clock in Japan.
fn japan(year: i32, month: Month, day: u8, hour: u8, minute: u8, second: u8) -> Instant {
    let clock = Time::from_hms(hour, minute, second).unwrap();
    let date = Date::from_calendar_date(year, month, day).unwrap();
    let moment = date.with_time(clock).assume_offset(UtcOffset::from_hms(9, 0, 0).unwrap());
    Instant::from_unix_seconds(moment.unix_timestamp())
}

/// A setup whose password was set then.
fn set_at(moment: Instant, years: u8) -> PasswordSetup {
    let policy = policy().with_validity_years(years).unwrap();
    let (mut setup, token) =
        PasswordSetup::for_account(account(), &entropy(0), moment, &policy).unwrap();
    let answer = setup.handle(set(&token.expose().into()), moment, &policy).unwrap().answer;
    let expires_at = setup.expires_at().unwrap();
    assert_eq!(answer, PasswordAnswer::PasswordSet { expires_at });
    assert_eq!(setup.set_at(), Some(moment));
    setup
}

#[test]
fn a_year_ends_with_the_same_day() {
    for (set, years, end) in [
        (japan(2024, May, 10, 0, 0, 0), 1, japan(2025, May, 11, 0, 0, 0)),
        (japan(2024, May, 10, 23, 59, 59), 1, japan(2025, May, 11, 0, 0, 0)),
        (japan(2024, December, 31, 12, 0, 0), 1, japan(2026, January, 1, 0, 0, 0)),
        (japan(2024, February, 28, 12, 0, 0), 1, japan(2025, March, 1, 0, 0, 0)),
        (japan(2024, February, 29, 12, 0, 0), 1, japan(2025, March, 1, 0, 0, 0)),
        (japan(2023, February, 28, 12, 0, 0), 1, japan(2024, February, 29, 0, 0, 0)),
        (japan(2024, February, 29, 12, 0, 0), 4, japan(2028, March, 1, 0, 0, 0)),
    ] {
        assert_eq!(set_at(set, years).expires_at(), Some(end));
    }
}

#[test]
fn past_the_calendars_end_a_password_ends_with_it() {
    let last = Instant::from_unix_seconds(i64::MAX);
    let policy = policy().with_validity_years(10).unwrap();
    let shortly_before = last.plus_seconds(-60);
    let (mut setup, token) =
        PasswordSetup::for_account(account(), &entropy(0), shortly_before, &policy).unwrap();
    setup.handle(set(&token.expose().into()), shortly_before, &policy).unwrap();
    assert_eq!(setup.expires_at(), Some(last));
}

#[test]
fn reminders_are_due_from_their_second_until_the_next() {
    let setup = set_at(japan(2024, May, 10, 12, 0, 0), 1);
    let end = japan(2025, May, 11, 0, 0, 0);
    let due = |offset: i64, sent: &[u16]| {
        let mut setup = setup.clone();
        for days in sent {
            let input = PasswordInput::ReminderSent { days: *days };
            setup.handle(input, end.plus_seconds(offset), &policy()).unwrap();
        }
        setup.reminder_due(end.plus_seconds(offset), &policy())
    };
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
