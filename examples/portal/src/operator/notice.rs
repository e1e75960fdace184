//! The mail to both addresses when the office has corrected one.

use askama::Template;
use toroku::Notification;

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
            text: paragraphs.map(|paragraph| Notification::lines(&paragraph)).join("\n"),
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

#[cfg(test)]
mod tests {
    use toroku::Language;

    use super::*;

    #[test]
    fn the_plain_text_is_in_lines_that_fit_a_mail_program() {
        for language in Language::all() {
            let text = Notice::written(Words::of(language)).unwrap().text;
            assert_eq!(text.split("\n\n").count(), 3, "{text}");
            for line in text.lines() {
                let columns: usize = line.chars().map(|c| if c < '\u{2E80}' { 1 } else { 2 }).sum();
                assert!(columns <= 78, "{columns} columns: {line}");
            }
        }
    }
}
