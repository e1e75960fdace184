//! STEP2: what is shown before Registration, and the digest that binds Registration to it.

use alloc::string::ToString;
use alloc::vec::Vec;
use core::ffi::c_char;

use toroku::ConfirmationView;

use crate::abi::call::{call, out, size, text_buffer};
use crate::abi::encoding::Encoding;
use crate::abi::handle::{look, make};
use crate::abi::number::numbered;
use crate::abi::status::{Outcome, Status, toroku_status};
use crate::api::findings::{Finding, Findings, toroku_findings};
use crate::api::registration::{Held, toroku_registration};

fn view<R>(
    registration: *const toroku_registration,
    body: impl FnOnce(ConfirmationView, Encoding) -> Outcome<R>,
) -> Outcome<R> {
    look::<Held, _>(registration, |held| {
        body(held.registration.confirmation().ok_or(Status::Absent)?, held.encoding)
    })
}

/// How many values STEP2 shows. Errors, here and below: TOROKU_ABSENT where STEP2 is not open.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_confirmation_count(
    registration: *const toroku_registration,
    count: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let count = unsafe { out(count)? };
        count.put_size(view(registration, |view, _| Ok(view.items.len()))?);
        Ok(())
    })
}

/// The TOROKU_FIELD_... of a value, counted from 0, in the manual's order. Errors: TOROKU_OUT_OF_RANGE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_confirmation_field(
    registration: *const toroku_registration,
    index: u64,
    field: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let field = unsafe { out(field)? };
        field.put(view(registration, |view, _| {
            Ok(view.items.get(size(index)?).ok_or(Status::OutOfRange)?.field.number())
        })?);
        Ok(())
    })
}

/// The value of a field as STEP2 shows it: exactly what is registered. Errors: TOROKU_INVALID_VALUE,
/// TOROKU_ABSENT (also for a field that STEP2 does not show), TOROKU_UNWRITABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_confirmation_text(
    registration: *const toroku_registration,
    field: u32,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        let field = numbered(field)?;
        view(registration, |view, encoding| {
            let item = view.items.iter().find(|item| item.field == field);
            buffer.put(item.ok_or(Status::Absent)?.text.expose(), encoding)
        })
    })
}

/// All that is to be shown with STEP2: the conversions made to the values, in field order, then the notices.
/// The list is the caller's to free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_confirmation_findings(
    registration: *const toroku_registration,
    findings: *mut *mut toroku_findings,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let findings = unsafe { out(findings)? };
        let list = view(registration, |view, encoding| {
            let mut list = Vec::new();
            for item in view.items {
                list.extend(item.conversions.into_iter().map(Finding::Conversion));
            }
            list.extend(view.notices.into_iter().map(Finding::Notice));
            Ok(Findings { encoding, list })
        })?;
        make(list, findings);
        Ok(())
    })
}

/// The version of the Terms of Use agreed to. Errors: TOROKU_UNWRITABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_confirmation_terms(
    registration: *const toroku_registration,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        view(registration, |view, encoding| buffer.put(&view.terms_version, encoding))
    })
}

/// The digest of what is shown, TOROKU_DIGEST_SIZE hexadecimal digits, for toroku_input_register.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_confirmation_digest(
    registration: *const toroku_registration,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        view(registration, |view, encoding| buffer.put(&view.digest.to_string(), encoding))
    })
}
