//! Records with all sorts of bytes: the engine says of each what it says of the same registration.

use encoding_rs::SHIFT_JIS;
use toroku::{
    Category, Code, Effect, Entropy, Field, Input, Instant, Issuance, Item, Language, Policy,
    Registration, SequenceKey,
};

use crate::abi::encoding::Encoding;
use crate::abi::number::RecordResult;
use crate::records::check::{Checked, Checker};
use crate::records::columns::Columns;
use crate::records::host::{Records, Unwritable, registered};
use crate::records::layout::{RECORD, RESULT, offset, record_size, span};
use crate::records::mapping::ROWS;
use crate::records::register::Issue;
use crate::records::result::{new_result, put_values};

pub(super) fn policy() -> Policy {
    Policy::new("2023-03", "https://a.example/password").expect("good in the test")
}

pub(super) fn columns(number: u32) -> Columns<'static> {
    let encoding = Encoding::by_number(number).expect("good in the test");
    Columns::of(encoding, None).expect("good in the test")
}

pub(super) fn put(record: &mut [u8], name: &str, bytes: &[u8]) {
    let (start, end) = span(RECORD, name);
    let column = &mut record[start..end];
    column.fill(b' ');
    column[..bytes.len()].copy_from_slice(bytes);
}

fn record(street: &str) -> Vec<u8> {
    let mut record = vec![b' '; record_size()];
    let street = SHIFT_JIS.encode(street).0;
    for (name, bytes) in [
        ("user_name", &b"HOUMU TARO"[..]),
        ("sex", b"1"),
        ("birth_date", b"20000101"),
        ("municipality", b"01101"),
        ("street_address", &street),
        ("phone", b"0312345678"),
        ("email", b"user01@ens-test.com"),
        ("email_confirmation", b"user01@ens-test.com"),
        ("user_type", b"applicant_at_counter"),
        ("terms_agreed", b"1"),
        ("terms_version", b"2023-03"),
        ("host_key", b"COUNTER-07-000123"),
    ] {
        put(&mut record, name, bytes);
    }
    record
}

/// What may stand in a column.
pub(super) const TEXTS: &[(&str, &[&[u8]])] = &[
    (
        "user_name",
        &[
            b"",
            b"houmu taro",
            b"O'BRIEN",
            b"TARO",
            b"A\0B",
            b"\x83\x5C",
            b"\x96\x40\x96\xB1 \x91\xBE\x98\x59",
            b"A\0\0",
            b"\xF0\x40",
        ],
    ),
    ("sex", &[b"", b"F", b"M", b"2", b"x", b"\x95"]),
    (
        "birth_date",
        &[
            b"",
            b"00000000",
            b"20010229",
            b"2000 101",
            b"2000 1 1",
            b"200011",
            b"2000",
            b"19991231",
            b"2000010 ",
            b"20\x83\xBF1 1",
            b"20000\xF0\x401",
        ],
    ),
    (
        "municipality",
        &[
            b"",
            b"000000",
            b"131016",
            b"011002",
            b"999999",
            b"22132",
            b"131017",
            b"\x93\x8C\x8B\x9E\x93\x73\x8F\x61\x92\x4A\x8B\xE6",
            b"\x93\x8C\x8B\x9E\x93\x73\x8F\x61\x92\x4A\x8B\xE6\x81\x40",
            b"Shibuya City, Tokyo",
            b"Fuchu City",
            b"1000001",
            b"498-0000",
            b"\x8F\x61\x92",
        ],
    ),
    (
        "street_address",
        &[
            b"",
            b"1-1",
            b"\x81\x40\x81\x40",
            b"\x88\xEA\x92\x9A\x96\xDA\x81\x40",
            b"\x87\x40\x87\x40",
            b"\xEE\xE0\x82\x50\x82\x51\x82\x52",
            b"\xFB\xFC\x82\x50\x82\x51\x82\x52",
            b"\x83\xA6\x82\x50",
            b"\xF0\x40\x82\x50",
            b"\x95\x5C\x95",
            b"\x82\x50\x82\x51\x82\x52\x82\x53\x81\x40",
            b"\x81\x40\x82\x50\x82\x51\x82\x52",
            b"\xB1\xDE\x82\x50",
            b"\x85\x40\x82\x50",
        ],
    ),
    (
        "phone",
        &[b"", b"03-1234-5678", b"123456789012", b"0120123456", b"\x95", b"x", b"09012345678"],
    ),
    (
        "email",
        &[b"", b"taro@gmial.com", b"a..b@docomo.ne.jp", b"a@b", b"x y@z.jp", b"a@b.c", b"\xFD@b.c"],
    ),
    ("email_confirmation", &[b"", b"a@b.c", b"user01@ENS-TEST.com"]),
    ("user_type", &[b"", b"lawyer"]),
    ("terms_agreed", &[b"", b"0"]),
    ("terms_version", &[b"", b"2019-01", b"\x96\x7B", b"\x96", b"2023-03\x81\x40"]),
];

fn entropy() -> Entropy {
    Entropy::new(core::array::from_fn(|i| u8::try_from(i).expect("good in the test")))
}

/// The registration of a record's texts at STEP1.
fn registration(record: &Checked<'_>) -> Registration {
    let mut registration = Registration::new();
    let category = Category::ApplicantAtCounter;
    let items = record.texts.items().map(|(item, text)| (item, text.into())).collect();
    let mut inputs =
        vec![Input::ChooseCategory { category, entropy: entropy() }, Input::Fill { items }];
    let form = record.texts.form();
    if form.verdict(record.now, record.policy).problem(Field::Terms) != Some(Code::TermsRequired) {
        inputs.push(Input::Agree { version: record.texts.version().into() });
    }
    for input in inputs {
        registration.handle(input, record.now, record.policy).expect("good in the test");
    }
    registration
}

/// What a registration orders at the end, where the first user ID is not taken.
fn ordered(mut registration: Registration, record: &Checked<'_>) -> Effect {
    let mut handle = |input: Input| {
        let done = registration.handle(input, record.now, record.policy);
        done.expect("good in the test");
        (registration.confirmation(), registration.next_effect(record.policy))
    };
    let digest = handle(Input::Confirm).0.expect("it is good").digest;
    match handle(Input::Register { digest, language: Language::ENGLISH }).1 {
        Some(Effect::ReserveUserId { user_id, .. }) => handle(Input::UserIdReserved { user_id }),
        Some(Effect::ReserveNumber { .. }) => handle(Input::NumberReserved { number: 0 }),
        _ => panic!("the policy issues here"),
    }
    .1
    .expect("it is to be stored")
}

/// The result says what a registration reports, and has the values that are committed.
pub(super) fn compare(record: &Checked<'_>) {
    let columns = record.columns;
    let mut result = new_result();
    record.put_result(None, None, &mut result).expect("good in the test");
    if record.status == RecordResult::Newer {
        let (start, end) = (offset(RESULT, "problems"), offset(RESULT, "user_name"));
        assert!(result[start..end].iter().all(|byte| *byte == columns.digit(0)));
        return;
    }
    let registration = registration(record);
    for (at, field) in Field::ENTRY.iter().enumerate() {
        let report =
            registration.report(*field, record.now, record.policy).expect("good in the test");
        // Of what the engine never sees, since it takes texts.
        let is_records_own = |field| record.problem(field) >= Code::RecordUnreadable.number();
        let is_beside = *field == Field::EmailConfirmation && is_records_own(Field::Email);
        let problem = if is_records_own(*field) {
            record.problem(*field)
        } else {
            report.problem.filter(|_| !is_beside).map_or(0, |problem| problem.code().number())
        };
        let notice = report.notices.first().map_or(0, |notice| notice.code().number());
        let digits = |list| &result[offset(RESULT, list) + 4 * at..][..4];
        let written = |number: u16| -> Vec<u8> {
            format!("{number:04}").bytes().map(|digit| columns.digit(digit - b'0')).collect()
        };
        assert_eq!(digits("problems"), written(problem));
        assert_eq!(digits("notices"), written(notice));
        let is_converted = result[offset(RESULT, "converted") + at] == columns.digit(1);
        assert_eq!(is_converted, !report.conversions.is_empty());
    }
    let issue = Issue { number: 0, entropy: &entropy(), language: Language::ENGLISH };
    let registered = record.register(&issue).expect("good in the test");
    assert_eq!(registered.is_some(), record.status == RecordResult::Good);
    let mut values = new_result();
    values.fill(columns.blank());
    if let Some(registered) = &registered {
        let confirmed = record.confirmed().expect("good in the test");
        let effect = record.commit(registered, confirmed, &issue).expect("good in the test");
        // Each order of a registration of the same texts is the same, mail, link and all.
        assert!(effect == ordered(registration, record));
        let Effect::Commit(commit) = effect else { panic!("a user ID is there") };
        assert_eq!((registered.user_id, registered.key), (commit.user_id, commit.key));
        put_values(&mut values[..], |field| commit.confirmed.text(field), columns)
            .expect("good in the test");
    }
    for ((start, end), _) in ROWS.iter().filter_map(|row| row.writing) {
        assert!(result[start..end] == values[start..end], "{:x?}", record.record);
    }
}

#[test]
fn a_record_is_what_a_registration_of_its_texts_is() {
    let now = Instant::from_unix_seconds(1_700_000_000);
    let key = SequenceKey::new(&entropy()).expect("good in the test");
    let in_sequence = policy().with_issuance(Issuance::Sequence(key));
    let mut seed = 7_u64;
    let mut below = |bound: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).expect("good in the test") % bound
    };
    for (number, policy) in [(1, policy()), (2, policy()), (3, policy()), (2, in_sequence)] {
        let mut checker = Checker::new(&policy, columns(number), now);
        let mut good = 0;
        for round in 0..1_200 {
            let mut bytes = record("緑ヶ丘１－２－３　ハイツ２０２号");
            if round > 0 {
                for _ in 0..=below(2) {
                    let (name, texts) = TEXTS[below(TEXTS.len())];
                    put(&mut bytes, name, texts[below(texts.len())]);
                }
            }
            if below(20) == 0 {
                let at = below(bytes.len());
                bytes[at] = u8::try_from(below(256)).expect("good in the test");
            }
            let record = checker.check(&bytes);
            compare(&record);
            good += usize::from(record.status == RecordResult::Good);
        }
        assert!(good > 120, "{good}");
    }
}

#[test]
fn every_value_of_the_layout_has_a_row() {
    let read: Vec<_> = ROWS.iter().filter_map(|row| Some(row.reading?.0)).collect();
    let hosts_own = ["host_key", "record_version", "reserved"];
    let columns = RECORD.iter().filter(|column| !hosts_own.contains(&column.name));
    assert!(columns.map(|column| span(RECORD, column.name)).eq(read));
    let written: Vec<_> = ROWS.iter().filter_map(|row| Some(row.writing?.0)).collect();
    let values = RESULT.iter().skip_while(|column| column.name != "user_name");
    let values = values.filter(|column| !hosts_own.contains(&column.name));
    assert!(values.map(|column| span(RESULT, column.name)).eq(written));
}

#[test]
fn every_name_of_a_municipality_fits_into_its_column() {
    let (start, end) = span(RECORD, "municipality");
    for one in toroku::municipality::Municipality::all() {
        for name in [one.full_name(), one.english()] {
            let (bytes, _, lost) = SHIFT_JIS.encode(&name);
            assert!(!lost && bytes.len() <= end - start, "{name}");
        }
    }
}

#[test]
fn padding_of_any_length_is_taken_away() {
    for length in 0..40 {
        for padding in 0..40 {
            for with in [b' ', 0] {
                let bytes = [vec![b'x'; length], vec![with; padding]].concat();
                assert_eq!(Columns::CP932.without_padding(&bytes).len(), length);
            }
        }
    }
    assert_eq!(Columns::CP932.without_padding(b"a b\0 \0        "), b"a b");
    assert_eq!(Columns::CP932.without_padding(b"a        \0\0\0\0\0\0\0\0"), b"a");
}

#[test]
fn what_a_store_has_is_written_as_it_was_confirmed() {
    let (policy, now) = (policy(), Instant::from_unix_seconds(1_700_000_000));
    let mut records = Records::new(&policy, now);
    let bytes = record("緑ヶ丘１－２－３　ハイツ２０２号");
    let one = records.check(&bytes);
    assert!(one.is_good());
    assert_eq!((one.host_key(), one.agreed()), (&b"COUNTER-07-000123"[..], Some("2023-03")));
    let items: Vec<_> = one.items().collect();
    assert_eq!(items.len(), Item::ALL.len());
    assert!(items.contains(&(Item::StreetAddress, "緑ヶ丘１－２－３　ハイツ２０２号")));
    let confirmed = one.confirmed().expect("it is good");
    let stored = registered("COUNTER-07-000123", "hdlpf38617", |field| confirmed.text(field));
    assert!(stored == one.result(Some("hdlpf38617")));
    let unregistered = one.result(None).expect("good in the test");
    let (start, end) = span(RESULT, "user_id");
    assert!(unregistered.expose()[start..end].iter().all(|byte| *byte == b' '));
}

#[test]
fn a_record_that_is_not_good_has_no_values() {
    let (policy, now) = (policy(), Instant::from_unix_seconds(1_700_000_000));
    let mut records = Records::new(&policy, now);
    let mut bytes = record("１");
    put(&mut bytes, "user_name", b"O'BRIEN");
    let one = records.check(&bytes);
    assert!(!one.is_good() && one.confirmed().is_none());
    assert_eq!(one.items().count(), Item::ALL.len());
    let one = records.check(&bytes[..100]);
    assert!(!one.is_good() && one.confirmed().is_none() && one.agreed().is_none());
    assert_eq!((one.items().count(), one.host_key()), (0, &b""[..]));
}

#[test]
fn a_code_that_has_come_to_an_end_still_has_its_name() {
    let of = |code: &'static str| {
        let text = move |field: Field| (field == Field::Municipality).then(|| code.into());
        registered("17", "hdlpf38617", text).expect("good in the test")
    };
    let (start, end) = span(RESULT, "municipality_name");
    for (code, name) in [("221350", "静岡県浜松市"), ("011011", "北海道札幌市"), ("999999", "")]
    {
        let written = of(code);
        let written =
            SHIFT_JIS.decode(Columns::CP932.without_padding(&written.expose()[start..end])).0;
        assert!(written.starts_with(name) && written.is_empty() == name.is_empty(), "{written}");
    }
}

#[test]
fn what_cp932_does_not_have_is_not_replaced() {
    let text = |field: Field| (field == Field::Terms).then(|| "𠮷".into());
    assert_eq!(registered("17", "hdlpf38617", text).err(), Some(Unwritable));
}
