//! Every file of vectors is valid under the schema it names, and every case's name is its own.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use toroku::password::{OpenPages, PasswordInputKind, PasswordRules, PasswordStateKind};
use toroku::{Delivery, EffectKind, Field, InputKind, Item, StateKind, Vocabulary};

#[test]
fn every_file_is_valid_under_its_schema() {
    let mut ids = BTreeSet::new();
    for (name, path) in crate::files() {
        let value: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let schema = path.parent().unwrap().join(value["schema"].as_str().unwrap());
        let schema: Value = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let faults: Vec<_> =
            validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
        for list in value.as_object().unwrap().values().filter_map(Value::as_array) {
            for case in list {
                let id = format!("{name}/{}", case["id"].as_str().unwrap());
                assert!(ids.insert(id.clone()), "{id} stands twice");
            }
        }
    }
}

/// What the schemas name besides: the steps that a runner takes by itself, and what the engine's names do not
/// say.
const RUNNERS: [&str; 4] = ["restore", "reminder_due", "registration", "password_setup"];
const SNAPSHOT_ERRORS: [&str; 5] =
    ["not_a_snapshot", "newer", "other_kind", "broken", "rolled_back"];

fn names<T: Vocabulary>() -> BTreeSet<&'static str> {
    T::ALL.iter().map(|one| one.name()).collect()
}

/// Every choice of names in a schema is a whole vocabulary of the engine.
#[test]
fn every_choice_of_a_schema_is_a_vocabulary() {
    let entry = Field::ENTRY.iter().map(|field| field.name()).collect();
    let password = &names::<Field>() - &entry;
    let vocabularies = [
        entry,
        password,
        names::<Item>(),
        names::<InputKind>(),
        names::<StateKind>(),
        names::<EffectKind>(),
        names::<Delivery>(),
        names::<PasswordInputKind>(),
        names::<PasswordStateKind>(),
        names::<PasswordRules>(),
        names::<OpenPages>(),
        BTreeSet::from(SNAPSHOT_ERRORS),
        BTreeSet::new(),
    ];
    let mut seen = BTreeSet::new();
    for entry in fs::read_dir(crate::root().join("schema")).unwrap() {
        let path = entry.unwrap().path();
        let schema: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let mut found = Vec::new();
        choices(&schema, &mut found);
        for choice in found {
            let named: BTreeSet<&str> =
                choice.iter().map(String::as_str).filter(|name| !RUNNERS.contains(name)).collect();
            let at = vocabularies.iter().position(|vocabulary| *vocabulary == named);
            seen.insert(at.unwrap_or_else(|| panic!("{}: {named:?}", path.display())));
        }
    }
    assert_eq!(seen.len(), vocabularies.len(), "a vocabulary stands in no schema");
}

/// The names of every `enum`; the vectors write `nist-b4`.
fn choices(schema: &Value, found: &mut Vec<Vec<String>>) {
    match schema {
        Value::Object(members) => {
            if let Some(choice) = members.get("enum").and_then(Value::as_array) {
                let name = |value: &Value| value.as_str().unwrap().replace('-', "_");
                found.push(choice.iter().map(name).collect());
            }
            members.values().for_each(|member| choices(member, found));
        }
        Value::Array(values) => values.iter().for_each(|value| choices(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
