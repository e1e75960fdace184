//! The fingerprint of an engine: SHA-256 of its sources, tables and wordings.
//!
//! Two programs with the same one say the same of every text, in the same words. The portal's build has it too, so that a
//! page never checks by another engine than the server.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

/// What of the engine's folder makes it what it is.
const PARTS: [&str; 6] = ["Cargo.toml", "build", "build.rs", "data", "src", "wording"];

/// Hands the fingerprint of the engine in this folder to the crate, as the variable `ENGINE_FINGERPRINT`.
///
/// Cargo hands it to what it runs, too: the portal takes every variable with `TOROKU_` before its name for a setting.
pub(crate) fn publish(core: &Path) {
    let mut hash = Sha256::new();
    for part in PARTS {
        let path = core.join(part);
        println!("cargo::rerun-if-changed={}", path.display());
        add(&path, part, &mut hash);
    }
    let mut hex = String::new();
    for byte in hash.finalize() {
        write!(hex, "{byte:02x}").expect("a string takes all");
    }
    println!("cargo::rustc-env=ENGINE_FINGERPRINT={hex}");
}

/// Adds a file, or every one under a folder, by name and content.
fn add(path: &Path, name: &str, hash: &mut Sha256) {
    if path.is_dir() {
        let entries = fs::read_dir(path).expect("the engine has its sources");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("a readable folder").file_name())
            .map(|name| name.into_string().expect("the sources have names in ASCII"))
            .collect();
        // The order in which a file system lists its files says nothing about the engine.
        names.sort();
        for inner in names {
            add(&path.join(&inner), &format!("{name}/{inner}"), hash);
        }
    } else {
        let content = fs::read(path).expect("a file that was just listed");
        hash.update(format!("{name} {}\n", content.len()));
        hash.update(content);
    }
}
