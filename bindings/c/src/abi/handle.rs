//! Handles: numbers in the shape of pointers, never followed.
//!
//! What a handle stands for is found in a table. So a handle that was freed, one of another kind and a
//! pointer to something else are each told apart and answered with a status, where following them would be
//! undefined. A number is not given twice; on a machine of 32 bits not before 2^28 - 1 others were.

use alloc::sync::Arc;
use core::any::Any;
use core::hash::{BuildHasherDefault, Hasher};
use core::sync::atomic::{AtomicUsize, Ordering};

use hashbrown::HashMap;

use crate::abi::call::Out;
use crate::abi::status::{Outcome, Status};
use crate::platform::Lock;

/// One kind of handle.
pub(crate) trait Kind: Sized + Send + Sync + 'static {
    /// Odd and below 16: the last four bits of its handles, which no aligned pointer has.
    const TAG: usize;
    /// The opaque type that C sees.
    type Opaque;
}

/// Each handle with its value, a `Lock` of its kind.
type Live = HashMap<usize, Arc<dyn Any + Send + Sync>, BuildHasherDefault<Serial>>;

/// Every handle that lives. One table for all kinds: one for each would be the same code seven times.
static LIVE: Lock<Live> = Lock::new(HashMap::with_hasher(BuildHasherDefault::new()));

/// The next handle's number.
static NEXT: AtomicUsize = AtomicUsize::new(1);

pub(crate) fn live_count() -> usize {
    LIVE.look(HashMap::len)
}

/// Makes a handle and writes it to its output.
pub(crate) fn make<T: Kind>(value: T, out: Out<*mut T::Opaque>) {
    let handle = keep(Arc::new(Lock::new(value)), T::TAG);
    out.put(core::ptr::without_provenance_mut(handle));
}

fn keep(value: Arc<dyn Any + Send + Sync>, tag: usize) -> usize {
    LIVE.change(|live| {
        let handle = loop {
            let handle = NEXT.fetch_add(1, Ordering::Relaxed) << 4 | tag;
            // After 2^28 - 1 handles 32 bits begin anew: a number that still lives is passed over.
            if !live.contains_key(&handle) {
                break handle;
            }
        };
        live.insert(handle, value);
        handle
    })
}

// Once for each kind of handle, not in every function.
#[inline(never)]
fn find<T: Kind>(handle: *const T::Opaque) -> Outcome<Arc<Lock<T>>> {
    let number = handle.addr();
    let value = value_of(number).and_then(|value| value.downcast().ok());
    value.ok_or_else(|| missing(number, T::TAG))
}

#[inline(never)]
fn value_of(number: usize) -> Option<Arc<dyn Any + Send + Sync>> {
    LIVE.look(|live| live.get(&number).map(Arc::clone))
}

fn missing(number: usize, tag: usize) -> Status {
    if number == 0 {
        Status::Null
    } else if number & 0xF == tag && number >> 4 < NEXT.load(Ordering::Relaxed) {
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
    let lock = find::<T>(handle)?;
    body(&*lock.try_look()?)
}

/// Changes a handle's value.
pub(crate) fn change<T: Kind, R>(
    handle: *mut T::Opaque,
    body: impl FnOnce(&mut T) -> Outcome<R>,
) -> Outcome<R> {
    let lock = find::<T>(handle)?;
    body(&mut *lock.try_change()?)
}

/// Frees a handle; NULL is nothing to free. A poisoned one can be freed too.
pub(crate) fn free<T: Kind>(handle: *mut T::Opaque) -> Outcome {
    free_value(handle.addr(), T::TAG)
}

fn free_value(number: usize, tag: usize) -> Outcome {
    if number == 0 {
        return Ok(());
    }
    let value = LIVE.change(|live| {
        // A handle that lives is of the kind its last bits say.
        let value = live.get(&number).filter(|_| number & 0xF == tag);
        let value = value.ok_or_else(|| missing(number, tag))?;
        // A call in another thread holds a count of its own.
        if Arc::strong_count(value) > 1 {
            return Err(Status::Busy);
        }
        let value = live.remove(&number);
        // Nothing is kept for later: a host that freed all it made holds no memory of ours.
        if live.is_empty() {
            *live = HashMap::with_hasher(BuildHasherDefault::new());
        }
        Ok(value)
    })?;
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
        impl $crate::abi::handle::Kind for $value {
            const TAG: usize = $tag;
            type Opaque = $opaque;
        }
    };
}
pub(crate) use handle_kind;
