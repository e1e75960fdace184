//! Fixed-length records: what C and COBOL call.

use core::ffi::c_char;

use sha2::{Digest, Sha256};
use toroku::{Entropy, Instant, Issuance, Language};

use crate::abi::call::{Buffer, buffer, bytes, call, chars, out, secret, size, text_buffer};
use crate::abi::handle::{look, make};
use crate::abi::number::{RecordResult, numbered};
use crate::abi::status::{Outcome, Status, toroku_status};
use crate::api::effect::{Order, toroku_effect};
use crate::api::findings::Finding;
use crate::api::language::language;
use crate::api::policy::{Settings, toroku_policy};
use crate::records::check::Checker;
use crate::records::columns::Columns;
use crate::records::layout::{RECORD, offset, record_size, result_size};
use crate::records::register::Issue;
use crate::records::result::new_result;

// The encoding is asked for here, where a library without CP932 is seen to have none: it holds nothing then of
// what would come after.
fn checker(settings: &Settings, now: i64) -> Outcome<Checker<'_>> {
    let columns = Columns::of(settings.encoding, settings.user.as_ref())?;
    Ok(Checker::new(&settings.policy, columns, Instant::from_unix_seconds(now)))
}

/// Checks one record (the layout is below; in the policy's encoding, or in CP932 where that is UTF-8). A
/// result record of TOROKU_RESULT_SIZE bytes is written for every record, in the same encoding, and its status
/// as `record_status`: TOROKU_RESULT_GOOD; PROBLEMS (a code for each field that has one); SHORT and LONG
/// (`length` is not TOROKU_RECORD_SIZE); EMPTY (spaces and NULs only); NEWER (`record_version` is neither blank
/// nor 1: of a later library's columns, and not read). KEY_TAKEN is a store's: another record has the host's
/// key. The words for a whole record are toroku_language_text's, by the keys result.short, result.long,
/// result.empty, result.key_taken and result.newer. Of codes the engine itself never gives, there are
/// TOROKU_CODE_RECORD_UNREADABLE for bytes that are no text, like half a character, RECORD_SHIFT for a shift
/// code without the other, RECORD_USER_CHARACTER for one that toroku_policy_set_user_chars has not named, and
/// RECORD_TOO_WIDE for a street address that with its shift codes is longer than its column.
/// Spaces (of two bytes too) and NULs at a field's end are padding; a birth date or municipality of zeros is
/// empty. A municipality is whatever says which one it is: its code of 5 or 6 digits, its name, its English
/// name, a postal code; the result has its code. `result` and `record` do not overlap.
/// Errors: TOROKU_BUFFER_TOO_SMALL, TOROKU_NOT_BUILT_IN (a library without CP932), TOROKU_UNWRITABLE (a name of
/// the policy that the encoding does not have).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_record_check(
    policy: *const toroku_policy,
    record: *const u8,
    length: u64,
    now: i64,
    result: *mut u8,
    capacity: u64,
    record_status: *mut u32,
) -> toroku_status {
    call(|| {
        let mut written = 0;
        // SAFETY: the header's rules for bytes that come in and go out, and outputs.
        let (record, result, record_status) = unsafe {
            (
                bytes(record, length)?,
                buffer(result, capacity, &raw mut written)?,
                out(record_status)?,
            )
        };
        result.needs(result_size())?;
        look::<Settings, _>(policy, |settings| {
            let mut checker = checker(settings, now)?;
            let one = checker.check(record);
            let mut written = new_result();
            one.put_result(None, None, &mut written)?;
            result.put_bytes(&*written)?;
            record_status.put(one.status.number());
            Ok(())
        })
    })
}

/// Checks one record and, where it is good, registers it: gives the user ID in the result record, and the
/// effect to commit, with record, mail and password setup, in `effect`, which may be NULL and is the
/// caller's to free; where the record is not good no effect is written.
/// `number` is the store's number where the policy issues by sequence; else how many of this record's
/// candidates the store had taken already, 0 at first. The same arguments give the same user ID, key and mail
/// again: a host that crashed between two steps repeats the call. Store record and mail in one transaction.
/// `entropy` is TOROKU_ENTROPY_SIZE random bytes of this record's own; the tag is the mail's language. The effect
/// costs about as much as the rest; the mail's texts are written only when toroku_mail_text asks for them, and
/// cost ten times that.
/// Errors: as toroku_record_check, and TOROKU_WEAK_ENTROPY, TOROKU_EXHAUSTED, TOROKU_MALFORMED (the tag),
/// TOROKU_OUT_OF_RANGE (more than 1000 candidates taken: the store does not answer for this one),
/// TOROKU_OTHER_ISSUING (the policy leaves it to the office).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_record_register(
    policy: *const toroku_policy,
    record: *const u8,
    length: u64,
    now: i64,
    number: u64,
    entropy: *const u8,
    language_tag: *const c_char,
    tag_length: u64,
    result: *mut u8,
    capacity: u64,
    record_status: *mut u32,
    effect: *mut *mut toroku_effect,
) -> toroku_status {
    call(|| {
        let mut written = 0;
        // SAFETY: the header's rules for bytes that come in and go out, and outputs; `effect` may be NULL.
        let (record, entropy, tag, result, record_status, effect) = unsafe {
            let (record, tag) = (bytes(record, length)?, chars(language_tag, tag_length)?);
            let result = buffer(result, capacity, &raw mut written)?;
            (record, secret(entropy)?, tag, result, out(record_status)?, out(effect).ok())
        };
        result.needs(result_size())?;
        let language = language(tag)?;
        look::<Settings, _>(policy, |settings| {
            let mut checker = checker(settings, now)?;
            let one = checker.check(record);
            let issue = Issue { number, entropy: &entropy, language };
            let registered = one.register(&issue)?;
            let is_wanted = effect.is_some() && registered.is_some();
            let confirmed = if is_wanted { Some(one.confirmed()?) } else { None };
            let mut written = new_result();
            one.put_result(registered.as_ref(), confirmed.as_ref(), &mut written)?;
            let commit = match (&registered, confirmed) {
                (Some(registered), Some(values)) => Some(one.commit(registered, values, &issue)?),
                _ => None,
            };
            result.put_bytes(&*written)?;
            record_status.put(one.status.number());
            if let (Some(handle), Some(effect)) = (effect, commit) {
                make(Order { encoding: settings.encoding, effect }, handle);
            }
            Ok(())
        })
    })
}

/// The pieces of a buffer of records; one shorter than a record may be last.
fn pieces(records: &[u8], capacity: usize) -> Outcome<core::slice::Chunks<'_, u8>> {
    if count_of(records) > capacity / result_size() {
        return Err(Status::BufferTooSmall);
    }
    Ok(records.chunks(record_size()))
}

fn count_of(records: &[u8]) -> usize {
    records.len().div_ceil(record_size())
}

/// Checks a buffer of records, one after the other without separators, and writes a result record for each.
/// What is left over at the end is a short record. `count` gets how many there were, `good` how many of them
/// are TOROKU_RESULT_GOOD. Errors: as toroku_record_check; with one, neither number is written, and what was
/// in `results` is kept or zeros.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_records_check(
    policy: *const toroku_policy,
    records: *const u8,
    length: u64,
    now: i64,
    results: *mut u8,
    capacity: u64,
    count: *mut u64,
    good: *mut u64,
) -> toroku_status {
    call(|| {
        let mut written = 0;
        // SAFETY: the header's rules for bytes that come in and go out, and outputs.
        let (records, results, count, good) = unsafe {
            let results = buffer(results, capacity, &raw mut written)?;
            (bytes(records, length)?, results, out(count)?, out(good)?)
        };
        let pieces = pieces(records, size(capacity)?)?;
        let all = count_of(records);
        look::<Settings, _>(policy, |settings| {
            let passed = check_all(checker(settings, now)?, pieces, &results)
                .inspect_err(|_| results.wipe(all * result_size()))?;
            count.put_size(all);
            good.put_size(passed);
            Ok(())
        })
    })
}

/// Writes result records into the caller's buffer, one after the other: a batch of any length takes no memory
/// of its own. How many of the records are good.
fn check_all<'r>(
    mut checker: Checker<'_>,
    records: impl Iterator<Item = &'r [u8]>,
    results: &Buffer,
) -> Outcome<usize> {
    let (mut good, mut result) = (0, new_result());
    for (at, record) in records.enumerate() {
        let one = checker.check(record);
        one.put_result(None, None, &mut result)?;
        results.put_at(at * result_size(), &*result)?;
        good += usize::from(one.status == RecordResult::Good);
    }
    Ok(good)
}

/// Registers a buffer of records. Where the policy issues by sequence, good records get the numbers from
/// `first_number` on, and `next_number` the number after the last; else each gets its first candidate, for
/// the store to take or for toroku_record_register to try again. `entropies` is TOROKU_ENTROPY_SIZE bytes a
/// record, one after the other. The mail of a record comes from toroku_record_register with the same record,
/// time, number, entropy and language. It takes no memory of its own. Errors: as there; with one, neither
/// number is written, and what was in `results` is kept or zeros.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_records_register(
    policy: *const toroku_policy,
    records: *const u8,
    length: u64,
    now: i64,
    first_number: u64,
    entropies: *const u8,
    entropies_size: u64,
    language_tag: *const c_char,
    tag_length: u64,
    results: *mut u8,
    capacity: u64,
    count: *mut u64,
    next_number: *mut u64,
) -> toroku_status {
    call(|| {
        let mut written = 0;
        // SAFETY: the header's rules for bytes that come in and go out, and outputs.
        let (records, entropies, tag, results, count, next) = unsafe {
            let (records, tag) = (bytes(records, length)?, chars(language_tag, tag_length)?);
            let results = buffer(results, capacity, &raw mut written)?;
            let entropies = bytes(entropies, entropies_size)?;
            (records, entropies, tag, results, out(count)?, out(next_number)?)
        };
        let pieces = pieces(records, size(capacity)?)?;
        let (all, language) = (count_of(records), language(tag)?);
        let (entropies, _) = entropies.as_chunks::<32>();
        if entropies.len() < all {
            return Err(Status::OutOfRange);
        }
        look::<Settings, _>(policy, |settings| {
            let issued = Issued { first_number, entropies, language };
            let after = register_all(checker(settings, now)?, pieces, &issued, &results)
                .inspect_err(|_| results.wipe(all * result_size()))?;
            count.put_size(all);
            next.put(after);
            Ok(())
        })
    })
}

/// How user IDs are issued to a buffer of records.
struct Issued<'a> {
    first_number: u64,
    /// One a record.
    entropies: &'a [[u8; 32]],
    language: Language,
}

/// As [`check_all`]; the number after the last.
fn register_all<'r>(
    mut checker: Checker<'_>,
    records: impl Iterator<Item = &'r [u8]>,
    issued: &Issued<'_>,
    results: &Buffer,
) -> Outcome<u64> {
    let by_number = matches!(checker.policy.issuance(), Issuance::Sequence(_));
    let (mut number, mut result) = (issued.first_number, new_result());
    for (at, (record, entropy)) in records.zip(issued.entropies).enumerate() {
        let one = checker.check(record);
        let number_now = if by_number { number } else { 0 };
        let entropy = Entropy::new(*entropy);
        let issue = Issue { number: number_now, entropy: &entropy, language: issued.language };
        let registered = one.register(&issue)?;
        one.put_result(registered.as_ref(), None, &mut result)?;
        results.put_at(at * result_size(), &*result)?;
        number += u64::from(by_number && registered.is_some());
    }
    Ok(number)
}

/// What a record is known by, so that one that comes again is seen: the SHA-256 of all its bytes but the
/// reserved ones, 32 bytes. `record_version` is among them: blank and 1 make two digests. Errors:
/// TOROKU_OUT_OF_RANGE (`length` is not TOROKU_RECORD_SIZE), TOROKU_BUFFER_TOO_SMALL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_record_digest(
    record: *const u8,
    length: u64,
    digest: *mut u8,
    capacity: u64,
) -> toroku_status {
    call(|| {
        let mut written = 0;
        // SAFETY: the header's rules for bytes that come in and go out.
        let (record, digest) =
            unsafe { (bytes(record, length)?, buffer(digest, capacity, &raw mut written)?) };
        if record.len() != record_size() {
            return Err(Status::OutOfRange);
        }
        digest.put_bytes(&Sha256::digest(&record[..offset(RECORD, "reserved")]))
    })
}

/// What to show a clerk about a field of a record: the problem's wording, or the first notice's, and behind it
/// the suggestions, unless it names one itself; in the policy's encoding. Errors: TOROKU_ABSENT where there is
/// nothing to show (or the record is not of TOROKU_RECORD_SIZE), TOROKU_INVALID_VALUE, TOROKU_MALFORMED (the
/// tag), TOROKU_NOT_BUILT_IN, TOROKU_UNWRITABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_record_message(
    policy: *const toroku_policy,
    record: *const u8,
    length: u64,
    now: i64,
    field: u32,
    language_tag: *const c_char,
    tag_length: u64,
    text: *mut c_char,
    capacity: u64,
    text_length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for bytes and texts that come in and texts that go out.
        let (record, tag, text) = unsafe {
            let tag = chars(language_tag, tag_length)?;
            (bytes(record, length)?, tag, text_buffer(text, capacity, text_length)?)
        };
        let (language, field) = (language(tag)?, numbered(field)?);
        look::<Settings, _>(policy, |settings| {
            let mut checker = checker(settings, now)?;
            let one = checker.check(record);
            let report = one.report(field).ok_or(Status::Absent)?;
            let problem = report.problem.map(Finding::Problem);
            let finding =
                problem.or_else(|| report.notices.into_iter().next().map(Finding::Notice));
            text.put(finding.ok_or(Status::Absent)?.message(language).expose(), settings.encoding)
        })
    })
}
