//! The mail server's process.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::process::Settings;

/// What was accepted for one recipient.
#[derive(Clone, Debug)]
pub(crate) struct Mail {
    pub(crate) to: String,
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) is_protected: bool,
}

pub(crate) struct MailServer {
    child: Child,
    folder: PathBuf,
}

impl MailServer {
    /// Starts one with its files in the folder.
    pub(crate) async fn start(folder: &Path) -> Self {
        let folder = folder.join("mail");
        std::fs::create_dir_all(&folder).unwrap();
        let python = std::env::var("TOROKU_TEST_PYTHON")
            .expect("TOROKU_TEST_PYTHON names a Python with aiosmtpd: see tests/portal/run");
        let program =
            concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/portal/mail-server/serve.py");
        let errors = std::fs::File::create(folder.join("errors")).unwrap();
        let child = Command::new(python)
            .args([program.as_ref(), folder.as_os_str()])
            .stdin(Stdio::null())
            .stderr(errors)
            .spawn()
            .unwrap();
        let server = Self { child, folder };
        crate::process::until("the mail server is ready", async || {
            server.folder.join("ports").exists()
        })
        .await;
        tokio::time::sleep(Duration::from_millis(100)).await;
        server
    }

    fn port(&self, name: &str) -> String {
        let text = std::fs::read_to_string(self.folder.join("ports")).unwrap();
        let (_, rest) = text.split_once(&format!("\"{name}\": ")).unwrap();
        rest.split([',', '}']).next().unwrap().to_owned()
    }

    /// The settings that send mails to it: `plain`, `starttls`, `implicit` or `silent`.
    pub(crate) fn settings(&self, way: &'static str) -> Settings {
        let path = |name: &str| self.folder.join(name).display().to_string();
        let mut settings = vec![
            ("TOROKU_MAIL_SMTP_HOST", "localhost".into()),
            ("TOROKU_MAIL_SMTP_PORT", self.port(way)),
            ("TOROKU_MAIL_FROM", "noreply@registration.example".into()),
        ];
        match way {
            "starttls" | "implicit" => settings.extend([
                ("TOROKU_MAIL_SMTP_TLS", way.into()),
                ("TOROKU_MAIL_SMTP_CA_FILE", path("ca.pem")),
                ("TOROKU_MAIL_SMTP_USER", "portal".into()),
                ("TOROKU_MAIL_SMTP_PASSWORD_FILE", path("password")),
            ]),
            _ => settings.push(("TOROKU_MAIL_SMTP_TLS", "none".into())),
        }
        settings
    }

    /// Every mail that was accepted, in order.
    pub(crate) fn mails(&self) -> Vec<Mail> {
        let text = std::fs::read_to_string(self.folder.join("mails")).unwrap_or_default();
        // The last line may still be in the making.
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        whole.lines().map(read).collect()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// One line of JSON, as the server writes it: known keys, texts of ASCII.
fn read(line: &str) -> Mail {
    let text = |name: &str| {
        let (_, rest) = line.split_once(&format!("\"{name}\": \"")).unwrap();
        let mut out = String::new();
        let mut letters = rest.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '"' => break,
                '\\' => match letters.next().unwrap() {
                    'n' => out.push('\n'),
                    'r' => out.push('\r'),
                    't' => out.push('\t'),
                    other => out.push(other),
                },
                other => out.push(other),
            }
        }
        out
    };
    let is = |name: &str| line.contains(&format!("\"{name}\": true"));
    Mail {
        to: text("to"),
        id: text("id"),
        text: text("text"),
        is_protected: is("tls") && is("login"),
    }
}
