//! Characters that look like ones that a field takes: radicals and compatibility forms, dashes, digits of other
//! scripts, kanji in a form that CP932 does not have, letters with marks.
//!
//! What is found here is offered and never made: only the applicant knows what was meant. The table is made at
//! build time (`build/look_alike.rs`) from Unicode's properties and from `data/look_alikes.tsv`.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use once_cell::race::OnceBox;

use crate::personal::Personal;
use crate::two_byte::is_two_byte;
use crate::{character, deflated, normal, width};

/// The tables, deflated.
mod packed {
    include!(concat!(env!("OUT_DIR"), "/look_alike.rs"));
}

struct Tables {
    /// The characters, in their order.
    keys: Vec<u32>,
    /// Where the parts of each end.
    ends: Vec<u16>,
    parts: Vec<u16>,
}

/// Made at its first use: 24 KB.
fn tables() -> &'static Tables {
    static INFLATED: OnceBox<Tables> = OnceBox::new();
    INFLATED.get_or_init(|| {
        Box::new(Tables {
            keys: deflated::numbers(packed::KEYS),
            ends: deflated::numbers(packed::ENDS),
            parts: deflated::numbers(packed::PARTS),
        })
    })
}

/// The text with each look-alike as the half-width character or the kanji that it looks like; `None` where
/// something in it looks like nothing, or nothing in it is a look-alike.
pub(crate) fn plain(text: &Personal) -> Option<Personal> {
    let text = text.expose();
    // Six characters of three bytes stand for one of three at most, and a space may go before. A string that
    // grew would leave copies of itself behind.
    let mut plain = String::with_capacity(text.len() * 7);
    let is_whole = rewrite(&mut text.chars(), half_width, ' ', &mut |c| {
        plain.push(width::narrowed(c).unwrap_or(c));
    });
    let is_other = is_whole && plain != text;
    // Made before it is known whether it is wanted, so that it is wiped in either case.
    Some(Personal::from(plain)).filter(|_| is_other)
}

/// What needs no look at the table, by the character before it.
fn half_width(last: char, c: char) -> Option<char> {
    match c {
        '\u{30FC}' | '\u{FF70}' if !is_of_word(last) => Some('\u{30FC}'),
        ' '..='~' => Some(c),
        // Typed for a dot, and taken for one in the names of hosts (RFC 3490, section 3.1).
        '\u{3002}' | '\u{FF61}' => Some('.'),
        _ if character::is_dash(c) => Some('-'),
        _ => width::narrowed(c).or_else(|| is_two_byte(c).then_some(c)),
    }
}

/// Gives the characters, those that are not `kept` (by the one before) as what they look like; whether each looks
/// like something.
///
/// `space` is given between two numbers or words of which one was a form that stands alone: `２½` is no `２１／２`.
pub(crate) fn rewrite(
    characters: &mut dyn Iterator<Item = char>,
    kept: fn(char, char) -> Option<char>,
    space: char,
    give: &mut dyn FnMut(char),
) -> bool {
    let mut characters = characters.peekable();
    let (mut last, mut was_alone, mut is_whole) = (' ', false, true);
    while let Some(c) = characters.next() {
        let keeps = kept(last, c);
        let is_alone = keeps.is_none() && stands_alone(c);
        let mut is_apart = is_alone || was_alone;
        let mut put = |part: char| {
            if core::mem::take(&mut is_apart) && is_of_word(last) && is_of_word(part) {
                give(space);
            }
            last = part;
            give(part);
        };
        if let Some(c) = keeps {
            // A decomposed `か` + U+3099, as some file systems write it.
            let voiced = |mark: &char| {
                let mark = Some(*mark).filter(|mark| kept(c, *mark).is_none())?;
                width::voiced(c, mark).filter(|both| kept(c, *both).is_some())
            };
            let composed = characters.peek().and_then(voiced);
            if composed.is_some() {
                characters.next();
            }
            put(composed.unwrap_or(c));
        } else {
            is_whole &= spell(c, &mut put);
        }
        // A letter loses its marks, as it does where the two are one character.
        while is_of_word(last) && characters.next_if(|mark| normal::is_mark(*mark)).is_some() {}
        was_alone = is_alone;
    }
    is_whole
}

/// Gives the characters of CP932 that `c`, which is none of them, looks like or is a form of; whether there are any.
fn spell(c: char, give: &mut dyn FnMut(char)) -> bool {
    let looks = looks(c);
    for part in looks {
        give(character(*part));
    }
    !looks.is_empty() || by_equivalence(c).map(give).is_some()
}

/// A compatibility ideograph is its unified one, which may have a usual form; a letter loses its marks.
fn by_equivalence(c: char) -> Option<char> {
    if let Some(unified) = normal::unified(c).filter(|unified| !unified.is_ascii()) {
        return if is_two_byte(unified) {
            Some(unified)
        } else {
            looks(unified).first().copied().map(character)
        };
    }
    normal::unmarked(c).and_then(width::widened)
}

/// Whether a form stands for a whole number or word.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{B2}'..='\u{BE}' | '\u{2070}'..='\u{208E}' | '\u{2150}'..='\u{24B5}' | '\u{3251}'..='\u{337F}')
}

/// A letter of A–Z or a digit, of either width.
fn is_of_word(c: char) -> bool {
    width::narrowed(c).unwrap_or(c).is_ascii_alphanumeric()
}

/// The characters that `c` looks like or is a form of, where the table has it.
fn looks(c: char) -> &'static [u16] {
    let Tables { keys, ends, parts } = tables();
    let Ok(at) = keys.binary_search(&u32::from(c)) else { return &[] };
    let start = at.checked_sub(1).map_or(0, |before| ends[before]);
    &parts[start.into()..ends[at].into()]
}

fn character(code: u16) -> char {
    char::from_u32(code.into()).expect("the table holds characters")
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    fn spelled(c: char) -> String {
        let mut text = String::new();
        spell(c, &mut |part| text.push(part));
        text
    }

    #[test]
    fn what_is_offered_is_in_cp932() {
        let mut count = 0;
        for c in ('\u{80}'..=char::MAX).filter(|c| !is_two_byte(*c)) {
            let text = spelled(c);
            assert!(text.chars().all(is_two_byte), "{c}: {text}");
            count += usize::from(!text.is_empty());
        }
        assert!(count > 3_000, "{count}");
    }

    #[test]
    fn radicals_and_compatibility_ideographs_are_what_they_look_like() {
        // How many look like nothing that CP932 has, those that are not assigned left out.
        for (first, last, without) in [
            ('\u{2E80}', '\u{2FDF}', 11),
            ('\u{F900}', '\u{FAFF}', 36),
            ('\u{2F800}', '\u{2FA1F}', 311),
        ] {
            let mut unlike = String::new();
            for c in (first..=last).filter(|c| !is_two_byte(*c)) {
                let (text, form) = (spelled(c), String::from(c).nfkc().collect::<String>());
                let is_unified = form.chars().all(is_two_byte);
                assert!(!is_unified || text == form, "{c}: {text}");
                let is_assigned = !form.contains(c) || c <= '\u{2EF3}' && c != '\u{2E9A}';
                unlike.extend(Some(c).filter(|_| text.is_empty() && is_assigned));
            }
            assert_eq!(unlike.chars().count(), without, "{unlike}");
        }
        assert_eq!((spelled('\u{2F24}'), spelled('\u{2F3F}')), ("大".into(), "手".into()));
    }

    #[test]
    fn digits_of_every_script_and_dashes_are_ours() {
        for (c, text) in [
            ('\u{661}', "１"),
            ('\u{966}', "０"),
            ('\u{1D7D7}', "９"),
            ('\u{1D7D8}', "０"),
            ('\u{2012}', "－"),
            ('\u{58A}', "－"),
            ('\u{10EAD}', "－"),
            ('\u{301C}', "～"),
            ('\u{1D400}', "Ａ"),
            ('½', "１／２"),
            ('\u{3251}', "２１"),
            ('\u{337F}', "株式会社"),
            ('𠮷', "吉"),
            ('é', "ｅ"),
            ('\u{212A}', "Ｋ"),
            ('😀', ""),
        ] {
            assert_eq!(spelled(c), text, "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn numbers_that_were_apart_stay_apart() {
        for (text, expected) in [
            ("2½", Some("2 1/2")),
            ("½2", Some("1/2 2")),
            ("1㉑", Some("1 21")),
            ("٠٣", Some("03")),
            ("a–b@c。jp", Some("a-b@c.jp")),
            ("e\u{301}1", Some("e1")),
            ("⼤阪市", Some("大阪市")),
            ("か\u{3099}", Some("が")),
            ("aー1", Some("a-1")),
            ("⼤センター", Some("大センター")),
            ("abc", None),
            ("a😀", None),
        ] {
            let plain = plain(&text.into());
            assert_eq!(plain.as_ref().map(Personal::expose), expected, "{text}");
        }
    }
}
