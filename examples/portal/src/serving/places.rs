//! Who is connected, what each connection waits for, and what is at work.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use crate::config::Connections;
use crate::metrics::{Metrics, Unserved};

/// Places that only `/health` and `/ready` are answered on.
const LEFT_FREE: u32 = 16;
/// The bytes of all bodies that are kept at a time.
const BODY_BYTES: usize = 8 * 1024 * 1024;

/// All connections of one listener.
#[derive(Debug)]
pub(super) struct Places {
    connections: Mutex<HashMap<u64, Arc<Standing>>>,
    /// Requests at work at most.
    most_at_work: usize,
    at_work: AtomicUsize,
    body_bytes: AtomicUsize,
    pub(super) metrics: Metrics,
}

/// In a request's extensions where so many are at work that this one is only told so.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Crowded;

/// How one connection stands.
#[derive(Debug)]
pub(super) struct Standing {
    phase: Mutex<(Phase, Instant)>,
    /// Whether all that was written has been taken.
    is_sent: AtomicBool,
    /// Rung when it is to give way.
    pub(super) gives_way: Notify,
}

/// What a connection waits for, if for anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// The first request's header, or the rest of one that has begun.
    Header,
    /// The next request, or that the answer is taken.
    Idle,
    /// The rest of a body.
    Body,
    /// Nothing: it is the portal's turn.
    Work,
}

/// A number that no other connection of the process has, for as long as it is there.
#[derive(Debug)]
pub(super) struct Present {
    places: Arc<Places>,
    number: u64,
    pub(super) standing: Arc<Standing>,
}

impl Places {
    pub(super) fn new(at_once: u32, metrics: Metrics) -> Self {
        let left_free = LEFT_FREE.min(at_once / 2);
        Self {
            connections: Mutex::default(),
            most_at_work: (at_once - left_free) as usize,
            at_work: AtomicUsize::new(0),
            body_bytes: AtomicUsize::new(0),
            metrics,
        }
    }

    /// Whether anything is left to do of a request.
    pub(super) fn is_at_work(&self) -> bool {
        self.at_work.load(Ordering::Relaxed) > 0
    }

    /// Tells the connection that has waited longest for its client to end.
    pub(super) fn make_room(&self) {
        let connections = locked(&self.connections);
        let waiting = connections.values().filter(|one| one.phase().0 != Phase::Work);
        if let Some(oldest) = waiting.min_by_key(|one| one.phase().1) {
            oldest.gives_way.notify_one();
        }
    }
}

impl Present {
    /// A new connection.
    pub(super) fn new(places: &Arc<Places>, number: u64) -> Self {
        let phase = Mutex::new((Phase::Header, Instant::now()));
        let standing =
            Arc::new(Standing { phase, is_sent: AtomicBool::new(true), gives_way: Notify::new() });
        locked(&places.connections).insert(number, Arc::clone(&standing));
        places.metrics.connections.inc();
        Self { places: Arc::clone(places), number, standing }
    }
}

impl Drop for Present {
    fn drop(&mut self) {
        locked(&self.places.connections).remove(&self.number);
        self.places.metrics.connections.dec();
    }
}

impl Standing {
    pub(super) fn phase(&self) -> (Phase, Instant) {
        *locked(&self.phase)
    }

    pub(super) fn enter(&self, phase: Phase) {
        *locked(&self.phase) = (phase, Instant::now());
    }

    /// Bytes have come: of the next request, if one was waited for.
    pub(super) fn has_received(&self) {
        if self.phase().0 == Phase::Idle {
            self.enter(Phase::Header);
        }
    }

    /// Bytes of an answer are to be taken, or were.
    pub(super) fn has_sent(&self) {
        self.is_sent.store(false, Ordering::Relaxed);
        if self.phase().0 == Phase::Idle {
            self.enter(Phase::Idle);
        }
    }

    /// All that was written has been taken.
    pub(super) fn has_sent_all(&self) {
        self.is_sent.store(true, Ordering::Relaxed);
    }

    /// Since when the next request is waited for, where that is for longer than a header may take: one may have begun
    /// within the bytes of the request before, which came as one.
    pub(super) fn may_have_begun(&self, limits: &Connections) -> Option<Instant> {
        let (phase, since) = self.phase();
        let is_long = since.elapsed() >= Duration::from_secs(limits.header_seconds.into());
        (phase == Phase::Idle && is_long && self.is_sent.load(Ordering::Relaxed)).then_some(since)
    }

    /// Whether it has waited longer than it may. A body has a clock of its own.
    pub(super) fn is_late(&self, limits: &Connections) -> bool {
        let (phase, since) = self.phase();
        let seconds = match phase {
            Phase::Header => limits.header_seconds,
            Phase::Idle => limits.idle_seconds,
            Phase::Body | Phase::Work => return false,
        };
        since.elapsed() >= Duration::from_secs(seconds.into())
    }
}

/// A request at work, until nothing of it is left. It goes with what is done for the request, which may outlast the
/// connection.
#[derive(Debug)]
pub(crate) struct Work {
    places: Arc<Places>,
    /// Whether it counts: not while its body is waited for.
    counts: AtomicBool,
    body_bytes: AtomicUsize,
}

impl Work {
    /// A request whose header has come, and whether there is no room for it.
    pub(super) fn begin(places: &Arc<Places>) -> (Arc<Self>, bool) {
        let before = places.at_work.fetch_add(1, Ordering::Relaxed);
        let work = Self {
            places: Arc::clone(places),
            counts: AtomicBool::new(true),
            body_bytes: AtomicUsize::new(0),
        };
        (Arc::new(work), before >= places.most_at_work)
    }

    /// Whether the request's body is waited for.
    pub(super) fn waits(&self, waits: bool) {
        if self.counts.swap(!waits, Ordering::Relaxed) == waits {
            if waits {
                self.places.at_work.fetch_sub(1, Ordering::Relaxed);
            } else {
                self.places.at_work.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    /// Whether there is room for so many more bytes of its body, which then are its.
    pub(super) fn takes(&self, bytes: usize) -> bool {
        let before = self.places.body_bytes.fetch_add(bytes, Ordering::Relaxed);
        self.body_bytes.fetch_add(bytes, Ordering::Relaxed);
        before + bytes <= BODY_BYTES
    }

    /// Counts why the request came to nothing.
    pub(super) fn unserved(&self, why: Unserved) {
        self.places.metrics.unserved(why);
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if self.counts.load(Ordering::Relaxed) {
            self.places.at_work.fetch_sub(1, Ordering::Relaxed);
        }
        let bytes = self.body_bytes.load(Ordering::Relaxed);
        self.places.body_bytes.fetch_sub(bytes, Ordering::Relaxed);
    }
}

/// Nothing is left half changed under these locks: one that was held in a panic is as good.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
