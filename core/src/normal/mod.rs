//! Normalization form C (Unicode Standard Annex 15), in memory of the caller's.
//!
//! The tables are made from the crate `unicode-normalization`'s, whose own would take 45 KB more of a library. Its
//! iterators are not used: they hold the characters in vectors of their own, which nobody wipes.

mod canonical;

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use canonical::{combining_class, decompose};

pub(crate) use canonical::compose;

/// Most characters that one character is decomposed into.
const MAX_DECOMPOSED: usize = 4;

/// A text in NFC. With room for all of it from the start, so that a text which must be wiped has no copy
/// left behind; what was needed on the way is wiped here.
pub(crate) fn nfc(text: &str) -> String {
    // NFC makes UTF-8 at most three times as long (UAX #15).
    let mut normal = String::with_capacity(text.len() * 3);
    if text.is_ascii() {
        normal.push_str(text);
        return normal;
    }
    normal.extend(composed(&decomposed(text)).iter().copied());
    normal
}

/// The characters in canonical order, each under its combining class.
fn decomposed(text: &str) -> Zeroizing<Vec<u32>> {
    let mut marked = Zeroizing::new(Vec::with_capacity(text.chars().count() * MAX_DECOMPOSED));
    for c in text.chars() {
        decompose(c, &mut |part| {
            marked.push(u32::from(combining_class(part)) << 24 | u32::from(part));
        });
    }
    let mut ordered = Zeroizing::new(Vec::with_capacity(marked.len()));
    for base_and_marks in marked.chunk_by(|_, next| class_of(*next) != 0) {
        // Class by class, each in the order of the text. There are 55 classes, however many marks there are.
        let mut next = Some(0);
        while let Some(class) = next {
            ordered.extend(base_and_marks.iter().filter(|one| class_of(**one) == class));
            next = base_and_marks.iter().map(|one| class_of(*one)).filter(|one| *one > class).min();
        }
    }
    ordered
}

fn class_of(marked: u32) -> u8 {
    marked.to_be_bytes()[0]
}

/// The characters with each mark joined to its base where the two have a character of their own.
fn composed(marked: &[u32]) -> Zeroizing<Vec<char>> {
    let mut text: Zeroizing<Vec<char>> = Zeroizing::new(Vec::with_capacity(marked.len()));
    let mut base = None;
    // The class of the character before, that stands between this one and the base.
    let mut before = 0;
    for one in marked {
        let class = class_of(*one);
        let c = char::from_u32(one & 0xFF_FFFF).expect("put there as a character");
        if let Some(at) = base
            && (before < class || before == 0)
            && let Some(both) = compose(text[at], c)
        {
            text[at] = both;
            continue;
        }
        if class == 0 {
            base = Some(text.len());
        }
        before = class;
        text.push(c);
    }
    text
}

/// The letter under its marks, where they are marks alone: `é` gives `e`. `None` where nothing is taken away.
pub(crate) fn unmarked(c: char) -> Option<char> {
    let mut base = None;
    let mut others_are_marks = true;
    decompose(c, &mut |part| match base {
        None => base = Some(part),
        Some(_) => others_are_marks &= is_mark(part),
    });
    base.filter(|base| *base != c && others_are_marks)
}

/// The character that is the same by canonical equivalence, as a unified ideograph is for a compatibility one.
pub(crate) fn unified(c: char) -> Option<char> {
    let mut parts = 0;
    let mut last = c;
    decompose(c, &mut |part| {
        parts += 1;
        last = part;
    });
    (parts == 1 && last != c).then_some(last)
}

/// Whether a character attaches to the one before it: every mark with a combining class, and the marks that
/// enclose.
pub(crate) fn is_mark(c: char) -> bool {
    combining_class(c) != 0 || matches!(c, '\u{20DD}'..='\u{20E0}' | '\u{20E2}'..='\u{20E4}')
}

/// Whether a character can become one with the one before it: a mark, or a vowel or final of Hangul.
pub(crate) fn may_compose(c: char) -> bool {
    // No mark stands before U+0300 or among the ideographs, where nearly every character is.
    let is_near_marks = c >= '\u{300}' && !('\u{3400}'..='\u{9FFF}').contains(&c);
    is_near_marks && is_mark(c) || matches!(c, '\u{1161}'..='\u{1175}' | '\u{11A8}'..='\u{11C2}')
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn every_character_is_as_the_iterators_have_it() {
        for c in '\0'..=char::MAX {
            for text in
                [String::from(c), String::from_iter(['e', c]), String::from_iter([c, '\u{301}'])]
            {
                assert!(nfc(&text).chars().eq(text.nfc()), "U+{:04X}", u32::from(c));
            }
        }
    }

    #[test]
    fn marks_are_put_in_order_and_joined() {
        for text in [
            "a\u{0323}\u{0302}",
            "a\u{0302}\u{0323}",
            "e\u{0327}\u{0301}\u{0327}",
            "\u{0301}e",
            "\u{1100}\u{1161}\u{11A8}",
            "か\u{3099}は\u{309A}",
            "e\u{034F}\u{0301}",
            "\u{0344}x\u{0958}",
        ] {
            assert_eq!(nfc(text), text.nfc().collect::<String>(), "{text:?}");
        }
        let mut state = 1_u32;
        let marks: Vec<char> = ('\u{0300}'..'\u{0370}').chain("aeioucn".chars()).collect();
        for _ in 0..10_000 {
            let text: String = (0..8)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    marks[(state >> 8) as usize % marks.len()]
                })
                .collect();
            assert_eq!(nfc(&text), text.nfc().collect::<String>(), "{text:?}");
        }
    }

    #[test]
    fn no_character_has_more_parts_than_there_is_room_for() {
        for c in '\0'..=char::MAX {
            let text = String::from(c);
            assert!(text.nfd().count() <= MAX_DECOMPOSED, "U+{:04X}", u32::from(c));
        }
    }
}
