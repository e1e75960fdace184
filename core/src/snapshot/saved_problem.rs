//! What the office has said, in the content of version 1: numbered texts. A number of 256 and more begins a problem
//! (its code, times 256, and its field), another is a text of it: of the parameter of this number, or, with 0, a
//! suggestion. All are numbers of the vocabularies, which never change.

use alloc::vec::Vec;

use crate::code::{Code, ParamName};
use crate::item::Field;
use crate::personal::Personal;
use crate::problem::Problem;

pub(super) type Texts = Vec<(u32, Personal)>;

pub(super) fn texts(problems: &[Problem]) -> Texts {
    let mut texts = Vec::new();
    for problem in problems {
        let begins = u32::from(problem.code.number()) << 8 | problem.field.number();
        texts.push((begins, Personal::default()));
        problem.each_text(|name, text| {
            texts.push((name.map_or(0, ParamName::number), text.into()));
        });
    }
    texts
}

/// The problems of these texts; `None` where they cannot be an office's.
pub(super) fn problems(texts: Texts) -> Option<Vec<Problem>> {
    let mut problems: Vec<Problem> = Vec::new();
    for (number, text) in texts {
        let problem = match number {
            0 => problems.pop()?.with_suggestion(text),
            1..256 => problems.pop()?.with_text(ParamName::by_number(number)?, text)?,
            _ => {
                let field = Field::by_number(number & 0xFF)?;
                let code = Code::by_number(u16::try_from(number >> 8).ok()?)?;
                let is_next = problems.last().is_none_or(|last| last.field < field);
                (is_next && field <= Field::Terms).then(|| Problem::reported(code, field))??
            }
        };
        problems.push(problem);
    }
    Some(problems)
}
