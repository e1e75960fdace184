//! The user type: one of those the host offers (manual, STEP1 no. 9).

use alloc::string::String;

use serde::{Deserialize, Serialize};

use super::{Checked, Field, Typed, legible, scan};
use crate::code::Code;
use crate::problem::Problem;

/// A user type that the policy offers: a stable name and the bilingual text for screens.
///
/// ```
/// use toroku::UserTypeOffer;
/// let manual = UserTypeOffer::applicant_at_counter();
/// assert_eq!(manual.name(), "applicant_at_counter");
/// assert!(manual.text().starts_with("(窓口申請)"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserTypeOffer {
    name: String,
    text: String,
}

impl UserTypeOffer {
    /// An offer with a name of the host's choice and the text that STEP1 and STEP2 show.
    pub fn new(name: &str, text: &str) -> Self {
        Self { name: name.into(), text: text.into() }
    }

    /// The manual's: applicant (at a counter) for electronic issuance of a certificate of eligibility.
    pub fn applicant_at_counter() -> Self {
        Self::new(
            "applicant_at_counter",
            "(窓口申請) 在留資格認定証明書電子交付希望者 Applicant (at a counter) for electronic issuance \
             of a certificate of eligibility",
        )
    }

    /// The name that the item's text must be.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text for people, in Japanese and English.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The user type that was chosen, as it was offered then.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserType {
    pub(crate) name: String,
    pub(crate) text: String,
}

impl UserType {
    /// The offer's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The offer's text for people.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl From<&UserTypeOffer> for UserType {
    fn from(offer: &UserTypeOffer) -> Self {
        Self { name: offer.name.clone(), text: offer.text.clone() }
    }
}

impl core::fmt::Debug for UserType {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("UserType(..)")
    }
}

/// Whether the check has nothing to say: the name of an offer, in printable ASCII.
pub(crate) fn is_settled(text: &str, offers: &[UserTypeOffer]) -> bool {
    offers.iter().any(|offer| offer.name == text) && scan::is_graphic(text)
}

/// The problem of a text that is not settled, where it is plain.
pub(crate) fn plain_problem(text: &str, offers: &[UserTypeOffer]) -> Option<Code> {
    if text.is_empty() {
        return Some(Code::UserTypeRequired);
    }
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic());
    let is_offered = || offers.iter().any(|offer| offer.name == text);
    (is_plain && !is_offered()).then_some(Code::UserTypeUnknown)
}

pub(crate) fn check<'p>(
    typed: Option<Typed<'_>>,
    offers: &'p [UserTypeOffer],
) -> Checked<&'p UserTypeOffer> {
    match legible(typed, Field::UserType, Code::UserTypeRequired) {
        Err(problem) => Checked::bad(problem),
        Ok(typed) => match offers.iter().find(|offer| offer.name == typed.text) {
            Some(offer) => Checked::good(offer),
            None => Checked::bad(Problem::of(Code::UserTypeUnknown)),
        },
    }
}
