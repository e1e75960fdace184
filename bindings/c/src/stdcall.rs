//! Twins of the functions for records, for callers on Windows of 32 bits that know no other convention than `stdcall`, nor
//! integers of 64 bits as lengths: Visual Basic 6 and VBA. `docs/windows.md` has their declarations.

use core::ffi::c_char;

use crate::abi::status::{OK, Status, toroku_status};
use crate::api::effect::toroku_effect;
use crate::api::policy::{
    toroku_policy, toroku_policy_free, toroku_policy_new, toroku_policy_set_number,
};
use crate::api::record::{toroku_record_check, toroku_record_message, toroku_record_register};
use crate::api::system::{toroku_abi_version, toroku_system_entropy, toroku_system_now};

/// Functions that differ by the convention and by lengths of 32 bits alone.
macro_rules! twins {
    ($($twin:ident($($name:ident: $kind:ty),* $(,)?) = $function:ident;)+) => {$(
        #[unsafe(no_mangle)]
        pub(crate) unsafe extern "stdcall" fn $twin($($name: $kind),*) -> toroku_status {
            // SAFETY: what the header asks of the caller is the same.
            unsafe { $function($($name.into()),*) }
        }
    )+};
}

twins! {
    toroku_std_policy_new(
        encoding: u32,
        terms_version: *const c_char,
        terms_version_length: u32,
        password_url: *const c_char,
        password_url_length: u32,
        policy: *mut *mut toroku_policy,
    ) = toroku_policy_new;
    toroku_std_policy_set_number(
        policy: *mut toroku_policy,
        setting: u32,
        value: u32,
    ) = toroku_policy_set_number;
    toroku_std_policy_free(policy: *mut toroku_policy) = toroku_policy_free;
    toroku_std_record_check(
        policy: *const toroku_policy,
        record: *const u8,
        length: u32,
        now: i64,
        result: *mut u8,
        capacity: u32,
        record_status: *mut u32,
    ) = toroku_record_check;
    toroku_std_record_register(
        policy: *const toroku_policy,
        record: *const u8,
        length: u32,
        now: i64,
        number: u64,
        entropy: *const u8,
        language_tag: *const c_char,
        tag_length: u32,
        result: *mut u8,
        capacity: u32,
        record_status: *mut u32,
        effect: *mut *mut toroku_effect,
    ) = toroku_record_register;
    toroku_std_system_now(now: *mut i64) = toroku_system_now;
    toroku_std_system_entropy(entropy: *mut u8, size: u32) = toroku_system_entropy;
}

#[unsafe(no_mangle)]
pub(crate) extern "stdcall" fn toroku_std_abi_version() -> u32 {
    toroku_abi_version()
}

#[unsafe(no_mangle)]
pub(crate) unsafe extern "stdcall" fn toroku_std_record_message(
    policy: *const toroku_policy,
    record: *const u8,
    length: u32,
    now: i64,
    field: u32,
    language_tag: *const c_char,
    tag_length: u32,
    text: *mut c_char,
    capacity: u32,
    text_length: *mut u32,
) -> toroku_status {
    if text_length.is_null() {
        return Status::Null as u32;
    }
    let mut written = 0;
    // SAFETY: what the header asks of the caller is the same.
    let status = unsafe {
        toroku_record_message(
            policy,
            record,
            length.into(),
            now,
            field,
            language_tag,
            tag_length.into(),
            text,
            capacity.into(),
            &raw mut written,
        )
    };
    if status == OK || status == Status::BufferTooSmall as u32 {
        let written = u32::try_from(written).unwrap_or(u32::MAX);
        // SAFETY: not NULL, and the header's rule for outputs.
        unsafe { text_length.write_unaligned(written) };
    }
    status
}
