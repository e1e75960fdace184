//! Many names in one text: to search all at once, and because a `&str` for each would take 16 bytes.

use core::ops::Range;

use memchr::memmem;

/// Texts, each in a line of its own. `build/municipality.rs` makes them.
pub(super) struct Texts {
    /// All lines, one after the other.
    pub(super) lines: &'static str,
    /// Where each line begins, and where the last one ends.
    pub(super) starts: &'static [u16],
}

impl Texts {
    /// How many there are.
    pub(super) const fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// Where line `at` begins; where all end, if `at` is how many there are.
    pub(super) const fn start(&self, at: usize) -> usize {
        self.starts[at] as usize
    }

    /// Text `at`, without its line feed.
    pub(super) const fn get(&self, at: usize) -> &'static str {
        let (before_end, _) = self.lines.split_at(self.start(at + 1) - 1);
        before_end.split_at(self.start(at)).1
    }

    /// Where `needle` stands in some texts next to each other: the number of the text, and from where on in it.
    #[inline]
    pub(super) fn find(
        &self,
        needle: &str,
        among: Range<usize>,
    ) -> impl Iterator<Item = (usize, usize)> {
        let start = self.start(among.start);
        let lines = &self.lines.as_bytes()[start..self.start(among.end)];
        let mut at = among.start;
        memmem::find_iter(lines, needle).map(move |hit| {
            while self.start(at + 1) <= start + hit {
                at += 1;
            }
            (at, start + hit - self.start(at))
        })
    }
}
