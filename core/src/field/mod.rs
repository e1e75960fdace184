//! The fields of the entry: what each accepts, converts and tells.
//!
//! Each file holds one field: a newtype that only its check makes, the rule, the conversions. A check
//! never applies a suggestion and never looks at anything but its arguments.
//!
//! Most texts are right as they stand. So each field has a quick scan as well (`is_settled`, `settled`) that
//! knows when the check has nothing to say. The check is the rule; the scan may only fail to notice that
//! there is nothing, and `settled.rs` holds it against the check on generated texts. Likewise `plain_problem`
//! knows the code of most problems without what the wording needs beside it: it may only fail to know.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::code::{Code, ParamName};
use crate::personal::part;
use crate::problem::{Notice, ParamValue, Problem};

pub(crate) mod character;
mod date_of_birth;
mod email;
mod email_domain;
mod kanji_variant;
mod municipality;
mod phone;
mod scan;
#[cfg(test)]
mod settled;
mod sex;
mod street_address;
mod transliteration;
mod user_name;
mod user_type;
pub(crate) mod width;

pub(crate) use crate::item::{BirthPart, Field, Item};
pub use date_of_birth::DateOfBirth;
pub use email::Email;
pub use phone::Phone;
pub use sex::Sex;
pub use street_address::StreetAddress;
pub use user_name::UserName;
pub use user_type::{UserType, UserTypeOffer};

pub(crate) use date_of_birth::BirthParts;
pub(crate) use email::{
    check_confirmation, is_settled_confirmation, plain_problem_of_confirmation,
};
#[cfg(test)]
pub(crate) use municipality::settled as settled_municipality;
pub(crate) use municipality::{
    check as check_municipality, is_settled as is_settled_municipality,
    plain_problem as plain_problem_of_municipality,
};
pub(crate) use user_type::{
    check as check_user_type, is_settled as is_settled_user_type,
    plain_problem as plain_problem_of_user_type,
};

/// The most bytes of UTF-8 the engine looks at in one item; what is longer is a problem at once.
pub const MAX_ITEM_BYTES: usize = 4096;

/// An item's text as the applicant left it, cut at [`MAX_ITEM_BYTES`].
#[derive(Clone, Copy)]
pub(crate) struct Typed<'a> {
    pub(crate) text: &'a str,
    /// How many characters there were before the cut; `None` where nothing was cut.
    pub(crate) cut_from: Option<u32>,
}

impl<'a> Typed<'a> {
    /// Nothing where nothing was typed. Of a text over the limit the beginning is kept, to be shown again,
    /// and how long it was.
    pub(crate) fn new(text: &'a str) -> Option<Self> {
        if text.len() > MAX_ITEM_BYTES {
            let cut_from = Some(u32::try_from(text.chars().count()).unwrap_or(u32::MAX));
            let text = part(text, ..text.floor_char_boundary(MAX_ITEM_BYTES));
            return Some(Self { text, cut_from });
        }
        (!text.is_empty()).then_some(Self { text, cut_from: None })
    }
}

/// What the check of one field found. `value` is there exactly where `problem` is not.
#[derive(Clone, Debug)]
pub(crate) struct Checked<T> {
    pub(crate) value: Option<T>,
    pub(crate) problem: Option<Problem>,
    pub(crate) notices: Vec<Notice>,
    pub(crate) conversions: Vec<Code>,
}

impl<T> Checked<T> {
    pub(crate) fn good(value: T) -> Self {
        Self { value: Some(value), problem: None, notices: Vec::new(), conversions: Vec::new() }
    }

    pub(crate) fn bad(problem: Problem) -> Self {
        Self { value: None, problem: Some(problem), notices: Vec::new(), conversions: Vec::new() }
    }

    /// Adds a notice; beside a problem there is none, since the problem is what to solve first.
    pub(crate) fn noting(mut self, notice: Option<Notice>) -> Self {
        if self.problem.is_none() {
            self.notices.extend(notice);
        }
        self
    }

    pub(crate) fn map<U>(self, f: impl FnOnce(T) -> U) -> Checked<U> {
        Checked {
            value: self.value.map(f),
            problem: self.problem,
            notices: self.notices,
            conversions: self.conversions,
        }
    }
}

/// A text and the conversions that led to it.
pub(crate) struct Converted<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) codes: Vec<Code>,
}

impl<'a> Converted<'a> {
    pub(crate) fn untouched(text: &'a str) -> Self {
        Self { text: Cow::Borrowed(text), codes: Vec::new() }
    }

    /// The good value, or under the strict policy the problem that it would have been converted.
    pub(crate) fn accept(self, field: Field, strict: bool) -> Checked<Cow<'a, str>> {
        if strict && !self.codes.is_empty() {
            return Checked::bad(not_converted(field, self.text.into_owned()));
        }
        Checked { conversions: self.codes, ..Checked::good(self.text) }
    }
}

/// The strict policy's problem: enter the text as `converted` has it.
pub(crate) fn not_converted(field: Field, converted: String) -> Problem {
    Problem::new(Code::TextNotConverted, field)
        .with(ParamName::Suggestion, ParamValue::Text(converted.as_str().into()))
        .suggesting(converted)
}

/// The text to check, once it is there and holds nothing invisible.
///
/// Blank text counts as missing, so that a stray space does not earn a longer explanation.
pub(crate) fn legible(
    typed: Option<Typed<'_>>,
    field: Field,
    missing: Code,
) -> Result<Typed<'_>, Problem> {
    let Some(typed) = typed else { return Err(Problem::new(missing, field)) };
    // Printable ASCII is neither blank nor invisible; nearly every text ends here.
    if typed.text.bytes().all(|byte| byte.is_ascii_graphic()) && !typed.text.is_empty() {
        return Ok(typed);
    }
    if typed.text.chars().all(|c| c == ' ' || character::is_space(c)) {
        return Err(Problem::new(missing, field));
    }
    let invisible = character::listed(typed.text.chars().filter(|c| character::is_invisible(*c)));
    if invisible.is_empty() {
        return Ok(typed);
    }
    // Its full size at once: a string that grows leaves copies behind.
    let mut visible = String::with_capacity(typed.text.len());
    visible.extend(typed.text.chars().filter(|c| !character::is_invisible(*c)));
    let problem = Problem::new(Code::TextInvisible, field)
        .with(ParamName::Chars, ParamValue::Chars(invisible));
    Err(if visible.trim().is_empty() { problem } else { problem.suggesting(visible) })
}

/// The problem that lists the characters that cannot be used.
pub(crate) fn bad_characters(code: Code, characters: impl Iterator<Item = char>) -> Problem {
    Problem::of(code).with(ParamName::Chars, ParamValue::Chars(character::listed(characters)))
}

/// The problem that names the first character that cannot be used and offers the whole text rewritten.
pub(crate) fn replaceable(code: Code, character: char, suggestion: String) -> Problem {
    Problem::of(code)
        .with(ParamName::Char, ParamValue::Text(character.to_string().into()))
        .with(ParamName::Suggestion, ParamValue::Text(suggestion.as_str().into()))
        .suggesting(suggestion)
}

/// The problem that there are `actual` characters where `max` may be.
pub(crate) fn too_long(code: Code, actual: usize, max: u32) -> Problem {
    Problem::of(code)
        .with(ParamName::Actual, ParamValue::Number(u32::try_from(actual).unwrap_or(u32::MAX)))
        .with(ParamName::Max, ParamValue::Number(max))
}
