//! The mailer for real mails: SMTP, a connection for each mail.
//!
//! A connection is not used again: one that a time-out broke off in the middle of a mail looks like
//! a good one.

use std::fmt;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use lettre::address::Envelope;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, Message};
use thiserror::Error;

use super::MailError;
use super::connection::{Server, Tls};
use crate::clock::Clock;
use crate::config::{SmtpConfig, SmtpTls, read_certificates};
use crate::secret;
use crate::store::DueMail;

/// How long the server may take to say goodbye.
const LAST_WORD: Duration = Duration::from_secs(1);

/// The mail server's settings cannot be used.
#[derive(Debug, Error)]
#[error("{0}: {1}")]
pub struct MailSettingError(&'static str, String);

/// Hands mails over to a mail server.
pub(crate) struct SmtpMailer {
    server: Server,
    from: Mailbox,
    time: Duration,
    clock: Clock,
}

impl fmt::Debug for SmtpMailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmtpMailer(..)")
    }
}

/// The address as SMTP takes it. Some old mobile addresses have dots where the standard has none; between
/// quotation marks they are the same addresses and nothing is wrong with them.
fn recipient(text: &str) -> Result<Address, MailError> {
    if let Ok(address) = text.parse() {
        return Ok(address);
    }
    let (local, domain) = text.rsplit_once('@').ok_or(MailError::Address)?;
    let fits = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\');
    if !local.bytes().all(fits) {
        return Err(MailError::Address);
    }
    Address::new("user", domain).map_err(|_| MailError::Address)?;
    Ok(Address::new_dangerous(format!("\"{local}\""), domain))
}

impl SmtpMailer {
    /// A mailer to the server of the settings. Nothing is sent yet.
    pub(crate) fn new(
        smtp: &SmtpConfig,
        timeout_seconds: u32,
        clock: Clock,
    ) -> Result<Self, MailSettingError> {
        let time = Duration::from_secs(timeout_seconds.into());
        let from: Address = smtp.from.parse().map_err(|_| {
            MailSettingError("TOROKU_MAIL_FROM", "must be an e-mail address".into())
        })?;
        let parameters = || {
            let mut builder = TlsParameters::builder(smtp.host.clone());
            if let Some(path) = &smtp.ca_file {
                let certificate = read_certificates(path)
                    .map_err(|why| MailSettingError("TOROKU_MAIL_SMTP_CA_FILE", why))?;
                builder = builder.add_root_certificate(certificate);
            }
            builder.build_rustls().map_err(|error| {
                MailSettingError("TOROKU_MAIL_SMTP_HOST", format!("TLS cannot be set up: {error}"))
            })
        };
        let tls = match smtp.tls {
            SmtpTls::StartTls => Tls::Required(parameters()?),
            SmtpTls::Implicit => Tls::FirstByte(parameters()?),
            SmtpTls::None => Tls::None,
        };
        let login = |(user, path): &(String, PathBuf)| {
            let password = std::fs::read_to_string(path).map_err(|error| {
                MailSettingError("TOROKU_MAIL_SMTP_PASSWORD_FILE", error.to_string())
            })?;
            let password = password.trim_end_matches(['\r', '\n']).to_owned();
            Ok(Credentials::new(user.clone(), password))
        };
        let server = Server {
            host: smtp.host.trim_matches(['[', ']']).to_owned(),
            port: smtp.port,
            tls,
            hello: ClientId::Domain(from.domain().to_owned()),
            login: smtp.login.as_ref().map(login).transpose()?,
        };
        Ok(Self { server, from: Mailbox::new(None, from), time, clock })
    }

    /// Hands the mail over.
    pub(crate) async fn send(&self, mail: &DueMail) -> Result<(), MailError> {
        let message = self.message(mail)?;
        self.in_time(async |connection| {
            let sent = connection.send(message.envelope(), &message.formatted()).await;
            Ok(sent.map(drop)?)
        })
        .await
    }

    /// Whether the server lets this portal in.
    pub(crate) async fn is_there(&self) -> Result<(), MailError> {
        self.in_time(async |connection| {
            if connection.test_connected().await { Ok(()) } else { Err(MailError::Connection) }
        })
        .await
    }

    /// A dialogue that takes as long as it may, and the end of it, whose answer changes nothing: a mail that was taken
    /// is not handed over again.
    async fn in_time(
        &self,
        say: impl AsyncFnOnce(&mut AsyncSmtpConnection) -> Result<(), MailError>,
    ) -> Result<(), MailError> {
        let dialogue = async {
            let mut connection = self.server.connect().await?;
            say(&mut connection).await.map(|()| connection)
        };
        let said = tokio::time::timeout(self.time, dialogue).await;
        let mut connection = said.unwrap_or(Err(MailError::TimedOut))?;
        drop(tokio::time::timeout(LAST_WORD, connection.abort()).await);
        Ok(())
    }

    /// The same mail again has the same name: mail programs show it once. With another link it is another one.
    ///
    /// Mail servers write the name into their logs, and who has an app's key learns the user ID by the API: so the name is
    /// made of the key's hash, 128 bits of it, and nobody gets the key from it.
    fn name(&self, mail: &DueMail) -> String {
        let hash = secret::hex(&secret::hash(mail.key.as_bytes())[..16]);
        let domain = self.from.email.domain();
        match mail.renewals {
            0 => format!("<{hash}@{domain}>"),
            number => format!("<{hash}.{number}@{domain}>"),
        }
    }

    fn message(&self, mail: &DueMail) -> Result<Message, MailError> {
        let seconds = u64::try_from(self.clock.seconds()).unwrap_or(0);
        let generated = HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".into(),
        );
        let to = recipient(&mail.recipient)?;
        let envelope = Envelope::new(Some(self.from.email.clone()), vec![to.clone()]);
        Message::builder()
            // Said, because read from the header an address in quotation marks would be refused.
            .envelope(envelope.map_err(|_| MailError::Address)?)
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(&mail.subject)
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
            .message_id(Some(self.name(mail)))
            .raw_header(generated)
            .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))
            .map_err(|_| MailError::Address)
    }
}

impl From<lettre::transport::smtp::Error> for MailError {
    /// What a server says may hold the address: its numbers alone are kept.
    fn from(error: lettre::transport::smtp::Error) -> Self {
        use std::error::Error as _;
        if let Some(code) = error.status() {
            let text = error.source().map(ToString::to_string).unwrap_or_default();
            let detail = enhanced(&text);
            let code: u16 = code.into();
            return Self::Refused { code, detail };
        }
        if error.is_timeout() {
            Self::TimedOut
        } else if error.is_tls() {
            Self::Tls
        } else {
            Self::Connection
        }
    }
}

/// The enhanced status code (RFC 3463) that an answer begins with: `5.1.1`.
fn enhanced(text: &str) -> Option<(u8, u16, u16)> {
    let mut parts = text.split_whitespace().next()?.split('.');
    let code =
        (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    (parts.next().is_none() && matches!(code.0, 2 | 4 | 5)).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mailer() -> SmtpMailer {
        let smtp = SmtpConfig {
            host: "127.0.0.1".into(),
            port: 1,
            tls: SmtpTls::None,
            ca_file: None,
            login: None,
            from: "noreply@registration.example".into(),
        };
        SmtpMailer::new(&smtp, 1, Clock::new(|| 1_700_000_000)).unwrap()
    }

    fn mail(recipient: &str) -> DueMail {
        DueMail {
            id: 1,
            key: "00112233445566778899aabbccddeeff".into(),
            user_id: "hdlpf38617".into(),
            recipient: recipient.into(),
            subject: "利用者情報登録完了".into(),
            text: "ユーザーID : hdlpf38617\n".into(),
            html: "<p>ユーザーID</p>".into(),
            created_at: 1_700_000_000,
            attempts: 1,
            refusals: 0,
            renewals: 0,
            is_given_up: false,
            others_wait: false,
        }
    }

    #[test]
    fn a_message_is_named_after_its_keys_hash_and_has_both_bodies() {
        let message = mailer().message(&mail("user01@ens-test.com")).unwrap().formatted();
        let text = String::from_utf8(message).unwrap();
        for line in [
            "From: noreply@registration.example\r\n",
            "To: user01@ens-test.com\r\n",
            "Message-ID: <5947d7c33d783f94b3b4c1a96ebc8991@registration.example>\r\n",
            "Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Content-Type: multipart/alternative;",
            "Content-Type: text/plain; charset=utf-8\r\n",
            "Content-Type: text/html; charset=utf-8\r\n",
        ] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
        let renewed = DueMail { renewals: 2, ..mail("user01@ens-test.com") };
        let name = mailer().name(&renewed);
        assert_eq!(name, "<5947d7c33d783f94b3b4c1a96ebc8991.2@registration.example>");
        assert!(!text.contains(&renewed.key), "who reads a mail server's log gets no key");
        assert!(text.is_ascii());
        assert!(text.lines().all(|line| line.len() <= 78), "{text}");
    }

    #[test]
    fn every_address_that_can_be_registered_can_be_written_to() {
        for (typed, sent) in [
            ("user01@ens-test.com", "user01@ens-test.com"),
            ("a..b@docomo.ne.jp", "\"a..b\"@docomo.ne.jp"),
            ("a.@ezweb.ne.jp", "\"a.\"@ezweb.ne.jp"),
            ("o'brien+x@a.example", "o'brien+x@a.example"),
        ] {
            assert_eq!(recipient(typed).unwrap().to_string(), sent);
            let message = mailer().message(&mail(typed)).unwrap();
            assert_eq!(message.envelope().to()[0].to_string(), sent);
            let text = String::from_utf8(message.formatted()).unwrap();
            assert!(text.contains(&format!("To: {sent}\r\n")), "{text}");
        }
        for text in ["nobody", "a\r\nRCPT TO:<b@c.example>@d.example", "a\"b@c.example", "a@b c"] {
            assert!(matches!(recipient(text), Err(MailError::Address)), "{text}");
        }
    }

    #[test]
    fn only_the_numbers_of_an_answer_are_kept() {
        assert_eq!(enhanced("5.1.1 <canary@a.example>: no such user"), Some((5, 1, 1)));
        for text in ["", "no", "5.1", "5.1.1.1 x", "9.1.1", "192.0.2"] {
            assert_eq!(enhanced(text), None, "{text}");
        }
    }
}
