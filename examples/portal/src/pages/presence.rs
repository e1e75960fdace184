//! What the script of the home and login pages reports: shown, and left.

use axum::extract::Request;
use axum::http::StatusCode;

use super::frame::Portal;
use crate::failure::Failure;
use crate::request;
use crate::secret;
use crate::session::Visit;

/// `POST /presence` with `page=<name>&number=<count>&open=<1 or 0>`: no form, hence no token; the page's
/// random name is one.
pub(crate) async fn report(
    app: Portal,
    visit: Visit,
    request: Request,
) -> Result<StatusCode, Failure> {
    let body = request::read(request).await?;
    let pairs: Vec<_> = form_urlencoded::parse(&body).collect();
    let get = |name: &str| pairs.iter().find(|(known, _)| known == name).map(|(_, value)| &**value);
    let page = get("page").and_then(secret::from_hex);
    let number = get("number").and_then(|number| number.parse().ok());
    if let (Some(page), Some(number), Some(open)) = (page, number, get("open")) {
        app.store.report_page(visit.session, &page, number, open == "1").await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
