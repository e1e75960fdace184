//! Names the shared library by its ABI, so that a program finds the one it was linked with, and draws the tables of
//! Japanese encodings.

use std::path::Path;
use std::{env, fs};

#[path = "src/abi/japanese/draw.rs"]
mod japanese;

/// Counts up when a program that was linked before can no longer run with this library.
const ABI_VERSION: u32 = 0;

const EBCDIC: &str = "data/ebcdic.tsv";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/abi/japanese/draw.rs");
    println!("cargo::rerun-if-changed={EBCDIC}");
    println!("cargo::rustc-check-cfg=cfg(no_back_traces)");
    println!("cargo::rustc-env=TOROKU_ABI_VERSION={ABI_VERSION}");
    if env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libtoroku.so.{ABI_VERSION}");
        // A missing symbol stops the build here, not a user's program.
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,defs");
    }

    if env::var_os("CARGO_FEATURE_CP932").is_some() {
        let out = env::var_os("OUT_DIR").expect("cargo sets it");
        let is_ebcdic = env::var_os("CARGO_FEATURE_EBCDIC").is_some();
        let ebcdic = is_ebcdic.then(|| fs::read_to_string(EBCDIC).expect("it lies beside"));
        fs::write(Path::new(&out).join("japanese.rs"), japanese::tables(ebcdic.as_deref()))
            .expect("cargo's folder can be written");
    }
}
