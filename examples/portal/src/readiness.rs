//! Whether requests should come here. Asked every second by who distributes them, so that it writes seldom.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::clock::Clock;
use crate::patience;
use crate::store::Store;

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// For how long an answer of the database holds: it is written to no more often. That it takes no writes is looked at
/// again sooner, since requests are kept away meanwhile.
const HOLDS: Duration = Duration::from_secs(5);
const FAILURE_HOLDS: Duration = Duration::from_secs(1);

/// Why no requests should come here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotReady {
    /// The database file or its log is gone or cut short, or another one is in its place.
    Gone,
    /// SQLite has found the file damaged.
    Damaged,
    /// The database takes no writes.
    NoWrites,
    /// It does not answer in time.
    NoAnswer,
}

impl NotReady {
    /// The line that is answered.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Gone => {
                "the database file or its log is gone or cut short, or another one is in its place\n"
            }
            Self::Damaged => "the database file is damaged\n",
            Self::NoWrites => "the database takes no writes\n",
            Self::NoAnswer => "the database does not answer\n",
        }
    }
}

/// What the database answered.
#[derive(Clone, Copy, Debug)]
struct Answered {
    /// When it was asked: on a busy machine it may be noticed late that an answer has come, and the database may be
    /// gone by then.
    asked_at: Duration,
    answer: Result<(), NotReady>,
}

impl Answered {
    /// Whether it says how the database stands now.
    fn holds(self, uptime: Duration) -> bool {
        let holds = if self.answer.is_ok() { HOLDS } else { FAILURE_HOLDS };
        uptime.saturating_sub(self.asked_at) < holds
    }
}

/// What the database answered last.
#[derive(Debug, Default)]
pub(crate) struct Readiness(Arc<Mutex<Option<Answered>>>);

impl Readiness {
    /// Whether requests should come here.
    pub(crate) async fn check(&self, store: &Store, clock: &Clock) -> Result<(), NotReady> {
        store.in_place().map_err(|_| NotReady::Gone)?;
        if store.is_damaged() {
            return Err(NotReady::Damaged);
        }
        let last = Arc::clone(&self.0).lock_owned();
        let mut last = timeout(PATIENCE, last).await.map_err(|_| NotReady::NoAnswer)?;
        if let Some(known) = *last
            && known.holds(clock.uptime())
        {
            return known.answer;
        }
        // A task of its own, which holds the lock: while one waits for the database, no second one begins.
        let (store, now, asked_at) = (store.clone(), clock.seconds(), clock.uptime());
        let probe = tokio::spawn(async move {
            let probe = patience::lasting(PATIENCE, store.probe(now));
            let answer = probe.await.map_err(|error| {
                tracing::error!(%error, "the database takes no writes");
                if store.is_damaged() { NotReady::Damaged } else { NotReady::NoWrites }
            });
            *last.insert(Answered { asked_at, answer })
        });
        match timeout(PATIENCE, probe).await {
            Ok(Ok(known)) if known.answer.is_err() || known.holds(clock.uptime()) => known.answer,
            Ok(Ok(_) | Err(_)) | Err(_) => Err(NotReady::NoAnswer),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;
    use crate::store::tests::Database;

    /// The machine is so busy that a write, which the database took at once, is seen to be done ten seconds later.
    #[tokio::test]
    async fn an_answer_that_is_seen_late_is_of_the_moment_of_the_question() {
        let database = Database::make().await;
        let store = crate::app::open_store(&database.config).await.unwrap();
        let (now, step) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(10)));
        let passes = Arc::clone(&step);
        let uptime = move || {
            let step = passes.load(Ordering::Relaxed);
            Duration::from_secs(now.fetch_add(step, Ordering::Relaxed))
        };
        let (readiness, clock) = (Readiness::default(), Clock::system().with_uptime(uptime));
        assert_eq!(readiness.check(&store, &clock).await, Err(NotReady::NoAnswer));
        step.store(0, Ordering::Relaxed);
        assert_eq!(readiness.check(&store, &clock).await, Ok(()));
        store.close().await;
        database.end();
    }
}
