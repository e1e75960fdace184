//! A connection to a mail server that reads no more than an SMTP dialogue has. A line without an end, from whoever
//! stands where the server should, would fill the memory before anything else says that it is too long.

use std::io::{Error as IoError, ErrorKind, Result as IoResult};
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
#[expect(
    deprecated,
    reason = "the one way to speak TLS from the first byte over a stream of one's own"
)]
use lettre::transport::smtp::client::AsyncNetworkStream;
use lettre::transport::smtp::client::{AsyncSmtpConnection, AsyncTokioStream, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_util::compat::FuturesAsyncReadCompatExt;

use super::MailError;

/// The most bytes that a server has to say about one mail, its certificates among them.
const MOST_BYTES: usize = 256 * 1024;

/// Where the server is, and how it is spoken to.
#[derive(Clone)]
pub(super) struct Server {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) tls: Tls,
    pub(super) hello: ClientId,
    pub(super) login: Option<Credentials>,
}

/// When TLS begins.
#[derive(Clone)]
pub(super) enum Tls {
    None,
    /// By `STARTTLS`, without which nothing is sent.
    Required(TlsParameters),
    FirstByte(TlsParameters),
}

impl Server {
    /// A connection on which a mail can be handed over.
    pub(super) async fn connect(&self) -> Result<AsyncSmtpConnection, MailError> {
        let tcp = TcpStream::connect((self.host.as_str(), self.port)).await;
        let tcp = tcp.and_then(Limited::of).map_err(|_| MailError::Connection)?;
        Ok(self.open(tcp).await?)
    }

    async fn open(&self, tcp: Limited<TcpStream>) -> Result<AsyncSmtpConnection, Error> {
        let stream: Box<dyn AsyncTokioStream> = match &self.tls {
            Tls::None | Tls::Required(_) => Box::new(tcp),
            Tls::FirstByte(parameters) => {
                let peer = tcp.peer;
                #[expect(deprecated, reason = "as above")]
                let mut stream = AsyncNetworkStream::use_existing_tokio1(Box::new(tcp));
                stream.upgrade_tls(parameters.clone()).await?;
                Box::new(Limited { stream: stream.compat(), peer, left: MOST_BYTES })
            }
        };
        let mut connection =
            AsyncSmtpConnection::connect_with_transport(stream, &self.hello).await?;
        if let Tls::Required(parameters) = &self.tls {
            connection.starttls(parameters.clone(), &self.hello).await?;
        }
        if let Some(login) = &self.login {
            connection.auth(DEFAULT_MECHANISMS, login).await?;
        }
        Ok(connection)
    }
}

/// A stream of which so many bytes can be read.
#[derive(Debug)]
struct Limited<S> {
    stream: S,
    peer: SocketAddr,
    left: usize,
}

impl Limited<TcpStream> {
    fn of(stream: TcpStream) -> IoResult<Self> {
        let peer = stream.peer_addr()?;
        Ok(Self { stream, peer, left: MOST_BYTES })
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Limited<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<IoResult<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buffer))?;
        match self.left.checked_sub(buffer.filled().len() - before) {
            Some(left) => {
                self.left = left;
                Poll::Ready(Ok(()))
            }
            None => Poll::Ready(Err(IoError::from(ErrorKind::InvalidData))),
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Limited<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<IoResult<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<IoResult<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<IoResult<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

impl<S> AsyncTokioStream for Limited<S>
where
    S: AsyncRead + AsyncWrite + Send + Sync + Unpin + std::fmt::Debug,
{
    fn peer_addr(&self) -> IoResult<SocketAddr> {
        Ok(self.peer)
    }
}
