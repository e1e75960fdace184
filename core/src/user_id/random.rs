//! Random user IDs: uniform over all, candidate after candidate from one piece of entropy.

use sha2::{Digest, Sha256};

use super::UserId;
use crate::personal::Entropy;

const LABEL: &[u8] = b"toroku/user-id/random/v1";

/// Words from here on are passed over, since they would make the low numbers likelier.
const UNBIASED: u64 = u64::MAX - u64::MAX % UserId::COUNT;

/// Candidate `k` from this entropy: the host's store answers whether it is taken, and if so `k + 1` is next.
///
/// SHA-256 of the label, the entropy and `k` (4 bytes, big-endian) gives four 8-byte big-endian words; the
/// first below the greatest multiple of [`UserId::COUNT`] that fits in 64 bits, modulo that count, is the
/// user ID's number. `None` where all four are passed over (once in about 10^31): there is no
/// candidate `k` then, and `k + 1` is asked for.
///
/// ```
/// use toroku::{Entropy, random_candidate};
/// let entropy = Entropy::new(core::array::from_fn(|i| i as u8));
/// let first = random_candidate(&entropy, 0);
/// assert_eq!(first, random_candidate(&entropy, 0));
/// assert_ne!(first, random_candidate(&entropy, 1));
/// ```
pub fn random_candidate(entropy: &Entropy, k: u32) -> Option<UserId> {
    let mut hash = Sha256::new();
    hash.update(LABEL);
    hash.update(entropy.expose());
    hash.update(k.to_be_bytes());
    from_words(&hash.finalize().into())
}

fn from_words(words: &[u8; 32]) -> Option<UserId> {
    words
        .chunks_exact(8)
        .map(|word| u64::from_be_bytes(word.try_into().expect("chunks of eight")))
        .find(|word| *word < UNBIASED)
        .and_then(|word| UserId::from_number(word % UserId::COUNT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_is_a_multiple_and_the_greatest() {
        assert_eq!(UNBIASED % UserId::COUNT, 0);
        assert!(u128::from(UNBIASED) + u128::from(UserId::COUNT) > 1 << 64);
    }

    #[test]
    fn biased_words_are_passed_over() {
        let mut words = [0xFF; 32];
        assert_eq!(from_words(&words), None);
        words[24..].copy_from_slice(&7u64.to_be_bytes());
        assert_eq!(from_words(&words), UserId::from_number(7));
        words[..8].copy_from_slice(&UNBIASED.to_be_bytes());
        assert_eq!(from_words(&words), UserId::from_number(7));
        words[..8].copy_from_slice(&(UNBIASED - 1).to_be_bytes());
        assert_eq!(from_words(&words), UserId::from_number(UserId::COUNT - 1));
    }
}
