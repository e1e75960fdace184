//! The engine for pages: the npm package's files, from the folder that the settings name.
//!
//! It is the very engine that the portal has, by its fingerprint, or it is not served: a page never says of a text what
//! the portal would not.

use std::path::Path;

use axum::body::Bytes;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use toroku::{Field, Policy};

use crate::app::App;
use crate::failure::ErrorPage;
use crate::pages::Portal;
use crate::pages::assets::FOREVER;
use crate::pages::field_view::label;
use crate::request::PathParts;
use crate::secret;
use crate::text::Words;

/// The SHA-256 of the sources, tables and wordings of the portal's own engine.
const FINGERPRINT: &str = env!("TOROKU_FINGERPRINT");

const SCRIPT: &str = "text/javascript; charset=utf-8";
/// The package's files that a page asks for, with their types.
const FILES: [(&str, &str); 4] = [
    ("toroku.js", SCRIPT),
    ("crossing.js", SCRIPT),
    ("registration.js", SCRIPT),
    ("toroku.wasm", "application/wasm"),
];

/// The texts of a report that are the portal's.
const WORDS: [&str; 8] = [
    "field.error",
    "field.notice",
    "field.becomes",
    "field.use",
    "field.taken",
    "field.right",
    "municipality.street",
    "summary.colon",
];

/// The files, as they were at the start.
#[derive(Debug)]
pub(crate) struct PageEngine {
    /// A part of the hash of all of them: they belong together.
    version: String,
    files: [Bytes; FILES.len()],
}

impl PageEngine {
    /// The engine in this folder. Where there is none that fits the log says so, and pages ask the portal.
    pub(crate) fn found(folder: &Path) -> Option<Self> {
        let mut files = [const { Bytes::new() }; FILES.len()];
        for (file, (name, _)) in files.iter_mut().zip(FILES) {
            match std::fs::read(folder.join(name)) {
                Ok(bytes) => *file = bytes.into(),
                Err(error) => {
                    tracing::warn!(name, %error, "page_engine: pages ask the portal");
                    return None;
                }
            }
        }
        let is_ours = |file: &Bytes| {
            let mut parts = file.windows(FINGERPRINT.len());
            parts.any(|part| part == FINGERPRINT.as_bytes())
        };
        if !files.last().is_some_and(is_ours) {
            tracing::warn!(
                "page_engine: built from other sources than the portal; pages ask the portal"
            );
            return None;
        }
        let hash = secret::hex(&secret::hash(&files.concat()));
        Some(Self { version: format!("engine-{}", &hash[..16]), files })
    }

    /// What the script on STEP1 needs to know: where the engine is, the settings that its checks hang on, and the words of a
    /// report that are the portal's.
    pub(crate) fn for_script(&self, app: &App, words: Words) -> String {
        let labels =
            Field::ENTRY.iter().map(|field| (field.name().to_owned(), label(*field, words).into()));
        let said = WORDS.map(|key| (key.to_owned(), words.t(key).into()));
        let facts = json!({
            "module": format!("/assets/{}/toroku.js", self.version),
            "fingerprint": FINGERPRINT,
            "now": app.clock.instant().unix_seconds(),
            "language": words.language.tag(),
            "policy": settings(&app.policy),
            "labels": serde_json::Value::Object(labels.collect()),
            "words": serde_json::Value::Object(said.into_iter().collect()),
        });
        facts.to_string()
    }
}

/// The settings that the checks of STEP1 hang on, as the package takes them.
fn settings(policy: &Policy) -> serde_json::Value {
    let offer =
        |offer: &toroku::UserTypeOffer| json!({ "name": offer.name(), "text": offer.text() });
    let user_types: Vec<_> = policy.user_types().iter().map(offer).collect();
    json!({
        "termsVersion": policy.terms_version(),
        "passwordUrl": policy.password_url(),
        "strict": policy.is_strict(),
        "phonePlanRequired": policy.is_phone_plan_required(),
        "birthUnknownFirst": policy.is_birth_unknown_first(),
        "userTypes": user_types,
    })
}

/// `/assets/{version}/{name}`. A page of another version gets nothing of this one, and asks the portal.
pub(crate) async fn show(
    app: Portal,
    PathParts((version, name)): PathParts<(String, String)>,
) -> Response {
    let engine = app.page_engine.as_ref().filter(|engine| engine.version == version);
    let place = FILES.iter().position(|(file, _)| *file == name);
    let (Some(engine), Some(place)) = (engine, place) else {
        return ErrorPage::NotFound.into_response();
    };
    let kind = (header::CONTENT_TYPE, FILES[place].1);
    ([kind, FOREVER], engine.files[place].clone()).into_response()
}
