//! Every setting, once: its name in the file, its default, and what `--help` says of it.

use std::fmt::Write as _;

/// One setting.
pub(super) struct Setting {
    /// Its key in the file. The environment variable is made of it, but for [`Setting::variable`]'s exception.
    pub(super) key: &'static str,
    /// The default, in words.
    pub(super) default: &'static str,
    /// What it is, in lines of at most 70 characters.
    pub(super) help: &'static [&'static str],
}

impl Setting {
    /// Its environment variable: `mail.smtp_host` is `TOROKU_MAIL_SMTP_HOST`. The database's address has the
    /// name that hosting services give it.
    pub(super) fn variable(&self) -> String {
        match self.key {
            "database_url" => "DATABASE_URL".into(),
            key => format!("TOROKU_{}", key.replace('.', "_").to_uppercase()),
        }
    }
}

const fn setting(
    key: &'static str,
    default: &'static str,
    help: &'static [&'static str],
) -> Setting {
    Setting { key, default, help }
}

/// All of them, in the order in which they are read and explained.
pub(super) const SETTINGS: &[Setting] = &[
    setting(
        "listen",
        "127.0.0.1:8080",
        &["address and port to listen on; port 0 takes a free one"],
    ),
    setting(
        "base_url",
        "http:// and the listening address",
        &[
            "the portal's address as browsers see it, without a slash at the end;",
            "links in mails start with it. https:// unless the host is localhost,",
            "127.0.0.1 or [::1]; with https:// cookies are kept to it",
        ],
    ),
    setting(
        "database",
        "toroku.sqlite3",
        &["file of the SQLite database, made where it is missing"],
    ),
    setting(
        "database_url",
        "none",
        &[
            "address of a PostgreSQL database in place of the file, like",
            "postgres://user:password@host/name?sslmode=verify-full;",
            "for several instances of the portal on one database",
        ],
    ),
    setting("database_connections", "8", &["most connections to the database, 2 to 200"]),
    setting(
        "seal_key_file",
        "a key made and kept in the database",
        &[
            "file of the key that seals what is kept of a registration and of an",
            "account: 64 hexadecimal digits, as toroku-portal make-key writes them.",
            "With it, the database alone is not enough to forge either",
        ],
    ),
    setting(
        "old_seal_key_file",
        "none",
        &["file of the key before, while toroku-portal reseal has not been run"],
    ),
    setting(
        "user_ids",
        "sequence",
        &[
            "sequence: from a counter in the database, permuted under a key;",
            "random: drawn at random, and looked up in the database",
        ],
    ),
    setting(
        "user_id_key_file",
        "a key made and kept in the database",
        &[
            "file of the key for user_ids = sequence. Never change it once the",
            "first user ID is issued: numbers already used would give other IDs",
        ],
    ),
    setting("terms_version", "sample-1", &["version of the Terms of Use in force"]),
    setting("guide_eligible_url", "a sample page of the portal", &["who can register online"]),
    setting("guide_prepare_url", "a sample page of the portal", &["how to prepare"]),
    setting("jpki_url", "https://www.jpki.go.jp/download/", &["JPKI client software"]),
    setting(
        "mailbox",
        "on with http:// and without mail.smtp_host",
        &[
            "on or off: mails stay here, and the page /mailbox shows every one to",
            "anybody: for development. Not together with mail.smtp_host",
        ],
    ),
    setting(
        "mail.smtp_host",
        "none",
        &["name of the mail server; without one, mailbox must be on"],
    ),
    setting(
        "mail.smtp_tls",
        "starttls",
        &[
            "starttls, implicit (TLS from the first byte) or none (only to",
            "localhost, 127.0.0.1 or [::1])",
        ],
    ),
    setting("mail.smtp_port", "587, with implicit 465, with none 25", &["its port"]),
    setting(
        "mail.smtp_ca_file",
        "the system's certificates alone",
        &["certificates in PEM to trust beside the system's"],
    ),
    setting("mail.smtp_user", "none: no login", &["name to log in at the mail server with"]),
    setting("mail.smtp_password_file", "none", &["file of its password, a line"]),
    setting(
        "mail.from",
        "none",
        &[
            "sender of every mail, like noreply@registration.example; its domain",
            "stands in the Message-ID. Needed with mail.smtp_host",
        ],
    ),
    setting("mail.timeout_seconds", "30", &["how long handing over one mail may take, 1 to 90"]),
    setting("mail.workers", "4", &["mails that are handed over at the same time, 1 to 32"]),
    setting(
        "mail.attempts",
        "12",
        &["tries before a mail is given up and shown by", "toroku-portal dead-letters, 1 to 50"],
    ),
    setting(
        "mail.retry_seconds",
        "60",
        &[
            "pause after the first try, 1 to 3600; doubled with each, 8 hours at",
            "most, a fifth more or less by chance",
        ],
    ),
    setting(
        "forwarded",
        "off",
        &[
            "on or off: take a client's address from the last element of the header",
            "X-Forwarded-For, which a reverse proxy in front of the portal must set",
        ],
    ),
    setting(
        "limits.forms_per_minute",
        "300",
        &["forms that one address may send to one instance; 0: no limit"],
    ),
    setting(
        "limits.sessions_per_minute",
        "120",
        &["sessions that one address may begin at one instance; 0: no limit"],
    ),
    setting(
        "limits.mails_per_mailbox",
        "10",
        &["registrations and new links for one e-mail address in 24 hours;", "0: no limit"],
    ),
    setting(
        "metrics_listen",
        "off",
        &[
            "address and port for /metrics in Prometheus' format, of loopback or",
            "of a network that only the operator can reach",
        ],
    ),
    setting(
        "log",
        "info",
        &[
            "what to log, like info or toroku_portal=debug. Never what a person",
            "typed, a token or a query string",
        ],
    ),
    setting("log_format", "text", &["text, or json: one object a line"]),
];

/// What `--help` prints.
#[must_use]
pub fn help() -> String {
    let mut text = String::from(
        "\
Toroku portal: user registration on the web.

Usage: toroku-portal [--config FILE] [COMMAND]

Commands:
  (none)                    serve, until SIGTERM or Ctrl+C
  --check-config            read the settings and the files they name, and end
  dead-letters              list the mails that were given up
  dead-letters retry ID     try one anew; retry all: each of them
  dead-letters drop ID      forget one
  make-key FILE             write a new key for seal_key_file or user_id_key_file
  export-key seal FILE      move the key that lies in the database into a file;
  export-key user-id FILE   from then on the setting must name the file
  reseal                    seal everything with seal_key_file that is still sealed
                            with old_seal_key_file
  --help, --version

Settings are keys of a TOML file, named by --config or TOROKU_CONFIG, or environment
variables, which come first. A dot in a key is a table in the file: [mail], [limits].

",
    );
    for setting in SETTINGS {
        writeln!(text, "  {}  ({})", setting.key, setting.variable()).expect("a string takes all");
        for line in setting.help {
            writeln!(text, "      {line}").expect("a string takes all");
        }
        writeln!(text, "      default: {}", setting.default).expect("a string takes all");
    }
    text
}
