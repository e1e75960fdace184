//! Makes the table of the letters outside A–Z from `data/letters.tsv`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Writes `letters.rs`: the letters in order, the number of each one's spelling, and the spellings.
pub(crate) fn build(out_dir: &Path, root: &Path) {
    let file = root.join("data/letters.tsv");
    println!("cargo::rerun-if-changed={}", file.display());
    let text = fs::read_to_string(&file).expect("data/letters.tsv can be read");
    let rows = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
    let mut spellings = Vec::new();
    let mut letters = BTreeMap::new();
    for (at, line) in rows {
        let number = spellings.len();
        let (spelling, its_letters) = line.split_once('\t').expect("a tab in each line");
        for letter in its_letters.chars() {
            let before = letters.insert(letter, number);
            assert!(before.is_none(), "data/letters.tsv:{}: {letter} is there twice", at + 1);
        }
        spellings.push(spelling);
    }

    let codes: Vec<u32> = letters.keys().map(|letter| u32::from(*letter)).collect();
    let numbers: Vec<_> = letters.values().collect();
    let mut out = String::new();
    let count = codes.len();
    let _ = writeln!(out, "pub(super) static LETTERS: [u16; {count}] = {codes:?};");
    let _ = writeln!(out, "pub(super) static SPELLING_OF: [u8; {count}] = {numbers:?};");
    let _ = writeln!(out, "pub(super) static SPELLINGS: &str = {:?};", spellings.join(" "));
    fs::write(out_dir.join("letters.rs"), out).expect("OUT_DIR can be written");
}
