//! The response rate week by week.

use meter_model::Ledger;
use rayon::prelude::*;

use super::Portrait;
use crate::history::{History, Observation};
use crate::metrics::response::{self, InboundCounts, Outreaches};
use crate::{Policy, Response, WEEK};

/// The response rate of the outreaches of one week, as they look at as-of: answers that came after the week count, too. Each of `m` outreaches
/// to one person in the week weighs `1/m`.
#[derive(Clone, PartialEq, Debug)]
pub struct Week {
    /// The week is what comes after this instant, seconds since the epoch …
    pub start: i64,
    /// … up to and with this one.
    pub end: i64,
    /// Distinct persons with an outreach in it.
    pub persons: u64,
    /// Outreaches in it: answered, pending and unanswered ones together.
    pub outreaches: u64,
    /// Of these, answered within the reply window.
    pub answered: u64,
    /// Of these, unanswered and younger than the reply window.
    pub pending: u64,
    /// Kaplan–Meier estimate of the share answered within the reply window, 0 to 1; `None` without outreach.
    pub response_rate: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<[f64; 2]>,
}

/// The weeks up to as-of, from the first one with an outreach on.
pub(super) fn weeks(ledger: &Ledger, policy: &Policy, as_of: i64) -> Vec<Week> {
    let back = (0..).map(|weeks: i64| as_of - weeks * WEEK);
    let mut ends: Vec<i64> = back.take(Portrait::MOST_WEEKS).collect();
    ends.reverse();
    let history = History::of(ledger, policy.gap_seconds(), &ends, WEEK);
    let week = |&end: &i64| Week::of(end, &history.observe_span(end - WEEK, end, as_of), policy);
    let weeks: Vec<Week> = ends.par_iter().map(week).collect();
    weeks.into_iter().skip_while(|week| week.outreaches == 0).collect()
}

impl Week {
    fn of(end: i64, observation: &Observation, policy: &Policy) -> Self {
        let outreaches = Outreaches::of(observation, policy.horizon_seconds());
        let inbound = InboundCounts { all: observation.inbound, joined: observation.inbound_joined };
        let Response { persons, outreaches, answered, pending, response_rate, interval, .. } =
            response::response(&outreaches, inbound, policy, 0);
        Self { start: end - WEEK, end, persons, outreaches, answered, pending, response_rate, interval }
    }
}
