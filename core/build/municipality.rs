//! The municipality directory's table, from the four fact files in `data/`.
//!
//! Every fact is checked here, so that the crate may rely on the table without a check at run time.
//! A fact that does not hold stops the build with the file, the line and what is wrong.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

// The search form of a name is made by the code that makes the search form of a query.
#[path = "../src/municipality/name_hash.rs"]
mod name_hash;
#[path = "../src/municipality/reading.rs"]
mod reading;
#[path = "../src/municipality/spelling.rs"]
#[allow(dead_code, reason = "comparing is for run time")]
mod spelling;

/// What the directory must hold; a change of these numbers is a change of the country.
const PREFECTURES: usize = 47;
const SELECTABLE: usize = 1_892;
const WARDS: usize = 171;
const DESIGNATED: usize = 20;

/// In the place of a number of 8 bits: none, or one that stands in a list of its own.
const NONE: usize = 0xFF;

struct Row {
    line: String,
    fields: Vec<String>,
}

struct District {
    name: String,
    /// Nothing for one that is no more: nobody searches for it.
    form: String,
}

/// The districts of each prefecture.
type Districts = [Vec<District>; PREFECTURES];

struct Entry {
    code: String,
    prefecture: usize,
    /// Nothing where it is in none.
    district: String,
    name: String,
    /// Hiragana with seams, one word or (a ward) two.
    kana: Vec<String>,
    /// Where the ward's own name begins in `name`; 0 where there is no city before it.
    ward: usize,
}

struct Abolished {
    code: String,
    prefecture: usize,
    district: String,
    name: String,
    /// The entries its area is in now.
    successors: Vec<usize>,
}

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

    let prefectures = read(&data, "prefectures.tsv", &["number", "name", "kana", "romaji"]);
    check(prefectures.len() == PREFECTURES, "prefectures.tsv", "must hold 47 prefectures");
    for (i, row) in prefectures.iter().enumerate() {
        check(row.fields[0] == format!("{:02}", i + 1), &row.line, "is out of order");
    }
    let prefecture_of = |row: &Row, name: &str| {
        let found = prefectures.iter().position(|p| p.fields[1] == name);
        found.unwrap_or_else(|| panic!("{}: no prefecture {name}", row.line))
    };
    let mut districts = read_districts(&data, &prefecture_of);
    let cities = read(&data, "designated_cities.tsv", &["code", "prefecture", "name"]);
    check(cities.len() == DESIGNATED, "designated_cities.tsv", "must hold 20 cities");
    let entries = read_entries(&data, &cities, &districts, &prefecture_of);
    let abolished = read_abolished(&data, &entries, &mut districts, &prefecture_of);

    let mut out = String::new();
    write_prefectures(&mut out, &prefectures);
    write_entries(&mut out, &entries, &districts);
    write_cities(&mut out, &cities, &entries, &prefecture_of);
    write_variants(&mut out, &entries);
    write_abolished(&mut out, &abolished, &entries, &districts);
    // In the order of their prefectures, in which entries and abolished ones stand too.
    let in_prefecture = |of: &dyn Fn(usize) -> usize| -> Vec<usize> {
        (0..=PREFECTURES).map(|p| (0..p).map(of).sum()).collect()
    };
    for (name, starts) in [
        ("PREFECTURE_STARTS", in_prefecture(&|p| count(&entries, |e| e.prefecture == p))),
        ("PREFECTURE_ABOLISHED", in_prefecture(&|p| count(&abolished, |a| a.prefecture == p))),
        ("PREFECTURE_DISTRICTS", in_prefecture(&|p| districts[p].len())),
    ] {
        numbers(&mut out, name, "u16", &starts);
    }
    let (names, forms): (Vec<_>, Vec<_>) =
        districts.into_iter().flatten().map(|district| (district.name, district.form)).unzip();
    texts(&mut out, "DISTRICT_NAMES", &names, "\n");
    texts(&mut out, "DISTRICT_FORMS", &forms, "\n");

    let target = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(target.join("municipality_table.rs"), out).expect("OUT_DIR can be written");
}

fn read_districts(data: &Path, prefecture_of: &dyn Fn(&Row, &str) -> usize) -> Districts {
    let mut districts: Districts = std::array::from_fn(|_| Vec::new());
    for row in read(data, "districts.tsv", &["prefecture", "name", "kana"]) {
        let [prefecture, name, kana] = &row.fields[..] else { unreachable!("read() counts") };
        let of = &mut districts[prefecture_of(&row, prefecture)];
        check(kana.chars().all(reading::is_kana), &row.line, "has a reading that is not hiragana");
        check(folds_to_itself(name), &row.line, FOLDS);
        check(of.iter().all(|district| district.name != *name), &row.line, "is there twice");
        of.push(District { name: name.clone(), form: search_form(kana) });
    }
    districts
}

fn read_entries(
    data: &Path,
    cities: &[Row],
    districts: &Districts,
    prefecture_of: &dyn Fn(&Row, &str) -> usize,
) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let columns = ["code", "prefecture", "district", "name", "kana", "romaji", "kind"];
    for row in read(data, "municipalities.tsv", &columns) {
        let [code, prefecture, district, name, kana, romaji, kind] = &row.fields[..] else {
            unreachable!("read() counts")
        };
        let number = prefecture_of(&row, prefecture);
        check_code(&row, code, number);
        if let Some(before) = entries.last() {
            check(before.code < *code, &row.line, "is out of order, or there twice");
        }
        let ward = match kind.as_str() {
            "ward" => cities
                .iter()
                .find(|c| c.fields[1] == *prefecture && name.starts_with(&c.fields[2]))
                .map_or_else(|| panic!("{}: no designated city", row.line), |c| c.fields[2].len()),
            "city" | "special-ward" | "town" | "village" => 0,
            _ => panic!("{}: no kind {kind}", row.line),
        };
        let is_known = district.is_empty() || districts[number].iter().any(|d| d.name == *district);
        check(is_known, &row.line, "has a district that is not in districts.tsv");
        let kana = words(&row, kind, name, kana, romaji);
        let [code, district, name] = [code, district, name].map(Clone::clone);
        entries.push(Entry { code, prefecture: number, district, name, kana, ward });
    }
    check(entries.len() == SELECTABLE, "municipalities.tsv", "must hold 1,892 entries");
    let wards = count(&entries, |e| e.ward > 0);
    check(wards == WARDS, "municipalities.tsv", "must hold 171 wards of designated cities");
    let names: BTreeSet<_> = entries.iter().map(|e| (e.prefecture, &e.name)).collect();
    check(names.len() == SELECTABLE, "municipalities.tsv", "has one name twice in a prefecture");
    entries
}

/// What is no more, each with what came after it; its district joins the others.
fn read_abolished(
    data: &Path,
    entries: &[Entry],
    districts: &mut Districts,
    prefecture_of: &dyn Fn(&Row, &str) -> usize,
) -> Vec<Abolished> {
    let mut all: Vec<Abolished> = Vec::new();
    let columns = ["code", "prefecture", "district", "name", "abolished", "successors"];
    for row in read(data, "abolished.tsv", &columns) {
        let [code, prefecture, district, name, day, after] = &row.fields[..] else {
            unreachable!("read() counts")
        };
        let prefecture = prefecture_of(&row, prefecture);
        check_code(&row, code, prefecture);
        check(all.last().is_none_or(|before| before.code <= *code), &row.line, "is out of order");
        check(day.len() == 10 && day.is_ascii(), &row.line, "has no day");
        let mut successors: Vec<usize> = after
            .split(',')
            .map(|code| {
                let found = entries.binary_search_by(|e| e.code.as_str().cmp(code));
                found.unwrap_or_else(|_| panic!("{}: successor {code} is no entry", row.line))
            })
            .collect();
        successors.sort_unstable();
        successors.dedup();
        let of = &mut districts[prefecture];
        if !district.is_empty() && of.iter().all(|known| known.name != *district) {
            check(folds_to_itself(district), &row.line, FOLDS);
            of.push(District { name: district.clone(), form: String::new() });
        }
        let [code, district, name] = [code, district, name].map(Clone::clone);
        all.push(Abolished { code, prefecture, district, name, successors });
    }
    all
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
    // Without the check digits, which can be reckoned.
    numbers(out, "CODES", "u16", &entries.iter().map(|e| five(&e.code)).collect::<Vec<_>>());
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

/// The designated cities: each with the run of its wards, and where the first ward's name and form begin.
fn write_cities(
    out: &mut String,
    cities: &[Row],
    entries: &[Entry],
    prefecture_of: &dyn Fn(&Row, &str) -> usize,
) {
    let _ = writeln!(out, "pub(super) static CITIES: [City; {}] = [", cities.len());
    let mut held = 0;
    for row in cities {
        let [code, prefecture, name] = &row.fields[..] else { unreachable!("read() counts") };
        let number = prefecture_of(row, prefecture);
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
    let names: Vec<_> = abolished.iter().map(|old| old.name.clone()).collect();
    texts(out, "ABOLISHED_NAMES", &names, "");
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

/// The forms that an entry's words are searched by.
fn forms(entry: &Entry) -> Vec<String> {
    entry.kana.iter().map(|word| search_form(word)).collect()
}

/// A code without its check digit.
fn five(code: &str) -> usize {
    code[..5].parse().expect("check_code was there")
}

fn count<T>(all: &[T], is_one: impl Fn(&T) -> bool) -> usize {
    all.iter().filter(|one| is_one(one)).count()
}

/// The words of a reading with their seams, when romaji, kana and name fit each other.
fn words(row: &Row, kind: &str, name: &str, kana: &str, romaji: &str) -> Vec<String> {
    check(kana.chars().all(reading::is_kana), &row.line, "has a reading that is not hiragana");
    let kana = match kind {
        "ward" => match kana.find('し') {
            // The city's し is the one that leaves both halves spelled as the romaji says.
            Some(_) => romaji
                .split_once(' ')
                .and_then(|(city, _)| {
                    kana.match_indices('し')
                        .map(|(at, shi)| kana.split_at(at + shi.len()))
                        .find(|(head, _)| spelled(head, "し", city).is_some())
                })
                .map_or_else(
                    || panic!("{}: romaji {romaji} does not spell {kana}", row.line),
                    |(city, ward)| vec![city, ward],
                ),
            None => panic!("{}: the reading names no city", row.line),
        },
        _ => vec![kana],
    };
    let romaji: Vec<&str> = romaji.split(' ').collect();
    check(kana.len() == romaji.len(), &row.line, "has romaji of another number of words");
    let endings: &[&str] = match name.chars().next_back() {
        Some('市') => &["し"],
        Some('区') => &["く"],
        Some('町') => &["ちょう", "まち"],
        Some('村') => &["むら", "そん"],
        _ => panic!("{}: {name} ends in none of 市区町村", row.line),
    };
    let last = kana.len() - 1;
    kana.iter()
        .zip(&romaji)
        .enumerate()
        .map(|(i, (kana, romaji))| {
            let endings = if i < last { &["し"][..] } else { endings };
            endings
                .iter()
                .find_map(|ending| spelled(kana, ending, romaji))
                .unwrap_or_else(|| panic!("{}: romaji {romaji} does not spell {kana}", row.line))
        })
        .collect()
}

/// `kana` with its seams, when it ends in `ending` and `romaji` is its plain Hepburn spelling.
fn spelled(kana: &str, ending: &str, romaji: &str) -> Option<String> {
    let (body, suffix) = romaji.split_once('-')?;
    let stem = kana.strip_suffix(ending)?;
    let mut spelled_ending = String::new();
    reading::push_hepburn(ending, &mut spelled_ending);
    let first = body.chars().next()?;
    if suffix != spelled_ending || !first.is_ascii_uppercase() {
        return None;
    }
    Some(with_seams(stem, &body.to_ascii_lowercase())? + ending)
}

/// `kana` with the seam it needs to be spelled `romaji`; `None` when no seam makes it so.
///
/// The file of facts holds the spelling; the table needs only the seam to spell it again.
fn with_seams(kana: &str, romaji: &str) -> Option<String> {
    let is_spelled = |kana: &String| {
        let mut spelled = String::new();
        reading::push_hepburn(kana, &mut spelled);
        spelled == romaji
    };
    let seamed = |(at, _)| [&kana[..at], &kana[at..]].join(&reading::SEAM.to_string());
    let inside = kana.char_indices().skip(1);
    std::iter::once(kana.to_owned()).chain(inside.map(seamed)).find(is_spelled)
}

fn search_form(kana: &str) -> String {
    let (mut kunrei, mut form) = (String::new(), String::new());
    reading::push_kunrei(kana, &mut kunrei);
    reading::push_search_form(&kunrei, &mut form);
    form
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

/// The code of local public entities: five digits and a check digit (MIC, modulus 11).
fn check_code(row: &Row, code: &str, prefecture: usize) {
    let digits: Vec<u32> = code.chars().filter_map(|c| c.to_digit(10)).collect();
    check(digits.len() == 6 && code.len() == 6, &row.line, "has a code that is not six digits");
    let sum: u32 = digits.iter().zip([6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
    check((11 - sum % 11) % 10 == digits[5], &row.line, "has a code with a wrong check digit");
    let number = digits[0] * 10 + digits[1];
    check(number as usize == prefecture + 1, &row.line, "has a code of another prefecture");
}

fn read(data: &Path, file: &str, columns: &[&str]) -> Vec<Row> {
    let text = fs::read_to_string(data.join(file)).unwrap_or_else(|e| panic!("data/{file}: {e}"));
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    check(head == columns, file, "has other columns than expected");
    lines
        .enumerate()
        .map(|(i, line)| {
            let fields: Vec<String> = line.split('\t').map(str::to_owned).collect();
            let line = format!("data/{file}:{}", i + 2);
            check(fields.len() == columns.len(), &line, "has another number of columns");
            Row { line, fields }
        })
        .collect()
}

/// Said of a name that comparing would not find as it is stored.
const FOLDS: &str = "has a variant character: make its form the one `spelling` folds to";

fn folds_to_itself(name: &str) -> bool {
    let mut folded = String::new();
    spelling::push_folded(name, &mut folded);
    folded == name
}

fn check(holds: bool, place: &str, fault: &str) {
    assert!(holds, "{place} {fault}");
}

fn numbers(out: &mut String, name: &str, kind: &str, values: &[usize]) {
    let max = if kind == "u8" { 0xFF } else { 0xFFFF };
    check(values.iter().all(|v| *v <= max), name, "does not fit its type");
    let _ = writeln!(out, "pub(super) static {name}: [{kind}; {}] = {values:?};", values.len());
}

/// Of how many texts the first one's place is written; the crate's `texts.rs` has the same number.
const EVERY: usize = 16;

/// The texts one after the other, each followed by `ending`, with what finds them.
fn texts(out: &mut String, name: &str, values: &[String], ending: &str) {
    let all: String = values.iter().flat_map(|value| [value, ending]).collect();
    let lengths: Vec<_> = values.iter().map(|value| value.len() + ending.len()).collect();
    let places = (0..=values.len() / EVERY).map(|at| lengths[..at * EVERY].iter().sum());
    let places: Vec<usize> = places.collect();
    let fits = lengths.iter().all(|length| *length <= 0xFF) && all.len() <= 0xFFFF;
    check(fits, name, "has texts that are too long for its numbers");
    let _ = writeln!(
        out,
        "pub(super) static {name}: Texts = Texts::new({all:?}, {}, &{lengths:?}, &{places:?});",
        ending.len()
    );
}
