//! The bytes around a snapshot's content: header before, seal behind.

use alloc::vec::Vec;

use hmac::{Hmac, KeyInit, Mac};
use postcard::ser_flavors::Size;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::{Guard, SnapshotError};

const MAGIC: &[u8; 6] = b"TOROKU";
/// The version that is written. Versions up to it are read.
const VERSION: u8 = 1;
const SEAL_LABEL: &[u8] = b"toroku/snapshot/v1";
const HEADER: usize = MAGIC.len() + 3 + 8;
const SEAL: usize = 32;
/// No snapshot the engine writes comes near this; longer input is not looked at.
const MAX_BYTES: usize = 1 << 17;

/// What a snapshot is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Registration = 1,
    PasswordSetup = 2,
    Notification = 3,
}

pub(super) fn close(kind: Kind, content: &impl Serialize, guard: &Guard<'_>) -> Vec<u8> {
    // Counted first, then written once into its place: bytes that grow leave copies of themselves behind.
    let size = postcard::serialize_with_flavor(content, Size::default())
        .ok()
        .expect("owned values serialize without limit");
    let mut bytes = begun(kind, size, guard);
    postcard::to_slice(content, &mut bytes[HEADER..]).ok().expect("as many bytes as were counted");
    let seal = guard.seal(&bytes);
    bytes.extend_from_slice(&seal);
    bytes
}

/// The header, and zeros for so much content, with room for the seal.
fn begun(kind: Kind, size: usize, guard: &Guard<'_>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER + size + SEAL);
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&[VERSION, kind as u8, u8::from(guard.key.is_some())]);
    bytes.extend_from_slice(&guard.counter.to_be_bytes());
    bytes.resize(HEADER + size, 0);
    bytes
}

pub(super) fn open<T: for<'de> Deserialize<'de>>(
    kind: Kind,
    bytes: &[u8],
    guard: &Guard<'_>,
) -> Result<T, SnapshotError> {
    let content = unsealed(kind, bytes, guard)?;
    // A good seal on content that cannot be read: sealed without a key by who was not this engine.
    let (value, rest) = postcard::take_from_bytes(content).map_err(|_| SnapshotError::Broken)?;
    if rest.is_empty() { Ok(value) } else { Err(SnapshotError::Broken) }
}

/// The content of a snapshot of this kind that the guard lets through.
fn unsealed<'b>(kind: Kind, bytes: &'b [u8], guard: &Guard<'_>) -> Result<&'b [u8], SnapshotError> {
    if bytes.len() < HEADER + SEAL || bytes.len() > MAX_BYTES || !bytes.starts_with(MAGIC) {
        return Err(SnapshotError::NotASnapshot);
    }
    // The version comes first: a newer one's seal may be made another way.
    match bytes[6] {
        0 => return Err(SnapshotError::NotASnapshot),
        version if version > VERSION => return Err(SnapshotError::Newer { version }),
        _ => {}
    }
    let (content, seal) = bytes.split_at(bytes.len() - SEAL);
    let fits: bool = guard.seal(content).as_slice().ct_eq(seal).into();
    if !fits || content[8] != u8::from(guard.key.is_some()) {
        return Err(SnapshotError::Broken);
    }
    if content[7] != kind as u8 {
        return Err(SnapshotError::OtherKind);
    }
    let counter = content[9..HEADER].try_into().expect("the header ends with eight bytes");
    if u64::from_be_bytes(counter) < guard.counter {
        return Err(SnapshotError::RolledBack);
    }
    Ok(&content[HEADER..])
}

impl Guard<'_> {
    fn seal(&self, content: &[u8]) -> [u8; SEAL] {
        let length = u64::try_from(self.context.len()).expect("a slice is shorter than 2^64");
        let parts = [SEAL_LABEL, &length.to_be_bytes(), self.context, content];
        if let Some(key) = self.key {
            let mut mac = Hmac::<Sha256>::new_from_slice(key.expose())
                .expect("HMAC takes keys of any length");
            for part in parts {
                mac.update(part);
            }
            mac.finalize().into_bytes().into()
        } else {
            let mut hash = Sha256::new();
            for part in parts {
                hash.update(part);
            }
            hash.finalize().into()
        }
    }
}
