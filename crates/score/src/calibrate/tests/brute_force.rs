//! The search against trying out every pair of places, rated by the scorer's own rule.

use proptest::prelude::*;

use super::super::fit::{Verdict, fit};
use super::super::search::Places;
use super::{cuts, total_error};
use crate::calibrate::Evidence;
use crate::{Metric, MetricPolicy, Rating};

type Labels = Vec<(Evidence, Rating)>;

fn any_rating() -> impl Strategy<Value = Rating> {
    prop::sample::select(Rating::ALL.to_vec())
}

/// Shares in steps, some of them off by what a computation may lose, so that many are equal or count as equal.
fn any_evidence() -> impl Strategy<Value = Evidence> {
    let value = (0_u8..=8, any::<bool>()).prop_map(|(step, is_off)| {
        let value = f64::from(step) / 8.0;
        if is_off { (value - 1e-13).max(0.0) } else { value }
    });
    let at_most =
        prop::sample::select(vec![Rating::GoodIndicator, Rating::GoodIndicator, Rating::NeedsAttention]);
    prop_oneof![
        8 => (value, at_most).prop_map(|(value, at_most)| Evidence::Measured { value, at_most }),
        1 => any_rating().prop_map(Evidence::Settled),
    ]
}

fn any_labels(most: usize) -> impl Strategy<Value = Labels> {
    prop::collection::vec((any_evidence(), any_rating()), 0..most)
}

/// A cut at every place that the steps have: at each step, and beyond the last if a cut may be there.
fn every_cut(beyond: bool) -> Vec<f64> {
    let steps = (0..=8).map(|step| f64::from(step) / 8.0);
    steps.chain(beyond.then_some(2.0)).collect()
}

/// Every pair in order, and its error.
fn every_pair(labels: &Labels, beyond: bool) -> Vec<(MetricPolicy, u64)> {
    let cut_values = every_cut(beyond);
    let pairs = cut_values.iter().flat_map(|one| cut_values.iter().map(move |other| cuts(*one, *other)));
    let in_order = pairs.filter(|pair| pair.attention <= pair.good);
    in_order.map(|pair| (pair, total_error(labels, &pair))).collect()
}

/// What no cut changes.
fn settled_error(labels: &Labels) -> u64 {
    let error = |(evidence, vendor): &(Evidence, Rating)| match evidence {
        Evidence::Settled(rating) => u64::from(u8::from(*rating).abs_diff(u8::from(*vendor))),
        Evidence::Measured { at_most, .. } => {
            u64::from(*at_most < Rating::GoodIndicator && *vendor == Rating::GoodIndicator)
        }
    };
    labels.iter().map(error).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_search_finds_what_trying_everything_finds(labels in any_labels(14), beyond in any::<bool>()) {
        let places = Places::of(&labels, (!beyond).then_some(1.0));
        let joint = places.joint();
        let pairs = every_pair(&labels, beyond);
        let least = pairs.iter().map(|(_, error)| *error).min().unwrap();
        prop_assert_eq!(joint.least + settled_error(&labels), least);
        for cut in every_cut(beyond) {
            let place = places.place(cut).unwrap();
            let is_best = |pick: &dyn Fn(&MetricPolicy) -> f64| {
                pairs.iter().any(|(pair, error)| *error == least && pick(pair).to_bits() == cut.to_bits())
            };
            let attention = joint.attention.iter().any(|run| run.contains(&place));
            prop_assert_eq!(attention, is_best(&|pair| pair.attention), "attention {}", cut);
            let good = joint.good.iter().any(|run| run.contains(&place));
            prop_assert_eq!(good, is_best(&|pair| pair.good), "good {}", cut);
        }
        for (pair, error) in pairs {
            let (attention, good) = (places.place(pair.attention).unwrap(), places.place(pair.good).unwrap());
            prop_assert_eq!(places.attention[attention] + places.good[good] + settled_error(&labels), error);
        }
    }

    /// With so many labels on nine steps, something is often claimed.
    #[test]
    fn whatever_is_claimed_is_best_and_nothing_crosses(
        labels in any_labels(60),
        skew in 0_u8..3,
        attention in 0_u8..=10,
        width in 0_u8..=10,
    ) {
        // Labels that follow the values somewhat, or not at all.
        let labels: Labels = labels
            .into_iter()
            .enumerate()
            .map(|(index, (evidence, vendor))| match skew {
                0 => (evidence, vendor),
                skew if index % 5 < usize::from(skew) => (evidence, vendor),
                _ => (evidence, evidence.rate(&cuts(0.3, 0.7))),
            })
            .collect();
        let given = cuts(f64::from(attention) / 10.0, (f64::from(attention + width) / 10.0).min(1.0));
        let [attention, good] = fit(&labels, Metric::Contacts, &given);
        let fitted = cuts(attention.after, good.after);
        prop_assert!(fitted.attention <= fitted.good, "{:?} {:?}", attention, good);
        prop_assert!((0.0..=1.0).contains(&fitted.attention) && fitted.good <= 1.0);
        let error = total_error(&labels, &fitted);
        prop_assert!(error <= total_error(&labels, &given));
        let pairs = every_pair(&labels, false);
        let least = |holds: &dyn Fn(&MetricPolicy) -> bool| {
            pairs.iter().filter(|(pair, _)| holds(pair)).map(|(_, error)| *error).min().unwrap()
        };
        match (attention.verdict, good.verdict) {
            (Verdict::Kept, Verdict::Kept) => prop_assert_eq!(fitted, given),
            (Verdict::Kept, _) => {
                prop_assert_eq!(fitted.attention.to_bits(), given.attention.to_bits());
                let alone = |cut: f64| total_error(&labels, &cuts(given.attention, cut));
                let others = every_cut(false).into_iter().filter(|cut| *cut >= given.attention);
                prop_assert!(others.map(alone).all(|other| error <= other));
            }
            (_, Verdict::Kept) => {
                prop_assert_eq!(fitted.good.to_bits(), given.good.to_bits());
                let alone = |cut: f64| total_error(&labels, &cuts(cut, given.good));
                let others = every_cut(false).into_iter().filter(|cut| *cut <= given.good);
                prop_assert!(others.map(alone).all(|other| error <= other));
            }
            _ => prop_assert_eq!(error, least(&|_| true)),
        }
        for cut in [&attention, &good] {
            prop_assert_eq!(cut.verdict == Verdict::Kept, cut.why.is_some());
            if cut.verdict != Verdict::Moved {
                prop_assert_eq!(cut.before.to_bits(), cut.after.to_bits());
            }
        }
    }
}
