//! What calibration rates is what the scorer gives.

use meter_score::calibrate::{Evidence, Label};
use meter_score::{Metric, MetricPolicy, Policy, Rating, score};
use proptest::prelude::*;

use crate::channel::{any_as_of, any_channel, any_policy};

fn any_cuts(most: f64) -> impl Strategy<Value = MetricPolicy> {
    let cut = move || (0_u8..=20).prop_map(move |step| f64::from(step) / 20.0 * most);
    (cut(), cut()).prop_map(|(one, other)| MetricPolicy {
        attention: one.min(other),
        good: one.max(other),
        weight: 1.0,
    })
}

proptest! {
    /// Evidence is taken from a score by one policy, and rated by the cuts of another.
    #[test]
    fn evidence_gives_the_ratings_of_the_scorer(
        channel in any_channel(),
        policy in any_policy(),
        as_of in any_as_of(),
        (age, contacts, chats) in (any_cuts(60.0), any_cuts(1.0), any_cuts(1.0)),
    ) {
        let ledger = channel.ledger();
        let metrics = score(&ledger, &policy, as_of).metrics;
        let other = Policy { life_time: age, contacts, chats, ..policy.clone() };
        let expected = score(&ledger, &other, as_of).metrics;
        let label = Label::new(0, &metrics, &policy, [Rating::UseCaution; 3], Rating::UseCaution);
        for metric in Metric::ALL {
            let evidence = Evidence::of(&metrics, metric, &policy);
            prop_assert_eq!(evidence, label.evidence[metric as usize]);
            prop_assert_eq!(evidence.rate(other.metric(metric)), expected.rating(metric), "{:?}", metric);
        }
    }
}
