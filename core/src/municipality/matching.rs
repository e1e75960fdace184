//! One word of a query against the directory.

use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use memchr::memmem;

use super::query::{self, Word};
use super::table;
use crate::texts::part;

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

/// One text of many names, each ended by a line feed, and what is known of each.
struct Names {
    text: &'static str,
    starts: &'static [u16],
    /// Where a ward's own name begins in its name; 0 where the name is one.
    wards: &'static [u8],
    /// The first byte of each name, where that tells them apart.
    firsts: &'static [u8],
    /// Which entry each name is of, where not the one of the same number.
    of: Option<&'static [u16]>,
    /// The bytes of the longest name.
    longest: usize,
}

impl Names {
    /// The names of some entries next to each other.
    fn of_entries(&self, entries: &Range<usize>) -> Range<usize> {
        let Some(of) = self.of else { return entries.clone() };
        let before = |end: usize| of.partition_point(|at| usize::from(*at) < end);
        before(entries.start)..before(entries.end)
    }
}

/// The bytes of the longest name, without its line feed.
const fn longest(starts: &[u16]) -> usize {
    let mut longest = 0;
    let mut at = 1;
    while at < starts.len() {
        let length = (starts[at] - starts[at - 1]) as usize - 1;
        if length > longest {
            longest = length;
        }
        at += 1;
    }
    longest
}

/// The first byte of each name.
const fn firsts<const N: usize>(text: &str, starts: &[u16]) -> [u8; N] {
    let mut firsts = [0; N];
    let mut at = 0;
    while at < N {
        firsts[at] = text.as_bytes()[starts[at] as usize];
        at += 1;
    }
    firsts
}

static FORM_FIRSTS: [u8; table::LEN] = firsts(table::FORMS, &table::FORMS_STARTS);
static ALIAS_FIRSTS: [u8; table::FORM_ALIAS_WARDS.len()] =
    firsts(table::FORM_ALIASES, &table::FORM_ALIASES_STARTS);

static READINGS: [Names; 2] = [
    Names {
        text: table::FORMS,
        longest: longest(&table::FORMS_STARTS),
        starts: &table::FORMS_STARTS,
        wards: &table::FORM_WARDS,
        firsts: &FORM_FIRSTS,
        of: None,
    },
    Names {
        text: table::FORM_ALIASES,
        longest: longest(&table::FORM_ALIASES_STARTS),
        starts: &table::FORM_ALIASES_STARTS,
        wards: &table::FORM_ALIAS_WARDS,
        firsts: &ALIAS_FIRSTS,
        of: Some(&table::FORM_ALIAS_OF),
    },
];

/// No name in kanji or kana begins with a letter of one byte.
static WRITTEN: [Names; 2] = [
    Names {
        text: table::NAMES,
        longest: longest(&table::NAMES_STARTS),
        starts: &table::NAMES_STARTS,
        wards: &table::NAME_WARDS,
        firsts: &[],
        of: None,
    },
    Names {
        text: table::NAME_ALIASES,
        longest: longest(&table::NAME_ALIASES_STARTS),
        starts: &table::NAME_ALIASES_STARTS,
        wards: &table::NAME_ALIAS_WARDS,
        firsts: &[],
        of: Some(&table::NAME_ALIAS_OF),
    },
];

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
        let [names, aliases] = lists(word);
        self.clear();
        self.run_prefectures(word);
        self.run_districts(word, &finder);
        self.find_beginnings(word, names, names.of_entries(&self.entries));
        self.find_parts(word, &finder, aliases, aliases.of_entries(&self.entries), usize::MAX);
        let better = self.fits().filter(|(rank, _)| *rank < PART).count();
        let enough = limit.saturating_sub(better);
        self.find_parts(word, &finder, names, names.of_entries(&self.entries), enough);
    }

    /// Ranks some entries of the scope for `word`, as [`Matcher::run`] ranks all.
    pub(super) fn run_among(&mut self, word: &Word, entries: impl Iterator<Item = u16>) {
        let finder = memmem::Finder::new(&word.form);
        self.clear();
        for entry in entries.map(usize::from) {
            self.find_names(word, &finder, &(entry..entry + 1));
            let prefecture = table::prefecture_of(table::CODES[entry]);
            if let Some(rank) = rank_prefecture(word, prefecture) {
                self.note(entry, rank);
            }
            let district = table::DISTRICTS[entry];
            if district != table::NO_DISTRICT && is_district(word, usize::from(district)) {
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
        for names in lists(word) {
            let part = names.of_entries(entries);
            if word.form.len() == 1 {
                // A single letter is in nearly every name: only beginnings say anything.
                self.find_beginnings(word, names, part);
            } else if word.form.len() <= names.longest {
                self.find_parts(word, finder, names, part, usize::MAX);
            }
        }
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

    /// Every place where the word stands in the names of `part`, until `enough` more entries fit.
    fn find_parts(
        &mut self,
        word: &Word,
        finder: &memmem::Finder<'_>,
        names: &Names,
        part: Range<usize>,
        enough: usize,
    ) {
        let enough = self.touched.len().saturating_add(enough);
        let offset = usize::from(names.starts[part.start]);
        let text = &names.text.as_bytes()[offset..usize::from(names.starts[part.end])];
        let mut at = part.start;
        for hit in finder.find_iter(text) {
            if self.touched.len() >= enough {
                return;
            }
            at = name_at(names.starts, at, part.end, offset + hit);
            self.rank(word, names, at, offset + hit - usize::from(names.starts[at]));
        }
    }

    /// The names of `part` that begin with the word, which is short, and the wards whose own names do.
    fn find_beginnings(&mut self, word: &Word, names: &Names, part: Range<usize>) {
        let (form, text) = (word.form.as_bytes(), names.text.as_bytes());
        let begins = |at: usize, own: usize| {
            // So few bytes are compared sooner here than by a call.
            let rest = &text[usize::from(names.starts[at]) + own..];
            rest.len() >= form.len() && rest.iter().zip(form).all(|(a, b)| a == b)
        };
        if names.firsts.is_empty() {
            let offset = usize::from(names.starts[part.start]);
            if begins(part.start, 0) {
                self.rank(word, names, part.start, 0);
            }
            // The others stand after the line feed of the one before.
            let mut line = [b'\n'; 1 + SHORT];
            let line = &mut line[..=form.len()];
            line[1..].copy_from_slice(form);
            let mut at = part.start;
            let end = usize::from(names.starts[part.end]);
            for hit in memmem::find_iter(&text[offset..end], line) {
                at = name_at(names.starts, at, part.end, offset + hit + 1);
                self.rank(word, names, at, 0);
            }
        } else {
            for at in memchr::memchr_iter(form[0], &names.firsts[part.clone()]) {
                if begins(part.start + at, 0) {
                    self.rank(word, names, part.start + at, 0);
                }
            }
        }
        let mut rank_wards = |wards: Range<usize>| {
            for at in wards {
                let own = usize::from(names.wards[at]);
                if own > 0 && begins(at, own) {
                    self.rank(word, names, at, own);
                }
            }
        };
        if names.of.is_some() {
            rank_wards(part);
            return;
        }
        // The wards of a city stand next to each other.
        for city in &table::CITIES {
            let [first, end] = [city.wards.0, city.wards.1].map(usize::from);
            rank_wards(part.start.max(first)..part.end.min(end));
        }
    }

    /// Notes the rank of name `at`, in which the word stands from `begin`.
    fn rank(&mut self, word: &Word, names: &Names, at: usize, begin: usize) {
        let entry = names.of.map_or(at, |of| usize::from(of[at]));
        let (start, end) = (usize::from(names.starts[at]), usize::from(names.starts[at + 1]) - 1);
        let own = usize::from(names.wards[at]);
        let after = start + begin + word.form.len();
        let rank = if begin != 0 && begin != own {
            PART
        } else if begin == 0 && after == end {
            WHOLE
        } else if after == end || is_suffix(&names.text.as_bytes()[after..end], word, entry) {
            WITHOUT_SUFFIX
        } else if begin == 0 {
            BEGINNING
        } else {
            WORD
        };
        self.note(entry, rank);
    }

    fn run_prefectures(&mut self, word: &Word) {
        for at in self.prefectures.clone() {
            if let Some(rank) = rank_prefecture(word, at) {
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
        let (text, starts, _) = district_texts(word);
        let offset = usize::from(starts[districts.start]);
        let text = &text.as_bytes()[offset..usize::from(starts[districts.end])];
        let mut at = districts.start;
        for hit in finder.find_iter(text) {
            at = name_at(starts, at, districts.end, offset + hit);
            if is_district(word, at) {
                for entry in self.entries.clone() {
                    if usize::from(table::DISTRICTS[entry]) == at {
                        self.note(entry, WORD);
                    }
                }
            }
        }
    }
}

/// The lists of names that a word is compared with: the names themselves, and other ways to write them.
fn lists(word: &Word) -> &'static [Names; 2] {
    if word.is_reading { &READINGS } else { &WRITTEN }
}

/// The names or readings of all districts, where each begins, and what their kind is called.
fn district_texts(word: &Word) -> (&'static str, &'static [u16], &'static str) {
    if word.is_reading {
        (table::DISTRICT_FORMS, &table::DISTRICT_FORMS_STARTS, "gun")
    } else {
        (table::DISTRICT_NAMES, &table::DISTRICT_NAMES_STARTS, "郡")
    }
}

/// Whether `word` is a district's name, with or without its 郡.
fn is_district(word: &Word, district: usize) -> bool {
    let (text, starts, suffix) = district_texts(word);
    let name = part(text, starts, district, 1);
    name == word.form || name.strip_suffix(suffix) == Some(&word.form)
}

/// How `word` fits the prefecture `at`: whole, with its 都, 道, 府 or 県 or without, or as its
/// beginning once that says something.
fn rank_prefecture(word: &Word, at: usize) -> Option<Rank> {
    let form = &*word.form;
    let name = table::prefecture_name(at);
    let (whole, suffix, least) = if word.is_reading {
        let suffix = match name.chars().next_back() {
            Some('県') => "ken".len(),
            Some('都' | '府') => "to".len(),
            _ => 0,
        };
        (table::prefecture_form(at), suffix, "tok".len())
    } else {
        (name, name.len() - query::bare_prefecture(name).len(), "北海".len())
    };
    if !whole.starts_with(form) {
        return None;
    }
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

/// The name in which place `hit` is, not before name `from`.
///
/// Hits come in order, so a few steps from the last one mostly arrive; else the rest is halved.
fn name_at(starts: &[u16], from: usize, end: usize, hit: usize) -> usize {
    const STEPS: usize = 8;
    let near = (from + STEPS).min(end);
    if let Some(step) = starts[from + 1..=near].iter().position(|start| usize::from(*start) > hit) {
        return from + step;
    }
    near + starts[near + 1..=end].partition_point(|start| usize::from(*start) <= hit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::municipality::query::words;

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
    fn no_district_has_one_letter() {
        for name in table::DISTRICT_FORMS.lines() {
            assert!(name.strip_suffix("gun").unwrap_or(name).len() > 1, "{name}");
        }
    }

    #[test]
    fn no_written_name_begins_with_one_byte() {
        for names in [table::NAMES, table::NAME_ALIASES] {
            assert!(names.lines().all(|name| !name.starts_with(|c: char| c.is_ascii())));
        }
    }
}
