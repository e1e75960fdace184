//! Makes the table of the characters outside A–Z from `data/letters.tsv`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// In place of a number: the next character is so many times 256 farther away.
const FAR: usize = u8::MAX as usize;

/// Writes `letters.rs`: for each character in order, how far it is from the one before, and the number of its
/// spellings; and the spellings.
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
            let before = letters.insert(u32::from(letter), number);
            assert!(before.is_none(), "data/letters.tsv:{}: {letter} is there twice", at + 1);
        }
        spellings.push(match spelling {
            "nothing" => "",
            "space" => " ",
            letters => letters,
        });
    }
    assert!(spellings.len() < FAR);

    let mut table = Vec::new();
    let mut before = 0;
    for (code, number) in letters {
        let distance = (code - before) as usize;
        if distance > 0xFF {
            table.push([distance >> 8, FAR]);
        }
        table.push([distance & 0xFF, number]);
        before = code;
    }
    let mut out = String::new();
    let count = table.len();
    let _ = writeln!(out, "pub(super) const FAR: u8 = {FAR};");
    let _ = writeln!(out, "pub(super) static LETTERS: [[u8; 2]; {count}] = {table:?};");
    let _ = writeln!(out, "pub(super) static SPELLINGS: &str = {:?};", spellings.join("|"));
    fs::write(out_dir.join("letters.rs"), out).expect("OUT_DIR can be written");
}
