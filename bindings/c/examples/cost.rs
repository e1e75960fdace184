//! The work that `tests/c/bench.c` times through the C ABI, straight in Rust.

#![allow(clippy::print_stdout, reason = "it prints what it measured")]

use std::hint::black_box;
use std::time::Instant as Clock;

use toroku::{
    Category, Entropy, Guard, Input, Instant, Item, Language, Policy, Registration, State,
};

const ROUNDS: usize = 9;

fn measure(what: &str, times: u32, mut call: impl FnMut()) {
    let mut took: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let from = Clock::now();
            (0..times).for_each(|_| call());
            from.elapsed().as_secs_f64() * 1e9 / f64::from(times)
        })
        .collect();
    took.sort_by(f64::total_cmp);
    println!("{what:<24} {:8.0} ns", took[ROUNDS / 2]);
}

/// From the top page to the snapshot of a registration, with every item.
fn registered(now: Instant, policy: &Policy) -> Vec<u8> {
    const ITEMS: [(Item, &str); 11] = [
        (Item::UserName, "HOUMU TARO"),
        (Item::Sex, "male"),
        (Item::BirthYear, "2000"),
        (Item::BirthMonth, "01"),
        (Item::BirthDay, "01"),
        (Item::Municipality, "011011"),
        (Item::StreetAddress, "１－１－１　緑ヶ関ハイツ２０２号"),
        (Item::Phone, "0312345678"),
        (Item::Email, "user01@ens-test.com"),
        (Item::EmailConfirmation, "user01@ens-test.com"),
        (Item::UserType, "applicant_at_counter"),
    ];
    let mut registration = Registration::new();
    let mut handle = |input| registration.handle(input, now, policy).expect("inputs in order");
    let entropy = Entropy::new(std::array::from_fn(|i| u8::from(i == 0)));
    handle(Input::ChooseCategory { category: Category::ApplicantAtCounter, entropy });
    for (item, text) in ITEMS {
        handle(Input::Set { item, text: text.into() });
    }
    handle(Input::Agree { version: "2023-03".into() });
    handle(Input::Confirm);
    let State::Confirmation(confirmation) = registration.state() else {
        unreachable!("all of it is good")
    };
    let digest = confirmation.digest();
    let click = Input::Register { digest, language: Language::ENGLISH };
    registration.handle(click, now, policy).expect("what was shown");
    registration.save(&Guard::default())
}

fn main() {
    let policy = Policy::new("2023-03", "https://a.example/password").expect("a good policy");
    let now = Instant::from_unix_seconds(1_700_000_000);
    let entropy = Entropy::new(std::array::from_fn(|i| u8::try_from(i).expect("below 32")));
    let mut registration = Registration::new();
    let choice = Input::ChooseCategory { category: Category::ApplicantAtCounter, entropy };
    registration.handle(choice, now, &policy).expect("the top page accepts it");
    measure("read the state", 1_000_000, || {
        black_box(black_box(&registration).state().kind());
    });
    measure("set an item", 300_000, || {
        let input = Input::Set { item: Item::Phone, text: black_box("0312345678").into() };
        black_box(registration.handle(input, now, &policy)).expect("STEP1 accepts it");
    });
    measure("read an item", 300_000, || {
        let draft = black_box(&registration).state().draft().expect("there is one");
        black_box(draft.text(Item::Phone).map(str::to_owned));
    });
    measure("confirm, nine problems", 30_000, || {
        black_box(registration.handle(Input::Confirm, now, &policy)).expect("STEP1 accepts it");
    });
    measure("a whole registration", 20_000, || {
        black_box(registered(now, &policy));
    });
}
