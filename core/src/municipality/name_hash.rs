//! Where a full name stands in the table of full names.
//!
//! The build script compiles this file too: what is stored and what is asked come to one place by one
//! function. It is no secret and no defence: the table is fixed, and a name that is not in it ends at the
//! first empty place after its own.

/// Places of the table: more than twice the names, so that few share one.
pub(crate) const PLACES: usize = 4096;

/// The place where the search for `name` begins.
pub(crate) fn place(name: &str) -> usize {
    const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut hash = name.len() as u64;
    let (words, rest) = name.as_bytes().as_chunks::<8>();
    for word in words {
        hash = (hash ^ u64::from_le_bytes(*word)).wrapping_mul(MIX).rotate_left(29);
    }
    for byte in rest {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(MIX).rotate_left(29);
    }
    // The product's high bits depend on all of its factor.
    (hash.wrapping_mul(MIX) >> 52) as usize
}
