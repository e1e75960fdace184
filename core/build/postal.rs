//! The table of postal codes, from `data/postal_codes.tsv`, for `src/municipality/postal.rs`, which says what it holds.

use std::collections::BTreeMap;
use std::path::Path;

use crate::facts::{Entry, Row, check, read};
use crate::municipality::list;

// What a byte of the table stands for is said once, to writer and reader.
#[path = "../src/municipality/postal_bytes.rs"]
mod bytes;

use bytes::{GAP, LONGEST_RUN, MORE, OTHER, PREFIXES, SAME};

/// The codes that share their first five digits: each change of entries, with the last two digits where it begins.
type Changes = Vec<(usize, Vec<usize>)>;

/// Reads and checks the codes, and writes their table to `out`.
pub(crate) fn write(out: &mut String, data: &Path, entries: &[Entry]) {
    let mut prefixes: BTreeMap<usize, Changes> = BTreeMap::new();
    for (code, among) in read_codes(data, entries) {
        let changes = prefixes.entry(code / 100).or_default();
        match changes.last() {
            None => changes.push((0, among)),
            Some((_, before)) if *before == among => {}
            Some(_) => changes.push((code % 100, among)),
        }
    }
    let mut table = Vec::new();
    let mut starts = vec![0];
    for block in 0..BLOCKS {
        let first = block * PREFIXES;
        let mut written =
            Block { bytes: &mut table, next: first, entries: &[], before: 0, run: None };
        for (prefix, changes) in prefixes.range(first..first + PREFIXES) {
            written.push(*prefix, changes);
        }
        starts.push(table.len());
    }
    check(u16::try_from(table.len()).is_ok(), FILE, "makes a table of more than 64 KB");
    list(out, "POSTAL", "u8", &table);
    list(out, "POSTAL_STARTS", "u16", &starts);
}

/// By the first two digits of a code.
const BLOCKS: usize = 100;
const LONGEST_GAP: u8 = u8::MAX - GAP + 1;
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

/// The bytes of one block, while they are written.
struct Block<'a> {
    bytes: &'a mut Vec<u8>,
    /// The first prefix of which nothing was said yet.
    next: usize,
    /// Those of the codes written last.
    entries: &'a [usize],
    /// The entry written last.
    before: usize,
    /// The byte that says how many prefixes have `entries`, where it may say more.
    run: Option<usize>,
}

impl<'a> Block<'a> {
    fn push(&mut self, prefix: usize, changes: &'a [(usize, Vec<usize>)]) {
        while self.next < prefix {
            let length = (prefix - self.next).min(usize::from(LONGEST_GAP));
            self.bytes.push(GAP + byte(length - 1));
            self.next += length;
            self.run = None;
        }
        self.next += 1;
        let is_whole = changes.len() == 1;
        for (last_two, entries) in changes {
            match self.run {
                Some(run) if is_whole && self.entries == entries => self.bytes[run] += 1,
                _ => self.push_change(*last_two, entries, is_whole),
            }
        }
        let is_full = |run: &usize| {
            [OTHER, SAME].map(|kind| kind + LONGEST_RUN - 1).contains(&self.bytes[*run])
        };
        self.run = self.run.filter(|run| !is_full(run));
    }

    fn push_change(&mut self, last_two: usize, entries: &'a [usize], is_whole: bool) {
        self.run = is_whole.then_some(self.bytes.len());
        if self.entries == entries {
            self.bytes.push(SAME);
            return;
        }
        self.bytes.push(if last_two > 0 { byte(last_two) } else { OTHER });
        self.entries = entries;
        for (at, entry) in entries.iter().enumerate() {
            if at + 1 < entries.len() {
                self.bytes.push(MORE);
            }
            self.push_way(*entry);
        }
    }

    fn push_way(&mut self, entry: usize) {
        let is_forwards = entry > self.before;
        let way = 2 * entry.abs_diff(self.before) + usize::from(is_forwards);
        // The way from an entry to itself is one forwards, too: 0 is `MORE`.
        let way = way.max(1);
        self.before = entry;
        if way < 0x80 {
            self.bytes.push(byte(way));
        } else {
            self.bytes.extend([byte(way & 0x7F) | 0x80, byte(way >> 7)]);
        }
    }
}

fn byte(value: usize) -> u8 {
    u8::try_from(value).expect("the constants of `bytes` see to it")
}
