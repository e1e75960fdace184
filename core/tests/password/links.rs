//! Links: their day, their number, and what leaves them good.

use super::*;

#[test]
fn a_link_lives_to_its_last_second() {
    for (seconds, opened, is_set) in [
        (0, PasswordAnswer::LinkUsable, true),
        (DAY - 1, PasswordAnswer::LinkUsable, true),
        (DAY, PasswordAnswer::TokenExpired, false),
        (DAY + 1, PasswordAnswer::TokenExpired, false),
    ] {
        let (mut setup, token) = awaiting();
        assert_eq!(setup.link_expires_at(), Some(start().plus_seconds(DAY)));
        assert_eq!(say(&mut setup, open(&token), seconds), opened, "{seconds}");
        let answer = say(&mut setup, set(&token), seconds);
        assert_eq!(matches!(answer, PasswordAnswer::PasswordSet { .. }), is_set, "{seconds}");
        assert_eq!(answer == PasswordAnswer::TokenExpired, !is_set, "{seconds}");
    }
}

#[test]
fn a_link_is_used_once() {
    let (mut setup, token) = active();
    assert_eq!(setup.link_digest(), None);
    assert_eq!(say(&mut setup, open(&token), 1), PasswordAnswer::TokenInvalid);
    assert_eq!(say(&mut setup, set_to(&token, BETTER, BETTER), 1), PasswordAnswer::TokenInvalid);
    assert_eq!(say(&mut setup, log_in(GOOD), 1), PasswordAnswer::LoggedIn);
}

#[test]
fn a_wrong_token_changes_nothing() {
    let wrong = Personal::new("0".repeat(64).as_str());
    let (before, token) = awaiting();
    let mut setup = before.clone();
    for _ in 0..300 {
        for input in [open(&wrong), set(&wrong), set_to(&wrong, "", "x"), open(&"".into())] {
            assert_eq!(say(&mut setup, input, 1), PasswordAnswer::TokenInvalid);
        }
    }
    assert!(setup == before);
    // Opening does not use it up either: mail scanners do, before the person.
    for _ in 0..300 {
        assert_eq!(say(&mut setup, open(&token), 1), PasswordAnswer::LinkUsable);
    }
    assert!(setup == before);
    assert_eq!(say(&mut setup, open(&token), DAY - 1), PasswordAnswer::LinkUsable);
    assert!(matches!(say(&mut setup, set(&token), 2), PasswordAnswer::PasswordSet { .. }));
    // So it is with the link of a forgotten password, and where no link is out.
    assert_eq!(say(&mut setup, open(&wrong), 3), PasswordAnswer::TokenInvalid);
    let token = ask(&mut setup, 9, 4).unwrap();
    let before = setup.clone();
    for _ in 0..300 {
        assert_eq!(say(&mut setup, set(&wrong), 5), PasswordAnswer::TokenInvalid);
    }
    assert!(setup == before);
    assert_eq!(say(&mut setup, open(&token), 5), PasswordAnswer::LinkUsable);
}

#[test]
fn a_new_link_voids_the_one_before() {
    let (mut setup, first) = awaiting();
    let second = ask(&mut setup, 9, 10).unwrap();
    assert!(first != second);
    assert_eq!(setup.link_digest(), Some(&Token::digest_of(&second)));
    assert_eq!(say(&mut setup, open(&first), 11), PasswordAnswer::TokenInvalid);
    assert_eq!(say(&mut setup, set(&first), 11), PasswordAnswer::TokenInvalid);
    // Its own day counts from its making.
    assert_eq!(say(&mut setup, open(&second), DAY + 9), PasswordAnswer::LinkUsable);
    assert_eq!(say(&mut setup, open(&second), DAY + 10), PasswordAnswer::TokenExpired);
}

#[test]
fn no_more_than_five_links_in_any_day() {
    let (mut setup, _) = awaiting(); // the first of the five
    let mut last = None;
    for seed in 1..=4 {
        last = ask(&mut setup, seed, i64::from(seed) * 3_600);
        assert!(last.is_some(), "{seed}");
    }
    let before = setup.clone();
    assert_eq!(ask(&mut setup, 5, 5 * 3_600), None);
    assert_eq!(ask(&mut setup, 5, DAY - 1), None);
    assert!(setup == before, "the link that is out stays good");
    assert_eq!(say(&mut setup, open(&last.unwrap()), DAY - 1), PasswordAnswer::LinkUsable);
    assert!(ask(&mut setup, 6, DAY).is_some(), "the first is a day old");
    assert_eq!(ask(&mut setup, 7, DAY), None);
    // A clock set back does not open the gate.
    assert_eq!(ask(&mut setup, 8, -10 * DAY), None);
}

#[test]
fn a_clock_a_year_ahead_and_back_costs_a_day_at_most() {
    const YEAR: i64 = 365 * DAY;
    let (mut setup, _) = awaiting();
    for seed in 1..=5 {
        assert!(ask(&mut setup, seed, YEAR).is_some(), "{seed}");
    }
    assert_eq!(ask(&mut setup, 6, YEAR), None);
    // Back: they count as just now, and a day later no more.
    assert_eq!(ask(&mut setup, 6, 10), None);
    assert_eq!(ask(&mut setup, 6, DAY + 9), None);
    for seed in 6..=10 {
        assert!(ask(&mut setup, seed, DAY + 10).is_some(), "{seed}");
    }
    assert_eq!(ask(&mut setup, 11, DAY + 10), None);
    // A stranger's request puts nothing right either.
    let (mut setup, _) = awaiting();
    let before = setup.clone();
    let stranger = request("hdlpf38617", "user02@ens-test.com", 9);
    let long_ago = start().plus_seconds(-YEAR);
    assert_eq!(setup.handle(stranger, long_ago, &policy()).unwrap().effect, None);
    assert!(setup == before);
}

#[test]
fn a_request_answers_the_same_whoever_asks() {
    let (setup, _) = awaiting();
    let huge = "x".repeat(5_000);
    for (user_id, email, is_theirs) in [
        ("hdlpf38617", "user01@ens-test.com", true),
        (" HDLPF38617 ", "User01@ENS-Test.com", true),
        ("ｈｄｌｐｆ３８６１７", "user01@ens-test.com", true),
        ("hdlpf38618", "user01@ens-test.com", false),
        ("hdlpf38617", "user02@ens-test.com", false),
        ("", "", false),
        (huge.as_str(), huge.as_str(), false),
    ] {
        let mut after = setup.clone();
        let step = after.handle(request(user_id, email, 9), start(), &policy()).unwrap();
        assert_eq!(step.answer, PasswordAnswer::LinkRequested);
        assert_eq!(step.effect.is_some(), is_theirs, "{user_id}");
        assert_eq!(after != setup, is_theirs, "{user_id}");
    }
    assert_eq!(decoy_request_link(&entropy(1)).unwrap().answer, PasswordAnswer::LinkRequested);
    assert_eq!(decoy_request_link(&entropy(1)).unwrap().effect, None);
}

#[test]
fn an_open_page_uses_up_nothing() {
    let wrong = Personal::new("nonsense");
    let (before, token) = awaiting();
    let mut setup = before.clone();
    for text in [&token, &wrong] {
        for _ in 0..10 {
            for mut input in [open(text), set(text), set_to(text, "", "x")] {
                match &mut input {
                    PasswordInput::OpenLink { pages, .. }
                    | PasswordInput::SetPassword { pages, .. } => *pages = OpenPages::HomeOrLogin,
                    PasswordInput::RequestLink { .. }
                    | PasswordInput::ChangePassword { .. }
                    | PasswordInput::LogIn { .. }
                    | PasswordInput::ReminderSent { .. } => {}
                }
                let answer = say(&mut setup, input, 1);
                assert_eq!(answer, PasswordAnswer::Conflict);
                assert_eq!(answer.code(), Some(Code::PasswordConflict));
            }
        }
    }
    assert!(setup == before);
    assert!(matches!(say(&mut setup, set(&token), 2), PasswordAnswer::PasswordSet { .. }));
}

#[test]
fn a_password_with_problems_leaves_the_link_good() {
    let (before, token) = awaiting();
    let mut setup = before.clone();
    for _ in 0..10 {
        let answer = say(&mut setup, set_to(&token, "short", "other"), 1);
        assert_eq!(codes(&answer), [Code::PasswordTooShort, Code::PasswordMismatch]);
    }
    assert!(setup == before);
    assert!(matches!(say(&mut setup, set(&token), 2), PasswordAnswer::PasswordSet { .. }));
}

#[test]
fn a_forgotten_password_is_replaced_through_a_link() {
    let (mut setup, _) = active();
    let token = ask(&mut setup, 9, 100).unwrap();
    // Until then the one before stays good.
    assert_eq!(say(&mut setup, log_in(GOOD), 101), PasswordAnswer::LoggedIn);
    let answer = say(&mut setup, set_to(&token, BETTER, BETTER), 102);
    assert!(matches!(answer, PasswordAnswer::PasswordSet { .. }));
    assert_eq!(say(&mut setup, log_in(GOOD), 103), PasswordAnswer::PasswordWrong);
    assert_eq!(say(&mut setup, log_in(BETTER), 103), PasswordAnswer::LoggedIn);
    assert_eq!(say(&mut setup, set(&token), 104), PasswordAnswer::TokenInvalid);
}

#[test]
fn the_token_is_that_of_every_other_implementation() {
    // printf 'toroku/password-token/v1' | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102…1f
    let (_, token) = awaiting();
    assert_eq!(token.expose(), "4080692690b982181c9f2b287b182053dc9397984066272d0c116bb30d1d09a4");
}

#[test]
fn only_the_whole_token_fits() {
    let (setup, token) = awaiting();
    let answer = |text: &str| say(&mut setup.clone(), open(&text.into()), 1);
    let text = token.expose();
    assert_eq!(answer(text), PasswordAnswer::LinkUsable);
    for wrong in [
        "",
        &text[1..],
        &text[..63],
        &format!("{text}0"),
        &text.to_uppercase(),
        &format!(" {text}"),
    ] {
        assert_eq!(answer(wrong), PasswordAnswer::TokenInvalid, "{wrong}");
    }
}

#[test]
fn a_corrected_address_ends_what_went_to_the_one_before() {
    let email = || Personal::new("user02@ens-test.com");
    let to = |email: &str| request("hdlpf38617", email, 9);

    let (mut setup, first) = awaiting();
    let next = setup.correct_email(email(), &entropy(3), start(), &policy()).unwrap().unwrap();
    let next = Personal::new(next.expose());
    assert_eq!(say(&mut setup, open(&first), 1), PasswordAnswer::TokenInvalid);
    assert_eq!(say(&mut setup, open(&next), DAY - 1), PasswordAnswer::LinkUsable);
    assert_eq!(say(&mut setup, open(&next), DAY), PasswordAnswer::TokenExpired);
    let asked = |email| setup.clone().handle(to(email), start(), &policy()).unwrap().effect;
    assert!(asked("user01@ens-test.com").is_none());
    assert!(asked("user02@ens-test.com").is_some());

    // With a password: it stays, and no link is made that nobody asked for.
    let (mut setup, _) = active();
    let asked = ask(&mut setup, 5, 1).unwrap();
    assert!(setup.correct_email(email(), &entropy(3), start(), &policy()).unwrap().is_none());
    assert_eq!(say(&mut setup, open(&asked), 2), PasswordAnswer::TokenInvalid);
    assert_eq!(say(&mut setup, log_in(GOOD), 2), PasswordAnswer::LoggedIn);

    let before = setup.clone();
    let weak = setup.correct_email(email(), &Secret::new([7; 32]), start(), &policy());
    assert_eq!(weak.unwrap_err(), PasswordMisuse::WeakEntropy);
    assert!(setup == before);
}

#[test]
fn corrections_count_among_the_links_of_the_day_and_are_not_refused() {
    let (mut setup, _) = awaiting();
    for seed in 1..=9 {
        let email = Personal::from(format!("user0{seed}@ens-test.com"));
        assert!(setup.correct_email(email, &entropy(seed), start(), &policy()).unwrap().is_some());
    }
    let input = request("hdlpf38617", "user09@ens-test.com", 20);
    assert!(setup.handle(input, start().plus_seconds(1), &policy()).unwrap().effect.is_none());
}
