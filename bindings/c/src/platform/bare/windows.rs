//! Memory and error output of Windows' C library, which every version of it has, and the system's clock.

use core::alloc::{GlobalAlloc, Layout};
use core::ffi::c_uint;

use super::MALLOC_ALIGNMENT;

pub(super) struct Memory;

// SAFETY: memory is as large and as aligned as asked, or NULL, and goes back by the function of its own kind: both
// look at the same layout.
unsafe impl GlobalAlloc for Memory {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() <= MALLOC_ALIGNMENT {
            // SAFETY: any size may be asked for.
            unsafe { libc::malloc(layout.size()).cast() }
        } else {
            // SAFETY: the alignment is a power of two.
            unsafe { libc::aligned_malloc(layout.size(), layout.align()).cast() }
        }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        if layout.align() <= MALLOC_ALIGNMENT {
            // SAFETY: by the caller's promise it came from `malloc`.
            unsafe { libc::free(memory.cast()) }
        } else {
            // SAFETY: by the caller's promise it came from `aligned_malloc`.
            unsafe { libc::aligned_free(memory.cast()) }
        }
    }
}

/// Writes to the error output. A program that has none loses the text.
pub(super) fn say(text: &str) {
    /// The number of the error output.
    const STDERR: libc::c_int = 2;
    // A place of a bug has at most some hundred bytes.
    let length = c_uint::try_from(text.len()).unwrap_or(0);
    // SAFETY: the text is as long as it says.
    unsafe { libc::write(STDERR, text.as_ptr().cast(), length) };
}

#[link(name = "kernel32")]
unsafe extern "system" {
    /// A moment as two numbers, the lower one first: tenths of a microsecond since 1601.
    safe fn GetSystemTimeAsFileTime(time: &mut [u32; 2]);
}

/// Seconds since 1970. The C library's own clock ends in 2038 in programs of 32 bits.
pub(crate) fn clock() -> Option<i64> {
    const PER_SECOND: u64 = 10_000_000;
    const FROM_1601_TO_1970: u64 = 11_644_473_600;
    let mut time = [0; 2];
    GetSystemTimeAsFileTime(&mut time);
    let since_1601 = u64::from(time[1]) << 32 | u64::from(time[0]);
    i64::try_from((since_1601 / PER_SECOND).checked_sub(FROM_1601_TO_1970)?).ok()
}
