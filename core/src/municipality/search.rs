//! Searching: what a person typed, to the entries that may be meant, best first.

use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use super::matching::{NO_FIT, WITHOUT_SUFFIX, ranks, ranks_of_names};
use super::query::{self, Word};
use super::table::{self, PREFECTURES};
use super::{Lookup, Municipality, Prefecture, look_up};

/// The longest query that is looked at, in bytes of UTF-8. A longer one finds nothing.
pub const MAX_QUERY: usize = 200;

/// Finds the entries a person may mean, best first, at most `limit`.
///
/// The query may be kanji, hiragana, katakana (half-width too) or romaji in any case and width:
/// Hepburn with macrons, with long vowels doubled or single, with `oh`, or Kunrei. Words may stand
/// in any order and be separated by spaces, commas or hyphens; every word must fit the name, its
/// district (郡) or its prefecture. 市, 区, 町, 村 and the others, in any script, may be left out.
/// A code of five or six digits is looked up.
///
/// With a `prefecture` only its entries are found, and an empty query lists them all; without one
/// an empty query finds nothing. A query longer than [`MAX_QUERY`], or of more than eight words,
/// finds nothing.
///
/// The order: the whole name, the name without its suffix or a ward's own name, a
/// beginning of the name, the beginning of a ward's own name or the prefecture or district, a part
/// of the name or a beginning of the prefecture; among equals, the order of the codes. It depends
/// on nothing but the arguments. A single Latin letter fits beginnings only.
///
/// ```
/// use toroku::municipality::{Prefecture, search};
///
/// let names = |query: &str| -> Vec<String> {
///     search(query, None, 2).iter().map(|m| m.full_name()).collect()
/// };
/// assert_eq!(names("sapporo chuo"), ["北海道札幌市中央区"]);
/// assert_eq!(names("Fuchū"), ["東京都府中市", "広島県府中市"]);
/// assert_eq!(names("ﾁﾖﾀﾞｸ"), ["東京都千代田区"]);
///
/// let hiroshima = Prefecture::by_number(34);
/// assert_eq!(search("府中", hiroshima, 10).len(), 2);
/// ```
pub fn search(query: &str, prefecture: Option<Prefecture>, limit: usize) -> Vec<Municipality> {
    if query.len() > MAX_QUERY || limit == 0 {
        return Vec::new();
    }
    let folded = query::folded(query);
    let Some(words) = query::words(&folded) else { return Vec::new() };
    let scope = prefecture.map_or(0..PREFECTURES.len(), |p| p.at()..p.at() + 1);
    if words.is_empty() {
        let listed = if prefecture.is_some() { entries_of(&scope) } else { 0..0 };
        return listed.take(limit).map(Municipality::at).collect();
    }
    if folded.trim().bytes().all(|b| b.is_ascii_digit()) {
        return by_code(folded.trim(), &entries_of(&scope), limit);
    }
    let mut found = fitting(&words, &scope);
    if found.is_empty() {
        let free = query::read_freely(&words);
        if free != words {
            found = fitting(&free, &scope);
        }
    }
    best(found, limit)
}

/// The entries of some prefectures next to each other.
fn entries_of(prefectures: &Range<usize>) -> Range<usize> {
    PREFECTURES[prefectures.start].entries.start..PREFECTURES[prefectures.end - 1].entries.end
}

fn by_code(code: &str, range: &Range<usize>, limit: usize) -> Vec<Municipality> {
    let found: Vec<Municipality> = match look_up(code) {
        Lookup::Found(municipality) => [municipality].into(),
        Lookup::NeedsWard(city) => city.wards().collect(),
        Lookup::Abolished(old) => old.successors().collect(),
        Lookup::Unknown => Vec::new(),
    };
    found.into_iter().filter(|m| range.contains(&m.index())).take(limit).collect()
}

/// How well all words fit an entry: the worst rank, and the sum of them.
type Score = (u8, u8);

/// What fits all the words, in the order of the codes.
fn fitting(words: &[Word], scope: &Range<usize>) -> Vec<(Score, Municipality)> {
    let entries = entries_of(scope);
    let mut scores: Vec<Score> = vec![(0, 0); entries.len()];
    for word in words {
        for ((worst, sum), rank) in scores.iter_mut().zip(ranks(word, scope, &entries)) {
            *worst = rank.max(*worst);
            *sum = sum.saturating_add(rank);
        }
    }
    match words {
        [word] => {
            if let Some(kana) = word.kana() {
                prefer_same_kana(kana, &entries, &mut scores);
            }
        }
        [first, rest @ ..] if rest.iter().all(|word| word.is_reading == first.is_reading) => {
            // What is one name may be typed as two words: kita kyushu, higashi-osaka.
            let joined = words.iter().map(|word| &*word.form).collect();
            let joined = Word::joined(joined, first.is_reading);
            for (score, rank) in scores.iter_mut().zip(ranks_of_names(&joined, &entries)) {
                *score = (rank, 0).min(*score);
            }
        }
        _ => {}
    }
    let found = scores.into_iter().zip(entries.map(Municipality::at));
    found.filter(|((worst, _), _)| *worst != NO_FIT).collect()
}

/// The search form does not distinguish おお from お. Kana does, so among whole names the same goes first.
fn prefer_same_kana(typed: &str, entries: &Range<usize>, scores: &mut [Score]) {
    for ((worst, sum), entry) in scores.iter_mut().zip(entries.clone()) {
        if *worst <= WITHOUT_SUFFIX {
            let own = table::kana(entry);
            let is_same = Municipality::at(entry).kana().starts_with(typed)
                || own.rsplit(' ').next().is_some_and(|ward| ward.starts_with(typed));
            *sum += u8::from(!is_same);
        }
    }
}

/// At most `limit`, in the order of score and code.
fn best(found: Vec<(Score, Municipality)>, limit: usize) -> Vec<Municipality> {
    let mut best: Vec<(Score, Municipality)> = Vec::with_capacity(limit.min(found.len()));
    for one in found {
        if best.len() == limit {
            // What is found later has a higher code.
            if best[limit - 1].0 <= one.0 {
                continue;
            }
            best.pop();
        }
        let at = best.partition_point(|(score, _)| *score <= one.0);
        best.insert(at, one);
    }
    best.into_iter().map(|(_, municipality)| municipality).collect()
}
