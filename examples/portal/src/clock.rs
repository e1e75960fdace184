//! The time, as everything here asks for it.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

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
