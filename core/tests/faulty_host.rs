//! Hosts that break the rules: they repeat reports, mix two registrations up, answer what was not asked,
//! let effects lie, and call from many threads at once.

#![allow(clippy::unwrap_used, reason = "a step that fails fails the test")]

mod sample;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread;

use toroku::{
    Category, Effect, Entropy, Guard, Input, Instant, Issuance, Language, Misuse, NotificationKey,
    Policy, Registration, Secret, SequenceKey, State, UserId,
};

fn policy() -> Policy {
    Policy::new("now", "https://registration.example/password").unwrap()
}

fn in_sequence() -> Policy {
    let key = SequenceKey::new(&Secret::new(bytes(0x40))).unwrap();
    policy().with_issuance(Issuance::Sequence(key))
}

fn by_the_office() -> Policy {
    policy().with_issuance(Issuance::Office)
}

fn now() -> Instant {
    Instant::from_unix_seconds(1_700_000_000)
}

fn bytes(seed: u8) -> [u8; 32] {
    std::array::from_fn(|i| seed.wrapping_add(u8::try_from(i).unwrap()))
}

/// A registration that waits for its user ID.
fn issuing(seed: u8, policy: &Policy) -> Registration {
    let mut registration = Registration::new();
    let mut say = |input| registration.handle(input, now(), policy).unwrap();
    let category = Category::ApplicantAtCounter;
    say(Input::ChooseCategory { category, entropy: Entropy::new(bytes(seed)) });
    say(Input::Fill { items: sample::typed("HOUMU TARO") });
    say(Input::Agree { version: "now".into() });
    say(Input::Confirm);
    let digest = registration.confirmation().unwrap().digest;
    let click = Input::Register { digest, language: Language::JAPANESE };
    registration.handle(click, now(), policy).unwrap();
    registration
}

/// What a good host reports of an effect.
fn report(effect: Effect, number: u64) -> Input {
    match effect {
        Effect::ReserveUserId { user_id, .. } => Input::UserIdReserved { user_id },
        Effect::ReserveNumber { .. } => Input::NumberReserved { number },
        Effect::Commit(record) => Input::Committed { key: record.key },
        Effect::Submit(submission) => {
            let user_id = user_id_of(submission.key);
            Input::Registered { key: submission.key, user_id }
        }
    }
}

/// The user ID that the office gives a key.
fn user_id_of(key: NotificationKey) -> UserId {
    let number = u64::from_be_bytes(key.as_bytes()[..8].try_into().unwrap());
    UserId::from_number(number % UserId::COUNT).unwrap()
}

fn refused(registration: &mut Registration, input: Input, policy: &Policy) -> Misuse {
    let before = registration.clone();
    let misuse = registration.handle(input, now(), policy).unwrap_err();
    assert_eq!(*registration, before, "{misuse}: something changed");
    misuse
}

#[test]
fn an_ignored_effect_waits_for_good() {
    for policy in [policy(), in_sequence(), by_the_office()] {
        let mut registration = issuing(1, &policy);
        while let Some(effect) = registration.next_effect(&policy) {
            for _ in 0..100 {
                assert_eq!(registration.next_effect(&policy).as_ref(), Some(&effect));
            }
            // Whatever else the host tries in the meantime: the order stands.
            let others = [
                Input::Confirm,
                Input::Back,
                Input::BackToTop,
                Input::ShowTerms,
                Input::Committed { key: NotificationKey::from_bytes([9; 16]) },
                Input::NotificationDelivered { key: NotificationKey::from_bytes([9; 16]) },
            ];
            for other in others {
                refused(&mut registration, other, &policy);
                assert_eq!(registration.next_effect(&policy).as_ref(), Some(&effect));
            }
            registration.handle(report(effect, 5), now(), &policy).unwrap();
        }
        assert!(matches!(registration.state(), State::Completion(_)));
    }
}

#[test]
fn a_report_made_twice_counts_once() {
    for policy in [policy(), in_sequence()] {
        let mut registration = issuing(1, &policy);
        let first = report(registration.next_effect(&policy).unwrap(), 5);
        registration.handle(first.clone(), now(), &policy).unwrap();
        let once = registration.clone();
        registration.handle(first.clone(), now(), &policy).unwrap();
        assert_eq!(registration, once);
        // Another number for the same reservation is no repetition.
        if matches!(policy.issuance(), Issuance::Sequence(_)) {
            let other = Input::NumberReserved { number: 6 };
            assert_eq!(refused(&mut registration, other, &policy), Misuse::OtherUserId);
        }
        let commit = report(registration.next_effect(&policy).unwrap(), 5);
        registration.handle(commit.clone(), now(), &policy).unwrap();
        refused(&mut registration, commit, &policy);
        refused(&mut registration, first, &policy);
        assert_eq!(registration.next_effect(&policy), None);
    }
}

#[test]
fn two_registrations_do_not_take_each_others_reports() {
    each_takes_its_own(&policy());
    each_takes_its_own(&by_the_office());
}

fn each_takes_its_own(policy: &Policy) {
    let (mut mine, mut yours) = (issuing(1, policy), issuing(2, policy));
    while let (Some(to_me), Some(to_you)) = (mine.next_effect(policy), yours.next_effect(policy)) {
        assert_ne!(to_me, to_you);
        let (to_me, to_you) = (report(to_me, 0), report(to_you, 0));
        refused(&mut mine, to_you.clone(), policy);
        refused(&mut yours, to_me.clone(), policy);
        mine.handle(to_me, now(), policy).unwrap();
        yours.handle(to_you, now(), policy).unwrap();
    }
    let (State::Completion(mine), State::Completion(yours)) = (mine.state(), yours.state()) else {
        panic!("both are registered")
    };
    assert!(mine.user_id() != yours.user_id() && mine.key() != yours.key());
}

#[test]
fn reports_of_the_other_way_to_issue_are_refused() {
    let (random, sequence) = (policy(), in_sequence());
    let mut registration = issuing(1, &random);
    let number = Input::NumberReserved { number: 0 };
    assert_eq!(refused(&mut registration, number, &random), Misuse::OtherIssuing);
    let mut registration = issuing(1, &sequence);
    let user_id = "hdlpf38617".parse().unwrap();
    let reserved = Input::UserIdReserved { user_id };
    assert_eq!(refused(&mut registration, reserved, &sequence), Misuse::OtherIssuing);
    let taken = Input::UserIdTaken { user_id };
    assert_eq!(refused(&mut registration, taken, &sequence), Misuse::OtherUserId);
    let key = NotificationKey::from_bytes([9; 16]);
    for policy in [&random, &sequence] {
        let mut registration = issuing(1, policy);
        for report in [
            Input::Registered { key, user_id },
            Input::Refused { key, problems: Vec::new() },
            Input::NotReached { key },
        ] {
            assert_eq!(refused(&mut registration, report, policy), Misuse::OtherIssuing);
        }
    }
    for number in [UserId::COUNT, u64::MAX] {
        let past = Input::NumberReserved { number };
        assert_eq!(refused(&mut registration, past, &sequence), Misuse::Exhausted);
    }
}

/// The way there and the way back are cut at random, and the app is killed: the office has one record a key, and
/// the applicant gets its user ID.
#[test]
fn an_office_whose_answers_are_lost_registers_once() {
    let policy = by_the_office();
    let mut random = fastrand::Rng::with_seed(14);
    for seed in 1..=200 {
        let guard = Guard::default();
        let mut office = BTreeMap::new();
        let mut stored = issuing(seed, &policy).save(&guard);
        let mut registration = Registration::restore(&stored, &guard).unwrap();
        while let Some(effect) = registration.next_effect(&policy) {
            let Effect::Submit(submission) = effect else { panic!("the office issues") };
            let (key, arrives, comes_back) = (submission.key, random.bool(), random.bool());
            if arrives {
                let known = office.entry(*key.as_bytes()).or_insert_with(|| submission.clone());
                assert_eq!(*known, submission, "one key, two submissions");
            }
            let input = if arrives && comes_back {
                Input::Registered { key, user_id: user_id_of(key) }
            } else {
                Input::NotReached { key }
            };
            if random.u8(..3) > 0 {
                registration.handle(input, now(), &policy).unwrap();
                stored = registration.save(&guard);
            }
            registration = Registration::restore(&stored, &guard).unwrap();
        }
        let State::Completion(completion) = registration.state() else { panic!("registered") };
        assert_eq!(completion.user_id(), user_id_of(completion.key()));
        assert_eq!(office.len(), 1);
    }
}

#[test]
fn a_store_where_everything_is_taken_is_asked_on_and_on() {
    let policy = policy();
    let mut registration = issuing(1, &policy);
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..2_000 {
        let Some(Effect::ReserveUserId { user_id, .. }) = registration.next_effect(&policy) else {
            panic!("a candidate waits")
        };
        assert!(seen.insert(user_id), "asked for twice");
        registration.handle(Input::UserIdTaken { user_id }, now(), &policy).unwrap();
        // The one before is not taken back.
        let reserved = Input::UserIdReserved { user_id };
        assert_eq!(refused(&mut registration, reserved, &policy), Misuse::OtherUserId);
    }
}

#[test]
fn entropy_that_is_none_is_refused_wherever_it_comes_in() {
    for byte in [0, 0xFF, 0x41] {
        let policy = policy();
        let mut registration = Registration::new();
        let category = Category::ApplicantAtCounter;
        let choice = Input::ChooseCategory { category, entropy: Entropy::new([byte; 32]) };
        assert_eq!(refused(&mut registration, choice, &policy), Misuse::WeakEntropy);
        assert!(SequenceKey::new(&Secret::new([byte; 32])).is_err());
    }
}

#[test]
fn many_threads_share_one_policy_and_get_what_one_thread_gets() {
    fn is_shared<T: Send + Sync + 'static>() {}
    is_shared::<Policy>();
    is_shared::<Registration>();
    is_shared::<toroku::PasswordSetup>();
    is_shared::<toroku::Problem>();
    is_shared::<toroku::SnapshotError>();
    is_shared::<Effect>();

    let finish = |policy: &Policy, seed| {
        let mut registration = issuing(seed, policy);
        while let Some(effect) = registration.next_effect(policy) {
            let saved = registration.save(&Guard::default());
            registration = Registration::restore(&saved, &Guard::default()).unwrap();
            registration.handle(report(effect, u64::from(seed)), now(), policy).unwrap();
        }
        registration
    };
    for policy in [policy(), in_sequence(), by_the_office()] {
        let policy = Arc::new(policy);
        let alone: Vec<_> = (1..=32).map(|seed| finish(&policy, seed)).collect();
        let threads: Vec<_> = (0..8)
            .map(|_| {
                let policy = Arc::clone(&policy);
                thread::spawn(move || {
                    (1..=32).map(|seed| finish(&policy, seed)).collect::<Vec<_>>()
                })
            })
            .collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), alone);
        }
    }
}
