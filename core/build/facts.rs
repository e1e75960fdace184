//! The facts of the municipality directory, read from the files in `data/` and checked.
//!
//! A fact that does not hold stops the build with the file, the line and what is wrong.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

// The search form of a name is made by the code that makes the search form of a query.
#[path = "../src/municipality/reading.rs"]
pub(crate) mod reading;
#[path = "../src/municipality/spelling.rs"]
#[allow(dead_code, reason = "comparing is for run time")]
pub(crate) mod spelling;

/// What the directory must hold; a change of these numbers is a change of the country.
pub(crate) const PREFECTURES: usize = 47;
pub(crate) const SELECTABLE: usize = 1_892;
pub(crate) const WARDS: usize = 171;
pub(crate) const DESIGNATED: usize = 20;

pub(crate) struct Row {
    pub(crate) line: String,
    pub(crate) fields: Vec<String>,
}

pub(crate) struct District {
    pub(crate) name: String,
    /// Nothing for one that is no more: nobody searches for it.
    pub(crate) form: String,
}

/// The districts of each prefecture.
pub(crate) type Districts = [Vec<District>; PREFECTURES];

pub(crate) struct Entry {
    pub(crate) code: String,
    pub(crate) prefecture: usize,
    /// Nothing where it is in none.
    pub(crate) district: String,
    pub(crate) name: String,
    /// Hiragana with seams, one word or (a ward) two.
    pub(crate) kana: Vec<String>,
    /// Where the ward's own name begins in `name`; 0 where there is no city before it.
    pub(crate) ward: usize,
}

pub(crate) struct Abolished {
    pub(crate) code: String,
    pub(crate) prefecture: usize,
    pub(crate) district: String,
    pub(crate) name: String,
    /// The entries its area is in now.
    pub(crate) successors: Vec<usize>,
}

/// All that the files tell.
pub(crate) struct Facts {
    /// Number, name, kana and romaji of each.
    pub(crate) prefectures: Vec<Row>,
    pub(crate) districts: Districts,
    /// Code, prefecture and name of each.
    pub(crate) cities: Vec<Row>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) abolished: Vec<Abolished>,
}

impl Facts {
    /// Reads and checks them.
    pub(crate) fn read(data: &Path) -> Self {
        let prefectures = read(data, "prefectures.tsv", &["number", "name", "kana", "romaji"]);
        check(prefectures.len() == PREFECTURES, "prefectures.tsv", "must hold 47 prefectures");
        for (i, row) in prefectures.iter().enumerate() {
            check(row.fields[0] == format!("{:02}", i + 1), &row.line, "is out of order");
        }
        let cities = read(data, "designated_cities.tsv", &["code", "prefecture", "name"]);
        check(cities.len() == DESIGNATED, "designated_cities.tsv", "must hold 20 cities");
        let mut facts = Self {
            prefectures,
            districts: std::array::from_fn(|_| Vec::new()),
            cities,
            entries: Vec::new(),
            abolished: Vec::new(),
        };
        facts.read_districts(data);
        facts.read_entries(data);
        facts.read_abolished(data);
        facts
    }

    /// The place of a prefecture, by the name that a row gives it.
    pub(crate) fn prefecture_of(&self, row: &Row, name: &str) -> usize {
        let found = self.prefectures.iter().position(|p| p.fields[1] == name);
        found.unwrap_or_else(|| panic!("{}: no prefecture {name}", row.line))
    }

    fn read_districts(&mut self, data: &Path) {
        for row in read(data, "districts.tsv", &["prefecture", "name", "kana"]) {
            let [prefecture, name, kana] = &row.fields[..] else { unreachable!("read() counts") };
            let number = self.prefecture_of(&row, prefecture);
            let of = &mut self.districts[number];
            check(
                kana.chars().all(reading::is_kana),
                &row.line,
                "has a reading that is not hiragana",
            );
            check(folds_to_itself(name), &row.line, FOLDS);
            check(of.iter().all(|district| district.name != *name), &row.line, "is there twice");
            of.push(District { name: name.clone(), form: search_form(kana) });
        }
    }

    fn read_entries(&mut self, data: &Path) {
        let columns = ["code", "prefecture", "district", "name", "kana", "romaji", "kind"];
        for row in read(data, "municipalities.tsv", &columns) {
            let [code, prefecture, district, name, kana, romaji, kind] = &row.fields[..] else {
                unreachable!("read() counts")
            };
            let number = self.prefecture_of(&row, prefecture);
            check_code(&row, code, number);
            if let Some(before) = self.entries.last() {
                check(before.code < *code, &row.line, "is out of order, or there twice");
            }
            let ward = match kind.as_str() {
                "ward" => self
                    .cities
                    .iter()
                    .find(|c| c.fields[1] == *prefecture && name.starts_with(&c.fields[2]))
                    .map_or_else(
                        || panic!("{}: no designated city", row.line),
                        |c| c.fields[2].len(),
                    ),
                "city" | "special-ward" | "town" | "village" => 0,
                _ => panic!("{}: no kind {kind}", row.line),
            };
            let is_known =
                district.is_empty() || self.districts[number].iter().any(|d| d.name == *district);
            check(is_known, &row.line, "has a district that is not in districts.tsv");
            let kana = words(&row, kind, name, kana, romaji);
            let [code, district, name] = [code, district, name].map(Clone::clone);
            self.entries.push(Entry { code, prefecture: number, district, name, kana, ward });
        }
        let entries = &self.entries;
        check(entries.len() == SELECTABLE, "municipalities.tsv", "must hold 1,892 entries");
        let wards = count(entries, |e| e.ward > 0);
        check(wards == WARDS, "municipalities.tsv", "must hold 171 wards of designated cities");
        let names: BTreeSet<_> = entries.iter().map(|e| (e.prefecture, &e.name)).collect();
        check(
            names.len() == SELECTABLE,
            "municipalities.tsv",
            "has one name twice in a prefecture",
        );
    }

    /// What is no more, each with what came after it; its district joins the others.
    fn read_abolished(&mut self, data: &Path) {
        let columns = ["code", "prefecture", "district", "name", "abolished", "successors"];
        for row in read(data, "abolished.tsv", &columns) {
            let [code, prefecture, district, name, day, after] = &row.fields[..] else {
                unreachable!("read() counts")
            };
            let prefecture = self.prefecture_of(&row, prefecture);
            check_code(&row, code, prefecture);
            check(
                self.abolished.last().is_none_or(|before| before.code <= *code),
                &row.line,
                "is out of order",
            );
            check(day.len() == 10 && day.is_ascii(), &row.line, "has no day");
            let mut successors: Vec<usize> = after
                .split(',')
                .map(|code| {
                    let found = self.entries.binary_search_by(|e| e.code.as_str().cmp(code));
                    found.unwrap_or_else(|_| panic!("{}: successor {code} is no entry", row.line))
                })
                .collect();
            successors.sort_unstable();
            successors.dedup();
            let of = &mut self.districts[prefecture];
            if !district.is_empty() && of.iter().all(|known| known.name != *district) {
                check(folds_to_itself(district), &row.line, FOLDS);
                of.push(District { name: district.clone(), form: String::new() });
            }
            let [code, district, name] = [code, district, name].map(Clone::clone);
            self.abolished.push(Abolished { code, prefecture, district, name, successors });
        }
    }
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

pub(crate) fn search_form(kana: &str) -> String {
    let (mut kunrei, mut form) = (String::new(), String::new());
    reading::push_kunrei(kana, &mut kunrei);
    reading::push_search_form(&kunrei, &mut form);
    form
}

/// The code of local public entities: five digits and a check digit (MIC, modulus 11).
pub(crate) fn check_code(row: &Row, code: &str, prefecture: usize) {
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
pub(crate) const FOLDS: &str = "has a variant character: make its form the one `spelling` folds to";

pub(crate) fn folds_to_itself(name: &str) -> bool {
    let mut folded = String::new();
    spelling::push_folded(name, &mut folded);
    folded == name
}

pub(crate) fn check(holds: bool, place: &str, fault: &str) {
    assert!(holds, "{place} {fault}");
}

/// The forms that an entry's words are searched by.
pub(crate) fn forms(entry: &Entry) -> Vec<String> {
    entry.kana.iter().map(|word| search_form(word)).collect()
}

/// A code without its check digit.
pub(crate) fn five(code: &str) -> usize {
    code[..5].parse().expect("check_code was there")
}

pub(crate) fn count<T>(all: &[T], is_one: impl Fn(&T) -> bool) -> usize {
    all.iter().filter(|one| is_one(one)).count()
}
