//! The switch of the language.

use axum::response::IntoResponse;
use toroku::Language;

use super::frame::{Page, Portal};
use crate::failure::see_other;
use crate::request::Sent;
use crate::session::{is_local_address, language_cookie};

/// `POST /language`: keeps the choice and goes back to the page it was made on. Also of a session that has ended
/// meanwhile: who sees a page's words in another language than they wanted has lost nothing.
pub(crate) async fn switch(app: Portal, Sent { form, .. }: Sent) -> Page {
    let back = Some(form.text("back")).filter(|back| is_local_address(back)).unwrap_or("/");
    let language = Language::by_tag(form.text("language"));
    let cookie = language.map(|language| language_cookie(&app, language));
    Ok((cookie, see_other(back)).into_response())
}
