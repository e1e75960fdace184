use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::*;
use crate::code::CodeKind;

/// The names between braces of a text.
fn places(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    fill(text, &mut String::new(), |name, _| {
        names.insert(name.into());
    });
    names
}

/// A value for a parameter, with braces in it where it is text.
fn value(name: ParamName) -> ParamValue {
    match name {
        ParamName::Chars => ParamValue::Chars(vec!["é".into(), "U+200B".into()]),
        ParamName::Char | ParamName::Suggestion | ParamName::Prefix | ParamName::Rule => {
            ParamValue::Text("<typed>".into())
        }
        ParamName::Actual | ParamName::Min | ParamName::Max => ParamValue::Number(105),
        ParamName::Missing => ParamValue::Parts(vec![BirthPart::Month, BirthPart::Day]),
    }
}

/// A problem of the code, at its field, with every parameter that the code has.
fn problem(code: Code) -> Problem {
    let field = code.field().unwrap_or(Field::UserName);
    code.params()
        .iter()
        .fold(Problem::new(code, field), |problem, name| problem.with(*name, value(*name)))
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
    let groups = ["label.", "hint.", "part.", "language.", "list.", "category.", "state."];
    for key in (0..KEYS.count()).map(|at| KEYS.get(at)) {
        assert!(
            Code::by_name(key).is_some()
                || groups.iter().any(|group| key.starts_with(group))
                || key.starts_with("notification.")
                || key == "not_covered.guidance",
            "{key}"
        );
    }
}

#[test]
fn every_text_of_the_files_comes_back_to_the_letter() {
    for (tag, file) in [
        ("en", include_str!("../../wording/en.tsv")),
        ("ja", include_str!("../../wording/ja.tsv")),
        ("ja-x-easy", include_str!("../../wording/ja-x-easy.tsv")),
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
        assert_eq!(seen, KEYS.count(), "{tag}");
    }
}

#[test]
fn only_whole_keys_are_found() {
    for key in (0..KEYS.count()).map(|at| KEYS.get(at)) {
        for other in [&key[1..], &key[..key.len() - 1], &alloc::format!("{key}.")] {
            assert_eq!(
                Language::ENGLISH.text(other).is_some(),
                (0..KEYS.count()).any(|at| KEYS.get(at) == other),
                "{other}"
            );
        }
    }
    assert_eq!(Language::ENGLISH.text(""), None);
}

#[test]
fn no_place_is_left_after_filling() {
    for language in Language::all() {
        for code in Code::ALL {
            let full = language.problem(&problem(*code));
            let bare = language.problem(&Problem::new(*code, Field::UserName));
            for text in [full, bare] {
                assert!(
                    !text.is_empty() && !text.contains(['{', '}']),
                    "{language} {code}: {text}"
                );
            }
        }
    }
}

#[test]
fn missing_selections_are_worded_to_the_letter() {
    for code in [
        Code::SexRequired,
        Code::SexUnknown,
        Code::CityRequired,
        Code::UserTypeRequired,
        Code::UserTypeUnknown,
    ] {
        assert_eq!(Language::JAPANESE.problem(&problem(code)), "選択してください。");
    }
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
            assert!(language.hint(field).contains(sample), "{language} {field}");
        }
    }
}

#[test]
fn values_are_put_in_each_languages_way() {
    let chars = problem(Code::NameChar);
    assert!(Language::ENGLISH.problem(&chars).ends_with("Not allowed: “é”, “U+200B”"));
    assert!(Language::JAPANESE.problem(&chars).ends_with("使えない文字：「é」「U+200B」"));
    let parts = problem(Code::BirthIncomplete);
    assert_eq!(Language::ENGLISH.problem(&parts), "Enter the Month and Day of your date of birth.");
    assert_eq!(Language::JAPANESE.problem(&parts), "生年月日の「月と日」を入力してください。");
    let long = problem(Code::NameTooLong);
    assert_eq!(Language::ENGLISH.problem(&long), "Name must be 105 letters or fewer (now 105).");
}

#[test]
fn typed_braces_stay_what_they_are() {
    let typed = ParamValue::Text("{suggestion}{char}".into());
    let problem = Problem::of(Code::NameHyphenApostrophe)
        .with(ParamName::Char, typed)
        .suggesting("{char}".into());
    assert_eq!(
        Language::ENGLISH.problem(&problem),
        "“{suggestion}{char}” cannot be used. Check if “{char}” is correct."
    );
}

#[test]
fn a_suggestion_beside_the_parameters_is_worded_too() {
    let notice = Notice::of(Code::EmailTypo).offering("a@gmail.com".into());
    assert_eq!(Language::ENGLISH.notice(&notice), "Did you mean a@gmail.com?");
}

#[test]
fn conversions_are_worded_without_the_text() {
    for code in Code::ALL.iter().copied().filter(|code| code.kind() == CodeKind::Conversion) {
        let field = code.field().unwrap();
        let conversion =
            Conversion { code, field, before: "canary".into(), after: "CANARY".into() };
        for language in Language::all() {
            assert_eq!(language.conversion(&conversion), language.code(code));
        }
    }
}

#[test]
fn languages_are_stored_by_tag() {
    for language in Language::all() {
        let json = serde_json::to_string(&language).unwrap();
        assert_eq!(json, alloc::format!("\"{}\"", language.tag()));
        assert_eq!(serde_json::from_str::<Language>(&json).unwrap(), language);
        assert_eq!(alloc::format!("{language:?}"), alloc::format!("Language({language})"));
    }
    assert!(serde_json::from_str::<Language>("\"xx\"").is_err());
}
