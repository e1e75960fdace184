//! Texts in half their bytes: what often occurs together is named by one byte (byte pair encoding).
//!
//! The wordings take 14 KB less so, and the names of abolished municipalities 9 KB. A text is read by
//! itself; nothing else is unpacked for it.

use alloc::string::String;
use alloc::vec::Vec;

/// Packed texts, found by their number. `build/packing.rs` makes them.
pub(crate) struct PackedTexts {
    /// The two bytes that each byte stands for; twice itself where it stands for itself.
    pub(crate) pairs: [[u8; 2]; 256],
    /// Where each text begins, and where the last one ends.
    pub(crate) starts: &'static [u16],
    /// The texts, one after the other.
    pub(crate) bytes: &'static [u8],
}

impl PackedTexts {
    /// The text with this number, which is below their count.
    pub(crate) fn get(&self, number: usize) -> String {
        let (start, end) = (self.starts[number], self.starts[number + 1]);
        let packed = &self.bytes[usize::from(start)..usize::from(end)];
        let mut text = Vec::with_capacity(packed.len() * 3);
        for byte in packed {
            self.unpack(*byte, &mut text);
        }
        String::from_utf8(text).ok().expect("the build packed texts")
    }

    /// Each byte of a pair was packed before the pair, so this ends.
    fn unpack(&self, byte: u8, out: &mut Vec<u8>) {
        let pair = self.pairs[usize::from(byte)];
        if pair == [byte; 2] {
            out.push(byte);
        } else {
            for part in pair {
                self.unpack(part, out);
            }
        }
    }
}
