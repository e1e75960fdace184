//! What an app must know of the office: its policy and its Terms of Use.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use serde::Serialize;
use toroku::password::PasswordRules;
use toroku::{Language, municipality};
use utoipa::ToSchema;

use super::problem::{ProblemBody, Refusal};
use super::{Answer, PathText, asked_language, json};
use crate::app::App;
use crate::serving::MAX_FORM_BYTES;
use crate::text::Words;

pub(super) const POLICY: &str = "/api/v1/policy";
pub(super) const TERMS: &str = "/api/v1/terms/{version}";

/// What an app must know to confirm what the office will take.
#[derive(Serialize, ToSchema)]
#[schema(as = Policy)]
pub(crate) struct PolicyBody<'a> {
    /// The version of the Terms of Use in force.
    #[schema(example = "sample-1")]
    terms_version: &'a str,
    /// The user types to choose from, in the order of the screen.
    user_types: Vec<UserType<'a>>,
    /// The languages that there are words and mails in.
    languages: Vec<&'static str>,
    /// The settings of the office's engine that decide what passes.
    settings: Settings,
    /// How much may be asked for.
    limits: LimitsBody,
    /// The day that the directory of municipalities holds for.
    #[schema(example = "2026-09-30", format = Date)]
    directory_as_of: &'static str,
    /// The version of the office's engine.
    #[schema(example = "0.1.0")]
    engine_version: &'static str,
}

/// A user type.
#[derive(Serialize, ToSchema)]
struct UserType<'a> {
    /// What a submission names it.
    #[schema(example = "applicant_at_counter")]
    name: &'a str,
    /// Its text for screens, in Japanese and English.
    text: &'a str,
}

/// Settings of the engine, by its names for them.
#[derive(Serialize, ToSchema)]
struct Settings {
    /// Nothing is converted.
    strict: bool,
    /// A phone number outside Japan's numbering plan does not pass.
    phone_plan_required: bool,
    /// A month or day of birth that is not known is the first.
    birth_unknown_first: bool,
    /// The rules for passwords.
    password_rules: &'static str,
    /// The fewest characters of a password.
    password_min_length: u16,
    /// The most characters of a password.
    password_max_length: u16,
}

/// Limits; 0 is none.
#[derive(Serialize, ToSchema)]
#[schema(as = Limits)]
struct LimitsBody {
    /// Requests a minute from one address.
    requests_per_minute: u32,
    /// Registrations in 24 hours for one mailbox, and as many new links.
    mails_per_mailbox: u32,
    /// Bytes of a body.
    body_bytes: usize,
}

/// What an app must know.
///
/// Asked for at the app's start and after a refusal, so that its engine confirms under the same policy.
#[utoipa::path(
    get,
    path = "/api/v1/policy",
    operation_id = "policy",
    tag = "apps",
    responses((status = 200, description = "The policy in force", body = PolicyBody))
)]
pub(crate) async fn policy(State(app): State<Arc<App>>) -> Answer {
    let (policy, limits) = (&app.policy, &app.config.limits);
    let offers = policy.user_types().iter();
    let password = policy.password();
    Ok(json(&PolicyBody {
        terms_version: policy.terms_version(),
        user_types: offers.map(|one| UserType { name: one.name(), text: one.text() }).collect(),
        languages: Words::languages().map(Language::tag).collect(),
        settings: Settings {
            strict: policy.is_strict(),
            phone_plan_required: policy.is_phone_plan_required(),
            birth_unknown_first: policy.is_birth_unknown_first(),
            password_rules: match password.rules() {
                PasswordRules::NistB4 => "nist-b4",
                PasswordRules::Legacy => "legacy",
            },
            password_min_length: password.min_length(),
            password_max_length: password.max_length(),
        },
        limits: LimitsBody {
            requests_per_minute: limits.forms_per_minute,
            mails_per_mailbox: limits.mails_per_mailbox,
            body_bytes: MAX_FORM_BYTES,
        },
        directory_as_of: municipality::AS_OF,
        // The workspace has one version.
        engine_version: env!("CARGO_PKG_VERSION"),
    }))
}

/// The Terms of Use.
#[derive(Serialize, ToSchema)]
#[schema(as = Terms)]
pub(crate) struct TermsBody<'a> {
    /// The version, as a submission names it.
    #[schema(example = "sample-1")]
    version: &'a str,
    /// The language of the texts.
    #[schema(example = "en")]
    language: &'static str,
    /// The title.
    title: &'a str,
    /// What stands before the sections.
    lead: &'a str,
    /// The sections in order.
    sections: [Section<'a>; 4],
}

/// A section of the Terms of Use.
#[derive(Serialize, ToSchema)]
struct Section<'a> {
    /// Its title.
    title: &'a str,
    /// Its text.
    text: &'a str,
}

/// The Terms of Use in force.
#[utoipa::path(
    get,
    path = "/api/v1/terms/{version}",
    operation_id = "terms",
    tag = "apps",
    params(
        ("version" = String, Path, description = "The version in force: that of the policy"),
        ("Accept-Language" = Option<String>, Header, description = "The language of the text; without it English"),
    ),
    responses(
        (status = 200, description = "The text", body = TermsBody),
        (status = 404, description = "Not the version in force", body = ProblemBody,
            content_type = "application/problem+json"),
    )
)]
pub(crate) async fn terms(
    State(app): State<Arc<App>>,
    version: PathText,
    headers: HeaderMap,
) -> Answer {
    let version = version.map_err(|_| Refusal::NotFound)?.0;
    if version != app.policy.terms_version() {
        return Err(Refusal::NotFound);
    }
    let words = Words::of(asked_language(&headers).unwrap_or(Language::ENGLISH));
    Ok(json(&TermsBody {
        version: &version,
        language: words.tag(),
        title: words.t("terms.title"),
        lead: words.t("terms.sample"),
        sections: [
            Section { title: words.t("terms.1.title"), text: words.t("terms.1.text") },
            Section { title: words.t("terms.2.title"), text: words.t("terms.2.text") },
            Section { title: words.t("terms.3.title"), text: words.t("terms.3.text") },
            Section { title: words.t("terms.4.title"), text: words.t("terms.4.text") },
        ],
    }))
}
