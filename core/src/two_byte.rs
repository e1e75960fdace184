//! The characters that CP932 (Windows code page 932, WHATWG's `Shift_JIS`) writes in two bytes.

/// A bit for each code point of the Basic Multilingual Plane, sixty-four in a row, made at build time from
/// WHATWG's `Shift_JIS` index; no character outside that plane is in CP932.
pub(crate) static TWO_BYTE: [u64; 1024] = {
    let (rows, rest) = include_bytes!(concat!(env!("OUT_DIR"), "/two_byte.bin")).as_chunks::<8>();
    assert!(rows.len() == 1024 && rest.is_empty());
    let mut table = [0; 1024];
    let mut at = 0;
    while at < table.len() {
        table[at] = u64::from_le_bytes(rows[at]);
        at += 1;
    }
    table
};

/// Whether CP932 writes `c` in two bytes and reads those back as `c`.
pub(crate) fn is_two_byte(c: char) -> bool {
    let code = u32::from(c) as usize;
    TWO_BYTE.get(code / 64).is_some_and(|row| row & (1 << (code % 64)) != 0)
}
