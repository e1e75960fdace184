//! Where the crash suite lets the portal die.
//!
//! Nothing stands here in a build without the feature `crash-points`. With it, the process kills itself with
//! SIGKILL, which no code can catch, at the point whose number `TOROKU_CRASH_AT` names: after a statement of
//! the database, before or after a mail is handed over.

/// One point that the process may die at.
#[cfg(not(feature = "crash-points"))]
pub(crate) const fn point() {}

/// One point that the process may die at. Counted once [`arm`] was called: starting is not under test.
#[cfg(feature = "crash-points")]
#[track_caller]
pub(crate) fn point() {
    use std::io::Write as _;
    use std::sync::atomic::Ordering;
    if !ARMED.load(Ordering::SeqCst) {
        return;
    }
    let number = PASSED.fetch_add(1, Ordering::SeqCst) + 1;
    if number == crash_at() {
        let place = std::panic::Location::caller();
        drop(writeln!(std::io::stderr(), "crash at {}:{}", place.file(), place.line()));
        let own = rustix::process::getpid();
        drop(rustix::process::kill_process(own, rustix::process::Signal::KILL));
        // The signal ends every thread; this one goes no further in any case.
        loop {
            std::thread::park();
        }
    }
}

#[cfg(feature = "crash-points")]
static ARMED: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);
#[cfg(feature = "crash-points")]
static PASSED: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);

#[cfg(feature = "crash-points")]
fn crash_at() -> u64 {
    static AT: std::sync::OnceLock<u64> = std::sync::OnceLock::new();
    let number = || std::env::var("TOROKU_CRASH_AT").ok().and_then(|text| text.parse().ok());
    *AT.get_or_init(|| number().unwrap_or(0))
}

/// Begins to count.
#[cfg(not(feature = "crash-points"))]
pub(crate) const fn arm() {}

/// Begins to count.
#[cfg(feature = "crash-points")]
pub(crate) fn arm() {
    ARMED.store(true, std::sync::atomic::Ordering::SeqCst);
}

/// Seconds by which the clock is ahead, so that the crash suite need not wait for a lease to end.
#[cfg(not(feature = "crash-points"))]
pub(crate) const fn clock_ahead() -> i64 {
    0
}

/// Seconds by which the clock is ahead, so that the crash suite need not wait for a lease to end.
#[cfg(feature = "crash-points")]
pub(crate) fn clock_ahead() -> i64 {
    static AHEAD: std::sync::OnceLock<i64> = std::sync::OnceLock::new();
    let seconds = || std::env::var("TOROKU_CLOCK_AHEAD").ok().and_then(|text| text.parse().ok());
    *AHEAD.get_or_init(|| seconds().unwrap_or(0))
}
