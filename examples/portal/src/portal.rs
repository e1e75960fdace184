//! Starting and stopping.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app::{self, App, AppError, SESSION_LIMIT};
use crate::clock::Clock;
use crate::config::{Config, Connections};
use crate::mail::{self, MailSettingError};
use crate::metrics::Unserved;
use crate::set_clock::{Watch, put_times_right};
use crate::staff::session::SESSION_LENGTH;
use crate::{crash, reminder, retention, server, serving};

/// The interval of maintenance.
const MAINTENANCE_INTERVAL: Duration = Duration::from_secs(5);
/// Rounds of maintenance between two deletions of old rows.
const ROUNDS_TO_DELETION: u64 = 180;
/// Connections to the page with the metrics.
const OPERATORS: u32 = 16;
/// How long requests under way may take to end when the portal stops.
const GRACE: Duration = Duration::from_secs(10);

/// A running portal.
#[derive(Debug)]
pub struct Portal {
    app: Arc<App>,
    address: SocketAddr,
    metrics_address: Option<SocketAddr>,
    stop: watch::Sender<bool>,
    serving: Vec<JoinHandle<()>>,
    mailing: Vec<JoinHandle<()>>,
    maintaining: JoinHandle<()>,
}

/// The portal could not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The address is in use, or not this machine's.
    #[error("{setting}: cannot listen on {address}: {error}")]
    Listen {
        /// The setting that says so.
        setting: &'static str,
        /// Where.
        address: SocketAddr,
        /// Why not.
        error: std::io::Error,
    },
    /// The database or the base URL cannot be used.
    #[error(transparent)]
    App(#[from] AppError),
    /// The mail server's settings cannot be used.
    #[error(transparent)]
    Mail(#[from] MailSettingError),
}

impl Portal {
    /// Listens, opens the database, and serves.
    ///
    /// # Errors
    /// [`StartError`], which names the setting.
    pub async fn start(config: Config, clock: Clock) -> Result<Self, StartError> {
        let (listener, address) = listen("TOROKU_LISTEN", config.listen).await?;
        let metrics = match config.metrics_listen {
            None => None,
            Some(address) => Some(listen("TOROKU_METRICS_LISTEN", address).await?),
        };
        let base_url = config.base_url.clone().unwrap_or_else(|| format!("http://{address}"));
        app::make_at_first_start(&config)?;
        let app = Arc::new(App::open(config, base_url, clock).await?);
        // Before anybody asks: beside their first requests it would take a moment that has come for one ahead.
        put_right(&app).await;
        let mailer = mail::mailer(&app)?.map(Arc::new);
        let work = |mailer| tokio::spawn(mail::work(Arc::clone(&app), Arc::clone(mailer)));
        let workers = 0..app.config.mail.workers;
        let mailing =
            mailer.iter().flat_map(|mailer| workers.clone().map(|_| work(mailer))).collect();
        let maintaining = tokio::spawn(maintain(Arc::clone(&app)));
        let (stop, stopped) = watch::channel(false);
        let serve = |listener, router, limits| {
            serving::serve(listener, router, limits, app.metrics.clone(), stopped.clone())
        };
        let router = server::router(Arc::clone(&app));
        let mut serving = vec![serve(listener, router, app.config.connections)];
        let metrics_address = metrics.map(|(listener, address)| {
            let limits = Connections { at_once: OPERATORS, ..app.config.connections };
            serving.push(serve(listener, server::operator_router(Arc::clone(&app)), limits));
            address
        });
        Ok(Self { app, address, metrics_address, stop, serving, mailing, maintaining })
    }

    /// The address that is listened on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of the metrics, where there are any.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics_address
    }

    /// The portal's address as browsers see it.
    pub fn base_url(&self) -> &str {
        &self.app.base_url
    }

    /// Ends requests under way, then everything else, and closes the database.
    pub async fn stop(self) {
        self.app.stopping.store(true, Ordering::Release);
        // Nobody listening means that it has stopped already.
        let _ = self.stop.send(true);
        for serving in self.serving {
            drop(tokio::time::timeout(GRACE, serving).await);
        }
        self.app.mail_waits.notify_waiters();
        for mailing in self.mailing {
            drop(tokio::time::timeout(GRACE, mailing).await);
        }
        self.maintaining.abort();
        drop(self.maintaining.await);
        self.app.store.close().await;
    }
}

async fn listen(
    setting: &'static str,
    address: SocketAddr,
) -> Result<(TcpListener, SocketAddr), StartError> {
    let listening = async {
        let listener = TcpListener::bind(address).await?;
        let bound = listener.local_addr()?;
        Ok((listener, bound))
    };
    listening.await.map_err(|error| StartError::Listen { setting, address, error })
}

/// Maintenance: puts times right, writes reminders, and forgets what is too old.
async fn maintain(app: Arc<App>) {
    let mut clock = Watch::new(&app);
    let mut unserved = app.metrics.all_unserved();
    for round in 0_u64.. {
        if clock.was_set(&app) || (round > 0 && round % ROUNDS_TO_DELETION == 0) {
            put_right(&app).await;
        }
        match reminder::send_due(&app).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "reminders were written"),
            Err(failure) => tracing::error!(?failure, "reminders could not be written"),
        }
        app.limiter.forget_idle();
        unserved = say_unserved(&app, unserved);
        if round % ROUNDS_TO_DELETION == 0 {
            delete_old(&app).await;
        }
        crash::maintained();
        tokio::time::sleep(MAINTENANCE_INTERVAL).await;
    }
}

/// Times from the future, if there are any.
async fn put_right(app: &App) {
    if let Err(error) = put_times_right(app).await {
        tracing::error!(%error, "times from the future could not be looked for");
    }
}

/// A line in the log for all requests that came to nothing since `before`: one a request would be an attack of its
/// own. How many there are now.
fn say_unserved(app: &App, before: [u64; Unserved::ALL.len()]) -> [u64; Unserved::ALL.len()] {
    let now = app.metrics.all_unserved();
    let mut new = Unserved::ALL.iter().zip(now.iter().zip(before));
    let new: Vec<_> = new
        .by_ref()
        .filter(|(_, (now, before))| *now != before)
        .map(|(why, (now, before))| format!("{} {}", now - before, why.name()))
        .collect();
    if !new.is_empty() {
        tracing::warn!(requests = new.join(", "), "requests came to nothing");
    }
    now
}

/// Forgets sessions, failures and all else that is too old.
async fn delete_old(app: &App) {
    let now = app.clock.seconds();
    let deleted = async {
        app.store.forget_tries(now).await?;
        app.store.forget_staff_sessions(now - SESSION_LENGTH).await?;
        app.store.forget_sessions(app.clock.even_seconds() - SESSION_LIMIT).await
    };
    match deleted.await {
        Ok(count) => tracing::debug!(count, "old sessions forgotten"),
        Err(error) => tracing::error!(%error, "old sessions could not be forgotten"),
    }
    if let Err(error) = retention::enforce(app).await {
        tracing::error!(%error, "what is kept too long could not be deleted");
    }
}
