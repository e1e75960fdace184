//! The user type: one of those the host offers (manual, STEP1 no. 9).

use alloc::borrow::Cow;
use alloc::string::String;

use super::{Findings, legible, quick, trimmed};
use crate::code::Code;
use crate::field::confirmed::Confirmed;
use crate::field::entered::Entered;
use crate::item::Item;
use crate::policy::UserTypeOffer;

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
    fn is_clean(entry: &Entered<'_>) -> bool {
        let text = entry.text(Item::UserType);
        offered(text, entry).is_some() && quick::is_graphic(text)
    }

    fn check<'a>(entry: &Entered<'a>, findings: &mut impl Findings) -> Option<&'a UserTypeOffer> {
        let typed = legible(entry.typed(Item::UserType), Code::UserTypeRequired, findings)?;
        if let Some(offer) = offered(typed.text, entry) {
            return Some(offer);
        }
        let (name, made) = trimmed(typed.text, Code::UserTypeSpaceTrimmed);
        let Some(offer) = offered(name, entry) else {
            return findings.problem(Code::UserTypeUnknown, |problem| problem);
        };
        findings.conversions(&[made], entry.is_strict(), || name.into())?;
        Some(offer)
    }

    fn text<'f>(found: &'f &UserTypeOffer) -> Cow<'f, str> {
        Cow::Borrowed(found.name())
    }

    fn keep(found: &UserTypeOffer) -> UserType {
        UserType { name: found.name().into(), text: found.text().into() }
    }

    fn shown(user_type: &UserType) -> Option<Cow<'_, str>> {
        Some(user_type.text().into())
    }

    fn stored(user_type: &UserType) -> Option<Cow<'_, str>> {
        Some(user_type.name().into())
    }
}

fn offered<'a>(name: &str, entry: &Entered<'a>) -> Option<&'a UserTypeOffer> {
    entry.policy().user_types().iter().find(|offer| offer.name() == name)
}
