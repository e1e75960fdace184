//! Open connections to PostgreSQL, lent for a statement or a transaction.
//!
//! The pool of sqlx asks a connection whether it is still there before it is lent and after it comes back, which takes
//! longer than most statements here. One that was used a moment ago is not asked.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};
use tokio::time::timeout;

use super::turns::{Turn, Turns};
use super::{PATIENCE, StoreError, in_time};
use crate::patience;

/// For how long a connection that was used counts as being there.
const FRESH: Duration = Duration::from_secs(1);
/// How long a connection may take to say that it is there, or to end what was given up.
const ANSWER: Duration = Duration::from_secs(2);

/// Connections to one database, as many as were needed at once.
#[derive(Debug)]
pub(super) struct Connections {
    options: PgConnectOptions,
    idle: Mutex<Vec<(PgConnection, Instant)>>,
    /// Numbers for registrations, which nobody else is given.
    numbers: Mutex<Vec<i64>>,
    turns: Arc<Turns>,
}

impl Connections {
    /// At most so many connections, the first of which is open.
    pub(super) fn new(first: PgConnection, options: PgConnectOptions, most: u32) -> Arc<Self> {
        let idle = Mutex::new(vec![(first, Instant::now())]);
        Arc::new(Self { options, idle, numbers: Mutex::default(), turns: Turns::new(most) })
    }

    fn idle(&self) -> MutexGuard<'_, Vec<(PgConnection, Instant)>> {
        locked(&self.idle)
    }

    /// A number for a registration, where one is left: each that is stored brings one along, so that there are as many as
    /// were stored at once. Who stops leaves them out.
    pub(super) fn number(&self) -> Option<i64> {
        locked(&self.numbers).pop()
    }

    /// Keeps a number that was brought along.
    pub(super) fn keep_number(&self, number: i64) {
        locked(&self.numbers).push(number);
    }

    /// One that nobody else has: the one that was used last, or a new one.
    pub(super) async fn lend(self: &Arc<Self>) -> Result<Lent, StoreError> {
        match self.lend_fresh() {
            Some(lent) => Ok(lent),
            None => in_time(self.lend_any()).await,
        }
    }

    /// One that was used a moment ago, where there is one and nobody waits. The rest needs room for a connection that is
    /// made, many times what a statement needs.
    fn lend_fresh(self: &Arc<Self>) -> Option<Lent> {
        let turn = self.turns.take_free()?;
        let (connection, _) = self.idle().pop_if(|(_, used_at)| used_at.elapsed() < FRESH)?;
        Some(Lent { connection, _turn: turn, home: Arc::clone(self) })
    }

    async fn lend_any(self: &Arc<Self>) -> Result<Lent, StoreError> {
        let turn = timeout(PATIENCE, self.turns.take(patience::begun())).await;
        let turn = turn.map_err(|_| sqlx::Error::PoolTimedOut)?;
        let turn = turn.ok_or(sqlx::Error::PoolClosed)?;
        let lent = |connection| Lent { connection, _turn: turn, home: Arc::clone(self) };
        let last = self.idle().pop();
        if let Some((mut connection, used_at)) = last {
            let is_there = used_at.elapsed() < FRESH
                || matches!(timeout(ANSWER, connection.ping()).await, Ok(Ok(())));
            if is_there {
                return Ok(lent(connection));
            }
            // The others were used before it, and to the same server.
            self.idle().clear();
        }
        let connected = timeout(PATIENCE, self.options.connect()).await;
        Ok(lent(connected.map_err(|_| sqlx::Error::PoolTimedOut)??))
    }

    /// Waits until all have come back, and closes them.
    pub(super) async fn close(&self) {
        self.turns.close().await;
        let idle = std::mem::take(&mut *self.idle());
        for (connection, _) in idle {
            drop(connection.close().await);
        }
    }
}

/// Nothing that could panic is done while these are held.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A connection that is lent. Where it is not given back, it is closed.
#[derive(Debug)]
pub(super) struct Lent {
    connection: PgConnection,
    _turn: Turn,
    home: Arc<Connections>,
}

impl Lent {
    /// Gives it back after a statement, unless it is the connection that has failed.
    pub(super) fn end<T>(self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        use sqlx::Error::{ColumnDecode, Database, Decode, RowNotFound};
        if let Ok(_)
        | Err(StoreError::Database(
            Database(_) | RowNotFound | ColumnDecode { .. } | Decode(_),
        )) = &done
        {
            let Self { connection, _turn, home } = self;
            home.idle().push((connection, Instant::now()));
        }
        done
    }
}

impl Deref for Lent {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.connection
    }
}

impl DerefMut for Lent {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.connection
    }
}

/// A transaction of PostgreSQL; dropped, it is rolled back.
#[derive(Debug)]
pub(crate) struct PgTransaction(Option<Lent>);

impl PgTransaction {
    /// Begins one.
    pub(super) async fn begin(connections: &Arc<Connections>) -> Result<Self, StoreError> {
        let mut lent = connections.lend().await?;
        run(&mut lent, "BEGIN").await?;
        Ok(Self(Some(lent)))
    }

    /// The connection that it runs on.
    pub(super) fn connection(&mut self) -> &mut PgConnection {
        self.0.as_mut().expect("it is lent until the end")
    }

    /// Makes it last.
    pub(super) async fn commit(mut self) -> Result<(), StoreError> {
        let mut lent = self.0.take().expect("it is lent until the end");
        let committed = run(&mut lent, "COMMIT").await;
        lent.end(committed)
    }
}

async fn run(connection: &mut PgConnection, statement: &'static str) -> Result<(), StoreError> {
    in_time(async { Ok(sqlx::query(statement).execute(connection).await.map(drop)?) }).await
}

impl Drop for PgTransaction {
    fn drop(&mut self) {
        let Some(mut lent) = self.0.take() else { return };
        // Outside of a runtime the connection is closed, which ends the transaction too.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        drop(runtime.spawn(async move {
            let rolled_back = timeout(ANSWER, sqlx::query("ROLLBACK").execute(&mut *lent)).await;
            // Nobody is left to tell. A server that does not answer ends the transaction where the connection ends.
            if let Ok(rolled_back) = rolled_back {
                drop(lent.end(rolled_back.map(drop).map_err(StoreError::from)));
            }
        }));
    }
}
