//! The local mailbox, for development: every mail that would have been sent.

use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse};

use super::filters;
use super::frame::{Frame, Page, Portal, html};
use crate::app::App;
use crate::clock::in_japan;
use crate::failure::{ErrorPage, Failure};
use crate::request::PathParts;
use crate::session::Visit;
use crate::store::{MailboxEntry, MailboxMail};

/// The mail's own style, shown in a frame of our page and able to do nothing: a link opens a page of its own.
const MAIL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; \
    base-uri 'none'; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox";

struct EntryLine {
    id: i64,
    received: String,
    recipient: String,
    subject: String,
}

impl From<MailboxEntry> for EntryLine {
    fn from(entry: MailboxEntry) -> Self {
        let MailboxEntry { id, received_at, recipient, subject } = entry;
        Self { id, received: in_japan(received_at, ' '), recipient, subject }
    }
}

#[derive(Template)]
#[template(path = "mailbox.html")]
struct MailboxView {
    f: Frame,
    entries: Vec<EntryLine>,
}

#[derive(Template)]
#[template(path = "mail.html")]
struct MailView {
    f: Frame,
    entry: EntryLine,
    text: String,
    link: Option<String>,
}

fn is_there(app: &App) -> Result<(), Failure> {
    if app.has_mailbox() { Ok(()) } else { Err(ErrorPage::NotFound.into()) }
}

async fn mail(app: &App, id: &str) -> Result<MailboxMail, Failure> {
    is_there(app)?;
    let id = id.parse().map_err(|_| ErrorPage::NotFound)?;
    app.store.mailbox_mail(id).await?.ok_or(ErrorPage::NotFound.into())
}

/// `GET /mailbox`
pub(crate) async fn list(app: Portal, visit: Visit) -> Page {
    is_there(&app)?;
    let entries = app.store.mailbox().await?.into_iter().map(EntryLine::from).collect();
    html(&MailboxView { f: Frame::new(&app, &visit), entries })
}

/// `GET /mailbox/{id}`
pub(crate) async fn show(app: Portal, visit: Visit, PathParts(id): PathParts<String>) -> Page {
    let MailboxMail { entry, text, .. } = mail(&app, &id).await?;
    let is_link = |line: &&str| line.starts_with(app.base_url.as_str());
    let link = text.lines().find(is_link).map(str::to_owned);
    html(&MailView { f: Frame::new(&app, &visit), entry: entry.into(), text, link })
}

/// `GET /mailbox/{id}/html`
pub(crate) async fn show_html(app: Portal, PathParts(id): PathParts<String>) -> Page {
    let mail = mail(&app, &id).await?;
    // As mail programs do: a link leaves the frame, which no page of ours may be shown in.
    let html = mail.html.replacen("<head>", "<head>\n<base target=\"_blank\">", 1);
    let mut response = Html(html).into_response();
    let policy = HeaderValue::from_static(MAIL_POLICY);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}
