//! Draws the tables of Japanese encodings, and gives the ABI its number.

use std::path::Path;
use std::{env, fs};

#[path = "src/abi/japanese/draw.rs"]
mod japanese;

/// Counts up when a program that was linked before can no longer run with this library. The shared library is named by it
/// (`install.sh`), so that a program finds the one it was linked with.
const ABI_VERSION: u32 = 0;

const EBCDIC: &str = "data/ebcdic.tsv";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/abi/japanese/draw.rs");
    println!("cargo::rerun-if-changed={EBCDIC}");
    println!("cargo::rustc-check-cfg=cfg(no_back_traces)");
    println!("cargo::rustc-env=TOROKU_ABI_VERSION={ABI_VERSION}");

    if env::var_os("CARGO_FEATURE_CP932").is_some() {
        let out = env::var_os("OUT_DIR").expect("cargo sets it");
        let is_ebcdic = env::var_os("CARGO_FEATURE_EBCDIC").is_some();
        let ebcdic = is_ebcdic.then(|| fs::read_to_string(EBCDIC).expect("it lies beside"));
        fs::write(Path::new(&out).join("japanese.rs"), japanese::tables(ebcdic.as_deref()))
            .expect("cargo's folder can be written");
    }
}
