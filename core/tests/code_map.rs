//! The code map of ARCHITECTURE.md against the tree: what it names is there, and what is there it names. And
//! modules use each other one way only.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The paths in the first column of the code map's table.
fn mapped() -> BTreeSet<String> {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("the page is there");
    let (_, map) = page.split_once("## Code map").expect("the page has one");
    let (map, _) = map.split_once("\n## ").expect("others follow it");
    let rows = map.lines().filter(|line| line.starts_with("| `"));
    let first = rows.filter_map(|row| row.trim_start_matches("| ").split(" | ").next());
    let paths: BTreeSet<String> = first
        .flat_map(|cell| cell.split('`').filter(|part| !part.trim().is_empty()))
        .map(|path| path.trim_end_matches('/').to_owned())
        .collect();
    assert!(paths.len() > 40, "{}", paths.len());
    paths
}

#[test]
fn what_the_map_names_is_there() {
    for path in mapped() {
        let there = root().join(&path).exists();
        assert!(there, "{path} is in the code map and not in the tree");
    }
}

#[test]
fn what_is_there_the_map_names() {
    let mapped = mapped();
    for folder in ["core/src", "core", "uniffi", "bindings", "bindings/c/src", "examples", "tests"]
    {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            let path = [folder, &*name].join("/");
            let path_of = root().join(&path);
            let is_source = path_of.is_dir() || path_of.extension().is_some_and(|it| it == "rs");
            // What tools leave there is not of the tree.
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

/// The `.rs` files below a folder.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the tree") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

/// Which modules of a crate each of its modules names by `crate::`, tests apart.
fn uses(crate_root: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let mut files = Vec::new();
    sources(crate_root, &mut files);
    let module = |path: &Path| {
        let inner = path.strip_prefix(crate_root).expect("a file below it");
        let first = inner.components().next().expect("a file").as_os_str().to_str();
        first.expect("a name in ASCII").trim_end_matches(".rs").to_owned()
    };
    let modules: BTreeSet<String> = files.iter().map(|path| module(path)).collect();
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in &files {
        let from = module(path);
        let text = fs::read_to_string(path).expect("a source");
        let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
        let code: String = code.collect::<Vec<_>>().join("\n");
        let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let named = code.split("crate::").skip(1).flat_map(|rest| match rest.strip_prefix('{') {
            // `use crate::{character, width};`
            Some(group) => group
                .split('}')
                .next()
                .unwrap_or_default()
                .split([',', ' ', '\n'])
                .map(str::to_owned)
                .collect(),
            None => vec![rest.chars().take_while(|c| is_name(*c)).collect::<String>()],
        });
        let others = named.filter(|to| *to != from && modules.contains(to)).collect::<Vec<_>>();
        uses.entry(from).or_default().extend(others);
    }
    uses
}

#[test]
fn modules_use_each_other_one_way_only() {
    for root_of in ["core/src", "uniffi/src", "bindings/c/src", "examples/portal/src"] {
        let mut uses = uses(&root().join(root_of));
        // The crate's root re-exports from all.
        uses.remove("lib");
        assert!(uses.len() > 3, "{root_of}");
        // What uses nothing that is left is taken away; a circle stays.
        loop {
            let left: BTreeSet<String> = uses.keys().cloned().collect();
            let free = |to: &BTreeSet<String>| to.is_disjoint(&left);
            let before = uses.len();
            uses.retain(|_, to| !free(to));
            if uses.len() == before {
                break;
            }
        }
        assert!(uses.is_empty(), "{root_of}: a circle is among {uses:?}");
    }
}
