//! Makes the fingerprint of the engine that this package holds.

use std::env;
use std::path::PathBuf;

#[path = "build/fingerprint.rs"]
mod fingerprint;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    fingerprint::publish(&package.join("../../core"));
}
