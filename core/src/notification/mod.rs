//! The mails that the host sends: registration completed, a new password link, a password reminder.
//!
//! The engine writes them whole; the host's mailer takes each part as it is. No subject holds anything
//! that a person typed, and what is inserted in the bodies can add neither a line nor markup.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec;
use core::fmt;

use once_cell::race::OnceBox;
use serde::{Deserialize, Serialize};

use crate::character;
use crate::language::{Language, fill};
use crate::personal::Personal;
use crate::user_id::UserId;

mod body;
mod key;

use body::{Paragraph, Paragraphs};
pub use key::{NotAKey, NotificationKey};

/// One mail to send, exactly once.
///
/// It holds the applicant's address and name and, where it holds a password link, the token: keep it no
/// longer than until it is sent. `Debug` shows the key and the language only.
///
/// ```
/// # fn send(_to: &str, _subject: &str, _text: &str, _html: &str) {}
/// fn deliver(mail: &toroku::Notification, already_sent: &dyn Fn(&str) -> bool) {
///     if !already_sent(&mail.key().expose()) {
///         send(mail.to().expose(), mail.subject(), mail.text().expose(), mail.html().expose());
///     }
/// }
/// ```
///
/// The texts are written when one of them is first asked for: a host that keeps a mail until it is sent keeps what it
/// is made of ([`save`](Self::save)), a tenth of their size.
#[derive(Serialize, Deserialize)]
pub struct Notification {
    key: NotificationKey,
    to: Personal,
    language: Language,
    facts: Facts,
    #[serde(skip)]
    written: OnceBox<Written>,
}

/// What a mail says. The order of fields and variants is that of a saved mail: it does not change.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Facts {
    about: About,
    name: Personal,
    user_id: UserId,
    url: Personal,
    /// Hours or days.
    count: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum About {
    Completion,
    NewLink,
    Reminder,
}

struct Written {
    subject: String,
    text: Personal,
    html: Personal,
}

impl Notification {
    /// Identifies this mail: one with a key that was sent before is not sent again.
    pub fn key(&self) -> NotificationKey {
        self.key
    }

    /// The address, alone: without a name or angle brackets.
    pub fn to(&self) -> &Personal {
        &self.to
    }

    /// The language of subject and bodies.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The subject: one line, nothing in it that a person typed.
    pub fn subject(&self) -> &str {
        &self.written().subject
    }

    /// The plain text body: UTF-8, lines ended by LF, the URL on a line of its own.
    pub fn text(&self) -> &Personal {
        &self.written().text
    }

    /// The HTML body: a whole document without remote resources, the URL in full.
    pub fn html(&self) -> &Personal {
        &self.written().html
    }

    /// A paragraph in lines, each ended by LF, as the plain text of these mails has them: for mails of the host's own.
    ///
    /// ```
    /// let text = toroku::Notification::lines("窓口で訂正しました。今後のメールは、訂正後のアドレスにだけ送信します。ご確認ください。");
    /// assert_eq!(text, "窓口で訂正しました。今後のメールは、訂正後のアドレスにだけ送信します。\nご確認ください。\n");
    /// ```
    pub fn lines(paragraph: &str) -> String {
        let mut lines = String::new();
        body::wrap(paragraph, &mut lines);
        lines
    }

    /// The mail of completion (STEP3): the user ID, and where to set a password.
    pub(crate) fn registration_complete(
        key: NotificationKey,
        to: &str,
        name: &str,
        user_id: UserId,
        password_url: Personal,
        valid_hours: u32,
        language: Language,
    ) -> Self {
        let about = About::Completion;
        let facts =
            Facts { about, name: name.into(), user_id, url: password_url, count: valid_hours };
        Self::new(key, to, language, facts)
    }

    /// The mail with a new password link, asked for by user ID and e-mail address or by a resend.
    pub(crate) fn new_link(
        key: NotificationKey,
        to: &str,
        name: &str,
        user_id: UserId,
        password_url: Personal,
        valid_hours: u32,
        language: Language,
    ) -> Self {
        let about = About::NewLink;
        let facts =
            Facts { about, name: name.into(), user_id, url: password_url, count: valid_hours };
        Self::new(key, to, language, facts)
    }

    /// The reminder that the password's year is nearly over; `portal_url` is where to log in.
    pub(crate) fn password_reminder(
        key: NotificationKey,
        to: &str,
        name: &str,
        user_id: UserId,
        portal_url: &str,
        days_left: u32,
        language: Language,
    ) -> Self {
        let about = About::Reminder;
        let (name, url) = (name.into(), portal_url.into());
        Self::new(key, to, language, Facts { about, name, user_id, url, count: days_left })
    }

    fn new(key: NotificationKey, to: &str, language: Language, facts: Facts) -> Self {
        let Facts { about, name, user_id, url, count } = facts;
        let (name, url) = (visible(name.expose()), visible(url.expose()));
        let facts = Facts { about, name, user_id, url, count };
        Self { key, to: visible(to), language, facts, written: OnceBox::new() }
    }

    /// One that was saved, as it would be made.
    pub(crate) fn restored(self) -> Self {
        Self::new(self.key, self.to.expose(), self.language, self.facts)
    }

    fn written(&self) -> &Written {
        self.written.get_or_init(|| Box::new(Writer { language: self.language }.write(&self.facts)))
    }
}

impl Clone for Notification {
    fn clone(&self) -> Self {
        Self::new(self.key, self.to.expose(), self.language, self.facts.clone())
    }
}

impl PartialEq for Notification {
    fn eq(&self, other: &Self) -> bool {
        let Self { key, to, language, facts, written: _ } = self;
        (key, to, language, facts) == (&other.key, &other.to, &other.language, &other.facts)
    }
}

impl Eq for Notification {}

impl fmt::Debug for Notification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Notification(in {})", self.language)
    }
}

/// Puts the catalogue's sentences together. The text at a mail's key has one name in braces at most.
#[derive(Clone, Copy)]
struct Writer {
    language: Language,
}

impl Writer {
    fn write(self, facts: &Facts) -> Written {
        let mail = match facts.about {
            About::Completion => "complete",
            About::NewLink => "new_link",
            About::Reminder => "reminder",
        };
        let say = |part: &str| ["notification.", mail, ".", part].concat();
        let mut body = self.opening(facts.name.expose(), &say("lead"), facts.user_id.as_str());
        let (url, count) = (facts.url.expose(), facts.count.to_string());
        match facts.about {
            About::Completion | About::NewLink => body.extend(self.password_link(url, &count)),
            About::Reminder => body.extend([
                Paragraph::Fact(self.with(&say("days"), &count)),
                Paragraph::Prose(self.with(&say("link"), "")),
                Paragraph::Link(url.into()),
            ]),
        }
        body.extend(self.closing(&say("ignore")));
        let subject = self.say(&say("subject"));
        let html = body::html(self.language, &subject, &body);
        Written { subject, text: body::text(&body), html }
    }

    fn opening(self, name: &str, lead: &str, user_id: &str) -> Paragraphs {
        vec![
            Paragraph::Prose(self.with("notification.greeting", name)),
            Paragraph::Prose(self.with(lead, "")),
            Paragraph::Fact(self.with("notification.user_id", user_id)),
        ]
    }

    /// The warning stands before the link: a reader who has followed the link is past it.
    fn password_link(self, url: &str, valid_hours: &str) -> [Paragraph; 5] {
        [
            Paragraph::Warning(
                self.say("notification.warning.title"),
                self.say("notification.warning.text"),
            ),
            Paragraph::Prose(self.with("notification.set_password", "")),
            Paragraph::Link(url.into()),
            Paragraph::Prose(self.with("notification.hours", valid_hours)),
            Paragraph::Prose(self.with("notification.renewal", "")),
        ]
    }

    fn closing(self, ignore: &str) -> [Paragraph; 2] {
        [ignore, "notification.system"].map(|key| Paragraph::Prose(self.with(key, "")))
    }

    fn say(self, key: &str) -> String {
        self.language.text(key).expect("a test asks for every key of every mail")
    }

    /// The text at `key` with `value` for its name in braces.
    fn with(self, key: &str, value: &str) -> Personal {
        let template = self.say(key);
        // Large enough from the start: a growing string would leave parts of the name behind.
        let mut text = String::with_capacity(template.len() + value.len());
        fill(&template, &mut text, |_, out| out.push_str(value));
        text.into()
    }
}

/// The text without control, bidirectional and invisible characters, line ends among them. The fields
/// refuse them, so nothing is lost; a mail must not depend on it.
fn visible(text: &str) -> Personal {
    let mut kept = String::with_capacity(text.len());
    kept.extend(text.chars().filter(|c| !character::is_invisible(*c)));
    kept.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mail of a name that no registration lets through.
    fn completed(name: &str) -> Notification {
        let key = NotificationKey::from_bytes([0x5A; 16]);
        let user_id = "hdlpf38617".parse().unwrap();
        let url = Personal::new(name);
        Notification::registration_complete(key, name, name, user_id, url, 1, Language::ENGLISH)
    }

    #[test]
    fn what_a_person_typed_adds_no_line_and_no_header() {
        let plain = completed("ABcc: x");
        assert_eq!(plain.to().expose(), "ABcc: x");
        for name in ["A\r\nBcc: x", "A\nBcc: x", "A\u{2028}Bcc: x", "A\u{85}Bc\u{202E}c: x\0"] {
            let mail = completed(name);
            assert_eq!(mail, plain);
            assert_eq!((mail.text(), mail.html()), (plain.text(), plain.html()));
        }
    }

    #[test]
    fn markup_and_braces_are_shown_not_obeyed() {
        let mail = completed("<script>alert('x')</script>\"&");
        let html = mail.html().expose();
        assert!(!html.contains("<script") && !html.contains("'x'"));
        assert!(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;"));
        assert!(completed("{user_id}").text().expose().starts_with("Dear {user_id},"));
    }
}
