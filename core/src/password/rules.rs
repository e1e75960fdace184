//! Whether a new password may be one.

use alloc::vec::Vec;

use zeroize::Zeroizing;

use super::blocklist;
use super::hash::NormalText;
use super::policy::{PasswordPolicy, PasswordRules};
use super::setup::Account;
use crate::code::{Code, ParamName};
use crate::field::{character, width};
use crate::personal::Personal;
use crate::problem::{ParamValue, Problem};

/// Fewest characters of a word of the name, or of an address's local part, that a password must not hold;
/// shorter ones are in too many words.
const MIN_WORD: usize = 4;
/// The password ready to be hashed, or all its problems: one at most for it, one for its repetition.
pub(super) fn check(
    password: &Personal,
    confirmation: &Personal,
    account: &Account,
    policy: &PasswordPolicy,
) -> Result<NormalText, Vec<Problem>> {
    let mut problems = Vec::new();
    let normal = match check_one(password, account, policy) {
        Ok(normal) => Some(normal),
        Err(problem) => {
            problems.push(problem);
            None
        }
    };
    if !is_same(password, confirmation) {
        problems.push(Problem::of(Code::PasswordMismatch));
    }
    match normal {
        Some(normal) if problems.is_empty() => Ok(normal),
        Some(_) | None => Err(problems),
    }
}

/// The text as it is compared with words: one width and lower case, so that neither hides one. The words are
/// of ASCII and kana, so other letters keep their case.
pub(super) fn fold(text: &str) -> Zeroizing<Vec<char>> {
    // Its full size at once: a vector that grows leaves copies behind.
    let mut folded = Zeroizing::new(Vec::with_capacity(text.chars().count()));
    for c in text.chars() {
        let c = width::narrowed(c).or_else(|| width::widened_katakana(c)).unwrap_or(c);
        if let Some(kana) = folded.last_mut()
            && let Some(voiced) = width::voiced(*kana, c)
        {
            *kana = voiced;
        } else {
            folded.push(c.to_ascii_lowercase());
        }
    }
    folded
}

/// Missing before malformed before out of range before guessable.
fn check_one(
    password: &Personal,
    account: &Account,
    policy: &PasswordPolicy,
) -> Result<NormalText, Problem> {
    if password.expose().is_empty() {
        return Err(Problem::of(Code::PasswordRequired));
    }
    let normal = NormalText::of(password).ok_or_else(|| too_long(policy))?;
    let text = normal.as_str();
    let is_refused = |c: &char| match policy.rules() {
        PasswordRules::NistB4 => character::is_invisible(*c),
        PasswordRules::Legacy => !(' '..='~').contains(c),
    };
    // Only the first one is named: a list could be the whole password, on a screen that others see.
    if let Some(refused) = text.chars().find(is_refused) {
        return Err(Problem::of(Code::PasswordChar).listing(core::iter::once(refused)));
    }
    let length = text.chars().count();
    if length < usize::from(policy.min_length()) {
        let min = ParamValue::Number(policy.min_length().into());
        return Err(Problem::of(Code::PasswordTooShort).with(ParamName::Min, min));
    }
    if length > usize::from(policy.max_length()) {
        return Err(too_long(policy));
    }
    if policy.rules() == PasswordRules::Legacy && !is_composed(text) {
        return Err(Problem::of(Code::PasswordComposition));
    }
    let folded = fold(text);
    if names_account(&folded, account) {
        return Err(Problem::of(Code::PasswordContainsId));
    }
    if policy.rules() == PasswordRules::NistB4 && blocklist::is_common(&folded) {
        return Err(Problem::of(Code::PasswordCommon));
    }
    Ok(normal)
}

fn too_long(policy: &PasswordPolicy) -> Problem {
    let max = ParamValue::Number(policy.max_length().into());
    Problem::of(Code::PasswordTooLong).with(ParamName::Max, max)
}

/// A letter, a digit and a sign, which the space is not; `text` is printable ASCII by now.
fn is_composed(text: &str) -> bool {
    let has = |is: fn(&u8) -> bool| text.bytes().any(|byte| is(&byte));
    has(u8::is_ascii_alphabetic) && has(u8::is_ascii_digit) && has(u8::is_ascii_punctuation)
}

/// Whether the user ID, a word of the name, or the e-mail address (or what is before its `@`) is in it.
fn names_account(folded: &[char], account: &Account) -> bool {
    let email = account.email().expose();
    let local = email.rsplit_once('@').map_or(email, |(local, _)| local);
    let words = account.name().expose().split_whitespace().chain([local]);
    words
        .map(fold)
        .filter(|word| word.len() >= MIN_WORD)
        .chain([fold(account.user_id().as_str()), fold(email)])
        .any(|word| !word.is_empty() && folded.windows(word.len()).any(|part| part == &word[..]))
}

fn is_same(password: &Personal, confirmation: &Personal) -> bool {
    match (NormalText::of(password), NormalText::of(confirmation)) {
        (Some(password), Some(confirmation)) => password == confirmation,
        // Both too long to be looked at: then a second problem, that they differ, helps no one.
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    #[test]
    fn width_and_case_hide_no_word() {
        for (text, folded) in [
            ("ＰａｓｓＷｏｒｄ１！", "password1!"),
            ("ﾊﾟｽﾜｰﾄﾞ", "パスワード"),
            ("ハ\u{309A}", "パ"),
            ("ÉĠ", "ÉĠ"),
        ] {
            assert_eq!(fold(text).iter().collect::<String>(), folded);
            assert!(fold(text).capacity() <= text.chars().count());
        }
    }
}
