//! What a setting's text can be, and what is said of one that it cannot be.

use std::net::SocketAddr;
use std::path::Path;

use lettre::Address;
use lettre::transport::smtp::client::Certificate;
use tracing_subscriber::EnvFilter;

use crate::keys;

/// What a setting's text must be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// Anything.
    Text,
    /// An IP address with a port.
    Socket,
    /// An address of the web.
    Url,
    /// An address of a PostgreSQL database.
    PostgresUrl,
    /// The path of a file that need not be there.
    Path,
    /// The path of a file that can be read.
    File,
    /// The path of a file with a key.
    KeyFile,
    /// The path of a file with certificates.
    CertificateFile,
    /// A name that goes into records: printable ASCII without a space.
    Name,
    /// An e-mail address.
    Email,
    /// `on` or `off`; in the file also `true` or `false`.
    Switch,
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// A whole number from the first to the last.
    Number(u32, u32),
    /// Directives of `tracing_subscriber`.
    LogFilter,
}

impl Kind {
    /// What it is, in a few words, for tables.
    pub(super) fn words(self) -> String {
        match self {
            Self::Text | Self::Name => "text".into(),
            Self::Socket => "address:port".into(),
            Self::Url => "URL".into(),
            Self::PostgresUrl => "PostgreSQL URL".into(),
            Self::Path | Self::File | Self::KeyFile | Self::CertificateFile => "file".into(),
            Self::Email => "e-mail address".into(),
            Self::Switch => "on, off".into(),
            Self::Choice(names) => names.join(", "),
            Self::Number(least, most) => format!("{least} to {most}"),
            Self::LogFilter => "log filter".into(),
        }
    }

    /// Whether the text is of this kind.
    ///
    /// # Errors
    /// What is wrong with it. The text itself, which may be a secret, is not repeated.
    pub(super) fn check(self, text: &str) -> Result<(), String> {
        let expect =
            |fits: bool, what: &str| if fits { Ok(()) } else { Err(format!("must be {what}")) };
        let path = Path::new(text);
        match self {
            Self::Text | Self::Path => Ok(()),
            Self::Socket => expect(
                text.parse::<SocketAddr>().is_ok(),
                "an address and a port, like 127.0.0.1:8080 or [::1]:8080",
            ),
            Self::Url => expect(is_web_address(text), "an https:// or http:// address"),
            Self::PostgresUrl => {
                let is_postgres =
                    ["postgres://", "postgresql://"].iter().any(|begin| text.starts_with(begin));
                expect(is_postgres, "an address that begins with postgres:// or postgresql://")
            }
            Self::File => match std::fs::read_to_string(path) {
                Ok(_) => Ok(()),
                Err(error) => Err(format!("cannot be read: {error}")),
            },
            Self::KeyFile => keys::read_file(path).map(drop),
            Self::CertificateFile => read_certificates(path).map(drop),
            Self::Name => expect(
                text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_graphic()),
                "1 to 64 printable ASCII characters without a space",
            ),
            Self::Email => expect(
                text.is_ascii() && text.parse::<Address>().is_ok(),
                "an e-mail address like noreply@registration.example",
            ),
            Self::Switch => expect(switch(text).is_some(), "on or off"),
            Self::Choice(names) => expect(names.contains(&text), &names.join(" or ")),
            Self::Number(least, most) => expect(
                text.parse().is_ok_and(|number: u32| (least..=most).contains(&number)),
                &format!("a whole number from {least} to {most}"),
            ),
            Self::LogFilter => {
                expect(EnvFilter::try_new(text).is_ok(), "like info or toroku_portal=debug")
            }
        }
    }
}

/// What a switch's text says. TOML's own words for it are as good.
pub(super) fn switch(text: &str) -> Option<bool> {
    match text {
        "on" | "true" => Some(true),
        "off" | "false" => Some(false),
        _ => None,
    }
}

/// The certificates of a PEM file.
///
/// # Errors
/// What is wrong with the file, in words.
pub(crate) fn read_certificates(path: &Path) -> Result<Certificate, String> {
    let pem = std::fs::read(path).map_err(|error| format!("cannot be read: {error}"))?;
    if !pem.windows(27).any(|part| part == b"-----BEGIN CERTIFICATE-----") {
        return Err("must be certificates in PEM".into());
    }
    Certificate::from_pem(&pem).map_err(|_| "must be certificates in PEM".into())
}

fn is_web_address(text: &str) -> bool {
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    is_web && text.len() <= 2048 && text.bytes().all(|byte| byte.is_ascii_graphic())
}
