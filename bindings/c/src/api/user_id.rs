//! User IDs: parsed, as numbers, and both ways to issue them. All texts here are ASCII.

use core::ffi::c_char;

use toroku::{SequenceKey, UserId, random_candidate};

use crate::abi::call::{call, chars, out, secret, text_buffer};
use crate::abi::status::{Outcome, Status, toroku_status};

/// Reads a user ID, of five letters and five digits.
fn parse(text: &[u8]) -> Outcome<UserId> {
    let text = core::str::from_utf8(text).map_err(|_| Status::Malformed)?;
    text.parse().map_err(|_| Status::Malformed)
}

/// Whether a text is a user ID: five letters a to z and five digits. Errors: TOROKU_MALFORMED where it is
/// not.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_user_id_check(
    user_id: *const c_char,
    length: u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that come in.
        parse(unsafe { chars(user_id, length)? }).map(|_| ())
    })
}

/// How many user IDs can be issued.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_user_id_limit(limit: *mut u64) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        unsafe { out(limit)? }.put(UserId::COUNT);
        Ok(())
    })
}

/// The number of an issued user ID. Errors: TOROKU_MALFORMED, TOROKU_ABSENT (one with a vowel, which is never
/// issued).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_user_id_number(
    user_id: *const c_char,
    length: u64,
    number: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in and outputs.
        let (text, number) = unsafe { (chars(user_id, length)?, out(number)?) };
        number.put(parse(text)?.number().ok_or(Status::Absent)?);
        Ok(())
    })
}

/// The issued user ID with a number. Errors: TOROKU_EXHAUSTED from toroku_user_id_limit on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_user_id_from_number(
    number: u64,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        buffer.put_ascii(UserId::from_number(number).ok_or(Status::Exhausted)?.as_str())
    })
}

/// The user ID of the store's number under a key of TOROKU_ENTROPY_SIZE bytes: no two numbers give one.
/// Errors: TOROKU_WEAK_ENTROPY, TOROKU_EXHAUSTED.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_user_id_sequence(
    key: *const u8,
    number: u64,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for bytes of a fixed size and texts that go out.
        let (key, buffer) = unsafe { (secret(key)?, text_buffer(buffer, capacity, length)?) };
        buffer.put_ascii(SequenceKey::new(&key)?.user_id(number)?.as_str())
    })
}

/// The store's number that gave a user ID under a key. Errors: TOROKU_WEAK_ENTROPY, TOROKU_MALFORMED,
/// TOROKU_ABSENT (one that is never issued).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_user_id_position(
    key: *const u8,
    user_id: *const c_char,
    length: u64,
    number: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for bytes of a fixed size, texts that come in and outputs.
        let (key, text, number) = unsafe { (secret(key)?, chars(user_id, length)?, out(number)?) };
        number.put(SequenceKey::new(&key)?.number(&parse(text)?).ok_or(Status::Absent)?);
        Ok(())
    })
}

/// Candidate 0, 1, ... of entropy (TOROKU_ENTROPY_SIZE bytes): the store says whether it is taken.
/// Errors: TOROKU_WEAK_ENTROPY, TOROKU_ABSENT (once in about 10^31: ask for the next).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_user_id_random(
    entropy: *const u8,
    candidate: u32,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for bytes of a fixed size and texts that go out.
        let (entropy, buffer) =
            unsafe { (secret(entropy)?, text_buffer(buffer, capacity, length)?) };
        if !entropy.is_plausible() {
            return Err(Status::WeakEntropy);
        }
        buffer.put_ascii(random_candidate(&entropy, candidate).ok_or(Status::Absent)?.as_str())
    })
}
