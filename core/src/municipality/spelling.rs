//! Spelling: every way to write one character comes to one character.
//!
//! Width, case, katakana, marks, and the variants of the kanji that names have. Nothing that changes what
//! is meant: this is for comparing, and its result is never shown or stored. The build script
//! compiles this file too, as it does the readings.

use alloc::string::String;

use super::variants::usual;

/// Appends `text` in the form names are compared in.
///
/// Full-width to half-width Latin, lower case, katakana (half-width too, its voiced marks composed)
/// to hiragana, variant kanji to one of them, macrons and circumflexes off (`ī` is `ii`, as in
/// Niigata), variation selectors and apostrophes out.
pub(crate) fn push_folded(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            'ﾞ' | '゛' | '\u{3099}' => voice(out, 1),
            'ﾟ' | '゜' | '\u{309A}' => voice(out, 2),
            // A combining macron or circumflex, after the letter it lengthens.
            '\u{304}' | '\u{302}' => {
                if out.ends_with('i') {
                    out.push('i');
                }
            }
            '\'' | '’' | '＇' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => {}
            'ī' | 'Ī' | 'î' | 'Î' => out.push_str("ii"),
            // 野々市 and 野野市 are one.
            '々' | '〻' => out.extend(out.chars().next_back()),
            _ => {
                let c = fold(c);
                if is_kanji(c) {
                    unite_ke(out);
                }
                out.push(c);
            }
        }
    }
}

/// `text` in the form names are compared in.
pub(crate) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    push_folded(text, &mut folded);
    folded
}

pub(crate) fn is_kanji(c: char) -> bool {
    matches!(c, '一'..='龥')
}

/// Between two kanji, け, か and が are one sound's ways to be written: 関ヶ原, 関ケ原, 関が原, 七か宿.
fn unite_ke(out: &mut String) {
    let mut before = out.chars().rev();
    if matches!(before.next(), Some('か' | 'が')) && before.next().is_some_and(is_kanji) {
        out.pop();
        out.push('け');
    }
}

/// Gives the kana at the end of `out` its mark: in Unicode が follows か, and ば and ぱ follow は.
fn voice(out: &mut String, by: u32) {
    let Some(bare) = out.chars().next_back() else { return };
    let marked = match (bare, by) {
        ('う', 1) => Some('ゔ'),
        ('は' | 'ひ' | 'ふ' | 'へ' | 'ほ', _)
        | (
            'か' | 'き' | 'く' | 'け' | 'こ' | 'さ' | 'し' | 'す' | 'せ' | 'そ' | 'た' | 'ち'
            | 'つ' | 'て' | 'と',
            1,
        ) => char::from_u32(u32::from(bare) + by),
        _ => None,
    };
    if let Some(marked) = marked {
        out.pop();
        out.push(marked);
    }
}

/// Half-width katakana from ｦ (U+FF66) to ﾝ (U+FF9D), as hiragana.
const HALF_WIDTH: &str = "をぁぃぅぇぉゃゅょっーあいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん";

fn fold(c: char) -> char {
    let c = match c {
        // Full-width forms stand in ASCII order.
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        'ｦ'..='ﾝ' => {
            HALF_WIDTH.chars().nth((u32::from(c) - u32::from('ｦ')) as usize).unwrap_or(c)
        }
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        _ => c,
    };
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        'ā' | 'Ā' | 'â' | 'Â' => 'a',
        'ū' | 'Ū' | 'û' | 'Û' => 'u',
        'ē' | 'Ē' | 'ê' | 'Ê' => 'e',
        'ō' | 'Ō' | 'ô' | 'Ô' => 'o',
        // 龍ケ崎, 関ヶ原: large or small, both are written.
        'ゖ' => 'け',
        'ゕ' => 'か',
        _ => usual(c),
    }
}
