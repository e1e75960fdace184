//! What the border's own build script says to its sources; what that says to the linker is not for here.

fn main() {
    println!("cargo::rustc-env=TOROKU_ABI_VERSION=0");
}
