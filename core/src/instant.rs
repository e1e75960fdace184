//! A moment given by the host, and the calendar day it is in Japan.

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
        const AHEAD: i64 = 9 * 3600;
        let days = i32::try_from((self.0 + AHEAD) / 86_400).expect("clamped on construction");
        Date::from_julian_day(EPOCH + days).ok().expect("clamped to the calendar on construction")
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
