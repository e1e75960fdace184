//! The mailer of this machine alone: every mail goes into a table, which `/mailbox` shows.

use super::MailError;
use crate::clock::Clock;
use crate::store::{DueMail, Store};

/// Delivers into the table `mailbox`.
#[derive(Clone, Debug)]
pub(crate) struct LocalMailbox {
    store: Store,
    clock: Clock,
}

impl LocalMailbox {
    /// A mailbox in this store.
    pub(crate) fn new(store: Store, clock: Clock) -> Self {
        Self { store, clock }
    }

    /// Puts the mail into the table; the same one again is there once.
    pub(crate) async fn send(&self, mail: &DueMail) -> Result<(), MailError> {
        self.store.receive(mail, self.clock.seconds()).await.map_err(MailError::Store)
    }
}
