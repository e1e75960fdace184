//! Readings: kana to romaji for screens, and any kana or romaji to one search form.
//!
//! The build script compiles this file too, so that what is stored and what is asked are
//! brought to the search form by the same code. It therefore uses nothing else of the crate.

use alloc::string::String;

/// Stands in a reading where two vowels meet that belong to different words and so do not make one
/// long vowel: とよ|おか is Toyooka, not Toyoka.
pub(crate) const SEAM: char = '|';

/// Hiragana from ぁ (U+3041) to ゖ (U+3096) in the Kunrei system, in code point order.
#[rustfmt::skip]
const KUNREI: [&str; 86] = [
    "a", "a", "i", "i", "u", "u", "e", "e", "o", "o",
    "ka", "ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko", "go",
    "sa", "za", "si", "zi", "su", "zu", "se", "ze", "so", "zo",
    "ta", "da", "ti", "zi", "", "tu", "zu", "te", "de", "to", "do",
    "na", "ni", "nu", "ne", "no",
    "ha", "ba", "pa", "hi", "bi", "pi", "hu", "bu", "pu", "he", "be", "pe", "ho", "bo", "po",
    "ma", "mi", "mu", "me", "mo",
    "ya", "ya", "yu", "yu", "yo", "yo",
    "ra", "ri", "ru", "re", "ro",
    "wa", "wa", "i", "e", "o", "n", "bu", "ka", "ke",
];

const SMALL_TU: char = 'っ';
const LONG_MARK: char = 'ー';

/// Whether `c` is a character of a kana reading (hiragana; katakana is folded to it beforehand).
pub(crate) fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | LONG_MARK)
}

/// Appends the Kunrei spelling of `kana`, long vowels as written; what is not kana passes as it is.
pub(crate) fn push_kunrei(kana: &str, out: &mut String) {
    let mut double_next = false;
    for c in kana.chars() {
        match c {
            SMALL_TU => double_next = true,
            // A long vowel is one vowel in the search form, and a seam is no sound.
            LONG_MARK | SEAM => {}
            'ゃ' | 'ゅ' | 'ょ' => {
                let glide = syllable(c);
                // きゃ is k + ya: the small kana replaces the vowel of the one before it.
                if out.ends_with('i') {
                    out.pop();
                }
                out.push_str(glide);
            }
            'ぁ'..='ゖ' => {
                let sound = syllable(c);
                if core::mem::take(&mut double_next) {
                    out.extend(sound.chars().next());
                }
                out.push_str(sound);
            }
            _ => out.push(c),
        }
    }
}

fn syllable(kana: char) -> &'static str {
    KUNREI[(u32::from(kana) - u32::from('ぁ')) as usize]
}

/// The plain Hepburn spelling: no macrons, long *o* and *u* written once, `n` before `b`, `m`, `p`.
///
/// `kana` is hiragana, with [`SEAM`] where a double vowel is two sounds.
pub(crate) fn push_hepburn(kana: &str, out: &mut String) {
    for word in kana.split(SEAM) {
        let mut kunrei = String::with_capacity(word.len());
        push_kunrei(word, &mut kunrei);
        let bytes = kunrei.as_bytes();
        let mut last = 0u8;
        let mut at = 0;
        while at < bytes.len() {
            let rest = &bytes[at..];
            let (letters, taken): (&str, usize) = match rest {
                [b's', b'y', ..] => ("sh", 2),
                [b's', b'i', ..] => ("sh", 1),
                [b't', b't', b'i' | b'y', ..] => ("t", 1),
                [b't', b'y', ..] => ("ch", 2),
                [b't', b'i', ..] => ("ch", 1),
                [b't', b'u', ..] => ("ts", 1),
                [b's', b's', b'i' | b'y', ..] => ("s", 1),
                [b'h', b'u', ..] => ("f", 1),
                [b'z', b'y', ..] => ("j", 2),
                [b'z', b'i', ..] => ("j", 1),
                [b'o', ..] if last == b'o' => ("", 1),
                [b'u', ..] if matches!(last, b'o' | b'u') => ("", 1),
                _ => (kunrei.get(at..=at).expect("syllables are ASCII"), 1),
            };
            // The vowel that stays is the one a further vowel is measured against (とおう).
            if !letters.is_empty() {
                last = if letters.len() == 1 { letters.as_bytes()[0] } else { 0 };
                out.push_str(letters);
            }
            at += taken;
        }
    }
}

/// Appends the one form that every way to write a reading comes to.
///
/// `latin` is lower-case ASCII letters in Hepburn, Kunrei or a mixture; others pass as they are.
/// Kunrei spelling, long *o* and *u* once (`ou`, `oo`, `oh`, `uu`), `n` for `m` before `b`, `m`,
/// `p`, and `n` never doubled, because `nn` is also how ん is typed. A letter pair not yet complete
/// (`sh`, `ch`, `ts`) gives its first letter, so that a word finds its entry while it is typed.
pub(crate) fn push_search_form(latin: &str, out: &mut String) {
    let bytes = latin.as_bytes();
    let start = out.len();
    let mut at = 0;
    while at < bytes.len() {
        let last = out.as_bytes()[start..].last().copied();
        let (letters, taken): (&str, usize) = match &bytes[at..] {
            [b't' | b'c', b'c', b'h', ..] => ("t", 1),
            [b's', b'h', b'i', ..] | [b's', b'h'] => ("s", 2),
            [b's', b'h', b'a' | b'u' | b'e' | b'o', ..] => ("sy", 2),
            [b'c', b'h', b'a' | b'u' | b'e' | b'o', ..] => ("ty", 2),
            [b'c', b'h', ..] | [b't', b's', b'u', ..] | [b't', b's'] => ("t", 2),
            [b'j', b'a' | b'u' | b'e' | b'o', ..] => ("zy", 1),
            [b'j', ..] | [b'd', b'i' | b'u' | b'y', ..] => ("z", 1),
            [b'f', ..] => ("h", 1),
            // Minami-Alps, as the city of あるぷす calls itself.
            [b'a', b'l', b'p', b's', ..] => ("arupusu", 4),
            [b'l', ..] => ("r", 1),
            [b'c', ..] => ("k", 1),
            [b'v', ..] => ("b", 1),
            [b'd', b'z', ..] | [b'w', b'o', ..] => ("", 1),
            [b'm', b'b' | b'm' | b'p', ..] | [b'n', ..] => {
                (if last == Some(b'n') { "" } else { "n" }, 1)
            }
            // `oh` is a long o only where no vowel takes the h: Ohtsu, but Tohoku.
            [b'h', rest @ ..] if last == Some(b'o') && !takes_h(rest.first()) => ("", 1),
            [b'o', ..] if last == Some(b'o') => ("", 1),
            [b'u', ..] if matches!(last, Some(b'o' | b'u')) => ("", 1),
            _ => {
                let len =
                    latin.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
                (latin.get(at..at + len).expect("a character begins here"), len)
            }
        };
        out.push_str(letters);
        at += taken;
    }
}

fn takes_h(next: Option<&u8>) -> bool {
    matches!(next, Some(b'a' | b'i' | b'u' | b'e' | b'o' | b'y'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hepburn(kana: &str) -> String {
        let mut out = String::new();
        push_hepburn(kana, &mut out);
        out
    }

    #[test]
    fn hepburn_writes_long_vowels_once_and_keeps_seams() {
        for (kana, romaji) in [
            ("ちゅうおう", "chuo"),
            ("とよ|おか", "toyooka"),
            ("とよおか", "toyoka"),
            ("すおう|おおしま", "suooshima"),
            ("にっこう", "nikko"),
            ("はっちょう", "hatcho"),
            ("いっしき", "isshiki"),
            ("じょうえつ", "joetsu"),
            ("ぐんま", "gunma"),
            ("ふちゅう", "fuchu"),
            ("かんおんじ", "kanonji"),
        ] {
            assert_eq!(hepburn(kana), romaji, "{kana}");
        }
    }
}
