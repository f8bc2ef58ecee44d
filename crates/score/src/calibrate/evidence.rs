//! What the scorer knows of a metric before a cut decides.

use crate::metrics::capped;
use crate::{Metric, MetricPolicy, Metrics, Policy, Rating};

/// What a rating rests on, with everything decided but the cuts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Evidence {
    /// A value that the cuts decide about; a small sample is rated `at_most` so, whatever they say.
    Measured {
        /// Days of age, coverage or response rate.
        value: f64,
        /// 3, or 2 with a small sample.
        at_most: Rating,
    },
    /// A rating that no cut changes: there is no data, or the number only answers.
    Settled(Rating),
}

impl Evidence {
    /// The evidence behind a metric that was scored by `policy`. Its cuts do not matter, all else does.
    #[must_use]
    pub fn of(metrics: &Metrics, metric: Metric, policy: &Policy) -> Self {
        let sample = match metric {
            Metric::LifeTime => None,
            Metric::Contacts => Some(metrics.contacts.reached),
            Metric::Chats => Some(metrics.chats.persons),
        };
        let best = Rating::GoodIndicator;
        let at_most = sample.map_or(best, |sample| capped(best, sample, policy));
        metrics
            .value(metric)
            .map_or(Self::Settled(metrics.rating(metric)), |value| Self::Measured { value, at_most })
    }

    /// The rating that the scorer gives with these cuts.
    #[must_use]
    pub fn rate(self, cuts: &MetricPolicy) -> Rating {
        match self {
            Self::Measured { value, at_most } => cuts.rate(value).min(at_most),
            Self::Settled(rating) => rating,
        }
    }
}
