//! Deleting what was entered, at the applicant's wish.

use askama::Template;

use super::filters;
use super::frame::{Frame, Page, Portal, html};
use crate::failure::Failure;
use crate::flow::Flow;
use crate::request::Form;
use crate::session::Visit;

#[derive(Template)]
#[template(path = "discard.html")]
struct DiscardView {
    f: Frame,
    back: &'static str,
}

/// `GET /discard`: asks first, since nothing brings it back.
pub(crate) async fn ask(app: Portal, visit: Visit) -> Page {
    let flow = Flow::of(&app, &visit).await?;
    html(&DiscardView { f: Frame::of_step(&app, &visit), back: flow.page() })
}

/// `POST /discard`
pub(crate) async fn discard(app: Portal, visit: Visit, _form: Form) -> Page {
    let flow = Flow::of(&app, &visit).await?;
    flow.forget().await?;
    Err(Failure::redirect("/?notice=discarded"))
}
