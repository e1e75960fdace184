//! What a page is asked with: the visit, the query, the form.

use std::sync::{Arc, OnceLock};

use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::Method;
use axum::http::request::Parts;
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;
use toroku::Personal;

use crate::failure::{ErrorPage, Failure};
use crate::serving::{BodyError, MAX_FORM_BYTES};
use crate::session::{Visit, address_of, is_from_here, is_local_address};

/// The most bytes that are read to the end, so that the answer is not lost in a reset connection.
const MAX_READ_BYTES: usize = 32 * 1024 * 1024;

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or(ErrorPage::Internal.into())
    }
}

/// Parts of the address. One that is no text is the address of nothing.
#[derive(Debug)]
pub(crate) struct PathParts<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for PathParts<T> {
    type Rejection = Failure;

    async fn from_request_parts(request: &mut Parts, state: &S) -> Result<Self, Failure> {
        let parts = Path::from_request_parts(request, state).await;
        parts.map(|Path(parts)| Self(parts)).map_err(|_| ErrorPage::NotFound.into())
    }
}

/// The query of the address. Nothing in it is wrong: what is not known is not looked at.
#[derive(Debug)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    /// The value of this name; empty where there is none.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Whether the name is there.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect()))
    }
}

/// How the same request is made again, for the page that says to try again.
#[derive(Clone, Debug)]
pub(crate) enum Again {
    /// A page at this address.
    Page(String),
    /// The form that is sent to this path.
    Form(String, Typed),
}

/// What a form held: empty until it has arrived.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed(Arc<OnceLock<Vec<(String, Personal)>>>);

/// The names of what only who types it knows. A form that comes without is its page's to show, with the rest as it was
/// typed.
const SECRETS: [&str; 4] = ["password", "password_confirmation", "current", "code"];

impl Typed {
    /// The names and texts, in their order.
    pub(crate) fn fields(&self) -> &[(String, Personal)] {
        self.0.get().map_or(&[], Vec::as_slice)
    }

    /// Keeps what arrived, but for passwords and codes: those are never sent back.
    pub(crate) fn set(&self, body: &[u8]) {
        self.0.get_or_init(|| {
            let mut fields = fields(body);
            fields.retain(|(name, _)| !SECRETS.contains(&name.as_str()));
            fields
        });
    }
}

impl Again {
    /// Of a request. Nothing of other sites is shown again, and who logs out need not be asked.
    pub(crate) fn of(request: &Parts) -> Option<Self> {
        const FORMS: [&str; 11] = [
            "/category",
            "/completion",
            "/confirmation",
            "/discard",
            "/entry",
            "/entry/municipality",
            "/login",
            "/password",
            "/password/change",
            "/password/closed",
            "/password/request",
        ];
        if matches!(request.method, Method::GET | Method::HEAD) {
            let address = address_of(&request.uri);
            // Two slashes would be another site's for a browser that takes the link.
            return is_local_address(&address).then_some(Self::Page(address));
        }
        let path = request.uri.path();
        let is_again = FORMS.contains(&path) || path == "/staff" || path.starts_with("/staff/");
        let is_again = is_again && is_from_here(&request.headers);
        is_again.then(|| Self::Form(path.to_owned(), Typed::default()))
    }

    /// The same, for a request whose form is kept when it arrives.
    pub(crate) fn kept(request: &mut Parts) -> Option<Self> {
        let again = Self::of(request)?;
        if let Some(typed) = again.typed() {
            request.extensions.insert(typed.clone());
        }
        Some(again)
    }

    /// Whether it is a form whose page has a password to be typed again.
    pub(crate) fn has_password(&self) -> bool {
        const FORMS: [&str; 4] = ["/login", "/password", "/password/change", "/staff/login"];
        matches!(self, Self::Form(path, _) if FORMS.contains(&path.as_str()))
    }

    /// Where the form is kept once it has arrived.
    pub(crate) fn typed(&self) -> Option<&Typed> {
        match self {
            Self::Page(_) => None,
            Self::Form(_, typed) => Some(typed),
        }
    }
}

fn fields(body: &[u8]) -> Vec<(String, Personal)> {
    let pairs = form_urlencoded::parse(body);
    pairs.map(|(name, value)| (name.into_owned(), value.into_owned().into())).collect()
}

/// A form of this session, its token checked. Bytes that are no text become U+FFFD, which no field takes.
#[derive(Debug)]
pub(crate) struct Form(Vec<(String, Personal)>);

/// A form whose token may be another one's: of the time before a login in another tab, or of a session that has ended.
/// A page that takes it may show again what was typed, and nothing more.
#[derive(Debug)]
pub(crate) struct Sent {
    /// The form.
    pub(crate) form: Form,
    /// Whether its token is this session's.
    pub(crate) is_ours: bool,
}

impl Form {
    /// The text of this name; the last where there are several, `None` where there is none.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rfind(|(known, _)| known == name).map(|(_, value)| value.expose())
    }

    /// The text of this name; empty where there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// Whether it has no password at all, not even an empty one: then it is an error page's, which keeps the rest.
    pub(crate) fn has_no_password(&self) -> bool {
        self.get("password").is_none()
    }

    /// The same to hand on.
    pub(crate) fn personal(&self, name: &str) -> Personal {
        self.text(name).into()
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let Sent { form, is_ours } = Sent::from_request(request, state).await?;
        if is_ours { Ok(form) } else { Err(ErrorPage::NotOurForm.into()) }
    }
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        let visit = request
            .extensions()
            .get::<Visit>()
            .cloned()
            .ok_or(Failure::from(ErrorPage::Internal))?;
        let typed = request.extensions().get::<Typed>().cloned();
        let body = read(request).await?;
        if let Some(typed) = typed {
            typed.set(&body);
        }
        let form = Form(fields(&body));
        let is_ours = visit.is_ours(form.text("csrf"));
        Ok(Self { form, is_ours })
    }
}

/// The body of a request, up to a form's size. How long it may take is the connection's business.
pub(crate) async fn read(request: Request) -> Result<Vec<u8>, Failure> {
    let mut body = request.into_body();
    let (mut kept, mut length) = (Vec::new(), 0);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(failed)?;
        let Ok(data) = frame.into_data() else { continue };
        length += data.len();
        if length <= MAX_FORM_BYTES {
            kept.extend_from_slice(&data);
        } else if length > MAX_READ_BYTES {
            break;
        }
    }
    if length <= MAX_FORM_BYTES { Ok(kept) } else { Err(ErrorPage::TooLarge.into()) }
}

/// The answer to a request whose body did not arrive, whatever else there was to say.
pub(crate) fn unarrived(read: &Result<Vec<u8>, Failure>) -> Option<ErrorPage> {
    match read {
        Err(Failure::Page(page @ (ErrorPage::Late | ErrorPage::Malformed | ErrorPage::Busy))) => {
            Some(*page)
        }
        Ok(_) | Err(_) => None,
    }
}

fn failed(error: axum::Error) -> Failure {
    let error = error.into_inner();
    match error.downcast_ref() {
        Some(BodyError::NoRoom) => ErrorPage::Busy.into(),
        Some(BodyError::Malformed) => ErrorPage::Malformed.into(),
        Some(BodyError::Cut | BodyError::Late) | None => ErrorPage::Late.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tried_again_is_a_page_or_a_form_of_this_portal() {
        let again = |method: &str, uri: &str, site: &str| {
            let request = axum::http::Request::builder().method(method).uri(uri);
            let request = request.header("sec-fetch-site", site).body(()).unwrap();
            match Again::of(&request.into_parts().0) {
                Some(Again::Page(address) | Again::Form(address, _)) => address,
                None => String::new(),
            }
        };
        for (method, uri, site, expected) in [
            ("GET", "/entry?checked=1", "none", "/entry?checked=1"),
            ("HEAD", "http://portal.example/", "none", "/"),
            ("GET", "//evil.example/", "cross-site", ""),
            ("GET", "http://portal.example//evil.example/", "cross-site", ""),
            ("POST", "/entry", "same-origin", "/entry"),
            (
                "POST",
                "/staff/people/hdlpf38617/lock",
                "same-origin",
                "/staff/people/hdlpf38617/lock",
            ),
            ("POST", "/staff", "same-origin", "/staff"),
            ("POST", "/staff", "cross-site", ""),
            ("POST", "/entry", "same-site", ""),
            ("POST", "/login", "same-origin", "/login"),
            ("POST", "/login", "cross-site", ""),
            ("POST", "/staff/login", "same-origin", "/staff/login"),
            ("POST", "/logout", "same-origin", ""),
            ("POST", "//evil.example/", "same-origin", ""),
        ] {
            assert_eq!(again(method, uri, site), expected, "{method} {uri} {site}");
        }
    }
}
