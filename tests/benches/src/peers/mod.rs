//! The same rules as others would write them. Each answers whether a record passes, and is measured doing
//! what its users do: all problems of a record, in its own type of report.
//!
//! What none of the libraries has a rule for is one function for all of them, in [`shared`]: two-byte
//! characters, the directory of municipalities, real days.

pub mod byte_loop;
pub mod garde;
pub mod json_schema;
pub mod regex;
pub mod shared;
pub mod validator;
