//! The municipality: one entry of the directory (manual, STEP1 no. 4).

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Findings, legible};
use crate::code::{Code, ParamName};
use crate::field::confirmed::Confirmed;
use crate::field::entered::Entered;
use crate::item::Item;
use crate::municipality::address::{self, Evidence};
use crate::municipality::{DesignatedCity, Lookup, Municipality, look_up, search};
use crate::problem::{ParamValue, Problem};
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
                let is_code = text.starts_with(|c: char| c.is_ascii_digit());
                let is_renamed = !is_code && !text.ends_with(found.name());
                let made = [
                    (is_converted, Code::CityWidthConverted),
                    (is_renamed, Code::CityNameConverted),
                ];
                findings.conversions(&made, entry.is_strict(), || {
                    if is_renamed { found.full_name() } else { found.code().as_str().into() }
                })?;
                Some(found)
            }
            Lookup::NeedsWard(city) => needs_ward(city, typed.text, findings),
            Lookup::Abolished(abolished) => findings
                .problem(Code::CityAbolished, |problem| naming(problem, abolished.successors())),
            Lookup::Unknown => check_as_written(typed.text, entry.is_strict(), findings),
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

/// More suggestions than this are a list to search, not an answer.
const MAX_SUGGESTIONS: usize = 10;

/// A text that is neither a code nor a full name of the directory: in other forms of kanji, in English, a postal code,
/// or a whole address.
///
/// What says which one it means is accepted, and reported. What is behind the municipality in an address must not be
/// lost, so it is asked about: it belongs into another field.
fn check_as_written(
    typed: &str,
    is_strict: bool,
    findings: &mut impl Findings,
) -> Option<Municipality> {
    let unknown = |problem| suggesting(problem, &search(typed, None, MAX_SUGGESTIONS + 1));
    let Some(read) = address::read(typed) else {
        return findings.problem(Code::CityUnknown, unknown);
    };
    if let Some(found) = read.sure() {
        let made = [(true, Code::CityNameConverted)];
        findings.conversions(&made, is_strict, || found.full_name())?;
        return Some(found);
    }
    let found = read.municipalities;
    let is_whole = |city: &DesignatedCity| city.wards().eq(found.iter().copied());
    if let Some(city) = DesignatedCity::all().find(is_whole) {
        return needs_ward(city, typed, findings);
    }
    let code = match read.evidence {
        Evidence::Little => Code::CityUnknown,
        _ if found.len() > MAX_SUGGESTIONS => Code::CityUnknown,
        Evidence::Abolished if read.rest.is_empty() => Code::CityAbolished,
        _ if read.rest.is_empty() => Code::CityUnknown,
        Evidence::Full | Evidence::NameAlone | Evidence::Abolished => Code::CityAddress,
    };
    if code == Code::CityUnknown {
        return findings.problem(code, unknown);
    }
    findings.problem(code, |problem| naming(problem, found.into_iter()))
}

/// Asks for the ward: one that the text may name beside its city (`横浜市 港北`), else any of them.
fn needs_ward(
    city: DesignatedCity,
    typed: &str,
    findings: &mut impl Findings,
) -> Option<Municipality> {
    findings.problem(Code::CityDesignatedNeedsWard, |problem| {
        let named = search(typed, None, MAX_SUGGESTIONS + 1);
        let is_ward = |one: &Municipality| city.wards().any(|ward| ward == *one);
        if !named.is_empty() && named.len() <= MAX_SUGGESTIONS && named.iter().all(is_ward) {
            return suggesting(problem, &named);
        }
        let wards: Vec<Municipality> = city.wards().collect();
        suggesting(problem, &wards)
    })
}

/// Suggests them, if they are not too many to choose from.
fn suggesting(problem: Problem, found: &[Municipality]) -> Problem {
    if found.len() > MAX_SUGGESTIONS {
        return problem;
    }
    found.iter().fold(problem, |problem, one| problem.suggesting(one.full_name()))
}

/// Suggests them, and puts them into the wording.
fn naming(problem: Problem, found: impl Iterator<Item = Municipality>) -> Problem {
    let problem = found.fold(problem, |problem, one| problem.suggesting(one.full_name()));
    let names = problem.suggestions.clone();
    problem.with(ParamName::Suggestion, ParamValue::Chars(names))
}

/// More bytes than any name of the directory has.
const LONGEST: usize = 128;

/// Full-width digits to half-width, spaces removed: a code or a name has none. A text that does not fit into
/// `room`, and one in which a space keeps two numbers apart, is left as it stands, since it is in no directory.
fn converted<'t>(text: &'t str, room: &'t mut [u8; LONGEST]) -> (&'t str, bool) {
    if !text.chars().any(|c| character::is_any_space(c) || width::narrowed(c).is_some()) {
        return (text, false);
    }
    let (mut length, mut last, mut is_apart) = (0, ' ', false);
    for c in text.chars() {
        if character::is_any_space(c) {
            is_apart = true;
            continue;
        }
        let c = width::narrowed(c).unwrap_or(c);
        if core::mem::take(&mut is_apart) && last.is_ascii_digit() && c.is_ascii_digit() {
            return (text, true);
        }
        last = c;
        let Some(place) = room.get_mut(length..length + c.len_utf8()) else {
            return (text, true);
        };
        length += c.encode_utf8(place).len();
    }
    let written = core::str::from_utf8(&room[..length]).expect("characters, one after the other");
    (written, true)
}
