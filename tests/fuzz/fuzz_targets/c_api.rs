//! The C ABI, called as C calls it, under AddressSanitizer: texts in every encoding, buffers of every size,
//! null pointers, records that are none, and calls in any order. Every buffer is a block of its own with
//! nothing after it, so that one byte too far is seen.
#![no_main]

use std::ptr::{null, null_mut};

use libfuzzer_sys::fuzz_target;
use toroku_c::layout::record_size;
use toroku_c::{
    toroku_effect_free, toroku_effect_text, toroku_handle_count, toroku_input_back,
    toroku_input_choose_category, toroku_input_confirm, toroku_input_search, toroku_input_set,
    toroku_input_take, toroku_policy, toroku_policy_free, toroku_policy_new,
    toroku_policy_set_number, toroku_record_check, toroku_record_message, toroku_registration,
    toroku_registration_draft, toroku_registration_effect, toroku_registration_free,
    toroku_registration_new, toroku_registration_restore, toroku_registration_save,
    toroku_text_check, toroku_text_convert,
};

const OK: u32 = 0;
const RECORD: usize = record_size();

#[derive(arbitrary::Arbitrary, Debug)]
struct Case {
    encoding: u8,
    strict: bool,
    steps: Vec<Step>,
}

#[derive(arbitrary::Arbitrary, Debug)]
enum Step {
    Text(u8, u8, Vec<u8>, u16),
    Choose(u8, u8),
    Set(u8, Vec<u8>),
    Draft(u8, u8),
    Search(u8, Vec<u8>, u8),
    Confirm,
    Back,
    SaveAndRestore(u16, Option<u16>),
    Restore(Vec<u8>),
    Effect(u8, u8),
    Record(Vec<(u16, Vec<u8>)>, Option<u16>, u8, u16),
    Nulls,
}

fuzz_target!(|case: Case| unsafe {
    let encoding = encoding(case.encoding);
    let (mut policy, mut registration) = (null_mut(), null_mut());
    let (version, url) = (b"now", b"https://registration.example/password");
    let made = toroku_policy_new(
        encoding,
        version.as_ptr().cast(),
        version.len() as u64,
        url.as_ptr().cast(),
        url.len() as u64,
        &raw mut policy,
    );
    assert_eq!(made == OK, !policy.is_null());
    if made != OK {
        return;
    }
    let _ = toroku_policy_set_number(policy, 1, u32::from(case.strict));
    assert_eq!(toroku_registration_new(encoding, &raw mut registration), OK);
    for step in case.steps.into_iter().take(32) {
        take(step, encoding, policy, &mut registration);
    }
    assert_eq!(toroku_registration_free(registration), OK);
    assert_eq!(toroku_policy_free(policy), OK);
    let mut left = 1;
    assert_eq!(toroku_handle_count(&raw mut left), OK);
    assert_eq!(left, 0, "a handle that nobody has is still there");
});

fn encoding(byte: u8) -> u32 {
    u32::from(byte % 8) + if byte & 0x80 != 0 { 256 } else { 0 }
}

unsafe fn take(
    step: Step,
    encoding_used: u32,
    policy: *mut toroku_policy,
    registration: &mut *mut toroku_registration,
) {
    let now = 1_700_000_000;
    let (mut answer, mut length) = (0, 0);
    unsafe {
        match step {
            Step::Text(from, to, text, capacity) => {
                let status = toroku_text_check(
                    encoding(from),
                    text.as_ptr().cast(),
                    text.len() as u64,
                    &raw mut length,
                );
                assert!(status != OK || length <= text.len() as u64);
                let mut buffer = vec![0xA5; capacity.into()].into_boxed_slice();
                let status = toroku_text_convert(
                    encoding(from),
                    text.as_ptr().cast(),
                    text.len() as u64,
                    encoding(to),
                    buffer.as_mut_ptr().cast(),
                    buffer.len() as u64,
                    &raw mut length,
                );
                assert!(status != OK || length <= buffer.len() as u64);
                // What is written can be read, and is the same again in the encoding it came from.
                if status == OK && encoding(from) < 3 && encoding(to) < 3 {
                    let mut back = vec![0; text.len()].into_boxed_slice();
                    let mut again = 0;
                    let status = toroku_text_convert(
                        encoding(to),
                        buffer.as_ptr().cast(),
                        length,
                        encoding(from),
                        back.as_mut_ptr().cast(),
                        back.len() as u64,
                        &raw mut again,
                    );
                    let is_utf8 = encoding(from) == 1;
                    assert!(!is_utf8 || (status == OK && back[..again as usize] == text[..]), "{text:x?}");
                }
            }
            Step::Choose(category, seed) => {
                let entropy: [u8; 32] = std::array::from_fn(|i| (i as u8).wrapping_mul(seed));
                let _ = toroku_input_choose_category(
                    *registration,
                    policy,
                    now,
                    u32::from(category % 5),
                    entropy.as_ptr(),
                    &raw mut answer,
                );
            }
            Step::Set(item, text) => {
                // An item's text, or a suggestion at a field.
                let put = if item < 0x80 { toroku_input_set } else { toroku_input_take };
                let _ = put(
                    *registration,
                    policy,
                    now,
                    u32::from(item % 14),
                    text.as_ptr().cast(),
                    text.len() as u64,
                    &raw mut answer,
                );
            }
            Step::Draft(item, capacity) => {
                let mut buffer = vec![0; capacity.into()].into_boxed_slice();
                let _ = toroku_registration_draft(
                    *registration,
                    u32::from(item % 14),
                    buffer.as_mut_ptr().cast(),
                    buffer.len() as u64,
                    &raw mut length,
                );
            }
            Step::Search(prefecture, query, limit) => {
                let _ = toroku_input_search(
                    *registration,
                    policy,
                    now,
                    u32::from(prefecture % 50),
                    query.as_ptr().cast(),
                    query.len() as u64,
                    limit.into(),
                    &raw mut answer,
                );
            }
            Step::Confirm => {
                let _ = toroku_input_confirm(*registration, policy, now, &raw mut answer);
            }
            Step::Back => {
                let _ = toroku_input_back(*registration, policy, now, &raw mut answer);
            }
            Step::SaveAndRestore(capacity, flip) => {
                let mut buffer = vec![0; capacity.into()].into_boxed_slice();
                let status = toroku_registration_save(
                    *registration,
                    null(),
                    null(),
                    0,
                    0,
                    buffer.as_mut_ptr(),
                    buffer.len() as u64,
                    &raw mut length,
                );
                if status != OK {
                    return;
                }
                if let Some(bit) = flip {
                    buffer[usize::from(bit) / 8 % length as usize] ^= 1 << (bit % 8);
                }
                let bytes = buffer[..length as usize].to_vec().into_boxed_slice();
                restore(&bytes, encoding_used, registration, flip.is_some());
            }
            Step::Restore(bytes) => restore(&bytes, encoding_used, registration, true),
            Step::Effect(field, capacity) => {
                let mut effect = null_mut();
                if toroku_registration_effect(*registration, policy, &raw mut effect) == OK {
                    let mut buffer = vec![0; capacity.into()].into_boxed_slice();
                    let _ = toroku_effect_text(
                        effect,
                        field.into(),
                        buffer.as_mut_ptr().cast(),
                        buffer.len() as u64,
                        &raw mut length,
                    );
                    assert_eq!(toroku_effect_free(effect), OK);
                }
            }
            Step::Record(changes, size, field, capacity) => {
                let mut record = vec![b' '; RECORD];
                for (at, bytes) in changes {
                    for (at, byte) in (usize::from(at) % RECORD..RECORD).zip(bytes) {
                        record[at] = byte;
                    }
                }
                record.truncate(size.map_or(RECORD, usize::from));
                let record = record.into_boxed_slice();
                let mut buffer = vec![0; capacity.into()].into_boxed_slice();
                let _ = toroku_record_check(
                    policy,
                    record.as_ptr(),
                    record.len() as u64,
                    now,
                    buffer.as_mut_ptr(),
                    buffer.len() as u64,
                    &raw mut answer,
                );
                let _ = toroku_record_message(
                    policy,
                    record.as_ptr(),
                    record.len() as u64,
                    now,
                    u32::from(field % 14),
                    b"ja".as_ptr().cast(),
                    2,
                    buffer.as_mut_ptr().cast(),
                    buffer.len() as u64,
                    &raw mut length,
                );
            }
            Step::Nulls => {
                assert_ne!(toroku_input_confirm(null_mut(), policy, now, &raw mut answer), OK);
                assert_ne!(
                    toroku_input_confirm(*registration, null_mut(), now, &raw mut answer),
                    OK
                );
                assert_ne!(toroku_input_confirm(*registration, policy, now, null_mut()), OK);
                assert_ne!(
                    toroku_input_set(*registration, policy, now, 1, null(), 4, &raw mut answer),
                    OK
                );
                assert_ne!(toroku_registration_new(1, null_mut()), OK);
                assert_ne!(
                    toroku_record_check(
                        policy,
                        null(),
                        RECORD as u64,
                        now,
                        null_mut(),
                        0,
                        &raw mut answer
                    ),
                    OK
                );
            }
        }
    }
}

unsafe fn restore(
    bytes: &[u8],
    encoding: u32,
    registration: &mut *mut toroku_registration,
    is_damaged: bool,
) {
    let mut restored = null_mut();
    unsafe {
        let status = toroku_registration_restore(
            encoding,
            bytes.as_ptr(),
            bytes.len() as u64,
            null(),
            null(),
            0,
            0,
            &raw mut restored,
        );
        assert!(status == OK || is_damaged);
        if status == OK {
            assert_eq!(toroku_registration_free(*registration), OK);
            *registration = restored;
        } else {
            assert!(restored.is_null(), "an output was written without success");
        }
    }
}
