//! Addresses in Japanese: the prefecture, the municipality and the street, one after the other.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use super::address::{Evidence, Read, without_edges};
use super::directory::{Names, Script, directory, those_of};
use super::query::bare_prefecture;
use super::search::{best, entries_of};
use super::table::{CITIES, PREFECTURES};
use super::{Municipality, Prefecture, spelling};
use crate::character;
use crate::personal::part;

/// More characters than the longest full name has, with its district and the country.
const LONGEST: usize = 40;

/// The municipality whose name a text in kanji begins with, and what follows it.
pub(super) fn read(text: &str) -> Option<Read<'_>> {
    let mut folded = String::with_capacity(LONGEST * 3);
    for c in written(text).take(LONGEST) {
        spelling::push_folded(c.encode_utf8(&mut [0; 4]), &mut folded);
    }
    if !folded.chars().any(spelling::is_kanji) {
        return None;
    }
    let country = ["日本国", "日本"].iter().find_map(|name| folded.strip_prefix(name));
    let text_or_after = [Some(&*folded), country].into_iter().flatten();
    let full = text_or_after.into_iter().find_map(Prefecture::split_from);
    let (prefecture, start) = match full {
        Some((prefecture, after)) => (Some(prefecture), Start::of(after, Some(prefecture))),
        None => (None, Start::of(&folded, None)),
    };
    let start = start.or_else(|| {
        // 東京新宿区. A city may begin like its prefecture (京都市), so that is looked for before.
        let bare = |one: &Prefecture| folded.strip_prefix(bare_prefecture(one.name()));
        Prefecture::all().find_map(|one| Start::of(bare(&one)?, Some(one)))
    })?;
    let evidence = match (start.is, prefecture) {
        (Is::Name, Some(_)) => Evidence::Full,
        (Is::Name, None) => Evidence::NameAlone,
        (Is::City, _) => Evidence::Little,
        (Is::Abolished, _) => Evidence::Abolished,
    };
    let rest = after(text, folded.len() - start.rest.len());
    // 中央区 is Tokyo's before it is a part of a city; of 鹿嶋市 and 鹿島市 the one typed goes first.
    let name = without_edges(part(text, ..text.len() - rest.len()));
    let stem = name.trim_end_matches(['市', '区', '町', '村']);
    let score = |one: Municipality| {
        let is_ward = directory().ward(one.index()) > 0;
        (u8::from(is_ward), u8::from(start.is != Is::City && !stem.ends_with(one.stem())))
    };
    let found = start.entries.iter().map(|one| (score(*one), *one)).collect();
    let municipalities = best(found, usize::MAX);
    Some(Read { municipalities, rest, evidence })
}

/// The characters that are not spaces.
fn written(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !character::is_any_space(*c))
}

/// What follows the characters that fold to `length` bytes.
fn after(text: &str, length: usize) -> &str {
    let mut folded = String::with_capacity(length);
    let mut rest = text.chars();
    while folded.len() < length {
        let Some(c) = rest.next() else { break };
        if !character::is_any_space(c) {
            spelling::push_folded(c.encode_utf8(&mut [0; 4]), &mut folded);
        }
    }
    without_edges(rest.as_str())
}

/// The longest name that an address begins with.
struct Start<'t> {
    entries: Vec<Municipality>,
    rest: &'t str,
    is: Is,
}

/// What a name at the start of an address is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Is {
    Name,
    /// A city that has wards.
    City,
    Abolished,
}

impl<'t> Start<'t> {
    /// `text` is folded, and what follows the prefecture if that is known.
    fn of(text: &'t str, prefecture: Option<Prefecture>) -> Option<Self> {
        let scope = prefecture.map_or(0..PREFECTURES.len(), |p| p.at()..p.at() + 1);
        let entries = entries_of(&scope);
        let mut start = Self { entries: Vec::new(), rest: text, is: Is::Name };
        start.find_names(text, &entries, None);
        // A name may begin with the character (郡山市), so a district has something before it.
        if let Some(at) = text.find('郡').filter(|at| *at > 0) {
            let (district, after) = text.split_at(at + "郡".len());
            start.find_names(after, &entries, Some(district));
        }
        // 東京都三宅島三宅村: an island may be named too.
        if let Some(at) =
            text.find('島').filter(|_| start.entries.is_empty() && prefecture.is_some())
        {
            start.find_names(part(text, at + "島".len()..), &entries, None);
        }
        if start.entries.is_empty() {
            start.find_cities(text, &entries);
            if let Some(prefecture) = prefecture {
                start.find_abolished(text, prefecture);
            }
        }
        (!start.entries.is_empty()).then_some(start)
    }

    /// Entries whose name, or whose own name if they are wards, `text` begins with.
    fn find_names(&mut self, text: &'t str, entries: &Range<usize>, district: Option<&str>) {
        let Some((second, _)) = text.char_indices().nth(1) else { return };
        let Some(third) = part(text, second..).chars().next() else { return };
        let key = part(text, ..second + third.len_utf8());
        let mut find = |names: &Names, among: Range<usize>, entry: &dyn Fn(usize) -> usize| {
            for (at, begin) in names.texts.find(key, among) {
                let is_start = begin == 0 || begin == usize::from(names.wards[at]);
                let Some(rest) = text.strip_prefix(part(names.texts.get(at), begin..)) else {
                    continue;
                };
                let is_there =
                    district.is_none_or(|name| name == directory().district_of(entry(at)));
                if is_start && is_there {
                    self.note(rest, entry(at));
                }
            }
        };
        let Script { names, others, others_of, .. } = &directory().written;
        find(names, entries.clone(), &|at| at);
        find(others, those_of(others_of, entries), &|at| usize::from(others_of[at]));
    }

    /// The cities that need a ward stand for all their wards.
    fn find_cities(&mut self, text: &'t str, entries: &Range<usize>) {
        for city in CITIES.iter().filter(|city| entries.contains(&city.wards.start)) {
            if let Some(rest) = text.strip_prefix(city.name) {
                self.is = Is::City;
                city.wards.clone().for_each(|ward| self.note(rest, ward));
            }
        }
    }

    /// An abolished municipality stands for its successors.
    fn find_abolished(&mut self, text: &'t str, prefecture: Prefecture) {
        let directory = directory();
        for at in directory.abolished_of(prefecture.at()) {
            let name = spelling::folded(directory.abolished_names.get(at));
            let after_district = text.strip_prefix(directory.district_of_abolished(at));
            let rest = text.strip_prefix(&*name).or_else(|| after_district?.strip_prefix(&*name));
            if let Some(rest) = rest {
                self.is = Is::Abolished;
                for entry in directory.successors(at) {
                    self.note(rest, usize::from(*entry));
                }
            }
        }
    }

    /// A longer name displaces shorter ones.
    fn note(&mut self, rest: &'t str, entry: usize) {
        let entry = Municipality::at(entry);
        if self.entries.is_empty() || rest.len() < self.rest.len() {
            self.rest = rest;
            self.entries.clear();
        }
        if rest.len() == self.rest.len() && !self.entries.contains(&entry) {
            self.entries.push(entry);
        }
    }
}
