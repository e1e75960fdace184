//! Spelling: every way to write one character comes to one character.
//!
//! Width, case, katakana, marks and the variant kanji met in place names. Nothing that changes what
//! is meant: this is for comparing, and its result is never shown or stored. The build script
//! compiles this file too, as it does the readings.

use alloc::string::String;

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
            _ => out.push(fold(c)),
        }
    }
}

/// Whether `name`, as the directory holds it, folds to `folded`.
pub(crate) fn folds_to(name: &str, folded: &str) -> bool {
    // Names hold whole characters: no marks to compose and none to leave out.
    name.chars().map(fold).eq(folded.chars())
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
        _ => kanji(c),
    }
}

/// One kanji for each group of variants met in the names of municipalities and districts.
fn kanji(c: char) -> char {
    match c {
        '龍' => '竜',
        '檮' => '梼',
        '惠' => '恵',
        '澤' => '沢',
        '條' => '条',
        '齋' | '齊' | '斉' => '斎',
        '嶋' | '嶌' => '島',
        '濱' | '濵' => '浜',
        '邊' | '邉' => '辺',
        '廣' => '広',
        '國' => '国',
        '瀧' => '滝',
        '曾' => '曽',
        '鯵' => '鰺',
        '竈' | '竃' => '釜',
        '鹽' => '塩',
        '桧' => '檜',
        '驒' => '騨',
        '蘆' => '芦',
        '淵' | '渊' => '渕',
        '冨' => '富',
        '﨑' | '嵜' => '崎',
        '舘' => '館',
        '礪' => '砺',
        '嶽' => '岳',
        '櫻' => '桜',
        '區' => '区',
        '縣' => '県',
        '壽' => '寿',
        '德' => '徳',
        '髙' => '高',
        '眞' => '真',
        '繩' => '縄',
        '會' => '会',
        '莊' => '荘',
        '鷗' => '鴎',
        _ => c,
    }
}
