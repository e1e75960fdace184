//! Registering what was confirmed on a phone.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use toroku::{Field, Language, NotificationKey, Personal};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{AdditionalProperties, ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::problem::{ProblemBody, Refusal};
use super::{Answer, PathText, json};
use crate::app::App;
use crate::clock::rfc3339;
use crate::request;
use crate::store::{StoredSubmission, UsedKey};
use crate::submission::{self, Registered, Submission};
use crate::submitted::fields;
use crate::text::Words;

/// The member of the body that is no field.
const LANGUAGE: &str = "language";

/// What was confirmed: a text for each field as the engine's `Confirmed` has it, and the language of the
/// notification.
pub(crate) struct SubmissionBody;

impl PartialSchema for SubmissionBody {
    fn schema() -> RefOr<Schema> {
        let text = || ObjectBuilder::new().schema_type(Type::String);
        let mut object = ObjectBuilder::new()
            .description(Some("What STEP2 showed, in the form in which it is registered"))
            .additional_properties(Some(AdditionalProperties::<Schema>::FreeForm(false)));
        for field in fields() {
            let member = text().description(Some(about(field))).examples([example(field)]);
            object = object.property(field.name(), member).required(field.name());
        }
        let tags = Words::languages().map(Language::tag);
        let language = text()
            .description(Some("The language of the notification"))
            .enum_values(Some(tags.collect::<Vec<_>>()));
        object.property(LANGUAGE, language).required(LANGUAGE).into()
    }
}

impl ToSchema for SubmissionBody {
    fn name() -> std::borrow::Cow<'static, str> {
        "Submission".into()
    }
}

/// What a field's text is, for the description.
pub(super) fn about(field: Field) -> String {
    let form = match field {
        Field::Terms => return "The version of the Terms of Use that was agreed to".into(),
        Field::Sex => "`male` or `female`",
        Field::DateOfBirth => "as `YYYY-MM-DD`",
        Field::Municipality => "the code of six digits of the directory",
        Field::UserType => "the name of one of the policy's user types",
        Field::UserName
        | Field::StreetAddress
        | Field::Phone
        | Field::Email
        | Field::EmailConfirmation
        | Field::Password
        | Field::PasswordConfirmation => "as STEP2 showed it",
    };
    format!("{}: {form}", Language::ENGLISH.label(field))
}

/// The manual's samples.
pub(super) fn example(field: Field) -> &'static str {
    match field {
        Field::UserName => "HOUMU TARO",
        Field::Sex => "male",
        Field::DateOfBirth => "2000-01-01",
        Field::Municipality => "011011",
        Field::StreetAddress => "１－１－１　緑ヶ関ハイツ２０２号",
        Field::Phone => "0312345678",
        Field::Email | Field::EmailConfirmation => "user01@ens-test.com",
        Field::UserType => "applicant_at_counter",
        Field::Terms => "sample-1",
        Field::Password | Field::PasswordConfirmation => "",
    }
}

/// What was registered: what STEP3 shows beside the e-mail address, and what the app reports to its engine with
/// `Registered`.
#[derive(Serialize, ToSchema)]
#[schema(as = Registered)]
pub(crate) struct RegisteredBody {
    /// The user ID: the same for the same key for ever.
    #[schema(example = "hdlpf38617", pattern = "^[a-z]{5}[0-9]{5}$")]
    user_id: String,
    /// When it was registered, by the office's clock.
    #[schema(example = "2024-02-29T00:00:00Z", format = DateTime)]
    registered_at: String,
}

impl From<StoredSubmission> for RegisteredBody {
    fn from(stored: StoredSubmission) -> Self {
        let registered_at = rfc3339(stored.registered_at);
        Self { user_id: stored.user_id, registered_at }
    }
}

/// Register what was confirmed.
///
/// The office checks it with its own engine under its own policy, issues the user ID, and stores record, mail
/// and password setup together. Send it again and again until it is answered: a key is registered once, and the
/// same body under it gets the same answer for ever. After an erasure it registers nobody anew.
#[utoipa::path(
    post,
    path = "/api/v1/registrations",
    operation_id = "register",
    tag = "apps",
    params(
        ("Idempotency-Key" = String, Header,
            description = "The registration's key, as the engine's Submission has it: 32 hexadecimal digits, in \
                quotes or not. It is a secret: who knows it gets the user ID.",
            example = "9f86d081884c7d659a2feaa0c55ad015"),
        ("Accept-Language" = Option<String>, Header,
            description = "The language of the words in a problem; without it the submission's"),
    ),
    request_body = SubmissionBody,
    responses(
        (status = 201, description = "It is registered", body = RegisteredBody),
        (status = 200, description = "It was registered before", body = RegisteredBody),
        (status = 400, description = "The key or the body is not as described", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 408, description = "Nothing is registered: the body broke off or took too long. Send it again", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 409, description = "Something else was registered under this key", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 410, description = "Whoever was registered under this key was erased: a registration of today \
            needs a key of its own", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 422, description = "Nothing is registered: what was confirmed does not pass here", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 429, description = "Nothing is registered: too many requests or mails. Try again after Retry-After",
            body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "It may be registered or not. Send it again after Retry-After",
            body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn register(State(app): State<Arc<App>>, request: Request) -> Answer {
    let headers = request.headers().clone();
    let body = request::read(request).await?;
    let key = key_of(&headers)?;
    let submission = submission_of(&headers, &body)?;
    match submission::register(&app, key, &submission).await? {
        Registered::Issued { submission, is_new } => {
            let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
            Ok((status, json(&RegisteredBody::from(submission))).into_response())
        }
        Registered::OtherBody => Err(Refusal::OtherBody),
        Registered::Erased => Err(Refusal::Erased),
        Registered::Refused(problems) => Err(Refusal::Refused(problems, submission.language())),
        Registered::TooManyMails => Err(Refusal::TooManyMails),
        Registered::Failed => Err(Refusal::Unavailable),
    }
}

/// What was registered under a key.
///
/// For the app whose key it is. A key that nothing was registered under is answered as one that cannot be.
#[utoipa::path(
    get,
    path = "/api/v1/registrations/{key}",
    operation_id = "registered",
    tag = "apps",
    params(("key" = String, Path, description = "The registration's key: 128 random bits, a secret of the app")),
    responses(
        (status = 200, description = "What was registered", body = RegisteredBody),
        (status = 404, description = "Nothing was, so far", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 410, description = "Whoever was registered under this key was erased", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = ProblemBody,
            content_type = "application/problem+json"),
        (status = 503, description = "Try again after Retry-After", body = ProblemBody,
            content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show(State(app): State<Arc<App>>, key: PathText) -> Answer {
    let key = key.ok().and_then(|key| key.parse().ok()).ok_or(Refusal::NotFound)?;
    match submission::registered(&app, key).await?.ok_or(Refusal::NotFound)? {
        UsedKey::Registered(stored) => Ok(json(&RegisteredBody::from(stored))),
        UsedKey::Erased => Err(Refusal::Erased),
    }
}

/// The key of the header: a string of RFC 8941, or the digits alone.
fn key_of(headers: &HeaderMap) -> Result<NotificationKey, Refusal> {
    let wrong = Refusal::Malformed(
        "Idempotency-Key must be the registration's key, 32 lowercase hexadecimal digits",
    );
    let mut values = headers.get_all("idempotency-key").iter();
    let (Some(value), None) = (values.next(), values.next()) else { return Err(wrong) };
    let text = value.to_str().unwrap_or_default();
    let bare = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    bare.parse().map_err(|_| wrong)
}

/// The object of a JSON body, whose members are all texts.
///
/// What is wrong is said without what was sent: it could be personal.
pub(super) fn texts_of(
    headers: &HeaderMap,
    body: &[u8],
) -> Result<BTreeMap<String, Personal>, Refusal> {
    let media_type =
        headers.get(header::CONTENT_TYPE).and_then(|media_type| media_type.to_str().ok());
    let media_type =
        media_type.and_then(|media_type| media_type.split(';').next()).unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case("application/json") {
        return Err(Refusal::NotJson);
    }
    if !headers.get_all(header::CONTENT_ENCODING).iter().all(|coding| coding == "identity") {
        return Err(Refusal::NotJson);
    }
    let texts: Members = serde_json::from_slice(body).map_err(|_| {
        Refusal::Malformed("the body must be a JSON object whose members are texts, each once")
    })?;
    Ok(texts.0)
}

/// The members of an object, each of another name: of two of one name, somebody on the way may have looked at the other
/// one.
struct Members(BTreeMap<String, Personal>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;

        impl<'de> Visitor<'de> for Each {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Members, A::Error> {
                let mut texts = BTreeMap::new();
                while let Some((name, text)) = members.next_entry()? {
                    if texts.insert(name, text).is_some() {
                        return Err(A::Error::custom("a member is there twice"));
                    }
                }
                Ok(Members(texts))
            }
        }

        deserializer.deserialize_map(Each)
    }
}

/// The language of this member's text.
pub(super) fn language_of(text: &Personal) -> Result<Language, Refusal> {
    let known = Words::languages().find(|known| known.tag() == text.expose());
    known.ok_or(Refusal::Malformed("language must be one of those that GET /api/v1/policy names"))
}

fn submission_of(headers: &HeaderMap, body: &[u8]) -> Result<Submission, Refusal> {
    let mut texts = texts_of(headers, body)?;
    let language = texts.remove(LANGUAGE).unwrap_or_default();
    let language = language_of(&language)?;
    let submission =
        Submission::new(|field| texts.remove(field.name()).unwrap_or_default(), language);
    if texts.is_empty() {
        Ok(submission)
    } else {
        Err(Refusal::Malformed("the body has a member that is not described"))
    }
}
