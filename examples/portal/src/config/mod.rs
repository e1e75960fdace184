//! Settings: what they are, how they are read, what is refused.

mod kind;
mod settings;
mod source;
#[cfg(test)]
mod tests;

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use thiserror::Error;
use toroku::Personal;

pub(crate) use kind::read_certificates;
pub(crate) use settings::help;
use source::Source;

/// The portal's settings.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The file of the database, where there is no `database_url`.
    pub database: PathBuf,
    /// The address of a PostgreSQL database, which may hold a password.
    pub database_url: Option<Personal>,
    /// The most connections to PostgreSQL.
    pub database_connections: u32,
    /// The file of the key that seals snapshots; `None` for the one in the database.
    pub seal_key_file: Option<PathBuf>,
    /// The file of the sealing key before.
    pub old_seal_key_file: Option<PathBuf>,
    /// Whether user IDs are drawn at random instead of counted.
    pub random_user_ids: bool,
    /// The file of the key that user IDs are counted under; `None` for the one in the database.
    pub user_id_key_file: Option<PathBuf>,
    /// The portal's address as browsers see it; `None` for the listening address.
    pub base_url: Option<String>,
    /// The version of the Terms of Use in force.
    pub terms_version: String,
    /// Who can register online; `None` for the sample page.
    pub guide_eligible_url: Option<String>,
    /// How to prepare; `None` for the sample page.
    pub guide_prepare_url: Option<String>,
    /// JPKI client software.
    pub jpki_url: String,
    /// The folder of the engine for pages; `None` where pages ask the portal.
    pub page_engine: Option<PathBuf>,
    /// Whether `/mailbox` is there; `None` where the other settings decide.
    pub mailbox: Option<bool>,
    /// How mails are sent.
    pub mail: MailConfig,
    /// The header in which reverse proxies add the client's address.
    pub forwarding: Forwarding,
    /// How many reverse proxies add to it.
    pub forwarded_hops: u32,
    /// How many connections there are, and how long each may take.
    pub connections: Connections,
    /// What one address or mailbox may ask for.
    pub limits: Limits,
    /// How long what is kept.
    pub retention: Retention,
    /// Where to serve metrics, if anywhere.
    pub metrics_listen: Option<SocketAddr>,
    /// What to log.
    pub log: String,
    /// Whether each line of the log is a JSON object.
    pub log_json: bool,
}

/// How mails are sent.
#[derive(Clone, Debug)]
pub struct MailConfig {
    /// The mail server; `None` where mails stay in the local mailbox.
    pub smtp: Option<SmtpConfig>,
    /// Seconds that handing over one mail may take.
    pub timeout_seconds: u32,
    /// Mails that are handed over at the same time.
    pub workers: u32,
    /// Tries before a mail is given up.
    pub attempts: u32,
    /// Seconds of pause after the first try.
    pub retry_seconds: u32,
}

/// The mail server.
#[derive(Clone, Debug)]
pub struct SmtpConfig {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: SmtpTls,
    /// Certificates to trust beside the system's.
    pub ca_file: Option<PathBuf>,
    /// The name to log in with, and the file of the password.
    pub login: Option<(String, PathBuf)>,
    /// The sender of every mail.
    pub from: String,
}

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpTls {
    /// TLS after a greeting in clear; without it nothing is sent.
    StartTls,
    /// TLS from the first byte.
    Implicit,
    /// None: to this machine alone.
    None,
}

/// The header in which reverse proxies add the client's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forwarding {
    /// None: the address is the connection's.
    Off,
    /// `X-Forwarded-For`.
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

/// How many connections there are, and how long each may take.
#[derive(Clone, Copy, Debug)]
pub struct Connections {
    /// Connections at once.
    pub at_once: u32,
    /// Seconds that a request's header may take.
    pub header_seconds: u32,
    /// Seconds that a request's body may take.
    pub body_seconds: u32,
    /// Seconds that a connection may wait for the next request.
    pub idle_seconds: u32,
}

/// What one address or mailbox may ask for. 0 is no limit.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Forms a minute from one address.
    pub forms_per_minute: u32,
    /// New sessions a minute from one address.
    pub sessions_per_minute: u32,
    /// Password links a minute that one address opens or sends.
    pub link_tries_per_minute: u32,
    /// Hours after which a login ends, whatever is done in it.
    pub login_hours: u32,
    /// Passwords hashed at once; 0 is as many as there are cores, three at most.
    pub hashes_at_once: u32,
    /// Registrations in 24 hours for one mailbox, and as many new links.
    pub mails_per_mailbox: u32,
    /// Failed logins with one user ID, or from one browser that it was used in, before pauses begin.
    pub login_failures_per_account: u32,
    /// Failed logins from one address before pauses begin.
    pub login_failures_per_address: u32,
    /// Minutes within which as many failed logins are forgotten.
    pub login_failures_minutes: u32,
    /// Seconds of the first pause after failed logins.
    pub login_pause_seconds: u32,
    /// Seconds of the longest.
    pub login_longest_pause_seconds: u32,
}

/// How long what is kept.
#[derive(Clone, Copy, Debug)]
pub struct Retention {
    /// Hours after which what was entered and not registered is deleted where the applicant asked to keep it.
    pub drafts_hours: u32,
    /// Minutes for which STEP3 is shown.
    pub completed_minutes: u32,
    /// Days after which mails that were delivered or given up are deleted.
    pub mails_days: u32,
    /// Months after which a registration whose password was never set is erased; 0 is never.
    pub unclaimed_months: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self::read(None, |_| None).expect("the defaults go together")
    }
}

/// A setting that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{name}: {reason}")]
pub struct ConfigError {
    /// The environment variable, or the key in the file.
    pub name: String,
    /// What is wrong, and what would be right.
    pub reason: String,
}

/// All settings that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigErrors(pub Vec<ConfigError>);

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            write!(f, "{}{error}", if index == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigErrors {}

impl Config {
    /// The settings of the TOML file at `path` (where there is none, of the one that `TOROKU_CONFIG` names,
    /// if it does), and over them those that `environment` gives for the names of environment variables.
    ///
    /// # Errors
    /// All [`ConfigErrors`] that can be seen without opening the database or calling the mail server, in
    /// the order of `--help`.
    pub fn read(
        path: Option<&Path>,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigErrors> {
        let mut source = Source::new(path, environment)?;
        let config = Self::of(&mut source);
        source.finish()?;
        Ok(config)
    }

    /// Refuses variables that look like settings and are none: a mistyped one would be one that is not set.
    ///
    /// # Errors
    /// All of them.
    pub fn refuse_unknown(variables: impl IntoIterator<Item = String>) -> Result<(), ConfigErrors> {
        let unknown = variables.into_iter().filter(|name| settings::is_mistyped(name));
        let reason = "there is no such setting; see toroku-portal --help";
        let refused = |name| ConfigError { name, reason: reason.into() };
        let mut refused: Vec<_> = unknown.map(refused).collect();
        refused.sort_by(|a, b| a.name.cmp(&b.name));
        if refused.is_empty() { Ok(()) } else { Err(ConfigErrors(refused)) }
    }

    fn of(source: &mut Source) -> Self {
        let listen: SocketAddr = source.required("listen");
        let base_url = source.text("base_url").map(|url| url.trim_end_matches('/').to_owned());
        if base_url.is_none() && listen.ip().is_unspecified() {
            let reason = "must be set where listen names no address: links in mails start with it";
            source.refuse("base_url", reason);
        }
        if source.given("database_url").is_some() && source.given("database").is_some() {
            source.refuse("database_url", "cannot be set together with database: choose one");
        }
        if source.given("old_seal_key_file").is_some() && source.given("seal_key_file").is_none() {
            source.refuse("old_seal_key_file", "needs seal_key_file, the key to change to");
        }
        let config = Self {
            listen,
            base_url,
            database: source.required("database"),
            database_url: source.text("database_url").map(Personal::from),
            database_connections: source.required("database_connections"),
            seal_key_file: source.value("seal_key_file"),
            old_seal_key_file: source.value("old_seal_key_file"),
            random_user_ids: source.required::<String>("user_ids") == "random",
            user_id_key_file: source.value("user_id_key_file"),
            terms_version: source.required("terms_version"),
            guide_eligible_url: source.text("guide_eligible_url"),
            guide_prepare_url: source.text("guide_prepare_url"),
            jpki_url: source.required("jpki_url"),
            page_engine: source.value("page_engine"),
            mailbox: source.switch("mailbox"),
            mail: MailConfig {
                smtp: SmtpConfig::of(source),
                timeout_seconds: source.required("mail.timeout_seconds"),
                workers: source.required("mail.workers"),
                attempts: source.required("mail.attempts"),
                retry_seconds: source.required("mail.retry_seconds"),
            },
            forwarding: match source.required::<String>("forwarded").as_str() {
                "x-forwarded-for" => Forwarding::XForwardedFor,
                "forwarded" => Forwarding::Forwarded,
                _ => Forwarding::Off,
            },
            forwarded_hops: source.required("forwarded_hops"),
            connections: Connections {
                at_once: source.required("connections.at_once"),
                header_seconds: source.required("connections.header_seconds"),
                body_seconds: source.required("connections.body_seconds"),
                idle_seconds: source.required("connections.idle_seconds"),
            },
            limits: Limits {
                forms_per_minute: source.required("limits.forms_per_minute"),
                sessions_per_minute: source.required("limits.sessions_per_minute"),
                link_tries_per_minute: source.required("limits.link_tries_per_minute"),
                login_hours: source.required("limits.login_hours"),
                hashes_at_once: source.required("limits.hashes_at_once"),
                mails_per_mailbox: source.required("limits.mails_per_mailbox"),
                login_failures_per_account: source.required("limits.login_failures_per_account"),
                login_failures_per_address: source.required("limits.login_failures_per_address"),
                login_failures_minutes: source.required("limits.login_failures_minutes"),
                login_pause_seconds: source.required("limits.login_pause_seconds"),
                login_longest_pause_seconds: source.required("limits.login_longest_pause_seconds"),
            },
            retention: Retention {
                drafts_hours: source.required("retention.drafts_hours"),
                completed_minutes: source.required("retention.completed_minutes"),
                mails_days: source.required("retention.mails_days"),
                unclaimed_months: source.required("retention.unclaimed_months"),
            },
            metrics_listen: source.value("metrics_listen"),
            log: source.required("log"),
            log_json: source.required::<String>("log_format") == "json",
        };
        if config.mail.smtp.is_some() {
            if config.mailbox == Some(true) {
                source.refuse("mailbox", "cannot be on together with mail.smtp_host");
            }
        } else if !config.has_mailbox(config.base_url.as_deref().unwrap_or_default()) {
            let reason = "must be set where mailbox is off: nobody would get a mail";
            source.refuse("mail.smtp_host", reason);
        } else if !listen.ip().is_loopback() {
            let reason = "shows every mail to anybody who can reach it: it is for a portal that listens on \
                 127.0.0.1 or [::1]. Else set mail.smtp_host";
            source.refuse("mailbox", reason);
        }
        config
    }

    /// Whether mails stay here and `/mailbox` shows them.
    pub(crate) fn has_mailbox(&self, base_url: &str) -> bool {
        let is_secure = base_url.starts_with("https://");
        self.mail.smtp.is_none() && self.mailbox.unwrap_or(!is_secure)
    }
}

impl SmtpConfig {
    /// The mail server of the settings, if they name one.
    fn of(source: &mut Source) -> Option<Self> {
        let login = Self::login(source);
        let host = source.text("mail.smtp_host")?;
        let tls = match source.required::<String>("mail.smtp_tls").as_str() {
            "none" => SmtpTls::None,
            "implicit" => SmtpTls::Implicit,
            _ => SmtpTls::StartTls,
        };
        let is_local = ["localhost", "127.0.0.1", "[::1]", "::1"].contains(&host.as_str());
        if tls == SmtpTls::None && !is_local {
            let reason =
                "none is for localhost, 127.0.0.1 and [::1] alone: mails hold passwords' links";
            source.refuse("mail.smtp_tls", reason);
        }
        if source.given("mail.from").is_none() {
            let reason = "must be an e-mail address like noreply@registration.example";
            source.refuse("mail.from", reason);
        }
        Some(Self {
            port: source.value("mail.smtp_port").unwrap_or(match tls {
                SmtpTls::StartTls => 587,
                SmtpTls::Implicit => 465,
                SmtpTls::None => 25,
            }),
            ca_file: source.value("mail.smtp_ca_file"),
            from: source.text("mail.from").unwrap_or_default(),
            host,
            tls,
            login,
        })
    }

    /// The name to log in with and the file of the password: both or neither.
    fn login(source: &mut Source) -> Option<(String, PathBuf)> {
        let (user, file) = ("mail.smtp_user", "mail.smtp_password_file");
        match (source.given(user), source.given(file)) {
            (Some(_), None) => source.refuse(file, format!("must be set with {user}")),
            (None, Some(_)) => source.refuse(user, format!("must be set with {file}")),
            (Some(_), Some(_)) | (None, None) => {}
        }
        source.text(user).zip(source.value(file))
    }
}
