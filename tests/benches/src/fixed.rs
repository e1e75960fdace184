//! Fixed-length records in CP932 through the C call, as a counter system has them.

use std::sync::Arc;

use encoding_rs::SHIFT_JIS;
use toroku::Item;
use toroku_c::layout::{RECORD, offset, record_size, result_size};
use toroku_c::{toroku_policy, toroku_policy_free, toroku_policy_new, toroku_records_check};

use crate::contender::{Bound, Contender, Group};
use crate::engine::{TOROKU, batch_of_peers, lines};
use crate::record::{Record, TERMS, now};

/// A policy behind the C ABI, and where its answers go.
pub struct Counter {
    policy: *mut toroku_policy,
    results: Vec<u8>,
}

impl Counter {
    /// With room for the results of so many records.
    ///
    /// # Panics
    /// Never: the policy is a good one.
    pub fn new(records: usize) -> Self {
        let (url, mut policy) = ("https://registration.example/password", std::ptr::null_mut());
        // SAFETY: pointers and lengths of texts that live over the call, and a place for the handle.
        let status = unsafe {
            let (version, address) = (TERMS.as_ptr().cast(), url.as_ptr().cast());
            toroku_policy_new(
                1,
                version,
                length(TERMS.as_bytes()),
                address,
                length(url.as_bytes()),
                &raw mut policy,
            )
        };
        assert_eq!(status, 0, "a good policy");
        Self { policy, results: vec![0; records * result_size()] }
    }

    /// How many of the records are good.
    ///
    /// # Panics
    /// Where there is no room for the results.
    pub fn check(&mut self, records: &[u8]) -> usize {
        let (mut count, mut good) = (0, 0);
        // SAFETY: pointers and lengths of slices that live over the call and do not overlap, and places for
        // both numbers.
        let status = unsafe {
            toroku_records_check(
                self.policy,
                records.as_ptr(),
                length(records),
                now().unix_seconds(),
                self.results.as_mut_ptr(),
                length(&self.results),
                &raw mut count,
                &raw mut good,
            )
        };
        assert_eq!(
            (status, count),
            (0, length(records) / u64::try_from(record_size()).expect("a few hundred"))
        );
        usize::try_from(good).expect("no more than there are records")
    }
}

/// As the C ABI has lengths.
fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).expect("a length in memory")
}

impl Drop for Counter {
    fn drop(&mut self) {
        // SAFETY: the handle is freed once.
        unsafe { toroku_policy_free(self.policy) };
    }
}

/// The record as a counter system writes it. What CP932 does not have stands there as the first character of
/// the system's own, which nobody else can read: a problem as it is in the text.
fn fixed(record: &Record<'_>) -> Vec<u8> {
    let mut bytes = vec![b' '; record_size()];
    let mut put = |name: &str, text: &str| {
        let size = RECORD.iter().find(|column| column.name == name).expect("a column").size;
        let encoded =
            text.chars().flat_map(|c| match SHIFT_JIS.encode(c.encode_utf8(&mut [0; 4])) {
                (_, _, true) => vec![0xF0, 0x40],
                (code, _, false) => code.into_owned(),
            });
        let column = &mut bytes[offset(RECORD, name)..][..size];
        column.iter_mut().zip(encoded).for_each(|(to, byte)| *to = byte);
    };
    for (name, item) in [
        ("user_name", Item::UserName),
        ("municipality", Item::Municipality),
        ("street_address", Item::StreetAddress),
        ("phone", Item::Phone),
        ("email", Item::Email),
        ("email_confirmation", Item::EmailConfirmation),
        ("user_type", Item::UserType),
    ] {
        put(name, record.text(item));
    }
    put(
        "sex",
        match record.text(Item::Sex) {
            "male" => "1",
            "female" => "2",
            other => other,
        },
    );
    let parts = [Item::BirthYear, Item::BirthMonth, Item::BirthDay].map(|item| record.text(item));
    put("birth_date", &format!("{:4}{:2}{:2}", parts[0], parts[1], parts[2]));
    put("terms_agreed", if record.terms.is_empty() { "0" } else { "1" });
    put("terms_version", record.terms);
    bytes
}

/// So many of the committed records, one in four with problems.
pub fn records(count: usize) -> Vec<u8> {
    let lines = lines(count);
    lines.lines().flat_map(|line| fixed(&Record::from_line(line))).collect()
}

/// The C call beside the peers on the same records as lines of UTF-8.
pub fn batch() -> Group {
    const RECORDS: usize = 200;
    let (text, bytes): (Arc<str>, _) = (lines(RECORDS).into(), records(RECORDS));
    let mut counter = Counter::new(RECORDS);
    Group::new(
        "A batch of fixed-length records in CP932 through the C call, one in four with problems",
        "record",
        vec![
            Contender::new("csv + validator, lines of UTF-8", RECORDS, move || {
                batch_of_peers(&text)
            }),
            Contender::new(TOROKU, RECORDS, move || counter.check(&bytes)),
        ],
    )
    .with(TOROKU, Bound::FasterThan(3.0, &["csv + validator, lines of UTF-8"]))
}
