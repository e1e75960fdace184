//! Letters and marks that are not A–Z, as the passport's machine-readable line writes them.
//!
//! Source: ICAO Doc 9303, Machine Readable Travel Documents, part 3, section 6.A ("Transliteration of
//! Multinational Latin-based Characters"), and beyond it what passports are known to have. All are in
//! `data/letters.tsv`. No other script is transliterated: those who have such a name have a passport that
//! does it, each country in its own way.

use crate::character;
use crate::normal;

/// The table, which is for no reader.
mod table {
    include!(concat!(env!("OUT_DIR"), "/letters.rs"));
}

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// A way to write the letters that passports write in several ways; the number is its column in the table.
#[derive(Clone, Copy)]
pub(super) enum Style {
    /// As Doc 9303 recommends first: `Ü` is `UE`. Germany, Austria, Switzerland, Hungary, Scandinavia.
    Recommended = 0,
    /// The letter without its mark: `Ü` is `U`. Turkey, Spain, the English-speaking countries.
    Plain = 1,
    /// Two letters where Doc 9303 has one: `Đ` is `DJ` in Serbia, `Ő` is `OE`, `Ŋ` is `NG`.
    Digraph = 2,
    /// Doc 9303's `NXX` and `UXX` for Spanish, which few have.
    Filled = 3,
    /// `Ə` is `A`, `Ş` is `SH`.
    Azerbaijani = 4,
    /// `Ü` after `L` and `N` is `YU`, as China's passports have it since 2012.
    Chinese = 5,
    /// It is `V`, as some had it before, and as it is typed.
    ChineseV = 6,
}

/// What stands for a character between two others: letters; nothing; or a space, which parts two words. `None`
/// where nothing is known to stand for it.
///
/// What belongs to a word is left out, as the machine-readable line leaves out an apostrophe; for all else there
/// is a space, as it has its filler there, so that no two words become one.
pub(super) fn instead_of(
    c: char,
    [before, after]: [char; 2],
    style: Style,
) -> Option<&'static str> {
    match c {
        'A'..='Z' => return letter(c),
        ' ' => return Some(" "),
        // María is abbreviated M.ª.
        '.' if matches!(after, 'ª' | 'º') => return Some(""),
        // Catalan's double L.
        '·' | '•' | '∙' | '⋅' | '‧' if [before, after] == ['L'; 2] => return Some(""),
        _ if normal::is_mark(c) => return Some(""),
        _ if character::is_dash(c) || matches!(c, '〜' | '〰') => return Some(" "),
        _ => {}
    }
    let spellings = listed(c).or_else(|| {
        let base = normal::unmarked(c)?;
        letter(base).or_else(|| listed(base))
    });
    let spellings = spellings.or_else(|| ornamental(c))?;
    let column = |at| spellings.split('/').nth(at).filter(|spelling| !spelling.is_empty());
    let like =
        if style as usize > Style::Digraph as usize { Style::Plain } else { Style::Recommended };
    Some(
        column(style as usize)
            .or_else(|| column(like as usize))
            .or_else(|| column(0))
            .unwrap_or(""),
    )
}

/// `Ü`, also with the mark of a Chinese tone.
pub(super) fn is_u_umlaut(c: char) -> bool {
    matches!(c, 'Ü' | 'ü' | 'Ǖ'..='ǜ')
}

/// What the table has for a character: a spelling for each style, with slashes between.
fn listed(c: char) -> Option<&'static str> {
    let mut code = 0;
    for [distance, number] in &table::LETTERS {
        if *number == table::FAR {
            code += u32::from(*distance) << 8;
            continue;
        }
        code += u32::from(*distance);
        if code >= u32::from(c) {
            let is_it = code == u32::from(c);
            return table::SPELLINGS.split('|').nth(usize::from(*number)).filter(|_| is_it);
        }
    }
    None
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
