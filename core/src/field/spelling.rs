//! How a name with other letters than A–Z may stand in its passport.
//!
//! Passports differ in a few letters (`Ü` is `UE`, `U`, or in a Chinese name `YU`), and each keeps to its way
//! throughout a name. So a name is offered in each way that it may be written in, the likeliest first, and
//! never in a mixture. Which is the likeliest, the letters beside them say.

use alloc::string::String;

use super::transliteration::{Style, instead_of, is_u_umlaut};
use crate::normal;
use crate::personal::Personal;

/// The ways to write the name, the likeliest first; two of them may come to the same.
pub(super) fn styles(name: &str) -> &'static [Style] {
    use Style::{Azerbaijani, Chinese, ChineseV, Digraph, Filled, Plain, Recommended};
    let cues = Cues::of(name);
    if cues.is_azerbaijani {
        &[Azerbaijani, Plain, Recommended]
    } else if cues.is_turkish {
        &[Plain, Recommended, Digraph]
    } else if cues.is_chinese {
        &[Chinese, Plain, Recommended, ChineseV]
    } else if cues.is_spanish {
        &[Plain, Recommended, Filled]
    } else if cues.is_no_umlaut {
        &[Plain, Recommended, Digraph]
    } else if cues.may_be_chinese {
        &[Recommended, Plain, Chinese]
    } else if cues.has_crossed_d && cues.is_not_serbian {
        // Vietnamese, that writes D.
        &[Recommended, Plain]
    } else {
        &[Recommended, Plain, Digraph]
    }
}

/// What the letters of a name say about its language.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing")]
struct Cues {
    /// `Ə` is in it.
    is_azerbaijani: bool,
    /// A letter is in it that is not German, and mostly Turkish.
    is_turkish: bool,
    /// A word is, or ends in, a syllable that China's passports write with `YU`: `LÜ`, `NÜ`, `LÜE`.
    is_chinese: bool,
    /// A word can be read as syllables of Chinese with such a one.
    may_be_chinese: bool,
    /// `Ñ` is in it.
    is_spanish: bool,
    /// An `Ü` beside another vowel (`RAÜL`, `AGÜERO`) is heard by itself. With another such vowel in the word
    /// (`ÖZTÜRK`, `BÜYÜK`) it is Turkish, whose vowels are alike in a word, as is `ÖZ` at its beginning: Finnish has
    /// `ÖÖ` but no `Ü`, Estonian `ÜÜ`, and German has both in long compounds alone.
    is_no_umlaut: bool,
    has_crossed_d: bool,
    /// A letter is in it that Serbian has not.
    is_not_serbian: bool,
}

/// What was seen of a word so far.
struct Word {
    length: u32,
    /// `Ö` and `Ü`, side by side counted once.
    umlauts: u32,
    has_u_umlaut: bool,
    /// Each `Ü` is after `L` or `N`, and each consonant before a vowel, but for `N`, `NG` and a last `R`.
    is_pinyin: bool,
    /// The last letter, without its marks but for `Ü` and `Ö`; of `NG` the `N`.
    last: char,
}

impl Word {
    fn new() -> Self {
        Self { length: 0, umlauts: 0, has_u_umlaut: false, is_pinyin: true, last: ' ' }
    }
}

impl Cues {
    fn of(name: &str) -> Self {
        let (mut cues, mut word) = (Self::default(), Word::new());
        for c in name.chars() {
            if is_apart(c) {
                cues.take_word(&word);
                word = Word::new();
            } else if !normal::is_mark(c) {
                cues.take_letter(&mut word, c);
            }
        }
        cues.take_word(&word);
        cues
    }

    fn take_letter(&mut self, word: &mut Word, c: char) {
        match c {
            'Ə' | 'ə' => self.is_azerbaijani = true,
            'İ' | 'ı' | 'Ğ' | 'ğ' | 'Ş' | 'ş' | 'Ç' | 'ç' => self.is_turkish = true,
            'Ñ' | 'ñ' => self.is_spanish = true,
            'Đ' | 'đ' => self.has_crossed_d = true,
            _ => self.is_not_serbian |= !c.is_ascii() && !"ČčĆćŠšŽž".contains(c),
        }
        let now = match c {
            _ if is_u_umlaut(c) => 'Ü',
            'Ö' | 'ö' => 'Ö',
            _ => normal::unmarked(c).unwrap_or(c).to_ascii_uppercase(),
        };
        let last = core::mem::replace(&mut word.last, now);
        word.length += 1;
        word.umlauts += u32::from(now != last && matches!(now, 'Ö' | 'Ü'));
        word.has_u_umlaut |= now == 'Ü';
        let is_beside = |one, other| one == 'Ü' && other != 'Ü' && is_vowel(other);
        self.is_no_umlaut |= is_beside(now, last)
            || is_beside(last, now)
            || word.length == 2 && [last, now] == ['Ö', 'Z'];
        if now == 'Ü' {
            word.is_pinyin &= matches!(last, 'L' | 'N');
        } else if !is_vowel(now) {
            let may_follow = match last {
                ' ' | 'N' => true,
                'Z' | 'C' | 'S' => now == 'H',
                _ => is_vowel(last),
            };
            word.is_pinyin &= may_follow && now.is_ascii();
        }
        if [last, now] == ['N', 'G'] {
            word.last = last;
        }
    }

    // One copy is enough.
    #[inline(never)]
    fn take_word(&mut self, word: &Word) {
        self.is_no_umlaut |= word.has_u_umlaut && word.umlauts > 1 && word.length < 10;
        if word.has_u_umlaut
            && word.is_pinyin
            && (is_vowel(word.last) || matches!(word.last, 'N' | 'R'))
        {
            self.may_be_chinese = true;
            self.is_chinese |= word.last == 'Ü' || word.length == 3 && word.last == 'E';
        }
    }
}

/// Whether a character parts two words, or two syllables of Chinese.
fn is_apart(c: char) -> bool {
    c.is_ascii() && !c.is_ascii_alphabetic() || matches!(c, '\u{2010}'..='\u{203F}' | '・')
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'A' | 'E' | 'I' | 'O' | 'U' | 'Ü')
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
    let (mut before, mut next) = (' ', characters.next());
    while let Some(c) = next {
        next = characters.next();
        let instead = instead_of(c, [before, next.unwrap_or(' ')], style)?;
        before = c;
        is_apart |= instead == " ";
        if matches!(instead, "" | " ") {
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
    /// In bytes; no language has so many marks on a letter.
    const MOST: usize = 20;
    let mut shown = String::with_capacity(MOST + 4);
    let (mut letter, mut is_found) = (' ', false);
    for c in name.chars() {
        if !normal::is_mark(c) {
            if is_found {
                break;
            }
            shown.clear();
            letter = c;
        }
        is_found |= c == first;
        if shown.len() < MOST {
            shown.push(c);
        }
    }
    if letter == ' ' {
        // A mark by itself would attach to what stands around it in a message: it stands on a dotted circle.
        shown.clear();
        shown.push('\u{25CC}');
        shown.push(first);
    }
    shown.into()
}
