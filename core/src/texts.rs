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
