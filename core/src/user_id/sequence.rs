//! Sequential user IDs that do not look sequential: a keyed permutation of all numbers.
//!
//! Black & Rogaway, "Ciphers with Arbitrary Finite Domains" (CT-RSA 2002), the generalised Feistel
//! network on the product of two sets; HMAC-SHA-256 is the round function.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{DIGIT_GROUPS, LETTER_GROUPS, UserId};
use crate::error::Misuse;
use crate::personal::Secret;

const LABEL: &[u8] = b"toroku/user-id/v1";
const ROUNDS: u8 = 10;

/// The 256-bit key under which a store's sequence numbers become user IDs.
///
/// No two numbers give one user ID, and who sees user IDs learns neither their order nor their count. The
/// key belongs to the store's sequence: with another key, numbers already used would give other user IDs,
/// some of which are taken. Keep it as long as the sequence runs. It is wiped when dropped.
///
/// ```
/// use toroku::{Secret, SequenceKey};
/// let key = SequenceKey::new(&Secret::new(core::array::from_fn(|i| i as u8)))?;
/// let id = key.user_id(0)?;
/// assert_eq!(key.number(&id), Some(0));
/// # Ok::<(), toroku::Misuse>(())
/// ```
#[derive(Clone)]
pub struct SequenceKey {
    /// Has taken in the key and nothing else; each round goes on from a copy.
    keyed: Hmac<Sha256>,
}

impl SequenceKey {
    /// Makes the key ready for use.
    ///
    /// # Errors
    /// [`Misuse::WeakEntropy`] where all bytes are the same.
    pub fn new(key: &Secret<32>) -> Result<Self, Misuse> {
        if !key.is_plausible() {
            return Err(Misuse::WeakEntropy);
        }
        let keyed = Hmac::new_from_slice(key.expose()).expect("any length is a key");
        Ok(Self { keyed })
    }

    /// The user ID of the store's number `n`.
    ///
    /// # Errors
    /// [`Misuse::Exhausted`] from [`UserId::COUNT`] on.
    pub fn user_id(&self, n: u64) -> Result<UserId, Misuse> {
        if n >= UserId::COUNT {
            return Err(Misuse::Exhausted);
        }
        let permuted = DOMAIN.permute(n, |round, value| self.round(round, value));
        Ok(UserId::from_number(permuted).expect("the permutation stays in its domain"))
    }

    /// The number that gave this user ID; `None` for one that is never issued.
    pub fn number(&self, id: &UserId) -> Option<u64> {
        Some(DOMAIN.invert(id.number()?, |round, value| self.round(round, value)))
    }

    fn round(&self, round: u8, value: u64) -> u128 {
        let value = u32::try_from(value).expect("both moduli are below 2^32").to_be_bytes();
        let mut mac = self.keyed.clone();
        mac.update(LABEL);
        mac.update(&[round]);
        mac.update(&value);
        let bytes: [u8; 32] = mac.finalize().into_bytes().into();
        u128::from_be_bytes(bytes[..16].try_into().expect("half of 32 bytes"))
    }
}

impl core::fmt::Debug for SequenceKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SequenceKey(..)")
    }
}

/// Numbers below `a × b`, as pairs of one below `a` and one below `b`.
struct Domain {
    a: u64,
    b: u64,
}

const DOMAIN: Domain = Domain { a: LETTER_GROUPS, b: DIGIT_GROUPS };

impl Domain {
    fn permute(&self, n: u64, round_value: impl Fn(u8, u64) -> u128) -> u64 {
        let (mut left, mut right) = (n / self.b, n % self.b);
        for round in 0..ROUNDS {
            if round % 2 == 0 {
                left = (left + reduced(round_value(round, right), self.a)) % self.a;
            } else {
                right = (right + reduced(round_value(round, left), self.b)) % self.b;
            }
        }
        left * self.b + right
    }

    fn invert(&self, n: u64, round_value: impl Fn(u8, u64) -> u128) -> u64 {
        let (mut left, mut right) = (n / self.b, n % self.b);
        for round in (0..ROUNDS).rev() {
            if round % 2 == 0 {
                left = (left + self.a - reduced(round_value(round, right), self.a)) % self.a;
            } else {
                right = (right + self.b - reduced(round_value(round, left), self.b)) % self.b;
            }
        }
        left * self.b + right
    }
}

fn reduced(value: u128, modulus: u64) -> u64 {
    u64::try_from(value % u128::from(modulus)).expect("below a 64-bit modulus")
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use alloc::vec::Vec;

    fn key(byte: u8) -> SequenceKey {
        SequenceKey::new(&Secret::new(core::array::from_fn(|i| {
            byte.wrapping_add(u8::try_from(i).unwrap())
        })))
        .unwrap()
    }

    #[test]
    fn a_scaled_down_domain_is_permuted_one_to_one() {
        let key = key(3);
        // The same code on 21^2 × 10^2 numbers, and on domains whose sides are small, prime or one.
        for (a, b) in [(441, 100), (7, 13), (1, 10), (10, 1), (2, 2)] {
            let domain = Domain { a, b };
            let sums: Vec<Vec<u128>> = (0..ROUNDS)
                .map(|round| (0..a.max(b)).map(|value| key.round(round, value)).collect())
                .collect();
            let sum =
                |round: u8, value: u64| sums[usize::from(round)][usize::try_from(value).unwrap()];
            let mut seen = vec![false; usize::try_from(a * b).unwrap()];
            for n in 0..a * b {
                let permuted = domain.permute(n, sum);
                let seen = &mut seen[usize::try_from(permuted).unwrap()];
                assert!(!*seen, "two numbers of {a}×{b} give {permuted}");
                *seen = true;
                assert_eq!(domain.invert(permuted, sum), n);
            }
            assert!(seen.into_iter().all(|seen| seen));
        }
    }
}
