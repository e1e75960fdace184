//! Letters and marks that are not A–Z, as the passport's machine-readable line writes them.
//!
//! Source: ICAO Doc 9303, Machine Readable Travel Documents, part 3, section 6.A ("Transliteration of
//! Multinational Latin-based Characters"), and beyond it what passports are known to have. The letters are in
//! `data/letters.tsv`. No other script is transliterated: those who have such a name have a passport that
//! does it, each country in its own way.

use crate::character;
use crate::normal;

/// The table, which is for no reader.
mod table {
    include!(concat!(env!("OUT_DIR"), "/letters.rs"));
}

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// A way to write the letters that passports write in several ways.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// As Doc 9303 recommends first: `Ü` is `UE`. Germany, Austria, Switzerland, Hungary, Scandinavia.
    Recommended,
    /// The letter without its mark: `Ü` is `U`. Turkey, Spain, the English-speaking countries.
    Plain,
    /// Two letters where Doc 9303 has one: `Đ` is `DJ` in Serbia, `Ő` is `OE`, `Ŋ` is `NG`.
    Digraph,
    /// Doc 9303's `NXX` and `UXX` for Spanish, which few have.
    Filled,
    /// `Ə` is `A`, `Ş` is `SH`.
    Azerbaijani,
    /// `Ü` after `L` and `N` is `YU`, as China's passports have it since 2012.
    Chinese,
    /// It is `V`, as some had it before, and as it is typed.
    ChineseV,
}

/// What A–Z letters stand for the letter `c`, of either case; `None` where there is no known spelling.
pub(super) fn of_letter(c: char, style: Style) -> Option<&'static str> {
    if c.is_ascii() {
        return None;
    }
    let spelling = of_style(c, style).or_else(|| listed(c)).or_else(|| {
        let base = normal::unmarked(c)?;
        letter(base).or_else(|| listed(base))
    });
    let spelling = spelling.or_else(|| ornamental(c))?;
    Some(match (spelling.split_once('/'), style) {
        (None, _) => spelling,
        (Some((first, _)), Style::Recommended | Style::Digraph) => first,
        (Some((_, plain)), _) => plain,
    })
}

/// What only this style writes so.
fn of_style(c: char, style: Style) -> Option<&'static str> {
    Some(match (style, c) {
        (Style::Digraph, 'Đ' | 'đ') => "DJ",
        (Style::Digraph, 'Ŋ' | 'ŋ') => "NG",
        (Style::Digraph, 'Ɲ' | 'ɲ') => "NY",
        (Style::Digraph, 'Ő' | 'ő') => "OE",
        (Style::Digraph, 'Ű' | 'ű') => "UE",
        (Style::Filled, 'Ñ' | 'ñ') => "NXX",
        (Style::Filled, 'Ü' | 'ü') => "UXX",
        (Style::Azerbaijani, 'Ç' | 'ç') => "CH",
        (Style::Azerbaijani, 'Ğ' | 'ğ') => "GH",
        (Style::Azerbaijani, 'Ş' | 'ş') => "SH",
        (Style::Chinese, _) if is_u_umlaut(c) => "YU",
        (Style::ChineseV, _) if is_u_umlaut(c) => "V",
        _ => return None,
    })
}

/// `Ü`, also with the mark of a Chinese tone.
pub(super) fn is_u_umlaut(c: char) -> bool {
    matches!(c, 'Ü' | 'ü' | 'Ǖ'..='ǜ')
}

/// What the table has; two spellings have a slash between.
fn listed(c: char) -> Option<&'static str> {
    let code = u16::try_from(u32::from(c)).ok()?;
    let at = table::LETTERS.binary_search(&code).ok()?;
    table::SPELLINGS.split(' ').nth(usize::from(table::SPELLING_OF[at]))
}

/// A letter of A–Z in a mathematical fount, in a circle or in a square. Each alphabet of these is in order.
fn ornamental(c: char) -> Option<&'static str> {
    let code = u32::from(c);
    let at = match code {
        0x1_D400..=0x1_D6A3 => (code - 0x1_D400) % 26,
        0x249C..=0x24E9 => (code - 0x249C) % 26,
        0x1_F110..=0x1_F189 => (code - 0x1_F110) % 0x20,
        _ => return None,
    };
    ALPHABET.get(at as usize..=at as usize)
}

/// A letter of A–Z, given in either case, as a text.
pub(super) fn letter(c: char) -> Option<&'static str> {
    let at = u32::from(c.to_ascii_uppercase()).checked_sub(u32::from('A'))? as usize;
    ALPHABET.get(at..=at)
}

/// What stands for a mark between `before` and `after`: nothing, or the space between two words.
///
/// What belongs to the letters is left out, as the machine-readable line leaves out an apostrophe; for all
/// else there is a space, as it has its filler there, so that no two words become one.
pub(super) fn of_mark(c: char, before: Option<char>, after: Option<char>) -> Option<&'static str> {
    match c {
        // María is abbreviated M.ª.
        '.' if matches!(after, Some('ª' | 'º')) => Some(""),
        // Catalan's double L.
        '·' if before == Some('L') && after == Some('L') => Some(""),
        _ if is_part_of_word(c) => Some(""),
        _ if is_between_words(c) || character::is_dash(c) => Some(" "),
        _ => None,
    }
}

/// Apostrophes, glottal stops, clicks and other marks of sounds, accents that stand by themselves, combining
/// marks.
fn is_part_of_word(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '¨' | '¯' | '´' | '¸'
            | 'ǀ'..='ǃ'
            | 'Ɂ' | 'ɂ' | 'ʔ' | 'ʕ'
            | '\u{2B9}'..='\u{2C1}' | '\u{2C6}'..='\u{2D5}' | '\u{2D8}'..='\u{2DD}' | '\u{2EE}'
            | '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2032}' | '\u{2035}'
            | 'Ꜣ'..='ꜥ' | '\u{A78B}' | '\u{A78C}'
    ) || normal::is_mark(c)
}

/// Full stops, commas, quotation marks, brackets, middle dots and the like; the filler `<`. Not braces, between
/// which a program has left out what it should have put there (`{name}`).
fn is_between_words(c: char) -> bool {
    matches!(
        c,
        '!' | '"' | '(' | ')' | ',' | '.' | '/' | ':'..='>' | '['..=']' | '_' | '|'
            | '«' | '·' | '»' | '\u{2D7}' | '‚' | '“'..='•' | '‧' | '‹' | '›' | '∙' | '⋅'
            | '、' | '。' | '〈'..='】' | '〔'..='〛' | '〝'..='〟' | '・' | '\u{A78F}' | '｟'..='･'
    )
}
