//! STEP3: registration completed.

use askama::Template;
use toroku::{Input, State, StateKind};

use super::filters;
use super::frame::{Frame, Page, Portal, Step, html, notice, steps};
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
    user_id: String,
    /// For how long the page can be seen.
    shown: String,
}

/// `GET /completion`. Where the user ID is still being issued, that is taken up again.
pub(crate) async fn show(app: Portal, visit: Visit, query: Query) -> Page {
    let words = visit.words;
    let mut flow = Flow::open(&app, visit.session).await?;
    flow.goes_on()?;
    flow.settle().await?;
    let State::Completion(completion) = flow.registration().state() else {
        return Err(Failure::redirect(flow.page()));
    };
    html(&CompletionView {
        f: Frame::of_step(&app, &visit),
        steps: steps(words, StateKind::Completion),
        message: notice(words, query.get("notice")),
        sent: words.with("completion.sent", &[("email", completion.email().as_str())]),
        user_id: completion.user_id().to_string(),
        shown: words.with(
            "completion.shown",
            &[("minutes", &app.config.retention.completed_minutes.to_string())],
        ),
    })
}

/// `POST /completion`: Back to Top Page. Nothing of the registration is kept then.
pub(crate) async fn leave(app: Portal, visit: Visit, _form: Form) -> Page {
    let mut flow = Flow::open(&app, visit.session).await?;
    match flow.kind() {
        StateKind::Completion => {
            flow.handle(Input::BackToTop).await?;
            flow.forget().await?;
            Err(Failure::redirect("/"))
        }
        StateKind::Start => Err(Failure::redirect("/")),
        StateKind::Entry | StateKind::Confirmation | StateKind::Issuing => {
            Err(Failure::redirect(flow.page()))
        }
    }
}
