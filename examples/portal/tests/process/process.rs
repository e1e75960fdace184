//! A portal of its own process.

use std::fs::OpenOptions;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::browser::{Browser, Page};
use crate::database::Database;

/// Settings, as environment variables.
pub(crate) type Settings = Vec<(&'static str, String)>;

/// The settings that every test here begins with.
pub(crate) fn settings(database: &Database) -> Settings {
    let mut settings: Settings = [
        ("TOROKU_LISTEN", "127.0.0.1:0"),
        ("TOROKU_LIMITS_FORMS_PER_MINUTE", "0"),
        ("TOROKU_LIMITS_SESSIONS_PER_MINUTE", "0"),
        ("TOROKU_LIMITS_LINK_TRIES_PER_MINUTE", "0"),
        ("TOROKU_LIMITS_MAILS_PER_MAILBOX", "0"),
        ("TOROKU_MAIL_TIMEOUT_SECONDS", "2"),
        ("TOROKU_MAIL_RETRY_SECONDS", "1"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .into();
    settings.push(database.setting());
    settings
}

pub(crate) struct Process {
    child: Child,
    pub(crate) address: SocketAddr,
    log: PathBuf,
}

impl Process {
    /// Starts a portal; its log is added to the file `log` of the folder.
    pub(crate) fn start(folder: &Path, settings: &[(&'static str, String)]) -> Self {
        Self::of(Command::new(program()), folder, settings)
    }

    /// The same on these processor cores alone, named as `taskset` does: `0-3`.
    pub(crate) fn on_cores(
        cores: &str,
        folder: &Path,
        settings: &[(&'static str, String)],
    ) -> Self {
        let mut command = Command::new("taskset");
        command.args(["--cpu-list", cores, &program()]);
        Self::of(command, folder, settings)
    }

    /// The same where no file can grow beyond 64 KiB.
    pub(crate) fn start_where_files_end(
        folder: &Path,
        settings: &[(&'static str, String)],
    ) -> Self {
        let mut shell = Command::new("bash");
        // A write that goes beyond fails, and the process goes on.
        shell.args(["-c", "trap '' XFSZ; ulimit -f 64; exec \"$0\"", &program()]);
        Self::of(shell, folder, settings)
    }

    /// The same with so many file descriptors at most.
    pub(crate) fn with_files(
        files: u32,
        folder: &Path,
        settings: &[(&'static str, String)],
    ) -> Self {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -n {files}; exec \"$0\""), &program()]);
        Self::of(command, folder, settings)
    }

    fn of(mut command: Command, folder: &Path, settings: &[(&'static str, String)]) -> Self {
        let log = folder.join("log");
        let file = OpenOptions::new().create(true).append(true).open(&log).unwrap();
        let mut child = command
            .envs(settings.iter().map(|(name, value)| (name, value)))
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(file)
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.strip_prefix("Open http://").and_then(|rest| rest.split(' ').next());
        let address = address.and_then(|text| text.parse().ok());
        let said = || std::fs::read_to_string(&log).unwrap_or_default();
        Self { child, address: address.unwrap_or_else(|| panic!("{line}{}", said())), log }
    }

    /// The most memory that it has had, in KiB.
    pub(crate) fn peak_memory_kib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// The processor's seconds that it has used.
    pub(crate) fn processor_seconds(&self) -> f64 {
        processor_seconds(self.child.id())
    }

    /// What all processes of this folder have logged.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    pub(crate) fn browser(&self) -> Browser {
        browser_at(self.address)
    }

    /// SIGKILL: nothing is brought to its end.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Whether it is there no more.
    #[cfg(feature = "crash-points")]
    pub(crate) fn has_died(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// SIGSTOP: it stands still until it may go on.
    pub(crate) fn pause(&self) {
        self.send("-STOP");
    }

    pub(crate) fn go_on(&self) {
        self.send("-CONT");
    }

    /// Sends it a signal.
    pub(crate) fn send(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status();
        assert!(sent.unwrap().success());
    }

    /// Its exit code, once it has ended by itself.
    pub(crate) async fn exit_code(mut self) -> Option<i32> {
        let mut code = None;
        until("it has ended", async || {
            code = self.child.try_wait().unwrap().map(|status| status.code());
            code.is_some()
        })
        .await;
        code.flatten()
    }

    /// SIGTERM, and the wait until it has stopped.
    pub(crate) fn stop(mut self) {
        self.send("-TERM");
        assert!(self.child.wait().unwrap().success());
    }
}

/// The processor's seconds that a process has used.
pub(crate) fn processor_seconds(process: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let (_, rest) = stat.rsplit_once(") ").unwrap();
    // The 14th and 15th field, in ticks of a hundredth.
    let ticks = rest.split(' ').skip(11).take(2).map(|text| text.parse::<u32>().unwrap());
    f64::from(ticks.sum::<u32>()) / 100.0
}

impl Drop for Process {
    fn drop(&mut self) {
        // Where a test has failed, its processes end with it.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

pub(crate) fn program() -> String {
    std::env::var("TOROKU_PORTAL").unwrap_or(env!("CARGO_BIN_EXE_toroku-portal").into())
}

/// A browser at a portal.
pub(crate) fn browser_at(address: SocketAddr) -> Browser {
    Browser {
        address,
        cookies: std::collections::BTreeMap::new(),
        headers: vec![("Accept-Language".into(), "en".into())],
        page: Page::default(),
        kept: None,
    }
}

/// Runs one of the portal's commands; what it prints, or what it says is wrong.
pub(crate) fn command(
    settings: &[(&'static str, String)],
    arguments: &[&str],
) -> Result<String, String> {
    let settings = settings.iter().map(|(name, value)| (name, value));
    let output = Command::new(program()).envs(settings).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

/// Waits until it is so, a minute at most.
pub(crate) async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    for _ in 0..1200 {
        if is_so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("waited too long until {what}");
}
