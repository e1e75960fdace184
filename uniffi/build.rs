//! Makes the fingerprint of the API: SHA-256 of the sources' tokens without comments and function bodies, and
//! of the engine's tables, from which the mirrors here are made.
//!
//! A changed wording or comment leaves it alone; an added field, variant, argument or type changes it.

use std::env;
use std::path::PathBuf;

#[path = "build/fingerprint.rs"]
mod fingerprint;

/// The engine's tables, beside this package.
const TABLES: [&str; 2] = ["../core/src/vocabulary", "../core/src/item.rs"];

fn main() {
    println!("cargo::rustc-check-cfg=cfg(no_back_traces)");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let mut sources = Vec::new();
    for path in ["src"].iter().chain(&TABLES) {
        println!("cargo::rerun-if-changed={path}");
        fingerprint::gather(&package.join(path), &mut sources);
    }
    println!("cargo::rustc-env=TOROKU_API={}", fingerprint::of(&sources));
}
