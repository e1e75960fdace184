//! Whether the database is where it was opened, and takes what is written.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Store, StoreError};

/// The file that was opened: a path, and which file it led to.
#[derive(Debug)]
pub(super) struct Place {
    path: PathBuf,
    identity: (u64, u64),
}

impl Place {
    /// The file at this path.
    pub(super) fn of(path: &Path) -> Result<Self, StoreError> {
        let found = fs::metadata(path);
        let found = found.map_err(|error| StoreError::File(path.to_owned(), error))?;
        Ok(Self { path: path.to_owned(), identity: identity(&found) })
    }

    fn is_same(&self) -> bool {
        // One with tables is never empty: it was cut to nothing.
        let is_same = |found: fs::Metadata| identity(&found) == self.identity && found.len() > 0;
        fs::metadata(&self.path).is_ok_and(is_same)
    }
}

#[cfg(unix)]
fn identity(file: &fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (file.dev(), file.ino())
}

/// Elsewhere a file can be told from none, and not from another one.
#[cfg(not(unix))]
fn identity(_: &fs::Metadata) -> (u64, u64) {
    (0, 0)
}

/// The bytes that a probe writes: about what a registration adds to the database's log.
const PROBE: usize = 64 * 1024;

impl Store {
    /// Fails where the database file is gone, empty, or another one is in its place: connections that are open would go on
    /// writing into a file that nobody can find again.
    pub(crate) fn in_place(&self) -> Result<(), StoreError> {
        match &self.place {
            Some(place) if !place.is_same() => Err(StoreError::Gone),
            Some(_) | None => Ok(()),
        }
    }

    /// Writes something and waits for the disk, as a registration does: a full disk, a write lock that is not given
    /// back and a database that has become read only fail here too.
    pub(crate) async fn probe(&self, now: i64) -> Result<(), StoreError> {
        let mut value = now.to_be_bytes().to_vec();
        value.resize(PROBE, 0);
        self.set("probe", &value).await
    }
}
