//! The user name: A–Z and single spaces.

use toroku::UserName;

use super::*;

fn check(text: &str) -> Checked {
    let checked = Checked::of(Field::UserName, Item::UserName, text, &policy());
    if let Some(value) = checked.value() {
        assert_eq!(UserName::try_from(value.to_owned()).expect("it passed").as_str(), value);
    }
    checked
}

#[track_caller]
fn suggests(text: &str, code: Code, suggestion: Option<&str>) {
    let checked = check(text);
    assert_eq!((checked.problem(), checked.suggestion()), (Some(code), suggestion), "{text}");
}

#[test]
fn the_manuals_names_pass_unchanged() {
    for name in ["HOUMU TARO", "HOUJMU TARO"] {
        let checked = check(name);
        assert_eq!(checked.value(), Some(name));
        assert!(checked.conversions().is_empty() && checked.notices().is_empty());
    }
}

#[test]
fn conversions_are_made_and_reported() {
    let checked = check("　ｈｏｕｍｕ　　Taro ");
    assert_eq!(checked.value(), Some("HOUMU TARO"));
    assert_eq!(
        checked.conversions(),
        [Code::NameWidthConverted, Code::NameLowercaseConverted, Code::NameSpaceCollapsed]
    );
}

#[test]
fn suggestions_follow_the_passport() {
    suggests("JOSÉ", Code::NameDiacritic, Some("JOSE"));
    suggests("JOSE\u{301}", Code::NameDiacritic, Some("JOSE"));
    suggests("müller", Code::NameDiacritic, Some("MUELLER"));
    suggests("O'BRIEN", Code::NameHyphenApostrophe, Some("OBRIEN"));
    suggests("SMITH-JONES", Code::NameHyphenApostrophe, Some("SMITH JONES"));
    suggests("NGUYỄN ĐỨC", Code::NameDiacritic, Some("NGUYEN DUC"));
    suggests("法務 TARO", Code::NameChar, None);
    suggests("HOUMU 2", Code::NameChar, None);
}

#[test]
fn letters_of_either_case_lose_their_marks() {
    for (letter, expected) in [
        ("É", "E"),
        ("é", "E"),
        ("Ç", "C"),
        ("Ñ", "N"),
        ("Ř", "R"),
        ("Ế", "E"),
        ("Ơ", "O"),
        ("ø", "OE"),
        ("å", "AA"),
        ("ß", "SS"),
        ("Ğ", "G"),
        ("İ", "I"),
        ("ı", "I"),
        ("ł", "L"),
    ] {
        suggests(letter, Code::NameDiacritic, Some(expected));
    }
    for other in ["1", "Ж", "Σ", "法", "あ"] {
        suggests(other, Code::NameChar, None);
    }
    // Neither loses anything: the one is right as it stands, the other is the space between two words.
    assert_eq!(check("A").value(), Some("A"));
    suggests("A-A", Code::NameHyphenApostrophe, Some("A A"));
}

#[test]
fn replacements_are_letters_a_to_z() {
    let mut letters = 0;
    for c in '\u{80}'..='\u{FFFF}' {
        let checked = check(c.encode_utf8(&mut [0; 4]));
        if checked.problem() == Some(Code::NameDiacritic) {
            let suggestion = checked.suggestion().expect("a letter has a replacement");
            assert!(
                !suggestion.is_empty() && suggestion.bytes().all(|b| b.is_ascii_uppercase()),
                "{c}"
            );
            letters += 1;
        }
        let within = check(&String::from_iter(['A', c, 'A']));
        if let Some(suggestion) = within.suggestion() {
            let again = check(suggestion);
            assert_eq!(again.value(), Some(suggestion), "U+{:04X}", u32::from(c));
            assert!(again.conversions().is_empty(), "U+{:04X}", u32::from(c));
        }
    }
    assert!(letters > 500, "{letters}");
}

#[test]
fn length_is_counted_after_conversion() {
    let just = "A".repeat(104);
    assert_eq!(check(&just).problem(), None);
    assert_eq!(check(&format!("  {just}  ")).value(), Some(&*just));
    assert_eq!(check(&"A".repeat(105)).problem(), Some(Code::NameTooLong));
}

#[test]
fn strict_policy_converts_nothing() {
    let policy = policy().with_strict(true);
    let checked = Checked::of(Field::UserName, Item::UserName, "houmu", &policy);
    assert_eq!(checked.problem(), Some(Code::TextNotConverted));
    assert_eq!(checked.suggestion(), Some("HOUMU"));
}
