//! riskFactor: three ratings as one.

use crate::policy::OverallRule;
use crate::{Confidence, Metric, Metrics, Overall, Policy, Rating};

/// What is lost when a mean of ratings is computed.
const ROUNDING: f64 = 1e-9;

/// The overall rating, the range it could have if the metrics without data were known, and the weakest metric.
pub(crate) fn overall(metrics: &Metrics, policy: &Policy) -> Overall {
    let with = |unknown: Option<Rating>| {
        let ratings = Metric::ALL.map(|metric| match metrics.confidence(metric) {
            Confidence::None => unknown.unwrap_or(metrics.rating(metric)),
            Confidence::Provisional | Confidence::Firm => metrics.rating(metric),
        });
        combine(ratings, policy)
    };
    let weakest = Metric::ALL.into_iter().min_by_key(|metric| metrics.rating(*metric));
    Overall {
        rating: with(None),
        range: [with(Some(Rating::UseCaution)), with(Some(Rating::GoodIndicator))],
        weakest: weakest.unwrap_or(Metric::LifeTime),
    }
}

/// One rating from three, in the order of [`Metric::ALL`].
pub(crate) fn combine(ratings: [Rating; 3], policy: &Policy) -> Rating {
    let lowest = ratings.into_iter().min().unwrap_or(Rating::UseCaution);
    match policy.overall {
        OverallRule::Minimum => lowest,
        OverallRule::CappedMedian => {
            let mut sorted = ratings;
            sorted.sort_unstable();
            if lowest == Rating::UseCaution { sorted[1].min(Rating::NeedsAttention) } else { sorted[1] }
        }
        OverallRule::Mean => mean(ratings, policy),
    }
}

/// Weighted mean to the nearest, halves down.
fn mean(ratings: [Rating; 3], policy: &Policy) -> Rating {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (metric, rating) in Metric::ALL.into_iter().zip(ratings) {
        let weight = policy.metric(metric).weight;
        sum += weight * f64::from(u8::from(rating));
        weights += weight;
    }
    let mean = sum / weights;
    let is_above = |half: f64| mean > half + ROUNDING;
    match (is_above(1.5), is_above(2.5)) {
        (_, true) => Rating::GoodIndicator,
        (true, false) => Rating::NeedsAttention,
        (false, false) => Rating::UseCaution,
    }
}

#[cfg(test)]
mod tests {
    use super::combine;
    use crate::policy::OverallRule;
    use crate::{Policy, Rating};

    fn combined(policy: &Policy, digits: [u8; 3]) -> u8 {
        combine(digits.map(|digit| Rating::ALL[usize::from(digit) - 1]), policy).into()
    }

    /// The vendor's published example is lifeTime 1, contacts 2, chats 3 and 2 overall.
    #[test]
    fn the_mean_agrees_with_the_published_example() {
        let policy = Policy::default();
        assert_eq!(combined(&policy, [1, 2, 3]), 2);
        for (digits, expected) in [
            ([1, 1, 1], 1),
            ([1, 1, 2], 1),
            ([1, 1, 3], 2),
            ([1, 2, 2], 2),
            ([1, 3, 3], 2),
            ([2, 2, 3], 2),
            ([2, 3, 3], 3),
            ([3, 3, 3], 3),
        ] {
            assert_eq!(combined(&policy, digits), expected, "{digits:?}");
        }
    }

    /// Weights 1, 1 and 0: 1 and 2 have the mean 1.5, which goes down, 2 and 3 have 2.5.
    #[test]
    fn halves_go_down_and_weights_count() {
        let mut policy = Policy::default();
        policy.chats.weight = 0.0;
        assert_eq!(combined(&policy, [1, 2, 3]), 1);
        assert_eq!(combined(&policy, [3, 2, 1]), 2);
        policy.chats.weight = 2.0;
        // (1 + 2 + 2·3) / 4 = 2.25.
        assert_eq!(combined(&policy, [1, 2, 3]), 2);
        assert_eq!(combined(&policy, [2, 3, 3]), 3);
        // Tenths are not exact: (0.1·1 + 0.2·2 + 0.3·1) / 0.6 is 4/3, (0.3·1 + 0.3·2) / 0.6 is one half above 1.
        (policy.life_time.weight, policy.contacts.weight, policy.chats.weight) = (0.3, 0.3, 0.0);
        assert_eq!(combined(&policy, [1, 2, 3]), 1);
    }

    #[test]
    fn the_other_rules_look_at_the_worst() {
        let mut policy = Policy { overall: OverallRule::CappedMedian, ..Policy::default() };
        for (digits, expected) in
            [([1, 3, 3], 2), ([1, 1, 3], 1), ([2, 3, 3], 3), ([2, 2, 3], 2), ([1, 2, 3], 2)]
        {
            assert_eq!(combined(&policy, digits), expected, "{digits:?}");
        }
        policy.overall = OverallRule::Minimum;
        assert_eq!(combined(&policy, [1, 2, 3]), 1);
        assert_eq!(combined(&policy, [3, 2, 3]), 2);
    }
}
