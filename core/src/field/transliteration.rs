//! Letters and marks that are not A–Z, as the passport's machine-readable line writes them.
//!
//! Source: ICAO Doc 9303, Machine Readable Travel Documents, part 3, section 6.A ("Transliteration of
//! Multinational Latin-based Characters"). Where it allows several, the most widely issued is taken
//! (Ä AE, Ö OE, Ü UE, Å AA, Ñ N).

use crate::normal;

/// What A–Z letters stand for the letter `c`, of either case; `None` where the document has none.
pub(super) fn of_letter(c: char) -> Option<&'static str> {
    if c.is_ascii() {
        return None;
    }
    special(c).or_else(|| normal::unmarked(c).and_then(letter))
}

/// The letters that are not just their base letter without its marks.
fn special(c: char) -> Option<&'static str> {
    Some(match c {
        'Ä' | 'ä' | 'Æ' | 'æ' => "AE",
        'Å' | 'å' => "AA",
        'Ö' | 'ö' | 'Ø' | 'ø' | 'Œ' | 'œ' => "OE",
        'Ü' | 'ü' => "UE",
        'ß' | 'ẞ' => "SS",
        'Þ' | 'þ' => "TH",
        'Ð' | 'ð' | 'Đ' | 'đ' | 'Ɖ' | 'ɖ' | 'Ɗ' | 'ɗ' => "D",
        'Ħ' | 'ħ' => "H",
        'ı' => "I",
        'Ĳ' | 'ĳ' => "IJ",
        'Ł' | 'ł' | 'Ŀ' | 'ŀ' => "L",
        'Ŋ' | 'ŋ' | 'ŉ' => "N",
        'Ŧ' | 'ŧ' => "T",
        'ĸ' | 'Ƙ' | 'ƙ' => "K",
        'Ə' | 'ə' => "E",
        'Ǥ' | 'ǥ' => "G",
        'Ɓ' | 'ɓ' => "B",
        'Ƴ' | 'ƴ' => "Y",
        _ => return None,
    })
}

/// A letter of A–Z, given in either case, as a text.
pub(super) fn letter(c: char) -> Option<&'static str> {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let at = u32::from(c.to_ascii_uppercase()).checked_sub(u32::from('A'))? as usize;
    LETTERS.get(at..=at)
}

/// What stands for a punctuation mark: nothing, or the space between two words.
pub(super) fn of_mark(c: char) -> Option<&'static str> {
    match c {
        '\'' | '`' | '´' | '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{02BB}' | '\u{02BC}'
        | '\u{02B9}' | '\u{2032}' | '.' => Some(""),
        ',' => Some(" "),
        _ if crate::character::is_dash(c) => Some(" "),
        _ => None,
    }
}
