//! Changing the password by one who knows it: logged in, or with the user ID where it has expired.

use std::net::SocketAddr;

use askama::Template;
use axum::extract::ConnectInfo;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use toroku::password::PasswordAnswer;
use toroku::{Code, Field, Problem};

use super::field_view::SummaryLine;
use super::filters;
use super::frame::{Frame, Page, Portal, html, not_taken, switched_to, with_language};
use super::password::{PasswordField, fields, rules, summary_of};
use crate::account::{self, PasswordChange};
use crate::app::App;
use crate::attempt::{Attempt, Origin, known_from_now_on};
use crate::failure::{ErrorPage, see_other};
use crate::forwarded::client_address;
use crate::request::Sent;
use crate::session::{Visit, log_in};
use crate::text::Words;
use crate::user_id;

#[derive(Template)]
#[template(path = "password_change.html")]
struct ChangeView {
    f: Frame,
    summary: Vec<SummaryLine>,
    /// Whose password it is, where somebody is logged in.
    account: Option<String>,
    /// Who says to be who, where nobody is.
    user_id: String,
    /// What is wrong with the password so far.
    current_error: Option<String>,
    password: PasswordField,
    confirmation: PasswordField,
    rules: Vec<String>,
}

/// What is wrong with a change.
enum Wrong {
    Nothing,
    /// The form's token is another session's.
    NotOurs,
    Current,
    New(Vec<Problem>),
}

/// `GET /password/change`
pub(crate) async fn show(app: Portal, visit: Visit) -> Page {
    draw(&app, &visit, String::new(), &Wrong::Nothing)
}

fn draw(app: &App, visit: &Visit, user_id: String, wrong: &Wrong) -> Page {
    let words = visit.words;
    let problems: &[Problem] = if let Wrong::New(problems) = wrong { problems } else { &[] };
    let current_error =
        matches!(wrong, Wrong::Current).then(|| words.language.code(Code::PasswordWrong));
    let mut summary: Vec<_> = current_error
        .clone()
        .map(|text| {
            let label = words.t("password.change.current");
            SummaryLine::new("current", "current", label, text, words)
        })
        .into_iter()
        .collect();
    summary.extend(summary_of(problems, words));
    let (password, confirmation) = fields(problems, words);
    let f = Frame {
        form: Some("change-form"),
        back: "/password/change".into(),
        ..Frame::new(app, visit)
    };
    let is_ours = !matches!(wrong, Wrong::NotOurs);
    let page = ChangeView {
        f: if is_ours { f } else { f.again() },
        summary,
        account: visit.user_id.clone(),
        user_id,
        current_error,
        password,
        confirmation,
        rules: rules(app, words),
    };
    if is_ours { html(&page) } else { not_taken(&page) }
}

/// `POST /password/change`: the password so far, and the new one twice. Drawn at once where something is wrong,
/// as at login; no password is ever sent back.
pub(crate) async fn change(
    app: Portal,
    mut visit: Visit,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Sent { form, is_ours }: Sent,
) -> Page {
    let logged_in = visit.user_id.clone();
    let typed = logged_in.as_deref().unwrap_or(form.text("user_id")).to_owned();
    let shown = || form.text("user_id").chars().take(64).collect();
    if let Some(language) = switched_to(&form) {
        visit.words = Words::of(language);
        return Ok(with_language(&app, language, draw(&app, &visit, shown(), &Wrong::Nothing)?));
    }
    if !is_ours {
        return draw(&app, &visit, shown(), &Wrong::NotOurs);
    }
    if form.has_no_password() {
        return draw(&app, &visit, shown(), &Wrong::Nothing);
    }
    let address = client_address(&app.config, &headers, peer.ip());
    let logged_in_here = logged_in.is_some().then_some(visit.session);
    let origin = Origin { address, headers: &headers, logged_in: logged_in_here };
    let attempt = Attempt::begin(&app, &typed, origin).await?;
    let asked = PasswordChange {
        current: form.personal("current"),
        password: form.personal(Field::Password.name()),
        confirmation: form.personal(Field::PasswordConfirmation.name()),
    };
    let answer = account::change_password(&app, user_id::typed(&typed), asked).await;
    let (answer, counter) = attempt.end(&app, answer).await?;
    match answer {
        PasswordAnswer::PasswordSet { .. } => {
            let device = known_from_now_on(&app, &headers, &typed);
            let Some(user_id) = logged_in else {
                return Ok((device, see_other("/password/done")).into_response());
            };
            // `None` where somebody has changed it once more: the login has ended with that.
            let cookie = log_in(&app, visit.session, (&user_id, counter)).await?;
            Ok((cookie, device, see_other("/account?notice=changed")).into_response())
        }
        PasswordAnswer::Problems(problems) => draw(&app, &visit, shown(), &Wrong::New(problems)),
        PasswordAnswer::PasswordWrong => draw(&app, &visit, shown(), &Wrong::Current),
        PasswordAnswer::LinkUsable
        | PasswordAnswer::Conflict
        | PasswordAnswer::TokenInvalid
        | PasswordAnswer::TokenExpired
        | PasswordAnswer::LinkRequested
        | PasswordAnswer::LoggedIn
        | PasswordAnswer::PasswordExpired
        | PasswordAnswer::ReminderNoted => {
            tracing::error!(answer = answer.name(), "an answer to another question");
            Err(ErrorPage::Internal.into())
        }
    }
}
