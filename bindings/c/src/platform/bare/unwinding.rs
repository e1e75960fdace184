//! Rust's `core` and `alloc` were made for unwinding and name the functions of it. Nothing unwinds in this library, so
//! nothing calls them. They stand here, hidden, since the library shows the header's symbols and no others.

/// One place for all of these names, whose instruction stops the process.
macro_rules! nothing_unwinds {
    ($hidden:literal: $($name:literal),+) => {
        core::arch::global_asm!(
            // Whatever the section's kind is called by the platform's own assembler.
            ".text",
            $(concat!(".globl ", $name), concat!($hidden, $name), concat!($name, ":"),)+
            #[cfg(any(target_arch = "x86_64", target_arch = "x86"))]
            "ud2",
            #[cfg(not(any(target_arch = "x86_64", target_arch = "x86")))]
            ".long 0", // no instruction on ARM, RISC-V and s390x
        );
    };
}

// ELF: Linux, Android.
#[cfg(all(unix, not(target_vendor = "apple"), not(target_arch = "arm")))]
nothing_unwinds!(".hidden ": "rust_eh_personality", "_Unwind_Resume");
// ARM's own tables for unwinding name these two of every function.
#[cfg(all(unix, not(target_vendor = "apple"), target_arch = "arm"))]
nothing_unwinds!(
    ".hidden ": "rust_eh_personality", "_Unwind_Resume", "__aeabi_unwind_cpp_pr0", "__aeabi_unwind_cpp_pr1"
);
// Mach-O: a name has an underscore before it.
#[cfg(target_vendor = "apple")]
nothing_unwinds!(".private_extern ": "_rust_eh_personality", "__Unwind_Resume");
// PE shows what its list of exports names, so nothing has to be hidden; 32 bits have the underscore.
#[cfg(all(windows, target_arch = "x86"))]
nothing_unwinds!("// ": "_rust_eh_personality", "__Unwind_Resume");
#[cfg(all(windows, not(target_arch = "x86")))]
nothing_unwinds!("// ": "rust_eh_personality", "_Unwind_Resume");
