//! The top page, its three buttons, and the guidance for the two that are not covered here.

use askama::Template;
use toroku::{Category, Code, Input, Secret, StateKind};

use super::filters;
use super::frame::{Frame, Page, Portal, html, html_and_forget, notice};
use crate::failure::{ErrorPage, Failure};
use crate::flow::Flow;
use crate::request::{Form, PathParts, Query};
use crate::secret;
use crate::session::Visit;

#[derive(Template)]
#[template(path = "top.html")]
struct TopView {
    f: Frame,
    message: Option<String>,
    kept: Option<Kept>,
    guides: Guides,
    categories: Vec<CategoryButton>,
}

/// What the top page says of a registration that was begun.
struct Kept {
    text: String,
    link: Option<(&'static str, &'static str)>,
}

struct CategoryButton {
    name: &'static str,
    text: String,
    /// Who is to press it, in the manual's words.
    lead: String,
}

/// The addresses of the guidance.
pub(crate) struct Guides {
    /// Who can register online.
    pub(crate) eligible: String,
    /// How to prepare.
    pub(crate) prepare: String,
    /// JPKI client software.
    pub(crate) jpki: String,
}

impl Guides {
    /// The addresses of the settings, or the portal's own sample pages.
    pub(crate) fn of(app: &crate::app::App) -> Self {
        let or_sample = |url: &Option<String>, sample: &str| url.clone().unwrap_or(sample.into());
        Self {
            eligible: or_sample(&app.config.guide_eligible_url, "/documents/eligible"),
            prepare: or_sample(&app.config.guide_prepare_url, "/documents/prepare"),
            jpki: app.config.jpki_url.clone(),
        }
    }
}

/// `GET /`
pub(crate) async fn show(app: Portal, visit: Visit, query: Query) -> Page {
    let words = visit.words;
    let message = match query.get("notice") {
        "session" => Some(words.t("top.session").to_owned()),
        "choose" => Some(words.t("top.choose").to_owned()),
        "ended" => Some(words.t("top.ended").to_owned()),
        "over" => Some(words.t("top.over").to_owned()),
        "discarded" => Some(words.t("discard.done").to_owned()),
        "logged_out" => Some(words.t("top.logged_out").to_owned()),
        name => notice(words, name),
    };
    let kept = {
        let flow = Flow::of(&app, &visit).await?;
        let state = flow.registration().state();
        let has_draft = state.draft().is_some_and(|draft| !draft.is_empty());
        let button = words.engine("category.applicant_at_counter");
        let by_button = |key| Kept { text: words.with(key, &[("button", &button)]), link: None };
        let link = Some((flow.page(), words.t("top.kept.link")));
        match flow.kind() {
            // An expired one is taken up again by the button, as one that Back left behind.
            StateKind::Entry | StateKind::Confirmation if flow.has_expired() => {
                has_draft.then(|| by_button("top.kept.expired"))
            }
            StateKind::Start => has_draft.then(|| by_button("top.kept.text")),
            StateKind::Entry | StateKind::Confirmation => {
                has_draft.then(|| Kept { link, ..by_button("top.kept.text") })
            }
            StateKind::Issuing | StateKind::Completion => {
                Some(Kept { text: words.t("top.kept.completed").to_owned(), link })
            }
        }
    };
    let categories = [
        ("foreign_national", "category.foreign_national", "top.foreign"),
        ("legal_specialist", "category.legal_specialist", "top.legal"),
        ("applicant_at_counter", "category.applicant_at_counter", "top.counter"),
    ]
    .map(|(name, key, lead)| {
        let text = words.engine(key);
        CategoryButton { name, lead: words.with(lead, &[("button", &text)]), text }
    })
    .into();
    let f = Frame::of_watched_page(&app, &visit, "/").await?;
    let view = TopView { f, message, kept, guides: Guides::of(&app), categories };
    match query.get("notice") {
        "discarded" | "logged_out" => html_and_forget(&view),
        _ => html(&view),
    }
}

/// `POST /category`: one of the three buttons.
pub(crate) async fn choose(app: Portal, visit: Visit, form: Form) -> Page {
    let category =
        Category::by_name(form.text("category")).ok_or(Failure::redirect("/?notice=choose"))?;
    if !category.is_covered() {
        return Err(Failure::redirect(format!("/guidance/{}", category.name())));
    }
    let mut flow = Flow::of(&app, &visit).await?;
    let choice = || Input::ChooseCategory { category, entropy: Secret::new(secret::random()) };
    flow.advance(|flow| {
        Ok(match flow.kind() {
            StateKind::Start => vec![choice()],
            StateKind::Entry | StateKind::Confirmation if flow.has_expired() => vec![choice()],
            // The top page was open beside it: the registration goes on where it stands.
            StateKind::Entry | StateKind::Confirmation | StateKind::Issuing => Vec::new(),
            // Somebody else's turn in the same browser.
            StateKind::Completion => vec![Input::BackToTop, choice()],
        })
    })
    .await?;
    Err(Failure::redirect(flow.page()))
}

#[derive(Template)]
#[template(path = "guidance.html")]
struct GuidanceView {
    f: Frame,
    category: String,
    message: String,
    guidance: String,
    guides: Guides,
}

/// `GET /guidance/{category}`: where to go on for a category that is not covered here.
pub(crate) async fn guidance(
    app: Portal,
    visit: Visit,
    PathParts(name): PathParts<String>,
) -> Page {
    let words = visit.words;
    let category = match Category::by_name(&name) {
        Some(Category::ForeignNational) => words.engine("category.foreign_national"),
        Some(Category::LegalSpecialist) => words.engine("category.legal_specialist"),
        Some(Category::ApplicantAtCounter) | None => return Err(ErrorPage::NotFound.into()),
    };
    html(&GuidanceView {
        f: Frame::new(&app, &visit),
        category,
        message: words.language.code(Code::FlowNotCovered),
        guidance: words.engine("not_covered.guidance"),
        guides: Guides::of(&app),
    })
}
