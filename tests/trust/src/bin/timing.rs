//! Whether comparing a secret takes longer the more of it is right, by the method of dudect (Reparaz, Balasch and
//! Verbauwhede, 2017): two kinds of input by turns at random, and Welch's t of how long each took.
//!
//! ```sh
//! cargo run --release -p toroku-trust --bin timing
//! ```
//!
//! Not a test that passes or fails by itself: a loaded machine disturbs it. |t| below 4.5 is no sign of a
//! difference; the comparison that stops early, measured along, shows what one looks like.

#![allow(clippy::print_stdout, reason = "it prints its figures")]

use std::hint::black_box;
use std::time::Instant as Clock;

use toroku::Secret;

const ROUNDS: usize = 400_000;
/// Comparisons a measurement: one alone is shorter than the clock's step.
const BATCH: usize = 16;

fn main() {
    let known =
        Secret::new(std::array::from_fn::<u8, 32, _>(|i| u8::try_from(i).expect("below 32")));
    let mut near = *known.expose();
    near[31] ^= 1;
    let mut far = *known.expose();
    far[0] ^= 1;
    let (near, far) = (Secret::new(near), Secret::new(far));

    let secrets = t_of(|is_near| {
        let typed = if is_near { &near } else { &far };
        black_box(black_box(&known) == black_box(typed));
    });
    let (bytes, near, far) = (known.expose(), near.expose(), far.expose());
    let early = t_of(|is_near| {
        let typed = if is_near { near } else { far };
        let same = bytes.iter().zip(typed).all(|(a, b)| black_box(a) == black_box(b));
        black_box(same);
    });
    println!(
        "{ROUNDS} measurements of {BATCH} comparisons: wrong in the last byte against wrong in the first"
    );
    println!("Secret:                          t = {secrets:+.2}");
    println!("a comparison that stops early:   t = {early:+.2}");
}

fn t_of(mut compare: impl FnMut(bool)) -> f64 {
    let mut taken: [Vec<f64>; 2] = [Vec::new(), Vec::new()];
    let mut seed = 88_172_645_463_325_252u64;
    for _ in 0..ROUNDS {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        let is_near = seed & 1 == 1;
        let start = Clock::now();
        for _ in 0..BATCH {
            compare(is_near);
        }
        let nanoseconds = u32::try_from(start.elapsed().as_nanos()).unwrap_or(u32::MAX);
        taken[usize::from(is_near)].push(f64::from(nanoseconds));
    }
    // What the machine did in between is cut off: the slowest tenth of all.
    let mut all: Vec<f64> = taken.iter().flatten().copied().collect();
    all.sort_by(f64::total_cmp);
    let longest = all[all.len() * 9 / 10];
    for kind in &mut taken {
        kind.retain(|time| *time <= longest);
    }
    let [(mean_far, error_far), (mean_near, error_near)] = taken.map(|kind| mean_and_error(&kind));
    (mean_near - mean_far) / (error_far + error_near).sqrt()
}

/// The mean and the square of its standard error.
#[allow(clippy::cast_precision_loss, reason = "there are fewer than 2^52 measurements")]
fn mean_and_error(times: &[f64]) -> (f64, f64) {
    let count = times.len() as f64;
    let mean = times.iter().sum::<f64>() / count;
    let variance = times.iter().map(|time| (time - mean).powi(2)).sum::<f64>() / (count - 1.0);
    (mean, variance / count)
}
