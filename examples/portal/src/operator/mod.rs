//! The operator's side: commands that look at registrations and change accounts, each with a line in the audit log.

mod actions;
mod backup;
mod export;
mod files;
mod import;
mod members;
mod notice;
mod person;

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use toroku::{Field, Item, UserId};

pub(crate) use actions::{ActionError, Office, canonical};
pub(crate) use person::state;

use crate::app::{App, AppError, open_store};
use crate::clock::{Clock, JAPAN, moment};
use crate::command_error::CommandError;
use crate::config::Config;
use crate::store::{AuditLine, Person, Search};
use crate::user_id;

/// The operator's commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    #[command(flatten)]
    People(People),
    #[command(flatten)]
    Copies(Copies),
    /// Write the registrations that came since the last time into a file for the counter's programs
    Export(export::Wanted),
    /// Register records that were made at a counter, each once, and write a result record for each
    Import(import::Wanted),
}

/// Copies of the database.
#[derive(Debug, Subcommand)]
pub(crate) enum Copies {
    /// Write a copy of the SQLite database, while the portal runs
    Backup { file: PathBuf },
    /// Put a copy back where no database is, and raise the counter of user IDs. With PostgreSQL: raise it
    Restore { file: Option<PathBuf> },
}

/// What is about people and their accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum People {
    /// List registrations, all or those that fit
    Registrations(Wanted),
    /// Show one registration and its account
    Show(Of),
    /// Find the user ID of somebody who has lost it; nothing else of the person is shown
    LostUserId {
        /// The user name, from its beginning
        #[arg(long)]
        name: String,
        /// The date of birth
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
        birth: time::Date,
        /// The e-mail address, where it is known
        #[arg(long)]
        email: Option<String>,
    },
    /// Send the mail with the user ID and a new password link
    SendMail(Of),
    /// Put an e-mail address right; both addresses get a notice
    CorrectEmail {
        #[command(flatten)]
        of: Of,
        /// The right address
        email: String,
    },
    /// Lock an account: no login and no link until it is unlocked
    Lock(Of),
    /// Let a locked account be used again
    Unlock(Of),
    /// End all logins of an account
    EndSessions(Of),
    /// Close an account for ever; what was registered stays
    Deactivate(Of),
    /// Erase a person: all that is kept, but for the user ID, which nobody gets again
    Erase {
        #[command(flatten)]
        of: Of,
        /// It cannot be undone
        #[arg(long, required = true)]
        yes: bool,
    },
    /// Print all that is kept of one person, as JSON
    ExportPerson(Of),
    /// The staff who log in at /staff
    Staff {
        #[command(subcommand)]
        change: members::Task,
    },
    /// Print the audit log, newest first
    Audit {
        /// Lines about this user ID alone
        #[arg(long, value_parser = user_id)]
        user_id: Option<UserId>,
        /// Lines before this number alone
        #[arg(long, default_value_t = i64::MAX)]
        before: i64,
        /// How many at most
        #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=10_000))]
        limit: u32,
    },
}

/// Whose registration.
#[derive(Debug, Args)]
pub(crate) struct Of {
    /// The user ID
    #[arg(value_parser = user_id)]
    user_id: UserId,
}

/// Which registrations.
#[derive(Debug, Args)]
pub(crate) struct Wanted {
    /// The user ID
    #[arg(long, value_parser = user_id)]
    user_id: Option<UserId>,
    /// The user name, from its beginning
    #[arg(long)]
    name: Option<String>,
    /// The e-mail address
    #[arg(long)]
    email: Option<String>,
    /// Registered on this day in Japan or later
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    from: Option<time::Date>,
    /// Registered on this day in Japan or before
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    to: Option<time::Date>,
    /// Those after this user ID: the last one of the list before
    #[arg(long, value_parser = user_id)]
    after: Option<UserId>,
    /// How many at most
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=1000))]
    limit: u32,
}

fn user_id(text: &str) -> Result<UserId, &'static str> {
    user_id::typed(text).ok_or("must be five letters and five digits, like hdlpf38617")
}

fn date(text: &str) -> Result<time::Date, &'static str> {
    let mut parts = text.splitn(3, '-');
    let mut number = || parts.next()?.parse::<u16>().ok();
    let parsed = (|| {
        let (year, month, day) = (number()?, number()?, number()?);
        let month = time::Month::try_from(u8::try_from(month).ok()?).ok()?;
        time::Date::from_calendar_date(i32::from(year), month, u8::try_from(day).ok()?).ok()
    })();
    parsed.ok_or("must be a day, like 2026-04-01")
}

/// The moments at which a day begins in Japan, and the one after it; `None` where the text is no day.
pub(crate) fn day_of(text: &str) -> Option<(i64, i64)> {
    let day = date(text).ok()?;
    Some((beginning(day), beginning(day.next_day()?)))
}

/// The moment at which a day begins in Japan.
fn beginning(date: time::Date) -> i64 {
    date.midnight().assume_utc().unix_timestamp() - JAPAN
}

/// Does what the operator has asked for; what to print.
pub(crate) async fn run(config: Config, task: Task) -> Result<String, CommandError> {
    match task {
        Task::Copies(Copies::Backup { file }) => backup::backup(&config, &file, &actor()).await,
        Task::Copies(Copies::Restore { file }) => {
            backup::restore(&config, file.as_deref(), &actor()).await
        }
        Task::Export(wanted) => {
            let store = open_store(&config).await?;
            let done = export::export(&store, &wanted, &actor()).await;
            store.close().await;
            done
        }
        Task::Import(wanted) => {
            let app = open(config).await?;
            let done = import::import(Office { app: &app, actor: &actor() }, &wanted).await;
            app.store.close().await;
            done
        }
        Task::People(task) => {
            let app = open(config).await?;
            let done = done(Office { app: &app, actor: &actor() }, task).await;
            app.store.close().await;
            done.map_err(|error| CommandError::Other(error.to_string()))
        }
    }
}

async fn open(config: Config) -> Result<App, AppError> {
    // Links in mails are made here: of the address that browsers know.
    let listening = || format!("http://{}", config.listen);
    let base_url = config.base_url.clone().unwrap_or_else(listening);
    App::open(config, base_url, Clock::system()).await
}

/// Who runs the command: the system's user, and who has become that user by sudo, as far as that says.
fn actor() -> String {
    let user = plain(&whoami::username().unwrap_or_else(|_| "unknown".into()));
    match std::env::var("SUDO_USER").map(|before| plain(&before)) {
        Ok(before) if !before.is_empty() && before != user => {
            format!("user {user} (sudo: {before})")
        }
        Ok(_) | Err(_) => format!("user {user}"),
    }
}

/// A user's name as it may stand in the audit log: whoever runs a command can set what names them, and must not write
/// lines of their own.
fn plain(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "._-@$+\\".contains(c);
    name.chars().take(64).map(|c| if is_plain(c) { c } else { '?' }).collect()
}

async fn done(office: Office<'_>, task: People) -> Result<String, ActionError> {
    let store = &office.app.store;
    Ok(match task {
        People::Registrations(wanted) => {
            let search = search(office.app, &wanted)?;
            list(&store.find(&office.by("list"), &search).await?)
        }
        People::Show(of) => {
            let found = store.person(&office.by("show"), of.user_id.as_str()).await?;
            person::shown(office.app, &found.ok_or(ActionError::Nobody)?).await?
        }
        People::LostUserId { name, birth, email } => {
            let search = Search {
                name: Some(canonical(office.app, Item::UserName, &name)?),
                date_of_birth: Some(birth.to_string()),
                email: email.map(|email| address(office.app, &email)).transpose()?,
                limit: 100,
                ..Search::default()
            };
            let found = store.find(&office.by("find user ID"), &search).await?;
            let line = |person: &Person| {
                format!("{}\tregistered {}\n", person.user_id, moment(person.registered_at))
            };
            counted(&found.iter().map(line).collect::<String>(), found.len())
        }
        People::SendMail(of) => {
            office.send_mail(of.user_id.as_str()).await?;
            "The mail waits to be sent.\n".into()
        }
        People::CorrectEmail { of, email } => {
            office.correct_email(of.user_id.as_str(), &email).await?;
            "The address is corrected; a notice to both waits to be sent.\n".into()
        }
        People::Lock(of) => {
            office.lock(of.user_id.as_str()).await?;
            "The account is locked.\n".into()
        }
        People::Unlock(of) => {
            office.unlock(of.user_id.as_str()).await?;
            "The account is unlocked.\n".into()
        }
        People::EndSessions(of) => {
            format!("{} logins ended.\n", office.end_sessions(of.user_id.as_str()).await?)
        }
        People::Deactivate(of) => {
            office.deactivate(of.user_id.as_str()).await?;
            "The account is closed for ever.\n".into()
        }
        People::Erase { of, yes: _ } => {
            office.erase(of.user_id.as_str(), "erase").await?;
            "All that was kept is erased.\n".into()
        }
        People::ExportPerson(of) => {
            let found = store.person(&office.by("export"), of.user_id.as_str()).await?;
            person::exported(office.app, &found.ok_or(ActionError::Nobody)?).await?
        }
        People::Staff { change } => members::run(office, change).await?,
        People::Audit { user_id, before, limit } => {
            let reference = match user_id {
                None => None,
                Some(user_id) => {
                    let reference = store.reference_of(user_id.as_str()).await?;
                    Some(reference.ok_or(ActionError::Nobody)?)
                }
            };
            let lines = store.audit_lines(reference.as_deref(), before, limit).await?;
            lines.iter().map(audit_line).collect()
        }
    })
}

fn search(app: &App, wanted: &Wanted) -> Result<Search, ActionError> {
    let text = |user_id: &UserId| user_id.as_str().to_owned();
    let name = wanted.name.as_deref();
    let email = wanted.email.as_deref();
    Ok(Search {
        user_id: wanted.user_id.as_ref().map(text),
        name: name.map(|name| canonical(app, Item::UserName, name)).transpose()?,
        email: email.map(|email| address(app, email)).transpose()?,
        date_of_birth: None,
        from: wanted.from.map(beginning),
        before: wanted.to.and_then(time::Date::next_day).map(beginning),
        after: wanted.after.as_ref().map(text),
        limit: wanted.limit,
    })
}

/// An e-mail address as the index has it.
pub(crate) fn address(app: &App, typed: &str) -> Result<String, ActionError> {
    canonical(app, Item::Email, typed).map(|email| email.to_ascii_lowercase())
}

fn list(found: &[Person]) -> String {
    let mut text = String::new();
    for person in found {
        let fields = [Field::UserName, Field::DateOfBirth, Field::Email];
        let [name, birth, email] = fields.map(|field| person.value(field));
        let (user_id, registered) = (&person.user_id, moment(person.registered_at));
        let state = state(person);
        writeln!(text, "{user_id}\t{registered}\t{name}\t{birth}\t{email}\t{state}")
            .expect("a string takes all");
    }
    counted(&text, found.len())
}

fn counted(text: &str, count: usize) -> String {
    format!("{text}{count} found\n")
}

fn audit_line(line: &AuditLine) -> String {
    let AuditLine { id, at, actor, action, subject } = line;
    format!("{id}\t{}\t{actor}\t{action}\t{subject}\n", moment(*at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_in_japan() {
        assert_eq!(beginning(date("1970-01-02").unwrap()), 54_000);
        assert_eq!(beginning(date("2026-01-01").unwrap()), 1_767_193_200);
        for text in ["", "2026", "2026-13-01", "2026-02-29", "2026-1-1-1", "x-1-1", "-1-1-1"] {
            assert!(date(text).is_err(), "{text}");
        }
    }
}
