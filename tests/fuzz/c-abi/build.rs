//! What the package's own build script makes for its sources; what that says to the linker is not for here.

use std::path::Path;
use std::{env, fs};

#[path = "../../../bindings/c/src/abi/cp932/draw.rs"]
mod cp932;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../../../bindings/c/src/abi/cp932");
    println!("cargo::rustc-check-cfg=cfg(no_back_traces)");
    println!("cargo::rustc-env=TOROKU_ABI_VERSION=0");
    let out = env::var_os("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join("cp932.rs"), cp932::tables())
        .expect("cargo's folder can be written");
}
