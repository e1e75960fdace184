//! `symbols.txt`: every function of the header, which are all the symbols that the library exports. Its lines
//! are what the ABI version promises: none goes away while the number stays.

use std::collections::BTreeSet;
use std::fs;

use crate::header::PARTS;

#[test]
fn the_symbol_list_is_the_sources() {
    let mut names = BTreeSet::new();
    for (file, _) in PARTS {
        let source =
            fs::read_to_string(crate::package().join(format!("src/api/{file}.rs"))).unwrap();
        let mut lines = source.lines();
        while let Some(line) = lines.next() {
            if line == "#[unsafe(no_mangle)]" {
                let signature = lines.next().unwrap();
                let name = signature.split("fn ").nth(1).unwrap().split('(').next().unwrap();
                assert!(name.len() <= 30, "{name} is too long for COBOL");
                names.insert(name.to_owned());
            }
        }
    }
    let all_exports: usize = fs::read_dir(crate::package().join("src/api"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|file| fs::read_to_string(file).unwrap())
        .map(|source| source.matches("\n#[unsafe(no_mangle)]\n").count())
        .sum();
    assert_eq!(names.len(), all_exports, "a file with functions is not part of the header");
    let list = names.iter().fold(String::new(), |list, name| list + name + "\n");
    crate::settle(&crate::package().join("symbols.txt"), list.as_bytes());
}
