//! Names the shared library by its ABI, so that a program finds the one it was linked with, and draws the tables of
//! CP932.

use std::path::Path;
use std::{env, fs};

#[path = "src/abi/cp932/draw.rs"]
mod cp932;

/// Counts up when a program that was linked before can no longer run with this library.
const ABI_VERSION: u32 = 0;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/abi/cp932/draw.rs");
    println!("cargo::rustc-check-cfg=cfg(no_back_traces)");
    println!("cargo::rustc-env=TOROKU_ABI_VERSION={ABI_VERSION}");
    if env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libtoroku.so.{ABI_VERSION}");
        // A missing symbol stops the build here, not a user's program.
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,defs");
    }

    if env::var_os("CARGO_FEATURE_CP932").is_some() {
        let out = env::var_os("OUT_DIR").expect("cargo sets it");
        fs::write(Path::new(&out).join("cp932.rs"), cp932::tables())
            .expect("cargo's folder can be written");
    }
}
