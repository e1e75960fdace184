//! What is counted for the operator, in Prometheus' text format. No label holds anything that a person sent.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::app::App;
use crate::store::Outbox;

/// Upper ends of the histogram's buckets, in milliseconds.
const BUCKETS: [u64; 10] = [1, 2, 5, 10, 25, 50, 100, 250, 1000, 5000];

/// One number that only grows.
#[derive(Debug, Default)]
pub(crate) struct Counter(AtomicU64);

impl Counter {
    /// One more.
    pub(crate) fn count(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn value(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Everything that is counted since the start.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    requests: Mutex<BTreeMap<(&'static str, u16), Times>>,
    /// Registrations stored.
    pub(crate) registrations: Counter,
    /// Mails handed over.
    pub(crate) mails_delivered: Counter,
    /// Tries that failed and are made again.
    pub(crate) mails_postponed: Counter,
    /// Mails given up.
    pub(crate) mails_given_up: Counter,
    /// Reminders written.
    pub(crate) reminders: Counter,
    /// Requests refused because of too many from one address, to one mailbox, or with wrong passwords.
    pub(crate) limited: Counter,
}

#[derive(Clone, Copy, Debug, Default)]
struct Times {
    count: u64,
    sum: Duration,
    buckets: [u64; BUCKETS.len()],
}

impl Metrics {
    /// Counts an answered request.
    pub(crate) fn answered(&self, route: &'static str, status: u16, time: Duration) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let times = requests.entry((route, status)).or_default();
        times.count += 1;
        times.sum += time;
        for (end, bucket) in BUCKETS.iter().zip(&mut times.buckets) {
            *bucket += u64::from(time <= Duration::from_millis(*end));
        }
    }

    fn text(&self, outbox: Option<Outbox>, now: i64) -> String {
        let mut text = String::new();
        let mut line = |line: std::fmt::Arguments<'_>| {
            text.write_fmt(line).expect("a string takes all");
            text.push('\n');
        };
        line(format_args!("# TYPE toroku_build_info gauge"));
        line(format_args!("toroku_build_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION")));
        for (name, counter) in [
            ("registrations", &self.registrations),
            ("mails_delivered", &self.mails_delivered),
            ("mails_postponed", &self.mails_postponed),
            ("mails_given_up", &self.mails_given_up),
            ("reminders", &self.reminders),
            ("limited", &self.limited),
        ] {
            line(format_args!("# TYPE toroku_{name}_total counter"));
            line(format_args!("toroku_{name}_total {}", counter.value()));
        }
        line(format_args!("# TYPE toroku_up gauge"));
        line(format_args!("toroku_up{{part=\"database\"}} {}", u8::from(outbox.is_some())));
        if let Some(outbox) = outbox {
            let age = outbox.oldest.map_or(0, |oldest| (now - oldest).max(0));
            for (name, value) in [
                ("outbox_waiting", outbox.waiting),
                ("outbox_oldest_seconds", age),
                ("outbox_given_up", outbox.given_up),
            ] {
                line(format_args!("# TYPE toroku_{name} gauge"));
                line(format_args!("toroku_{name} {value}"));
            }
        }
        line(format_args!("# TYPE toroku_request_seconds histogram"));
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        for ((route, status), times) in &*requests {
            let labels = format!("route=\"{route}\",status=\"{status}\"");
            let name = "toroku_request_seconds";
            for (end, count) in BUCKETS.iter().zip(times.buckets) {
                let end = Duration::from_millis(*end).as_secs_f64();
                line(format_args!("{name}_bucket{{{labels},le=\"{end}\"}} {count}"));
            }
            line(format_args!("{name}_bucket{{{labels},le=\"+Inf\"}} {}", times.count));
            line(format_args!("{name}_sum{{{labels}}} {}", times.sum.as_secs_f64()));
            line(format_args!("{name}_count{{{labels}}} {}", times.count));
        }
        text
    }
}

/// The page that Prometheus reads.
pub(crate) async fn page(app: &App) -> String {
    let outbox = app.store.outbox().await;
    if let Err(error) = &outbox {
        tracing::error!(%error, "the outbox cannot be counted");
    }
    app.metrics.text(outbox.ok(), app.clock.seconds())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_what_prometheus_reads() {
        let metrics = Metrics::default();
        metrics.registrations.count();
        metrics.answered("entry", 200, Duration::from_millis(3));
        metrics.answered("entry", 200, Duration::from_mins(1));
        let outbox = Outbox { waiting: 2, oldest: Some(90), given_up: 1 };
        let text = metrics.text(Some(outbox), 100);
        for line in [
            "toroku_registrations_total 1",
            "toroku_up{part=\"database\"} 1",
            "toroku_outbox_oldest_seconds 10",
            "toroku_request_seconds_bucket{route=\"entry\",status=\"200\",le=\"0.002\"} 0",
            "toroku_request_seconds_bucket{route=\"entry\",status=\"200\",le=\"0.005\"} 1",
            "toroku_request_seconds_bucket{route=\"entry\",status=\"200\",le=\"+Inf\"} 2",
            "toroku_request_seconds_count{route=\"entry\",status=\"200\"} 2",
        ] {
            assert!(text.lines().any(|known| known == line), "{line} is not in\n{text}");
        }
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (_, value) = line.rsplit_once(' ').unwrap();
            assert!(value.parse::<f64>().is_ok(), "{line}");
        }
    }
}
