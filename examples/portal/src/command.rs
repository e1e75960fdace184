//! What the operator can say on the command line.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};
use toroku::Secret;

use crate::api::{Scope, make_token};
use crate::app::{App, init, open_store};
use crate::clock::{Clock, moment};
use crate::command_error::CommandError;
use crate::config::{Config, help};
use crate::failure::Failure;
use crate::keys::{self, KeyName};
use crate::operator;
use crate::staff::plain_name;
use crate::store::{Store, StoreError};
use crate::{account, secret};

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "toroku-portal",
    version,
    about = "User registration on the web. Without a command it serves, until SIGTERM or Ctrl+C.",
    after_long_help = help(),
    disable_help_subcommand = true
)]
struct Arguments {
    /// The TOML file with the settings
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Read the settings and the files they name, and end
    #[arg(long)]
    check_config: bool,
    #[command(subcommand)]
    task: Option<Task>,
}

/// What is done instead of serving.
#[derive(Debug, Subcommand)]
enum Task {
    /// Make the database that the settings name. Without it none is made but at the very first start with every setting
    /// as it is
    Init,
    /// List the mails that were given up, retry or drop them
    Undeliverable {
        #[command(subcommand)]
        change: Option<Undeliverable>,
    },
    /// Write a new key for `seal_key_file` or `user_id_key_file`
    MakeKey { file: PathBuf },
    /// Move the key that lies in the database into a file; from then on the setting must name the file
    ExportKey { key: KeyName, file: PathBuf },
    /// Tokens for programs that read registrations by the API
    Token {
        #[command(subcommand)]
        change: Token,
    },
    /// Seal everything with `seal_key_file` that is still sealed with `old_seal_key_file`
    Reseal,
    #[command(flatten)]
    Operator(operator::Task),
}

/// What is done with tokens.
#[derive(Debug, Subcommand)]
#[command(disable_help_subcommand = true)]
enum Token {
    /// Make one and print it, this once
    Add {
        /// What to call it: 1 to 64 letters, digits, dots and hyphens
        #[arg(value_parser = plain_name)]
        name: String,
        /// What it may be used for
        #[arg(long, required = true, value_delimiter = ',')]
        scope: Vec<Scope>,
    },
    /// List them with what they may be used for, and when each was used last
    List,
    /// Revoke one, for ever
    Revoke {
        /// What it is called
        #[arg(value_parser = plain_name)]
        name: String,
    },
}

/// What is done with undeliverable mails.
#[derive(Debug, Subcommand)]
#[command(disable_help_subcommand = true)]
enum Undeliverable {
    /// List them, as without a command
    List,
    /// Try one anew, or all
    Retry {
        /// A number of the list, or all
        #[arg(value_parser = which)]
        which: Which,
    },
    /// Forget one
    Drop {
        /// A number of the list
        #[arg(value_parser = clap::value_parser!(i64).range(1..))]
        number: i64,
    },
}

/// One mail of the list, or all.
#[derive(Clone, Copy, Debug)]
enum Which {
    All,
    One(i64),
}

fn which(text: &str) -> Result<Which, &'static str> {
    match (text, text.parse()) {
        ("all", _) => Ok(Which::All),
        (_, Ok(number @ 1..)) => Ok(Which::One(number)),
        (_, Ok(_) | Err(_)) => Err("must be a number of the list, or all"),
    }
}

/// What is to be done.
#[derive(Debug)]
pub enum Command {
    /// Serve with these settings.
    Serve(Box<Config>),
    /// It is done: print this and end.
    Print(String),
}

impl Command {
    /// Does what the arguments (the program's name first) say, all but serving.
    ///
    /// # Errors
    /// [`CommandError`], with what is wrong and where.
    pub async fn of(
        arguments: &[String],
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, CommandError> {
        let Arguments { config, check_config, task } = match Arguments::try_parse_from(arguments) {
            Ok(arguments) => arguments,
            Err(text)
                if matches!(text.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) =>
            {
                return Ok(Self::Print(text.to_string()));
            }
            Err(error) => return Err(CommandError::Usage(error)),
        };
        if check_config && task.is_some() {
            let text = "--check-config stands without a command";
            let error = Arguments::command().error(ErrorKind::ArgumentConflict, text);
            return Err(CommandError::Usage(error));
        }
        let settings = || Config::read(config.as_deref(), &environment);
        let text = match task {
            None if check_config => settings().map(|_| "The settings can be used.\n".into())?,
            None => return Ok(Self::Serve(Box::new(settings()?))),
            Some(Task::Init) => {
                init(&settings()?).await?;
                "The database is made.\n".into()
            }
            Some(Task::MakeKey { file }) => {
                let key = Secret::new(secret::random());
                let made = keys::write_file(&file, &key);
                let file = file.display();
                made.map_err(|error| CommandError::Other(format!("{file}: {error}")))?;
                format!("{file} is written. Keep a copy where no backup of the database lies.\n")
            }
            Some(Task::ExportKey { key, file }) => {
                let store = open_store(&settings()?).await?;
                let exported = keys::export(&store, key, &file).await;
                store.close().await;
                exported?;
                let (file, setting) = (file.display(), key.file_setting());
                format!("{file} is written and the database no longer has it: set {setting}.\n")
            }
            Some(Task::Reseal) => reseal(settings()?).await?,
            Some(Task::Operator(task)) => Box::pin(operator::run(settings()?, task)).await?,
            Some(Task::Token { change }) => {
                let store = open_store(&settings()?).await?;
                let done = token(&store, change, Clock::system().seconds()).await;
                store.close().await;
                done?
            }
            Some(Task::Undeliverable { change }) => {
                let store = open_store(&settings()?).await?;
                let done = undeliverable(&store, change, Clock::system().seconds()).await;
                store.close().await;
                done?
            }
        };
        Ok(Self::Print(text))
    }
}

async fn token(store: &Store, change: Token, now: i64) -> Result<String, CommandError> {
    match change {
        Token::Add { name, scope } => {
            let made = make_token(store, &name, &scope, now).await?;
            let in_use =
                || format!("{name}: there is a token of this name, or was; choose another");
            let token = made.ok_or_else(|| CommandError::Other(in_use()))?;
            let token = String::from_utf8_lossy(token.expose()).into_owned();
            Ok(format!("{token}\nIt is shown this once: the database has its hash alone.\n"))
        }
        Token::List => {
            let tokens = store.tokens().await?;
            let or_never = |seconds: Option<i64>| seconds.map_or("never".into(), moment);
            Ok(tokens.iter().fold(String::new(), |mut text, token| {
                let (made, used) = (moment(token.created_at), or_never(token.used_at));
                let revoked = or_never(token.revoked_at);
                let (name, scopes) = (&token.name, &token.scopes);
                writeln!(text, "{name}\t{scopes}\tmade {made}\tused {used}\trevoked {revoked}")
                    .expect("a string takes all");
                text
            }))
        }
        Token::Revoke { name } => {
            if store.revoke_token(&name, now).await? {
                Ok(format!("{name} is revoked.\n"))
            } else {
                Err(CommandError::Other(format!("{name}: there is no such token to revoke")))
            }
        }
    }
}

async fn undeliverable(
    store: &Store,
    change: Option<Undeliverable>,
    now: i64,
) -> Result<String, CommandError> {
    let none = |number| CommandError::Other(format!("{number}: no such mail was given up"));
    match change.unwrap_or(Undeliverable::List) {
        Undeliverable::List => Ok(list(store).await?),
        Undeliverable::Retry { which } => {
            let number = if let Which::One(number) = which { Some(number) } else { None };
            let count = store.retry_undeliverable(number, now).await?;
            match (count, number) {
                (0, Some(number)) => Err(none(number)),
                (count, _) => Ok(format!("{count} to be tried again\n")),
            }
        }
        Undeliverable::Drop { number } => match store.drop_undeliverable(number, now).await? {
            0 => Err(none(number)),
            count => Ok(format!("{count} forgotten\n")),
        },
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
                match account::save(&app, &stored, &setup, None, None).await {
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

    #[tokio::test]
    async fn what_is_no_command_is_refused() {
        for words in [
            &["--wat"][..],
            &["serve"],
            &["undeliverable", "x"],
            &["undeliverable", "retry"],
            &["undeliverable", "retry", "0"],
            &["undeliverable", "drop", "all"],
            &["export-key", "other", "file"],
            &["make-key"],
            &["token"],
            &["token", "add", "counter"],
            &["token", "add", "counter", "--scope", "everything"],
            &["token", "add", "the counter", "--scope", "users:read"],
            &["token", "revoke"],
            &["--config"],
            &["--check-config", "reseal"],
        ] {
            let words = ["toroku-portal"].iter().chain(words).map(|word| (*word).to_owned());
            let refused = Command::of(&words.collect::<Vec<_>>(), |_| None).await;
            assert!(matches!(refused, Err(CommandError::Usage(_))), "{refused:?}");
        }
    }

    #[tokio::test]
    async fn help_explains_commands_and_settings() {
        let words = ["toroku-portal", "--help"].map(str::to_owned);
        let Ok(Command::Print(text)) = Command::of(&words, |_| None).await else {
            panic!("no help")
        };
        for part in ["--check-config", "export-key", "undeliverable", "(TOROKU_MAIL_SMTP_HOST)"] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
    }
}
