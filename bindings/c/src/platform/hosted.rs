//! The ground as Rust's standard library gives it.

extern crate std;

use core::mem::forget;
use core::ops::{Deref, DerefMut};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{PoisonError, RwLock, TryLockError};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::abi::call::Outcome;
use crate::abi::status::Status;

/// Runs the body of a function. A panic becomes [`Status::Bug`].
pub(crate) fn caught(body: impl FnOnce() -> Outcome) -> Outcome {
    // Unwind safe: a handle that was being changed when the panic came is poisoned and stays unusable.
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|panic| {
        // A payload whose own drop panics must not get across either.
        forget(panic);
        Err(Status::Bug)
    })
}

/// Seconds since 1970.
pub(crate) fn clock() -> Option<i64> {
    i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs()).ok()
}

/// A value that many may look at or one may change, and that a panic in between spoils.
pub(crate) struct Lock<T>(RwLock<T>);

impl<T> Lock<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(RwLock::new(value))
    }

    /// Looks at the value, after waiting for whoever changes it. What a panic left is sound: see
    /// [`Self::change`].
    pub(crate) fn look<R>(&self, body: impl FnOnce(&T) -> R) -> R {
        body(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the value, after waiting for all others. For changes that are whole at every moment.
    pub(crate) fn change<R>(&self, body: impl FnOnce(&mut T) -> R) -> R {
        body(&mut self.0.write().unwrap_or_else(PoisonError::into_inner))
    }

    /// A look at the value, or why not. Once for each kind of value, not in every function of the border.
    #[inline(never)]
    pub(crate) fn try_look(&self) -> Outcome<impl Deref<Target = T>> {
        self.0.try_read().map_err(|error| status(&error))
    }

    /// A change of the value, or why not.
    #[inline(never)]
    pub(crate) fn try_change(&self) -> Outcome<impl DerefMut<Target = T>> {
        self.0.try_write().map_err(|error| status(&error))
    }
}

fn status<G>(error: &TryLockError<G>) -> Status {
    match error {
        TryLockError::WouldBlock => Status::Busy,
        TryLockError::Poisoned(_) => Status::Bug,
    }
}
