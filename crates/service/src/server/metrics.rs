//! What is counted, for Prometheus. No label holds anything that a client has sent: neither paths, nor channels, nor tokens.

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// The type of what [`Metrics::text`] writes.
pub(super) const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What is computed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Work {
    Score,
    Page,
}

impl Work {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Score => "score",
            Self::Page => "page",
        }
    }
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct OfRequest {
    method: &'static str,
    route: &'static str,
    status: u16,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct OfRoute {
    route: &'static str,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct OfWork {
    work: &'static str,
    outcome: &'static str,
}

/// All counters.
pub(super) struct Metrics {
    registry: Registry,
    requests: Family<OfRequest, Counter>,
    durations: Family<OfRoute, Histogram>,
    computations: Family<OfWork, Histogram>,
    refusals: Counter,
    at_work: Gauge,
    connections: Gauge,
    is_well: Gauge,
}

impl Metrics {
    pub(super) fn new() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("safety_meter"),
            requests: Family::default(),
            durations: Family::new_with_constructor(|| {
                Histogram::new([0.000_1, 0.000_5, 0.001, 0.005, 0.01, 0.05, 0.1, 1.0, 10.0, 60.0])
            }),
            computations: Family::new_with_constructor(|| {
                Histogram::new([0.001, 0.01, 0.1, 0.5, 1.0, 5.0, 10.0, 60.0, 600.0])
            }),
            refusals: Counter::default(),
            at_work: Gauge::default(),
            connections: Gauge::default(),
            is_well: Gauge::default(),
        };
        metrics.register();
        metrics
    }

    fn register(&mut self) {
        let registry = &mut self.registry;
        registry.register("requests", "Requests that were answered", self.requests.clone());
        registry.register_with_unit(
            "request_duration",
            "How long requests took",
            Unit::Seconds,
            self.durations.clone(),
        );
        registry.register_with_unit(
            "computation_duration",
            "How long computations took, by what came of them",
            Unit::Seconds,
            self.computations.clone(),
        );
        registry.register(
            "computations_refused",
            "Requests for which no computation could wait",
            self.refusals.clone(),
        );
        registry.register("computations_at_work", "Computations that run or wait", self.at_work.clone());
        registry.register("connections", "Open connections", self.connections.clone());
        registry.register("history_is_well", "1 if the history can be read, else 0", self.is_well.clone());
    }

    /// A request was answered.
    pub(super) fn answered(&self, method: &'static str, route: &'static str, status: u16, took: Duration) {
        self.requests.get_or_create(&OfRequest { method, route, status }).inc();
        self.durations.get_or_create(&OfRoute { route }).observe(took.as_secs_f64());
    }

    /// A computation ended.
    pub(super) fn computed(&self, work: Work, outcome: &'static str, took: Duration) {
        let labels = OfWork { work: work.word(), outcome };
        self.computations.get_or_create(&labels).observe(took.as_secs_f64());
    }

    /// A computation found no place to wait in.
    pub(super) fn refused(&self) {
        self.refusals.inc();
    }

    /// A connection was opened; it counts until the value is dropped.
    pub(super) fn connected(&self) -> Connected {
        self.connections.inc();
        Connected(self.connections.clone())
    }

    /// All of it as text, beside what is the case right now.
    pub(super) fn text(&self, at_work: usize, is_well: bool) -> Option<String> {
        self.at_work.set(i64::try_from(at_work).unwrap_or(i64::MAX));
        self.is_well.set(i64::from(is_well));
        let mut text = String::new();
        encode(&mut text, &self.registry).ok()?;
        Some(text)
    }
}

/// An open connection.
pub(super) struct Connected(Gauge);

impl Drop for Connected {
    fn drop(&mut self) {
        self.0.dec();
    }
}
