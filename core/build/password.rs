//! Makes the list of common passwords shorter: each as how much of the one before it begins with, and the rest.

use std::fs;
use std::path::Path;

/// Writes `common_passwords.bin`: for each password the number of characters it shares with the one before, as
/// a byte below any character, and its other characters.
pub(crate) fn build(out_dir: &Path, manifest_dir: &Path) {
    let file = manifest_dir.join("data/common_passwords.txt");
    let list = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let (mut out, mut before) = (Vec::new(), "");
    for word in list.lines() {
        assert!(before < word, "common_passwords.txt: {word} is out of order, or there twice");
        assert!(word.bytes().all(|byte| byte.is_ascii_graphic()), "common_passwords.txt: {word}");
        let shared = word.bytes().zip(before.bytes()).take_while(|(one, other)| one == other);
        let shared = shared.count();
        out.push(u8::try_from(shared).ok().filter(|byte| *byte < b' ').expect("words are short"));
        out.extend(&word.as_bytes()[shared..]);
        before = word;
    }
    fs::write(out_dir.join("common_passwords.bin"), out).expect("OUT_DIR can be written");
}
