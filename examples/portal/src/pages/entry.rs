//! STEP1: entering user information.

use askama::Template;
use toroku::{Answer, Category, Field, Input, Item, Notice, Problem, Secret, StateKind};

use super::entry_view::EntryFields;
use super::frame::{Frame, Page, Portal, Step, html, notice, steps, switched_to, with_language};
use super::{filters, municipality};
use crate::app::App;
use crate::failure::{Failure, see_other};
use crate::flow::Flow;
use crate::request::{Form, Query};
use crate::secret;
use crate::session::Visit;

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
}

/// `GET /entry`. With `checked` the problems are shown as well: they follow from what is entered, so that
/// nothing of them need be kept between the button and this page.
pub(crate) async fn show(app: Portal, visit: Visit, query: Query) -> Page {
    let flow = Flow::open(&app, visit.session).await?;
    if flow.was_unusable() {
        return Err(Failure::redirect("/?notice=unusable"));
    }
    if flow.has_expired() {
        return Err(Failure::redirect("/?notice=expired"));
    }
    match flow.kind() {
        StateKind::Entry | StateKind::Confirmation => {}
        StateKind::Start => return Err(Failure::redirect("/?notice=choose")),
        StateKind::Issuing | StateKind::Completion => return Err(Failure::redirect("/completion")),
    }
    let checked = query.has("checked");
    let fields = EntryFields::of(&app, flow.registration(), visit.words, checked);
    html(&EntryView {
        f: Frame { form: Some("entry-form"), ..Frame::of_step(&app, &visit) },
        steps: steps(visit.words, StateKind::Entry),
        message: notice(visit.words, query.get("notice")),
        is_confirmed: flow.kind() == StateKind::Confirmation,
        checked,
        fields,
    })
}

/// `POST /entry`: whichever button it was, what was entered is kept first.
pub(crate) async fn submit(app: Portal, visit: Visit, form: Form) -> Page {
    let mut flow = Flow::open(&app, visit.session).await?;
    begin_anew_if_expired(&mut flow, &form).await?;
    match flow.kind() {
        StateKind::Entry => {}
        // The page was left open, or come back to, while STEP2 stands.
        StateKind::Confirmation => {
            flow.handle(Input::Back).await?;
        }
        StateKind::Start => return Err(Failure::redirect("/?notice=choose")),
        StateKind::Issuing | StateKind::Completion => {
            return Err(Failure::redirect("/completion?notice=already_registered"));
        }
    }
    flow.handle_all(filled(&form)).await?;
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
        "back" => {
            flow.handle(Input::Back).await?;
            Err(Failure::redirect("/"))
        }
        _ => {
            let is_ready = flow.handle(Input::Confirm).await? == Answer::ReadyToConfirm;
            Err(Failure::redirect(if is_ready { "/confirmation" } else { "/entry?checked=1" }))
        }
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

/// Where the time ran out while a person was typing, nothing typed is lost: the registration is taken up again,
/// filled in and left at the top page, whose button goes on with it.
async fn begin_anew_if_expired(flow: &mut Flow<'_>, form: &Form) -> Result<(), Failure> {
    if !flow.has_expired() {
        return Ok(());
    }
    let category = Category::ApplicantAtCounter;
    let begin = Input::ChooseCategory { category, entropy: Secret::new(secret::random()) };
    let [fill, agreement] = filled(form);
    flow.handle_all([begin, fill, agreement, Input::Back]).await?;
    Err(Failure::redirect("/?notice=expired"))
}

/// Takes a suggestion: `user_name:0` is the first one at the user name. It is made anew from what is
/// entered, so that only the engine's own can be taken.
async fn accept(app: &App, flow: &mut Flow<'_>, offer: &str) -> Result<Option<Field>, Failure> {
    let Some((name, index)) = offer.split_once(':') else { return Ok(None) };
    let Some(item) = Item::by_name(name) else { return Ok(None) };
    let field = item.field();
    let Ok(index) = index.parse::<usize>() else { return Ok(None) };
    let now = app.clock.instant();
    let Some(report) = flow.registration().report(field, now, &app.policy) else { return Ok(None) };
    let from_problem = report.problem.iter().flat_map(Problem::suggestions);
    let from_notices = report.notices.iter().filter_map(Notice::suggestion);
    let Some(text) = from_problem.chain(from_notices).nth(index).cloned() else {
        return Ok(Some(field));
    };
    flow.handle(Input::TakeSuggestion { field, text }).await?;
    Ok(Some(field))
}
