//! The response rate week by week.

use meter_score::portrait::Week;
use meter_score::{Policy, score};
use proptest::prelude::*;

use super::drawn;
use crate::channel::{BASE, Channel, DAY, HOUR, any_as_of, any_channel, any_policy, person};
use crate::oracle;

const WEEK: i64 = 7 * DAY;

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn weeks_are_what_the_definition_says(channel in any_channel(), policy in any_policy(), as_of in any_as_of()) {
        let Some(found) = drawn(&channel, &policy, as_of) else { return Ok(()) };
        let as_of = found.as_of;
        prop_assert!(found.weeks.first().is_none_or(|week| week.outreaches > 0));
        for (week, before) in found.weeks.iter().rev().zip(0..) {
            let end = as_of - before * WEEK;
            prop_assert_eq!((week.start, week.end), (end - WEEK, end));
            let truth = oracle::of_span(&channel, &policy, as_of, week.start, week.end);
            prop_assert_eq!(
                (week.persons, week.outreaches, week.answered, week.pending),
                (truth.persons, truth.outreaches, truth.answered, truth.pending)
            );
            prop_assert_eq!(week.response_rate.is_some(), truth.rate.is_some());
            prop_assert_eq!(week.interval.is_some(), truth.rate.is_some());
            if let (Some(rate), Some(truth)) = (week.response_rate, truth.rate) {
                prop_assert!((rate - truth).abs() < 1e-9, "{} and {}", rate, truth);
            }
        }
        // Nothing is left out before them.
        let first = found.weeks.first().map_or(as_of, |week| week.start);
        let rest = as_of - 26 * WEEK;
        prop_assert!(rest <= first);
        prop_assert_eq!(oracle::of_span(&channel, &policy, as_of, rest, first).outreaches, 0);
    }

    /// A window of seven days is a week.
    #[test]
    fn the_last_week_is_the_score_of_a_week(channel in any_channel(), policy in any_policy(), as_of in any_as_of()) {
        let policy = Policy { window_days: 7, ..policy };
        let Some(found) = drawn(&channel, &policy, as_of) else { return Ok(()) };
        let chats = score(&channel.ledger(), &policy, as_of).metrics.chats;
        let Some(week) = found.weeks.last() else {
            prop_assert_eq!(chats.outreaches, 0);
            return Ok(());
        };
        prop_assert_eq!((week.persons, week.outreaches), (chats.persons, chats.outreaches));
        prop_assert_eq!((week.answered, week.pending), (chats.answered, chats.pending));
        prop_assert_eq!((week.response_rate, week.interval), (chats.response_rate, chats.interval));
    }
}

/// As-of is hour 360, so weeks end at hours 24, 192 and 360.
///
/// - Ann: out 12, in 14; out 100. In the first week answered after 2 h, in the second silent for 260 h.
/// - Ben: out 30, in 250: an answer after 220 h, too late, so unanswered in the second week.
/// - Cem: out 20, in 50: an answer after 30 h that comes in the week after its outreach.
/// - Dan: out 60, in 61; out 130; out 340. Two outreaches in the second week, which weigh one half each, and a pending one in the last.
///
/// First week: of two persons one answers at 2 h and then the other at 30 h: 1/2 · 0, all answered. The variance is 0 and both are decided:
/// Wilson's interval of 2 in 2 begins at 2/(2 + 3.841459) = 0.342380.
///
/// Second week: at risk at 1 h are three persons, of whom half a one answers: S = 2.5/3, the rate is 1/6. V = (25/36) · 0.5/(3 · 2.5) = 5/108,
/// so the sample is (5/36)/(5/108) = 3. Scale 1 + 3.841459/3 = 2.280486; centre (1/6 + 3.841459/6)/2.280486 = 0.353832; half
/// 1.959964/2.280486 · √(5/108 + 3.841459/36) = 0.859450 · 0.391157 = 0.336180.
///
/// Last week: 0 of 1, and nobody is decided, so the sample is 1: up to 3.841459/4.841459 = 0.793451.
#[test]
fn three_weeks_on_paper() {
    let channel = Channel::of(vec![
        person(true, &[(12, true), (14, false), (100, true)]),
        person(true, &[(30, true), (250, false)]),
        person(false, &[(20, true), (50, false)]),
        person(false, &[(60, true), (61, false), (130, true), (340, true)]),
    ]);
    let as_of = BASE + 360 * HOUR;
    let weeks = drawn(&channel, &Policy::default(), Some(as_of)).unwrap().weeks;
    let expected = [
        ([2, 2, 2, 0], 1.0, [0.342_380, 1.0]),
        ([3, 4, 1, 0], 1.0 / 6.0, [0.017_652, 0.690_012]),
        ([1, 1, 0, 1], 0.0, [0.0, 0.793_451]),
    ];
    assert_eq!(weeks.len(), expected.len());
    for ((week, end), (counts, rate, interval)) in weeks.iter().zip([24, 192, 360]).zip(expected) {
        let Week { persons, outreaches, answered, pending, .. } = *week;
        assert_eq!((week.start, week.end), (BASE + (end - 168) * HOUR, BASE + end * HOUR));
        assert_eq!([persons, outreaches, answered, pending], counts);
        assert!((week.response_rate.unwrap() - rate).abs() < 1e-12);
        for (found, expected) in week.interval.unwrap().into_iter().zip(interval) {
            assert!((found - expected).abs() < 2e-6, "{found} and {expected}");
        }
    }
}

/// Two persons are written to half a year and more before as-of, one in the last week: the week with the one who is too early is none, and the
/// weeks without outreach between the others have no rate.
#[test]
fn weeks_begin_with_the_first_outreach_of_half_a_year() {
    let day = |day: i64| day * 24;
    let channel = Channel::of([1, 30, 210].map(|outreach| person(true, &[(day(outreach), true)])).to_vec());
    // 26 weeks are 182 days: they begin after day 30 of 212, after that of the second person.
    let count = |as_of: i64| drawn(&channel, &Policy::default(), Some(BASE + as_of * DAY)).unwrap().weeks;
    assert_eq!(count(212).len(), 1);
    let weeks = count(211);
    assert_eq!(weeks.len(), 26);
    assert!(weeks[1..25].iter().all(|week| week.outreaches == 0 && week.response_rate.is_none()));
    assert_eq!((weeks[0].outreaches, weeks[25].outreaches), (1, 1));
}
