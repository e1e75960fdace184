//! How cost grows: `cargo run --release -p toroku-benches --bin growth -- docs/performance-growth.svg`
//! prints a table and draws the plot.
//!
//! Each line gives the slope of the logarithms: 1 is linear, 0 does not grow.

#![allow(clippy::print_stdout, reason = "the table is what this program is for")]
#![allow(clippy::cast_precision_loss, reason = "counts are far below 2^52")]

use std::cell::RefCell;
use std::fmt::Write as _;
use std::hint::black_box;
use std::thread;
use std::time::Instant;

use toroku::municipality::search;
use toroku::{Field, Form, Item};
use toroku_benches::count::counted;
use toroku_benches::engine::{batch_of_engine, lines};
use toroku_benches::fixed;
use toroku_benches::record::{now, policy};

struct Curve {
    name: &'static str,
    /// What is counted along the axis.
    of: &'static str,
    /// How many, and nanoseconds.
    points: Vec<(f64, f64)>,
}

fn main() -> std::io::Result<()> {
    let mut curves = vec![records("records of a batch, one in four with problems", &lines(1000))];
    curves.push(records("records of a batch, all with problems", toroku_benches::record::PROBLEMS));
    curves.push(fixed_records());
    curves.extend(searches());
    curves.extend(long_fields());
    println!("| | from | to | ns at the least | ns at the most | slope |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    for curve in &curves {
        let (first, last) = (curve.points[0], curve.points[curve.points.len() - 1]);
        println!(
            "| {} | {} {} | {} | {:.0} | {:.0} | {:.2} |",
            curve.name,
            first.0,
            curve.of,
            last.0,
            first.1,
            last.1,
            slope(&curve.points)
        );
    }
    println!();
    both_cores();
    if let Some(path) = std::env::args().nth(1) {
        std::fs::write(path, drawn(&curves))?;
    }
    Ok(())
}

/// The least of several runs: what disturbs a run only ever adds to it.
fn least(runs: usize, mut work: impl FnMut() -> usize) -> f64 {
    let run = |_| {
        let started = Instant::now();
        black_box(work());
        started.elapsed().as_secs_f64() * 1e9
    };
    (0..runs).map(run).fold(f64::MAX, f64::min)
}

/// A file that is read again and again, as a batch reads a longer one: memory does not grow with it.
fn records(name: &'static str, text: &str) -> Curve {
    let policy = policy();
    let batch = |times: usize| (0..times).map(|_| batch_of_engine(text, now(), &policy)).sum();
    Curve { name, of: "records", points: thousands(batch) }
}

/// From a thousand records to ten million.
fn thousands(batch: impl Fn(usize) -> usize) -> Vec<(f64, f64)> {
    let point = |times: usize| ((1000 * times) as f64, least(3, || batch(times)));
    [1, 10, 100, 1000, 10_000].map(point).to_vec()
}

/// The same through the C call, a thousand records at once.
fn fixed_records() -> Curve {
    let bytes = fixed::records(1000);
    let counter = RefCell::new(fixed::Counter::new(1000));
    let batch = |times: usize| (0..times).map(|_| counter.borrow_mut().check(&bytes)).sum();
    let before = most_memory();
    let points = thousands(batch);
    println!(
        "The most memory that this program has held was {before} kB before the first of ten million \
         fixed-length records and {} kB after the last.\n",
        most_memory()
    );
    let name = "fixed-length records through the C call, one in four with problems";
    Curve { name, of: "records", points }
}

/// The most memory that was held so far, in kB, where the system says it.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()).unwrap_or(0)
}

fn searches() -> Vec<Curve> {
    let query = |name, text: &str| {
        let whole: Vec<char> = text.chars().cycle().take(60).collect();
        let point = |length: usize| {
            let query: String = whole[..length].iter().collect();
            let runs = || (0..50).map(|_| search(black_box(&query), None, 20).len()).sum();
            (length as f64, least(9, runs) / 50.0)
        };
        let points = [1, 2, 4, 8, 15, 30, 60].map(point).to_vec();
        Curve { name, of: "characters", points }
    };
    vec![
        query("search, romaji of one word", "sapporoshichuokuhigashi"),
        query("search, romaji of many words", "ku si cho ma "),
        query("search, kana", "きたくちゅうおう"),
        query("search, kanji", "北海道札幌市中央区"),
    ]
}

/// Fields of up to 4 KiB, of what costs a rule most.
fn long_fields() -> Vec<Curve> {
    let curve = |name, item: Item, field: Field, piece: &str| {
        let policy = policy();
        let point = |bytes: usize| {
            let text = piece.repeat(bytes / piece.len());
            let mut form = Form::new();
            form.set(item, &text);
            let runs = || {
                (0..50)
                    .map(|_| {
                        usize::from(black_box(form).report(field, now(), &policy).problem.is_some())
                    })
                    .sum()
            };
            (text.len() as f64, least(9, runs) / 50.0)
        };
        let points = [64, 128, 256, 512, 1024, 2048, 4096].map(point).to_vec();
        Curve { name, of: "bytes", points }
    };
    vec![
        curve("a name of letters with marks", Item::UserName, Field::UserName, "É"),
        curve("a name of combining marks", Item::UserName, Field::UserName, "E\u{301}\u{323}"),
        curve("an address of variant characters", Item::StreetAddress, Field::StreetAddress, "𠮷"),
        curve("an address of half-width kana", Item::StreetAddress, Field::StreetAddress, "ｶﾞ"),
        curve("a phone number of separators", Item::Phone, Field::Phone, "-("),
        curve("an e-mail address of dots", Item::Email, Field::Email, "a."),
        curve("an e-mail address of at signs", Item::Email, Field::Email, "@"),
        curve("a municipality of one kanji", Item::Municipality, Field::Municipality, "東京都"),
        curve("invisible characters", Item::UserName, Field::UserName, "\u{200B}A"),
    ]
}

/// The same batch on one thread and on two, in Rust and through the C call, and what a record allocates.
fn both_cores() {
    let (text, policy) = (lines(1000), policy());
    print!("In Rust: ");
    print_batch(&text, || (0..200).map(|_| batch_of_engine(&text, now(), &policy)).sum::<usize>());
    let bytes = fixed::records(1000);
    print!("Through the C call: ");
    print_batch(&text, || {
        let mut counter = fixed::Counter::new(1000);
        (0..200).map(|_| counter.check(&bytes)).sum()
    });
}

fn print_batch(text: &str, work: impl Fn() -> usize + Sync) {
    let policy = policy();
    let (mut ratios, mut alone) = (Vec::new(), f64::MAX);
    for _ in 0..5 {
        let one = least(1, &work);
        let two = least(1, || {
            thread::scope(|scope| {
                let other = scope.spawn(&work);
                work() + other.join().expect("the same work as here")
            })
        });
        alone = alone.min(one);
        ratios.push(2.0 * one / two);
    }
    ratios.sort_unstable_by(f64::total_cmp);
    let (calls, bytes) = counted(|| {
        black_box(batch_of_engine(text, now(), &policy));
    });
    println!(
        "one thread checks {:.2} million records a second; two do {:.2} times as many (best of five runs; \
         the median is {:.2}). A record of this batch allocates {:.2} times ({:.0} bytes) on average, all of it freed with its report.",
        2e5 / alone * 1e3,
        ratios[4],
        ratios[2],
        calls as f64 / 1e3,
        bytes as f64 / 1e3,
    );
}

/// The least squares' slope of the logarithms.
fn slope(points: &[(f64, f64)]) -> f64 {
    let logs: Vec<(f64, f64)> = points.iter().map(|(x, y)| (x.ln(), y.ln())).collect();
    let count = logs.len() as f64;
    let (mean_x, mean_y) = (
        logs.iter().map(|p| p.0).sum::<f64>() / count,
        logs.iter().map(|p| p.1).sum::<f64>() / count,
    );
    let product: f64 = logs.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    product / logs.iter().map(|(x, _)| (x - mean_x).powi(2)).sum::<f64>()
}

const COLOURS: [&str; 5] = ["#0b5fa5", "#b3261e", "#2e7d32", "#7a4fa3", "#8a5a00"];

/// Three panels side by side, both axes logarithmic.
fn drawn(curves: &[Curve]) -> String {
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1080 430\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"1080\" height=\"430\" fill=\"white\"/>\n",
    );
    for (panel, of) in ["records", "characters", "bytes"].into_iter().enumerate() {
        let shown: Vec<&Curve> = curves.iter().filter(|curve| curve.of == of).collect();
        draw_panel(&mut svg, panel as f64 * 360.0, of, &shown);
    }
    svg + "</svg>\n"
}

fn draw_panel(svg: &mut String, left: f64, of: &str, curves: &[&Curve]) {
    let all = || curves.iter().flat_map(|curve| &curve.points);
    let decades = |value: fn(&(f64, f64)) -> f64| {
        let (least, most) =
            all().map(value).fold((f64::MAX, 0.0), |(a, b), v| (v.min(a), v.max(b)));
        (f64::log10(least).floor(), f64::log10(most).ceil())
    };
    let ((x0, x1), (y0, y1)) = (decades(|p| p.0), decades(|p| p.1));
    let x = |value: f64| left + 60.0 + (value.log10() - x0) / (x1 - x0) * 280.0;
    let y = |value: f64| 260.0 - (value.log10() - y0) / (y1 - y0) * 230.0;
    let text = |svg: &mut String, x: f64, y: f64, anchor: &str, text: &str| {
        let _ =
            writeln!(svg, "<text x=\"{x:.0}\" y=\"{y:.0}\" text-anchor=\"{anchor}\">{text}</text>");
    };
    let line = |svg: &mut String, from: (f64, f64), to: (f64, f64)| {
        let _ = writeln!(
            svg,
            "<line x1=\"{:.0}\" y1=\"{:.0}\" x2=\"{:.0}\" y2=\"{:.0}\" stroke=\"#ddd\"/>",
            from.0, from.1, to.0, to.1
        );
    };
    for decade in decades_between(x0, x1) {
        line(svg, (x(decade), y(10f64.powf(y0))), (x(decade), y(10f64.powf(y1))));
        text(svg, x(decade), 276.0, "middle", &format!("{decade}"));
    }
    for decade in decades_between(y0, y1) {
        line(svg, (x(10f64.powf(x0)), y(decade)), (x(10f64.powf(x1)), y(decade)));
        let (value, unit) = match decade {
            d if d >= 1e9 => (d / 1e9, "s"),
            d if d >= 1e6 => (d / 1e6, "ms"),
            d if d >= 1e3 => (d / 1e3, "µs"),
            d => (d, "ns"),
        };
        text(svg, left + 54.0, y(decade) + 4.0, "end", &format!("{value} {unit}"));
    }
    text(svg, left + 200.0, 20.0, "middle", &format!("time by {of}"));
    for (i, curve) in curves.iter().enumerate() {
        let colour = COLOURS[i % COLOURS.len()];
        let dash = if i < COLOURS.len() { "" } else { " stroke-dasharray=\"5 3\"" };
        let points: Vec<String> =
            curve.points.iter().map(|p| format!("{:.1},{:.1}", x(p.0), y(p.1))).collect();
        let _ = writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{dash}/>",
            points.join(" ")
        );
        let at = 296.0 + 15.0 * i as f64;
        let _ = writeln!(
            svg,
            "<line x1=\"{0:.0}\" y1=\"{2:.0}\" x2=\"{1:.0}\" y2=\"{2:.0}\" stroke=\"{colour}\" stroke-width=\"2\"{dash}/>",
            left + 20.0,
            left + 46.0,
            at - 4.0
        );
        text(
            svg,
            left + 52.0,
            at,
            "start",
            &format!("{} ({:.2})", curve.name, slope(&curve.points)),
        );
    }
}

fn decades_between(first: f64, last: f64) -> impl Iterator<Item = f64> {
    (0..20)
        .map(move |step| first + f64::from(step))
        .take_while(move |at| *at <= last)
        .map(|at| 10f64.powf(at))
}
