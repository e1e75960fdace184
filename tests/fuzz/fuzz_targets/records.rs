//! Fixed-length records and their encodings, as C hands them over: any bytes, or a good applicant with some bytes changed, and
//! any table of user-defined characters. A good record's result is a good record again; what is read is written as itself.
#![no_main]

use std::ops::Range;
use std::ptr::null_mut;

use libfuzzer_sys::fuzz_target;
use toroku_c::layout::{Column, RECORD, RESULT, offset, record_size, result_size};
use toroku_c::{
    toroku_effect_free, toroku_handle_count, toroku_policy_free, toroku_policy_new,
    toroku_policy_set_user_chars, toroku_record_check, toroku_record_message,
    toroku_record_register, toroku_text_convert,
};

const OK: u32 = 0;
const UTF8: u32 = 1;
const CP932: u32 = 2;
const NEC: u32 = 3;
const CP943: u32 = 4;
const CP930: u32 = 5;
const CP939: u32 = 6;
const NOW: i64 = 1_700_000_000;

#[derive(arbitrary::Arbitrary, Debug)]
enum Case {
    Text(Vec<u8>),
    Record(Vec<u8>),
    Changed(Vec<(u16, Vec<u8>)>),
    Ebcdic(bool, Vec<(u16, Vec<u8>)>, Vec<u8>),
}

fuzz_target!(|case: Case| {
    match case {
        Case::Text(bytes) => there_and_back(&bytes),
        Case::Record(mut bytes) => {
            bytes.resize(record_size(), b' ');
            for encoding in [UTF8, CP930, CP939] {
                one_record(&bytes, encoding, b"");
            }
        }
        Case::Changed(changes) => one_record(&changed(UTF8, changes), UTF8, b""),
        Case::Ebcdic(is_latin, changes, table) => {
            let encoding = if is_latin { CP939 } else { CP930 };
            one_record(&changed(encoding, changes), encoding, &table);
        }
    }
});

/// What fills a column.
fn blank(encoding: u32) -> u8 {
    if encoding == UTF8 { b' ' } else { 0x40 }
}

/// A good record with some bytes changed.
fn changed(encoding: u32, changes: Vec<(u16, Vec<u8>)>) -> Vec<u8> {
    let mut record = good_record(encoding);
    for (at, bytes) in changes {
        for (at, byte) in (usize::from(at) % record_size()..record_size()).zip(bytes) {
            record[at] = byte;
        }
    }
    record
}

fn good_record(encoding: u32) -> Vec<u8> {
    let mut record = vec![blank(encoding); record_size()];
    for (name, bytes) in [
        ("user_name", &b"Houmu Taro"[..]),
        ("sex", b"M"),
        ("birth_date", b"20000101"),
        ("municipality", b"011011"),
        ("street_address", b"1-1-1 \x97\xCE\x83\x96\x8A\xD6\xCA\xB2\xC2 202"),
        ("phone", b"0312345678"),
        ("email", b"user01@ens-test.com"),
        ("email_confirmation", b"user01@ens-test.com"),
        ("user_type", b"applicant_at_counter"),
        ("terms_agreed", b"1"),
        ("terms_version", b"now"),
    ] {
        let bytes = match encoding {
            UTF8 => bytes.to_vec(),
            encoding => convert(CP932, bytes, encoding).expect("both have it"),
        };
        record[offset(RECORD, name)..][..bytes.len()].copy_from_slice(&bytes);
    }
    record
}

/// A text in another encoding.
fn convert(from: u32, text: &[u8], to: u32) -> Option<Vec<u8>> {
    // A character of one or two bytes has three in UTF-8 at most; all in a block of just this size.
    let mut buffer = vec![0xA5; text.len() * 3].into_boxed_slice();
    let mut length = 0;
    // SAFETY: the pointers are good for the lengths given with them.
    let status = unsafe {
        toroku_text_convert(
            from,
            text.as_ptr().cast(),
            text.len() as u64,
            to,
            buffer.as_mut_ptr().cast(),
            buffer.len() as u64,
            &raw mut length,
        )
    };
    (status == OK).then(|| buffer[..length as usize].to_vec())
}

/// What is read is written as the same text: in CP932 and CP943 in each pair of rows, in EBCDIC in no more bytes.
fn there_and_back(bytes: &[u8]) {
    for encoding in [CP930, CP939] {
        let Some(text) = convert(encoding, bytes, UTF8) else { continue };
        let again = convert(UTF8, &text, encoding).expect("what was read can be written");
        assert!(again.len() <= bytes.len());
        assert_eq!(convert(encoding, &again, UTF8), Some(text));
    }
    for from in [CP932, NEC, CP943] {
        let Some(text) = convert(from, bytes, UTF8) else { continue };
        std::str::from_utf8(&text).expect("UTF-8 was asked for");
        for to in [CP932, NEC, CP943] {
            let again = convert(UTF8, &text, to).expect("what was read can be written");
            assert_eq!(again.len(), bytes.len());
            assert_eq!(convert(from, &again, UTF8).as_deref(), Some(&text[..]));
            assert_eq!(convert(from, bytes, to), Some(again));
        }
    }
    if let (Ok(_), Some(written)) = (std::str::from_utf8(bytes), convert(UTF8, bytes, CP932)) {
        assert_eq!(convert(CP932, &written, UTF8).as_deref(), Some(bytes));
    }
}

/// Where a column's bytes stand.
fn column(layout: &[Column], name: &str) -> Range<usize> {
    let size = layout.iter().find(|column| column.name == name).expect("a column").size;
    offset(layout, name)..offset(layout, name) + size
}

fn one_record(record: &[u8], encoding: u32, table: &[u8]) {
    let record: Box<[u8]> = record.into();
    let mut policy = null_mut();
    let text = |text: &[u8]| convert(UTF8, text, encoding).expect("ASCII");
    let (version, url) = (text(b"now"), text(b"https://registration.example/password"));
    let mut line = 0;
    let mut result = vec![0; result_size()].into_boxed_slice();
    let mut registered = result.clone();
    let entropy: [u8; 32] = std::array::from_fn(|i| i as u8);
    let (mut record_status, mut record_status_again) = (99, 99);
    let mut effect = null_mut();
    // SAFETY: the pointers are good for the lengths given with them.
    unsafe {
        let made = toroku_policy_new(
            encoding,
            version.as_ptr().cast(),
            version.len() as u64,
            url.as_ptr().cast(),
            url.len() as u64,
            &raw mut policy,
        );
        assert_eq!(made, OK);
        let _ = toroku_policy_set_user_chars(policy, table.as_ptr(), table.len() as u64, &raw mut line);
        let check = |record: &[u8], result: &mut [u8], record_status: &mut u32| {
            assert_eq!(
                toroku_record_check(
                    policy,
                    record.as_ptr(),
                    record.len() as u64,
                    NOW,
                    result.as_mut_ptr(),
                    result.len() as u64,
                    record_status,
                ),
                OK
            );
        };
        check(&record, &mut result, &mut record_status);
        let status = toroku_record_register(
            policy,
            record.as_ptr(),
            record.len() as u64,
            NOW,
            0,
            entropy.as_ptr(),
            b"ja".as_ptr().cast(),
            2,
            registered.as_mut_ptr(),
            registered.len() as u64,
            &raw mut record_status_again,
            &raw mut effect,
        );
        assert_eq!(
            (status, record_status_again),
            (OK, record_status),
            "checked and registered alike"
        );
        assert_eq!(
            record_status == 0,
            !effect.is_null(),
            "an effect for a good record and no other"
        );
        for field in 1..=10 {
            let mut text = vec![0; 4096].into_boxed_slice();
            let mut length = 0;
            let _ = toroku_record_message(
                policy,
                record.as_ptr(),
                record.len() as u64,
                NOW,
                field,
                b"ja".as_ptr().cast(),
                2,
                text.as_mut_ptr().cast(),
                text.len() as u64,
                &raw mut length,
            );
        }
        if record_status == 0 {
            // What is stored is a good record, and converts to itself.
            let mut stored = record.to_vec();
            let names = [
                "user_name",
                "sex",
                "birth_date",
                "municipality",
                "street_address",
                "phone",
                "email",
            ];
            for name in names {
                let [to, from] = [RECORD, RESULT].map(|layout| column(layout, name));
                stored[to.clone()].fill(blank(encoding));
                stored[to.start..][..from.len()].copy_from_slice(&result[from]);
            }
            stored[column(RECORD, "email_confirmation")]
                .copy_from_slice(&result[column(RESULT, "email")]);
            let mut again = vec![0; result_size()].into_boxed_slice();
            check(&stored, &mut again, &mut record_status_again);
            assert_eq!(record_status_again, 0, "what is stored is not good");
            for name in names {
                let at = column(RESULT, name);
                assert_eq!(again[at.clone()], result[at], "{name}");
            }
        }
        assert_eq!(toroku_effect_free(effect), OK);
        assert_eq!(toroku_policy_free(policy), OK);
        let mut left = 1;
        assert_eq!(toroku_handle_count(&raw mut left), OK);
        assert_eq!(left, 0, "a handle that nobody has is still there");
    }
}
