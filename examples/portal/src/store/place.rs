//! Whether the database is where it was opened, whole, and takes what is written.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::file::{File, Opened};
use super::{Pool, Store, StoreError};
use crate::secret;

/// What SQLite has beside its file for as long as one connection is open: the log, in which the last changes stand, and
/// its index. Where one of the two is deleted, processes that come later know nothing of what is in it.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// The file that was opened: a path, and which file it led to.
#[derive(Debug)]
pub(super) struct Place {
    file: Entry,
    /// The file's greatest length so far. SQLite makes none shorter but by `VACUUM`, which the portal does not run.
    longest: AtomicU64,
    header: Header,
    /// A connection that is open from the beginning to the end, and what SQLite has beside the file meanwhile.
    kept: Mutex<Option<(Opened, [Entry; 2])>>,
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
        let header =
            Header::open(path).map_err(|error| StoreError::File(path.to_owned(), error))?;
        Ok(Self { file, longest, header, kept: Mutex::default() })
    }

    /// Watches what is beside the file too, once its tables are there.
    pub(super) fn keep(&self, file: &File) -> Result<(), StoreError> {
        let connection = file.reader()?;
        let [log, index] = BESIDE.map(|end| {
            let mut path = OsString::from(&self.file.path);
            path.push(end);
            Entry::of(path.into()).map(|(entry, _)| entry)
        });
        self.header.keep(connection.run(number_of)?);
        *self.kept() = Some((connection, [log?, index?]));
        Ok(())
    }

    /// Nothing beside the file is watched any more: with the last connection, SQLite deletes it.
    pub(super) fn close(&self) {
        *self.kept() = None;
    }

    fn kept(&self) -> MutexGuard<'_, Option<(Opened, [Entry; 2])>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_same(&self) -> bool {
        let is_whole = |length| self.longest.fetch_max(length, Ordering::Relaxed) <= length;
        self.file.length().is_some_and(is_whole) && self.header.is_same()
    }

    fn is_same_with_log(&self) -> bool {
        let is_there = |entry: &Entry| entry.length().is_some();
        let kept = self.kept();
        self.is_same() && kept.as_ref().is_none_or(|(_, beside)| beside.iter().all(is_there))
    }
}

/// The beginning of the file, read past SQLite: another database that is copied over it stands there, while SQLite goes
/// on with what it has read before.
#[derive(Debug)]
struct Header {
    /// Open for as long as the database is: to close it would take SQLite's locks away, which are the process's.
    file: fs::File,
    /// The number that the database was given when it was made.
    number: AtomicU32,
    /// Whether the number stands there. Until then it stands in the log.
    has_number: AtomicBool,
    /// SQLite's count of changes of the beginning, which never goes back.
    changes: AtomicU32,
}

impl Header {
    /// Where SQLite's format has its count of changes, and a number that it leaves to who uses it.
    const CHANGES: usize = 24;
    const NUMBER: usize = 60;

    fn open(path: &Path) -> std::io::Result<Self> {
        let (number, changes) = (AtomicU32::new(0), AtomicU32::new(0));
        let file = fs::File::open(path)?;
        Ok(Self { file, number, has_number: AtomicBool::new(false), changes })
    }

    /// Takes the database with this number as the one that belongs here.
    fn keep(&self, number: u32) {
        self.number.store(number, Ordering::Relaxed);
    }

    /// Whether the same database stands there, and none of a time before.
    fn is_same(&self) -> bool {
        let Some(bytes) = self.bytes() else { return false };
        let at = |place| {
            bytes.iter().skip(place).take(4).fold(0, |sum, byte| sum << 8 | u32::from(*byte))
        };
        let is_its = at(Self::NUMBER) == self.number.load(Ordering::Relaxed);
        if is_its {
            self.has_number.store(true, Ordering::Relaxed);
        }
        let is_its = is_its || (at(Self::NUMBER) == 0 && !self.has_number.load(Ordering::Relaxed));
        let changes = at(Self::CHANGES);
        is_its && self.changes.fetch_max(changes, Ordering::Relaxed) <= changes
    }

    /// Zeros where the file is empty.
    #[cfg(unix)]
    fn bytes(&self) -> Option<[u8; 64]> {
        use std::os::unix::fs::FileExt;
        let mut bytes = [0; 64];
        self.file.read_at(&mut bytes, 0).ok().map(|_| bytes)
    }

    /// Elsewhere it is not looked at.
    #[cfg(not(unix))]
    fn bytes(&self) -> Option<[u8; 64]> {
        self.file.metadata().ok().map(|_| [0; 64])
    }
}

/// SQLite's place for a number of whoever uses it.
const NUMBER: &str = "user_version";

fn number_of(connection: &rusqlite::Connection) -> Result<u32, rusqlite::Error> {
    connection.pragma_query_value(None, NUMBER, |row| row.get(0).map(i32::cast_unsigned))
}

/// Gives a database a number, by which it is told from all others.
pub(super) fn give_number(connection: &rusqlite::Connection) -> Result<(), rusqlite::Error> {
    let number = i32::from_be_bytes(secret::random());
    connection.pragma_update(None, NUMBER, if number == 0 { 1 } else { number })
}

/// The same where it has none, whoever else opens it at the same time.
pub(super) fn number_once(connection: &rusqlite::Connection) -> Result<(), rusqlite::Error> {
    if number_of(connection)? == 0 {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        if number_of(connection)? == 0 {
            give_number(connection)?;
        }
        connection.execute_batch("COMMIT")?;
    }
    Ok(())
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
        matches!(&self.pool, Pool::Sqlite(sqlite) if sqlite.file.is_damaged())
    }

    /// Writes something and waits for the disk, as a registration does: a full disk, a write lock that is not given
    /// back and a database that has become read only fail here too.
    pub(crate) async fn probe(&self, now: i64) -> Result<(), StoreError> {
        let mut value = now.to_be_bytes().to_vec();
        value.resize(PROBE, 0);
        self.set("probe", &value).await
    }
}
