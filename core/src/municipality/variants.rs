//! Variants: one kanji for all the ways to write it.

use super::table::{USUAL, VARIANTS};

/// The kanji that names are compared by: `c` itself, unless it is an old form, a Chinese one, a compatibility
/// ideograph or a radical that looks like a kanji of some name. `data/variants.tsv` has them.
pub(crate) fn usual(c: char) -> char {
    let found = u16::try_from(u32::from(c)).ok().and_then(|key| VARIANTS.binary_search(&key).ok());
    found.and_then(|at| char::from_u32(u32::from(USUAL[at]))).unwrap_or(c)
}
