//! Addresses pasted in one piece: the municipality in them, and what is left for the street address.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

use super::matching::{NO_FIT, WORD, parts, parts_of, ranks};
use super::query::{self, Word};
use super::search::{MAX_QUERY, best, entries_of};
use super::table::PREFECTURES;
use super::{Abolished, Municipality, by_postal_code, japanese_address, spelling};
use crate::personal::part;
use crate::{character, width};

/// An address that was pasted in one piece, taken apart by [`in_address()`].
///
/// `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct InAddress<'t> {
    /// The entries that the address may be in, best first: one where the address leaves no doubt; never none.
    pub municipalities: Vec<Municipality>,
    /// What is left for the street address: a part of the text, never empty.
    pub rest: &'t str,
}

impl fmt::Debug for InAddress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InAddress(..)")
    }
}

/// Takes an address apart, in Japanese (from the prefecture on) or in English (from either end): the municipality,
/// and the rest for the street address.
///
/// A postal code at an end and the country are left out; a postal code alone names the municipality where the address
/// does not. An abolished municipality stands for its successors, if the prefecture is before it. `None` where no
/// municipality is found, or nothing else: then there is nothing to take apart.
///
/// To ask, not to apply: the applicant says whether it is right.
///
/// ```
/// use toroku::municipality::in_address;
///
/// for (text, rest) in [
///     ("〒163-8001 東京都新宿区西新宿2-8-1", "西新宿2-8-1"),
///     ("2-8-1 Nishi-Shinjuku, Shinjuku-ku, Tokyo 163-8001", "2-8-1 Nishi-Shinjuku"),
///     ("160-0023 西新宿2-8-1", "西新宿2-8-1"),
/// ] {
///     let found = in_address(text).unwrap();
///     assert_eq!(found.municipalities[0].full_name(), "東京都新宿区");
///     assert_eq!(found.rest, rest);
/// }
/// assert_eq!(in_address("東京都新宿区"), None);
/// ```
pub fn in_address(text: &str) -> Option<InAddress<'_>> {
    let Read { municipalities, rest, .. } = read(text)?;
    (!rest.is_empty()).then_some(InAddress { municipalities, rest })
}

/// What is read of a text.
pub(crate) struct Read<'t> {
    /// Best first, and never none.
    pub(crate) municipalities: Vec<Municipality>,
    /// What is not about them.
    pub(crate) rest: &'t str,
    pub(crate) evidence: Evidence,
}

/// How surely a text says which municipality it means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// With the prefecture, or by a postal code.
    Full,
    /// By the name alone, with what it is (区) or its city.
    NameAlone,
    /// By the name of an abolished municipality, with its prefecture.
    Abolished,
    /// Less, or several things that differ.
    Little,
}

impl Read<'_> {
    /// The one that the text names, where nothing is guessed and nothing is left over.
    pub(crate) fn sure(&self) -> Option<Municipality> {
        let [one] = self.municipalities[..] else { return None };
        let is_sure = match self.evidence {
            Evidence::Full => true,
            // Another prefecture may have had one of this name.
            Evidence::NameAlone => !Abolished::all()
                .any(|old| old.prefecture() != one.prefecture() && old.name() == one.name()),
            Evidence::Abolished | Evidence::Little => false,
        };
        (is_sure && self.rest.is_empty()).then_some(one)
    }
}

/// Reads an address, or a name as a part of one.
pub(crate) fn read(text: &str) -> Option<Read<'_>> {
    if text.len() > MAX_QUERY {
        return None;
    }
    let (text, postal) = without_ends(text);
    let coded = postal.map(of_postal).unwrap_or_default();
    let Some(mut read) = japanese_address::read(text).or_else(|| by_words(text)) else {
        let evidence = Evidence::Full;
        return (!coded.is_empty()).then_some(Read { municipalities: coded, rest: text, evidence });
    };
    if read.municipalities.iter().any(|one| coded.contains(one)) {
        read.municipalities.retain(|one| coded.contains(one));
    } else if !coded.is_empty() {
        read.evidence = Evidence::Little;
    }
    Some(read)
}

/// What stands between the parts of an address.
fn is_edge(c: char) -> bool {
    character::is_any_space(c) || matches!(c, ',' | '，' | '、')
}

pub(super) fn without_edges(text: &str) -> &str {
    text.trim_matches(is_edge)
}

/// Seven ASCII digits.
pub(super) type PostalCode = [u8; 7];

pub(super) fn of_postal(code: PostalCode) -> Vec<Municipality> {
    by_postal_code(core::str::from_utf8(&code).expect("digits are ASCII"))
}

/// The text without country and postal code, which stand first or last.
pub(super) fn without_ends(text: &str) -> (&str, Option<PostalCode>) {
    let text = without_country(text);
    let (text, code) = match postal_before(text).or_else(|| postal_after(text)) {
        Some((code, rest)) => (rest, Some(code)),
        None => (text, None),
    };
    (without_country(text), code)
}

/// The country as maps and offices write it behind an address or before it, in the languages of many applicants.
const COUNTRY: [&str; 9] =
    ["japan", "日本国", "日本", "日本國", "일본", "nhật bản", "japón", "japão", "japon"];

fn without_country(text: &str) -> &str {
    let text = without_edges(text);
    let is_apart = |text: &str| without_edges(text).len() < text.len();
    let without = |name: &&str| {
        let plain = text.strip_suffix('.').unwrap_or(text);
        let last = plain.len().checked_sub(name.len());
        let (before, last) = last.and_then(|at| plain.split_at_checked(at)).unwrap_or_default();
        if last.eq_ignore_ascii_case(name) && is_apart(before) {
            return Some(before);
        }
        let (first, after) = text.split_at_checked(name.len())?;
        // 日本〒160-0022 stands without anything between.
        let ends = is_apart(after) || after.starts_with(is_postal_mark);
        (first.eq_ignore_ascii_case(name) && ends).then_some(after)
    };
    COUNTRY.iter().find_map(without).map_or(text, without_edges)
}

fn is_postal_mark(c: char) -> bool {
    matches!(c, '〒' | '〠' | '〶')
}

fn postal_before(text: &str) -> Option<(PostalCode, &str)> {
    let text = text.trim_start_matches(|c| is_postal_mark(c) || is_edge(c));
    let (code, last) = seven_digits(text.char_indices(), 3)?;
    let rest = part(text, last..);
    let rest = part(rest, rest.chars().next()?.len_utf8()..);
    let goes_on = |c: char| digit(c).is_some() || character::is_dash(c);
    (!rest.starts_with(goes_on)).then(|| (code, without_edges(rest)))
}

/// Without a mark it is one only in English: in Japanese a house number stands last.
fn postal_after(text: &str) -> Option<(PostalCode, &str)> {
    let (mut code, first) = seven_digits(text.char_indices().rev(), 4)?;
    code.reverse();
    let before = part(text, ..first);
    let rest = without_edges(before);
    if rest.ends_with(is_postal_mark) {
        return Some((code, without_edges(rest.trim_end_matches(is_postal_mark))));
    }
    let is_apart = rest.len() < before.len() && rest.ends_with(|c: char| c.is_ascii_alphabetic());
    is_apart.then_some((code, rest))
}

/// Seven digits, with a hyphen or space after the first `count` or without, and where the last one is.
fn seven_digits(
    text: impl Iterator<Item = (usize, char)>,
    count: usize,
) -> Option<(PostalCode, usize)> {
    let (mut code, mut found, mut is_parted) = ([0; 7], 0, false);
    for (at, c) in text {
        if let Some(digit) = digit(c) {
            code[found] = digit;
            found += 1;
            if found == code.len() {
                return Some((code, at));
            }
        } else if found == count
            && !is_parted
            && (character::is_dash(c) || character::is_any_space(c))
        {
            is_parted = true;
        } else {
            return None;
        }
    }
    None
}

fn digit(c: char) -> Option<u8> {
    u8::try_from(width::narrowed(c).unwrap_or(c)).ok().filter(u8::is_ascii_digit)
}

/// A word of an address in Latin letters or kana, and where it stands. What is joined by hyphens is one.
struct Token {
    word: Word,
    span: Range<usize>,
    /// Whether only a space is before it.
    goes_on: bool,
}

/// The entry that a run of words may be, with the parts that were taken of it.
#[derive(Clone, Copy)]
struct Candidate {
    entry: usize,
    taken: u8,
    /// How many of its words can be several parts: Osaka is city and prefecture before it is the prefecture alone.
    fits: u8,
}

/// Reads an address of words: they are taken from the end, or else from the beginning, as long as each is a further
/// part of one entry's address.
fn by_words(text: &str) -> Option<Read<'_>> {
    let tokens = tokens(text);
    let mut run = Run::of(&tokens, true);
    if run.strength() < Run::SURE {
        let other = Run::of(&tokens, false);
        if other.strength() > run.strength() {
            run = other;
        }
    }
    let wanted = [parts::OWN, parts::CITY].into_iter().find(|part| run.has(*part))?;
    let rest = if run.is_reversed {
        part(text, ..tokens[tokens.len() - run.length].span.start)
    } else {
        part(text, tokens[run.length - 1].span.end..)
    };
    let found = run.candidates.iter().filter(|one| one.taken & wanted != 0);
    let first = found.clone().reduce(|first, one| if one.fits > first.fits { one } else { first });
    let has = |part: u8| first.is_some_and(|first| first.taken & part != 0);
    let found = found.map(|one| ((u8::MAX - one.fits, 0), Municipality::at(one.entry)));
    let municipalities = best(found.collect(), usize::MAX);
    let evidence = if has(parts::OWN) && has(parts::PREFECTURE) {
        Evidence::Full
    } else if has(parts::OWN) && has(parts::CITY | parts::MARKED) {
        Evidence::NameAlone
    } else {
        Evidence::Little
    };
    Some(Read { municipalities, rest: without_edges(rest), evidence })
}

/// The first or the last words of a text, which are about a municipality.
struct Run {
    is_reversed: bool,
    /// How many words.
    length: usize,
    candidates: Vec<Candidate>,
}

impl Run {
    fn of(tokens: &[Token], is_reversed: bool) -> Self {
        let mut run = Self { is_reversed, length: 0, candidates: Vec::new() };
        while run.length < tokens.len() {
            let left = if is_reversed {
                &tokens[..tokens.len() - run.length]
            } else {
                &tokens[run.length..]
            };
            let two = if is_reversed { left.last_chunk() } else { left.first_chunk::<2>() };
            // What is one name may be two words: Higashi Osaka City.
            let one = two.and_then(|[first, second]| joined(first, second));
            if one.is_some_and(|name| run.takes(&name, true)) {
                run.length += 2;
                continue;
            }
            let next = if is_reversed { left.last() } else { left.first() };
            if !next.is_some_and(|token| run.takes(&token.word, false)) {
                break;
            }
            run.length += 1;
        }
        run
    }

    /// With the municipality itself and its prefecture.
    const SURE: (bool, u32) = (true, 2);

    /// Whether it has the municipality's own name, and how many parts.
    fn strength(&self) -> (bool, u32) {
        let of = |one: &Candidate| {
            (one.taken & parts::OWN != 0, (one.taken & !parts::MARKED).count_ones())
        };
        self.candidates.iter().map(of).max().unwrap_or_default()
    }

    fn has(&self, part: u8) -> bool {
        self.candidates.iter().any(|one| one.taken & part != 0)
    }

    /// Whether the word is a further part of some candidates, who then are the only ones left.
    fn takes(&mut self, word: &Word, is_joined: bool) -> bool {
        // A long mark or a small っ alone, or a house number.
        if word.form.is_empty() || word.form.bytes().any(|b| b.is_ascii_digit()) {
            return false;
        }
        let taken: Vec<Candidate> = if self.length == 0 {
            let all = 0..PREFECTURES.len();
            let entries = entries_of(&all);
            let ranks = ranks(word, &all, &entries).into_iter();
            let is_near = |(rank, _): &(u8, usize)| *rank != NO_FIT && *rank <= WORD;
            let near = ranks.zip(entries).filter(is_near);
            near.filter_map(|(_, entry)| {
                Candidate { entry, taken: 0, fits: 0 }.taking(word, is_joined)
            })
            .collect()
        } else {
            self.candidates.iter().filter_map(|one| one.taking(word, is_joined)).collect()
        };
        let is_taken = !taken.is_empty();
        if is_taken {
            self.candidates = taken;
        }
        is_taken
    }
}

impl Candidate {
    /// With the greatest part that the word can be and that is not taken yet.
    fn taking(self, word: &Word, is_joined: bool) -> Option<Self> {
        let found = parts_of(word, self.entry);
        let free = found & !self.taken & !parts::MARKED;
        let is_all = found & (parts::CITY | parts::OWN) == parts::CITY | parts::OWN;
        // City and ward in two words are two parts (Yokohama-shi Kanagawa is the prefecture's).
        if is_all && is_joined {
            return None;
        }
        let greatest = if is_all { free } else { free & free.wrapping_neg() };
        let marked = if greatest & parts::OWN == 0 { 0 } else { found & parts::MARKED };
        let taken = self.taken | greatest | marked;
        (free != 0).then_some(Self {
            taken,
            fits: self.fits + u8::from(free.count_ones() > 1),
            ..self
        })
    }
}

/// Two words as one name, unless the first one ends a name.
fn joined(first: &Token, second: &Token) -> Option<Word> {
    let (first, goes_on, second) = (&first.word, second.goes_on, &second.word);
    if !goes_on || first.kind.is_some() || first.form.is_empty() {
        return None;
    }
    let form = [&*first.form, &*second.form].concat();
    let is_reading = first.is_reading && second.is_reading;
    Some(Word::joined(form, is_reading).of_kind(second.kind))
}

/// More words than are looked at have no address before them.
const MAX_TOKENS: usize = 60;

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(8);
    // What the next word is, by an English word before it, and where that begins.
    let mut announced = None;
    let (mut end, mut goes_on) = (0, false);
    for piece in text.split(is_edge) {
        let span = end..end + piece.len();
        let edge = part(text, span.end..).chars().next();
        end = span.end + edge.map_or(0, char::len_utf8);
        let folded = spelling::folded(piece.trim_end_matches('.'));
        let plain: String = folded.chars().filter(|c| !character::is_dash(*c)).collect();
        let is_space = edge.is_some_and(character::is_any_space);
        if plain.is_empty() || plain == "of" && announced.is_some() {
            goes_on &= is_space;
            continue;
        }
        if tokens.len() == MAX_TOKENS {
            return Vec::new();
        }
        let kind = query::english_kind(&plain);
        let word = Word::new(&plain);
        match tokens.last_mut() {
            Some(before) if kind.is_some() && before.word.kind.is_none() => {
                before.word.kind = kind;
                before.span.end = span.end;
            }
            Some(before) if before.word.takes_suffix(&word) => {
                before.word.push_suffix(&word);
                before.span.end = span.end;
            }
            _ if kind.is_some() => announced = Some((kind, span.start)),
            _ => {
                let (kind, start) = announced.take().unwrap_or((None, span.start));
                tokens.push(Token { word: word.of_kind(kind), span: start..span.end, goes_on });
            }
        }
        goes_on = is_space;
    }
    tokens
}
