//! Whether comparing a secret takes longer the more of it is right, by the method of dudect (Reparaz, Balasch and
//! Verbauwhede, 2017): two kinds of input by turns at random, and Welch's t of how long each took, over all
//! measurements and with the slowest cut off at several places.
//!
//! ```sh
//! cargo run --release -p toroku-trust --bin timing
//! ```
//!
//! A comparison that stops early is measured in the same way, by turns with the others: where it is not told
//! apart, the machine was too busy to say anything, and the exit is 2. It is 1 where a comparison of the engine
//! is told apart (|t| above 10; above 4.5 is a reason to look again), else 0.

#![allow(clippy::print_stdout, reason = "it prints its figures")]

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant as Clock;

use toroku::{Digest, Guard, Registration, Secret, SnapshotError};

const ROUNDS: usize = 400_000;
/// Comparisons a measurement: one alone is shorter than the clock's step.
const BATCH: usize = 16;
/// Which part of the measurements, from the fastest on, is looked at.
const KEPT: [f64; 6] = [1.0, 0.99, 0.95, 0.9, 0.75, 0.5];
const TOLD_APART: f64 = 10.0;

fn main() -> ExitCode {
    let known: [u8; 32] = std::array::from_fn(|i| u8::try_from(i * 7).expect("below 256"));
    let wrong_at = |place: usize| {
        let mut bytes = known;
        bytes[place] ^= 1;
        bytes
    };
    let secret = Secret::new(known);
    let snapshot = Registration::new().save(&Guard::default());
    // The seal is the end of a snapshot.
    let seal_from = snapshot.len() - 32;
    let seal: [u8; 32] = snapshot[seal_from..].try_into().expect("32 bytes");
    let mut forged = snapshot.clone();

    let wrong = [wrong_at(0), wrong_at(31)];
    let secrets = most_telling(&wrong, Secret::new, |typed| {
        black_box(black_box(&secret) == black_box(typed));
    });
    let right_or_wrong = most_telling(&[known, wrong_at(31)], Secret::new, |typed| {
        black_box(black_box(&secret) == black_box(typed));
    });
    let seals = wrong.map(|bytes| std::array::from_fn(|i| seal[i] ^ bytes[i] ^ known[i]));
    let seals = most_telling(
        &seals,
        |bytes| bytes,
        |typed| {
            forged[seal_from..].copy_from_slice(typed);
            let restored = Registration::restore(black_box(&forged), &Guard::default());
            assert_eq!(restored.err(), Some(SnapshotError::Broken));
        },
    );
    let early = most_telling(&wrong, Digest::from_bytes, |typed| {
        let same = known.iter().zip(typed.as_bytes()).all(|(a, b)| black_box(a) == black_box(b));
        black_box(same);
    });

    println!(
        "{ROUNDS} measurements of {BATCH} comparisons each; the largest |t| of {} cuts",
        KEPT.len()
    );
    println!("Secret, wrong in the first byte or the last:   {secrets:8.2}");
    println!("Secret, right or wrong in the last byte:       {right_or_wrong:8.2}");
    println!("a snapshot's seal, first byte or last:         {seals:8.2}");
    println!("a comparison that stops early, first or last:  {early:8.2}");
    if early < TOLD_APART {
        println!("the machine is too busy: what stops early was not told apart");
        ExitCode::from(2)
    } else if [secrets, right_or_wrong, seals].into_iter().any(|t| t > TOLD_APART) {
        println!("told apart");
        ExitCode::FAILURE
    } else {
        println!("none but the last is told apart");
        ExitCode::SUCCESS
    }
}

/// The largest |t| between two kinds of input. Either is brought to the same place before it is measured, so that
/// where it lay is no difference.
fn most_telling<T>(
    kinds: &[[u8; 32]; 2],
    make: impl Fn([u8; 32]) -> T,
    mut compare: impl FnMut(&T),
) -> f64 {
    let mut taken: Vec<(f64, usize)> = Vec::with_capacity(ROUNDS);
    let mut seed = 88_172_645_463_325_252u64;
    for _ in 0..ROUNDS {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        let kind = usize::from(seed & 1 == 1);
        let typed = black_box(make(kinds[black_box(kind)]));
        let start = Clock::now();
        for _ in 0..BATCH {
            compare(&typed);
        }
        let nanoseconds = u32::try_from(start.elapsed().as_nanos()).unwrap_or(u32::MAX);
        taken.push((f64::from(nanoseconds), kind));
    }
    taken.sort_by(|one, other| one.0.total_cmp(&other.0));
    KEPT.iter().map(|part| t_of(up_to(&taken, *part)).abs()).fold(0.0, f64::max)
}

/// What was not slower than this part of all.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn up_to(taken: &[(f64, usize)], part: f64) -> &[(f64, usize)] {
    let longest = taken[((taken.len() as f64 * part) as usize).min(taken.len() - 1)].0;
    // Equal times stay together: a cut between them would sort them by kind.
    &taken[..taken.partition_point(|(time, _)| *time <= longest)]
}

fn t_of(taken: &[(f64, usize)]) -> f64 {
    let [(mean, error), (other_mean, other_error)] = [0, 1].map(|kind| {
        let times: Vec<f64> =
            taken.iter().filter(|(_, of)| *of == kind).map(|(time, _)| *time).collect();
        mean_and_error(&times)
    });
    (mean - other_mean) / (error + other_error).sqrt()
}

/// The mean and the square of its standard error.
#[allow(clippy::cast_precision_loss, reason = "there are fewer than 2^52 measurements")]
fn mean_and_error(times: &[f64]) -> (f64, f64) {
    let count = times.len() as f64;
    let mean = times.iter().sum::<f64>() / count;
    let variance = times.iter().map(|time| (time - mean).powi(2)).sum::<f64>() / (count - 1.0);
    // A clock that steps by more than the difference gives equal times: no more is known than its step.
    (mean, variance.max(f64::EPSILON) / count)
}
