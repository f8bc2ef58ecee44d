//! From the settled account of one number to its score: pure, so that the same facts, policy and as-of always give the same answer.
//!
#![doc = include_str!("method.md")]

mod assessment;
pub mod calibrate;
mod each_rating;
mod explain;
mod history;
pub mod instant;
mod metrics;
pub mod plan;
mod policy;
pub mod portrait;
mod rating;
mod signals;
mod situation;
mod stability;
mod statistics;
pub mod timeline;
pub mod what_if;
pub mod words;

use meter_model::{Ledger, Moment};

pub use assessment::*;
pub use each_rating::{EachRating, RatingKey};
pub use policy::{KeyChange, MetricPolicy, OverallRule, Policy, PolicyError, SignalLimits};
pub use rating::{NotARating, Rating};
pub use stability::{Alone, OfValue, Parameter, Stability, stability};

use crate::history::History;
use crate::situation::{Change, Situation};

/// How the score is computed, for people: Markdown with headings of level 2 and 3. The documentation of this crate says the same.
pub const METHOD: &str = include_str!("method.md");

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;

/// Scores one channel at `as_of` (seconds since the epoch), or at its newest touch.
///
/// An `as_of` before everything, or a ledger without anything dated, is no error: it is a score without data.
#[must_use]
pub fn score(ledger: &Ledger, policy: &Policy, as_of: Option<i64>) -> Assessment {
    let as_of = as_of.or_else(|| ledger.newest().map(Moment::seconds));
    let instant = as_of.unwrap_or(0);
    let rate = || {
        let history = History::of(ledger, policy.gap_seconds(), &[instant], policy.window_seconds());
        let observation = history.observe(instant, policy.window_seconds());
        let situation = Situation::of(&observation, ledger, policy);
        let rated = situation.rate(policy, Change::default());
        (observation, situation, rated)
    };
    let ((observation, situation, Rated { overall, metrics }), outgoing) =
        rayon::join(rate, || signals::Outgoing::of(ledger, policy, instant));
    Assessment {
        as_of,
        window_days: policy.window_days,
        overall,
        reasons: explain::reasons::reasons(&metrics, situation.inbound, policy),
        actions: explain::actions::actions(&metrics, &situation, policy),
        signals: signals::signals(ledger, &observation, outgoing, &metrics.life_time, policy),
        metrics,
        policy: policy.stamp(),
    }
}
