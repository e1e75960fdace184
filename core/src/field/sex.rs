//! Sex: one of two, no default (manual, STEP1 no. 2).

use serde::{Deserialize, Serialize};

use super::{Checked, Field, Typed, legible};
use crate::code::Code;
use crate::problem::Problem;

/// The sex, as the manual offers it.
///
/// ```
/// use toroku::Sex;
/// assert_eq!(Sex::by_name("male"), Some(Sex::Male));
/// assert_eq!(Sex::Female.confirmation_text(), "女 female");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sex {
    /// 男
    Male,
    /// 女
    Female,
}

impl Sex {
    /// Both, in the manual's order.
    pub const ALL: [Self; 2] = [Self::Male, Self::Female];

    /// The name a host sets: `male` or `female`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
        }
    }

    /// The sex with this name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sex| sex.name() == name)
    }

    /// Whether the check has nothing to say.
    #[expect(
        clippy::needless_bitwise_bool,
        reason = "a branch here would be guessed wrongly too often"
    )]
    pub(crate) fn is_settled(name: &str) -> bool {
        let name = name.as_bytes();
        let (Some(first), Some(last)) = (name.first_chunk::<4>(), name.last_chunk::<4>()) else {
            return false;
        };
        let male = (name.len() == 4) & (first == b"male");
        let female = (name.len() == 6) & (first == b"fema") & (last == b"male");
        male | female
    }

    /// The problem of a text that is not settled, where it is plain.
    pub(crate) fn plain_problem(name: &str) -> Option<Code> {
        match name.as_bytes() {
            [] => Some(Code::SexRequired),
            bytes => bytes.iter().all(u8::is_ascii_graphic).then_some(Code::SexUnknown),
        }
    }

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

    pub(crate) fn check(typed: Option<Typed<'_>>) -> Checked<Self> {
        match legible(typed, Field::Sex, Code::SexRequired) {
            Err(problem) => Checked::bad(problem),
            Ok(typed) => match Self::by_name(typed.text) {
                Some(sex) => Checked::good(sex),
                None => Checked::bad(Problem::of(Code::SexUnknown)),
            },
        }
    }
}

impl core::fmt::Debug for Sex {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Sex(..)")
    }
}
