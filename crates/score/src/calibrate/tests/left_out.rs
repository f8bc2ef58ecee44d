//! Leaving out one channel after the other, by hand.

use super::super::calibrate;
use super::{default, on_age};

/// Ten labels of 10 days are 1 and ten of 20 days are 2, so the attention cut lies in (10, 20] and all agree. Whoever is left out leaves 19
/// labels, of which nothing is claimed: by the default cuts of 7 and 30 days both ages are 2, which is wrong for those of 10 days.
#[test]
fn what_is_left_out_supports_nothing() {
    let labels: Vec<_> = (0..20)
        .map(|channel| if channel < 10 { on_age(channel, 10.0, 1) } else { on_age(channel, 20.0, 2) })
        .collect();
    let age = &calibrate(&labels, &default()).metrics[0];
    assert_eq!((age.attention.after, age.good.after), (15.0, 30.0));
    assert_eq!(age.comparison.after.agreement, Some(1.0));
    assert_eq!((age.comparison.left_out.exact, age.comparison.left_out.labels), (10, 20));
}

/// One more channel of 16 days is 1: all together part in (16, 20], at 18. Without it, the cut would be at 15 and rate it 2; without any other,
/// it stays in (16, 20] and rates that one right. So 24 of 25 are met.
#[test]
fn the_one_that_bounds_a_cut_is_missed_when_it_is_left_out() {
    let mut labels: Vec<_> = (0..24)
        .map(|channel| if channel < 12 { on_age(channel, 10.0, 1) } else { on_age(channel, 20.0, 2) })
        .collect();
    labels.push(on_age(24, 16.0, 1));
    let age = &calibrate(&labels, &default()).metrics[0];
    assert_eq!(age.attention.after.to_bits(), 18_f64.to_bits());
    assert_eq!(age.comparison.after.exact, 25);
    assert_eq!((age.comparison.left_out.exact, age.comparison.left_out.agreement), (24, Some(0.96)));
}

/// Labels of one channel know each other: with all of the 10 days in one channel, nothing tells of 1 when it is left out.
#[test]
fn all_labels_of_a_channel_are_left_out_together() {
    let labels: Vec<_> =
        (0..40).map(|index| if index < 20 { on_age(0, 10.0, 1) } else { on_age(index, 20.0, 2) }).collect();
    let calibration = calibrate(&labels, &default());
    assert_eq!((calibration.labels, calibration.channels), (40, 21));
    let age = &calibration.metrics[0];
    assert_eq!(age.comparison.after.exact, 40);
    // The 20 labels of the first channel are rated by the default cuts, 2; the others lose one label of 40 and are met.
    assert_eq!(age.comparison.left_out.exact, 20);
}

/// Ages of 10 and 20 days, no data else: the parts are (r, 1, 1). For 3 the mean is 5/3, nearest to 2; for 2 it is 4/3, so 1.
/// The vendor says 1 overall for all: before, all ages are 2 and agree; after, the ten of 20 days are 3 and too good by one.
#[test]
fn the_overall_rating_is_compared_as_well() {
    let labels: Vec<_> = (0..22)
        .map(|channel| if channel < 11 { on_age(channel, 10.0, 2) } else { on_age(channel, 20.0, 3) })
        .collect();
    let overall = calibrate(&labels, &default()).overall;
    assert_eq!((overall.before.exact, overall.after.exact), (22, 11));
    assert_eq!((overall.after.unsafe_misses, overall.after.total_error), (11, 11));
    assert_eq!(overall.left_out.exact, 11);
    assert_eq!(overall.after.table, [[11, 11, 0], [0; 3], [0; 3]]);
}
