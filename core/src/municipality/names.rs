//! The lists of names that a word is looked for in: the names and readings of all entries, other ways to write
//! some, and districts'.

use core::ops::Range;

use super::query::Word;
use super::table::{self, City};
use crate::texts::{Texts, Walk};

/// Names in lines, and what is known of each.
pub(super) struct Names {
    texts: &'static Texts,
    /// The first byte of each name, where that tells them apart.
    pub(super) firsts: &'static [u8],
    of: Of,
    /// The bytes of the longest name.
    pub(super) longest: usize,
}

/// Which entries the names are of, and where a ward's own name begins in its name.
enum Of {
    /// All entries, in their order. A ward's begins with its city's.
    All { are_readings: bool },
    /// These entries, and in each the ward's own name here; at 0 where the name is one.
    Some { entries: &'static [u16], wards: &'static [u8] },
}

static FORM_FIRSTS: [u8; table::LEN] = {
    let mut firsts = [0; table::LEN];
    let mut at = 0;
    while at < firsts.len() {
        firsts[at] = table::FORMS.get(at).as_bytes()[0];
        at += 1;
    }
    firsts
};

static READINGS: Names = Names::new(&table::FORMS, &FORM_FIRSTS, Of::All { are_readings: true });

/// No name in kanji or kana begins with a letter of one byte.
static WRITTEN: Names = Names::new(&table::NAMES, &[], Of::All { are_readings: false });

/// Other ways to write some of them.
pub(super) static VARIANTS: Names = Names::new(
    &table::VARIANTS,
    &[],
    Of::Some { entries: &table::VARIANTS_OF, wards: &table::VARIANT_WARDS },
);

impl Names {
    const fn new(texts: &'static Texts, firsts: &'static [u8], of: Of) -> Self {
        Self { texts, firsts, of, longest: texts.longest() }
    }

    /// The names of all entries that a word is compared with: their readings or as they are written.
    pub(super) fn for_word(word: &Word) -> &'static Self {
        if word.is_reading { &READINGS } else { &WRITTEN }
    }

    /// The names of some entries next to each other.
    pub(super) fn of_entries(&self, entries: &Range<usize>) -> Range<usize> {
        let Of::Some { entries: all, .. } = self.of else { return entries.clone() };
        let before = |end: usize| all.partition_point(|at| usize::from(*at) < end);
        before(entries.start)..before(entries.end)
    }

    /// The first of some names, and the lines of all of them.
    pub(super) fn lines(&'static self, part: &Range<usize>) -> (NameWalk, &'static [u8]) {
        let name = NameWalk {
            names: self,
            walk: Walk::from(self.texts, part.start),
            cities: &table::CITIES,
        };
        let lines = &self.bytes()[name.walk.start()..self.texts.start(part.end)];
        (name, lines)
    }

    /// The bytes of all lines.
    pub(super) fn bytes(&self) -> &'static [u8] {
        self.texts.all().as_bytes()
    }
}

/// The names in a list, one after another.
pub(super) struct NameWalk {
    names: &'static Names,
    pub(super) walk: Walk,
    /// The designated cities that do not lie behind.
    cities: &'static [City],
}

impl NameWalk {
    /// The entry that the name is of.
    pub(super) fn entry(&self) -> usize {
        match self.names.of {
            Of::All { .. } => self.walk.at(),
            Of::Some { entries, .. } => usize::from(entries[self.walk.at()]),
        }
    }

    /// Where a ward's own name begins in the name; 0 where the name is one.
    pub(super) fn own(&mut self) -> usize {
        let at = self.walk.at();
        match self.names.of {
            Of::Some { wards, .. } => usize::from(wards[at]),
            Of::All { are_readings } => {
                while let [first, rest @ ..] = self.cities
                    && first.wards().end <= at
                {
                    self.cities = rest;
                }
                let city = self.cities.first().filter(|city| city.wards().start <= at);
                city.map_or(0, |city| city.place(are_readings).len())
            }
        }
    }
}

/// The designated cities of which wards are among `entries`, each with those.
pub(super) fn cities_among(
    entries: &Range<usize>,
) -> impl Iterator<Item = (&'static City, Range<usize>)> {
    let Range { start, end } = *entries;
    table::CITIES.iter().filter_map(move |city| {
        let wards = city.wards();
        let wards = wards.start.max(start)..wards.end.min(end);
        (!wards.is_empty()).then_some((city, wards))
    })
}

/// The names or readings of all districts, and what their kind is called.
pub(super) fn district_texts(word: &Word) -> (&'static Texts, &'static str) {
    if word.is_reading { (&table::DISTRICT_FORMS, "gun") } else { (&table::DISTRICT_NAMES, "郡") }
}

/// Whether `word` is the name of a district, with or without its 郡.
pub(super) fn is_district(word: &Word, name: &[u8]) -> bool {
    let (_, suffix) = district_texts(word);
    let form = word.form.as_bytes();
    name == form || name.strip_suffix(suffix.as_bytes()) == Some(form)
}

/// The names or readings of the prefectures.
pub(super) fn prefecture_texts(word: &Word) -> &'static Texts {
    if word.is_reading { &table::PREFECTURE_FORMS } else { &table::PREFECTURE_NAMES }
}
