//! The engine as WebAssembly. `toroku.js` beside it is the only caller, and makes an API of it for pages and Node.
//!
//! Conversions only: every rule, wording and default is the engine's (package `toroku`). How a call crosses:
//!
//! - `exchange`: a request is texts with a number each, an answer is JSON or bytes; both lie in a buffer that is
//!   wiped after the call. Where there is nothing to say, nothing is written and the caller allocates nothing.
//! - `held`: policies and registrations stay here and are named by a number, until the caller frees them.
//! - `exports`: the functions by name. Clock and entropy are arguments: nothing is imported.
//! - `input`, `step`, `worded`, `directory`, `facts`: the engine's types on their way in and out.

// The message of such a panic holds the text, which a person may have typed.
#![cfg_attr(not(test), warn(clippy::string_slice))]
#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc;

mod directory;
mod exchange;
pub mod exports;
mod facts;
mod held;
mod input;
mod json;
#[cfg(target_arch = "wasm32")]
mod platform;
mod policy;
mod step;
mod user_ids;
mod worded;
mod wrong;
