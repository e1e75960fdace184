use alloc::vec;

use super::*;
use crate::code::CodeKind;

/// A value for a parameter, with braces in it where it is text.
fn value(name: ParamName) -> ParamValue {
    match name {
        ParamName::Chars => ParamValue::Chars(vec!["é".into(), "U+200B".into()]),
        ParamName::Char | ParamName::Suggestion | ParamName::Prefix | ParamName::Rule => {
            ParamValue::Text("<typed>".into())
        }
        ParamName::Actual | ParamName::Min | ParamName::Max | ParamName::Position => {
            ParamValue::Number(105)
        }
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
