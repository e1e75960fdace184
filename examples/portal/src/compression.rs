//! Which answers are compressed.
//!
//! The length of a compressed page tells whether a text that another site has put into it stands in it once more: so a
//! page's secrets (the forms' token, what an applicant entered) can be guessed letter by letter (BREACH). Another
//! site's only way to put in a text is the address: a form of it is refused. So a page is compressed only where no
//! text of the address can stand in it: where its path is one of the portal's, its query is one of the portal's, and it
//! is no error's page.

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{And, DefaultPredicate, Predicate};

/// The queries whose pages are compressed: the portal's own links and redirects.
const QUERIES: [&str; 3] = ["checked=1", "typed=1", "requested=1"];

/// Stands at an answer in which no text of the address can be.
#[derive(Clone, Copy)]
struct Independent;

/// Whether the request's address is all the portal's own.
pub(crate) fn is_ours(request: &Request) -> bool {
    let query = request.uri().query();
    let path = request.uri().path();
    let route = request.extensions().get::<MatchedPath>();
    let is_route = route.is_some_and(|route| route.as_str() == path);
    (is_route || path.starts_with("/assets/")) && query.is_none_or(|query| QUERIES.contains(&query))
}

/// Leaves of the codings that are asked for the one that there is. Where a request forbids an answer without any, the
/// layer would say 406 of what has been done already.
pub(crate) async fn settled(mut request: Request) -> Request {
    let headers = request.headers_mut();
    let takes_gzip = takes_gzip(headers);
    headers.remove(header::ACCEPT_ENCODING);
    if takes_gzip {
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    }
    request
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    let asked = headers.get_all(header::ACCEPT_ENCODING).iter();
    let mut codings =
        asked.filter_map(|asked| asked.to_str().ok()).flat_map(|asked| asked.split(','));
    codings.any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let weight = weight.trim().strip_prefix("q=").and_then(|weight| weight.parse().ok());
        name.trim().eq_ignore_ascii_case("gzip") && weight.unwrap_or(1_f32) > 0.0
    })
}

/// Marks the answer to such a request, if it may be compressed.
pub(crate) fn mark(response: &mut axum::response::Response) {
    if response.status() == StatusCode::OK {
        response.extensions_mut().insert(Independent);
    }
}

/// The layer that compresses what is marked.
pub(crate) fn layer() -> CompressionLayer<And<DefaultPredicate, IsIndependent>> {
    CompressionLayer::new().compress_when(DefaultPredicate::new().and(IsIndependent))
}

/// What [`mark`] has marked.
#[derive(Clone, Copy)]
pub(crate) struct IsIndependent;

impl Predicate for IsIndependent {
    fn should_compress<B>(&self, response: &Response<B>) -> bool
    where
        B: axum::body::HttpBody,
    {
        response.extensions().get::<Independent>().is_some()
    }
}
