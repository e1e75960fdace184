//! The office's API, `/api/v1`: apps register what was confirmed on a phone, the counter reads what was
//! registered. JSON in and out, described by `openapi.json`, which is made from the attributes here.

// What the attributes of the description write names types in full, and without their lifetimes.
#![allow(unused_qualifications, elided_lifetimes_in_paths)]

mod about;
mod access;
mod description;
mod formats;
mod links;
mod page;
mod problem;
mod registrations;
mod staff;

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use toroku::Language;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answering::{Asked, answer_to_the_end, finished};
use crate::app::App;
use crate::crash;
use crate::failure::Failure;
use crate::forwarded::address_of;
use crate::metrics::Unserved;
use crate::patience;
use crate::request;
use crate::serving::Crowded;
use problem::Refusal;

pub(crate) use access::{Scope, make_token};

/// What every handler here gives.
type Answer = Result<Response, Refusal>;

/// A part of the address; an error where it is no text.
type PathText = Result<Path<String>, PathRejection>;

/// Where a request came from, as far as limits go.
#[derive(Clone, Copy, Debug)]
struct Client(IpAddr);

/// The API as a service: routes and description in one.
pub(crate) fn router(app: &Arc<App>) -> Router<Arc<App>> {
    let (router, _) = described().split_for_parts();
    router
        .route(description::PAGE, get(page::show))
        .route("/api/v1", get(page::show))
        .route(description::FILE, get(description::show))
        .route("/api/{*rest}", any(not_found))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(from_fn_with_state(Arc::clone(app), measured))
}

fn described() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::with_openapi(description::head())
        .routes(routes!(about::policy))
        .routes(routes!(about::terms))
        .routes(routes!(registrations::register, staff::list))
        .routes(routes!(registrations::show))
        .routes(routes!(links::request))
        .routes(routes!(staff::user))
}

/// Answers, and counts the answer by its route.
async fn measured(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    crash::arm_by_request().await;
    let asked = Asked::of(&request);
    let path = request.uri().path().to_owned();
    let language = asked_language(request.headers());
    let answer = answer(&app, asked.route(), request, next);
    let response = patience::of_a_request(answer).await;
    let refusal = response.extensions().get::<Refusal>();
    let mut response = match refusal {
        None => response,
        Some(refusal) => {
            let mut drawn = refusal.draw(language);
            if let Some(allowed) = response.headers().get(header::ALLOW) {
                drawn.headers_mut().insert(header::ALLOW, allowed.clone());
            }
            drawn
        }
    };
    let vary = HeaderValue::from_static("accept, accept-language");
    response.headers_mut().insert(header::VARY, vary);
    let response = finished(&app, &path, response);
    asked.answered(&app, &response);
    response
}

/// Counts the request against its address, and lets the handler answer.
async fn answer(app: &Arc<App>, route: &str, mut request: Request, next: Next) -> Response {
    let address = address_of(&app.config, request.headers(), request.extensions());
    // What is the same for everybody is as cheap as a style sheet, and an app asks for it at each start.
    let is_free =
        [about::POLICY, about::TERMS, description::PAGE, description::FILE].contains(&route);
    let refused = if request.extensions().get::<Crowded>().is_some() {
        app.metrics.unserved(Unserved::Crowded);
        Some(Refusal::Unavailable)
    } else if !is_free && !app.limiter.takes_form(address) {
        app.metrics.limited.inc();
        Some(Refusal::TooManyRequests)
    } else {
        None
    };
    if let Some(refusal) = refused {
        return unanswered(request, refusal).await.into_response();
    }
    request.extensions_mut().insert(Client(address));
    let response = answer_to_the_end(request, next).await;
    response.unwrap_or_else(|| Refusal::Internal.into_response())
}

/// Why a request is not answered. What was sent is read to its end, or the app may see no answer at all.
async fn unanswered(request: Request, refusal: Refusal) -> Refusal {
    let unarrived = request::unarrived(&request::read(request).await);
    unarrived.map_or(refusal, |page| Failure::Page(page).into())
}

async fn not_found(request: Request) -> Refusal {
    unanswered(request, Refusal::NotFound).await
}

async fn method_not_allowed(request: Request) -> Refusal {
    unanswered(request, Refusal::MethodNotAllowed).await
}

/// The language that the asker wants, if there is such.
fn asked_language(headers: &HeaderMap) -> Option<Language> {
    Language::negotiate(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?)
}

fn json(body: &impl serde::Serialize) -> Response {
    let body = serde_json::to_vec(body).expect("names and texts can be written as JSON");
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}
