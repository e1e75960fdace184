//! Texts that the build deflated (RFC 1951). Each is inflated at its first use and stays in memory: whoever needs it
//! keeps it in a `OnceBox`, which two threads may fill at a time, to the same end.
//!
//! A library takes 93 KB less so.

use alloc::string::String;

/// The text that `build/deflated.rs` deflated.
pub(crate) fn inflated(deflated: &[u8]) -> String {
    let text = miniz_oxide::inflate::decompress_to_vec(deflated).ok();
    let text = text.and_then(|text| String::from_utf8(text).ok());
    let mut text = text.expect("the build deflated a text");
    text.shrink_to_fit();
    text
}
