//! Makes the list of common passwords shorter: each as how much of the one before it begins with, and the rest;
//! these, packed.

use std::fs;
use std::path::Path;

use crate::pieces::pack;

/// Writes `common_passwords.rs`: one packed text that has for each password the number of characters it shares with
/// the one before, as a character below any of a password, and its other characters.
pub(crate) fn build(out_dir: &Path, manifest_dir: &Path) {
    let file = manifest_dir.join("data/common_passwords.txt");
    let list = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let (mut entries, mut before) = (Vec::new(), "");
    for word in list.lines() {
        assert!(before < word, "common_passwords.txt: {word} is out of order, or there twice");
        assert!(word.bytes().all(|byte| byte.is_ascii_graphic()), "common_passwords.txt: {word}");
        let shared = word.bytes().zip(before.bytes()).take_while(|(one, other)| one == other);
        let shared = shared.count();
        let count = u8::try_from(shared).ok().filter(|byte| *byte < b' ').expect("words are short");
        entries.push(format!("{}{}", char::from(count), &word[shared..]));
        before = word;
    }
    let packed = pack(&entries.iter().map(String::as_str).collect::<Vec<_>>());
    let (pieces, list) = (packed.pieces(), packed.texts.concat());
    let source = format!(
        "static PIECES: Pieces = {pieces};\nstatic LIST: &[u8] = b\"{}\";\n",
        list.escape_ascii()
    );
    fs::write(out_dir.join("common_passwords.rs"), source).expect("OUT_DIR can be written");
}
