//! Fixed-length records.

#[cfg(feature = "cp932")]
pub(crate) mod batch;
pub(crate) mod check;
pub mod layout;
