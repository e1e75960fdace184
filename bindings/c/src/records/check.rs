//! What the engine says about one record.

use alloc::format;
use alloc::string::String;

use toroku::{Field, FieldReport, Instant, Language, Policy, Verdict};

use crate::abi::encoding::Encoding;
use crate::records::layout::record_size;
use crate::records::reader::Texts;

/// The code of bytes that are no text. Above every code the engine has.
pub(crate) const UNREADABLE: u16 = 9001;

/// `TOROKU_RESULT_…`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RecordStatus {
    Good = 0,
    Problems = 1,
    Short = 2,
    Long = 3,
    Empty = 4,
}

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
        let (mut status, mut verdict) = (RecordStatus::Empty, Verdict::default());
        if !record.iter().all(is_padding) {
            status = match record.len().cmp(&record_size()) {
                core::cmp::Ordering::Less => RecordStatus::Short,
                core::cmp::Ordering::Greater => RecordStatus::Long,
                core::cmp::Ordering::Equal => {
                    self.texts.read(record, self.encoding);
                    verdict = self.texts.form().verdict(self.now, self.policy);
                    if verdict.is_good() && self.texts.are_readable() {
                        RecordStatus::Good
                    } else {
                        RecordStatus::Problems
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
    pub(crate) status: RecordStatus,
    verdict: Verdict,
}

impl Checked<'_> {
    /// Whether its bytes were read and checked.
    fn is_read(&self) -> bool {
        matches!(self.status, RecordStatus::Good | RecordStatus::Problems)
    }

    /// Whether there is nothing to report.
    pub(crate) fn is_clean(&self) -> bool {
        self.verdict == Verdict::default() && (!self.is_read() || self.texts.are_readable())
    }

    /// Where a field's bytes could not be read.
    pub(crate) fn unreadable_at(&self, field: Field) -> Option<usize> {
        self.texts.unreadable_at(field).filter(|_| self.is_read())
    }

    /// The code of a field's problem, or 0.
    pub(crate) fn problem(&self, field: Field) -> u16 {
        if self.unreadable_at(field).is_some() {
            UNREADABLE
        } else if self.is_beside_unreadable(field) {
            0
        } else {
            self.verdict.problem(field).map_or(0, |code| code.number())
        }
    }

    /// The repeated address cannot be held against one that could not be read.
    fn is_beside_unreadable(&self, field: Field) -> bool {
        field == Field::EmailConfirmation && self.unreadable_at(Field::Email).is_some()
    }

    /// The code of a field's first notice, or 0.
    pub(crate) fn notice(&self, field: Field) -> u16 {
        self.verdict.notice(field).map_or(0, |code| code.number())
    }

    pub(crate) fn is_converted(&self, field: Field) -> bool {
        self.verdict.is_converted(field)
    }

    /// All that the engine has to say about a field.
    pub(crate) fn report(&self, field: Field) -> Option<FieldReport> {
        let mut report =
            self.is_read().then(|| self.texts.form().report(field, self.now, self.policy))?;
        if self.is_beside_unreadable(field) {
            report.problem = None;
        }
        Some(report)
    }
}

/// The wording for bytes that are no text; `byte` is counted from 1. The engine has none: it knows texts only.
pub(crate) fn unreadable_wording(language: Language, byte: usize) -> String {
    if language == Language::JAPANESE {
        format!(
            "{byte}バイト目が文字として読めません（文字が途中で切れているか、CP932にない文字コードです）。"
        )
    } else if language == Language::PLAIN_JAPANESE {
        format!(
            "{byte}バイト目が文字（もじ）として読（よ）めません。文字が半分（はんぶん）だけです。もう一度（いちど）書（か）いてください。"
        )
    } else {
        format!(
            "Byte {byte} cannot be read as a character: it is half of one, or a code that CP932 does not have."
        )
    }
}
