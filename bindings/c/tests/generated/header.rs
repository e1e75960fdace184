//! `include/toroku.h`: its preamble, the constants of the name tables, the record structs, and the functions as
//! cbindgen reads them from the sources with what is written above each.

use std::fmt::Write as _;

use cbindgen::{Builder, Config, DocumentationStyle, Language, Style};
use toroku_c::layout::{Column, RECORD, RESULT};
use toroku_c::name::{single_constants, tables};

/// The parts of the header, in its order: the file and what it is called there.
pub(crate) const PARTS: [(&str, &str); 18] = [
    ("system", "The library and the system"),
    ("name", "Names and constants"),
    ("policy", "Policy"),
    ("policy_rules", "Policy: passwords and patterns"),
    ("registration", "Registration: making, asking, saving"),
    ("input", "Inputs of the applicant"),
    ("report", "Reports of the host"),
    ("confirmation", "Confirmation (STEP2)"),
    ("effect", "Effects"),
    ("findings", "Findings: problems, notices, conversions"),
    ("mail", "Mails"),
    ("password", "Password setup"),
    ("password_input", "Inputs of password setup"),
    ("password_state", "Password setup: what it holds"),
    ("municipalities", "Municipality directory"),
    ("user_id", "User IDs"),
    ("language", "Languages"),
    ("record", "Fixed-length records"),
];

#[test]
fn the_header_is_the_sources() {
    let mut header = include_str!("preamble.h").to_owned();
    constants(&mut header);
    structs(&mut header);
    header.push_str("#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n");
    for (file, title) in PARTS {
        writeln!(header, "/* ---- {title} {:-<1$} */\n", "", 68 - title.len()).unwrap();
        header.push_str(&functions(file));
    }
    header.push_str("#ifdef __cplusplus\n}\n#endif\n\n#endif /* TOROKU_H */\n");
    assert!(header.is_ascii(), "not every compiler reads the same encoding");
    for line in header.lines() {
        assert!(line.len() <= 112, "{line}");
    }
    crate::settle(&crate::package().join("include/toroku.h"), header.as_bytes());
}

/// The functions of one file, as prototypes with their comments.
pub(crate) fn functions(file: &str) -> String {
    let config = Config {
        language: Language::C,
        no_includes: true,
        documentation_style: DocumentationStyle::C,
        style: Style::Type,
        line_length: 100,
        ..Config::default()
    };
    let source = crate::package().join(format!("src/api/{file}.rs"));
    let bindings = Builder::new().with_config(config).with_src(source).generate().unwrap();
    let mut text = Vec::new();
    bindings.write(&mut text);
    let text = String::from_utf8(text).unwrap();
    // The opaque types and the status stand above; only what a function needs is left.
    text[first_function(&text)..].trim().to_owned() + "\n\n"
}

/// Where the first function's comment begins: after every typedef.
fn first_function(text: &str) -> usize {
    match text.rfind("typedef ") {
        None => 0,
        Some(last) => last + text[last..].find('\n').unwrap(),
    }
}

fn constants(header: &mut String) {
    header.push_str("/* ---- Constants ------------------------------------------------------------------- */\n");
    for (name, value, about) in single_constants() {
        writeln!(header, "\n/** {about}. */\n#define {name} {value}").unwrap();
    }
    for table in tables() {
        writeln!(header, "\n/* {}. */", table.about).unwrap();
        for (number, name) in &table.entries {
            writeln!(header, "#define {} {number}", table.constant(name)).unwrap();
        }
    }
    header.push('\n');
}

fn structs(header: &mut String) {
    header.push_str(
        "/* ---- Layout of the fixed-length records ------------------------------------------ */\n\n\
         /* Characters only, so that no compiler puts anything between them. No member ends with NUL. */\n\n",
    );
    for (name, about, layout) in
        [("record", "One applicant", RECORD), ("result", "What became of a record", RESULT)]
    {
        writeln!(header, "/** {about}. */\ntypedef struct toroku_{name} {{").unwrap();
        let mut at = 0;
        for Column { name, size, times, about, .. } in layout {
            let member = match times {
                1 => format!("{name}[{size}];"),
                _ => format!("{name}[{times}][{size}];"),
            };
            writeln!(header, "  char {member:<24} /* {at:>3}: {about} */").unwrap();
            at += size * times;
        }
        writeln!(header, "}} toroku_{name};\n").unwrap();
    }
}
