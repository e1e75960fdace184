//! What every answer gets: headers, a count and a line in the log.

use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt;
use tokio::runtime::Handle;

use crate::app::App;
use crate::patience;
use crate::serving::Work;

macro_rules! page_policy {
    ($more_scripts:literal) => {
        concat!(
            "default-src 'none'; style-src 'self'; script-src 'self'",
            $more_scripts,
            "; img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; \
             frame-ancestors 'none'"
        )
    };
}

/// Nothing but the portal's own files, no script or style within a page, shown in no other page.
const PAGE_POLICY: &str = page_policy!("");
/// The same for the page that runs the engine. It lets WebAssembly be compiled, and no text as script.
pub(crate) const ENGINE_POLICY: &str = page_policy!(" 'wasm-unsafe-eval'");

/// A request until it is answered.
pub(crate) struct Asked {
    begun: Instant,
    method: &'static str,
    route: Option<MatchedPath>,
}

impl Asked {
    pub(crate) fn of(request: &Request) -> Self {
        let (begun, method) = (Instant::now(), known(request.method()));
        Self { begun, method, route: request.extensions().get::<MatchedPath>().cloned() }
    }

    /// The route as the router has it: an address could hold what a person made up.
    pub(crate) fn route(&self) -> &str {
        self.route.as_ref().map_or("other", MatchedPath::as_str)
    }

    /// Counts and logs the answer.
    pub(crate) fn answered(&self, app: &App, response: &Response) {
        let (route, status, time) =
            (self.route(), response.status().as_u16(), self.begun.elapsed());
        app.metrics.answered(route, status, time);
        let microseconds = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        tracing::debug!(method = self.method, route, status, microseconds, "answered");
    }
}

/// The method's name: a word of HTTP, and nothing that somebody made up.
fn known(method: &Method) -> &'static str {
    const KNOWN: [(&Method, &str); 7] = [
        (&Method::GET, "GET"),
        (&Method::HEAD, "HEAD"),
        (&Method::POST, "POST"),
        (&Method::PUT, "PUT"),
        (&Method::DELETE, "DELETE"),
        (&Method::OPTIONS, "OPTIONS"),
        (&Method::PATCH, "PATCH"),
    ];
    KNOWN.iter().find(|(one, _)| *one == method).map_or("other", |(_, name)| name)
}

/// Lets the handler answer: what was begun is brought to its end though the asker goes away, and a panic is `None`
/// rather than the end of the connection.
pub(crate) async fn answer_to_the_end(request: Request, next: Next) -> Option<Response> {
    let work = request.extensions().get::<Arc<Work>>().cloned();
    let answering = patience::shared(async move {
        let response = next.run(request).await;
        // At work until here, whoever still waits for it.
        drop(work);
        response
    });
    let answered = ToTheEnd(Some(Box::pin(AssertUnwindSafe(answering).catch_unwind()))).await;
    if answered.is_err() {
        tracing::error!("an answer failed");
    }
    answered.ok()
}

/// A future that goes on in a task of its own where nobody waits for it any more.
struct ToTheEnd<F: Future<Output: Send> + Send + 'static>(Option<Pin<Box<F>>>);

impl<F: Future<Output: Send> + Send> Future for ToTheEnd<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let future = self.0.as_mut().expect("a future that is over is not polled");
        let done = ready!(future.as_mut().poll(cx));
        self.0 = None;
        Poll::Ready(done)
    }
}

impl<F: Future<Output: Send> + Send> Drop for ToTheEnd<F> {
    fn drop(&mut self) {
        // Outside of a runtime there is nothing that it could go on in.
        if let (Some(rest), Ok(runtime)) = (self.0.take(), Handle::try_current()) {
            drop(runtime.spawn(rest));
        }
    }
}

/// What every answer carries, unless it has its own.
const FOR_ALL: [(HeaderName, HeaderValue); 6] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PAGE_POLICY)),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (HeaderName::from_static("cross-origin-opener-policy"), SAME_ORIGIN),
    (HeaderName::from_static("cross-origin-resource-policy"), SAME_ORIGIN),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=()"),
    ),
];
const SAME_ORIGIN: HeaderValue = HeaderValue::from_static("same-origin");
const NO_REFERRER: HeaderValue = HeaderValue::from_static("no-referrer");
const A_YEAR: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Adds the headers that every answer carries, unless it has its own.
pub(crate) fn finished(app: &App, path: &str, mut response: Response) -> Response {
    // A link's token must not reach another site or a log by way of a referrer.
    let referrer = if path.starts_with("/password") { NO_REFERRER } else { SAME_ORIGIN };
    let by_https = app.is_secure().then_some((header::STRICT_TRANSPORT_SECURITY, A_YEAR));
    let own = [(header::REFERRER_POLICY, referrer)].into_iter().chain(by_https);
    for (name, value) in FOR_ALL.into_iter().chain(own) {
        response.headers_mut().entry(name).or_insert(value);
    }
    response
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;
    use tokio::time::{Duration, timeout};

    use super::*;

    /// What is done once `told` says so, and says so itself.
    async fn work(told: oneshot::Receiver<()>, done: oneshot::Sender<u32>) -> u32 {
        told.await.expect("it is told");
        done.send(7).expect("the test waits");
        7
    }

    #[tokio::test]
    async fn what_was_begun_is_brought_to_its_end_once() {
        let (tell, told) = oneshot::channel();
        let (done, is_done) = oneshot::channel();
        let mut begun = ToTheEnd(Some(Box::pin(work(told, done))));
        // The asker waits for a moment and goes away.
        assert!(timeout(Duration::from_millis(5), &mut begun).await.is_err());
        drop(begun);
        tell.send(()).expect("it goes on");
        assert_eq!(is_done.await, Ok(7));

        let (tell, told) = oneshot::channel();
        let (done, is_done) = oneshot::channel();
        tell.send(()).expect("it waits");
        assert_eq!(ToTheEnd(Some(Box::pin(work(told, done)))).await, 7);
        assert_eq!(is_done.await, Ok(7));
    }
}
