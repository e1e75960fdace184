//! Memory, error output and clock of the C library of Linux, Android and Apple's systems.

use core::alloc::{GlobalAlloc, Layout};
use core::ptr::null_mut;

use super::MALLOC_ALIGNMENT;

pub(super) struct Memory;

// SAFETY: memory is malloc's or posix_memalign's, both of which `free` takes back; each is as large and as
// aligned as asked, or NULL.
unsafe impl GlobalAlloc for Memory {
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

/// Writes to the error output. One that is closed changes nothing.
pub(super) fn say(text: &str) {
    // SAFETY: the text is as long as it says.
    unsafe { libc::write(libc::STDERR_FILENO, text.as_ptr().cast(), text.len()) };
}

/// Seconds since 1970.
pub(crate) fn clock() -> Option<i64> {
    #[cfg(all(target_os = "linux", target_pointer_width = "32"))]
    if let Some(now) = clock_of_64_bits() {
        return Some(now);
    }
    // SAFETY: a time of zeroes is one.
    let mut time: libc::timespec = unsafe { core::mem::zeroed() };
    // SAFETY: room for one time.
    let error = unsafe { libc::clock_gettime(libc::CLOCK_REALTIME, &raw mut time) };
    #[allow(clippy::useless_conversion, reason = "32 bits where the machine has 32")]
    (error == 0).then_some(i64::from(time.tv_sec))
}

/// The clock that goes on after January 2038: a machine of 32 bits has it from Linux 5.1 on.
#[cfg(all(target_os = "linux", target_pointer_width = "32"))]
fn clock_of_64_bits() -> Option<i64> {
    /// `clock_gettime64`, on every architecture of 32 bits.
    const CALL: libc::c_long = 403;
    let mut seconds_and_nanoseconds = [0_i64; 2];
    // SAFETY: room for one time of two numbers of 64 bits.
    let error =
        unsafe { libc::syscall(CALL, libc::CLOCK_REALTIME, seconds_and_nanoseconds.as_mut_ptr()) };
    (error == 0).then_some(seconds_and_nanoseconds[0])
}
