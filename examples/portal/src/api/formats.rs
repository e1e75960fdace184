//! The formats of lists in the API: which is asked for, and how each is described.

use std::borrow::Cow;
use std::io;

use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

use super::registrations::{about, example};
use crate::listing::{CURSOR, Format, LANGUAGE, List, REGISTERED_AT, RecordBody, USER_ID};
use crate::store::StoredRegistration;
use crate::submitted::fields;

/// The media type of fixed-length records.
const RECORDS: &str = "application/vnd.toroku.records";

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
}
