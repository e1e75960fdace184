//! STEP3: registration completed.

use askama::Template;
use toroku::{State, StateKind};

use super::filters;
use super::frame::{Frame, Page, Portal, Step, html, notice, steps};
use crate::clock::in_japan;
use crate::failure::Failure;
use crate::flow::Flow;
use crate::request::{Form, Query};
use crate::session::Visit;

#[derive(Template)]
#[template(path = "completion.html")]
struct CompletionView {
    f: Frame,
    steps: [Step; 3],
    message: Option<String>,
    sent: String,
    /// Where the mail comes from.
    sender: String,
    set_password: String,
    user_id: String,
    /// For how long the page can be seen.
    shown: String,
    /// Whose registration it is and of which day, for paper.
    printed: Option<(String, String)>,
}

/// `GET /completion`
pub(crate) async fn show(app: Portal, visit: Visit, query: Query) -> Page {
    let words = visit.words;
    let flow = Flow::of(&app, &visit).await?;
    flow.goes_on()?;
    let State::Completion(completion) = flow.registration().state() else {
        return Err(Failure::redirect(flow.page()));
    };
    let user_id = completion.user_id().to_string();
    let open = visit.registration.as_deref();
    let printed = open.and_then(|open| open.registered.clone());
    let hours = app.policy.password().link_lifetime_hours().to_string();
    html(&CompletionView {
        f: Frame::of_step(&app, &visit),
        steps: steps(words, StateKind::Completion),
        message: notice(words, query.get("notice")),
        sent: words.with("completion.sent", &[("email", completion.email().as_str())]),
        shown: words.with(
            "completion.shown",
            &[("minutes", &app.config.retention.completed_minutes.to_string())],
        ),
        sender: match &app.config.mail.smtp {
            Some(smtp) => words.with("completion.sender", &[("sender", &smtp.from)]),
            None => words.t("completion.mail").to_owned(),
        },
        set_password: words.with("completion.set_password", &[("hours", &hours)]),
        printed: printed.map(|(name, at)| (name, in_japan(at, ' ')[..10].to_owned())),
        user_id,
    })
}

/// `POST /completion`: Back to Top Page. Nothing of the registration is kept then.
pub(crate) async fn leave(app: Portal, visit: Visit, _form: Form) -> Page {
    let flow = Flow::of(&app, &visit).await?;
    if flow.kind() == StateKind::Completion {
        flow.forget().await?;
        return Err(Failure::redirect("/"));
    }
    Err(Failure::redirect(flow.page()))
}
