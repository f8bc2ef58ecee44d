//! What a page about one channel draws beside its score: how it came about, day by day and person by person.
//!
//! Nothing here is a formula of its own: rates, intervals and ratings are those of [`score`](crate::score), looked at week by week, delay by
//! delay, or with an edit. A *day* is a span of 24 hours and a *week* one of seven days, counted back from as-of, as for the signals; only
//! the hours of the week are those on the wall of a zone, because that is when people work.

use meter_model::{Handle, Ledger};

use crate::timeline::{Point, RatingChange};
use crate::{Metric, Policy, Rating, Stability};

/// Everything about one channel that can be drawn, at one instant.
#[derive(Clone, PartialEq, Debug)]
pub struct Portrait {
    /// The instant for which it holds, seconds since the epoch.
    pub as_of: i64,
    /// Whether any source said who is in the address book. If not, nobody is known to be unknown.
    pub address_book: bool,
    /// The ratings at as-of and at every 24 hours before it, the oldest first; as-of is the last. At most [`Portrait::MOST_DAYS`], and none
    /// from before the first evidence of the number.
    pub days: Vec<Point>,
    /// Every change of a rating along `days`.
    pub changes: Vec<RatingChange>,
    /// The response rate of each week, the oldest first. At most [`Portrait::MOST_WEEKS`], from the first week with an outreach on.
    pub weeks: Vec<Week>,
    /// How soon people answered; `None` without an outreach in the window.
    pub replies: Option<ReplyCurve>,
    /// Whom the channel met for the first time on each day of the window, the oldest first.
    pub meetings: Vec<Meeting>,
    /// Outgoing messages of the window by weekday (Monday first) and hour (from 0) on the wall of the zone.
    pub hours: [[HourOfWeek; 24]; 7],
    /// What would move the metrics, by metric, the largest move first.
    pub levers: Vec<Lever>,
    /// How much the ratings depend on the conventions of the policy.
    pub stability: Stability,
    /// Who did not answer or is not in the address book: those who are both first, then those without an answer, then by the latest outgoing
    /// touch. At most [`Portrait::MOST_PEOPLE`].
    pub people: Vec<OpenPerson>,
    /// How many of them there are, including those that are not listed.
    pub people_in_all: u64,
}

impl Portrait {
    /// A year and a day.
    pub const MOST_DAYS: usize = 366;
    /// Half a year.
    pub const MOST_WEEKS: usize = 26;
    /// More than anybody reads.
    pub const MOST_PEOPLE: usize = 200;
    /// Steps of a reply curve: more than a screen can show.
    pub const MOST_STEPS: usize = 200;
}

/// The response rate of the outreaches of one week, as they look at as-of.
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

/// The Kaplan–Meier curve of the window's outreaches: which share is answered within which delay.
#[derive(Clone, PartialEq, Debug)]
pub struct ReplyCurve {
    /// The horizon at which the response rate is read off, in seconds.
    pub horizon_seconds: i64,
    /// Where the curve ends: twice the horizon, in seconds.
    pub end_seconds: i64,
    /// Its steps in the order of delays; the curve is 0 before the first. At most [`Portrait::MOST_STEPS`]; where there are more, steps are
    /// left out, never one at or nearest below the horizon.
    pub steps: Vec<ReplyStep>,
}

/// From this delay on, this share is answered.
#[derive(Clone, PartialEq, Debug)]
pub struct ReplyStep {
    /// Seconds from the opening to the answer.
    pub delay_seconds: i64,
    /// Share answered by then, `1 − S`, 0 to 1.
    pub answered: f64,
    /// Its 95 % interval, made as that of the response rate.
    pub interval: [f64; 2],
}

/// Persons whose very first touch is the channel's, and falls on this day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Meeting {
    /// The day is what comes after this instant, seconds since the epoch …
    pub start: i64,
    /// … up to and with this one.
    pub end: i64,
    /// Those in the address book.
    pub known: u64,
    /// Those who are not.
    pub unknown: u64,
}

/// One of the 168 hours of a week.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct HourOfWeek {
    /// Outgoing messages in all these hours of the window together.
    pub sent: u64,
    /// Outgoing messages in the busiest one of them.
    pub busiest: u64,
}

/// One thing that could be different, and where it would lead.
#[derive(Clone, PartialEq, Debug)]
pub struct Lever {
    /// What would be different, such as `Save all 12 unknown people`.
    pub text: String,
    /// The same as arguments of `what-if`, such as `--save all`.
    pub edit: String,
    /// Which metric it moves.
    pub metric: Metric,
    /// The metric's value now: days, coverage or response rate.
    pub before: f64,
    /// Its value then.
    pub after: f64,
    /// The metric's rating then.
    pub rating: Rating,
    /// The overall rating then.
    pub overall: Rating,
}

/// A person of the window who did not answer, or is not in the address book.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenPerson {
    /// All forms in which the person appeared, sorted, at least one.
    pub handles: Vec<Handle>,
    /// Whether the person is in the address book; `None` without an address book.
    pub known: Option<bool>,
    /// Outreaches to the person in the window.
    pub outreaches: u64,
    /// When the oldest of those was opened that is not answered, seconds since the epoch; `None` if all are answered or there are none.
    pub waiting_since: Option<i64>,
    /// Whether an outreach without an answer is older than the reply window: a silence, no longer pending.
    pub silent: bool,
    /// The latest outgoing touch, seconds since the epoch.
    pub written: i64,
}

/// Draws the portrait of one channel at `as_of` (seconds since the epoch), or at its newest touch; `None` if nothing in it has a date.
#[must_use]
pub fn portrait<Z: chrono::TimeZone>(
    ledger: &Ledger,
    policy: &Policy,
    as_of: Option<i64>,
    zone: &Z,
) -> Option<Portrait> {
    let _ = (ledger, policy, as_of, zone);
    None
}
