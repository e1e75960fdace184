//! Memory runs out at each allocation of a registration, one after the other. The process may end there, and a new
//! one goes on from what the host had stored: to the same user ID, with one record, always.

#![allow(clippy::unwrap_used, reason = "a step that fails fails the test")]
#![allow(clippy::print_stdout, reason = "how much was tried")]
#![allow(unsafe_code, reason = "an allocator that fails can only be written with it")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::{env, fs};

use toroku_trust::{Store, run};

/// Fails at one allocation, counted where the engine is at work.
struct Failing;

static IN_ENGINE: AtomicBool = AtomicBool::new(false);
static COUNT: AtomicU64 = AtomicU64::new(0);
static FAIL_AT: AtomicU64 = AtomicU64::new(u64::MAX);

fn fails() -> bool {
    IN_ENGINE.load(SeqCst) && COUNT.fetch_add(1, SeqCst) == FAIL_AT.load(SeqCst)
}

// SAFETY: every block is the system allocator's; a null pointer is how an allocator says that it has none.
unsafe impl GlobalAlloc for Failing {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promises are passed on.
        if fails() { std::ptr::null_mut() } else { unsafe { System.alloc(layout) } }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as above.
        if fails() { std::ptr::null_mut() } else { unsafe { System.realloc(block, layout, size) } }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Failing = Failing;

/// The variables by which this program tells its child what to do.
const FOLDER: &str = "TOROKU_TRUST_FOLDER";
const AT: &str = "TOROKU_TRUST_FAIL_AT";

fn engine(call: &mut dyn FnMut()) {
    IN_ENGINE.store(true, SeqCst);
    call();
    IN_ENGINE.store(false, SeqCst);
}

#[test]
fn a_registration_survives_the_end_of_memory_at_each_allocation() {
    let base = env::temp_dir().join(format!("toroku-trust-{}", std::process::id()));
    let fresh = |name: &str| {
        let folder = base.join(name);
        fs::create_dir_all(&folder).unwrap();
        folder
    };
    let whole = fresh("whole");
    run(&Store::new(&whole), &engine);
    let expected = Store::new(&whole).records();
    assert_eq!(expected.len(), 1);
    let allocations = COUNT.load(SeqCst);
    assert!(allocations > 150, "{allocations}: hardly a registration");

    let (mut died, mut lived) = (0, 0);
    for at in 0..allocations {
        let folder = fresh(&at.to_string());
        if child(&folder, at) {
            lived += 1;
        } else {
            died += 1;
        }
        // Whatever was stored when the process ended: the record whole, or none.
        let stored = Store::new(&folder).records();
        assert!(stored.is_empty() || stored == expected, "allocation {at}: half a record");
        run(&Store::new(&folder), &engine);
        assert_eq!(Store::new(&folder).records(), expected, "allocation {at}");
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::remove_dir_all(&base).unwrap();
    println!("{allocations} allocations: {died} ended the process, {lived} did not");
    assert!(died > 0);
}

/// Runs the registration in a process of its own that fails at this allocation; whether it came to its end.
fn child(folder: &Path, at: u64) -> bool {
    let output = Command::new(env::current_exe().unwrap())
        .args(["--ignored", "--exact", "the_registration_in_a_process_of_its_own"])
        .env(FOLDER, folder)
        .env(AT, at.to_string())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    // Rust's own end of a process without memory: not a crash on a bad pointer, not a panic.
    assert!(
        output.status.success() || said.contains("memory allocation of"),
        "allocation {at}: {said} {}",
        String::from_utf8_lossy(&output.stdout)
    );
    output.status.success()
}

#[test]
#[ignore = "runs as the child of the test above"]
fn the_registration_in_a_process_of_its_own() {
    let Ok(folder) = env::var(FOLDER) else { return };
    FAIL_AT.store(env::var(AT).unwrap().parse().unwrap(), SeqCst);
    run(&Store::new(Path::new(&folder)), &engine);
}
