//! What a host gives to protect its snapshots, put together.

use toroku::{Guard, Secret};

use crate::abi::status::Outcome;

pub(crate) fn with_guard(
    key: Option<&Secret<32>>,
    context: &[u8],
    counter: u64,
    body: impl FnOnce(&Guard<'_>) -> Outcome,
) -> Outcome {
    let mut guard = Guard::default().with_context(context).with_counter(counter);
    if let Some(key) = key {
        guard = guard.with_key(key);
    }
    body(&guard)
}
