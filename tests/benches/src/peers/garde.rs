//! `garde` 0.23 as its documentation shows it.

#![allow(clippy::trivially_copy_pass_by_ref, reason = "the signature that garde calls")]

use garde::{Error, Validate};
use toroku::Item;

use super::regex::{EMAIL_RE, NAME_RE, PHONE_RE};
use super::shared;
use crate::Record;
use crate::record::TERMS;

/// The record as a struct of the host's, borrowed texts where the library allows.
#[derive(Validate)]
pub struct Entry<'a> {
    #[garde(length(max = 104), pattern(NAME_RE))]
    user_name: &'a str,
    #[garde(custom(is_sex))]
    sex: &'a str,
    #[garde(custom(is_birth))]
    birth: (&'a str, &'a str, &'a str),
    #[garde(custom(is_municipality))]
    municipality: &'a str,
    #[garde(custom(is_street))]
    street_address: &'a str,
    #[garde(pattern(PHONE_RE))]
    phone: &'a str,
    #[garde(length(max = 60), pattern(EMAIL_RE))]
    email: &'a str,
    #[garde(length(min = 1), matches(email))]
    email_confirmation: &'a str,
    #[garde(custom(is_user_type))]
    user_type: &'a str,
    #[garde(custom(is_terms))]
    terms: &'a str,
}

fn refused_unless(good: bool, what: &str) -> garde::Result {
    if good { Ok(()) } else { Err(Error::new(what)) }
}

fn is_sex(text: &str, (): &()) -> garde::Result {
    refused_unless(matches!(text, "male" | "female"), "unknown sex")
}

fn is_birth(parts: &(&str, &str, &str), (): &()) -> garde::Result {
    refused_unless(shared::is_birth(parts.0, parts.1, parts.2), "not a date of birth")
}

fn is_municipality(text: &str, (): &()) -> garde::Result {
    refused_unless(shared::is_municipality(text), "unknown municipality")
}

fn is_street(text: &str, (): &()) -> garde::Result {
    refused_unless(shared::is_street(text), "not a street address")
}

fn is_user_type(text: &str, (): &()) -> garde::Result {
    refused_unless(text == "applicant_at_counter", "unknown user type")
}

fn is_terms(text: &str, (): &()) -> garde::Result {
    refused_unless(text == TERMS, "the terms are not agreed to")
}

impl<'a> From<&Record<'a>> for Entry<'a> {
    fn from(record: &Record<'a>) -> Self {
        let text = |item| record.text(item);
        Self {
            user_name: text(Item::UserName),
            sex: text(Item::Sex),
            birth: (text(Item::BirthYear), text(Item::BirthMonth), text(Item::BirthDay)),
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
/// The report, where there are any.
pub fn check(record: &Record<'_>) -> Result<(), garde::Report> {
    Entry::from(record).validate()
}
