//! The municipality directory's tables, from the facts in `data/`.
//!
//! Every fact is checked before, so that the crate may rely on the tables without a check at run time.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use super::facts::{
    Abolished, District, Districts, Entry, FOLDS, Facts, PREFECTURES, Row, check, check_code,
    count, five, folds_to_itself, forms, reading, search_form, spelling,
};

use super::pieces::pack;
use super::texts::{EVERY, list};

#[path = "../src/municipality/name_hash.rs"]
mod name_hash;

/// In the place of a number of 8 bits: none, or one that stands in a list of its own.
const NONE: usize = 0xFF;

/// Reads `data/*.tsv`, checks every fact and writes `municipality_table.rs` to `OUT_DIR`.
pub(crate) fn generate() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let data = root.join("data");
    for dependency in [
        "data",
        "src/municipality/name_hash.rs",
        "src/municipality/reading.rs",
        "src/municipality/spelling.rs",
    ] {
        println!("cargo::rerun-if-changed={dependency}");
    }

    let facts = Facts::read(&data);
    let Facts { prefectures, districts, entries, abolished, .. } = &facts;
    let mut out = String::new();
    write_prefectures(&mut out, prefectures);
    write_entries(&mut out, entries, districts);
    write_cities(&mut out, &facts);
    write_variants(&mut out, entries);
    write_abolished(&mut out, abolished, entries, districts);
    // In the order of their prefectures, in which entries and abolished ones stand too.
    let in_prefecture = |of: &dyn Fn(usize) -> usize| -> Vec<usize> {
        (0..=PREFECTURES).map(|p| (0..p).map(of).sum()).collect()
    };
    for (name, starts) in [
        ("PREFECTURE_STARTS", in_prefecture(&|p| count(entries, |e| e.prefecture == p))),
        ("PREFECTURE_ABOLISHED", in_prefecture(&|p| count(abolished, |a| a.prefecture == p))),
        ("PREFECTURE_DISTRICTS", in_prefecture(&|p| districts[p].len())),
    ] {
        numbers(&mut out, name, "u16", &starts);
    }
    let (names, forms): (Vec<_>, Vec<_>) =
        districts.iter().flatten().map(|one| (one.name.clone(), one.form.clone())).unzip();
    texts(&mut out, "DISTRICT_NAMES", &names, "\n");
    texts(&mut out, "DISTRICT_FORMS", &forms, "\n");

    let target = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(target.join("municipality_table.rs"), out).expect("OUT_DIR can be written");
}

/// The names of the prefectures, and where each stands by the hash of its beginning: one whose place is taken
/// stands in the next free one.
fn write_prefectures(out: &mut String, prefectures: &[Row]) {
    let column =
        |at: usize| -> Vec<String> { prefectures.iter().map(|p| p.fields[at].clone()).collect() };
    let names = column(1);
    texts(out, "PREFECTURE_NAMES", &names, "");
    texts(out, "PREFECTURE_KANA", &column(2), "");
    texts(out, "PREFECTURE_ENGLISH", &column(3), "");
    let forms: Vec<_> = column(2).iter().map(|kana| search_form(kana)).collect();
    texts(out, "PREFECTURE_FORMS", &forms, "");

    let mut places = [NONE; name_hash::PLACES];
    for (i, name) in names.iter().enumerate() {
        let mut place = name_hash::place(name).expect("every prefecture has two characters");
        while places[place] != NONE {
            place = (place + 1) % name_hash::PLACES;
        }
        places[place] = i;
    }
    numbers(out, "PREFECTURE_PLACES", "u8", &places);
}

/// The facts of the 1,892 entries, and the forms they are searched by.
fn write_entries(out: &mut String, entries: &[Entry], districts: &Districts) {
    write_codes(out, entries);
    let names: Vec<_> = entries.iter().map(|e| e.name.clone()).collect();
    texts(out, "NAMES", &names, "\n");
    let hashes: Vec<_> = names.iter().map(|name| usize::from(name_hash::byte(name))).collect();
    numbers(out, "NAME_HASHES", "u8", &hashes);
    kana(out, &entries.iter().map(|e| e.kana.join(" ")).collect::<Vec<_>>());
    let district = |e: &Entry| district_at(&districts[e.prefecture], &e.district);
    numbers(out, "DISTRICTS", "u8", &entries.iter().map(district).collect::<Vec<_>>());
    let forms: Vec<_> = entries.iter().map(|e| forms(e).concat()).collect();
    texts(out, "FORMS", &forms, "\n");
}

/// The codes, without the check digits, which can be reckoned; and what finds one. For each prefecture, in words of 64
/// bits up to its last code: a bit for each code there is, by its last three digits, and how many of the prefecture's
/// entries stand before each word.
fn write_codes(out: &mut String, entries: &[Entry]) {
    numbers(out, "CODES", "u16", &entries.iter().map(|e| five(&e.code)).collect::<Vec<_>>());
    let (mut words, mut before, mut starts) = (Vec::<u64>::new(), Vec::new(), vec![0]);
    for prefecture in 0..PREFECTURES {
        let first = words.len();
        for (held, entry) in entries.iter().filter(|e| e.prefecture == prefecture).enumerate() {
            let place = five(&entry.code) % 1000;
            while words.len() <= first + place / 64 {
                words.push(0);
                before.push(held);
            }
            words[first + place / 64] |= 1 << (place % 64);
        }
        starts.push(words.len());
    }
    let _ = writeln!(
        out,
        "#[allow(clippy::unreadable_literal)]\npub(super) static CODE_BITS: [u64; {}] = {words:?};",
        words.len()
    );
    numbers(out, "CODES_BEFORE", "u8", &before);
    numbers(out, "PREFECTURE_CODES", "u16", &starts);
}

/// The designated cities: each with the run of its wards, and where the first ward's name and form begin.
fn write_cities(out: &mut String, facts: &Facts) {
    let Facts { cities, entries, .. } = facts;
    let _ = writeln!(out, "pub(super) static CITIES: [City; {}] = [", cities.len());
    let mut held = 0;
    for row in cities {
        let [code, prefecture, name] = &row.fields[..] else { unreachable!("read() counts") };
        let number = facts.prefecture_of(row, prefecture);
        check_code(row, code, number);
        check(folds_to_itself(name), &row.line, FOLDS);
        let is_ward = |e: &Entry| {
            e.prefecture == number && e.ward == name.len() && e.name.starts_with(name.as_str())
        };
        let first = entries.iter().position(is_ward);
        let first = first.unwrap_or_else(|| panic!("{}: has no wards", row.line));
        let end = first + entries[first..].iter().take_while(|e| is_ward(e)).count();
        check(held <= first, &row.line, "stands before a city whose wards come first");
        held = end;
        let form = &forms(&entries[first])[0];
        let is_called_city = name.ends_with('市') && form.ends_with("si");
        check(is_called_city, &row.line, "does not end in 市, shi");
        let code = five(code);
        let (name, form) = (name.len(), form.len());
        let before: usize = entries[..first].iter().map(|e| e.name.len() + 1).sum();
        let forms_before: usize =
            entries[..first].iter().map(|e| forms(e).concat().len() + 1).sum();
        let _ = writeln!(
            out,
            "City {{ code: {code}, wards: ({first}, {end}), name: ({before}, {name}), \
             form: ({forms_before}, {form}) }},"
        );
    }
    out.push_str("];\n");
}

/// Other ways to write an entry's name: with one of several variant characters; a ward then without its city's
/// 市 too (札幌中央区), which for all others the search sees by itself.
fn write_variants(out: &mut String, entries: &[Entry]) {
    let (mut of, mut wards, mut names) = (vec![], vec![], vec![]);
    for (i, entry) in entries.iter().enumerate() {
        let mut folded = String::new();
        spelling::push_folded(&entry.name, &mut folded);
        if folded == entry.name {
            continue;
        }
        let mut push = |ward: usize, name: String| {
            of.push(i);
            wards.push(ward);
            names.push(name);
        };
        if entry.ward > 0 {
            let (city, ward) = folded.split_once('市').expect("a designated city ends in 市");
            push(city.len(), [city, ward].concat());
        }
        push(entry.ward, folded);
    }
    numbers(out, "VARIANTS_OF", "u16", &of);
    numbers(out, "VARIANT_WARDS", "u8", &wards);
    texts(out, "VARIANTS", &names, "\n");
}

/// What is no more. A code is written as what must be added to the one before it in the prefecture; a successor as
/// its place among the prefecture's entries, or where it is not one of them alone, in a list of its own.
fn write_abolished(
    out: &mut String,
    abolished: &[Abolished],
    entries: &[Entry],
    districts: &Districts,
) {
    let (mut steps, mut successors, mut others) = (vec![], vec![], vec![]);
    let mut first_codes = vec![0; PREFECTURES];
    let mut before = 0;
    for (i, old) in abolished.iter().enumerate() {
        let code = five(&old.code);
        if before / 1000 != code / 1000 {
            first_codes[old.prefecture] = code;
            before = code;
        }
        steps.push(code - before);
        before = code;

        let first = entries.partition_point(|e| e.prefecture < old.prefecture);
        successors.push(match old.successors[..] {
            [one] if entries[one].prefecture == old.prefecture => {
                check(one - first < NONE, &old.code, "has a successor that needs 9 bits");
                one - first
            }
            _ => {
                others.extend([i, old.successors.len()]);
                others.extend(&old.successors);
                NONE
            }
        });
    }
    numbers(out, "ABOLISHED_FIRST_CODES", "u16", &first_codes);
    numbers(out, "ABOLISHED_CODE_STEPS", "u8", &steps);
    let names: Vec<_> = abolished.iter().map(|old| old.name.as_str()).collect();
    let names = pack(&names).list();
    let _ = writeln!(out, "pub(super) static ABOLISHED_NAMES: PackedTexts = {names};");
    let district = |old: &Abolished| district_at(&districts[old.prefecture], &old.district);
    numbers(out, "ABOLISHED_DISTRICTS", "u8", &abolished.iter().map(district).collect::<Vec<_>>());
    numbers(out, "ABOLISHED_SUCCESSORS", "u8", &successors);
    numbers(out, "OTHER_SUCCESSORS", "u16", &others);
}

/// The place of a district among its prefecture's.
fn district_at(of_prefecture: &[District], name: &str) -> usize {
    if name.is_empty() {
        return NONE;
    }
    let at = of_prefecture.iter().position(|district| district.name == name);
    at.filter(|at| *at < NONE).expect("districts were read before")
}

/// The readings, each ended by the highest bit of its last byte, and where every sixteenth begins.
fn kana(out: &mut String, readings: &[String]) {
    let (mut all, mut starts) = (Vec::new(), Vec::new());
    for (i, reading) in readings.iter().enumerate() {
        if i % EVERY == 0 {
            starts.push(all.len());
        }
        all.extend(reading.chars().map(kana_byte));
        *all.last_mut().expect("no reading is empty") |= 0x80;
    }
    numbers(out, "KANA", "u8", &all);
    numbers(out, "KANA_STARTS", "u16", &starts);
}

/// Hiragana in seven bits: 1 is ぁ; 0 is a seam, and the last of them stands between a city and its ward.
fn kana_byte(c: char) -> usize {
    match c {
        reading::SEAM => 0,
        ' ' => 0x7F,
        _ => (u32::from(c) - u32::from('ぁ') + 1) as usize,
    }
}

fn numbers(out: &mut String, name: &str, kind: &str, values: &[usize]) {
    let max = if kind == "u8" { 0xFF } else { 0xFFFF };
    check(values.iter().all(|v| *v <= max), name, "does not fit its type");
    let _ = writeln!(out, "pub(super) static {name}: [{kind}; {}] = {values:?};", values.len());
}

fn texts(out: &mut String, name: &str, values: &[String], ending: &str) {
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    let texts = list(&values, ending);
    let _ = writeln!(out, "pub(super) static {name}: Texts = {texts};");
}
