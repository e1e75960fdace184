//! The functions, by subject: each file is a part of the header.

pub(crate) mod confirmation;
pub(crate) mod effect;
pub(crate) mod findings;
pub(crate) mod input;
pub(crate) mod language;
pub(crate) mod mail;
pub(crate) mod municipalities;
pub mod name;
pub(crate) mod password;
pub(crate) mod password_input;
pub(crate) mod password_state;
pub(crate) mod policy;
pub(crate) mod policy_rules;
pub(crate) mod record;
pub(crate) mod registration;
pub(crate) mod report;
pub(crate) mod snapshot;
pub(crate) mod system;
pub(crate) mod user_id;
