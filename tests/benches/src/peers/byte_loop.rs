//! What a careful programmer writes by hand: a loop a field, nothing else.

use toroku::Item;

use super::shared;
use crate::Record;
use crate::record::TERMS;

/// One bit for each field that does not pass.
pub fn check(record: &Record<'_>) -> u16 {
    let text = |item| record.text(item);
    let passes = [
        is_name(text(Item::UserName)),
        matches!(text(Item::Sex), "male" | "female"),
        shared::is_birth(text(Item::BirthYear), text(Item::BirthMonth), text(Item::BirthDay)),
        shared::is_municipality(text(Item::Municipality)),
        shared::is_street(text(Item::StreetAddress)),
        is_phone(text(Item::Phone)),
        is_email(text(Item::Email)),
        !text(Item::EmailConfirmation).is_empty()
            && (text(Item::Email).is_empty() || text(Item::EmailConfirmation) == text(Item::Email)),
        text(Item::UserType) == "applicant_at_counter",
        record.terms == TERMS,
    ];
    passes.iter().enumerate().fold(0, |bad, (i, good)| bad | u16::from(!good) << i)
}

/// A–Z in words, single spaces between, 1 to 104 characters.
pub fn is_name(text: &str) -> bool {
    if text.is_empty() || text.len() > 104 {
        return false;
    }
    let mut after_space = true;
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' => after_space = false,
            b' ' if !after_space => after_space = true,
            _ => return false,
        }
    }
    !after_space
}

/// 1 to 12 digits.
pub fn is_phone(text: &str) -> bool {
    (1..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// WHATWG's valid e-mail address with a dot in the domain, 60 characters at most.
pub fn is_email(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let Some((local, domain)) = text.split_once('@') else { return false };
    let is_local = |b: u8| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b);
    let mut dots = 0;
    let mut last = b'.';
    for byte in domain.bytes() {
        match byte {
            b'.' if last == b'.' || last == b'-' => return false,
            b'.' => dots += 1,
            b'-' if last == b'.' => return false,
            b'-' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => {}
            _ => return false,
        }
        last = byte;
    }
    !local.is_empty() && local.bytes().all(is_local) && dots > 0 && last != b'.' && last != b'-'
}
