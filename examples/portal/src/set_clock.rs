//! A clock that is set: what was written while it was ahead would keep mails and people waiting until it gets there.

use crate::app::App;
use crate::store::StoreError;

/// Seconds by which the clock may drift from one look to the next.
const DRIFT: i64 = 60;

/// How the clock stands against the time since the start, which nobody sets.
#[derive(Debug)]
pub(crate) struct Watch {
    ahead: i64,
}

impl Watch {
    /// As it stands now.
    pub(crate) fn new(app: &App) -> Self {
        Self { ahead: ahead(app) }
    }

    /// Whether the clock was set since the last look; the operator is told.
    pub(crate) fn was_set(&mut self, app: &App) -> bool {
        let ahead = ahead(app);
        let by = ahead - self.ahead;
        self.ahead = ahead;
        if by.abs() <= DRIFT {
            return false;
        }
        tracing::warn!(seconds = by, "the system's clock was set");
        true
    }
}

fn ahead(app: &App) -> i64 {
    let uptime = i64::try_from(app.clock.uptime().as_secs()).unwrap_or(i64::MAX);
    app.clock.seconds() - uptime
}

/// Makes times from the future now, counts them, and tells the operator.
pub(crate) async fn put_times_right(app: &App) -> Result<(), StoreError> {
    let (now, even) = (app.clock.seconds(), app.clock.even_seconds());
    let pause = i64::from(app.config.mail.retry_seconds);
    let count = app.store.put_times_right(now, even, pause).await?;
    if count > 0 {
        tracing::warn!(count, "times from the future were put right: the clock was ahead");
        app.metrics.future_times.inc_by(count);
        app.mail_waits.notify_one();
    }
    Ok(())
}
