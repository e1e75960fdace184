//! Whether a new password may be one.

use alloc::vec::Vec;

use zeroize::Zeroizing;

use super::blocklist;
use super::hash::NormalText;
use super::policy::{PasswordPolicy, PasswordRules};
use super::setup::Account;
use crate::code::{Code, ParamName};
use crate::field::{bad_characters, character, width};
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
        return Err(bad_characters(Code::PasswordChar, core::iter::once(refused)));
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
        // Both too long to be looked at: then no one need be told that they differ as well.
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn account() -> Account {
        Account::new(
            "hdlpf38617".parse().unwrap(),
            "HOUMU TARO LI".into(),
            "user01@ens-test.com".into(),
        )
    }

    fn codes(policy: &PasswordPolicy, password: &str, confirmation: &str) -> Vec<Code> {
        match check(&password.into(), &confirmation.into(), &account(), policy) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.iter().map(Problem::code).collect(),
        }
    }

    fn nist(password: &str) -> Option<Code> {
        codes(&PasswordPolicy::default(), password, password).first().copied()
    }

    fn legacy(password: &str) -> Option<Code> {
        codes(&PasswordPolicy::new(PasswordRules::Legacy), password, password).first().copied()
    }

    /// `count` characters that are no pattern: 𠮷 and others, by turns that do not repeat.
    fn astral(count: u32) -> String {
        (0..count)
            .map(|i| char::from_u32(0x2_0000 + i * i % 30_011 * 7 % 40_000).unwrap())
            .collect()
    }

    #[test]
    fn nist_counts_characters_after_composing() {
        assert_eq!(nist("my cat eats blu"), None); // 15
        assert_eq!(nist("my cat eats bl"), Some(Code::PasswordTooShort));
        assert_eq!(nist(&astral(15)), None);
        assert_eq!(nist(&astral(14)), Some(Code::PasswordTooShort));
        assert_eq!(nist(&astral(128)), None);
        assert_eq!(nist(&astral(129)), Some(Code::PasswordTooLong));
        // 16 code points as typed, 15 composed; and 15 as typed, 14 composed.
        assert_eq!(nist("cafe\u{301} au lait, s"), None);
        assert_eq!(nist("cafe\u{301} au lait s"), Some(Code::PasswordTooShort));
        assert_eq!(nist("雨にも負けず風にも負けず雪にも"), None);
        assert_eq!(nist("🐈 eats 🐟 at 7 pm"), None);
    }

    #[test]
    fn nist_refuses_what_cannot_be_seen() {
        assert_eq!(nist(""), Some(Code::PasswordRequired));
        for bad in
            ["my cat eats\tblue fish", "my cat eats\u{200B} fish", "my cat \u{202E}eats fish", "\n"]
        {
            assert_eq!(nist(bad), Some(Code::PasswordChar), "{bad:?}");
        }
        let problems = check(
            &"\u{200B}\u{7}".into(),
            &"\u{200B}\u{7}".into(),
            &account(),
            &PasswordPolicy::default(),
        );
        let problems = problems.err().unwrap();
        let ParamValue::Chars(named) = problems[0].params()[0].value() else {
            panic!("no characters")
        };
        assert_eq!(named.iter().map(Personal::expose).collect::<Vec<_>>(), ["U+200B"]);
    }

    #[test]
    fn nothing_over_the_cap_is_looked_at() {
        let policy = PasswordPolicy::default();
        let huge = "\u{200B}".repeat(100_000);
        assert_eq!(codes(&policy, &huge, &huge), [Code::PasswordTooLong]);
        assert_eq!(codes(&policy, &huge, "x"), [Code::PasswordTooLong, Code::PasswordMismatch]);
        assert_eq!(codes(&policy, "my cat eats blue fish", &huge), [Code::PasswordMismatch]);
    }

    #[test]
    fn the_account_is_not_in_the_password() {
        for bad in [
            "xx hdlpf38617 yy",
            "HDLPF38617 forever",
            "i am houmu of old",
            "the ｈｏｕｍｕ clan of old",
            "Taro and the bears",
            "mail user01 for more",
            "user01@ens-test.com",
            "USER01@ENS-TEST.COM!",
        ] {
            assert_eq!(nist(bad), Some(Code::PasswordContainsId), "{bad}");
        }
        // LI has two letters, and is in half of all words.
        assert_eq!(nist("like liquid lilies"), None);
        let short = Account::new("hdlpf38617".parse().unwrap(), "LI".into(), "a@b.example".into());
        let policy = PasswordPolicy::default();
        let with = |text: &str| check(&text.into(), &text.into(), &short, &policy).is_ok();
        assert!(with("a bee at b dot example"));
        assert!(!with("write to a@b.example"));
        let nobody = Account::new("hdlpf38617".parse().unwrap(), "".into(), "".into());
        assert!(
            check(
                &"my cat eats blue fish".into(),
                &"my cat eats blue fish".into(),
                &nobody,
                &policy
            )
            .is_ok()
        );
    }

    #[test]
    fn the_common_is_refused_by_nist_alone() {
        assert_eq!(nist("Password1234567!"), Some(Code::PasswordCommon));
        assert_eq!(legacy("Password1234567!"), None);
    }

    #[test]
    fn legacy_wants_eight_to_thirty_two_of_three_kinds() {
        assert_eq!(legacy("k3$ZvqRw"), None);
        assert_eq!(legacy("k3$ Z qR"), None);
        assert_eq!(legacy("k3$ZvqR"), Some(Code::PasswordTooShort));
        assert_eq!(legacy("k3$ZvqRwk3$ZvqRwk3$ZvqRwk3$ZvqRw"), None);
        assert_eq!(legacy("k3$ZvqRwk3$ZvqRwk3$ZvqRwk3$ZvqRwx"), Some(Code::PasswordTooLong));
        for plain in ["kkZvqRww3", "kkZvq ww3", "$$$$$$$$3", "kkZvqRww$"] {
            assert_eq!(legacy(plain), Some(Code::PasswordComposition), "{plain}");
        }
        for other in ["k3$ZvqRé", "k3$Zvq\tw", "k3$Zvqｒｗ", "k3$Zvq\u{7F}w"] {
            assert_eq!(legacy(other), Some(Code::PasswordChar), "{other:?}");
        }
        assert_eq!(legacy("Hdlpf38617!"), Some(Code::PasswordContainsId));
    }

    #[test]
    fn all_problems_come_at_once_one_a_field() {
        let policy = PasswordPolicy::default();
        assert_eq!(codes(&policy, "", ""), [Code::PasswordRequired]);
        assert_eq!(codes(&policy, "", "x"), [Code::PasswordRequired, Code::PasswordMismatch]);
        assert_eq!(
            codes(&policy, "short", "shart"),
            [Code::PasswordTooShort, Code::PasswordMismatch]
        );
        assert_eq!(codes(&policy, "my cat eats blue fish", ""), [Code::PasswordMismatch]);
        assert_eq!(codes(&policy, "caf\u{E9} au lait, si si", "cafe\u{301} au lait, si si"), []);
    }

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
