//! The e-mail address and its repetition: 1 to 60 characters of ASCII (manual, STEP1 no. 7 and 8).
//!
//! Syntax: the WHATWG HTML standard's "valid e-mail address", which browsers use and which lets the old
//! carrier addresses (`a..b@`, `a.@`) pass, and a dot in the domain, which reachable mail needs.

use alloc::borrow::Cow;
use alloc::string::String;

use serde::{Deserialize, Serialize};

use super::{
    Checked, Converted, Field, Typed, bad_characters, character, email_domain, legible, scan,
    too_long, width,
};
use crate::code::{Code, ParamName};
use crate::error::NotCanonical;
use crate::personal::Personal;
use crate::problem::{Notice, ParamValue, Problem};

/// An e-mail address.
///
/// ```
/// use toroku::Email;
/// let email = Email::try_from("user01@ens-test.com".to_string())?;
/// assert_eq!(email.as_str(), "user01@ens-test.com");
/// assert!(email.is_same_as("user01@ENS-TEST.com"));
/// # Ok::<(), toroku::NotCanonical>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Email(Personal);

impl Email {
    /// The most characters.
    pub const MAX_CHARS: u32 = 60;

    /// The address.
    pub fn as_str(&self) -> &str {
        self.0.expose()
    }

    /// Whether `other` names the same mailbox: local parts to the letter, domains whatever their case.
    pub fn is_same_as(&self, other: &str) -> bool {
        are_same(self.as_str(), other)
    }

    /// Whether the check has nothing to say: the syntax holds with the signs that people use, no dot of the
    /// local part stands at its end or beside another, and the domain is nobody's slip.
    pub(crate) fn is_settled(text: &str) -> bool {
        if text.len() > Self::MAX_CHARS as usize {
            return false;
        }
        let found = scan::positions(text, |word| {
            let [at, dot, hyphen] = [b'@', b'.', b'-'].map(|sign| scan::equal(word, sign));
            let sign = scan::equal(word, b'_') | scan::equal(word, b'+');
            ([at, dot, hyphen, sign], scan::alphanumeric(word) | at | dot | hyphen | sign)
        });
        let Some([at, dot, hyphen, sign]) = found else { return false };
        let (all, last) = (scan::all(text.len()), 1 << (text.len() - 1));
        if !at.is_power_of_two() {
            return false;
        }
        let domain = all & !(at | (at - 1));
        // No dot beside a dot or at an end of its part; in the domain, no hyphen beside those either.
        let ends = 1 | at >> 1 | at << 1 | last;
        let beside = dot << 1 | dot >> 1 | ends;
        (dot | at) & (1 | last) == 0
            && dot & beside == 0
            && hyphen & domain & beside == 0
            && sign & domain == 0
            && dot & domain != 0
            && email_domain::is_nobodys_slip(&text.as_bytes()[at.trailing_zeros() as usize + 1..])
    }

    /// The problem of a text that is not settled, where it is plain.
    pub(crate) fn plain_problem(text: &str) -> Option<Code> {
        if text.is_empty() {
            return Some(Code::EmailRequired);
        }
        let mut is_bad = false;
        for c in text.chars() {
            if c == ' ' || character::is_space(c) {
                return None;
            }
            if character::is_invisible(c) {
                return Some(Code::TextInvisible);
            }
            is_bad |= !c.is_ascii() && width::narrowed(c).is_none();
        }
        if is_bad {
            return Some(Code::EmailChar);
        }
        if !text.is_ascii() {
            return None;
        }
        let is_long = text.len() > Self::MAX_CHARS as usize;
        match parts(text) {
            None => Some(Code::EmailFormat),
            Some(_) => is_long.then_some(Code::EmailTooLong),
        }
    }

    pub(crate) fn check(typed: Option<Typed<'_>>, strict: bool) -> Checked<Cow<'_, str>> {
        if let Some(typed) = typed
            && Self::is_settled(typed.text)
        {
            return Checked::good(Cow::Borrowed(typed.text));
        }
        Self::check_slowly(typed, strict)
    }

    pub(super) fn check_slowly(typed: Option<Typed<'_>>, strict: bool) -> Checked<Cow<'_, str>> {
        let typed = match legible(typed, Field::Email, Code::EmailRequired) {
            Ok(typed) => typed,
            Err(problem) => return Checked::bad(problem),
        };
        if let Some(actual) = typed.cut_from {
            return Checked::bad(too_long(Code::EmailTooLong, actual as usize, Self::MAX_CHARS));
        }
        let converted = convert(typed.text, Code::EmailWidthConverted, Code::EmailSpaceTrimmed);
        let text = &*converted.text;
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            let others = text.chars().filter(|c| !c.is_ascii_graphic());
            return Checked::bad(bad_characters(Code::EmailChar, others));
        }
        let Some((local, domain)) = parts(text) else {
            return Checked::bad(Problem::of(Code::EmailFormat));
        };
        if text.len() > Self::MAX_CHARS as usize {
            return Checked::bad(too_long(Code::EmailTooLong, text.len(), Self::MAX_CHARS));
        }
        let carrier = local.starts_with('.')
            || local.as_bytes().windows(2).any(|pair| pair == b"..")
            || local.ends_with('.');
        let carrier = carrier.then(|| Notice::of(Code::EmailNonrfc));
        let typo = email_domain::likely_meant(domain).map(|meant| {
            let address = [local, "@", meant].concat();
            Notice::of(Code::EmailTypo)
                .with(ParamName::Suggestion, ParamValue::Text(address.as_str().into()))
                .suggesting(address)
        });
        converted.accept(Field::Email, strict).noting(carrier).noting(typo)
    }

    pub(crate) fn from_checked(text: Cow<'_, str>) -> Self {
        Self(text.into_owned().into())
    }
}

impl TryFrom<String> for Email {
    type Error = NotCanonical;

    /// Accepts only the canonical form: half-width, nothing at the ends.
    fn try_from(text: String) -> Result<Self, NotCanonical> {
        let text = Personal::from(text);
        let checked = Self::check(Some(Typed { text: text.expose(), cut_from: None }), true);
        if checked.value.is_some() { Ok(Self(text)) } else { Err(NotCanonical(Field::Email)) }
    }
}

// By hand: deriving it through `String` would leave a copy in memory.
impl Serialize for Email {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.as_str().into()
    }
}

/// Whether the check of the repetition has nothing to say: the same text, in printable ASCII.
pub(crate) fn is_settled_confirmation(text: &str, email: &str) -> bool {
    text == email && scan::is_graphic(text)
}

/// The problem of a repetition that is not settled, where it is plain.
pub(crate) fn plain_problem_of_confirmation(text: &str, email: &str) -> Option<Code> {
    if text.is_empty() {
        return Some(Code::EmailConfirmRequired);
    }
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
    (!email.is_empty() && is_plain(text) && is_plain(email) && !are_same(text, email))
        .then_some(Code::EmailConfirmMismatch)
}

/// Checks the repetition against the address as typed. Where the address is missing, whatever stands in
/// the repetition is accepted: the one problem to solve is the missing address.
pub(crate) fn check_confirmation<'a>(
    typed: Option<Typed<'a>>,
    email: Option<Typed<'_>>,
    strict: bool,
) -> Checked<Cow<'a, str>> {
    let typed = match legible(typed, Field::EmailConfirmation, Code::EmailConfirmRequired) {
        Ok(typed) => typed,
        Err(problem) => return Checked::bad(problem),
    };
    let convert = |typed: Typed<'a>| {
        let (width, space) = (Code::EmailConfirmWidthConverted, Code::EmailConfirmSpaceTrimmed);
        convert(typed.text, width, space)
    };
    let converted = convert(typed);
    if let Ok(email) = legible(email, Field::Email, Code::EmailRequired) {
        let email_text =
            self::convert(email.text, Code::EmailWidthConverted, Code::EmailSpaceTrimmed).text;
        if email.cut_from != typed.cut_from || !are_same(&converted.text, &email_text) {
            return Checked::bad(Problem::of(Code::EmailConfirmMismatch));
        }
    }
    converted.accept(Field::EmailConfirmation, strict)
}

fn are_same(one: &str, other: &str) -> bool {
    match (one.rsplit_once('@'), other.rsplit_once('@')) {
        (Some((one_local, one_domain)), Some((other_local, other_domain))) => {
            one_local == other_local && one_domain.eq_ignore_ascii_case(other_domain)
        }
        _ => one == other,
    }
}

/// Full-width to half-width, ends trimmed.
fn convert(text: &str, width_code: Code, space_code: Code) -> Converted<'_> {
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Converted::untouched(text);
    }
    let trimmed = text.trim_matches(|c| c == ' ' || character::is_space(c));
    let mut codes = alloc::vec::Vec::new();
    let mut converted = Cow::Borrowed(trimmed);
    if trimmed.chars().any(|c| width::narrowed(c).is_some()) {
        codes.push(width_code);
        converted = Cow::Owned(
            trimmed.chars().map(|c| width::narrowed(c).unwrap_or(c)).collect::<String>(),
        );
    }
    if trimmed.len() != text.len() {
        codes.push(space_code);
    }
    Converted { text: converted, codes }
}

/// Local part and domain, where the syntax holds.
fn parts(text: &str) -> Option<(&str, &str)> {
    let (local, domain) = text.split_once('@')?;
    let local_good = !local.is_empty()
        && local.bytes().all(|b| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b));
    let domain_good = domain.contains('.') && domain.split('.').all(is_label);
    (local_good && domain_good).then_some((local, domain))
}

/// A domain label: 1 to 63 letters, digits and hyphens, no hyphen at an end.
fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn typed(text: &str) -> Typed<'_> {
        Typed { text, cut_from: None }
    }

    fn check(text: &str) -> Checked<Cow<'_, str>> {
        Email::check(Some(typed(text)), false)
    }

    #[test]
    fn the_manuals_addresses_pass() {
        for address in ["example@xxx.co.jp", "user01@ens-test.com"] {
            let checked = check(address);
            assert_eq!(checked.value.as_deref(), Some(address));
            assert!(checked.notices.is_empty() && checked.conversions.is_empty());
        }
    }

    #[test]
    fn each_fault_has_its_own_code() {
        let code = |text: &str| check(text).problem.map(|problem| problem.code());
        assert_eq!(code(" "), Some(Code::EmailRequired));
        assert_eq!(code("太郎@example.com"), Some(Code::EmailChar));
        assert_eq!(code("a b@example.com"), Some(Code::EmailChar));
        for text in ["a", "@b.c", "a@", "a@b", "a@b..c", "a@-b.c", "a@b-.c", "a@b@c.d", "\"a\"@b.c"]
        {
            assert_eq!(code(text), Some(Code::EmailFormat), "{text}");
        }
        let at = |n: usize| format!("{}@b.example", "a".repeat(n - 10));
        assert_eq!(code(&at(60)), None);
        assert_eq!(code(&at(61)), Some(Code::EmailTooLong));
    }

    #[test]
    fn notices_tell_and_do_not_block() {
        for text in ["a..b@docomo.ne.jp", "a.@docomo.ne.jp", ".a@docomo.ne.jp"] {
            assert_eq!(check(text).notices[0].code(), Code::EmailNonrfc, "{text}");
        }
        let notice = &check("taro@gmial.com").notices[0];
        assert_eq!(notice.suggestion().unwrap().expose(), "taro@gmail.com");
    }

    #[test]
    fn the_repetition_must_name_the_same_mailbox() {
        let code = |confirmation, email| {
            check_confirmation(Some(typed(confirmation)), Some(typed(email)), false)
                .problem
                .map(|p| p.code())
        };
        assert_eq!(code("a@b.c", "a@b.c"), None);
        assert_eq!(code("a@B.C", "a@b.c"), None);
        assert_eq!(code(" ａ@b.c", "a@b.c "), None);
        assert_eq!(code("A@b.c", "a@b.c"), Some(Code::EmailConfirmMismatch));
        assert_eq!(code("", "a@b.c"), Some(Code::EmailConfirmRequired));
        assert_eq!(code("a@b.c", ""), None);
    }
}
