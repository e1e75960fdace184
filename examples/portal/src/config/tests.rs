use super::*;

fn read(settings: &[(&str, &str)]) -> Result<Config, ConfigErrors> {
    Config::read(None, |name| {
        settings.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    })
}

/// The names of what is refused, in order.
fn refused(settings: &[(&str, &str)]) -> Vec<String> {
    read(settings).unwrap_err().0.into_iter().map(|error| error.name).collect()
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("toroku-config-{}-{name}", std::process::id()));
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn nothing_set_is_the_default() {
    let config = read(&[("TOROKU_LISTEN", "")]).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.jpki_url, "https://www.jpki.go.jp/download/");
    assert!(config.has_mailbox("http://127.0.0.1:8080"));
}

#[test]
fn what_cannot_be_used_is_named() {
    for (name, value) in [
        ("TOROKU_LISTEN", "8080"),
        ("TOROKU_BASE_URL", "registration.example"),
        ("DATABASE_URL", "mysql://a/b"),
        ("TOROKU_DATABASE_CONNECTIONS", "1"),
        ("TOROKU_SEAL_KEY_FILE", "/nowhere/key"),
        ("TOROKU_USER_IDS", "guid"),
        ("TOROKU_USER_ID_KEY_FILE", "/dev/null"),
        ("TOROKU_TERMS_VERSION", "a b"),
        ("TOROKU_GUIDE_PREPARE_URL", "javascript:alert(1)"),
        ("TOROKU_JPKI_URL", "www.jpki.go.jp"),
        ("TOROKU_MAILBOX", "yes"),
        ("TOROKU_MAIL_SMTP_TLS", "yes"),
        ("TOROKU_MAIL_SMTP_PORT", "0"),
        ("TOROKU_MAIL_SMTP_CA_FILE", "/dev/null"),
        ("TOROKU_MAIL_TIMEOUT_SECONDS", "91"),
        ("TOROKU_MAIL_WORKERS", "0"),
        ("TOROKU_MAIL_ATTEMPTS", "many"),
        ("TOROKU_MAIL_RETRY_SECONDS", "0"),
        ("TOROKU_FORWARDED", "on"),
        ("TOROKU_FORWARDED_HOPS", "0"),
        ("TOROKU_CONNECTIONS_AT_ONCE", "3"),
        ("TOROKU_CONNECTIONS_HEADER_SECONDS", "0"),
        ("TOROKU_CONNECTIONS_BODY_SECONDS", "0"),
        ("TOROKU_CONNECTIONS_IDLE_SECONDS", "0"),
        ("TOROKU_LIMITS_LOGIN_HOURS", "0"),
        ("TOROKU_LIMITS_HASHES_AT_ONCE", "65"),
        ("TOROKU_LIMITS_FORMS_PER_MINUTE", "-1"),
        ("TOROKU_LIMITS_LINK_TRIES_PER_MINUTE", "1000001"),
        ("TOROKU_LIMITS_LOGIN_FAILURES_PER_ACCOUNT", "1001"),
        ("TOROKU_LIMITS_LOGIN_FAILURES_PER_ADDRESS", "x"),
        ("TOROKU_LIMITS_LOGIN_FAILURES_MINUTES", "0"),
        ("TOROKU_LIMITS_LOGIN_PAUSE_SECONDS", "0"),
        ("TOROKU_LIMITS_LOGIN_LONGEST_PAUSE_SECONDS", "86401"),
        ("TOROKU_RETENTION_DRAFTS_HOURS", "0"),
        ("TOROKU_RETENTION_COMPLETED_MINUTES", "61"),
        ("TOROKU_RETENTION_MAILS_DAYS", "0"),
        ("TOROKU_RETENTION_UNCLAIMED_MONTHS", "121"),
        ("TOROKU_METRICS_LISTEN", "on"),
        ("TOROKU_LOG", "a=b=c"),
        ("TOROKU_LOG_FORMAT", "xml"),
    ] {
        assert_eq!(refused(&[(name, value)]), [name], "{value}");
    }
    // All at once, and what belongs together.
    assert_eq!(
        refused(&[("TOROKU_LISTEN", "0.0.0.0:80"), ("TOROKU_LOG_FORMAT", "x")]),
        ["TOROKU_BASE_URL", "TOROKU_MAILBOX", "TOROKU_LOG_FORMAT"]
    );
    let public = ("TOROKU_LISTEN", "0.0.0.0:80");
    for base_url in ["http://localhost", "https://a.example"] {
        let base_url = ("TOROKU_BASE_URL", base_url);
        assert_eq!(refused(&[public, base_url, ("TOROKU_MAILBOX", "on")]), ["TOROKU_MAILBOX"]);
    }
    assert!(read(&[("TOROKU_LISTEN", "[::1]:80")]).is_ok());
    assert_eq!(
        refused(&[("DATABASE_URL", "postgres://a/b"), ("TOROKU_DATABASE", "c")]),
        ["DATABASE_URL"]
    );
    assert_eq!(refused(&[("TOROKU_BASE_URL", "https://a.example")]), ["TOROKU_MAIL_SMTP_HOST"]);
    assert_eq!(refused(&[("TOROKU_MAILBOX", "off")]), ["TOROKU_MAIL_SMTP_HOST"]);
    let server = ("TOROKU_MAIL_SMTP_HOST", "mail.example");
    let from = ("TOROKU_MAIL_FROM", "noreply@a.example");
    assert_eq!(refused(&[server]), ["TOROKU_MAIL_FROM"]);
    assert_eq!(refused(&[server, from, ("TOROKU_MAILBOX", "on")]), ["TOROKU_MAILBOX"]);
    assert_eq!(
        refused(&[server, from, ("TOROKU_MAIL_SMTP_TLS", "none")]),
        ["TOROKU_MAIL_SMTP_TLS"]
    );
    assert_eq!(
        refused(&[server, from, ("TOROKU_MAIL_SMTP_USER", "u")]),
        ["TOROKU_MAIL_SMTP_PASSWORD_FILE"]
    );
    assert_eq!(refused(&[server, ("TOROKU_MAIL_FROM", "a b@c\r\nBcc: d")]), ["TOROKU_MAIL_FROM"]);
}

#[test]
fn a_mistyped_variable_is_refused() {
    let names = ["TOROKU_MAILBOXES", "PATH", "TOROKU_LISTEN", "TOROKU_CONFIG", "TOROKU_LISTN"];
    let refused = Config::refuse_unknown(names.map(str::to_owned)).unwrap_err();
    let refused: Vec<_> = refused.0.into_iter().map(|error| error.name).collect();
    assert_eq!(refused, ["TOROKU_LISTN", "TOROKU_MAILBOXES"]);
    let known = settings::SETTINGS.iter().map(settings::Setting::variable);
    assert_eq!(Config::refuse_unknown(known), Ok(()));
}

#[test]
fn a_file_is_read_under_the_environment() {
    let path = file(
        "good.toml",
        "listen = \"127.0.0.1:1\"\nforwarded = \"x-forwarded-for\"\nterms_version = \"a\"\n\n[mail]\n\
         smtp_host = \"mail.example\"\nsmtp_port = 2525\nfrom = \"noreply@a.example\"\n",
    );
    let name = path.display().to_string();
    for way in [None, Some(path.as_path())] {
        let config = Config::read(way, |variable| match variable {
            "TOROKU_CONFIG" => Some(name.clone()),
            "TOROKU_TERMS_VERSION" => Some("b".into()),
            _ => None,
        })
        .unwrap();
        let forwarding = (config.forwarding, config.forwarded_hops);
        assert_eq!(config.listen.port(), 1);
        assert_eq!(forwarding, (Forwarding::XForwardedFor, 1));
        assert_eq!(config.terms_version, "b");
        let smtp = config.mail.smtp.clone().unwrap();
        assert_eq!(
            (smtp.host.as_str(), smtp.port, smtp.tls),
            ("mail.example", 2525, SmtpTls::StartTls)
        );
        assert!(!config.has_mailbox("http://127.0.0.1:1"));
    }
    std::fs::remove_file(path).unwrap();
}

#[test]
fn a_mistake_in_a_file_is_refused_with_its_line() {
    for (text, part) in [
        ("listen = 1.5\n", "listen in "),
        ("listn = \"127.0.0.1:1\"\n", "there is no such setting"),
        ("[mail]\nsmtp_hots = \"a\"\n", "mail.smtp_hots in "),
        ("listen = \"a\"\n", "listen: must be an address"),
        ("\nlog = \"canary\n", "line 2: "),
    ] {
        let path = file("bad.toml", text);
        let error = Config::read(Some(&path), |_| None).unwrap_err().to_string();
        assert!(error.contains(part), "{text}: {error}");
        assert!(!error.contains("canary"));
        std::fs::remove_file(path).unwrap();
    }
    let missing = Config::read(Some(Path::new("/nowhere/portal.toml")), |_| None).unwrap_err();
    assert!(missing.to_string().starts_with("/nowhere/portal.toml: cannot be read"), "{missing}");
}

#[test]
fn secrets_are_not_shown() {
    for setting in settings::SETTINGS.iter().filter(|setting| setting.is_secret) {
        let variable = setting.variable();
        let config = read(&[(&variable, "postgres://user:canary@host/name")]).unwrap();
        assert!(!format!("{config:?}").contains("canary"));
        let refused = read(&[(&variable, "canary")]).unwrap_err();
        assert!(!format!("{refused} {refused:?}").contains("canary"));
    }
}

#[test]
fn every_default_is_of_its_settings_kind() {
    for setting in settings::SETTINGS {
        if let settings::Default::Is(text) = setting.default {
            assert_eq!(setting.kind.check(text), Ok(()), "{}", setting.key);
        }
    }
}

/// Written anew with `TOROKU_DRAW=1`.
#[test]
fn the_readme_has_the_table_of_all_settings() {
    const BEGIN: &str = "<!-- settings: written by src/config/tests.rs -->\n\n";
    const END: &str = "\n<!-- end of settings -->";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(BEGIN).unwrap();
    let (table, after) = rest.split_once(END).unwrap();
    if std::env::var_os("TOROKU_DRAW").is_some() {
        let drawn = [before, BEGIN, &settings::table(), END, after].concat();
        return std::fs::write(path, drawn).unwrap();
    }
    assert_eq!(table, settings::table());
}

#[test]
fn help_names_every_setting_in_lines_that_fit() {
    for setting in settings::SETTINGS {
        assert!(help().contains(&setting.variable()), "{}", setting.key);
    }
    assert!(help().lines().all(|line| line.len() <= 100));
}
