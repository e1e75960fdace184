//! Names the shared library by its ABI, so that a program finds the one it was linked with.

/// Counts up when a program that was linked before can no longer run with this library.
const ABI_VERSION: u32 = 0;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-env=TOROKU_ABI_VERSION={ABI_VERSION}");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libtoroku.so.{ABI_VERSION}");
        // A missing symbol stops the build here, not a user's program.
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,defs");
    }
}
