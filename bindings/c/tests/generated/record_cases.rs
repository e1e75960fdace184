//! `tests/cobol/cases.dat`: records with what must become of them, for the runners in C and COBOL. Each case
//! is 720 bytes: its name (32), the length to pass (4 digits), the result's status (2 digits), the problems by
//! field (10 × 4 digits), whether the name comes out converted (1 digit), the record (641 bytes).

use encoding_rs::SHIFT_JIS;

use toroku_c::layout::{RECORD, offset};

const CASE: usize = 720;

/// A column and the bytes to put at its beginning, over spaces or another padding.
#[derive(Clone)]
struct Edit(&'static str, Vec<u8>, u8);

fn text(name: &'static str, text: &str) -> Edit {
    let (bytes, _, lost) = SHIFT_JIS.encode(text);
    assert!(!lost, "{text}");
    Edit(name, bytes.into_owned(), b' ')
}

fn good() -> Vec<Edit> {
    vec![
        text("user_name", "HOUMU TARO"),
        text("sex", "1"),
        text("birth_date", "20000101"),
        text("municipality", "011011"),
        text("street_address", "１－１－１　緑ヶ関ハイツ２０２号"),
        text("phone", "0312345678"),
        text("email", "user01@ens-test.com"),
        text("email_confirmation", "user01@ens-test.com"),
        text("user_type", "applicant_at_counter"),
        text("terms_agreed", "1"),
        text("terms_version", "2023-03"),
        text("host_key", "COUNTER-07-000123"),
    ]
}

/// Name, edits over the good record, length to pass, status, problems, whether the name is converted.
type Case = (&'static str, Vec<Edit>, usize, u8, &'static [(usize, u16)], bool);

// Fields: 0 name, 1 sex, 2 birth, 3 municipality, 4 street, 5 phone, 6 email, 7 repeated, 8 type, 9 terms.
fn cases() -> Vec<Case> {
    [cases_of_bytes(), cases_of_municipalities(), cases_of_other_fields(), cases_of_whole_records()]
        .concat()
}

fn same(name: &'static str, edits: Vec<Edit>) -> Case {
    (name, edits, 600, 0, &[], false)
}

fn bad(name: &'static str, edits: Vec<Edit>, problems: &'static [(usize, u16)]) -> Case {
    (name, edits, 600, 1, problems, false)
}

fn raw(name: &'static str, bytes: &[u8]) -> Edit {
    Edit(name, bytes.to_vec(), b' ')
}

/// Padding, encodings, lengths.
fn cases_of_bytes() -> Vec<Case> {
    let street = |bytes: &[u8]| vec![raw("street_address", bytes)];
    vec![
        same("good", vec![]),
        same(
            "zero-filled fields",
            vec![
                Edit("user_name", b"HOUMU TARO".to_vec(), 0),
                Edit("phone", b"0312345678".to_vec(), 0),
            ],
        ),
        same("padded with wide spaces", street(b"\x88\xEA\x82\x50\x81\x40\x81\x40\x81\x40")),
        same("sex as a letter", vec![text("sex", "F")]),
        same("second byte is a backslash", street(b"\x95\x5C\x82\x50")),
        same("takahashi, NEC row", street(b"\xEE\xE0\x82\x50")),
        same("takahashi, IBM row", street(b"\xFB\xFC\x82\x50")),
        same("half-width katakana", street(b"\xCA\xB2\xC2 1")),
        ("name in small letters", vec![text("user_name", "Houmu Taro")], 600, 0, &[], true),
        ("name at its longest", vec![Edit("user_name", vec![b'A'; 104], b' ')], 600, 0, &[], false),
        same("street at its longest", street(&b"\x82\x50".repeat(80))),
        bad(
            "half a character at the end",
            street(&[b"\x82\x50".repeat(79), b"A\x82".to_vec()].concat()),
            &[(4, 9001)],
        ),
        bad("half a character before spaces", street(b"\x82\x50\x82"), &[(4, 9001)]),
        bad("code without a character", street(b"\x85\x40"), &[(4, 9001)]),
        bad("user-defined character", street(b"\xF0\x40\x82\x50"), &[(4, 9003)]),
        bad("kanji in the name", vec![text("user_name", "法務太郎")], &[(0, 105)]),
        bad("apostrophe", vec![text("user_name", "O'BRIEN")], &[(0, 106)]),
        bad("a NUL inside", vec![raw("user_name", b"HOUMU\0TARO")], &[(0, 1101)]),
    ]
}

fn cases_of_municipalities() -> Vec<Case> {
    let written = |municipality| vec![text("municipality", municipality)];
    vec![
        same("code of five digits", written("01101")),
        same("municipality by name", written("北海道札幌市中央区")),
        same("its name and wide spaces", written("札幌市中央区　　")),
        same("its name in old kanji", written("北海道札幌市中央區")),
        same("its English name", written("Chuo Ward, Sapporo")),
        same("its postal code", written("〒060-0001")),
        same("a code under NULs", vec![Edit("municipality", b"011011".to_vec(), 0)]),
        bad("municipality of zeros", written("000000"), &[(3, 401)]),
        bad("wrong check digit", written("011012"), &[(3, 402)]),
        bad("city without its ward", written("011002"), &[(3, 403)]),
        bad("merged municipality", written("221350"), &[(3, 404)]),
        bad("two cities of one name", written("Fuchu City"), &[(3, 402)]),
        bad("postal code of two", written("498-0000"), &[(3, 402)]),
        bad("name that many wards have", written("中央区"), &[(3, 402)]),
        bad("name of a city with wards", written("札幌市"), &[(3, 403)]),
        bad("a whole address", written("東京都新宿区西新宿2-8-1"), &[(3, 407)]),
        bad("half a character in it", vec![raw("municipality", b"\x8F\x61\x92")], &[(3, 9001)]),
    ]
}

fn cases_of_other_fields() -> Vec<Case> {
    vec![
        bad("sex unknown", vec![text("sex", "3")], &[(1, 202)]),
        bad("birth date of zeros", vec![text("birth_date", "00000000")], &[(2, 301)]),
        bad("birth date without its day", vec![text("birth_date", "200001")], &[(2, 302)]),
        bad("30 February", vec![text("birth_date", "20000230")], &[(2, 303)]),
        bad("not born yet", vec![text("birth_date", "20231231")], &[(2, 304)]),
        bad("year of another calendar", vec![text("birth_date", "25430101")], &[(2, 312)]),
        bad("day not known", vec![text("birth_date", "20000100")], &[(2, 313)]),
        bad("phone with letters", vec![text("phone", "03-ABC")], &[(5, 602)]),
        bad(
            "no at sign",
            vec![text("email", "user01"), text("email_confirmation", "user01")],
            &[(6, 702)],
        ),
        bad(
            "addresses differ",
            vec![text("email_confirmation", "user02@ens-test.com")],
            &[(7, 802)],
        ),
        bad("unreadable address", vec![raw("email", b"user\x81")], &[(6, 9001)]),
        bad("user type unknown", vec![text("user_type", "visitor")], &[(8, 902)]),
        bad("terms not agreed", vec![text("terms_agreed", "0")], &[(9, 1001)]),
        bad("older terms", vec![text("terms_version", "2019-01")], &[(9, 1002)]),
    ]
}

fn cases_of_whole_records() -> Vec<Case> {
    let all_missing =
        || good().into_iter().map(|Edit(name, ..)| raw(name, b"")).collect::<Vec<_>>();
    let without_key = |mut edits: Vec<Edit>| {
        edits.pop();
        edits
    };
    vec![
        bad(
            "everything missing but the key",
            without_key(all_missing()),
            &[
                (0, 101),
                (1, 201),
                (2, 301),
                (3, 401),
                (4, 501),
                (5, 601),
                (6, 701),
                (7, 801),
                (8, 901),
                (9, 1001),
            ],
        ),
        ("short by one byte", vec![], 599, 2, &[], false),
        ("short, no key either", vec![], 300, 2, &[], false),
        ("long by one byte", vec![], 601, 3, &[], false),
        ("all spaces", all_missing(), 600, 4, &[], false),
        (
            "all NULs",
            good().into_iter().map(|Edit(name, ..)| Edit(name, vec![], 0)).collect(),
            600,
            4,
            &[],
            false,
        ),
        ("no bytes", vec![], 0, 4, &[], false),
        same("version 1", vec![text("record_version", "1")]),
        same("version of NULs", vec![Edit("record_version", vec![0], 0)]),
        ("a later version", vec![text("record_version", "2")], 600, 6, &[], false),
    ]
}

/// A record: the edits over the good one.
fn record(edits: Vec<Edit>, size: usize) -> Vec<u8> {
    let mut record = vec![b' '; size];
    for Edit(name, bytes, padding) in good().into_iter().chain(edits) {
        let size = RECORD.iter().find(|column| column.name == name).unwrap().size;
        let column = &mut record[offset(RECORD, name)..][..size];
        column.fill(padding);
        column[..bytes.len()].copy_from_slice(&bytes);
    }
    record
}

/// `examples/counter-cobol/applicants.dat`: a morning at a counter, good records and bad.
#[test]
fn the_applicants_of_the_example_are_these() {
    let person = |key, name, more: Vec<Edit>| {
        let edits = [text("host_key", key), text("user_name", name)];
        record(edits.into_iter().chain(more).collect(), 600)
    };
    let mail = |address| vec![text("email", address), text("email_confirmation", address)];
    let street = |bytes: &[u8]| Edit("street_address", bytes.to_vec(), b' ');
    let file = [
        person("A-0001", "HOUMU TARO", vec![]),
        person("A-0002", "Nguyen Van Duc", mail("duc@example.jp")),
        person("A-0003", "O'BRIEN SEAN", vec![]),
        person(
            "A-0004",
            "SUHARTO",
            vec![text("sex", "1"), text("municipality", "Chiyoda City, Tokyo")],
        ),
        person("A-0005", "MARIA SOUZA", vec![text("sex", "2"), text("birth_date", "19990230")]),
        person("A-0006", "CHEN LI", vec![text("municipality", "221350")]),
        person("A-0007", "KIM JIWOO", vec![street(b"\xFB\xFC\x8B\xB4\x82\x50\x81\x7C\x82")]),
        person(
            "A-0008",
            "TAKAHASHI HANAKO",
            vec![street(b"\xEE\xE0\x8B\xB4\x82\x50\x81\x7C\x82\x51")],
        ),
        person(
            "A-0009",
            "PATEL ASHA",
            vec![text("email_confirmation", "user10@ens-test.com"), text("terms_agreed", "0")],
        ),
        vec![b' '; 600],
        person("A-0011", "IVANOVA ANNA", vec![text("phone", "03-1234-5678"), text("sex", "2")]),
        person("A-0012", "SANTOS LUZ", vec![text("municipality", "府中市")]),
        person("A-0013", "RAI SITA", vec![text("municipality", "〒160-0022")]),
    ];
    let path = crate::root().join("examples/counter-cobol/applicants.dat");
    crate::settle(&path, &file.concat());
}

#[test]
fn the_record_cases_are_these() {
    let mut file = Vec::new();
    for (name, edits, length, status, problems, converted) in cases() {
        let mut case = format!("{name:<32}{length:04}{status:02}").into_bytes();
        assert_eq!(case.len(), 38, "{name}");
        let codes = (0..10).map(|field| problems.iter().find(|(at, _)| *at == field));
        for code in codes.map(|found| found.map_or(0, |(_, code)| *code)) {
            case.extend(format!("{code:04}").bytes());
        }
        case.push(b'0' + u8::from(converted));
        let record = record(edits, CASE - case.len());
        case.extend(record);
        assert_eq!(case.len(), CASE);
        file.extend(case);
    }
    crate::settle(&crate::root().join("tests/cobol/cases.dat"), &file);
}
