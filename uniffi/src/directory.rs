//! The municipality directory.

use std::fmt;

use toroku::municipality::{self as engine, Lookup as EngineLookup};

use crate::misuse::Misuse;

/// One of the 47 prefectures.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Prefecture {
    /// The JIS X 0401 number, 1 (Hokkaido) to 47 (Okinawa).
    pub number: u8,
    /// The name in Japanese with 都, 道, 府 or 県.
    pub name: String,
    /// The reading in hiragana.
    pub kana: String,
    /// The name in English, without the suffix.
    pub english: String,
}

/// One selectable entry: a municipality, a special ward of Tokyo or a ward of a designated city.
///
/// In a registration it is what a person entered, so printing it does not show which one it is.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct Municipality {
    /// The six-digit code of local public entities: what to set the item to.
    pub code: String,
    /// The number of its prefecture.
    pub prefecture: u8,
    /// The name within the prefecture, a ward with its city: `札幌市中央区`.
    pub name: String,
    /// The prefecture's name and the name, as the screens show it: `北海道札幌市中央区`.
    pub full_name: String,
    /// The district (郡) of a town or village; empty for all others.
    pub district: String,
    /// The reading of the name in hiragana.
    pub kana: String,
    /// The name in English: `Chuo-ku, Sapporo-shi, Hokkaido`.
    pub english: String,
}

impl fmt::Debug for Municipality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Municipality(..)")
    }
}

/// A designated city (政令指定都市), which is chosen by one of its wards.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct DesignatedCity {
    /// The six-digit code of the city.
    pub code: String,
    /// The prefecture's name and the name: `北海道札幌市`.
    pub full_name: String,
    /// Its wards, in the order of their codes: what to offer instead.
    pub wards: Vec<Municipality>,
}

impl fmt::Debug for DesignatedCity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DesignatedCity(..)")
    }
}

/// A municipality or ward that is no more.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct AbolishedMunicipality {
    /// Its six-digit code.
    pub code: String,
    /// The prefecture's name and the name it had.
    pub full_name: String,
    /// What came after it.
    pub successors: Vec<Municipality>,
}

impl fmt::Debug for AbolishedMunicipality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AbolishedMunicipality(..)")
    }
}

/// What a code or a full name stands for.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Lookup {
    /// A selectable entry.
    Found {
        /// It.
        municipality: Municipality,
    },
    /// A designated city: one of its wards is needed.
    NeedsWard {
        /// It.
        city: DesignatedCity,
    },
    /// A municipality or ward that is no more, or no more of that name.
    Abolished {
        /// It.
        former: AbolishedMunicipality,
    },
    /// Nothing the directory knows.
    Unknown,
}

/// What the directory is.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DirectoryFacts {
    /// The day it holds for, `YYYY-MM-DD`.
    pub as_of: String,
    /// How many entries can be chosen.
    pub selectable: u32,
    /// How many of them are wards of designated cities.
    pub wards: u32,
    /// The longest query that is looked at, in bytes of UTF-8.
    pub max_query_bytes: u32,
}

impl From<engine::Municipality> for Municipality {
    fn from(entry: engine::Municipality) -> Self {
        Self {
            code: entry.code().to_string(),
            prefecture: entry.prefecture().number(),
            name: entry.name().to_owned(),
            full_name: entry.full_name(),
            district: entry.district().to_owned(),
            kana: entry.kana(),
            english: entry.english(),
        }
    }
}

fn listed(entries: impl IntoIterator<Item = engine::Municipality>) -> Vec<Municipality> {
    entries.into_iter().map(Municipality::from).collect()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).expect("the directory has fewer than 2^32 entries")
}

pub(crate) fn prefecture(number: u8) -> Result<toroku::Prefecture, Misuse> {
    toroku::Prefecture::by_number(number).ok_or_else(|| Misuse::malformed("prefecture number"))
}

/// The day the directory holds for, and how large it is.
#[uniffi::export]
pub fn directory_facts() -> DirectoryFacts {
    DirectoryFacts {
        as_of: engine::AS_OF.to_owned(),
        selectable: count(engine::SELECTABLE),
        wards: count(engine::WARDS),
        max_query_bytes: count(engine::MAX_QUERY),
    }
}

/// All prefectures, from Hokkaido to Okinawa.
#[uniffi::export]
pub fn prefectures() -> Vec<Prefecture> {
    let facts = |one: toroku::Prefecture| Prefecture {
        number: one.number(),
        name: one.name().to_owned(),
        kana: one.kana().to_owned(),
        english: one.english().to_owned(),
    };
    toroku::Prefecture::all().map(facts).collect()
}

/// The selectable entries of a prefecture, in the order of their codes.
#[uniffi::export]
pub fn municipalities_of(prefecture_number: u8) -> Result<Vec<Municipality>, Misuse> {
    Ok(listed(prefecture(prefecture_number)?.municipalities()))
}

/// The entry of a code of six digits, or its first five.
#[uniffi::export]
pub fn municipality_by_code(code: &str) -> Option<Municipality> {
    engine::Municipality::by_code(code).map(Municipality::from)
}

/// Looks up a code or a full name from another system.
#[uniffi::export]
pub fn look_up_municipality(text: &str) -> Lookup {
    match engine::look_up(text) {
        EngineLookup::Found(entry) => Lookup::Found { municipality: entry.into() },
        EngineLookup::NeedsWard(city) => Lookup::NeedsWard {
            city: DesignatedCity {
                code: city.code().to_string(),
                full_name: city.full_name(),
                wards: listed(city.wards()),
            },
        },
        EngineLookup::Abolished(former) => Lookup::Abolished {
            former: AbolishedMunicipality {
                code: former.code().to_string(),
                full_name: former.full_name(),
                successors: listed(former.successors()),
            },
        },
        EngineLookup::Unknown => Lookup::Unknown,
    }
}

/// Finds the entries a person may mean, best first: kanji, kana or romaji, words in any order. With a
/// prefecture only its entries, and an empty query lists them all.
#[uniffi::export]
pub fn search_municipalities(
    query: &toroku::Personal,
    prefecture_number: Option<u8>,
    limit: u32,
) -> Result<Vec<Municipality>, Misuse> {
    let scope = prefecture_number.map(prefecture).transpose()?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    Ok(listed(engine::search(query.expose(), scope, limit)))
}

pub(crate) fn found(entries: Vec<engine::Municipality>) -> Vec<Municipality> {
    listed(entries)
}
