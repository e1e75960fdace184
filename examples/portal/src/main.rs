//! The portal's command: settings, commands, the log, and one line that says where to look.

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::num::NonZero;
use std::process::ExitCode;
use std::thread::available_parallelism;

use tokio::runtime::Builder;
use toroku_portal::{Clock, Command, Config, Portal};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

fn main() -> ExitCode {
    // One core is left to what works beside the requests: commits, hashes, the database, the system.
    let cores = available_parallelism().map_or(1, NonZero::get);
    let runtime =
        Builder::new_multi_thread().worker_threads((cores - 1).max(1)).enable_all().build();
    match runtime {
        Ok(runtime) => {
            let ended = runtime.block_on(run());
            // What must last is stored by now: what still blocks a thread is not waited for.
            runtime.shutdown_background();
            ended
        }
        Err(error) => fail(&error.to_string()),
    }
}

async fn run() -> ExitCode {
    // What is no text becomes one that nothing is called by.
    let text = |text: OsString| text.to_string_lossy().into_owned();
    let arguments: Vec<String> = std::env::args_os().map(text).collect();
    let names = std::env::vars_os().map(|(name, _)| text(name));
    if let Err(error) = Config::refuse_unknown(names) {
        return fail(&error.to_string());
    }
    let config = match Command::of(&arguments, |name| std::env::var_os(name).map(text)).await {
        Ok(Command::Print(text)) => return say(&text),
        Ok(Command::Serve(config)) => *config,
        Err(error) => return fail(&error.to_string()),
    };
    start_log(&config);
    let portal = match Portal::start(config, Clock::system()).await {
        Ok(portal) => portal,
        Err(error) => return fail(&error.to_string()),
    };
    // Listened for before anybody is told that it runs.
    let mut signals = Signals::listen();
    say(&format!("Open {} in a browser. Ctrl+C ends.\n", portal.base_url()));
    if let Some(address) = portal.metrics_address() {
        tracing::info!(%address, "metrics are served");
    }
    signals.next().await;
    tracing::info!("stopping");
    tokio::select! {
        () = portal.stop() => ExitCode::SUCCESS,
        // Who asks twice does not want to wait. Nobody was told of anything that does not last.
        () = signals.next() => {
            tracing::warn!("stopping at once: requests under way are not answered");
            ExitCode::FAILURE
        }
    }
}

fn start_log(config: &Config) {
    let filter = EnvFilter::try_new(&config.log).unwrap_or_else(|_| EnvFilter::new("info"));
    // Whatever the filter says: libraries' own lines could hold values of a statement or parts of a mail.
    let is_ours =
        filter_fn(|line| line.target().starts_with("toroku") || *line.level() <= LevelFilter::WARN);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    // Colours are for a terminal, and only dirt in a file.
    let lines = lines.with_ansi(std::io::stderr().is_terminal());
    let lines = if config.log_json { lines.json().boxed() } else { lines.boxed() };
    tracing_subscriber::registry().with(lines.with_filter(is_ours)).with(filter).init();
    // What a panic says could hold what somebody typed (a text cut in the middle of a character, say).
    std::panic::set_hook(Box::new(|panic| {
        let location = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(location, "a part of the portal has failed");
    }));
}

/// The signals that ask it to stop.
#[cfg(unix)]
struct Signals(tokio::signal::unix::Signal, tokio::signal::unix::Signal);

#[cfg(unix)]
impl Signals {
    fn listen() -> Self {
        use tokio::signal::unix::{SignalKind, signal};
        let listen = |kind| signal(kind).expect("a process may listen to its own signals");
        Self(listen(SignalKind::interrupt()), listen(SignalKind::terminate()))
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.0.recv() => {}
            _ = self.1.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> Self {
        Self
    }

    async fn next(&mut self) {
        drop(tokio::signal::ctrl_c().await);
    }
}

fn say(text: &str) -> ExitCode {
    // Nobody to read it is no reason to fail.
    drop(std::io::stdout().write_all(text.as_bytes()));
    drop(std::io::stdout().flush());
    ExitCode::SUCCESS
}

fn fail(text: &str) -> ExitCode {
    drop(writeln!(std::io::stderr(), "toroku-portal: {}", text.trim_end()));
    ExitCode::FAILURE
}
