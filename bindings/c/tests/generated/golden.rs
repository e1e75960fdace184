//! The headers of the versions that were released, in `tests/golden/VERSION`: what is now may add to them and
//! takes nothing away, so that a program which was compiled with one runs with this library.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// What a program takes from a header: all that may only grow while the ABI version stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Promise {
    /// Constants and their values.
    constants: BTreeMap<String, String>,
    /// Functions, and their types with the parameters' names left out.
    functions: BTreeMap<String, String>,
    /// Other types, word for word.
    types: BTreeMap<String, String>,
    /// The records' columns: where each begins and how long it is.
    columns: BTreeMap<String, (usize, usize)>,
}

impl Promise {
    /// What of `old` is not so any more.
    fn broken_since(&self, old: &Self) -> Vec<String> {
        let mut broken = Vec::new();
        missed("constant", &old.constants, &self.constants, &mut broken);
        missed("function", &old.functions, &self.functions, &mut broken);
        missed("type", &old.types, &self.types, &mut broken);
        // What was reserved may be used; everything else stays where it is, and the whole as long as it is.
        let used = |columns: &BTreeMap<String, (usize, usize)>| {
            let mut columns = columns.clone();
            columns.retain(|name, _| !name.ends_with(".reserved"));
            columns
        };
        missed("column", &used(&old.columns), &used(&self.columns), &mut broken);
        for (name, (at, size)) in used(&self.columns) {
            let record = name.split('.').next().unwrap();
            let Some((from, length)) = old.columns.get(&format!("{record}.reserved")) else {
                continue;
            };
            let is_old = old.columns.contains_key(&name);
            if !is_old && (at < *from || at + size > from + length) {
                broken.push(format!("column {name} is not in what was reserved"));
            }
        }
        broken
    }
}

fn missed<T: PartialEq + std::fmt::Debug>(
    what: &str,
    old: &BTreeMap<String, T>,
    new: &BTreeMap<String, T>,
    broken: &mut Vec<String>,
) {
    for (name, was) in old {
        match new.get(name) {
            None => broken.push(format!("{what} {name} is gone")),
            Some(is) if is != was => broken.push(format!("{what} {name} was {was:?}, is {is:?}")),
            Some(_) => {}
        }
    }
}

/// Reads a header: its layout is this project's own, so that a few rules read all of it.
fn header(text: &str) -> Promise {
    let mut promise = Promise::default();
    let mut text = without_comments(text);
    for line in text.lines().filter_map(|line| line.strip_prefix("#define ")) {
        if let Some((name, value)) = line.split_once(' ') {
            promise.constants.insert(name.into(), value.trim().into());
        }
    }
    text = text.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n");
    text = text.replace("extern \"C\" {", "");
    while let Some((before, rest)) = text.split_once(" {") {
        let (before, name) = before.rsplit_once("typedef struct toroku_").unwrap();
        let (members, after) = rest.split_once('}').unwrap();
        structure(name, members, &mut promise);
        text = before.to_owned() + after.split_once(';').unwrap().1;
    }
    for declaration in text.split(';').map(words).filter(|text| !text.is_empty() && text != "}") {
        if let Some((head, parameters)) = declaration.split_once('(') {
            let (returned, name) = head.rsplit_once(' ').unwrap();
            let parameters: Vec<String> =
                parameters.trim_end_matches(')').split(',').map(parameter_type).collect();
            let kind = format!("{returned} ({})", parameters.join(", "));
            promise.functions.insert(name.into(), kind);
        } else {
            let name = declaration.rsplit(' ').next().unwrap().to_owned();
            promise.types.insert(name, declaration);
        }
    }
    promise
}

/// The members of a record: characters only, one after the other.
fn structure(record: &str, members: &str, promise: &mut Promise) {
    let mut at = 0;
    for member in members.split(';').map(words).filter(|member| !member.is_empty()) {
        let member = member.strip_prefix("char ").expect("records are characters");
        let (name, sizes) = member.split_once('[').unwrap();
        let sizes = sizes.trim_end_matches(']').split("][");
        let size = sizes.map(|size| size.parse::<usize>().unwrap()).product();
        promise.columns.insert(format!("{record}.{name}"), (at, size));
        at += size;
    }
    promise.columns.insert(format!("{record} in all"), (0, at));
}

fn without_comments(text: &str) -> String {
    let mut parts = text.split("/*");
    let mut kept = parts.next().unwrap().to_owned();
    for part in parts {
        kept += part.split_once("*/").unwrap().1;
    }
    kept
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `const uint8_t *record` as `const uint8_t *`.
fn parameter_type(parameter: &str) -> String {
    let end = parameter.rfind(|c: char| !c.is_alphanumeric() && c != '_');
    match end {
        Some(end) => words(&parameter[..=end]),
        None => words(parameter), // void
    }
}

/// Reads a copybook: its constants, and the records' columns.
fn copybook(text: &str) -> Promise {
    let mut promise = Promise::default();
    let code: Vec<&str> = text.lines().filter(|line| !line[6..].starts_with('*')).collect();
    let mut record = (String::new(), 0);
    for statement in code.join(" ").split(". ").map(|text| words(text.trim_end_matches('.'))) {
        let mut parts = statement.split(' ');
        let (level, name) = (parts.next().unwrap(), parts.next().unwrap_or_default().to_owned());
        let rest: Vec<&str> = parts.collect();
        match (level, rest.as_slice()) {
            ("01", []) => record = (name, 0),
            ("05", ["BINARY-LONG", "UNSIGNED", "VALUE", value]) => {
                promise.constants.insert(name, (*value).into());
            }
            ("05", ["PIC", picture, times @ ..]) => {
                let size = picture[2..picture.len() - 1].parse::<usize>().unwrap();
                let times = times.get(1).map_or(1, |times| times.parse().unwrap());
                // A name of one record in another: TR-RESERVED, TS-RESERVED.
                let column = name.to_lowercase().split_once('-').unwrap().1.to_owned();
                promise.types.insert(format!("{}.{column}", record.0), picture[..1].into());
                promise.columns.insert(format!("{}.{column}", record.0), (record.1, size * times));
                record.1 += size * times;
                promise.columns.insert(format!("{} in all", record.0), (0, record.1));
            }
            other => panic!("{other:?} is not read"),
        }
    }
    promise
}

/// Reads a list of symbols.
fn symbols(text: &str) -> Promise {
    let functions = text.lines().map(|name| (name.to_owned(), String::new())).collect();
    Promise { functions, ..Promise::default() }
}

type Reader = fn(&str) -> Promise;
const FILES: [(&str, &str, Reader); 3] = [
    ("toroku.h", "include/toroku.h", header),
    ("TOROKU.cpy", "cobol/TOROKU.cpy", copybook),
    ("symbols.txt", "symbols.txt", symbols),
];

fn read(path: &PathBuf) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn what_was_released_is_only_added_to() {
    let folder = crate::root().join("tests/golden");
    let mut versions = Vec::new();
    for version in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
        if !version.is_dir() {
            continue;
        }
        for (name, now, reader) in FILES {
            let (old, new) =
                (reader(&read(&version.join(name))), reader(&read(&crate::package().join(now))));
            // A new ABI version is a new library, which is installed beside the old one.
            if old.constants.get("TOROKU_ABI_VERSION") == new.constants.get("TOROKU_ABI_VERSION") {
                let broken = new.broken_since(&old);
                assert!(broken.is_empty(), "{} of {}: {broken:#?}", name, version.display());
            }
        }
        versions.push(version.file_name().unwrap().to_str().unwrap().to_owned());
    }
    let this = env!("CARGO_PKG_VERSION");
    assert!(
        versions.iter().any(|version| version == this),
        "keep the header of {this} in tests/golden"
    );
}

/// The readers miss nothing of the files.
#[test]
fn all_of_a_header_is_read() {
    let text = read(&crate::package().join("include/toroku.h"));
    let found = header(&text);
    assert_eq!(found.constants.len(), text.matches("\n#define ").count() - 1, "but for TOROKU_H");
    let listed = symbols(&read(&crate::package().join("symbols.txt")));
    assert!(found.functions.keys().eq(listed.functions.keys()));
    assert_eq!(found.types.len(), 8, "{:?}", found.types.keys());
    assert_eq!(found.columns["record in all"], (0, toroku_c::layout::record_size()));
    assert_eq!(found.columns["result in all"], (0, toroku_c::layout::result_size()));
    assert_eq!(found.columns["result.notices"], (116, 40));
    let save = "toroku_status (const toroku_policy *, const uint8_t *, uint64_t, int64_t, uint8_t *, uint64_t, uint32_t *)";
    assert_eq!(found.functions["toroku_record_check"], save);
    let book = copybook(&read(&crate::package().join("cobol/TOROKU.cpy")));
    assert_eq!(book.columns["TOROKU-RESULT.notices"], (116, 40));
    assert_eq!(book.columns["TOROKU-RECORD in all"], (0, toroku_c::layout::record_size()));
    assert_eq!(book.constants["TK-RESULT-SIZE"], "800");
}

/// Each way to break a program is seen, and each way to add is not.
#[test]
fn a_broken_promise_is_seen() {
    let text = read(&crate::package().join("include/toroku.h"));
    let changed = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        header(&text.replacen(from, to, 1)).broken_since(&header(&text))
    };
    for (from, to, what) in [
        (
            "#define TOROKU_ITEM_PHONE 8",
            "#define TOROKU_ITEM_PHONE 9",
            "constant TOROKU_ITEM_PHONE was",
        ),
        ("#define TOROKU_ITEM_PHONE 8\n", "", "constant TOROKU_ITEM_PHONE is gone"),
        ("const uint8_t *record,", "uint8_t *record,", "function toroku_record_check was"),
        (
            "uint32_t *record_status)",
            "uint32_t *record_status,\n uint64_t more)",
            "function toroku_record_check was",
        ),
        (
            "toroku_status toroku_code_kind(",
            "uint32_t toroku_code_kind(",
            "function toroku_code_kind was",
        ),
        (
            "toroku_status toroku_code_kind(",
            "toroku_status toroku_code_sort(",
            "function toroku_code_kind is gone",
        ),
        (
            "typedef uint32_t toroku_status",
            "typedef uint64_t toroku_status",
            "type toroku_status was",
        ),
        ("char phone[12];", "char phone[13];", "column record.email was"),
        ("char host_key[32]; ", "char host_keys[32]; ", "column record.host_key is gone"),
        ("char reserved[5];", "char reserved[7];", "column record in all was"),
        (
            "char user_id[10]; ",
            "char user_ids[10]; ",
            "column result.user_ids is not in what was reserved",
        ),
    ] {
        let broken = changed(from, to);
        assert!(broken.iter().any(|text| text.starts_with(what)), "{to}: {broken:?}");
    }
    let nothing: Vec<String> = Vec::new();
    for (from, to) in [
        ("#define TOROKU_ITEM_PHONE 8", "#define TOROKU_ITEM_FAX 99\n#define TOROKU_ITEM_PHONE 8"),
        (
            "toroku_status toroku_code_kind(",
            "toroku_status toroku_new(void);\ntoroku_status toroku_code_kind(",
        ),
        ("char reserved[5];", "char fax[4];\n  char reserved[1];"),
        ("const uint8_t *record,", "const uint8_t *one_record, /* says more */"),
    ] {
        assert_eq!(changed(from, to), nothing, "{to}");
    }
    let book = read(&crate::package().join("cobol/TOROKU.cpy"));
    for (from, to) in [
        ("TR-PHONE", "TR-TELEPHONE"),
        (
            "TS-NOTICES               PIC 9(4) OCCURS 10",
            "TS-NOTICES               PIC X(4) OCCURS 10",
        ),
        (
            "TS-NOTICES               PIC 9(4) OCCURS 10",
            "TS-NOTICES               PIC 9(4) OCCURS 11",
        ),
        ("VALUE 600.", "VALUE 601."),
    ] {
        assert!(book.contains(from), "{from}");
        let broken = copybook(&book.replacen(from, to, 1)).broken_since(&copybook(&book));
        assert!(!broken.is_empty(), "{to}");
    }
}
