//! What every answer gets: headers, a count and a line in the log.

use std::time::Instant;

use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;

use crate::app::App;

/// Nothing but the portal's own files, no script or style within a page, shown in no other page.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
    connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Counts and logs an answer.
pub(crate) fn note(app: &App, method: &Method, route: &str, status: StatusCode, begun: Instant) {
    let (status, time) = (status.as_u16(), begun.elapsed());
    app.metrics.answered(route, status, time);
    let microseconds = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
    tracing::debug!(%method, route, status, microseconds, "answered");
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
