//! What the engine says about one record.

use toroku::{Code, Field, FieldReport, Instant, Policy, Problem, Verdict};

use crate::abi::encoding::Encoding;
use crate::abi::number::RecordResult;
use crate::records::layout::record_size;
use crate::records::reader::Texts;

/// Checks one record after the other.
pub(crate) struct Checker<'a> {
    pub(crate) policy: &'a Policy,
    /// The one of records: see [`Encoding::of_records`].
    pub(crate) encoding: Encoding,
    pub(crate) now: Instant,
    texts: Texts,
}

impl<'a> Checker<'a> {
    pub(crate) fn new(policy: &'a Policy, encoding: Encoding, now: Instant) -> Self {
        Self { policy, encoding, now, texts: Texts::new() }
    }

    /// Reads and checks a record.
    pub(crate) fn check<'r>(&'r mut self, record: &'r [u8]) -> Checked<'r> {
        let is_padding = |byte: &u8| matches!(byte, b' ' | 0);
        let (mut status, mut verdict) = (RecordResult::Empty, Verdict::default());
        if !record.iter().all(is_padding) {
            status = match record.len().cmp(&record_size()) {
                core::cmp::Ordering::Less => RecordResult::Short,
                core::cmp::Ordering::Greater => RecordResult::Long,
                core::cmp::Ordering::Equal => {
                    self.texts.read(record, self.encoding);
                    verdict = self.texts.form().verdict(self.now, self.policy);
                    if verdict.is_good() && self.texts.are_readable() {
                        RecordResult::Good
                    } else {
                        RecordResult::Problems
                    }
                }
            };
        }
        let Self { policy, encoding, now, ref texts } = *self;
        Checked { record, policy, encoding, now, texts, status, verdict }
    }
}

/// A record and what the engine says about it.
pub(crate) struct Checked<'r> {
    pub(crate) record: &'r [u8],
    pub(crate) policy: &'r Policy,
    pub(crate) encoding: Encoding,
    pub(crate) now: Instant,
    /// Of the record only where it has the right length.
    pub(crate) texts: &'r Texts,
    pub(crate) status: RecordResult,
    verdict: Verdict,
}

impl Checked<'_> {
    /// Whether its bytes were read and checked.
    pub(crate) fn is_read(&self) -> bool {
        matches!(self.status, RecordResult::Good | RecordResult::Problems)
    }

    /// Whether there is nothing to report.
    pub(crate) fn is_clean(&self) -> bool {
        self.verdict == Verdict::default() && (!self.is_read() || self.texts.are_readable())
    }

    /// Where a field's bytes could not be read.
    fn unreadable_at(&self, field: Field) -> Option<usize> {
        self.texts.unreadable_at(field).filter(|_| self.is_read())
    }

    /// The code of a field's problem, or 0.
    pub(crate) fn problem(&self, field: Field) -> u16 {
        if self.unreadable_at(field).is_some() {
            Code::RecordUnreadable.number()
        } else if self.is_beside_unreadable(field) {
            0
        } else {
            self.verdict.problem(field).map_or(0, Code::number)
        }
    }

    /// The repeated address cannot be held against one that could not be read.
    fn is_beside_unreadable(&self, field: Field) -> bool {
        field == Field::EmailConfirmation && self.unreadable_at(Field::Email).is_some()
    }

    /// The code of a field's first notice, or 0.
    pub(crate) fn notice(&self, field: Field) -> u16 {
        self.verdict.notice(field).map_or(0, Code::number)
    }

    pub(crate) fn is_converted(&self, field: Field) -> bool {
        self.verdict.is_converted(field)
    }

    /// All that the engine has to say about a field.
    pub(crate) fn report(&self, field: Field) -> Option<FieldReport> {
        let mut report =
            self.is_read().then(|| self.texts.form().report(field, self.now, self.policy))?;
        if let Some(readable) = self.unreadable_at(field) {
            let position = u32::try_from(readable + 1).expect("a column is shorter");
            report.problem = Some(Problem::unreadable(field, position));
        } else if self.is_beside_unreadable(field) {
            report.problem = None;
        }
        Some(report)
    }
}
