//! The portal's command: settings from the environment, one line that says where to look.

use std::io::Write;
use std::process::ExitCode;

use toroku_portal::{Clock, Config, HELP, Portal};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        None => {}
        Some("--help" | "-h") => return say(HELP),
        Some("--version" | "-V") => {
            return say(concat!("toroku-portal ", env!("CARGO_PKG_VERSION"), "\n"));
        }
        Some(_) => return fail("no such argument; see toroku-portal --help"),
    }
    let log = std::env::var("TOROKU_LOG").unwrap_or_else(|_| "info".into());
    let Ok(filter) = EnvFilter::try_new(&log) else {
        return fail("TOROKU_LOG: must be like info or toroku_portal=debug");
    };
    // The database's own lines could hold values of a statement.
    let filter =
        filter.add_directive("sqlx=warn".parse().expect("a directive as the manual has it"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let config = match Config::read(|name| std::env::var(name).ok()) {
        Ok(config) => config,
        Err(error) => return fail(&error.to_string()),
    };
    let portal = match Portal::start(config, Clock::system()).await {
        Ok(portal) => portal,
        Err(error) => return fail(&error.to_string()),
    };
    say(&format!("Open {} in a browser. Ctrl+C ends.\n", portal.base_url()));
    stop_asked_for().await;
    portal.stop().await;
    ExitCode::SUCCESS
}

async fn stop_asked_for() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate =
            signal(SignalKind::terminate()).expect("a process may listen to its own signals");
        tokio::select! {
            _ = interrupted => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    drop(interrupted.await);
}

fn say(text: &str) -> ExitCode {
    // Nobody to read it is no reason to fail.
    drop(std::io::stdout().write_all(text.as_bytes()));
    drop(std::io::stdout().flush());
    ExitCode::SUCCESS
}

fn fail(text: &str) -> ExitCode {
    drop(writeln!(std::io::stderr(), "toroku-portal: {text}"));
    ExitCode::FAILURE
}
