//! What the check of an entry reports: of one field, of all fields, and as codes alone.

use alloc::vec::Vec;

use crate::code::Code;
use crate::field::Codes;
use crate::item::Field;
use crate::problem::{Conversion, Notice, Problem};

/// What the engine has to say about one field as it stands.
///
/// For feedback while a person types: nothing in it has happened to the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldReport {
    /// The field.
    pub field: Field,
    /// What blocks Confirm, if anything.
    pub problem: Option<Problem>,
    /// What is worth telling; only where there is no problem.
    pub notices: Vec<Notice>,
    /// What would be changed on the way to confirmation; only where there is no problem.
    pub conversions: Vec<Conversion>,
}

/// What the engine has to say about an entry as it stands, each in field order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormReport {
    /// What blocks Confirm, one a field at most.
    pub problems: Vec<Problem>,
    /// What is worth telling, about fields without a problem.
    pub notices: Vec<Notice>,
    /// What would be changed on the way to confirmation, in fields without a problem.
    pub conversions: Vec<Conversion>,
}

impl FormReport {
    /// Whether there is nothing to say: everything passes as it stands.
    pub fn is_empty(&self) -> bool {
        self.problems.is_empty() && self.notices.is_empty() && self.conversions.is_empty()
    }
}

/// What the engine has to say about an entry, as codes alone: for batches, where most is counted and little
/// is read.
///
/// The same codes at the same fields as in a [`FormReport`], without what a wording needs beside the code and
/// without suggestions; those of a field that is to be shown come from
/// [`Form::report`](crate::Form::report). It holds nothing of what was typed and owns no memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    pub(crate) fields: [Codes; Field::ENTRY.len()],
}

impl Verdict {
    /// Whether the entry would pass Confirm.
    pub fn is_good(&self) -> bool {
        self.fields.iter().all(|field| field.problem.is_none())
    }

    /// What blocks Confirm, in field order, one a field at most.
    pub fn problems(&self) -> impl Iterator<Item = (Field, Code)> {
        let fields = Field::ENTRY.iter().zip(&self.fields);
        fields.filter_map(|(field, verdict)| Some((*field, verdict.problem?)))
    }

    /// The problem of a field.
    pub fn problem(&self, field: Field) -> Option<Code> {
        self.of(field)?.problem
    }

    /// The first notice about a field without a problem.
    pub fn notice(&self, field: Field) -> Option<Code> {
        self.of(field)?.notice
    }

    /// Whether a field without a problem would be changed on the way to confirmation.
    pub fn is_converted(&self, field: Field) -> bool {
        self.of(field).is_some_and(|verdict| verdict.is_converted)
    }

    /// Those of one field; `None` for the fields of password setup.
    fn of(&self, field: Field) -> Option<Codes> {
        self.fields.get(field as usize).copied()
    }
}
