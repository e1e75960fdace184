//! The facts of the municipality directory, read from the files in `data/` and checked.
//!
//! A fact that does not hold stops the build with the file, the line and what is wrong.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

// The search form of a name is made by the code that makes the search form of a query.
#[path = "../src/municipality/reading.rs"]
#[allow(dead_code, reason = "Hepburn is for run time")]
pub(crate) mod reading;
#[path = "../src/municipality/spelling.rs"]
pub(crate) mod spelling;

/// As `src/municipality/variants.rs`, which stands on the table that is made here.
pub(crate) mod variants {
    use std::collections::BTreeMap;
    use std::path::Path;
    use std::sync::OnceLock;

    static ALL: OnceLock<BTreeMap<char, char>> = OnceLock::new();

    /// Each variant with its usual kanji.
    pub(crate) fn all() -> &'static BTreeMap<char, char> {
        ALL.get_or_init(|| {
            let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
            let mut all = BTreeMap::new();
            for row in super::read(&data, "variants.tsv", &["usual", "variants"]) {
                let kanji = row.fields[0].chars().next().expect("the first cell is a kanji");
                for variant in row.fields[1].chars() {
                    let is_new = all.insert(variant, kanji).is_none();
                    super::check(is_new, &row.line, "has a variant that is there twice");
                }
            }
            all
        })
    }

    pub(crate) fn usual(c: char) -> char {
        all().get(&c).copied().unwrap_or(c)
    }
}

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
    pub(crate) prefecture: usize,
    pub(crate) name: String,
    /// Hiragana. Empty for an abolished one: nobody searches for it.
    pub(crate) kana: String,
}

pub(crate) struct Entry {
    pub(crate) code: String,
    pub(crate) prefecture: usize,
    /// Its index among the districts.
    pub(crate) district: usize,
    pub(crate) name: String,
    /// Hiragana with seams; a space stands between a city and its ward.
    pub(crate) kana: String,
    /// Where the ward's own name begins in `name`; 0 where there is no city before it.
    pub(crate) ward: usize,
}

pub(crate) struct Abolished {
    pub(crate) code: String,
    pub(crate) district: usize,
    pub(crate) name: String,
    /// The entries its area is in now.
    pub(crate) successors: Vec<usize>,
}

/// All that the files hold.
pub(crate) struct Facts {
    /// Number, name, kana and romaji of each.
    pub(crate) prefectures: Vec<Row>,
    /// The first one is none, for what is in none.
    pub(crate) districts: Vec<District>,
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
            check(folds_to_itself(&row.fields[1]), &row.line, FOLDS);
        }
        let cities = read(data, "designated_cities.tsv", &["code", "prefecture", "name"]);
        check(cities.len() == DESIGNATED, "designated_cities.tsv", "must hold 20 cities");
        let mut facts = Self {
            prefectures,
            districts: vec![District { prefecture: 0, name: String::new(), kana: String::new() }],
            cities,
            entries: Vec::new(),
            abolished: Vec::new(),
        };
        facts.read_districts(data);
        facts.read_entries(data);
        facts.read_abolished(data);
        facts
    }

    /// The index of a prefecture, by the name that a row gives it.
    pub(crate) fn prefecture_of(&self, row: &Row, name: &str) -> usize {
        let found = self.prefectures.iter().position(|p| p.fields[1] == name);
        found.unwrap_or_else(|| panic!("{}: no prefecture {name}", row.line))
    }

    /// The index of a district, where it is known; 0 where `name` is empty.
    fn district(&self, prefecture: usize, name: &str) -> Option<usize> {
        let is_it = |one: &District| one.prefecture == prefecture && one.name == name;
        if name.is_empty() { Some(0) } else { self.districts.iter().position(is_it) }
    }

    fn read_districts(&mut self, data: &Path) {
        for row in read(data, "districts.tsv", &["prefecture", "name", "kana"]) {
            let [prefecture, name, kana] = &row.fields[..] else { unreachable!("read() counts") };
            let prefecture = self.prefecture_of(&row, prefecture);
            check(kana.chars().all(reading::is_kana), &row.line, NOT_KANA);
            check(folds_to_itself(name), &row.line, FOLDS);
            check(self.district(prefecture, name).is_none(), &row.line, "is there twice");
            let [name, kana] = [name, kana].map(Clone::clone);
            self.districts.push(District { prefecture, name, kana });
        }
    }

    fn read_entries(&mut self, data: &Path) {
        let columns = ["code", "prefecture", "district", "name", "kana", "romaji", "kind"];
        for row in read(data, "municipalities.tsv", &columns) {
            let [code, prefecture_name, district, name, kana, _, kind] = &row.fields[..] else {
                unreachable!("read() counts")
            };
            let prefecture = self.prefecture_of(&row, prefecture_name);
            check_code(&row, code, prefecture);
            if let Some(before) = self.entries.last() {
                check(before.code < *code, &row.line, "is out of order, or there twice");
            }
            let ward = if kind == "ward" {
                let is_its = |city: &&Row| {
                    city.fields[1] == *prefecture_name && name.starts_with(&city.fields[2])
                };
                let city = self.cities.iter().find(is_its);
                city.unwrap_or_else(|| panic!("{}: no designated city", row.line)).fields[2].len()
            } else {
                0
            };
            let is_letter = |c| reading::is_kana(c) || c == reading::SEAM;
            let words: Vec<&str> = kana.split(' ').collect();
            check(words.iter().all(|word| word.chars().all(is_letter)), &row.line, NOT_KANA);
            let count = if ward > 0 { 2 } else { 1 };
            check(words.len() == count, &row.line, "has a reading of another number of words");
            let district = self.district(prefecture, district);
            let district = district
                .unwrap_or_else(|| panic!("{}: its district is not in districts.tsv", row.line));
            let [code, name, kana] = [code, name, kana].map(Clone::clone);
            self.entries.push(Entry { code, prefecture, district, name, kana, ward });
        }
        let entries = &self.entries;
        check(entries.len() == SELECTABLE, "municipalities.tsv", "must hold 1,892 entries");
        let wards = count(entries, |e| e.ward > 0);
        check(wards == WARDS, "municipalities.tsv", "must hold 171 wards of designated cities");
        let names: BTreeSet<_> = entries.iter().map(|e| (e.prefecture, &e.name)).collect();
        check(names.len() == SELECTABLE, "municipalities.tsv", "has a name twice in a prefecture");
    }

    /// The abolished ones, each with what came after it; their districts join the others.
    fn read_abolished(&mut self, data: &Path) {
        let columns = ["code", "prefecture", "district", "name", "abolished", "successors"];
        for row in read(data, "abolished.tsv", &columns) {
            let [code, prefecture, district, name, day, after] = &row.fields[..] else {
                unreachable!("read() counts")
            };
            let prefecture = self.prefecture_of(&row, prefecture);
            check_code(&row, code, prefecture);
            let is_in_order = self.abolished.last().is_none_or(|before| before.code <= *code);
            check(is_in_order, &row.line, "is out of order");
            check(day.len() == 10 && day.is_ascii(), &row.line, "has no day");
            let entry = |code: &str| {
                let found = self.entries.binary_search_by(|e| e.code.as_str().cmp(code));
                found.unwrap_or_else(|_| panic!("{}: successor {code} is no entry", row.line))
            };
            let successors: BTreeSet<usize> = after.split(',').map(entry).collect();
            let district = self.district(prefecture, district).unwrap_or_else(|| {
                check(folds_to_itself(district), &row.line, FOLDS);
                let (name, kana) = (district.clone(), String::new());
                self.districts.push(District { prefecture, name, kana });
                self.districts.len() - 1
            });
            let (code, name) = (code.clone(), name.clone());
            let successors = successors.into_iter().collect();
            self.abolished.push(Abolished { code, district, name, successors });
        }
    }
}

const NOT_KANA: &str = "has a reading that is not hiragana";

/// The form that the words of a reading are searched by.
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

pub(crate) fn read(data: &Path, file: &str, columns: &[&str]) -> Vec<Row> {
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
    spelling::folded(name) == name
}

pub(crate) fn check(holds: bool, line: &str, fault: &str) {
    assert!(holds, "{line} {fault}");
}

/// A code without its check digit.
pub(crate) fn five(code: &str) -> usize {
    code[..5].parse().expect("check_code was there")
}

pub(crate) fn count<T>(all: &[T], is_one: impl Fn(&T) -> bool) -> usize {
    all.iter().filter(|one| is_one(one)).count()
}
