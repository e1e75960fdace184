//! The work that `tests/c/bench.c` times through the C border, straight in Rust.

#![allow(clippy::print_stdout, reason = "it prints what it measured")]

use std::hint::black_box;
use std::time::Instant as Clock;

use toroku::{Category, Entropy, Input, Instant, Item, Policy, Registration};

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
}
