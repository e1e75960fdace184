//! Searching: what a person typed, to the entries that may be meant, best first.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use super::directory::directory;
use super::matching::{NO_FIT, PART, WHOLE, WITHOUT_SUFFIX, ranks, ranks_of_names};
use super::query::{self, Word};
use super::table::PREFECTURES;
use super::{Lookup, Municipality, Prefecture, address, look_up, reading, spelling};

/// The longest query that is looked at, in bytes of UTF-8: whole addresses are shorter. A longer one finds nothing.
pub const MAX_QUERY: usize = 400;

/// Finds the entries a person may mean, best first, at most `limit`.
///
/// The query may be
///
/// - kanji, in old, Chinese and look-alike forms too (`澁谷區`, `涩谷区`), hiragana, katakana (half-width too) or romaji
///   in any case and width: Hepburn with macrons, with long vowels doubled or single, with `oh`, or Kunrei. Words may
///   stand in any order and be separated by spaces, commas or hyphens; every word must fit the name, its district (郡)
///   or its prefecture. 市, 区, 町, 村 and the others, in any script, may be left out;
/// - English, as offices and maps write it: `Shibuya City, Tokyo`, `Chuo Ward, Sapporo`, `Hokkaido Prefecture`. City,
///   Ward, Town, Village, District and Prefecture find what is called so;
/// - a postal code of seven digits, with 〒 and hyphen or without, or a code of five or six digits;
/// - a whole address, as [`in_address()`](super::in_address()) reads it.
///
/// With a `prefecture` only its entries are found, and an empty query lists them all; without one
/// an empty query finds nothing. A query longer than [`MAX_QUERY`] finds nothing.
///
/// The order: the whole name, the name without its suffix or a ward's own name, a ward's city, a
/// beginning of the name, the beginning of a ward's own name or the prefecture or district, a part
/// of the name or a beginning of the prefecture; what fits without a last word that may become City or the like; among
/// equals, the order of the codes. It depends on nothing but the arguments. A single Latin letter fits beginnings only.
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
/// assert_eq!(names("Chuo Ward, Sapporo"), ["北海道札幌市中央区"]);
/// assert_eq!(names("〒160-0022"), ["東京都新宿区"]);
///
/// let hiroshima = Prefecture::by_number(34);
/// assert_eq!(search("府中", hiroshima, 10).len(), 2);
/// ```
pub fn search(query: &str, prefecture: Option<Prefecture>, limit: usize) -> Vec<Municipality> {
    if query.len() > MAX_QUERY || limit == 0 {
        return Vec::new();
    }
    let scope = prefecture.map_or(0..PREFECTURES.len(), |p| p.at()..p.at() + 1);
    let entries = entries_of(&scope);
    let (text, postal) = address::without_ends(query);
    let folded = spelling::folded(text);
    if folded.is_empty() && postal.is_none() {
        let listed = if prefecture.is_some() { entries } else { 0..0 };
        return listed.take(limit).map(Municipality::at).collect();
    }
    let is_in_scope = |found: &Municipality| entries.contains(&found.index());
    let has_digit = folded.bytes().any(|b| b.is_ascii_digit());
    if has_digit && folded.bytes().all(|b| b.is_ascii_digit()) {
        return by_code(&folded).into_iter().filter(is_in_scope).take(limit).collect();
    }
    // A house number is in no name.
    if !has_digit {
        let words = query::words(&folded).unwrap_or_default();
        let mut found = by_words(&words, &scope);
        if words.iter().any(|word| !word.is_reading) {
            prefer_same_kanji(text, &mut found);
        }
        // An address has more than one word, unless it is in kanji.
        if !found.is_empty() || matches!(&words[..], [word] if word.is_reading) {
            let coded = postal.map(address::of_postal).unwrap_or_default();
            for (score, _) in found.iter_mut().filter(|(_, found)| coded.contains(found)) {
                *score = (WHOLE, 0);
            }
            return best(found, limit);
        }
    }
    let read = address::read(query).map(|read| read.municipalities).unwrap_or_default();
    read.into_iter().filter(is_in_scope).take(limit).collect()
}

/// What fits all the words, read as they are written or, where nothing fits so, more freely.
fn by_words(words: &[Word], scope: &Range<usize>) -> Vec<(Score, Municipality)> {
    if words.is_empty() {
        return Vec::new();
    }
    if let Some(words) = query::with_begun_kind(words) {
        return by_words(&words, scope);
    }
    let mut found = fitting(words, scope);
    // Of Tokyo City no more than 西東京市 is a city, which is not what is meant.
    if words.iter().any(|word| word.kind.is_some())
        && found.iter().all(|(score, _)| score.0 >= PART)
    {
        let plain: Vec<Word> = words.iter().map(|word| word.clone().of_kind(None)).collect();
        found = fitting(&plain, scope);
    }
    if let Some(before) = query::before_begun_kind(words) {
        let others = fitting(before, scope).into_iter();
        let others = others.filter(|(_, other)| !found.iter().any(|(_, one)| one == other));
        let others: Vec<_> = others.map(|((_, sum), other)| ((PART + 1, sum), other)).collect();
        found.extend(others);
    }
    if found.is_empty() {
        let free = query::read_freely(words);
        if free != words {
            found = fitting(&free, scope);
        }
    }
    found
}

/// The entries of some prefectures next to each other.
pub(super) fn entries_of(prefectures: &Range<usize>) -> Range<usize> {
    PREFECTURES[prefectures.start].entries.start..PREFECTURES[prefectures.end - 1].entries.end
}

fn by_code(code: &str) -> Vec<Municipality> {
    match look_up(code) {
        Lookup::Found(municipality) => [municipality].into(),
        Lookup::NeedsWard(city) => city.wards().collect(),
        Lookup::Abolished(old) => old.successors().collect(),
        Lookup::Unknown => Vec::new(),
    }
}

/// How well all words fit an entry: the worst rank, and the sum of them.
pub(super) type Score = (u8, u8);

/// What fits all the words, in the order of the codes.
fn fitting(words: &[Word], scope: &Range<usize>) -> Vec<(Score, Municipality)> {
    let entries = entries_of(scope);
    let mut scores: Vec<Score> = vec![(0, 0); entries.len()];
    // The longest word leaves the fewest entries, which often are next to each other: the others are sought there.
    let mut longest = 0;
    for (at, word) in words.iter().enumerate() {
        if word.form.len() > words[longest].form.len() {
            longest = at;
        }
    }
    let others =
        (0..words.len()).filter(|at| *at != longest && !words[..*at].contains(&words[*at]));
    let mut order = core::iter::once(longest).chain(others).peekable();
    let mut left = entries.clone();
    while let Some(at) = order.next() {
        let word = &words[at];
        let found = ranks(word, scope, &left);
        let start = left.start - entries.start;
        for ((worst, sum), rank) in scores[start..].iter_mut().zip(found) {
            *worst = rank.max(*worst);
            *sum = sum.saturating_add(rank);
        }
        if order.peek().is_none() {
            break;
        }
        let mut fits = left.filter(|entry| scores[entry - entries.start].0 != NO_FIT);
        let Some(first) = fits.next() else { break };
        left = first..fits.next_back().unwrap_or(first) + 1;
    }
    if let [first @ .., last] = words
        && !first.is_empty()
        && first.iter().all(|word| goes_on(word, last))
    {
        // What is one name may be typed as two words: kita kyushu, higashi-osaka.
        let joined = words.iter().map(|word| &*word.form).collect();
        let joined = Word::joined(joined, last.is_reading).of_kind(last.kind);
        for (score, rank) in scores.iter_mut().zip(ranks_of_names(&joined, &entries)) {
            *score = (rank, 0).min(*score);
        }
    }
    let found = scores.into_iter().zip(entries.map(Municipality::at));
    let mut found: Vec<_> = found.filter(|((worst, _), _)| *worst != NO_FIT).collect();
    if let [word] = words {
        prefer_same(word.typed(), &mut found);
    }
    found
}

/// Whether a name that begins with `word` may end with `last`.
fn goes_on(word: &Word, last: &Word) -> bool {
    word.kind.is_none() && word.is_reading == last.is_reading
}

/// The search form does not distinguish おお from お, nor oo from o. What was typed does, so among whole names the same
/// goes first.
fn prefer_same(typed: &str, found: &mut [(Score, Municipality)]) {
    if typed.is_empty() {
        return;
    }
    for ((worst, sum), municipality) in found {
        if *worst <= WITHOUT_SUFFIX {
            let mut own = directory().kana.get(municipality.index());
            let mut hepburn = String::new();
            if typed.is_ascii() {
                own.split_inclusive(' ').for_each(|word| reading::push_hepburn(word, &mut hepburn));
                own = &hepburn;
            }
            let ward = own.rsplit(' ').next().unwrap_or_default();
            *sum += u8::from(!begins(own, typed) && !begins(ward, typed));
        }
    }
}

/// Whether a reading begins so, with seams and the space before a ward left out.
fn begins(reading: &str, typed: &str) -> bool {
    let mut characters = reading.chars().filter(|c| !matches!(*c, reading::SEAM | ' '));
    typed.chars().all(|c| characters.next() == Some(c))
}

/// Two names may be the same but for a variant (鹿嶋市, 鹿島市). Among whole names the one typed goes first.
fn prefer_same_kanji(typed: &str, found: &mut [(Score, Municipality)]) {
    for ((worst, sum), municipality) in found {
        if *worst <= WITHOUT_SUFFIX {
            *sum += u8::from(!typed.contains(municipality.stem()));
        }
    }
}

/// At most `limit`, in the order of score, and among equals as they come. The sort of Rust's library takes 12 KB.
pub(super) fn best(found: Vec<(Score, Municipality)>, limit: usize) -> Vec<Municipality> {
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
