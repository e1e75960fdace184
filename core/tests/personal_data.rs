//! Nothing that a person typed, and no secret, is in any text that a developer's log could hold.

#![allow(clippy::unwrap_used, reason = "a step that fails fails the test")]

use std::fmt::Debug;

use toroku::password::{
    HashCost, OpenPages, PasswordEffect, PasswordInput, PasswordPolicy, PasswordSetup,
};
use toroku::{
    Answer, Category, Digest, Effect, Entropy, Field, Guard, Input, Instant, Item, Language,
    NotificationKey, Personal, Policy, Registration, Secret,
};

/// What must not be seen: typed, converted and made texts.
struct Canaries(Vec<String>);

impl Canaries {
    fn watch(&self, value: &impl Debug) {
        for text in [format!("{value:?}"), format!("{value:#?}")] {
            for canary in &self.0 {
                assert!(!text.contains(canary.as_str()), "{canary} stands in {text}");
            }
        }
    }
}

const TYPED: [(Item, &str); 11] = [
    (Item::UserName, "Canaryname Surcanary"),
    (Item::Sex, "female"),
    (Item::BirthYear, "1987"),
    (Item::BirthMonth, "11"),
    (Item::BirthDay, "23"),
    (Item::Municipality, "011011"),
    (Item::StreetAddress, "カナリア町7-7-7"),
    (Item::Phone, "03-7777-8888"),
    (Item::Email, "canary..mail@gmial.com"),
    (Item::EmailConfirmation, "canary..mail@gmial.com"),
    (Item::UserType, "applicant_at_counter"),
];

#[test]
fn no_debug_text_shows_what_a_person_typed() {
    let policy = Policy::new("terms-1", "https://registration.example/password")
        .unwrap()
        .with_password(PasswordPolicy::default().with_hash_cost(HashCost::new(8, 1, 1).unwrap()));
    let now = Instant::from_unix_seconds(1_700_000_000);
    let entropy = Entropy::new(std::array::from_fn(|i| u8::try_from(0xA0 + i).unwrap()));
    let mut canaries = Canaries(
        [
            "Canaryname",
            "CANARYNAME",
            "Surcanary",
            "emale",
            "1987",
            "23",
            "011011",
            "札幌",
            "カナリア",
            "７－７",
            "7777",
            "canary..",
            "gmial",
            "gmail",
            "窓口",
            "a0a1a2",
            "[160, 161",
            "canarypassword",
        ]
        .map(String::from)
        .to_vec(),
    );
    let mut registration = Registration::new();
    let handle = |registration: &mut Registration, input: Input| {
        canaries.watch(&input);
        let result = registration.handle(input, now, &policy);
        canaries.watch(&result);
        canaries.watch(registration);
        for field in Field::ENTRY {
            canaries.watch(&registration.report(*field, now, &policy));
        }
        canaries.watch(&registration.confirmation());
        canaries.watch(&registration.next_effect(&policy));
        result
    };
    let category = Category::ApplicantAtCounter;
    handle(&mut registration, Input::ChooseCategory { category, entropy: entropy.clone() })
        .unwrap();
    for (item, text) in TYPED {
        handle(&mut registration, Input::Set { item, text: text.into() }).unwrap();
        // The same with something wrong in it, for the problems.
        let wrong = Personal::from(format!("{text}\u{200B}é法"));
        handle(&mut registration, Input::Set { item, text: wrong }).unwrap();
        handle(&mut registration, Input::Confirm).unwrap();
        handle(&mut registration, Input::Set { item, text: text.into() }).unwrap();
    }
    let search = Input::SearchMunicipalities { prefecture: None, query: "札幌".into(), limit: 3 };
    handle(&mut registration, search).unwrap();
    handle(&mut registration, Input::Agree { version: "terms-1".into() }).unwrap();
    assert_eq!(handle(&mut registration, Input::Confirm).unwrap(), Answer::ReadyToConfirm);
    let digest = registration.confirmation().unwrap().digest;
    let stale =
        Input::Register { digest: Digest::from_bytes([0; 32]), language: Language::JAPANESE };
    handle(&mut registration, stale).unwrap();
    handle(&mut registration, Input::Register { digest, language: Language::JAPANESE }).unwrap();
    let Some(Effect::ReserveUserId { user_id, .. }) = registration.next_effect(&policy) else {
        panic!("a candidate waits")
    };
    handle(&mut registration, Input::UserIdReserved { user_id }).unwrap();
    let Some(Effect::Commit(record)) = registration.next_effect(&policy) else {
        panic!("a record waits")
    };
    handle(&mut registration, Input::Committed { key: record.key }).unwrap();

    let link = record.notification.text().expose();
    let token: String = link.split("token=").nth(1).unwrap().chars().take(64).collect();
    canaries.0.extend([user_id.to_string(), token.clone(), record.key.expose()]);
    canaries.watch(&record.notification);
    canaries.watch(&Input::Committed { key: record.key });
    canaries.watch(&registration);
    canaries.watch(&record);
    canaries.watch(&user_id);
    let (restored, guard) = (registration.save(&Guard::default()), Guard::default());
    canaries.watch(&Registration::restore(&restored, &guard));
    canaries.watch(&Registration::restore(&restored[1..], &guard));
    passwords(&canaries, record.password_setup, &token, now, &policy);
}

fn passwords(
    canaries: &Canaries,
    mut setup: PasswordSetup,
    token: &str,
    now: Instant,
    policy: &Policy,
) {
    let mut handle = |input: PasswordInput| {
        canaries.watch(&input);
        let result = setup.handle(input, now, policy.password());
        canaries.watch(&result);
        canaries.watch(&setup);
        result.unwrap()
    };
    let salt = Secret::new(std::array::from_fn(|i| u8::try_from(i).unwrap()));
    for password in ["canarypassword", "Canaryname password", "canarypassword and more of it"] {
        handle(PasswordInput::SetPassword {
            token: token.into(),
            password: password.into(),
            confirmation: password.into(),
            salt: salt.clone(),
            pages: OpenPages::None,
        });
    }
    handle(PasswordInput::LogIn { password: "canarypassword and more of it".into() });
    let asked = handle(PasswordInput::RequestLink {
        user_id: setup_user_id(token).into(),
        email: "canary..mail@gmial.com".into(),
        entropy: Entropy::new(std::array::from_fn(|i| u8::try_from(i + 1).unwrap())),
    });
    if let Some(PasswordEffect::SendLink { token, .. }) = &asked.effect {
        canaries.watch(token);
    }
}

/// Any text will do: what is typed is watched whether it fits or not.
fn setup_user_id(token: &str) -> &str {
    &token[..10]
}

#[test]
fn what_is_dropped_is_declared_to_be_wiped() {
    fn is_wiped<T: zeroize::ZeroizeOnDrop>() {}
    is_wiped::<Personal>();
    is_wiped::<Secret<16>>();
    is_wiped::<Entropy>();
}

#[test]
fn neither_texts_nor_secrets_are_printed() {
    assert_eq!(format!("{:?}", Personal::new("canary")), "Personal(..)");
    assert_eq!(format!("{:?}", Secret::new([0x41; 8])), "Secret(..)");
    assert_eq!(format!("{:?}", NotificationKey::from_bytes([0x41; 16])), "NotificationKey(..)");
}

#[test]
fn unset_entropy_is_not_plausible() {
    assert!(!Secret::new([0; 32]).is_plausible());
    assert!(!Secret::new([0xFF; 32]).is_plausible());
    let mut bytes = [0; 32];
    bytes[31] = 1;
    assert!(Secret::new(bytes).is_plausible());
}
