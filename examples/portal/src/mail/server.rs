//! Whether the mail server is there, as far as this instance knows.

use std::time::Duration;

use crate::app::App;
use crate::store::StoreError;

/// The server has taken a mail. Where it had been away for longer than the first pause, all mails that wait for it go on;
/// after a shorter while each waits for its own turn, or one that fails now and then would be asked without pause.
pub(super) async fn answered(app: &App) -> Result<(), StoreError> {
    let Some(since) = app.mail_server.answered() else { return Ok(()) };
    let pause = Duration::from_secs(app.config.mail.retry_seconds.into());
    if !since.is_zero() && app.clock.uptime().saturating_sub(since) < pause {
        return Ok(());
    }
    let count = app.store.server_is_back(app.clock.seconds()).await?;
    if count > 0 {
        tracing::info!(count, "the mail server is back, and mails that waited for it go on");
        app.mail_waits.notify_waiters();
        // Who has found it out does not wait, and would wait next.
        app.mail_waits.notify_one();
    }
    Ok(())
}
