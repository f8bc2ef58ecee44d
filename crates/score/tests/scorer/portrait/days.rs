//! Days and sketches are scores.

use meter_score::portrait::{Portrait, Sketch, portrait, sketch};
use meter_score::timeline::{Point, changes};
use meter_score::{Policy, Rated, score};
use proptest::prelude::*;

use super::drawn;
use crate::channel::{BASE, Channel, DAY, any_as_of, any_channel, any_policy, person};

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn days_are_scores_and_end_at_as_of(channel in any_channel(), policy in any_policy(), as_of in any_as_of()) {
        let ledger = channel.ledger();
        let Some(found) = drawn(&channel, &policy, as_of) else { return Ok(()) };
        let now = score(&ledger, &policy, as_of);
        prop_assert_eq!(Some(found.as_of), now.as_of);
        prop_assert_eq!(found.address_book, channel.address_book);
        prop_assert_eq!(found.days.last().unwrap().as_of, found.as_of);
        // As many as whole days have passed since the first evidence, and one.
        let days = now.metrics.life_time.age_days.unwrap_or(0) + 1;
        prop_assert_eq!(i64::try_from(found.days.len()).unwrap(), days.min(366));
        prop_assert_eq!(&found.changes, &changes(&found.days, &policy));
        for (point, before) in found.days.iter().rev().zip(0..) {
            let there = score(&ledger, &policy, Some(found.as_of - before * DAY));
            let rated = Rated { overall: there.overall, metrics: there.metrics };
            prop_assert_eq!(point, &Point { as_of: found.as_of - before * DAY, rated });
        }
    }

    #[test]
    fn a_sketch_is_every_seventh_day(channel in any_channel(), policy in any_policy(), as_of in any_as_of()) {
        let Some(found) = drawn(&channel, &policy, as_of) else { return Ok(()) };
        let mut weekly: Vec<Point> = found.days.iter().rev().step_by(7).take(26).cloned().collect();
        weekly.reverse();
        prop_assert_eq!(sketch(&channel.ledger(), &policy, as_of).points, weekly);
    }
}

/// One message on day 0, as-of is the last second of day 400.
#[test]
fn no_more_than_a_year_and_a_day() {
    let channel = Channel::of(vec![person(true, &[(0, true)])]);
    let as_of = BASE + 400 * DAY;
    let found = portrait(&channel.ledger(), &Policy::default(), Some(as_of), &chrono::Utc).unwrap();
    assert_eq!(found.days.len(), Portrait::MOST_DAYS);
    assert_eq!(found.days[0].as_of, BASE + 35 * DAY);
    let points = sketch(&channel.ledger(), &Policy::default(), Some(as_of)).points;
    assert_eq!((points.len(), points[0].as_of), (Sketch::MOST_POINTS, as_of - 25 * 7 * DAY));
}
