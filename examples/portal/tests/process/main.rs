//! The portal as processes, with a real database and a real mail server: what it does where a mail server
//! fails, where it is killed, where several of it run, and what it writes into its log.
//!
//! tests/portal/run starts it; the mail server is tests/portal/mail-server/serve.py in the Python that
//! `TOROKU_TEST_PYTHON` names.

#![allow(clippy::print_stdout, reason = "what was measured is said")]

#[cfg(test)]
mod applicant;
#[cfg(test)]
mod attack;
#[cfg(test)]
mod backup;
#[cfg(test)]
#[path = "../portal/browser.rs"]
#[allow(dead_code, reason = "the suite in one process uses the rest")]
mod browser;
#[cfg(all(test, feature = "crash-points"))]
mod crash;
#[cfg(test)]
mod database;
#[cfg(test)]
mod frozen;
#[cfg(test)]
mod load;
#[cfg(test)]
mod log;
#[cfg(test)]
mod mail;
#[cfg(test)]
mod mail_server;
#[cfg(all(test, feature = "crash-points"))]
#[path = "../portal/phone.rs"]
#[allow(dead_code, reason = "the suite in one process uses the rest")]
mod phone;
#[cfg(test)]
mod plot;
#[cfg(test)]
mod process;
#[cfg(test)]
mod ready;
#[cfg(test)]
mod stop;
#[cfg(test)]
mod tls;
