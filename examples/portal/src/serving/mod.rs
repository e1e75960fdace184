//! Connections: how many at once, and how long each may take.
//!
//! A connection that waits for its client (for a header, a body, the next request) gives way when all places are
//! taken: the one that has waited longest is closed. So half-open connections, however many, keep nobody out. Of
//! requests at work a few places fewer are given, and those are left to `/health` and `/ready`.

mod connection;
mod places;
mod stream;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinHandle;

use crate::config::Connections;
use crate::metrics::{Metrics, Unserved};
use connection::Served;
use places::Places;

pub(crate) use connection::WITHOUT_PAGE;
pub(crate) use places::{Crowded, Work};
pub(crate) use stream::{BodyError, MAX_FORM_BYTES};

/// How often it is looked anew for a connection that gives way.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// Serves until `stopped` is set, every connection has ended, and nothing is left to do of a request: a link is made after
/// its asker was answered, and what was begun goes on though its asker is gone.
pub(crate) fn serve(
    listener: TcpListener,
    router: Router,
    limits: Connections,
    metrics: Metrics,
    mut stopped: watch::Receiver<bool>,
) -> JoinHandle<()> {
    let places = Arc::new(Places::new(limits.at_once, metrics));
    let free = Arc::new(Semaphore::new(limits.at_once as usize));
    let all = limits.at_once;
    tokio::spawn(async move {
        let served = Served { router, limits, places: Arc::clone(&places) };
        loop {
            let stopping = stopped.clone();
            tokio::select! {
                (stream, peer, free) = next(&listener, &places, &free) => {
                    tokio::spawn(connection::serve(served.clone(), stream, peer, free, stopping));
                }
                _ = stopped.wait_for(|stopped| *stopped) => break,
            }
        }
        drop(listener);
        // Every connection gives its place back when it ends.
        drop(free.acquire_many(all).await);
        while places.is_at_work() {
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    })
}

/// The next connection, with a place of its own.
async fn next(
    listener: &TcpListener,
    places: &Places,
    free: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer, place(places, free).await),
            Err(error) if is_of_the_client(&error) => {}
            Err(error) => {
                // No file descriptor is left, as a rule.
                tracing::debug!(%error, "a connection could not be accepted");
                places.metrics.unserved(Unserved::Files);
                places.make_room();
                tokio::time::sleep(LOOK_AGAIN).await;
            }
        }
    }
}

async fn place(places: &Places, free: &Arc<Semaphore>) -> OwnedSemaphorePermit {
    loop {
        if let Ok(place) = Arc::clone(free).try_acquire_owned() {
            return place;
        }
        places.make_room();
        let freed = tokio::time::timeout(LOOK_AGAIN, Arc::clone(free).acquire_owned());
        if let Ok(Ok(place)) = freed.await {
            return place;
        }
    }
}

fn is_of_the_client(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionRefused | ConnectionAborted | ConnectionReset)
}
