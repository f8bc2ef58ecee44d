//! The score as it would have been at many instants, from one pass over the touches, and why it changed.

mod causes;
mod changes;

use meter_model::Ledger;
use rayon::prelude::*;

pub use self::changes::{RatingChange, changes};

use crate::history::History;
use crate::situation::{Change, Situation};
use crate::{Confidence, Metric, Policy, Rated};

/// What a channel looked like at one instant.
#[derive(Clone, PartialEq, Debug)]
pub struct Point {
    /// The instant, seconds since the epoch. Nothing later than it counts.
    pub as_of: i64,
    /// What [`score`](crate::score) would have rated then.
    pub rated: Rated,
}

impl Point {
    /// Whether anything is known of the channel at that time.
    #[must_use]
    pub fn has_data(&self) -> bool {
        Metric::ALL.into_iter().any(|metric| self.rated.metrics.confidence(metric) != Confidence::None)
    }
}

/// Rates one channel at each of some instants, in any order, and each as [`score`](crate::score) does.
#[must_use]
pub fn timeline(ledger: &Ledger, policy: &Policy, instants: &[i64]) -> Vec<Point> {
    let mut sorted = instants.to_vec();
    sorted.sort_unstable();
    let window = policy.window_seconds();
    let history = History::of(ledger, policy.gap_seconds(), &sorted, window);
    let point = |&as_of: &i64| {
        let situation = Situation::of(&history.observe(as_of, window), ledger, policy);
        Point { as_of, rated: situation.rate(policy, Change::default()) }
    };
    instants.par_iter().map(point).collect()
}
