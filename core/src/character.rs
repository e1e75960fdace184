//! Characters that no field accepts, and how to name a character in a message.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::Write;

use crate::personal::Personal;

/// Most characters that one problem names; more would not help anyone to find them.
const MAX_LISTED: usize = 10;

/// Control characters, line separators, bidirectional controls and the other default-ignorable code
/// points of Unicode (`DerivedCoreProperties`, `Default_Ignorable_Code_Point`, Unicode 16), sorted.
///
/// They do not show, so a name that holds one is not the name that a clerk reads.
const INVISIBLE: &[(char, char)] = &[
    ('\u{0000}', '\u{001F}'),
    ('\u{007F}', '\u{009F}'),
    ('\u{00AD}', '\u{00AD}'),
    ('\u{034F}', '\u{034F}'),
    ('\u{061C}', '\u{061C}'),
    ('\u{115F}', '\u{1160}'),
    ('\u{17B4}', '\u{17B5}'),
    ('\u{180B}', '\u{180F}'),
    ('\u{200B}', '\u{200F}'),
    ('\u{2028}', '\u{202E}'),
    ('\u{2060}', '\u{206F}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{FE00}', '\u{FE0F}'),
    ('\u{FEFF}', '\u{FEFF}'),
    ('\u{FFA0}', '\u{FFA0}'),
    ('\u{FFF0}', '\u{FFF8}'),
    ('\u{1BCA0}', '\u{1BCA3}'),
    ('\u{1D173}', '\u{1D17A}'),
    ('\u{E0000}', '\u{E0FFF}'),
];

/// Whether `c` is refused in every field.
pub(crate) fn is_invisible(c: char) -> bool {
    // Nearly every character is ASCII, kana or an ideograph, and none of those is in the table.
    if matches!(c, ' '..='~' | '\u{3001}'..='\u{3163}' | '\u{3165}'..='\u{FDFF}') {
        return false;
    }
    let after = INVISIBLE.partition_point(|(first, _)| *first <= c);
    after > 0 && c <= INVISIBLE[after - 1].1
}

/// Whether `c` is a space of some width, ASCII's apart (Unicode's `Zs`).
pub(crate) fn is_space(c: char) -> bool {
    matches!(
        c,
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

/// Whether `c` is a space of any width.
pub(crate) fn is_any_space(c: char) -> bool {
    c == ' ' || is_space(c)
}

/// Hyphens, dashes and minus signs of any width, U+002D among them, and the long vowel marks that
/// are typed for them on a Japanese keyboard.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2212}'
                | '\u{30FC}'
                | '\u{FE58}'
                | '\u{FE63}'
                | '\u{FF0D}'
                | '\u{FF70}'
    )
}

/// The distinct characters in order of appearance, [`MAX_LISTED`] at most.
pub(crate) fn listed(characters: impl Iterator<Item = char>) -> Vec<Personal> {
    let mut seen: Vec<char> = Vec::new();
    for c in characters {
        if !seen.contains(&c) {
            seen.push(c);
            if seen.len() == MAX_LISTED {
                break;
            }
        }
    }
    seen.into_iter().map(named).collect()
}

/// The character itself, or its code point where it would not show.
fn named(c: char) -> Personal {
    if is_any_space(c) || is_invisible(c) || is_combining(c) {
        let mut name = String::from("U+");
        write!(name, "{:04X}", u32::from(c)).expect("a string takes all");
        name.into()
    } else {
        c.to_string().into()
    }
}

/// Marks that would attach to the text before them in a message.
fn is_combining(c: char) -> bool {
    crate::normal::is_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_sorted_and_apart() {
        assert!(INVISIBLE.windows(2).all(|pair| pair[0].1 < pair[1].0));
        assert!(INVISIBLE.iter().all(|(first, last)| first <= last));
    }

    #[test]
    fn controls_and_bidi_are_invisible_and_letters_are_not() {
        assert!(('\0'..=char::MAX).all(|c| is_invisible(c)
            == INVISIBLE.iter().any(|(first, last)| (*first..=*last).contains(&c))));
        for c in ['\0', '\t', '\n', '\u{7F}', '\u{200B}', '\u{202E}', '\u{2069}', '\u{FEFF}'] {
            assert!(is_invisible(c), "U+{:04X}", u32::from(c));
        }
        for c in [' ', 'A', '~', '\u{A0}', 'é', '\u{3000}', '神', '𠮷', '\u{301}'] {
            assert!(!is_invisible(c), "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn characters_are_listed_once_and_by_code_point_where_unseen() {
        let names = listed("é\u{200B}é \u{3000}".chars());
        let names: Vec<&str> = names.iter().map(Personal::expose).collect();
        assert_eq!(names, ["é", "U+200B", "U+0020", "U+3000"]);
        let many: String = ('a'..='z').collect();
        assert_eq!(listed(many.chars()).len(), MAX_LISTED);
    }
}
