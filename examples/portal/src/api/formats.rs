//! Registrations as JSON, as lines of JSON, as CSV, and as fixed-length records.

use std::borrow::Cow;
use std::io::{self, ErrorKind, Write};

use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use clap::ValueEnum;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use toroku::Field;
use toroku_c::records::ResultRecord;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

use super::registrations::{about, example};
use crate::clock::{digits_in_japan, rfc3339};
use crate::store::StoredRegistration;
use crate::submitted::fields;

/// The media type of fixed-length records.
const RECORDS: &str = "application/vnd.toroku.records";

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

impl Format {
    /// The one that the header `Accept` wants most; JSON where it says nothing, `None` where it wants none of
    /// them.
    pub(super) fn asked(headers: &HeaderMap) -> Option<Self> {
        let mut wishes = Vec::new();
        for line in headers.get_all(header::ACCEPT) {
            for element in line.to_str().ok()?.split(',') {
                let mut parts = element.split(';').map(str::trim);
                let media_type = parts.next().unwrap_or_default().to_ascii_lowercase();
                let weight = parts.find_map(|part| part.strip_prefix("q="));
                let weight: f32 = weight.map_or(Some(1.0), |weight| weight.parse().ok())?;
                wishes.push((media_type, weight));
            }
        }
        if wishes.is_empty() {
            return Some(Self::Json);
        }
        wishes.retain(|(_, weight)| *weight > 0.0);
        // Those of one weight stay in the header's order.
        wishes.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        wishes.iter().find_map(|(media_type, _)| match media_type.as_str() {
            "application/json" | "application/*" | "*/*" => Some(Self::Json),
            "application/x-ndjson" => Some(Self::Lines),
            "text/csv" | "text/*" => Some(Self::Csv),
            RECORDS => Some(Self::Records),
            _ => None,
        })
    }

    /// The answer.
    ///
    /// # Errors
    /// Where a text has a character that the format does not have.
    pub(super) fn write(
        self,
        registrations: &[StoredRegistration],
        after: i64,
    ) -> io::Result<Response> {
        let next = registrations.last().map_or(after, |last| last.position);
        let mut list = List::begin(self, Vec::new())?;
        list.add(registrations)?;
        let list = list.end(next)?;
        Ok(([(header::CONTENT_TYPE, self.media_type())], list).into_response())
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Lines => "application/x-ndjson",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Records => RECORDS,
        }
    }
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
pub(crate) struct RecordBody<'a>(pub(super) &'a StoredRegistration);

/// The members that are no field.
const CURSOR: &str = "cursor";
const USER_ID: &str = "user_id";
const REGISTERED_AT: &str = "registered_at";
const LANGUAGE: &str = "language";

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

impl PartialSchema for RecordBody<'_> {
    fn schema() -> RefOr<Schema> {
        let mut object = ObjectBuilder::new().description(Some("A registration"));
        let own = [
            (CURSOR, "Goes on behind this registration".to_owned(), "17"),
            (USER_ID, "The user ID".to_owned(), "hdlpf38617"),
            (REGISTERED_AT, "When it was registered".to_owned(), "2024-02-29T00:00:00Z"),
            (LANGUAGE, "The language of its mails".to_owned(), "en"),
        ];
        let values = fields().map(|field| (field.name(), about(field), example(field)));
        for (name, about, example) in own.into_iter().chain(values) {
            let member = ObjectBuilder::new().schema_type(Type::String);
            let member = member.description(Some(about)).examples([example]);
            object = object.property(name, member).required(name);
        }
        object.into()
    }
}

impl ToSchema for RecordBody<'_> {
    fn name() -> Cow<'static, str> {
        "Registration".into()
    }
}

/// Fixed-length records.
pub(crate) struct RecordsBody;

impl PartialSchema for RecordsBody {
    fn schema() -> RefOr<Schema> {
        let about = "Records of 800 bytes without separators, in CP932: TOROKU-RESULT of the copybook, with status 00. \
             TS-HOST-KEY has the moment in Japan as YYYYMMDDHHMMSS and, behind it, the cursor in 18 digits.";
        let bytes = ObjectBuilder::new().schema_type(Type::String).description(Some(about));
        bytes.format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary))).into()
    }
}

impl ToSchema for RecordsBody {
    fn name() -> Cow<'static, str> {
        "Records".into()
    }
}

/// Some registrations, and where to go on.
#[derive(ToSchema)]
#[schema(as = Registrations)]
#[expect(dead_code, reason = "the description of what is written piece by piece")]
pub(crate) struct ListBody<'a> {
    /// The registrations.
    registrations: Vec<RecordBody<'a>>,
    /// The cursor to go on with: that of the last registration, or the one asked with where there is none.
    #[schema(example = "17")]
    next: String,
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
    use axum::http::HeaderValue;

    use super::*;

    fn asked(accept: &str) -> Option<Format> {
        let value = HeaderValue::from_str(accept).unwrap();
        Format::asked(&HeaderMap::from_iter([(header::ACCEPT, value)]))
    }

    #[test]
    fn the_format_that_is_wanted_most_is_given() {
        assert_eq!(Format::asked(&HeaderMap::new()), Some(Format::Json));
        for (accept, format) in [
            ("*/*", Some(Format::Json)),
            ("application/json", Some(Format::Json)),
            ("Text/CSV", Some(Format::Csv)),
            ("application/json;q=0.5, text/csv", Some(Format::Csv)),
            ("text/csv;q=0.1, application/x-ndjson; q=0.2", Some(Format::Lines)),
            ("text/html, application/x-ndjson, text/csv", Some(Format::Lines)),
            ("application/vnd.toroku.records, text/csv;q=0.9", Some(Format::Records)),
            ("text/csv;q=0", None),
            ("text/csv;q=x", None),
            ("image/png", None),
        ] {
            assert_eq!(asked(accept), format, "{accept}");
        }
    }

    #[test]
    fn cursors_are_numbers_and_nothing_else() {
        assert_eq!(position_of(&cursor_of(17)), Some(17));
        for text in ["+1", "-1", " 1", "1.0", "99999999999999999999", "x"] {
            assert_eq!(position_of(text), None, "{text}");
        }
    }
}
