//! The mailer of this machine alone: every mail stays in the outbox, and `/mailbox` shows it.

use super::MailError;
use crate::clock::Clock;
use crate::store::{DueMail, Store};

/// Delivers by a note in the outbox.
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

    /// Notes that the mail is delivered.
    pub(crate) async fn send(&self, mail: &DueMail) -> Result<(), MailError> {
        self.store.receive(mail.id, self.clock.seconds()).await.map_err(MailError::Store)
    }
}
