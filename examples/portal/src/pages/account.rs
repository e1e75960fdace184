//! Logging in, the page that says so, and logging out.

use std::net::SocketAddr;

use askama::Template;
use axum::extract::ConnectInfo;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use toroku::password::PasswordAnswer;
use toroku::{Code, Instant, UserId};

use super::filters;
use super::frame::{Frame, Page, Portal, html, not_taken, switched_to, with_language};
use crate::account;
use crate::app::App;
use crate::attempt::{Attempt, Origin, known_from_now_on};
use crate::failure::{Failure, see_other};
use crate::flow::Flow;
use crate::forwarded::client_address;
use crate::request::{Form, Query, Sent};
use crate::session::{Visit, renew};
use crate::text::Words;
use crate::user_id;

#[derive(Template)]
#[template(path = "login.html")]
struct LoginView {
    f: Frame,
    user_id: String,
    error: Option<String>,
    is_expired: bool,
}

impl LoginView {
    fn new(f: Frame, user_id: String) -> Self {
        // The page was perhaps drawn for a form, and is come back to without one.
        let f = Frame { form: Some("login-form"), back: "/login".into(), ..f };
        Self { f, user_id, error: None, is_expired: false }
    }
}

/// `GET /login`
pub(crate) async fn show(app: Portal, visit: Visit) -> Page {
    if visit.user_id.is_some() {
        return Err(Failure::redirect("/account"));
    }
    let f = Frame::of_watched_page(&app, &visit, "/login").await?;
    html(&LoginView::new(f, String::new()))
}

/// `POST /login`. A failure is drawn at once, with the user ID as typed, which no address should hold.
pub(crate) async fn log_in(
    app: Portal,
    mut visit: Visit,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Sent { form, is_ours }: Sent,
) -> Page {
    let typed = form.text("user_id");
    // What was typed is shown again, as much of it as a user ID could have.
    let shown = typed.chars().take(64).collect();
    if let Some(language) = switched_to(&form) {
        visit.words = Words::of(language);
        let f = Frame::of_watched_page(&app, &visit, "/login").await?;
        return Ok(with_language(&app, language, html(&LoginView::new(f, shown))?));
    }
    if !is_ours {
        let f = Frame::of_watched_page(&app, &visit, "/login").await?.again();
        return not_taken(&LoginView::new(f, shown));
    }
    if form.has_no_password() {
        let f = Frame::of_watched_page(&app, &visit, "/login").await?;
        return html(&LoginView::new(f, shown));
    }
    let address = client_address(&app.config, &headers, peer.ip());
    let origin = Origin { address, headers: &headers, logged_in: None };
    let attempt = Attempt::begin(&app, typed, origin).await?;
    let user_id = user_id::typed(typed);
    let answer = account::log_in(&app, visit.session, user_id, form.personal("password")).await;
    let (answer, cookie) = attempt.end(&app, answer).await?;
    if let (Some(cookie), Some(user_id)) = (cookie, user_id) {
        let device = known_from_now_on(&app, &headers, user_id.as_str());
        return Ok((cookie, device, see_other("/account")).into_response());
    }
    let is_expired = answer == PasswordAnswer::PasswordExpired;
    let code = if is_expired { Code::PasswordExpired } else { Code::PasswordWrong };
    let f = Frame::of_watched_page(&app, &visit, "/login").await?;
    let error = Some(visit.words.language.code(code));
    html(&LoginView { error, is_expired, ..LoginView::new(f, shown) })
}

#[derive(Template)]
#[template(path = "account.html")]
struct AccountView {
    f: Frame,
    user_id: String,
    message: Option<&'static str>,
    /// Until when the password is valid (what stands before the date, the date, what stands after it), and in
    /// how many days that is where it is soon.
    valid: Option<(&'static str, String, &'static str)>,
    expires: Option<String>,
}

/// `GET /account`
pub(crate) async fn account(app: Portal, visit: Visit, query: Query) -> Page {
    let Some(user_id) = visit.user_id.clone() else { return Err(Failure::redirect("/login")) };
    let words = visit.words;
    let end = match user_id.parse() {
        Ok(user_id) => password_end(&app, user_id).await?,
        Err(_) => None,
    };
    let left = end.map(|end| {
        let seconds = end.unix_seconds() - app.clock.seconds();
        // The last day counts as one.
        (end, (seconds + DAY - 1).div_euclid(DAY).max(0))
    });
    let (before, after) = words.t("account.valid").split_once("{date}").unwrap_or_default();
    let first_reminder = app.policy.password().reminder_days().iter().copied().max();
    let soon = i64::from(first_reminder.unwrap_or(0));
    html(&AccountView {
        f: Frame::new(&app, &visit),
        user_id,
        message: (query.get("notice") == "changed").then(|| words.t("password.change.done")),
        valid: left.map(|(end, _)| (before, last_day(end), after)),
        expires: left
            .filter(|(_, days)| *days <= soon)
            .map(|(_, days)| words.with("account.expires", &[("days", &days.to_string())])),
    })
}

const DAY: i64 = 86_400;

/// The first moment at which the account's password no longer counts.
async fn password_end(app: &App, user_id: UserId) -> Result<Option<Instant>, Failure> {
    let Some(stored) = app.store.setup_of(user_id.as_str()).await? else { return Ok(None) };
    Ok(account::restored(app, &stored)?.expires_at())
}

/// The last day, in Japan, on which a password counts that ends at this moment: `2025-05-10`.
fn last_day(end: Instant) -> String {
    let date = Instant::from_unix_seconds(end.unix_seconds() - 1).date_in_japan();
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// `POST /logout`. What was entered in this browser goes too: the next person may be another one.
pub(crate) async fn log_out(app: Portal, visit: Visit, _form: Form) -> Page {
    Flow::of(&app, &visit).await?.forget().await?;
    let cookie = renew(&app, visit.session).await?;
    Ok((cookie, see_other("/?notice=logged_out")).into_response())
}
