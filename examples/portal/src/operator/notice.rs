//! The mail to both addresses when the office has corrected one.

use askama::Template;

use crate::secret;
use crate::store::NewMail;
use crate::text::Words;

/// What both addresses are sent. It holds neither address, no name and no user ID: one of the two may be a
/// stranger's.
#[derive(Template)]
#[template(path = "notice.html")]
pub(super) struct Notice {
    words: Words,
}

/// A notice, written.
pub(super) struct Written {
    subject: &'static str,
    text: String,
    html: String,
}

impl Notice {
    /// The notice in these words.
    pub(super) fn written(words: Words) -> Result<Written, askama::Error> {
        let paragraphs = [
            words.t("notice.email.text").to_owned(),
            words.t("notice.email.contact").to_owned(),
            words.engine("notification.system"),
        ];
        Ok(Written {
            subject: words.t("notice.email.subject"),
            text: paragraphs.map(|paragraph| paragraph + "\n").join("\n"),
            html: Self { words }.render()?,
        })
    }
}

impl Written {
    /// The mail to one address.
    pub(super) fn to<'a>(&'a self, recipient: &'a str, user_id: &'a str) -> NewMail<'a> {
        NewMail {
            key: secret::hex(&secret::random::<16>()),
            user_id,
            recipient,
            subject: self.subject,
            text: &self.text,
            html: &self.html,
        }
    }
}
