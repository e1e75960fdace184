//! Handles: numbers in the shape of pointers, never followed.
//!
//! What a handle stands for is found in a table. So a handle that was freed, one of another kind and a
//! pointer to something else are each told apart and answered with a status, where following them would be
//! undefined. A number is not given twice.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock, TryLockError};

use crate::border::{Out, Outcome};
use crate::status::Status;

/// One kind of handle: its place among the kinds and the table of those that live.
pub(crate) trait Kind: Sized + 'static {
    /// Odd and below 16: the last four bits of its handles, which no aligned pointer has.
    const TAG: usize;
    /// The opaque type that C sees.
    type Opaque;

    fn table() -> &'static Table<Self>;
}

/// The handles of one kind.
pub(crate) struct Table<T>(RwLock<Option<Live<T>>>);

type Live<T> = HashMap<usize, Arc<RwLock<T>>, BuildHasherDefault<Serial>>;

impl<T> Table<T> {
    pub(crate) const fn new() -> Self {
        Self(RwLock::new(None))
    }
}

/// The next handle's number; one count for all kinds.
static NEXT: AtomicUsize = AtomicUsize::new(1);
/// How many handles live.
static LIVE: AtomicUsize = AtomicUsize::new(0);

pub(crate) fn live_count() -> usize {
    LIVE.load(Ordering::Relaxed)
}

/// Makes a handle and writes it to its output.
pub(crate) fn make<T: Kind>(value: T, out: Out<*mut T::Opaque>) {
    let mut table = T::table().0.write().unwrap_or_else(PoisonError::into_inner);
    let live = table.get_or_insert_default();
    let handle = loop {
        let handle = NEXT.fetch_add(1, Ordering::Relaxed) << 4 | T::TAG;
        // After 2^28 handles a 32-bit count begins anew: a number that still lives is passed over.
        if !live.contains_key(&handle) {
            break handle;
        }
    };
    live.insert(handle, Arc::new(RwLock::new(value)));
    LIVE.fetch_add(1, Ordering::Relaxed);
    drop(table);
    out.put(std::ptr::without_provenance_mut(handle));
}

fn find<T: Kind>(handle: *const T::Opaque) -> Outcome<Arc<RwLock<T>>> {
    let number = handle.addr();
    let table = T::table().0.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = table.as_ref().and_then(|live| live.get(&number)) {
        return Ok(Arc::clone(found));
    }
    Err(missing::<T>(number))
}

fn missing<T: Kind>(number: usize) -> Status {
    if number == 0 {
        Status::Null
    } else if number & 0xF == T::TAG && number >> 4 < NEXT.load(Ordering::Relaxed) {
        Status::FreedHandle
    } else {
        Status::WrongHandle
    }
}

/// Looks at a handle's value. Any number of threads may at once, while none changes it.
pub(crate) fn look<T: Kind, R>(
    handle: *const T::Opaque,
    body: impl FnOnce(&T) -> Outcome<R>,
) -> Outcome<R> {
    let found = find::<T>(handle)?;
    match found.try_read() {
        Ok(value) => body(&value),
        Err(error) => Err(lock_status(&error)),
    }
}

/// Changes a handle's value.
pub(crate) fn change<T: Kind, R>(
    handle: *mut T::Opaque,
    body: impl FnOnce(&mut T) -> Outcome<R>,
) -> Outcome<R> {
    let found = find::<T>(handle)?;
    match found.try_write() {
        Ok(mut value) => body(&mut value),
        Err(error) => Err(lock_status(&error)),
    }
}

fn lock_status<G>(error: &TryLockError<G>) -> Status {
    match error {
        TryLockError::WouldBlock => Status::Busy,
        TryLockError::Poisoned(_) => Status::Bug,
    }
}

/// Frees a handle; NULL is nothing to free. A poisoned one can be freed too.
pub(crate) fn free<T: Kind>(handle: *mut T::Opaque) -> Outcome {
    let number = handle.addr();
    if number == 0 {
        return Ok(());
    }
    let mut table = T::table().0.write().unwrap_or_else(PoisonError::into_inner);
    let Some(live) = table.as_mut() else { return Err(missing::<T>(number)) };
    let Some(value) = live.get(&number) else { return Err(missing::<T>(number)) };
    // A call in another thread holds a count of its own.
    if Arc::strong_count(value) > 1 {
        return Err(Status::Busy);
    }
    let value = live.remove(&number);
    // Nothing is kept for later: a host that freed all it made holds no memory of ours.
    if live.is_empty() {
        *table = None;
    }
    LIVE.fetch_sub(1, Ordering::Relaxed);
    drop(table);
    drop(value);
    Ok(())
}

/// Handles are counted up, so they are spread well enough as they are.
#[derive(Default)]
struct Serial(u64);

impl Hasher for Serial {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0 << 8 | u64::from(*byte);
        }
    }

    fn write_usize(&mut self, number: usize) {
        // The table takes its buckets from the low bits and its tags from the high ones.
        self.0 = (number as u64 >> 4).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// Declares the opaque type that C sees and joins it to what it stands for.
macro_rules! handle_kind {
    ($value:ty, $opaque:ident, $tag:literal) => {
        impl $crate::handle::Kind for $value {
            const TAG: usize = $tag;
            type Opaque = $opaque;

            fn table() -> &'static $crate::handle::Table<Self> {
                static TABLE: $crate::handle::Table<$value> = $crate::handle::Table::new();
                &TABLE
            }
        }
    };
}
pub(crate) use handle_kind;
