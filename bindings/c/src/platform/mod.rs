//! What is not the engine's: locks, the clock, memory, and what becomes of a panic.
//!
//! There are two, chosen when the library is built. The feature `std`, or a profile whose panics unwind, gives
//! `hosted`: panics are caught. Without either, `bare` does without Rust's standard
//! library, whose printing of back traces alone is as large as the engine's code.

#[cfg(all(panic = "abort", not(feature = "std")))]
mod bare;
#[cfg(not(all(panic = "abort", not(feature = "std"))))]
mod hosted;
#[cfg(all(no_back_traces, unix, not(target_vendor = "apple")))] // by ELF's own ways
#[path = "../../../release/no_back_traces.rs"]
mod no_back_traces;

#[cfg(all(panic = "abort", not(feature = "std")))]
pub(crate) use bare::{Lock, caught, clock};
#[cfg(not(all(panic = "abort", not(feature = "std"))))]
pub(crate) use hosted::{Lock, caught, clock};

/// Why a value cannot be had now.
pub(crate) enum Unavailable {
    /// Another thread has it.
    Busy,
    /// A panic left it half changed.
    #[cfg(not(all(panic = "abort", not(feature = "std"))))]
    Poisoned,
}
