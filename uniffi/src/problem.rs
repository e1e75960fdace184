//! What the engine has to say about one field, worded for the screen.

use toroku::{Language, Personal};

use crate::code::{Code, ParamName};
use crate::field::{BirthPart, Field};
use crate::misuse::Misuse;

/// Something in the applicant's data that blocks Confirm. An ordinary outcome, not an error.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Problem {
    /// What is wrong.
    pub code: Code,
    /// The field it stands at.
    pub field: Field,
    /// What a wording needs to know beside the code.
    pub params: Vec<Param>,
    /// What could be entered instead, the likeliest first: to offer, never to apply unasked.
    pub suggestions: Vec<Personal>,
    /// The wording in the registration's language. May hold what was typed: for the screen, not a log.
    pub text: Personal,
}

/// The problem's wording in another language than that of its `text`. The registration's page is worded anew by itself
/// when its language changes; a page that keeps an answer, as that of a password, asks for this.
#[uniffi::export]
pub fn word_problem(problem: Problem, language: Language) -> Result<Personal, Misuse> {
    Ok(language.problem(&problem.try_into()?).into())
}

/// Something worth telling the applicant that does not block Confirm.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Notice {
    /// What is reported.
    pub code: Code,
    /// The field it stands at.
    pub field: Field,
    /// What a wording needs to know beside the code.
    pub params: Vec<Param>,
    /// What the applicant may have meant.
    pub suggestion: Option<Personal>,
    /// The wording in the registration's language. May hold what was typed.
    pub text: Personal,
}

/// A change the engine makes to a value, shown together with both texts.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Conversion {
    /// Which change.
    pub code: Code,
    /// The field it is made in.
    pub field: Field,
    /// The field's text as typed.
    pub before: Personal,
    /// The field's text after all its conversions.
    pub after: Personal,
    /// The wording in the registration's language.
    pub text: String,
}

/// One named value for a wording.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Param {
    /// The name that the wording writes in braces.
    pub name: ParamName,
    /// The value to put there.
    pub value: ParamValue,
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, uniffi::Enum)]
pub enum ParamValue {
    /// A count.
    Number {
        /// It.
        number: u32,
    },
    /// Text as typed, or made from it.
    Text {
        /// It.
        text: Personal,
    },
    /// Characters, each as itself or, where it cannot be seen, as `U+200B`; in order of appearance.
    Chars {
        /// They.
        characters: Vec<Personal>,
    },
    /// Missing parts of a date; each language has its own words for them.
    Parts {
        /// They.
        parts: Vec<BirthPart>,
    },
}

/// What the engine has to say about one field as it stands, for feedback while a person types.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
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

impl Problem {
    pub(crate) fn worded(problem: &toroku::Problem, language: Language) -> Self {
        Self {
            code: problem.code().into(),
            field: problem.field().into(),
            params: problem.params().iter().map(Param::from).collect(),
            suggestions: problem.suggestions().to_vec(),
            text: language.problem(problem).into(),
        }
    }

    pub(crate) fn all(problems: &[toroku::Problem], language: Language) -> Vec<Self> {
        problems.iter().map(|problem| Self::worded(problem, language)).collect()
    }
}

/// A problem that another engine has reported, the office's above all.
impl TryFrom<Problem> for toroku::Problem {
    type Error = Misuse;

    fn try_from(problem: Problem) -> Result<Self, Misuse> {
        let made = Self::reported(problem.code.into(), problem.field.into());
        let malformed = || Misuse::malformed("problem");
        let mut made = made.ok_or_else(malformed)?;
        for Param { name, value } in problem.params {
            for text in Vec::from(value) {
                made = made.with_text(name.into(), text).ok_or_else(malformed)?;
            }
        }
        Ok(problem.suggestions.into_iter().fold(made, toroku::Problem::with_suggestion))
    }
}

impl Notice {
    pub(crate) fn all(notices: &[toroku::Notice], language: Language) -> Vec<Self> {
        let worded = |notice: &toroku::Notice| Self {
            code: notice.code().into(),
            field: notice.field().into(),
            params: notice.params().iter().map(Param::from).collect(),
            suggestion: notice.suggestion().cloned(),
            text: language.notice(notice).into(),
        };
        notices.iter().map(worded).collect()
    }
}

impl Conversion {
    pub(crate) fn all(conversions: &[toroku::Conversion], language: Language) -> Vec<Self> {
        let worded = |conversion: &toroku::Conversion| Self {
            code: conversion.code().into(),
            field: conversion.field().into(),
            before: conversion.before().clone(),
            after: conversion.after().clone(),
            text: language.conversion(conversion),
        };
        conversions.iter().map(worded).collect()
    }
}

impl From<&toroku::Param> for Param {
    fn from(param: &toroku::Param) -> Self {
        Self { name: param.name().into(), value: param.value().into() }
    }
}

impl From<&toroku::ParamValue> for ParamValue {
    fn from(value: &toroku::ParamValue) -> Self {
        match value {
            toroku::ParamValue::Number(number) => Self::Number { number: *number },
            toroku::ParamValue::Text(text) => Self::Text { text: text.clone() },
            toroku::ParamValue::Chars(characters) => Self::Chars { characters: characters.clone() },
            toroku::ParamValue::Parts(parts) => {
                Self::Parts { parts: parts.iter().copied().map(BirthPart::from).collect() }
            }
        }
    }
}

/// The texts that a parameter is made of again.
impl From<ParamValue> for Vec<Personal> {
    fn from(value: ParamValue) -> Self {
        let part = |part: BirthPart| toroku::BirthPart::from(part).name().into();
        match value {
            ParamValue::Number { number } => vec![number.to_string().into()],
            ParamValue::Text { text } => vec![text],
            ParamValue::Chars { characters } => characters,
            ParamValue::Parts { parts } => parts.into_iter().map(part).collect(),
        }
    }
}

impl FieldReport {
    pub(crate) fn worded(report: &toroku::FieldReport, language: Language) -> Self {
        Self {
            field: report.field.into(),
            problem: report.problem.as_ref().map(|problem| Problem::worded(problem, language)),
            notices: Notice::all(&report.notices, language),
            conversions: Conversion::all(&report.conversions, language),
        }
    }
}
