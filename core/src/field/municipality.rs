//! The municipality: one entry of the directory (manual, STEP1 no. 4).

use alloc::borrow::Cow;
use alloc::string::String;

use super::{Checked, Field, Typed, character, legible, not_converted, width};
use crate::code::{Code, ParamName};
use crate::municipality::{Lookup, Municipality, look_up};
use crate::problem::{ParamValue, Problem};

/// Whether the check has nothing to say; see [`settled`].
pub(crate) fn is_settled(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'0'..=b'9') => Municipality::by_code(text).is_some(),
        Some(_) => Municipality::by_full_name(text).is_some(),
        None => false,
    }
}

/// The problem of a text that is not settled, where it is plain: a code, or nothing.
pub(crate) fn plain_problem(text: &str) -> Option<Code> {
    if text.is_empty() {
        return Some(Code::CityRequired);
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match look_up(text) {
        Lookup::Found(_) => None,
        Lookup::NeedsWard(_) => Some(Code::CityDesignatedNeedsWard),
        Lookup::Abolished(_) => Some(Code::CityAbolished),
        Lookup::Unknown => Some(Code::CityUnknown),
    }
}

/// The entry where the check has nothing to say: a code of the directory, or a full name as it stands there.
pub(crate) fn settled(typed: Option<Typed<'_>>) -> Option<Municipality> {
    let text = typed?.text;
    if text.as_bytes().first()?.is_ascii_digit() {
        Municipality::by_code(text)
    } else {
        Municipality::by_full_name(text)
    }
}

pub(crate) fn check(typed: Option<Typed<'_>>, strict: bool) -> Checked<Municipality> {
    settled(typed).map_or_else(|| check_slowly(typed, strict), Checked::good)
}

pub(super) fn check_slowly(typed: Option<Typed<'_>>, strict: bool) -> Checked<Municipality> {
    let typed = match legible(typed, Field::Municipality, Code::CityRequired) {
        Ok(typed) => typed,
        Err(problem) => return Checked::bad(problem),
    };
    let text = convert(typed.text);
    match look_up(&text) {
        Lookup::Found(found) if strict && matches!(text, Cow::Owned(_)) => {
            Checked::bad(not_converted(Field::Municipality, found.code().as_str().into()))
        }
        Lookup::Found(found) => {
            let mut checked = Checked::good(found);
            if matches!(text, Cow::Owned(_)) {
                checked.conversions.push(Code::CityWidthConverted);
            }
            checked
        }
        Lookup::NeedsWard(_) => Checked::bad(Problem::of(Code::CityDesignatedNeedsWard)),
        Lookup::Abolished(abolished) => {
            let mut problem = Problem::of(Code::CityAbolished);
            for successor in abolished.successors() {
                problem = problem.suggesting(successor.full_name());
            }
            let names = problem.suggestions.clone();
            Checked::bad(problem.with(ParamName::Suggestion, ParamValue::Chars(names)))
        }
        Lookup::Unknown => Checked::bad(Problem::of(Code::CityUnknown)),
    }
}

/// Full-width digits to half-width, spaces removed: a code or a name has none.
fn convert(text: &str) -> Cow<'_, str> {
    let is_space = |c| c == ' ' || character::is_space(c);
    if !text.chars().any(|c| is_space(c) || width::narrowed(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter(|c| !is_space(*c));
    Cow::Owned(kept.map(|c| width::narrowed(c).unwrap_or(c)).collect::<String>())
}
