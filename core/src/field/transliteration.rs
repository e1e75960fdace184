//! Letters and marks that are not A–Z, as the passport's machine-readable line writes them.
//!
//! Source: ICAO Doc 9303, Machine Readable Travel Documents, part 3, section 6.A ("Transliteration of
//! Multinational Latin-based Characters"). Where it allows several, the most widely issued is taken
//! (Ä AE, Ö OE, Ü UE, Å AA, Ñ N).

use alloc::string::String;

use crate::normal;

/// The letters that are not just their base letter without its marks, in both cases.
const SPECIAL: &[(char, &str)] = &[
    ('Ä', "AE"),
    ('ä', "AE"),
    ('Å', "AA"),
    ('å', "AA"),
    ('Æ', "AE"),
    ('æ', "AE"),
    ('Ö', "OE"),
    ('ö', "OE"),
    ('Ø', "OE"),
    ('ø', "OE"),
    ('Œ', "OE"),
    ('œ', "OE"),
    ('Ü', "UE"),
    ('ü', "UE"),
    ('ß', "SS"),
    ('ẞ', "SS"),
    ('Þ', "TH"),
    ('þ', "TH"),
    ('Ð', "D"),
    ('ð', "D"),
    ('Đ', "D"),
    ('đ', "D"),
    ('Ħ', "H"),
    ('ħ', "H"),
    ('ı', "I"),
    ('Ĳ', "IJ"),
    ('ĳ', "IJ"),
    ('Ł', "L"),
    ('ł', "L"),
    ('Ŀ', "L"),
    ('ŀ', "L"),
    ('Ŋ', "N"),
    ('ŋ', "N"),
    ('Ŧ', "T"),
    ('ŧ', "T"),
    ('ĸ', "K"),
    ('ŉ', "N"),
    ('Ə', "E"),
    ('ə', "E"),
    ('Ǥ', "G"),
    ('ǥ', "G"),
    ('Ɖ', "D"),
    ('ɖ', "D"),
    ('Ɗ', "D"),
    ('ɗ', "D"),
    ('Ɓ', "B"),
    ('ɓ', "B"),
    ('Ƙ', "K"),
    ('ƙ', "K"),
    ('Ƴ', "Y"),
    ('ƴ', "Y"),
];

/// What A–Z letters stand for the letter `c`, of either case; `None` where the table has none.
pub(super) fn of_letter(c: char) -> Option<Letters> {
    if c.is_ascii() {
        return None;
    }
    if let Some((_, letters)) = SPECIAL.iter().find(|(letter, _)| *letter == c) {
        return Some(Letters::Several(letters));
    }
    // Only a letter that the table does not hold loses its marks: `É` gives `E`.
    let letter = normal::unmarked(c).filter(char::is_ascii_alphabetic)?;
    Some(Letters::One(letter.to_ascii_uppercase()))
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
