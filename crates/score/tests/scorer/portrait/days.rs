//! Days and sketches are scores.

use meter_model::Ledger;
use meter_score::instant::rfc3339;
use meter_score::portrait::{Portrait, Sketch, portrait, sketch};
use meter_score::timeline::{Point, changes};
use meter_score::{Policy, Rated, score};
use proptest::prelude::*;

use super::drawn;
use crate::channel::{BASE, Channel, DAY, HOUR, any_as_of, any_channel, any_policy, person};

/// What the full scorer says of an instant.
fn rated_at(ledger: &Ledger, policy: &Policy, as_of: i64) -> Point {
    let there = score(ledger, policy, Some(as_of));
    Point { as_of, rated: Rated { overall: there.overall, metrics: there.metrics } }
}

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
        // As many as the calendar has days since the first evidence, each looked at from its last second, and the last from as-of.
        let today = found.as_of.div_euclid(DAY);
        let since = now.metrics.life_time.since.map_or(today, |since| since.div_euclid(DAY));
        prop_assert_eq!(i64::try_from(found.days.len()).unwrap(), (today - since + 1).min(366));
        prop_assert_eq!(&found.changes, &changes(&found.days, &policy));
        for (point, before) in found.days.iter().rev().zip(0..) {
            let end = if before == 0 { found.as_of } else { (today - before + 1) * DAY - 1 };
            prop_assert_eq!(point, &rated_at(&ledger, &policy, end));
        }
    }

    #[test]
    fn a_sketch_is_every_seventh_day(channel in any_channel(), policy in any_policy(), as_of in any_as_of()) {
        let Some(found) = drawn(&channel, &policy, as_of) else { return Ok(()) };
        let ledger = channel.ledger();
        let since = score(&ledger, &policy, as_of).metrics.life_time.since.unwrap_or(found.as_of);
        let weeks = (0..26).map(|weeks| found.as_of - weeks * 7 * DAY).take_while(|end| *end >= since);
        let mut weekly: Vec<Point> = weeks.map(|end| rated_at(&ledger, &policy, end)).collect();
        weekly.reverse();
        prop_assert_eq!(sketch(&ledger, &policy, as_of).points, weekly);
    }
}

/// One message on day 0, as-of is the last second of day 400.
#[test]
fn no_more_than_a_year_and_a_day() {
    let channel = Channel::of(vec![person(true, &[(0, true)])]);
    let as_of = BASE + 400 * DAY;
    let found = portrait(&channel.ledger(), &Policy::default(), Some(as_of), &chrono::Utc).unwrap();
    assert_eq!(found.days.len(), Portrait::MOST_DAYS);
    // The first day ends on 2023-11-14 at midnight; 365 days lie between the day of as-of and the 35th after it.
    assert_eq!(found.days[0].as_of, 1_700_006_399 + 35 * DAY);
    let points = sketch(&channel.ledger(), &Policy::default(), Some(as_of)).points;
    assert_eq!((points.len(), points[0].as_of), (Sketch::MOST_POINTS, as_of - 25 * 7 * DAY));
}

/// The ends of all days of a channel whose first message lies so many seconds, and up to an hour, before as-of.
fn ends(as_of: &str, seconds_before: i64, zone: chrono_tz::Tz) -> Vec<String> {
    let as_of = chrono::DateTime::parse_from_rfc3339(as_of).unwrap().timestamp();
    let channel = Channel::of(vec![person(true, &[((as_of - seconds_before - BASE) / HOUR, true)])]);
    let found = portrait(&channel.ledger(), &Policy::default(), Some(as_of), &zone).unwrap();
    found.days.iter().map(|point| rfc3339(point.as_of)).collect()
}

/// On 2024-10-27 Berlin's clocks are set back, and that day has 25 hours.
#[test]
fn days_end_at_midnight_when_clocks_are_set_back() {
    assert_eq!(
        ends("2024-10-28T12:00:00Z", 3 * DAY + 7_200, chrono_tz::Europe::Berlin),
        ["2024-10-25T21:59:59Z", "2024-10-26T21:59:59Z", "2024-10-27T22:59:59Z", "2024-10-28T12:00:00Z"]
    );
}

/// On 2024-09-08 Santiago's clocks are set forward at midnight: the day begins at 1 o'clock.
#[test]
fn days_end_where_the_next_begins_when_there_is_no_midnight() {
    assert_eq!(
        ends("2024-09-09T01:00:00Z", DAY, chrono_tz::America::Santiago),
        ["2024-09-08T03:59:59Z", "2024-09-09T01:00:00Z"]
    );
}
