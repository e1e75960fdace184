//! A call: what comes in is checked before it is used, what goes out is written last, and no panic gets out.

use core::ffi::c_char;
use core::slice;

use toroku::Secret;

use crate::abi::encoding::Encoding;
use crate::abi::status::{OK, Outcome, Status, toroku_status};
use crate::platform::caught;

/// Runs the body of a function. A panic becomes [`Status::Bug`].
pub(crate) fn call(body: impl FnOnce() -> Outcome) -> toroku_status {
    match caught(body).unwrap_or(Err(Status::Bug)) {
        Ok(()) => OK,
        Err(status) => status as u32,
    }
}

/// A length or position of the caller's, which has 64 bits on every machine. What no memory has is refused.
pub(crate) fn size(length: u64) -> Outcome<usize> {
    match isize::try_from(length) {
        Ok(length) => Ok(length.unsigned_abs()),
        Err(_) => Err(Status::OutOfRange),
    }
}

/// A limit or count of the caller's, which may be larger than any memory.
pub(crate) fn saturated(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// The bytes at a pointer. NULL is good for none.
///
/// # Safety
/// A pointer that is not NULL is valid for reading `length` bytes, unchanged, for `'a`.
pub(crate) unsafe fn bytes<'a>(pointer: *const u8, length: u64) -> Outcome<&'a [u8]> {
    if length == 0 {
        return Ok(&[]);
    }
    if pointer.is_null() {
        return Err(Status::Null);
    }
    let length = size(length)?;
    // SAFETY: neither NULL nor longer than memory can be; the rest is the caller's promise.
    Ok(unsafe { slice::from_raw_parts(pointer, length) })
}

/// [`bytes`] of a text.
///
/// # Safety
/// As [`bytes`].
pub(crate) unsafe fn chars<'a>(pointer: *const c_char, length: u64) -> Outcome<&'a [u8]> {
    // SAFETY: the caller's promise is the same.
    unsafe { bytes(pointer.cast(), length) }
}

/// `N` secret bytes at a pointer.
///
/// # Safety
/// A pointer that is not NULL is valid for reading `N` bytes.
pub(crate) unsafe fn secret<const N: usize>(pointer: *const u8) -> Outcome<Secret<N>> {
    // SAFETY: the caller's promise, for `N` bytes.
    let bytes = unsafe { bytes(pointer, N as u64)? };
    Ok(Secret::new(bytes.try_into().expect("as many as were asked for")))
}

/// Where one value goes.
pub(crate) struct Out<T>(*mut T);

/// An output, checked before anything is done.
///
/// # Safety
/// A pointer that is not NULL is valid for writing one `T` until the call ends.
pub(crate) unsafe fn out<T>(pointer: *mut T) -> Outcome<Out<T>> {
    if pointer.is_null() { Err(Status::Null) } else { Ok(Out(pointer)) }
}

impl Out<u64> {
    /// Writes a count.
    pub(crate) fn put_size(self, size: usize) {
        self.put(size as u64);
    }
}

impl<T: Copy> Out<T> {
    pub(crate) fn put(self, value: T) {
        // SAFETY: only `out` makes one: not NULL, and valid by its caller's promise. Unaligned, since a
        // COBOL group does not align its parts.
        unsafe { self.0.write_unaligned(value) }
    }
}

/// Where a text or bytes go: the caller's buffer, and how long they are.
pub(crate) struct Buffer {
    start: *mut u8,
    capacity: usize,
    length: *mut u64,
}

/// A text output. `buffer` may be NULL where `capacity` is 0, to ask for the size.
///
/// # Safety
/// `buffer` is valid for writing `capacity` bytes and `length` for one value, each unless NULL, until the
/// call ends; they do not overlap.
pub(crate) unsafe fn buffer(buffer: *mut u8, capacity: u64, length: *mut u64) -> Outcome<Buffer> {
    if length.is_null() || (buffer.is_null() && capacity > 0) {
        return Err(Status::Null);
    }
    Ok(Buffer { start: buffer, capacity: size(capacity)?, length })
}

/// [`buffer`] of characters.
///
/// # Safety
/// As [`buffer`].
pub(crate) unsafe fn text_buffer(
    start: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> Outcome<Buffer> {
    // SAFETY: the caller's promise is the same.
    unsafe { buffer(start.cast(), capacity, length) }
}

impl Buffer {
    /// Whether this many bytes would go in; if not, the caller gets the size.
    pub(crate) fn needs(&self, size: usize) -> Outcome {
        if size <= self.capacity {
            return Ok(());
        }
        // SAFETY: only `buffer` makes one: `length` is not NULL and valid by its caller's promise.
        unsafe { self.length.write_unaligned(size as u64) };
        Err(Status::BufferTooSmall)
    }

    /// Writes bytes from an offset on, all or none; the length output stays as it is.
    pub(crate) fn put_at(&self, offset: usize, bytes: &[u8]) -> Outcome {
        let end = offset.checked_add(bytes.len()).ok_or(Status::OutOfRange)?;
        if end > self.capacity {
            return Err(Status::BufferTooSmall);
        }
        if !bytes.is_empty() {
            // SAFETY: there is room from `offset` on, and a shared slice of ours cannot be the caller's buffer.
            unsafe {
                core::ptr::copy_nonoverlapping(bytes.as_ptr(), self.start.add(offset), bytes.len());
            };
        }
        Ok(())
    }

    /// Overwrites the first bytes with NULs: what was written is not to be read.
    pub(crate) fn wipe(&self, length: usize) {
        let length = length.min(self.capacity);
        if length > 0 {
            // SAFETY: the buffer is valid for `capacity` bytes.
            unsafe { core::ptr::write_bytes(self.start, 0, length) };
        }
    }

    /// Writes bytes, all or none.
    pub(crate) fn put_bytes(self, bytes: &[u8]) -> Outcome {
        self.needs(bytes.len())?;
        self.put_at(0, bytes)?;
        // SAFETY: as in `needs`.
        unsafe { self.length.write_unaligned(bytes.len() as u64) };
        Ok(())
    }

    /// Writes a text in an encoding, and in a padded one fills the rest of the buffer with spaces.
    pub(crate) fn put(self, text: &str, encoding: Encoding) -> Outcome {
        let bytes = encoding.write(text)?;
        let filling = self.capacity.saturating_sub(bytes.len());
        let start = self.start;
        let written = bytes.len();
        self.put_bytes(&bytes)?;
        if encoding.is_padded() && filling > 0 {
            // SAFETY: `written + filling` is the capacity, for which the buffer is valid.
            unsafe { core::ptr::write_bytes(start.add(written), encoding.blank(), filling) };
        }
        Ok(())
    }

    /// Writes a text of ASCII, the same in every encoding.
    pub(crate) fn put_ascii(self, text: &str) -> Outcome {
        self.put_bytes(text.as_bytes())
    }
}
