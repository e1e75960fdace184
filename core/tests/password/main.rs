//! Password setup as a host sees it: states, links, rules, hashes, time.

#![allow(clippy::unwrap_used, reason = "a step that fails fails the test")]

use std::fmt::Write;

use sha2::{Digest, Sha256};
use toroku::password::{
    Account, HashCost, OpenPages, PasswordAnswer, PasswordEffect, PasswordInput, PasswordInputKind,
    PasswordMisuse, PasswordPolicy, PasswordSetup, PasswordStateKind, Token, decoy_log_in,
    decoy_request_link,
};
use toroku::{Code, Entropy, Guard, Instant, Personal, Problem, Secret, SnapshotError};

mod common;
mod hash;
mod links;
mod rules;
mod validity;

const DAY: i64 = 86_400;
const GOOD: &str = "my cat eats blue fish";
const BETTER: &str = "her dog hunts green birds";

fn policy() -> PasswordPolicy {
    PasswordPolicy::default().with_hash_cost(HashCost::new(8, 1, 1).unwrap())
}

/// 2024-02-29 12:00:00 in Japan.
fn start() -> Instant {
    Instant::from_unix_seconds(1_709_175_600)
}

fn entropy(seed: u8) -> Entropy {
    Secret::new(std::array::from_fn(|i| u8::try_from(i).unwrap().wrapping_add(seed)))
}

fn salt(seed: u8) -> Secret<16> {
    Secret::new(std::array::from_fn(|i| {
        u8::try_from(i).unwrap().wrapping_mul(3).wrapping_add(seed)
    }))
}

fn account() -> Account {
    Account::new("hdlpf38617".parse().unwrap(), "HOUMU TARO".into(), "user01@ens-test.com".into())
}

fn awaiting() -> (PasswordSetup, Personal) {
    let (setup, token) =
        PasswordSetup::for_account(account(), &entropy(0), start(), &policy()).unwrap();
    (setup, token.expose().into())
}

/// Set at the start, with the token that did it.
fn active() -> (PasswordSetup, Personal) {
    let (mut setup, token) = awaiting();
    assert!(matches!(say(&mut setup, set(&token), 0), PasswordAnswer::PasswordSet { .. }));
    (setup, token)
}

fn open(token: &Personal) -> PasswordInput {
    PasswordInput::OpenLink { token: token.clone(), pages: OpenPages::None }
}

fn set_to(token: &Personal, password: &str, confirmation: &str) -> PasswordInput {
    PasswordInput::SetPassword {
        token: token.clone(),
        password: password.into(),
        confirmation: confirmation.into(),
        salt: salt(1),
        pages: OpenPages::None,
    }
}

fn set(token: &Personal) -> PasswordInput {
    set_to(token, GOOD, GOOD)
}

fn request(user_id: &str, email: &str, seed: u8) -> PasswordInput {
    PasswordInput::RequestLink {
        user_id: user_id.into(),
        email: email.into(),
        entropy: entropy(seed),
    }
}

fn change(current: &str, password: &str) -> PasswordInput {
    PasswordInput::ChangePassword {
        current: current.into(),
        password: password.into(),
        confirmation: password.into(),
        salt: salt(2),
    }
}

fn log_in(password: &str) -> PasswordInput {
    PasswordInput::LogIn { password: password.into() }
}

/// The answer, `seconds` after the start.
fn say(setup: &mut PasswordSetup, input: PasswordInput, seconds: i64) -> PasswordAnswer {
    setup.handle(input, start().plus_seconds(seconds), &policy()).unwrap().answer
}

/// The token of a new link, where one is sent.
fn ask(setup: &mut PasswordSetup, seed: u8, seconds: i64) -> Option<Personal> {
    let input = request("hdlpf38617", "user01@ens-test.com", seed);
    let step = setup.handle(input, start().plus_seconds(seconds), &policy()).unwrap();
    assert_eq!(step.answer, PasswordAnswer::LinkRequested);
    step.effect.map(|PasswordEffect::SendLink { token, .. }| token.expose().into())
}

fn codes(answer: &PasswordAnswer) -> Vec<Code> {
    let PasswordAnswer::Problems(problems) = answer else { panic!("no problems: {answer:?}") };
    problems.iter().map(Problem::code).collect()
}

/// One input of each kind, right in every way.
fn inputs(token: &Personal) -> Vec<PasswordInput> {
    let inputs = vec![
        open(token),
        set(token),
        request("hdlpf38617", "user01@ens-test.com", 9),
        change(GOOD, BETTER),
        log_in(GOOD),
        PasswordInput::ReminderSent { days: 30 },
    ];
    assert_eq!(inputs.iter().map(PasswordInput::kind).collect::<Vec<_>>(), PasswordInputKind::ALL);
    inputs
}

#[test]
fn every_state_answers_or_refuses_every_input() {
    use PasswordAnswer as A;
    use PasswordInputKind as I;
    use PasswordStateKind as S;

    let expires_at = start().plus_seconds(365 * DAY + DAY / 2);
    // The answer, and whether the setup changes; `None` is misuse.
    type Row = (S, I, Option<(A, bool)>);
    let table: &[Row] = &[
        (S::AwaitingPassword, I::OpenLink, Some((A::LinkUsable, false))),
        (S::AwaitingPassword, I::SetPassword, Some((A::PasswordSet { expires_at }, true))),
        (S::AwaitingPassword, I::RequestLink, Some((A::LinkRequested, true))),
        (S::AwaitingPassword, I::ChangePassword, None),
        (S::AwaitingPassword, I::LogIn, Some((A::PasswordWrong, false))),
        (S::AwaitingPassword, I::ReminderSent, None),
        (S::Active, I::OpenLink, Some((A::TokenInvalid, false))),
        (S::Active, I::SetPassword, Some((A::TokenInvalid, false))),
        (S::Active, I::RequestLink, Some((A::LinkRequested, true))),
        (S::Active, I::ChangePassword, Some((A::PasswordSet { expires_at }, true))),
        (S::Active, I::LogIn, Some((A::LoggedIn, false))),
        (S::Active, I::ReminderSent, Some((A::ReminderNoted, true))),
    ];
    let pairs = S::ALL.iter().flat_map(|state| I::ALL.iter().map(move |input| (*state, *input)));
    assert!(table.iter().map(|row| (row.0, row.1)).eq(pairs), "a row for every pair, in order");
    for (state, kind, expected) in table {
        let (setup, token) = match state {
            S::AwaitingPassword => awaiting(),
            S::Active => active(),
        };
        assert_eq!(setup.state(), *state);
        let input = inputs(&token).into_iter().find(|input| input.kind() == *kind).unwrap();
        let mut after = setup.clone();
        let result = after.handle(input, start().plus_seconds(1), &policy());
        let misuse = PasswordMisuse::NotAccepted { state: *state, input: *kind };
        let wanted = expected.as_ref().map(|(answer, _)| answer.clone()).ok_or(misuse);
        assert_eq!(result.map(|step| step.answer), wanted, "{state} {kind}");
        let is_changed = expected.as_ref().is_some_and(|(_, changes)| *changes);
        assert_eq!(after != setup, is_changed, "{state} {kind}");
    }
}

#[test]
fn the_link_is_the_policys_address_with_the_user_id_and_the_token() {
    let (setup, token) =
        PasswordSetup::for_account(account(), &entropy(0), start(), &policy()).unwrap();
    let link = setup.link("https://registration.example/password", &token);
    let expected =
        format!("https://registration.example/password?id=hdlpf38617&token={}", token.expose());
    assert_eq!(link.expose(), expected);
}

#[test]
fn broken_randomness_is_misuse_and_changes_nothing() {
    let dead = Secret::new([0; 32]);
    let made = PasswordSetup::for_account(account(), &dead, start(), &policy());
    assert_eq!(made.unwrap_err(), PasswordMisuse::WeakEntropy);
    assert_eq!(decoy_request_link(&dead), Err(PasswordMisuse::WeakEntropy));
    let (before, token) = active();
    for mut input in inputs(&token) {
        let is_random = match &mut input {
            PasswordInput::SetPassword { salt, .. }
            | PasswordInput::ChangePassword { salt, .. } => {
                *salt = Secret::new([0xFF; 16]);
                true
            }
            PasswordInput::RequestLink { entropy, .. } => {
                *entropy = dead.clone();
                true
            }
            PasswordInput::OpenLink { .. }
            | PasswordInput::LogIn { .. }
            | PasswordInput::ReminderSent { .. } => false,
        };
        if is_random {
            let mut after = before.clone();
            let result = after.handle(input, start(), &policy());
            assert_eq!(result, Err(PasswordMisuse::WeakEntropy));
            assert!(after == before);
        }
    }
}

#[test]
fn changing_wants_the_current_password_and_ends_any_link() {
    let (mut setup, _) = active();
    let token = ask(&mut setup, 9, 100).unwrap();
    assert_eq!(say(&mut setup, change(BETTER, "x"), 101), PasswordAnswer::PasswordWrong);
    assert_eq!(codes(&say(&mut setup, change(GOOD, "x"), 101)), [Code::PasswordTooShort]);
    assert_eq!(say(&mut setup, open(&token), 102), PasswordAnswer::LinkUsable);
    assert!(matches!(
        say(&mut setup, change(GOOD, BETTER), 103),
        PasswordAnswer::PasswordSet { .. }
    ));
    assert_eq!(say(&mut setup, open(&token), 104), PasswordAnswer::TokenInvalid);
    assert_eq!(say(&mut setup, log_in(BETTER), 104), PasswordAnswer::LoggedIn);
}

#[test]
fn a_leap_days_password_ends_with_february() {
    let (mut setup, _) = active();
    let end = setup.expires_at().unwrap();
    assert_eq!(end.date_in_japan().to_calendar_date(), (2025, time::Month::March, 1));
    assert_eq!(end.plus_seconds(-1).date_in_japan().day(), 28);
    let seconds = end.seconds_since(start());
    assert_eq!(say(&mut setup, log_in(GOOD), seconds - 1), PasswordAnswer::LoggedIn);
    for late in [seconds, seconds + 1] {
        assert_eq!(say(&mut setup, log_in(GOOD), late), PasswordAnswer::PasswordExpired);
        assert_eq!(say(&mut setup, log_in(BETTER), late), PasswordAnswer::PasswordWrong);
    }
    // Whoever knows it renews it.
    let answer = say(&mut setup, change(GOOD, BETTER), seconds);
    assert!(matches!(answer, PasswordAnswer::PasswordSet { .. }));
    assert_eq!(say(&mut setup, log_in(BETTER), seconds + 1), PasswordAnswer::LoggedIn);
}

#[test]
fn each_reminder_comes_once() {
    let (mut setup, _) = active();
    let before_end = setup.expires_at().unwrap();
    let due = |setup: &PasswordSetup, days: i64, seconds: i64| {
        setup.reminder_due(before_end.plus_seconds(-days * DAY + seconds), &policy())
    };
    let sent = |days| PasswordInput::ReminderSent { days };
    assert_eq!(due(&setup, 30, -1), None);
    assert_eq!(due(&setup, 30, 0), Some(30));
    assert_eq!(say(&mut setup, sent(30), 0), PasswordAnswer::ReminderNoted);
    assert_eq!(due(&setup, 30, 1), None);
    assert_eq!(due(&setup, 7, 0), Some(7));
    let once = setup.clone();
    assert_eq!(say(&mut setup, sent(30), 0), PasswordAnswer::ReminderNoted);
    assert!(setup == once, "reporting twice is reporting once");
    say(&mut setup, sent(7), 0);
    assert_eq!(due(&setup, 7, 0), None);
    let result = setup.handle(sent(8), start(), &policy());
    assert_eq!(result, Err(PasswordMisuse::UnknownReminder { days: 8 }));
    // A new password is reminded of anew.
    say(&mut setup, change(GOOD, BETTER), 0);
    assert_eq!(due(&setup, 30, 0), Some(30));
    assert_eq!(awaiting().0.reminder_due(start(), &policy()), None);
}

#[test]
fn decoys_do_the_work_of_a_login() {
    let policy = policy();
    let (mut setup, _) = awaiting();
    let long = "x".repeat(100_000);
    for password in ["", GOOD, long.as_str()] {
        let decoy = decoy_log_in(&password.into(), policy.hash_cost()).unwrap();
        assert_eq!(decoy, setup.handle(log_in(password), start(), &policy).unwrap());
        assert_eq!(decoy.answer, PasswordAnswer::PasswordWrong);
    }
}

#[test]
fn composed_is_decomposed_and_not_unaccented() {
    let (mut setup, token) = awaiting();
    let (composed, decomposed) =
        ("caf\u{E9} au lait, \u{30AC} si", "cafe\u{301} au lait, \u{30AB}\u{3099} si");
    let answer = say(&mut setup, set_to(&token, composed, decomposed), 0);
    assert!(matches!(answer, PasswordAnswer::PasswordSet { .. }));
    assert_eq!(say(&mut setup, log_in(composed), 1), PasswordAnswer::LoggedIn);
    assert_eq!(say(&mut setup, log_in(decomposed), 1), PasswordAnswer::LoggedIn);
    assert_eq!(
        say(&mut setup, log_in("cafe au lait, \u{30AC} si"), 1),
        PasswordAnswer::PasswordWrong
    );
}

#[test]
fn a_setup_comes_back_from_its_bytes_in_every_state() {
    let (mut both, _) = active();
    ask(&mut both, 9, 1);
    say(&mut both, PasswordInput::ReminderSent { days: 30 }, 2);
    let guard = Guard::default();
    for setup in [awaiting().0, active().0, both] {
        let bytes = setup.save(&guard);
        assert!(PasswordSetup::restore(&bytes, &guard).unwrap() == setup);
        // The content cut short, under a seal that fits.
        const HEADER: usize = 17;
        for end in HEADER..bytes.len() - 32 {
            let seal = [b"toroku/snapshot/v1".as_slice(), &[0; 8], &bytes[..end]].concat();
            let cut = [&bytes[..end], &*Sha256::digest(seal)].concat();
            assert_eq!(PasswordSetup::restore(&cut, &guard).err(), Some(SnapshotError::Broken));
        }
    }
}

#[test]
fn neither_password_nor_token_is_kept_or_printed() {
    let (mut setup, token) = awaiting();
    let mut printed = String::new();
    let mut kept = setup.save(&Guard::default());
    for input in inputs(&token) {
        write!(printed, "{input:?} ").unwrap();
        if let Ok(step) = setup.handle(input, start(), &policy()) {
            write!(printed, "{step:?} {setup:?} {:?} ", setup.account()).unwrap();
        }
        kept.extend(setup.save(&Guard::default()));
    }
    let (mut setup, token2) = awaiting();
    for input in [set_to(&token2, "canary", "CANARY"), set_to(&token2, "canary\u{200B}", "")] {
        write!(printed, "{:?} ", setup.handle(input, start(), &policy())).unwrap();
    }
    write!(printed, "{:?} {:?}", active().0.password_hash(), PasswordMisuse::OutOfMemory).unwrap();
    let made = PasswordSetup::for_account(account(), &entropy(0), start(), &policy()).unwrap();
    write!(printed, "{made:?}").unwrap();
    assert_eq!(made.1.expose(), token.expose());
    for canary in [
        GOOD,
        BETTER,
        token.expose(),
        "canary",
        "hdlpf38617",
        "HOUMU",
        "user01",
        "argon2id$v",
        "CANARY",
    ] {
        assert!(!printed.contains(canary), "{canary} in {printed}");
    }
    for secret in [GOOD, BETTER, token.expose()] {
        assert!(!kept.windows(secret.len()).any(|part| part == secret.as_bytes()), "{secret}");
    }
}
