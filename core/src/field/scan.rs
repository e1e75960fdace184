//! What a short ASCII text consists of: eight bytes are looked at together, without a branch.
//!
//! Each test marks bytes of a word by their highest bit, which is free in ASCII. Where a rule is about
//! neighbours and ends, the marks are gathered as a bit for each byte of the text.

/// The highest bit of each byte: free in ASCII, and where the tests below put their answer.
pub(super) const HIGH: u64 = 0x8080_8080_8080_8080;
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

/// Calls `look` with every eight bytes of a text of eight or more, and once more with the last eight where
/// some of them fill no word; with where in the text each word begins.
#[expect(clippy::inline_always, reason = "what `look` notes is to stay in registers")]
#[inline(always)]
pub(super) fn each_word(bytes: &[u8], mut look: impl FnMut(u64, usize)) {
    // One place that calls it, or it would not be inlined.
    let mut at = 0;
    while at < bytes.len() {
        let from = at.min(bytes.len().saturating_sub(8));
        let Some(word) = bytes.get(from..).and_then(<[u8]>::first_chunk::<8>) else { break };
        look(u64::from_le_bytes(*word), from);
        at += 8;
    }
}

/// The bytes of a text shorter than eight in a word, the rest of it `filling`.
pub(super) fn short_word(bytes: &[u8], filling: u8) -> u64 {
    let mut word = [filling; 8];
    for (to, from) in word.iter_mut().zip(bytes) {
        *to = *from;
    }
    u64::from_le_bytes(word)
}

/// For each of the classes that `mark` tells, in which bytes it is; the lowest bit is the first byte. The last
/// class is that of the bytes that may stand there at all.
///
/// `None` for what is not 8 to 63 bytes of these.
pub(super) fn positions<const N: usize>(
    text: &str,
    mark: impl Fn(u64) -> ([u64; N], u64),
) -> Option<[u64; N]> {
    let bytes = text.as_bytes();
    if !(8..64).contains(&bytes.len()) {
        return None;
    }
    let mut found = [0; N];
    let mut at = 0;
    while at < bytes.len() {
        let from = at.min(bytes.len() - 8);
        let word = u64::from_le_bytes(*bytes.get(from..)?.first_chunk()?);
        let (marks, allowed) = mark(word);
        // An end in the middle keeps the compiler from doing two words at once, for which the multiplication
        // below has no instruction.
        if (word | !allowed) & HIGH != 0 {
            return None;
        }
        for (bits, marked) in found.iter_mut().zip(marks) {
            // Gathers the eight marks in the highest byte.
            *bits |= ((marked >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) << from;
        }
        at += 8;
    }
    Some(found)
}

/// Whether it is 8 bytes or more of printable ASCII without a space.
pub(super) fn is_graphic(text: &str) -> bool {
    let mut other = 0;
    each_word(text.as_bytes(), |word, _| other |= word | !between(word, b'!', b'~'));
    text.len() >= 8 && other & HIGH == 0
}

/// A bit for each byte of a text of `length` bytes, 63 at most.
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
        let dots = |text: &str| positions(text, |word| ([equal(word, b'.')], HIGH));
        for text in ["a.b.c.d.", "a.b.c.d.e", ".......x........x", &".a".repeat(31)] {
            let expected = text.bytes().enumerate().filter(|(_, byte)| *byte == b'.');
            assert_eq!(dots(text), Some([expected.map(|(at, _)| 1 << at).sum()]), "{text}");
        }
        assert!(dots("a.b.c.d").is_none());
        assert!(dots("a.b.c.dé").is_none());
        assert!(dots(&"a".repeat(64)).is_none());
        assert!(positions("a.b.c.d.", |word| ([], equal(word, b'.'))).is_none());
    }

    #[test]
    fn graphic_is_what_shows() {
        assert!(is_graphic("a!~0.Z@_") && is_graphic(&"x".repeat(100)));
        for text in
            ["short", "a space in", "ending in space ", "caf\u{E9}s-and-bars", "del\u{7F}delete"]
        {
            assert!(!is_graphic(text), "{text}");
        }
    }
}
