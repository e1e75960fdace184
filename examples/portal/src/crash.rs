//! Where the crash suite lets the portal die.
//!
//! Nothing stands here in a build without the feature `crash-points`. With it, the process kills itself with
//! SIGKILL, which no code can catch, at the point that `TOROKU_CRASH_AT` names: after a statement of the
//! database, or after a mail was handed over. A point is a line of the sources and how often it was passed
//! since the first request (starting is not under test): `examples/portal/src/store/outbox.rs:85#1`.

#[cfg(feature = "crash-points")]
use std::collections::HashMap;
#[cfg(feature = "crash-points")]
use std::io::Write as _;
#[cfg(feature = "crash-points")]
use std::panic::Location;
#[cfg(feature = "crash-points")]
use std::sync::atomic::{AtomicBool, Ordering};
#[cfg(feature = "crash-points")]
use std::sync::{LazyLock, Mutex, PoisonError};

#[cfg(feature = "crash-points")]
static CRASH_AT: LazyLock<Option<String>> = LazyLock::new(|| std::env::var("TOROKU_CRASH_AT").ok());

/// One point that the process may die at.
#[cfg(not(feature = "crash-points"))]
pub(crate) const fn point() {}

/// One point that the process may die at. Where `TOROKU_CRASH_AT` is set, to whatever it is, each is written to
/// standard error as it is passed.
#[cfg(feature = "crash-points")]
#[track_caller]
pub(crate) fn point() {
    static PASSED: LazyLock<Mutex<HashMap<String, u64>>> = LazyLock::new(Mutex::default);
    let Some(crash_at) = &*CRASH_AT else { return };
    if !ARMED.load(Ordering::SeqCst) {
        return;
    }
    let location = Location::caller();
    let location = format!("{}:{}", location.file(), location.line());
    // Held until it is written, so that the lines stand in the order of the counts.
    let mut passed = PASSED.lock().unwrap_or_else(PoisonError::into_inner);
    let count = passed.entry(location.clone()).or_default();
    *count += 1;
    let point = format!("{location}#{count}");
    let dies = point == *crash_at;
    let word = if dies { "crash at" } else { "passed" };
    drop(std::io::stderr().write_all(format!("{word} {point}\n").as_bytes()));
    if dies {
        let own = rustix::process::getpid();
        rustix::process::kill_process(own, rustix::process::Signal::KILL)
            .expect("a process may end itself");
        // The signal ends every thread; this one goes no further in any case.
        loop {
            std::thread::park();
        }
    }
}

#[cfg(feature = "crash-points")]
static ARMED: AtomicBool = AtomicBool::new(false);
#[cfg(feature = "crash-points")]
static MAINTAINED: AtomicBool = AtomicBool::new(false);

/// What is under test begins: from here on, points are counted.
#[cfg(not(feature = "crash-points"))]
pub(crate) const fn arm() {}

/// What is under test begins: from here on, points are counted.
#[cfg(feature = "crash-points")]
pub(crate) fn arm() {
    ARMED.store(true, Ordering::SeqCst);
}

/// A request has come, and is under test.
#[cfg(not(feature = "crash-points"))]
#[expect(clippy::unused_async, reason = "as where it waits")]
pub(crate) async fn arm_by_request() {}

/// A request has come, and is under test. It waits for the first maintenance, which would pass its points before it or
/// beside it, as it happens.
#[cfg(feature = "crash-points")]
pub(crate) async fn arm_by_request() {
    while CRASH_AT.is_some() && !MAINTAINED.load(Ordering::SeqCst) {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    arm();
}

/// The first maintenance is over.
#[cfg(not(feature = "crash-points"))]
pub(crate) const fn maintained() {}

/// The first maintenance is over.
#[cfg(feature = "crash-points")]
pub(crate) fn maintained() {
    MAINTAINED.store(true, Ordering::SeqCst);
}

/// Seconds by which the clock is ahead, so that the crash suite need not wait for a lease to end.
#[cfg(not(feature = "crash-points"))]
pub(crate) const fn clock_ahead() -> i64 {
    0
}

/// Seconds by which the clock is ahead, so that the crash suite need not wait for a lease to end.
#[cfg(feature = "crash-points")]
pub(crate) fn clock_ahead() -> i64 {
    static AHEAD: LazyLock<i64> = LazyLock::new(|| {
        std::env::var("TOROKU_CLOCK_AHEAD").ok().and_then(|text| text.parse().ok()).unwrap_or(0)
    });
    *AHEAD
}
