//! riskFactorContacts: how many of the persons written to are in the address book.

use super::{capped, confidence};
use crate::statistics::wilson;
use crate::{Confidence, Coverage, Policy, Rating};

/// Rates the coverage. Without an address book from any source `known` is unknown, not nil.
pub(crate) fn coverage(known: Option<u64>, reached: u64, policy: &Policy) -> Coverage {
    let Some((known_of, share)) = known.and_then(|known| Some((known, share(known, reached)?))) else {
        return Coverage {
            rating: Rating::UseCaution,
            coverage: None,
            known,
            reached,
            interval: None,
            confidence: Confidence::None,
        };
    };
    let interval = wilson::interval(share, reached as f64);
    Coverage {
        rating: rate(known_of, reached, policy),
        coverage: Some(share),
        known,
        reached,
        interval: Some(interval),
        confidence: confidence(!policy.contacts.is_cut_within(interval), reached, policy),
    }
}

/// The rating of so many known among so many reached; 1 if nobody was reached.
pub(crate) fn rate(known: u64, reached: u64, policy: &Policy) -> Rating {
    share(known, reached)
        .map_or(Rating::UseCaution, |share| capped(policy.contacts.rate(share), reached, policy))
}

fn share(known: u64, reached: u64) -> Option<f64> {
    (reached > 0).then(|| known as f64 / reached as f64)
}
