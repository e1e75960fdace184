//! User IDs on their own, for hosts that keep or import them.

use toroku::UserId;

use crate::misuse::Misuse;
use crate::values::Secret;

/// The user ID written as this text: five letters a–z and five digits, nothing else.
#[uniffi::export]
pub fn parse_user_id(text: &str) -> Option<UserId> {
    text.parse().ok()
}

/// The notification key written as this text: 32 lower-case hexadecimal digits.
#[uniffi::export]
pub fn parse_notification_key(text: &str) -> Option<toroku::NotificationKey> {
    text.parse().ok()
}

/// The digest written as this text: 64 lower-case hexadecimal digits.
#[uniffi::export]
pub fn parse_digest(text: &str) -> Option<toroku::Digest> {
    text.parse().ok()
}

/// How many user IDs can be issued.
#[uniffi::export]
pub fn user_id_count() -> u64 {
    UserId::COUNT
}

/// The issued user ID with this number; none from `user_id_count` on.
#[uniffi::export]
pub fn user_id_from_number(number: u64) -> Option<UserId> {
    UserId::from_number(number)
}

/// The number of an issued user ID; none for one with a vowel, which is never issued.
#[uniffi::export]
pub fn user_id_number(user_id: &UserId) -> Option<u64> {
    user_id.number()
}

/// Candidate `k` from this entropy (32 bytes); none where there is no such candidate and `k + 1` is next.
#[uniffi::export]
pub fn random_candidate(entropy: &Secret, k: u32) -> Result<Option<UserId>, Misuse> {
    Ok(toroku::random_candidate(&entropy.sized()?, k))
}

/// The key under which a store's sequence numbers become user IDs. It belongs to the sequence: keep it as
/// long as that runs.
#[derive(Debug, uniffi::Object)]
pub struct SequenceKey {
    key: toroku::SequenceKey,
}

#[uniffi::export]
impl SequenceKey {
    /// Makes the 32 bytes ready for use.
    #[uniffi::constructor]
    pub fn new(key: &Secret) -> Result<Self, Misuse> {
        Ok(Self { key: toroku::SequenceKey::new(&key.sized()?)? })
    }

    /// The user ID of the store's number.
    pub fn user_id(&self, number: u64) -> Result<UserId, Misuse> {
        Ok(self.key.user_id(number)?)
    }

    /// The number that gave this user ID; none for one that is never issued.
    pub fn number(&self, user_id: &UserId) -> Option<u64> {
        self.key.number(user_id)
    }
}
