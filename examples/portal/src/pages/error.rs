//! Error pages.

use askama::Template;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};

use super::filters;
use super::frame::Frame;
use crate::app::App;
use crate::failure::ErrorPage;
use crate::request::Again;
use crate::session::Visit;
use crate::text::Words;

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorView<'a> {
    f: Frame,
    title: &'a str,
    text: &'a str,
    /// How the same is asked for again, where a button does that.
    again: Option<&'a Again>,
    /// What is said of what was typed.
    kept: &'a str,
}

/// The page is not asked for in this way.
pub(crate) async fn method_not_allowed() -> ErrorPage {
    ErrorPage::MethodNotAllowed
}

/// The page of an error. Without a visit, where not even the session could be looked up, it offers nothing
/// that needs one.
///
/// Where the same may do better in a while, nothing that was typed is lost: `again` sends it once more.
pub(crate) fn draw(
    app: &App,
    visit: Option<&Visit>,
    words: Words,
    page: ErrorPage,
    again: Option<&Again>,
) -> Response {
    let wait;
    let (title, text) = match page {
        ErrorPage::NotFound => (words.t("error.not_found.title"), words.t("error.not_found.text")),
        ErrorPage::MethodNotAllowed => {
            (words.t("error.method.title"), words.t("error.method.text"))
        }
        ErrorPage::NotOurForm => (words.t("error.form.title"), words.t("error.form.text")),
        ErrorPage::TooLarge => (words.t("error.large.title"), words.t("error.large.text")),
        ErrorPage::TooManyFailures { seconds } => {
            wait = failures_text(words, visit.is_some(), seconds);
            (words.t("error.failures.title"), wait.as_str())
        }
        ErrorPage::TooManyRequests => {
            (words.t("error.requests.title"), words.t("error.requests.text"))
        }
        ErrorPage::TooManyMails => (words.t("error.mails.title"), words.t("error.mails.text")),
        ErrorPage::Late | ErrorPage::Malformed => {
            (words.t("error.late.title"), words.t("error.late.text"))
        }
        ErrorPage::Busy => (words.t("error.busy.title"), words.t("error.busy.text")),
        ErrorPage::Away => (words.t("error.away.title"), words.t("error.away.text")),
        ErrorPage::Internal => (words.t("error.internal.title"), words.t("error.internal.text")),
    };
    let again = again.filter(|_| page.passes());
    let kept = match again {
        Some(again) if again.has_password() => words.t("error.away.password"),
        Some(_) | None => words.t("error.away.form"),
    };
    written(page, &ErrorView { f: frame(app, visit, words), title, text, again, kept })
}

/// What is around it. Without a visit it offers nothing that needs one.
fn frame(app: &App, visit: Option<&Visit>, words: Words) -> Frame {
    match visit {
        Some(visit) => back_to_a_page(Frame::new(app, visit)),
        None => Frame {
            w: words,
            csrf: String::new(),
            languages: Vec::new(),
            back: "/".into(),
            mailbox: false,
            user_id: None,
            page_id: None,
            is_personal: false,
            form: None,
            links_home: true,
            again: None,
        },
    }
}

fn written(page: ErrorPage, view: &ErrorView<'_>) -> Response {
    let body = view.render().unwrap_or_else(|_| view.title.to_owned());
    let mut response = (page.status(), Html(body)).into_response();
    if let Some(seconds) = page.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// How long to wait after failed logins, and for an applicant the way around it.
fn failures_text(words: Words, is_applicant: bool, seconds: u32) -> String {
    let minutes = seconds.div_ceil(60).to_string();
    let text = words.with("error.failures.text", &[("minutes", &minutes)]);
    if is_applicant { format!("{text} {}", words.t("error.failures.link")) } else { text }
}

/// After switching the language, a page: these addresses have none, or none without what a form sent.
fn back_to_a_page(mut frame: Frame) -> Frame {
    const FORMS_ONLY: [&str; 8] = [
        "/category",
        "/entry/check",
        "/entry/municipality/options",
        "/language",
        "/logout",
        "/password",
        "/password/closed",
        "/presence",
    ];
    if FORMS_ONLY.contains(&frame.back.as_str()) {
        frame.back = "/".into();
    }
    frame
}
