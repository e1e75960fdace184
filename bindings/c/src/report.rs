//! The host's reports: what became of an effect, and of the notification.

use core::ffi::c_char;

use toroku::{Input, NotificationKey, UserId};

use crate::border::{Outcome, call, chars, out, toroku_status};
use crate::input::{handle, plain};
use crate::policy::toroku_policy;
use crate::registration::toroku_registration;
use crate::status::Status;
use crate::text::Encoding;

fn user_id(text: &[u8], encoding: Encoding) -> Outcome<UserId> {
    encoding.read(text)?.parse().map_err(|_| Status::Malformed)
}

fn key(text: &[u8], encoding: Encoding) -> Outcome<NotificationKey> {
    encoding.read(text)?.parse().map_err(|_| Status::Malformed)
}

/// The host's store has reserved the candidate of TOROKU_EFFECT_RESERVE_USER_ID. Answers: ISSUING.
/// Errors: TOROKU_NOT_ACCEPTED, TOROKU_MALFORMED, TOROKU_OTHER_USER_ID, TOROKU_OTHER_ISSUING.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_id_reserved(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    id: *const c_char,
    id_length: usize,
    answer: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in and outputs.
        let (id, answer) = unsafe { (chars(id, id_length)?, out(answer)?) };
        handle(registration, policy, now, answer, |encoding| {
            Ok(Input::UserIdReserved { user_id: user_id(id, encoding)? })
        })
    })
}

/// The host's store has counted up to this number, for TOROKU_EFFECT_RESERVE_NUMBER. Answers: ISSUING.
/// Errors: TOROKU_NOT_ACCEPTED, TOROKU_OTHER_USER_ID, TOROKU_OTHER_ISSUING, TOROKU_EXHAUSTED.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_number_reserved(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    number: u64,
    answer: *mut u32,
) -> toroku_status {
    // SAFETY: the header's rule for outputs.
    unsafe { plain(registration, policy, now, Input::NumberReserved { number }, answer) }
}

/// The user ID is somebody else's already: another is asked for. Answers: ISSUING.
/// Errors: TOROKU_NOT_ACCEPTED, TOROKU_MALFORMED, TOROKU_OTHER_USER_ID.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_id_taken(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    id: *const c_char,
    id_length: usize,
    answer: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in and outputs.
        let (id, answer) = unsafe { (chars(id, id_length)?, out(answer)?) };
        handle(registration, policy, now, answer, |encoding| {
            Ok(Input::UserIdTaken { user_id: user_id(id, encoding)? })
        })
    })
}

/// The three reports about a record or its notification, by its key.
macro_rules! keyed {
    ($registration:ident, $policy:ident, $now:ident, $key:ident, $length:ident, $answer:ident, $input:ident) => {
        call(|| {
            // SAFETY: the header's rules for texts that come in and outputs.
            let (text, answer) = unsafe { (chars($key, $length)?, out($answer)?) };
            handle($registration, $policy, $now, answer, |encoding| {
                Ok(Input::$input { key: key(text, encoding)? })
            })
        })
    };
}

/// The record of TOROKU_EFFECT_COMMIT and its notification are stored, together. Answers: REGISTERED.
/// Errors: TOROKU_NOT_ACCEPTED, TOROKU_MALFORMED, TOROKU_OTHER_NOTIFICATION.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_committed(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    record_key: *const c_char,
    key_length: usize,
    answer: *mut u32,
) -> toroku_status {
    keyed!(registration, policy, now, record_key, key_length, answer, Committed)
}

/// Nothing was stored, for certain: STEP2 is open again. Answers: STORAGE_FAILED.
/// Errors: TOROKU_NOT_ACCEPTED.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_storage_failed(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    answer: *mut u32,
) -> toroku_status {
    // SAFETY: the header's rule for outputs.
    unsafe { plain(registration, policy, now, Input::StorageFailed, answer) }
}

/// The button Back to Top Page of STEP3. Answers: BACK_AT_TOP. Errors: TOROKU_NOT_ACCEPTED.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_back_to_top(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    answer: *mut u32,
) -> toroku_status {
    // SAFETY: the header's rule for outputs.
    unsafe { plain(registration, policy, now, Input::BackToTop, answer) }
}

/// The notification was handed over to the applicant's mail service. Answers: NOTED.
/// Errors: TOROKU_NOT_ACCEPTED, TOROKU_MALFORMED, TOROKU_OTHER_NOTIFICATION.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_mail_delivered(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    mail_key: *const c_char,
    key_length: usize,
    answer: *mut u32,
) -> toroku_status {
    keyed!(registration, policy, now, mail_key, key_length, answer, NotificationDelivered)
}

/// The host gave the notification up. Answers: NOTED. Errors: as toroku_input_mail_delivered.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_mail_failed(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    mail_key: *const c_char,
    key_length: usize,
    answer: *mut u32,
) -> toroku_status {
    keyed!(registration, policy, now, mail_key, key_length, answer, NotificationFailed)
}
