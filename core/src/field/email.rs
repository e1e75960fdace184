//! The e-mail address: 1 to 60 characters of ASCII (manual, STEP1 no. 7).
//!
//! Syntax: the WHATWG HTML standard's "valid e-mail address", which browsers use and which lets the old
//! carrier addresses (`a..b@`, `a.@`) pass, and a dot in the domain, which reachable mail needs.

use alloc::string::String;
use core::mem;

use super::text::{text_rule, text_value};
use super::{Findings, Text, collected, email_domain, legible, quick, whole};
use crate::code::Code;
use crate::field::confirmed::Confirmed;
use crate::field::entered::Entered;
use crate::item::Item;
use crate::problem::Problem;
use crate::typed::Typed;
use crate::{character, width};

text_value! {
    /// An e-mail address.
    ///
    /// ```
    /// use toroku::Email;
    /// let email = Email::try_from("user01@ens-test.com".to_string())?;
    /// assert_eq!(email.as_str(), "user01@ens-test.com");
    /// assert!(email.is_same_as("user01@ENS-TEST.com"));
    /// # Ok::<(), toroku::NotCanonical>(())
    /// ```
    Email = check
}

impl Email {
    /// The most characters.
    pub const MAX_CHARS: u32 = 60;

    /// Whether `other` names the same mailbox: local parts to the letter, domains whatever their case.
    pub fn is_same_as(&self, other: &str) -> bool {
        are_same(self.as_str().chars(), other.chars())
    }
}

impl Confirmed {
    /// The e-mail address.
    pub fn email(&self) -> &Email {
        &self.email
    }
}

pub(crate) struct Rule;

impl super::Rule for Rule {
    text_rule! { Email }

    #[inline]
    fn is_clean(entry: &Entered<'_>) -> bool {
        quick::email(entry.text(Item::Email))
    }

    fn check<'a>(entry: &Entered<'a>, findings: &mut impl Findings) -> Option<Text<'a>> {
        check(entry.typed(Item::Email), entry.is_strict(), findings)
    }

    fn notices(email: &Email, findings: &mut impl Findings) {
        notices(email.as_str().chars(), findings);
    }
}

fn check<'a>(
    typed: Option<Typed<'a>>,
    is_strict: bool,
    findings: &mut impl Findings,
) -> Option<Text<'a>> {
    let typed = legible(typed, Code::EmailRequired, findings)?;
    let text = whole(typed, Code::EmailTooLong, Email::MAX_CHARS, findings)?;
    let canonical = canonical(text);
    if !canonical.clone().all(|c| c.is_ascii_graphic()) {
        let others = canonical.filter(|c| !c.is_ascii_graphic());
        return findings
            .problem(Code::EmailChar, |problem| offering_tidied(problem.listing(others), text));
    }
    if !is_address(canonical.clone()) {
        return findings.problem(Code::EmailFormat, |problem| offering_tidied(problem, text));
    }
    let count = canonical.clone().count();
    if count > Email::MAX_CHARS as usize {
        return findings.too_long(Code::EmailTooLong, count, Email::MAX_CHARS);
    }
    let made = conversions(text, Code::EmailWidthConverted, Code::EmailSpaceTrimmed);
    notices(canonical, findings);
    findings.accept(text, &made, is_strict, || converted(text))
}

fn notices(address: impl Iterator<Item = char> + Clone, findings: &mut impl Findings) {
    let local = address.clone().take_while(|c| *c != '@');
    // A dot at an end of the local part, or beside another.
    let mut before = '.';
    let has_loose_dot = local.chain(['.']).any(|c| {
        let is_loose = c == '.' && before == '.';
        before = c;
        is_loose
    });
    if has_loose_dot {
        findings.notice(Code::EmailNonrfc, |notice| notice);
    }
    let domain = address.clone().skip_while(|c| *c != '@').skip(1);
    if let Some(meant) = meant_by(domain) {
        findings.notice(Code::EmailTypo, |notice| {
            let mut whole = String::with_capacity(Email::MAX_CHARS as usize + meant.len());
            whole.extend(address.take_while(|c| *c != '@'));
            whole.push('@');
            whole.push_str(meant);
            notice.offering(whole)
        });
    }
}

/// The great domain that is likeliest meant by this one, if it is a slip.
fn meant_by(domain: impl Iterator<Item = char>) -> Option<&'static str> {
    // One letter more than is looked at.
    let (mut bytes, mut length) = ([0; email_domain::LONGEST + 1], 0);
    for (byte, c) in bytes.iter_mut().zip(domain) {
        *byte = u8::try_from(c).ok()?;
        length += 1;
    }
    email_domain::likely_meant(&bytes[..length])
}

fn offering_tidied(problem: Problem, text: &str) -> Problem {
    match tidied(text) {
        Some(address) => problem.suggesting(address),
        None => problem,
    }
}

/// The address that a text is but for signs: brackets, quotation marks and full stops around it, spaces beside `@`
/// or a dot of the domain, one of these typed twice, commas and middle dots for dots, any dash for a hyphen, a dot
/// that a great domain lacks. No letter or digit comes or goes, and what a space keeps apart is not joined.
fn tidied(text: &str) -> Option<String> {
    let around = |c| is_around(width::narrowed(c).unwrap_or(c));
    let text = text.trim_start_matches(|c| c != '.' && around(c)).trim_end_matches(around);
    // It may begin an address, but not where it ends one too.
    let quoted = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
    let text = quoted.unwrap_or(text);
    let mut address = String::with_capacity(text.len() + email_domain::LONGEST);
    let (mut domain, mut is_after_space) = (None, false);
    for c in canonical(text) {
        let c = match c {
            '。' | '｡' => '.',
            ',' | '、' | '､' | '・' | '･' | '·' | '•' if domain.is_some() => '.',
            _ if character::is_dash(c) => '-',
            _ => c,
        };
        if character::is_any_space(c) {
            is_after_space = true;
            continue;
        }
        let before = address.bytes().last().filter(|byte| domain.is_some() && b"@.".contains(byte));
        let is_between = c == '@' || c == '.' && domain.is_some();
        if mem::take(&mut is_after_space) && !is_between && before.is_none() {
            return None;
        }
        // Typed twice.
        if before.is_some() && c == '.' || before == Some(b'@') && c == '@' {
            continue;
        }
        address.push(c);
        if c == '@' && domain.is_none() {
            domain = Some(address.len());
        }
    }
    if !is_address(address.chars()) {
        let domain = address.get(domain?..)?;
        let meant = email_domain::likely_meant(domain.as_bytes())?;
        if !letters(domain).eq(letters(meant)) {
            return None;
        }
        address.truncate(address.len() - domain.len());
        address.push_str(meant);
    }
    let is_right = is_address(address.chars()) && address.len() <= Email::MAX_CHARS as usize;
    is_right.then_some(address)
}

fn letters(domain: &str) -> impl Iterator<Item = u8> {
    let letters = domain.bytes().filter(u8::is_ascii_alphanumeric);
    letters.map(|byte| byte.to_ascii_lowercase())
}

/// Whether a sign stands around an address and not in it.
fn is_around(c: char) -> bool {
    character::is_any_space(c) || "<>()[]\".,;:、。｡「」『』〈〉《》【】“”‘’„‚«»".contains(c)
}

/// Full-width to half-width, ends trimmed.
pub(super) fn canonical(text: &str) -> impl Iterator<Item = char> + Clone {
    text.trim_matches(character::is_any_space).chars().map(|c| width::narrowed(c).unwrap_or(c))
}

/// Which of these conversions are made.
pub(super) fn conversions(text: &str, width_code: Code, space_code: Code) -> [(bool, Code); 2] {
    let trimmed = text.trim_matches(character::is_any_space);
    let is_narrowed = trimmed.chars().any(|c| width::narrowed(c).is_some());
    [(is_narrowed, width_code), (trimmed.len() != text.len(), space_code)]
}

/// The text with these conversions.
pub(super) fn converted(text: &str) -> String {
    collected(text.len(), canonical(text))
}

/// Whether the characters are a local part, `@`, and two labels or more with dots between.
fn is_address(mut characters: impl Iterator<Item = char>) -> bool {
    const LOCAL_SIGNS: &str = ".!#$%&'*+/=?^_`{|}~-";
    let mut local = 0;
    loop {
        match characters.next() {
            Some('@') => break,
            Some(c) if c.is_ascii_alphanumeric() || LOCAL_SIGNS.contains(c) => local += 1,
            Some(_) | None => return false,
        }
    }
    // A label: 1 to 63 letters, digits and hyphens, no hyphen at an end. The end of the text ends one too.
    let (mut labels, mut length, mut before) = (0, 0, '.');
    for c in characters.chain(['.']) {
        match c {
            '.' if (1..=63).contains(&length) && before != '-' => {
                labels += 1;
                length = 0;
            }
            '-' if length > 0 => length += 1,
            _ if c.is_ascii_alphanumeric() => length += 1,
            _ => return false,
        }
        before = c;
    }
    local > 0 && labels >= 2
}

/// Whether two addresses are the same but for upper and lower case behind their last `@`.
pub(super) fn are_same(
    one: impl Iterator<Item = char> + Clone,
    mut other: impl Iterator<Item = char>,
) -> bool {
    let ats = one.clone().filter(|c| *c == '@').count();
    let mut seen = 0;
    for c in one {
        let is_domain = ats > 0 && seen == ats;
        let is_same = |o: char| c == o || is_domain && c.eq_ignore_ascii_case(&o);
        if !other.next().is_some_and(is_same) {
            return false;
        }
        seen += usize::from(c == '@');
    }
    other.next().is_none()
}
