//! Looking up: one exact answer for a code or a full name.

use alloc::string::String;
use core::fmt;

use super::directory::directory;
use super::table::{self, City};
use super::{LocalGovernmentCode, Municipality, Prefecture, spelling};

/// What a code or a full name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// A selectable entry.
    Found(Municipality),
    /// A designated city: one of its wards is needed.
    NeedsWard(DesignatedCity),
    /// A municipality or ward that is no more, or no more of that name.
    Abolished(Abolished),
    /// Nothing the directory knows.
    Unknown,
}

/// Looks up a code or a full name.
///
/// `text` is a code of six ASCII digits (with its right check digit) or five, or a full name:
/// prefecture and name, with the district (郡) or without. Variants of one character in names
/// (`龍ケ崎` and `竜ヶ崎`, `塩竈` and `塩釜`) and white space around the text do not matter;
/// anything else must be as written. A name in use wins over an abolished one.
///
/// An abolished name without its district is found where all that had it in the prefecture went to
/// the same place.
///
/// ```
/// use toroku::municipality::{Lookup, look_up};
///
/// assert!(matches!(look_up("13101"), Lookup::Found(m) if m.name() == "千代田区"));
/// assert!(matches!(look_up("北海道虻田郡ニセコ町"), Lookup::Found(m) if m.code() == "013951"));
/// assert!(matches!(look_up("静岡県浜松市"), Lookup::NeedsWard(city) if city.wards().len() == 3));
/// assert!(matches!(look_up("静岡県浜松市浜北区"), Lookup::Abolished(old)
///     if old.successors().map(|m| m.name()).eq(["浜松市浜名区"])));
/// assert_eq!(look_up("浜松"), Lookup::Unknown);
/// ```
pub fn look_up(text: &str) -> Lookup {
    let text = text.trim();
    if text.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return by_code(text);
    }
    // No name is near this long: nothing longer is worth the pass.
    const LONGEST: usize = 120;
    if text.len() > LONGEST {
        return Lookup::Unknown;
    }
    Prefecture::split_from(text)
        .map_or(Lookup::Unknown, |(prefecture, own)| by_name(prefecture, own))
}

/// A designated city (政令指定都市), which is chosen by one of its wards.
///
/// As with [`Municipality`], `Debug` does not show which.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct DesignatedCity(&'static City);

impl DesignatedCity {
    /// The six-digit code of the city: `011002`.
    pub fn code(self) -> LocalGovernmentCode {
        LocalGovernmentCode::of(self.0.code)
    }

    /// The name within the prefecture: `札幌市`.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// The prefecture's name and the name: `北海道札幌市`.
    pub fn full_name(self) -> String {
        [self.prefecture().name(), self.name()].concat()
    }

    /// Its prefecture.
    pub fn prefecture(self) -> Prefecture {
        Prefecture::of_code(self.0.code)
    }

    /// Its wards, in the order of their codes: what to offer instead.
    pub fn wards(self) -> impl DoubleEndedIterator<Item = Municipality> + ExactSizeIterator {
        self.0.wards.clone().map(Municipality::at)
    }

    /// All 20, in the order of their codes.
    ///
    /// ```
    /// use toroku::municipality::{DesignatedCity, WARDS};
    /// assert_eq!(DesignatedCity::all().len(), 20);
    /// assert_eq!(DesignatedCity::all().map(|city| city.wards().len()).sum::<usize>(), WARDS);
    /// ```
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        table::CITIES.iter().map(Self)
    }
}

impl fmt::Debug for DesignatedCity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DesignatedCity(..)")
    }
}

/// A municipality or ward that is no more, with what came after it.
///
/// It was merged, split, renamed, or became a city under another code. As with [`Municipality`],
/// `Debug` does not show which.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Abolished(u16);

impl Abolished {
    /// The six-digit code it had. A renamed one keeps its code, which then stands for the new name.
    pub fn code(self) -> LocalGovernmentCode {
        LocalGovernmentCode::of(directory().abolished_codes[self.index()])
    }

    /// The name it had within its prefecture: `厚田村`, `浜松市浜北区`.
    pub fn name(self) -> &'static str {
        directory().abolished_names.get(self.index())
    }

    /// The prefecture's name, the district's and the name: `北海道厚田郡厚田村`.
    pub fn full_name(self) -> String {
        let district = directory().district_of_abolished(self.index());
        [self.prefecture().name(), district, self.name()].concat()
    }

    /// The prefecture it was in. A successor may be in another one (山口村, from Nagano to Gifu).
    pub fn prefecture(self) -> Prefecture {
        Prefecture::of_code(directory().abolished_codes[self.index()])
    }

    /// Where its area is now: one entry, or more where it was divided. Never none.
    ///
    /// ```
    /// use toroku::municipality::{Lookup, look_up};
    /// let Lookup::Abolished(kita) = look_up("221350") else { panic!("abolished in 2024") };
    /// let now: Vec<_> = kita.successors().map(|m| m.full_name()).collect();
    /// assert_eq!(now, ["静岡県浜松市中央区", "静岡県浜松市浜名区"]);
    /// ```
    pub fn successors(self) -> impl DoubleEndedIterator<Item = Municipality> + ExactSizeIterator {
        directory()
            .successors(self.index())
            .iter()
            .map(|entry| Municipality::at(usize::from(*entry)))
    }

    /// All the directory knows, in the order of their codes.
    ///
    /// ```
    /// use toroku::municipality::Abolished;
    /// assert!(Abolished::all().all(|old| old.successors().len() > 0));
    /// ```
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        (0..directory().abolished_codes.len()).map(Self::at)
    }

    fn at(at: usize) -> Self {
        Self(u16::try_from(at).expect("the build script numbers them in 16 bits"))
    }

    fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl fmt::Debug for Abolished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Abolished(..)")
    }
}

fn by_code(code: &str) -> Lookup {
    if let Some(found) = Municipality::by_code(code) {
        return Lookup::Found(found);
    }
    let Some(number) = table::number_of(code.as_bytes()) else { return Lookup::Unknown };
    if let Some(city) = DesignatedCity::all().find(|city| city.0.code == number) {
        return Lookup::NeedsWard(city);
    }
    let found = directory().find_abolished(number);
    found.map_or(Lookup::Unknown, |at| Lookup::Abolished(Abolished::at(at)))
}

/// What `rest`, a name after the prefecture's, stands for.
fn by_name(prefecture: Prefecture, rest: &str) -> Lookup {
    let folded = spelling::folded(rest);
    if let Some(entry) = directory().entry_called(prefecture.at(), &folded) {
        return Lookup::Found(Municipality::at(entry));
    }
    let is_city = |c: &DesignatedCity| c.prefecture() == prefecture && c.name() == folded;
    if let Some(city) = DesignatedCity::all().find(is_city) {
        return Lookup::NeedsWard(city);
    }
    abolished_by_name(prefecture, &folded).map_or(Lookup::Unknown, Lookup::Abolished)
}

fn abolished_by_name(prefecture: Prefecture, folded: &str) -> Option<Abolished> {
    let mut without_district: Option<usize> = None;
    let mut is_ambiguous = false;
    let directory = directory();
    for at in directory.abolished_of(prefecture.at()) {
        let name = spelling::folded(directory.abolished_names.get(at));
        if folded.strip_prefix(directory.district_of_abolished(at)) == Some(&name) {
            return Some(Abolished::at(at));
        }
        if name == folded {
            is_ambiguous |= without_district
                .is_some_and(|before| directory.successors(before) != directory.successors(at));
            without_district = Some(at);
        }
    }
    without_district.filter(|_| !is_ambiguous).map(Abolished::at)
}
