//! The engine for Kotlin, Swift and Python.
//!
//! Conversions only: every rule, wording and default is the engine's (package `toroku`). What is decided
//! here is the shape of the crossing:
//!
//! - **Few and large.** A value costs more on its way than a call, so one call takes an input and gives back
//!   the answer, the screen and the pending effect ([`Step`]), and a [`Screen`] holds all that its page shows,
//!   worded. Only a key at STEP1 gives back no more than it changed ([`Keystroke`]).
//! - **Mirrors.** Each type of the engine has its mirror here with documentation of its own, filled by an
//!   exhaustive match; the engine knows nothing of `UniFFI`.
//! - **Silence.** What a person typed crosses as `Personal` and secrets as `Secret`, which print nothing
//!   in Kotlin and Swift either.
//! - **A fingerprint.** [`API`] names all types and fields; glue that was made for others refuses this
//!   library when it is loaded.

// The message of such a panic holds the text, which a person may have typed.
#![cfg_attr(not(test), warn(clippy::string_slice))]
// Generated scaffolding is a C interface: it takes owned values and has `unsafe` exports of its own.
#![allow(clippy::needless_pass_by_value, reason = "UniFFI hands arguments over by value")]
#![allow(clippy::missing_errors_doc, reason = "Kotlin and Swift show what is thrown by its type")]
#![allow(
    clippy::large_enum_variant,
    reason = "each lives for one crossing; a box would show abroad"
)]

mod catalogue;
mod code;
mod directory;
mod effect;
mod field;
mod input;
mod kind;
mod mirror;
mod misuse;
#[cfg(all(no_back_traces, unix, not(target_vendor = "apple")))] // by ELF's own ways
#[path = "../../bindings/release/no_back_traces.rs"]
mod no_back_traces;
mod password;
mod policy;
mod problem;
mod registration;
mod screen;
mod user_id;
mod values;

pub use catalogue::*;
pub use code::*;
pub use directory::{
    AbolishedMunicipality, DesignatedCity, DirectoryFacts, Lookup, Municipality, Prefecture,
    directory_facts, look_up_municipality, municipalities_of, municipality_by_code, prefectures,
    search_municipalities,
};
pub use effect::*;
pub use field::*;
pub use input::*;
pub use misuse::*;
pub use password::*;
pub use policy::*;
pub use problem::*;
pub use registration::*;
pub use screen::*;
pub use user_id::*;
pub use values::*;

uniffi::setup_scaffolding!();

/// The fingerprint of this library's API: a label and the SHA-256 of all types, fields and signatures,
/// without comments and bodies. The generator's script reads it out of the library by the label.
pub const API: &str = concat!("toroku-api-v1:", env!("TOROKU_API"));

static API_FOR_C: &[u8] = concat!("toroku-api-v1:", env!("TOROKU_API"), "\0").as_bytes();

/// [`API`] as a C string. Outside `UniFFI` on purpose: it is asked before anything else of the library is
/// trusted to fit.
#[unsafe(no_mangle)]
pub extern "C" fn toroku_uniffi_api() -> *const u8 {
    API_FOR_C.as_ptr()
}
