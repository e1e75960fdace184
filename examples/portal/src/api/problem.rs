//! What the API answers with where it does not do what it was asked: `application/problem+json` (RFC 9457).

use std::collections::BTreeMap;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use toroku::{Language, ParamValue, Problem};
use utoipa::ToSchema;

use crate::failure::{ErrorPage, Failure, SHARE_SECONDS};
use crate::store::StoreError;
use crate::text::Words;

/// What every problem's type begins with: the page that explains them.
const TYPES: &str = "/api/v1/#";
/// Seconds after which a mailbox may have room again.
const MAILBOX_RETURNS: u32 = 3600;
/// Seconds after which a database that failed is worth another try.
const TRY_AGAIN: u32 = 5;

/// Why there is no other answer. The response carries it, and the outermost layer writes it in the language that
/// was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The request is not as the description says; what is wrong, for the app's developer.
    Malformed(&'static str),
    /// No token, or none that is good.
    NoToken,
    /// The token is not for this.
    OtherScope,
    /// There is nothing here.
    NotFound,
    /// This is not asked for in this way.
    MethodNotAllowed,
    /// None of the formats that the asker takes.
    NotAcceptable,
    /// The request broke off, or took too long to arrive.
    Late,
    /// Something else was registered under this key.
    OtherBody,
    /// Whoever was registered under this key was erased.
    Erased,
    /// More was sent than any submission holds.
    TooLarge,
    /// Not JSON.
    NotJson,
    /// What was confirmed cannot be registered, in the language of the submission unless another was asked for.
    Refused(Vec<Problem>, Language),
    /// Too many requests from one address.
    TooManyRequests,
    /// Too many mails to one mailbox.
    TooManyMails,
    /// The portal's own fault.
    Internal,
    /// The office cannot do it now.
    Unavailable,
}

/// Every problem: its type's last part, its status, and the key of its words.
pub(crate) const ALL: [(&str, StatusCode, &str); 16] = [
    ("malformed", StatusCode::BAD_REQUEST, "api.malformed"),
    ("no-token", StatusCode::UNAUTHORIZED, "api.no_token"),
    ("other-scope", StatusCode::FORBIDDEN, "api.other_scope"),
    ("not-found", StatusCode::NOT_FOUND, "api.not_found"),
    ("method-not-allowed", StatusCode::METHOD_NOT_ALLOWED, "api.method"),
    ("not-acceptable", StatusCode::NOT_ACCEPTABLE, "api.not_acceptable"),
    ("late", StatusCode::REQUEST_TIMEOUT, "error.late.title"),
    ("other-body", StatusCode::CONFLICT, "api.other_body"),
    ("erased", StatusCode::GONE, "api.erased"),
    ("too-large", StatusCode::PAYLOAD_TOO_LARGE, "error.large.title"),
    ("not-json", StatusCode::UNSUPPORTED_MEDIA_TYPE, "api.not_json"),
    ("refused", StatusCode::UNPROCESSABLE_ENTITY, "api.refused"),
    ("too-many-requests", StatusCode::TOO_MANY_REQUESTS, "error.requests.title"),
    ("too-many-mails", StatusCode::TOO_MANY_REQUESTS, "error.mails.title"),
    ("internal", StatusCode::INTERNAL_SERVER_ERROR, "error.internal.title"),
    ("unavailable", StatusCode::SERVICE_UNAVAILABLE, "api.unavailable"),
];

/// A problem as RFC 9457 writes it.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemBody {
    /// Which problem: the part behind `#` never changes its meaning.
    #[serde(rename = "type")]
    #[schema(example = "/api/v1/#refused")]
    problem_type: String,
    /// The problem in words, in the language that was asked for.
    title: String,
    /// The HTTP status.
    #[schema(example = 422)]
    status: u16,
    /// What is wrong with the request, for the app's developer, in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    detail: Option<&'static str>,
    /// What is wrong with what was confirmed, in field order, one a field at most. Only with status 422.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    problems: Vec<FieldProblem>,
}

/// What is wrong with one field: what an app reports to its engine with `Refused`.
#[derive(Serialize, ToSchema)]
pub(crate) struct FieldProblem {
    /// The engine's number of the problem.
    #[schema(example = 107)]
    code: u16,
    /// The engine's name of it.
    #[schema(example = "name.diacritic")]
    name: &'static str,
    /// The field it stands at.
    #[schema(example = "user_name")]
    field: &'static str,
    /// What the words need beside the code, by name: characters, counts in digits, parts of a date.
    params: BTreeMap<&'static str, Vec<String>>,
    /// What could be entered instead, the likeliest first.
    suggestions: Vec<String>,
    /// What to show at the field, in the language that was asked for.
    text: String,
}

impl FieldProblem {
    fn new(problem: &Problem, language: Language) -> Self {
        let params = problem.params().iter();
        Self {
            code: problem.code().number(),
            name: problem.code().name(),
            field: problem.field().name(),
            params: params.map(|param| (param.name().name(), texts(param.value()))).collect(),
            suggestions: problem
                .suggestions()
                .iter()
                .map(|text| text.expose().to_owned())
                .collect(),
            text: language.problem(problem),
        }
    }
}

/// The value as the engine takes it back with `add_text`.
fn texts(value: &ParamValue) -> Vec<String> {
    let mut texts = Vec::new();
    value.each_text(&mut |text| texts.push(text.to_owned()));
    texts
}

impl Refusal {
    /// Its line of [`ALL`].
    fn line(&self) -> (&'static str, StatusCode, &'static str) {
        let name = match self {
            Self::Malformed(_) => "malformed",
            Self::NoToken => "no-token",
            Self::OtherScope => "other-scope",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::NotAcceptable => "not-acceptable",
            Self::Late => "late",
            Self::OtherBody => "other-body",
            Self::Erased => "erased",
            Self::TooLarge => "too-large",
            Self::NotJson => "not-json",
            Self::Refused(..) => "refused",
            Self::TooManyRequests => "too-many-requests",
            Self::TooManyMails => "too-many-mails",
            Self::Internal => "internal",
            Self::Unavailable => "unavailable",
        };
        *ALL.iter().find(|(known, ..)| *known == name).expect("every problem has its line")
    }

    /// Seconds after which the same request may do better.
    fn retry_after(&self) -> Option<u32> {
        match self {
            Self::TooManyRequests => Some(SHARE_SECONDS),
            Self::TooManyMails => Some(MAILBOX_RETURNS),
            Self::Unavailable => Some(TRY_AGAIN),
            Self::Malformed(_)
            | Self::NoToken
            | Self::OtherScope
            | Self::NotFound
            | Self::MethodNotAllowed
            | Self::NotAcceptable
            | Self::Late
            | Self::OtherBody
            | Self::Erased
            | Self::TooLarge
            | Self::NotJson
            | Self::Refused(..)
            | Self::Internal => None,
        }
    }

    /// The answer in `asked`, where the asker has said so, or else in the submission's language or English.
    pub(crate) fn draw(&self, asked: Option<Language>) -> Response {
        let (name, status, words) = self.line();
        let (problems, own) = if let Self::Refused(problems, language) = self {
            (&problems[..], Some(*language))
        } else {
            (&[][..], None)
        };
        let language = asked.or(own).unwrap_or(Language::ENGLISH);
        let body = ProblemBody {
            problem_type: format!("{TYPES}{name}"),
            title: Words::of(language).t(words).to_owned(),
            status: status.as_u16(),
            detail: if let Self::Malformed(detail) = self { Some(detail) } else { None },
            problems: problems.iter().map(|one| FieldProblem::new(one, language)).collect(),
        };
        let body = serde_json::to_vec(&body).expect("names and texts can be written as JSON");
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        let media_type = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, media_type);
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
        if let Some(seconds) = self.retry_after() {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if *self == Self::NoToken {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.line().1.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        match failure {
            // Where a browser would be shown how things stand now.
            Failure::Redirect(_) => Self::Unavailable,
            Failure::Page(page) => match page {
                ErrorPage::TooLarge => Self::TooLarge,
                ErrorPage::TooManyMails => Self::TooManyMails,
                ErrorPage::TooManyFailures { .. } | ErrorPage::TooManyRequests => {
                    Self::TooManyRequests
                }
                ErrorPage::NotFound => Self::NotFound,
                ErrorPage::MethodNotAllowed => Self::MethodNotAllowed,
                ErrorPage::Late => Self::Late,
                ErrorPage::Malformed => {
                    Self::Malformed("the body's chunks are not as HTTP has them")
                }
                // Only forms have a token.
                ErrorPage::NotOurForm => Self::Internal,
                ErrorPage::Busy | ErrorPage::Away | ErrorPage::Internal => Self::Unavailable,
            },
        }
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Failure::from(error).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_has_words_in_every_language() {
        for language in Words::languages() {
            for (name, _, words) in ALL {
                assert_ne!(Words::of(language).t(words), words, "{name}");
            }
        }
    }
}
