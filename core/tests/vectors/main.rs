//! Runs the cases of `tests/vectors` through the public API. The runner holds no rules: what is expected
//! stands in the vectors, which every language's runner reads.

#![allow(clippy::unwrap_used, reason = "a vector that cannot be read fails its test")]
#![allow(clippy::print_stdout, reason = "how many cases ran")]

use std::fs;
use std::path::PathBuf;

mod coverage;
mod fields;
mod format;
mod notifications;
mod password;
mod registrations;
#[path = "../sample/mod.rs"]
mod sample;
mod schema;
mod searches;
mod snapshots;
mod user_ids;
mod world;

/// The folder of the vectors.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors")
}

/// Every file of vectors, by its path in the folder, with the same slashes on Windows.
fn files() -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    for folder in ["", "fields", "registrations"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let name = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
                found.push((name, path));
            }
        }
    }
    found.sort();
    found
}

fn read<T: for<'de> serde::Deserialize<'de>>(name: &str) -> T {
    let text = fs::read_to_string(root().join(name)).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}
