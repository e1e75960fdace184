//! From a vector's words to the engine's values, and back.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use toroku::{
    Category, Code, Entropy, Field, Issuance, Item, Notice, NotificationKey, Param, ParamValue,
    PatternRule, Personal, Policy, Problem, Secret, SequenceKey, UserTypeOffer,
};

use crate::format::{Items, PolicySettings, Said};

/// The version of the Terms of Use and the password address of every vector that names none.
pub(crate) const TERMS: &str = "2023-03";
pub(crate) const PASSWORD_URL: &str = "https://registration.example/password";

pub(crate) fn policy(settings: &PolicySettings) -> Policy {
    let terms = settings.terms_version.as_deref().unwrap_or(TERMS);
    let mut policy = Policy::new(terms, PASSWORD_URL)
        .unwrap()
        .with_strict(settings.strict)
        .with_phone_plan_required(settings.phone_plan_required)
        .with_birth_unknown_first(settings.birth_unknown_first);
    if let Some(seconds) = settings.inactivity_limit {
        policy = policy.with_inactivity_limit(seconds);
    }
    if let Some(outlives) = settings.draft_outlives_expiry {
        policy = policy.with_draft_outliving_expiry(outlives);
    }
    if settings.issued_by_office == Some(true) {
        policy = policy.with_issuance(Issuance::Office);
    }
    if let Some(key) = &settings.sequence_key {
        let key = SequenceKey::new(&Secret::new(bytes(key))).unwrap();
        policy = policy.with_issuance(Issuance::Sequence(key));
    }
    if let Some(offers) = &settings.user_types {
        let offer = |o: &crate::format::UserTypeSetting| UserTypeOffer::new(&o.name, &o.text);
        policy = policy.with_user_types(offers.iter().map(offer).collect());
    }
    for rule in &settings.patterns {
        let rule = PatternRule::new(field(&rule.field), &rule.name, &rule.expression).unwrap();
        policy = policy.with_pattern(rule);
    }
    policy
}

pub(crate) fn bytes<const N: usize>(hex: &str) -> [u8; N] {
    base16ct::lower::decode_vec(hex).unwrap().try_into().expect("a digit for each half of a byte")
}

pub(crate) fn entropy(hex: &str) -> Entropy {
    Entropy::new(bytes(hex))
}

/// A key, `own` being the registration's.
pub(crate) fn key(text: &str) -> NotificationKey {
    text.parse().unwrap()
}

pub(crate) fn field(name: &str) -> Field {
    let found = Field::ENTRY.iter().find(|field| field.name() == name);
    *found.unwrap_or_else(|| panic!("no field {name}"))
}

pub(crate) fn item(name: &str) -> Item {
    Item::by_name(name).unwrap_or_else(|| panic!("no item {name}"))
}

pub(crate) fn category(name: &str) -> Category {
    Category::by_name(name).unwrap_or_else(|| panic!("no category {name}"))
}

pub(crate) fn items(items: &Items) -> Vec<(Item, Personal)> {
    items.iter().map(|(name, text)| (item(name), text.whole().into())).collect()
}

/// What the office says: the field's name and the code's.
pub(crate) fn reported((at, code): &(String, String)) -> Problem {
    let code = Code::by_name(code).unwrap_or_else(|| panic!("no code {code}"));
    Problem::reported(code, field(at)).unwrap()
}

pub(crate) fn said(problem: &Problem) -> Said {
    Said {
        code: problem.code().name().to_owned(),
        params: params(problem.code(), problem.params()),
        suggestions: problem.suggestions().iter().map(|s| s.expose().to_owned()).collect(),
    }
}

pub(crate) fn said_of_notice(notice: &Notice) -> Said {
    Said {
        code: notice.code().name().to_owned(),
        params: params(notice.code(), notice.params()),
        suggestions: notice.suggestion().iter().map(|s| s.expose().to_owned()).collect(),
    }
}

fn params(code: Code, params: &[Param]) -> BTreeMap<String, Value> {
    for param in params {
        let text = match param.value() {
            ParamValue::Number(number) => number.to_string().into(),
            ParamValue::Text(text) => text.clone(),
            ParamValue::Chars(list) => list[0].clone(),
            ParamValue::Parts(parts) => parts[0].name().into(),
        };
        let again = Problem::reported(code, code.field().unwrap_or(Field::UserName))
            .and_then(|problem| problem.with_text(param.name(), text));
        let kind = |one: &Param| std::mem::discriminant(one.value());
        assert_eq!(kind(&again.unwrap().params()[0]), kind(param), "{}", param.name());
    }
    let value = |value: &ParamValue| match value {
        ParamValue::Number(number) => json!(number),
        ParamValue::Text(text) => json!(text.expose()),
        ParamValue::Chars(list) => json!(list.iter().map(Personal::expose).collect::<Vec<_>>()),
        ParamValue::Parts(parts) => json!(parts.iter().map(|part| part.name()).collect::<Vec<_>>()),
    };
    params.iter().map(|param| (param.name().name().to_owned(), value(param.value()))).collect()
}
