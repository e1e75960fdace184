//! The code map of ARCHITECTURE.md against the tree: what it names is there, and what is there it names.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The paths in the first column of the code map's table. `core/src/form.rs` `report.rs` names two files of
/// one folder.
fn mapped() -> BTreeSet<String> {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("the page is there");
    let (_, map) = page.split_once("## Code map").expect("the page has one");
    let (map, _) = map.split_once("\n## ").expect("others follow it");
    let mut paths = BTreeSet::new();
    for row in map.lines().filter(|line| line.starts_with("| `")) {
        let first = row.trim_start_matches("| ").split(" | ").next().unwrap_or_default();
        let mut folder = String::new();
        for path in first.split('`').filter(|part| !part.trim().is_empty()) {
            let path = path.trim_end_matches('/');
            let whole = if path.contains('/') || folder.is_empty() || root().join(path).exists() {
                path.to_owned()
            } else {
                [&*folder, path].join("/")
            };
            if let Some((parent, _)) = whole.rsplit_once('/') {
                parent.clone_into(&mut folder);
            }
            paths.insert(whole);
        }
    }
    assert!(paths.len() > 40, "{}", paths.len());
    paths
}

#[test]
fn what_the_map_names_is_there() {
    for path in mapped() {
        // `tests/*/run` stands for all of them.
        let there = match path.split_once("/*/") {
            Some((folder, file)) => fs::read_dir(root().join(folder))
                .unwrap()
                .any(|entry| entry.unwrap().path().join(file).exists()),
            None => root().join(&path).exists(),
        };
        assert!(there, "{path} is in the code map and not in the tree");
    }
}

#[test]
fn what_is_there_the_map_names() {
    let mapped = mapped();
    for folder in ["core/src", "core", "uniffi", "bindings", "bindings/c/src", "examples", "tests"]
    {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let path = [folder, &*name].join("/");
            let is_source =
                !name.contains('.') || Path::new(&name).extension().is_some_and(|it| it == "rs");
            // What tools leave there is in nobody's map.
            if !is_source || ["target", "output", "node_modules", "Cargo"].contains(&&*name) {
                continue;
            }
            let is_named = mapped
                .iter()
                .any(|named| *named == path || named.starts_with(&[&*path, "/"].concat()));
            assert!(is_named, "{path} is in the tree and not in the code map");
        }
    }
}
