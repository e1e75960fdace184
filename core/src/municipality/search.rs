//! Searching: what a person typed, to the entries that may be meant, best first.

use alloc::collections::BinaryHeap;
use alloc::vec::Vec;
use core::ops::Range;

use super::matching::{Matcher, NO_FIT, Rank, WITHOUT_SUFFIX};
use super::query::{self, Word};
use super::{Lookup, Municipality, Prefecture, look_up, table};

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
    let scope = prefecture.map_or(0..table::PREFECTURES, |p| p.at()..p.at() + 1);
    if words.is_empty() {
        let listed = if prefecture.is_some() { entries_of(&scope) } else { 0..0 };
        return listed.take(limit).map(Municipality::at).collect();
    }
    if folded.trim().bytes().all(|b| b.is_ascii_digit()) {
        return by_code(folded.trim(), &entries_of(&scope), limit);
    }
    let mut found = fitting(&words, &scope, limit);
    if found.is_empty() {
        let free = query::read_freely(&words);
        if free != words {
            found = fitting(&free, &scope, limit);
        }
    }
    best(found, limit)
}

/// The entries of some prefectures next to each other.
fn entries_of(prefectures: &Range<usize>) -> Range<usize> {
    table::entries_of(prefectures.start).start..table::entries_of(prefectures.end - 1).end
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

/// How well all words fit an entry: the worst rank first, then the sum of them.
type Score = u16;

/// An entry that fits, by its place in the directory, with how well: sorts best first.
type Fit = (Score, u16);

/// What fits all the words, in no order: all of it, or if `limit` are enough at least those that go first.
fn fitting(words: &[Word], scope: &Range<usize>, limit: usize) -> Vec<Fit> {
    let mut matcher = Matcher::new(scope, entries_of(scope));
    if let [word] = words {
        matcher.run_alone(word, limit);
        let mut found = fits(&matcher);
        if let Some(kana) = word.kana() {
            prefer_same_kana(kana, &mut found);
        }
        return found;
    }
    let mut found = fitting_all(words, &mut matcher);
    if let [first, rest @ ..] = words
        && rest.iter().all(|word| word.is_reading == first.is_reading)
    {
        // What is one name may be typed as two words: kita kyushu, higashi-osaka.
        let joined = words.iter().map(|word| &*word.form).collect();
        matcher.run_names(&Word::joined(joined, first.is_reading));
        merge(&mut matcher, &mut found);
    }
    found
}

/// What fits all of several words, in no order.
fn fitting_all(words: &[Word], matcher: &mut Matcher<'_>) -> Vec<Fit> {
    // So few are looked at one by one sooner than all.
    const FEW: usize = 32;
    // The longest leaves the fewest.
    let Some((longest, word)) = words.iter().enumerate().max_by_key(|(_, word)| word.form.len())
    else {
        return Vec::new();
    };
    matcher.run(word);
    let mut found = fits(matcher);
    for (_, word) in words.iter().enumerate().filter(|(at, _)| *at != longest) {
        if found.len() <= FEW {
            matcher.run_among(word, found.iter().map(|(_, at)| *at));
        } else {
            matcher.run(word);
        }
        found.retain_mut(|(score, at)| {
            let rank = matcher.rank_of(*at);
            let [worst, sum] = score.to_be_bytes();
            *score = scored(worst.max(rank), sum.saturating_add(rank));
            rank != NO_FIT
        });
    }
    found
}

/// What fits the last word alone.
fn fits(matcher: &Matcher<'_>) -> Vec<Fit> {
    matcher.fits().map(|(rank, at)| (scored(rank, rank), at)).collect()
}

/// Worst rank and sum of ranks as one number that sorts by the one, then by the other.
fn scored(worst: Rank, sum: u8) -> Score {
    Score::from_be_bytes([worst, sum])
}

/// Betters what is found by how the joined words fit, and adds what only they fit.
fn merge(joined: &mut Matcher<'_>, found: &mut Vec<Fit>) {
    for (score, at) in found.iter_mut() {
        let rank = joined.take_rank(*at);
        if rank != NO_FIT {
            *score = scored(rank, 0).min(*score);
        }
    }
    let others = joined.fits().filter(|(rank, _)| *rank != NO_FIT);
    found.extend(others.map(|(rank, at)| (scored(rank, 0), at)));
}

/// The search form does not tell おお from お. Kana does, so among whole names the same goes first.
fn prefer_same_kana(typed: &str, found: &mut [Fit]) {
    for (score, at) in found {
        if score.to_be_bytes()[0] <= WITHOUT_SUFFIX {
            let kana = Municipality(*at).kana();
            let own = table::kana(usize::from(*at));
            let is_same = kana.starts_with(typed)
                || own.rsplit(' ').next().is_some_and(|ward| ward.starts_with(typed));
            *score += Score::from(!is_same);
        }
    }
}

/// At most `limit`, in the order of score and code.
fn best(mut found: Vec<Fit>, limit: usize) -> Vec<Municipality> {
    // Only what is shown is put in order: the best so far, of which the last gives way.
    let others = found.split_off(limit.min(found.len()));
    let mut best = BinaryHeap::from(found);
    for fit in others {
        if let Some(mut last) = best.peek_mut()
            && fit < *last
        {
            *last = fit;
        }
    }
    best.into_sorted_vec().into_iter().map(|(_, at)| Municipality(at)).collect()
}
