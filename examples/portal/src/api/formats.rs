//! Registrations as JSON, as lines of JSON, and as CSV.

use std::borrow::Cow;

use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use toroku::Field;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::json;
use super::registrations::{about, example};
use crate::clock::rfc3339;
use crate::store::StoredRegistration;
use crate::submitted::fields;

/// A list's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Lines,
    Csv,
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
            _ => None,
        })
    }

    /// The answer.
    pub(super) fn write(self, registrations: &[StoredRegistration], after: i64) -> Response {
        match self {
            Self::Json => {
                let next = registrations.last().map_or(after, |last| last.position);
                let registrations = registrations.iter().map(RecordBody).collect();
                json(&ListBody { registrations, next: cursor_of(next) })
            }
            Self::Lines => {
                let mut lines = Vec::new();
                for registration in registrations {
                    serde_json::to_writer(&mut lines, &RecordBody(registration))
                        .expect("texts can be written as JSON");
                    lines.push(b'\n');
                }
                ([(header::CONTENT_TYPE, "application/x-ndjson")], lines).into_response()
            }
            Self::Csv => {
                let mut writer = csv::Writer::from_writer(Vec::new());
                let in_memory = "memory takes every line, and all have as many values";
                writer.write_record(columns()).expect(in_memory);
                for registration in registrations {
                    let values = members(registration).map(|(_, value)| value.into_owned());
                    writer.write_record(values).expect(in_memory);
                }
                let lines = writer.into_inner().expect(in_memory);
                let media_type = "text/csv; charset=utf-8; header=present";
                ([(header::CONTENT_TYPE, media_type)], lines).into_response()
            }
        }
    }
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

/// Some registrations, and where to go on.
#[derive(Serialize, ToSchema)]
#[schema(as = Registrations)]
pub(crate) struct ListBody<'a> {
    /// The registrations.
    registrations: Vec<RecordBody<'a>>,
    /// The cursor to go on with: that of the last registration, or the one asked with where there is none.
    #[schema(example = "17")]
    next: String,
}

/// A position as a cursor.
fn cursor_of(position: i64) -> String {
    position.to_string()
}

/// A cursor's position.
pub(super) fn position_of(cursor: &str) -> Option<i64> {
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
