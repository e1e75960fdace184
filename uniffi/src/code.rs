//! What the engine says, by number and name.

use crate::field::Field;
use crate::mirror::mirror;

toroku::code_table! { [mirror] Code = toroku::Code => }
toroku::code_kind_table! { [mirror] CodeKind = toroku::CodeKind => }
toroku::param_table! { [mirror] ParamName = toroku::ParamName => }

/// What the table of codes says about one.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct CodeFacts {
    /// The number, the same in every language's build.
    pub number: u16,
    /// The name, like `name.required`.
    pub name: String,
    /// What kind of thing it says.
    pub kind: CodeKind,
    /// The field it is about; none for the registration as a whole, and for codes that any field can have.
    pub field: Option<Field>,
    /// The parameters its wording may use.
    pub params: Vec<ParamName>,
}

#[uniffi::export]
impl Code {
    /// Its number, name and kind.
    pub fn facts(&self) -> CodeFacts {
        let code = toroku::Code::from(*self);
        CodeFacts {
            number: code.number(),
            name: code.name().to_owned(),
            kind: code.kind().into(),
            field: code.field().map(Field::from),
            params: code.params().iter().copied().map(ParamName::from).collect(),
        }
    }
}

/// Every code, in the order of the table.
#[uniffi::export]
pub fn all_codes() -> Vec<Code> {
    toroku::Code::ALL.iter().copied().map(Code::from).collect()
}

/// The code with this number, as another system stored it.
#[uniffi::export]
pub fn code_by_number(number: u16) -> Option<Code> {
    toroku::Code::by_number(number).map(Code::from)
}

/// The code with this name.
#[uniffi::export]
pub fn code_by_name(name: &str) -> Option<Code> {
    toroku::Code::by_name(name).map(Code::from)
}
