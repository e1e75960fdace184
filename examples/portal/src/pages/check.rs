//! What the engine finds in what STEP1 has so far, while a person types. Nothing is changed by it.

use askama::Template;
use toroku::{Field, Item};

use super::field_view::{FieldView, InputKind};
use super::filters;
use super::frame::{Page, Portal, Wording, html};
use crate::failure::ErrorPage;
use crate::request::Form;
use crate::session::Visit;

/// The same words and elements as on the page itself, so that no script need know any.
#[derive(Template)]
#[template(path = "field_report.html")]
struct ReportView {
    f: Wording,
    field: FieldView,
}

/// `POST /entry/check` with `field=<name>` and STEP1's form: what the engine says of that field. The draft is
/// neither read nor changed; a text that needs another beside it (the e-mail address typed again) finds it in
/// the form.
pub(crate) async fn check(app: Portal, visit: Visit, form: Form) -> Page {
    let name = form.text("field");
    let field = Field::ENTRY.iter().copied().find(|field| field.name() == name);
    let field = field.ok_or(ErrorPage::NotFound)?;
    let typed = entered(&form);
    let report = typed.report(field, app.clock.even_instant(), &app.policy);
    let item = Item::ALL.iter().find(|item| item.field() == field);
    let value = item.map(|item| form.text(item.name()).to_owned()).unwrap_or_default();
    let view = FieldView::new(field, visit.words, value, InputKind::default());
    html(&ReportView {
        f: Wording { w: visit.words },
        field: view.with_report(&report, visit.words, |suggestion| typed.taking(field, suggestion)),
    })
}

/// What STEP1's form has, in the engine's words.
pub(crate) fn entered(form: &Form) -> toroku::Form<'_> {
    let mut typed = toroku::Form::new();
    for item in Item::ALL {
        if let Some(text) = form.get(item.name()) {
            typed.set(*item, text);
        }
    }
    if let Some(version) = form.get("terms") {
        typed.agree(version);
    }
    typed
}
