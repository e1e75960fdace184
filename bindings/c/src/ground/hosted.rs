//! The ground as Rust's standard library gives it.

extern crate std;

use alloc::sync::Arc;
use core::mem::{forget, transmute};
use core::ops::{Deref, DerefMut};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, TryLockError};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::border::Outcome;
use crate::status::Status;

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

impl<T: 'static> Lock<T> {
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

    /// A look at the value, or why not.
    pub(crate) fn try_look(self: Arc<Self>) -> Outcome<Looking<T>> {
        let guard = self.0.try_read().map_err(|error| status(&error))?;
        // SAFETY: the guard's lock stays where it is for as long as the count beside it stands.
        let value =
            unsafe { transmute::<RwLockReadGuard<'_, T>, RwLockReadGuard<'static, T>>(guard) };
        Ok(Looking { value, _lock: self })
    }

    /// A change of the value, or why not.
    pub(crate) fn try_change(self: Arc<Self>) -> Outcome<Changing<T>> {
        let guard = self.0.try_write().map_err(|error| status(&error))?;
        // SAFETY: as above.
        let value =
            unsafe { transmute::<RwLockWriteGuard<'_, T>, RwLockWriteGuard<'static, T>>(guard) };
        Ok(Changing { value, _lock: self })
    }
}

/// A value that is looked at: no one changes it while this lives.
pub(crate) struct Looking<T: 'static> {
    // Before the count, since members are dropped in their order.
    value: RwLockReadGuard<'static, T>,
    _lock: Arc<Lock<T>>,
}

impl<T> Deref for Looking<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A value that is changed: no one else looks at it while this lives.
pub(crate) struct Changing<T: 'static> {
    // Before the count, as above.
    value: RwLockWriteGuard<'static, T>,
    _lock: Arc<Lock<T>>,
}

impl<T> Deref for Changing<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Changing<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

fn status<G>(error: &TryLockError<G>) -> Status {
    match error {
        TryLockError::WouldBlock => Status::Busy,
        TryLockError::Poisoned(_) => Status::Bug,
    }
}
