//! Fixed-length records, from their bytes to the result record.
//!
//! - `columns`: how bytes become texts, and texts bytes
//! - `layout`: the columns of both records
//! - `mapping`: for each column of a record, how it is read and how the result is written
//! - `reader`: the texts of a record
//! - `check`: what the engine says about them
//! - `result`: the result record
//! - `register`: from a good record to the commit
//! - `host`: all of it for a host in Rust, which is what stands here for others
//!
//! One record and each of a batch go the same way: `read`, `check`, `result`.

pub(crate) mod check;
pub(crate) mod columns;
#[cfg(feature = "cp932")]
mod host;
pub mod layout;
mod mapping;
mod reader;
pub(crate) mod register;
pub(crate) mod result;

#[cfg(feature = "cp932")]
pub use host::{Record, Records, ResultRecord, Unwritable, registered};

#[cfg(feature = "cp932")]
// By themselves: so clippy knows tests, which may unwrap.
#[cfg(test)]
mod tests;
#[cfg(feature = "ebcdic")]
#[cfg(test)]
mod tests_of_encodings;
#[cfg(feature = "ebcdic")]
#[cfg(test)]
mod tests_of_versions;
