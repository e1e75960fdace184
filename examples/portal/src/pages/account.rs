//! Logging in, the page that says so, and logging out.

use std::net::SocketAddr;

use askama::Template;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, header};
use toroku::Code;
use toroku::password::PasswordAnswer;

use super::{Frame, Page, Portal, html};
use crate::account::{self, Attempt};
use crate::request::Form;
use crate::session::{Visit, renew};
use crate::trouble::{ErrorPage, Trouble, see_other};

#[derive(Template)]
#[template(path = "login.html")]
struct LoginView {
    f: Frame,
    user_id: String,
    error: Option<&'static str>,
    is_expired: bool,
}

/// `GET /login`
pub(crate) async fn show(app: Portal, visit: Visit) -> Page {
    if visit.user_id.is_some() {
        return Err(Trouble::go("/account"));
    }
    let f = Frame::of_watched_page(&app, &visit, "/login").await?;
    html(&LoginView { f, user_id: String::new(), error: None, is_expired: false })
}

/// `POST /login`. A failure is drawn at once, with the user ID as typed, which no address should hold.
pub(crate) async fn log_in(
    app: Portal,
    visit: Visit,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    form: Form,
) -> Page {
    let typed = form.text("user_id");
    let address = account::client_address(&app, &headers, peer.ip());
    let attempt = Attempt::new(&app, typed, address);
    if attempt.must_wait(&app).await? {
        return Err(ErrorPage::TooManyFailures.into());
    }
    let user_id = account::typed_user_id(typed);
    let answer = account::log_in(&app, user_id, form.personal("password")).await?;
    if let (PasswordAnswer::LoggedIn, Some(user_id)) = (&answer, user_id) {
        attempt.succeeded(&app).await?;
        let cookie = renew(&app, visit.session, Some(user_id.as_str())).await?;
        let mut response = see_other("/account");
        response.headers_mut().append(header::SET_COOKIE, cookie);
        return Ok(response);
    }
    let is_expired = answer == PasswordAnswer::PasswordExpired;
    if !is_expired {
        attempt.failed(&app).await?;
    }
    let code = if is_expired { Code::PasswordExpired } else { Code::PasswordWrong };
    let f = Frame::of_watched_page(&app, &visit, "/login").await?;
    let error = Some(visit.words.language.code(code));
    // What was typed is shown again, as much of it as a user ID could have.
    let user_id = typed.chars().take(64).collect();
    html(&LoginView { f: Frame { back: "/login".into(), ..f }, user_id, error, is_expired })
}

#[derive(Template)]
#[template(path = "account.html")]
struct AccountView {
    f: Frame,
    user_id: String,
}

/// `GET /account`
pub(crate) async fn account(app: Portal, visit: Visit) -> Page {
    let Some(user_id) = visit.user_id.clone() else { return Err(Trouble::go("/login")) };
    html(&AccountView { f: Frame::new(&app, &visit), user_id })
}

/// `POST /logout`
pub(crate) async fn log_out(app: Portal, visit: Visit, _form: Form) -> Page {
    let cookie = renew(&app, visit.session, None).await?;
    let mut response = see_other("/?notice=logged_out");
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}
