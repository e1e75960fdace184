//! Every setting, once: its name in the file, what its text can be, its default, and what it is for. The layers of
//! [`Source`](super::source::Source), `--help` and the table of README.md come from it.

use std::fmt::Write as _;

use super::kind::Kind::{
    self, CertificateFile, Choice, Email, File, KeyFile, LogFilter, Name, Number, Path,
    PostgresUrl, Socket, Switch, Text, Url,
};

/// One setting.
pub(super) struct Setting {
    /// Its key in the file. The environment variable is made of it: see [`Setting::variable`].
    pub(super) key: &'static str,
    /// What its text can be.
    pub(super) kind: Kind,
    /// Its text where none is given.
    pub(super) default: Default,
    /// Whether its text itself must not be shown. Passwords and keys are in files, which are named openly.
    pub(super) is_secret: bool,
    /// What it is for.
    pub(super) doc: &'static str,
}

/// What stands where no text is given.
pub(super) enum Default {
    /// This text.
    Is(&'static str),
    /// No text; what that means, in words.
    Absent(&'static str),
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

    /// What its text can be, in a few words.
    fn kind_words(&self) -> String {
        let secret = if self.is_secret { "; secret" } else { "" };
        self.kind.words() + secret
    }

    fn default_words(&self) -> &'static str {
        let (Is(words) | Absent(words)) = self.default;
        words
    }
}

use Default::{Absent, Is};

const fn setting(key: &'static str, kind: Kind, default: Default, doc: &'static str) -> Setting {
    Setting { key, kind, default, is_secret: false, doc }
}

const fn secret(setting: Setting) -> Setting {
    Setting { is_secret: true, ..setting }
}

const LIMIT: Kind = Number(0, 1_000_000);

/// All of them, in the order in which they are explained and refused.
pub(super) const SETTINGS: &[Setting] = &[
    setting(
        "listen",
        Socket,
        Is("127.0.0.1:8080"),
        "address and port to listen on; port 0 takes a free one",
    ),
    setting(
        "base_url",
        Url,
        Absent("http:// and the listening address"),
        "the portal's address as browsers see it, without a slash at the end; links in mails start with it. \
         https:// unless the host is localhost, 127.0.0.1 or [::1]; with https:// cookies are kept to it",
    ),
    setting(
        "database",
        Path,
        Is("toroku.sqlite3"),
        "file of the SQLite database. toroku-portal init makes it; this one is made at the very first start",
    ),
    secret(setting(
        "database_url",
        PostgresUrl,
        Absent("none"),
        "address of a PostgreSQL database in place of the file, like \
         postgres://user:password@host/name?sslmode=verify-full; for several instances of the portal on one \
         database",
    )),
    setting("database_connections", Number(2, 200), Is("8"), "most connections to PostgreSQL"),
    setting(
        "seal_key_file",
        KeyFile,
        Absent("a key made and kept in the database"),
        "file of the key that seals what is kept of a registration and of an account: 64 hexadecimal digits, as \
         toroku-portal make-key writes them. With it, the database alone is not enough to forge either",
    ),
    setting(
        "old_seal_key_file",
        KeyFile,
        Absent("none"),
        "file of the key before, while toroku-portal reseal has not been run",
    ),
    setting(
        "user_ids",
        Choice(&["sequence", "random"]),
        Is("sequence"),
        "sequence: from a counter in the database, permuted under a key; random: drawn at random, and looked up in \
         the database",
    ),
    setting(
        "user_id_key_file",
        KeyFile,
        Absent("a key made and kept in the database"),
        "file of the key for user_ids = sequence. Never change it once the first user ID is issued: numbers \
         already used would give other IDs",
    ),
    setting("terms_version", Name, Is("sample-1"), "version of the Terms of Use in force"),
    setting(
        "guide_eligible_url",
        Url,
        Absent("a sample page of the portal"),
        "who can register online",
    ),
    setting("guide_prepare_url", Url, Absent("a sample page of the portal"), "how to prepare"),
    setting("jpki_url", Url, Is("https://www.jpki.go.jp/download/"), "JPKI client software"),
    setting(
        "page_engine",
        Path,
        Absent("none: pages ask the portal"),
        "folder of the npm package toroku, built from the same sources (bindings/wasm): STEP1 then answers at every \
         key in the browser and finds municipalities, without a request and without a network. One of other sources is \
         not served",
    ),
    setting(
        "mailbox",
        Switch,
        Absent("on with http:// and without mail.smtp_host"),
        "on: mails stay here, and the page /mailbox shows every one to anybody: for development. Not together \
         with mail.smtp_host",
    ),
    setting(
        "mail.smtp_host",
        Text,
        Absent("none"),
        "name of the mail server; without one, mailbox must be on",
    ),
    setting(
        "mail.smtp_tls",
        Choice(&["starttls", "implicit", "none"]),
        Is("starttls"),
        "implicit is TLS from the first byte; none is only for localhost, 127.0.0.1 or [::1]",
    ),
    setting(
        "mail.smtp_port",
        Number(1, 65535),
        Absent("587, with implicit 465, with none 25"),
        "its port",
    ),
    setting(
        "mail.smtp_ca_file",
        CertificateFile,
        Absent("the system's certificates alone"),
        "certificates in PEM to trust beside the system's",
    ),
    setting(
        "mail.smtp_user",
        Text,
        Absent("none: no login"),
        "name to log in at the mail server with",
    ),
    setting("mail.smtp_password_file", File, Absent("none"), "file of its password, a line"),
    setting(
        "mail.from",
        Email,
        Absent("none"),
        "sender of every mail, like noreply@registration.example; its domain stands in the Message-ID. Needed \
         with mail.smtp_host",
    ),
    setting(
        "mail.timeout_seconds",
        Number(1, 90),
        Is("30"),
        "seconds that handing over one mail may take",
    ),
    setting("mail.workers", Number(1, 32), Is("4"), "mails that are handed over at the same time"),
    setting(
        "mail.attempts",
        Number(1, 50),
        Is("12"),
        "tries before a mail is shown by toroku-portal undeliverable as given up. One that the server refuses ends there; one \
         that waits for the server goes on by itself",
    ),
    setting(
        "mail.retry_seconds",
        Number(1, 3600),
        Is("60"),
        "seconds of pause after the first try; doubled with each, 8 hours at most, a fifth more or less by chance",
    ),
    setting(
        "forwarded",
        Choice(&["off", "x-forwarded-for", "forwarded"]),
        Is("off"),
        "header that a client's address is taken from, where reverse proxies in front of the portal add to it: \
         X-Forwarded-For, or Forwarded (RFC 7239)",
    ),
    setting(
        "forwarded_hops",
        Number(1, 16),
        Is("1"),
        "how many reverse proxies, one behind the other, add to it; what stands before theirs is the client's own word",
    ),
    setting(
        "connections.at_once",
        Number(4, 100_000),
        Is("512"),
        "connections to one instance. When all are taken, the one that has waited longest for its client gives way; \
         16 are left to /health and /ready. The process needs so many file descriptors and 100 more",
    ),
    setting(
        "connections.header_seconds",
        Number(1, 600),
        Is("10"),
        "seconds that the header of a request may take",
    ),
    setting(
        "connections.body_seconds",
        Number(1, 600),
        Is("30"),
        "seconds that the body of a request may take; later the answer is 408",
    ),
    setting(
        "connections.idle_seconds",
        Number(1, 3600),
        Is("60"),
        "seconds that a connection is kept for its next request; a reverse proxy should keep it for less",
    ),
    setting(
        "limits.forms_per_minute",
        LIMIT,
        Is("600"),
        "forms, and requests of apps to the API, that one address may send to one instance; 0: no limit",
    ),
    setting(
        "limits.sessions_per_minute",
        LIMIT,
        Is("120"),
        "sessions that one address may begin at one instance; 0: no limit",
    ),
    setting(
        "limits.link_tries_per_minute",
        LIMIT,
        Is("60"),
        "times that one address may open or send a password link at one instance, right or wrong, and tries of a \
         wrong token of the API; 0: no limit",
    ),
    setting(
        "limits.mails_per_mailbox",
        LIMIT,
        Is("10"),
        "registrations for one mailbox at once, which come back evenly within 24 hours; as many new links for accounts \
         in use, and as many for accounts without a password yet, each counted for itself; 0: no limit",
    ),
    setting(
        "limits.login_failures_per_account",
        Number(0, 1000),
        Is("5"),
        "failed logins with one user ID before each further one is followed by a pause. Browsers in which the user ID \
         was used are counted each for itself, and wait for no stranger; 0: no limit",
    ),
    setting(
        "limits.login_failures_per_address",
        Number(0, 100_000),
        Is("50"),
        "failed logins from one address, with whatever user ID, before each further one is followed by a pause for \
         all browsers of the address that are not known at their account; 0: no limit",
    ),
    setting(
        "limits.login_failures_minutes",
        Number(1, 1440),
        Is("60"),
        "minutes within which as many failures are forgotten, evenly",
    ),
    setting(
        "limits.login_pause_seconds",
        Number(1, 3600),
        Is("30"),
        "seconds of the first pause after failed logins; doubled with each",
    ),
    setting(
        "limits.login_longest_pause_seconds",
        Number(1, 86_400),
        Is("900"),
        "seconds of the longest pause",
    ),
    setting(
        "limits.login_hours",
        Number(1, 720),
        Is("12"),
        "hours after which a login of an applicant ends, whatever is done in it",
    ),
    setting(
        "limits.hashes_at_once",
        Number(0, 64),
        Is("0"),
        "passwords that are hashed at once, each on a core and in 19 MiB; 16 more may wait for each, then the \
         answer is 503. 0: as many as there are cores, three at most",
    ),
    setting(
        "retention.drafts_hours",
        Number(1, 24),
        Is("24"),
        "hours after its last change after which what was entered and not registered is deleted where the applicant \
         asked to keep it; else it is one hour",
    ),
    setting(
        "retention.completed_minutes",
        Number(1, 60),
        Is("10"),
        "minutes for which a browser can show STEP3; then what it keeps of the registration is deleted",
    ),
    setting(
        "retention.mails_days",
        Number(1, 3650),
        Is("30"),
        "days after which mails that were delivered or given up are deleted",
    ),
    setting(
        "retention.unclaimed_months",
        Number(0, 120),
        Is("6"),
        "months of 30 days after which a registration whose password was never set is erased, unless its account is \
         locked or deactivated; 0: never",
    ),
    setting(
        "metrics_listen",
        Socket,
        Absent("off"),
        "address and port for /metrics in Prometheus' format, of loopback or of a network that only the operator \
         can reach",
    ),
    setting(
        "log",
        LogFilter,
        Is("info"),
        "what to log, like info or toroku_portal=debug. Never what a person typed, a token or a query string",
    ),
    setting("log_format", Choice(&["text", "json"]), Is("text"), "json: one object a line"),
];

/// Whether the variable is meant for the portal and nothing that it knows. What tests set for themselves is none.
pub(super) fn is_mistyped(variable: &str) -> bool {
    const OTHERS: [&str; 4] =
        ["TOROKU_CONFIG", "TOROKU_PORTAL", "TOROKU_DRAW", "TOROKU_CLOCK_AHEAD"];
    let is_ours = variable.starts_with("TOROKU_");
    let is_of_tests =
        ["TOROKU_TEST_", "TOROKU_CRASH_"].iter().any(|begin| variable.starts_with(begin));
    is_ours
        && !is_of_tests
        && !OTHERS.contains(&variable)
        && !SETTINGS.iter().any(|setting| setting.variable() == variable)
}

/// What `--help` says of them.
pub(crate) fn help() -> String {
    let mut text = String::from(
        "Settings are keys of a TOML file, named by --config or TOROKU_CONFIG, or environment\n\
         variables, which come first. A dot in a key is a table in the file: [mail], [limits].\n",
    );
    for setting in SETTINGS {
        let (kind, default) = (setting.kind_words(), setting.default_words());
        write!(text, "\n  {}  ({})", setting.key, setting.variable()).expect("a string takes all");
        for part in [setting.doc, &format!("{kind}; default: {default}")] {
            let mut length = usize::MAX;
            for word in part.split(' ') {
                if length.saturating_add(word.len()) > 78 {
                    text.push_str("\n     ");
                    length = 5;
                }
                text.extend([" ", word]);
                length += word.len() + 1;
            }
        }
    }
    text
}

/// The table of README.md.
#[cfg(test)]
pub(super) fn table() -> String {
    let mut text = String::from(
        "| key | variable | value | default | meaning |\n| --- | --- | --- | --- | --- |\n",
    );
    for setting in SETTINGS {
        let (key, variable, kind) = (setting.key, setting.variable(), setting.kind_words());
        let (default, doc) = (setting.default_words(), setting.doc);
        let row = format!("| `{key}` | `{variable}` | {kind} | {default} | {doc} |\n");
        text.push_str(&row);
    }
    text
}
