//! Full-width and half-width forms (Unicode block U+FF00–U+FFEF), one character at a time.
//!
//! Not NFKC: that would also change ligatures, circled digits and unified ideographs, which are
//! somebody's address.

use crate::normal;

/// The ASCII character that a full-width one stands for; the ideographic space is a space.
pub(crate) fn narrowed(c: char) -> Option<char> {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        '\u{3000}' => Some(' '),
        _ => None,
    }
}

/// The full-width form of a printable ASCII character.
pub(crate) fn widened(c: char) -> Option<char> {
    match c {
        ' ' => Some('\u{3000}'),
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0),
        _ => None,
    }
}

/// U+FF61 to U+FF9F in order, full-width.
const KATAKANA: [char; 63] = [
    '。', '「', '」', '、', '・', 'ヲ', 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ャ', 'ュ', 'ョ', 'ッ', 'ー',
    'ア', 'イ', 'ウ', 'エ', 'オ', 'カ', 'キ', 'ク', 'ケ', 'コ', 'サ', 'シ', 'ス', 'セ', 'ソ', 'タ',
    'チ', 'ツ', 'テ', 'ト', 'ナ', 'ニ', 'ヌ', 'ネ', 'ノ', 'ハ', 'ヒ', 'フ', 'ヘ', 'ホ', 'マ', 'ミ',
    'ム', 'メ', 'モ', 'ヤ', 'ユ', 'ヨ', 'ラ', 'リ', 'ル', 'レ', 'ロ', 'ワ', 'ン', '゛', '゜',
];

/// The full-width form of a half-width katakana or its punctuation.
pub(crate) fn widened_katakana(c: char) -> Option<char> {
    let index = u32::from(c).checked_sub(0xFF61)?;
    KATAKANA.get(usize::try_from(index).ok()?).copied()
}

/// The kana with its voiced mark, where the two compose; `mark` is half-width, full-width or combining.
pub(crate) fn voiced(kana: char, mark: char) -> Option<char> {
    match mark {
        '\u{FF9E}' | '\u{309B}' | '\u{3099}' => normal::compose(kana, '\u{3099}'),
        '\u{FF9F}' | '\u{309C}' | '\u{309A}' => normal::compose(kana, '\u{309A}'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widening_and_narrowing_are_inverse() {
        for c in ' '..='~' {
            assert_eq!(widened(c).and_then(narrowed), Some(c));
        }
        assert_eq!(narrowed('A'), None);
        assert_eq!(widened('Ａ'), None);
    }

    #[test]
    fn katakana_is_widened_and_composed() {
        assert_eq!(widened_katakana('ｱ'), Some('ア'));
        assert_eq!(widened_katakana('ﾝ'), Some('ン'));
        assert_eq!(widened_katakana('ｰ'), Some('ー'));
        assert_eq!(widened_katakana('\u{FFA0}'), None);
        assert_eq!(voiced('カ', 'ﾞ'), Some('ガ'));
        assert_eq!(voiced('ハ', 'ﾟ'), Some('パ'));
        assert_eq!(voiced('ウ', 'ﾞ'), Some('ヴ'));
        assert_eq!(voiced('ア', 'ﾞ'), None);
    }
}
