//! Calibration against trying everything out, against cuts that are known, and by hand.

mod brute_force;
mod claims;
mod left_out;
mod recovery;

use super::{Evidence, Label};
use crate::{MetricPolicy, Policy, Rating};

/// The rating of a digit from 1 to 3.
fn rating(digit: u8) -> Rating {
    Rating::ALL[usize::from(digit) - 1]
}

fn cuts(attention: f64, good: f64) -> MetricPolicy {
    MetricPolicy { attention, good, weight: 1.0 }
}

fn measured(value: f64) -> Evidence {
    Evidence::Measured { value, at_most: Rating::GoodIndicator }
}

fn small(value: f64) -> Evidence {
    Evidence::Measured { value, at_most: Rating::NeedsAttention }
}

/// The sum of distances between what the scorer gives with these cuts and the labels.
fn total_error(labels: &[(Evidence, Rating)], cuts: &MetricPolicy) -> u64 {
    let distance = |(evidence, vendor): &(Evidence, Rating)| {
        u64::from(u8::from(evidence.rate(cuts)).abs_diff(u8::from(*vendor)))
    };
    labels.iter().map(distance).sum()
}

/// A label on the age alone; of the other metrics there is no data, and the vendor agrees.
fn on_age(channel: usize, days: f64, vendor: u8) -> Label {
    let nothing = Evidence::Settled(Rating::UseCaution);
    Label {
        channel,
        evidence: [measured(days), nothing, nothing],
        vendor: [rating(vendor), Rating::UseCaution, Rating::UseCaution],
        overall: Rating::UseCaution,
    }
}

/// The default policy, whose cuts of the age are 7 and 30 days.
fn default() -> Policy {
    Policy::default()
}

/// Numbers that look random and are the same in every run (Steele, Lea and Flood 2014, `SplitMix64`).
struct Random(u64);

impl Random {
    /// From 0 to 1, the latter excluded.
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}
