//! Makes the bitmap of the characters that CP932 writes in two bytes.

use std::fs;
use std::path::Path;

use encoding_rs::SHIFT_JIS;

/// One bit for each code point of the Basic Multilingual Plane, set where the code point goes to two bytes
/// and those come back as the same code point.
///
/// Coming back matters: the encoder also writes U+2212 as the bytes of U+FF0D, which is a conversion.
pub(crate) fn build(out_dir: &Path) {
    let mut bitmap = vec![0u8; 0x1_0000 / 8];
    for code in 0x80..=0xFFFFu32 {
        if char::from_u32(code).is_some_and(is_two_byte) {
            let index = code as usize;
            bitmap[index / 8] |= 1 << (index % 8);
        }
    }
    fs::write(out_dir.join("two_byte.bin"), bitmap).expect("OUT_DIR can be written");
}

/// Whether CP932 writes `c` in two bytes and reads those as `c`.
pub(crate) fn is_two_byte(c: char) -> bool {
    let text = c.to_string();
    let (bytes, _, unmappable) = SHIFT_JIS.encode(&text);
    !unmappable && bytes.len() == 2 && SHIFT_JIS.decode(&bytes).0 == text
}
