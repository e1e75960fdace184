//! Which passwords may be set, and what is said of the others.

use toroku::ParamValue;
use toroku::password::PasswordRules;

use super::*;

/// The problems of this password for this account; none where it is set.
fn problems(
    account: Account,
    policy: &PasswordPolicy,
    password: &str,
    confirmation: &str,
) -> Vec<Problem> {
    let policy = policy.clone().with_hash_cost(HashCost::new(8, 1, 1).unwrap());
    let (mut setup, token) =
        PasswordSetup::for_account(account, &entropy(0), start(), &policy).unwrap();
    let input = set_to(&token.expose().into(), password, confirmation);
    let answer = setup.handle(input, start(), &policy).unwrap().answer;
    if let PasswordAnswer::Problems(problems) = answer {
        assert!(!problems.is_empty());
        return problems;
    }
    assert!(matches!(answer, PasswordAnswer::PasswordSet { .. }), "{answer:?}");
    Vec::new()
}

fn account() -> Account {
    let name = "HOUMU TARO LI".into();
    Account::new("hdlpf38617".parse().unwrap(), name, "user01@ens-test.com".into())
}

fn codes(policy: &PasswordPolicy, password: &str, confirmation: &str) -> Vec<Code> {
    problems(account(), policy, password, confirmation).iter().map(Problem::code).collect()
}

fn nist(password: &str) -> Option<Code> {
    codes(&PasswordPolicy::default(), password, password).first().copied()
}

fn legacy(password: &str) -> Option<Code> {
    codes(&PasswordPolicy::new(PasswordRules::Legacy), password, password).first().copied()
}

/// `count` characters that are no pattern: 𠮷 and others, by turns that do not repeat.
fn astral(count: u32) -> String {
    (0..count).map(|i| char::from_u32(0x2_0000 + i * i % 30_011 * 7 % 40_000).unwrap()).collect()
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
    let hidden = "\u{200B}\u{7}";
    let problems = problems(account(), &PasswordPolicy::default(), hidden, hidden);
    let ParamValue::Chars(named) = problems[0].params()[0].value() else { panic!("no characters") };
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
    let with = |name: &str, email: &str, text: &str| {
        let account = Account::new("hdlpf38617".parse().unwrap(), name.into(), email.into());
        problems(account, &PasswordPolicy::default(), text, text).is_empty()
    };
    assert!(with("LI", "a@b.example", "a bee at b dot example"));
    assert!(!with("LI", "a@b.example", "write to a@b.example"));
    assert!(with("", "", "my cat eats blue fish"));
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
    assert_eq!(codes(&policy, "short", "shart"), [Code::PasswordTooShort, Code::PasswordMismatch]);
    assert_eq!(codes(&policy, "my cat eats blue fish", ""), [Code::PasswordMismatch]);
    assert_eq!(codes(&policy, "caf\u{E9} au lait, si si", "cafe\u{301} au lait, si si"), []);
}
