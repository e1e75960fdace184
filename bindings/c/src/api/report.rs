//! The host's reports: what became of an effect, and of the notification.

use core::ffi::c_char;

use toroku::{Input, NotificationKey, UserId};

use crate::abi::call::{call, chars, out};
use crate::abi::encoding::Encoding;
use crate::abi::handle::look;
use crate::abi::status::{Outcome, Status, toroku_status};
use crate::api::findings::{Findings, toroku_findings};
use crate::api::input::{handle, plain};
use crate::api::policy::toroku_policy;
use crate::api::registration::toroku_registration;

/// A report about a user ID.
///
/// # Safety
/// The header's rules for texts that come in and outputs.
unsafe fn about_user_id(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    (id, length): (*const c_char, u64),
    answer: *mut u32,
    report: fn(UserId) -> Input,
) -> toroku_status {
    call(|| {
        // SAFETY: the caller's promise.
        let (id, answer) = unsafe { (chars(id, length)?, out(answer)?) };
        handle(registration, policy, now, answer, |encoding| {
            let user_id = encoding.read(id)?.parse().map_err(|_| Status::Malformed)?;
            Ok(report(user_id))
        })
    })
}

/// A report about a record or its notification, by its key.
///
/// # Safety
/// The header's rules for texts that come in and outputs.
unsafe fn about_record(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    (key, length): (*const c_char, u64),
    answer: *mut u32,
    report: &dyn Fn(NotificationKey, Encoding) -> Outcome<Input>,
) -> toroku_status {
    call(|| {
        // SAFETY: the caller's promise.
        let (key, answer) = unsafe { (chars(key, length)?, out(answer)?) };
        handle(registration, policy, now, answer, |encoding| {
            let key = encoding.read(key)?.parse().map_err(|_| Status::Malformed)?;
            report(key, encoding)
        })
    })
}

/// The host's store has reserved the candidate of TOROKU_EFFECT_RESERVE_USER_ID. Answers: ISSUING.
/// Errors: TOROKU_NOT_ACCEPTED, TOROKU_MALFORMED, TOROKU_OTHER_USER_ID, TOROKU_OTHER_ISSUING.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_id_reserved(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    id: *const c_char,
    id_length: u64,
    answer: *mut u32,
) -> toroku_status {
    let report = |user_id| Input::UserIdReserved { user_id };
    // SAFETY: the header's rules for texts that come in and outputs.
    unsafe { about_user_id(registration, policy, now, (id, id_length), answer, report) }
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
/// Errors: TOROKU_NOT_ACCEPTED, TOROKU_MALFORMED, TOROKU_OTHER_USER_ID, TOROKU_OTHER_ISSUING.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_id_taken(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    id: *const c_char,
    id_length: u64,
    answer: *mut u32,
) -> toroku_status {
    let report = |user_id| Input::UserIdTaken { user_id };
    // SAFETY: the header's rules for texts that come in and outputs.
    unsafe { about_user_id(registration, policy, now, (id, id_length), answer, report) }
}

/// The record of TOROKU_EFFECT_COMMIT and its notification are stored, together. Answers: REGISTERED.
/// Errors: TOROKU_NOT_ACCEPTED, TOROKU_MALFORMED, TOROKU_OTHER_NOTIFICATION, TOROKU_OTHER_ISSUING.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_committed(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    record_key: *const c_char,
    key_length: u64,
    answer: *mut u32,
) -> toroku_status {
    let report = |key, _| Ok(Input::Committed { key });
    // SAFETY: the header's rules for texts that come in and outputs.
    unsafe { about_record(registration, policy, now, (record_key, key_length), answer, &report) }
}

/// Nothing was stored, for certain: STEP2 is open again. Answers: STORAGE_FAILED.
/// Errors: TOROKU_NOT_ACCEPTED, TOROKU_OTHER_ISSUING.
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

/// The office has registered what TOROKU_EFFECT_SUBMIT sent, now or before, under this user ID.
/// Answers: REGISTERED, NOTED (reported again). Errors: TOROKU_NOT_ACCEPTED, TOROKU_MALFORMED,
/// TOROKU_OTHER_NOTIFICATION, TOROKU_OTHER_USER_ID, TOROKU_OTHER_ISSUING.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_registered(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    record_key: *const c_char,
    key_length: u64,
    id: *const c_char,
    id_length: u64,
    answer: *mut u32,
) -> toroku_status {
    let report = |key, encoding: Encoding| {
        // SAFETY: the header's rule for texts that come in.
        let id = unsafe { chars(id, id_length)? };
        let user_id = encoding.read(id)?.parse().map_err(|_| Status::Malformed)?;
        Ok(Input::Registered { key, user_id })
    };
    // SAFETY: the header's rules for texts that come in and outputs.
    unsafe { about_record(registration, policy, now, (record_key, key_length), answer, &report) }
}

/// The office has registered nothing and says why: its problems, in a list made by toroku_findings_new. They
/// stay at their fields until the applicant changes those; STEP1 is open again. The list stays the caller's.
/// Answers: PROBLEMS. Errors: TOROKU_NOT_ACCEPTED, TOROKU_MALFORMED, TOROKU_OTHER_NOTIFICATION,
/// TOROKU_OTHER_ISSUING, TOROKU_NO_PROBLEMS.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_refused(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    record_key: *const c_char,
    key_length: u64,
    findings: *const toroku_findings,
    answer: *mut u32,
) -> toroku_status {
    let report = |key, _| {
        let problems = look::<Findings, _>(findings, |findings| Ok(findings.problems()))?;
        Ok(Input::Refused { key, problems })
    };
    // SAFETY: the header's rules for texts that come in and outputs.
    unsafe { about_record(registration, policy, now, (record_key, key_length), answer, &report) }
}

/// The office gave no answer, or none that says whether it has registered: TOROKU_EFFECT_SUBMIT stands, and is to
/// be done again. Answers: NOT_REACHED. Errors: TOROKU_NOT_ACCEPTED, TOROKU_MALFORMED,
/// TOROKU_OTHER_NOTIFICATION, TOROKU_OTHER_ISSUING.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_not_reached(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    record_key: *const c_char,
    key_length: u64,
    answer: *mut u32,
) -> toroku_status {
    let report = |key, _| Ok(Input::NotReached { key });
    // SAFETY: the header's rules for texts that come in and outputs.
    unsafe { about_record(registration, policy, now, (record_key, key_length), answer, &report) }
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
    key_length: u64,
    answer: *mut u32,
) -> toroku_status {
    let report = |key, _| Ok(Input::NotificationDelivered { key });
    // SAFETY: the header's rules for texts that come in and outputs.
    unsafe { about_record(registration, policy, now, (mail_key, key_length), answer, &report) }
}

/// The host gave the notification up. Answers: NOTED. Errors: as toroku_input_mail_delivered.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_mail_failed(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    mail_key: *const c_char,
    key_length: u64,
    answer: *mut u32,
) -> toroku_status {
    let report = |key, _| Ok(Input::NotificationFailed { key });
    // SAFETY: the header's rules for texts that come in and outputs.
    unsafe { about_record(registration, policy, now, (mail_key, key_length), answer, &report) }
}
