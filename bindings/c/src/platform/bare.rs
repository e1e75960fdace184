//! The platform without Rust's standard library: memory and the clock from the C library that every host has,
//! and an end for a panic.

use core::alloc::{GlobalAlloc, Layout};
use core::ops::{Deref, DerefMut};
use core::panic::{Location, PanicInfo};
use core::ptr::null_mut;

use super::Unavailable;

struct Malloc;

#[global_allocator]
static MALLOC: Malloc = Malloc;

/// What `malloc` aligns to on every system of 64 bits; stricter layouts ask for theirs.
const MALLOC_ALIGNMENT: usize = 2 * size_of::<usize>();

// SAFETY: memory is malloc's or posix_memalign's, both of which `free` takes back; each is as large and as
// aligned as asked, or NULL.
unsafe impl GlobalAlloc for Malloc {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() <= MALLOC_ALIGNMENT {
            // SAFETY: any size may be asked for.
            return unsafe { libc::malloc(layout.size()).cast() };
        }
        let mut memory = null_mut();
        // SAFETY: the alignment is a power of two and, being larger than malloc's, one of pointers.
        let error = unsafe { libc::posix_memalign(&raw mut memory, layout.align(), layout.size()) };
        if error == 0 { memory.cast() } else { null_mut() }
    }

    unsafe fn dealloc(&self, memory: *mut u8, _: Layout) {
        // SAFETY: by the caller's promise it came from `alloc`.
        unsafe { libc::free(memory.cast()) }
    }
}

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
    let say = |text: &str| {
        // SAFETY: the text is as long as it says. An error output that is closed changes nothing.
        unsafe { libc::write(libc::STDERR_FILENO, text.as_ptr().cast(), text.len()) };
    };
    if let Some(location) = location {
        let mut digits = [0; 10];
        let mut rest = location.line();
        let mut at = digits.len();
        while rest > 0 && at > 0 {
            at -= 1;
            digits[at] = b"0123456789"[(rest % 10) as usize];
            rest /= 10;
        }
        say("toroku: bug at ");
        say(location.file());
        say(":");
        say(core::str::from_utf8(&digits[at..]).unwrap_or(""));
        say("\n");
    }
    // SAFETY: takes nothing.
    unsafe { libc::abort() }
}

// Rust's `core` and `alloc` were made for unwinding and name these functions. Nothing unwinds here, so nothing
// calls them; hidden, since the library shows the header's symbols and no others.
core::arch::global_asm!(
    ".pushsection .text.toroku_no_unwinding,\"ax\"",
    ".globl rust_eh_personality",
    ".hidden rust_eh_personality",
    ".globl _Unwind_Resume",
    ".hidden _Unwind_Resume",
    "rust_eh_personality:",
    "_Unwind_Resume:",
    #[cfg(target_arch = "x86_64")]
    "ud2",
    #[cfg(not(target_arch = "x86_64"))]
    ".long 0", // no instruction on ARM and RISC-V
    ".popsection",
);

/// Seconds since 1970.
pub(crate) fn clock() -> Option<i64> {
    // SAFETY: a time of zeroes is one.
    let mut time: libc::timespec = unsafe { core::mem::zeroed() };
    // SAFETY: room for one time.
    let error = unsafe { libc::clock_gettime(libc::CLOCK_REALTIME, &raw mut time) };
    (error == 0).then_some(time.tv_sec)
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
