//! Hashes of names, for the two tables by which a full name is found.
//!
//! The build script compiles this file too: what is stored and what is asked come to one place by one
//! function. It is no secret and no defence: the tables are fixed, and whatever a name hashes to is compared.

/// Places of the table of prefectures: more than twice as many as there are, so that few share one.
pub(crate) const PLACES: usize = 128;

/// The place where the search for the prefecture begins that `name` begins with: by its first two characters, which
/// no two prefectures share. `None` where no prefecture is so short.
pub(crate) fn place(name: &str) -> Option<usize> {
    let mut word = [0; 8];
    word[..6].copy_from_slice(name.as_bytes().first_chunk::<6>()?);
    Some((mixed(0, u64::from_le_bytes(word)) >> 57) as usize)
}

/// A byte by which most names of a prefecture differ.
pub(crate) fn byte(name: &str) -> u8 {
    let mut hash = name.len() as u64;
    let (words, rest) = name.as_bytes().as_chunks::<8>();
    for word in words {
        hash = mixed(hash, u64::from_le_bytes(*word));
    }
    for byte in rest {
        hash = mixed(hash, u64::from(*byte));
    }
    hash.to_be_bytes()[0]
}

/// The product's high bits depend on all of its factor, and are turned to where the next word meets them.
fn mixed(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(29) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
