//! The C ABI of Toroku. `include/toroku.h` is written from these files and is the specification: what a
//! function promises stands there. Nothing is decided here: read, look up the handle, call the engine, write.
//!
//! - `platform`: what the standard library gives, or does not
//! - `abi`: calls, statuses, handles and encodings
//! - `records`: fixed-length records, from their layout to the result
//! - `api`: the functions by subject, and the constants
//!
//! Each uses those above it and none below.

// The message of such a panic holds the text, which a person may have typed.
#![cfg_attr(not(test), warn(clippy::string_slice))]
// Every function's safety contract is the same, the header's section "Pointers"; a copy a function would be
// read by nobody.
#![allow(clippy::missing_safety_doc)]
// What stands above a function is the header's comment, where backticks are noise.
#![allow(clippy::doc_markdown)]
// The engine's functions have as many arguments as C needs for them: a text is two, an output three.
#![allow(clippy::too_many_arguments)]
#![cfg_attr(not(test), no_std)]

extern crate alloc;

mod abi;
mod api;
mod platform;
pub mod records;
#[cfg(all(windows, target_arch = "x86"))]
mod stdcall;

pub use abi::status::toroku_status;
pub use api::confirmation::*;
pub use api::effect::*;
pub use api::findings::*;
pub use api::input::*;
pub use api::language::*;
pub use api::mail::*;
pub use api::municipalities::*;
pub use api::name;
pub use api::password::*;
pub use api::password_input::*;
pub use api::password_state::*;
pub use api::policy::*;
pub use api::policy_rules::*;
pub use api::record::*;
pub use api::registration::*;
pub use api::report::*;
pub use api::system::*;
pub use api::user_id::*;
pub use records::layout;
