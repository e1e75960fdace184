//! The municipality directory's tables, from the facts in `data/`, for `src/municipality/table.rs`.
//!
//! Every fact is checked before, so that the crate may rely on the tables without a check at run time.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::deflated;
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
    let _ = writeln!(out, "pub(super) const LEN: usize = {};", facts.entries.len());
    write_cities(&mut out, &facts);
    write_variants(&mut out);
    for (name, table) in directory(&facts).into_iter().chain(postal::tables(&data, &facts.entries))
    {
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

/// What `Directory` of `src/municipality/directory.rs` reads: names as they are written and as they are read, the
/// sections of each in its order; and numbers.
fn directory(facts: &Facts) -> [(&'static str, String); 8] {
    let Facts { entries, districts, abolished, .. } = facts;
    let successors_of = abolished.iter().enumerate().flat_map(|(at, old)| {
        let is_of = move |_: &usize| at;
        old.successors.iter().map(is_of)
    });
    let successors = abolished.iter().flat_map(|old| old.successors.iter().copied());
    let written = [
        lines(entries.iter().map(spaced)),
        lines(districts.iter().map(|one| one.name.clone())),
        lines(abolished.iter().map(|old| old.name.clone())),
    ];
    let read = [
        lines(entries.iter().map(|entry| entry.kana.clone())),
        lines(districts.iter().map(|one| one.kana.clone())),
    ];
    [
        ("WRITTEN", deflated::text(&written.join("\0"))),
        ("READ", deflated::text(&read.join("\0"))),
        ("CODES", numbers(entries.iter().map(|entry| five(&entry.code)))),
        ("DISTRICTS", numbers(entries.iter().map(|entry| entry.district))),
        ("ABOLISHED_CODES", numbers(abolished.iter().map(|old| five(&old.code)))),
        ("ABOLISHED_DISTRICTS", numbers(abolished.iter().map(|old| old.district))),
        ("SUCCESSORS", numbers(successors)),
        ("SUCCESSORS_OF", numbers(successors_of)),
    ]
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
    write_numbers(out, "VARIANTS", all.keys().map(|variant| *variant as usize));
    write_numbers(out, "USUAL", all.values().map(|usual| *usual as usize));
}

fn write_numbers(out: &mut String, name: &str, values: impl Iterator<Item = usize>) {
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

pub(crate) fn numbers(numbers: impl IntoIterator<Item = usize>) -> String {
    let small = |number: usize| u32::try_from(number).expect("the directory is small");
    deflated::numbers(numbers.into_iter().map(small))
}
