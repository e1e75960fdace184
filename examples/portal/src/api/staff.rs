//! What the counter's programs read: registrations in the order in which they were stored, and one by its user
//! ID.

use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::http::HeaderMap;
use utoipa::IntoParams;

use super::access::{Asker, Scope};
use super::formats::{ListBody, RecordsBody};
use super::problem::{ProblemBody, Refusal};
use super::{Answer, Client, PathText, json};
use crate::app::App;
use crate::listing::{Format, RecordBody, position_of};
use crate::request::Query;
use crate::user_id;

/// Registrations at a time, where nothing else is asked for.
const DEFAULT_LIMIT: u32 = 100;
/// The most registrations at a time.
const MAX_LIMIT: u32 = 1000;

/// Where to go on, and how far.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the description of a query that is read as texts")]
pub(crate) struct ListQuery {
    /// The cursor of the last registration that was read; without it from the first one on.
    after: Option<String>,
    /// The most registrations, 1 to 1000.
    #[param(minimum = 1, maximum = 1000, default = 100)]
    limit: Option<u32>,
}

/// Registrations in the order in which they were stored.
///
/// Go on with the cursor of the last one that was kept. A cursor loses nobody: a registration that is stored
/// later stands behind all that were shown, also where many are stored at once. Each has its own cursor, in every
/// format; keep it together with what was read.
#[utoipa::path(
    get,
    path = "/api/v1/registrations",
    operation_id = "listRegistrations",
    tag = "counter",
    params(ListQuery),
    security(("token" = ["registrations:read"])),
    responses(
        (status = 200, description = "Up to `limit` registrations; none where there is nothing new", content(
            (ListBody = "application/json"),
            (RecordBody = "application/x-ndjson"),
            (String = "text/csv"),
            (RecordsBody = "application/vnd.toroku.records"),
        )),
        (status = 400, description = "No such cursor or limit", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 401, description = "No token, or none that is good", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 403, description = "The token is not for this", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 406, description = "No such format", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 500, description = "A registration has a text that the format cannot have", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 503, description = "Try again after Retry-After", body = ProblemBody,
            content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    query: Query,
) -> Answer {
    let asker = Asker::of(&app, client, &headers, Scope::ReadRegistrations).await?;
    let format = Format::asked(&headers).ok_or(Refusal::NotAcceptable)?;
    let limit = match query.get("limit") {
        "" => DEFAULT_LIMIT,
        text => text
            .parse()
            .ok()
            .filter(|limit| (1..=MAX_LIMIT).contains(limit))
            .ok_or(Refusal::Malformed("limit must be 1 to 1000"))?,
    };
    let after = match query.get("after") {
        "" => 0,
        text => position_of(text).ok_or(Refusal::Malformed("after must be a cursor"))?,
    };
    let registrations = app.store.registrations_after(after, limit).await?;
    if registrations.is_empty() && after > app.store.last_position().await? {
        // The database was restored to a time before: to go on would lose those that come now.
        return Err(Refusal::Malformed("after is a cursor that this database has not given"));
    }
    let last = registrations.last().map_or(after, |last| last.position);
    let read = format!("positions {after} to {last}, {} registrations", registrations.len());
    asker.note(&app, "list registrations", &read).await?;
    format.write(&registrations, after).map_err(|error| {
        tracing::error!(%error, "registrations could not be written");
        Refusal::Internal
    })
}

/// A user by the user ID.
#[utoipa::path(
    get,
    path = "/api/v1/users/{user_id}",
    operation_id = "showUser",
    tag = "counter",
    params(("user_id" = String, Path, description = "The user ID", example = "hdlpf38617")),
    security(("token" = ["users:read"])),
    responses(
        (status = 200, description = "The registration", body = RecordBody),
        (status = 401, description = "No token, or none that is good", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 403, description = "The token is not for this", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 404, description = "No such user ID", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 503, description = "Try again after Retry-After", body = ProblemBody,
            content_type = "application/problem+json"),
    )
)]
pub(crate) async fn user(
    State(app): State<Arc<App>>,
    Extension(client): Extension<Client>,
    user_id: PathText,
    headers: HeaderMap,
) -> Answer {
    let asker = Asker::of(&app, client, &headers, Scope::ReadUsers).await?;
    let user_id = user_id.ok().and_then(|text| user_id::typed(&text.0));
    let found = match user_id {
        Some(user_id) => app.store.registration_of(user_id.as_str()).await?,
        None => None,
    };
    let subject = match &found {
        Some(found) => format!("position {}", found.position),
        None => "no such user ID".to_owned(),
    };
    asker.note(&app, "show user", &subject).await?;
    Ok(json(&RecordBody(&found.ok_or(Refusal::NotFound)?)))
}
