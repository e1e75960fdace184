//! One word of a query against the directory.

use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use memchr::memmem;

use super::names::{
    NameWalk, Names, VARIANTS, cities_among, district_texts, is_district, prefecture_texts,
};
use super::query::{self, Word};
use super::table;
use crate::texts::Walk;

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

/// The bytes of a reading that many names have: `mati`.
const SHORT: usize = 4;

/// Ranks the entries of some prefectures for one word after another.
pub(super) struct Matcher<'a> {
    prefectures: &'a Range<usize>,
    entries: Range<usize>,
    /// The rank of each entry for the last word.
    ranks: Vec<Rank>,
    /// The entries that fit the last word, each once: what fits is few, so nothing runs over all.
    touched: Vec<u16>,
}

impl<'a> Matcher<'a> {
    /// For the entries of `prefectures`, which stand next to each other.
    pub(super) fn new(prefectures: &'a Range<usize>, entries: Range<usize>) -> Self {
        let ranks = vec![NO_FIT; entries.len()];
        Self { prefectures, entries, ranks, touched: Vec::with_capacity(64) }
    }

    /// Ranks the entries for `word` by their names, districts and prefectures.
    pub(super) fn run(&mut self, word: &Word) {
        let finder = memmem::Finder::new(&word.form);
        self.clear();
        self.find_names(word, &finder, &self.entries.clone());
        self.run_prefectures(word);
        self.run_districts(word, &finder);
    }

    /// Ranks the entries for a word that is the only one of a query: all that fit, or if `limit` are enough at least
    /// those that go first.
    ///
    /// A syllable or a kanji of many names (し, 市) stands in half of them. Most have it somewhere within, which is the
    /// last rank of all: of those the first few in the order of the codes are enough.
    pub(super) fn run_alone(&mut self, word: &Word, limit: usize) {
        let short = if word.is_reading { SHORT } else { "市".len() };
        if !(2..=short).contains(&word.form.len()) {
            self.run(word);
            return;
        }
        let finder = memmem::Finder::new(&word.form);
        let names = Names::for_word(word);
        let entries = self.entries.clone();
        self.clear();
        self.run_prefectures(word);
        self.run_districts(word, &finder);
        self.find_beginnings(word, names, entries.clone());
        self.find_others(word, &finder, &entries);
        let better = self.fits().filter(|(rank, _)| *rank < PART).count();
        let enough = limit.saturating_sub(better);
        self.find_parts(word, &finder, names, &entries, enough);
    }

    /// Ranks some entries of the scope for `word`, as [`Matcher::run`] ranks all.
    pub(super) fn run_among(&mut self, word: &Word, entries: impl Iterator<Item = u16>) {
        let finder = memmem::Finder::new(&word.form);
        self.clear();
        for entry in entries.map(usize::from) {
            self.find_names(word, &finder, &(entry..entry + 1));
            let prefecture = table::prefecture_of(entry);
            let name = prefecture_texts(word).get(prefecture);
            if let Some(rank) = rank_prefecture(word, prefecture, name.as_bytes()) {
                self.note(entry, rank);
            }
            let (districts, _) = district_texts(word);
            let is_named = |district| is_district(word, districts.get(district).as_bytes());
            if table::district_of(entry).is_some_and(is_named) {
                self.note(entry, WORD);
            }
        }
    }

    /// Ranks the entries for `word` by their names alone.
    pub(super) fn run_names(&mut self, word: &Word) {
        self.clear();
        self.find_names(word, &memmem::Finder::new(&word.form), &self.entries.clone());
    }

    fn find_names(&mut self, word: &Word, finder: &memmem::Finder<'_>, entries: &Range<usize>) {
        let names = Names::for_word(word);
        if word.form.len() == 1 {
            // A single letter is in nearly every name: only beginnings say anything.
            self.find_beginnings(word, names, entries.clone());
        } else {
            self.find_parts(word, finder, names, entries, usize::MAX);
            self.find_others(word, finder, entries);
        }
    }

    /// The word in the other ways to write the names of `entries`.
    fn find_others(&mut self, word: &Word, finder: &memmem::Finder<'_>, entries: &Range<usize>) {
        if !word.is_reading {
            self.find_parts(word, finder, &VARIANTS, entries, usize::MAX);
        }
        self.find_across(word, entries);
    }

    /// Forgets the last word.
    fn clear(&mut self) {
        if !self.touched.is_empty() {
            self.ranks.fill(NO_FIT);
            self.touched.clear();
        }
    }

    /// The rank of an entry of the scope for the last word.
    pub(super) fn rank_of(&self, entry: u16) -> Rank {
        self.ranks[usize::from(entry) - self.entries.start]
    }

    /// The entries that fit the last word, each with its rank.
    pub(super) fn fits(&self) -> impl Iterator<Item = (Rank, u16)> {
        self.touched.iter().map(|at| (self.rank_of(*at), *at))
    }

    /// The rank of an entry for the last word, which then counts as not fitting.
    pub(super) fn take_rank(&mut self, entry: u16) -> Rank {
        core::mem::replace(&mut self.ranks[usize::from(entry) - self.entries.start], NO_FIT)
    }

    fn note(&mut self, entry: usize, rank: Rank) {
        let held = &mut self.ranks[entry - self.entries.start];
        if *held == NO_FIT {
            self.touched.push(u16::try_from(entry).expect("entries are fewer than 65,536"));
        }
        *held = rank.min(*held);
    }

    /// Every place where the word stands in the names of `entries`, until `enough` more entries fit.
    fn find_parts(
        &mut self,
        word: &Word,
        finder: &memmem::Finder<'_>,
        names: &'static Names,
        entries: &Range<usize>,
        enough: usize,
    ) {
        let part = names.of_entries(entries);
        if word.form.len() > names.longest || part.is_empty() {
            return;
        }
        let enough = self.touched.len().saturating_add(enough);
        let (mut name, lines) = names.lines(&part);
        let offset = name.walk.start();
        for hit in finder.find_iter(lines) {
            if self.touched.len() >= enough {
                return;
            }
            name.walk.go_to_place(offset + hit);
            self.rank(word, &mut name, offset + hit);
        }
    }

    /// The names of `entries` that begin with the word, which is short, and the wards whose own names do.
    fn find_beginnings(&mut self, word: &Word, names: &'static Names, entries: Range<usize>) {
        let form = word.form.as_bytes();
        // So few bytes are compared sooner here than by a call.
        let begins =
            |rest: &[u8]| rest.len() >= form.len() && rest.iter().zip(form).all(|(a, b)| a == b);
        let (mut name, lines) = names.lines(&entries);
        if names.firsts.is_empty() {
            let offset = name.walk.start();
            if begins(name.walk.rest(0)) {
                self.rank(word, &mut name, offset);
            }
            // The others stand after the line feed of the one before.
            let mut line = [b'\n'; 1 + SHORT];
            let line = &mut line[..=form.len()];
            line[1..].copy_from_slice(form);
            for hit in memmem::find_iter(lines, line) {
                name.walk.go_to_place(offset + hit + 1);
                self.rank(word, &mut name, offset + hit + 1);
            }
        } else {
            for at in memchr::memchr_iter(form[0], &names.firsts[entries.clone()]) {
                name.walk.go_to(entries.start + at);
                if begins(name.walk.rest(0)) {
                    let start = name.walk.start();
                    self.rank(word, &mut name, start);
                }
            }
        }
        for (city, wards) in cities_among(&entries) {
            let own = city.place(word.is_reading).len();
            let (mut name, _) = names.lines(&wards);
            for ward in wards {
                name.walk.go_to(ward);
                if begins(name.walk.rest(own)) {
                    let place = name.walk.start() + own;
                    self.rank(word, &mut name, place);
                }
            }
        }
    }

    /// The wards of `entries` in whose names the word stands if their city is written without its 市: 札幌中央区. What
    /// stands in the city or in the ward alone stands in the name as it is, so here the word goes across.
    fn find_across(&mut self, word: &Word, entries: &Range<usize>) {
        let names = Names::for_word(word);
        let form = word.form.as_bytes();
        let Some((_, but_last)) = form.split_last() else { return };
        let suffix = if word.is_reading { "si" } else { "市" };
        for (city, wards) in cities_among(entries) {
            let place = city.place(word.is_reading);
            let own = place.len();
            let bare = &names.bytes()[place.start..place.end - suffix.len()];
            let [.., last] = bare else { continue };
            for end in memchr::memchr_iter(*last, but_last) {
                let at = end + 1;
                if !bare.ends_with(&form[..at]) {
                    continue;
                }
                let (mut name, _) = names.lines(&wards);
                for ward in wards.clone() {
                    name.walk.go_to(ward);
                    if let Some(rest) = name.walk.rest(own).strip_prefix(&form[at..]) {
                        let rank = match rest {
                            _ if at < bare.len() => PART,
                            [] => WHOLE,
                            _ if is_suffix(rest, word, ward) => WITHOUT_SUFFIX,
                            _ => BEGINNING,
                        };
                        self.note(ward, rank);
                    }
                }
            }
        }
    }

    /// Notes the rank of a name in which the word stands from `place` of the text.
    fn rank(&mut self, word: &Word, name: &mut NameWalk, place: usize) {
        let begin = place - name.walk.start();
        let entry = name.entry();
        let ends = |rest: &[u8]| rest.is_empty() || is_suffix(rest, word, entry);
        let rank = if begin == 0 {
            match name.walk.rest(word.form.len()) {
                [] => WHOLE,
                rest if ends(rest) => WITHOUT_SUFFIX,
                _ => BEGINNING,
            }
        } else if begin != name.own() {
            PART
        } else if ends(name.walk.rest(begin + word.form.len())) {
            WITHOUT_SUFFIX
        } else {
            WORD
        };
        self.note(entry, rank);
    }

    fn run_prefectures(&mut self, word: &Word) {
        let mut name = Walk::from(prefecture_texts(word), self.prefectures.start);
        for at in self.prefectures.clone() {
            name.go_to(at);
            if let Some(rank) = rank_prefecture(word, at, name.rest(0)) {
                table::entries_of(at).for_each(|entry| self.note(entry, rank));
            }
        }
    }

    fn run_districts(&mut self, word: &Word, finder: &memmem::Finder<'_>) {
        // No district has one letter, and one letter is in nearly all of them.
        if word.form.len() == 1 {
            return;
        }
        let last = self.prefectures.end - 1;
        let districts =
            table::districts_of(self.prefectures.start).start..table::districts_of(last).end;
        let (texts, _) = district_texts(word);
        let mut walk = Walk::from(texts, districts.start);
        let offset = walk.start();
        let text = &texts.all().as_bytes()[offset..texts.start(districts.end)];
        for hit in finder.find_iter(text) {
            walk.go_to_place(offset + hit);
            if is_district(word, walk.rest(0)) {
                table::entries_in(walk.at()).for_each(|entry| self.note(entry, WORD));
            }
        }
    }
}

/// How `word` fits the prefecture `at`, whose name or reading is `whole`: all of it, with its 都, 道, 府 or 県 or
/// without, or as its beginning once that says something.
fn rank_prefecture(word: &Word, at: usize, whole: &[u8]) -> Option<Rank> {
    let form = word.form.as_bytes();
    if !whole.starts_with(form) {
        return None;
    }
    let name = table::prefecture_name(at);
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
    if form.len() == whole.len() || form.len() == whole.len() - suffix {
        return Some(WORD);
    }
    (form.len() >= least).then_some(PART)
}

/// Whether `rest`, the end of a name or of a reading as `word` is one, is its 市, 区, 町 or 村.
fn is_suffix(rest: &[u8], word: &Word, entry: usize) -> bool {
    if !word.is_reading {
        return rest.len() == "市".len();
    }
    let kind = match rest {
        b"si" => '市',
        b"ku" => '区',
        b"tyo" | b"mati" => '町',
        b"son" | b"mura" => '村',
        _ => return false,
    };
    table::name(entry).ends_with(kind)
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::*;
    use crate::municipality::query::words;
    use crate::municipality::spelling::push_folded;

    /// Words of every kind, and of every length that is looked for in a way of its own.
    const WORDS: [&str; 22] = [
        "a",
        "か",
        "し",
        "shi",
        "to",
        "machi",
        "まち",
        "mura",
        "chuo",
        "kita",
        "tokyo",
        "hokkaido",
        "市",
        "中",
        "町",
        "京",
        "中央",
        "北海",
        "虻田",
        "虻田郡",
        "竜",
        "abutagun",
    ];

    #[test]
    fn one_entry_is_ranked_as_among_all() {
        for text in WORDS {
            let words = words(text).unwrap();
            let [word] = &words[..] else { panic!("{text} is one word") };
            let prefectures = 0..table::PREFECTURES;
            let mut all = Matcher::new(&prefectures, 0..table::LEN);
            all.run(word);
            let mut one = Matcher::new(&prefectures, 0..table::LEN);
            for at in 0..u16::try_from(table::LEN).unwrap() {
                one.run_among(word, [at].into_iter());
                assert_eq!(one.rank_of(at), all.rank_of(at), "{text} {at}");
            }
        }
    }

    #[test]
    fn what_is_enough_holds_what_goes_first() {
        for text in WORDS {
            let words = words(text).unwrap();
            let [word] = &words[..] else { panic!("{text} is one word") };
            for (prefectures, entries) in [(0..47, 0..table::LEN), (12..13, table::entries_of(12))]
            {
                let first = |limit: usize, matcher: &Matcher<'_>| {
                    let mut fits: Vec<_> = matcher.fits().collect();
                    fits.sort_unstable();
                    fits.truncate(limit);
                    fits
                };
                let mut all = Matcher::new(&prefectures, entries.clone());
                all.run(word);
                let mut alone = Matcher::new(&prefectures, entries.clone());
                for limit in [1, 2, 5, 20, 100, table::LEN] {
                    alone.run_alone(word, limit);
                    assert_eq!(first(limit, &alone), first(limit, &all), "{text} {limit}");
                }
            }
        }
    }

    #[test]
    fn a_ward_is_found_as_if_its_city_had_no_suffix() {
        let all = 0..table::LEN;
        let prefectures = 0..table::PREFECTURES;
        let mut matcher = Matcher::new(&prefectures, all.clone());
        for (city, wards) in cities_among(&all) {
            for (is_reading, texts, suffix) in
                [(true, &table::FORMS, "si"), (false, &table::NAMES, "市")]
            {
                let bare = city.place(is_reading).len() - suffix.len();
                // One ward of each city for the readings' many parts.
                for ward in wards.clone().step_by(if is_reading { 4 } else { 1 }) {
                    let mut folded = String::new();
                    push_folded(texts.get(ward), &mut folded);
                    let (city, ward_name) = folded.split_at(bare);
                    let name = [city, ward_name.strip_prefix(suffix).unwrap()].concat();
                    let starts = (0..bare).filter(|at| name.is_char_boundary(*at));
                    for start in starts {
                        for end in (bare + 1..=name.len()).filter(|at| name.is_char_boundary(*at)) {
                            let word = Word::joined(name[start..end].into(), is_reading);
                            matcher.run_names(&word);
                            let least = match (start, &name.as_bytes()[end..]) {
                                (0, []) => WHOLE,
                                (0, rest) if is_suffix(rest, &word, ward) => WITHOUT_SUFFIX,
                                (0, _) => BEGINNING,
                                _ => PART,
                            };
                            let rank = matcher.rank_of(u16::try_from(ward).unwrap());
                            assert!(rank <= least, "{} in {name}", word.form);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn no_district_has_one_letter() {
        for name in table::DISTRICT_FORMS.all().lines().filter(|name| !name.is_empty()) {
            assert!(name.strip_suffix("gun").unwrap_or(name).len() > 1, "{name}");
        }
    }

    #[test]
    fn no_written_name_begins_with_one_byte() {
        for names in [&table::NAMES, &table::VARIANTS] {
            assert!(names.all().lines().all(|name| !name.starts_with(|c: char| c.is_ascii())));
        }
    }
}
