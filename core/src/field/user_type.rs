//! The user type: one of those the host offers (manual, STEP1 no. 9).

use alloc::borrow::Cow;
use alloc::string::String;

use super::{Findings, Item, legible, quick};
use crate::check::Checker;
use crate::code::Code;
use crate::confirmation::Confirmed;

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
///
/// No data can be read into one:
///
/// ```compile_fail,E0277
/// fn read<T: for<'de> serde::Deserialize<'de>>() {}
/// read::<toroku::UserType>();
/// ```
#[derive(Clone, PartialEq, Eq)]
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

impl core::fmt::Debug for UserType {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("UserType(..)")
    }
}

impl Confirmed {
    /// The user type.
    pub fn user_type(&self) -> &UserType {
        &self.user_type
    }
}

pub(crate) struct Rule;

impl super::Rule for Rule {
    type Found<'a> = &'a UserTypeOffer;
    type Value = UserType;

    #[inline]
    fn is_clean(entry: &Checker<'_>) -> bool {
        let text = entry.text(Item::UserType);
        offered(text, entry).is_some() && quick::is_graphic(text)
    }

    fn check<'a>(entry: &Checker<'a>, findings: &mut impl Findings) -> Option<&'a UserTypeOffer> {
        let typed = legible(entry.typed(Item::UserType), Code::UserTypeRequired, findings)?;
        match offered(typed.text, entry) {
            Some(offer) => Some(offer),
            None => findings.problem(Code::UserTypeUnknown, |problem| problem),
        }
    }

    fn text<'f>(found: &'f &UserTypeOffer) -> Cow<'f, str> {
        Cow::Borrowed(found.name())
    }

    fn keep(found: &UserTypeOffer) -> UserType {
        UserType { name: found.name.clone(), text: found.text.clone() }
    }

    fn shown(user_type: &UserType) -> Option<Cow<'_, str>> {
        Some(user_type.text().into())
    }

    fn digested(user_type: &UserType) -> Option<Cow<'_, str>> {
        Some(user_type.name().into())
    }
}

fn offered<'a>(name: &str, entry: &Checker<'a>) -> Option<&'a UserTypeOffer> {
    entry.policy().user_types().iter().find(|offer| offer.name == name)
}
