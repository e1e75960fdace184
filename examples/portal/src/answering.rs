//! What every answer gets: headers, a count and a line in the log.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;
use crate::patience;
use crate::serving::Work;

macro_rules! page_policy {
    ($more_scripts:literal) => {
        concat!(
            "default-src 'none'; style-src 'self'; script-src 'self'",
            $more_scripts,
            "; img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; \
             frame-ancestors 'none'"
        )
    };
}

/// Nothing but the portal's own files, no script or style within a page, shown in no other page.
const PAGE_POLICY: &str = page_policy!("");
/// The same for the page that runs the engine. It lets WebAssembly be compiled, and no text as script.
pub(crate) const ENGINE_POLICY: &str = page_policy!(" 'wasm-unsafe-eval'");

/// A request until it is answered.
pub(crate) struct Asked {
    begun: Instant,
    method: &'static str,
    route: Option<MatchedPath>,
}

impl Asked {
    pub(crate) fn of(request: &Request) -> Self {
        let (begun, method) = (Instant::now(), known(request.method()));
        Self { begun, method, route: request.extensions().get::<MatchedPath>().cloned() }
    }

    /// The route as the router has it: an address could hold what a person made up.
    pub(crate) fn route(&self) -> &str {
        self.route.as_ref().map_or("other", MatchedPath::as_str)
    }

    /// Counts and logs the answer.
    pub(crate) fn answered(&self, app: &App, response: &Response) {
        let (route, status, time) =
            (self.route(), response.status().as_u16(), self.begun.elapsed());
        app.metrics.answered(route, status, time);
        let microseconds = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        tracing::debug!(method = self.method, route, status, microseconds, "answered");
    }
}

/// The method's name: a word of HTTP, and nothing that somebody made up.
fn known(method: &Method) -> &'static str {
    const KNOWN: [(&Method, &str); 7] = [
        (&Method::GET, "GET"),
        (&Method::HEAD, "HEAD"),
        (&Method::POST, "POST"),
        (&Method::PUT, "PUT"),
        (&Method::DELETE, "DELETE"),
        (&Method::OPTIONS, "OPTIONS"),
        (&Method::PATCH, "PATCH"),
    ];
    KNOWN.iter().find(|(one, _)| *one == method).map_or("other", |(_, name)| name)
}

/// Lets the handler answer in a task of its own: what was begun is brought to its end though the asker goes away, and
/// a panic is `None` rather than the end of the connection.
pub(crate) async fn answer_apart(request: Request, next: Next) -> Option<Response> {
    let work = request.extensions().get::<Arc<Work>>().cloned();
    let answered = tokio::spawn(patience::shared(async move {
        let response = next.run(request).await;
        // At work until here, whoever still waits for it.
        drop(work);
        response
    }));
    match answered.await {
        Ok(response) => Some(response),
        Err(error) => {
            tracing::error!(is_panic = error.is_panic(), "an answer failed");
            None
        }
    }
}

/// Adds the headers that every answer carries, unless it has its own.
pub(crate) fn finished(app: &App, path: &str, mut response: Response) -> Response {
    // A link's token must not reach another site or a log by way of a referrer.
    let referrer = if path.starts_with("/password") { "no-referrer" } else { "same-origin" };
    let headers = response.headers_mut();
    let mut unless_set = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    unless_set(header::CONTENT_SECURITY_POLICY, PAGE_POLICY);
    unless_set(header::CACHE_CONTROL, "no-store");
    unless_set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    unless_set(header::REFERRER_POLICY, referrer);
    unless_set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    unless_set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    unless_set(
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    );
    if app.is_secure() {
        unless_set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}
