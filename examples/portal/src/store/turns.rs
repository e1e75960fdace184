//! Who may use a connection to PostgreSQL next, where there are fewer than are asked for.
//!
//! Whose request came first, whichever of its statements it asks for. In the order of asking, each request of a crowd would
//! wait behind all others at each statement, so that none were done in the time that a request has; sent again, all
//! would meet anew.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::oneshot;

/// So many may be at work at once.
#[derive(Debug)]
pub(super) struct Turns {
    most: u32,
    queue: Mutex<Queue>,
}

#[derive(Debug, Default)]
struct Queue {
    free: u32,
    /// By when their requests came, and by when they asked.
    waiting: BTreeMap<(Instant, u64), oneshot::Sender<Turn>>,
    asked: u64,
    is_closed: bool,
}

/// One of the [`Turns`], which is the next one's when it is dropped.
#[derive(Debug)]
pub(super) struct Turn(Arc<Turns>);

impl Turns {
    pub(super) fn new(most: u32) -> Arc<Self> {
        Arc::new(Self { most, queue: Mutex::new(Queue { free: most, ..Queue::default() }) })
    }

    /// Nothing that could panic is done while it is held.
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A turn at once: where one is free, nobody waits.
    pub(super) fn take_free(self: &Arc<Self>) -> Option<Turn> {
        self.take_free_of(&mut self.queue())
    }

    fn take_free_of(self: &Arc<Self>, queue: &mut Queue) -> Option<Turn> {
        queue.free = queue.free.checked_sub(1)?;
        Some(Turn(Arc::clone(self)))
    }

    /// A turn for a request that came then; none where they are closed.
    pub(super) async fn take(self: &Arc<Self>, came: Instant) -> Option<Turn> {
        let waiting = {
            let mut queue = self.queue();
            if let Some(turn) = self.take_free_of(&mut queue) {
                return Some(turn);
            }
            if queue.is_closed {
                return None;
            }
            let (sender, waiting) = oneshot::channel();
            queue.asked += 1;
            let asked = queue.asked;
            queue.waiting.insert((came, asked), sender);
            waiting
        };
        waiting.await.ok()
    }

    /// Waits until all have been given back, and lets nobody have one again.
    pub(super) async fn close(self: &Arc<Self>) {
        let mut all = Vec::new();
        for _ in 0..self.most {
            all.extend(self.take(Instant::now()).await);
        }
        let mut queue = self.queue();
        queue.is_closed = true;
        queue.waiting.clear();
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut queue = self.0.queue();
        if queue.is_closed {
            return;
        }
        while let Some((_, next)) = queue.waiting.pop_first() {
            // Who gives up in the meantime drops it, and it is the next one's.
            if !next.is_closed() {
                drop(queue);
                drop(next.send(Self(Arc::clone(&self.0))));
                return;
            }
        }
        queue.free += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::sync::mpsc::unbounded_channel;
    use tokio::task::yield_now;

    use super::*;

    #[tokio::test]
    async fn the_request_that_came_first_has_the_next_turn() {
        let turns = Turns::new(1);
        let held = turns.take_free().expect("one is free");
        assert!(turns.take_free().is_none());
        let begun = Instant::now();
        let (done, mut order) = unbounded_channel();
        let wait = |came: u64| {
            let (turns, done) = (Arc::clone(&turns), done.clone());
            tokio::spawn(async move {
                let turn = turns.take(begun + Duration::from_secs(came)).await;
                done.send(came).expect("it is read");
                drop(turn);
            })
        };
        let tasks = [3, 1, 2, 1].map(wait);
        let given_up = wait(0);
        yield_now().await;
        given_up.abort();
        assert!(given_up.await.expect_err("it waits").is_cancelled());
        drop(held);
        for task in tasks {
            task.await.expect("no panic");
        }
        let order: Vec<_> = std::iter::from_fn(|| order.try_recv().ok()).collect();
        assert_eq!(order, [1, 1, 2, 3]);
        assert!(turns.take_free().is_some(), "none is lost");
    }

    #[tokio::test]
    async fn who_closes_waits_for_all_and_nobody_has_one_again() {
        let turns = Turns::new(2);
        let held = turns.take_free().expect("one is free");
        let closing = Arc::clone(&turns);
        let closing = tokio::spawn(async move { closing.close().await });
        yield_now().await;
        assert!(!closing.is_finished());
        drop(held);
        closing.await.expect("no panic");
        assert!(turns.take_free().is_none());
        assert!(turns.take(Instant::now()).await.is_none());
    }
}
