//! Single values that have a type of their own in every language: what a person typed, secrets, keys.
//!
//! Kotlin and Swift wrap each in a hand-written class that prints no content; Python gets the plain text.

use toroku::{Digest, Instant, Language, NotificationKey, Personal, UserId};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::misuse::Misuse;

uniffi::custom_type!(Personal, String, {
    remote,
    lower: |text| text.expose().to_owned(),
    try_lift: |text| Ok(Personal::from(text)),
});

uniffi::custom_type!(UserId, String, {
    remote,
    lower: |user_id| user_id.as_str().to_owned(),
    try_lift: |text| Ok(text.parse().map_err(|_| Misuse::malformed("user ID"))?),
});

uniffi::custom_type!(NotificationKey, String, {
    remote,
    lower: |key| key.expose(),
    try_lift: |text| Ok(text.parse().map_err(|_| Misuse::malformed("notification key"))?),
});

uniffi::custom_type!(Digest, String, {
    remote,
    lower: |digest| digest.to_string(),
    try_lift: |text| Ok(text.parse().map_err(|_| Misuse::malformed("digest"))?),
});

uniffi::custom_type!(Language, String, {
    remote,
    lower: |language| language.tag().to_owned(),
    try_lift: |tag| Ok(Language::by_tag(&tag).ok_or_else(|| Misuse::malformed("language"))?),
});

uniffi::custom_type!(Instant, i64, {
    remote,
    lower: |instant| instant.unix_seconds(),
    try_lift: |seconds| Ok(Instant::from_unix_seconds(seconds)),
});

/// Bytes that nobody else may see: entropy, salts, keys.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Secret(Vec<u8>);

impl Secret {
    /// The engine's fixed size, or the host's mistake.
    pub(crate) fn sized<const N: usize>(&self) -> Result<toroku::Secret<N>, Misuse> {
        let bytes = <[u8; N]>::try_from(self.0.as_slice());
        bytes.map(toroku::Secret::new).map_err(|_| Misuse::malformed("secret's length"))
    }
}

impl From<Vec<u8>> for Secret {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

uniffi::custom_type!(Secret, Vec<u8>, {
    lower: |secret| secret.0.clone(),
    try_lift: |bytes| Ok(Secret(bytes)),
});

/// What the host adds to protect its snapshots; without a key they are protected against damage only.
///
/// Saving and restoring must use the same key and context.
#[derive(Clone, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct Guard {
    /// 32 bytes: who does not have them can neither change nor make a snapshot.
    #[uniffi(default = None)]
    pub key: Option<Secret>,
    /// A name of the host's, such as the account or device: another's snapshot does not restore here.
    #[uniffi(default = None)]
    pub context: Option<Vec<u8>>,
    /// At saving the number to write, at restoring the least to accept. Counting up shows when an older
    /// snapshot is put in place of a newer one.
    #[uniffi(default = 0)]
    pub counter: u64,
}

impl std::fmt::Debug for Guard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Guard").field("counter", &self.counter).finish_non_exhaustive()
    }
}

impl Guard {
    /// Calls `with` with the engine's form of the guard, which borrows the key.
    pub(crate) fn engine<T>(
        &self,
        with: impl FnOnce(&toroku::Guard<'_>) -> T,
    ) -> Result<T, Misuse> {
        let key = self.key.as_ref().map(Secret::sized::<32>).transpose()?;
        let context = self.context.as_deref().unwrap_or_default();
        let mut guard = toroku::Guard::default().with_context(context).with_counter(self.counter);
        if let Some(key) = &key {
            guard = guard.with_key(key);
        }
        Ok(with(&guard))
    }
}

impl Secret {
    /// Reads the bytes as a snapshot by `restore`.
    pub(crate) fn open<T>(
        &self,
        guard: &toroku::Guard<'_>,
        restore: impl FnOnce(&[u8], &toroku::Guard<'_>) -> Result<T, toroku::SnapshotError>,
    ) -> Result<T, toroku::SnapshotError> {
        restore(&self.0, guard)
    }
}
