//! What is claimed of a cut, and every reason to claim nothing.

use super::super::fit::{Verdict, WhyKept, fit};
use super::super::{Interval, calibrate};
use super::{cuts, default, measured, on_age, rating, small};
use crate::calibrate::Evidence;
use crate::{Metric, MetricPolicy, Policy, Rating};

type Labels = Vec<(Evidence, Rating)>;

/// So many labels at each of these values, in this order: value, count, rating.
fn labels(groups: &[(f64, usize, u8)]) -> Labels {
    groups
        .iter()
        .flat_map(|&(value, count, digit)| std::iter::repeat_n((measured(value), rating(digit)), count))
        .collect()
}

/// Verdict, value and reason of both cuts of the response rate.
fn fitted(labels: &Labels, given: MetricPolicy) -> [(Verdict, f64, Option<WhyKept>); 2] {
    fit(labels, Metric::Chats, &given).map(|cut| (cut.verdict, cut.after, cut.why))
}

/// Ratings 1 up to 0.1, 2 from 0.24 to 0.4, 3 from 0.6: attention in (0.1, 0.24], good in (0.4, 0.6].
const CLEAR: [(f64, usize, u8); 5] = [(0.05, 3, 1), (0.1, 5, 1), (0.24, 6, 2), (0.4, 4, 2), (0.6, 7, 3)];

/// With one decimal only 0.2 lies in (0.1, 0.24]; 0.5 and 0.6 lie in (0.4, 0.6], and 0.5 is its middle.
#[test]
fn a_clear_case_moves_to_round_values() {
    let found = fitted(&labels(&CLEAR), cuts(0.05, 0.95));
    assert_eq!(found, [(Verdict::Moved, 0.2, None), (Verdict::Moved, 0.5, None)]);
    let [attention, good] = fit(&labels(&CLEAR), Metric::Chats, &cuts(0.05, 0.95));
    assert_eq!(attention.optimal, [Interval { above: Some(0.1), up_to: Some(0.24) }]);
    assert_eq!(good.optimal, [Interval { above: Some(0.4), up_to: Some(0.6) }]);
    assert_eq!((attention.labels, attention.below, attention.above), (25, 8, 17));
    assert_eq!((good.labels, good.below, good.above), (25, 18, 7));
}

#[test]
fn given_values_among_the_best_stay() {
    let found = fitted(&labels(&CLEAR), cuts(0.11, 0.6));
    assert_eq!(found, [(Verdict::Confirmed, 0.11, None), (Verdict::Confirmed, 0.6, None)]);
    // The low end is excluded.
    let found = fitted(&labels(&CLEAR), cuts(0.1, 0.4));
    assert_eq!(found, [(Verdict::Moved, 0.2, None), (Verdict::Moved, 0.5, None)]);
    // 0.3 as a computer may get it reaches a cut of 0.3.
    let almost = 1.0 - 0.9 * (1.0 - 1.0 / 9.0) * (1.0 - 1.0 / 8.0);
    let found = fitted(&labels(&[(0.1, 10, 1), (almost, 10, 2), (0.6, 10, 3)]), cuts(0.3, 0.6));
    assert_eq!(found.map(|(verdict, ..)| verdict), [Verdict::Confirmed, Verdict::Confirmed]);
}

#[test]
fn nineteen_labels_are_too_few() {
    let few = labels(&[(0.1, 6, 1), (0.3, 6, 2), (0.6, 7, 3)]);
    let few_labels = WhyKept::FewLabels(19);
    let why = Some(few_labels);
    assert_eq!(fitted(&few, cuts(0.2, 0.9)), [(Verdict::Kept, 0.2, why), (Verdict::Kept, 0.9, why)]);
    assert_eq!(few_labels.to_string(), "only 19 labels hang on it, and at least 20 are needed");
    let enough = labels(&[(0.1, 6, 1), (0.3, 6, 2), (0.6, 8, 3)]);
    assert_eq!(fitted(&enough, cuts(0.2, 0.9))[1].0, Verdict::Moved);
    assert_eq!(fitted(&Labels::new(), cuts(0.2, 0.9))[0].2, Some(WhyKept::FewLabels(0)));
}

/// Twelve labels are 1, eight are 2, four are 3: the good cut parts eight from four.
#[test]
fn four_labels_of_a_class_are_too_few() {
    let labels = labels(&[(0.1, 12, 1), (0.3, 8, 2), (0.6, 4, 3)]);
    let [attention, good] = fitted(&labels, cuts(0.15, 0.9));
    assert_eq!(attention, (Verdict::Confirmed, 0.15, None));
    let why = WhyKept::FewOfAClass { class: rating(3), labels: 4 };
    assert_eq!(good, (Verdict::Kept, 0.9, Some(why)));
    assert_eq!(
        why.to_string(),
        "the vendor rates 4 of its labels 3, and at least 5 are needed of both ratings that it parts"
    );
}

/// Twenty on each side of both cuts, but where 2 lies between 0.1 and 0.6 no label says.
#[test]
fn the_highest_and_the_lowest_rating_do_not_tell_where_the_middle_is() {
    let found = fitted(&labels(&[(0.1, 20, 1), (0.35, 4, 2), (0.6, 20, 3)]), cuts(0.05, 0.9));
    let why = Some(WhyKept::FewOfAClass { class: rating(2), labels: 4 });
    assert_eq!(found, [(Verdict::Kept, 0.05, why), (Verdict::Kept, 0.9, why)]);
    let found = fitted(&labels(&[(0.1, 20, 1), (0.35, 5, 2), (0.6, 20, 3)]), cuts(0.05, 0.9));
    assert_eq!(found, [(Verdict::Moved, 0.2, None), (Verdict::Moved, 0.5, None)]);
}

#[test]
fn one_class_only_claims_nothing() {
    let found = fitted(&labels(&[(0.1, 20, 2), (0.6, 20, 2)]), cuts(0.2, 0.5));
    let none_of = |digit| Some(WhyKept::FewOfAClass { class: rating(digit), labels: 0 });
    assert_eq!(found, [(Verdict::Kept, 0.2, none_of(1)), (Verdict::Kept, 0.5, none_of(3))]);
}

/// Around 0.3 and around 0.5 a cut errs five times either way: 1 1 | 2 | 1 | 2 with five labels where they disagree.
#[test]
fn places_apart_from_each_other_are_not_told_apart() {
    let labels = labels(&[(0.2, 10, 1), (0.3, 5, 2), (0.4, 5, 1), (0.5, 10, 2)]);
    let [attention, good] = fit(&labels, Metric::Chats, &cuts(0.1, 0.9));
    assert_eq!(attention.why, Some(WhyKept::Apart(2)));
    assert_eq!((attention.after, good.after), (0.1, 0.9));
    let interval = |above, up_to| Interval { above: Some(above), up_to: Some(up_to) };
    assert_eq!(attention.optimal, [interval(0.2, 0.3), interval(0.4, 0.5)]);
    assert_eq!(
        attention.why.unwrap().to_string(),
        "2 ranges apart from each other agree equally well, so the labels do not say which"
    );
}

/// High values are rated low: it is best to rate all alike.
#[test]
fn a_cut_beyond_all_labels_is_not_claimed() {
    let [attention, _] = fitted(&labels(&[(0.2, 12, 2), (0.4, 10, 1)]), cuts(0.1, 0.9));
    assert_eq!(attention, (Verdict::Kept, 0.1, Some(WhyKept::Unbounded)));
    let [_, good] = fitted(&labels(&[(0.2, 12, 3), (0.4, 10, 2)]), cuts(0.1, 0.9));
    assert_eq!(good, (Verdict::Kept, 0.9, Some(WhyKept::Unbounded)));
}

/// The attention cut would be best in (0.4, 0.6], but nothing tells the good cut, which is kept at 0.3.
#[test]
fn a_claimed_cut_never_crosses_a_kept_one() {
    let mut labels = labels(&[(0.4, 10, 1), (0.6, 10, 2)]);
    assert_eq!(fitted(&labels, cuts(0.1, 0.3))[0], (Verdict::Kept, 0.1, Some(WhyKept::Crosses)));
    // A kept good cut of 0.45 leaves 0.42 and others; the shortest decimals between 0.4 and 0.45 have two digits.
    let [attention, good] = fitted(&labels, cuts(0.1, 0.45));
    assert_eq!((attention.0, good.0), (Verdict::Moved, Verdict::Kept));
    assert_eq!(attention.1.to_bits(), 0.42_f64.to_bits());
    // The other way round: good best in (0.4, 0.6], attention kept at 0.8.
    for (_, vendor) in &mut labels {
        *vendor = if *vendor == Rating::UseCaution { Rating::NeedsAttention } else { Rating::GoodIndicator };
    }
    assert_eq!(fitted(&labels, cuts(0.8, 0.9))[1], (Verdict::Kept, 0.9, Some(WhyKept::Crosses)));
}

/// Small samples are 2 at most, whatever the good cut says; a number without data is 1, whatever both say.
#[test]
fn what_no_cut_changes_is_no_support() {
    let mut all = labels(&CLEAR);
    all.extend(std::iter::repeat_n((small(0.9), Rating::NeedsAttention), 30));
    all.extend(std::iter::repeat_n((Evidence::Settled(Rating::UseCaution), Rating::GoodIndicator), 50));
    let [attention, good] = fit(&all, Metric::Chats, &cuts(0.05, 0.95));
    assert_eq!((attention.labels, good.labels), (55, 25));
    assert_eq!((attention.after, good.after), (0.2, 0.5));
}

/// In a policy the other numbers stay, and its name says that cuts were moved.
#[test]
fn the_fitted_policy_differs_in_its_cuts() {
    let labels: Vec<_> = (0..30)
        .map(|channel| match channel % 3 {
            0 => on_age(channel, 3.0, 1),
            1 => on_age(channel, 15.0, 2),
            _ => on_age(channel, 25.0, 3),
        })
        .collect();
    let calibration = calibrate(&labels, &default());
    // 7 lies in (3, 15]; of 16 to 25, the whole numbers in (15, 25], 20 is the middle.
    let expected = Policy { name: "default, calibrated".to_owned(), life_time: cuts(7.0, 20.0), ..default() };
    assert_eq!(calibration.policy, expected);
    assert_eq!(calibration.after, expected.stamp());
    assert!(calibration.claims());
    let age = &calibration.metrics[0];
    assert_eq!((age.attention.verdict, age.good.verdict), (Verdict::Confirmed, Verdict::Moved));
    // Before, the ten of 25 days are 2.
    assert_eq!((age.comparison.before.exact, age.comparison.after.exact), (20, 30));
    assert_eq!(age.comparison.before.table, [[10, 0, 0], [0, 10, 0], [0, 10, 0]]);
    // Fitted once more nothing moves, the name included.
    assert_eq!(calibrate(&labels, &expected).policy, expected);
    let nothing = calibrate(&[], &default());
    assert!(!nothing.claims());
    assert_eq!(nothing.policy, default());
    assert_eq!(nothing.overall.before.agreement, None);
}
