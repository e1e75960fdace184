//! How a name with other letters than A–Z may stand in its passport.
//!
//! Passports differ in a few letters (`Ü` is `UE`, `U`, or in a Chinese name `YU`), and each keeps to its way
//! throughout a name. So a name is offered in each way that it may be written in, the likeliest first, and
//! never in a mixture. Which is the likeliest, the letters beside them say.

use alloc::string::String;

use super::collected;
use super::transliteration::{Style, is_u_umlaut, letter, of_letter, of_mark};
use crate::personal::Personal;
use crate::{character, normal};

/// The ways to write the name, the likeliest first; two of them may come to the same.
pub(super) fn styles(name: &str) -> &'static [Style] {
    use Style::{Azerbaijani, Chinese, ChineseV, Digraph, Filled, Plain, Recommended};
    let has = |letters: &str| name.chars().any(|c| letters.contains(c));
    let some_word = |is: fn(&str) -> bool| words(name).any(is);
    if has("Əə") {
        return &[Azerbaijani, Plain, Recommended];
    }
    if has("İıĞğŞşÇç") {
        return &[Plain, Recommended, Digraph];
    }
    if some_word(is_surely_pinyin) {
        return &[Chinese, Plain, Recommended, ChineseV];
    }
    if has("Ññ") || some_word(is_spanish) {
        return &[Plain, Recommended, Filled];
    }
    if some_word(has_plain_umlauts) {
        return &[Plain, Recommended, Digraph];
    }
    if some_word(could_be_pinyin) {
        return &[Recommended, Plain, Chinese];
    }
    // Vietnamese has Đ too, and writes D.
    if has("Đđ") && name.chars().any(|c| !c.is_ascii() && !"ĐđČčĆćŠšŽž".contains(c)) {
        return &[Recommended, Plain];
    }
    &[Recommended, Plain, Digraph]
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c| c == ' ' || !normal::is_mark(c) && of_mark(c, None, None).is_some())
}

/// Whether the word is, or ends in, a syllable that China's passports write with `YU`: `LÜ`, `NÜ`, `LÜE`; or
/// has a Chinese tone on it.
fn is_surely_pinyin(word: &str) -> bool {
    let is_lue = || word.ends_with('E') && word.chars().count() == 3;
    let has_tone = || word.chars().any(|c| matches!(c, 'Ǖ'..='ǜ'));
    could_be_pinyin(word) && (word.ends_with(is_u_umlaut) || is_lue() || has_tone())
}

/// Whether it has an `Ü`, and can be read as syllables of Chinese: each consonant before a vowel, but for `N`,
/// `NG` and a last `R`.
fn could_be_pinyin(word: &str) -> bool {
    let (mut before, mut has_u_umlaut) = (' ', false);
    for c in word.chars() {
        if matches!(c, 'Ä' | 'ä' | 'Ö' | 'ö') || is_u_umlaut(c) && !matches!(before, 'L' | 'N')
        {
            return false;
        }
        has_u_umlaut |= is_u_umlaut(c);
        let now = normal::unmarked(c).unwrap_or(c).to_ascii_uppercase();
        let may_follow = match before {
            _ if is_vowel(now) || normal::is_mark(now) => true,
            ' ' | 'N' => true,
            'Z' | 'C' | 'S' => now == 'H',
            _ => is_vowel(before),
        };
        if letter(now).is_none() && !normal::is_mark(now) || !may_follow {
            return false;
        }
        if now != 'G' || before != 'N' {
            before = now;
        }
    }
    has_u_umlaut && (is_vowel(before) || matches!(before, 'N' | 'R'))
}

/// `AGÜERO`, `SIGÜENZA`: the mark says that the `U` is heard.
fn is_spanish(word: &str) -> bool {
    let mut before = [' '; 2];
    word.chars().any(|c| {
        let [two_before, one_before] = before;
        before = [one_before, c];
        let now = normal::unmarked(c).unwrap_or(c).to_ascii_uppercase();
        matches!(two_before, 'G' | 'Q') && is_u_umlaut(one_before) && matches!(now, 'E' | 'I')
    })
}

/// Whether the marks of the word say that it is not German or Nordic, where none of Turkish's own letters is in
/// it: an `Ü` after another vowel (`RAÜL`) is no umlaut, and an `Ü` with another such vowel in the word (`ÖZTÜRK`,
/// `BÜYÜK`) is Turkish, whose vowels are alike in a word, as is `ÖZ` at its beginning. Finnish has `ÖÖ` but no `Ü`;
/// Estonian has `ÜÜ`; German has both in compounds alone.
fn has_plain_umlauts(word: &str) -> bool {
    let is_umlaut = |c| matches!(c, 'Ö' | 'ö') || is_u_umlaut(c);
    let (mut before, mut umlauts, mut is_apart) = (' ', 0, false);
    for c in word.chars() {
        is_apart |= is_vowel(before) && is_u_umlaut(c);
        umlauts += u32::from(is_umlaut(c) && !is_umlaut(before));
        before = c;
    }
    let is_german = word.contains("SCH") || word.contains("LLER");
    is_apart
        || word.starts_with(['Ö', 'ö']) && word.chars().nth(1) == Some('Z')
        || umlauts > 1 && word.contains(is_u_umlaut) && !is_german
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'A' | 'E' | 'I' | 'O' | 'U')
}

/// How many characters stand before the name where a passport's first line was typed whole, as
/// `P<JPNHOUMU<<TARO` or `P<D<<MUSTERMANN<<ERIKA`: the kind of document and who issued it. Only here a letter that
/// was typed is in no suggestion, for it is of no name.
pub(super) fn before_name(characters: &mut dyn Iterator<Item = char>) -> usize {
    const CODES: usize = 5;
    let (mut before, mut has_given_names) = (' ', false);
    let mut at = 0;
    for c in characters {
        let is_letter = c.is_ascii_uppercase() || !c.is_ascii();
        let fits = match at {
            0 => c == 'P',
            1 => c == '<',
            2 | CODES => is_letter,
            // A state has three letters, or fillers after one.
            4 => is_letter == before.is_ascii_uppercase(),
            _ => is_letter || c == '<',
        };
        if !fits {
            return 0;
        }
        has_given_names |= at > CODES && [before, c] == ['<'; 2];
        (before, at) = (c, at + 1);
    }
    if has_given_names { CODES } else { 0 }
}

/// Gives each character with what stands for it in a name, a space before a word that is not the first;
/// `None` where nothing stands for one.
pub(super) fn rewrite(
    characters: &mut dyn Iterator<Item = char>,
    style: Style,
    give: &mut dyn FnMut(char, &'static str),
) -> Option<()> {
    let (mut is_begun, mut is_apart) = (false, false);
    let (mut before, mut next) = (None, characters.next());
    while let Some(c) = next {
        next = characters.next();
        let instead = match c {
            ' ' => " ",
            'A'..='Z' => letter(c)?,
            _ => of_letter(c, style).or_else(|| of_mark(c, before, next))?,
        };
        before = Some(c);
        let is_space = instead.starts_with(' ');
        is_apart |= is_space;
        if is_space || instead.is_empty() {
            give(c, "");
            continue;
        }
        if core::mem::take(&mut is_apart) && is_begun {
            give(' ', " ");
        }
        is_begun = true;
        give(c, instead);
    }
    Some(())
}

/// The name in one style; empty where it would be longer than `max`.
pub(super) fn written(name: &str, style: Style, max: u32) -> String {
    let mut count = 0;
    rewrite(&mut name.chars(), style, &mut |_, instead| count += instead.len());
    let mut text = String::new();
    if count <= max as usize {
        // Once, so that no copy is left behind by growing.
        text.reserve_exact(count);
        rewrite(&mut name.chars(), style, &mut |_, instead| text.push_str(instead));
    }
    text
}

/// The character `first` as the applicant sees it, a letter together with its marks.
pub(super) fn with_marks(name: &str, first: char) -> Personal {
    /// No language has more on one letter.
    const MAX_MARKS: usize = 4;
    let (before, after) = name.split_once(first).unwrap_or_default();
    let letter = if normal::is_mark(first) { before.chars().next_back() } else { Some(first) };
    let Some(letter) = letter.filter(|c| *c != ' ') else {
        // A mark by itself would attach to what stands around it in a message.
        return character::listed([first].into_iter()).remove(0);
    };
    let marks = after.chars().take_while(|c| normal::is_mark(*c)).take(MAX_MARKS);
    let mark = Some(first).filter(|first| *first != letter);
    let room = 4 * (MAX_MARKS + 2);
    collected(room, [letter].into_iter().chain(mark).chain(marks)).into()
}
