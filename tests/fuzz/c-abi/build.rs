//! What the package's own build script makes for its sources; what that says to the linker is not for here.

use std::path::Path;
use std::{env, fs};

#[path = "../../../bindings/c/src/abi/japanese/draw.rs"]
mod japanese;

const EBCDIC: &str = "../../../bindings/c/data/ebcdic.tsv";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../../../bindings/c/src/abi/japanese");
    println!("cargo::rustc-check-cfg=cfg(no_back_traces)");
    println!("cargo::rustc-env=TOROKU_ABI_VERSION=0");
    let out = env::var_os("OUT_DIR").expect("cargo sets it");
    println!("cargo::rerun-if-changed={EBCDIC}");
    let ebcdic = fs::read_to_string(EBCDIC).expect("it lies with the package");
    fs::write(Path::new(&out).join("japanese.rs"), japanese::tables(Some(&ebcdic)))
        .expect("cargo's folder can be written");
}
