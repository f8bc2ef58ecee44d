//! The ratings day by day, back to where the number began.

use meter_model::Ledger;

use super::Portrait;
use crate::metrics::age::life_time;
use crate::timeline::{Point, timeline};
use crate::{DAY, Policy};

/// The ratings of every day.
pub(super) fn days(ledger: &Ledger, policy: &Policy, as_of: i64) -> Vec<Point> {
    timeline(ledger, policy, &instants(ledger, policy, as_of, DAY, Portrait::MOST_DAYS))
}

/// As-of and at most so many instants in all that lie `step` seconds apart before it, the oldest first. From before the first evidence of
/// the number there is none but as-of.
pub(super) fn instants(ledger: &Ledger, policy: &Policy, as_of: i64, step: i64, most: usize) -> Vec<i64> {
    let since = life_time(ledger.age, policy, as_of).since.unwrap_or(as_of);
    let back = (0..).map(|steps: i64| as_of - steps * step);
    let mut instants: Vec<i64> = back.take(most).take_while(|instant| *instant >= since).collect();
    instants.reverse();
    instants
}
