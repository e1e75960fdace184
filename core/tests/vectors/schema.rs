//! Every file of vectors is valid under the schema it names, and every case's name is its own.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

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
