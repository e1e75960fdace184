//! What all pages share: what stands around them, the steps, the answers.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use toroku::{Code, Language, StateKind};

use crate::app::App;
use crate::failure::Failure;
use crate::request::Form;
use crate::secret;
use crate::session::{Visit, is_noted_unless_away, language_cookie};
use crate::text::Words;

/// The portal, as handlers get it.
pub(crate) type Portal = State<Arc<App>>;
/// A page, a redirect or an error page.
pub(crate) type Page = Result<Response, Failure>;

/// What stands around every page.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// The words.
    pub(crate) w: Words,
    /// What every form carries.
    pub(crate) csrf: String,
    /// The languages to switch to.
    pub(crate) languages: Vec<LanguageChoice>,
    /// Where to come back to after switching.
    pub(crate) back: String,
    /// Whether there is a mailbox to link to.
    pub(crate) mailbox: bool,
    /// Who is logged in.
    pub(crate) user_id: Option<String>,
    /// The page's own name where its being open counts: the home and login pages.
    pub(crate) page_id: Option<String>,
    /// Whether the page shows what somebody registered or is logged in with: no browser is to show it again out of its
    /// memory.
    pub(crate) is_personal: bool,
    /// The form that the switch sends along, so that what was typed in it is kept.
    pub(crate) form: Option<&'static str>,
    /// Whether the service's name leads to the top page: not where something would be left half done.
    pub(crate) links_home: bool,
    /// What is said over a form that was sent with another session's token, and is shown to be sent again.
    pub(crate) again: Option<&'static str>,
}

/// The words alone, for a part of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wording {
    /// The words.
    pub(crate) w: Words,
}

/// One language of the switch.
#[derive(Clone, Debug)]
pub(crate) struct LanguageChoice {
    /// Its tag.
    pub(crate) tag: &'static str,
    /// Its own name for itself.
    pub(crate) name: String,
    /// Whether the page is in it.
    pub(crate) current: bool,
}

impl Frame {
    /// What stands around a page of this visit.
    pub(crate) fn new(app: &App, visit: &Visit) -> Self {
        let languages = Words::languages()
            .map(|language| LanguageChoice {
                tag: language.tag(),
                name: language.native_name(),
                current: language == visit.words.language,
            })
            .collect();
        Self {
            w: visit.words,
            csrf: visit.csrf.clone(),
            languages,
            back: visit.address.clone(),
            mailbox: app.has_mailbox(),
            user_id: visit.user_id.clone(),
            page_id: None,
            is_personal: visit.user_id.is_some(),
            form: None,
            links_home: true,
            again: None,
        }
    }

    /// The same around the home or login page, noted as open from now on where the database takes writes.
    pub(crate) async fn of_watched_page(
        app: &App,
        visit: &Visit,
        path: &str,
    ) -> Result<Self, Failure> {
        let mut frame = Self::new(app, visit);
        if visit.is_page_view && visit.is_noted {
            let page_id = visit.page_id.unwrap_or_else(secret::random);
            let mut is_noted = true;
            if visit.page_id.is_none() {
                let now = app.clock.even_seconds();
                let add = app.store.add_watched_page(visit.session, &page_id, path, now);
                is_noted = is_noted_unless_away(add.await)?;
            }
            frame.page_id = is_noted.then(|| secret::hex(&page_id));
        }
        Ok(frame)
    }

    /// The same over a form that has a password, which is never sent back, and is to be sent again.
    pub(crate) fn again(self) -> Self {
        Self { again: Some(self.w.t("password.again")), ..self }
    }

    /// The same around a page of the registration.
    pub(crate) fn of_step(app: &App, visit: &Visit) -> Self {
        Self { links_home: false, is_personal: true, ..Self::new(app, visit) }
    }
}

/// One of the three steps above STEP1, STEP2 and STEP3.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// Its name.
    pub(crate) name: String,
    /// Whether the page is in it.
    pub(crate) current: bool,
}

/// The three steps with the one of `state` marked.
pub(crate) fn steps(words: Words, state: StateKind) -> [Step; 3] {
    [
        ("state.entry", StateKind::Entry),
        ("state.confirmation", StateKind::Confirmation),
        ("state.completion", StateKind::Completion),
    ]
    .map(|(key, kind)| Step { name: words.engine(key), current: kind == state })
}

/// The answer that is a page.
pub(crate) fn html(page: &impl Template) -> Page {
    Ok(Html(page.render()?).into_response())
}

/// The same where somebody has done with this browser: it drops the pages that it has drawn, so that Back shows them to
/// nobody. A page's script would ask for them anew; where none runs this alone tells the browser, and not every one reads
/// it on a redirect.
pub(crate) fn html_and_forget(page: &impl Template) -> Page {
    const DRAWN: (HeaderName, HeaderValue) =
        (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));
    Ok(([DRAWN], html(page)?).into_response())
}

/// The answer that is a form to be sent again: it came with another session's token. Somebody has logged in or out in
/// another tab, or the session has ended. It came from a page of this portal, as far as the browser says, but nothing of
/// it is taken: it is shown as it was typed.
pub(crate) fn not_taken(page: &impl Template) -> Page {
    Ok((StatusCode::FORBIDDEN, html(page)?).into_response())
}

/// The language that the switch asks for, where it sent a form along.
pub(crate) fn switched_to(form: &Form) -> Option<Language> {
    Language::by_tag(form.get("language")?)
}

/// The answer that makes a browser keep the choice of a language.
pub(crate) fn with_language(app: &App, language: Language, response: Response) -> Response {
    (language_cookie(app, language), response).into_response()
}

/// The message on top of a page whose address asks for one: `?notice=<name>`.
pub(crate) fn notice(words: Words, name: &str) -> Option<String> {
    let code = match name {
        "expired" => Code::FlowExpired,
        "not_as_shown" => Code::FlowNotAsShown,
        "not_here" => Code::FlowInvalidEvent,
        "storage_failed" => Code::FlowStorageFailed,
        "unusable" => Code::FlowSnapshotInvalid,
        "already_registered" => Code::FlowAlreadyRegistered,
        _ => return None,
    };
    Some(words.language.code(code))
}
