//! The municipality directory: search, look-up, and the entries found.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::ffi::c_char;

use toroku::municipality::{AS_OF, Abolished, DesignatedCity, Lookup, look_up, search};
use toroku::{Municipality, Prefecture};

use crate::abi::call::{call, chars, out, saturated, size, text_buffer};
use crate::abi::encoding::Encoding;
use crate::abi::handle::{free, handle_kind, look, make};
use crate::abi::number::{LookupKind, MunicipalityText, numbered};
use crate::abi::status::{Outcome, Status, toroku_status};

/// A list of municipalities.
#[expect(non_camel_case_types, reason = "the name in C")]
pub struct toroku_municipalities(());

pub(crate) struct Municipalities {
    encoding: Encoding,
    list: Vec<Municipality>,
    subject: Subject,
}

/// What a look-up was about, where that is no entry itself.
enum Subject {
    None,
    City(DesignatedCity),
    Abolished(Abolished),
}

handle_kind!(Municipalities, toroku_municipalities, 0xD);

impl Municipalities {
    pub(crate) fn of(encoding: Encoding, list: Vec<Municipality>) -> Self {
        Self { encoding, list, subject: Subject::None }
    }
}

/// The prefecture of a number; none for 0.
pub(crate) fn prefecture_or_all(number: u32) -> Outcome<Option<Prefecture>> {
    if number == 0 {
        return Ok(None);
    }
    let found = u8::try_from(number).ok().and_then(Prefecture::by_number);
    found.map(Some).ok_or(Status::InvalidValue)
}

/// The day the directory holds for, like 2024-01-01. ASCII.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_directory_as_of(
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        buffer.put_ascii(AS_OF)
    })
}

/// A text of a prefecture (1, Hokkaido, to 47, Okinawa): TOROKU_MUNICIPALITY_NAME, KANA or ENGLISH.
/// Errors: TOROKU_INVALID_VALUE, TOROKU_NOT_BUILT_IN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_prefecture_text(
    encoding: u32,
    prefecture: u32,
    part: u32,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        let encoding = Encoding::by_number(encoding)?;
        let prefecture = prefecture_or_all(prefecture)?.ok_or(Status::InvalidValue)?;
        match numbered(part)? {
            MunicipalityText::Name => buffer.put(prefecture.name(), encoding),
            MunicipalityText::Kana => buffer.put(prefecture.kana(), encoding),
            MunicipalityText::English => buffer.put(prefecture.english(), encoding),
            MunicipalityText::Code
            | MunicipalityText::Code5
            | MunicipalityText::FullName
            | MunicipalityText::District
            | MunicipalityText::Prefecture => Err(Status::InvalidValue),
        }
    })
}

/// All entries of one prefecture (1 to 47) or of the directory (0), in the order of their codes. The list is
/// the caller's to free. Errors: TOROKU_INVALID_VALUE, TOROKU_NOT_BUILT_IN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_municipalities_list(
    encoding: u32,
    prefecture: u32,
    municipalities: *mut *mut toroku_municipalities,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let municipalities = unsafe { out(municipalities)? };
        let encoding = Encoding::by_number(encoding)?;
        let list = match prefecture_or_all(prefecture)? {
            Some(prefecture) => Prefecture::municipalities(prefecture).collect(),
            None => Municipality::all().collect(),
        };
        make(Municipalities::of(encoding, list), municipalities);
        Ok(())
    })
}

/// Finds what a person may mean, by kanji, kana or romaji, best first, at most `limit`, in one prefecture
/// (1 to 47) or all (0). The list is the caller's to free; it may be empty.
/// Errors: TOROKU_INVALID_VALUE, TOROKU_NOT_BUILT_IN, TOROKU_UNREADABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_municipalities_search(
    encoding: u32,
    prefecture: u32,
    query: *const c_char,
    query_length: u64,
    limit: u64,
    municipalities: *mut *mut toroku_municipalities,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in and outputs.
        let (query, municipalities) =
            unsafe { (chars(query, query_length)?, out(municipalities)?) };
        let encoding = Encoding::by_number(encoding)?;
        let found =
            search(&encoding.read(query)?, prefecture_or_all(prefecture)?, saturated(limit));
        make(Municipalities::of(encoding, found), municipalities);
        Ok(())
    })
}

/// What a 5- or 6-digit code or a full name stands for. TOROKU_LOOKUP_FOUND: the list has it.
/// TOROKU_LOOKUP_NEEDS_WARD: a designated city; the list has its wards. TOROKU_LOOKUP_ABOLISHED: no more; the
/// list has its successors. TOROKU_LOOKUP_UNKNOWN: the list is empty. The list is the caller's to free.
/// Errors: TOROKU_INVALID_VALUE, TOROKU_NOT_BUILT_IN, TOROKU_UNREADABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_municipalities_lookup(
    encoding: u32,
    text: *const c_char,
    text_length: u64,
    lookup: *mut u32,
    municipalities: *mut *mut toroku_municipalities,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in and outputs.
        let (text, lookup, municipalities) =
            unsafe { (chars(text, text_length)?, out(lookup)?, out(municipalities)?) };
        let encoding = Encoding::by_number(encoding)?;
        let (kind, list, subject) = match look_up(&encoding.read(text)?) {
            Lookup::Found(found) => (LookupKind::Found, vec![found], Subject::None),
            Lookup::NeedsWard(city) => {
                (LookupKind::NeedsWard, city.wards().collect(), Subject::City(city))
            }
            Lookup::Abolished(old) => {
                (LookupKind::Abolished, old.successors().collect(), Subject::Abolished(old))
            }
            Lookup::Unknown => (LookupKind::Unknown, Vec::new(), Subject::None),
        };
        lookup.put(kind.number());
        make(Municipalities { encoding, list, subject }, municipalities);
        Ok(())
    })
}

/// How many entries a list has. They are counted from 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_municipalities_count(
    municipalities: *const toroku_municipalities,
    count: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let count = unsafe { out(count)? };
        count.put_size(look::<Municipalities, _>(municipalities, |municipalities| {
            Ok(municipalities.list.len())
        })?);
        Ok(())
    })
}

/// A text of an entry, TOROKU_MUNICIPALITY_...: the 6-digit code, the 5-digit code, the name within the
/// prefecture, the full name, the district (or nothing), the reading in hiragana, the name in English, the
/// prefecture's name. Errors: TOROKU_OUT_OF_RANGE, TOROKU_INVALID_VALUE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_municipality_text(
    municipalities: *const toroku_municipalities,
    index: u64,
    part: u32,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        look::<Municipalities, _>(municipalities, |municipalities| {
            let entry = municipalities.list.get(size(index)?).ok_or(Status::OutOfRange)?;
            buffer.put(&part_of(*entry, part)?, municipalities.encoding)
        })
    })
}

fn part_of(entry: Municipality, part: u32) -> Outcome<String> {
    Ok(match numbered(part)? {
        MunicipalityText::Code => entry.code().as_str().into(),
        MunicipalityText::Code5 => entry.code().five().into(),
        MunicipalityText::Name => entry.name().into(),
        MunicipalityText::FullName => entry.full_name(),
        MunicipalityText::District => entry.district().into(),
        MunicipalityText::Kana => entry.kana(),
        MunicipalityText::English => entry.english(),
        MunicipalityText::Prefecture => entry.prefecture().name().into(),
    })
}

/// The number of an entry's prefecture, 1 to 47. Errors: TOROKU_OUT_OF_RANGE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_municipality_prefecture(
    municipalities: *const toroku_municipalities,
    index: u64,
    prefecture: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let prefecture = unsafe { out(prefecture)? };
        prefecture.put(look::<Municipalities, _>(municipalities, |municipalities| {
            let entry = municipalities.list.get(size(index)?).ok_or(Status::OutOfRange)?;
            Ok(entry.prefecture().number().into())
        })?);
        Ok(())
    })
}

/// The designated city or the abolished municipality that was looked up: TOROKU_MUNICIPALITY_CODE, NAME,
/// FULL_NAME or PREFECTURE. Errors: TOROKU_ABSENT for any other list, TOROKU_INVALID_VALUE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_municipalities_subject(
    municipalities: *const toroku_municipalities,
    part: u32,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        look::<Municipalities, _>(municipalities, |municipalities| {
            let (code, name, full_name, prefecture) = match municipalities.subject {
                Subject::None => return Err(Status::Absent),
                Subject::City(it) => (it.code(), it.name(), it.full_name(), it.prefecture()),
                Subject::Abolished(it) => (it.code(), it.name(), it.full_name(), it.prefecture()),
            };
            let text = match numbered(part)? {
                MunicipalityText::Code => code.as_str(),
                MunicipalityText::Name => name,
                MunicipalityText::FullName => &full_name,
                MunicipalityText::Prefecture => prefecture.name(),
                MunicipalityText::Code5
                | MunicipalityText::District
                | MunicipalityText::Kana
                | MunicipalityText::English => {
                    return Err(Status::InvalidValue);
                }
            };
            buffer.put(text, municipalities.encoding)
        })
    })
}

/// Frees a list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_municipalities_free(
    municipalities: *mut toroku_municipalities,
) -> toroku_status {
    call(|| free::<Municipalities>(municipalities))
}
