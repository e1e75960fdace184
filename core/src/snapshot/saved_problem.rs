//! What the office has said, in the content of version 1: as numbers of the vocabularies, which never change.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::code::{Code, ParamName};
use crate::item::{BirthPart, Field};
use crate::personal::Personal;
use crate::problem::{Param, ParamValue, Problem};

#[derive(Serialize, Deserialize)]
pub(super) struct SavedProblem<'a> {
    code: u16,
    field: u32,
    params: Vec<(u32, SavedValue<'a>)>,
    suggestions: Cow<'a, [Personal]>,
}

#[derive(Serialize, Deserialize)]
enum SavedValue<'a> {
    Number(u32),
    Text(Cow<'a, Personal>),
    Chars(Cow<'a, [Personal]>),
    Parts(Vec<u32>),
}

impl<'a> From<&'a Problem> for SavedProblem<'a> {
    fn from(problem: &'a Problem) -> Self {
        let param = |param: &'a Param| (param.name.number(), SavedValue::from(&param.value));
        Self {
            code: problem.code.number(),
            field: problem.field.number(),
            params: problem.params.iter().map(param).collect(),
            suggestions: Cow::Borrowed(&problem.suggestions),
        }
    }
}

impl<'a> From<&'a ParamValue> for SavedValue<'a> {
    fn from(value: &'a ParamValue) -> Self {
        match value {
            ParamValue::Number(number) => Self::Number(*number),
            ParamValue::Text(text) => Self::Text(Cow::Borrowed(text)),
            ParamValue::Chars(texts) => Self::Chars(Cow::Borrowed(texts)),
            ParamValue::Parts(parts) => {
                Self::Parts(parts.iter().map(|part| part.number()).collect())
            }
        }
    }
}

/// The problems that were saved; `None` where they cannot be an office's.
pub(super) fn problems(saved: Vec<SavedProblem<'_>>) -> Option<Vec<Problem>> {
    let mut problems = Vec::new();
    for one in saved {
        let field = Field::by_number(one.field).filter(|field| Field::ENTRY.contains(field))?;
        let mut problem = Problem::reported(Code::by_number(one.code)?, field)?;
        for (name, value) in one.params {
            problem = problem.with(ParamName::by_number(name)?, value_of(value)?);
        }
        problem.suggestions = one.suggestions.into_owned();
        problem.join(&mut problems);
    }
    Some(problems)
}

fn value_of(saved: SavedValue<'_>) -> Option<ParamValue> {
    Some(match saved {
        SavedValue::Number(number) => ParamValue::Number(number),
        SavedValue::Text(text) => ParamValue::Text(text.into_owned()),
        SavedValue::Chars(texts) => ParamValue::Chars(texts.into_owned()),
        SavedValue::Parts(parts) => {
            let parts = parts.into_iter().map(BirthPart::by_number);
            ParamValue::Parts(parts.collect::<Option<_>>()?)
        }
    })
}
