//! The search window of STEP1: prefecture and municipality.

use askama::Template;
use toroku::municipality::{AS_OF, Lookup, in_address, look_up, search};
use toroku::{Field, Input, Item, Municipality, Personal, Prefecture, StateKind};

use super::check::entered;
use super::field_view::Taking;
use super::filters;
use super::frame::{Frame, Page, Portal, html, switched_to, with_language};
use crate::app::App;
use crate::failure::{Failure, see_other};
use crate::flow::Flow;
use crate::request::{Form, Query};
use crate::session::Visit;

/// As many as the largest prefecture has, and more than anyone reads through.
const MOST_RESULTS: usize = 200;
/// As many as the list under the field shows while a person types.
pub(super) const MOST_OPTIONS: usize = 30;
/// Characters of what was typed that the window's address holds: no name is near as long.
const MOST_TYPED: usize = 100;

#[derive(Template)]
#[template(path = "municipality.html")]
struct WindowView {
    f: Frame,
    checked: bool,
    prefectures: Vec<PrefectureChoice>,
    query: String,
    /// `None` before anything is searched for.
    results: Option<Vec<ResultLine>>,
    count: String,
    /// What becomes the street address where one of them is chosen.
    street: Option<String>,
    as_of: String,
}

struct PrefectureChoice {
    number: u8,
    name: &'static str,
    english: &'static str,
    chosen: bool,
}

struct ResultLine {
    code: String,
    full_name: String,
    prefecture: &'static str,
    name: &'static str,
    kana: String,
    english: String,
}

impl ResultLine {
    fn of(found: Municipality) -> Self {
        Self {
            code: found.code().to_string(),
            full_name: found.full_name(),
            prefecture: found.prefecture().name(),
            name: found.name(),
            kana: found.kana(),
            english: found.english(),
        }
    }
}

/// `GET /entry/municipality` with the search conditions `prefecture` (1 to 47) and `q`, or `typed` for what STEP1's field
/// has.
pub(crate) async fn show(app: Portal, visit: Visit, query: Query) -> Page {
    let words = visit.words;
    let prefecture = query.get("prefecture").parse().ok().and_then(Prefecture::by_number);
    let flow = Flow::of(&app, &visit).await?;
    let draft = flow.registration().state().draft().filter(|_| query.has("typed"));
    let typed = draft.and_then(|draft| draft.text(Item::Municipality));
    let text = typed.unwrap_or_else(|| query.get("q")).trim().to_owned();
    flow.goes_on()?;
    let is_search = prefecture.is_some() || !text.is_empty();
    let found = match flow.kind() {
        // Nothing is kept of a search: what stands goes on standing until something is chosen.
        StateKind::Entry | StateKind::Confirmation if is_search => {
            search(&text, prefecture, MOST_RESULTS)
        }
        StateKind::Entry | StateKind::Confirmation => Vec::new(),
        StateKind::Start => return Err(Failure::redirect("/?notice=choose")),
        StateKind::Issuing | StateKind::Completion => return Err(Failure::redirect("/completion")),
    };
    let street = found.first().and_then(|first| {
        let first = Personal::new(first.code().as_str());
        Taking::of(&flow.registration().taking(Field::Municipality, &first)).street
    });
    let results: Vec<_> = found.into_iter().map(ResultLine::of).collect();
    let prefectures = Prefecture::all()
        .map(|one| PrefectureChoice {
            number: one.number(),
            name: one.name(),
            english: one.english(),
            chosen: Some(one) == prefecture,
        })
        .collect();
    html(&WindowView {
        f: Frame { form: Some("search-form"), ..Frame::of_step(&app, &visit) },
        checked: query.has("checked"),
        prefectures,
        query: text,
        count: words.with("municipality.count", &[("count", &results.len().to_string())]),
        results: is_search.then_some(results),
        street: street.map(|text| words.with("municipality.street", &[("text", &text)])),
        as_of: words.with("municipality.as_of", &[("date", AS_OF)]),
    })
}

/// The search window's address, for what a form has: in STEP1 the field's text, where it is no choice yet. Where that is
/// a whole address, which is nobody else's to read, the window finds it in the entry.
pub(crate) fn window(form: &Form) -> String {
    let typed = form.get("q").unwrap_or_else(|| match look_up(form.text("municipality")) {
        Lookup::Found(_) => "",
        Lookup::NeedsWard(_) | Lookup::Abolished(_) | Lookup::Unknown => form.text("municipality"),
    });
    let typed = if in_address(typed).is_some() { ("typed", "1") } else { ("q", typed) };
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in
        [("checked", form.text("checked")), ("prefecture", form.text("prefecture")), typed]
    {
        let value: String = value.chars().take(MOST_TYPED).collect();
        if !value.trim().is_empty() {
            query.append_pair(name, value.trim());
        }
    }
    format!("/entry/municipality?{}", query.finish()).trim_end_matches('?').to_owned()
}

#[derive(Template)]
#[template(path = "options.html")]
struct OptionsView {
    options: Vec<OptionLine>,
    said: String,
}

struct OptionLine {
    one: ResultLine,
    /// Whether what was typed is its whole name or its code.
    is_exact: bool,
    /// Items and texts for the script.
    items: String,
    /// What becomes the street address.
    street: Option<String>,
}

/// `POST /entry/municipality/options` with STEP1's form: what the list under the municipality's field shows. It reads the
/// directory and nothing of the registration.
pub(crate) async fn options(visit: Visit, form: Form) -> Page {
    let words = visit.words;
    let text = form.text("municipality").trim();
    let exact = look_up(text);
    let mut found = search(text, None, MOST_OPTIONS + 1);
    let has_more = found.len() > MOST_OPTIONS;
    found.truncate(MOST_OPTIONS);
    let count = found.len().to_string();
    let said = match (found.len(), has_more) {
        (0, _) => words.t("municipality.none_yet").to_owned(),
        (_, true) => words.with("municipality.first", &[("count", &count)]),
        (_, false) => words.with("municipality.options", &[("count", &count)]),
    };
    let typed = entered(&form);
    let option = |found: Municipality| {
        let items = typed.taking(Field::Municipality, &found.full_name().into());
        let Taking { items, street } = Taking::of(&items);
        let street = street.map(|text| words.with("municipality.street", &[("text", &text)]));
        let is_exact = exact == Lookup::Found(found);
        OptionLine { one: ResultLine::of(found), is_exact, items, street }
    };
    html(&OptionsView { options: found.into_iter().map(option).collect(), said })
}

/// `POST /entry/municipality`: one was chosen, or the search conditions were sent: the window's address holds
/// them, so that it can be reloaded.
pub(crate) async fn choose(app: Portal, visit: Visit, form: Form) -> Page {
    let address = form.get("q").filter(|text| in_address(text).is_some());
    let input = match (form.get("code"), address) {
        (Some(code), _) => {
            Some(Input::TakeSuggestion { field: Field::Municipality, text: code.into() })
        }
        (None, Some(address)) => {
            Some(Input::Set { item: Item::Municipality, text: address.into() })
        }
        (None, None) => None,
    };
    if let Some(input) = input {
        enter(&app, &visit, input).await?;
    }
    if form.get("code").is_some() {
        let checked = if form.get("checked").is_some() { "?checked=1" } else { "" };
        return Err(Failure::redirect(format!("/entry{checked}#municipality")));
    }
    let answer = see_other(&window(&form));
    Ok(match switched_to(&form) {
        Some(language) => with_language(&app, language, answer),
        None => answer,
    })
}

/// Handles an input of STEP1, which is gone back to from STEP2.
async fn enter(app: &App, visit: &Visit, input: Input) -> Result<(), Failure> {
    let mut flow = Flow::of(app, visit).await?;
    flow.advance(|flow| {
        flow.goes_on()?;
        match flow.kind() {
            StateKind::Entry => Ok(vec![input.clone()]),
            StateKind::Confirmation => Ok(vec![Input::Back, input.clone()]),
            StateKind::Start => Err(Failure::redirect("/?notice=choose")),
            StateKind::Issuing | StateKind::Completion => Err(Failure::redirect("/completion")),
        }
    })
    .await?;
    Ok(())
}
