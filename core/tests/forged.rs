//! Snapshots that were damaged, forged, swapped or put back: none is taken, and none is a panic.

#![allow(clippy::unwrap_used, reason = "a step that fails fails the test")]
#![allow(clippy::print_stdout, reason = "how much was tried")]

mod sample;

use sha2::{Digest as _, Sha256};
use toroku::password::Account;
use toroku::{
    Category, Effect, Entropy, Guard, Input, Instant, Language, PasswordSetup, Policy,
    Registration, Secret, SnapshotError,
};

const HEADER: usize = 17;
const SEAL: usize = 32;

fn policy() -> Policy {
    Policy::new("now", "https://registration.example/password").unwrap()
}

fn now() -> Instant {
    Instant::from_unix_seconds(1_700_000_000)
}

fn bytes(seed: u8) -> [u8; 32] {
    std::array::from_fn(|i| seed.wrapping_add(u8::try_from(i).unwrap()))
}

/// One registration in each of its states, in order.
fn registration(name: &str, seed: u8) -> Vec<Registration> {
    let (policy, now) = (policy(), now());
    let mut registration = Registration::new();
    let mut states = vec![registration.clone()];
    let category = Category::ApplicantAtCounter;
    let items = sample::typed(name);
    let mut step = |input: Input| {
        registration.handle(input, now, &policy).unwrap();
        states.push(registration.clone());
        registration.clone()
    };
    step(Input::ChooseCategory { category, entropy: Entropy::new(bytes(seed)) });
    step(Input::Fill { items });
    step(Input::Agree { version: "now".into() });
    let digest = step(Input::Confirm).confirmation().unwrap().digest;
    let mut last = step(Input::Register { digest, language: Language::ENGLISH });
    while let Some(effect) = last.next_effect(&policy) {
        last = step(match effect {
            Effect::ReserveUserId { user_id, .. } => Input::UserIdReserved { user_id },
            Effect::Commit(record) => Input::Committed { key: record.key },
            Effect::ReserveNumber { .. } | Effect::Submit(_) => panic!("user IDs are random here"),
        });
    }
    assert_eq!(states.len(), 8);
    states
}

fn setup() -> PasswordSetup {
    let account = Account::new(
        "hdlpf38617".parse().unwrap(),
        "HOUMU TARO".into(),
        "user01@ens-test.com".into(),
    );
    let entropy = Entropy::new(bytes(7));
    PasswordSetup::for_account(account, &entropy, now(), policy().password()).unwrap().0
}

fn is_taken(bytes: &[u8], guard: &Guard<'_>) -> bool {
    Registration::restore(bytes, guard).is_ok() || PasswordSetup::restore(bytes, guard).is_ok()
}

#[test]
fn under_a_key_no_flipped_bit_and_no_truncation_is_taken() {
    let key = Secret::new(bytes(0x40));
    let guard = Guard::default().with_key(&key).with_context(b"session 17").with_counter(3);
    let mut all: Vec<Vec<u8>> =
        registration("HOUMU TARO", 1).iter().map(|state| state.save(&guard)).collect();
    all.push(setup().save(&guard));
    let mut tried = 0;
    for good in &all {
        assert!(is_taken(good, &guard));
        for bit in 0..good.len() * 8 {
            let mut flipped = good.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(!is_taken(&flipped, &guard), "bit {bit}");
        }
        for length in 0..good.len() {
            assert!(!is_taken(&good[..length], &guard), "{length} bytes");
        }
        tried += good.len() * 9;
    }
    println!("{tried} forgeries");
    assert!(tried > 10_000);
}

/// Who has no key can seal what they like where the host uses none: it restores to a sound registration, or not
/// at all.
#[test]
fn without_a_key_a_forged_content_is_sound_or_refused() {
    let guard = Guard::default();
    let (mut taken, mut refused) = (0, 0);
    for state in registration("HOUMU TARO", 1) {
        let good = state.save(&guard);
        for bit in HEADER * 8..(good.len() - SEAL) * 8 {
            let mut forged = good.clone();
            forged[bit / 8] ^= 1 << (bit % 8);
            reseal(&mut forged);
            let Ok(registration) = Registration::restore(&forged, &guard) else {
                refused += 1;
                continue;
            };
            taken += 1;
            let again = Registration::restore(&registration.save(&guard), &guard);
            assert_eq!(again.as_ref(), Ok(&registration), "bit {bit}");
            let effect = registration.next_effect(&policy());
            if let (Some(Effect::Commit(record)), Some(view)) =
                (effect, registration.confirmation())
            {
                assert_eq!(record.confirmed.digest(), view.digest, "bit {bit}");
            }
        }
    }
    println!("{taken} taken, {refused} refused");
    assert!(taken > 1_000 && refused > 1_000);
}

/// The seal as the documentation of `toroku::snapshot` has it, without key and context.
fn reseal(snapshot: &mut Vec<u8>) {
    snapshot.truncate(snapshot.len() - SEAL);
    let mut hash = Sha256::new();
    hash.update(b"toroku/snapshot/v1");
    hash.update([0; 8]);
    hash.update(&snapshot);
    let seal: [u8; 32] = hash.finalize().into();
    snapshot.extend(seal);
}

#[test]
fn without_the_key_no_seal_is_made() {
    let (right, wrong) = (Secret::new(bytes(0x40)), Secret::new(bytes(0x41)));
    let guard = Guard::default().with_key(&right);
    for state in registration("HOUMU TARO", 1) {
        let mut plain = state.save(&Guard::default());
        assert_eq!(Registration::restore(&plain, &guard), Err(SnapshotError::Broken));
        // The same that says it has a key.
        plain[8] = 1;
        reseal(&mut plain);
        assert_eq!(Registration::restore(&plain, &guard), Err(SnapshotError::Broken));
        assert_eq!(Registration::restore(&plain, &Guard::default()), Err(SnapshotError::Broken));
        let other = state.save(&Guard::default().with_key(&wrong));
        assert_eq!(Registration::restore(&other, &guard), Err(SnapshotError::Broken));
    }
}

#[test]
fn one_persons_registration_is_not_another_sessions() {
    let key = Secret::new(bytes(0x40));
    let plain = Guard::default();
    let keyed = Guard::default().with_key(&key);
    for guard in [plain, keyed] {
        let (mine, yours) = (guard.with_context(b"session 1"), guard.with_context(b"session 2"));
        for (a, b) in registration("HOUMU TARO", 1).iter().zip(registration("NYUKAN HANAKO", 2)) {
            let (a, b) = (a.save(&mine), b.save(&yours));
            assert_eq!(Registration::restore(&b, &mine), Err(SnapshotError::Broken));
            assert_eq!(Registration::restore(&a, &yours), Err(SnapshotError::Broken));
            // A part of one and a part of the other.
            for cut in [HEADER, a.len().min(b.len()) / 2, a.len() - SEAL] {
                let mixed = [&a[..cut], &b[cut.min(b.len())..]].concat();
                assert!(!is_taken(&mixed, &mine) || mixed == a, "cut at {cut}");
                assert!(!is_taken(&mixed, &yours) || mixed == b, "cut at {cut}");
            }
        }
        // Contexts differ by their length too.
        let short = Registration::new().save(&guard.with_context(b"a"));
        assert!(!is_taken(&short, &guard.with_context(b"a\0")));
        assert!(!is_taken(&short, &guard));
    }
}

#[test]
fn an_older_snapshot_does_not_come_back() {
    let key = Secret::new(bytes(0x40));
    let states = registration("HOUMU TARO", 1);
    let guard = |counter| Guard::default().with_key(&key).with_counter(counter);
    let saved: Vec<Vec<u8>> = (0u64..).zip(&states).map(|(n, s)| s.save(&guard(n))).collect();
    for (written, bytes) in (0u64..).zip(&saved) {
        for known in 0..8 {
            let result = Registration::restore(bytes, &guard(known));
            if written < known {
                assert_eq!(result, Err(SnapshotError::RolledBack), "{written} after {known}");
            } else {
                assert!(result.is_ok(), "{written} after {known}");
            }
        }
        // The counter is under the seal.
        let mut raised = bytes.clone();
        raised[9..HEADER].copy_from_slice(&u64::MAX.to_be_bytes());
        assert_eq!(Registration::restore(&raised, &guard(8)), Err(SnapshotError::Broken));
    }
    let last = states[0].save(&guard(u64::MAX));
    assert!(Registration::restore(&last, &guard(u64::MAX)).is_ok());
    assert!(Registration::restore(&last, &guard(0)).is_ok());
}

#[test]
fn a_version_of_the_future_is_named_whatever_it_holds() {
    for state in registration("HOUMU TARO", 1) {
        for version in 2..=255 {
            let mut newer = state.save(&Guard::default());
            newer[6] = version;
            let error = Err(SnapshotError::Newer { version });
            assert_eq!(Registration::restore(&newer, &Guard::default()), error);
            // Its seal may be made another way and its content be anything.
            let cut = (newer.len() - 5).max(HEADER + SEAL);
            newer[HEADER..].reverse();
            assert_eq!(Registration::restore(&newer[..cut], &Guard::default()), error);
        }
    }
}

#[test]
fn a_setup_is_no_registration_and_a_registration_no_setup() {
    let guard = Guard::default();
    let (mut registration, mut setup) = (Registration::new().save(&guard), setup().save(&guard));
    assert_eq!(Registration::restore(&setup, &guard), Err(SnapshotError::OtherKind));
    assert_eq!(PasswordSetup::restore(&registration, &guard), Err(SnapshotError::OtherKind));
    // The other's kind written in, under a good seal: the content is another one all the same.
    (registration[7], setup[7]) = (setup[7], registration[7]);
    reseal(&mut registration);
    reseal(&mut setup);
    assert_eq!(Registration::restore(&setup, &guard), Err(SnapshotError::Broken));
    assert_eq!(PasswordSetup::restore(&registration, &guard), Err(SnapshotError::Broken));
}
