//! What the operator can say on the command line.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use thiserror::Error;
use toroku::{Instant, Secret};

use crate::app::{App, AppError, Clock, open_store};
use crate::config::{Config, ConfigErrors, help};
use crate::failure::Failure;
use crate::keys::{self, KeyError, KeyName};
use crate::store::{Store, StoreError};
use crate::{account, secret};

/// What is to be done.
#[derive(Debug)]
pub enum Command {
    /// Serve with these settings.
    Serve(Box<Config>),
    /// It is done: print this and end.
    Print(String),
}

/// What was asked for could not be done.
#[derive(Debug, Error)]
pub enum CommandError {
    /// There is no such command.
    #[error("no such command; see toroku-portal --help")]
    Unknown,
    /// The settings cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigErrors),
    /// The database cannot be used.
    #[error(transparent)]
    App(#[from] AppError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A key cannot be used or written.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// What is wrong, in words.
    #[error("{0}")]
    Other(String),
}

impl Command {
    /// Does what the arguments (without the program's name) say, all but serving.
    ///
    /// # Errors
    /// [`CommandError`], with what is wrong and where.
    pub async fn of(
        arguments: &[String],
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, CommandError> {
        let (path, rest) = match arguments {
            [flag, path, rest @ ..] if flag == "--config" => (Some(PathBuf::from(path)), rest),
            rest => (None, rest),
        };
        let words: Vec<&str> = rest.iter().map(String::as_str).collect();
        let config = || Config::read(path.as_deref(), &environment);
        let text = match words[..] {
            [] => return Ok(Self::Serve(Box::new(config()?))),
            ["--help" | "-h"] => help(),
            ["--version" | "-V"] => {
                concat!("toroku-portal ", env!("CARGO_PKG_VERSION"), "\n").into()
            }
            ["--check-config"] => {
                config()?;
                "The settings can be used.\n".into()
            }
            ["make-key", file] => {
                let key = Secret::new(secret::random());
                let made = keys::write_file(Path::new(file), &key);
                made.map_err(|error| CommandError::Other(format!("{file}: {error}")))?;
                format!("{file} is written. Keep a copy where no backup of the database lies.\n")
            }
            ["export-key", name, file] => {
                let (key, setting) = match name {
                    "seal" => (KeyName::Seal, KeyName::Seal.file_setting()),
                    "user-id" => (KeyName::UserId, KeyName::UserId.file_setting()),
                    _ => return Err(CommandError::Unknown),
                };
                let store = open_store(&config()?).await?;
                let exported = keys::export(&store, key, Path::new(file)).await;
                store.close().await;
                exported?;
                format!("{file} is written and the database has it no more: set {setting}.\n")
            }
            ["reseal"] => reseal(config()?).await?,
            ["dead-letters", ref rest @ ..] => {
                let store = open_store(&config()?).await?;
                let done = dead_letters(&store, rest, Clock::system().seconds()).await;
                store.close().await;
                done?
            }
            _ => return Err(CommandError::Unknown),
        };
        Ok(Self::Print(text))
    }
}

async fn dead_letters(store: &Store, words: &[&str], now: i64) -> Result<String, CommandError> {
    let number = |text: &str| {
        let number = text.parse::<i64>().ok().filter(|number| *number > 0);
        number.ok_or_else(|| CommandError::Other(format!("{text}: must be a number of the list")))
    };
    let count = match *words {
        [] | ["list"] => return Ok(list(store).await?),
        ["retry", "all"] => store.retry_undeliverable(None, now).await?,
        ["retry", id] => store.retry_undeliverable(Some(number(id)?), now).await?,
        ["drop", id] => store.drop_undeliverable(number(id)?, now).await?,
        _ => return Err(CommandError::Unknown),
    };
    match (count, words) {
        (0, [_, id]) if *id != "all" => {
            Err(CommandError::Other(format!("{id}: no such mail was given up")))
        }
        (count, ["drop", ..]) => Ok(format!("{count} forgotten\n")),
        (count, _) => Ok(format!("{count} to be tried again\n")),
    }
}

async fn list(store: &Store) -> Result<String, StoreError> {
    let mails = store.undeliverable().await?;
    let mut text = String::new();
    for mail in &mails {
        let written = moment(mail.created_at);
        let given_up = moment(mail.given_up_at);
        writeln!(
            text,
            "{}\t{}\twritten {written}\tgiven up {given_up} after {} tries\t{}\t{}",
            mail.id, mail.recipient, mail.attempts, mail.error, mail.subject
        )
        .expect("a string takes all");
    }
    writeln!(text, "{} given up", mails.len()).expect("a string takes all");
    Ok(text)
}

/// `2024-02-29T00:00Z`
fn moment(seconds: i64) -> String {
    // The engine's dates are Japan's, nine hours ahead.
    let date = Instant::from_unix_seconds(seconds - 9 * 3600).date_in_japan();
    let time = seconds.rem_euclid(86_400);
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}Z", time / 3600, time / 60 % 60)
}

/// Seals every account with the new key. Registrations under way last a day at most: those still sealed with
/// the old one are lost with the old key's setting, so that one stays until a day later.
async fn reseal(config: Config) -> Result<String, CommandError> {
    const BATCH: u32 = 500;
    if config.old_seal_key_file.is_none() {
        return Err(CommandError::Other("TOROKU_OLD_SEAL_KEY_FILE: must be set".into()));
    }
    // No link is made here, so what stands for the address does not matter.
    let app = App::open(config, "http://127.0.0.1".into(), Clock::system()).await?;
    let failed =
        |user_id: &str| CommandError::Other(format!("account {user_id} cannot be unsealed"));
    let (mut after, mut count) = (String::new(), 0_u64);
    loop {
        let setups = app.store.setups_after(&after, BATCH).await?;
        let Some(last) = setups.last() else { break };
        after.clone_from(&last.user_id);
        for stored in &setups {
            let mut stored = stored.clone();
            loop {
                let setup = account::restored(&app, &stored)
                    .map_err(|_: Failure| failed(&stored.user_id))?;
                match account::save(&app, &stored, &setup, None).await {
                    Ok(()) => break,
                    // The portal runs on meanwhile and has sealed it itself, with the new key or the old.
                    Err(StoreError::Changed) => match app.store.setup_of(&stored.user_id).await? {
                        Some(newer) => stored = newer,
                        None => break,
                    },
                    Err(error) => return Err(error.into()),
                }
            }
            count += 1;
        }
    }
    keys::sealed_with(&app.store, &app.key).await?;
    app.store.close().await;
    Ok(format!("{count} accounts are sealed with the new key.\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_in_utc() {
        assert_eq!(moment(0), "1970-01-01T00:00Z");
        assert_eq!(moment(1_709_164_799), "2024-02-28T23:59Z");
        assert_eq!(moment(1_709_164_800), "2024-02-29T00:00Z");
    }

    #[tokio::test]
    async fn what_is_no_command_is_said() {
        for words in [&["--wat"][..], &["dead-letters", "x"], &["make-key"], &["--config"]] {
            let words: Vec<_> = words.iter().map(|word| (*word).to_owned()).collect();
            let path = std::env::temp_dir().join(format!("toroku-command-{}", std::process::id()));
            let path = path.to_str().unwrap().to_owned();
            let environment = |name: &str| (name == "TOROKU_DATABASE").then(|| path.clone());
            let refused = Command::of(&words, environment).await;
            assert!(matches!(refused, Err(CommandError::Unknown)), "{words:?}");
            drop(std::fs::remove_file(path));
        }
    }
}
