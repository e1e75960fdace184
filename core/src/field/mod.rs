//! The fields of the entry: what each accepts, converts and reports.
//!
//! Each file holds one field: a newtype that only its check makes, the rule, the conversions. The rule is
//! written once and reports to [`Findings`], as codes alone or in full. A check never applies a suggestion
//! and never looks at anything but the entry, the moment and the policy.
//!
//! Most texts are right as they stand. For these alone `quick.rs` has scans beside the rules.

use alloc::borrow::Cow;

use crate::character;
use crate::code::Code;
use crate::problem::Problem;
use crate::typed::Typed;

pub(crate) mod confirmed;
pub(crate) mod date_of_birth;
pub(crate) mod email;
pub(crate) mod email_confirmation;
mod email_domain;
pub(crate) mod entered;
mod finding;
mod kanji_variant;
pub(crate) mod municipality;
pub(crate) mod phone;
mod quick;
pub(crate) mod sex;
pub(crate) mod street_address;
pub(crate) mod terms;
mod text;
mod transliteration;
pub(crate) mod user_name;
pub(crate) mod user_type;

pub use confirmed::Confirmed;
pub use date_of_birth::DateOfBirth;
pub use email::Email;
pub(crate) use entered::Entered;
pub(crate) use finding::{Codes, Findings, InFull, collected};
pub use phone::Phone;
pub use sex::Sex;
pub use street_address::StreetAddress;
pub use text::NotCanonical;
pub(crate) use text::Text;
pub use user_name::UserName;
pub use user_type::UserType;

/// The rule of one field. Each file has one, and its row in `item.rs` puts it to use.
pub(crate) trait Rule {
    /// What the check finds, borrowed from what was typed where nothing was converted.
    type Found<'a>;
    /// What is confirmed and registered of it.
    type Value;

    /// Whether there is surely nothing to report. It may fail to notice that there is nothing.
    fn is_clean(entry: &Entered<'_>) -> bool {
        let _ = entry;
        false
    }

    /// What stands in the entry; `None` with a problem.
    fn check<'a>(entry: &Entered<'a>, findings: &mut impl Findings) -> Option<Self::Found<'a>>;

    /// The text of what was found: STEP2 shows it as the conversions' result, and the host's own rules are
    /// held against it.
    fn text<'f>(found: &'f Self::Found<'_>) -> Cow<'f, str>;

    /// What is kept of it.
    fn keep(found: Self::Found<'_>) -> Self::Value;

    /// The text that STEP2 shows, where it shows the field.
    fn shown(value: &Self::Value) -> Option<Cow<'_, str>>;

    /// The text that a store keeps and the digest of STEP2 takes, where it is another than the one shown.
    fn stored(value: &Self::Value) -> Option<Cow<'_, str>> {
        Self::shown(value)
    }

    /// Reports the notices about a value that passed: they depend on nothing else.
    fn notices(value: &Self::Value, findings: &mut impl Findings) {
        let _ = (value, findings);
    }
}

/// The text to check, once it is there and holds nothing invisible; without what is invisible it is the
/// suggestion.
///
/// Blank text counts as missing, so that a stray space does not earn a longer explanation.
pub(crate) fn legible<'a>(
    typed: Option<Typed<'a>>,
    missing: Code,
    findings: &mut impl Findings,
) -> Option<Typed<'a>> {
    let Some(typed) = typed else { return findings.problem(missing, |problem| problem) };
    if typed.text.chars().all(character::is_any_space) {
        return findings.problem(missing, |problem| problem);
    }
    // Nearly every text ends here: printable ASCII is not invisible.
    let is_printable = typed.text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if is_printable || !typed.text.chars().any(character::is_invisible) {
        return Some(typed);
    }
    findings.problem(Code::TextInvisible, |problem| {
        let visible = typed.text.chars().filter(|c| !character::is_invisible(*c));
        let visible = collected(typed.text.len(), visible);
        let problem = listing_invisible(problem, typed.text);
        if visible.trim().is_empty() { problem } else { problem.suggesting(visible) }
    })
}

fn listing_invisible(problem: Problem, text: &str) -> Problem {
    problem.listing(text.chars().filter(|c| character::is_invisible(*c)))
}

/// The text, unless it was cut: then it is too long, whatever it converts to.
pub(crate) fn whole<'a>(
    typed: Typed<'a>,
    too_long: Code,
    max: u32,
    findings: &mut impl Findings,
) -> Option<&'a str> {
    match typed.cut_from {
        None => Some(typed.text),
        Some(actual) => findings.too_long(too_long, actual as usize, max),
    }
}
