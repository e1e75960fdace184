//! Settings: what they are, how they are read, what is refused.

mod settings;
mod source;
#[cfg(test)]
mod tests;

use std::fmt;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use thiserror::Error;
use toroku::Personal;

pub use settings::help;
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
    /// The most connections to the database.
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
    /// Whether `/mailbox` is there; `None` where the other settings decide.
    pub mailbox: Option<bool>,
    /// How mails are sent.
    pub mail: MailConfig,
    /// Whether a reverse proxy tells the client's address.
    pub forwarded: bool,
    /// What one address or mailbox may ask for.
    pub limits: Limits,
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

/// What one address or mailbox may ask for. 0 is no limit.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Forms a minute from one address.
    pub forms_per_minute: u32,
    /// New sessions a minute from one address.
    pub sessions_per_minute: u32,
    /// Registrations and new links in 24 hours for one e-mail address.
    pub mails_per_mailbox: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            database: PathBuf::from("toroku.sqlite3"),
            database_url: None,
            database_connections: 8,
            seal_key_file: None,
            old_seal_key_file: None,
            random_user_ids: false,
            user_id_key_file: None,
            base_url: None,
            terms_version: "sample-1".into(),
            guide_eligible_url: None,
            guide_prepare_url: None,
            jpki_url: "https://www.jpki.go.jp/download/".into(),
            mailbox: None,
            mail: MailConfig::default(),
            forwarded: false,
            limits: Limits::default(),
            metrics_listen: None,
            log: "info".into(),
            log_json: false,
        }
    }
}

impl Default for MailConfig {
    fn default() -> Self {
        Self { smtp: None, timeout_seconds: 30, workers: 4, attempts: 12, retry_seconds: 60 }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { forms_per_minute: 600, sessions_per_minute: 120, mails_per_mailbox: 10 }
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

impl ConfigErrors {
    fn of(name: String, reason: String) -> Self {
        Self(vec![ConfigError { name, reason }])
    }
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, error) in self.0.iter().enumerate() {
            write!(f, "{}{error}", if place == 0 { "" } else { "\n" })?;
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
        let mut source = Source::new(path, &environment)?;
        let config = Self::of(&mut source);
        if source.errors.is_empty() { Ok(config) } else { Err(ConfigErrors(source.errors)) }
    }

    fn of(source: &mut Source<'_>) -> Self {
        let mut config = Self::default();
        let address = "must be an address and a port, like 127.0.0.1:8080 or [::1]:8080";
        if let Some(listen) = source.parsed("listen", address) {
            config.listen = listen;
        }
        config.base_url =
            source.web_address("base_url").map(|url| url.trim_end_matches('/').to_owned());
        if source.text("base_url").is_none() && config.listen.ip().is_unspecified() {
            let reason = "must be set where listen names no address: links in mails start with it";
            source.refuse("base_url", reason);
        }
        config.read_database(source);
        config.read_keys(source);
        if let Some(version) = source.text("terms_version") {
            let fits = version.len() <= 64 && version.bytes().all(|byte| byte.is_ascii_graphic());
            if !fits {
                let reason = "must be 1 to 64 printable ASCII characters without a space";
                source.refuse("terms_version", reason);
            }
            config.terms_version = version;
        }
        config.guide_eligible_url = source.web_address("guide_eligible_url");
        config.guide_prepare_url = source.web_address("guide_prepare_url");
        if let Some(url) = source.web_address("jpki_url") {
            config.jpki_url = url;
        }
        config.read_mail(source);
        config.forwarded = source.switch("forwarded").unwrap_or(config.forwarded);
        const LIMIT: RangeInclusive<u32> = 0..=1_000_000;
        let limits = &mut config.limits;
        source.number("limits.forms_per_minute", LIMIT, &mut limits.forms_per_minute);
        source.number("limits.sessions_per_minute", LIMIT, &mut limits.sessions_per_minute);
        source.number("limits.mails_per_mailbox", LIMIT, &mut limits.mails_per_mailbox);
        config.metrics_listen = source.parsed("metrics_listen", address);
        if let Some(log) = source.text("log") {
            if tracing_subscriber::EnvFilter::try_new(&log).is_err() {
                source.refuse("log", "must be like info or toroku_portal=debug");
            }
            config.log = log;
        }
        let formats = [("text", false), ("json", true)];
        config.log_json = source.choice("log_format", &formats).unwrap_or(config.log_json);
        config
    }

    fn read_database(&mut self, source: &mut Source<'_>) {
        if let Some(database) = source.text("database") {
            self.database = database.into();
        }
        if let Some(url) = source.text("database_url") {
            if !(url.starts_with("postgres://") || url.starts_with("postgresql://")) {
                source.refuse("database_url", "must begin with postgres:// or postgresql://");
            }
            if source.text("database").is_some() {
                source.refuse("database_url", "cannot be set together with database: choose one");
            }
            self.database_url = Some(Personal::from(url));
        }
        source.number("database_connections", 2..=200, &mut self.database_connections);
    }

    fn read_keys(&mut self, source: &mut Source<'_>) {
        self.seal_key_file = source.text("seal_key_file").map(PathBuf::from);
        self.old_seal_key_file = source.text("old_seal_key_file").map(PathBuf::from);
        if self.old_seal_key_file.is_some() && self.seal_key_file.is_none() {
            source.refuse("old_seal_key_file", "needs seal_key_file, the key to change to");
        }
        let ways = [("sequence", false), ("random", true)];
        self.random_user_ids = source.choice("user_ids", &ways).unwrap_or(self.random_user_ids);
        self.user_id_key_file = source.text("user_id_key_file").map(PathBuf::from);
        for key in ["seal_key_file", "old_seal_key_file", "user_id_key_file"] {
            if let Some(path) = source.text(key)
                && let Err(reason) = crate::keys::read_file(Path::new(&path))
            {
                source.refuse(key, reason);
            }
        }
    }

    fn read_mail(&mut self, source: &mut Source<'_>) {
        self.mailbox = source.switch("mailbox");
        let host = source.text("mail.smtp_host");
        let protections = [
            ("starttls", SmtpTls::StartTls),
            ("implicit", SmtpTls::Implicit),
            ("none", SmtpTls::None),
        ];
        let tls = source.choice("mail.smtp_tls", &protections).unwrap_or(SmtpTls::StartTls);
        let port = source.parsed("mail.smtp_port", "must be a whole number from 1 to 65535");
        if port == Some(0) {
            source.refuse("mail.smtp_port", "must be a whole number from 1 to 65535");
        }
        let ca_file = source.text("mail.smtp_ca_file").map(PathBuf::from);
        if let Some(path) = &ca_file
            && let Err(reason) = crate::mail::read_certificates(path)
        {
            source.refuse("mail.smtp_ca_file", reason);
        }
        let user = source.text("mail.smtp_user");
        let password_file = source.text("mail.smtp_password_file").map(PathBuf::from);
        if let Some(path) = &password_file
            && let Err(error) = std::fs::read_to_string(path)
        {
            source.refuse("mail.smtp_password_file", format!("cannot be read: {error}"));
        }
        let login = match (user, password_file) {
            (Some(user), Some(path)) => Some((user, path)),
            (None, None) => None,
            (Some(_), None) => {
                source.refuse("mail.smtp_password_file", "must be set with mail.smtp_user");
                None
            }
            (None, Some(_)) => {
                source.refuse("mail.smtp_user", "must be set with mail.smtp_password_file");
                None
            }
        };
        let from = source.text("mail.from").unwrap_or_default();
        if let Some(host) = host {
            let is_local = ["localhost", "127.0.0.1", "[::1]", "::1"].contains(&host.as_str());
            if tls == SmtpTls::None && !is_local {
                let reason =
                    "none is for localhost, 127.0.0.1 and [::1] alone: mails hold passwords' links";
                source.refuse("mail.smtp_tls", reason);
            }
            if !crate::mail::is_sender(&from) {
                let reason = "must be an e-mail address like noreply@registration.example";
                source.refuse("mail.from", reason);
            }
            if self.mailbox == Some(true) {
                source.refuse("mailbox", "cannot be on together with mail.smtp_host");
            }
            let port = port.unwrap_or(match tls {
                SmtpTls::StartTls => 587,
                SmtpTls::Implicit => 465,
                SmtpTls::None => 25,
            });
            self.mail.smtp = Some(SmtpConfig { host, port, tls, ca_file, login, from });
        } else if !self.has_mailbox(self.base_url.as_deref().unwrap_or_default()) {
            let reason = "must be set where mailbox is off: nobody would get a mail";
            source.refuse("mail.smtp_host", reason);
        }
        source.number("mail.timeout_seconds", 1..=90, &mut self.mail.timeout_seconds);
        source.number("mail.workers", 1..=32, &mut self.mail.workers);
        source.number("mail.attempts", 1..=50, &mut self.mail.attempts);
        source.number("mail.retry_seconds", 1..=3600, &mut self.mail.retry_seconds);
    }

    /// Whether mails stay here and `/mailbox` shows them.
    pub(crate) fn has_mailbox(&self, base_url: &str) -> bool {
        let is_secure = base_url.starts_with("https://");
        self.mail.smtp.is_none() && self.mailbox.unwrap_or(!is_secure)
    }
}
