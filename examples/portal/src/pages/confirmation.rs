//! STEP2: confirming user information.

use askama::Template;
use toroku::{Answer, ConfirmedItem, Digest, Field, Input, State, StateKind};

use super::filters;
use super::frame::{Frame, Page, Portal, Step, html, notice, steps};
use crate::failure::Failure;
use crate::flow::Flow;
use crate::request::{Form, Query};
use crate::session::Visit;
use crate::text::Words;

#[derive(Template)]
#[template(path = "confirmation.html")]
struct ConfirmationView {
    f: Frame,
    steps: [Step; 3],
    message: Option<String>,
    items: Vec<ItemView>,
    has_conversions: bool,
    agreement: String,
    digest: String,
}

struct ItemView {
    id: &'static str,
    label: String,
    text: String,
    lang: &'static str,
    /// What was typed, where it was changed on the way.
    before: Option<String>,
    conversions: Vec<String>,
    notices: Vec<String>,
}

impl ItemView {
    fn of(item: &ConfirmedItem, notices: Vec<String>, words: Words) -> Self {
        let language = words.language;
        Self {
            id: item.field.name(),
            label: language.label(item.field),
            text: item.text.expose().to_owned(),
            lang: language_of(item.field),
            before: item.conversions.first().map(|first| first.before().expose().to_owned()),
            conversions: item.conversions.iter().map(|one| language.conversion(one)).collect(),
            notices,
        }
    }
}

/// The language that a value is in, whatever the page's is.
fn language_of(field: Field) -> &'static str {
    let is_japanese =
        matches!(field, Field::Sex | Field::Municipality | Field::StreetAddress | Field::UserType);
    if is_japanese { "ja" } else { "en" }
}

/// `GET /confirmation`
pub(crate) async fn show(app: Portal, visit: Visit, query: Query) -> Page {
    let words = visit.words;
    let flow = Flow::open(&app, visit.session).await?;
    flow.goes_on()?;
    let State::Confirmation(confirmation) = flow.registration().state() else {
        return Err(Failure::redirect(flow.page()));
    };
    let view = confirmation.view();
    let notices = |field| {
        let of_field = view.notices.iter().filter(|notice| notice.field() == field);
        of_field.map(|notice| words.language.notice(notice)).collect()
    };
    let items: Vec<_> =
        view.items.iter().map(|item| ItemView::of(item, notices(item.field), words)).collect();
    html(&ConfirmationView {
        f: Frame::of_step(&app, &visit),
        steps: steps(words, StateKind::Confirmation),
        message: notice(words, query.get("notice")),
        has_conversions: items.iter().any(|item| !item.conversions.is_empty()),
        items,
        agreement: words.language.label(Field::Terms),
        digest: view.digest.to_string(),
    })
}

/// `POST /confirmation`: Registration or Back.
pub(crate) async fn submit(app: Portal, visit: Visit, form: Form) -> Page {
    let mut flow = Flow::open(&app, visit.session).await?;
    flow.goes_on()?;
    if form.text("do") == "back" {
        if flow.kind() == StateKind::Confirmation {
            flow.handle(Input::Back).await?;
        }
        return Err(Failure::redirect(flow.page()));
    }
    // What is no digest at all is as good as a wrong one.
    let digest = form.text("digest").parse().unwrap_or(Digest::from_bytes([0; 32]));
    match flow.kind() {
        StateKind::Start => return Err(Failure::redirect("/?notice=not_here")),
        // Gone back from in another window, where something may have been changed since.
        StateKind::Entry => return Err(Failure::redirect("/entry?notice=not_as_shown")),
        StateKind::Confirmation | StateKind::Issuing | StateKind::Completion => {}
    }
    let answer = flow.register(digest, visit.words.language).await?;
    match answer {
        Answer::NotAsShown => return Err(Failure::redirect("/confirmation?notice=not_as_shown")),
        // The Terms of Use have changed: STEP1 is open again, and says so.
        Answer::Problems(_) => return Err(Failure::redirect("/entry?checked=1")),
        Answer::AlreadyRegistered(_) => return Err(Failure::redirect("/completion")),
        Answer::Opened
        | Answer::NotCovered(_)
        | Answer::Kept
        | Answer::Municipalities(_)
        | Answer::Terms { .. }
        | Answer::ReadyToConfirm
        | Answer::WentBack
        | Answer::Issuing
        | Answer::StorageFailed
        | Answer::Registered(_)
        | Answer::BackAtTop
        | Answer::Noted
        | Answer::Expired
        | Answer::NotReached => {}
    }
    flow.settle().await?;
    if flow.kind() == StateKind::Confirmation {
        return Err(Failure::redirect("/confirmation?notice=storage_failed"));
    }
    Err(Failure::redirect(flow.page()))
}
