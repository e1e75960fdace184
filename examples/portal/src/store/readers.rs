//! Connections to SQLite's file that read, lent for a statement.

use std::sync::{Arc, Mutex, PoisonError};

use super::StoreError;
use super::file::{File, Opened};

/// As many connections as were needed at once: no more than there are threads, since a statement is never waited for.
#[derive(Debug)]
pub(super) struct Readers {
    file: File,
    idle: Mutex<Vec<Opened>>,
}

impl Readers {
    /// The first of which is open.
    pub(super) fn new(first: Opened, file: File) -> Arc<Self> {
        Arc::new(Self { file, idle: Mutex::new(vec![first]) })
    }

    /// One that nobody else has.
    pub(super) fn lend(self: &Arc<Self>) -> Result<LentReader, StoreError> {
        let last = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match last {
            Some(connection) => connection,
            None => self.file.reader()?,
        };
        Ok(LentReader { connection, home: Arc::clone(self) })
    }

    /// Closes all.
    pub(super) fn close(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// A connection that is lent. Where it is not given back, it is closed.
#[derive(Debug)]
pub(super) struct LentReader {
    pub(super) connection: Opened,
    home: Arc<Readers>,
}

impl LentReader {
    /// Gives it back after a statement that did not fail.
    pub(super) fn end<T>(self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        if done.is_ok() {
            let Self { connection, home } = self;
            home.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
        done
    }
}
