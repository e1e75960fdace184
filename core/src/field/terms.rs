//! Agreement to the Terms of Use (manual, STEP1).

use alloc::borrow::Cow;
use alloc::string::String;

use super::Findings;
use crate::code::Code;
use crate::field::confirmed::Confirmed;
use crate::field::entered::Entered;

impl Confirmed {
    /// The version of the Terms of Use that was agreed to.
    pub fn terms_version(&self) -> &str {
        &self.terms
    }
}

pub(crate) struct Rule;

impl super::Rule for Rule {
    type Found<'a> = &'a str;
    type Value = String;

    #[inline]
    fn is_clean(entry: &Entered<'_>) -> bool {
        entry.agreed() == Some(entry.policy().terms_version())
    }

    /// Agreement counts for the version that was agreed to; another version needs agreeing again.
    fn check<'a>(entry: &Entered<'a>, findings: &mut impl Findings) -> Option<&'a str> {
        match entry.agreed() {
            None => findings.problem(Code::TermsRequired, |problem| problem),
            Some(version) if version == entry.policy().terms_version() => Some(version),
            Some(_) => findings.problem(Code::TermsChanged, |problem| problem),
        }
    }

    fn text<'f>(found: &'f &str) -> Cow<'f, str> {
        Cow::Borrowed(found)
    }

    fn keep(found: &str) -> String {
        found.into()
    }

    /// STEP2 shows the agreement apart from the values.
    fn shown(_: &String) -> Option<Cow<'_, str>> {
        None
    }

    fn stored(version: &String) -> Option<Cow<'_, str>> {
        Some(version.as_str().into())
    }
}
