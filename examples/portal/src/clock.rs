//! The time, as everything here asks for it.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use toroku::Instant;

use crate::crash;

/// The time; tests have their own.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> i64 + Send + Sync>,
    uptime: Arc<dyn Fn() -> Duration + Send + Sync>,
}

impl Clock {
    /// A clock that asks `now` for Unix seconds, which must not go back.
    pub fn new(now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        let now = Arc::new(now);
        let begin = now();
        let uptime = Arc::clone(&now);
        let uptime = move || Duration::from_secs((uptime() - begin).unsigned_abs());
        Self { now, uptime: Arc::new(uptime) }
    }

    /// The system's clock.
    pub fn system() -> Self {
        let begin = std::time::Instant::now();
        let now = || {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
            seconds.saturating_add(crash::clock_ahead())
        };
        Self { now: Arc::new(now), uptime: Arc::new(move || begin.elapsed()) }
    }

    /// Unix seconds.
    pub fn seconds(&self) -> i64 {
        (self.now)()
    }

    /// The time since the start, which goes on evenly though the system's clock is set.
    pub(crate) fn uptime(&self) -> Duration {
        (self.uptime)()
    }

    /// The same for the engine.
    pub(crate) fn instant(&self) -> Instant {
        Instant::from_unix_seconds(self.seconds())
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock(..)")
    }
}

/// How far Japan is ahead, in seconds.
pub(crate) const JAPAN: i64 = 9 * 3600;

/// `2024-02-29T00:00Z`
pub(crate) fn moment(seconds: i64) -> String {
    in_japan(seconds - JAPAN, 'T') + "Z"
}

/// `2024-02-29 09:00`, in Japan, with this character between day and time.
pub(crate) fn in_japan(seconds: i64, between: char) -> String {
    let date = Instant::from_unix_seconds(seconds).date_in_japan();
    let time = (seconds + JAPAN).rem_euclid(86_400);
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    format!("{year:04}-{month:02}-{day:02}{between}{:02}:{:02}", time / 3600, time / 60 % 60)
}

/// `20240229090000`, in Japan.
pub(crate) fn digits_in_japan(seconds: i64) -> String {
    let minutes = in_japan(seconds, ' ');
    let digits: String = minutes.chars().filter(char::is_ascii_digit).collect();
    format!("{digits}{:02}", seconds.rem_euclid(60))
}

/// Unix seconds as RFC 3339 writes them.
pub(crate) fn rfc3339(seconds: i64) -> String {
    let moment = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    moment.format(&Rfc3339).expect("years of four digits can be written")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_in_utc() {
        assert_eq!(moment(0), "1970-01-01T00:00Z");
        assert_eq!(moment(1_709_164_799), "2024-02-28T23:59Z");
        assert_eq!(moment(1_709_164_800), "2024-02-29T00:00Z");
    }

    #[test]
    fn rfc_3339_has_seconds() {
        assert_eq!(rfc3339(1_709_164_799), "2024-02-28T23:59:59Z");
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
    }

    #[test]
    fn times_are_japans() {
        assert_eq!(in_japan(0, ' '), "1970-01-01 09:00");
        assert_eq!(in_japan(1_709_132_400, ' '), "2024-02-29 00:00");
        assert_eq!(in_japan(1_709_218_740, ' '), "2024-02-29 23:59");
        assert_eq!(digits_in_japan(1_709_164_807), "20240229090007");
    }
}
