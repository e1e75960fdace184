//! Files that hold personal data: their owner alone reads them, and nobody sees one half written.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::command_error::CommandError;
use crate::crash;

/// A file that was not there.
pub(super) fn new_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

/// A file's name with something behind it.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Names the file in what is said of an error.
pub(super) fn in_file<E: std::fmt::Display>(path: &Path) -> impl Fn(E) -> CommandError {
    let path = path.display().to_string();
    move |error| CommandError::Other(format!("{path}: {error}"))
}

/// Where a file is written before it gets its name.
pub(super) fn part_of(path: &Path) -> PathBuf {
    beside(path, ".part")
}

/// Begins what is to be a file. What was written of it before a crash is written anew.
pub(super) fn begin_part(path: &Path) -> io::Result<File> {
    let part = part_of(path);
    match fs::remove_file(&part) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    new_file(&part)
}

/// Keeps for sure what was written of it.
pub(super) fn end_part(path: &Path, file: &File) -> io::Result<()> {
    file.sync_all()?;
    sync_folder(path)?;
    crash::point();
    Ok(())
}

/// Gives a file that was written in full its name, in place of what had it.
pub(super) fn publish(path: &Path) -> io::Result<()> {
    fs::rename(part_of(path), path)?;
    crash::point();
    sync_folder(path)
}

/// Writes a small file whole, in place of what was there.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = begin_part(path)?;
    file.write_all(bytes)?;
    end_part(path, &file)?;
    publish(path)
}

/// Keeps others from what a file stands for, until what this gives is dropped.
pub(super) fn lock(path: &Path) -> Result<File, CommandError> {
    let name = beside(path, ".lock");
    let opened = OpenOptions::new().create(true).write(true).truncate(false).open(&name);
    let file = opened.map_err(in_file(&name))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(in_file(path)("another command is using it")),
        Err(TryLockError::Error(error)) => Err(in_file(&name)(error)),
    }
}

/// A name is kept for sure once its folder is.
fn sync_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
