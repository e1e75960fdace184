//! The search window of STEP1: prefecture and municipality.

use askama::Template;
use toroku::municipality::{AS_OF, search};
use toroku::{Answer, Input, Item, Municipality, Prefecture, StateKind};

use super::{Frame, Page, Portal, html};
use crate::flow::Flow;
use crate::request::{Form, Query};
use crate::session::Visit;
use crate::trouble::Trouble;

/// As many as the largest prefecture has, and more than anyone reads through.
const MOST_RESULTS: usize = 200;

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
    as_of: String,
}

struct PrefectureChoice {
    number: u8,
    name: &'static str,
    english: &'static str,
    chosen: bool,
}

struct ResultLine {
    code: &'static str,
    prefecture: &'static str,
    name: &'static str,
    kana: String,
    english: String,
}

impl ResultLine {
    fn of(found: Municipality) -> Self {
        Self {
            code: found.code(),
            prefecture: found.prefecture().name(),
            name: found.name(),
            kana: found.kana(),
            english: found.english(),
        }
    }
}

/// `GET /entry/municipality` with the search conditions `prefecture` (1 to 47) and `q`.
pub(crate) async fn show(app: Portal, visit: Visit, query: Query) -> Page {
    let words = visit.words;
    let prefecture = query.get("prefecture").parse().ok().and_then(Prefecture::by_number);
    let text = query.get("q").trim().to_owned();
    let mut flow = Flow::open(&app, visit.session).await?;
    if flow.has_expired() {
        return Err(Trouble::go("/?notice=expired"));
    }
    let is_search = prefecture.is_some() || !text.is_empty();
    let found = match flow.kind() {
        StateKind::Entry if is_search => {
            let input = Input::SearchMunicipalities {
                prefecture,
                query: text.as_str().into(),
                limit: MOST_RESULTS,
            };
            let Answer::Municipalities(found) = flow.tell(input).await? else {
                return Err(Trouble::go("/entry"));
            };
            found
        }
        StateKind::Entry => Vec::new(),
        // STEP2 stands, and goes on standing until something else is chosen.
        StateKind::Confirmation => search(&text, prefecture, MOST_RESULTS),
        StateKind::Start => return Err(Trouble::go("/?notice=choose")),
        StateKind::Issuing | StateKind::Completion => return Err(Trouble::go("/completion")),
    };
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
        f: Frame::of_step(&app, &visit),
        checked: query.has("checked"),
        prefectures,
        query: text,
        count: words.with("municipality.count", &[("count", &results.len().to_string())]),
        results: is_search.then_some(results),
        as_of: words.with("municipality.as_of", &[("date", AS_OF)]),
    })
}

/// `POST /entry/municipality`: one was chosen.
pub(crate) async fn choose(app: Portal, visit: Visit, form: Form) -> Page {
    let mut flow = Flow::open(&app, visit.session).await?;
    if flow.has_expired() {
        return Err(Trouble::go("/?notice=expired"));
    }
    match flow.kind() {
        StateKind::Entry => {}
        StateKind::Confirmation => {
            flow.tell(Input::Back).await?;
        }
        StateKind::Start => return Err(Trouble::go("/?notice=choose")),
        StateKind::Issuing | StateKind::Completion => return Err(Trouble::go("/completion")),
    }
    if form.get("code").is_some() {
        let text = form.personal("code");
        flow.tell(Input::Set { item: Item::Municipality, text }).await?;
    }
    let checked = if form.get("checked").is_some() { "?checked=1" } else { "" };
    Err(Trouble::go(format!("/entry{checked}#municipality")))
}
