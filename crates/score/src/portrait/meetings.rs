//! Whom the channel addressed first, day by day.

use meter_model::Ledger;

use crate::history::{days_before, met};
use crate::{DAY, Policy};

/// Persons whose very first touch is the channel's, and falls on this day: those that `NEW_UNKNOWN_PERSONS_PER_DAY` counts, if they are not
/// in the address book.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Meeting {
    /// The day is what comes after this instant, seconds since the epoch …
    pub start: i64,
    /// … up to and with this one.
    pub end: i64,
    /// Those in the address book.
    pub known: u64,
    /// Those who are not; without an address book all.
    pub unknown: u64,
}

/// The days of the window.
pub(super) fn meetings(ledger: &Ledger, policy: &Policy, as_of: i64) -> Vec<Meeting> {
    let day = |before: i64| {
        let end = as_of - before * DAY;
        Meeting { start: end - DAY, end, known: 0, unknown: 0 }
    };
    let mut meetings: Vec<Meeting> = (0..i64::from(policy.window_days)).rev().map(day).collect();
    for (time, known) in met(ledger, as_of) {
        let before = usize::try_from(days_before(as_of, time)).unwrap_or(usize::MAX);
        if let Some(meeting) = meetings.iter_mut().nth_back(before) {
            let number = if known { &mut meeting.known } else { &mut meeting.unknown };
            *number += 1;
        }
    }
    meetings
}
