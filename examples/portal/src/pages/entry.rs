//! STEP1: entering user information.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use toroku::{
    Answer, Category, Field, Input, Item, Notice, Problem, Registration, Secret, StateKind,
};

use super::entry_view::EntryFields;
use super::frame::{Frame, Page, Portal, Step, html, notice, steps, switched_to, with_language};
use super::{engine, filters, municipality};
use crate::answering::ENGINE_POLICY;
use crate::app::App;
use crate::failure::{Failure, see_other};
use crate::flow::Flow;
use crate::request::{Form, Query, Sent};
use crate::secret;
use crate::session::Visit;
use crate::text::Words;

#[derive(Template)]
#[template(path = "entry.html")]
struct EntryView {
    f: Frame,
    steps: [Step; 3],
    message: Option<String>,
    /// Whether STEP2 stands as it is and can be gone back to.
    is_confirmed: bool,
    checked: bool,
    fields: EntryFields,
    /// Whether the applicant wants it kept for longer than an hour.
    is_kept: bool,
    /// What is beside the box that says so.
    keep: String,
    /// What the script needs to know where the page has the engine itself.
    engine: Option<String>,
}

impl EntryView {
    fn of(app: &App, visit: &Visit, registration: &Registration, checked: bool) -> Self {
        let hours = app.config.retention.drafts_hours.to_string();
        Self {
            f: Frame { form: Some("entry-form"), ..Frame::of_step(app, visit) },
            steps: steps(visit.words, StateKind::Entry),
            message: None,
            is_confirmed: false,
            checked,
            fields: EntryFields::of(app, registration, visit.words, checked),
            is_kept: false,
            keep: visit.words.with("entry.keep", &[("hours", &hours)]),
            engine: engine::for_script(app, visit.words),
        }
    }
}

/// The page, which may run the engine where it has it.
fn page(view: &EntryView) -> Page {
    let page = html(view)?;
    Ok(match view.engine {
        Some(_) => ([(header::CONTENT_SECURITY_POLICY, ENGINE_POLICY)], page).into_response(),
        None => page,
    })
}

/// `GET /entry`. With `checked` the problems are shown as well: they follow from what is entered, so that
/// nothing of them need be kept between the button and this page.
pub(crate) async fn show(app: Portal, visit: Visit, query: Query) -> Page {
    let flow = Flow::of(&app, &visit).await?;
    flow.goes_on()?;
    match flow.kind() {
        StateKind::Entry | StateKind::Confirmation => {}
        StateKind::Start => return Err(Failure::redirect("/?notice=choose")),
        StateKind::Issuing | StateKind::Completion => return Err(Failure::redirect("/completion")),
    }
    page(&EntryView {
        message: notice(visit.words, query.get("notice")),
        is_confirmed: flow.kind() == StateKind::Confirmation,
        is_kept: flow.is_kept(),
        ..EntryView::of(&app, &visit, flow.registration(), query.has("checked"))
    })
}

/// `POST /entry`: whichever button it was, what was entered is kept first. Nothing typed is lost: where the registration
/// has ended meanwhile, it begins anew with the form.
pub(crate) async fn submit(app: Portal, visit: Visit, sent: Sent) -> Page {
    let Sent { form, is_ours } = sent;
    if !is_ours {
        return show_again(&app, visit, &form);
    }
    let mut flow = Flow::of(&app, &visit).await?.keeping(form.get("keep").is_some());
    let answer = flow
        .advance(|flow| {
            let first = match flow.kind() {
                StateKind::Entry | StateKind::Confirmation if flow.has_expired() => Some(begin()),
                StateKind::Entry => None,
                // The page was left open, or come back to, while STEP2 stands.
                StateKind::Confirmation => Some(Input::Back),
                StateKind::Start => Some(begin()),
                StateKind::Issuing | StateKind::Completion => {
                    return Err(Failure::redirect("/completion?notice=already_registered"));
                }
            };
            let last = match form.text("do") {
                _ if form.get("language").is_some() || form.get("use").is_some() => None,
                "search" | "discard" => None,
                "back" => Some(Input::Back),
                _ => Some(Input::Confirm),
            };
            Ok(first.into_iter().chain(filled(&form)).chain(last).collect())
        })
        .await?;
    let checked = if form.get("checked").is_some() { "?checked=1" } else { "" };
    if form.get("language").is_some() {
        let answer = see_other(&format!("/entry{checked}"));
        return Ok(match switched_to(&form) {
            Some(language) => with_language(&app, language, answer),
            None => answer,
        });
    }
    if let Some(offer) = form.get("use") {
        let field = accept(&app, &mut flow, offer).await?;
        return Err(Failure::redirect(format!(
            "/entry?checked=1#{}",
            field.map_or("entry", Field::name)
        )));
    }
    match form.text("do") {
        "search" => Err(Failure::redirect(municipality::window(&form))),
        "discard" => Err(Failure::redirect("/discard")),
        "back" => Err(Failure::redirect("/")),
        _ if answer == Answer::ReadyToConfirm => Err(Failure::redirect("/confirmation")),
        _ => Err(Failure::redirect("/entry?checked=1")),
    }
}

/// Everything the form says, in the engine's words. An item that the form does not name stays as it is,
/// but an unchecked box is not named by any form: it counts as unchecked.
fn filled(form: &Form) -> [Input; 2] {
    let items =
        Item::ALL.iter().filter_map(|item| Some((*item, form.get(item.name())?.into()))).collect();
    let agreement = match form.get("terms") {
        Some(version) => Input::Agree { version: version.to_owned() },
        None => Input::Disagree,
    };
    [Input::Fill { items }, agreement]
}

fn begin() -> Input {
    let category = Category::ApplicantAtCounter;
    Input::ChooseCategory { category, entropy: Secret::new(secret::random()) }
}

/// The form's token is not this session's: STEP1 as it was typed, to be sent again.
fn show_again(app: &App, mut visit: Visit, form: &Form) -> Page {
    let language = switched_to(form);
    if let Some(language) = language {
        visit.words = Words::of(language);
    }
    let mut registration = Registration::new();
    for input in [begin()].into_iter().chain(filled(form)) {
        registration.handle(input, app.clock.even_instant(), &app.policy)?;
    }
    let mut view = EntryView::of(app, &visit, &registration, form.get("checked").is_some());
    view.f.again = Some(visit.words.t("entry.again"));
    view.is_kept = form.get("keep").is_some();
    let answer = (StatusCode::FORBIDDEN, page(&view)?).into_response();
    Ok(match language {
        Some(language) => with_language(app, language, answer),
        None => answer,
    })
}

/// Takes a suggestion: `user_name:0` is the first one at the user name. It is made anew from what is
/// entered, so that only the engine's own can be taken.
pub(super) async fn accept(
    app: &App,
    flow: &mut Flow<'_>,
    offer: &str,
) -> Result<Option<Field>, Failure> {
    let Some((name, index)) = offer.split_once(':') else { return Ok(None) };
    let Some(item) = Item::by_name(name) else { return Ok(None) };
    let field = item.field();
    let Ok(index) = index.parse::<usize>() else { return Ok(None) };
    let now = app.clock.even_instant();
    let Some(report) = flow.registration().report(field, now, &app.policy) else { return Ok(None) };
    let from_problem = report.problem.iter().flat_map(Problem::suggestions);
    let from_notices = report.notices.iter().filter_map(Notice::suggestion);
    let Some(text) = from_problem.chain(from_notices).nth(index).cloned() else {
        return Ok(Some(field));
    };
    flow.advance(|_| Ok(vec![Input::TakeSuggestion { field, text: text.clone() }])).await?;
    Ok(Some(field))
}
