//! The result record.

use alloc::string::ToString;

use toroku::{Commit, Confirmed, Field};
use zeroize::Zeroizing;

use crate::abi::encoding::Encoding;
use crate::abi::status::{Outcome, Status};
use crate::records::check::{Checked, RecordStatus};
use crate::records::layout::{RECORD, RESULT, result_size, span};
use crate::records::mapping::{ROWS, Span};

/// A result record's bytes.
pub(crate) type ResultRecord = Zeroizing<[u8; result_size()]>;

impl Checked<'_> {
    /// The result record, with what is committed where the record is registered.
    pub(crate) fn result(&self, commit: Option<&Commit>) -> Outcome<ResultRecord> {
        let mut result = Zeroizing::new([b' '; result_size()]);
        put_digits(column(&mut *result, const { span(RESULT, "status") }), self.status as u16);
        const KEY: Span = span(RECORD, "host_key");
        if let Some(key) = self.record.get(KEY.0..KEY.1) {
            column(&mut *result, const { span(RESULT, "host_key") }).copy_from_slice(key);
        }
        self.put_findings(&mut *result);
        if let Some(commit) = commit {
            put_values(&mut *result, &commit.confirmed, self.encoding)?;
            let user_id = const { span(RESULT, "user_id") };
            put(&mut *result, user_id, commit.user_id.as_str(), self.encoding)?;
            let key = commit.key.to_string();
            put(&mut *result, const { span(RESULT, "mail_key") }, &key, self.encoding)?;
        } else if self.status == RecordStatus::Good {
            let confirmed = self.texts.form().confirm(self.now, self.policy);
            put_values(&mut *result, &confirmed.map_err(|_| Status::Bug)?, self.encoding)?;
        }
        Ok(result)
    }

    /// Puts what is said about each field.
    fn put_findings(&self, result: &mut [u8]) {
        let (problems, notices, converted) = const {
            (span(RESULT, "problems").0, span(RESULT, "notices").0, span(RESULT, "converted").0)
        };
        for (at, field) in Field::ENTRY.iter().enumerate() {
            put_digits(&mut result[problems + 4 * at..][..4], self.problem(*field));
            put_digits(&mut result[notices + 4 * at..][..4], self.notice(*field));
            result[converted + at] = b'0' + u8::from(self.is_converted(*field));
        }
    }
}

fn put_values(result: &mut [u8], values: &Confirmed, encoding: Encoding) -> Outcome {
    let mut columns = ROWS.iter().filter_map(|row| row.writing);
    columns.try_for_each(|(span, writing)| put(result, span, &writing(values), encoding))
}

/// Writes a text at the beginning of a column.
fn put(result: &mut [u8], span: Span, text: &str, encoding: Encoding) -> Outcome {
    encoding.write_into(text, column(result, span)).map(|_| ())
}

fn column(result: &mut [u8], (start, end): Span) -> &mut [u8] {
    &mut result[start..end]
}

/// A number in digits, with zeros before it, over the whole column.
fn put_digits(column: &mut [u8], number: u16) {
    let mut rest = number;
    for digit in column.iter_mut().rev() {
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
}
