//! What takes one text or number: user IDs, addresses of the policy, pattern rules, digests, languages.
#![no_main]

use libfuzzer_sys::fuzz_target;
use toroku::password::PasswordHash;
use toroku::{
    Category, Digest, Email, Field, Input, Instant, Item, Language, NotificationKey, PatternRule,
    Phone, Policy, Registration, SequenceKey, StreetAddress, UserId, UserName, random_candidate,
};
use toroku_fuzz::{Text, fresh, secret};

#[derive(arbitrary::Arbitrary, Debug)]
enum Case {
    UserId(Text),
    Number(u64, u8),
    Candidate(u8, u32),
    Policy(Text, Text, Text),
    Pattern(u8, String, Text),
    Negotiate(Text),
    Canonical(Text),
    Hex(String),
    Phc(String),
    Time(i64, i64),
}

fuzz_target!(|case: Case| {
    match case {
        Case::UserId(text) => {
            let text = text.text();
            if let Ok(id) = text.parse::<UserId>() {
                assert_eq!(id.as_str(), text);
                if let Some(number) = id.number() {
                    assert_eq!(UserId::from_number(number), Some(id));
                }
            }
        }
        Case::Number(number, seed) => {
            let key = SequenceKey::new(&secret(seed)).expect("bytes that differ");
            match key.user_id(number % (UserId::COUNT + 2)) {
                Ok(id) => assert_eq!(key.number(&id), Some(number % (UserId::COUNT + 2))),
                Err(_) => assert!(number % (UserId::COUNT + 2) >= UserId::COUNT),
            }
        }
        Case::Candidate(seed, k) => {
            let id = random_candidate(&fresh(seed.into()), k).expect("once in 10^31 there is none");
            assert!(id.number().is_some(), "issued from consonants alone");
        }
        Case::Policy(version, url, login) => {
            if let Ok(policy) = Policy::new(&version.text(), &url.text()) {
                assert!(
                    !policy.password_url().chars().any(|c| c.is_control() || "<>\"?#".contains(c))
                );
                let _ = policy.with_login_url(&login.text());
            }
        }
        Case::Pattern(field, expression, text) => pattern(field, &expression, &text.text()),
        Case::Negotiate(text) => {
            let text = text.text();
            if let Some(language) = Language::negotiate(&text) {
                assert!(text.len() <= 1024);
                assert_eq!(Language::by_tag(language.tag()), Some(language));
            }
        }
        Case::Canonical(text) => canonical(&text.text()),
        Case::Hex(text) => {
            if let Ok(digest) = text.parse::<Digest>() {
                assert_eq!(digest.to_string(), text);
            }
            if let Ok(key) = text.parse::<NotificationKey>() {
                assert_eq!(key.expose(), text);
            }
        }
        Case::Phc(text) => {
            if let Ok(hash) = PasswordHash::from_phc(&text) {
                assert_eq!(hash.as_phc(), text);
            }
        }
        Case::Time(seconds, more) => {
            let moment = Instant::from_unix_seconds(seconds);
            assert!((1970..=9999).contains(&moment.date_in_japan().year()));
            let later = moment.plus_seconds(more);
            assert!(later.seconds_since(moment) >= 0 && moment.seconds_since(later) >= 0);
        }
    }
});

/// A canonical text comes back as it is, and its length is within the field's.
fn canonical(text: &str) {
    if let Ok(name) = UserName::try_from(text.to_owned()) {
        assert_eq!(name.as_str(), text);
        assert!((1..=104).contains(&text.len()) && !text.contains("  ") && text.trim() == text);
    }
    if let Ok(street) = StreetAddress::try_from(text.to_owned()) {
        assert_eq!(street.as_str(), text);
        assert!((1..=80).contains(&text.chars().count()));
        assert!(text.chars().all(StreetAddress::is_two_byte));
    }
    if let Ok(phone) = Phone::try_from(text.to_owned()) {
        assert_eq!(phone.as_str(), text);
        assert!((1..=12).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()));
    }
    if let Ok(email) = Email::try_from(text.to_owned()) {
        assert_eq!(email.as_str(), text);
        assert!((1..=60).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic()));
        assert!(email.is_same_as(text));
    }
}

/// A host's rule, good or bad, only ever adds a problem.
fn pattern(field: u8, expression: &str, text: &str) {
    let field = Field::ENTRY[usize::from(field) % Field::ENTRY.len()];
    if expression.len() > 200 {
        return;
    }
    let Ok(rule) = PatternRule::new(field, "host", expression) else { return };
    let plain = Policy::new("now", "https://registration.example/password").expect("good");
    let policy = plain.clone().with_pattern(rule);
    let now = Instant::from_unix_seconds(1_700_000_000);
    let Some(item) = Item::ALL.iter().copied().find(|item| item.field() == field) else { return };
    let mut registration = Registration::new();
    let choice =
        Input::ChooseCategory { category: Category::ApplicantAtCounter, entropy: fresh(1) };
    registration.handle(choice, now, &plain).expect("the top page takes it");
    registration.handle(Input::Set { item, text: text.into() }, now, &plain).expect("taken");
    let without = registration.report(field, now, &plain).expect("open").problem;
    let with = registration.report(field, now, &policy).expect("open").problem;
    if without.is_some() {
        assert_eq!(with, without, "a rule of the host hid the engine's");
    } else if let Some(problem) = with {
        assert_eq!(problem.code().name(), "text.pattern");
    }
}
