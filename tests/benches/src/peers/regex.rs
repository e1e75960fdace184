//! `regex` by hand: three expressions compiled once, the rest as in the byte loop.

use std::sync::LazyLock;

use regex::Regex;
use toroku::Item;

use super::shared;
use crate::Record;
use crate::record::TERMS;

/// The user name.
pub const NAME: &str = r"\A[A-Z]+(?: [A-Z]+)*\z";
/// The phone number.
pub const PHONE: &str = r"\A[0-9]{1,12}\z";
/// The e-mail address.
pub const EMAIL: &str = r"\A[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+\z";

fn compiled(expression: &str) -> Regex {
    Regex::new(expression).expect("written above")
}

/// [`NAME`], compiled.
pub static NAME_RE: LazyLock<Regex> = LazyLock::new(|| compiled(NAME));
/// [`PHONE`], compiled.
pub static PHONE_RE: LazyLock<Regex> = LazyLock::new(|| compiled(PHONE));
/// [`EMAIL`], compiled.
pub static EMAIL_RE: LazyLock<Regex> = LazyLock::new(|| compiled(EMAIL));

/// One bit for each field that does not pass.
pub fn check(record: &Record<'_>) -> u16 {
    check_with(record, shared::is_street)
}

/// The same, with two-byte characters asked of the crate that encodes them instead of a table.
pub fn check_by_encoding(record: &Record<'_>) -> u16 {
    check_with(record, shared::is_street_by_encoding)
}

fn check_with(record: &Record<'_>, is_street: fn(&str) -> bool) -> u16 {
    let text = |item| record.text(item);
    let (name, email) = (text(Item::UserName), text(Item::Email));
    let passes = [
        name.len() <= 104 && NAME_RE.is_match(name),
        matches!(text(Item::Sex), "male" | "female"),
        shared::is_birth(text(Item::BirthYear), text(Item::BirthMonth), text(Item::BirthDay)),
        shared::is_municipality(text(Item::Municipality)),
        is_street(text(Item::StreetAddress)),
        PHONE_RE.is_match(text(Item::Phone)),
        email.len() <= 60 && EMAIL_RE.is_match(email),
        !text(Item::EmailConfirmation).is_empty()
            && (email.is_empty() || text(Item::EmailConfirmation) == email),
        text(Item::UserType) == "applicant_at_counter",
        record.terms == TERMS,
    ];
    passes.iter().enumerate().fold(0, |bad, (i, good)| bad | u16::from(!good) << i)
}
