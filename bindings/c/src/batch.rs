//! A batch of fixed-length records. What needs nothing but copying and counting is answered from where it
//! stands; every other record makes the passage that a single one makes, with the same result.

use alloc::boxed::Box;
use alloc::vec::Vec;

use once_cell::race::OnceBox;
use toroku::{Code, Field, Form, Instant, Municipality, Verdict};
use zeroize::Zeroize;

use crate::cp932;
use crate::layout::{RECORD, RESULT, record_size, result_size, span};
use crate::policy::Settings;
use crate::text::Encoding;

/// A result record.
pub(crate) type Answer = [u8; result_size()];

/// Bytes that every result record has: spaces, and zeros where nothing is told.
const EMPTY: Answer = {
    let mut answer = [b' '; result_size()];
    let lists = [span(RESULT, "problems"), span(RESULT, "notices"), span(RESULT, "converted")];
    let mut list = 0;
    while list < lists.len() {
        let (mut at, end) = lists[list];
        while at < end {
            answer[at] = b'0';
            at += 1;
        }
        list += 1;
    }
    answer
};

/// The place of one thing in a record; known when this is compiled.
macro_rules! place {
    ($layout:ident, $bytes:expr, $name:literal) => {{
        const PLACE: (usize, usize) = span($layout, $name);
        &$bytes[PLACE.0..PLACE.1]
    }};
}

/// Puts bytes at the beginning of a place of the answer.
macro_rules! put {
    ($answer:expr, $name:literal, $bytes:expr) => {{
        const PLACE: (usize, usize) = span(RESULT, $name);
        let bytes: &[u8] = $bytes;
        $answer.get_mut(PLACE.0..PLACE.1)?.get_mut(..bytes.len())?.copy_from_slice(bytes);
    }};
}

/// Answers one record after the other.
pub(crate) struct Batch<'a> {
    settings: &'a Settings,
    now: Instant,
    /// Room for what is not ASCII, as text.
    room: [u8; 3 * record_size()],
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        self.room.zeroize();
    }
}

impl<'a> Batch<'a> {
    pub(crate) fn new(settings: &'a Settings, now: Instant) -> Self {
        Self { settings, now, room: [0; 3 * record_size()] }
    }

    /// Answers a whole record that can be read, unless it is good with something converted: whether it is good.
    /// `None` is for the passage.
    pub(crate) fn answer(&mut self, record: &[u8], answer: &mut Answer) -> Option<bool> {
        if record.len() != record_size() {
            return None;
        }
        let room = &mut self.room[..];
        let mut texts = Texts { record, room, has_sole_codes: true, unreadable: 0 };
        let user_name = texts.next(Field::UserName, const { span(RECORD, "user_name") })?;
        if user_name.is_empty() && trimmed(record).is_empty() {
            return None;
        }
        let sex = match texts.next(Field::Sex, const { span(RECORD, "sex") })? {
            "1" | "M" => "male",
            "2" | "F" => "female",
            other => other,
        };
        let birth = texts.next(Field::DateOfBirth, const { span(RECORD, "birth_date") })?;
        let [year, month, day] = if is_unset(birth) {
            [""; 3]
        } else if !birth.is_ascii() {
            return None;
        } else {
            // Of four, two and two, or what there is of them.
            let (year, rest) = birth.split_at_checked(birth.len().min(4))?;
            let (month, day) = rest.split_at_checked(rest.len().min(2))?;
            [year.trim(), month.trim(), day.trim()]
        };
        let municipality =
            texts.next(Field::Municipality, const { span(RECORD, "municipality") })?;
        let municipality = if is_unset(municipality) { "" } else { municipality };
        let street = texts.next(Field::StreetAddress, const { span(RECORD, "street_address") })?;
        let user_type = texts.next(Field::UserType, const { span(RECORD, "user_type") })?;
        let version = texts.next(Field::Terms, const { span(RECORD, "terms_version") })?;
        let agreed = texts.next(Field::Terms, const { span(RECORD, "terms_agreed") })? == "1";
        let phone = texts.next(Field::Phone, const { span(RECORD, "phone") })?;
        let email = texts.next(Field::Email, const { span(RECORD, "email") })?;
        let confirmation =
            texts.next(Field::EmailConfirmation, const { span(RECORD, "email_confirmation") })?;
        let Texts { has_sole_codes, unreadable, .. } = texts;
        let form = [
            user_name,
            sex,
            year,
            month,
            day,
            municipality,
            street,
            phone,
            email,
            confirmation,
            user_type,
        ];
        let form = Form::of(form, agreed.then_some(version));
        let verdict = form.verdict(self.now, &self.settings.policy);
        answer.copy_from_slice(&EMPTY);
        put!(answer, "host_key", place!(RECORD, record, "host_key"));
        let is_good = verdict.is_good() && unreadable == 0;
        let is_converted = put_findings(answer, &verdict, unreadable);
        if is_good && is_converted {
            return None;
        }
        put!(answer, "status", if is_good { b"00" } else { b"01" });
        if is_good {
            let encoding = self.settings.encoding.of_records().ok()?;
            let written = trimmed(place!(RECORD, record, "street_address"));
            // What a host names may be in any text; the engine's good values are ASCII but for the address. Of a
            // character with several codes the one that is chosen may be another than the one that stands here.
            let is_whole_date = birth.len() == 8 && birth.bytes().all(|byte| byte.is_ascii_digit());
            if !(is_whole_date && user_type.is_ascii() && version.is_ascii())
                || !has_sole_codes && encoding.write(street).ok()?[..] != *written
            {
                return None;
            }
            let entry = Municipality::by_code(municipality)?;
            put!(answer, "user_name", user_name.as_bytes());
            put!(answer, "sex", if sex == "male" { b"1" } else { b"2" });
            put!(answer, "birth_date", birth.as_bytes());
            let code = entry.code();
            put!(answer, "municipality", code.as_bytes());
            put!(answer, "municipality_name", name_of(entry, encoding)?);
            put!(answer, "street_address", written);
            put!(answer, "phone", phone.as_bytes());
            put!(answer, "email", email.as_bytes());
            put!(answer, "user_type", user_type.as_bytes());
            put!(answer, "terms_version", version.as_bytes());
        }
        Some(is_good)
    }
}

/// The places of a record as texts.
struct Texts<'t> {
    record: &'t [u8],
    room: &'t mut [u8],
    /// Whether all characters so far have no other code than the one that stands there.
    has_sole_codes: bool,
    /// The [`bit`]s of fields that have bytes which are no text.
    unreadable: u16,
}

/// A field among several.
fn bit(field: Field) -> u16 {
    1 << field as u16
}

impl<'t> Texts<'t> {
    /// A place without its padding, and nothing where it is no text; `None` where it ends in padding of two
    /// bytes.
    fn next(&mut self, field: Field, (start, end): (usize, usize)) -> Option<&'t str> {
        let bytes = trimmed(&self.record[start..end]);
        if bytes.is_ascii() {
            // SAFETY: ASCII is UTF-8.
            return Some(unsafe { core::str::from_utf8_unchecked(bytes) });
        }
        let placed = match cp932::read_into(bytes, core::mem::take(&mut self.room)) {
            Ok(placed) => placed,
            Err(room) => {
                self.room = room;
                self.unreadable |= bit(field);
                return Some("");
            }
        };
        self.room = placed.rest;
        self.has_sole_codes &= placed.has_sole_codes;
        (!placed.text.ends_with('\u{3000}')).then_some(placed.text)
    }
}

/// Puts what is told of each field: whether any was converted.
fn put_findings(answer: &mut Answer, verdict: &Verdict, unreadable: u16) -> bool {
    const PROBLEMS: usize = span(RESULT, "problems").0;
    const NOTICES: usize = span(RESULT, "notices").0;
    const CONVERTED: usize = span(RESULT, "converted").0;
    let mut is_converted = false;
    for (at, field) in Field::ENTRY.iter().enumerate() {
        if unreadable & bit(*field) != 0 {
            put_four(answer, PROBLEMS + 4 * at, Code::RecordUnreadable.number());
        } else if *field == Field::EmailConfirmation && unreadable & bit(Field::Email) != 0 {
            // The repeated address cannot be held against one that could not be read.
        } else if let Some(code) = verdict.problem(*field) {
            put_four(answer, PROBLEMS + 4 * at, code.number());
        }
        if let Some(code) = verdict.notice(*field) {
            put_four(answer, NOTICES + 4 * at, code.number());
        }
        if verdict.is_converted(*field) {
            answer[CONVERTED + at] = b'1';
            is_converted = true;
        }
    }
    is_converted
}

/// Nothing, or zeros.
fn is_unset(text: &str) -> bool {
    text.bytes().all(|byte| byte == b'0')
}

/// Without the spaces and NULs at the end; sixteen spaces at once, as most of a record is.
fn trimmed(bytes: &[u8]) -> &[u8] {
    const SPACES: u128 = u128::from_le_bytes([b' '; 16]);
    let mut rest = bytes;
    while let Some((shorter, last)) = rest.split_last_chunk::<16>() {
        let other = u128::from_le_bytes(*last) ^ SPACES;
        if other != 0 {
            // The last byte is the highest: as many spaces as there are zero bytes above the first other one.
            rest = &rest[..rest.len() - other.leading_zeros() as usize / 8];
            break;
        }
        rest = shorter;
    }
    while let Some((b' ' | 0, shorter)) = rest.split_last() {
        rest = shorter;
    }
    rest
}

fn put_four(answer: &mut Answer, at: usize, number: u16) {
    let digit = |power: u16| b'0' + u8::try_from(number / power % 10).expect("one digit");
    answer[at..at + 4].copy_from_slice(&[digit(1000), digit(100), digit(10), digit(1)]);
}

/// The full name of an entry in CP932. Made when it is first asked for: writing kanji is slow, and a batch
/// names most entries again and again.
fn name_of(entry: Municipality, encoding: Encoding) -> Option<&'static [u8]> {
    static NAMES: OnceBox<Vec<OnceBox<Vec<u8>>>> = OnceBox::new();
    let names =
        NAMES.get_or_init(|| Box::new(Municipality::all().map(|_| OnceBox::new()).collect()));
    let place = &names[entry.position()];
    if let Some(name) = place.get() {
        return Some(name);
    }
    let bytes = encoding.write(&entry.full_name()).ok()?;
    // A character with two codes is written as the host has chosen, not as the first host did.
    if !cp932::read_into(&bytes, &mut [0; 3 * result_size()]).ok()?.has_sole_codes {
        return None;
    }
    Some(place.get_or_init(|| Box::new(bytes.to_vec())))
}

#[cfg(test)]
mod tests {
    use encoding_rs::SHIFT_JIS;
    use toroku::Policy;

    use super::*;
    use crate::layout::{offset, part_mut};
    use crate::record_check::Passage;

    fn settings(encoding: u32) -> Settings {
        let policy = Policy::new("2023-03", "https://a.example/password").unwrap();
        Settings { encoding: Encoding::by_number(encoding).unwrap(), policy }
    }

    fn put(record: &mut [u8], name: &str, bytes: &[u8]) {
        let place = part_mut(RECORD, record, name);
        place.fill(b' ');
        place[..bytes.len()].copy_from_slice(bytes);
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

    /// What may stand in a place.
    const TEXTS: &[(&str, &[&[u8]])] = &[
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
        ("municipality", &[b"", b"000000", b"131016", b"011002", b"999999", b"22132", b"131017"]),
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
            &[
                b"",
                b"taro@gmial.com",
                b"a..b@docomo.ne.jp",
                b"a@b",
                b"x y@z.jp",
                b"a@b.c",
                b"\xFD@b.c",
            ],
        ),
        ("email_confirmation", &[b"", b"a@b.c", b"user01@ENS-TEST.com"]),
        ("user_type", &[b"", b"lawyer"]),
        ("terms_agreed", &[b"", b"0"]),
        ("terms_version", &[b"", b"2019-01", b"\x96\x7B", b"\x96", b"2023-03\x81\x40"]),
    ];

    /// Whatever stands in a record, the quick answer is the passage's, and most records get one.
    #[test]
    fn answers_are_those_of_the_passage() {
        let now = Instant::from_unix_seconds(1_700_000_000);
        let (mut seed, mut quick, mut rounds) = (7_u64, 0, 0);
        let mut below = |bound: usize| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(seed >> 33).unwrap() % bound
        };
        for settings in [settings(1), settings(2), settings(3)] {
            let mut batch = Batch::new(&settings, now);
            for round in 0..2_000 {
                let mut record = record("緑ヶ丘１－２－３　ハイツ２０２号");
                if round > 0 {
                    for _ in 0..=below(2) {
                        let (name, texts) = TEXTS[below(TEXTS.len())];
                        put(&mut record, name, texts[below(texts.len())]);
                    }
                }
                if below(20) == 0 {
                    let at = below(record.len());
                    record[at] = u8::try_from(below(256)).unwrap();
                }
                let encoding = settings.encoding.of_records().unwrap();
                let mut passage = Passage::read(&settings, encoding, &record, now).unwrap();
                let expected = passage.result(None).unwrap();
                let mut answer = EMPTY;
                rounds += 1;
                if let Some(is_good) = batch.answer(&record, &mut answer) {
                    assert_eq!(is_good, passage.status() == crate::number::RecordResult::Good);
                    assert!(answer[..] == expected[..], "{record:x?}");
                    quick += 1;
                }
            }
        }
        assert!(quick * 4 > rounds * 3, "{quick} of {rounds}");
    }

    #[test]
    fn places_are_those_of_the_layout() {
        for place in RECORD {
            assert_eq!(span(RECORD, place.name).0, offset(RECORD, place.name));
        }
        assert_eq!(EMPTY.map(|byte| usize::from(byte == b'0')).iter().sum::<usize>(), 90);
    }

    #[test]
    fn padding_of_any_length_is_taken_away() {
        for length in 0..40 {
            for padding in 0..40 {
                for with in [b' ', 0] {
                    let bytes = [vec![b'x'; length], vec![with; padding]].concat();
                    assert_eq!(trimmed(&bytes).len(), length);
                }
            }
        }
        assert_eq!(trimmed(b"a b\0 \0        "), b"a b");
        assert_eq!(trimmed(b"a        \0\0\0\0\0\0\0\0"), b"a");
    }
}
