//! One word of a query against the directory.

use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use super::query::{self, Word};
use super::table::{self, PREFECTURES, PrefectureRow};
use super::texts::Texts;
use crate::personal::part;

/// How well a word fits an entry: lower is better.
pub(super) type Rank = u8;

/// The whole name.
pub(super) const WHOLE: Rank = 0;
/// The name without its suffix; a ward's own name with it or without.
pub(super) const WITHOUT_SUFFIX: Rank = 1;
/// A beginning of the name.
pub(super) const BEGINNING: Rank = 2;
/// The beginning of a ward's own name; a prefecture or a district as a whole.
pub(super) const WORD: Rank = 3;
/// A part of the name, or the beginning of the prefecture.
pub(super) const PART: Rank = 4;
/// Not at all.
pub(super) const NO_FIT: Rank = Rank::MAX;

/// What a word is compared with: names as they are written, or the search forms of readings.
struct Script {
    /// The names of all entries.
    names: Names,
    /// Other ways to write some: with variant kanji, or a ward's without its city's 市 (札幌中央区).
    others: Names,
    /// The entries that the other ways are of.
    others_of: &'static [u16],
    districts: &'static Texts,
    /// What the name of a district ends in, and a person may leave out.
    district_suffix: &'static str,
    prefecture: fn(&PrefectureRow) -> &'static str,
}

struct Names {
    texts: &'static Texts,
    /// Where a ward's own name begins in each; 0 where the name is one.
    wards: &'static [u8],
}

static WRITTEN: Script = Script {
    names: Names { texts: &table::NAMES, wards: &table::NAMES_WARDS },
    others: Names { texts: &table::OTHER_NAMES, wards: &table::OTHER_NAMES_WARDS },
    others_of: &table::OTHER_NAMES_OF,
    districts: &table::DISTRICT_NAMES,
    district_suffix: "郡",
    prefecture: |prefecture| prefecture.name,
};

static READ: Script = Script {
    names: Names { texts: &table::FORMS, wards: &table::FORMS_WARDS },
    others: Names { texts: &table::OTHER_FORMS, wards: &table::OTHER_FORMS_WARDS },
    others_of: &table::OTHER_FORMS_OF,
    districts: &table::DISTRICT_FORMS,
    district_suffix: "gun",
    prefecture: |prefecture| prefecture.form,
};

/// How well a word fits each entry of some prefectures.
struct Ranking<'a> {
    word: &'a Word,
    script: &'static Script,
    entries: Range<usize>,
    /// Of each of the entries.
    ranks: Vec<Rank>,
}

/// The ranks of `entries`, all those of `prefectures`, for `word`: by their names, districts and prefectures.
pub(super) fn ranks(word: &Word, prefectures: &Range<usize>, entries: &Range<usize>) -> Vec<Rank> {
    let mut ranking = Ranking::new(word, entries);
    ranking.find_names();
    ranking.find_districts();
    for prefecture in &PREFECTURES[prefectures.clone()] {
        if let Some(rank) =
            rank_prefecture(word, prefecture, (ranking.script.prefecture)(prefecture))
        {
            prefecture.entries.clone().for_each(|entry| ranking.note(entry, rank));
        }
    }
    ranking.ranks
}

/// The ranks of `entries` for `word` by their names alone.
pub(super) fn ranks_of_names(word: &Word, entries: &Range<usize>) -> Vec<Rank> {
    let mut ranking = Ranking::new(word, entries);
    ranking.find_names();
    ranking.ranks
}

impl<'a> Ranking<'a> {
    fn new(word: &'a Word, entries: &Range<usize>) -> Self {
        let script = if word.is_reading { &READ } else { &WRITTEN };
        Self { word, script, entries: entries.clone(), ranks: vec![NO_FIT; entries.len()] }
    }

    fn note(&mut self, entry: usize, rank: Rank) {
        let held = &mut self.ranks[entry - self.entries.start];
        *held = rank.min(*held);
    }

    /// Every place where the word stands in a name.
    fn find_names(&mut self) {
        let Script { names, others, others_of, .. } = self.script;
        let before = |end: usize| others_of.partition_point(|entry| usize::from(*entry) < end);
        let among_others = before(self.entries.start)..before(self.entries.end);
        self.find_in(names, self.entries.clone(), |at| at);
        self.find_in(others, among_others, |at| usize::from(others_of[at]));
    }

    /// The same in some names next to each other, where `entry` says what each one is the name of.
    fn find_in(&mut self, names: &Names, part: Range<usize>, entry: impl Fn(usize) -> usize) {
        let word = self.word;
        let is_letter = word.form.len() == 1;
        for (at, begin) in names.texts.find(&word.form, part) {
            let rank = rank_in(word, entry(at), names, at, begin);
            // A single letter is in nearly every name: only beginnings say anything.
            if !is_letter || rank < PART {
                self.note(entry(at), rank);
            }
        }
    }

    /// The districts that are called by the word, with their 郡 or without.
    fn find_districts(&mut self) {
        let Script { districts, district_suffix, .. } = self.script;
        for (district, begin) in districts.find(&self.word.form, 0..districts.count()) {
            let rest = part(districts.get(district), begin + self.word.form.len()..);
            if begin == 0 && (rest.is_empty() || rest == *district_suffix) {
                for entry in self.entries.clone() {
                    if usize::from(table::DISTRICTS[entry]) == district {
                        self.note(entry, WORD);
                    }
                }
            }
        }
    }
}

/// The rank of an entry in whose name, which is number `at` of `names`, the word stands from `begin` on.
fn rank_in(word: &Word, entry: usize, names: &Names, at: usize, begin: usize) -> Rank {
    if begin > 0 && begin != usize::from(names.wards[at]) {
        return PART;
    }
    let rest = part(names.texts.get(at), begin + word.form.len()..);
    match rest {
        "" if begin == 0 => WHOLE,
        _ if rest.is_empty() || is_suffix(rest, word, entry) => WITHOUT_SUFFIX,
        _ if begin == 0 => BEGINNING,
        _ => WORD,
    }
}

/// How `word` fits a prefecture, whose name or reading is `whole`: all of it, with its 都, 道, 府 or 県 or without, or
/// as its beginning once that says something.
fn rank_prefecture(word: &Word, prefecture: &PrefectureRow, whole: &str) -> Option<Rank> {
    let rest = whole.strip_prefix(&*word.form)?;
    let name = prefecture.name;
    let (suffix, least) = if word.is_reading {
        let suffix = match name.chars().next_back() {
            Some('県') => "ken".len(),
            Some('都' | '府') => "to".len(),
            _ => 0,
        };
        (suffix, "tok".len())
    } else {
        (name.len() - query::bare_prefecture(name).len(), "北海".len())
    };
    if rest.is_empty() || rest.len() == suffix {
        return Some(WORD);
    }
    (word.form.len() >= least).then_some(PART)
}

/// Whether `rest`, the end of a name or of a reading as `word` is one, is its 市, 区, 町 or 村.
fn is_suffix(rest: &str, word: &Word, entry: usize) -> bool {
    if !word.is_reading {
        return rest.len() == "市".len();
    }
    let kind = match rest {
        "si" => '市',
        "ku" => '区',
        "tyo" | "mati" => '町',
        "son" | "mura" => '村',
        _ => return false,
    };
    table::NAMES.get(entry).ends_with(kind)
}
