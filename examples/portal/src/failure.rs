//! What a handler answers with where it has no page of its own to show: another address, or an error page.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use toroku::Misuse;

use crate::store::StoreError;

/// Why there is no page, and what is answered instead.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Go on at another address of the portal, with GET.
    Redirect(String),
    /// An error page.
    Page(ErrorPage),
}

/// The error pages. The response carries one of them, and the outermost layer draws it in the reader's
/// language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ErrorPage {
    /// There is no such page.
    NotFound,
    /// The page is not asked for in this way.
    MethodNotAllowed,
    /// The form does not come from a page of this session.
    NotOurForm,
    /// More was sent than any form here holds.
    TooLarge,
    /// Too many failed logins: there is a pause.
    TooManyFailures {
        /// How long it is.
        seconds: u32,
    },
    /// Too many forms or sessions from one address.
    TooManyRequests,
    /// Too many registrations with one e-mail address.
    TooManyMails,
    /// The request broke off, or took too long to arrive.
    Late,
    /// What arrived is no request.
    Malformed,
    /// More is asked for at once than the portal can do.
    Busy,
    /// The database is away, or takes no writes: it changes over, perhaps.
    Away,
    /// The portal's own fault.
    Internal,
}

impl ErrorPage {
    /// The HTTP status.
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotOurForm => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooManyFailures { .. } | Self::TooManyRequests | Self::TooManyMails => {
                StatusCode::TOO_MANY_REQUESTS
            }
            Self::Late => StatusCode::REQUEST_TIMEOUT,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Busy | Self::Away => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// Seconds after which a portal that was too busy, or a database that was away, is asked again.
const BUSY_SECONDS: u32 = 5;
/// Seconds after which an address has its whole share again.
pub(crate) const SHARE_SECONDS: u32 = 60;

impl ErrorPage {
    /// Seconds after which the same request may do better, where that is soon.
    pub(crate) fn retry_after(self) -> Option<u32> {
        match self {
            Self::Busy | Self::Away => Some(BUSY_SECONDS),
            Self::TooManyRequests => Some(SHARE_SECONDS),
            Self::TooManyFailures { seconds } => Some(seconds),
            Self::NotFound
            | Self::MethodNotAllowed
            | Self::NotOurForm
            | Self::TooLarge
            | Self::TooManyMails
            | Self::Late
            | Self::Malformed
            | Self::Internal => None,
        }
    }

    /// Whether the same request may do better later, without anything else being done: its page can ask once more.
    pub(crate) fn passes(self) -> bool {
        matches!(self.status(), StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE)
    }
}

impl Failure {
    /// Go on at `address`, which begins with a slash.
    pub(crate) fn redirect(address: impl Into<String>) -> Self {
        Self::Redirect(address.into())
    }
}

/// A redirect that is followed with GET.
pub(crate) fn see_other(address: &str) -> Response {
    match HeaderValue::from_str(address) {
        Ok(address) => (StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response(),
        Err(_) => ErrorPage::Internal.into_response(),
    }
}

impl IntoResponse for ErrorPage {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Self::Redirect(address) => see_other(&address),
            Self::Page(page) => page.into_response(),
        }
    }
}

impl From<ErrorPage> for Failure {
    fn from(page: ErrorPage) -> Self {
        Self::Page(page)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store failed");
        Self::Page(if error.may_pass() { ErrorPage::Away } else { ErrorPage::Internal })
    }
}

impl From<Misuse> for Failure {
    fn from(misuse: Misuse) -> Self {
        tracing::error!(%misuse, "the engine refused an input");
        Self::Page(ErrorPage::Internal)
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        tracing::error!(%error, "a page could not be written");
        Self::Page(ErrorPage::Internal)
    }
}
