//! The description of the API by `OpenAPI` 3.1: made from the attributes at the handlers, served as a file.

use std::sync::OnceLock;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder};

use super::access;

/// The page to read.
pub(super) const PAGE: &str = "/api/v1/";
/// The file.
pub(super) const FILE: &str = "/api/v1/openapi.json";

/// What stands around the paths.
pub(super) fn head() -> OpenApi {
    let license = LicenseBuilder::new()
        .name("MIT OR Apache-2.0")
        .identifier(Some("MIT OR Apache-2.0"))
        .build();
    let info = InfoBuilder::new()
        .title("Toroku: the office's API")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Apps register what was confirmed on a phone; the counter's programs read what was registered. \
             Texts are UTF-8, times are UTC. What goes wrong is answered with `application/problem+json` \
             (RFC 9457). No answer may be kept by a cache, and no other site's page may ask (CORS is off).",
        ))
        .license(Some(license))
        .build();
    let tags = [
        (
            "apps",
            "For apps on applicants' phones. No login; what an app knows is its registrations' keys.",
        ),
        (
            "counter",
            "For the counter's programs, with a token. Every use leaves a line in the audit log.",
        ),
    ];
    let tags =
        tags.map(|(name, text)| TagBuilder::new().name(name).description(Some(text)).build());
    let components =
        ComponentsBuilder::new().security_scheme(access::SCHEME, access::scheme()).build();
    OpenApiBuilder::new().info(info).tags(Some(tags)).components(Some(components)).build()
}

/// All of it.
pub(super) fn whole() -> &'static OpenApi {
    static WHOLE: OnceLock<OpenApi> = OnceLock::new();
    WHOLE.get_or_init(|| super::described().into_openapi())
}

/// The file's text.
pub(super) fn text() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        let text = whole().to_pretty_json().expect("a description can be written as JSON");
        text + "\n"
    })
}

/// `GET /api/v1/openapi.json`
pub(super) async fn show() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text()).into_response()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn the_committed_file_is_the_description() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
        if std::env::var_os("TOROKU_DRAW").is_some() {
            fs::write(&path, text()).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == text(),
            "examples/portal/openapi.json is not what the code describes; TOROKU_DRAW=1 cargo test \
             --package toroku-portal --lib description writes it anew"
        );
    }
}
