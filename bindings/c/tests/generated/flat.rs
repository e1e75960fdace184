//! `tests/vectors/flat/`: the vectors in lines, for runners in languages without JSON.
//!
//! A line is a path, a tab and a value: `steps.0.expect.state<TAB>entry`. `case<TAB>id` begins a case; what
//! stands before the first belongs to the file. `path.#` is how many members a list or object has. In values a
//! backslash, tab, line feed and carriage return are `\\`, `\t`, `\n` and `\r`, and other control
//! characters `\xHH`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

#[test]
fn the_flat_vectors_are_the_vectors() {
    let vectors = crate::root().join("tests/vectors");
    let mut count = 0;
    for folder in ["", "fields", "registrations"] {
        for entry in fs::read_dir(vectors.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let name = path.strip_prefix(&vectors).unwrap().with_extension("txt");
                let text = fs::read_to_string(&path).unwrap();
                let flat = flattened(&serde_json::from_str(&text).unwrap());
                crate::settle(&vectors.join("flat").join(flat_name(&name)), flat.as_bytes());
                count += 1;
            }
        }
    }
    assert!(count >= 17, "{count} files");
}

/// One folder: `fields/sex.txt` is `fields-sex.txt`.
fn flat_name(name: &Path) -> String {
    name.to_str().unwrap().replace('/', "-")
}

fn flattened(file: &Value) -> String {
    let mut flat = String::new();
    let members = file.as_object().unwrap();
    // The lists whose members are cases of their own.
    let is_cases = |value: &Value| {
        value.as_array().is_some_and(|list| list.iter().all(|one| one.get("id").is_some()))
    };
    for (name, value) in members.iter().filter(|(_, value)| !is_cases(value)) {
        if name != "schema" && name != "comment" {
            lines(&mut flat, name, value);
        }
    }
    for (name, value) in members.iter().filter(|(_, value)| is_cases(value)) {
        for case in value.as_array().unwrap() {
            line(&mut flat, "case", case["id"].as_str().unwrap());
            line(&mut flat, "list", name);
            for (name, value) in case.as_object().unwrap() {
                if !["id", "comment"].contains(&name.as_str()) {
                    lines(&mut flat, name, value);
                }
            }
        }
    }
    flat
}

fn lines(flat: &mut String, path: &str, value: &Value) {
    match value {
        Value::Null => {}
        Value::Bool(value) => line(flat, path, if *value { "1" } else { "0" }),
        Value::Number(number) => line(flat, path, &number.to_string()),
        Value::String(text) => line(flat, path, text),
        Value::Array(list) => {
            line(flat, &format!("{path}.#"), &list.len().to_string());
            for (at, member) in list.iter().enumerate() {
                lines(flat, &format!("{path}.{at}"), member);
            }
        }
        Value::Object(members) => {
            line(flat, &format!("{path}.#"), &members.len().to_string());
            for (name, member) in members.iter().filter(|(name, _)| *name != "note") {
                lines(flat, &format!("{path}.{name}"), member);
            }
        }
    }
}

fn line(flat: &mut String, path: &str, value: &str) {
    write!(flat, "{path}\t").unwrap();
    for c in value.chars() {
        match c {
            '\\' => flat.push_str("\\\\"),
            '\t' => flat.push_str("\\t"),
            '\n' => flat.push_str("\\n"),
            '\r' => flat.push_str("\\r"),
            '\0'..='\u{1F}' | '\u{7F}' => write!(flat, "\\x{:02x}", u32::from(c)).unwrap(),
            _ => flat.push(c),
        }
    }
    flat.push('\n');
}
