//! An allocator that counts, so that "no allocation" is a number and not a belief.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static CALLS: Cell<u64> = const { Cell::new(0) };
    static BYTES: Cell<u64> = const { Cell::new(0) };
}

/// The system's allocator, each call counted for its thread.
pub struct Counting;

fn note(size: usize) {
    // A thread that ends may free after its counters are gone; what it frees then is nobody's figure.
    let _counted = CALLS.try_with(|calls| calls.set(calls.get() + 1));
    let _counted = BYTES.try_with(|bytes| bytes.set(bytes.get() + size as u64));
}

// SAFETY: every call goes to the system's allocator with the same arguments; the counting touches only
// thread-local cells, which are const-initialised and so allocate nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        note(layout.size());
        // SAFETY: the caller's promise is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise is passed on; the pointer came from the system's allocator.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        note(size);
        // SAFETY: the caller's promise is passed on; the pointer came from the system's allocator.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Calls and bytes that this thread has asked for while `work` ran.
pub fn counted(work: impl FnOnce()) -> (u64, u64) {
    let before = (CALLS.get(), BYTES.get());
    work();
    (CALLS.get() - before.0, BYTES.get() - before.1)
}
