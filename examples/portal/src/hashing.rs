//! Hashes of passwords: a few at once, on threads of their own, and a short queue before them.
//!
//! Each hash takes 19 MiB and a core for tens of milliseconds. Without a bound, a hundred logins at once take two
//! gigabytes; with it the memory is that of the threads, which use it again and again, and whoever comes while the
//! queue is full is asked to come again.

use std::cell::RefCell;
use std::num::NonZero;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use toroku::password::HashMemory;

use crate::failure::{ErrorPage, Failure};

/// The most hashes at once where the settings leave it to the machine: with them the process stays under 128 MB.
const MOST_BY_ITSELF: usize = 3;
/// Who may wait for each thread: at 25 ms a hash, half a second.
const WAITING_A_THREAD: usize = 16;
/// A thread stays, and with it the memory that it hashes in.
const KEPT: Duration = Duration::from_hours(24);

/// Where passwords are hashed.
#[derive(Debug)]
pub(crate) struct Hashing {
    places: Arc<Semaphore>,
    /// Its blocking threads do the work; nothing else runs there.
    threads: Option<Runtime>,
}

/// A place in the queue and at work. It is taken until what was begun in it is over, also where its asker has gone
/// away.
#[derive(Debug)]
pub(crate) struct Place<'a> {
    threads: &'a Runtime,
    place: Arc<OwnedSemaphorePermit>,
}

impl Hashing {
    /// `at_once` threads; 0 is as many as there are cores, three at most.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub(crate) fn new(at_once: u32) -> std::io::Result<Self> {
        let cores = available_parallelism().map_or(1, NonZero::get);
        let at_once = match usize::try_from(at_once) {
            Ok(0) | Err(_) => cores.min(MOST_BY_ITSELF),
            Ok(at_once) => at_once,
        };
        let threads = Builder::new_current_thread()
            .max_blocking_threads(at_once)
            .thread_keep_alive(KEPT)
            .thread_name("hashing")
            .build()?;
        let places = Arc::new(Semaphore::new(at_once * (1 + WAITING_A_THREAD)));
        Ok(Self { places, threads: Some(threads) })
    }

    /// A place, if there is one left.
    ///
    /// # Errors
    /// [`ErrorPage::Busy`] where the queue is full.
    pub(crate) fn place(&self) -> Result<Place<'_>, Failure> {
        let place = Arc::clone(&self.places).try_acquire_owned();
        let place = Arc::new(place.map_err(|_| Failure::from(ErrorPage::Busy))?);
        let threads = self.threads.as_ref().expect("they end when this is dropped");
        Ok(Place { threads, place })
    }
}

impl Place<'_> {
    /// Does the work as soon as a thread is free.
    ///
    /// # Errors
    /// [`ErrorPage::Internal`] where the work has panicked.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut HashMemory) -> T + Send + 'static,
    ) -> Result<T, Failure> {
        thread_local! {
            static MEMORY: RefCell<HashMemory> = RefCell::default();
        }
        let place = Arc::clone(&self.place);
        let work = move || {
            let _place = place;
            MEMORY.with_borrow_mut(work)
        };
        self.threads.spawn_blocking(work).await.map_err(|error| {
            tracing::error!(%error, "a password could not be hashed");
            ErrorPage::Internal.into()
        })
    }
}

impl Drop for Hashing {
    fn drop(&mut self) {
        // A runtime that waits for its threads may not be dropped where others run.
        if let Some(threads) = self.threads.take() {
            threads.shutdown_background();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn no_more_run_at_once_than_threads_and_no_more_wait_than_the_queue_holds() {
        let hashing = Arc::new(Hashing::new(2).unwrap());
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let places: Vec<_> = std::iter::from_fn(|| hashing.place().ok()).collect();
        assert_eq!(places.len(), 2 * (1 + WAITING_A_THREAD));
        assert!(matches!(hashing.place(), Err(Failure::Page(ErrorPage::Busy))));
        let work = places.iter().map(|place| {
            let (running, most) = (Arc::clone(&running), Arc::clone(&most));
            place.run(move |_| {
                let now = running.fetch_add(1, Ordering::SeqCst) + 1;
                most.fetch_max(now, Ordering::SeqCst);
                std::thread::sleep(Duration::from_millis(5));
                running.fetch_sub(1, Ordering::SeqCst);
            })
        });
        let mut done = 0;
        for work in work.collect::<Vec<_>>() {
            work.await.unwrap();
            done += 1;
        }
        assert_eq!(done, places.len());
        assert!(most.load(Ordering::SeqCst) <= 2);
        drop(places);
        assert!(hashing.place().is_ok());
    }

    #[tokio::test]
    async fn who_goes_away_leaves_no_longer_queue() {
        let hashing = Hashing::new(1).unwrap();
        let (go_on, waits) = std::sync::mpsc::channel::<()>();
        let place = hashing.place().unwrap();
        let mut first = Box::pin(place.run(move |_| waits.recv()));
        assert!(poll_once(&mut first).await.is_none());
        for _ in 0..WAITING_A_THREAD {
            let place = hashing.place().unwrap();
            let mut asked = Box::pin(place.run(|_| ()));
            assert!(poll_once(&mut asked).await.is_none());
        }
        // All but the first have gone away, and what they asked for is still to be done.
        assert!(matches!(hashing.place(), Err(Failure::Page(ErrorPage::Busy))));
        go_on.send(()).unwrap();
        first.await.unwrap().unwrap();
        drop(place);
        while hashing.places.available_permits() < 1 + WAITING_A_THREAD {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    async fn poll_once<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
        tokio::select! {
            biased;
            done = future => Some(done),
            () = std::future::ready(()) => None,
        }
    }

    #[tokio::test]
    async fn work_that_panics_gives_its_place_back() {
        let hashing = Hashing::new(1).unwrap();
        for _ in 0..3 * (1 + WAITING_A_THREAD) {
            let failed = hashing.place().unwrap().run(|_| panic!("as it may")).await;
            assert!(matches!(failed, Err::<(), _>(Failure::Page(ErrorPage::Internal))));
        }
    }
}
