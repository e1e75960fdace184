//! STEP2: confirming user information.

use askama::Template;
use toroku::municipality::{Lookup, look_up};
use toroku::{Answer, ConfirmedItem, Digest, Field, Input, Notice, Sex, State, StateKind};

use super::entry::accept;
use super::entry_view::{sex_meaning, type_meaning};
use super::filters;
use super::frame::{Frame, Page, Portal, Step, html, notice, steps};
use crate::app::App;
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
    /// The municipality's name in English.
    english: Option<String>,
    /// What a choice says, where the page is in another language.
    meaning: Option<&'static str>,
    /// What was typed, where it was changed on the way.
    before: Option<String>,
    conversions: Vec<String>,
    notices: Vec<NoticeView>,
}

struct NoticeView {
    text: String,
    /// What could be registered instead, with its button's value.
    offer: Option<(String, String)>,
}

/// The notices of a field. Their suggestions are counted as STEP1 does.
fn notices(field: Field, all: &[Notice], words: Words) -> Vec<NoticeView> {
    let mut offers = 0..;
    let view = |notice: &Notice| NoticeView {
        text: words.language.notice(notice),
        offer: notice
            .suggestion()
            .zip(offers.next())
            .map(|(text, index)| (format!("{}:{index}", field.name()), text.expose().to_owned())),
    };
    all.iter().filter(|notice| notice.field() == field).map(view).collect()
}

impl ItemView {
    fn of(item: &ConfirmedItem, notices: Vec<NoticeView>, words: Words, app: &App) -> Self {
        let language = words.language;
        let english = match look_up(item.text.expose()) {
            Lookup::Found(found) if item.field == Field::Municipality => Some(found.english()),
            Lookup::Found(_) | Lookup::NeedsWard(_) | Lookup::Abolished(_) | Lookup::Unknown => {
                None
            }
        };
        Self {
            id: item.field.name(),
            label: language.label(item.field),
            text: item.text.expose().to_owned(),
            lang: language_of(item.field),
            english,
            meaning: meaning(item, words, app),
            before: item.conversions.first().map(|first| first.before().expose().to_owned()),
            conversions: item.conversions.iter().map(|one| language.conversion(one)).collect(),
            notices,
        }
    }
}

fn meaning(item: &ConfirmedItem, words: Words, app: &App) -> Option<&'static str> {
    let text = item.text.expose();
    if item.field == Field::Sex {
        let sex = Sex::ALL.iter().find(|one| one.confirmation_text() == text)?;
        return sex_meaning(*sex, words);
    }
    let offer = app.policy.user_types().iter().find(|offer| offer.text() == text)?;
    (item.field == Field::UserType).then(|| type_meaning(offer, words)).flatten()
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
    let flow = Flow::of(&app, &visit).await?;
    flow.goes_on()?;
    let State::Confirmation(confirmation) = flow.registration().state() else {
        return Err(Failure::redirect(flow.page()));
    };
    let view = confirmation.view();
    let item = |item| ItemView::of(item, notices(item.field, &view.notices, words), words, &app);
    let items: Vec<_> = view.items.iter().map(item).collect();
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

/// `POST /confirmation`: Registration, Back, or a suggestion that is taken.
pub(crate) async fn submit(app: Portal, visit: Visit, form: Form) -> Page {
    let mut flow = Flow::of(&app, &visit).await?;
    flow.goes_on()?;
    if form.text("do") == "back" {
        flow.advance(|flow| Ok(back(flow))).await?;
        return Err(Failure::redirect(flow.page()));
    }
    if let Some(offer) = form.get("use") {
        return take(&app, flow, offer).await;
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
    if flow.kind() == StateKind::Confirmation {
        return Err(Failure::redirect("/confirmation?notice=storage_failed"));
    }
    Err(Failure::redirect(flow.page()))
}

/// What leads from STEP2 to STEP1.
fn back(flow: &Flow<'_>) -> Vec<Input> {
    if flow.kind() == StateKind::Confirmation { vec![Input::Back] } else { Vec::new() }
}

/// Takes a suggestion and comes back to STEP2, where that now stands.
async fn take(app: &App, mut flow: Flow<'_>, offer: &str) -> Page {
    flow.advance(|flow| Ok(back(flow))).await?;
    if flow.kind() != StateKind::Entry {
        return Err(Failure::redirect(flow.page()));
    }
    let field = accept(app, &mut flow, offer).await?;
    let is_ready = flow.advance(|_| Ok(vec![Input::Confirm])).await? == Answer::ReadyToConfirm;
    let page = if is_ready { "/confirmation" } else { "/entry?checked=1" };
    Err(Failure::redirect(format!("{page}#{}", field.map_or("main", Field::name))))
}
