//! The municipality directory's table, from the four fact files in `data/`.
//!
//! Every fact is checked here, so that the crate may rely on the table without a check at run time.
//! A fact that does not hold stops the build with the file, the line and what is wrong.

use std::collections::{BTreeMap, BTreeSet};
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

/// The highest bit of a successor marks a place in the list of several.
const SEVERAL: usize = 0x8000;
/// No district.
const NO_DISTRICT: usize = 0xFFFF;

struct Row {
    line: String,
    fields: Vec<String>,
}

struct Entry {
    code: String,
    prefecture: usize,
    district: usize,
    name: String,
    /// Hiragana with seams, one word or (a ward) two.
    kana: Vec<String>,
    /// Where the ward's own name begins in `name`; 0 where there is no city before it.
    ward: usize,
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

    let mut districts: Vec<(String, String)> = Vec::new();
    let mut district_at = BTreeMap::new();
    let mut current = Vec::new();
    for row in read(&data, "districts.tsv", &["prefecture", "name", "kana"]) {
        let [prefecture, name, kana] = &row.fields[..] else { unreachable!("read() counts") };
        let number = prefecture_of(&row, prefecture);
        let key = (number, name.clone());
        check(kana.chars().all(reading::is_kana), &row.line, "has a reading that is not hiragana");
        check(district_at.insert(key, districts.len()).is_none(), &row.line, "is there twice");
        current.push(number);
        districts.push((name.clone(), search_form(kana)));
    }
    check(current.is_sorted(), "districts.tsv", "is not in the order of the prefectures");

    let cities = read(&data, "designated_cities.tsv", &["code", "prefecture", "name"]);
    check(cities.len() == DESIGNATED, "designated_cities.tsv", "must hold 20 cities");

    let mut entries: Vec<Entry> = Vec::new();
    let columns = ["code", "prefecture", "district", "name", "kana", "romaji", "kind"];
    for row in read(&data, "municipalities.tsv", &columns) {
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
        let district = match district.as_str() {
            "" => NO_DISTRICT,
            d => *district_at
                .get(&(number, d.to_owned()))
                .unwrap_or_else(|| panic!("{}: {d} is not in districts.tsv", row.line)),
        };
        let kana = words(&row, kind, name, kana, romaji);
        let name = name.clone();
        entries.push(Entry { code: code.clone(), prefecture: number, district, name, kana, ward });
    }
    let wards = entries.iter().filter(|e| e.ward > 0).count();
    check(entries.len() == SELECTABLE, "municipalities.tsv", "must hold 1,892 entries");
    check(wards == WARDS, "municipalities.tsv", "must hold 171 wards of designated cities");
    let names: BTreeSet<_> = entries.iter().map(|e| (e.prefecture, &e.name)).collect();
    check(names.len() == SELECTABLE, "municipalities.tsv", "has one name twice in a prefecture");

    let mut out = String::new();
    let mut starts: Vec<usize> =
        (0..PREFECTURES).map(|p| entries.partition_point(|e| e.prefecture < p)).collect();
    starts.push(entries.len());
    numbers(&mut out, "PREFECTURE_STARTS", "u16", &starts);
    for (constant, column) in [("NAMES", 1), ("KANA", 2), ("ENGLISH", 3)] {
        let column: Vec<_> = prefectures.iter().map(|p| p.fields[column].clone()).collect();
        blob(&mut out, &format!("PREFECTURE_{constant}"), &column, "");
    }
    let forms: Vec<_> = prefectures.iter().map(|p| search_form(&p.fields[2])).collect();
    blob(&mut out, "PREFECTURE_FORMS", &forms, "");

    write_entries(&mut out, &entries);
    let full_names: Vec<_> =
        entries.iter().map(|e| prefectures[e.prefecture].fields[1].clone() + &e.name).collect();
    write_full_names(&mut out, &full_names);
    write_cities(&mut out, &cities, &entries, &prefecture_of);
    write_abolished(&mut out, &data, &entries, &mut districts, &mut district_at, &prefecture_of);
    let (names, forms): (Vec<_>, Vec<_>) = districts.into_iter().unzip();
    check(names.iter().all(|name| folds_to_itself(name)), "abolished.tsv", FOLDS);
    blob(&mut out, "DISTRICT_NAMES", &names, "\n");
    blob(&mut out, "DISTRICT_FORMS", &forms[..current.len()], "\n");
    let mut starts: Vec<usize> =
        (0..PREFECTURES).map(|p| current.partition_point(|district| *district < p)).collect();
    starts.push(current.len());
    numbers(&mut out, "PREFECTURE_DISTRICTS", "u16", &starts);

    let target = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(target.join("municipality_table.rs"), out).expect("OUT_DIR can be written");
}

/// The codes without their check digits, which can be reckoned.
fn five_digits(codes: &[String]) -> Vec<usize> {
    codes.iter().map(|code| code[..5].parse().expect("digits")).collect()
}

/// A bit for each five-digit code there is, in the order of the codes, and how many stand before each word
/// of bits.
fn write_code_bits(out: &mut String, codes: &[String]) {
    let mut bits = vec![0u64; (PREFECTURES + 1) * 1000 / 64];
    for code in five_digits(codes) {
        bits[code / 64] |= 1 << (code % 64);
    }
    let before = |word: usize| bits[..word].iter().map(|word| word.count_ones() as usize).sum();
    let ranks: Vec<usize> = (0..bits.len()).map(before).collect();
    let _ = writeln!(
        out,
        "#[allow(clippy::unreadable_literal)]\npub(super) static CODE_BITS: [u64; {}] = {bits:?};",
        bits.len()
    );
    numbers(out, "CODES_BEFORE", "u16", &ranks);
}

/// Where each full name stands by its hash; a name whose place is taken stands in the next free one.
fn write_full_names(out: &mut String, names: &[String]) {
    const EMPTY: usize = 0xFFFF;
    let mut places = vec![EMPTY; name_hash::PLACES];
    for (i, name) in names.iter().enumerate() {
        let mut place = name_hash::place(name);
        while places[place] != EMPTY {
            place = (place + 1) % name_hash::PLACES;
        }
        places[place] = i;
    }
    numbers(out, "FULL_NAMES", "u16", &places);
}

/// The facts of the 1,892 entries, and the forms they are searched by.
fn write_entries(out: &mut String, entries: &[Entry]) {
    let codes: Vec<_> = entries.iter().map(|e| e.code.clone()).collect();
    numbers(out, "CODES", "u16", &five_digits(&codes));
    write_code_bits(out, &codes);
    let names: Vec<_> = entries.iter().map(|e| e.name.clone()).collect();
    blob(out, "NAMES", &names, "\n");
    let kana: Vec<_> = entries.iter().map(|e| e.kana.join(" ")).collect();
    let kana: Vec<Vec<u8>> = kana.iter().map(|k| k.chars().map(kana_byte).collect()).collect();
    bytes(out, "KANA", &kana);
    numbers(out, "DISTRICTS", "u16", &entries.iter().map(|e| e.district).collect::<Vec<_>>());

    let forms: Vec<Vec<String>> =
        entries.iter().map(|e| e.kana.iter().map(|word| search_form(word)).collect()).collect();
    blob(out, "FORMS", &forms.iter().map(|words| words.concat()).collect::<Vec<_>>(), "\n");
    let ward = entries.iter().map(|e| e.ward).collect::<Vec<_>>();
    numbers(out, "NAME_WARDS", "u8", &ward);
    let ward = forms.iter().map(|w| if w.len() > 1 { w[0].len() } else { 0 }).collect::<Vec<_>>();
    numbers(out, "FORM_WARDS", "u8", &ward);

    // Other ways to write an entry: with one of several variant characters, and a ward without its
    // city's 市 (札幌中央区). They stand apart, so that what is common is scanned first and alone.
    let mut aliases: [Vec<(usize, usize, String)>; 2] = Default::default();
    for (i, entry) in entries.iter().enumerate() {
        let mut folded = String::new();
        spelling::push_folded(&entry.name, &mut folded);
        if folded != entry.name {
            let mut city = String::new();
            spelling::push_folded(&entry.name[..entry.ward], &mut city);
            aliases[0].push((i, city.len(), folded.clone()));
        }
        if entry.ward > 0 {
            let (city, ward) = folded.split_once('市').expect("a ward's city ends in 市");
            aliases[0].push((i, city.len(), format!("{city}{ward}")));
            let city = forms[i][0].strip_suffix("si").expect("a ward's city ends in shi");
            aliases[1].push((i, city.len(), format!("{city}{}", forms[i][1])));
        }
    }
    for (constant, aliases) in [("NAME_ALIAS", &aliases[0]), ("FORM_ALIAS", &aliases[1])] {
        let of: Vec<_> = aliases.iter().map(|a| a.0).collect();
        let ward: Vec<_> = aliases.iter().map(|a| a.1).collect();
        let text: Vec<_> = aliases.iter().map(|a| a.2.clone()).collect();
        numbers(out, &format!("{constant}_OF"), "u16", &of);
        numbers(out, &format!("{constant}_WARDS"), "u8", &ward);
        blob(out, &format!("{constant}ES"), &text, "\n");
    }
}

/// The designated cities: each with the run of its wards.
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
        held += end - first;
        let _ = writeln!(
            out,
            "City {{ code: {}, wards: ({first}, {end}) }},",
            code[..5].trim_start_matches('0')
        );
    }
    out.push_str("];\n");
    check(held == WARDS, "designated_cities.tsv", "and the wards do not fit each other");
}

/// What is no more, each with what came after it.
fn write_abolished(
    out: &mut String,
    data: &Path,
    entries: &[Entry],
    districts: &mut Vec<(String, String)>,
    district_at: &mut BTreeMap<(usize, String), usize>,
    prefecture_of: &dyn Fn(&Row, &str) -> usize,
) {
    let (mut codes, mut names, mut of_district, mut successors) = (vec![], vec![], vec![], vec![]);
    let mut several: Vec<usize> = Vec::new();
    let columns = ["code", "prefecture", "district", "name", "abolished", "successors"];
    for row in read(data, "abolished.tsv", &columns) {
        let [code, prefecture, district, name, day, after] = &row.fields[..] else {
            unreachable!("read() counts")
        };
        let number = prefecture_of(&row, prefecture);
        check_code(&row, code, number);
        check(codes.last().is_none_or(|before| before <= code), &row.line, "is out of order");
        check(day.len() == 10 && day.is_ascii(), &row.line, "has no day");
        let mut after: Vec<usize> = after
            .split(',')
            .map(|code| {
                let found = entries.binary_search_by(|e| e.code.as_str().cmp(code));
                found.unwrap_or_else(|_| panic!("{}: successor {code} is no entry", row.line))
            })
            .collect();
        after.sort_unstable();
        after.dedup();
        successors.push(if let [one] = after[..] {
            one
        } else {
            several.push(after.len());
            several.extend(&after);
            SEVERAL + several.len() - 1 - after.len()
        });
        of_district.push(if district.is_empty() {
            NO_DISTRICT
        } else {
            *district_at.entry((number, district.clone())).or_insert_with(|| {
                districts.push((district.clone(), String::new()));
                districts.len() - 1
            })
        });
        codes.push(code.clone());
        names.push(name.clone());
    }
    numbers(out, "ABOLISHED_CODES", "u16", &five_digits(&codes));
    blob(out, "ABOLISHED_NAMES", &names, "");
    numbers(out, "ABOLISHED_DISTRICTS", "u16", &of_district);
    numbers(out, "ABOLISHED_SUCCESSORS", "u16", &successors);
    numbers(out, "SEVERAL_SUCCESSORS", "u16", &several);
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

/// Hiragana in a byte: 1 is ぁ; 0 is a seam, and a space stands between a city and its ward.
fn kana_byte(c: char) -> u8 {
    match c {
        reading::SEAM => 0,
        ' ' => 0xFF,
        _ => u8::try_from(u32::from(c) - u32::from('ぁ') + 1).expect("is_kana was checked"),
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

/// One text of many, each followed by `separator`, and where each begins.
fn blob(out: &mut String, name: &str, values: &[String], separator: &str) {
    let mut text = String::new();
    let mut starts = vec![0];
    for value in values {
        text.push_str(value);
        text.push_str(separator);
        starts.push(text.len());
    }
    let _ = writeln!(out, "pub(super) static {name}: &str = {text:?};");
    numbers(out, &format!("{name}_STARTS"), "u16", &starts);
}

fn bytes(out: &mut String, name: &str, values: &[Vec<u8>]) {
    let all = values.concat();
    let mut starts = vec![0];
    for value in values {
        starts.push(starts[starts.len() - 1] + value.len());
    }
    let _ = writeln!(out, "pub(super) static {name}: [u8; {}] = {all:?};", all.len());
    numbers(out, &format!("{name}_STARTS"), "u16", &starts);
}
