//! What the bytes of the table of postal codes stand for: `build/postal.rs` writes them, `postal.rs` reads them.
//!
//! The codes are in blocks by their first two digits. A block goes through the first five digits of its codes (the
//! *prefixes*) in rising order, and says which entries the codes of each have. Its bytes are:
//!
//! | byte | stands for |
//! | --- | --- |
//! | 1 to 99 | within the prefix before: from this value of the last two digits on, other entries |
//! | from [`OTHER`] | the next 1 to [`LONGEST_RUN`] prefixes have other entries |
//! | from [`SAME`] | the next 1 to [`LONGEST_RUN`] prefixes have the same entries as the codes before |
//! | from [`GAP`] | the next prefixes, 1 or more, have no code |
//!
//! *Other entries* follow in rising order, [`MORE`] before each but the last. An entry is written as the way to it from
//! the one written before, in the block from 0 on: forwards twice the way and 1, backwards twice the way. Of such a
//! number the lower seven bits come first; the highest bit says that a second byte has the others.

/// How many prefixes a block can have.
pub(crate) const PREFIXES: usize = 1_000;

pub(crate) const OTHER: u8 = 100;
pub(crate) const SAME: u8 = OTHER + LONGEST_RUN;
pub(crate) const GAP: u8 = SAME + LONGEST_RUN;
pub(crate) const LONGEST_RUN: u8 = 8;

/// Another entry follows the next one.
pub(crate) const MORE: u8 = 0;
