//! The platform as Rust's standard library gives it.

extern crate std;

use core::mem::forget;
use core::ops::{Deref, DerefMut};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{PoisonError, RwLock, TryLockError};
use std::time::{SystemTime, UNIX_EPOCH};

use super::Unavailable;

/// Runs the body of a function: what it gives, or nothing after a panic.
pub(crate) fn caught<R>(body: impl FnOnce() -> R) -> Option<R> {
    // Unwind safe: a handle that was being changed when the panic came is poisoned and stays unusable.
    // A payload whose own drop panics must not get across either.
    catch_unwind(AssertUnwindSafe(body)).map_err(forget).ok()
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

    /// A look at the value, or why not. Once for each kind of value, not in every function of the C ABI.
    #[inline(never)]
    pub(crate) fn try_look(&self) -> Result<impl Deref<Target = T>, Unavailable> {
        self.0.try_read().map_err(|error| reason(&error))
    }

    /// A change of the value, or why not.
    #[inline(never)]
    pub(crate) fn try_change(&self) -> Result<impl DerefMut<Target = T>, Unavailable> {
        self.0.try_write().map_err(|error| reason(&error))
    }
}

fn reason<G>(error: &TryLockError<G>) -> Unavailable {
    match error {
        TryLockError::WouldBlock => Unavailable::Busy,
        TryLockError::Poisoned(_) => Unavailable::Poisoned,
    }
}
