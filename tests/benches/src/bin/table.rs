//! Measures every group and prints its table as Markdown:
//! `cargo run --release -p toroku-benches --bin table [GROUP…]`.
//!
//! The contenders of a group take turns, a run each, so that what disturbs the machine disturbs them all;
//! what is printed is the median of the runs and, because what disturbs a run only ever adds to it, the least
//! of them, from which ratios and targets are computed. Before anything is measured, all contenders must agree on
//! which of the records pass.

#![allow(clippy::print_stdout, reason = "the table is what this program is for")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use toroku_benches::contender::{Bound, Target};
use toroku_benches::peers::{byte_loop, garde, json_schema, regex, validator};
use toroku_benches::record::{PROBLEMS, VALID, now, policy};
use toroku_benches::{Contender, Group, Record, count, engine};

/// How long the contenders of a group take turns.
const TIME: Duration = Duration::from_secs(5);
/// A run is repeated until it takes about this long, so that the clock's own step does not show.
const RUN: Duration = Duration::from_micros(60);

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    agree();
    for mut group in engine::groups() {
        if wanted.is_empty() || wanted.iter().any(|part| group.name.contains(part.as_str())) {
            let measured = measure(&mut group.contenders);
            print(&group, &measured);
        }
    }
    let (least, most) = engine::snapshot_sizes();
    println!(
        "A snapshot of a full entry takes {least} to {most} bytes over the 1,000 valid records."
    );
}

/// Every contender must say of every record whether it passes, and all the same.
fn agree() {
    let (schema, policy) = (json_schema::Schema::new(), policy());
    for (text, passes) in [(VALID, true), (PROBLEMS, false)] {
        let records = Record::all(text);
        assert_eq!(records.len(), 1000);
        for (i, record) in records.iter().enumerate() {
            let report = record.form().check(now(), &policy);
            let verdicts = [
                ("toroku", report.problems.is_empty()),
                ("toroku, codes", record.form().verdict(now(), &policy).is_good()),
                ("regex, encoding", regex::check_by_encoding(record) == 0),
                ("byte loop", byte_loop::check(record) == 0),
                ("regex", regex::check(record) == 0),
                ("garde", garde::check(record).is_ok()),
                ("validator", validator::check(record).is_ok()),
                ("jsonschema", schema.is_valid(&json_schema::parsed(record))),
            ];
            for (name, verdict) in verdicts {
                assert_eq!(verdict, passes, "{name} on record {} of the {passes} ones", i + 1);
            }
            assert!(!passes || report.is_empty(), "record {} has a finding: {report:?}", i + 1);
            let bad = byte_loop::check(record).count_ones() as usize;
            assert_eq!(report.problems.len(), bad, "problems of record {}", i + 1);
        }
    }
}

struct Measured {
    /// Nanoseconds a unit.
    median: f64,
    least: f64,
    /// Calls of the allocator and bytes asked for, a unit.
    allocations: f64,
    bytes: f64,
}

fn measure(contenders: &mut [Contender]) -> Vec<Measured> {
    let repeats: Vec<u32> = contenders
        .iter_mut()
        .map(|contender| {
            (contender.run)();
            let mut repeats = 1;
            while time(contender, repeats) < RUN && repeats < 1 << 20 {
                repeats *= 2;
            }
            repeats
        })
        .collect();
    // Over as many runs as go once through the records.
    let runs = |contender: &Contender| (1000 / contender.units).max(1);
    let counts: Vec<(u64, u64)> = contenders
        .iter_mut()
        .map(|contender| {
            count::counted(|| {
                for _ in 0..runs(contender) {
                    black_box((contender.run)());
                }
            })
        })
        .collect();
    let mut times: Vec<Vec<f64>> = contenders.iter().map(|_| Vec::new()).collect();
    let started = Instant::now();
    while started.elapsed() < TIME || times[0].len() < 31 {
        for ((contender, repeats), times) in contenders.iter_mut().zip(&repeats).zip(&mut times) {
            let taken = time(contender, *repeats).as_secs_f64() * 1e9;
            #[allow(clippy::cast_precision_loss, reason = "counts are small")]
            times.push(taken / f64::from(*repeats) / contender.units as f64);
        }
    }
    times
        .into_iter()
        .zip(counts)
        .zip(contenders)
        .map(|((mut times, counts), contender)| {
            times.sort_unstable_by(f64::total_cmp);
            #[allow(clippy::cast_precision_loss, reason = "counts are small")]
            let a_unit = |count: u64| count as f64 / (contender.units * runs(contender)) as f64;
            Measured {
                median: times[times.len() / 2],
                least: times[0],
                allocations: a_unit(counts.0),
                bytes: a_unit(counts.1),
            }
        })
        .collect()
}

fn time(contender: &mut Contender, repeats: u32) -> Duration {
    let started = Instant::now();
    for _ in 0..repeats {
        black_box((contender.run)());
    }
    started.elapsed()
}

fn print(group: &Group, measured: &[Measured]) {
    println!("### {}\n", group.name);
    println!("| | ns a {0} | median | ratio | allocations a {0} | bytes |", group.unit);
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    for (contender, cost) in group.contenders.iter().zip(measured) {
        println!(
            "| {} | {} | {} | {:.2} | {:.2} | {:.0} |",
            contender.name,
            rounded(cost.least),
            rounded(cost.median),
            cost.least / measured[0].least,
            cost.allocations,
            cost.bytes
        );
    }
    println!();
    for target in &group.targets {
        println!("- {}", outcome(target, group, measured));
    }
    if !group.targets.is_empty() {
        println!();
    }
}

fn rounded(nanoseconds: f64) -> String {
    if nanoseconds < 100.0 { format!("{nanoseconds:.1}") } else { format!("{nanoseconds:.0}") }
}

fn outcome(target: &Target, group: &Group, measured: &[Measured]) -> String {
    let of = |name: &str| {
        let at = group.contenders.iter().position(|contender| contender.name == name);
        &measured[at.expect("a target names a contender of its group")]
    };
    let own = of(target.of);
    let (asked, is, met) = match target.bound {
        Bound::Nanoseconds(most) => {
            (format!("≤ {most} ns"), format!("{} ns", rounded(own.least)), own.least <= most)
        }
        Bound::TimesOf(most, other) => {
            let ratio = own.least / of(other).least;
            (format!("≤ {most} × {other}"), format!("{ratio:.2} ×"), ratio <= most)
        }
        Bound::FasterThan(least, others) => {
            let fastest = others.iter().map(|name| of(name).least).fold(f64::MAX, f64::min);
            let ratio = fastest / own.least;
            (
                format!("≥ {least} × faster than the fastest of {}", others.join(", ")),
                format!("{ratio:.2} ×"),
                ratio >= least,
            )
        }
        Bound::NoAllocation => {
            ("no allocation".to_owned(), format!("{:.2}", own.allocations), own.allocations == 0.0)
        }
    };
    format!("{}: {asked}: {is}, {}", target.of, if met { "met" } else { "**missed**" })
}
