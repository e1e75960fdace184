//! `cobol/TOROKU.cpy`: the constants and the two records for COBOL. No name has more than 30 characters, no
//! line goes past column 72.

use std::fmt::Write as _;

use toroku_c::layout::{Column, RECORD, RESULT};
use toroku_c::name::{single_constants, tables};

const PREAMBLE: [&str; 5] = [
    "Toroku for COBOL: constants and records.",
    "COPY it into WORKING-STORAGE. Written from the library's",
    "sources and compared with them; do not change it by hand.",
    "What the constants mean stands in toroku.h: TK-X here is",
    "TOROKU_X there, TC-X is TOROKU_CODE_X (CONV: CONVERTED).",
];

#[test]
fn the_copybook_is_the_sources() {
    let mut book = String::new();
    for line in PREAMBLE {
        writeln!(book, "      *> {line}").unwrap();
    }
    book.push_str("       01  TOROKU-CONSTANTS.\n");
    for (name, value, _) in single_constants() {
        constant(&mut book, &name.replace("TOROKU_", "TK-").replace('_', "-"), value);
    }
    // The names of inputs are for logs of other hosts, and too long here.
    for table in tables().iter().filter(|table| table.name != "input") {
        writeln!(book, "      *>   {}", table.about).unwrap();
        for (number, name) in &table.entries {
            constant(&mut book, &cobol_name(&table.constant(name)), *number);
        }
    }
    record(&mut book, "TOROKU-RECORD", "TR", RECORD);
    record(&mut book, "TOROKU-RESULT", "TS", RESULT);
    for line in book.lines() {
        assert!(line.len() <= 72, "{line}");
        let mut names = line.split([' ', '.']).filter(|word| word.contains('-'));
        assert!(names.all(|name| name.len() <= 30), "{line}");
    }
    crate::settle(&crate::package().join("cobol/TOROKU.cpy"), book.as_bytes());
}

fn cobol_name(constant: &str) -> String {
    let name = match constant.strip_prefix("TOROKU_CODE_") {
        Some(code) => format!("TC-{code}"),
        None => constant.replacen("TOROKU_", "TK-", 1),
    };
    let name = name.replace("CONVERTED", "CONV").replace("APPLICANT_AT_COUNTER", "AT_COUNTER");
    name.replace('_', "-")
}

fn constant(book: &mut String, name: &str, value: u32) {
    let line = format!("           05  {name:<30} BINARY-LONG");
    writeln!(book, "{line} UNSIGNED").unwrap();
    writeln!(book, "                                          VALUE {value}.").unwrap();
}

fn record(book: &mut String, name: &str, prefix: &str, layout: &[Column]) {
    writeln!(book, "       01  {name}.").unwrap();
    for Column { name, size, times, is_digits, .. } in layout {
        let name = format!("{prefix}-{}", name.to_uppercase().replace('_', "-"));
        let picture = format!("PIC {}({size})", if *is_digits { '9' } else { 'X' });
        let times = if *times > 1 { format!(" OCCURS {times}") } else { String::new() };
        writeln!(book, "           05  {name:<24} {picture}{times}.").unwrap();
    }
}
