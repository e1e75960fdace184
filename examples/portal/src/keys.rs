//! The two keys that last as long as the data: one seals snapshots, one makes user IDs of numbers.
//!
//! Each is made at the first start and kept in the database, or is in a file that the operator guards. The
//! database then has its fingerprint alone, so that a start with another key is refused before it does harm.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use thiserror::Error;
use toroku::Secret;

use crate::secret;
use crate::store::{Store, StoreError};

/// A key that cannot be used.
#[derive(Debug, Error)]
pub enum KeyError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file is no key.
    #[error("{0}: {1}")]
    File(&'static str, String),
    /// The key in the database is no key.
    #[error("the key {0} in the table settings is damaged")]
    Damaged(&'static str),
    /// The database was begun with a key from a file, and none is named.
    #[error("{0}: must be set: this database is used with a key from a file")]
    NotNamed(&'static str),
    /// The key in the database is another one than the file's.
    #[error("{0}: the database holds another key; toroku-portal export-key writes it into a file")]
    InDatabase(&'static str),
    /// The database was used with another key.
    #[error("{0}: {1}")]
    Another(&'static str, &'static str),
}

/// Which key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum KeyName {
    /// Seals snapshots.
    Seal,
    /// Makes user IDs of numbers.
    UserId,
}

impl KeyName {
    /// Where the database keeps it.
    pub(crate) const fn setting(self) -> &'static str {
        match self {
            Self::Seal => "seal_key",
            Self::UserId => "user_id_key",
        }
    }

    /// Where the database keeps what it knows of a key in a file.
    pub(crate) const fn fingerprint(self) -> &'static str {
        match self {
            Self::Seal => "seal_key_fingerprint",
            Self::UserId => "user_id_key_fingerprint",
        }
    }

    /// The setting that names its file.
    pub(crate) const fn file_setting(self) -> &'static str {
        match self {
            Self::Seal => "TOROKU_SEAL_KEY_FILE",
            Self::UserId => "TOROKU_USER_ID_KEY_FILE",
        }
    }
}

/// The key in a file: 64 hexadecimal digits, and a line end or none.
///
/// # Errors
/// What is wrong with the file, in words.
pub(crate) fn read_file(path: &Path) -> Result<Secret<32>, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("cannot be read: {error}"))?;
    secret::from_hex(text.trim_end())
        .map(Secret::new)
        .ok_or_else(|| "must be a file of 64 hexadecimal digits in lower case".to_owned())
}

/// Writes a key into a new file that nobody but its owner can read.
///
/// # Errors
/// Why not; also where the file is there already.
pub(crate) fn write_file(path: &Path, key: &Secret<32>) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    writeln!(file, "{}", secret::hex(key.expose()))?;
    file.sync_all()
}

/// The key to work with: the file's, if one is named, else the one that the database keeps.
pub(crate) async fn current(
    store: &Store,
    name: KeyName,
    file: Option<&Path>,
    old_file: Option<&Path>,
) -> Result<Secret<32>, KeyError> {
    let Some(path) = file else { return of_database(store, name).await };
    let named = name.file_setting();
    let key = read_file(path).map_err(|reason| KeyError::File(named, reason))?;
    let old = old_file
        .map(|path| read_file(path).map_err(|why| KeyError::File("TOROKU_OLD_SEAL_KEY_FILE", why)))
        .transpose()?;
    if let Some(kept) = store.kept_setting(name.setting()).await? {
        let is = |key: &Secret<32>| kept == key.expose();
        if !is(&key) && !old.as_ref().is_some_and(is) {
            return Err(KeyError::InDatabase(named));
        }
        // It is the operator's now; before it goes, its fingerprint is kept.
        let kept = kept.try_into().map_err(|_| KeyError::Damaged(name.setting()))?;
        store.setting(name.fingerprint(), &fingerprint(&Secret::new(kept))).await?;
        store.forget_setting(name.setting()).await?;
    }
    let known = store.setting(name.fingerprint(), &fingerprint(&key)).await?;
    let is_known = |key: &Secret<32>| known == fingerprint(key);
    if is_known(&key) || old.as_ref().is_some_and(is_known) {
        return Ok(key);
    }
    Err(match name {
        KeyName::Seal => KeyError::Another(
            named,
            "not the key that this database is sealed with; name that one as TOROKU_OLD_SEAL_KEY_FILE to change it",
        ),
        KeyName::UserId => KeyError::Another(
            named,
            "not the key that the user IDs of this database are made with, which can never change",
        ),
    })
}

async fn of_database(store: &Store, name: KeyName) -> Result<Secret<32>, KeyError> {
    let is_kept = store.kept_setting(name.setting()).await?.is_some();
    if !is_kept && store.kept_setting(name.fingerprint()).await?.is_some() {
        return Err(KeyError::NotNamed(name.file_setting()));
    }
    let kept = store.setting(name.setting(), &secret::random::<32>()).await?;
    Ok(Secret::new(kept.try_into().map_err(|_| KeyError::Damaged(name.setting()))?))
}

/// Writes the key that the database keeps into a file, and forgets it there.
pub(crate) async fn export(store: &Store, name: KeyName, path: &Path) -> Result<(), KeyError> {
    let kept = store.kept_setting(name.setting()).await?;
    let kept = kept.ok_or(KeyError::Another("export-key", "the database holds no such key"))?;
    let key = Secret::new(kept.try_into().map_err(|_| KeyError::Damaged(name.setting()))?);
    write_file(path, &key).map_err(|error| KeyError::File("export-key", error.to_string()))?;
    store.setting(name.fingerprint(), &fingerprint(&key)).await?;
    Ok(store.forget_setting(name.setting()).await?)
}

/// Notes that everything is sealed with this key now.
pub(crate) async fn sealed_with(store: &Store, key: &Secret<32>) -> Result<(), StoreError> {
    store.forget_setting(KeyName::Seal.fingerprint()).await?;
    store.setting(KeyName::Seal.fingerprint(), &fingerprint(key)).await?;
    Ok(())
}

fn fingerprint(key: &Secret<32>) -> [u8; 32] {
    secret::keyed_hash(key.expose(), "toroku-portal/fingerprint", b"")
}
