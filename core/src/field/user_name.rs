//! The user name: A–Z and single spaces, 1 to 104 characters (manual, STEP1 no. 1).

use alloc::string::String;

use super::text::{text_rule, text_value};
use super::transliteration::Style;
use super::{Findings, Text, collected, legible, quick, spelling, whole};
use crate::code::{Code, ParamName};
use crate::field::confirmed::Confirmed;
use crate::field::entered::Entered;
use crate::item::Item;
use crate::normal;
use crate::personal::Personal;
use crate::problem::{ParamValue, Problem};
use crate::typed::Typed;
use crate::{character, width};

text_value! {
    /// A user name as the residence card and the passport's machine-readable line write it.
    ///
    /// One word is allowed: some people have one name.
    ///
    /// ```
    /// use toroku::UserName;
    /// let name = UserName::try_from("HOUMU TARO".to_string())?;
    /// assert_eq!(name.as_str(), "HOUMU TARO");
    /// assert!(UserName::try_from("houmu taro".to_string()).is_err());
    /// # Ok::<(), toroku::NotCanonical>(())
    /// ```
    UserName = check
}

impl UserName {
    /// The most characters, spaces counted.
    pub const MAX_CHARS: u32 = 104;
}

impl Confirmed {
    /// The user name.
    pub fn user_name(&self) -> &UserName {
        &self.user_name
    }
}

pub(crate) struct Rule;

impl super::Rule for Rule {
    text_rule! { UserName }

    #[inline]
    fn is_clean(entry: &Entered<'_>) -> bool {
        quick::user_name(entry.text(Item::UserName))
    }

    fn check<'a>(entry: &Entered<'a>, findings: &mut impl Findings) -> Option<Text<'a>> {
        check(entry.typed(Item::UserName), entry.is_strict(), findings)
    }

    fn notices(name: &UserName, findings: &mut impl Findings) {
        notices(name.as_str().contains(' '), findings);
    }
}

fn check<'a>(
    typed: Option<Typed<'a>>,
    is_strict: bool,
    findings: &mut impl Findings,
) -> Option<Text<'a>> {
    let typed = legible(typed, Code::NameRequired, findings)?;
    let text = whole(typed, Code::NameTooLong, UserName::MAX_CHARS, findings)?;
    let mut canonical = Canonical::new(text.chars());
    let (mut count, mut has_spaces) = (0, false);
    for c in &mut canonical {
        if !is_allowed(c) {
            return of_characters(text, findings);
        }
        count += 1;
        has_spaces |= c == ' ';
    }
    if count > UserName::MAX_CHARS as usize {
        return findings.too_long(Code::NameTooLong, count, UserName::MAX_CHARS);
    }
    let made = [
        (canonical.is_narrowed, Code::NameWidthConverted),
        (canonical.is_raised, Code::NameLowercaseConverted),
        (canonical.is_collapsed, Code::NameSpaceCollapsed),
    ];
    notices(has_spaces, findings);
    let converted = || collected(text.len(), Canonical::new(text.chars()));
    findings.accept(text, &made, is_strict, converted)
}

fn notices(has_spaces: bool, findings: &mut impl Findings) {
    if !has_spaces {
        findings.notice(Code::NameSingleWord, |notice| notice);
    }
}

fn is_allowed(c: char) -> bool {
    c.is_ascii_uppercase() || c == ' '
}

/// Full-width to half-width, lower to upper case, runs of space to one, ends trimmed; and which of these
/// were made so far.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing about what came so far")]
struct Canonical<I> {
    characters: I,
    /// A space came, and is given before the next character that is none.
    is_apart: bool,
    /// What follows the space just given.
    next: Option<char>,
    is_begun: bool,
    is_narrowed: bool,
    is_raised: bool,
    is_collapsed: bool,
}

impl<I: Iterator<Item = char>> Canonical<I> {
    fn new(characters: I) -> Self {
        Self {
            characters,
            is_apart: false,
            next: None,
            is_begun: false,
            is_narrowed: false,
            is_raised: false,
            is_collapsed: false,
        }
    }
}

impl<I: Iterator<Item = char>> Iterator for Canonical<I> {
    type Item = char;

    #[inline]
    fn next(&mut self) -> Option<char> {
        if let Some(c) = self.next.take() {
            return Some(c);
        }
        for c in self.characters.by_ref() {
            // Most characters stay as they are.
            if c.is_ascii_uppercase() && !self.is_apart {
                self.is_begun = true;
                return Some(c);
            }
            let c = width::narrowed(c).inspect(|_| self.is_narrowed = true).unwrap_or(c);
            if character::is_any_space(c) {
                self.is_collapsed |= self.is_apart || !self.is_begun || c != ' ';
                self.is_apart = true;
                continue;
            }
            self.is_raised |= c.is_ascii_lowercase();
            let c = c.to_ascii_uppercase();
            let is_apart = core::mem::take(&mut self.is_apart);
            if core::mem::replace(&mut self.is_begun, true) && is_apart {
                self.next = Some(c);
                return Some(' ');
            }
            return Some(c);
        }
        self.is_collapsed |= core::mem::take(&mut self.is_apart);
        None
    }
}

/// The problem of a name with characters that are not allowed. A letter and its combining mark are one
/// character to the applicant.
fn of_characters<T>(text: &str, findings: &mut impl Findings) -> Option<T> {
    let canonical = Canonical::new(text.chars());
    if !text.is_ascii() && canonical.clone().any(normal::may_compose) {
        let whole = Personal::from(collected(text.len() * 2, canonical));
        let composed = Personal::from(normal::nfc(whole.expose()));
        return of_composed(composed.expose().chars(), findings);
    }
    of_composed(canonical, findings)
}

/// Names the characters and, where each has a known replacement, suggests the whole name in each spelling
/// that passports may have.
fn of_composed<T>(
    characters: impl Iterator<Item = char> + Clone,
    findings: &mut impl Findings,
) -> Option<T> {
    let name = characters.clone().skip(spelling::before_name(&mut characters.clone()));
    let (mut letter, mut mark, mut count) = (None, None, 0);
    // Where another spelling fits, the plain one does.
    let is_known = spelling::rewrite(&mut name.clone(), Style::Plain, &mut |c, instead| {
        count += instead.len();
        if !is_allowed(c) {
            let is_letter = !instead.is_empty() || normal::is_mark(c);
            let first = if is_letter { &mut letter } else { &mut mark };
            first.get_or_insert(c);
        }
    });
    let code = if letter.is_some() { Code::NameDiacritic } else { Code::NameHyphenApostrophe };
    let fits = is_known.is_some() && (1..=UserName::MAX_CHARS as usize).contains(&count);
    match letter.or(mark) {
        Some(c) if fits => findings.problem(code, |problem| {
            let room = name.clone().map(char::len_utf8).sum();
            offering(problem, &Personal::from(collected(room, name)), c)
        }),
        _ => findings.bad_characters(Code::NameChar, characters.filter(|c| !is_allowed(*c))),
    }
}

/// Names the character `first`, and offers the name in each spelling.
fn offering(problem: Problem, name: &Personal, first: char) -> Problem {
    let name = name.expose();
    let shown = spelling::with_marks(name, first);
    let mut problem = problem.with(ParamName::Char, ParamValue::Text(shown));
    for style in spelling::styles(name) {
        let text = Personal::from(spelling::written(name, *style, UserName::MAX_CHARS));
        if text.expose().is_empty() || problem.suggestions.contains(&text) {
            continue;
        }
        if problem.suggestions.is_empty() {
            problem = problem.with(ParamName::Suggestion, ParamValue::Text(text.clone()));
        }
        problem.suggestions.push(text);
    }
    problem
}
