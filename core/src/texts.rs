//! Many texts in one: a reference to each would take more room than most of them.

/// Text `at` of many that stand one after the other, each ended by `separator` bytes that are not its own.
pub(crate) const fn part(
    texts: &'static str,
    starts: &[u16],
    at: usize,
    separator: usize,
) -> &'static str {
    let (until_end, _) = texts.split_at(starts[at + 1] as usize - separator);
    until_end.split_at(starts[at] as usize).1
}

/// Where each of `N - 1` such texts begins, and where the last one ends, by the byte that ends each; for
/// constants.
#[expect(clippy::cast_possible_truncation, reason = "asked about first")]
pub(crate) const fn starts<const N: usize>(texts: &str, separator: u8) -> [u16; N] {
    assert!(texts.len() <= u16::MAX as usize);
    let (bytes, mut starts) = (texts.as_bytes(), [0; N]);
    let (mut at, mut count) = (0, 1);
    while at < bytes.len() {
        at += 1;
        if bytes[at - 1] == separator {
            starts[count] = at as u16;
            count += 1;
        }
    }
    assert!(count == N);
    starts
}
