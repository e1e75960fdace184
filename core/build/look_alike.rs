//! Makes the table of the characters that CP932 does not have and that look like ones it has.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use regex_syntax::hir::{Class, HirKind};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

use crate::deflated;
use crate::two_byte::is_two_byte;

/// Writes `look_alike.rs`: for each character, what it is offered as.
///
/// First comes what stands in `data/look_alikes.tsv`; then Unicode: a dash is the hyphen, a digit of any script the
/// full-width one, and a compatibility form the characters that it is a form of. What is the same by canonical
/// equivalence is left to `normal`, which has it already.
pub(crate) fn build(out_dir: &Path, root: &Path) {
    let mut offered = listed(&root.join("data/look_alikes.tsv"));
    for c in members(r"\p{Pd}") {
        offered.entry(c).or_insert_with(|| "－".to_owned());
    }
    // Unicode keeps the ten digits of a script together and in order.
    for (first, last) in ranges(r"\p{Nd}") {
        for (digit, c) in ('０'..='９').cycle().zip(first..=last) {
            offered.entry(c).or_insert_with(|| digit.to_string());
        }
    }
    for c in '\u{80}'..=char::MAX {
        if let Some(forms) = of_form(c, &offered) {
            offered.entry(c).or_insert(forms);
        }
    }
    offered.retain(|c, _| !c.is_ascii() && !is_two_byte(*c));
    for (c, text) in &offered {
        assert!(
            text.chars().all(is_two_byte),
            "{c} is offered as {text}, which CP932 does not have"
        );
    }
    fs::write(out_dir.join("look_alike.rs"), source(&offered)).expect("OUT_DIR can be written");
}

fn listed(path: &Path) -> BTreeMap<char, String> {
    println!("cargo::rerun-if-changed={}", path.display());
    let text = fs::read_to_string(path).expect("the file is in the package");
    let row = |line: &str| {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or_else(|| panic!("look_alikes.tsv: {line}"));
        let (code, written, offered) = (next(), next(), next());
        let c = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
        assert!(c.is_some_and(|c| written == c.to_string()), "look_alikes.tsv: {line}");
        (c.expect("looked at above"), offered.to_owned())
    };
    let rows: Vec<_> = text.lines().skip(1).map(row).collect();
    assert!(rows.is_sorted_by(|one, next| one.0 < next.0), "look_alikes.tsv is in no order");
    rows.into_iter().collect()
}

/// The ranges of a class of characters, as an expression names it.
fn ranges(class: &str) -> Vec<(char, char)> {
    let parsed = regex_syntax::parse(class).expect("an expression");
    let HirKind::Class(Class::Unicode(found)) = parsed.kind() else {
        panic!("{class} is no class")
    };
    found.ranges().iter().map(|range| (range.start(), range.end())).collect()
}

fn members(class: &str) -> impl Iterator<Item = char> {
    ranges(class).into_iter().flat_map(|(first, last)| first..=last)
}

/// The characters that a compatibility form is a form of, full-width; `None` where CP932 does not have them, and
/// for what the engine converts.
fn of_form(c: char, offered: &BTreeMap<char, String>) -> Option<String> {
    let is_converted = c.is_whitespace() || ('\u{FF61}'..='\u{FF9F}').contains(&c);
    let is_greek_of_formulas = ('\u{1D6A8}'..='\u{1D7CB}').contains(&c);
    let mut is_canonical = false;
    decompose_canonical(c, |part| is_canonical |= part != c);
    if is_converted || is_canonical || is_greek_of_formulas {
        return None;
    }
    let usual = |part| offered.get(&part).cloned().unwrap_or_else(|| widened(part).into());
    let of: String = c.nfkc().map(usual).collect();
    (of != c.to_string()
        && of.chars().all(is_two_byte)
        && (of.chars().count() == 1 || is_written(c)))
    .then_some(of)
}

/// Whether a form of several characters is one that addresses are written with: fractions, numbers in circles and
/// brackets, words and companies in a square, ligatures. Units and days are not.
fn is_written(c: char) -> bool {
    matches!(c,
        '\u{BC}'..='\u{BE}' | '\u{2150}'..='\u{218B}' | '\u{2474}'..='\u{249B}' | '\u{3251}'..='\u{32BF}'
        | '\u{3300}'..='\u{3357}' | '\u{337F}' | '\u{FB00}'..='\u{FB06}')
}

fn widened(c: char) -> char {
    match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).expect("a full-width form"),
        '\u{2044}' => '／',
        '\u{2212}' => '－',
        _ => c,
    }
}

/// The characters in their order, where the characters that each is offered as end, and all of these.
fn source(offered: &BTreeMap<char, String>) -> String {
    let (mut parts, mut ends) = (Vec::new(), Vec::new());
    for text in offered.values() {
        parts.extend(text.chars().map(u32::from));
        ends.push(u32::try_from(parts.len()).expect("few"));
    }
    let keys = offered.keys().map(|c| u32::from(*c));
    let mut out = String::new();
    for (name, table) in [
        ("KEYS", deflated::numbers(keys)),
        ("ENDS", deflated::numbers(ends)),
        ("PARTS", deflated::numbers(parts)),
    ] {
        let _ = writeln!(out, "pub(super) static {name}: &[u8] = {table};");
    }
    out
}
