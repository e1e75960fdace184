//! The engine in STEP1's page: its files, and what its script needs to know.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use toroku::{Field, Policy};

use super::assets::FOREVER;
use super::field_view::label;
use super::frame::Portal;
use super::municipality::MOST_OPTIONS;
use crate::app::App;
use crate::failure::ErrorPage;
use crate::page_engine::FINGERPRINT;
use crate::request::PathParts;
use crate::text::Words;

/// The texts of a report, and of the list of municipalities, that are the portal's.
const WORDS: [&str; 11] = [
    "field.error",
    "field.notice",
    "field.becomes",
    "field.use",
    "field.taken",
    "field.right",
    "municipality.first",
    "municipality.none_yet",
    "municipality.options",
    "municipality.street",
    "summary.colon",
];

/// What the script on STEP1 needs to know where the page has an engine: its address, the settings that its checks hang on,
/// the words that are the portal's, and how many
/// municipalities the list shows.
pub(super) fn for_script(app: &App, words: Words) -> Option<String> {
    let engine = app.page_engine.as_ref()?;
    let labels =
        Field::ENTRY.iter().map(|field| (field.name().to_owned(), label(*field, words).into()));
    let said = WORDS.map(|key| (key.to_owned(), words.t(key).into()));
    let facts = json!({
        "module": format!("{}/toroku.js", engine.folder()),
        "fingerprint": FINGERPRINT,
        "now": app.clock.even_instant().unix_seconds(),
        "language": words.language.tag(),
        "policy": settings(&app.policy),
        "labels": serde_json::Value::Object(labels.collect()),
        "words": serde_json::Value::Object(said.into_iter().collect()),
        "options": MOST_OPTIONS,
    });
    Some(facts.to_string())
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
    match app.page_engine.as_ref().and_then(|engine| engine.file(&version, &name)) {
        Some((kind, file)) => ([(header::CONTENT_TYPE, kind), FOREVER], file).into_response(),
        None => ErrorPage::NotFound.into_response(),
    }
}
