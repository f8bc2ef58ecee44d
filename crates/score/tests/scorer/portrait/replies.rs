//! How soon people answer.

use meter_score::portrait::{Portrait, ReplyStep};
use meter_score::{Policy, score};
use proptest::prelude::*;

use super::drawn;
use crate::channel::{BASE, Channel, DAY, HOUR, Person, Touch, any_as_of, any_channel, any_policy, person};

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn at_the_horizon_it_is_the_response_rate(channel in any_channel(), policy in any_policy(), as_of in any_as_of()) {
        let Some(found) = drawn(&channel, &policy, as_of) else { return Ok(()) };
        let chats = score(&channel.ledger(), &policy, as_of).metrics.chats;
        prop_assert_eq!(found.replies.is_some(), chats.response_rate.is_some());
        let Some(curve) = found.replies else { return Ok(()) };
        let horizon = i64::from(policy.reply_window_hours) * HOUR;
        prop_assert_eq!((curve.horizon_seconds, curve.end_seconds), (horizon, 2 * horizon));
        let (rate, interval) = (chats.response_rate, chats.interval);
        if let Some(step) = curve.steps.iter().rfind(|step| step.delay_seconds <= horizon) {
            prop_assert_eq!((Some(step.answered), Some(step.interval)), (rate, interval));
        } else {
            prop_assert_eq!(rate, Some(0.0));
        }
    }

    /// Every step at a whole hour is the score of a policy with that reply window.
    #[test]
    fn every_step_is_a_response_rate(channel in any_channel(), policy in any_policy(), as_of in any_as_of()) {
        let ledger = channel.ledger();
        let Some(curve) = drawn(&channel, &policy, as_of).and_then(|portrait| portrait.replies) else { return Ok(()) };
        let rising = |pair: &[ReplyStep]| {
            pair[0].delay_seconds < pair[1].delay_seconds && pair[0].answered < pair[1].answered
        };
        prop_assert!(curve.steps.windows(2).all(rising));
        for step in &curve.steps {
            prop_assert!(0 < step.delay_seconds && step.delay_seconds <= curve.end_seconds);
            prop_assert!(step.interval[0] <= step.answered + 1e-12 && step.answered <= step.interval[1] + 1e-12);
            if step.delay_seconds % HOUR == 0 {
                let reply_window_hours = u32::try_from(step.delay_seconds / HOUR).unwrap();
                let chats = score(&ledger, &Policy { reply_window_hours, ..policy.clone() }, as_of).metrics.chats;
                prop_assert_eq!((Some(step.answered), Some(step.interval)), (chats.response_rate, chats.interval));
            }
        }
    }
}

/// Answers after 2 h, 100 h and 150 h, and one outreach that is 120 h old and silent. The horizon is 72 h, the curve ends at 144 h.
///
/// At 2 h one of four answers: 1/4. At 100 h one of three: S = 3/4 · 2/3 = 1/2. The answer after 150 h is beyond the end.
#[test]
fn four_outreaches_on_paper() {
    let channel = Channel::of(vec![
        person(true, &[(0, true), (2, false)]),
        person(true, &[(10, true), (110, false)]),
        person(true, &[(20, true), (170, false)]),
        person(true, &[(100, true)]),
    ]);
    let curve = drawn(&channel, &Policy::default(), Some(BASE + 220 * HOUR)).unwrap().replies.unwrap();
    assert_eq!((curve.horizon_seconds, curve.end_seconds), (72 * HOUR, 144 * HOUR));
    let steps: Vec<(i64, f64)> =
        curve.steps.iter().map(|step| (step.delay_seconds / HOUR, step.answered)).collect();
    assert_eq!(steps.iter().map(|step| step.0).collect::<Vec<_>>(), [2, 100]);
    assert!((steps[0].1 - 0.25).abs() < 1e-12 && (steps[1].1 - 0.5).abs() < 1e-12);
}

#[test]
fn nobody_answers() {
    let channel = Channel::of(vec![person(true, &[(0, true)])]);
    let curve = drawn(&channel, &Policy::default(), Some(BASE + DAY)).unwrap().replies.unwrap();
    assert_eq!(curve.steps, []);
}

/// 500 persons answer, the first after 1,000 s, the last after 500,000 s, as-of is seven days after they all were written to. The share that is
/// answered grows by 1/500 every 1,000 s. The horizon of 259,200 s lies between 259,000 s and 260,000 s.
#[test]
fn too_many_steps_are_thinned() {
    let number = 500;
    let answered = |index: i64| Person {
        known: true,
        touches: [(0, true), (1_000 * index, false)]
            .map(|(time, outgoing)| Touch { time: BASE + time, outgoing })
            .to_vec(),
    };
    let channel = Channel::of((1..=number).map(answered).collect());
    let steps = drawn(&channel, &Policy::default(), Some(BASE + 7 * DAY)).unwrap().replies.unwrap().steps;
    assert!((Portrait::MOST_STEPS - 3..=Portrait::MOST_STEPS).contains(&steps.len()), "{}", steps.len());
    let at = |delay: i64| steps.iter().rfind(|step| step.delay_seconds <= delay);
    assert_eq!(at(259_200).unwrap().delay_seconds, 259_000);
    assert_eq!(at(i64::MAX).unwrap().delay_seconds, 500_000);
    for index in 1..=number {
        let whole = index as f64 / number as f64;
        let left = at(1_000 * index).map_or(0.0, |step| step.answered);
        assert!(left <= whole + 1e-9 && whole - left < 1.0 / 198.0, "{index}: {left}");
        if let Some(step) = steps.iter().find(|step| step.delay_seconds == 1_000 * index) {
            assert!((step.answered - whole).abs() < 1e-9);
        }
    }
}
