//! Every Latin letter of Unicode, with any mark: what is offered for it in a name, or why nothing is.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

use super::*;

/// What stands for each letter, as `data/latin_letters.tsv` has it; `None` where nothing does.
fn table() -> BTreeMap<char, Option<Vec<String>>> {
    let rows = include_str!("../data/latin_letters.tsv").lines();
    let rows = rows.filter(|line| !line.starts_with('#')).map(|line| {
        let [code, letter, spellings, why, _name] =
            line.split('\t').collect::<Vec<_>>()[..].try_into().expect("five columns");
        let letter: char = letter.parse().expect("one letter");
        assert_eq!(u32::from_str_radix(code, 16), Ok(u32::from(letter)));
        assert_eq!(spellings.is_empty(), why.starts_with("none: "), "{line}: {why}");
        let spellings = spellings.split(' ').map(|spelling| match spelling {
            "-" => String::new(),
            "space" => String::from(" "),
            letters => String::from(letters),
        });
        (letter, (!why.starts_with("none: ")).then(|| spellings.collect()))
    });
    rows.collect()
}

/// The suggestions for what stands between two letters with which it makes no cue; taken, each of them passes.
fn offered(between: &str) -> Option<Vec<String>> {
    let checked = check(&format!("K{between}K"));
    let problem = checked.report.problem.expect("it is outside A–Z");
    let texts = problem.suggestions().iter().map(|text| {
        let text = text.expose();
        let taken = check(text);
        assert_eq!((taken.problem(), taken.value()), (None, Some(text)), "{between}");
        assert!(taken.conversions().is_empty(), "{between}");
        let inner = text.strip_prefix('K').and_then(|text| text.strip_suffix('K'));
        inner.expect("the letters beside it stay").to_owned()
    });
    let texts: Vec<String> = texts.collect();
    (!texts.is_empty()).then_some(texts)
}

fn check(text: &str) -> Checked {
    Checked::of(Field::UserName, Item::UserName, text, &policy())
}

#[test]
fn every_latin_letter_is_in_the_table() {
    let table = table();
    let latin = Regex::new(r"\p{Script=Latin}").unwrap();
    let mut text = [0; 4];
    for c in '\u{80}'..=char::MAX {
        let is_wide = ('\u{FF01}'..='\u{FF5E}').contains(&c);
        if !is_wide && latin.is_match(c.encode_utf8(&mut text)) {
            assert!(table.contains_key(&c), "U+{:04X}", u32::from(c));
        }
    }
    assert_eq!(table.len(), 1_549);
}

#[test]
fn every_letter_is_offered_as_the_table_has_it() {
    let mut wrong = Vec::new();
    let (mut spelled, mut several) = (0, 0);
    for (letter, spellings) in table() {
        let offered = offered(letter.encode_utf8(&mut [0; 4]));
        spelled += u32::from(offered.is_some());
        several += u32::from(offered.as_ref().is_some_and(|all| all.len() > 1));
        if offered != spellings {
            wrong.push((letter, offered, spellings));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!((spelled, several), (943, 37));
}

#[test]
fn both_cases_have_the_same_spellings() {
    let table = table();
    for (letter, spellings) in &table {
        let mut upper = letter.to_uppercase();
        if let (Some(twin), None) = (upper.next(), upper.next())
            && let Some(of_twin) = table.get(&twin)
        {
            assert_eq!(spellings, of_twin, "{letter} and {twin}");
        }
    }
}

/// With a mark, also one that has no character of its own with the letter (Yoruba, Guarani, Navajo), a letter
/// is offered as without; where it has one, as the table has that.
#[test]
fn every_letter_may_have_any_mark() {
    let table = table();
    let (mut marks, mut pairs) = (BTreeSet::new(), 0);
    for c in '\u{300}'..='\u{FE2F}' {
        // The marks of Latin script, or of none.
        let is_latins = matches!(u32::from(c), 0x300..=0x36F | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE20..=0xFE2F);
        if is_latins && is_combining_mark(c) && canonical_combining_class(c) != 0 {
            marks.insert(c);
        }
    }
    for mark in &marks {
        for base in "AEGILNORSUY".chars().chain("aeouÄØƏŊọĄ".chars()) {
            let typed = String::from_iter([base, *mark]);
            // As the check sees them: each by itself where Unicode does not join them.
            let parts: Vec<char> = typed.nfc().collect();
            let of_part = |part: &char| match part {
                part if part.is_ascii() => vec![part.to_ascii_uppercase().to_string()],
                part => table.get(part).cloned().flatten().unwrap_or_default(),
            };
            let expected = of_part(&parts[0]);
            assert_eq!(offered(&typed), Some(expected), "{typed} {:04X}", u32::from(*mark));
            pairs += 1;
        }
    }
    assert_eq!((marks.len(), pairs), (281, 5_901));
}

#[test]
fn letters_of_another_shape_are_offered_as_what_they_show() {
    for (typed, shown) in [
        ("𝐇𝑂𝒰𝓜𝔘 𝕋𝖠𝗥𝘖", "HOUMU TARO"),
        ("𝚑𝗈𝓊𝖒𝘂 𝗍𝕒𝒓𝙤", "HOUMU TARO"),
        ("ⒽⓄⓊⓂⓊ ⓣⓐⓡⓞ", "HOUMU TARO"),
        ("🄷🄾🅄🄼🅄 🅃🄰🅁🄾", "HOUMU TARO"),
        ("🅗🅞🅤🅜🅤 🆃🅰🆁🅾", "HOUMU TARO"),
        ("⒣⒪⒰⒨⒰ 🄣🄐🄡🄞", "HOUMU TARO"),
        ("ʜᴏᴜᴍᴜ ᵗᵃʳᵒ", "HOUMU TARO"),
        ("ℋℴ𝓾ℳ𝓾 TARO", "HOUMU TARO"),
        ("GRIﬃTH ⅩⅡ", "GRIFFITH XII"),
    ] {
        let checked = check(typed);
        assert_eq!(checked.problem(), Some(Code::NameDiacritic), "{typed}");
        assert_eq!(checked.suggestion(), Some(shown), "{typed}");
    }
    let enclosed = ['\u{249C}', 'Ⓐ', 'ⓐ', '🄐', '🄰', '🅐', '🅰'];
    let enclosed = enclosed.into_iter().flat_map(|first| (first..=char::MAX).take(26));
    for c in ('\u{1D400}'..='\u{1D6A3}').chain(enclosed) {
        let shown: String = String::from(c).nfkd().filter(char::is_ascii_alphabetic).collect();
        if shown.len() == 1 {
            let expected = vec![shown.to_ascii_uppercase()];
            assert_eq!(offered(c.encode_utf8(&mut [0; 4])), Some(expected), "{c}");
        }
    }
}
