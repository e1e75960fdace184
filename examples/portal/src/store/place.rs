//! Whether the database is where it was opened, whole, and takes what is written.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::open::File;
use super::sql::of_sqlite;
use super::{Store, StoreError};

/// What SQLite has beside its file for as long as one connection is open: the log, in which the last changes stand, and
/// its index. Where one of the two is deleted, processes that come later know nothing of what is in it.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// The file that was opened: a path, and which file it led to.
#[derive(Debug)]
pub(super) struct Place {
    file: Entry,
    /// The file's greatest length so far. SQLite makes none shorter but by `VACUUM`, which the portal does not run.
    longest: AtomicU64,
    /// A connection that is open from the beginning to the end, and what SQLite has beside the file meanwhile.
    kept: Mutex<Option<(rusqlite::Connection, [Entry; 2])>>,
    /// Whether SQLite has found the file damaged.
    is_damaged: AtomicBool,
}

/// A path, and which file it led to.
#[derive(Debug)]
struct Entry {
    path: PathBuf,
    identity: (u64, u64),
}

impl Entry {
    fn of(path: PathBuf) -> Result<(Self, u64), StoreError> {
        match fs::metadata(&path) {
            Ok(found) => Ok((Self { path, identity: identity(&found) }, found.len())),
            Err(error) => Err(StoreError::File(path, error)),
        }
    }

    /// Its length, where it is still the same file.
    fn length(&self) -> Option<u64> {
        let found = fs::metadata(&self.path).ok()?;
        (identity(&found) == self.identity).then_some(found.len())
    }
}

impl Place {
    /// The file at this path.
    pub(super) fn of(path: &Path) -> Result<Self, StoreError> {
        let (file, length) = Entry::of(path.to_owned())?;
        let longest = AtomicU64::new(length.max(1));
        Ok(Self { file, longest, kept: Mutex::default(), is_damaged: AtomicBool::new(false) })
    }

    /// Watches what is beside the file too, once its tables are there.
    pub(super) fn keep(&self, file: &File) -> Result<(), StoreError> {
        let connection = file.reader().map_err(of_sqlite)?;
        let [log, index] = BESIDE.map(|end| {
            let mut path = OsString::from(&self.file.path);
            path.push(end);
            Entry::of(path.into()).map(|(entry, _)| entry)
        });
        *self.kept() = Some((connection, [log?, index?]));
        Ok(())
    }

    /// Nothing beside the file is watched any more: with the last connection, SQLite deletes it.
    pub(super) fn close(&self) {
        *self.kept() = None;
    }

    fn kept(&self) -> MutexGuard<'_, Option<(rusqlite::Connection, [Entry; 2])>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_same(&self) -> bool {
        let is_whole = |length| self.longest.fetch_max(length, Ordering::Relaxed) <= length;
        self.file.length().is_some_and(is_whole)
    }

    fn is_same_with_log(&self) -> bool {
        let is_there = |entry: &Entry| entry.length().is_some();
        let kept = self.kept();
        self.is_same() && kept.as_ref().is_none_or(|(_, beside)| beside.iter().all(is_there))
    }

    /// Notes that SQLite has found the file damaged, where it has.
    pub(super) fn note(&self, error: &StoreError) {
        if error.is_damage() {
            self.is_damaged.store(true, Ordering::Relaxed);
        }
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
    /// Fails where the database file is gone, shorter than it was, or another one is in its place: connections that are
    /// open would go on writing into a file that nobody can find again.
    pub(super) fn file_in_place(&self) -> Result<(), StoreError> {
        match &self.place {
            Some(place) if !place.is_same() => Err(StoreError::Gone),
            Some(_) | None => Ok(()),
        }
    }

    /// The same of the file and of its log, into which all changes go first.
    pub(crate) fn in_place(&self) -> Result<(), StoreError> {
        match &self.place {
            Some(place) if !place.is_same_with_log() => Err(StoreError::Gone),
            Some(_) | None => Ok(()),
        }
    }

    /// Whether SQLite has found the file damaged since it was opened.
    pub(crate) fn is_damaged(&self) -> bool {
        self.place.as_ref().is_some_and(|place| place.is_damaged.load(Ordering::Relaxed))
    }

    /// Writes something and waits for the disk, as a registration does: a full disk, a write lock that is not given
    /// back and a database that has become read only fail here too.
    pub(crate) async fn probe(&self, now: i64) -> Result<(), StoreError> {
        let mut value = now.to_be_bytes().to_vec();
        value.resize(PROBE, 0);
        self.set("probe", &value).await
    }
}
