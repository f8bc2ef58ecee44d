//! The metrics, one file each, and how they become one.

pub(crate) mod age;
pub(crate) mod coverage;
pub(crate) mod overall;
pub(crate) mod response;

use crate::{Confidence, Policy, Rating};

/// A rating that rests on fewer than `min_sample` persons is 2 at most.
pub(crate) fn capped(rating: Rating, sample: u64, policy: &Policy) -> Rating {
    if sample < policy.min_sample { rating.min(Rating::NeedsAttention) } else { rating }
}

/// Firm if the sample is large enough and nothing else speaks against it.
fn confidence(is_certain: bool, sample: u64, policy: &Policy) -> Confidence {
    if is_certain && sample >= policy.min_sample { Confidence::Firm } else { Confidence::Provisional }
}
