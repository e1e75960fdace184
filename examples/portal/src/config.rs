//! Settings, from environment variables.

use std::net::SocketAddr;
use std::path::PathBuf;

use thiserror::Error;

/// What `--help` prints.
pub const HELP: &str = "\
Toroku portal: user registration on the web, with an embedded database.

Usage: toroku-portal [--help | --version]

Settings are environment variables:

  TOROKU_LISTEN              address and port to listen on
                             (default 127.0.0.1:8080; port 0 takes a free one)
  TOROKU_DATABASE            file of the database, made where it is missing
                             (default toroku.sqlite3 in the current folder)
  TOROKU_BASE_URL            the portal's address as browsers see it, without a slash at the end;
                             links in mails start with it (default http:// and the listening address).
                             https:// unless the host is localhost, 127.0.0.1 or [::1]
  TOROKU_TERMS_VERSION       version of the Terms of Use in force (default sample-1)
  TOROKU_GUIDE_ELIGIBLE_URL  who can register online (default: a sample page of the portal)
  TOROKU_GUIDE_PREPARE_URL   how to prepare (default: a sample page of the portal)
  TOROKU_JPKI_URL            JPKI client software (default https://www.jpki.go.jp/download/)
  TOROKU_MAILBOX             on or off: the page /mailbox that shows every mail, for development
                             (default: on where the base URL is http://, off where it is https://)
  TOROKU_FORWARDED           on or off: take a client's address from the last element of the header
                             X-Forwarded-For, which a reverse proxy in front of the portal must set;
                             failed logins are counted by it (default off)
  TOROKU_LOG                 what to log, like info or toroku_portal=debug (default info)
";

/// The portal's settings.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The file of the database.
    pub database: PathBuf,
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
    /// Whether `/mailbox` is there; `None` where the base URL decides.
    pub mailbox: Option<bool>,
    /// Whether a reverse proxy tells the client's address.
    pub forwarded: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            database: PathBuf::from("toroku.sqlite3"),
            base_url: None,
            terms_version: "sample-1".into(),
            guide_eligible_url: None,
            guide_prepare_url: None,
            jpki_url: "https://www.jpki.go.jp/download/".into(),
            mailbox: None,
            forwarded: false,
        }
    }
}

/// A setting that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{name}: {reason}")]
pub struct ConfigError {
    /// The environment variable.
    pub name: &'static str,
    /// What is wrong, and what would be right.
    pub reason: &'static str,
}

impl Config {
    /// The settings that `read` gives for the names of environment variables.
    ///
    /// # Errors
    /// The first [`ConfigError`], in the order of `--help`.
    pub fn read(read: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let read = |name: &str| read(name).filter(|value| !value.is_empty());
        let mut config = Self::default();
        if let Some(listen) = read("TOROKU_LISTEN") {
            config.listen = listen.parse().map_err(|_| ConfigError {
                name: "TOROKU_LISTEN",
                reason: "must be an address and a port, like 127.0.0.1:8080 or [::1]:8080",
            })?;
        }
        if let Some(database) = read("TOROKU_DATABASE") {
            config.database = database.into();
        }
        config.base_url = read("TOROKU_BASE_URL").map(|url| url.trim_end_matches('/').to_owned());
        if config.base_url.is_none() && config.listen.ip().is_unspecified() {
            return Err(ConfigError {
                name: "TOROKU_BASE_URL",
                reason: "must be set where TOROKU_LISTEN names no address: links in mails start with it",
            });
        }
        if let Some(version) = read("TOROKU_TERMS_VERSION") {
            let fits = version.len() <= 64 && version.bytes().all(|byte| byte.is_ascii_graphic());
            if !fits {
                return Err(ConfigError {
                    name: "TOROKU_TERMS_VERSION",
                    reason: "must be 1 to 64 printable ASCII characters without a space",
                });
            }
            config.terms_version = version;
        }
        config.guide_eligible_url = web_address(&read, "TOROKU_GUIDE_ELIGIBLE_URL")?;
        config.guide_prepare_url = web_address(&read, "TOROKU_GUIDE_PREPARE_URL")?;
        if let Some(url) = web_address(&read, "TOROKU_JPKI_URL")? {
            config.jpki_url = url;
        }
        config.mailbox = switch(&read, "TOROKU_MAILBOX")?;
        config.forwarded = switch(&read, "TOROKU_FORWARDED")?.unwrap_or(false);
        Ok(config)
    }
}

fn switch(
    read: &impl Fn(&str) -> Option<String>,
    name: &'static str,
) -> Result<Option<bool>, ConfigError> {
    match read(name).as_deref() {
        None => Ok(None),
        Some("on") => Ok(Some(true)),
        Some("off") => Ok(Some(false)),
        Some(_) => Err(ConfigError { name, reason: "must be on or off" }),
    }
}

fn web_address(
    read: &impl Fn(&str) -> Option<String>,
    name: &'static str,
) -> Result<Option<String>, ConfigError> {
    let Some(url) = read(name) else { return Ok(None) };
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    if is_web && url.len() <= 2048 && url.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(Some(url))
    } else {
        Err(ConfigError { name, reason: "must be an https:// or http:// address" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(settings: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::read(|name| {
            settings.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn nothing_set_is_the_default() {
        let config = read(&[("TOROKU_LISTEN", "")]).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.jpki_url, "https://www.jpki.go.jp/download/");
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        for (name, value) in [
            ("TOROKU_LISTEN", "8080"),
            ("TOROKU_TERMS_VERSION", "a b"),
            ("TOROKU_GUIDE_PREPARE_URL", "javascript:alert(1)"),
            ("TOROKU_JPKI_URL", "www.jpki.go.jp"),
            ("TOROKU_MAILBOX", "yes"),
            ("TOROKU_FORWARDED", "1"),
        ] {
            assert_eq!(read(&[(name, value)]).unwrap_err().name, name);
        }
        assert_eq!(read(&[("TOROKU_LISTEN", "0.0.0.0:80")]).unwrap_err().name, "TOROKU_BASE_URL");
    }

    #[test]
    fn every_setting_is_in_the_help() {
        for name in [
            "LISTEN",
            "DATABASE",
            "BASE_URL",
            "TERMS_VERSION",
            "GUIDE_ELIGIBLE_URL",
            "GUIDE_PREPARE_URL",
            "JPKI_URL",
            "MAILBOX",
            "FORWARDED",
            "LOG",
        ] {
            assert!(HELP.contains(&format!("TOROKU_{name} ")), "{name}");
        }
    }
}
