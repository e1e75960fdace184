//! Starting and stopping.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use thiserror::Error;
use tokio::net::{TcpListener, TcpSocket};
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
/// Connections that the system keeps until they are accepted, if its own limit (`somaxconn`) is no lower: a client that
/// finds no room waits a second before it asks again.
const BACKLOG: u32 = 4096;

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
        let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        // A portal that starts anew does not wait for the last one's connections to be forgotten.
        #[cfg(unix)]
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        let listener = socket.listen(BACKLOG)?;
        let bound = listener.local_addr()?;
        Ok((listener, bound))
    };
    listening.await.map_err(|error| StartError::Listen { setting, address, error })
}

/// Maintenance: puts times right, writes reminders, and forgets what is too old.
async fn maintain(app: Arc<App>) {
    let mut clock = Watch::new(&app);
    let mut unserved = app.metrics.all_unserved();
    let mut is_steady = false;
    for round in 0_u64.. {
        let (was_set, is_in_turn) = (clock.was_set(&app), round % ROUNDS_TO_DELETION == 0);
        if was_set || (is_in_turn && round > 0) {
            put_right(&app).await;
        }
        if was_set || is_in_turn {
            is_steady = has_steady_clock(&app).await;
        }
        if is_steady {
            remind(&app).await;
        }
        app.limiter.forget_idle();
        unserved = say_unserved(&app, unserved);
        if is_in_turn {
            delete_old(&app, is_steady).await;
        }
        crash::maintained();
        tokio::time::sleep(MAINTENANCE_INTERVAL).await;
    }
}

/// Whether reminders and what cannot be brought back may go by the clock; not where it cannot be told.
async fn has_steady_clock(app: &App) -> bool {
    retention::is_steady(app).await.unwrap_or_else(|error| {
        tracing::error!(%error, "it could not be told whether the clock goes evenly");
        false
    })
}

/// Reminders that are due.
async fn remind(app: &App) {
    match reminder::send_due(app).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "reminders were written"),
        Err(failure) => tracing::error!(?failure, "reminders could not be written"),
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
async fn delete_old(app: &App, is_steady: bool) {
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
    if let Err(error) = retention::enforce(app, is_steady).await {
        tracing::error!(%error, "what is kept too long could not be deleted");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Many who come in one moment are let in without waiting, though nobody has been accepted yet.
    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn a_crowd_finds_room_before_it_is_accepted() {
        const CROWD: usize = 400;
        let (listener, address) =
            listen("TOROKU_LISTEN", "127.0.0.1:0".parse().unwrap()).await.unwrap();
        let mut connections = Vec::new();
        for _ in 0..CROWD {
            connections.push(tokio::net::TcpStream::connect(address).await.unwrap());
        }
        // The system says that it is connected even to one that it leaves out, until it is written to.
        for _ in 0..CROWD {
            let accepted = tokio::time::timeout(GRACE, listener.accept()).await;
            assert!(accepted.is_ok_and(|accepted| accepted.is_ok()));
        }
    }
}
