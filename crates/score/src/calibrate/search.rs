//! Every place where a cut could be, and how much it errs there.
//!
//! A rating is two yes-or-no questions, "at least 2?" and "3?", and so is a label. Because one includes the other in both,
//! `|rating − label| = |[v ≥ attention] − [label ≥ 2]| + |[v ≥ good] − [label = 3]|`: the two cuts err on their own, and only
//! `attention ≤ good` joins them. A cut matters only by which values reach it, so the places between neighbouring values are all there
//! are, and going through them once finds every best one.

use std::ops::RangeInclusive;

use serde::Serialize;

use super::Evidence;
use crate::Rating;
use crate::policy::ROUNDING;

/// Values between which a cut classifies all labels alike.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Interval {
    /// The largest value that must lie below the cut; `None` if no label says so.
    pub above: Option<f64>,
    /// The smallest value that must reach the cut; `None` if no label says so.
    pub up_to: Option<f64>,
}

impl Interval {
    /// Whether labels bound it on both sides.
    #[must_use]
    pub fn is_bounded(&self) -> bool {
        self.above.is_some() && self.up_to.is_some()
    }
}

/// The distinct values of the labels in their order, and the errors of cuts between them.
///
/// Place `k` is below value `k` and above value `k − 1`. Values that differ by no more than what is lost to rounding count as one.
pub(super) struct Places {
    /// Lowest and highest of the values that count as one.
    values: Vec<[f64; 2]>,
    /// How often a cut at each place, of those that a policy may have, answers "at least 2?" wrongly.
    pub(super) attention: Vec<u64>,
    /// The same of "3?", among the labels for which that is open.
    pub(super) good: Vec<u64>,
}

impl Places {
    /// Orders the labels. No cut may be above `limit`.
    pub(super) fn of(labels: &[(Evidence, Rating)], limit: Option<f64>) -> Self {
        let mut measured: Vec<(f64, Rating, Rating)> = labels
            .iter()
            .filter_map(|(evidence, vendor)| match *evidence {
                Evidence::Measured { value, at_most } => Some((value, at_most, *vendor)),
                Evidence::Settled(_) => None,
            })
            .collect();
        measured.sort_by(|(one, ..), (other, ..)| one.total_cmp(other));
        let is_open = |at_most: Rating| at_most == Rating::GoodIndicator;
        let below = |label: Rating| measured.iter().filter(move |(.., vendor)| *vendor < label);
        let mut wrong_attention = below(Rating::NeedsAttention).count() as u64;
        let mut wrong_good =
            below(Rating::GoodIndicator).filter(|(_, at_most, _)| is_open(*at_most)).count() as u64;
        let mut places =
            Self { values: Vec::new(), attention: vec![wrong_attention], good: vec![wrong_good] };
        for alike in measured.chunk_by(|(one, ..), (next, ..)| next - one <= 2.0 * ROUNDING) {
            places.values.push([alike[0].0, alike[alike.len() - 1].0]);
            for (_, at_most, vendor) in alike {
                count(&mut wrong_attention, *vendor >= Rating::NeedsAttention);
                if is_open(*at_most) {
                    count(&mut wrong_good, *vendor >= Rating::GoodIndicator);
                }
            }
            places.attention.push(wrong_attention);
            places.good.push(wrong_good);
        }
        let highest = places.values.last().map_or(f64::NEG_INFINITY, |[_, highest]| *highest);
        if limit.is_some_and(|limit| highest + ROUNDING >= limit) {
            places.attention.pop();
            places.good.pop();
        }
        places
    }

    /// The place of a cut; `None` if it parts values that count as one.
    pub(super) fn place(&self, cut: f64) -> Option<usize> {
        let place = self.values.partition_point(|[_, highest]| highest + ROUNDING < cut);
        let parts = self.values.get(place).is_some_and(|[lowest, _]| lowest + ROUNDING < cut);
        (!parts).then_some(place)
    }

    /// Values between the lowest and the highest of neighbouring places.
    pub(super) fn interval(&self, run: &RangeInclusive<usize>) -> Interval {
        let before = run.start().checked_sub(1);
        Interval {
            above: before.and_then(|index| self.values.get(index)).map(|[_, highest]| *highest),
            up_to: self.values.get(*run.end()).map(|[lowest, _]| *lowest),
        }
    }

    /// The places of both cuts with the least error in total, the attention cut not above the good one.
    pub(super) fn joint(&self) -> Joint {
        let attention_up_to = running_least(self.attention.iter());
        let mut good_from = running_least(self.good.iter().rev());
        good_from.reverse();
        let sums =
            |one: &[u64], other: &[u64]| one.iter().zip(other).map(|(one, other)| one + other).collect();
        let of_attention: Vec<u64> = sums(&self.attention, &good_from);
        let of_good: Vec<u64> = sums(&self.good, &attention_up_to);
        let least = of_attention.iter().copied().min().unwrap_or(0);
        Joint { least, attention: runs(&of_attention, least), good: runs(&of_good, least) }
    }
}

/// The best pairs of places.
pub(super) struct Joint {
    /// Their error.
    pub(super) least: u64,
    /// Places of the attention cut in any of the best pairs.
    pub(super) attention: Vec<RangeInclusive<usize>>,
    /// Places of the good cut in any of the best pairs.
    pub(super) good: Vec<RangeInclusive<usize>>,
}

/// Neighbouring places with this error.
pub(super) fn runs(errors: &[u64], error: u64) -> Vec<RangeInclusive<usize>> {
    let mut runs: Vec<RangeInclusive<usize>> = Vec::new();
    for place in (0..errors.len()).filter(|place| errors[*place] == error) {
        match runs.last_mut() {
            Some(run) if *run.end() + 1 == place => *run = *run.start()..=place,
            _ => runs.push(place..=place),
        }
    }
    runs
}

/// A value moves from above the cut to below it: wrong if the vendor says that it reaches, else no longer wrong.
fn count(wrong: &mut u64, reaches: bool) {
    if reaches { *wrong += 1 } else { *wrong -= 1 }
}

fn running_least<'a>(errors: impl Iterator<Item = &'a u64>) -> Vec<u64> {
    let mut least = u64::MAX;
    errors
        .map(|error| {
            least = least.min(*error);
            least
        })
        .collect()
}
