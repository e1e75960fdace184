//! What the script of the home and login pages reports: shown, and left.

use axum::extract::Request;
use axum::http::StatusCode;

use super::Portal;
use crate::request;
use crate::secret;
use crate::session::Visit;
use crate::trouble::Trouble;

/// `POST /presence` with `page=<id>&path=<path>&open=<1 or 0>`: no form, hence no token; the page's random
/// name is one.
pub(crate) async fn report(
    app: Portal,
    visit: Visit,
    request: Request,
) -> Result<StatusCode, Trouble> {
    let body = request::read(request).await?;
    let pairs: Vec<_> = form_urlencoded::parse(&body).collect();
    let get = |name: &str| pairs.iter().find(|(known, _)| known == name).map(|(_, value)| &**value);
    let page = get("page").and_then(secret::from_hex);
    let path = get("path").filter(|path| matches!(*path, "/" | "/login"));
    if let (Some(page), Some(path), Some(open)) = (page, path, get("open")) {
        if open == "1" {
            let now = app.clock.seconds();
            app.store.open_page(visit.session, &page, path, true, now).await?;
        } else {
            app.store.close_page(visit.session, &page).await?;
        }
    }
    Ok(StatusCode::NO_CONTENT)
}
