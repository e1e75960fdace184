//! Finds the portal's languages: every file of `text/` is one, so that a translator adds a file and nothing
//! else. And makes the engine's fingerprint, by which the package for pages is known to hold the same one.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "../../bindings/wasm/build/fingerprint.rs"]
mod fingerprint;

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    fingerprint::publish(&root.join("../../core"));
    let folder = root.join("text");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the folder text/ is part of the sources")
        .map(|entry| entry.expect("a folder just opened can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "tsv"))
        .collect();
    files.sort();
    let mut code = String::from("static FILES: &[(&str, &str)] = &[\n");
    for file in &files {
        println!("cargo::rerun-if-changed={}", file.display());
        let tag = file.file_stem().and_then(|stem| stem.to_str()).expect("a tag is ASCII");
        writeln!(code, "    ({tag:?}, include_str!({:?})),", file.display().to_string())
            .expect("a string takes all");
    }
    code.push_str("];\n");
    let out = env::var_os("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join("texts.rs"), code).expect("the output folder is cargo's own");
}
