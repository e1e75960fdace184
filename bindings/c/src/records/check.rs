//! What the engine says about one record.

use alloc::format;
use alloc::string::ToString;

use toroku::{Code, Field, FieldReport, Instant, ParamName, Policy, Problem, Verdict};

use crate::abi::encoding::{Unreadable, Why};
use crate::abi::number::RecordResult;
use crate::records::columns::Columns;
use crate::records::layout::{RECORD, VERSION, record_size, span};
use crate::records::mapping::ROWS;
use crate::records::reader::Texts;

/// Checks one record after the other.
pub(crate) struct Checker<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) columns: Columns<'a>,
    pub(crate) now: Instant,
    texts: Texts,
}

impl<'a> Checker<'a> {
    pub(crate) fn new(policy: &'a Policy, columns: Columns<'a>, now: Instant) -> Self {
        Self { policy, columns, now, texts: Texts::new() }
    }

    /// Reads and checks a record.
    pub(crate) fn check<'r>(&'r mut self, record: &'r [u8]) -> Checked<'r> {
        let columns = self.columns;
        let is_padding = |byte: &u8| *byte == columns.blank() || *byte == 0;
        let (mut status, mut verdict) = (RecordResult::Empty, Verdict::default());
        if !record.iter().all(is_padding) {
            status = match record.len().cmp(&record_size()) {
                core::cmp::Ordering::Less => RecordResult::Short,
                core::cmp::Ordering::Greater => RecordResult::Long,
                core::cmp::Ordering::Equal if !is_known_version(record, columns) => {
                    RecordResult::Newer
                }
                core::cmp::Ordering::Equal => {
                    self.texts.read(record, columns);
                    verdict = self.texts.form().verdict(self.now, self.policy);
                    if verdict.is_good() && self.texts.are_readable() {
                        RecordResult::Good
                    } else {
                        RecordResult::Problems
                    }
                }
            };
        }
        let Self { policy, columns, now, ref texts } = *self;
        let too_wide = None;
        let mut checked =
            Checked { record, policy, columns, now, texts, status, verdict, too_wide };
        checked.measure();
        checked
    }
}

/// Whether a record has the columns known here. Blank is the first version: what was written before a program knew of
/// the column, or does not fill it.
fn is_known_version(record: &[u8], columns: Columns<'_>) -> bool {
    let (at, _) = const { span(RECORD, "record_version") };
    record[at] == columns.blank() || record[at] == 0 || record[at] == columns.digit(VERSION)
}

/// A value that does not fit into its column of the result, and how many bytes it takes and there are.
#[derive(Clone, Copy)]
struct TooWide {
    field: Field,
    takes: usize,
    has: usize,
}

/// A record and what the engine says about it.
pub(crate) struct Checked<'r> {
    pub(crate) record: &'r [u8],
    pub(crate) policy: &'r Policy,
    pub(crate) columns: Columns<'r>,
    pub(crate) now: Instant,
    /// Of the record only where it has the right length.
    pub(crate) texts: &'r Texts,
    pub(crate) status: RecordResult,
    verdict: Verdict,
    /// The only one there can be: the street address is what is converted to wide characters.
    too_wide: Option<TooWide>,
}

impl Checked<'_> {
    /// Whether its bytes were read and checked.
    pub(crate) fn is_read(&self) -> bool {
        matches!(self.status, RecordResult::Good | RecordResult::Problems)
    }

    /// Whether there is nothing to report.
    pub(crate) fn is_clean(&self) -> bool {
        self.verdict == Verdict::default()
            && (!self.is_read()
                || self.texts.are_readable()
                    && !Field::ENTRY.iter().any(|field| self.texts.is_substituted(*field)))
    }

    /// Finds what of a good record would not fit where it is to be written. What was not converted takes no more bytes
    /// than it was read from.
    fn measure(&mut self) {
        let may_overflow = self.columns.may_overflow()
            && self.status == RecordResult::Good
            && Field::ENTRY.iter().any(|field| self.is_converted(*field));
        if !may_overflow {
            return;
        }
        let Ok(confirmed) = self.texts.form().confirm(self.now, self.policy) else { return };
        self.too_wide = ROWS.iter().find_map(|row| {
            let ((start, end), writing) = row.writing?;
            let takes = self.columns.length(&writing(&confirmed.text(row.field)?)).ok()?;
            let has = end - start;
            (takes > has).then_some(TooWide { field: row.field, takes, has })
        });
        if self.too_wide.is_some() {
            self.status = RecordResult::Problems;
        }
    }

    /// What of a field's bytes could not be read.
    fn unreadable(&self, field: Field) -> Option<Unreadable> {
        self.texts.unreadable(field).filter(|_| self.is_read())
    }

    fn too_wide(&self, field: Field) -> Option<TooWide> {
        self.too_wide.filter(|too_wide| too_wide.field == field)
    }

    /// The code of a field's problem, or 0.
    pub(crate) fn problem(&self, field: Field) -> u16 {
        if let Some(unreadable) = self.unreadable(field) {
            code(unreadable.why).number()
        } else if self.too_wide(field).is_some() {
            Code::RecordTooWide.number()
        } else if self.is_beside_unreadable(field) {
            0
        } else {
            self.verdict.problem(field).map_or(0, Code::number)
        }
    }

    /// The repeated address cannot be held against one that could not be read.
    fn is_beside_unreadable(&self, field: Field) -> bool {
        field == Field::EmailConfirmation && self.unreadable(Field::Email).is_some()
    }

    /// The code of a field's first notice, or 0.
    pub(crate) fn notice(&self, field: Field) -> u16 {
        self.verdict.notice(field).map_or(0, Code::number)
    }

    pub(crate) fn is_converted(&self, field: Field) -> bool {
        self.verdict.is_converted(field) || self.is_read() && self.texts.is_substituted(field)
    }

    /// All that the engine has to say about a field.
    pub(crate) fn report(&self, field: Field) -> Option<FieldReport> {
        let mut report =
            self.is_read().then(|| self.texts.form().report(field, self.now, self.policy))?;
        if let Some(unreadable) = self.unreadable(field) {
            report.problem = problem_of(field, unreadable);
        } else if let Some(TooWide { takes, has, .. }) = self.too_wide(field) {
            let numbers = [(ParamName::Actual, takes), (ParamName::Max, has)];
            report.problem = problem(Code::RecordTooWide, field, numbers);
        } else if self.is_beside_unreadable(field) {
            report.problem = None;
        }
        Some(report)
    }
}

/// The code of what cannot be read.
fn code(why: Why) -> Code {
    match why {
        Why::Code => Code::RecordUnreadable,
        Why::Shift => Code::RecordShift,
        Why::User(_) => Code::RecordUserCharacter,
    }
}

/// The problem of what cannot be read.
fn problem_of(field: Field, unreadable: Unreadable) -> Option<Problem> {
    let position = (ParamName::Position, unreadable.at + 1);
    let found = problem(code(unreadable.why), field, [position])?;
    match unreadable.why {
        Why::Code | Why::Shift => Some(found),
        Why::User(code) => found.with_text(ParamName::Char, format!("{code:04X}").into()),
    }
}

fn problem<const N: usize>(
    code: Code,
    field: Field,
    numbers: [(ParamName, usize); N],
) -> Option<Problem> {
    numbers.into_iter().try_fold(Problem::reported(code, field)?, |problem, (name, number)| {
        problem.with_text(name, number.to_string().into())
    })
}
