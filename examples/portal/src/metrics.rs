//! What is counted for the operator, as `OpenMetrics` text. No label holds anything that a person sent.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::encoding::{EncodeLabelSet, LabelSetEncoder};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

use crate::store::Outbox;

/// The format of [`Metrics::text`].
pub(crate) const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// Upper ends of the histogram's buckets, in seconds.
const BUCKETS: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];
/// What every name begins with.
const PREFIX: &str = "toroku";

/// Which requests are counted together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Answered {
    route: String,
    status: u16,
}

impl EncodeLabelSet for Answered {
    fn encode(&self, encoder: &mut LabelSetEncoder<'_>) -> Result<(), fmt::Error> {
        [("route", self.route.clone()), ("status", self.status.to_string())].encode(encoder)
    }
}

/// What was kept as long as the settings allow.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Expired(&'static str);

impl EncodeLabelSet for Expired {
    fn encode(&self, encoder: &mut LabelSetEncoder<'_>) -> Result<(), fmt::Error> {
        [("what", self.0)].encode(encoder)
    }
}

/// Why a request came to nothing before any page saw it whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Unserved {
    /// No whole header came in time.
    Header,
    /// No whole body came in time.
    Body,
    /// It broke off.
    Cut,
    /// What came is no HTTP, or too long for a header: a header or a body.
    Malformed,
    /// Its connection gave way to another one.
    Room,
    /// Too much else was at work.
    Crowded,
    /// There was no file descriptor left.
    Files,
}

impl Unserved {
    pub(crate) const ALL: [Self; 7] = [
        Self::Header,
        Self::Body,
        Self::Cut,
        Self::Malformed,
        Self::Room,
        Self::Crowded,
        Self::Files,
    ];

    /// The name in metrics and log.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Body => "body",
            Self::Cut => "cut",
            Self::Malformed => "malformed",
            Self::Room => "room",
            Self::Crowded => "crowded",
            Self::Files => "files",
        }
    }
}

impl EncodeLabelSet for Unserved {
    fn encode(&self, encoder: &mut LabelSetEncoder<'_>) -> Result<(), fmt::Error> {
        [("why", self.name())].encode(encoder)
    }
}

/// Everything that is counted since the start. A clone counts into the same.
#[derive(Clone, Debug)]
pub(crate) struct Metrics {
    registry: Arc<Registry>,
    unserved: Family<Unserved, Counter>,
    /// Connections of browsers and apps.
    pub(crate) connections: Gauge,
    requests: Family<Answered, Histogram>,
    expired: Family<Expired, Counter>,
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
    /// Times from the future that were put right.
    pub(crate) future_times: Counter,
}

impl Metrics {
    /// Everything at zero.
    pub(crate) fn new() -> Self {
        let mut registry = Registry::with_prefix(PREFIX);
        let version = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The portal's version", version);
        let mut counter = |name, help| {
            let counter = Counter::default();
            registry.register(name, help, counter.clone());
            counter
        };
        let registrations = counter("registrations", "Registrations stored");
        let mails_delivered = counter("mails_delivered", "Mails handed to the mail server");
        let mails_postponed = counter("mails_postponed", "Failed tries that are made again");
        let mails_given_up = counter("mails_given_up", "Mails given up");
        let reminders = counter("reminders", "Reminders written");
        let limited = counter("limited", "Requests refused by a limit");
        let future_times = counter("future_times", "Times from the future that were put right");
        let requests =
            Family::new_with_constructor((|| Histogram::new(BUCKETS)) as fn() -> Histogram);
        let expired = Family::default();
        let unserved: Family<Unserved, Counter> = Family::default();
        // From the start on, so that the first one is seen as a change.
        for why in &Unserved::ALL {
            drop(unserved.get_or_create(why));
        }
        let what = "Requests that did not arrive whole, or that there was no room for";
        registry.register("unserved", what, unserved.clone());
        let connections = Gauge::default();
        registry.register("connections", "Connections that are open", connections.clone());
        registry.register("expired", "Deleted by the settings' retention", expired.clone());
        registry.register("request_seconds", "Time to answer a request", requests.clone());
        Self {
            registry: Arc::new(registry),
            unserved,
            connections,
            requests,
            expired,
            registrations,
            mails_delivered,
            mails_postponed,
            mails_given_up,
            reminders,
            limited,
            future_times,
        }
    }

    /// Counts what was deleted because it was kept as long as the settings allow.
    pub(crate) fn expired(&self, what: &'static str, count: u64) {
        self.expired.get_or_create(&Expired(what)).inc_by(count);
    }

    /// Counts a request that came to nothing.
    pub(crate) fn unserved(&self, why: Unserved) {
        self.unserved.get_or_create(&why).inc();
    }

    /// How many there were so far, in the order of [`Unserved::ALL`].
    pub(crate) fn all_unserved(&self) -> [u64; Unserved::ALL.len()] {
        Unserved::ALL.map(|why| self.unserved.get_or_create(&why).get())
    }

    /// Counts an answered request.
    pub(crate) fn answered(&self, route: &str, status: u16, time: Duration) {
        let which = Answered { route: route.to_owned(), status };
        self.requests.get_or_create(&which).observe(time.as_secs_f64());
    }

    /// The page that Prometheus reads; without an outbox, that of a portal whose database does not answer.
    pub(crate) fn text(&self, outbox: Option<Outbox>, now: i64) -> String {
        let mut state = Registry::with_prefix(PREFIX);
        let up = ConstGauge::new(i64::from(outbox.is_some()));
        state.sub_registry_with_label(("part".into(), "database".into())).register(
            "up",
            "Whether the part answers",
            up,
        );
        if let Some(outbox) = outbox {
            let age = outbox.oldest.map_or(0, |oldest| (now - oldest).max(0));
            let mut gauge = |name, help, value| {
                state.register(name, help, ConstGauge::<i64>::new(value));
            };
            gauge("outbox_waiting", "Mails to be sent, now or later", outbox.waiting);
            gauge("outbox_oldest_seconds", "Age of the oldest mail to be sent", age);
            gauge("outbox_given_up", "Mails given up", outbox.given_up);
        }
        let mut text = String::new();
        encode_registry(&mut text, &self.registry)
            .and_then(|()| encode_registry(&mut text, &state))
            .and_then(|()| encode_eof(&mut text))
            .expect("a string takes all");
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_what_prometheus_reads() {
        let metrics = Metrics::new();
        metrics.registrations.inc();
        metrics.answered("/entry", 200, Duration::from_millis(3));
        metrics.answered("/entry", 200, Duration::from_mins(1));
        let outbox = Outbox { waiting: 2, oldest: Some(90), given_up: 1 };
        let text = metrics.text(Some(outbox), 100);
        let version = format!("toroku_build_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION"));
        for line in [
            version.as_str(),
            "# TYPE toroku_registrations counter",
            "toroku_registrations_total 1",
            "toroku_mails_given_up_total 0",
            "toroku_up{part=\"database\"} 1",
            "toroku_outbox_waiting 2",
            "toroku_outbox_oldest_seconds 10",
            "toroku_outbox_given_up 1",
            "toroku_request_seconds_bucket{le=\"0.002\",route=\"/entry\",status=\"200\"} 0",
            "toroku_request_seconds_bucket{le=\"0.005\",route=\"/entry\",status=\"200\"} 1",
            "toroku_request_seconds_bucket{le=\"+Inf\",route=\"/entry\",status=\"200\"} 2",
            "toroku_request_seconds_count{route=\"/entry\",status=\"200\"} 2",
        ] {
            assert!(text.lines().any(|known| known == line), "{line} is not in\n{text}");
        }
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (_, value) = line.rsplit_once(' ').unwrap();
            assert!(value.parse::<f64>().is_ok(), "{line}");
        }
        assert!(text.ends_with("# EOF\n"));
        let down = metrics.text(None, 100);
        assert!(down.contains("toroku_up{part=\"database\"} 0\n") && !down.contains("_outbox_"));
    }
}
