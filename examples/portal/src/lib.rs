//! A web portal for user registration, on the engine [`toroku`]: every screen of the manual, drawn by the
//! server, with an embedded database and a local mailbox.
//!
//! The engine decides; what stands here is what a host adds: pages, sessions, storage, mail. Where to begin
//! reading: `flow.rs` is the host's loop, `server.rs` has the routes, `pages/` the screens.
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
mod app;
mod config;
mod flow;
mod mail;
mod pages;
mod portal;
mod request;
mod secret;
mod server;
mod session;
mod store;
mod text;
mod trouble;

pub use app::{AppError, Clock, INACTIVITY_LIMIT, SESSION_LIMIT};
pub use config::{Config, ConfigError, HELP};
pub use portal::{Portal, StartError};
pub use store::StoreError;
