//! Asking for a new password link.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::ToSchema;

use super::Answer;
use super::problem::{ProblemBody, Refusal};
use super::registrations::{language_of, texts_of};
use crate::account;
use crate::app::App;
use crate::request;

/// Who asks for a link.
#[derive(Deserialize, ToSchema)]
#[schema(as = LinkRequest)]
#[expect(dead_code, reason = "the description of a body that is read as texts")]
pub(crate) struct LinkBody {
    /// The user ID.
    #[schema(example = "hdlpf38617")]
    user_id: String,
    /// The e-mail address of its registration.
    #[schema(example = "user01@ens-test.com")]
    email: String,
    /// The language of the mail.
    #[schema(example = "en")]
    language: String,
}

/// Ask for a new password link.
///
/// It is sent by mail if the user ID and the e-mail address belong together, and voids the link before. The
/// answer is the same whether they do or not.
#[utoipa::path(
    post,
    path = "/api/v1/password/links",
    operation_id = "requestLink",
    tag = "apps",
    request_body = LinkBody,
    responses(
        (status = 202, description = "A mail comes if the two belong together"),
        (status = 400, description = "The body is not as described", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 408, description = "Nothing is asked for: the body broke off or took too long. Send it again", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 503, description = "The office is too busy. Send it again after Retry-After", body = ProblemBody,
            content_type = "application/problem+json"),
    )
)]
pub(crate) async fn request(State(app): State<Arc<App>>, request: Request) -> Answer {
    let headers = request.headers().clone();
    let work = request.extensions().get().cloned();
    let body = request::read(request).await?;
    let mut texts = texts_of(&headers, &body)?;
    let mut text = |name| texts.remove(name).unwrap_or_default();
    let (user_id, email, language) = (text("user_id"), text("email"), text("language"));
    let language = language_of(&language)?;
    if [&user_id, &email].iter().any(|text| text.expose().trim().is_empty()) || !texts.is_empty() {
        return Err(Refusal::Malformed("the members are user_id, email and language"));
    }
    account::request_link_unwaited(&app, work, user_id, email, language);
    Ok(StatusCode::ACCEPTED.into_response())
}
