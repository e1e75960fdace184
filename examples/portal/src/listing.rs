//! Registrations as JSON, as lines of JSON, as CSV, and as fixed-length records: for the API and for files.

use std::borrow::Cow;
use std::io::{self, ErrorKind, Write};

use clap::ValueEnum;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use toroku::Field;
use toroku_c::records::ResultRecord;

use crate::clock::{digits_in_japan, rfc3339};
use crate::store::StoredRegistration;
use crate::submitted::fields;

/// A list's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One object
    Json,
    /// An object a line
    #[value(name = "ndjson")]
    Lines,
    /// Lines of values, the names first
    Csv,
    /// Fixed-length records in CP932, as TOROKU.cpy has them
    Records,
}

/// Writes registrations in a format, some and then some more.
pub(crate) struct List<W> {
    format: Format,
    to: W,
    is_empty: bool,
}

impl<W: Write> List<W> {
    /// What stands before the first one.
    pub(crate) fn begin(format: Format, mut to: W) -> io::Result<Self> {
        match format {
            Format::Json => to.write_all(b"{\"registrations\":[")?,
            Format::Csv => {
                let mut lines = csv::Writer::from_writer(&mut to);
                lines.write_record(columns())?;
                lines.flush()?;
            }
            Format::Lines | Format::Records => {}
        }
        Ok(Self { format, to, is_empty: true })
    }

    /// Those that come next.
    pub(crate) fn add(&mut self, registrations: &[StoredRegistration]) -> io::Result<()> {
        match self.format {
            Format::Json => {
                for registration in registrations {
                    if !self.is_empty {
                        self.to.write_all(b",")?;
                    }
                    self.is_empty = false;
                    serde_json::to_writer(&mut self.to, &RecordBody(registration))?;
                }
            }
            Format::Lines => {
                for registration in registrations {
                    serde_json::to_writer(&mut self.to, &RecordBody(registration))?;
                    self.to.write_all(b"\n")?;
                }
            }
            Format::Csv => {
                let mut lines = csv::Writer::from_writer(&mut self.to);
                for registration in registrations {
                    lines
                        .write_record(members(registration).map(|(_, value)| value.into_owned()))?;
                }
                lines.flush()?;
            }
            Format::Records => {
                for registration in registrations {
                    self.to.write_all(record(registration)?.expose())?;
                }
            }
        }
        Ok(())
    }

    /// What stands after the last one, with the position to go on from.
    pub(crate) fn end(mut self, next: i64) -> io::Result<W> {
        if self.format == Format::Json {
            write!(self.to, "],\"next\":\"{}\"}}", cursor_of(next))?;
        }
        Ok(self.to)
    }
}

/// A registration as a fixed-length record of `TOROKU.cpy`. The host's own key is the moment in Japan, in 14 digits,
/// and the cursor in 18.
fn record(registration: &StoredRegistration) -> io::Result<ResultRecord> {
    let position = registration.position;
    let host_key = format!("{}{position:018}", digits_in_japan(registration.registered_at));
    let text = |field| {
        let value = registration.values.iter().find(|(known, _)| *known == field);
        value.map(|(_, text)| Cow::from(text.as_str()))
    };
    let record = toroku_c::records::registered(&host_key, &registration.user_id, text);
    record.map_err(|error| {
        io::Error::new(ErrorKind::InvalidData, format!("the registration of {position}: {error}"))
    })
}

/// A registration as the counter reads it.
pub(crate) struct RecordBody<'a>(pub(crate) &'a StoredRegistration);

/// The members that are no field.
pub(crate) const CURSOR: &str = "cursor";
pub(crate) const USER_ID: &str = "user_id";
pub(crate) const REGISTERED_AT: &str = "registered_at";
pub(crate) const LANGUAGE: &str = "language";

/// The names of all members in order.
fn columns() -> impl Iterator<Item = &'static str> {
    let before = [CURSOR, USER_ID, REGISTERED_AT, LANGUAGE];
    before.into_iter().chain(fields().map(Field::name))
}

/// All members in order.
fn members(record: &StoredRegistration) -> impl Iterator<Item = (&'static str, Cow<'_, str>)> {
    let before = [
        Cow::from(cursor_of(record.position)),
        Cow::from(record.user_id.as_str()),
        Cow::from(rfc3339(record.registered_at)),
        Cow::from(record.language.as_str()),
    ];
    let values = record.values.iter().map(|(_, text)| Cow::from(text.as_str()));
    columns().zip(before.into_iter().chain(values))
}

impl Serialize for RecordBody<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in members(self.0) {
            map.serialize_entry(name, &value)?;
        }
        map.end()
    }
}

/// A position as a cursor.
pub(crate) fn cursor_of(position: i64) -> String {
    position.to_string()
}

/// A cursor's position.
pub(crate) fn position_of(cursor: &str) -> Option<i64> {
    let is_digits = cursor.bytes().all(|byte| byte.is_ascii_digit());
    cursor.parse().ok().filter(|_| is_digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_are_numbers_and_nothing_else() {
        assert_eq!(position_of(&cursor_of(17)), Some(17));
        for text in ["+1", "-1", " 1", "1.0", "99999999999999999999", "x"] {
            assert_eq!(position_of(text), None, "{text}");
        }
    }
}
