//! How a channel came to where it is, in few bytes: what views of many channels can afford to keep of each.

use meter_score::timeline::Point;
use meter_score::{Metric, Rating};

/// What a channel looked like at the end of a week.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct WeekEnd {
    /// The overall rating; `None` before there is data.
    pub overall: Option<Rating>,
    /// Coverage, 0 to 1; `None` without data.
    pub coverage: Option<f32>,
    /// Response rate, 0 to 1; `None` without data.
    pub response_rate: Option<f32>,
}

impl WeekEnd {
    /// What is kept of a point. Shares lose what nobody sees.
    #[must_use]
    pub fn of(point: &Point) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "shares are drawn, not computed with")]
        let drawn = |share: Option<f64>| share.map(|share| share as f32);
        let metrics = &point.rated.metrics;
        Self {
            overall: point.has_data().then_some(point.rated.overall.rating),
            coverage: drawn(metrics.contacts.coverage),
            response_rate: drawn(metrics.chats.response_rate),
        }
    }

    /// The share that is the value of a metric; the age is none.
    #[must_use]
    pub fn share(&self, metric: Metric) -> Option<f32> {
        match metric {
            Metric::LifeTime => None,
            Metric::Contacts => self.coverage,
            Metric::Chats => self.response_rate,
        }
    }
}
