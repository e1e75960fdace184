//! What the vectors must cover: every input in every state, every code; and what is drawn from them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use serde_json::Value;
use toroku::{Code, InputKind, StateKind};

use crate::registrations::{File, Run};

const PAIRS: &str = "registrations/pairs.json";

#[test]
fn every_input_in_every_state_has_a_case() {
    let file: File = crate::read(PAIRS);
    let mut seen = BTreeSet::new();
    for case in &file.cases {
        let mut run = Run::new(&file, case);
        run.reach(&file, case);
        let [step] = &case.steps[..] else { panic!("{}: one step", case.id) };
        seen.insert((run.registration.state().kind().name(), step.input.clone()));
    }
    for state in StateKind::ALL {
        for input in InputKind::ALL {
            let pair = (state.name(), input.name().to_owned());
            assert!(seen.contains(&pair), "no case for {} in {}", pair.1, pair.0);
        }
    }
}

#[test]
fn every_code_is_reached() {
    let mut named = BTreeSet::new();
    for (name, path) in crate::files() {
        if name == "notifications.json" {
            continue;
        }
        let value: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        expected_texts(&value, false, &mut named);
    }
    // Refused inputs have a code of their own, which `misuse: not_accepted` stands for, and so have
    // snapshots that cannot be used. What only a record can have has its cases elsewhere.
    assert!(named.contains("not_accepted") && named.contains("broken"));
    let records =
        Code::ALL.iter().map(|code| code.name()).filter(|name| name.starts_with("record."));
    named.extend(
        ["flow.invalid_event", "flow.snapshot_invalid"]
            .into_iter()
            .chain(records)
            .map(String::from),
    );
    let missing: Vec<_> =
        Code::ALL.iter().map(|code| code.name()).filter(|name| !named.contains(*name)).collect();
    assert!(missing.is_empty(), "no vector reaches {missing:?}");
}

/// Every text that stands somewhere under an `expect`.
fn expected_texts(value: &Value, inside: bool, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if inside => {
            found.insert(text.clone());
        }
        Value::Array(values) => values.iter().for_each(|v| expected_texts(v, inside, found)),
        Value::Object(members) => {
            for (key, member) in members {
                expected_texts(member, inside || key == "expect", found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

const BEGIN: &str = "<!-- state diagram: drawn from tests/vectors/registrations/pairs.json -->\n";
const END: &str = "<!-- end of the state diagram -->\n";

/// `TOROKU_DRAW=1 cargo test -p toroku --test vectors diagram` draws it anew.
#[test]
fn the_state_diagram_is_the_vectors() {
    let file: File = crate::read(PAIRS);
    let mut edges: BTreeMap<(usize, usize), BTreeSet<String>> = BTreeMap::new();
    let index = |name: &str| StateKind::ALL.iter().position(|state| state.name() == name).unwrap();
    for case in &file.cases {
        let step = &case.steps[0];
        let expected = step.expect.as_ref().unwrap();
        if expected.is_accepted() {
            let from = case.from.as_deref().unwrap().split('-').next().unwrap();
            let edge = edges.entry((index(from), index(&expected.state))).or_default();
            edge.insert(step.input.clone());
        }
    }
    let mut diagram = String::from("```mermaid\nstateDiagram-v2\n    [*] --> start\n");
    for ((from, to), inputs) in edges {
        let in_order = InputKind::ALL.iter().map(|input| input.name());
        let names: Vec<_> = in_order.filter(|name| inputs.contains(*name)).collect();
        let (from, to) = (StateKind::ALL[from], StateKind::ALL[to]);
        writeln!(diagram, "    {from} --> {to}: {}", names.join(", ")).unwrap();
    }
    diagram.push_str("```\n");

    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../ARCHITECTURE.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(BEGIN).expect("the page has a place for the diagram");
    let (drawn, after) = rest.split_once(END).expect("the place ends");
    if env::var_os("TOROKU_DRAW").is_some() {
        fs::write(path, [before, BEGIN, &diagram, END, after].concat()).unwrap();
    } else {
        assert_eq!(drawn, diagram, "draw it anew: see the test");
    }
}
