//! The municipality: one entry of the directory (manual, STEP1 no. 4).

use alloc::borrow::Cow;
use alloc::string::String;

use super::{Findings, legible};
use crate::code::{Code, ParamName};
use crate::field::confirmed::Confirmed;
use crate::field::entered::Entered;
use crate::item::Item;
use crate::municipality::{Lookup, Municipality, look_up};
use crate::problem::ParamValue;
use crate::{character, width};

impl Confirmed {
    /// The prefecture and municipality.
    pub fn municipality(&self) -> Municipality {
        self.municipality
    }
}

pub(crate) struct Rule;

impl super::Rule for Rule {
    type Found<'a> = Municipality;
    type Value = Municipality;

    #[inline]
    fn is_clean(entry: &Entered<'_>) -> bool {
        let text = entry.text(Item::Municipality);
        match text.as_bytes().first() {
            Some(b'0'..=b'9') => Municipality::by_code(text).is_some(),
            Some(_) => Municipality::by_full_name(text).is_some(),
            None => false,
        }
    }

    fn check(entry: &Entered<'_>, findings: &mut impl Findings) -> Option<Municipality> {
        let typed = legible(entry.typed(Item::Municipality), Code::CityRequired, findings)?;
        let mut room = [0; LONGEST];
        let (text, is_converted) = converted(typed.text, &mut room);
        match look_up(text) {
            Lookup::Found(found) => {
                let made = [(is_converted, Code::CityWidthConverted)];
                findings.conversions(&made, entry.is_strict(), || found.code().as_str().into())?;
                Some(found)
            }
            Lookup::NeedsWard(_) => {
                findings.problem(Code::CityDesignatedNeedsWard, |problem| problem)
            }
            Lookup::Abolished(abolished) => findings.problem(Code::CityAbolished, |problem| {
                let problem = abolished
                    .successors()
                    .fold(problem, |problem, one| problem.suggesting(one.full_name()));
                let names = problem.suggestions.clone();
                problem.with(ParamName::Suggestion, ParamValue::Chars(names))
            }),
            Lookup::Unknown => findings.problem(Code::CityUnknown, |problem| problem),
        }
    }

    fn text(found: &Municipality) -> Cow<'_, str> {
        found.full_name().into()
    }

    fn keep(found: Municipality) -> Municipality {
        found
    }

    fn shown(found: &Municipality) -> Option<Cow<'_, str>> {
        Some(found.full_name().into())
    }

    /// The code, which two of the same name do not share.
    fn stored(found: &Municipality) -> Option<Cow<'_, str>> {
        Some(String::from(found.code().as_str()).into())
    }
}

/// More bytes than any name of the directory has.
const LONGEST: usize = 128;

/// Full-width digits to half-width, spaces removed: a code or a name has none. A text that does not fit into
/// `room` is left as it stands, since it is in no directory.
fn converted<'t>(text: &'t str, room: &'t mut [u8; LONGEST]) -> (&'t str, bool) {
    if !text.chars().any(|c| character::is_any_space(c) || width::narrowed(c).is_some()) {
        return (text, false);
    }
    let mut length = 0;
    for c in text.chars().filter(|c| !character::is_any_space(*c)) {
        let c = width::narrowed(c).unwrap_or(c);
        let Some(place) = room.get_mut(length..length + c.len_utf8()) else {
            return (text, true);
        };
        length += c.encode_utf8(place).len();
    }
    let written = core::str::from_utf8(&room[..length]).expect("characters, one after the other");
    (written, true)
}
