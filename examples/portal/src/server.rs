//! Routes, and the layer around all of them: session, language, error pages, headers.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state, map_request};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use axum_extra::extract::CookieJar;

use crate::answering::{Asked, answer_to_the_end, finished};
use crate::api;
use crate::app::App;
use crate::compression;
use crate::crash;
use crate::failure::{ErrorPage, see_other};
use crate::forwarded::address_of;
use crate::metrics::{CONTENT_TYPE, Unserved};
use crate::pages::{
    account, assets, check, completion, confirmation, discard, documents, engine, entry, error,
    language, mailbox, municipality, password, password_change, presence, staff, top,
};
use crate::patience;
use crate::request::{self, Again};
use crate::serving::{Crowded, WITHOUT_PAGE};
use crate::session::{self, Visit, is_noted_unless_away};
use crate::staff::session as staff_session;
use crate::store::{Lasting, StoreError};
use crate::text::Words;

/// The portal as a service.
pub(crate) fn router(app: Arc<App>) -> Router {
    // Around a page's methods alone: what no page answers begins no session.
    let session = from_fn_with_state(Arc::clone(&app), in_a_session);
    let routed = |router: Router<Arc<App>>, (path, page): (&str, MethodRouter<Arc<App>>)| {
        router.route(path, page.route_layer(session.clone()))
    };
    let without_session = from_fn_with_state(Arc::clone(&app), without_session);
    let assets = Router::new()
        .route("/assets/{name}", get(assets::show))
        .route("/assets/{version}/{name}", get(engine::show))
        .route_layer(without_session);
    pages()
        .into_iter()
        .fold(Router::new(), routed)
        .merge(assets)
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        // As one: each layer for itself would be copied with all that is within it, for every request.
        .layer((
            map_request(compression::settled),
            compression::layer(),
            from_fn_with_state(Arc::clone(&app), measured),
        ))
        .merge(staff_router(&app))
        .merge(api::router(&app))
        .merge(asked_each_second())
        .with_state(app)
}

/// The applicants' pages.
fn pages() -> [(&'static str, MethodRouter<Arc<App>>); 25] {
    [
        ("/", get(top::show)),
        ("/category", post(top::choose)),
        ("/guidance/{category}", get(top::guidance)),
        ("/documents/{name}", get(documents::document)),
        ("/terms", get(documents::terms)),
        ("/entry", get(entry::show).post(entry::submit)),
        ("/entry/check", post(check::check)),
        ("/entry/municipality", get(municipality::show).post(municipality::choose)),
        ("/entry/municipality/options", post(municipality::options)),
        ("/confirmation", get(confirmation::show).post(confirmation::submit)),
        ("/completion", get(completion::show).post(completion::leave)),
        ("/discard", get(discard::ask).post(discard::discard)),
        ("/mailbox", get(mailbox::list)),
        ("/mailbox/{id}", get(mailbox::show)),
        ("/mailbox/{id}/html", get(mailbox::show_html)),
        ("/password", get(password::open).post(password::set)),
        ("/password/closed", post(password::closed)),
        ("/password/done", get(password::done)),
        ("/password/request", get(password::ask).post(password::request)),
        ("/password/change", get(password_change::show).post(password_change::change)),
        ("/login", get(account::show).post(account::log_in)),
        ("/logout", post(account::log_out)),
        ("/account", get(account::account)),
        ("/language", post(language::switch)),
        ("/presence", post(presence::report)),
    ]
}

/// The staff's pages, with sessions of their own.
fn staff_router(app: &Arc<App>) -> Router<Arc<App>> {
    Router::new()
        .route("/staff", get(staff::show_search).post(staff::search))
        .route("/staff/login", get(staff::show_login).post(staff::submit_login))
        .route("/staff/logout", post(staff::log_out))
        .route("/staff/people/{user_id}", get(staff::show_person))
        .route("/staff/people/{user_id}/{action}", post(staff::act))
        .route("/staff/audit", get(staff::audit))
        .method_not_allowed_fallback(error::method_not_allowed)
        .layer(from_fn_with_state(Arc::clone(app), staff_measured))
}

/// Without a session, and without a line in the log each second. What is asked here is asked of now: no proxy may
/// answer it with what it has kept.
fn asked_each_second() -> Router<Arc<App>> {
    Router::new()
        .route("/health", get(health))
        .route("/ready", get(ready))
        .method_not_allowed_fallback(async || (StatusCode::METHOD_NOT_ALLOWED, WITHOUT_PAGE))
}

/// The operator's page, on an address of its own.
pub(crate) fn operator_router(app: Arc<App>) -> Router {
    let nothing = async |status: StatusCode| (status, WITHOUT_PAGE);
    Router::new()
        .route("/metrics", get(metrics))
        .fallback(move || nothing(StatusCode::NOT_FOUND))
        .method_not_allowed_fallback(move || nothing(StatusCode::METHOD_NOT_ALLOWED))
        .with_state(app)
}

/// `GET /metrics`
async fn metrics(State(app): State<Arc<App>>) -> impl IntoResponse {
    let outbox = app.store.outbox().await;
    if let Err(error) = &outbox {
        tracing::error!(%error, "the outbox cannot be counted");
    }
    let text = app.metrics.text(outbox.ok(), app.clock.seconds());
    (WITHOUT_PAGE, [(header::CONTENT_TYPE, CONTENT_TYPE)], text)
}

/// `GET /health`: the process is there and answers.
async fn health() -> impl IntoResponse {
    (WITHOUT_PAGE, "ok\n")
}

/// `GET /ready`: whether requests should come here.
async fn ready(State(app): State<Arc<App>>) -> impl IntoResponse {
    if app.stopping.load(Ordering::Acquire) {
        return (StatusCode::SERVICE_UNAVAILABLE, WITHOUT_PAGE, "stopping\n");
    }
    match app.readiness.check(&app.store, &app.clock).await {
        Ok(()) => (StatusCode::OK, WITHOUT_PAGE, "ready\n"),
        Err(why) => (StatusCode::SERVICE_UNAVAILABLE, WITHOUT_PAGE, why.text()),
    }
}

/// Answers, counts the answer by its route, and says whether it may be compressed.
async fn measured(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    crash::arm_by_request().await;
    let (asked, is_ours) = (Asked::of(&request), compression::is_ours(&request));
    let mut response = if request.extensions().get::<Crowded>().is_some() {
        app.metrics.unserved(Unserved::Crowded);
        refused(&app, request, ErrorPage::Busy).await
    } else {
        patience::of_a_request(next.run(request)).await
    };
    if is_ours {
        compression::mark(&mut response);
    }
    asked.answered(&app, &response);
    response
}

/// The same for the staff's pages.
async fn staff_measured(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let asked = Asked::of(&request);
    let words = session::words(request.headers());
    let path = request.uri().path().to_owned();
    let (mut parts, body) = request.into_parts();
    let again = Again::kept(&mut parts);
    let answer = staff_session::answer(&app, Request::from_parts(parts, body), next);
    let (cookie, response) = patience::of_a_request(answer).await;
    let response = with_error_page(&app, None, words, response, again.as_ref());
    let response = finished(&app, &path, (cookie, response).into_response());
    asked.answered(&app, &response);
    response
}

/// Lets a file be answered that is the same for everybody.
async fn without_session(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let words = session::words(request.headers());
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    finished(&app, &path, with_error_page(&app, None, words, response, None))
}

/// An error page instead of what is asked for. What was sent is read to its end, or the browser may see no answer at
/// all; a form can be sent once more.
async fn refused(app: &App, request: Request, page: ErrorPage) -> Response {
    let words = session::words(request.headers());
    let path = request.uri().path().to_owned();
    let (parts, body) = request.into_parts();
    let again = Again::of(&parts);
    let read = request::read(Request::from_parts(parts, body)).await;
    if let (Some(typed), Ok(body)) = (again.as_ref().and_then(Again::typed), &read) {
        typed.set(body);
    }
    let page = request::unarrived(&read).unwrap_or(page);
    finished(app, &path, error::draw(app, None, words, page, again.as_ref()))
}

/// No page has this address.
async fn not_found(State(app): State<Arc<App>>, request: Request) -> Response {
    answered_by_no_page(&app, request, ErrorPage::NotFound).await
}

/// The page is not asked for in this way.
async fn method_not_allowed(State(app): State<Arc<App>>, request: Request) -> Response {
    answered_by_no_page(&app, request, ErrorPage::MethodNotAllowed).await
}

/// An error page, in the session that there is; none is begun.
async fn answered_by_no_page(app: &App, request: Request, page: ErrorPage) -> Response {
    let (parts, body) = request.into_parts();
    let words = session::words(&parts.headers);
    let known = session::known(app, &parts.headers, None).await.ok().flatten();
    let visit = known.map(|arrival| arrival.visit(&parts, words).0);
    // What was sent is read to its end, or the browser may see no answer at all.
    let path = parts.uri.path().to_owned();
    let read = request::read(Request::from_parts(parts, body)).await;
    let page = request::unarrived(&read).unwrap_or(page);
    finished(app, &path, error::draw(app, visit.as_ref(), words, page, None))
}

/// Finds or begins the session, lets the page answer, and adds what every answer carries.
async fn in_a_session(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let app = &app;
    let words = session::words(request.headers());
    let path = request.uri().path().to_owned();
    let (mut parts, body) = request.into_parts();
    let again = Again::kept(&mut parts);
    let (visit, cookie, left) = match arrive(app, &parts, words).await {
        Ok(Arrived::Known(visit, cookie, left)) => (visit, cookie, left),
        Ok(Arrived::Elsewhere(answer)) => {
            let request = Request::from_parts(parts, body);
            if let Some(page) = answer.extensions().get() {
                return refused(app, request, *page).await;
            }
            let read = request::read(request).await;
            let answer = match request::unarrived(&read) {
                Some(page) => error::draw(app, None, words, page, None),
                None => answer,
            };
            return finished(app, &path, answer);
        }
        Err(error) => {
            tracing::error!(%error, "a session could not be looked up");
            let page = if error.may_pass() { ErrorPage::Away } else { ErrorPage::Internal };
            return refused(app, Request::from_parts(parts, body), page).await;
        }
    };
    parts.extensions.insert(visit.clone());
    let request = Request::from_parts(parts, body);
    let response = answer_to_the_end(request, next).await;
    if let Err(error) = left.wait().await {
        tracing::error!(%error, "it could not be noted that a page was left");
    }
    let response = response.unwrap_or_else(|| ErrorPage::Internal.into_response());
    let response = with_error_page(app, Some(&visit), words, response, again.as_ref());
    finished(app, &path, (cookie, response).into_response())
}

enum Arrived {
    /// With what is still to be made last.
    Known(Visit, Option<CookieJar>, Lasting),
    /// The request goes no further.
    Elsewhere(Response),
}

async fn arrive(app: &App, request: &Parts, words: Words) -> Result<Arrived, StoreError> {
    let (headers, method, path) = (&request.headers, &request.method, request.uri.path());
    let changes_something = !matches!(*method, Method::GET | Method::HEAD);
    let address = address_of(&app.config, headers, &request.extensions);
    // A script's questions are no forms: they change nothing, and must not use up what Confirm needs.
    const QUESTIONS: [&str; 3] = ["/presence", "/entry/check", "/entry/municipality/options"];
    // The forms whose handlers take a `Sent`.
    const TYPED: [&str; 6] =
        ["/entry", "/language", "/login", "/password", "/password/change", "/password/request"];
    if changes_something && !session::is_from_here(headers) {
        return Ok(Arrived::Elsewhere(ErrorPage::NotOurForm.into_response()));
    }
    let is_form = changes_something && !QUESTIONS.contains(&path);
    if is_form && !app.limiter.takes_form(address) {
        app.metrics.limited.inc();
        return Ok(Arrived::Elsewhere(ErrorPage::TooManyRequests.into_response()));
    }
    // Opening counts as sending does: either is a try of a token. Nothing has been stored so far, no session
    // either.
    if path == "/password" && !app.limiter.takes_link_try(address) {
        app.metrics.limited.inc();
        return Ok(Arrived::Elsewhere(ErrorPage::TooManyRequests.into_response()));
    }
    // A mail's link is opened beside the portal's pages, not instead of one.
    let leaves = !path.starts_with("/password") && path != "/presence";
    let left = session::left_path(method, headers).filter(|_| leaves);
    let left = left.filter(|path| matches!(*path, "/" | "/login"));
    let mut arrival = match session::known(app, headers, left).await? {
        Some(arrival) => arrival,
        None if path == "/presence" => {
            return Ok(Arrived::Elsewhere(StatusCode::NO_CONTENT.into_response()));
        }
        // Whatever the form was for is gone, or the browser keeps no cookies: the top page says so. What was typed where
        // no session is needed is shown again, in a new one.
        None if changes_something && !TYPED.contains(&path) => {
            return Ok(Arrived::Elsewhere(see_other("/?notice=session")));
        }
        None if !app.limiter.takes_session(address) => {
            app.metrics.limited.inc();
            return Ok(Arrived::Elsewhere(ErrorPage::TooManyRequests.into_response()));
        }
        None => {
            let is_watched = *method == Method::GET && matches!(path, "/" | "/login");
            session::begin(app, is_watched.then_some(path)).await?
        }
    };
    let mut lasting = Lasting::default();
    if let Some(left) = left.filter(|_| arrival.is_left && arrival.is_noted) {
        let noted = app.store.leave_page(arrival.session, left).await;
        arrival.is_noted = is_noted_unless_away(noted.map(|noted| lasting = noted))?;
    }
    let (visit, cookie) = arrival.visit(request, words);
    Ok(Arrived::Known(visit, cookie, lasting))
}

/// The answer, or the error page that it asks for.
fn with_error_page(
    app: &App,
    visit: Option<&Visit>,
    words: Words,
    response: Response,
    again: Option<&Again>,
) -> Response {
    let Some(page) = response.extensions().get::<ErrorPage>().copied() else { return response };
    let mut drawn = error::draw(app, visit, words, page, again);
    if let Some(allowed) = response.headers().get(header::ALLOW) {
        drawn.headers_mut().insert(header::ALLOW, allowed.clone());
    }
    drawn
}
