//! A web portal for user registration, on the engine [`toroku`]: every screen of the manual, drawn by the
//! server, on SQLite or PostgreSQL, with a mail server or a local mailbox.
//!
//! The engine decides; what stands here is what a host adds: pages, sessions, storage, mail. Where to begin
//! reading: `flow.rs` is the host's loop, `server.rs` has the routes, `pages/` the screens; `operator/` is
//! what the office does, `staff/` who does it from a browser.
//!
//! ```no_run
//! # async fn run() -> Result<(), toroku_portal::StartError> {
//! use toroku_portal::{Clock, Config, Portal};
//! let portal = Portal::start(Config::default(), Clock::system()).await?;
//! println!("Open {}", portal.base_url());
//! portal.stop().await;
//! # Ok(())
//! # }
//! ```

mod account;
mod allowance;
mod answering;
mod api;
mod app;
mod attempt;
mod clock;
mod command;
mod command_error;
mod compression;
mod config;
mod crash;
mod device;
mod failure;
mod flow;
mod forwarded;
mod hashing;
mod keys;
mod limit;
mod listing;
mod mail;
mod mail_server;
mod mailbox;
mod metrics;
mod operator;
mod page_engine;
mod pages;
mod patience;
mod portal;
mod readiness;
mod reminder;
mod request;
mod retention;
mod secret;
mod server;
mod serving;
mod session;
mod set_clock;
mod staff;
mod store;
mod submission;
mod submitted;
mod text;
mod user_id;

pub use app::{AppError, INACTIVITY_LIMIT, SESSION_LIMIT, init};
pub use clock::Clock;
pub use command::Command;
pub use command_error::CommandError;
pub use config::{
    Config, ConfigError, ConfigErrors, Connections, Forwarding, Limits, MailConfig, Retention,
    SmtpConfig, SmtpTls,
};
pub use keys::KeyError;
pub use mail::MailSettingError;
pub use portal::{Portal, StartError};
pub use store::StoreError;
