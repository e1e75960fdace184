//! The library itself, and what the operating system gives.

use alloc::vec;
use core::ffi::c_char;

use crate::abi::call::{call, chars, out, saturated, text_buffer};
use crate::abi::encoding::Encoding;
use crate::abi::handle::live_count;
use crate::abi::status::{Status, toroku_status};
use crate::platform::clock;

/// Counts up when a program that was linked before can no longer run with this library.
pub(crate) const ABI_VERSION: u32 = digits(env!("TOROKU_ABI_VERSION"));

/// The number that decimal digits write.
pub(crate) const fn digits(text: &str) -> u32 {
    let (mut number, mut at) = (0, 0);
    while at < text.len() {
        number = number * 10 + (text.as_bytes()[at] - b'0') as u32;
        at += 1;
    }
    number
}

/// The library's ABI: equal to TOROKU_ABI_VERSION of the header where both belong together.
#[unsafe(no_mangle)]
pub extern "C" fn toroku_abi_version() -> u32 {
    ABI_VERSION
}

/// The library's version, like 0.1.0. ASCII.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_version_text(
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        buffer.put_ascii(env!("CARGO_PKG_VERSION"))
    })
}

/// How many handles live: made and not freed. 0 at the end of a host without leaks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_handle_count(count: *mut u64) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        unsafe { out(count)? }.put_size(live_count());
        Ok(())
    })
}

/// Whether a text can be read in an encoding; if not (TOROKU_UNREADABLE), how many bytes can be read before the
/// first byte that cannot be: written also with that status.
/// Errors: TOROKU_UNREADABLE, TOROKU_INVALID_VALUE, TOROKU_NOT_BUILT_IN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_text_check(
    encoding: u32,
    text: *const c_char,
    text_length: u64,
    readable: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in and outputs.
        let (text, readable) = unsafe { (chars(text, text_length)?, out(readable)?) };
        match Encoding::by_number(encoding)?.read_at(text) {
            Ok(_) => {
                readable.put_size(text.len());
                Ok(())
            }
            Err(at) => {
                readable.put_size(at);
                Err(Status::Unreadable)
            }
        }
    })
}

/// A text from one encoding to another, strictly: nothing is replaced.
/// Errors: TOROKU_UNREADABLE, TOROKU_UNWRITABLE, TOROKU_INVALID_VALUE, TOROKU_NOT_BUILT_IN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_text_convert(
    from: u32,
    text: *const c_char,
    text_length: u64,
    to: u32,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts.
        let (text, buffer) =
            unsafe { (chars(text, text_length)?, text_buffer(buffer, capacity, length)?) };
        let (from, to) = (Encoding::by_number(from)?, Encoding::by_number(to)?);
        buffer.put(&from.read(text)?, to)
    })
}

/// A convenience: fills `entropy` with `size` bytes from the operating system's random source, 1 MiB at the most
/// in one call. The engine itself takes none: a host with a source of its own uses that.
/// Errors: TOROKU_SYSTEM_FAILED, TOROKU_OUT_OF_RANGE (more than 1 MiB).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_system_entropy(entropy: *mut u8, size: u64) -> toroku_status {
    call(|| {
        if entropy.is_null() {
            return Err(Status::Null);
        }
        // Larger than any use here: a size that was never set.
        let size = saturated(size);
        if size > 1 << 20 {
            return Err(Status::OutOfRange);
        }
        let mut bytes = zeroize::Zeroizing::new(vec![0; size]);
        getrandom::fill(&mut bytes).map_err(|_| Status::SystemFailed)?;
        // SAFETY: the header's rule for buffers: valid for writing `size` bytes.
        unsafe { core::ptr::copy_nonoverlapping(bytes.as_ptr(), entropy, size) };
        Ok(())
    })
}

/// A convenience: the operating system's clock, for every `now`. Errors: TOROKU_SYSTEM_FAILED for a clock
/// before 1970.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_system_now(now: *mut i64) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let now = unsafe { out(now)? };
        now.put(clock().filter(|seconds| *seconds >= 0).ok_or(Status::SystemFailed)?);
        Ok(())
    })
}
