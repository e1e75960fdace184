//! What a host keeps of a handle as bytes, and what it gives to protect them: the same for every kind.

use alloc::vec::Vec;

use toroku::{Guard, Secret};
use zeroize::Zeroizing;

use crate::abi::call::{buffer, bytes, out, secret};
use crate::abi::encoding::Encoding;
use crate::abi::handle::{Kind, look, make};
use crate::abi::status::Outcome;

/// Writes the bytes that `saved` makes of the handle's value.
///
/// # Safety
/// The header's rules for bytes that come in and go out.
pub(crate) unsafe fn save<T: Kind>(
    handle: *const T::Opaque,
    key: *const u8,
    context: *const u8,
    context_length: u64,
    counter: u64,
    snapshot: *mut u8,
    capacity: u64,
    length: *mut u64,
    saved: impl FnOnce(&T, &Guard<'_>) -> Vec<u8>,
) -> Outcome {
    // SAFETY: the caller's promise.
    let (key, context, snapshot) = unsafe {
        let key = optional(key)?;
        (key, bytes(context, context_length)?, buffer(snapshot, capacity, length)?)
    };
    look::<T, _>(handle, |value| {
        let guard = guard(key.as_ref(), context, counter);
        snapshot.put_bytes(&Zeroizing::new(saved(value, &guard)))
    })
}

/// Makes a handle of what `restored` makes of the bytes.
///
/// # Safety
/// The header's rules for bytes that come in and outputs.
pub(crate) unsafe fn restore<T: Kind>(
    encoding: u32,
    snapshot: *const u8,
    snapshot_length: u64,
    key: *const u8,
    context: *const u8,
    context_length: u64,
    counter: u64,
    handle: *mut *mut T::Opaque,
    restored: impl FnOnce(Encoding, &[u8], &Guard<'_>) -> Outcome<T>,
) -> Outcome {
    // SAFETY: the caller's promise.
    let (snapshot, key, context, handle) = unsafe {
        let key = optional(key)?;
        let snapshot = bytes(snapshot, snapshot_length)?;
        (snapshot, key, bytes(context, context_length)?, out(handle)?)
    };
    let encoding = Encoding::by_number(encoding)?;
    make(restored(encoding, snapshot, &guard(key.as_ref(), context, counter))?, handle);
    Ok(())
}

/// NULL is no key.
unsafe fn optional(key: *const u8) -> Outcome<Option<Secret<32>>> {
    // SAFETY: the caller's promise.
    if key.is_null() { Ok(None) } else { unsafe { secret(key) }.map(Some) }
}

fn guard<'a>(key: Option<&'a Secret<32>>, context: &'a [u8], counter: u64) -> Guard<'a> {
    let guard = Guard::default().with_context(context).with_counter(counter);
    if let Some(key) = key { guard.with_key(key) } else { guard }
}
