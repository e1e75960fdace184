//! Bytes that say they are a snapshot: as they come, and with a good seal put on them, so that what stands
//! behind the seal is reached as well (who saves without a key can forge one).
#![no_main]

use libfuzzer_sys::fuzz_target;
use sha2::{Digest as _, Sha256};
use toroku::password::{OpenPages, PasswordInput};
use toroku::{
    Category, Field, Guard, Input, Instant, Language, PasswordSetup, Policy, Registration,
    SnapshotError,
};
use toroku_fuzz::{Settings, good, password_policy, policy, secret};

fuzz_target!(|data: &[u8]| {
    let Some((how, bytes)) = data.split_first() else { return };
    let policy = policy(Settings {
        strict: how & 4 != 0,
        plan_required: false,
        in_sequence: how & 8 != 0,
        limit: (how & 16 != 0).then_some(600),
        forgets: how & 32 != 0,
        legacy: false,
        two_types: false,
    });
    let now = Instant::from_unix_seconds(1_700_000_000);
    match how & 3 {
        0 => {
            let _ = Registration::restore(bytes, &Guard::default());
            let _ = PasswordSetup::restore(bytes, &Guard::default());
        }
        1 => {
            let key = secret(3);
            let keyed = Guard::default().with_key(&key).with_context(b"x").with_counter(1);
            // Nobody without the key makes one that is taken.
            assert!(Registration::restore(bytes, &keyed).is_err());
            assert!(PasswordSetup::restore(bytes, &keyed).is_err());
        }
        2 => {
            if let Ok(registration) = Registration::restore(&sealed(1, bytes), &Guard::default()) {
                walk(registration, now, &policy);
            }
        }
        _ => {
            if let Ok(setup) = PasswordSetup::restore(&sealed(2, bytes), &Guard::default()) {
                set_up(setup, now, &policy);
            }
        }
    }
});

/// The layout that `toroku::snapshot` documents, around `content`.
fn sealed(kind: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = b"TOROKU\x01".to_vec();
    bytes.extend([kind, 0]);
    bytes.extend([0; 8]);
    bytes.extend_from_slice(content);
    let mut hash = Sha256::new();
    hash.update(b"toroku/snapshot/v1");
    hash.update([0; 8]);
    hash.update(&bytes);
    let seal: [u8; 32] = hash.finalize().into();
    bytes.extend(seal);
    bytes
}

/// A forged registration can be shown and goes on like any other.
fn walk(mut registration: Registration, now: Instant, policy: &Policy) {
    let guard = Guard::default();
    let saved = registration.save(&guard);
    assert_eq!(Registration::restore(&saved, &guard).as_ref(), Ok(&registration));
    let _ = format!("{registration:?}");
    for field in Field::ENTRY {
        let _ = registration.report(*field, now, policy);
    }
    let view = registration.confirmation();
    let effect = registration.next_effect(policy);
    assert_eq!(effect, registration.next_effect(policy));
    let mut inputs = vec![
        Input::ChooseCategory { category: Category::ApplicantAtCounter, entropy: secret(5) },
        Input::Fill { items: good() },
        Input::Agree { version: "now".into() },
        Input::Confirm,
    ];
    if let Some(view) = view {
        inputs.push(Input::Register { digest: view.digest, language: Language::ENGLISH });
    }
    for input in inputs {
        let before = registration.clone();
        if registration.handle(input, now, policy).is_err() {
            assert_eq!(registration, before);
        }
        let _ = registration.next_effect(policy);
        match Registration::restore(&registration.save(&guard), &guard) {
            Ok(restored) => assert_eq!(restored, registration),
            // A forged draft can be larger than any snapshot the engine takes back.
            Err(error) => assert_eq!(error, SnapshotError::NotASnapshot),
        }
    }
}

fn set_up(mut setup: PasswordSetup, now: Instant, policy: &Policy) {
    let guard = Guard::default();
    assert_eq!(PasswordSetup::restore(&setup.save(&guard), &guard).as_ref(), Ok(&setup));
    let _ = format!("{setup:?}");
    let passwords = password_policy(false);
    for days in [30, 7] {
        let _ = setup.reminder_mail(days, policy, Language::JAPANESE);
    }
    let _ = setup.reminder_due(now, &passwords);
    let (user_id, email) = (setup.account().user_id(), setup.account().email().clone());
    // A forged hash may ask for the most that a host allows, a gigabyte; that is not done here.
    let asked =
        PasswordInput::RequestLink { user_id: user_id.as_str().into(), email, entropy: secret(4) };
    let step = setup.handle(asked, now, &passwords).expect("plausible entropy");
    if let Some(toroku::password::PasswordEffect::SendLink { token, .. }) = step.effect {
        let mail = setup.link_mail(&token, policy, Language::ENGLISH);
        assert!(!mail.to().expose().contains(['\r', '\n']));
        let open = PasswordInput::OpenLink { token: token.expose().into(), pages: OpenPages::None };
        let answer = setup.handle(open, now, &passwords).expect("no misuse").answer;
        assert_eq!(answer.name(), "link_usable");
    }
}
