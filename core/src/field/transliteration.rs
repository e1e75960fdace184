//! Letters and marks that are not A–Z, as the passport's machine-readable line writes them.
//!
//! Source: ICAO Doc 9303, Machine Readable Travel Documents, part 3, section 6.A ("Transliteration of
//! Multinational Latin-based Characters"). Where it allows several, the most widely issued is taken
//! (Ä AE, Ö OE, Ü UE, Å AA, Ñ N).

use alloc::string::String;

use unicode_normalization::UnicodeNormalization;

/// The letters that are not just their base letter without its marks.
const SPECIAL: &[(char, &str)] = &[
    ('Ä', "AE"),
    ('Å', "AA"),
    ('Æ', "AE"),
    ('Ö', "OE"),
    ('Ø', "OE"),
    ('Œ', "OE"),
    ('Ü', "UE"),
    ('ß', "SS"),
    ('ẞ', "SS"),
    ('Þ', "TH"),
    ('Ð', "D"),
    ('Đ', "D"),
    ('Ħ', "H"),
    ('ı', "I"),
    ('Ĳ', "IJ"),
    ('Ł', "L"),
    ('Ŀ', "L"),
    ('Ŋ', "N"),
    ('Ŧ', "T"),
    ('ĸ', "K"),
    ('ŉ', "N"),
    ('Ə', "E"),
    ('Ǥ', "G"),
    ('Ɖ', "D"),
    ('Ɗ', "D"),
    ('Ɓ', "B"),
    ('Ƙ', "K"),
    ('Ƴ', "Y"),
];

/// What A–Z letters stand for the letter `c`, of either case; `None` where the table has none.
pub(super) fn of_letter(c: char) -> Option<Letters> {
    if c.is_ascii() || !c.is_alphabetic() {
        return None;
    }
    let special = |c: char| {
        SPECIAL.iter().find(|(letter, _)| *letter == c).map(|(_, to)| Letters::Several(to))
    };
    if let Some(letters) = special(c) {
        return Some(letters);
    }
    // `to_uppercase` may give several characters, as `ŉ` does; the table answers those.
    let mut upper = c.to_uppercase();
    let upper = match (upper.next(), upper.next()) {
        (Some(single), None) => single,
        _ => c,
    };
    if let Some(letters) = special(upper) {
        return Some(letters);
    }
    // Only a letter that the table does not hold loses its marks: `É` gives `E`.
    let mut base = core::iter::once(upper).nfd();
    let letter = base.next().filter(char::is_ascii_uppercase)?;
    let marks_only = base.all(unicode_normalization::char::is_combining_mark);
    marks_only.then_some(Letters::One(letter))
}

/// What stands for a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
    /// Of the table.
    Several(&'static str),
    /// The letter without its marks.
    One(char),
}

impl Letters {
    pub(super) fn count(self) -> usize {
        match self {
            Self::Several(letters) => letters.len(),
            Self::One(_) => 1,
        }
    }

    pub(super) fn push_to(self, text: &mut String) {
        match self {
            Self::Several(letters) => text.push_str(letters),
            Self::One(letter) => text.push(letter),
        }
    }
}

/// What stands for a punctuation mark: nothing, or the space between two words.
pub(super) fn of_mark(c: char) -> Option<&'static str> {
    match c {
        '\'' | '`' | '´' | '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{02BB}' | '\u{02BC}'
        | '\u{02B9}' | '\u{2032}' | '.' => Some(""),
        ',' => Some(" "),
        _ if super::character::is_dash(c) => Some(" "),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replacements_are_letters_a_to_z() {
        for (letter, letters) in SPECIAL {
            assert!(letters.bytes().all(|b| b.is_ascii_uppercase()), "{letter}");
        }
    }

    #[test]
    fn letters_of_either_case_lose_their_marks() {
        for (letter, expected) in [
            ('É', "E"),
            ('é', "E"),
            ('Ç', "C"),
            ('Ñ', "N"),
            ('Ř', "R"),
            ('Ế', "E"),
            ('Ơ', "O"),
            ('ø', "OE"),
            ('å', "AA"),
            ('ß', "SS"),
            ('Ğ', "G"),
            ('İ', "I"),
            ('ı', "I"),
            ('ł', "L"),
        ] {
            let mut letters = String::new();
            of_letter(letter).unwrap().push_to(&mut letters);
            assert_eq!(letters, expected, "{letter}");
        }
        for letter in ['A', '1', 'Ж', 'Σ', '法', 'あ', '-'] {
            assert_eq!(of_letter(letter), None, "{letter}");
        }
    }
}
