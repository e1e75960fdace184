//! How long a request waits for a database that does not answer, all its waits together: a server that is gone without
//! a word, a commit that waits for its replica, another request that waits for the same.
//!
//! Bodies that come slowly and passwords that are hashed have limits of their own.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::time::timeout;

/// What a request may wait in all, and everything else each time: with what an answer takes beside, on a busy machine
/// too, below ten seconds.
pub(crate) const PATIENCE: Duration = Duration::from_secs(6);

tokio::task_local! {
    static LEFT: Left;
}

/// What is left to wait.
#[derive(Clone)]
struct Left {
    begun: Instant,
    time: Arc<Mutex<Duration>>,
}

impl Left {
    fn of(patience: Duration) -> Self {
        Self { begun: Instant::now(), time: Arc::new(Mutex::new(patience)) }
    }

    fn get(&self) -> Duration {
        *self.time.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn spend(&self, time: Duration) {
        let mut left = self.time.lock().unwrap_or_else(PoisonError::into_inner);
        *left = left.saturating_sub(time);
    }
}

/// It took too long, and was given up: whether it was done is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLong;

/// Does a request's work, whose waits together are no longer than [`PATIENCE`].
pub(crate) async fn of_a_request<T>(work: impl Future<Output = T>) -> T {
    lasting(PATIENCE, work).await
}

/// Does work whose waits together are no longer than `patience`.
pub(crate) async fn lasting<T>(patience: Duration, work: impl Future<Output = T>) -> T {
    LEFT.scope(Left::of(patience), work).await
}

/// The same work for a task of its own, with what is left here.
pub(crate) fn shared<T>(work: impl Future<Output = T>) -> impl Future<Output = T> {
    let left = LEFT.try_with(Left::clone);
    async move {
        match left {
            Ok(left) => LEFT.scope(left, work).await,
            Err(_) => work.await,
        }
    }
}

/// When the request came; now, where there is none.
pub(crate) fn begun() -> Instant {
    LEFT.try_with(|left| left.begun).unwrap_or_else(|_| Instant::now())
}

/// Waits for it as long as the request may, or [`PATIENCE`] where there is none.
pub(crate) async fn within<T>(work: impl Future<Output = T>) -> Result<T, TooLong> {
    let left = LEFT.try_with(Left::clone).unwrap_or_else(|_| Left::of(PATIENCE));
    let begun = Instant::now();
    let done = timeout(left.get(), work).await;
    left.spend(begun.elapsed());
    done.map_err(|_| TooLong)
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    const SHORT: Duration = Duration::from_millis(20);

    #[tokio::test]
    async fn waits_are_counted_together_in_other_tasks_too() {
        let work = async {
            assert_eq!(within(ready(1)).await, Ok(1));
            let task = tokio::spawn(shared(within(pending::<()>())));
            assert_eq!(task.await.expect("no panic"), Err(TooLong));
            // Nothing is left, not even for what would be done in a moment.
            assert_eq!(within(pending::<()>()).await, Err(TooLong));
            assert_eq!(LEFT.with(Left::get), Duration::ZERO);
        };
        lasting(SHORT, work).await;
    }
}
