//! The C border of Toroku. `include/toroku.h` is written from these files and is the specification: what a
//! function promises stands there. Here nothing is decided: read, look up the handle, call the engine, write.
//!
//! - `border`, `status`: what comes in and goes out, and the one outcome of every call
//! - `text`, `cp932`: the host's encodings
//! - `ground`: what the standard library gives, or does not
//! - `handle`: the tables behind the handles
//! - `number`, `name`: constants
//! - the files named as the header's parts: the functions
//! - `layout`, `registration`, `record`: fixed-length records

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

#[cfg(feature = "cp932")]
mod batch;
mod border;
mod confirmation;
#[cfg(feature = "cp932")]
mod cp932;
mod effect;
mod findings;
mod ground;
mod handle;
mod input;
mod language;
pub mod layout;
mod mail;
pub mod name;
mod number;
mod password;
mod password_input;
mod password_state;
mod places;
mod policy;
mod policy_rules;
mod record;
mod record_check;
mod registration;
mod report;
mod snapshot;
mod status;
mod system;
mod text;
mod user_id;

pub use border::toroku_status;
pub use confirmation::*;
pub use effect::*;
pub use findings::*;
pub use input::*;
pub use language::*;
pub use mail::*;
pub use password::*;
pub use password_input::*;
pub use password_state::*;
pub use places::*;
pub use policy::*;
pub use policy_rules::*;
pub use record::*;
pub use registration::*;
pub use report::*;
pub use system::*;
pub use user_id::*;
