//! The municipality directory: every entry that can be chosen, looked up and searched.
//!
//! 47 prefectures and [`SELECTABLE`] entries as of [`AS_OF`]: the municipalities and the special
//! wards of Tokyo, with each of the 20 designated cities (政令指定都市) in the form of its wards,
//! because an address needs the ward. The six villages of the Northern Territories are not
//! selectable. The whole directory is in the binary; nothing is loaded. Prefectures are a read-only
//! table; codes are inflated at their first use (4 KB of memory), and so are names, which takes 3 ms once
//! and 187 KB.
//!
//! Three ways in:
//!
//! 1. *Choose*, as in a window with two lists: [`Prefecture::all`], then
//!    [`Prefecture::municipalities`].
//! 2. *Look up* what another system holds, a code or a full name: [`look_up()`]. It names a city that
//!    needs its ward, and a municipality that is no more with its successors.
//! 3. *Search* what a person types, a name in any script, a postal code or a whole address: [`search()`].
//!    [`in_address()`] takes an address apart.
//!
//! ```
//! use toroku::municipality::{Lookup, Municipality, look_up, search};
//!
//! let chuo = Municipality::by_code("011011").unwrap();
//! assert_eq!(chuo.full_name(), "北海道札幌市中央区");
//! assert_eq!(chuo.english(), "Chuo-ku, Sapporo-shi, Hokkaido");
//! assert_eq!(look_up("北海道札幌市中央区"), Lookup::Found(chuo));
//! assert_eq!(search("sapporo chuo", None, 1), [chuo]);
//! ```
//!
//! The facts and their sources are in `data/` of this crate's sources, with how to update them.

pub(crate) mod address;
mod code;
mod directory;
mod japanese_address;
mod look_up;
mod matching;
mod postal;
mod prefecture;
mod query;
mod reading;
mod search;
mod spelling;
mod table;
mod variants;

use alloc::string::String;
use core::fmt;

use directory::directory;

pub use address::{InAddress, in_address};
pub use code::LocalGovernmentCode;
pub use look_up::{Abolished, DesignatedCity, Lookup, look_up};
pub use postal::by_postal_code;
pub use prefecture::Prefecture;
pub use search::{MAX_QUERY, search};

/// The day the directory holds for.
///
/// Later changes are not in it: a host compares this day with its own need.
pub const AS_OF: &str = "2026-09-30";

/// How many entries can be chosen: 1,741 municipalities and special wards, less the 20 designated
/// cities, plus their 171 wards.
pub const SELECTABLE: usize = table::LEN;

/// How many of the entries are wards of designated cities.
pub const WARDS: usize = 171;

/// One selectable entry: a municipality, a special ward of Tokyo or a ward of a designated city.
///
/// A small copyable handle into the directory, ordered by code. In a registration it is what a
/// person entered, so `Debug` does not show which one it is; [`Municipality::code`] does.
///
/// ```
/// use toroku::municipality::Municipality;
/// let chiyoda = Municipality::by_code("131016").unwrap();
/// assert_eq!(chiyoda.name(), "千代田区");
/// assert_eq!(format!("{chiyoda:?}"), "Municipality(..)");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Municipality(u16);

impl Municipality {
    /// Every entry, in the order of the codes.
    ///
    /// ```
    /// use toroku::municipality::{Municipality, SELECTABLE};
    /// assert_eq!(Municipality::all().len(), SELECTABLE);
    /// ```
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        (0..table::LEN).map(Self::at)
    }

    /// The entry of a code: six ASCII digits whose check digit is right, or the first five.
    ///
    /// A designated city and an abolished municipality have no entry; [`look_up()`] names them.
    ///
    /// ```
    /// use toroku::municipality::Municipality;
    /// assert_eq!(Municipality::by_code("13101"), Municipality::by_code("131016"));
    /// assert_eq!(Municipality::by_code("131017"), None);
    /// ```
    pub fn by_code(code: &str) -> Option<Self> {
        table::find_current(code.as_bytes()).map(Self::at)
    }

    /// The entry whose [`full_name`](Self::full_name) this is, to the letter; [`look_up()`] knows more ways
    /// to write one.
    pub(crate) fn by_full_name(name: &str) -> Option<Self> {
        let (prefecture, own) = Prefecture::split_from(name)?;
        directory().entry_named(prefecture.at(), own).map(Self::at)
    }

    /// The six-digit code of local public entities (全国地方公共団体コード): `131016`.
    pub fn code(self) -> LocalGovernmentCode {
        LocalGovernmentCode::of(table::codes()[self.index()])
    }

    /// Its index in [`Municipality::all`]: for a table of the host's own.
    ///
    /// ```
    /// use toroku::municipality::Municipality;
    /// let chiyoda = Municipality::by_code("131016").unwrap();
    /// assert_eq!(Municipality::all().nth(chiyoda.position()), Some(chiyoda));
    /// ```
    pub fn position(self) -> usize {
        self.index()
    }

    /// Its prefecture.
    ///
    /// ```
    /// use toroku::municipality::Municipality;
    /// assert_eq!(Municipality::by_code("342076").unwrap().prefecture().name(), "広島県");
    /// ```
    pub fn prefecture(self) -> Prefecture {
        Prefecture::of_code(table::codes()[self.index()])
    }

    /// The name within the prefecture, a ward with its city: `札幌市中央区`.
    pub fn name(self) -> &'static str {
        directory().name(self.index())
    }

    /// The prefecture's name and the name, as the screens show it: `北海道札幌市中央区`.
    pub fn full_name(self) -> String {
        let (prefecture, name) = (self.prefecture().name(), self.name());
        let mut full = String::with_capacity(prefecture.len() + name.len());
        full.push_str(prefecture);
        full.push_str(name);
        full
    }

    /// The district (郡) of a town or village: `虻田郡`. Empty for all others, and on the islands
    /// of Tokyo, which are in none.
    pub fn district(self) -> &'static str {
        directory().district_of(self.index())
    }

    /// The reading of the name in hiragana: `さっぽろしちゅうおうく`.
    ///
    /// ```
    /// use toroku::municipality::Municipality;
    /// assert_eq!(Municipality::by_code("473260").unwrap().kana(), "ちゃたんちょう");
    /// ```
    pub fn kana(self) -> String {
        directory().kana.get(self.index()).replace([reading::SEAM, ' '], "")
    }

    /// The name in English, from the smallest part to the prefecture, in plain Hepburn.
    ///
    /// ```
    /// use toroku::municipality::Municipality;
    /// let english = |code| Municipality::by_code(code).unwrap().english();
    /// assert_eq!(english("011011"), "Chuo-ku, Sapporo-shi, Hokkaido");
    /// assert_eq!(english("131016"), "Chiyoda-ku, Tokyo");
    /// assert_eq!(english("013951"), "Niseko-cho, Hokkaido");
    /// ```
    pub fn english(self) -> String {
        let kana = directory().kana.get(self.index());
        let mut english = String::with_capacity(48);
        for (i, word) in kana.rsplit(' ').enumerate() {
            // Before the last word stands a designated city.
            let kind = if i == 0 { self.name().chars().next_back() } else { Some('市') };
            let (stem, suffix) = split_suffix(word, kind);
            let start = english.len();
            reading::push_hepburn(stem, &mut english);
            if let Some(first) = english.get_mut(start..=start) {
                first.make_ascii_uppercase();
            }
            english.push('-');
            reading::push_hepburn(suffix, &mut english);
            english.push_str(", ");
        }
        english.push_str(self.prefecture().english());
        english
    }
}

impl Municipality {
    /// By its index in the tables.
    fn at(at: usize) -> Self {
        Self(u16::try_from(at).expect("1,892 entries have indexes below 65,536"))
    }

    fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The name, a ward's own, without its last character.
    fn stem(self) -> &'static str {
        let (_, own) = self.name().split_at(directory().ward(self.index()));
        own.split_at(own.len() - "市".len()).0
    }
}

/// The reading of a name and of its 市, 区, 町 or 村, which is `kind`.
fn split_suffix(kana: &str, kind: Option<char>) -> (&str, &str) {
    let len = match kind {
        Some('市' | '区') => "し".len(),
        Some('町') if kana.ends_with("まち") => "まち".len(),
        Some('町') => "ちょう".len(),
        _ => "むら".len(),
    };
    kana.split_at(kana.len() - len)
}

/// Without the value: which municipality a person lives in is personal.
impl fmt::Debug for Municipality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Municipality(..)")
    }
}

/// As its 6-digit code.
impl serde::Serialize for Municipality {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.code().serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for Municipality {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::by_code(&code).ok_or_else(|| serde::de::Error::custom("not in the directory"))
    }
}
