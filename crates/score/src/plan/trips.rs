//! Warning signs that a campaign would trip.

use rayon::prelude::*;

use super::course::Course;
use super::outlook::Trip;
use crate::{Signal, score};

/// Signals that are exceeded at the end of some day, and not today, if everything goes as expected: the first ones first.
pub(super) fn trips(course: &Course<'_>) -> Vec<Trip> {
    let ground = course.ground;
    let mut ledger = ground.ledger.clone();
    ledger.send(&course.expected_messages());
    let signals = |day: u32| score(&ledger, ground.policy, Some(course.end(day))).signals;
    let today = score(&ground.ledger, ground.policy, Some(ground.as_of)).signals;
    let days: Vec<Vec<Signal>> = (1..=ground.request.days).into_par_iter().map(signals).collect();
    let trip = |today: Signal| {
        let exceeded = |signals: &Vec<Signal>| {
            signals.iter().find(|signal| signal.code == today.code && signal.exceeded).cloned()
        };
        let (day, signal) = (1..).zip(&days).find_map(|(day, signals)| Some((day, exceeded(signals)?)))?;
        let Signal { code, value, limit, text, .. } = signal;
        Some(Trip { code, day, as_of: course.end(day), value, limit, text })
    };
    let mut trips: Vec<Trip> = today.into_iter().filter(|signal| !signal.exceeded).filter_map(trip).collect();
    // Stable, so that those of one day keep the order of signals.
    trips.sort_by_key(|trip| trip.day);
    trips
}
