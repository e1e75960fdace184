//! One connection, from its first byte to its last.

use std::convert::Infallible;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::http::uri::Authority;
use axum::http::{HeaderName, HeaderValue, Method, Request, StatusCode, Version, header};
use axum::response::{IntoResponse, Response};
use axum::{Router, body};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::time::{interval, timeout};
use tower_service::Service;

use super::places::{Crowded, Phase, Places, Present, Standing, Work};
use super::stream::{Body, Stream};
use crate::config::Connections;
use crate::metrics::Unserved;

/// The most bytes of a header, and of an answer that are held back for a client that takes none.
const BUFFER_BYTES: usize = 32 * 1024;
/// How often it is looked whether a connection has waited too long.
const TICK: Duration = Duration::from_millis(500);
/// How long a client may take to hear that it is too late.
const LAST_WORD: Duration = Duration::from_secs(1);
/// The answer to what has not even a header.
const TOO_LATE: &[u8] =
    b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// What an answer carries that is no page: nobody keeps it, and no browser takes it for one.
pub(crate) const WITHOUT_PAGE: [(HeaderName, &str); 3] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
];

/// What every connection of a listener works with.
#[derive(Clone, Debug)]
pub(super) struct Served {
    pub(super) router: Router,
    pub(super) limits: Connections,
    pub(super) places: Arc<Places>,
}

/// Why a connection ends.
enum End {
    /// The client has closed it, or what it sent is no HTTP.
    Itself(hyper::Result<()>),
    /// It has waited too long.
    Late,
    /// It goes on, unless the next request's header has begun: then it has waited too long.
    Looked,
    /// Another one takes its place.
    Room,
}

/// Serves the connection; its place is free when it has ended.
pub(super) async fn serve(
    served: Served,
    tcp: TcpStream,
    peer: SocketAddr,
    place: OwnedSemaphorePermit,
    mut stopping: watch::Receiver<bool>,
) {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let Served { router, limits, places } = served;
    let present = Present::new(&places, NUMBER.fetch_add(1, Ordering::Relaxed));
    let standing = Arc::clone(&present.standing);
    // An answer is written in one piece: there is nothing to wait for.
    drop(tcp.set_nodelay(true));
    let io = TokioIo::new(Stream { tcp, standing: Arc::clone(&standing) });
    let service = service_fn(|request| {
        Box::pin(answer(router.clone(), limits, &places, &standing, peer, request))
    });
    let mut http = http1::Builder::new();
    // Here it is known how long the header has been on its way.
    http.header_read_timeout(None)
        .max_buf_size(BUFFER_BYTES)
        // Who says that nothing more comes has asked all the same.
        .half_close(true);
    let mut connection = http.serve_connection(io, service);
    let (mut ticks, mut is_stopping, mut looked) = (interval(TICK), false, None);
    let (end, parts) = loop {
        let end = tokio::select! {
            done = poll_fn(|cx| connection.poll_without_shutdown(cx)) => End::Itself(done),
            _ = ticks.tick() => {
                let may_have_begun = standing.may_have_begun(&limits);
                if standing.is_late(&limits) {
                    End::Late
                } else if may_have_begun.is_some() && may_have_begun != looked && !is_stopping {
                    looked = may_have_begun;
                    End::Looked
                } else {
                    continue;
                }
            },
            () = standing.gives_way.notified() => {
                if standing.phase().0 == Phase::Work {
                    continue;
                }
                End::Room
            },
            _ = stopping.wait_for(|stopping| *stopping), if !is_stopping => {
                is_stopping = true;
                Pin::new(&mut connection).graceful_shutdown();
                continue;
            }
        };
        let parts = connection.into_parts();
        if matches!(end, End::Looked) && parts.read_buf.is_empty() {
            connection = http.serve_connection(parts.io, parts.service);
        } else {
            break (end, parts);
        }
    };
    let has_begun = !parts.read_buf.is_empty()
        && (matches!(end, End::Looked) || standing.phase().0 == Phase::Header);
    let why = match end {
        End::Looked => Some(Unserved::Header),
        End::Late if standing.phase().0 == Phase::Header => Some(Unserved::Header),
        End::Itself(Err(error)) if error.is_incomplete_message() => Some(Unserved::Cut),
        End::Itself(Err(error)) if error.is_parse() => Some(Unserved::Malformed),
        End::Room => Some(Unserved::Room),
        End::Itself(_) | End::Late => None,
    };
    if let Some(why) = why {
        places.metrics.unserved(why);
    }
    let mut tcp = parts.io.into_inner().tcp;
    let last_word = async {
        if has_begun && why.is_some_and(|why| why != Unserved::Malformed) {
            tcp.write_all(TOO_LATE).await?;
        }
        tcp.shutdown().await
    };
    drop(timeout(LAST_WORD, last_word).await);
    drop((present, place));
}

/// Answers one request.
async fn answer(
    mut router: Router,
    limits: Connections,
    places: &Arc<Places>,
    standing: &Arc<Standing>,
    peer: SocketAddr,
    request: Request<Incoming>,
) -> Result<Response, Infallible> {
    standing.enter(Phase::Work);
    let (work, is_crowded) = Work::begin(places);
    let response = if let Some(status) = answer_to_head(&request) {
        if status.is_success() {
            (status, WITHOUT_PAGE, [(header::ALLOW, "GET,HEAD,POST,OPTIONS")]).into_response()
        } else {
            work.unserved(Unserved::Malformed);
            // Where a proxy has seen another request in it, what comes next may be somebody else's.
            (status, WITHOUT_PAGE, [(header::CONNECTION, "close")]).into_response()
        }
    } else {
        let body = |incoming| Body::new(incoming, limits.body_seconds, standing, &work);
        let mut request = request.map(|incoming| body::Body::new(body(incoming)));
        let extensions = request.extensions_mut();
        extensions.insert(ConnectInfo(peer));
        extensions.insert(Arc::clone(&work));
        if is_crowded {
            extensions.insert(Crowded);
        }
        router.call(request).await?
    };
    standing.enter(Phase::Idle);
    Ok(response)
}

/// The answer to a request whose header says all that there is to it: that it cannot be taken, or is for no page.
fn answer_to_head(request: &Request<Incoming>) -> Option<StatusCode> {
    let is_for_no_page = request.uri().path() == "*";
    let is_options = *request.method() == Method::OPTIONS;
    if !has_one_host(request) || (is_for_no_page && !is_options) {
        Some(StatusCode::BAD_REQUEST)
    } else if !is_coded_once(request) {
        Some(StatusCode::NOT_IMPLEMENTED)
    } else {
        is_for_no_page.then_some(StatusCode::NO_CONTENT)
    }
}

/// Whether the body comes as it is, perhaps in chunks: what else is around it would be left around it, and a proxy may
/// have seen another end of it (RFC 9112, section 6.1).
fn is_coded_once(request: &Request<Incoming>) -> bool {
    let mut codings = request.headers().get_all(header::TRANSFER_ENCODING).iter();
    let is_chunked = |coding: &HeaderValue| coding.as_bytes().eq_ignore_ascii_case(b"chunked");
    codings.next().is_none_or(is_chunked) && codings.next().is_none()
}

/// Whether the request says for one host which it is for, and names one (RFC 9112, section 3.2): of two, a proxy may
/// have looked at the other one.
fn has_one_host(request: &Request<Incoming>) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let (first, second) = (hosts.next(), hosts.next());
    let is_asked = |host: &[u8]| match request.uri().authority() {
        None => true,
        Some(asked) => host.eq_ignore_ascii_case(asked.as_str().as_bytes()),
    };
    match (first.map(HeaderValue::as_bytes), second) {
        (None, _) => request.version() < Version::HTTP_11 && request.uri().authority().is_none(),
        (Some(host), None) => names_a_host(host) && is_asked(host),
        (Some(_), Some(_)) => false,
    }
}

fn names_a_host(host: &[u8]) -> bool {
    Authority::try_from(host).is_ok_and(|host| !host.as_str().contains('@'))
}
