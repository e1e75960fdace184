//! The tables of the README that come from the code.

use std::fmt::Write as _;
use std::{env, fs};

use toroku_c::layout::{Column, RECORD, RESULT};

#[test]
fn the_tables_of_the_readme_are_the_layout() {
    let path = crate::package().join("README.md");
    let mut page = fs::read_to_string(&path).unwrap();
    for (name, layout) in [("record", RECORD), ("result", RESULT)] {
        let begin = format!("<!-- {name} layout: from src/records/layout.rs -->\n");
        let end = format!("<!-- end of the {name} layout -->\n");
        let (before, rest) = page.split_once(&begin).expect("the page has the table");
        let (drawn, after) = rest.split_once(&end).expect("the table ends");
        let wanted = table(layout);
        if env::var_os("TOROKU_DRAW").is_some() {
            page = [before, &begin, &wanted, &end, after].concat();
        } else {
            assert_eq!(drawn, wanted, "write it anew: see main.rs");
        }
    }
    if env::var_os("TOROKU_DRAW").is_some() {
        fs::write(path, page).unwrap();
    }
}

fn table(layout: &[Column]) -> String {
    let mut table = "| at | bytes | name | what |\n| ---: | ---: | --- | --- |\n".to_owned();
    let mut at = 0;
    for Column { name, size, times, about, .. } in layout {
        let bytes = if *times > 1 { format!("{times} × {size}") } else { size.to_string() };
        writeln!(table, "| {at} | {bytes} | `{name}` | {about} |").unwrap();
        at += size * times;
    }
    writeln!(table, "| {at} | | | end |").unwrap();
    table
}
