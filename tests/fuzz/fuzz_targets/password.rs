//! Password setups: any inputs, any clock, tokens old and new.
#![no_main]

use libfuzzer_sys::fuzz_target;
use toroku::password::{
    Account, OpenPages, PasswordAnswer, PasswordEffect, PasswordInput, PasswordPolicy,
    PasswordSetup,
};
use toroku::{Guard, Instant, Personal};
use toroku_fuzz::{Text, at, entropy, password_policy, secret};

#[derive(arbitrary::Arbitrary, Debug)]
struct Case {
    legacy: bool,
    now: u32,
    name: Text,
    email: Text,
    steps: Vec<Step>,
}

#[derive(arbitrary::Arbitrary, Debug)]
enum Step {
    Open(Which, bool),
    Set(Which, Text, bool, u8, bool),
    Request(bool, bool, u8),
    Change(bool, Text, u8),
    LogIn(Option<Text>),
    Reminded(u8),
    Wait(u32),
    ClockBack(u32),
}

#[derive(arbitrary::Arbitrary, Debug)]
enum Which {
    Newest,
    Older(u8),
    Other(Text),
}

/// What the outside world knows of the setup.
struct World {
    tokens: Vec<String>,
    password: Option<String>,
    sent: Vec<Instant>,
    clock_went_back: bool,
}

fuzz_target!(|case: Case| {
    let policy = password_policy(case.legacy);
    let mut now = at(case.now);
    let user_id = "hdlpf38617".parse().expect("the manual's");
    let account = Account::new(user_id, case.name.text().into(), case.email.text().into());
    let (mut setup, token) =
        PasswordSetup::for_account(account, &secret(200), now, &policy).expect("good entropy");
    let mut world = World {
        tokens: vec![token.expose().to_owned()],
        password: None,
        sent: vec![now],
        clock_went_back: false,
    };
    for (number, step) in case.steps.into_iter().take(24).enumerate() {
        match step {
            Step::Wait(seconds) => now = now.plus_seconds(i64::from(seconds % 400_000)),
            Step::ClockBack(seconds) => {
                now = now.plus_seconds(-i64::from(seconds % 400_000));
                world.clock_went_back = true;
            }
            step => take(step, number, &mut setup, &mut world, now, &policy),
        }
    }
});

fn take(
    step: Step,
    number: usize,
    setup: &mut PasswordSetup,
    world: &mut World,
    now: Instant,
    policy: &PasswordPolicy,
) {
    let before = setup.clone();
    let pages = |open| if open { OpenPages::HomeOrLogin } else { OpenPages::None };
    let mut tried = None;
    let input = match step {
        Step::Open(which, open) => {
            PasswordInput::OpenLink { token: token(&which, world).into(), pages: pages(open) }
        }
        Step::Set(which, text, same, salt, open) => {
            let text = text.text();
            let confirmation = if same { text.clone() } else { text.clone() + "x" };
            tried = Some(text.clone());
            PasswordInput::SetPassword {
                token: token(&which, world).into(),
                password: text.into(),
                confirmation: confirmation.into(),
                salt: salt_of(salt),
                pages: pages(open),
            }
        }
        Step::Request(right_id, right_email, seed) => PasswordInput::RequestLink {
            user_id: if right_id { "hdlpf38617" } else { "hdlpf38618" }.into(),
            email: if right_email {
                setup.account().email().clone()
            } else {
                Personal::new("no@b.c")
            },
            // Never the same twice, as the engine asks.
            entropy: if seed == 0 { entropy(0) } else { secret(number as u8) },
        },
        Step::Change(right, text, salt) => {
            let current = world.password.clone().filter(|_| right).unwrap_or_default();
            let text = text.text();
            tried = Some(text.clone());
            PasswordInput::ChangePassword {
                current: current.into(),
                password: text.clone().into(),
                confirmation: text.into(),
                salt: salt_of(salt),
            }
        }
        Step::LogIn(text) => {
            let text =
                text.map(|t| t.text()).or_else(|| world.password.clone()).unwrap_or_default();
            PasswordInput::LogIn { password: text.into() }
        }
        Step::Reminded(days) => PasswordInput::ReminderSent { days: days.into() },
        Step::Wait(_) | Step::ClockBack(_) => return,
    };
    let newest = match &input {
        PasswordInput::SetPassword { token, .. } | PasswordInput::OpenLink { token, .. } => {
            world.tokens.last().is_some_and(|newest| newest == token.expose())
        }
        _ => true,
    };
    let outcome = setup.handle(input, now, policy);
    let guard = Guard::default();
    assert_eq!(PasswordSetup::restore(&setup.save(&guard), &guard).as_ref(), Ok(&*setup));
    let Ok(step) = outcome else {
        assert!(*setup == before, "misuse changed the setup");
        return;
    };
    if let Some(PasswordEffect::SendLink { token, .. }) = &step.effect {
        world.tokens.push(token.expose().to_owned());
        world.sent.push(now);
        if !world.clock_went_back {
            let recent = world.sent.iter().filter(|at| now.seconds_since(**at) < 86_400).count();
            assert!(recent <= usize::from(policy.links_per_day()), "too many links a day");
        }
    }
    match step.answer {
        PasswordAnswer::PasswordSet { expires_at } => {
            assert!(newest, "a password was set by a token that was not the last");
            assert!(expires_at > now);
            assert!(setup.link_digest().is_none(), "the link outlives its use");
            let password = tried.expect("a password was given");
            let log_in = PasswordInput::LogIn { password: password.as_str().into() };
            let answer = setup.handle(log_in, now, policy).expect("no misuse").answer;
            assert_eq!(answer, PasswordAnswer::LoggedIn);
            world.password = Some(password);
        }
        PasswordAnswer::LinkUsable => assert!(newest),
        PasswordAnswer::LoggedIn => assert!(setup.expires_at().is_some_and(|end| now < end)),
        // Whoever asks with whatever data, nothing but a mail makes a difference.
        PasswordAnswer::Conflict
        | PasswordAnswer::Problems(_)
        | PasswordAnswer::TokenExpired
        | PasswordAnswer::TokenInvalid => assert!(*setup == before, "nothing is used up"),
        _ => {}
    }
}

fn salt_of(seed: u8) -> toroku::Secret<16> {
    if seed == 0 { toroku::Secret::new([0; 16]) } else { secret(seed) }
}

fn token(which: &Which, world: &World) -> String {
    match which {
        Which::Newest => world.tokens.last().expect("one at least").clone(),
        Which::Older(i) => world.tokens[usize::from(*i) % world.tokens.len()].clone(),
        Which::Other(text) => text.text(),
    }
}
