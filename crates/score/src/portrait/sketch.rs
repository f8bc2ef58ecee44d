//! A portrait in a few strokes, for a page about many channels.

use meter_model::{Ledger, Moment};

use super::days::instants;
use crate::timeline::{Point, timeline};
use crate::{Policy, WEEK};

/// How the ratings of one channel came about, week by week.
#[derive(Clone, PartialEq, Debug)]
pub struct Sketch {
    /// The ratings at as-of and at every seven days before it, the oldest first; as-of is the last. At most [`Sketch::MOST_POINTS`], and none
    /// but as-of from before the first evidence of the number. Empty if nothing in the channel has a date.
    pub points: Vec<Point>,
}

impl Sketch {
    /// Half a year.
    pub const MOST_POINTS: usize = 26;
}

/// Sketches one channel at `as_of` (seconds since the epoch), or at its newest touch.
///
/// It takes a small part of the time of a [`portrait`](super::portrait). Its points are among the days of that, as far as these go back.
#[must_use]
pub fn sketch(ledger: &Ledger, policy: &Policy, as_of: Option<i64>) -> Sketch {
    let Some(newest) = ledger.newest().map(Moment::seconds) else { return Sketch { points: Vec::new() } };
    let as_of = as_of.unwrap_or(newest);
    let instants = instants(ledger, policy, as_of, WEEK, Sketch::MOST_POINTS);
    Sketch { points: timeline(ledger, policy, &instants) }
}
