//! Whether the mail server is there, as far as mails have shown.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

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
    /// It could not be reached at this uptime.
    pub(crate) fn failed(&self, uptime: Duration) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(uptime);
    }

    /// It has taken a mail: since when it had been away, if it had.
    pub(crate) fn answered(&self) -> Option<Duration> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
