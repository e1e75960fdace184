//! Words for people, by language. A language is given by its tag in ASCII: `ja`, `en`, `ja-x-easy`.

use alloc::string::String;
use core::ffi::c_char;

use toroku::{Code, Language};

use crate::abi::call::{call, chars, out, size, text_buffer};
use crate::abi::encoding::Encoding;
use crate::abi::number::numbered;
use crate::abi::status::{Outcome, Status, toroku_status};

/// The language of a tag. Spaces at its end, as COBOL pads, are none of it.
pub(crate) fn language(tag: &[u8]) -> Outcome<Language> {
    let tag = Encoding::PADDED_UTF8.read(tag).map_err(|_| Status::Malformed)?;
    Language::by_tag(&tag).ok_or(Status::Malformed)
}

/// How many languages there are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_language_count(count: *mut u64) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        unsafe { out(count)? }.put_size(Language::all().len());
        Ok(())
    })
}

/// The tag of a language, counted from 0. Errors: TOROKU_OUT_OF_RANGE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_language_tag(
    index: u64,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        buffer.put_ascii(Language::all().nth(size(index)?).ok_or(Status::OutOfRange)?.tag())
    })
}

/// The tag of the language that an HTTP Accept-Language header wants most. Errors: TOROKU_ABSENT where it
/// wants none that there is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_language_negotiate(
    header: *const c_char,
    header_length: u64,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts.
        let (header, buffer) =
            unsafe { (chars(header, header_length)?, text_buffer(buffer, capacity, length)?) };
        let header = core::str::from_utf8(header).map_err(|_| Status::Absent)?;
        buffer.put_ascii(Language::negotiate(header).ok_or(Status::Absent)?.tag())
    })
}

/// Writes one text of one language.
///
/// # Safety
/// The header's rules for texts.
unsafe fn wording(
    encoding: u32,
    (tag, tag_length): (*const c_char, u64),
    (start, capacity, length): (*mut c_char, u64, *mut u64),
    text: impl FnOnce(Language) -> Outcome<String>,
) -> toroku_status {
    call(|| {
        // SAFETY: the caller's promise.
        let tag = unsafe { chars(tag, tag_length)? };
        // SAFETY: the same.
        let buffer = unsafe { text_buffer(start, capacity, length)? };
        let encoding = Encoding::by_number(encoding)?;
        buffer.put(&text(language(tag)?)?, encoding)
    })
}

/// The wording of a code (TOROKU_CODE_...) as the catalogue has it, with gaps in braces where it has
/// parameters; for a finding there is toroku_findings_wording.
/// Errors, here and below: TOROKU_INVALID_VALUE, TOROKU_NOT_BUILT_IN, TOROKU_MALFORMED (the tag),
/// TOROKU_UNWRITABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_language_code(
    encoding: u32,
    language_tag: *const c_char,
    tag_length: u64,
    code: u32,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    let (tag, buffer) = ((language_tag, tag_length), (buffer, capacity, length));
    // SAFETY: the header's rules for texts.
    unsafe { wording(encoding, tag, buffer, |language| Ok(language.code(numbered::<Code>(code)?))) }
}

/// The text above a field, TOROKU_FIELD_... .
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_language_label(
    encoding: u32,
    language_tag: *const c_char,
    tag_length: u64,
    field: u32,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    let (tag, buffer) = ((language_tag, tag_length), (buffer, capacity, length));
    // SAFETY: the header's rules for texts.
    unsafe { wording(encoding, tag, buffer, |language| Ok(language.label(numbered(field)?))) }
}

/// The text beside a field, TOROKU_FIELD_...: what to enter, with an example.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_language_hint(
    encoding: u32,
    language_tag: *const c_char,
    tag_length: u64,
    field: u32,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    let (tag, buffer) = ((language_tag, tag_length), (buffer, capacity, length));
    // SAFETY: the header's rules for texts.
    unsafe { wording(encoding, tag, buffer, |language| Ok(language.hint(numbered(field)?))) }
}

/// Any text of the catalogue by its key in ASCII, like `state.entry`; `language.name` is the language's name in
/// itself. Errors: also TOROKU_ABSENT where there is no such key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_language_text(
    encoding: u32,
    language_tag: *const c_char,
    tag_length: u64,
    key: *const c_char,
    key_length: u64,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    let (tag, buffer) = ((language_tag, tag_length), (buffer, capacity, length));
    let text = |language: Language| {
        // SAFETY: the header's rule for texts that come in.
        let key = core::str::from_utf8(unsafe { chars(key, key_length)? });
        key.ok().and_then(|key| language.text(key)).ok_or(Status::Absent)
    };
    // SAFETY: the header's rules for texts.
    unsafe { wording(encoding, tag, buffer, text) }
}

/// What kind of thing a code says (TOROKU_KIND_...). Errors: TOROKU_INVALID_VALUE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_code_kind(code: u32, kind: *mut u32) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let kind = unsafe { out(kind)? };
        kind.put(numbered::<Code>(code)?.kind().number());
        Ok(())
    })
}
