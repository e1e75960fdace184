//! The result record.

use alloc::borrow::Cow;

use toroku::{Confirmed, Field, Item, Municipality};
use zeroize::Zeroizing;

use crate::abi::number::RecordResult;
use crate::abi::status::{Outcome, Status};
use crate::records::check::Checked;
use crate::records::columns::Columns;
use crate::records::layout::{RECORD, RESULT, VERSION, result_size, span};
use crate::records::mapping::{ROWS, Span};
use crate::records::register::Registered;

/// A result record's bytes.
pub(crate) type ResultRecord = Zeroizing<[u8; result_size()]>;

pub(crate) fn new_result() -> ResultRecord {
    Zeroizing::new([0; result_size()])
}

/// The result where there is nothing to report: blanks, and zeros in the lists.
fn put_nothing(result: &mut [u8], columns: Columns<'_>) {
    result.fill(columns.blank());
    let lists =
        const { [span(RESULT, "problems"), span(RESULT, "notices"), span(RESULT, "converted")] };
    for list in lists {
        column(result, list).fill(columns.digit(0));
    }
    column(result, const { span(RESULT, "record_version") }).fill(columns.digit(VERSION));
}

impl Checked<'_> {
    /// Writes the result record over another, with who was registered where the record is.
    pub(crate) fn put_result(
        &self,
        registered: Option<&Registered>,
        confirmed: Option<&Confirmed>,
        result: &mut ResultRecord,
    ) -> Outcome {
        self.put_checked(confirmed, result)?;
        if let Some(Registered { user_id, key }) = registered {
            put_user_id(result, user_id.as_str(), self.columns)?;
            let span = const { span(RESULT, "mail_key") };
            put(&mut result[..], span, &key.expose(), self.columns)?;
        }
        Ok(())
    }

    /// The same of a record that is not registered. `confirmed` are its values, where they were made already.
    pub(crate) fn put_checked(
        &self,
        confirmed: Option<&Confirmed>,
        result: &mut ResultRecord,
    ) -> Outcome {
        self.put_status(self.status, result);
        let result = &mut result[..];
        let is_clean = self.is_clean();
        if !is_clean {
            self.put_findings(result);
        }
        if self.status == RecordResult::Good && !(is_clean && self.copy_values(result)?) {
            let made = if confirmed.is_none() { Some(self.confirmed()?) } else { None };
            let confirmed = confirmed.or(made.as_ref()).ok_or(Status::Bug)?;
            put_values(result, |field| confirmed.text(field), self.columns)?;
        }
        Ok(())
    }

    /// The values of a good record as they are registered.
    pub(crate) fn confirmed(&self) -> Outcome<Confirmed> {
        self.texts.form().confirm(self.now, self.policy).map_err(|_| Status::Bug)
    }

    /// The result of a record whose key another record has.
    #[cfg(feature = "cp932")]
    pub(crate) fn put_key_taken(&self, result: &mut ResultRecord) {
        self.put_status(RecordResult::KeyTaken, result);
    }

    /// A result record of nothing but the status and the host's own key.
    fn put_status(&self, status: RecordResult, result: &mut ResultRecord) {
        let result = &mut result[..];
        put_nothing(result, self.columns);
        let digits = column(result, const { span(RESULT, "status") });
        put_digits(digits, status.number(), self.columns);
        let (key_start, key_end) = const { span(RECORD, "host_key") };
        if let Some(key) = self.record.get(key_start..key_end) {
            column(result, const { span(RESULT, "host_key") }).copy_from_slice(key);
        }
    }

    /// Puts what is said about each field.
    fn put_findings(&self, result: &mut [u8]) {
        let (problems, notices, converted) = const {
            (span(RESULT, "problems").0, span(RESULT, "notices").0, span(RESULT, "converted").0)
        };
        for (at, field) in Field::ENTRY.iter().enumerate() {
            for (list, code) in [(problems, self.problem(*field)), (notices, self.notice(*field))] {
                if code > 0 {
                    put_digits(&mut result[list + 4 * at..][..4], code.into(), self.columns);
                }
            }
            if self.is_converted(*field) {
                result[converted + at] = self.columns.digit(1);
            }
        }
    }

    /// Copies the values of a clean record where all of them stand there as they are registered; whether they
    /// do. Most records are such, and a batch of them would take more than twice as long with each confirmed.
    fn copy_values(&self, result: &mut [u8]) -> Outcome<bool> {
        for (bytes, reading, to) in self.texts.columns(self.record) {
            if !reading.is_final(bytes, self.columns) {
                return Ok(false);
            }
            column(result, to)[..bytes.len()].copy_from_slice(bytes);
        }
        let code = self.texts.text(Item::Municipality);
        let name = Municipality::by_code(code).ok_or(Status::Bug)?.full_name();
        put(result, const { span(RESULT, "municipality_name") }, &name, self.columns)?;
        Ok(true)
    }
}

/// Writes the values, from the texts that every store has of them.
pub(crate) fn put_values<'v>(
    result: &mut [u8],
    text: impl Fn(Field) -> Option<Cow<'v, str>>,
    columns: Columns<'_>,
) -> Outcome {
    let mut rows = ROWS.iter().filter_map(|row| Some((row.field, row.writing?)));
    rows.try_for_each(|(field, (span, writing))| {
        put(result, span, &writing(&text(field).unwrap_or_default()), columns)
    })
}

/// Writes who was registered.
pub(crate) fn put_user_id(
    result: &mut ResultRecord,
    user_id: &str,
    columns: Columns<'_>,
) -> Outcome {
    put(&mut result[..], const { span(RESULT, "user_id") }, user_id, columns)
}

/// Writes the result record of what a store has, over another. The key is the store's own.
#[cfg(feature = "cp932")]
pub(crate) fn put_stored<'v>(
    result: &mut ResultRecord,
    host_key: &str,
    user_id: &str,
    text: impl Fn(Field) -> Option<Cow<'v, str>>,
    columns: Columns<'_>,
) -> Outcome {
    let all = &mut result[..];
    put_nothing(all, columns);
    let digits = column(all, const { span(RESULT, "status") });
    put_digits(digits, RecordResult::Good.number(), columns);
    put(all, const { span(RESULT, "host_key") }, host_key, columns)?;
    put_values(all, text, columns)?;
    put_user_id(result, user_id, columns)
}

/// Writes a text at the beginning of a column.
fn put(result: &mut [u8], span: Span, text: &str, columns: Columns<'_>) -> Outcome {
    columns.put(text, column(result, span))
}

fn column(result: &mut [u8], (start, end): Span) -> &mut [u8] {
    &mut result[start..end]
}

/// A number in digits, with zeros before it, over the whole column.
fn put_digits(column: &mut [u8], number: u32, columns: Columns<'_>) {
    let mut rest = number;
    for digit in column.iter_mut().rev() {
        *digit = columns.digit((rest % 10) as u8);
        rest /= 10;
    }
}
