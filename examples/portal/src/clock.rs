//! The time, as everything here asks for it.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use toroku::Instant;

use crate::crash;

/// Seconds by which a clock that runs well may move between two looks.
const DRIFT: i64 = 60;
/// For how long what is open in browsers does not follow a clock that was set: as long as an entry is kept.
const HOLD: Duration = Duration::from_hours(24);

/// The time; tests have their own.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> i64 + Send + Sync>,
    uptime: Arc<dyn Fn() -> Duration + Send + Sync>,
    even: Arc<Mutex<Even>>,
}

/// How far the clock is ahead of the time since the start, as last believed, and since when it has been elsewhere.
#[derive(Debug, Default)]
struct Even {
    ahead: Option<i64>,
    set_at: Option<Duration>,
}

impl Clock {
    /// A clock that asks `now` for Unix seconds, which must not go back.
    pub fn new(now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        let now = Arc::new(now);
        let begin = now();
        let uptime = Arc::clone(&now);
        let uptime = move || Duration::from_secs((uptime() - begin).unsigned_abs());
        Self { now, uptime: Arc::new(uptime), even: Arc::default() }
    }

    /// The same, set to and fro: `uptime` alone goes on evenly.
    #[must_use]
    pub fn with_uptime(self, uptime: impl Fn() -> Duration + Send + Sync + 'static) -> Self {
        Self { uptime: Arc::new(uptime), ..self }
    }

    /// The system's clock.
    pub fn system() -> Self {
        let begin = std::time::Instant::now();
        let now = || {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
            seconds.saturating_add(crash::clock_ahead())
        };
        let uptime = Arc::new(move || begin.elapsed());
        Self { now: Arc::new(now), uptime, even: Arc::default() }
    }

    /// Unix seconds.
    pub fn seconds(&self) -> i64 {
        (self.now)()
    }

    /// The time since the start, which goes on evenly though the system's clock is set.
    pub(crate) fn uptime(&self) -> Duration {
        (self.uptime)()
    }

    /// Unix seconds by which sessions and what is entered in them end: they do not follow a clock that is set for a day,
    /// so that one that was set by mistake, and put right, costs nobody what they have typed.
    pub(crate) fn even_seconds(&self) -> i64 {
        let (now, uptime) = (self.seconds(), self.uptime());
        let since_start = i64::try_from(uptime.as_secs()).unwrap_or(i64::MAX);
        let mut even = self.even.lock().unwrap_or_else(PoisonError::into_inner);
        let ahead = *even.ahead.get_or_insert(now - since_start);
        if (now - since_start - ahead).abs() > DRIFT {
            let set_at = *even.set_at.get_or_insert(uptime);
            if uptime.saturating_sub(set_at) < HOLD {
                return since_start + ahead;
            }
        }
        *even = Even { ahead: Some(now - since_start), set_at: None };
        now
    }

    /// The same for the engine.
    pub(crate) fn even_instant(&self) -> Instant {
        Instant::from_unix_seconds(self.even_seconds())
    }

    /// The time for the engine.
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
    fn what_is_open_follows_a_clock_that_was_set_after_a_day() {
        use std::sync::atomic::{AtomicI64, Ordering};
        const YEAR: i64 = 365 * 24 * 3600;
        let (set, passed) = (Arc::new(AtomicI64::new(0)), Arc::new(AtomicI64::new(0)));
        let add = |number: &AtomicI64, seconds| _ = number.fetch_add(seconds, Ordering::Relaxed);
        let (by, since) = (Arc::clone(&set), Arc::clone(&passed));
        let now = move || 1_000 + by.load(Ordering::Relaxed) + since.load(Ordering::Relaxed);
        let since = Arc::clone(&passed);
        let clock = Clock::new(now)
            .with_uptime(move || Duration::from_secs(since.load(Ordering::Relaxed).unsigned_abs()));
        assert_eq!(clock.even_seconds(), 1_000);
        add(&passed, 10);
        // Small steps are followed, as those of a time server are.
        add(&set, 50);
        assert_eq!(clock.even_seconds(), 1_060);
        for by in [YEAR, -YEAR] {
            add(&set, by);
            assert_eq!((clock.seconds() - clock.even_seconds()), by);
            add(&passed, 3600);
            assert_eq!((clock.seconds() - clock.even_seconds()), by);
            add(&set, -by);
            assert_eq!(clock.even_seconds(), clock.seconds());
        }
        // One that stays so was set right.
        add(&set, YEAR);
        assert_eq!((clock.seconds() - clock.even_seconds()), YEAR);
        add(&passed, 24 * 3600);
        assert_eq!(clock.even_seconds(), clock.seconds());
    }

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
