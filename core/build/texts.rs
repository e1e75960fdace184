//! Many texts as one, for `src/texts.rs`.

/// Of how many texts the first one's place is written; `src/texts.rs` has the same number.
pub(crate) const EVERY: usize = 16;

/// The Rust expression of the `Texts`: one after the other, each followed by `ending`, with what finds them.
pub(crate) fn list(texts: &[&str], ending: &str) -> String {
    let all: String = texts.iter().flat_map(|text| [text, ending]).collect();
    let lengths: Vec<usize> = texts.iter().map(|text| text.len() + ending.len()).collect();
    assert!(lengths.iter().all(|length| *length <= 0xFF), "lengths of texts have 8 bits");
    assert!(all.len() <= 0xFFFF, "places of texts have 16 bits");
    let places = (0..=texts.len() / EVERY).map(|at| lengths[..at * EVERY].iter().sum());
    let places: Vec<usize> = places.collect();
    format!("Texts::new({all:?}, {}, &{lengths:?}, &{places:?})", ending.len())
}
