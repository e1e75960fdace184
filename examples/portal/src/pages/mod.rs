//! The pages: a file for each group, and in `frame` what all of them share.

pub(crate) mod account;
pub(crate) mod assets;
pub(crate) mod check;
pub(crate) mod completion;
pub(crate) mod confirmation;
pub(crate) mod discard;
pub(crate) mod documents;
pub(crate) mod engine;
pub(crate) mod entry;
mod entry_view;
pub(crate) mod error;
mod field_view;
#[expect(
    unreachable_pub,
    clippy::inline_always,
    clippy::unnecessary_wraps,
    clippy::unused_self,
    reason = "askama's macro for filters writes it so"
)]
mod filters;
mod frame;
pub(crate) mod language;
pub(crate) mod mailbox;
pub(crate) mod municipality;
pub(crate) mod password;
pub(crate) mod password_change;
pub(crate) mod presence;
pub(crate) mod staff;
pub(crate) mod top;
