//! What each column of a record is to the engine, both ways: nothing else knows it.

use alloc::borrow::Cow;

use toroku::municipality::{Lookup, look_up};
use toroku::{Field, Item, Sex};

use crate::records::columns::Columns;
use crate::records::layout::{RECORD, RESULT, span};

/// Where bytes begin and end in a record.
pub(crate) type Span = (usize, usize);

/// One column: where its text comes from, and what a good record's result has there.
pub(crate) struct Row {
    pub(crate) field: Field,
    /// In the record.
    pub(crate) reading: Option<(Span, Reading)>,
    /// In the result record.
    pub(crate) writing: Option<(Span, Writing)>,
}

/// How a column's text becomes a text of the entry.
#[derive(Clone, Copy)]
pub(crate) enum Reading {
    /// As it stands.
    Text(Item),
    /// The same, but that zeros are nothing.
    Code(Item),
    /// 1 or M, 2 or F.
    Sex,
    /// Year, month and day in four, two and two characters; zeros are nothing.
    BirthDate,
    /// 1: agreed.
    Agreement,
    /// The version that was agreed to.
    Version,
}

impl Reading {
    /// Whether what a good record has in such a column is registered as it stands, where nothing is converted.
    /// It may be without this noticing.
    pub(crate) fn is_final(self, bytes: &[u8], columns: Columns<'_>) -> bool {
        match self {
            Self::Text(_) | Self::Version => columns.has_sole_codes(bytes),
            Self::Code(_) => bytes.len() == 6 && bytes.iter().all(u8::is_ascii_digit),
            Self::Sex => matches!(bytes, b"1" | b"2"),
            Self::BirthDate => bytes.len() == 8 && bytes.iter().all(u8::is_ascii_digit),
            Self::Agreement => true,
        }
    }
}

/// How a value is written, from its text as every store has it.
pub(crate) type Writing = for<'v> fn(&'v str) -> Cow<'v, str>;

/// As every store has it.
fn stored(text: &str) -> Cow<'_, str> {
    text.into()
}

/// The name of a code, also of a municipality that has come to an end since it was stored.
fn municipality_name(code: &str) -> Cow<'_, str> {
    match look_up(code) {
        Lookup::Found(municipality) => municipality.full_name().into(),
        Lookup::NeedsWard(city) => city.full_name().into(),
        Lookup::Abolished(old) => old.full_name().into(),
        Lookup::Unknown => "".into(),
    }
}

/// A column of this name in both records.
const fn both(name: &str, field: Field, reading: Reading, writing: Writing) -> Row {
    Row { writing: written(name, field, writing).writing, ..read(name, field, reading) }
}

/// A column that is only read.
const fn read(name: &str, field: Field, reading: Reading) -> Row {
    Row { field, reading: Some((span(RECORD, name), reading)), writing: None }
}

/// A column that is only written.
const fn written(name: &str, field: Field, writing: Writing) -> Row {
    Row { field, reading: None, writing: Some((span(RESULT, name), writing)) }
}

/// The columns of an applicant's values. Of two columns of one field the first that cannot be read counts.
pub(crate) const ROWS: &[Row] = &[
    both("user_name", Field::UserName, Reading::Text(Item::UserName), stored),
    both("sex", Field::Sex, Reading::Sex, |text| match Sex::by_name(text) {
        Some(Sex::Male) => "1".into(),
        Some(Sex::Female) => "2".into(),
        None => "".into(),
    }),
    both("birth_date", Field::DateOfBirth, Reading::BirthDate, |text| text.replace('-', "").into()),
    both("municipality", Field::Municipality, Reading::Code(Item::Municipality), stored),
    written("municipality_name", Field::Municipality, municipality_name),
    both("street_address", Field::StreetAddress, Reading::Text(Item::StreetAddress), stored),
    both("phone", Field::Phone, Reading::Text(Item::Phone), stored),
    both("email", Field::Email, Reading::Text(Item::Email), stored),
    read("email_confirmation", Field::EmailConfirmation, Reading::Text(Item::EmailConfirmation)),
    both("user_type", Field::UserType, Reading::Text(Item::UserType), stored),
    read("terms_agreed", Field::Terms, Reading::Agreement),
    both("terms_version", Field::Terms, Reading::Version, stored),
];
