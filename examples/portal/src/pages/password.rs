//! Setting the password by the link of a mail, and asking for a new link.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::Extension;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use toroku::password::{OpenPages, PasswordAnswer, PasswordInput, PasswordRules};
use toroku::{Code, Field, Personal, Problem, Secret};

use super::field_view::SummaryLine;
use super::filters;
use super::frame::{Frame, Page, Portal, html, not_taken, switched_to, with_language};
use crate::account;
use crate::app::App;
use crate::attempt::known_from_now_on;
use crate::failure::{ErrorPage, Failure, see_other};
use crate::request::{Form, Query, Sent};
use crate::secret;
use crate::serving::Work;
use crate::session::Visit;
use crate::text::Words;
use crate::user_id;

/// Tenths of a second for which an open page may turn out to have been left.
const PATIENCE: u32 = 15;
/// Seconds after which a page that was served has run its script, where it runs at all. One that takes longer
/// counts as open from then on.
const LOADING: i64 = 2;

/// More characters than a part of a link has.
const MOST_OF_LINK: usize = 100;

/// A link's two parts, as they came.
struct Link {
    id: String,
    token: Personal,
}

#[derive(Template)]
#[template(path = "password.html")]
struct PasswordView {
    f: Frame,
    id: String,
    token: Personal,
    summary: Vec<SummaryLine>,
    password: PasswordField,
    confirmation: PasswordField,
    rules: Vec<String>,
}

/// One of the two inputs for a new password.
pub(crate) struct PasswordField {
    /// The text above it.
    pub(crate) label: String,
    /// What to enter.
    pub(crate) hint: String,
    /// What is wrong.
    pub(crate) error: Option<String>,
}

#[derive(Template)]
#[template(path = "password_conflict.html")]
struct ConflictView {
    f: Frame,
    message: String,
    id: String,
    token: Personal,
}

#[derive(Template)]
#[template(path = "password_refused.html")]
struct RefusedView {
    f: Frame,
    message: String,
}

/// `GET /password?id=…&token=…`: the link of a mail.
pub(crate) async fn open(app: Portal, visit: Visit, query: Query) -> Page {
    let link = Link { id: query.get("id").to_owned(), token: query.get("token").into() };
    // A page that has just been left says so at its leisure: it is given a moment.
    let mut pages = open_pages(&app, &visit).await?;
    for _ in 0..PATIENCE {
        if pages == OpenPages::None {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        pages = open_pages(&app, &visit).await?;
    }
    let input = PasswordInput::OpenLink { token: link.token.clone(), pages };
    let answer = handle(&app, &visit, &link, input).await?;
    answered(&app, &visit, link, answer, IsAgain(false))
}

/// `POST /password`: the new password, twice. The answer to a password with a problem is drawn at once:
/// a redirect would have to keep the link or the problem somewhere.
pub(crate) async fn set(
    app: Portal,
    visit: Visit,
    headers: HeaderMap,
    Sent { form, is_ours }: Sent,
) -> Page {
    let link = Link { id: form.text("id").to_owned(), token: form.personal("token") };
    if !is_ours || form.has_no_password() {
        let pages = open_pages(&app, &visit).await?;
        let input = PasswordInput::OpenLink { token: link.token.clone(), pages };
        let answer = handle(&app, &visit, &link, input).await?;
        return answered(&app, &visit, link, answer, IsAgain(!is_ours));
    }
    let input = PasswordInput::SetPassword {
        token: link.token.clone(),
        password: form.personal("password"),
        confirmation: form.personal("password_confirmation"),
        salt: Secret::new(secret::random()),
        pages: open_pages(&app, &visit).await?,
    };
    let answer = handle(&app, &visit, &link, input).await?;
    if let (PasswordAnswer::PasswordSet { .. }, Some(user_id)) = (&answer, user_id::typed(&link.id))
    {
        let device = known_from_now_on(&app, &headers, user_id.as_str());
        return Ok((device, see_other("/password/done")).into_response());
    }
    answered(&app, &visit, link, answer, IsAgain(false))
}

/// `POST /password/closed`: the applicant says that the home and login pages are closed.
pub(crate) async fn closed(app: Portal, visit: Visit, form: Form) -> Page {
    app.store.close_all_pages(visit.session).await?;
    let part =
        |name: &'static str| (name, form.text(name).chars().take(MOST_OF_LINK).collect::<String>());
    let link = [part("id"), part("token")];
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(link).finish();
    Err(Failure::redirect(format!("/password?{query}")))
}

async fn open_pages(app: &App, visit: &Visit) -> Result<OpenPages, Failure> {
    let loaded_by = app.clock.even_seconds() - LOADING;
    let is_open = app.store.has_open_page(visit.session, loaded_by).await?;
    Ok(if is_open { OpenPages::HomeOrLogin } else { OpenPages::None })
}

/// The account's answer; for an account that is not there, that of a wrong token after as much work.
async fn handle(
    app: &App,
    visit: &Visit,
    link: &Link,
    input: PasswordInput,
) -> Result<PasswordAnswer, Failure> {
    account::handle(app, user_id::typed(&link.id), input, visit.words.language).await
}

/// Whether the form came with another session's token, and is shown to be sent again.
#[derive(Clone, Copy)]
struct IsAgain(bool);

fn answered(
    app: &App,
    visit: &Visit,
    link: Link,
    answer: PasswordAnswer,
    IsAgain(is_again): IsAgain,
) -> Page {
    let Link { id, token } = link;
    let language = visit.words.language;
    // Switching the language opens the link again, also where a form was sent; no password is sent back.
    let query = [("id", id.as_str()), ("token", token.expose())];
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
    let back = format!("/password?{query}");
    let frame = || Frame { links_home: false, back: back.clone(), ..Frame::new(app, visit) };
    match answer {
        PasswordAnswer::LinkUsable if is_again => {
            let page = form_page(app, frame().again(), id, token, &[])?;
            Ok((StatusCode::FORBIDDEN, page).into_response())
        }
        PasswordAnswer::LinkUsable => form_page(app, frame(), id, token, &[]),
        PasswordAnswer::Problems(problems) => form_page(app, frame(), id, token, &problems),
        PasswordAnswer::Conflict => {
            let message = language.code(Code::PasswordConflict);
            html(&ConflictView { f: frame(), message, id, token })
        }
        PasswordAnswer::TokenInvalid | PasswordAnswer::TokenExpired => {
            let code = answer.code().unwrap_or(Code::PasswordTokenInvalid);
            html(&RefusedView { f: frame(), message: language.code(code) })
        }
        PasswordAnswer::PasswordSet { .. }
        | PasswordAnswer::LinkRequested
        | PasswordAnswer::LoggedIn
        | PasswordAnswer::PasswordWrong
        | PasswordAnswer::PasswordExpired
        | PasswordAnswer::ReminderNoted => {
            tracing::error!(answer = answer.name(), "an answer to another question");
            Err(ErrorPage::Internal.into())
        }
    }
}

fn form_page(app: &App, f: Frame, id: String, token: Personal, problems: &[Problem]) -> Page {
    let (summary, rules) = (summary_of(problems, f.w), rules(app, f.w));
    let (password, confirmation) = fields(problems, f.w);
    html(&PasswordView { f, id, token, summary, password, confirmation, rules })
}

/// The summary of what is wrong with a new password.
pub(crate) fn summary_of(problems: &[Problem], words: Words) -> Vec<SummaryLine> {
    let line = |problem: &Problem| {
        let (field, label) = (problem.field().name(), words.language.label(problem.field()));
        SummaryLine::new(field, field, &label, words.language.problem(problem), words)
    };
    problems.iter().map(line).collect()
}

/// The two inputs for a new password.
pub(crate) fn fields(problems: &[Problem], words: Words) -> (PasswordField, PasswordField) {
    let language = words.language;
    let at = |field: Field| problems.iter().find(|problem| problem.field() == field);
    let of = |field: Field| PasswordField {
        label: language.label(field),
        hint: language.hint(field),
        error: at(field).map(|problem| language.problem(problem)),
    };
    (of(Field::Password), of(Field::PasswordConfirmation))
}

/// The policy's rules in words.
pub(crate) fn rules(app: &App, words: Words) -> Vec<String> {
    let policy = app.policy.password();
    let (min, max) = (policy.min_length().to_string(), policy.max_length().to_string());
    let length = words.with("password.rule.length", &[("min", &min), ("max", &max)]);
    let composition = match policy.rules() {
        PasswordRules::NistB4 => [words.t("password.rule.any"), words.t("password.rule.common")],
        PasswordRules::Legacy => [words.t("password.rule.kinds"), words.t("password.rule.ascii")],
    };
    let account = words.t("password.rule.account");
    [length].into_iter().chain(composition.map(str::to_owned)).chain([account.to_owned()]).collect()
}

#[derive(Template)]
#[template(path = "password_done.html")]
struct DoneView {
    f: Frame,
}

/// `GET /password/done`
pub(crate) async fn done(app: Portal, visit: Visit) -> Page {
    html(&DoneView { f: Frame::new(&app, &visit) })
}

#[derive(Template)]
#[template(path = "password_request.html")]
struct RequestView {
    f: Frame,
    is_requested: bool,
    summary: Vec<SummaryLine>,
    user_id: String,
    email: String,
}

impl RequestView {
    fn new(app: &App, visit: &Visit) -> Self {
        let f = Frame { form: Some("request-form"), ..Frame::new(app, visit) };
        let (summary, user_id, email) = (Vec::new(), String::new(), String::new());
        Self { f, is_requested: false, summary, user_id, email }
    }

    fn error(&self, field: &str) -> Option<&str> {
        self.summary.iter().find(|line| line.field == field).map(|line| line.text.as_str())
    }
}

/// `GET /password/request`
pub(crate) async fn ask(app: Portal, visit: Visit, query: Query) -> Page {
    let view = RequestView::new(&app, &visit);
    if query.has("requested") {
        return html(&RequestView { f: Frame::new(&app, &visit), is_requested: true, ..view });
    }
    html(&view)
}

/// `POST /password/request`: a new link, for a user ID and its e-mail address. What is missing is shown; whatever
/// else was typed, the answer is the same.
pub(crate) async fn request(
    app: Portal,
    mut visit: Visit,
    work: Option<Extension<Arc<Work>>>,
    Sent { form, is_ours }: Sent,
) -> Page {
    let shown = |name: &str| form.text(name).chars().take(256).collect();
    let switched = switched_to(&form);
    if let Some(language) = switched {
        visit.words = Words::of(language);
    }
    let words = visit.words;
    let missing = |field: &'static str, label: String, text| {
        SummaryLine::new(field, field, &label, text, words)
    };
    let mut summary = Vec::new();
    if form.text("user_id").trim().is_empty() {
        let label = words.t("completion.user_id").to_owned();
        summary.push(missing("user_id", label, words.t("login.user_id.required").to_owned()));
    }
    if form.text("email").trim().is_empty() {
        let label = words.language.label(Field::Email);
        summary.push(missing("email", label, words.language.code(Code::EmailRequired)));
    }
    if switched.is_some() || !summary.is_empty() || !is_ours {
        let mut view = RequestView::new(&app, &visit);
        (view.user_id, view.email) = (shown("user_id"), shown("email"));
        if switched.is_none() && !is_ours {
            view.f.again = Some(words.t("entry.again"));
            return not_taken(&view);
        }
        return match switched {
            Some(language) => Ok(with_language(&app, language, html(&view)?)),
            None => html(&RequestView { summary, ..view }),
        };
    }
    let (user_id, email) = (form.personal("user_id"), form.personal("email"));
    let work = work.map(|Extension(work)| work);
    account::request_link_unwaited(&app, work, user_id, email, words.language);
    Err(Failure::redirect("/password/request?requested=1"))
}
