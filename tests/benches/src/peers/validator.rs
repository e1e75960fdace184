//! `validator` 0.21 as its documentation shows it.

use toroku::Item;
use validator::{Validate, ValidationError, ValidationErrors};

use super::regex::{EMAIL_RE, NAME_RE, PHONE_RE};
use super::shared;
use crate::Record;
use crate::record::TERMS;

/// The record as a struct of the host's.
#[derive(Validate)]
#[validate(schema(function = "is_born"))]
pub struct Entry<'a> {
    #[validate(length(max = 104), regex(path = *NAME_RE))]
    user_name: &'a str,
    #[validate(custom(function = "is_sex"))]
    sex: &'a str,
    birth: [&'a str; 3],
    #[validate(custom(function = "is_municipality"))]
    municipality: &'a str,
    #[validate(custom(function = "is_street"))]
    street_address: &'a str,
    #[validate(regex(path = *PHONE_RE))]
    phone: &'a str,
    #[validate(length(max = 60), regex(path = *EMAIL_RE))]
    email: &'a str,
    #[validate(length(min = 1), must_match(other = "email"))]
    email_confirmation: &'a str,
    #[validate(custom(function = "is_user_type"))]
    user_type: &'a str,
    #[validate(custom(function = "is_terms"))]
    terms: &'a str,
}

fn refused_unless(good: bool, what: &'static str) -> Result<(), ValidationError> {
    if good { Ok(()) } else { Err(ValidationError::new(what)) }
}

fn is_born(entry: &Entry<'_>) -> Result<(), ValidationError> {
    let [year, month, day] = entry.birth;
    refused_unless(shared::is_birth(year, month, day), "not_a_birth")
}

fn is_sex(text: &str) -> Result<(), ValidationError> {
    refused_unless(matches!(text, "male" | "female"), "unknown_sex")
}

fn is_municipality(text: &str) -> Result<(), ValidationError> {
    refused_unless(shared::is_municipality(text), "unknown_municipality")
}

fn is_street(text: &str) -> Result<(), ValidationError> {
    refused_unless(shared::is_street(text), "not_a_street")
}

fn is_user_type(text: &str) -> Result<(), ValidationError> {
    refused_unless(text == "applicant_at_counter", "unknown_user_type")
}

fn is_terms(text: &str) -> Result<(), ValidationError> {
    refused_unless(text == TERMS, "terms_not_agreed")
}

impl<'a> Entry<'a> {
    /// From the cells of a line, as a reader gives them.
    pub fn from_cells(cells: [&'a str; 12]) -> Self {
        let [
            user_name,
            sex,
            year,
            month,
            day,
            municipality,
            street_address,
            phone,
            email,
            rest @ ..,
        ] = cells;
        let [email_confirmation, user_type, terms] = rest;
        let birth = [year, month, day];
        Self {
            user_name,
            sex,
            birth,
            municipality,
            street_address,
            phone,
            email,
            email_confirmation,
            user_type,
            terms,
        }
    }
}

impl<'a> From<&Record<'a>> for Entry<'a> {
    fn from(record: &Record<'a>) -> Self {
        let text = |item| record.text(item);
        Self {
            user_name: text(Item::UserName),
            sex: text(Item::Sex),
            birth: [text(Item::BirthYear), text(Item::BirthMonth), text(Item::BirthDay)],
            municipality: text(Item::Municipality),
            street_address: text(Item::StreetAddress),
            phone: text(Item::Phone),
            email: text(Item::Email),
            email_confirmation: text(Item::EmailConfirmation),
            user_type: text(Item::UserType),
            terms: record.terms,
        }
    }
}

/// All problems of a record.
///
/// # Errors
/// The problems, where there are any.
pub fn check(record: &Record<'_>) -> Result<(), ValidationErrors> {
    Entry::from(record).validate()
}
