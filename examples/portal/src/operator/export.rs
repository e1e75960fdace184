//! Registrations into files for the counter's programs: each into one file, and once.
//!
//! The cursor's file says up to where registrations have been handed over. A file that is about to get its name is
//! noted there first: whoever comes after a crash brings that to its end, and so writes nobody twice.
//!
//! 1. Write the registrations to `FILE.part`.
//! 2. Note in the cursor's file that `FILE` comes, and up to where it goes.
//! 3. Rename `FILE.part` to `FILE`.
//! 4. Put the new cursor into the cursor's file.

use std::fs;
use std::io::{BufWriter, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::{Deserialize, Serialize};

use super::files::{begin_part, end_part, in_file, lock, part_of, publish, replace};
use crate::clock::Clock;
use crate::command_error::CommandError;
use crate::crash;
use crate::listing::{Format, List, cursor_of, position_of};
use crate::store::{By, Store};

/// Registrations read at a time.
const BATCH: u32 = 1000;

/// What is exported, and to where.
#[derive(Debug, Args)]
pub(crate) struct Wanted {
    /// The file to write, which must not be there
    file: PathBuf,
    /// The file that keeps up to where registrations were exported; made where it is missing
    #[arg(long, value_name = "FILE")]
    cursor: PathBuf,
    /// How to write them
    #[arg(long, default_value = "records")]
    format: Format,
}

/// What the cursor's file holds.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    /// Up to here registrations have been handed over.
    cursor: String,
    /// A file that was about to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    coming: Option<Coming>,
}

/// A file that is written in full, and may have its name already.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Coming {
    file: PathBuf,
    /// Up to where it goes.
    cursor: String,
}

/// Writes the registrations behind the cursor into a file; what to print.
pub(super) async fn export(
    store: &Store,
    wanted: &Wanted,
    actor: &str,
) -> Result<String, CommandError> {
    let file = std::path::absolute(&wanted.file).map_err(in_file(&wanted.file))?;
    let cursor_file = wanted.cursor.as_path();
    // Until the end, so that no two write the same registrations.
    let _held = lock(cursor_file)?;
    crash::arm();
    let (after, ended) = taken_up(cursor_file)?;
    if ended.as_ref() == Some(&file) {
        let file = file.display();
        return Ok(format!(
            "{file} is there: the export that was broken off before is at its end.\n"
        ));
    }
    if file.exists() {
        return Err(in_file(&file)("is there already: take it away first"));
    }
    let last = store.last_position().await?;
    if after > last {
        let what = "is a cursor that this database has not given: is it another database's?";
        return Err(in_file(cursor_file)(what));
    }
    let (next, count) = write(store, &file, wanted.format, after, last).await?;
    let by = By { at: Clock::system().seconds(), actor, action: "export registrations" };
    let subject = format!("positions {after} to {next}, {count} registrations");
    store.note_about(&by, &subject).await?;
    let coming = Coming { file: file.clone(), cursor: cursor_of(next) };
    keep(cursor_file, &Kept { cursor: cursor_of(after), coming: Some(coming) })?;
    publish(&file).map_err(in_file(&file))?;
    keep(cursor_file, &Kept { cursor: cursor_of(next), coming: None })?;
    Ok(format!("{count} registrations are in {}.\n", file.display()))
}

/// Writes the registrations behind `after` up to the position `end` into the file's part: the last one's position,
/// and how many there are. Those that come in meanwhile are the next export's.
async fn write(
    store: &Store,
    file: &Path,
    format: Format,
    after: i64,
    end: i64,
) -> Result<(i64, usize), CommandError> {
    let failed = in_file(file);
    let part = begin_part(file).map_err(&failed)?;
    let mut list = List::begin(format, BufWriter::new(&part)).map_err(&failed)?;
    let (mut next, mut count) = (after, 0);
    while next < end {
        let mut read = store.registrations_after(next, BATCH).await?;
        read.retain(|one| one.position <= end);
        let Some(newest) = read.last() else { break };
        next = newest.position;
        count += read.len();
        list.add(&read).map_err(&failed)?;
    }
    list.end(next).and_then(|mut to| to.flush()).map_err(&failed)?;
    end_part(file, &part).map_err(&failed)?;
    Ok((next, count))
}

/// Where the cursor's file says to go on, and the file of an export that was broken off and is brought to its end
/// here.
fn taken_up(cursor_file: &Path) -> Result<(i64, Option<PathBuf>), CommandError> {
    let not_one = || in_file(cursor_file)("is no cursor that export has kept");
    let position = |cursor: &str| position_of(cursor).ok_or_else(not_one);
    let kept: Kept = match fs::read(cursor_file) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|_| not_one())?,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok((0, None)),
        Err(error) => return Err(in_file(cursor_file)(error)),
    };
    let Some(Coming { file, cursor }) = kept.coming else {
        return Ok((position(&kept.cursor)?, None));
    };
    // Without its part it has its name, or had it until somebody took it away.
    if part_of(&file).exists() {
        if file.exists() {
            return Err(in_file(&file)("is another file: take it away first"));
        }
        publish(&file).map_err(in_file(&file))?;
    }
    let next = position(&cursor)?;
    keep(cursor_file, &Kept { cursor, coming: None })?;
    Ok((next, Some(file)))
}

fn keep(cursor_file: &Path, kept: &Kept) -> Result<(), CommandError> {
    let bytes = serde_json::to_vec(kept).map_err(in_file(cursor_file))?;
    replace(cursor_file, &bytes).map_err(in_file(cursor_file))
}
