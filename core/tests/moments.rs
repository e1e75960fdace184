//! Days, years and clocks: against a calendar computed another way, at each boundary and a second beside it.

#![allow(clippy::unwrap_used, reason = "a step that fails fails the test")]
#![allow(clippy::print_stdout, reason = "how much was tried")]

use time::{Date, Month};
use toroku::password::{
    Account, HashCost, OpenPages, PasswordAnswer, PasswordInput, PasswordPolicy, PasswordRules,
    PasswordSetup, Token,
};
use toroku::{
    Answer, Category, Entropy, Field, Input, Instant, Item, Policy, Registration, Secret,
};

const DAY: i64 = 86_400;
/// Midnight in Japan is nine hours before midnight in UTC.
const JAPAN: i64 = 9 * 3600;

/// The days since 1970-01-01, counted by the rule of leap years alone.
fn days(year: i64, month: u8, day: u8) -> i64 {
    let leaps = |y: i64| y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400);
    let before = 365 * (year - 1970) + leaps(year - 1) - leaps(1969);
    let lengths = [31, 28 + i64::from(is_leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let months: i64 = lengths[..usize::from(month) - 1].iter().sum();
    before + months + i64::from(day) - 1
}

fn is_leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

/// The first second of that day in Japan.
fn midnight(year: i64, month: u8, day: u8) -> i64 {
    days(year, month, day) * DAY - JAPAN
}

fn date(year: i64, month: u8, day: u8) -> Date {
    let month = Month::try_from(month).unwrap();
    Date::from_calendar_date(i32::try_from(year).unwrap(), month, day).unwrap()
}

#[test]
fn every_day_of_eight_thousand_years_begins_in_japan() {
    let mut tried = 0;
    let mut yesterday = date(1970, 1, 1);
    for year in 1970..=9999 {
        for month in 1..=12 {
            let next = if month == 12 { days(year + 1, 1, 1) } else { days(year, month + 1, 1) };
            let length = u8::try_from(next - days(year, month, 1)).unwrap();
            for day in 1..=length {
                let (today, first) = (date(year, month, day), midnight(year, month, day));
                let seen = |second| Instant::from_unix_seconds(second).date_in_japan();
                if first > 0 && year < 9999 {
                    assert_eq!(seen(first - 1), yesterday);
                    assert_eq!(seen(first), today);
                    tried += 1;
                }
                yesterday = today;
            }
        }
    }
    println!("{tried} days");
    assert_eq!(tried, days(9999, 1, 1) - 1);
}

fn policy() -> Policy {
    Policy::new("now", "https://registration.example/password").unwrap()
}

fn entropy() -> Entropy {
    Entropy::new(std::array::from_fn(|i| u8::try_from(i).unwrap()))
}

fn entry() -> Registration {
    let mut registration = Registration::new();
    let category = Category::ApplicantAtCounter;
    let choice = Input::ChooseCategory { category, entropy: entropy() };
    registration.handle(choice, Instant::from_unix_seconds(0), &policy()).unwrap();
    registration
}

/// The problem of a birth date at a moment.
fn birth(date: (i64, u8, u8), second: i64) -> Option<&'static str> {
    let (policy, now) = (policy(), Instant::from_unix_seconds(second));
    let mut registration = entry();
    let (year, month, day) = date;
    let items = [
        (Item::BirthYear, format!("{year:04}")),
        (Item::BirthMonth, month.to_string()),
        (Item::BirthDay, day.to_string()),
    ];
    let items = items.map(|(item, text)| (item, text.into())).to_vec();
    registration.handle(Input::Fill { items }, now, &policy).unwrap();
    let report = registration.report(Field::DateOfBirth, now, &policy).unwrap();
    report.problem.map(|problem| problem.code().name())
}

#[test]
fn a_birth_date_is_judged_by_the_day_it_is_in_japan() {
    // Ends of years and of Februaries; UTC is a day behind until nine in the morning.
    let boundaries = (2020..=2032).flat_map(|year| {
        let leap = is_leap(year).then_some((year, 2, 29));
        [(year, 1, 1), (year, 3, 1), (year, 12, 31)].into_iter().chain(leap)
    });
    for (year, month, day) in boundaries {
        let first = midnight(year, month, day);
        assert_eq!(birth((year, month, day), first - 1), Some("birth.future"), "{year}-{month}");
        assert_eq!(birth((year, month, day), first), None, "{year}-{month}");
        assert_eq!(birth((year, month, day), first + DAY - 1), None, "{year}-{month}");
    }
}

#[test]
fn the_130th_birthday_is_the_last_day() {
    for year in [2023, 2024, 2025, 2030] {
        for (month, day) in [(1, 1), (2, 28), (3, 1), (12, 31)] {
            let born = (year - 130, month, day);
            assert_eq!(birth(born, midnight(year, month, day)), None);
            assert_eq!(birth(born, midnight(year, month, day) + DAY - 1), None);
            assert_eq!(birth(born, midnight(year, month, day) + DAY), Some("birth.too_old"));
        }
    }
    // Born on 29 February 1896: 2026 has none, and 28 February is not past it.
    assert_eq!(birth((1896, 2, 29), midnight(2026, 3, 1) - 1), None);
    assert_eq!(birth((1896, 2, 29), midnight(2026, 3, 1)), Some("birth.too_old"));
    assert_eq!(birth((2100, 2, 29), midnight(2101, 1, 1)), Some("birth.not_real"));
}

fn cheap() -> PasswordPolicy {
    // The list of common passwords costs more than the hash here, and has nothing to do with time.
    let policy = PasswordPolicy::new(PasswordRules::Legacy);
    policy.with_hash_cost(HashCost::new(8, 1, 1).unwrap())
}

fn setup(now: Instant, policy: &PasswordPolicy) -> (PasswordSetup, Token) {
    let account = Account::new(
        "hdlpf38617".parse().unwrap(),
        "HOUMU TARO".into(),
        "user01@ens-test.com".into(),
    );
    PasswordSetup::for_account(account, &entropy(), now, policy).unwrap()
}

fn set(token: &str) -> PasswordInput {
    PasswordInput::SetPassword {
        token: token.into(),
        password: "my cat eats 2 blue fish!".into(),
        confirmation: "my cat eats 2 blue fish!".into(),
        salt: Secret::new(std::array::from_fn(|i| u8::try_from(i).unwrap())),
        pages: OpenPages::None,
    }
}

fn open(token: &str) -> PasswordInput {
    PasswordInput::OpenLink { token: token.into(), pages: OpenPages::None }
}

#[test]
fn a_password_lives_to_the_end_of_the_same_day_years_later() {
    let mut tried = 0;
    // Four years have every kind of day; the second year counts 29 February in.
    for day in days(2023, 1, 1)..days(2027, 1, 1) {
        for (years, second) in
            [(1, day * DAY - JAPAN), (1, day * DAY - JAPAN + DAY - 1), (5, day * DAY)]
        {
            let now = Instant::from_unix_seconds(second);
            let policy = cheap().with_validity_years(years).unwrap();
            let (mut setup, token) = setup(now, &policy);
            setup.handle(set(token.expose()), now, &policy).unwrap();
            let today = now.date_in_japan();
            let (year, month, on) =
                (i64::from(today.year()) + i64::from(years), u8::from(today.month()), today.day());
            let on = if (month, on) == (2, 29) && !is_leap(year) { 28 } else { on };
            let end = midnight(year, month, on) + DAY;
            assert_eq!(setup.expires_at().unwrap().unix_seconds(), end, "{today} + {years}");
            let log_in = |second, setup: &mut PasswordSetup| {
                let input = PasswordInput::LogIn { password: "my cat eats 2 blue fish!".into() };
                setup.handle(input, Instant::from_unix_seconds(second), &policy).unwrap().answer
            };
            assert_eq!(log_in(end - 1, &mut setup), PasswordAnswer::LoggedIn);
            assert_eq!(log_in(end, &mut setup), PasswordAnswer::PasswordExpired);
            tried += 1;
        }
    }
    println!("{tried} passwords");
    assert_eq!(tried, 4_383);
}

#[test]
fn a_token_ends_at_its_second() {
    for lifetime in [60, 3600, 86_400, 30 * 86_400] {
        let policy = cheap().with_link_lifetime(lifetime).unwrap();
        let made = Instant::from_unix_seconds(midnight(2023, 12, 31) + DAY - 30);
        let (setup, token) = setup(made, &policy);
        for (beside, expected) in [(-1, "link_usable"), (0, "token_expired"), (1, "token_expired")]
        {
            let now = made.plus_seconds(i64::from(lifetime) + beside);
            let answer = setup.clone().handle(open(token.expose()), now, &policy).unwrap().answer;
            assert_eq!(answer.name(), expected, "{lifetime} {beside:+}");
            let answer = setup.clone().handle(set(token.expose()), now, &policy).unwrap().answer;
            let expected = if beside < 0 { "password_set" } else { expected };
            assert_eq!(answer.name(), expected, "{lifetime} {beside:+}");
        }
    }
}

#[test]
fn of_two_at_once_the_second_is_refused() {
    let (policy, now) = (cheap(), Instant::from_unix_seconds(1_700_000_000));
    let (mut setup, token) = setup(now, &policy);
    let names: Vec<_> = (0..3)
        .map(|_| setup.handle(set(token.expose()), now, &policy).unwrap().answer.name())
        .collect();
    assert_eq!(names, ["password_set", "token_invalid", "token_invalid"]);
}

#[test]
fn guesses_do_not_hit_and_change_nothing() {
    let (policy, now) = (cheap(), Instant::from_unix_seconds(1_700_000_000));
    let (fresh, token) = setup(now, &policy);
    let right = token.expose();
    // Each single wrong digit, everywhere; then random ones.
    let near = (0..64).flat_map(|at| {
        "0123456789abcdef".chars().map(move |digit| {
            let mut guess: Vec<char> = right.chars().collect();
            guess[at] = digit;
            guess.into_iter().collect::<String>()
        })
    });
    let mut numbers = fastrand::Rng::with_seed(1);
    let random = std::iter::repeat_with(|| {
        (0..4).fold(String::new(), |text, _| text + &format!("{:016x}", numbers.u64(..)))
    });
    let mut setup = fresh.clone();
    let mut tried = 0;
    for guess in near.chain(random.take(20_000)).filter(|guess| guess != right) {
        let answer = setup.handle(open(&guess), now, &policy).unwrap().answer;
        assert_eq!(answer, PasswordAnswer::TokenInvalid, "{guess}");
        tried += 1;
    }
    println!("{tried} guesses");
    assert!(setup == fresh);
    assert_eq!(setup.handle(open(right), now, &policy).unwrap().answer, PasswordAnswer::LinkUsable);
}

#[test]
fn a_clock_that_jumps_takes_no_ones_time_and_no_ones_turn() {
    let policy = policy().with_inactivity_limit(600);
    let at = |second: i64| Instant::from_unix_seconds(1_700_000_000 + second);
    let mut registration = entry();
    let show = |registration: &mut Registration, second| {
        registration.handle(Input::ShowTerms, at(second), &policy).unwrap().name()
    };
    // The entry was opened at 0, long ago: it is expired, and again after the clock went back and forth.
    assert_eq!(show(&mut registration, 0), "expired");
    let category = Category::ApplicantAtCounter;
    let choice = Input::ChooseCategory { category, entropy: entropy() };
    assert_eq!(registration.handle(choice, at(0), &policy).unwrap(), Answer::Opened);
    assert_eq!(show(&mut registration, 600), "terms");
    assert_eq!(show(&mut registration, -1_000_000), "terms");
    // The jump back counts as no time, and does not set the mark back.
    assert_eq!(show(&mut registration, 1_200), "terms");
    assert_eq!(show(&mut registration, 1_801), "expired");

    // Links: a clock set back gives no more of them a day.
    let policy = cheap();
    let (mut setup, _) = setup(at(0), &policy);
    let mut sent = 0;
    for (seed, second) in (1u8..).zip([10, -50, -86_400, 20, -400_000, 30, -1, 40, 5]) {
        let input = PasswordInput::RequestLink {
            user_id: "hdlpf38617".into(),
            email: "user01@ens-test.com".into(),
            entropy: Secret::new(std::array::from_fn(|i| u8::try_from(i).unwrap() ^ seed)),
        };
        sent += u32::from(setup.handle(input, at(second), &policy).unwrap().effect.is_some());
    }
    assert_eq!(sent, 4, "five a day, the first of them with the registration");
}
