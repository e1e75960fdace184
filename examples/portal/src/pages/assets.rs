//! Style, script and icon: embedded, so that the binary is all there is.

use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};

use crate::trouble::ErrorPage;
use axum::extract::Path;

type Header = (HeaderName, &'static str);

/// A browser asks again each time and is told quickly: a new version of the portal is seen at once.
const CACHING: Header = (header::CACHE_CONTROL, "no-cache");

/// `/assets/{name}`
pub(crate) async fn show(Path(name): Path<String>) -> Response {
    let (kind, body) = match name.as_str() {
        "portal.css" => ("text/css; charset=utf-8", include_str!("../../assets/portal.css")),
        "presence.js" => {
            ("text/javascript; charset=utf-8", include_str!("../../assets/presence.js"))
        }
        "icon.svg" => ("image/svg+xml", include_str!("../../assets/icon.svg")),
        _ => return ErrorPage::NotFound.into_response(),
    };
    ([(header::CONTENT_TYPE, kind), CACHING], body).into_response()
}
