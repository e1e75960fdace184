//! Sessions of the staff: a cookie of their own, and the layer around the staff's pages.

use std::sync::Arc;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;

use super::{Kept, Role, Staff};
use crate::answering::answer_to_the_end;
use crate::app::App;
use crate::failure::{ErrorPage, Failure};
use crate::forwarded::address_of;
use crate::metrics::Unserved;
use crate::request::{self, Form, Sent, Typed};
use crate::secret;
use crate::serving::Crowded;
use crate::session::{self, Visit, csrf_of, is_from_here, is_surely_from_here, kept, words};
use crate::store::{SessionId, StoreError};

/// Seconds after which a session ends, whatever is done in it.
pub(crate) const SESSION_LENGTH: i64 = 12 * 3600;
/// Where a member logs in.
const LOGIN: &str = "/staff/login";
/// Seconds without a request after which a session ends.
const IDLE_LIMIT: i64 = 30 * 60;

/// The cookie's value of this request, or a new one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token([u8; 32]);

impl FromRequestParts<Arc<App>> for Staff {
    type Rejection = Failure;

    /// Nobody who is not logged in comes to a page that asks for a member.
    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Failure> {
        let back = Kept::page(parts.uri.path()).back;
        let log_in = || match back.as_str() {
            "" => Failure::redirect(LOGIN),
            back => Failure::redirect(format!("{LOGIN}?back={back}")),
        };
        parts.extensions.get::<Self>().cloned().ok_or_else(log_in)
    }
}

/// A form of the staff's pages.
#[derive(Debug)]
pub(crate) enum StaffForm {
    /// By a member, from a page of this session.
    Taken(Staff, Form),
    /// By a member, from a page of this portal and of another session, as after a login in another tab: it is shown
    /// again, and nothing is done.
    Shown(Staff, Form),
    /// The session has ended: it is shown again after the login, and nothing is done.
    Kept(Kept),
}

impl FromRequest<Arc<App>> for StaffForm {
    type Rejection = Failure;

    /// What is shown again was typed in this browser: it has the token of its cookie, or the browser says that it comes
    /// from here. What another site makes a browser send is shown to nobody.
    async fn from_request(request: Request, state: &Arc<App>) -> Result<Self, Failure> {
        let staff = request.extensions().get::<Staff>().cloned();
        let path = request.uri().path().to_owned();
        let is_from_here = is_surely_from_here(request.headers());
        let Sent { form, is_ours } = Sent::from_request(request, state).await?;
        match staff {
            Some(staff) if is_ours => Ok(Self::Taken(staff, form)),
            Some(staff) if is_from_here => Ok(Self::Shown(staff, form)),
            Some(_) => Err(ErrorPage::NotOurForm.into()),
            None if is_ours || is_from_here => Ok(Self::Kept(Kept::form(&path, &form))),
            None => Err(Failure::redirect(LOGIN)),
        }
    }
}

impl FromRequestParts<Arc<App>> for Token {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().copied().ok_or(ErrorPage::Internal.into())
    }
}

impl Token {
    /// Of a session that begins: another cookie than the one of the login page.
    pub(crate) fn new() -> Self {
        Self(secret::random())
    }

    /// What every form of the session carries.
    pub(crate) fn csrf(self) -> String {
        csrf_of(&self.0)
    }

    /// What is kept of it.
    pub(crate) fn hash(self) -> [u8; 32] {
        secret::hash(&self.0)
    }
}

/// The session ends.
pub(crate) async fn end(app: &App, token: Token) -> Result<(), StoreError> {
    app.store.end_staff_session(&token.hash()).await
}

/// Finds the session and lets the page answer: the cookie that is to be set, and the answer.
pub(crate) async fn answer(
    app: &Arc<App>,
    request: Request,
    next: Next,
) -> (Option<CookieJar>, Response) {
    let words = words(request.headers());
    let path = request.uri().path().to_owned();
    let (mut parts, body) = request.into_parts();
    let is_form = !matches!(parts.method, Method::GET | Method::HEAD);
    let refused = if parts.extensions.get::<Crowded>().is_some() {
        app.metrics.unserved(Unserved::Crowded);
        Some(ErrorPage::Busy)
    } else if !is_form {
        None
    } else if !app.limiter.takes_form(address_of(&app.config, &parts.headers, &parts.extensions)) {
        app.metrics.limited.inc();
        Some(ErrorPage::TooManyRequests)
    } else if !is_from_here(&parts.headers) {
        Some(ErrorPage::NotOurForm)
    } else {
        None
    };
    let known_token = token_of(app, &parts.headers);
    let token = known_token.unwrap_or_else(Token::new);
    let staff = match refused {
        Some(page) => Err(page),
        None => known(app, token).await.map_err(|error| {
            tracing::error!(%error, "a session of the staff's could not be looked up");
            if error.may_pass() { ErrorPage::Away } else { ErrorPage::Internal }
        }),
    };
    let staff = match staff {
        Ok(staff) => staff,
        Err(page) => {
            // What was sent is read to its end, or the browser may see no answer at all; it can be sent once more.
            let typed = parts.extensions.get::<Typed>().cloned();
            let read = request::read(Request::from_parts(parts, body)).await;
            if let (Some(typed), Ok(body)) = (typed, &read) {
                typed.set(body);
            }
            return (None, request::unarrived(&read).unwrap_or(page).into_response());
        }
    };
    let new = known_token.is_none().then(|| cookie(app, token));
    if let Some(staff) = staff {
        parts.extensions.insert(staff);
    }
    parts.extensions.insert(token);
    parts.extensions.insert(Visit {
        // Of no applicant's session: nothing of the staff's pages is kept by it.
        session: SessionId([0; 16]),
        csrf: token.csrf(),
        user_id: None,
        words,
        address: path,
        is_page_view: parts.method != Method::HEAD,
        page_id: None,
        registration: None,
        is_noted: true,
    });
    let response = answer_to_the_end(Request::from_parts(parts, body), next).await;
    (new, response.unwrap_or_else(|| ErrorPage::Internal.into_response()))
}

async fn known(app: &App, token: Token) -> Result<Option<Staff>, StoreError> {
    let now = app.clock.seconds();
    let since = (now - SESSION_LENGTH, now - IDLE_LIMIT);
    let found = app.store.staff_session(&token.hash(), since, now).await?;
    Ok(found.and_then(|(name, role)| Some(Staff { name, role: Role::named(&role)? })))
}

fn token_of(app: &App, headers: &HeaderMap) -> Option<Token> {
    session::cookie(headers, cookie_name(app)).and_then(secret::from_hex).map(Token)
}

fn cookie_name(app: &App) -> &'static str {
    if app.is_secure() { "__Host-toroku_staff" } else { "toroku_staff" }
}

/// The cookie of a session.
pub(crate) fn cookie(app: &App, Token(token): Token) -> CookieJar {
    kept(app, Cookie::new(cookie_name(app), secret::hex(&token)))
}
