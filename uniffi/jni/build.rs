//! What Android asks of a library.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var("CARGO_CFG_TARGET_OS").is_ok_and(|target| target == "android") {
        // Android 15 and later load libraries whose segments are aligned to 16 KiB pages only.
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,max-page-size=16384");
    }
}
