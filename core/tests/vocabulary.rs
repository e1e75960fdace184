//! The vocabularies: each name and each number once.

use std::collections::BTreeSet;

use toroku::password::{
    OpenPages, PasswordAnswerKind, PasswordEffectKind, PasswordInputKind, PasswordRules,
    PasswordStateKind,
};
use toroku::*;

fn numbers_and_names_are_used_once<T: Vocabulary + PartialEq>() {
    let (mut numbers, mut names) = (BTreeSet::new(), BTreeSet::new());
    for one in <T as Vocabulary>::ALL {
        assert!(numbers.insert(one.number()) && names.insert(one.name()), "{}", one.name());
        assert!(T::by_number(one.number()) == Some(*one), "{}", one.name());
        assert!(T::by_name(one.name()) == Some(*one), "{}", one.name());
    }
    assert!(T::by_number(0).is_none() && T::by_name("").is_none());
}

#[test]
fn every_vocabulary_is_found_by_number_and_name() {
    macro_rules! each {
        ($($name:ident)*) => { $(numbers_and_names_are_used_once::<$name>();)* };
    }
    each! {
        AnswerKind BirthPart Category Code CodeKind Delivery EffectKind Field InputKind Item OpenPages
        ParamName
        PasswordAnswerKind PasswordEffectKind PasswordInputKind PasswordRules PasswordStateKind Setting
        Sex StateKind
    }
}

#[test]
fn no_retired_number_is_used_again() {
    assert!(Code::RETIRED.iter().all(|number| Code::by_number(*number).is_none()));
}
