//! A translator's slips are named by file and line, all at once.

use std::fs;
use std::path::PathBuf;

#[path = "../build/deflated.rs"]
mod deflated;
#[allow(dead_code, clippy::print_stdout, reason = "the build script's entry is not called here")]
#[path = "../build/wording.rs"]
mod wording;

const ENGLISH: &str = "# words\n\nlanguage.tag\ten\nname.too_long\tUp to {max} (now {actual}).\n";

/// What the build says of these files, each a tag and a text.
fn faults(case: &str, files: &[(&str, &str)]) -> Vec<String> {
    wording::table(&folder(case, files)).err().unwrap_or_default()
}

fn folder(case: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("wording").join(case);
    fs::create_dir_all(&folder).expect("cargo gives a folder to write in");
    for (tag, text) in files {
        fs::write(folder.join(format!("{tag}.tsv")), text).expect("the folder is there");
    }
    folder
}

#[test]
fn a_complete_language_is_taken() {
    let german = "\u{FEFF}name.too_long\tHöchstens {max}.\r\nlanguage.tag\tde\r\n";
    let table = wording::table(&folder("complete", &[("en", ENGLISH), ("de", german)])).unwrap();
    assert!(table.contains("static TAGS: [&str; 2]"));
    assert!(
        table.contains(r#"static KEYS: [&str; 2] = ["language.tag", "name.too_long"];"#),
        "{table}"
    );
    let texts = "de\nHöchstens {max}.\nen\nUp to {max} (now {actual}).\n";
    assert!(table.contains(&deflated::text(texts)), "{table}");
}

#[test]
fn every_slip_is_named() {
    let slips = "language.tag\tfr\nname.extra\tA\nname.too_long\t{max} {rule}\n";
    assert_eq!(
        faults("slips", &[("en", ENGLISH), ("de", slips), ("nl", "language.tag\tnl\n")]),
        [
            "wording/de.tsv:2: name.extra is unknown: en.tsv does not have it",
            "wording/de.tsv:3: name.too_long: {rule} is not in the text of en.tsv",
            "wording/de.tsv:1: language.tag must be de, as the file is named",
            "wording/nl.tsv: name.too_long is missing (line 4 of en.tsv)",
        ]
    );
}

#[test]
fn every_bad_line_is_named() {
    for (index, (line, what)) in [
        ("name.too_long", "no tab between key and text"),
        ("name.too_long\t", "name.too_long: the text is empty"),
        ("name.too_long\tA\tB", "name.too_long: a tab or another control character is in the text"),
        (
            "name.too_long\tA ",
            "name.too_long: a space is at the start or end; put the text in double quotes to keep it",
        ),
        (
            "name.too_long\tA {max",
            "name.too_long: braces must be in pairs around a name of small letters, like {suggestion}",
        ),
        (
            "name.too_long\tA } b",
            "name.too_long: braces must be in pairs around a name of small letters, like {suggestion}",
        ),
        ("language.tag\tde", "language.tag is there twice, first in line 1"),
    ]
    .into_iter()
    .enumerate()
    {
        let german = format!("language.tag\tde\n{line}\n");
        let found = faults(&format!("line{index}"), &[("en", ENGLISH), ("de", &german)]);
        assert_eq!(found[0], format!("wording/de.tsv:2: {what}"));
    }
}

#[test]
fn the_reference_is_needed() {
    let found = faults("alone", &[("de", "language.tag\tde\n")]);
    assert_eq!(found, ["wording/en.tsv is missing: it is the reference"]);
}
