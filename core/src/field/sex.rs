//! Sex: one of two, no default (manual, STEP1 no. 2).

use alloc::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Findings, legible, trimmed};
use crate::code::Code;
use crate::field::confirmed::Confirmed;
use crate::field::entered::Entered;
use crate::item::Item;

crate::sex_table! { [crate::vocabulary] [personal
    ///
    /// ```
    /// use toroku::Sex;
    /// assert_eq!(Sex::by_name("male"), Some(Sex::Male));
    /// assert_eq!(Sex::Female.confirmation_text(), "女 female");
    /// ```
    #[derive(Serialize, Deserialize)]
] }

impl Sex {
    /// The choice at STEP1: `男 Male`.
    pub const fn entry_text(self) -> &'static str {
        match self {
            Self::Male => "男 Male",
            Self::Female => "女 Female",
        }
    }

    /// The text at STEP2: `男 male`.
    pub const fn confirmation_text(self) -> &'static str {
        match self {
            Self::Male => "男 male",
            Self::Female => "女 female",
        }
    }
}

impl Confirmed {
    /// The sex.
    pub fn sex(&self) -> Sex {
        self.sex
    }
}

pub(crate) struct Rule;

impl super::Rule for Rule {
    type Found<'a> = Sex;
    type Value = Sex;

    #[inline]
    fn is_clean(entry: &Entered<'_>) -> bool {
        Sex::by_name(entry.text(Item::Sex)).is_some()
    }

    fn check(entry: &Entered<'_>, findings: &mut impl Findings) -> Option<Sex> {
        let typed = legible(entry.typed(Item::Sex), Code::SexRequired, findings)?;
        let (name, made) = trimmed(typed.text, Code::SexSpaceTrimmed);
        let Some(sex) = Sex::by_name(name) else {
            return findings.problem(Code::SexUnknown, |problem| problem);
        };
        findings.conversions(&[made], entry.is_strict(), || name.into())?;
        Some(sex)
    }

    fn text(sex: &Sex) -> Cow<'_, str> {
        sex.name().into()
    }

    fn keep(sex: Sex) -> Sex {
        sex
    }

    fn shown(sex: &Sex) -> Option<Cow<'_, str>> {
        Some(sex.confirmation_text().into())
    }

    fn stored(sex: &Sex) -> Option<Cow<'_, str>> {
        Some(sex.name().into())
    }
}
