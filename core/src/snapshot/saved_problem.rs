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
        problem.each_text(&mut |name, text| {
            texts.push((name.map_or(0, ParamName::number), text.into()));
        });
    }
    texts
}

/// The problems of these texts; `None` where they cannot be an office's.
pub(super) fn problems(texts: Texts) -> Option<Vec<Problem>> {
    let mut problems: Vec<Problem> = Vec::new();
    for (number, text) in texts {
        match number {
            0 => problems.last_mut()?.add_suggestion(text),
            1..256 => problems.last_mut()?.add_text(ParamName::by_number(number)?, text)?,
            _ => {
                let field = Field::by_number(number & 0xFF)?;
                let code = Code::by_number(u16::try_from(number >> 8).ok()?)?;
                if field > Field::Terms || problems.last().is_some_and(|last| last.field >= field) {
                    return None;
                }
                problems.push(Problem::reported(code, field)?);
            }
        }
    }
    Some(problems)
}
