//! What is generated and committed is what would be generated now: the header, the copybook, the symbol list,
//! the tables of the README, the flat vectors.
//!
//! `TOROKU_DRAW=1 cargo test -p toroku-c --test generated` writes them anew.

#![allow(clippy::unwrap_used, reason = "a file that cannot be read fails its test")]

use std::path::{Path, PathBuf};
use std::{env, fs};

mod copybook;
mod flat;
mod golden;
mod header;
mod readme;
mod record_cases;
mod symbols;

/// The folder of the package.
fn package() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the repository.
fn root() -> PathBuf {
    package().join("../..")
}

/// Compares a committed file with what it must be, or writes it.
fn settle(path: &Path, wanted: &[u8]) {
    if env::var_os("TOROKU_DRAW").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        return fs::write(path, wanted).unwrap();
    }
    let found = fs::read(path).unwrap_or_default();
    assert!(found == wanted, "{} is not what is generated now: write it anew", path.display());
}
