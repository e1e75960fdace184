//! Style, script and icon: embedded, so that the binary is all there is.

use std::sync::OnceLock;

use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};

use crate::failure::ErrorPage;
use crate::request::PathParts;
use crate::secret;

pub(super) type Header = (HeaderName, &'static str);

/// A file whose name changes with its content is never asked for twice.
pub(super) const FOREVER: Header = (header::CACHE_CONTROL, "public, max-age=31536000, immutable");
/// Asked again each time. Also for a name of another version, which a page of that version asks for while the
/// portal is replaced: it gets what there is and is not to keep it.
const ASK_AGAIN: Header = (header::CACHE_CONTROL, "no-cache");

const STYLE: &str = include_str!("../../assets/portal.css");
/// One file for browsers, in parts for readers.
const SCRIPT: [&str; 5] = [
    include_str!("../../assets/presence.js"),
    include_str!("../../assets/page.js"),
    include_str!("../../assets/engine.js"),
    include_str!("../../assets/report.js"),
    include_str!("../../assets/municipality.js"),
];

/// A file with its address, which holds a part of the content's hash.
#[derive(Debug)]
pub(crate) struct Asset {
    body: String,
    /// `/assets/portal-<hash>.css`
    pub(crate) address: String,
}

impl Asset {
    fn new(body: String, extension: &str) -> Self {
        let hash = secret::hex(&secret::hash(body.as_bytes()));
        let address = format!("/assets/portal-{}.{extension}", &hash[..16]);
        Self { body, address }
    }
}

/// The style sheet.
pub(crate) fn style() -> &'static Asset {
    static FILE: OnceLock<Asset> = OnceLock::new();
    FILE.get_or_init(|| Asset::new(STYLE.into(), "css"))
}

/// The script.
pub(crate) fn script() -> &'static Asset {
    static FILE: OnceLock<Asset> = OnceLock::new();
    FILE.get_or_init(|| Asset::new(SCRIPT.concat(), "js"))
}

/// `/assets/{name}`
pub(crate) async fn show(PathParts(name): PathParts<String>) -> Response {
    let (kind, asset) = match name.rsplit_once('.') {
        Some((stem, "css")) if stem.starts_with("portal-") => ("text/css; charset=utf-8", style()),
        Some((stem, "js")) if stem.starts_with("portal-") => {
            ("text/javascript; charset=utf-8", script())
        }
        _ if name == "icon.svg" => {
            let kind = (header::CONTENT_TYPE, "image/svg+xml");
            return ([kind, ASK_AGAIN], include_str!("../../assets/icon.svg")).into_response();
        }
        _ => return ErrorPage::NotFound.into_response(),
    };
    let is_this_version = asset.address.strip_prefix("/assets/") == Some(name.as_str());
    let caching = if is_this_version { FOREVER } else { ASK_AGAIN };
    ([(header::CONTENT_TYPE, kind), caching], asset.body.as_str()).into_response()
}
