//! Published warning signs that the ratings miss. They never change a rating.
//!
//! Messages are touches with content; reactions, votes and calls are none. Only the window counts. A day is a span of 24 hours counted
//! back from as-of, so that neither the zone nor the hour of the day changes what is found.

mod days;
mod outgoing;
mod peaks;
mod same_text;
mod shares;

use meter_model::Ledger;
use rayon::prelude::*;

use crate::history::{Observation, days_before};
use crate::words::plain;
use crate::{LifeTime, Policy, Signal};

pub(crate) use self::outgoing::Outgoing;

/// What the signals look at.
struct Scene<'a> {
    ledger: &'a Ledger,
    observation: &'a Observation,
    policy: &'a Policy,
    /// When the number came into being, as far as is known.
    since: Option<i64>,
    /// Touches after this instant are in the window.
    window_start: i64,
    /// Outgoing messages of the window.
    outgoing: Outgoing,
}

impl Scene<'_> {
    /// The day of an instant in the window, counted back from as-of.
    fn day(&self, time: i64) -> i64 {
        days_before(self.observation.as_of, time)
    }

    fn is_in_window(&self, time: i64) -> bool {
        self.window_start < time && time <= self.observation.as_of
    }
}

/// All signals in a fixed order. Without any touch up to as-of none of them has a value.
pub(crate) fn signals(
    ledger: &Ledger,
    observation: &Observation,
    outgoing: Outgoing,
    life_time: &LifeTime,
    policy: &Policy,
) -> Vec<Signal> {
    let scene = Scene {
        ledger,
        observation,
        policy,
        since: life_time.since,
        window_start: observation.as_of - policy.window_seconds(),
        outgoing,
    };
    ALL.par_iter().map(|signal| signal(&scene)).collect()
}

/// In the order in which they are told.
const ALL: [fn(&Scene<'_>) -> Signal; 10] = [
    peaks::per_hour,
    peaks::per_minute,
    peaks::per_15_minutes,
    days::per_day_while_young,
    days::new_unknown_persons,
    days::outreach_in_a_row,
    same_text::persons_per_hour,
    shares::undelivered,
    shares::outbound_inbound,
    days::peak_to_median,
];

/// A signal with a value, beyond its limit if above it.
fn found(code: &'static str, value: f64, limit: f64, text: String) -> Signal {
    Signal { code, value: Some(value), limit, exceeded: value > limit, text }
}

/// A signal for which there is no data.
fn no_data(code: &'static str, limit: f64, why: &str) -> Signal {
    Signal { code, value: None, limit, exceeded: false, text: format!("No data: {why}.") }
}

/// A sentence with its limit.
fn with_limit(sentence: &str, limit: f64) -> String {
    format!("{sentence}; the limit is {}.", plain(limit))
}
