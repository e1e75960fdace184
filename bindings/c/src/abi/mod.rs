//! What makes the C ABI: what comes in and goes out of a call, the status that it returns, the host's
//! encodings, and the tables behind the handles.

pub(crate) mod call;
pub(crate) mod encoding;
pub(crate) mod handle;
#[cfg(feature = "cp932")]
pub(crate) mod japanese;
pub(crate) mod number;
pub(crate) mod status;
pub(crate) mod user;
