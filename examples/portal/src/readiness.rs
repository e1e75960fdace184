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
    uptime: Duration,
    answer: Result<(), NotReady>,
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
        let holds = |known: &Answered| if known.answer.is_ok() { HOLDS } else { FAILURE_HOLDS };
        if let Some(known) = *last
            && clock.uptime().saturating_sub(known.uptime) < holds(&known)
        {
            return known.answer;
        }
        // A task of its own, which holds the lock: while one waits for the database, no second one begins.
        let (store, clock) = (store.clone(), clock.clone());
        let probe = tokio::spawn(async move {
            let probe = patience::lasting(PATIENCE, store.probe(clock.seconds()));
            let answer = probe.await.map_err(|error| {
                tracing::error!(%error, "the database takes no writes");
                NotReady::NoWrites
            });
            *last = Some(Answered { uptime: clock.uptime(), answer });
            answer
        });
        match timeout(PATIENCE, probe).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) | Err(_) => Err(NotReady::NoAnswer),
        }
    }
}
