//! What a person typed, as words to match.

use alloc::string::String;
use alloc::vec::Vec;
use memchr::memmem;

use super::table::PREFECTURES;
use super::{Prefecture, reading};
use crate::character::{is_any_space, is_dash};
use crate::personal::part;

/// More words than any name has; what has more finds nothing, which keeps the cost linear.
const MAX_WORDS: usize = 8;

/// The written form of the kinds of place, as search forms: they may follow a name or be left out.
const SUFFIXES: [&str; 11] =
    ["si", "ku", "tyo", "mati", "son", "mura", "gun", "to", "hu", "ken", "do"];

/// One word of a query.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// What is compared: a search form where `is_reading`, else folded characters.
    pub(super) form: String,
    /// Kana or romaji, to compare with readings; else kanji (or a mixture), with names.
    pub(super) is_reading: bool,
    /// The length of `form` without a suffix that was written apart (`chuo-ku`, `chuo ku`).
    bare: usize,
    /// What it says in English that it is (`Chuo Ward`): 市, 区, 町, 村, 郡, or 県 for any prefecture.
    pub(super) kind: Option<char>,
    /// A reading as it was written, in kana or in Latin letters, which shows more than its form.
    typed: String,
}

impl Word {
    fn reading(text: &str) -> Self {
        let mut form = String::with_capacity(text.len() + 4);
        let is_one_script = text.is_ascii() || text.chars().all(reading::is_kana);
        let typed = String::from(if is_one_script { text } else { "" });
        if text.is_ascii() {
            reading::push_search_form(text, &mut form);
        } else {
            let mut kunrei = String::with_capacity(text.len());
            reading::push_kunrei(text, &mut kunrei);
            reading::push_search_form(&kunrei, &mut form);
        }
        Self { bare: form.len(), form, is_reading: true, kind: None, typed }
    }

    fn name(text: &str) -> Self {
        Self::joined(text.into(), false)
    }

    pub(super) fn new(text: &str) -> Self {
        let is_reading = text.chars().all(|c| c.is_ascii_alphabetic() || reading::is_kana(c));
        if is_reading { Self::reading(text) } else { Self::name(text) }
    }

    /// Whether `word`, which follows, is its suffix, written apart.
    pub(super) fn takes_suffix(&self, word: &Self) -> bool {
        self.is_reading && self.bare == self.form.len() && SUFFIXES.contains(&&*word.form)
    }

    pub(super) fn push_suffix(&mut self, suffix: &Self) {
        self.form.push_str(&suffix.form);
        // In Latin letters it may be written in another system: Minoo-si.
        if !self.typed.is_ascii() {
            self.typed.push_str(&suffix.typed);
        }
    }

    /// Several words written as one.
    pub(super) fn joined(form: String, is_reading: bool) -> Self {
        Self { bare: form.len(), form, is_reading, kind: None, typed: String::new() }
    }

    pub(super) fn of_kind(self, kind: Option<char>) -> Self {
        Self { kind, ..self }
    }

    /// The reading as it was written, where that was in one script.
    pub(super) fn typed(&self) -> &str {
        &self.typed
    }

    /// The kana as typed, when the word was kana alone.
    fn kana(&self) -> Option<&str> {
        (!self.typed.is_empty() && !self.typed.is_ascii()).then_some(&self.typed)
    }
}

/// Whether `c` stands between words. `after` is the character before it.
pub(super) fn is_separator(c: char, after: char) -> bool {
    // The long mark of kana is what some keyboards give for a hyphen after Latin letters.
    let is_hyphen = is_dash(c) && (c != 'ー' || after.is_ascii_alphabetic());
    is_hyphen
        || is_any_space(c)
        || matches!(c, ',' | '.' | '/' | '(' | ')' | '、' | '。' | '・' | '･')
}

/// What a name is called in English, and what that says it is.
const ENGLISH_KINDS: [(&str, char); 9] = [
    ("city", '市'),
    ("ward", '区'),
    ("town", '町'),
    ("village", '村'),
    ("district", '郡'),
    ("county", '郡'),
    ("prefecture", '県'),
    ("pref", '県'),
    ("metropolis", '県'),
];

/// What an English word says that the name before it is.
pub(super) fn english_kind(word: &str) -> Option<char> {
    ENGLISH_KINDS.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind)
}

/// What a word that is typed on may say that the name before it is: `Osaka C`, `Osaka Cit`.
fn begun_kind(word: &Word) -> Option<char> {
    let typed = Some(word.typed()).filter(|typed| !typed.is_empty())?;
    ENGLISH_KINDS.iter().find(|(name, _)| name.starts_with(typed)).map(|(_, kind)| *kind)
}

/// The words before a last one that may become what the name before it is in English.
pub(super) fn before_begun_kind(words: &[Word]) -> Option<&[Word]> {
    let (last, before) = words.split_last()?;
    begun_kind(last).map(|_| before).filter(|before| !before.is_empty())
}

/// The same with that kind, where the word begins as no reading does.
pub(super) fn with_begun_kind(words: &[Word]) -> Option<Vec<Word>> {
    let mut before = before_begun_kind(words)?.to_vec();
    let (name, last) = (before.last_mut()?, words.last()?);
    let is_english = ["ci", "vi", "pr"].iter().any(|begin| last.typed().starts_with(begin));
    if !is_english || name.kind.is_some() {
        return None;
    }
    name.kind = begun_kind(last);
    Some(before)
}

/// The words of `text`, which is folded. `None` when there are too many.
///
/// Words end at white space, commas, dots, brackets and hyphens. A suffix that stands apart, or what it is in
/// English, belongs to the word before it (`City of` to the one after it), and a prefecture written before a name in
/// kanji is a word of its own.
pub(super) fn words(text: &str) -> Option<Vec<Word>> {
    let mut words: Vec<Word> = Vec::with_capacity(4);
    let mut last = ' ';
    let ends_word = |c: char| is_separator(c, core::mem::replace(&mut last, c));
    // What the next word is, by an English word before it.
    let mut announced = None;
    for piece in text.split(ends_word).filter(|piece| !piece.is_empty()) {
        if piece == "of" && announced.is_some() {
            continue;
        }
        if let Some(kind) = english_kind(piece) {
            match words.last_mut() {
                Some(before) if before.kind.is_none() => before.kind = Some(kind),
                _ => announced = Some(kind),
            }
            continue;
        }
        if words.len() == MAX_WORDS {
            return None;
        }
        let mut word = Word::new(piece);
        match words.last_mut() {
            Some(before) if before.takes_suffix(&word) => before.push_suffix(&word),
            _ => {
                word.kind = announced.take();
                match split_prefecture(piece, &word) {
                    Some((prefecture, rest)) => words.extend([prefecture, rest]),
                    None => words.push(word),
                }
            }
        }
    }
    // A long mark or a small っ alone is no sound and asks for nothing.
    words.retain(|word| !word.form.is_empty());
    Some(words)
}

/// `北海道札幌市`: nobody ends a name there by chance, so this is done at once.
fn split_prefecture(piece: &str, word: &Word) -> Option<(Word, Word)> {
    if word.is_reading {
        return None;
    }
    let (prefecture, rest) = Prefecture::split_from(piece)?;
    (!rest.is_empty()).then(|| (Word::name(prefecture.name()), Word::new(rest)))
}

/// The same words read more freely, for when they found nothing as written.
///
/// A suffix written apart is left out, because it was the wrong one (`hayama-cho` is Hayama-machi), and so is what it
/// is in English; what is written in one is taken apart after a prefecture (`東京府中`, kana and romaji too) and
/// after a district (`虻田郡ニセコ町`).
pub(super) fn read_freely(words: &[Word]) -> Vec<Word> {
    let mut free = Vec::with_capacity(words.len() + 2);
    for word in words {
        if word.bare < word.form.len() || word.kind.is_some() {
            let form = part(&word.form, ..word.bare).into();
            free.push(Word { form, kind: None, ..word.clone() });
            continue;
        }
        // In kanji a whole prefecture was taken off before, and a district may begin like one
        // (岩手郡), so there the district comes first.
        let (head, rest) =
            if word.is_reading { (None, word.clone()) } else { after_district(word.clone()) };
        if head.is_some() {
            free.extend(head);
            free.push(rest);
        } else {
            let (prefecture, rest) = after_prefecture(word);
            let (district, rest) = after_district(rest);
            free.extend(prefecture);
            free.extend(district);
            free.push(rest);
        }
    }
    free.retain(|word| !word.form.is_empty());
    free
}

fn after_prefecture(word: &Word) -> (Option<Word>, Word) {
    let split = |at: usize, text: &str| {
        // What follows the prefecture's bare name may be its own suffix (青森県).
        let is_inside = at < text.len() && !matches!(part(text, at..), "都" | "府" | "県");
        is_inside.then(|| (Some(Word::new(part(text, ..at))), Word::new(part(text, at..))))
    };
    for prefecture in &PREFECTURES {
        let (text, head) = if let Some(kana) = word.kana() {
            (kana, prefecture.kana)
        } else if word.is_reading {
            (&*word.form, prefecture.form)
        } else {
            (&*word.form, bare_prefecture(prefecture.name))
        };
        if let Some(found) = text.strip_prefix(head).and_then(|_| split(head.len(), text)) {
            return found;
        }
    }
    (None, word.clone())
}

fn after_district(word: Word) -> (Option<Word>, Word) {
    let (text, suffix) = match word.kana() {
        Some(kana) => (kana, "ぐん"),
        None => (&*word.form, "郡"),
    };
    match memmem::find(text.as_bytes(), suffix.as_bytes()).map(|at| at + suffix.len()) {
        // A name may begin with the character (郡山市), so a district has something before it.
        Some(at) if at > suffix.len() && at < text.len() => {
            (Some(Word::new(part(text, ..at))), Word::new(part(text, at..)))
        }
        _ => (None, word),
    }
}

/// `東京` of `東京都`. Hokkaido is not called otherwise.
pub(super) fn bare_prefecture(name: &str) -> &str {
    name.strip_suffix(['都', '府', '県']).unwrap_or(name)
}
