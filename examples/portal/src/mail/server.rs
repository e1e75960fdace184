//! Whether the mail server is there, as far as this instance knows.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::app::App;
use crate::store::StoreError;

/// The uptime since which the mail server has been away; zero is since before the start.
#[derive(Debug)]
pub(crate) struct MailServer(Mutex<Option<Duration>>);

impl Default for MailServer {
    /// Nothing is known yet: the first mail that it takes shows that it is back.
    fn default() -> Self {
        Self(Mutex::new(Some(Duration::ZERO)))
    }
}

impl MailServer {
    /// It could not be reached.
    pub(super) fn failed(&self, app: &App) {
        let mut away = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        away.get_or_insert_with(|| app.clock.uptime());
    }

    /// It has taken a mail. Where it had been away for longer than the first pause, all mails that wait for it go on;
    /// after a shorter while each waits for its own turn, or one that fails now and then would be asked without pause.
    pub(super) async fn answered(&self, app: &App) -> Result<(), StoreError> {
        let away = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(since) = away else { return Ok(()) };
        let pause = Duration::from_secs(app.config.mail.retry_seconds.into());
        if !since.is_zero() && app.clock.uptime().saturating_sub(since) < pause {
            return Ok(());
        }
        let count = app.store.server_is_back(app.clock.seconds()).await?;
        if count > 0 {
            tracing::info!(count, "the mail server is back, and mails that waited for it go on");
            app.mail_waits.notify_waiters();
        }
        Ok(())
    }
}
