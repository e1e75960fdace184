//! Effects: what the host must do, taken by polling.

use core::ffi::c_char;

use toroku::{Commit, Confirmed, Effect, Instant, Language, NotificationKey, UserId};

use crate::abi::call::{call, out, text_buffer};
use crate::abi::encoding::Encoding;
use crate::abi::handle::{free, handle_kind, look, make};
use crate::abi::number::numbered;
use crate::abi::status::{Outcome, Status, toroku_status};
use crate::api::mail::{Mail, toroku_mail};
use crate::api::password::{HeldSetup, toroku_password};
use crate::api::policy::{Settings, toroku_policy};
use crate::api::registration::{Held, toroku_registration};

/// One order to the host.
#[expect(non_camel_case_types, reason = "the name in C")]
pub struct toroku_effect(());

pub(crate) struct Order {
    pub(crate) encoding: Encoding,
    pub(crate) effect: Effect,
}

handle_kind!(Order, toroku_effect, 0x9);

impl Order {
    fn key(&self) -> NotificationKey {
        match &self.effect {
            Effect::ReserveUserId { key, .. } | Effect::ReserveNumber { key, .. } => *key,
            Effect::Commit(record) => record.key,
            Effect::Submit(submission) => submission.key,
        }
    }

    fn user_id(&self) -> Outcome<UserId> {
        match &self.effect {
            Effect::ReserveUserId { user_id, .. } => Ok(*user_id),
            Effect::ReserveNumber { .. } | Effect::Submit(_) => Err(Status::Absent),
            Effect::Commit(record) => Ok(record.user_id),
        }
    }

    fn record(&self) -> Outcome<&Commit> {
        match &self.effect {
            Effect::Commit(record) => Ok(record),
            Effect::ReserveUserId { .. } | Effect::ReserveNumber { .. } | Effect::Submit(_) => {
                Err(Status::Absent)
            }
        }
    }

    /// What is registered, when, and in which language.
    fn registered(&self) -> Outcome<(&Confirmed, Instant, Language)> {
        match &self.effect {
            Effect::Commit(it) => Ok((&it.confirmed, it.registered_at, it.notification.language())),
            Effect::Submit(it) => Ok((&it.confirmed, it.registered_at, it.language)),
            Effect::ReserveUserId { .. } | Effect::ReserveNumber { .. } => Err(Status::Absent),
        }
    }
}

/// What the host must do now. The same until its result is reported; save a snapshot before acting on it.
/// The effect is the caller's to free. Errors: TOROKU_ABSENT where nothing waits.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_registration_effect(
    registration: *const toroku_registration,
    policy: *const toroku_policy,
    effect: *mut *mut toroku_effect,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let handle = unsafe { out(effect)? };
        let order = look::<Held, _>(registration, |held| {
            look::<Settings, _>(policy, |settings| {
                let effect = held.registration.next_effect(&settings.policy);
                Ok(Order { encoding: held.encoding, effect: effect.ok_or(Status::Absent)? })
            })
        })?;
        make(order, handle);
        Ok(())
    })
}

/// What to do. TOROKU_EFFECT_RESERVE_USER_ID: reserve the user ID in the store, then report
/// toroku_input_id_reserved (also where this key already holds it) or toroku_input_id_taken.
/// TOROKU_EFFECT_RESERVE_NUMBER: count the store's sequence up (a number that this key already holds for this
/// attempt is given again), then report toroku_input_number_reserved. TOROKU_EFFECT_COMMIT: store the record
/// and its mail in one transaction, then report toroku_input_committed (also where the store already has this
/// key), toroku_input_id_taken or toroku_input_storage_failed. TOROKU_EFFECT_SUBMIT: send the values, the key
/// and the language to the office, then report toroku_input_registered, toroku_input_refused or
/// toroku_input_not_reached; it may arrive any number of times, the office registers a key once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_effect_kind(
    effect: *const toroku_effect,
    kind: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let kind = unsafe { out(kind)? };
        kind.put(look::<Order, _>(effect, |order| Ok(order.effect.kind().number()))?);
        Ok(())
    })
}

/// Who asks: the key of the record and its notification, unique in the store. ASCII.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_effect_key(
    effect: *const toroku_effect,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        look::<Order, _>(effect, |order| buffer.put(&order.key().expose(), order.encoding))
    })
}

/// The user ID to reserve or to store. ASCII. Errors: TOROKU_ABSENT for TOROKU_EFFECT_RESERVE_NUMBER and
/// TOROKU_EFFECT_SUBMIT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_effect_user_id(
    effect: *const toroku_effect,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        look::<Order, _>(effect, |order| buffer.put(order.user_id()?.as_str(), order.encoding))
    })
}

/// How many user IDs were taken before, of TOROKU_EFFECT_RESERVE_NUMBER. Errors: TOROKU_ABSENT for another.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_effect_attempt(
    effect: *const toroku_effect,
    attempt: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let attempt = unsafe { out(attempt)? };
        attempt.put(look::<Order, _>(effect, |order| match &order.effect {
            Effect::ReserveNumber { attempt, .. } => Ok(*attempt),
            Effect::ReserveUserId { .. } | Effect::Commit(_) | Effect::Submit(_) => {
                Err(Status::Absent)
            }
        })?);
        Ok(())
    })
}

/// A value to store or to submit, by TOROKU_FIELD_...: the sex as male or female, the date as YYYY-MM-DD, the
/// municipality as its 6-digit code, the user type as its name, the terms as their version.
/// Errors: TOROKU_INVALID_VALUE, TOROKU_ABSENT (neither TOROKU_EFFECT_COMMIT nor TOROKU_EFFECT_SUBMIT, or a field
/// that is not stored), TOROKU_UNWRITABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_effect_text(
    effect: *const toroku_effect,
    field: u32,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        let field = numbered(field)?;
        look::<Order, _>(effect, |order| {
            let text = order.registered()?.0.text(field).ok_or(Status::Absent)?;
            buffer.put(&text, order.encoding)
        })
    })
}

/// When Registration was clicked, of TOROKU_EFFECT_COMMIT and TOROKU_EFFECT_SUBMIT. Errors: TOROKU_ABSENT for
/// another.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_effect_registered_at(
    effect: *const toroku_effect,
    moment: *mut i64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let moment = unsafe { out(moment)? };
        moment.put(look::<Order, _>(effect, |order| Ok(order.registered()?.1.unix_seconds()))?);
        Ok(())
    })
}

/// The tag of the notification's language, of TOROKU_EFFECT_COMMIT and TOROKU_EFFECT_SUBMIT. ASCII.
/// Errors: TOROKU_ABSENT for another.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_effect_language(
    effect: *const toroku_effect,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        look::<Order, _>(effect, |order| buffer.put(order.registered()?.2.tag(), order.encoding))
    })
}

/// The mail to store with the record and to send, of TOROKU_EFFECT_COMMIT. It is the caller's to free.
/// Errors: TOROKU_ABSENT for another effect.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_effect_mail(
    effect: *const toroku_effect,
    mail: *mut *mut toroku_mail,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let handle = unsafe { out(mail)? };
        let mail = look::<Order, _>(effect, |order| {
            let notification = order.record()?.notification.clone();
            Ok(Mail { encoding: order.encoding, notification })
        })?;
        make(mail, handle);
        Ok(())
    })
}

/// The beginning of the password setup to store with the record (toroku_password_save), of
/// TOROKU_EFFECT_COMMIT. It is the caller's to free. Errors: TOROKU_ABSENT for another effect.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_effect_password(
    effect: *const toroku_effect,
    password: *mut *mut toroku_password,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let handle = unsafe { out(password)? };
        let setup = look::<Order, _>(effect, |order| {
            Ok(HeldSetup::new(order.encoding, order.record()?.password_setup.clone()))
        })?;
        make(setup, handle);
        Ok(())
    })
}

/// Frees an effect. What it orders stands until its result is reported.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_effect_free(effect: *mut toroku_effect) -> toroku_status {
    call(|| free::<Order>(effect))
}
