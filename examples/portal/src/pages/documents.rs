//! The Terms of Use, and the two documents of the top page where the settings name no others.

use askama::Template;
use toroku::{Input, StateKind};

use super::filters;
use super::frame::{Frame, Page, Portal, html};
use crate::failure::ErrorPage;
use crate::flow::Flow;
use crate::request::PathParts;
use crate::session::Visit;

#[derive(Template)]
#[template(path = "terms.html")]
struct TermsView {
    f: Frame,
    version: String,
}

/// `GET /terms`
pub(crate) async fn terms(app: Portal, visit: Visit) -> Page {
    let mut flow = Flow::of(&app, &visit).await?;
    // Reading them is being there: the time for STEP1 begins anew.
    flow.advance(|flow| {
        let is_there = flow.kind() == StateKind::Entry && !flow.has_expired();
        Ok(is_there.then_some(Input::ShowTerms).into_iter().collect())
    })
    .await?;
    let version = app.policy.terms_version().to_owned();
    html(&TermsView { f: Frame::of_step(&app, &visit), version })
}

#[derive(Template)]
#[template(path = "document.html")]
struct DocumentView {
    f: Frame,
    title: &'static str,
    paragraphs: [&'static str; 3],
}

/// `GET /documents/{name}`
pub(crate) async fn document(
    app: Portal,
    visit: Visit,
    PathParts(name): PathParts<String>,
) -> Page {
    let w = visit.words;
    let (title, paragraphs) = match name.as_str() {
        "eligible" => (
            w.t("top.eligible"),
            [w.t("document.eligible.1"), w.t("document.eligible.2"), w.t("document.eligible.3")],
        ),
        "prepare" => (
            w.t("top.prepare"),
            [w.t("document.prepare.1"), w.t("document.prepare.2"), w.t("document.prepare.3")],
        ),
        _ => return Err(ErrorPage::NotFound.into()),
    };
    html(&DocumentView { f: Frame::new(&app, &visit), title, paragraphs })
}
