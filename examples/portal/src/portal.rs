//! Starting and stopping.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::account::FAILURE_WINDOW;
use crate::app::{App, AppError, Clock, SESSION_LIMIT};
use crate::config::Config;
use crate::flow;
use crate::mail::{self, LocalMailbox};
use crate::server;

/// How often what is too old is forgotten.
const CLEANING: Duration = Duration::from_mins(15);
/// How long requests under way may take to end when the portal stops.
const GRACE: Duration = Duration::from_secs(10);

/// A running portal.
#[derive(Debug)]
pub struct Portal {
    app: Arc<App>,
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<std::io::Result<()>>,
    mailing: JoinHandle<()>,
    cleaning: JoinHandle<()>,
}

/// The portal could not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The address is in use, or not this machine's.
    #[error("TOROKU_LISTEN: cannot listen on {address}: {error}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why not.
        error: std::io::Error,
    },
    /// The database or the base URL cannot be used.
    #[error(transparent)]
    App(#[from] AppError),
}

impl Portal {
    /// Listens, opens the database, takes up what was under way, and serves.
    ///
    /// # Errors
    /// [`StartError`], which names the setting.
    pub async fn start(config: Config, clock: Clock) -> Result<Self, StartError> {
        let address = config.listen;
        let listening = async {
            let listener = TcpListener::bind(address).await?;
            let bound = listener.local_addr()?;
            Ok((listener, bound))
        };
        let (listener, address) =
            listening.await.map_err(|error| StartError::Listen { address, error })?;
        let base_url = config.base_url.clone().unwrap_or_else(|| format!("http://{address}"));
        let app = Arc::new(App::open(config, base_url, clock).await?);
        match flow::resume(&app).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "registrations under way were taken up"),
            Err(trouble) => tracing::error!(?trouble, "registrations under way could not be read"),
        }
        let mailer = LocalMailbox::new(app.store.clone(), app.clock.clone());
        let mailing = tokio::spawn(mail::work(Arc::clone(&app), mailer));
        let cleaning = tokio::spawn(clean(Arc::clone(&app)));
        let service: IntoMakeServiceWithConnectInfo<_, SocketAddr> =
            server::router(Arc::clone(&app)).into_make_service_with_connect_info();
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(
            axum::serve(listener, service)
                .with_graceful_shutdown(async { drop(stopped.await) })
                .into_future(),
        );
        Ok(Self { app, address, stop, serving, mailing, cleaning })
    }

    /// The address that is listened on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The portal's address as browsers see it.
    pub fn base_url(&self) -> &str {
        &self.app.base_url
    }

    /// Ends requests under way, then everything else, and closes the database.
    pub async fn stop(self) {
        // Nobody listening means that it has stopped already.
        let _ = self.stop.send(());
        drop(tokio::time::timeout(GRACE, self.serving).await);
        self.app.stopping.store(true, Ordering::Release);
        self.app.mail_waits.notify_one();
        drop(tokio::time::timeout(GRACE, self.mailing).await);
        self.cleaning.abort();
        drop(self.cleaning.await);
        self.app.store.close().await;
    }
}

/// Forgets sessions and failures that are too old.
async fn clean(app: Arc<App>) {
    loop {
        let now = app.clock.seconds();
        let cleaned = async {
            app.store.forget_failures(now - FAILURE_WINDOW).await?;
            app.store.forget_sessions(now - SESSION_LIMIT).await
        };
        match cleaned.await {
            Ok(count) => tracing::debug!(count, "old sessions forgotten"),
            Err(error) => tracing::error!(%error, "old sessions could not be forgotten"),
        }
        tokio::time::sleep(CLEANING).await;
    }
}
