//! Turns `wording/*.tsv` into one static table, and stops the build where a language is not complete.
//!
//! `en.tsv` is the reference: every other file has exactly its keys, and for each key no placeholder
//! that the English text does not have. All faults of all files are reported at once, with file and line.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::deflated;

/// The language whose keys and placeholders the others are held to.
const REFERENCE: &str = "en";

/// Writes `wording.rs` into `out_dir` from the files in `manifest_dir/wording`; ends the build where a
/// file has a fault.
pub(crate) fn build(out_dir: &Path, manifest_dir: &Path) {
    let folder = manifest_dir.join("wording");
    println!("cargo::rerun-if-changed={}", folder.display());
    match table(&folder) {
        Ok(table) => fs::write(out_dir.join("wording.rs"), table).expect("OUT_DIR can be written"),
        Err(faults) => {
            for fault in &faults {
                println!("cargo::error={fault}");
            }
            std::process::exit(1);
        }
    }
}

/// The Rust source of the table, or every fault found.
pub(crate) fn table(folder: &Path) -> Result<String, Vec<String>> {
    let mut faults = Vec::new();
    let files = read(folder, &mut faults);
    if let Some(reference) = files.iter().find(|file| file.tag == REFERENCE) {
        for file in &files {
            file.compare(reference, &mut faults);
        }
    } else {
        faults.push(format!("wording/{REFERENCE}.tsv is missing: it is the reference"));
    }
    if faults.is_empty() { Ok(source(&files)) } else { Err(faults) }
}

/// One language's file.
struct File {
    /// The file's name without `.tsv`.
    tag: String,
    entries: BTreeMap<String, Entry>,
}

struct Entry {
    line: usize,
    text: String,
    placeholders: BTreeSet<String>,
}

/// Every file of the folder, in the order of their tags.
fn read(folder: &Path, faults: &mut Vec<String>) -> Vec<File> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            faults.push(format!("{}: {error}", folder.display()));
            return Vec::new();
        }
    };
    let mut files = Vec::new();
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.extension().is_none_or(|extension| extension != "tsv") {
            continue;
        }
        let tag = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        match fs::read_to_string(&path) {
            Ok(text) => files.push(File::parse(tag, &text, faults)),
            Err(error) => faults.push(format!("wording/{tag}.tsv: {error}; save it as UTF-8")),
        }
    }
    files.sort_by(|one, other| one.tag.cmp(&other.tag));
    files
}

impl File {
    fn parse(tag: String, text: &str, faults: &mut Vec<String>) -> Self {
        let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
        // Spreadsheet programs put a byte order mark in front.
        for (index, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let number = index + 1;
            let mut fault = |what: &str| faults.push(format!("wording/{tag}.tsv:{number}: {what}"));
            let Some((key, written)) = line.split_once('\t') else {
                fault("no tab between key and text");
                continue;
            };
            let text = match text_of(written) {
                Ok(text) => text,
                Err(what) => {
                    fault(&format!("{key}: {what}"));
                    continue;
                }
            };
            let placeholders = match placeholders_in(text) {
                Ok(placeholders) => placeholders,
                Err(what) => {
                    fault(&format!("{key}: {what}"));
                    continue;
                }
            };
            if let Some(first) = entries.get(key) {
                let first = first.line;
                fault(&format!("{key} is there twice, first in line {first}"));
                continue;
            }
            let entry = Entry { line: number, text: text.to_owned(), placeholders };
            entries.insert(key.to_owned(), entry);
        }
        Self { tag, entries }
    }

    /// Finds where this file's keys and placeholders are not the reference's.
    fn compare(&self, reference: &Self, faults: &mut Vec<String>) {
        let tag = &self.tag;
        for (key, reference_entry) in &reference.entries {
            if !self.entries.contains_key(key) {
                let line = reference_entry.line;
                let from = format!("line {line} of {REFERENCE}.tsv");
                faults.push(format!("wording/{tag}.tsv: {key} is missing ({from})"));
            }
        }
        for (key, Entry { line, placeholders, .. }) in &self.entries {
            let Some(reference_entry) = reference.entries.get(key) else {
                let what = format!("{key} is unknown: {REFERENCE}.tsv does not have it");
                faults.push(format!("wording/{tag}.tsv:{line}: {what}"));
                continue;
            };
            for name in placeholders.difference(&reference_entry.placeholders) {
                let what = format!("{key}: {{{name}}} is not in the text of {REFERENCE}.tsv");
                faults.push(format!("wording/{tag}.tsv:{line}: {what}"));
            }
        }
        if let Some(entry) = self.entries.get("language.tag")
            && entry.text != *tag
        {
            let what = format!("language.tag must be {tag}, as the file is named");
            faults.push(format!("wording/{tag}.tsv:{}: {what}", entry.line));
        }
    }
}

/// The text itself, without the double quotes that keep spaces at its ends.
fn text_of(written: &str) -> Result<&str, &'static str> {
    let quoted = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let text = quoted.unwrap_or(written);
    if text.chars().any(char::is_control) {
        return Err("a tab or another control character is in the text");
    }
    if quoted.is_none() && text.is_empty() {
        return Err("the text is empty");
    }
    if quoted.is_none() && text.trim() != text {
        return Err("a space is at the start or end; put the text in double quotes to keep it");
    }
    Ok(text)
}

/// The names between braces.
fn placeholders_in(text: &str) -> Result<BTreeSet<String>, &'static str> {
    const FAULT: &str = "braces must be in pairs around a name of small letters, like {suggestion}";
    let mut names = BTreeSet::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let inside = rest[at..].strip_prefix('{').ok_or(FAULT)?;
        let (name, after) = inside.split_once('}').ok_or(FAULT)?;
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
            return Err(FAULT);
        }
        names.insert(name.to_owned());
        rest = after;
    }
    Ok(names)
}

/// The tables: the keys, sorted; and, deflated, the texts of one language after the other, in the order of the keys, each
/// in a line of its own.
fn source(files: &[File]) -> String {
    // All files have the same keys by now.
    let keys: Vec<&str> =
        files.iter().take(1).flat_map(|file| file.entries.keys().map(String::as_str)).collect();
    let tags: Vec<&str> = files.iter().map(|file| file.tag.as_str()).collect();
    let entries = files.iter().flat_map(|file| file.entries.values());
    let texts: String = entries.flat_map(|entry| [&entry.text, "\n"]).collect();
    format!(
        "static TAGS: [&str; {}] = {tags:?};\nstatic KEYS: [&str; {}] = {keys:?};\n\
         static WORDINGS: &[u8] = {};\n",
        tags.len(),
        keys.len(),
        deflated::text(&texts)
    )
}
