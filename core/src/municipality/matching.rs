//! One word of a query against the directory.

use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use super::Municipality;
use super::directory::{Directory, Names, Script, directory, those_of};
use super::query::{self, Word};
use super::table::{PREFECTURES, PrefectureRow};
use crate::personal::part;

/// How well a word fits an entry: lower is better.
pub(super) type Rank = u8;

/// The whole name.
pub(super) const WHOLE: Rank = 0;
/// The name without its suffix; a ward's own name with it or without.
pub(super) const WITHOUT_SUFFIX: Rank = 1;
/// The name of a ward's city, with its suffix or without.
pub(super) const CITY: Rank = 2;
/// A beginning of the name.
pub(super) const BEGINNING: Rank = 3;
/// The beginning of a ward's own name; a prefecture or a district as a whole.
pub(super) const WORD: Rank = 4;
/// A part of the name, or the beginning of the prefecture.
pub(super) const PART: Rank = 5;
/// Not at all.
pub(super) const NO_FIT: Rank = Rank::MAX;

/// How well a word fits each entry of some prefectures.
struct Ranking<'a> {
    word: &'a Word,
    directory: &'static Directory,
    script: &'static Script,
    entries: Range<usize>,
    /// Of each of the entries.
    ranks: Vec<Rank>,
}

/// The ranks of `entries`, which are of `prefectures`, for `word`: by their names, districts and prefectures.
pub(super) fn ranks(word: &Word, prefectures: &Range<usize>, entries: &Range<usize>) -> Vec<Rank> {
    let mut ranking = Ranking::new(word, entries);
    ranking.find_names();
    if matches!(word.kind, None | Some('郡')) {
        ranking.find_districts();
    }
    if matches!(word.kind, None | Some('県')) {
        for prefecture in &PREFECTURES[prefectures.clone()] {
            if let Some(rank) = rank_prefecture(word, prefecture) {
                let Range { start, end } = prefecture.entries;
                let within = start.max(entries.start)..end.min(entries.end);
                within.for_each(|entry| ranking.note(entry, rank));
            }
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

fn script_of<'d>(word: &Word, directory: &'d Directory) -> &'d Script {
    if word.is_reading { &directory.read } else { &directory.written }
}

impl<'a> Ranking<'a> {
    fn new(word: &'a Word, entries: &Range<usize>) -> Self {
        let directory = directory();
        let (script, ranks) = (script_of(word, directory), vec![NO_FIT; entries.len()]);
        Self { word, directory, script, entries: entries.clone(), ranks }
    }

    fn note(&mut self, entry: usize, rank: Rank) {
        let held = &mut self.ranks[entry - self.entries.start];
        *held = rank.min(*held);
    }

    /// Every place where the word stands in a name.
    fn find_names(&mut self) {
        let Script { names, others, others_of, .. } = self.script;
        let among_others = those_of(others_of, &self.entries);
        self.find_in(names, self.entries.clone(), |at| at);
        self.find_in(others, among_others, |at| usize::from(others_of[at]));
    }

    /// The same in some names next to each other, where `entry` says what each one is the name of.
    fn find_in(&mut self, names: &Names, part: Range<usize>, entry: impl Fn(usize) -> usize) {
        let (word, directory) = (self.word, self.directory);
        let rank = |entry, at, begin| rank_in(word, directory, entry, names, at, begin);
        let &[letter] = word.form.as_bytes() else {
            for (at, begin) in names.texts.find(&word.form, part) {
                self.note(entry(at), rank(entry(at), at, begin));
            }
            return;
        };
        // A single letter is in nearly every name: only beginnings say anything.
        for at in part {
            for begin in [0, usize::from(names.wards[at])] {
                if names.texts.lines.as_bytes()[names.texts.start(at) + begin] == letter {
                    self.note(entry(at), rank(entry(at), at, begin));
                }
            }
        }
    }

    /// The districts that are called by the word, with their 郡 or without.
    fn find_districts(&mut self) {
        if self.word.form.len() == 1 {
            return;
        }
        let Script { districts, district_suffix, .. } = self.script;
        for (district, begin) in districts.find(&self.word.form, 0..districts.count()) {
            let rest = part(districts.get(district), begin + self.word.form.len()..);
            if begin == 0 && (rest.is_empty() || rest == *district_suffix) {
                for entry in self.entries.clone() {
                    if usize::from(self.directory.districts[entry]) == district {
                        self.note(entry, WORD);
                    }
                }
            }
        }
    }
}

/// The rank of an entry in whose name, which is number `at` of `names`, the word stands from `begin` on.
#[inline]
fn rank_in(
    word: &Word,
    directory: &Directory,
    entry: usize,
    names: &Names,
    at: usize,
    begin: usize,
) -> Rank {
    let own_at = usize::from(names.wards[at]);
    let is_part = begin > 0 && begin != own_at;
    if is_part && word.kind.is_none() {
        return PART;
    }
    let name = names.texts.get(at);
    let end = begin + word.form.len();
    let rest = part(name, end..);
    // What follows within the city's name or the ward's own.
    let own_rest = if end <= own_at { part(name, end..own_at) } else { rest };
    let is_whole =
        own_rest.is_empty() || is_suffix(own_rest, word, directory.kind(entry, end <= own_at));
    let is_suffix_said = word.kind.is_some();
    if word.kind.is_some_and(|kind| !is_whole || !directory.is_kind(kind, entry, end <= own_at)) {
        return NO_FIT;
    }
    match begin {
        // Shiroishi City is 白石市, and only after it 白井市.
        0 if rest.is_empty() != is_suffix_said && is_whole && end > own_at => WHOLE,
        0 if is_whole && end <= own_at => CITY,
        0 if is_whole => WITHOUT_SUFFIX,
        0 => BEGINNING,
        _ if is_part => PART,
        _ if is_whole => WITHOUT_SUFFIX,
        _ => WORD,
    }
}

/// The parts of an entry's address that a word can be, each as a whole.
pub(super) mod parts {
    pub(in super::super) const PREFECTURE: u8 = 1;
    pub(in super::super) const DISTRICT: u8 = 2;
    pub(in super::super) const CITY: u8 = 4;
    pub(in super::super) const OWN: u8 = 8;
    /// Not a part: the own name has its 市, 区, 町 or 村, or says in English what it is.
    pub(in super::super) const MARKED: u8 = 16;
}

/// The parts of an entry's address that `word` is, with their suffixes or without.
pub(super) fn parts_of(word: &Word, entry: usize) -> u8 {
    let directory = directory();
    let script = script_of(word, directory);
    let name = script.names.texts.get(entry);
    let (city, own) = name.split_at(usize::from(script.names.wards[entry]));
    let is_named = |name: &str, is_city: bool| {
        let rest = name.strip_prefix(&*word.form);
        rest.is_some_and(|rest| {
            rest.is_empty() || is_suffix(rest, word, directory.kind(entry, is_city))
        }) && word.kind.is_none_or(|kind| directory.is_kind(kind, entry, is_city))
    };
    let mut found = 0;
    if !city.is_empty() && is_named(city, true) {
        found |= parts::CITY;
    }
    let is_all = !city.is_empty() && is_named(name, false);
    if is_all {
        found |= parts::CITY | parts::OWN;
    }
    if is_named(own, false) {
        found |= parts::OWN;
    }
    if is_all || word.kind.is_some() || own == &*word.form {
        found |= (found & parts::OWN) * (parts::MARKED / parts::OWN);
    }
    let district = script.districts.get(usize::from(directory.districts[entry]));
    let is_district = |rest: &str| rest.is_empty() || rest == script.district_suffix;
    if matches!(word.kind, None | Some('郡'))
        && district.strip_prefix(&*word.form).is_some_and(is_district)
    {
        found |= parts::DISTRICT;
    }
    let prefecture = &PREFECTURES[Municipality::at(entry).prefecture().at()];
    if matches!(word.kind, None | Some('県')) && rank_prefecture(word, prefecture) == Some(WORD) {
        found |= parts::PREFECTURE;
    }
    found
}

/// How `word` fits a prefecture: all of it, with its 都, 道, 府 or 県 or without, or as its beginning once that says
/// something.
pub(super) fn rank_prefecture(word: &Word, prefecture: &PrefectureRow) -> Option<Rank> {
    let whole = if word.is_reading { prefecture.form } else { prefecture.name };
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

/// Whether `rest`, the end of a name or of a reading as `word` is one, is the 市, 区, 町 or 村 that the name has.
fn is_suffix(rest: &str, word: &Word, own: char) -> bool {
    let kind = match rest {
        _ if !word.is_reading => return rest.len() == "市".len(),
        "si" => '市',
        "ku" => '区',
        "tyo" | "mati" => '町',
        "son" | "mura" => '村',
        _ => return false,
    };
    kind == own
}
