//! The staff's pages: login, search, one registration with what can be done to it, the audit log.

use std::net::SocketAddr;

use askama::Template;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use toroku::municipality::{Lookup, look_up};
use toroku::{Field, Item, Sex};

use super::filters;
use super::frame::{Frame, Page, Portal, html, html_and_forget, not_taken};
use crate::account;
use crate::app::App;
use crate::attempt::{Attempt, Origin, known_from_now_on};
use crate::clock::moment;
use crate::failure::{ErrorPage, see_other};
use crate::forwarded::client_address;
use crate::operator::{ActionError, Office, address, canonical, day_of, state};
use crate::request::{Form, PathParts, Query, Sent};
use crate::session::Visit;
use crate::staff::session::{StaffForm, Token, cookie, end};
use crate::staff::{Kept, Role, Staff, StaffWords, log_in};
use crate::store::{AuditLine, Person, Search};
use crate::user_id;

/// Registrations and lines on one page, at most.
const MOST: u32 = 100;

/// What stands around a page of the staff's: nothing of an applicant's session.
fn frame(app: &App, visit: &Visit) -> Frame {
    Frame {
        languages: Vec::new(),
        mailbox: false,
        links_home: false,
        is_personal: true,
        ..Frame::new(app, visit)
    }
}

fn office<'a>(app: &'a App, actor: &'a str) -> Office<'a> {
    Office { app, actor }
}

#[derive(Template)]
#[template(path = "staff_login.html")]
struct LoginView {
    f: Frame,
    s: StaffWords,
    name: String,
    /// What is wrong with the last try.
    wrong: Option<&'static str>,
    kept: Kept,
}

/// `GET /staff/login`
pub(crate) async fn show_login(app: Portal, visit: Visit, query: Query) -> Page {
    let s = StaffWords::of(visit.words.language);
    let (f, kept) = (frame(&app, &visit), Kept::page(query.get("back")));
    // Logging out leads here.
    html_and_forget(&LoginView { f, s, name: String::new(), wrong: None, kept })
}

/// The login page instead of what a form asked for.
fn log_in_first(app: &App, visit: &Visit, kept: Kept) -> Page {
    let s = StaffWords::of(visit.words.language);
    let wrong = Some(s.say("login.kept"));
    not_taken(&LoginView { f: frame(app, visit), s, name: String::new(), wrong, kept })
}

/// `POST /staff/login`
pub(crate) async fn submit_login(
    app: Portal,
    visit: Visit,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Sent { form, is_ours }: Sent,
) -> Page {
    let (name, kept) = (form.text("name").trim(), Kept::sent(&form));
    let s = StaffWords::of(visit.words.language);
    let shown = |wrong: Option<&'static str>| {
        let (name, kept) = (name.chars().take(64).collect(), kept.clone());
        LoginView { f: frame(&app, &visit), s, name, wrong: wrong.map(|wrong| s.say(wrong)), kept }
    };
    if !is_ours {
        return not_taken(&shown(Some("login.again")));
    }
    if form.has_no_password() {
        return html(&shown(None));
    }
    let address = client_address(&app.config, &headers, peer.ip());
    // Apart from applicants of the same name: no user ID has a slash.
    let account = format!("staff/{name}");
    let origin = Origin { address, headers: &headers, logged_in: None };
    let attempt = Attempt::begin(&app, &account, origin).await?;
    let token = Token::new();
    let member = log_in(&app, name, form.personal("password"), form.text("code"), token).await;
    if !matches!(member, Ok(None)) {
        attempt.give_back(&app).await;
    }
    if let Some(staff) = member? {
        let actor = staff.actor();
        app.store.note(&office(&app, &actor).by("log in")).await?;
        let cookie = cookie(&app, token);
        let device = known_from_now_on(&app, &headers, &account);
        let visit = Visit { csrf: token.csrf(), ..visit };
        return Ok((cookie, device, go_on(&app, &visit, staff, &kept).await?).into_response());
    }
    html(&shown(Some("login.wrong")))
}

/// Where somebody goes who has just logged in.
async fn go_on(app: &App, visit: &Visit, staff: Staff, kept: &Kept) -> Page {
    let s = StaffWords::of(visit.words.language);
    if let Some((user_id, _)) = kept.order() {
        let shown = (Some(s.say("again")), kept.text("email"));
        return person_page(app, visit, staff, user_id, shown).await;
    }
    if kept.has_texts() {
        return html(&search_again(app, visit, staff, |name| kept.text(name)));
    }
    Ok(see_other(if kept.back.is_empty() { "/staff" } else { &kept.back }))
}

/// The search as it was typed, to be sent again.
fn search_again<'t>(
    app: &App,
    visit: &Visit,
    staff: Staff,
    text: impl Fn(&str) -> &'t str,
) -> SearchView {
    let s = StaffWords::of(visit.words.language);
    let message = Some(s.say("again"));
    SearchView { f: frame(app, visit), s, staff, boxes: boxes(s, text), found: None, message }
}

/// `POST /staff/logout`
pub(crate) async fn log_out(app: Portal, token: Token, _form: Form) -> Page {
    end(&app, token).await?;
    Ok(see_other("/staff/login"))
}

/// A line of the search's results.
struct Line {
    user_id: String,
    name: String,
    email: String,
    registered: String,
    state: &'static str,
}

#[derive(Template)]
#[template(path = "staff_search.html")]
struct SearchView {
    f: Frame,
    s: StaffWords,
    staff: Staff,
    /// Name, label and text of each box.
    boxes: [(&'static str, &'static str, String); 5],
    found: Option<Vec<Line>>,
    message: Option<&'static str>,
}

const BOXES: [(&str, &str); 5] = [
    ("user_id", "search.user_id"),
    ("name", "search.name"),
    ("email", "search.email"),
    ("from", "search.from"),
    ("to", "search.to"),
];

/// The boxes with what was typed in them.
fn boxes<'t>(
    s: StaffWords,
    text: impl Fn(&str) -> &'t str,
) -> [(&'static str, &'static str, String); 5] {
    BOXES.map(|(name, label)| (name, s.say(label), text(name).chars().take(200).collect()))
}

/// `GET /staff`
pub(crate) async fn show_search(app: Portal, visit: Visit, staff: Staff, query: Query) -> Page {
    let s = StaffWords::of(visit.words.language);
    let message = query.has("erased").then(|| s.say("erased"));
    let boxes = boxes(s, |_| "");
    html(&SearchView { f: frame(&app, &visit), s, staff, boxes, found: None, message })
}

/// `POST /staff`: the search. What is looked for stands in no address.
pub(crate) async fn search(app: Portal, visit: Visit, form: StaffForm) -> Page {
    let (staff, form) = match form {
        StaffForm::Taken(staff, form) => (staff, form),
        StaffForm::Shown(staff, form) => {
            return not_taken(&search_again(&app, &visit, staff, |name| form.text(name)));
        }
        StaffForm::Kept(kept) => return log_in_first(&app, &visit, kept),
    };
    let s = StaffWords::of(visit.words.language);
    let boxes = boxes(s, |name| form.text(name));
    let Ok(wanted) = wanted(&app, &form) else {
        let message = Some(s.say("failed.value"));
        let f = frame(&app, &visit);
        return html(&SearchView { f, s, staff, boxes, found: None, message });
    };
    let actor = staff.actor();
    let found = app.store.find(&office(&app, &actor).by("list"), &wanted).await?;
    let line = |person: &Person| Line {
        user_id: person.user_id.clone(),
        name: person.value(Field::UserName).to_owned(),
        email: person.value(Field::Email).to_owned(),
        registered: moment(person.registered_at),
        state: state_words(s, person),
    };
    let found = Some(found.iter().map(line).collect());
    html(&SearchView { f: frame(&app, &visit), s, staff, boxes, found, message: None })
}

fn wanted(app: &App, form: &Form) -> Result<Search, ActionError> {
    let text = |name| Some(form.text(name).trim()).filter(|text| !text.is_empty());
    let refused = || ActionError::Value(String::new());
    let day = |name| text(name).map(|text| day_of(text).ok_or_else(refused)).transpose();
    let user_id =
        text("user_id").map(|text| user_id::typed(text).ok_or_else(refused)).transpose()?;
    let name = text("name").map(|text| canonical(app, Item::UserName, text)).transpose()?;
    let email = text("email").map(|text| address(app, text)).transpose()?;
    Ok(Search {
        user_id: user_id.map(|user_id| user_id.as_str().to_owned()),
        name,
        email,
        from: day("from")?.map(|(begins, _)| begins),
        before: day("to")?.map(|(_, ends)| ends),
        limit: MOST,
        ..Search::default()
    })
}

fn state_words(s: StaffWords, person: &Person) -> &'static str {
    match state(person) {
        "open" => s.say("state.open"),
        "locked" => s.say("state.locked"),
        _ => s.say("state.deactivated"),
    }
}

/// A stored value as STEP2 showed it; what is not offered or in the directory any more as it is stored.
fn value_words(app: &App, field: Field, stored: &str) -> String {
    let user_type = || app.policy.user_types().iter().find(|offer| offer.name() == stored);
    let words = match field {
        Field::Sex => Sex::by_name(stored).map(|sex| sex.confirmation_text().to_owned()),
        Field::UserType => user_type().map(|offer| offer.text().to_owned()),
        Field::Municipality => match look_up(stored) {
            Lookup::Found(found) => Some(found.full_name()),
            Lookup::NeedsWard(_) | Lookup::Abolished(_) | Lookup::Unknown => None,
        },
        Field::UserName
        | Field::DateOfBirth
        | Field::StreetAddress
        | Field::Phone
        | Field::Email
        | Field::EmailConfirmation
        | Field::Terms
        | Field::Password
        | Field::PasswordConfirmation => None,
    };
    words.unwrap_or_else(|| stored.to_owned())
}

#[derive(Template)]
#[template(path = "staff_person.html")]
struct PersonView {
    f: Frame,
    s: StaffWords,
    staff: Staff,
    user_id: String,
    facts: Vec<(String, String)>,
    message: Option<&'static str>,
    /// The address as it was typed, where it has not been corrected so far.
    email: String,
    is_open: bool,
    is_deactivated: bool,
}

/// `GET /staff/people/{user_id}`
pub(crate) async fn show_person(
    app: Portal,
    visit: Visit,
    staff: Staff,
    PathParts(user_id): PathParts<String>,
    query: Query,
) -> Page {
    let s = StaffWords::of(visit.words.language);
    let message = match query.get("said") {
        "done" => Some(s.say("done")),
        "nobody" => Some(s.say("failed.nobody")),
        "closed" => Some(s.say("failed.closed")),
        "already" => Some(s.say("failed.already")),
        "links" => Some(s.say("failed.links")),
        "value" => Some(s.say("failed.value")),
        "sure" => Some(s.say("failed.sure")),
        _ => None,
    };
    person_page(&app, &visit, staff, &user_id, (message, "")).await
}

/// The page of a registration, with what is said over it and an address that was typed.
async fn person_page(
    app: &App,
    visit: &Visit,
    staff: Staff,
    user_id: &str,
    (message, email): (Option<&'static str>, &str),
) -> Page {
    let s = StaffWords::of(visit.words.language);
    let user_id = user_id::typed(user_id).ok_or(ErrorPage::NotFound)?;
    let actor = staff.actor();
    let found = app.store.person(&office(app, &actor).by("show"), user_id.as_str()).await?;
    let person = found.ok_or(ErrorPage::NotFound)?;
    let words = visit.words;
    let mut facts: Vec<_> = person
        .values
        .iter()
        .map(|(field, stored)| (words.language.label(*field), value_words(app, *field, stored)))
        .collect();
    facts.push((s.say("search.registered").into(), moment(person.registered_at)));
    facts.push((s.say("search.state").into(), state_words(s, &person).into()));
    if let Some(stored) = app.store.setup_of(user_id.as_str()).await? {
        let end = account::restored(app, &stored)?.expires_at();
        let until = end.map(|end| moment(end.unix_seconds()));
        facts.push((
            s.say("person.password").into(),
            until.unwrap_or_else(|| s.say("person.unset").into()),
        ));
    }
    html(&PersonView {
        f: frame(app, visit),
        s,
        staff,
        user_id: person.user_id.clone(),
        facts,
        message,
        email: email.to_owned(),
        is_open: person.closed.is_none(),
        is_deactivated: person.closed.is_some_and(|closed| closed.is_final),
    })
}

/// `POST /staff/people/{user_id}/{action}`
pub(crate) async fn act(
    State(app): Portal,
    visit: Visit,
    PathParts((user_id, action)): PathParts<(String, String)>,
    form: StaffForm,
) -> Page {
    let (staff, form) = match form {
        StaffForm::Taken(staff, form) => (staff, form),
        StaffForm::Shown(staff, form) => {
            let s = StaffWords::of(visit.words.language);
            let shown = (Some(s.say("again")), form.text("email"));
            let page = person_page(&app, &visit, staff, &user_id, shown).await?;
            return Ok((StatusCode::FORBIDDEN, page).into_response());
        }
        StaffForm::Kept(kept) => return log_in_first(&app, &visit, kept),
    };
    let user_id = user_id::typed(&user_id).ok_or(ErrorPage::NotFound)?;
    let user_id = user_id.as_str();
    let actor = staff.actor();
    let office = office(&app, &actor);
    let is_sure = user_id::typed(form.text("sure")).is_some_and(|typed| typed.as_str() == user_id);
    let done = match (action.as_str(), staff.role) {
        ("send-mail", _) => office.send_mail(user_id).await,
        ("correct-email", _) => office.correct_email(user_id, form.text("email")).await,
        ("lock", _) => office.lock(user_id).await,
        ("unlock", _) => office.unlock(user_id).await,
        ("end-sessions", _) => office.end_sessions(user_id).await.map(drop),
        ("deactivate" | "erase", Role::Admin) if !is_sure => {
            return Ok(see_other(&format!("/staff/people/{user_id}?said=sure")));
        }
        ("deactivate", Role::Admin) => office.deactivate(user_id).await,
        ("erase", Role::Admin) => office.erase(user_id, "erase").await,
        (_, Role::Clerk | Role::Admin) => return Err(ErrorPage::NotFound.into()),
    };
    let said = match done {
        Ok(()) if action == "erase" => return Ok(see_other("/staff?erased")),
        Ok(()) => "done",
        Err(ActionError::Nobody) => "nobody",
        Err(ActionError::Closed) => "closed",
        Err(ActionError::Already(_)) => "already",
        Err(ActionError::LinksUsedUp) => "links",
        Err(ActionError::Value(_)) => "value",
        Err(ActionError::Store(error)) => return Err(error.into()),
        Err(error @ ActionError::Failed) => {
            tracing::error!(%error, "the staff's order failed");
            return Err(ErrorPage::Internal.into());
        }
    };
    Ok(see_other(&format!("/staff/people/{user_id}?said={said}")))
}

#[derive(Template)]
#[template(path = "staff_audit.html")]
struct AuditView {
    f: Frame,
    s: StaffWords,
    staff: Staff,
    lines: Vec<(AuditLine, String)>,
    older: Option<i64>,
}

/// `GET /staff/audit`: for admins.
pub(crate) async fn audit(app: Portal, visit: Visit, staff: Staff, query: Query) -> Page {
    if staff.role != Role::Admin {
        return Err(ErrorPage::NotFound.into());
    }
    let before = query.get("before").parse().unwrap_or(i64::MAX);
    let lines = app.store.audit_lines(None, before, MOST).await?;
    let is_full = lines.len() == MOST as usize;
    let older = lines.last().filter(|_| is_full).map(|line| line.id);
    let lines = lines.into_iter().map(|line| (line.clone(), moment(line.at))).collect();
    let s = StaffWords::of(visit.words.language);
    html(&AuditView { f: frame(&app, &visit), s, staff, lines, older })
}
