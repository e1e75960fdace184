//! The postal codes, from `data/postal_codes.tsv`, for `src/municipality/postal.rs`, which says what a row is.

use std::collections::BTreeMap;
use std::path::Path;

use crate::deflated;
use crate::facts::{Entry, Row, check, read};
use crate::municipality::numbers;

/// Reads and checks the codes. Returns the expressions of their tables.
pub(crate) fn tables(data: &Path, entries: &[Entry]) -> [(&'static str, String); 2] {
    let (mut codes, mut rows): (Vec<u32>, Vec<usize>) = Default::default();
    let mut before = (0, Vec::new());
    for (code, among) in read_codes(data, entries) {
        let is_first = before.0 / 100 != code / 100;
        if is_first || before.1 != among {
            let code = if is_first { code / 100 * 100 } else { code };
            codes.extend(among.iter().map(|_| u32::try_from(code).expect("seven digits")));
            rows.extend(&among);
        }
        before = (code, among);
    }
    [("POSTAL_CODES", deflated::numbers_by(codes, step)), ("POSTAL_ENTRIES", numbers(rows))]
}

/// From one code to the next: to one of the same first five digits the difference, below 100; to the 00 of others,
/// what is added to these, and 99.
fn step(last: u32, code: u32) -> u32 {
    if code / 100 == last / 100 { code - last } else { code / 100 - last / 100 + 99 }
}

const FILE: &str = "postal_codes.tsv";

/// The entries of each code, in their order.
fn read_codes(data: &Path, entries: &[Entry]) -> BTreeMap<usize, Vec<usize>> {
    let mut codes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut before = (String::new(), String::new());
    for row in read(data, FILE, &["first_five", "code", "last_two"]) {
        let [first_five, code, last_two] = &row.fields[..] else { unreachable!("read() counts") };
        let here = (first_five.clone(), code.clone());
        check(before < here, &row.line, "is out of order, or there twice");
        before = here;
        let entry = entries.binary_search_by(|entry| entry.code.as_str().cmp(code));
        let entry = entry.unwrap_or_else(|_| panic!("{}: {code} is no entry", row.line));
        let prefix = digits::<5>(&row, first_five) * 100;
        let mut free = 0;
        for range in last_two.split(' ') {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            let (first, last) = (digits::<2>(&row, first), digits::<2>(&row, last));
            check(free <= first && first <= last, &row.line, "has last digits out of order");
            free = last + 1;
            (first..=last).for_each(|last| codes.entry(prefix + last).or_default().push(entry));
        }
    }
    codes
}

fn digits<const N: usize>(row: &Row, text: &str) -> usize {
    let are_digits = text.len() == N && text.bytes().all(|byte| byte.is_ascii_digit());
    check(are_digits, &row.line, "has another number of digits");
    text.parse().expect("digits are a number")
}
