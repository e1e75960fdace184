//! One word of a query against the directory.

use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use memchr::memmem;

use super::query::{self, Word};
use super::table;

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
    /// The first byte of each name, and of a ward's own name; 0 where the name is one.
    firsts: &'static [u8],
    ward_firsts: &'static [u8],
    /// Which entry each name is of, where not the one of the same number.
    of: Option<&'static [u16]>,
}

/// The first byte of each name, of that part of it which begins where `wards` says; 0 where that is none.
const fn firsts<const N: usize>(text: &str, starts: &[u16], wards: Option<&[u8]>) -> [u8; N] {
    let mut firsts = [0; N];
    let mut at = 0;
    while at < N {
        let within = if let Some(wards) = wards { wards[at] as usize } else { 0 };
        if wards.is_none() || within > 0 {
            firsts[at] = text.as_bytes()[starts[at] as usize + within];
        }
        at += 1;
    }
    firsts
}

static FORM_FIRSTS: [u8; table::LEN] = firsts(table::FORMS, &table::FORMS_STARTS, None);
static FORM_WARD_FIRSTS: [u8; table::LEN] =
    firsts(table::FORMS, &table::FORMS_STARTS, Some(&table::FORM_WARDS));
static ALIAS_FIRSTS: [u8; table::FORM_ALIAS_WARDS.len()] =
    firsts(table::FORM_ALIASES, &table::FORM_ALIASES_STARTS, None);
static ALIAS_WARD_FIRSTS: [u8; table::FORM_ALIAS_WARDS.len()] =
    firsts(table::FORM_ALIASES, &table::FORM_ALIASES_STARTS, Some(&table::FORM_ALIAS_WARDS));

static READINGS: [Names; 2] = [
    Names {
        text: table::FORMS,
        starts: &table::FORMS_STARTS,
        wards: &table::FORM_WARDS,
        firsts: &FORM_FIRSTS,
        ward_firsts: &FORM_WARD_FIRSTS,
        of: None,
    },
    Names {
        text: table::FORM_ALIASES,
        starts: &table::FORM_ALIASES_STARTS,
        wards: &table::FORM_ALIAS_WARDS,
        firsts: &ALIAS_FIRSTS,
        ward_firsts: &ALIAS_WARD_FIRSTS,
        of: Some(&table::FORM_ALIAS_OF),
    },
];

/// No name in kanji or kana begins with a letter of one byte.
static WRITTEN: [Names; 2] = [
    Names {
        text: table::NAMES,
        starts: &table::NAMES_STARTS,
        wards: &table::NAME_WARDS,
        firsts: &[],
        ward_firsts: &[],
        of: None,
    },
    Names {
        text: table::NAME_ALIASES,
        starts: &table::NAME_ALIASES_STARTS,
        wards: &table::NAME_ALIAS_WARDS,
        firsts: &[],
        ward_firsts: &[],
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
        self.find_names(word, &finder);
        self.run_prefectures(word);
        self.run_districts(word, &finder);
    }

    /// Ranks the entries for `word` by their names alone.
    pub(super) fn run_names(&mut self, word: &Word) {
        self.find_names(word, &memmem::Finder::new(&word.form));
    }

    fn find_names(&mut self, word: &Word, finder: &memmem::Finder<'_>) {
        if !self.touched.is_empty() {
            self.ranks.fill(NO_FIT);
            self.touched.clear();
        }
        for names in if word.is_reading { &READINGS } else { &WRITTEN } {
            let part = match names.of {
                None => self.entries.clone(),
                Some(of) => {
                    let before = |end: usize| of.partition_point(|at| usize::from(*at) < end);
                    before(self.entries.start)..before(self.entries.end)
                }
            };
            if word.form.len() == 1 {
                self.find_beginnings(word, names, part);
            } else {
                self.find_parts(word, finder, names, part);
            }
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

    /// Every place where the word stands in the names of `part`.
    fn find_parts(
        &mut self,
        word: &Word,
        finder: &memmem::Finder<'_>,
        names: &Names,
        part: Range<usize>,
    ) {
        let offset = usize::from(names.starts[part.start]);
        let text = &names.text.as_bytes()[offset..usize::from(names.starts[part.end])];
        let mut at = part.start;
        for hit in finder.find_iter(text) {
            at = name_at(names.starts, at, part.end, offset + hit);
            self.rank(word, names, at, offset + hit - usize::from(names.starts[at]));
        }
    }

    /// A single letter is in nearly every name: only beginnings say anything.
    fn find_beginnings(&mut self, word: &Word, names: &Names, part: Range<usize>) {
        let letter = word.form.as_bytes()[0];
        let firsts = |list: &'static [u8]| list.get(part.clone()).unwrap_or_default();
        for at in memchr::memchr_iter(letter, firsts(names.firsts)) {
            self.rank(word, names, part.start + at, 0);
        }
        for at in memchr::memchr_iter(letter, firsts(names.ward_firsts)) {
            let at = part.start + at;
            self.rank(word, names, at, usize::from(names.wards[at]));
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
        let (text, starts, suffix) = if word.is_reading {
            (table::DISTRICT_FORMS, &table::DISTRICT_FORMS_STARTS[..], "gun\n")
        } else {
            (table::DISTRICT_NAMES, &table::DISTRICT_NAMES_STARTS[..], "郡\n")
        };
        let offset = usize::from(starts[districts.start]);
        let text = &text.as_bytes()[offset..usize::from(starts[districts.end])];
        let mut at = districts.start;
        for hit in finder.find_iter(text) {
            at = name_at(starts, at, districts.end, offset + hit);
            let rest = &text[hit + word.form.len()..];
            let is_whole = rest.first() == Some(&b'\n') || rest.starts_with(suffix.as_bytes());
            if is_whole && usize::from(starts[at]) == offset + hit {
                for entry in self.entries.clone() {
                    if usize::from(table::DISTRICTS[entry]) == at {
                        self.note(entry, WORD);
                    }
                }
            }
        }
    }
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
