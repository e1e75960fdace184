//! The e-mail address again: the same as the first after the same conversions (manual, STEP1 no. 8).

use alloc::borrow::Cow;

use super::email::{are_same, canonical, conversions, converted};
use super::{Codes, Findings, Text, legible};
use crate::code::Code;
use crate::field::entered::Entered;
use crate::item::Item;

pub(crate) struct Rule;

impl super::Rule for Rule {
    type Found<'a> = Text<'a>;
    type Value = ();

    #[inline]
    fn is_clean(entry: &Entered<'_>) -> bool {
        let text = entry.text(Item::EmailConfirmation);
        text == entry.text(Item::Email) && super::quick::is_graphic(text)
    }

    /// Where the address is missing, whatever stands here is accepted: the one problem to solve is the
    /// missing address.
    fn check<'a>(entry: &Entered<'a>, findings: &mut impl Findings) -> Option<Text<'a>> {
        let typed = entry.typed(Item::EmailConfirmation);
        let typed = legible(typed, Code::EmailConfirmRequired, findings)?;
        let text = typed.text;
        let email = entry.typed(Item::Email);
        if let Some(email) = legible(email, Code::EmailRequired, &mut Codes::default())
            && (email.cut_from != typed.cut_from
                || !are_same(canonical(text), canonical(email.text)))
        {
            return findings.problem(Code::EmailConfirmMismatch, |problem| problem);
        }
        let (width, space) = (Code::EmailConfirmWidthConverted, Code::EmailConfirmSpaceTrimmed);
        let made = conversions(text, width, space);
        findings.accept(text, &made, entry.is_strict(), || converted(text))
    }

    fn text<'f>(found: &'f Text<'_>) -> Cow<'f, str> {
        found.as_cow()
    }

    fn keep(_: Text<'_>) {}

    /// STEP2 shows the address once.
    fn shown((): &()) -> Option<Cow<'_, str>> {
        None
    }
}
