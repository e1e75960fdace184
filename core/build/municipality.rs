//! The municipality directory's tables, from the facts in `data/`, for `src/municipality/table.rs`.
//!
//! Every fact is checked before, so that the crate may rely on the tables without a check at run time.

use std::fmt::{Debug, Write as _};
use std::fs;
use std::path::Path;

use crate::facts::reading::{FIRST_KANA, FIRST_KANA_BYTE, SEAM};
use crate::facts::{
    Abolished, Entry, FOLDS, Facts, Row, SELECTABLE, check, check_code, five, folds_to_itself,
    search_form, spelling, variants,
};
use crate::packing::pack;
use crate::postal;

/// Reads `data/*.tsv`, checks every fact and writes `municipality_table.rs` to `out_dir`.
pub(crate) fn build(out_dir: &Path, root: &Path) {
    println!("cargo::rerun-if-changed=data");
    for shared in ["postal_bytes", "reading", "spelling"] {
        println!("cargo::rerun-if-changed=src/municipality/{shared}.rs");
    }
    let data = root.join("data");
    let facts = Facts::read(&data);
    let mut out = String::new();
    write_prefectures(&mut out, &facts);
    write_entries(&mut out, &facts.entries);
    write_cities(&mut out, &facts);
    write_other_names(&mut out, &facts.entries);
    write_abolished(&mut out, &facts.abolished);
    write_variants(&mut out);
    texts(&mut out, "DISTRICT_NAMES", facts.districts.iter().map(|one| one.name.clone()));
    texts(&mut out, "DISTRICT_FORMS", facts.districts.iter().map(|one| one.form.clone()));
    postal::write(&mut out, &data, &facts.entries);
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

fn write_entries(out: &mut String, entries: &[Entry]) {
    numbers(out, "CODES", entries.iter().map(|entry| five(&entry.code)));
    numbers(out, "DISTRICTS", entries.iter().map(|entry| entry.district));
    names(out, "NAMES", entries.iter().map(|entry| (entry.ward, entry.name.clone())));
    names(out, "FORMS", entries.iter().map(form));
    texts(out, "KANA", entries.iter().map(|entry| entry.kana.chars().map(kana_byte).collect()));
}

/// The search form of an entry's reading, and where a ward's own begins in it.
fn form(entry: &Entry) -> (usize, String) {
    let (city, own) = entry.kana.split_once(' ').unwrap_or(("", &entry.kana));
    let city = search_form(city);
    (city.len(), city + &search_form(own))
}

/// Readings are stored in one byte a character, in ASCII, which saves 23 KB.
fn kana_byte(c: char) -> char {
    match c {
        ' ' | SEAM => c,
        _ => {
            let above = u32::from(c) - u32::from(FIRST_KANA);
            char::from(FIRST_KANA_BYTE + u8::try_from(above).expect("there are 86 hiragana"))
        }
    }
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

/// Other ways to write an entry's name: with one of several variant characters, and a ward's without its city's 市
/// (札幌中央区), which is left out of its reading too.
fn write_other_names(out: &mut String, entries: &[Entry]) {
    let (mut written, mut read) = (Vec::new(), Vec::new());
    for (at, entry) in entries.iter().enumerate() {
        let folded = spelling::folded(&entry.name);
        check(folded.len() == entry.name.len(), &entry.code, "has variants of other lengths");
        if folded != entry.name {
            written.push((at, entry.ward, folded.clone()));
        }
        if entry.ward > 0 {
            let without = |ward: usize, name: &str, suffix: &str| {
                let (city, own) = name.split_at(ward);
                let city = city.strip_suffix(suffix).expect("a designated city's name ends in it");
                (at, city.len(), [city, own].concat())
            };
            written.push(without(entry.ward, &folded, "市"));
            let (ward, form) = form(entry);
            read.push(without(ward, &form, "si"));
        }
    }
    for (name, others) in [("OTHER_NAMES", written), ("OTHER_FORMS", read)] {
        numbers(out, &format!("{name}_OF"), others.iter().map(|(at, ..)| *at));
        names(out, name, others.into_iter().map(|(_, ward, text)| (ward, text)));
    }
}

fn write_abolished(out: &mut String, abolished: &[Abolished]) {
    numbers(out, "ABOLISHED_CODES", abolished.iter().map(|old| five(&old.code)));
    numbers(out, "ABOLISHED_DISTRICTS", abolished.iter().map(|old| old.district));
    let names: Vec<&str> = abolished.iter().map(|old| old.name.as_str()).collect();
    let names = pack(&names).source();
    let _ = writeln!(out, "pub(super) static ABOLISHED_NAMES: PackedTexts = {names};");
    // Nearly all have one successor; a number above those of the entries is that of a list.
    let (mut first, mut lists) = (Vec::new(), Vec::new());
    for old in abolished {
        if let [only] = old.successors[..] {
            first.push(only);
        } else {
            first.push(SELECTABLE + lists.len());
            lists.push(&old.successors);
        }
    }
    numbers(out, "ABOLISHED_SUCCESSORS", first.into_iter());
    numbers(out, "SUCCESSOR_STARTS", starts(lists.iter().map(|list| list.len())));
    numbers(out, "SUCCESSOR_LISTS", lists.into_iter().flatten().copied());
}

/// Each variant of a kanji, in their order, and its usual form.
fn write_variants(out: &mut String) {
    let all = variants::all();
    numbers(out, "VARIANTS", all.keys().map(|variant| *variant as usize));
    numbers(out, "USUAL", all.values().map(|usual| *usual as usize));
}

/// Where each of some parts of these lengths begins, and where the last one ends.
fn starts(lengths: impl Iterator<Item = usize>) -> impl Iterator<Item = usize> {
    let ends = lengths.scan(0, |end, length| {
        *end += length;
        Some(*end)
    });
    std::iter::once(0).chain(ends)
}

fn numbers(out: &mut String, name: &str, values: impl Iterator<Item = usize>) {
    let values: Vec<u16> =
        values.map(|value| u16::try_from(value).expect("the directory is small")).collect();
    list(out, name, "u16", &values);
}

/// Names, and where a ward's own name begins in each.
fn names(out: &mut String, name: &str, values: impl Iterator<Item = (usize, String)>) {
    let (wards, values): (Vec<usize>, Vec<String>) = values.unzip();
    let wards: Vec<u8> =
        wards.into_iter().map(|ward| u8::try_from(ward).expect("names are short")).collect();
    list(out, &format!("{name}_WARDS"), "u8", &wards);
    texts(out, name, values.into_iter());
}

pub(crate) fn list<T: Debug>(out: &mut String, name: &str, kind: &str, values: &[T]) {
    let _ = writeln!(out, "pub(super) static {name}: [{kind}; {}] = {values:?};", values.len());
}

fn structs(out: &mut String, name: &str, kind: &str, rows: impl ExactSizeIterator<Item = String>) {
    let (count, rows) = (rows.len(), rows.collect::<Vec<_>>().join(",\n"));
    let _ = writeln!(out, "pub(super) static {name}: [{kind}; {count}] = [\n{rows}\n];");
}

fn texts(out: &mut String, name: &str, values: impl Iterator<Item = String>) {
    let lines: Vec<String> = values.map(|text| text + "\n").collect();
    let starts: Vec<usize> = starts(lines.iter().map(String::len)).collect();
    let lines = lines.concat();
    check(u16::try_from(lines.len()).is_ok(), name, "has more than 64 KB");
    let _ = writeln!(
        out,
        "pub(super) static {name}: Texts = Texts {{ lines: {lines:?}, starts: &{starts:?} }};"
    );
}
