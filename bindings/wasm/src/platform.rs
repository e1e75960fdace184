//! What a program for `wasm32-unknown-unknown` has to bring along: memory, and an end for a panic.

use core::alloc::{GlobalAlloc, Layout};
use core::panic::PanicInfo;
use core::sync::atomic::{Ordering, compiler_fence};

/// Memory that is wiped when it is given back: what a person typed passes through many texts, and a page can be looked
/// into. A text that grows leaves nothing behind either.
struct Wiping;

#[global_allocator]
static MEMORY: Wiping = Wiping;

// SAFETY: every call goes on to `dlmalloc` as it came; what is wiped still belongs to the caller.
unsafe impl GlobalAlloc for Wiping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: by the caller's promise.
        unsafe { dlmalloc::GlobalDlmalloc.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: by the caller's promise the memory is as large as its layout, and nobody else's.
        unsafe {
            memory.write_bytes(0, layout.size());
            // Nobody reads it again, which is no reason to leave it out.
            compiler_fence(Ordering::SeqCst);
            dlmalloc::GlobalDlmalloc.dealloc(memory, layout);
        }
    }
}

/// A panic is a bug. It becomes a trap, which JavaScript catches; no text of it is kept or shown.
#[panic_handler]
fn end(_: &PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
