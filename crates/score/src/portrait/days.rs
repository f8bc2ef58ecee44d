//! The ratings day by day, back to where the number began.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone};
use meter_model::Ledger;

use super::Portrait;
use crate::metrics::age::life_time;
use crate::timeline::{Point, timeline};
use crate::{DAY, Policy};

/// The ratings at each of some ends of days.
pub(super) fn days(ledger: &Ledger, policy: &Policy, ends: &[i64]) -> Vec<Point> {
    timeline(ledger, policy, ends)
}

/// As-of, and before it the last second of each day on the calendar of a zone, back to the day of the first evidence of the number; the
/// oldest first. These are the instants of a timeline, so that a day is rated here as it is there.
pub(super) fn ends<Z: TimeZone>(ledger: &Ledger, policy: &Policy, as_of: i64, zone: &Z) -> Vec<i64> {
    let since = life_time(ledger.age, policy, as_of).since.unwrap_or(as_of);
    let day = |seconds| Some(DateTime::from_timestamp(seconds, 0)?.with_timezone(zone).date_naive());
    let (Some(first), Some(last)) = (day(since), day(as_of)) else { return vec![as_of] };
    let before = std::iter::successors(last.pred_opt(), NaiveDate::pred_opt);
    let before = before.take_while(|day| *day >= first).take(Portrait::MOST_DAYS - 1);
    let mut ends: Vec<i64> = before.filter_map(|day| Some(start(day.succ_opt()?, zone)? - 1)).collect();
    ends.reverse();
    // A day that a zone once left out has no end of its own.
    ends.dedup();
    ends.push(as_of);
    ends
}

/// The first second of a day, also where clocks were set forward at midnight.
fn start<Z: TimeZone>(day: NaiveDate, zone: &Z) -> Option<i64> {
    let midnight = |day: NaiveDate| {
        let instant = zone.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest()?;
        Some(instant.timestamp())
    };
    // In a gap the clock is read as if it had not been set forward yet.
    midnight(day).or_else(|| Some(midnight(day.pred_opt()?)? + DAY))
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
