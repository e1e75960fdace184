//! The committed records: eleven texts and the version of the terms that is agreed to, by tabs.

use toroku::{Form, Instant, Item, Policy};

/// One entry as a host holds it.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// The texts of the items, in the order of [`Item::ALL`].
    pub items: [&'a str; 11],
    /// The version of the terms.
    pub terms: &'a str,
}

/// The version in force.
pub const TERMS: &str = "2023-03";

/// 1,000 records that pass as they stand, with nothing to report.
pub const VALID: &str = include_str!("../records/valid.tsv");
/// 1,000 records with one to four fields that do not pass.
pub const PROBLEMS: &str = include_str!("../records/problems.tsv");

/// The policy of every measurement.
pub fn policy() -> Policy {
    Policy::new(TERMS, "https://registration.example/password").expect("both are fit")
}

/// The moment of every measurement: 2026-01-15 in Japan.
pub fn now() -> Instant {
    Instant::from_unix_seconds(1_768_450_000)
}

impl<'a> Record<'a> {
    /// A line of a file of records.
    pub fn from_line(line: &'a str) -> Self {
        let mut cells = line.split('\t');
        let items = std::array::from_fn(|_| cells.next().unwrap_or_default());
        Self { items, terms: cells.next().unwrap_or_default() }
    }

    /// All of a file.
    pub fn all(text: &'a str) -> Vec<Self> {
        text.lines().map(Self::from_line).collect()
    }

    /// The text of an item.
    pub fn text(&self, item: Item) -> &'a str {
        self.items[item as usize]
    }

    /// The record as the engine takes it.
    pub fn form(&self) -> Form<'a> {
        Form::of(self.items, (!self.terms.is_empty()).then_some(self.terms))
    }
}
