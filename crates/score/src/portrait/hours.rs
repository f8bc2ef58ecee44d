//! When in the week the channel writes.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDate, TimeZone, Timelike};

/// One of the 168 hours of a week.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct HourOfWeek {
    /// Outgoing messages in all these hours of the window together.
    pub sent: u64,
    /// Outgoing messages in the busiest one of them: one such hour of one date. An hour that a clock which is put back shows twice counts as
    /// one.
    pub busiest: u64,
}

/// Messages by weekday and hour on the wall of a zone.
pub(super) fn hours<Z: TimeZone>(times: impl Iterator<Item = i64>, zone: &Z) -> [[HourOfWeek; 24]; 7] {
    let mut sent: BTreeMap<(NaiveDate, u32), u64> = BTreeMap::new();
    for instant in times.filter_map(|time| DateTime::from_timestamp(time, 0)) {
        let wall = instant.with_timezone(zone).naive_local();
        *sent.entry((wall.date(), wall.hour())).or_default() += 1;
    }
    let mut hours = [[HourOfWeek::default(); 24]; 7];
    for ((date, hour), sent) in sent {
        let day = &mut hours[date.weekday().num_days_from_monday() as usize];
        let of_week = &mut day[hour as usize];
        of_week.sent += sent;
        of_week.busiest = of_week.busiest.max(sent);
    }
    hours
}
