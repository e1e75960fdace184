//! The platform without Rust's standard library: memory and the clock from the C library that every host has,
//! and an end for a panic.

use core::ops::{Deref, DerefMut};
use core::panic::{Location, PanicInfo};

use super::Unavailable;

#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(windows, path = "windows.rs")]
mod system;
mod unwinding;

pub(crate) use system::clock;

#[global_allocator]
static MEMORY: system::Memory = system::Memory;

/// What `malloc` aligns to; stricter layouts ask for theirs.
const MALLOC_ALIGNMENT: usize = 2 * size_of::<usize>();

/// A panic is a bug of this library: it says where, never with what text, and ends the process.
#[panic_handler]
#[expect(
    clippy::inline_always,
    unused_attributes,
    reason = "inlined, it shows that no panic's text is read"
)]
#[inline(always)]
fn end(panic: &PanicInfo<'_>) -> ! {
    end_at(panic.location())
}

/// Apart from [`end`], so that what panics write their texts with is left out of the library.
#[cold]
#[inline(never)]
fn end_at(location: Option<&Location<'_>>) -> ! {
    if let Some(location) = location {
        let mut digits = [0; 10];
        let mut rest = location.line();
        let mut at = digits.len();
        while rest > 0 && at > 0 {
            at -= 1;
            digits[at] = b"0123456789"[(rest % 10) as usize];
            rest /= 10;
        }
        system::say("toroku: bug at ");
        system::say(location.file());
        system::say(":");
        system::say(core::str::from_utf8(&digits[at..]).unwrap_or(""));
        system::say("\n");
    }
    // SAFETY: takes nothing.
    unsafe { libc::abort() }
}

/// Runs the body of a function. There is nothing to catch: a panic has ended the process.
#[expect(clippy::unnecessary_wraps, reason = "as where panics are caught")]
pub(crate) fn caught<R>(body: impl FnOnce() -> R) -> Option<R> {
    Some(body())
}

/// A value that many may look at or one may change.
pub(crate) struct Lock<T>(spin::RwLock<T>);

impl<T> Lock<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(spin::RwLock::new(value))
    }

    /// Looks at the value, after waiting for whoever changes it.
    pub(crate) fn look<R>(&self, body: impl FnOnce(&T) -> R) -> R {
        body(&self.0.read())
    }

    /// Changes the value, after waiting for all others.
    pub(crate) fn change<R>(&self, body: impl FnOnce(&mut T) -> R) -> R {
        body(&mut self.0.write())
    }

    /// A look at the value, or why not. Once for each kind of value, not in every function of the C ABI.
    #[inline(never)]
    pub(crate) fn try_look(&self) -> Result<impl Deref<Target = T>, Unavailable> {
        self.0.try_read().ok_or(Unavailable::Busy)
    }

    /// A change of the value, or why not.
    #[inline(never)]
    pub(crate) fn try_change(&self) -> Result<impl DerefMut<Target = T>, Unavailable> {
        self.0.try_write().ok_or(Unavailable::Busy)
    }
}
