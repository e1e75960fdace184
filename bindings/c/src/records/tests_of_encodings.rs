//! Records in each encoding: what is read is written, nothing is longer than its column, nothing panics.

use encoding_rs::SHIFT_JIS;
use toroku::{Code, Field, Form, Instant, Item, Language, Policy};

use crate::abi::encoding::Encoding;
use crate::abi::number::RecordResult;
use crate::abi::user::UserCharacters;
use crate::records::check::Checker;
use crate::records::columns::Columns;
use crate::records::layout::{RECORD, RESULT, record_size, span};
use crate::records::result::new_result;
use crate::records::tests::{TEXTS, columns, compare, policy};

/// Every encoding of records by its number, and those with shift codes.
const ALL: [u32; 5] = [2, 3, 4, 5, 6];
const SHIFTED: [u32; 2] = [5, 6];

fn now() -> Instant {
    Instant::from_unix_seconds(1_700_000_000)
}

const GOOD: &[(&str, &str)] = &[
    ("user_name", "HOUMU TARO"),
    ("sex", "1"),
    ("birth_date", "20000101"),
    ("municipality", "01101"),
    ("street_address", "緑ヶ丘１－２－３　ハイツ２０２号"),
    ("phone", "0312345678"),
    ("email", "user01@ens-test.com"),
    ("email_confirmation", "user01@ens-test.com"),
    ("user_type", "applicant_at_counter"),
    ("terms_agreed", "1"),
    ("terms_version", "2023-03"),
    ("record_version", "1"),
];

pub(super) fn bytes(text: &str, columns: Columns<'_>) -> Vec<u8> {
    let mut bytes = vec![0; columns.length(text).expect("good in the test")];
    columns.put(text, &mut bytes).expect("good in the test");
    bytes
}

fn put(record: &mut [u8], name: &str, bytes: &[u8], columns: Columns<'_>) {
    let (start, end) = span(RECORD, name);
    record[start..end].fill(columns.blank());
    record[start..start + bytes.len()].copy_from_slice(bytes);
}

pub(super) fn record(columns: Columns<'_>, edits: &[(&str, &[u8])]) -> Vec<u8> {
    let mut record = vec![columns.blank(); record_size()];
    for (name, text) in GOOD {
        put(&mut record, name, &bytes(text, columns), columns);
    }
    for (name, bytes) in edits {
        put(&mut record, name, bytes, columns);
    }
    record
}

/// The text of a column of a result.
fn text(result: &[u8], name: &str, columns: Columns<'_>) -> String {
    let (start, end) = span(RESULT, name);
    let mut text = String::new();
    columns
        .read_onto(columns.without_padding(&result[start..end]), &mut text)
        .expect("what is written can be read");
    text
}

/// Status, code of the street address's problem, and the value of the street address.
fn street(columns: Columns<'_>, policy: &Policy, bytes: &[u8]) -> (RecordResult, u16, String) {
    let record = record(columns, &[("street_address", bytes)]);
    let mut checker = Checker::new(policy, columns, now());
    let one = checker.check(&record);
    let mut result = new_result();
    one.put_result(None, None, &mut result).expect("good in the test");
    (one.status, one.problem(Field::StreetAddress), text(&result[..], "street_address", columns))
}

#[test]
fn a_record_is_what_a_registration_of_its_texts_is() {
    let policy = policy();
    let mut seed = 11_u64;
    let mut below = |bound: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).expect("good in the test") % bound
    };
    for number in ALL {
        let columns = columns(number);
        let mut checker = Checker::new(&policy, columns, now());
        let mut good = 0;
        for round in 0..500 {
            let mut one = record(columns, &[]);
            if round > 0 {
                for _ in 0..=below(2) {
                    let (name, texts) = TEXTS[below(TEXTS.len())];
                    let raw = texts[below(texts.len())];
                    let text = SHIFT_JIS.decode(raw).0;
                    let mut written = vec![0; 2 * text.len()];
                    let (start, end) = span(RECORD, name);
                    match columns.put(&text, &mut written) {
                        Ok(()) => {
                            written.truncate(columns.length(&text).expect("it was written"));
                            written.truncate(end - start);
                            put(&mut one, name, &written, columns);
                        }
                        Err(_) => put(&mut one, name, raw, columns),
                    }
                }
            }
            if below(8) == 0 {
                let at = below(one.len());
                one[at] = [0x0E, 0x0F, 0x40, 0x45, 0x69, 0xF0, 0x00][below(7)];
            }
            let found = checker.check(&one);
            compare(&found);
            good += usize::from(found.status == RecordResult::Good);
            let mut result = new_result();
            found.put_result(None, None, &mut result).expect("good in the test");
            for column in RESULT.iter().filter(|column| column.name != "host_key") {
                text(&result[..], column.name, columns);
            }
        }
        assert!(good > 50, "{number}: {good}");
    }
}

/// Any bytes at all, most of them such as EBCDIC has.
#[test]
fn no_bytes_panic_and_none_overflow() {
    let policy = policy();
    let mut seed = 5_u64;
    for number in ALL {
        let columns = columns(number);
        let mut checker = Checker::new(&policy, columns, now());
        for round in 0..400 {
            let mut one = vec![0; record_size() - usize::from(round % 50 == 0)];
            for byte in &mut one {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(97);
                let any = (seed >> 33).to_le_bytes()[0];
                *byte = if any.is_multiple_of(5) {
                    [0x0E, 0x0F, 0x45, 0x40][usize::from(any) % 4]
                } else {
                    any
                };
            }
            let found = checker.check(&one);
            let mut result = new_result();
            found.put_result(None, None, &mut result).expect("good in the test");
            for field in Field::ENTRY {
                let report = found.report(*field);
                assert!(report.and_then(|report| report.problem).is_none_or(|problem| {
                    Language::all().all(|language| !language.problem(&problem).is_empty())
                }));
            }
        }
    }
}

#[test]
fn a_street_address_ends_in_its_column_with_its_shift_codes() {
    let policy = policy();
    for number in SHIFTED {
        let columns = columns(number);
        for (wide, status) in [(78, RecordResult::Good), (79, RecordResult::Good)] {
            let bytes = bytes(&"１".repeat(wide), columns);
            assert_eq!(bytes.len(), 2 * wide + 2);
            assert_eq!(street(columns, &policy, &bytes), (status, 0, "１".repeat(wide)));
        }
        // What had no shift codes gets two bytes a character, and both of them.
        let narrow = |count| bytes(&"1".repeat(count), columns);
        assert_eq!(street(columns, &policy, &narrow(79)).0, RecordResult::Good);
        let too_wide = Code::RecordTooWide.number();
        let found = street(columns, &policy, &narrow(80));
        assert_eq!(found, (RecordResult::Problems, too_wide, String::new()));
        let one = record(columns, &[("street_address", &narrow(80))]);
        let mut checker = Checker::new(&policy, columns, now());
        let report = checker.check(&one).report(Field::StreetAddress).expect("it is read");
        let words = Language::ENGLISH.problem(&report.problem.expect("it is too wide"));
        assert_eq!(
            words.as_str(),
            "With shift codes this takes 162 bytes, and there is room for 160. Shorten it."
        );
        // Of one more it is the engine that says so.
        assert_eq!(street(columns, &policy, &narrow(81)).1, Code::StreetTooLong.number());
    }
}

#[test]
fn shift_codes_that_do_not_pair_are_worded() {
    let policy = policy();
    for number in SHIFTED {
        let columns = columns(number);
        let cut = [&b"\x0E"[..], &b"\x45\x41".repeat(79), b"\x45"].concat();
        assert_eq!(cut.len(), 160);
        for (bytes, words) in [
            (&b"\x0E\x45\x41"[..], "The shift code at byte 1 has no other to close it"),
            (&cut, "The shift code at byte 1 has no other to close it"),
            (b"\x0E\x45\x41\x0F\x0F", "The shift code at byte 5 has no other to close it"),
            (b"\x0E\x45\x0F", "Byte 2 cannot be read as a character"),
            (b"\x0E\x69\x41\x0F", "The user-defined character 6941 at byte 2 is not in"),
        ] {
            let one = record(columns, &[("street_address", bytes)]);
            let mut checker = Checker::new(&policy, columns, now());
            let report = checker.check(&one).report(Field::StreetAddress).expect("it is read");
            let problem = report.problem.expect("it is unreadable");
            let found = Language::ENGLISH.problem(&problem);
            assert!(found.starts_with(words), "{}", found.as_str());
        }
        // Wide blanks fill up as single ones do.
        let wide = b"\x0E\x45\x41\x42\xF1\x40\x40\x40\x40\x0F";
        assert_eq!(street(columns, &policy, wide), (RecordResult::Good, 0, "一１".into()));
        let blank = b"\x0E\x40\x40\x40\x40\x0F";
        let required = Code::StreetRequired.number();
        assert_eq!(street(columns, &policy, blank).1, required);
    }
}

/// A result is in digits and letters of its own encoding, to the last byte of a user ID.
#[test]
fn a_result_has_the_digits_of_its_encoding() {
    let policy = policy();
    for number in ALL {
        let columns = columns(number);
        let one = record(columns, &[("phone", &bytes("x", columns))]);
        let mut checker = Checker::new(&policy, columns, now());
        let mut result = new_result();
        checker.check(&one).put_result(None, None, &mut result).expect("good in the test");
        assert_eq!(text(&result[..], "status", columns), "01");
        assert_eq!(
            text(&result[..], "problems", columns),
            format!("{}0602{}", "0".repeat(20), "0".repeat(16))
        );
        assert_eq!(text(&result[..], "record_version", columns), "1");
        assert_eq!(text(&result[..], "reserved", columns), "");
        crate::records::result::put_user_id(&mut result, "hdlpf38617", columns).expect("ASCII");
        assert_eq!(text(&result[..], "user_id", columns), "hdlpf38617");
    }
    let (start, end) = span(RESULT, "user_id");
    let mut result = new_result();
    crate::records::result::put_user_id(&mut result, "hdlpf38617", columns(6)).expect("ASCII");
    assert_eq!(result[start..end], *b"\x88\x84\x93\x97\x86\xF3\xF8\xF6\xF1\xF7");
}

#[test]
fn every_name_of_a_municipality_fits_into_its_column() {
    for number in ALL {
        let columns = columns(number);
        for (layout, name) in [(RECORD, "municipality"), (RESULT, "municipality_name")] {
            let (start, end) = span(layout, name);
            for one in toroku::municipality::Municipality::all() {
                for name in [one.full_name(), one.english()] {
                    let length = columns.length(&name);
                    assert!(length.is_ok_and(|length| length <= end - start), "{name}");
                }
            }
        }
    }
}

/// What the engine makes of a character of EBCDIC is one of EBCDIC again.
#[test]
fn what_a_street_address_becomes_can_be_written() {
    let policy = policy();
    for number in SHIFTED {
        let columns = columns(number);
        let has = |c: &char| columns.length(c.encode_utf8(&mut [0; 4])).is_ok();
        let is_taken = |c: &char| {
            let mut form = Form::new();
            let typed = format!("１{c}");
            form.set(Item::StreetAddress, &typed);
            form.report(Field::StreetAddress, now(), &policy).problem.is_none()
        };
        let all: Vec<char> = ('\0'..='\u{FFFF}').filter(has).filter(is_taken).collect();
        assert_eq!(all.len(), 7_429);
        for some in all.chunks(60) {
            // A space within, where one at an end is no part of the address.
            let typed = format!("１{}１", some.iter().collect::<String>());
            let found = street(columns, &policy, &bytes(&typed, columns));
            assert_eq!(found.0, RecordResult::Good, "{typed}");
        }
    }
}

/// A host with an old machine's encoding reads every word of the library.
#[test]
fn every_wording_can_be_written() {
    for number in ALL {
        let columns = columns(number);
        for language in Language::all() {
            for code in Code::ALL {
                let words = language.code(*code);
                assert!(columns.length(&words).is_ok(), "{words}");
            }
            for field in Field::ENTRY {
                assert!(columns.length(&language.label(*field)).is_ok());
                assert!(columns.length(&language.hint(*field)).is_ok());
            }
        }
    }
}

fn user(number: u32, file: &str) -> UserCharacters {
    let encoding = Encoding::by_number(number).expect("good in the test");
    encoding.user_characters(file.as_bytes()).expect("built in").expect("good in the test")
}

#[test]
fn the_hosts_own_characters_are_those_of_its_table() {
    let policy = policy();
    for number in ALL {
        let is_shifted = SHIFTED.contains(&number);
        let [first, second, third] =
            if is_shifted { [0x6941, 0x7FFE, 0x6A41] } else { [0xF040_u16, 0xF9FC, 0xF140] };
        let encoding = Encoding::by_number(number).expect("good in the test");
        let file = format!("{first:04X}\tU+2460\n{second:04X}\tU+8FBA U+E0101\t辺\n");
        let table = user(number, &file);
        let columns = Columns::of(encoding, Some(&table)).expect("built in");
        let raw = |code: u16| {
            let two = code.to_be_bytes();
            if is_shifted {
                vec![0x0E, two[0], two[1], 0x42, 0xF1, 0x0F]
            } else {
                [&two[..], b"\x82\x50"].concat()
            }
        };
        // ① is in CP932; in EBCDIC it is the host's own, and written so.
        assert_eq!(street(columns, &policy, &raw(first)), (RecordResult::Good, 0, "①１".into()));
        let one = record(columns, &[("street_address", &raw(first))]);
        let mut checker = Checker::new(&policy, columns, now());
        let mut result = new_result();
        checker.check(&one).put_result(None, None, &mut result).expect("good in the test");
        let (start, _) = span(RESULT, "street_address");
        let wanted = if is_shifted { raw(first) } else { b"\x87\x40\x82\x50".to_vec() };
        assert_eq!(result[start..start + wanted.len()], wanted);
        let (start, end) = span(RESULT, "converted");
        assert!(result[start..end].iter().all(|byte| *byte == columns.digit(0)));
        // What stands for a character is said to be converted.
        assert_eq!(street(columns, &policy, &raw(second)), (RecordResult::Good, 0, "辺１".into()));
        let one = record(columns, &[("street_address", &raw(second))]);
        let mut checker = Checker::new(&policy, columns, now());
        checker.check(&one).put_result(None, None, &mut result).expect("good in the test");
        assert_eq!(text(&result[..], "converted", columns), "0000100000");
        // What is not in the table is named by its code.
        let found = street(columns, &policy, &raw(third));
        assert_eq!(found.1, Code::RecordUserCharacter.number());
        // A form of a kanji is written as it is.
        let mut written = vec![0; 8];
        columns.put("辺\u{E0101}", &mut written).expect("the table has it");
        let place = usize::from(is_shifted);
        assert_eq!(written[place..place + 2], second.to_be_bytes());
        assert!(columns.put("辺\u{E0102}", &mut written).is_err());
    }
}
