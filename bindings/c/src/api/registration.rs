//! A registration, and what it can be asked.

use alloc::vec::Vec;
use core::ffi::c_char;

use toroku::{Answer, Instant, Registration, State};

use crate::abi::call::{call, out, text_buffer};
use crate::abi::encoding::Encoding;
use crate::abi::handle::{free, handle_kind, look, make};
use crate::abi::number::numbered;
use crate::abi::status::{Outcome, Status, toroku_status};
use crate::api::findings::{Finding, Findings, toroku_findings};
use crate::api::municipalities::{Municipalities, toroku_municipalities};
use crate::api::policy::{Settings, toroku_policy};
use crate::api::snapshot::{restore, save};

/// One applicant's registration from the top page to the user ID.
#[expect(non_camel_case_types, reason = "the name in C")]
pub struct toroku_registration(());

pub(crate) struct Held {
    pub(crate) encoding: Encoding,
    pub(crate) registration: Registration,
    /// What the last accepted input led to.
    pub(crate) answer: Option<Answer>,
}

handle_kind!(Held, toroku_registration, 0x3);

/// Makes a registration at the top page. `encoding` is that of every text given to and taken from this handle.
/// Errors: TOROKU_INVALID_VALUE, TOROKU_NOT_BUILT_IN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_registration_new(
    encoding: u32,
    registration: *mut *mut toroku_registration,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let handle = unsafe { out(registration)? };
        let encoding = Encoding::by_number(encoding)?;
        make(Held { encoding, registration: Registration::new(), answer: None }, handle);
        Ok(())
    })
}

/// Frees a registration. What is to outlive it is its snapshot.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_registration_free(
    registration: *mut toroku_registration,
) -> toroku_status {
    call(|| free::<Held>(registration))
}

/// Where the registration stands: TOROKU_STATE_... .
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_registration_state(
    registration: *const toroku_registration,
    state: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let state = unsafe { out(state)? };
        state.put(look::<Held, _>(registration, |held| {
            Ok(held.registration.state().kind().number())
        })?);
        Ok(())
    })
}

/// 1 where nothing was done for longer than the policy allows, else 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_registration_expired(
    registration: *const toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    expired: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let expired = unsafe { out(expired)? };
        expired.put(look::<Held, _>(registration, |held| {
            look::<Settings, _>(policy, |settings| {
                let now = Instant::from_unix_seconds(now);
                Ok(held.registration.state().has_expired(now, &settings.policy).into())
            })
        })?);
        Ok(())
    })
}

/// The text of a TOROKU_ITEM_... as it was typed. Errors: TOROKU_INVALID_VALUE, TOROKU_ABSENT (empty, or the
/// registration is completed), TOROKU_UNWRITABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_registration_draft(
    registration: *const toroku_registration,
    item: u32,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        let item = numbered(item)?;
        look::<Held, _>(registration, |held| {
            let draft = held.registration.state().draft().ok_or(Status::Absent)?;
            buffer.put(draft.text(item).ok_or(Status::Absent)?, held.encoding)
        })
    })
}

/// The version of the Terms of Use that is agreed to. Errors: TOROKU_ABSENT, TOROKU_UNWRITABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_registration_agreed(
    registration: *const toroku_registration,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        look::<Held, _>(registration, |held| {
            let agreed = held.registration.state().agreed_terms().ok_or(Status::Absent)?;
            buffer.put(agreed, held.encoding)
        })
    })
}

/// What the engine has to say about a TOROKU_FIELD_... as it is entered now: at most one problem, or notices
/// and conversions. For feedback while a person types; nothing changes. The list is the caller's to free.
/// Errors: TOROKU_INVALID_VALUE, TOROKU_ABSENT (not at STEP1).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_registration_report(
    registration: *const toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    field: u32,
    findings: *mut *mut toroku_findings,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let findings = unsafe { out(findings)? };
        let field = numbered(field)?;
        let list = look::<Held, _>(registration, |held| {
            look::<Settings, _>(policy, |settings| {
                let now = Instant::from_unix_seconds(now);
                let report = held.registration.report(field, now, &settings.policy);
                let report = report.ok_or(Status::Absent)?;
                let mut list: Vec<Finding> =
                    report.problem.into_iter().map(Finding::Problem).collect();
                list.extend(report.notices.into_iter().map(Finding::Notice));
                list.extend(report.conversions.into_iter().map(Finding::Conversion));
                Ok(Findings { encoding: held.encoding, list })
            })
        })?;
        make(list, findings);
        Ok(())
    })
}

/// The code (TOROKU_CODE_...) whose wording the applicant is shown for the last answer.
/// Errors: TOROKU_ABSENT where it needs none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_answer_code(
    registration: *const toroku_registration,
    code: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let code = unsafe { out(code)? };
        code.put(look::<Held, _>(registration, |held| {
            let code = held.answer.as_ref().and_then(Answer::code).ok_or(Status::Absent)?;
            Ok(u32::from(code.number()))
        })?);
        Ok(())
    })
}

/// The problems of the last answer, TOROKU_ANSWER_PROBLEMS: all at once, in field order, at most one a field.
/// The list is the caller's to free. Errors: TOROKU_ABSENT after another answer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_answer_problems(
    registration: *const toroku_registration,
    findings: *mut *mut toroku_findings,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let findings = unsafe { out(findings)? };
        let list = look::<Held, _>(registration, |held| match &held.answer {
            Some(Answer::Problems(problems)) => Ok(Findings::of_problems(held.encoding, problems)),
            _ => Err(Status::Absent),
        })?;
        make(list, findings);
        Ok(())
    })
}

/// The results of the last answer, TOROKU_ANSWER_MUNICIPALITIES, best first. The list is the caller's to
/// free. Errors: TOROKU_ABSENT after another answer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_answer_municipalities(
    registration: *const toroku_registration,
    municipalities: *mut *mut toroku_municipalities,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let municipalities = unsafe { out(municipalities)? };
        let list = look::<Held, _>(registration, |held| match &held.answer {
            Some(Answer::Municipalities(found)) => {
                Ok(Municipalities::of(held.encoding, found.clone()))
            }
            _ => Err(Status::Absent),
        })?;
        make(list, municipalities);
        Ok(())
    })
}

/// The version of the Terms of Use to show, of the last answer TOROKU_ANSWER_TERMS.
/// Errors: TOROKU_ABSENT after another answer, TOROKU_UNWRITABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_answer_terms(
    registration: *const toroku_registration,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        look::<Held, _>(registration, |held| match &held.answer {
            Some(Answer::Terms { version }) => buffer.put(version, held.encoding),
            _ => Err(Status::Absent),
        })
    })
}

/// A text of STEP3, or of the issuing before it.
fn of_completion(
    registration: *const toroku_registration,
    body: impl FnOnce(&State, Encoding) -> Outcome,
) -> Outcome {
    look::<Held, _>(registration, |held| body(held.registration.state(), held.encoding))
}

/// The user ID: the applicant's at STEP3, the reserved one while it is issued. ASCII.
/// Errors: TOROKU_ABSENT where there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_registration_user_id(
    registration: *const toroku_registration,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        of_completion(registration, |state, encoding| match state {
            State::Completion(completion) => buffer.put(completion.user_id().as_str(), encoding),
            State::Issuing(issuing) => {
                buffer.put(issuing.user_id().ok_or(Status::Absent)?.as_str(), encoding)
            }
            State::Start(_) | State::Entry(_) | State::Confirmation(_) => Err(Status::Absent),
        })
    })
}

/// The key of the registration's notification and record, from STEP1 to STEP3. ASCII. Errors: TOROKU_ABSENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_registration_key(
    registration: *const toroku_registration,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        of_completion(registration, |state, encoding| {
            let key = match state {
                State::Entry(registration) => registration.key(),
                State::Issuing(issuing) => issuing.key(),
                State::Completion(completion) => completion.key(),
                State::Start(_) | State::Confirmation(_) => return Err(Status::Absent),
            };
            buffer.put(&key.expose(), encoding)
        })
    })
}

/// Where the notification goes, at STEP3. Errors: TOROKU_ABSENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_registration_email(
    registration: *const toroku_registration,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        of_completion(registration, |state, encoding| {
            let State::Completion(completion) = state else { return Err(Status::Absent) };
            buffer.put(completion.email().as_str(), encoding)
        })
    })
}

/// What the host has reported of the notification, at STEP3: TOROKU_DELIVERY_... . Errors: TOROKU_ABSENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_registration_delivery(
    registration: *const toroku_registration,
    delivery: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let delivery = unsafe { out(delivery)? };
        of_completion(registration, |state, _| {
            let State::Completion(completion) = state else { return Err(Status::Absent) };
            delivery.put(completion.delivery().number());
            Ok(())
        })
    })
}

/// The registration as bytes, to be restored by any build of any language. `key` (TOROKU_ENTROPY_SIZE bytes)
/// seals them against change, NULL against damage only; `context` binds them to a name of the host's; `counter`
/// is written into them. They hold personal data in clear: keep them where such data may be kept.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_registration_save(
    registration: *const toroku_registration,
    key: *const u8,
    context: *const u8,
    context_length: u64,
    counter: u64,
    snapshot: *mut u8,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for bytes that come in and go out.
        unsafe {
            save::<Held>(
                registration,
                key,
                context,
                context_length,
                counter,
                snapshot,
                capacity,
                length,
                |held, guard| held.registration.save(guard),
            )
        }
    })
}

/// Makes a registration from its bytes, saved under the same key and context and with a counter not below this.
/// No bytes harm. Errors: TOROKU_INVALID_VALUE and TOROKU_NOT_BUILT_IN (the encoding), TOROKU_NOT_A_SNAPSHOT,
/// TOROKU_NEWER, TOROKU_OTHER_KIND, TOROKU_BROKEN, TOROKU_ROLLED_BACK; for the applicant each is
/// TOROKU_CODE_FLOW_SNAPSHOT_INVALID.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_registration_restore(
    encoding: u32,
    snapshot: *const u8,
    snapshot_length: u64,
    key: *const u8,
    context: *const u8,
    context_length: u64,
    counter: u64,
    registration: *mut *mut toroku_registration,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for bytes that come in and outputs.
        unsafe {
            restore::<Held>(
                encoding,
                snapshot,
                snapshot_length,
                key,
                context,
                context_length,
                counter,
                registration,
                |encoding, snapshot, guard| {
                    let registration = Registration::restore(snapshot, guard)?;
                    Ok(Held { encoding, registration, answer: None })
                },
            )
        }
    })
}
