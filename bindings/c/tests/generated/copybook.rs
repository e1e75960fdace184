//! `cobol/TOROKU.cpy`: constants, records and calls for COBOL, with all that is to be known about them. No name
//! has more than 30 characters, no line goes past column 72.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;

use toroku_c::layout::{Column, RECORD, RESULT};
use toroku_c::name::{Table, single_constants, statuses, tables};

use crate::header::{PARTS, functions};

const PREAMBLE: &str = "\
Toroku for COBOL: constants, records and calls. COPY it into WORKING-STORAGE. Written from the library's \
sources and compared with them; do not change it by hand.

A comment stands below its constant and above its column or record. In names, CONV is CONVERTED.

The records come first of all, since most programs need no more: fill TOROKU-RECORD, CALL toroku_record_check or \
toroku_record_register, read TOROKU-RESULT. The calls stand at the end.";

const CALLS: &str = "\
The calls. Every one but toroku_abi_version returns a status, BINARY-LONG UNSIGNED, 0 being TK-OK; what else it can \
return stands with it. Outputs are written on TK-OK only, but for a length with TK-BUFFER-TOO-SMALL. A handle is a \
USAGE POINTER that the call which makes it fills and the call named ..._free takes back. Moments are seconds since \
1970-01-01 00:00 UTC. Every call with a handle can also return TK-NULL, TK-WRONG-HANDLE, TK-FREED-HANDLE and TK-BUSY, \
one with a pointer TK-NULL and TK-OUT-OF-RANGE, one that writes a text TK-BUFFER-TOO-SMALL, and every one TK-BUG.

A text has the encoding that was given when its handle was made, or with the call. Add TK-PADDED to it, as in \
COMPUTE ENCODING = TK-ENCODING-CP932 + TK-PADDED: then spaces and NULs at the end of a text are no part of it, and a \
text that is written is filled up with spaces. Write BY VALUE SIZE AUTO once in a CALL, so that each value has the \
length of its item. What follows is the order of the parameters.";

#[test]
fn the_copybook_is_the_sources() {
    let mut book = String::new();
    comment(&mut book, PREAMBLE);
    record(&mut book, "TOROKU-RECORD", "TR", "One applicant.", RECORD);
    record(&mut book, "TOROKU-RESULT", "TS", "What became of a record.", RESULT);
    book.push_str("       01  TOROKU-CONSTANTS.\n");
    for (name, value, about) in single_constants() {
        constant(&mut book, &cobol_name(name), value, about);
    }
    let meanings = meanings();
    // The names of inputs are for logs of other hosts, and too long here.
    for table in tables().iter().filter(|table| table.name != "input") {
        comment(&mut book, &format!("{}.", table.about));
        for (number, name) in &table.entries {
            let about = meaning(table, name, &meanings);
            constant(&mut book, &cobol_name(&table.constant(name)), *number, &about);
        }
    }
    comment(&mut book, CALLS);
    for (file, title) in PARTS {
        comment(&mut book, &format!("---- {title}"));
        calls(&mut book, &functions(file));
    }
    for line in book.lines() {
        assert!(line.len() <= 72, "{line}");
        assert!(line.is_ascii(), "{line}");
        let is_code = !line[6..].starts_with('*');
        let mut names = line.split([' ', '.']).filter(|word| word.contains('-'));
        assert!(!is_code || names.all(|name| name.len() <= 30), "{line}");
    }
    crate::settle(&crate::package().join("cobol/TOROKU.cpy"), book.as_bytes());
}

/// What the rows of the vocabularies' tables say, by table and name.
fn meanings() -> HashMap<(String, String), String> {
    let folder = crate::root().join("core/src/vocabulary");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let own = crate::package().join("src/abi/number.rs");
    let item = crate::root().join("core/src/item.rs");
    let mut meanings = HashMap::new();
    for file in files.chain([own, item]) {
        let (mut table, mut about) = (String::new(), String::new());
        for line in fs::read_to_string(&file).unwrap().lines().map(str::trim) {
            let quoted = line.split('"').nth(1);
            if let Some(text) = line.strip_prefix("/// ") {
                about = [about.trim_end(), text].join(" ").trim_start().into();
                continue;
            }
            let is_row = line.starts_with(|c: char| c.is_ascii_digit());
            match quoted {
                // The table of fields, each with its items.
                Some(name) if is_row && line.contains('{') => {
                    meanings.insert(("field".into(), name.into()), about.clone());
                    table = "item".into();
                }
                Some(name) if is_row => {
                    meanings.insert((table.clone(), name.into()), about.clone());
                }
                Some(name) if line.ends_with(['{', '"']) && !name.contains(' ') => {
                    table = name.into();
                }
                None if line == "password {" && table == "item" => table = "field".into(),
                _ => {}
            }
            about.clear();
        }
    }
    meanings
}

/// What a constant means.
fn meaning(table: &Table, name: &str, meanings: &HashMap<(String, String), String>) -> String {
    match table.name {
        "status" => statuses().find(|(known, _)| *known == name).unwrap().1.into(),
        "table" => {
            let tables = tables();
            tables.iter().find(|table| table.name == name).unwrap().about.to_lowercase()
        }
        // The catalogue's wording, with its gaps.
        "code" => {
            let code = toroku::Code::by_name(name).unwrap();
            toroku::Language::ENGLISH.code(code)
        }
        _ => {
            let found = meanings.get(&(table.name.into(), name.into()));
            found.unwrap_or_else(|| panic!("{} {name} has no meaning", table.name)).clone()
        }
    }
}

fn cobol_name(constant: &str) -> String {
    let name = match constant.strip_prefix("TOROKU_CODE_") {
        Some(code) => format!("TC-{code}"),
        None => constant.replacen("TOROKU_", "TK-", 1),
    };
    let name = name.replace("CONVERTED", "CONV").replace("APPLICANT_AT_COUNTER", "AT_COUNTER");
    name.replace('_', "-")
}

/// A text as lines of comments, with the constants' names as they are in COBOL.
fn comment(book: &mut String, text: &str) {
    const WIDTH: usize = 62;
    for paragraph in text.split("\n\n") {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let word = in_cobol(word);
            if line.len() + 1 + word.len() > WIDTH {
                writeln!(book, "      *> {line}").unwrap();
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&word);
        }
        writeln!(book, "      *> {line}").unwrap();
    }
}

/// A word whose constant, where it has one, has its name in COBOL.
fn in_cobol(word: &str) -> String {
    let word = word.replace('`', "");
    let word = word.replace(['“', '”'], "\"").replace(['’', '‘'], "'").replace('–', "-");
    let Some(start) = word.find("TOROKU_") else { return word };
    let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let end = word[start..].find(|c| !is_name(c)).map_or(word.len(), |end| start + end);
    word[..start].to_owned() + &cobol_name(&word[start..end]) + &word[end..]
}

fn constant(book: &mut String, name: &str, value: u32, about: &str) {
    let line = format!("           05  {name:<30} BINARY-LONG");
    writeln!(book, "{line} UNSIGNED").unwrap();
    writeln!(book, "                                          VALUE {value}.").unwrap();
    let name = name.to_lowercase();
    // What is said in Japanese alone, of the sexes, the name says too.
    if about.is_ascii() && !name.ends_with(&format!("-{}", about.to_lowercase())) {
        comment(book, &format!("  {about}"));
    }
}

fn record(book: &mut String, name: &str, prefix: &str, about: &str, layout: &[Column]) {
    comment(book, about);
    writeln!(book, "       01  {name}.").unwrap();
    for Column { name, size, times, is_digits, about } in layout {
        let name = format!("{prefix}-{}", name.to_uppercase().replace('_', "-"));
        let picture = format!("PIC {}({size})", if *is_digits { '9' } else { 'X' });
        let times = if *times > 1 { format!(" OCCURS {times}") } else { String::new() };
        comment(book, about);
        writeln!(book, "           05  {name:<24} {picture}{times}.").unwrap();
    }
}

/// The functions of a part of the header as calls.
fn calls(book: &mut String, part: &str) {
    for declaration in part.split("/*").filter(|text| !text.trim().is_empty()) {
        let (about, prototype) = declaration.split_once("*/").unwrap();
        let about: Vec<&str> =
            about.lines().map(|line| line.trim_start_matches([' ', '*'])).collect();
        let (head, parameters) = prototype.trim().trim_end_matches(';').split_once('(').unwrap();
        let name = head.rsplit([' ', '*']).next().unwrap();
        writeln!(book, "      *>").unwrap();
        writeln!(book, "      *> CALL \"{name}\" USING").unwrap();
        for parameter in parameters.trim_end_matches(')').split(',').map(str::trim) {
            if parameter != "void" {
                writeln!(book, "      *>     {}", using(parameter)).unwrap();
            }
        }
        comment(book, &about.join(" "));
    }
}

/// A parameter in COBOL: how it is passed, its name, and what it is.
fn using(parameter: &str) -> String {
    let at = parameter.rfind([' ', '*']).unwrap() + 1;
    let (kind, name) = parameter.split_at(at);
    let kind = kind.replace(' ', "");
    let (way, item) = match kind.as_str() {
        "uint32_t" | "toroku_status" => ("VALUE", "BINARY-LONG UNSIGNED"),
        "uint64_t" => ("VALUE", "BINARY-DOUBLE UNSIGNED"),
        "int64_t" => ("VALUE", "BINARY-DOUBLE"),
        "uint32_t*" => ("REFERENCE", "BINARY-LONG UNSIGNED"),
        "uint64_t*" => ("REFERENCE", "BINARY-DOUBLE UNSIGNED"),
        "int64_t*" => ("REFERENCE", "BINARY-DOUBLE"),
        "constchar*" | "constuint8_t*" | "char*" | "uint8_t*" => ("REFERENCE", "PIC X(n)"),
        "constuint16_t*" => ("REFERENCE", "BINARY-SHORT UNSIGNED, many"),
        "constuint32_t*" => ("REFERENCE", "BINARY-LONG UNSIGNED, many"),
        "constuint64_t*" => ("REFERENCE", "BINARY-DOUBLE UNSIGNED, many"),
        "constchar*const*" => ("REFERENCE", "POINTER, many"),
        handle if handle.starts_with("toroku_") && handle.ends_with("**") => {
            ("REFERENCE", "POINTER")
        }
        handle if handle.contains("toroku_") && handle.ends_with('*') => ("VALUE", "POINTER"),
        other => panic!("{other} is not read"),
    };
    format!("BY {way:<9} {name:<17} {item}")
}
