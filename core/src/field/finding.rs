//! What a check reports, as codes alone or in full: each rule is written once and reports to either.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::text::Text;
use crate::code::{Code, ParamName};
use crate::item::Field;
use crate::problem::{Notice, ParamValue, Problem};

/// Takes what one field's check reports.
///
/// Parameters, suggestions and texts are made by the closures, so that they are made only where they are
/// wanted.
pub(crate) trait Findings {
    /// The problem: the check ends with it. It gives `None` for every type, to be returned at once.
    fn problem<T>(&mut self, code: Code, detail: impl FnOnce(Problem) -> Problem) -> Option<T>;

    /// Something to report that does not block.
    fn notice(&mut self, code: Code, detail: impl FnOnce(Notice) -> Notice);

    /// A change made to the text.
    fn conversion(&mut self, code: Code);

    /// A text of its own, if it is wanted; else an empty one.
    fn text<'a>(&self, make: impl FnOnce() -> Text<'a>) -> Text<'a>;

    /// The problem that there are `actual` characters where `max` may be.
    fn too_long<T>(&mut self, code: Code, actual: usize, max: u32) -> Option<T> {
        let actual = u32::try_from(actual).unwrap_or(u32::MAX);
        self.problem(code, |problem| {
            problem
                .with(ParamName::Actual, ParamValue::Number(actual))
                .with(ParamName::Max, ParamValue::Number(max))
        })
    }

    /// The problem that lists the characters that cannot be used.
    fn bad_characters<T>(
        &mut self,
        code: Code,
        characters: impl Iterator<Item = char>,
    ) -> Option<T> {
        self.problem(code, |problem| problem.listing(characters))
    }

    /// The problem that names the first character that cannot be used and offers the whole text rewritten.
    fn replaceable<T>(
        &mut self,
        code: Code,
        character: char,
        suggestion: impl FnOnce() -> String,
    ) -> Option<T> {
        self.problem(code, |problem| {
            problem
                .with(ParamName::Char, ParamValue::Text(character.to_string().into()))
                .offering(suggestion())
        })
    }

    /// Reports the conversions that were made; under the strict policy they are a problem, whose suggestion
    /// is the converted text.
    fn conversions(
        &mut self,
        made: &[(bool, Code)],
        is_strict: bool,
        converted: impl FnOnce() -> String,
    ) -> Option<()> {
        if is_strict && made.iter().any(|(is_made, _)| *is_made) {
            return self.problem(Code::TextNotConverted, |problem| problem.offering(converted()));
        }
        for (_, code) in made.iter().filter(|(is_made, _)| *is_made) {
            self.conversion(*code);
        }
        Some(())
    }

    /// The text that passed, with its conversions reported.
    fn accept<'a>(
        &mut self,
        text: &'a str,
        made: &[(bool, Code)],
        is_strict: bool,
        converted: impl Fn() -> String,
    ) -> Option<Text<'a>> {
        self.conversions(made, is_strict, &converted)?;
        if made.iter().any(|(is_made, _)| *is_made) {
            return Some(self.text(|| Text::Converted(converted().into())));
        }
        Some(Text::AsTyped(text))
    }
}

/// The characters in a string that never grows: one that did would leave copies of itself behind.
pub(crate) fn collected(capacity: usize, characters: impl Iterator<Item = char>) -> String {
    let mut text = String::with_capacity(capacity);
    text.extend(characters);
    text
}

/// Codes alone: the problem, or else the first notice and whether anything was converted. Nothing is
/// allocated for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Codes {
    pub(crate) problem: Option<Code>,
    pub(crate) notice: Option<Code>,
    pub(crate) is_converted: bool,
    /// For the host's own rules.
    pub(crate) is_text_wanted: bool,
}

impl Findings for Codes {
    fn problem<T>(&mut self, code: Code, _: impl FnOnce(Problem) -> Problem) -> Option<T> {
        *self = Self { problem: Some(code), ..Self::default() };
        None
    }

    fn notice(&mut self, code: Code, _: impl FnOnce(Notice) -> Notice) {
        self.notice = self.notice.or(Some(code));
    }

    fn conversion(&mut self, _: Code) {
        self.is_converted = true;
    }

    fn text<'a>(&self, make: impl FnOnce() -> Text<'a>) -> Text<'a> {
        if self.is_text_wanted { make() } else { Text::AsTyped("") }
    }
}

/// Everything, with what a wording needs beside the code and what could be entered instead.
#[derive(Debug)]
pub(crate) struct InFull {
    field: Field,
    pub(crate) problem: Option<Problem>,
    pub(crate) notices: Vec<Notice>,
    pub(crate) conversions: Vec<Code>,
}

impl InFull {
    pub(crate) fn new(field: Field) -> Self {
        Self { field, problem: None, notices: Vec::new(), conversions: Vec::new() }
    }
}

impl Findings for InFull {
    fn problem<T>(&mut self, code: Code, detail: impl FnOnce(Problem) -> Problem) -> Option<T> {
        // Beside a problem nothing else is reported: it is what to solve first.
        *self = Self::new(self.field);
        self.problem = Some(detail(Problem::new(code, self.field)));
        None
    }

    fn notice(&mut self, code: Code, detail: impl FnOnce(Notice) -> Notice) {
        self.notices.push(detail(Notice::of(code)));
    }

    fn conversion(&mut self, code: Code) {
        self.conversions.push(code);
    }

    fn text<'a>(&self, make: impl FnOnce() -> Text<'a>) -> Text<'a> {
        make()
    }
}
