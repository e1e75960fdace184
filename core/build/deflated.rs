//! Packs and deflates texts and numbers for `src/deflated.rs`, which says how.

use std::collections::BTreeMap;

/// As `miniz_oxide` counts: it tries hardest.
const LEVEL: u8 = 10;
/// So many characters of a text take one byte each.
const IN_ONE_BYTE: usize = 128;

/// The Rust expression of a text.
pub(crate) fn text(text: &str) -> String {
    let alphabet = alphabet(text);
    let numbers: BTreeMap<char, u32> = alphabet.iter().copied().zip(0..).collect();
    let count = u32::try_from(alphabet.len()).expect("there are fewer characters");
    let differences = steps(alphabet.into_iter().map(u32::from), difference);
    let ranks = text.chars().map(|c| numbers[&c]);
    deflated([count].into_iter().chain(differences).chain(ranks))
}

/// The Rust expression of numbers, each written as its difference from the one before: most are the same then, and
/// deflate well.
#[allow(dead_code, reason = "a test that packs texts has this file too")]
pub(crate) fn numbers(numbers: impl IntoIterator<Item = u32>) -> String {
    numbers_by(numbers, difference)
}

/// The Rust expression of numbers, each written as the step to it from the one before.
pub(crate) fn numbers_by(
    numbers: impl IntoIterator<Item = u32>,
    step: impl Fn(u32, u32) -> u32,
) -> String {
    deflated(steps(numbers, step))
}

/// The characters of a text, in the order of their numbers: the most frequent ones first, and both parts in the order
/// of their code points.
fn alphabet(text: &str) -> Vec<char> {
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    text.chars().for_each(|c| *counts.entry(c).or_default() += 1);
    let mut alphabet: Vec<char> = counts.keys().copied().collect();
    alphabet.sort_by_key(|c| std::cmp::Reverse(counts[c]));
    let frequent = IN_ONE_BYTE.min(alphabet.len());
    alphabet[..frequent].sort_unstable();
    alphabet[frequent..].sort_unstable();
    alphabet
}

fn steps(
    numbers: impl IntoIterator<Item = u32>,
    step: impl Fn(u32, u32) -> u32,
) -> impl Iterator<Item = u32> {
    let mut last = 0;
    numbers.into_iter().map(move |number| step(std::mem::replace(&mut last, number), number))
}

/// Differences near 0 are small numbers: 0, -1, 1, -2, 2 and so on are 0, 1, 2, 3, 4.
fn difference(last: u32, number: u32) -> u32 {
    if number < last { (last - number) * 2 - 1 } else { (number - last) * 2 }
}

fn deflated(numbers: impl Iterator<Item = u32>) -> String {
    let mut bytes = Vec::new();
    for number in numbers {
        let parts = number.checked_ilog2().unwrap_or_default() / 7 + 1;
        for part in (0..parts).rev() {
            let [.., bits] = (number >> (part * 7)).to_be_bytes();
            bytes.push(if part > 0 { bits | 0x80 } else { bits & 0x7F });
        }
    }
    format!("b\"{}\"", miniz_oxide::deflate::compress_to_vec(&bytes, LEVEL).escape_ascii())
}
