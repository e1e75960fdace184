//! Deflates texts (RFC 1951) for `src/deflated.rs`.

/// As `miniz_oxide` counts: it tries hardest.
const LEVEL: u8 = 10;

/// The Rust expression of the bytes.
pub(crate) fn deflated(text: &str) -> String {
    let bytes = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), LEVEL);
    format!("b\"{}\"", bytes.escape_ascii())
}
