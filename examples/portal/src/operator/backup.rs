//! Copying the SQLite database and putting a copy back.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use super::files::{begin_part, beside, end_part, in_file, new_file, part_of, publish};
use crate::app::open_store;
use crate::clock::Clock;
use crate::command_error::CommandError;
use crate::config::Config;
use crate::keys::KeyName;
use crate::store::{By, Store, StoreError, least_number};

const POSTGRES: &str = "the database is PostgreSQL: use pg_dump";

/// Writes a copy of the database into a new file that nobody but its owner can read.
pub(super) async fn backup(
    config: &Config,
    file: &Path,
    actor: &str,
) -> Result<String, CommandError> {
    if config.database_url.is_some() {
        return Err(CommandError::Other(POSTGRES.into()));
    }
    if !config.database.exists() {
        return Err(in_file(&config.database)("there is no database"));
    }
    if file.exists() {
        return Err(in_file(file)("is there already: take it away first"));
    }
    // Under another name until all is done: what was broken off is nobody's copy.
    let part = part_of(file);
    remove(&part);
    let made = begin_part(file).map_err(in_file(file))?;
    let store = open_store(config).await?;
    let copied = async {
        store.note(&By { at: Clock::system().seconds(), actor, action: "backup" }).await?;
        store.copy_into(&part).await
    };
    let copied = copied.await;
    store.close().await;
    if let Err(error) = copied {
        remove(&part);
        return Err(error.into());
    }
    end_part(file, &made).and_then(|()| publish(file)).map_err(in_file(file))?;
    Ok(format!("{} is written. It holds personal data in clear.\n", file.display()))
}

/// Puts a copy where the settings have the database, and raises the counter of user IDs.
pub(super) async fn restore(
    config: &Config,
    file: Option<&Path>,
    actor: &str,
) -> Result<String, CommandError> {
    let raised = match (&config.database_url, file) {
        (Some(_), Some(_)) => {
            return Err(CommandError::Other(format!(
                "{POSTGRES} and pg_restore, then restore alone"
            )));
        }
        (Some(_), None) => {
            let store = open_store(config).await?;
            let raised = raise(&store, actor).await;
            store.close().await;
            raised?
        }
        (None, None) => {
            return Err(CommandError::Other("restore: the file of the copy must be named".into()));
        }
        (None, Some(file)) => {
            let database = &config.database;
            for path in [database.clone(), beside(database, "-wal"), beside(database, "-shm")] {
                if path.exists() {
                    let what = "is there already: stop the portal and move the database away, with its -wal and -shm";
                    return Err(in_file(&path)(what));
                }
            }
            // Under another name until all is done: a portal that is started meanwhile does not find half of it.
            let new = beside(database, ".restoring");
            if new.exists() {
                let what = "is what a restore has left that was broken off, or is being written by another one: \
                    where none is, remove it";
                return Err(in_file(&new)(what));
            }
            let raised = put_back(file, &new, actor).await;
            if raised.is_err() {
                remove(&new);
            }
            let raised = raised?;
            fs::rename(&new, database).map_err(in_file(database))?;
            raised
        }
    };
    Ok(format!("Restored. The next user ID is made of a number above {raised}.\n"))
}

/// Removes a database that is not whole, with what SQLite may have beside it: whatever comes in its place would be
/// taken for what that is about.
fn remove(file: &Path) {
    for ending in ["", "-wal", "-shm", "-journal"] {
        drop(fs::remove_file(beside(file, ending)));
    }
}

async fn put_back(file: &Path, new: &Path, actor: &str) -> Result<i64, CommandError> {
    let mut made = new_file(new).map_err(in_file(new))?;
    let mut copy = fs::File::open(file).map_err(in_file(file))?;
    io::copy(&mut copy, &mut made).map_err(in_file(new))?;
    made.sync_all().map_err(in_file(new))?;
    let not_one = || in_file(file)("is no copy of a portal's database, or is damaged");
    let store = Store::open_file(new).await.map_err(|_| not_one())?;
    let raised = async {
        // What cannot even be looked at is damaged too.
        if !matches!(store.is_sound().await, Ok(true)) || !is_portals(&store).await? {
            return Err(not_one());
        }
        Ok(raise(&store, actor).await?)
    };
    let raised = raised.await;
    store.close().await;
    raised
}

/// Whether a portal has run on it: then it has its key, or that one's fingerprint.
async fn is_portals(store: &Store) -> Result<bool, StoreError> {
    let key = store.kept_setting(KeyName::Seal.setting()).await?;
    Ok(key.is_some() || store.kept_setting(KeyName::Seal.fingerprint()).await?.is_some())
}

async fn raise(store: &Store, actor: &str) -> Result<i64, StoreError> {
    let now = Clock::system().seconds();
    let raised = store.raise_counters(least_number(now + 1)).await?;
    // The portal begins to give numbers in a second that this number is of, and so does the next time.
    tokio::time::sleep(Duration::from_secs(1)).await;
    store.note(&By { at: now, actor, action: "restore" }).await?;
    Ok(raised)
}
