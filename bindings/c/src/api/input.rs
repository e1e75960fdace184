//! The applicant's inputs, as the host passes them on.
//!
//! Every function here does the same: reads its texts, hands one input over, writes the answer.

use alloc::vec::Vec;
use core::ffi::c_char;

use toroku::{Input, Instant, Language};

use crate::abi::call::{Out, call, chars, out, saturated, secret};
use crate::abi::encoding::Encoding;
use crate::abi::handle::{change, look};
use crate::abi::number::numbered;
use crate::abi::status::{Outcome, Status, toroku_status};
use crate::api::language::language;
use crate::api::municipalities::prefecture_or_all;
use crate::api::policy::{Settings, toroku_policy};
use crate::api::registration::{Held, toroku_registration};

pub(crate) fn handle(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    answer: Out<u32>,
    input: impl FnOnce(Encoding) -> Outcome<Input>,
) -> Outcome {
    change::<Held, _>(registration, |held| {
        look::<Settings, _>(policy, |settings| {
            let input = input(held.encoding)?;
            hand_over(held, input, now, settings, answer)
        })
    })
}

// Once, not in every function.
#[inline(never)]
fn hand_over(
    held: &mut Held,
    input: Input,
    now: i64,
    settings: &Settings,
    answer: Out<u32>,
) -> Outcome {
    let now = Instant::from_unix_seconds(now);
    let given = held.registration.handle(input, now, &settings.policy)?;
    answer.put(given.kind().number());
    held.answer = Some(given);
    Ok(())
}

/// An input that carries nothing.
///
/// # Safety
/// `answer` is NULL or valid for writing one value.
pub(crate) unsafe fn plain(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    input: Input,
    answer: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs, kept by the caller's caller.
        let answer = unsafe { out(answer)? };
        handle(registration, policy, now, answer, |_| Ok(input))
    })
}

/// A button of the top page, TOROKU_CATEGORY_... . `entropy` is TOROKU_ENTROPY_SIZE bytes from the host's
/// random source (toroku_system_entropy), used once. In an expired registration it starts again.
/// Answers: OPENED, NOT_COVERED. Errors: TOROKU_NOT_ACCEPTED, TOROKU_INVALID_VALUE, TOROKU_WEAK_ENTROPY.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_choose_category(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    category: u32,
    entropy: *const u8,
    answer: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for bytes of a fixed size and outputs.
        let (entropy, answer) = unsafe { (secret(entropy)?, out(answer)?) };
        let category = numbered(category)?;
        handle(registration, policy, now, answer, |_| {
            Ok(Input::ChooseCategory { category, entropy })
        })
    })
}

/// The text of one TOROKU_ITEM_..., instead of what was there. Empty text clears it.
/// Answers: KEPT, EXPIRED. Errors: TOROKU_NOT_ACCEPTED, TOROKU_INVALID_VALUE, TOROKU_UNREADABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_set(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    item: u32,
    text: *const c_char,
    text_length: u64,
    answer: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in and outputs.
        let (text, answer) = unsafe { (chars(text, text_length)?, out(answer)?) };
        let item = numbered(item)?;
        handle(registration, policy, now, answer, |encoding| {
            Ok(Input::Set { item, text: encoding.personal(text)? })
        })
    })
}

/// Empties one item. Answers: KEPT, EXPIRED. Errors: TOROKU_NOT_ACCEPTED, TOROKU_INVALID_VALUE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_clear(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    item: u32,
    answer: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let answer = unsafe { out(answer)? };
        let item = numbered(item)?;
        handle(registration, policy, now, answer, |_| Ok(Input::Clear { item }))
    })
}

/// Several items at once, as a screen submits them: `count` items, texts and lengths. Items not named stay
/// as they are. All are set or none. Answers and errors: as toroku_input_set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_fill(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    count: u64,
    items: *const u32,
    texts: *const *const c_char,
    text_lengths: *const u64,
    answer: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let answer = unsafe { out(answer)? };
        if count > 0 && (items.is_null() || texts.is_null() || text_lengths.is_null()) {
            return Err(Status::Null);
        }
        // More than a screen has is a count that was never set.
        let count = saturated(count);
        if count > 1_000 {
            return Err(Status::OutOfRange);
        }
        handle(registration, policy, now, answer, |encoding| {
            let one = |i| {
                // SAFETY: three arrays of `count` elements each, by the header's rule for arrays, and each
                // text valid for its length.
                let (item, text) = unsafe {
                    let text = texts.add(i).read_unaligned();
                    let length = text_lengths.add(i).read_unaligned();
                    (items.add(i).read_unaligned(), chars(text, length)?)
                };
                Ok((numbered(item)?, encoding.personal(text)?))
            };
            let items: Outcome<Vec<_>> = (0..count).map(one).collect();
            Ok(Input::Fill { items: items? })
        })
    })
}

/// A suggestion taken, for the TOROKU_FIELD_... it stands at: one of toroku_findings_suggestion, or the name or
/// code of a municipality that was found. Sets the field's items (a date its three), and what belongs with them:
/// the repeated e-mail address where it was the same, the street where a whole address was typed for the
/// municipality.
/// Answers: KEPT, EXPIRED. Errors: TOROKU_NOT_ACCEPTED, TOROKU_INVALID_VALUE, TOROKU_UNREADABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_take(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    field: u32,
    text: *const c_char,
    text_length: u64,
    answer: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in and outputs.
        let (text, answer) = unsafe { (chars(text, text_length)?, out(answer)?) };
        let field = numbered(field)?;
        handle(registration, policy, now, answer, |encoding| {
            Ok(Input::TakeSuggestion { field, text: encoding.personal(text)? })
        })
    })
}

/// The municipality search window: entries of one prefecture (1 to 47) or all (0), at most `limit`, best
/// first. An empty query lists the prefecture. The results: toroku_answer_municipalities.
/// Answers: MUNICIPALITIES, EXPIRED. Errors: TOROKU_NOT_ACCEPTED, TOROKU_INVALID_VALUE, TOROKU_UNREADABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_search(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    prefecture: u32,
    query: *const c_char,
    query_length: u64,
    limit: u64,
    answer: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in and outputs.
        let (query, answer) = unsafe { (chars(query, query_length)?, out(answer)?) };
        let prefecture = prefecture_or_all(prefecture)?;
        handle(registration, policy, now, answer, |encoding| {
            Ok(Input::SearchMunicipalities {
                prefecture,
                query: encoding.personal(query)?,
                limit: saturated(limit),
            })
        })
    })
}

/// The link to the Terms of Use; the version to show: toroku_answer_terms.
/// Answers: TERMS, EXPIRED. Errors: TOROKU_NOT_ACCEPTED.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_show_terms(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    answer: *mut u32,
) -> toroku_status {
    // SAFETY: the header's rule for outputs.
    unsafe { plain(registration, policy, now, Input::ShowTerms, answer) }
}

/// Checks "I agree to the Terms of Use", for the version that was shown.
/// Answers: KEPT, EXPIRED. Errors: TOROKU_NOT_ACCEPTED, TOROKU_UNREADABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_agree(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    version: *const c_char,
    version_length: u64,
    answer: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in and outputs.
        let (version, answer) = unsafe { (chars(version, version_length)?, out(answer)?) };
        handle(registration, policy, now, answer, |encoding| {
            Ok(Input::Agree { version: encoding.read(version)?.into_owned() })
        })
    })
}

/// Unchecks it. Answers: KEPT, EXPIRED. Errors: TOROKU_NOT_ACCEPTED.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_disagree(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    answer: *mut u32,
) -> toroku_status {
    // SAFETY: the header's rule for outputs.
    unsafe { plain(registration, policy, now, Input::Disagree, answer) }
}

/// The button Confirm of STEP1. All problems come at once: toroku_answer_problems.
/// Answers: READY_TO_CONFIRM, PROBLEMS, EXPIRED. Errors: TOROKU_NOT_ACCEPTED.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_confirm(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    answer: *mut u32,
) -> toroku_status {
    // SAFETY: the header's rule for outputs.
    unsafe { plain(registration, policy, now, Input::Confirm, answer) }
}

/// The button Back of STEP1 and STEP2: nothing is lost.
/// Answers: WENT_BACK, EXPIRED. Errors: TOROKU_NOT_ACCEPTED.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_back(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    answer: *mut u32,
) -> toroku_status {
    // SAFETY: the header's rule for outputs.
    unsafe { plain(registration, policy, now, Input::Back, answer) }
}

/// The button Registration of STEP2, with the digest of the page it was clicked on
/// (toroku_confirmation_digest) and the language of the notification.
/// Answers: ISSUING, NOT_AS_SHOWN, PROBLEMS (the Terms of Use have changed), ALREADY_REGISTERED, EXPIRED.
/// Errors: TOROKU_NOT_ACCEPTED, TOROKU_MALFORMED (the digest or the language), TOROKU_UNREADABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_input_register(
    registration: *mut toroku_registration,
    policy: *const toroku_policy,
    now: i64,
    digest: *const c_char,
    digest_length: u64,
    language_tag: *const c_char,
    tag_length: u64,
    answer: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in and outputs.
        let (digest, tag, answer) = unsafe {
            (chars(digest, digest_length)?, chars(language_tag, tag_length)?, out(answer)?)
        };
        let language: Language = language(tag)?;
        handle(registration, policy, now, answer, |encoding| {
            let digest = encoding.read(digest)?.parse().map_err(|_| Status::Malformed)?;
            Ok(Input::Register { digest, language })
        })
    })
}
