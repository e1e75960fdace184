//! What a connection is read from and written to, and the bodies of its requests: both note how it stands.

use std::error::Error;
use std::io::{self, ErrorKind, IoSlice, Result};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Bytes, HttpBody};
use hyper::body::{Frame, Incoming, SizeHint};
use thiserror::Error;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

use super::places::{Phase, Standing, Work};
use crate::metrics::Unserved;

/// The most bytes of a form that are looked at: eleven items of 4 KiB, percent-encoded, and more.
pub(crate) const MAX_FORM_BYTES: usize = 256 * 1024;

/// The stream of a connection.
#[derive(Debug)]
pub(super) struct Stream {
    pub(super) tcp: TcpStream,
    pub(super) standing: Arc<Standing>,
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.tcp).poll_read(cx, buffer))?;
        if buffer.filled().len() > before {
            self.standing.has_received();
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize>> {
        let written = ready!(Pin::new(&mut self.tcp).poll_write(cx, bytes));
        self.standing.has_sent();
        Poll::Ready(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let written = ready!(Pin::new(&mut self.tcp).poll_write_vectored(cx, parts));
        self.standing.has_sent();
        Poll::Ready(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.tcp.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let flushed = Pin::new(&mut self.tcp).poll_flush(cx);
        // It is asked for once nothing is left to be written.
        if matches!(flushed, Poll::Ready(Ok(()))) {
            self.standing.has_sent_all();
        }
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.tcp).poll_shutdown(cx)
    }
}

/// Why there is no more of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum BodyError {
    /// The connection has ended.
    #[error("the body broke off")]
    Cut,
    /// It took too long.
    #[error("the body took too long")]
    Late,
    /// It is none: its chunks are not as HTTP has them.
    #[error("the body is malformed")]
    Malformed,
    /// All bodies together are too large.
    #[error("there is no room for the body")]
    NoRoom,
}

/// Whether what has come is no body, rather than that no more of it comes.
fn is_malformed(error: &hyper::Error) -> bool {
    let cause = error.source().and_then(|cause| cause.downcast_ref::<io::Error>());
    let kind = cause.map(io::Error::kind);
    matches!(kind, Some(ErrorKind::InvalidInput | ErrorKind::InvalidData))
}

/// The body of a request.
pub(super) struct Body {
    incoming: Incoming,
    end: Pin<Box<Sleep>>,
    standing: Arc<Standing>,
    work: Arc<Work>,
    /// How many more bytes somebody may keep.
    keepable: usize,
}

impl Body {
    pub(super) fn new(
        incoming: Incoming,
        seconds: u32,
        standing: &Arc<Standing>,
        work: &Arc<Work>,
    ) -> Self {
        Self {
            incoming,
            end: Box::pin(sleep(Duration::from_secs(seconds.into()))),
            standing: Arc::clone(standing),
            work: Arc::clone(work),
            keepable: MAX_FORM_BYTES,
        }
    }

    fn failed<T>(
        &self,
        why: Unserved,
        error: BodyError,
    ) -> Poll<Option<std::result::Result<T, BodyError>>> {
        self.work.unserved(why);
        Poll::Ready(Some(Err(error)))
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<std::result::Result<Frame<Bytes>, BodyError>>> {
        let polled = Pin::new(&mut self.incoming).poll_frame(cx);
        let waits = polled.is_pending();
        self.work.waits(waits);
        if waits && self.end.as_mut().poll(cx).is_ready() {
            self.work.waits(false);
            self.standing.enter(Phase::Work);
            return self.failed(Unserved::Body, BodyError::Late);
        }
        let is_waiting = self.standing.phase().0 == Phase::Body;
        if waits != is_waiting {
            self.standing.enter(if waits { Phase::Body } else { Phase::Work });
        }
        let frame = match ready!(polled) {
            None => return Poll::Ready(None),
            Some(Err(error)) if is_malformed(&error) => {
                return self.failed(Unserved::Malformed, BodyError::Malformed);
            }
            Some(Err(_)) => return self.failed(Unserved::Cut, BodyError::Cut),
            Some(Ok(frame)) => frame,
        };
        let kept = frame.data_ref().map_or(0, Bytes::len).min(self.keepable);
        self.keepable -= kept;
        if !self.work.takes(kept) {
            return self.failed(Unserved::Crowded, BodyError::NoRoom);
        }
        Poll::Ready(Some(Ok(frame)))
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.size_hint()
    }
}
