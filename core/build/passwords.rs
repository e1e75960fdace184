//! Deflates `data/common_passwords.txt` for `src/password/blocklist.rs`.

use std::fs;
use std::path::Path;

use crate::deflated;

/// Writes `common_passwords.rs`.
pub(crate) fn build(out_dir: &Path, root: &Path) {
    let file = root.join("data/common_passwords.txt");
    println!("cargo::rerun-if-changed={}", file.display());
    let list = fs::read_to_string(&file).expect("data/common_passwords.txt can be read");
    let source = format!("static LIST: &[u8] = {};", deflated::text(&list));
    fs::write(out_dir.join("common_passwords.rs"), source).expect("OUT_DIR can be written");
}
