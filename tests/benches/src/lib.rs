//! The engine's cost, measured beside its peers in one run on the same records.
//!
//! `cargo run --release -p toroku-benches --bin table` writes the tables of `docs/performance.md`;
//! `cargo bench -p toroku-benches` runs the same contenders under criterion.

pub mod contender;
pub mod count;
pub mod engine;
pub mod fixed;

pub mod peers;
pub mod record;

pub use contender::{Contender, Group};
pub use record::Record;
