//! What a short ASCII text consists of, as a bit for each byte: eight bytes are looked at together, without
//! a branch, and rules about neighbours and ends become operations on the bits.

/// The highest bit of each byte: free in ASCII, and where the tests below put their answer.
const HIGH: u64 = 0x8080_8080_8080_8080;
const EACH: u64 = 0x0101_0101_0101_0101;

/// Marks the bytes between `first` and `last`.
pub(super) const fn between(word: u64, first: u8, last: u8) -> u64 {
    let at_least = word.wrapping_add(EACH * (0x80 - first as u64));
    let above = word.wrapping_add(EACH * (0x7F - last as u64));
    at_least & !above & HIGH
}

/// Marks the bytes that are `byte`.
pub(super) const fn equal(word: u64, byte: u8) -> u64 {
    let difference = word ^ (EACH * byte as u64);
    !difference.wrapping_add(EACH * 0x7F) & HIGH
}

/// Marks the letters of either case and the digits.
pub(super) const fn alphanumeric(word: u64) -> u64 {
    between(word | (EACH * 0x20), b'a', b'z') | between(word, b'0', b'9')
}

/// For each of the classes that `mark` tells, in which bytes it is; the lowest bit is the first byte.
///
/// `None` for what is not 8 to 63 bytes of ASCII.
pub(super) fn positions<const N: usize>(
    text: &str,
    mark: impl Fn(u64) -> [u64; N],
) -> Option<[u64; N]> {
    let bytes = text.as_bytes();
    if !(8..64).contains(&bytes.len()) {
        return None;
    }
    let (words, rest) = bytes.as_chunks::<8>();
    let mut found = [0; N];
    let mut high = 0;
    let mut note = |word: u64, at: usize| {
        high |= word;
        for (bits, marked) in found.iter_mut().zip(mark(word)) {
            // Gathers the eight marks in the highest byte.
            *bits |= ((marked >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) << at;
        }
    };
    for (i, word) in words.iter().enumerate() {
        note(u64::from_le_bytes(*word), 8 * i);
    }
    // The last eight bytes once more, for those that fill no word.
    if let (false, Some(last)) = (rest.is_empty(), bytes.last_chunk::<8>()) {
        note(u64::from_le_bytes(*last), bytes.len() - 8);
    }
    (high & HIGH == 0).then_some(found)
}

/// Whether it is 8 to 63 bytes of printable ASCII without a space.
pub(super) fn is_graphic(text: &str) -> bool {
    // Longer texts have no positions, and their length is no shift.
    positions(text, |word| [between(word, b'!', b'~')])
        .is_some_and(|[graphic]| graphic == all(text.len()))
}

/// A bit for each byte of a text of `length` bytes.
pub(super) const fn all(length: usize) -> u64 {
    (1 << length) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_marked_by_what_it_is() {
        for byte in 0..0x80u8 {
            let word = EACH * u64::from(byte);
            let marked = |is: bool| if is { HIGH } else { 0 };
            assert_eq!(alphanumeric(word), marked(byte.is_ascii_alphanumeric()), "{byte}");
            assert_eq!(between(word, b'A', b'Z'), marked(byte.is_ascii_uppercase()), "{byte}");
            assert_eq!(equal(word, b'@'), marked(byte == b'@'), "{byte}");
        }
    }

    #[test]
    fn positions_are_those_of_the_bytes() {
        for text in ["a.b.c.d.", "a.b.c.d.e", ".......x........x", &".a".repeat(31)] {
            let [dots] = positions(text, |word| [equal(word, b'.')]).unwrap();
            let expected = text.bytes().enumerate().filter(|(_, byte)| *byte == b'.');
            assert_eq!(dots, expected.map(|(at, _)| 1 << at).sum::<u64>(), "{text}");
        }
        assert!(positions("a.b.c.d", |word| [word]).is_none());
        assert!(positions("a.b.c.dé", |word| [word]).is_none());
        assert!(positions(&"a".repeat(64), |word| [word]).is_none());
    }
}
