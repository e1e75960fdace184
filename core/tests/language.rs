//! The catalogue of wordings as a host and a translator see it.

use std::collections::BTreeSet;

use toroku::{Code, Field, Language};

/// The keys of the reference.
fn keys() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("../wording/en.tsv").lines();
    let texts = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    texts.map(|line| line.split_once('\t').expect("a key and a text").0)
}

/// The names between braces of a text.
fn places(text: &str) -> BTreeSet<String> {
    let opened = text.split('{').skip(1);
    opened.map(|rest| rest.split_once('}').expect("braces are in pairs").0.to_owned()).collect()
}

#[test]
fn the_constants_are_the_languages_they_say() {
    for (language, tag, name) in [
        (Language::JAPANESE, "ja", "日本語"),
        (Language::ENGLISH, "en", "English"),
        (Language::PLAIN_JAPANESE, "ja-x-easy", "やさしい日本語（にほんご）"),
    ] {
        assert_eq!((language.tag(), language.native_name().as_str()), (tag, name));
        assert_eq!(language.text("language.tag").as_deref(), Some(tag));
        assert_eq!(Language::by_tag(&tag.to_uppercase()), Some(language));
    }
    assert!(Language::all().len() >= 3);
    assert_eq!(Language::by_tag("xx"), None);
    assert_eq!(Language::by_tag(""), None);
}

#[test]
fn every_code_has_a_wording_with_its_own_places_in_every_language() {
    for language in Language::all() {
        for code in Code::ALL {
            let text = language.code(*code);
            assert!(!text.is_empty());
            let params = code.params().iter().map(|param| param.name().into()).collect();
            assert!(places(&text).is_subset(&params), "{language} {code}");
        }
    }
}

#[test]
fn every_key_is_asked_for_by_something() {
    let groups = [
        "label.",
        "hint.",
        "part.",
        "language.",
        "list.",
        "category.",
        "state.",
        "character.",
        "result.",
    ];
    // What screens show beside fields: the portal's pages and the apps ask for it.
    let screens = [
        "site.",
        "button.",
        "field.",
        "summary.",
        "steps.",
        "top.",
        "registration.",
        "entry.",
        "municipality.",
        "terms.",
        "confirmation.",
        "completion.",
        "document.",
        "network.",
        "expiry.",
        "password.",
    ];
    for key in keys() {
        assert!(
            Code::by_name(key).is_some()
                || groups.iter().chain(&screens).any(|group| key.starts_with(group))
                || key.starts_with("notification.")
                || key == "not_covered.guidance",
            "{key}"
        );
    }
}

#[test]
fn every_text_of_the_files_comes_back_to_the_letter() {
    for (tag, file) in [
        ("en", include_str!("../wording/en.tsv")),
        ("ja", include_str!("../wording/ja.tsv")),
        ("ja-x-easy", include_str!("../wording/ja-x-easy.tsv")),
    ] {
        let language = Language::by_tag(tag).unwrap();
        let lines = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut seen = 0;
        for (key, written) in lines.map(|line| line.split_once('\t').unwrap()) {
            let quoted = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            assert_eq!(
                language.text(key).as_deref(),
                Some(quoted.unwrap_or(written)),
                "{tag} {key}"
            );
            seen += 1;
        }
        assert_eq!(seen, keys().count(), "{tag}");
    }
}

#[test]
fn only_whole_keys_are_found() {
    for key in keys() {
        for other in [&key[1..], &key[..key.len() - 1], &format!("{key}.")] {
            assert_eq!(
                Language::ENGLISH.text(other).is_some(),
                keys().any(|key| key == other),
                "{other}"
            );
        }
    }
    assert_eq!(Language::ENGLISH.text(""), None);
}

#[test]
fn english_labels_are_the_manuals() {
    let labels: Vec<_> = Field::ENTRY.iter().map(|field| Language::ENGLISH.label(*field)).collect();
    let manual = [
        "User name",
        "Sex",
        "Date of birth",
        "Address in Japan (the prefecture, the municipality)",
        "Address in Japan (the town name, the street or house numbers)",
        "User contact information",
        "Email address",
        "Email address (confirmation)",
        "User type",
        "I agree to the Terms of Use.",
    ];
    assert_eq!(labels, manual);
}

/// Without what stands in brackets in kana.
fn without_readings(text: &str) -> String {
    let parts = text.split('（').enumerate().map(|(index, part)| match part.split_once('）') {
        Some((reading, rest)) if reading.chars().all(is_kana) => rest.to_owned(),
        _ if index == 0 => part.to_owned(),
        _ => format!("（{part}"),
    });
    parts.collect()
}

fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ー')
}

#[test]
fn hints_keep_the_manuals_samples() {
    for language in Language::all() {
        for (field, sample) in [
            (Field::UserName, "HOUMU TARO"),
            (Field::Municipality, "北海道札幌市中央区"),
            (Field::StreetAddress, "1-1-1 緑ヶ関ハイツ202号"),
            (Field::Phone, "0312345678"),
            (Field::Email, "example@xxx.co.jp"),
            (Field::EmailConfirmation, "example@xxx.co.jp"),
        ] {
            assert!(without_readings(&language.hint(field)).contains(sample), "{language} {field}");
        }
    }
}

#[test]
fn languages_are_stored_by_tag() {
    for language in Language::all() {
        let json = serde_json::to_string(&language).unwrap();
        assert_eq!(json, format!("\"{}\"", language.tag()));
        assert_eq!(serde_json::from_str::<Language>(&json).unwrap(), language);
        assert_eq!(format!("{language:?}"), format!("Language({language})"));
    }
    assert!(serde_json::from_str::<Language>("\"xx\"").is_err());
}

/// What is not read out word by word: the service's name in subjects, which can hold no more than text.
const UNREAD: &str = "【在留申請オンラインシステム】";

#[test]
fn every_kanji_of_plain_japanese_has_its_reading_word_by_word() {
    let is_kanji = |c: char| matches!(c, '一'..='鿿' | '々');
    for key in keys() {
        let text = Language::PLAIN_JAPANESE.text(key).expect("every key has a text");
        let text = text.replace(UNREAD, "");
        for part in text.split_inclusive('）') {
            let Some(first) = part.find(is_kanji) else { continue };
            let read = part.strip_suffix('）').and_then(|part| part[first..].split_once('（'));
            let is_word = read.is_some_and(|(word, reading)| {
                // 都道府県 and the like are the longest words; what is longer is a compound.
                word.chars().all(is_kanji)
                    && word.chars().count() <= 4
                    && !reading.is_empty()
                    && reading.chars().all(is_kana)
            });
            assert!(is_word, "{key}: {part}");
        }
    }
}
