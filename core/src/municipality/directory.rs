//! The names of the directory and what is abolished, inflated at their first use and kept: 187 KB.
//!
//! A record that has a code needs none of it.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use once_cell::race::OnceBox;

use super::table::{
    ABOLISHED_CODES, ABOLISHED_DISTRICTS, DISTRICTS, PREFECTURES, READ, SUCCESSORS, SUCCESSORS_OF,
    WRITTEN, name_key, prefecture_of_code,
};
use super::{reading, spelling};
use crate::deflated;
use crate::texts::Texts;

/// Made at its first use.
pub(super) fn directory() -> &'static Directory {
    static INFLATED: OnceBox<Directory> = OnceBox::new();
    INFLATED.get_or_init(|| Box::new(Directory::inflated()))
}

/// Entries, districts and abolished municipalities are numbered as in `table.rs`.
pub(super) struct Directory {
    pub(super) written: Script,
    pub(super) read: Script,
    /// A byte by which most names of a prefecture differ: with it a record that has a full name is checked in half
    /// the time.
    name_keys: Vec<u8>,
    /// The readings, with seams, and a space between a city and its ward.
    pub(super) kana: Texts,
    /// The district of each entry.
    pub(super) districts: Vec<u16>,
    /// Of each abolished municipality, in the order of their codes.
    pub(super) abolished_codes: Vec<u16>,
    abolished_districts: Vec<u16>,
    pub(super) abolished_names: Texts,
    /// The entries in which the areas of the abolished are now, and of which each one is the successor.
    successors: Vec<u16>,
    successors_of: Vec<u16>,
}

/// What a word is compared with: names as they are written, or the search forms of readings.
pub(super) struct Script {
    /// The names of all entries.
    pub(super) names: Names,
    /// Other ways to write some: with one of several variant kanji, or a ward's without its city's 市 (札幌中央区),
    /// which is left out of its reading too.
    pub(super) others: Names,
    /// The entries that the other ways are of.
    pub(super) others_of: Vec<u16>,
    pub(super) districts: Texts,
    /// What the name of a district ends in, and a person may leave out.
    pub(super) district_suffix: &'static str,
}

pub(super) struct Names {
    pub(super) texts: Texts,
    /// Where a ward's own name begins in each; 0 where the name is one.
    pub(super) wards: Box<[u8]>,
}

impl Directory {
    /// From what `build/municipality.rs` wrote.
    fn inflated() -> Self {
        let (all_written, all_read) = (deflated::text(WRITTEN), deflated::text(READ));
        let [names, districts, abolished] = sections(&all_written);
        let [kana, districts_kana] = sections(&all_read);
        let forms = search_forms(kana);
        let written = Script::of(names, &spelling::folded(names), "市", districts.into(), "郡");
        let read = Script::of(&forms, &forms, "si", search_forms(districts_kana), "gun");
        let names = &written.names.texts;
        Self {
            name_keys: (0..names.count()).map(|at| name_key(names.get(at))).collect(),
            written,
            read,
            kana: Texts::of(kana.into()),
            districts: deflated::numbers(DISTRICTS),
            abolished_codes: deflated::numbers(ABOLISHED_CODES),
            abolished_districts: deflated::numbers(ABOLISHED_DISTRICTS),
            abolished_names: Texts::of(abolished.into()),
            successors: deflated::numbers(SUCCESSORS),
            successors_of: deflated::numbers(SUCCESSORS_OF),
        }
    }

    /// The name of an entry within its prefecture.
    pub(super) fn name(&self, entry: usize) -> &str {
        self.written.names.texts.get(entry)
    }

    /// Where a ward's own name begins in its name; 0 where the entry is no ward.
    pub(super) fn ward(&self, entry: usize) -> usize {
        self.written.names.wards[entry].into()
    }

    /// What an entry is, or the city of a ward: 市, 区, 町 or 村.
    pub(super) fn kind(&self, entry: usize, is_city: bool) -> char {
        let own = self.name(entry).chars().next_back().expect("all names have a character");
        if is_city { '市' } else { own }
    }

    /// Whether an entry is called `kind` in English. The special wards of Tokyo call themselves cities.
    pub(super) fn is_kind(&self, kind: char, entry: usize, is_city: bool) -> bool {
        let own = self.kind(entry, is_city);
        kind == own || kind == '市' && own == '区' && self.ward(entry) == 0
    }

    /// The entry of a prefecture that has the name, to the letter.
    pub(super) fn entry_named(&self, prefecture: usize, wanted: &str) -> Option<usize> {
        let entries = PREFECTURES[prefecture].entries.clone();
        memchr::memchr_iter(name_key(wanted), &self.name_keys[entries.clone()])
            .map(|at| entries.start + at)
            .find(|at| self.name(*at) == wanted)
    }

    /// The entry of a prefecture that is called so, in the form names are compared in, with its district or without.
    pub(super) fn entry_called(&self, prefecture: usize, folded: &str) -> Option<usize> {
        let entries = PREFECTURES[prefecture].entries.clone();
        let is_it = |entry: usize, name: &str| {
            name == folded || folded.strip_prefix(self.district_of(entry)) == Some(name)
        };
        let Script { others, others_of, .. } = &self.written;
        let mut among = those_of(others_of, &entries).map(|at| (at, usize::from(others_of[at])));
        entries.clone().find(|entry| is_it(*entry, self.name(*entry))).or_else(|| {
            among.find(|(at, entry)| is_it(*entry, others.texts.get(*at))).map(|(_, entry)| entry)
        })
    }

    /// The name of an entry's district, empty where it is in none.
    pub(super) fn district_of(&self, entry: usize) -> &str {
        self.written.districts.get(self.districts[entry].into())
    }

    /// The name of the district that an abolished municipality was in, empty where it was in none.
    pub(super) fn district_of_abolished(&self, at: usize) -> &str {
        self.written.districts.get(self.abolished_districts[at].into())
    }

    /// The abolished municipality that had the code: the last one, since a village that became a town kept it.
    pub(super) fn find_abolished(&self, code: u16) -> Option<usize> {
        let codes = &self.abolished_codes;
        let last = codes.partition_point(|known| *known <= code).checked_sub(1)?;
        (codes[last] == code).then_some(last)
    }

    /// The abolished municipalities of a prefecture.
    pub(super) fn abolished_of(&self, prefecture: usize) -> Range<usize> {
        let is_before = |end: usize| move |code: &u16| prefecture_of_code(*code) < Some(end);
        let before = |end: usize| self.abolished_codes.partition_point(is_before(end));
        before(prefecture)..before(prefecture + 1)
    }

    /// The entries in which the area of an abolished municipality is now.
    pub(super) fn successors(&self, abolished: usize) -> &[u16] {
        &self.successors[those_of(&self.successors_of, &(abolished..abolished + 1))]
    }
}

impl Script {
    /// From the names with a space between a city and its ward, and from the same in the form names are compared in.
    fn of(
        names: &str,
        folded: &str,
        city_suffix: &str,
        districts: String,
        district_suffix: &'static str,
    ) -> Self {
        let (mut others, mut others_of) = (String::new(), Vec::new());
        for (at, (name, folded)) in (0..).zip(names.lines().zip(folded.lines())) {
            let mut push = |parts: [&str; 4]| {
                others.extend(parts);
                others_of.push(at);
            };
            if folded != name {
                push([folded, "", "", "\n"]);
            }
            if let Some((city, own)) = folded.split_once(' ') {
                push([city.strip_suffix(city_suffix).unwrap_or(city), " ", own, "\n"]);
            }
        }
        let (names, others) = (Names::of(names), Names::of(&others));
        let districts = Texts::of(districts);
        Self { names, others, others_of, districts, district_suffix }
    }
}

impl Names {
    /// From names with a space between a city and its ward.
    fn of(spaced: &str) -> Self {
        let is_city = |line: &str| line.split_once(' ').map_or(0, |(city, _)| city.len());
        let wards =
            spaced.lines().map(|line| u8::try_from(is_city(line)).expect("names are short"));
        Self { wards: wards.collect(), texts: Texts::of(spaced.replace(' ', "")) }
    }
}

/// The search forms of readings, all at once: line feeds and spaces pass.
fn search_forms(kana: &str) -> String {
    let (mut kunrei, mut forms) = (String::new(), String::new());
    reading::push_kunrei(kana, &mut kunrei);
    reading::push_search_form(&kunrei, &mut forms);
    forms
}

/// The sections of a text.
fn sections<const N: usize>(text: &str) -> [&str; N] {
    let mut sections = text.split('\0');
    [(); N].map(|()| sections.next().expect("the build wrote all sections"))
}

/// Which items are of some numbers next to each other: `of` says of which each one is.
pub(super) fn those_of(of: &[u16], numbers: &Range<usize>) -> Range<usize> {
    let before = |end: usize| of.partition_point(|number| usize::from(*number) < end);
    before(numbers.start)..before(numbers.end)
}
