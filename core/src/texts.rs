//! Many texts in one: to search all at once, and because a `String` for each would take 24 bytes.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use memchr::memmem;

use crate::personal::part;

/// Texts, each in a line of its own.
pub(crate) struct Texts {
    /// All lines, one after the other.
    pub(crate) lines: String,
    /// Where each line begins, and where the last one ends.
    starts: Box<[u32]>,
}

impl Texts {
    /// Each line ends with a line feed.
    pub(crate) fn of(lines: String) -> Self {
        let ends = || memchr::memchr_iter(b'\n', lines.as_bytes());
        let mut starts = Vec::with_capacity(ends().count() + 1);
        starts.push(0);
        starts.extend(ends().map(|end| u32::try_from(end + 1).expect("the texts are few")));
        Self { lines, starts: starts.into() }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// Where line `at` begins; where all end, if `at` is how many there are.
    #[inline]
    pub(crate) fn start(&self, at: usize) -> usize {
        self.starts[at] as usize
    }

    /// Text `at`, without its line feed.
    pub(crate) fn get(&self, at: usize) -> &str {
        part(&self.lines, self.start(at)..self.start(at + 1) - 1)
    }

    /// Where `needle` stands in some texts next to each other: the number of the text, and from where on in it.
    #[inline]
    pub(crate) fn find(
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
