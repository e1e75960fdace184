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
    // With the anchors of annotations, and the mark that stands where a copied picture stood.
    ('\u{FFF0}', '\u{FFFC}'),
    ('\u{1BCA0}', '\u{1BCA3}'),
    ('\u{1D173}', '\u{1D17A}'),
    ('\u{E0000}', '\u{E0FFF}'),
];

/// Whether `c` does not show.
pub(crate) fn is_invisible(c: char) -> bool {
    // Nearly every character is ASCII, kana or an ideograph, and none of those is in the table.
    if matches!(c, ' '..='~' | '\u{3001}'..='\u{3163}' | '\u{3165}'..='\u{FDFF}') {
        return false;
    }
    let after = INVISIBLE.partition_point(|(first, _)| *first <= c);
    after > 0 && c <= INVISIBLE[after - 1].1
}

/// Whether `c` is refused in every field: what does not show, but for tabs and line ends, which are spaces.
pub(crate) fn is_refused(c: char) -> bool {
    is_invisible(c) && !is_any_space(c)
}

/// The text without the characters that are refused. Where one of them may be all that kept two words or numbers
/// apart, a space is in its place, and a hyphen in that of a soft hyphen between digits.
pub(crate) fn visible(text: &str) -> String {
    // No longer than before: a string that grew would leave copies of itself behind.
    let mut visible = String::with_capacity(text.len());
    let (mut last, mut between) = (' ', None);
    for c in text.chars() {
        if is_refused(c) {
            between = if ends_word(c) {
                Some(' ')
            } else if c == '\u{AD}' {
                between.or(Some('-'))
            } else {
                between
            };
            continue;
        }
        match between.take() {
            Some(' ') if is_of_word(last) && is_of_word(c) => visible.push(' '),
            // Within a word it may be hyphenated; no number is, and texts from a PDF have it for their hyphens.
            Some('-') if last.is_numeric() && c.is_numeric() => visible.push('-'),
            _ => {}
        }
        last = c;
        visible.push(c);
    }
    visible
}

/// Whether a word ends at a character that is refused. Unicode's rule (UAX #29, WB4) looks through formats and
/// variation selectors; it ends a word at controls, at the zero-width space and at what stands for an object.
/// Hangul's fillers show as a space.
fn ends_word(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{115F}' | '\u{1160}' | '\u{200B}' | '\u{3164}' | '\u{FFA0}' | '\u{FFF9}'
                ..='\u{FFFC}'
        )
}

/// Letters and digits of any script, and everything else beyond ASCII but spaces and dashes. `ー` ends words.
fn is_of_word(c: char) -> bool {
    let is_between = is_any_space(c) || is_dash(c) && !matches!(c, '\u{30FC}' | '\u{FF70}');
    c.is_ascii_alphanumeric() || !c.is_ascii() && !is_between
}

/// Whether `c` is a space of any width, a tab or a line end (Unicode's `White_Space`).
pub(crate) fn is_any_space(c: char) -> bool {
    c.is_whitespace()
}

/// Hyphens, dashes and minus signs of any width, U+002D among them, and the long vowel marks and lines that
/// are typed for them on a Japanese keyboard. Of Unicode's dashes (`Pd`) all but the wave dashes, which stand
/// between the ends of a range.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2D7}' | '\u{58A}' | '\u{5BE}' | '\u{1400}' | '\u{1806}' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{2212}'
                | '\u{2500}'
                | '\u{2501}'
                | '\u{2796}'
                | '\u{2E17}'
                | '\u{2E1A}'
                | '\u{2E3A}'
                | '\u{2E3B}'
                | '\u{2E40}'
                | '\u{2E5D}'
                | '\u{30A0}'
                | '\u{30FC}'
                | '\u{FE31}'
                | '\u{FE32}'
                | '\u{FE58}'
                | '\u{FE63}'
                | '\u{FF0D}'
                | '\u{FF70}'
                | '\u{10D6E}'
                | '\u{10EAD}'
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
        for c in ['\0', '\u{7F}', '\u{FFFC}', '\u{200B}'] {
            assert!(is_refused(c), "U+{:04X}", u32::from(c));
        }
        for c in ['\t', '\n', '\u{B}', '\u{C}', '\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{A0}'] {
            assert!(is_any_space(c) && !is_refused(c), "U+{:04X}", u32::from(c));
        }
        for c in [' ', 'A', '~', '\u{A0}', 'é', '\u{3000}', '神', '𠮷', '\u{301}'] {
            assert!(!is_invisible(c), "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn a_space_is_left_where_words_may_have_been_apart() {
        for (text, expected) in [
            ("HOUMU\u{200B}TARO", "HOUMU TARO"),
            ("1\u{200B}2", "1 2"),
            ("1\u{FFFC}\0\u{2060}2", "1 2"),
            ("緑ヶ丘\u{3164}ハイツ", "緑ヶ丘 ハイツ"),
            ("HOU\u{AD}MU\u{200D}", "HOUMU"),
            ("1\u{AD}2\u{200D}\u{AD}３丁\u{AD}4", "1-2-３丁4"),
            ("1\u{AD}\u{200B}2", "1 2"),
            ("1\u{2060}2", "12"),
            ("葛\u{E0100}飾1\u{FE0F}2", "葛飾12"),
            ("\u{200B}1\u{200B}-\u{200B}2 \u{200B}3\0", "1-2 3"),
        ] {
            assert_eq!(visible(text), expected, "{text:?}");
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
