//! The municipality directory's tables, from the facts in `data/`, for `src/municipality/table.rs`.
//!
//! Every fact is checked before, so that the crate may rely on the tables without a check at run time.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::deflated::deflated;
use crate::facts::{
    Entry, FOLDS, Facts, Row, check, check_code, five, folds_to_itself, search_form, spelling,
    variants,
};
use crate::postal;

/// Reads `data/*.tsv`, checks every fact and writes `municipality_table.rs` to `out_dir`.
pub(crate) fn build(out_dir: &Path, root: &Path) {
    println!("cargo::rerun-if-changed=data");
    for shared in ["reading", "spelling"] {
        println!("cargo::rerun-if-changed=src/municipality/{shared}.rs");
    }
    let data = root.join("data");
    let facts = Facts::read(&data);
    let mut out = String::new();
    write_prefectures(&mut out, &facts);
    numbers(&mut out, "CODES", facts.entries.iter().map(|entry| five(&entry.code)));
    write_cities(&mut out, &facts);
    write_variants(&mut out);
    for (name, table) in [
        ("DIRECTORY", deflated(&directory(&facts))),
        ("POSTAL", postal::table(&data, &facts.entries)),
    ] {
        let _ = writeln!(out, "pub(super) static {name}: &[u8] = {table};");
    }
    fs::write(out_dir.join("municipality_table.rs"), out).expect("OUT_DIR can be written");
}

fn write_prefectures(out: &mut String, facts: &Facts) {
    let rows = facts.prefectures.iter().enumerate().map(|(at, row)| {
        let [_, name, kana, english] = &row.fields[..] else { unreachable!("read() counts") };
        let before = |at: usize| facts.entries.partition_point(|entry| entry.prefecture < at);
        let (form, start, end) = (search_form(kana), before(at), before(at + 1));
        format!(
            "PrefectureRow {{ name: {name:?}, kana: {kana:?}, english: {english:?}, \
             form: {form:?}, entries: {start}..{end} }}"
        )
    });
    structs(out, "PREFECTURES", "PrefectureRow", rows);
}

/// The sections that `Directory` of `src/municipality/directory.rs` reads, in its order.
fn directory(facts: &Facts) -> String {
    let Facts { entries, districts, abolished, .. } = facts;
    let successors_of = abolished.iter().enumerate().flat_map(|(at, old)| {
        let is_of = move |_: &usize| at;
        old.successors.iter().map(is_of)
    });
    [
        lines(entries.iter().map(spaced)),
        lines(entries.iter().map(|entry| entry.kana.clone())),
        lines(districts.iter().map(|one| one.name.clone())),
        lines(districts.iter().map(|one| one.kana.clone())),
        differences(entries.iter().map(|entry| entry.district)),
        differences(abolished.iter().map(|old| five(&old.code))),
        differences(abolished.iter().map(|old| old.district)),
        lines(abolished.iter().map(|old| old.name.clone())),
        differences(abolished.iter().flat_map(|old| old.successors.iter().copied())),
        differences(successors_of),
    ]
    .join("\0")
}

/// An entry's name, with a space between a city and its ward.
fn spaced(entry: &Entry) -> String {
    let folded = spelling::folded(&entry.name);
    check(folded.len() == entry.name.len(), &entry.code, "has variants of other lengths");
    let (city, own) = entry.name.split_at(entry.ward);
    if city.is_empty() { own.to_owned() } else { [city, own].join(" ") }
}

/// The designated cities, each with the run of its wards.
fn write_cities(out: &mut String, facts: &Facts) {
    let mut rows = Vec::new();
    let mut before = 0;
    for row in &facts.cities {
        let [code, prefecture, name] = &row.fields[..] else { unreachable!("read() counts") };
        let number = facts.prefecture_of(row, prefecture);
        check_code(row, code, number);
        check(folds_to_itself(name), &row.line, FOLDS);
        let wards = wards_of(row, number, name, &facts.entries);
        check(before <= wards.start, &row.line, "stands before a city whose wards come first");
        before = wards.end;
        check(name.ends_with('市'), &row.line, "does not end in 市");
        let code = five(code);
        rows.push(format!("City {{ code: {code}, name: {name:?}, wards: {wards:?} }}"));
    }
    structs(out, "CITIES", "City", rows.into_iter());
}

fn wards_of(row: &Row, prefecture: usize, name: &str, entries: &[Entry]) -> std::ops::Range<usize> {
    let is_ward = |entry: &Entry| {
        entry.prefecture == prefecture && entry.ward == name.len() && entry.name.starts_with(name)
    };
    let start = entries.iter().position(is_ward);
    let start = start.unwrap_or_else(|| panic!("{}: has no wards", row.line));
    start..start + entries[start..].iter().take_while(|entry| is_ward(entry)).count()
}

/// Each variant of a kanji, in their order, and its usual form.
fn write_variants(out: &mut String) {
    let all = variants::all();
    numbers(out, "VARIANTS", all.keys().map(|variant| *variant as usize));
    numbers(out, "USUAL", all.values().map(|usual| *usual as usize));
}

fn numbers(out: &mut String, name: &str, values: impl Iterator<Item = usize>) {
    let values: Vec<u16> =
        values.map(|value| u16::try_from(value).expect("the directory is small")).collect();
    let _ = writeln!(out, "pub(super) static {name}: [u16; {}] = {values:?};", values.len());
}

fn structs(out: &mut String, name: &str, kind: &str, rows: impl ExactSizeIterator<Item = String>) {
    let (count, rows) = (rows.len(), rows.collect::<Vec<_>>().join(",\n"));
    let _ = writeln!(out, "pub(super) static {name}: [{kind}; {count}] = [\n{rows}\n];");
}

fn lines(texts: impl Iterator<Item = String>) -> String {
    texts.map(|text| text + "\n").collect()
}

/// Numbers, each as its difference from the one before: most are the same then, and deflate well.
pub(crate) fn differences(numbers: impl IntoIterator<Item = usize>) -> String {
    let mut last = 0;
    let difference = |number: usize| {
        let number = i64::try_from(number).expect("the directory is small");
        (number - std::mem::replace(&mut last, number)).to_string()
    };
    numbers.into_iter().map(difference).collect::<Vec<_>>().join(" ")
}
