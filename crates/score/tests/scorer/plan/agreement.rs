//! Every day is what the full scorer says of ledgers with the messages of the campaign.

use meter_model::{Ledger, Moment, NewOutreach};
use meter_score::plan::{Band, Basis, Request, messages_of_run, plan};
use meter_score::what_if::{Campaign, Comparison, Edit};
use meter_score::{Assessment, EachRating, Policy, Rating, RatingKey, score};
use proptest::prelude::*;

use super::{request, sent};
use crate::channel::{BASE, Channel, DAY, HOUR, any_channel, any_policy, person};

fn ratings(assessment: &Assessment) -> EachRating<Rating> {
    let metrics = &assessment.metrics;
    EachRating {
        risk_factor: assessment.overall.rating,
        life_time: metrics.life_time.rating,
        risk_factor_contacts: metrics.contacts.rating,
        risk_factor_chats: metrics.chats.rating,
    }
}

/// The low, the middle and the high one of three.
fn band<T: Copy + PartialOrd>(mut values: [T; 3]) -> Band<T> {
    values.sort_by(|one, other| one.partial_cmp(other).unwrap());
    Band { low: values[0], median: values[1], high: values[2] }
}

/// Every day is what the full scorer says of three ledgers, each with the messages of a run.
fn agree(ledger: &Ledger, policy: &Policy, as_of: i64, request: &Request) {
    let found = plan(ledger, policy, Some(as_of), request).unwrap();
    let ledgers = [0, 1, 2].map(|run| {
        let messages = messages_of_run(ledger, policy, Some(as_of), request, run).unwrap();
        assert_eq!(messages.len() as u64, request.persons());
        sent(ledger, as_of, &messages)
    });
    assert_eq!(found.days.len(), request.days as usize);
    for (day, number) in found.days.iter().zip(1..) {
        assert_eq!((day.day, day.as_of), (number, as_of + i64::from(number) * DAY));
        let truth = ledgers.each_ref().map(|ledger| score(ledger, policy, Some(day.as_of)));
        let contacts = &truth[0].metrics.contacts;
        assert_eq!(day.age_days, truth[0].metrics.life_time.age_days);
        assert_eq!(
            (day.coverage, day.known, day.reached),
            (contacts.coverage, contacts.known, contacts.reached)
        );
        let rates = truth.each_ref().map(|truth| truth.metrics.chats.response_rate);
        // Equal to the last bit.
        assert_eq!(day.response_rate.map(|band| [band.low, band.median, band.high].map(Some)), {
            let band = band(rates);
            band.low.is_some().then_some([band.low, band.median, band.high])
        });
        for which in RatingKey::ALL {
            let truth = truth.each_ref().map(|truth| *ratings(truth).get(which));
            let outlook = day.ratings.get(which);
            assert_eq!(outlook.band, band(truth), "{which:?} on day {number}");
            let kept = truth.iter().filter(|rating| *rating >= found.target.get(which)).count();
            assert!((outlook.at_target - kept as f64 / 3.0).abs() < 1e-12);
        }
    }
}

fn any_request() -> impl Strategy<Value = Request> {
    let share =
        || prop_oneof![Just(0.0), Just(1.0), (0u32..=100).prop_map(|percent| f64::from(percent) / 100.0)];
    (0u64..8, 1u32..36, share(), share(), prop::option::of(1u64..40), any::<u64>()).prop_map(
        |(per_day, days, known, reply, evidence, seed)| Request {
            known,
            reply: Some(reply),
            evidence,
            seed,
            target: Some(Rating::UseCaution),
            ..request(per_day, days)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn every_day_of_every_run_is_what_the_full_scorer_says(
        channel in any_channel(), policy in any_policy(), days in -5i64..50, slip in -1i64..=1, request in any_request(),
    ) {
        agree(&channel.ledger(), &policy, BASE + days * DAY + slip, &request);
    }
}

/// Whoever knows the rules can write down the messages of a certain campaign: the i-th of a day of N comes (N − 1 − i) N-ths of a day,
/// cut to seconds, before its end, and the i-th of all M is known if the i-th step of K in M goes up by one. Answers take
/// an hour where nothing tells how long.
fn by_the_rules(request: &Request, known_of_1000: u64, as_of: i64) -> Vec<NewOutreach> {
    let (number, all) = (request.per_day, request.persons());
    let known = (known_of_1000 * all + 500) / 1_000;
    let messages = (0..all).map(|index| {
        let (day, place) = ((index / number).cast_signed(), index % number);
        let age = ((number - 1 - place) * 86_400 / number).cast_signed();
        let time = as_of + (day + 1) * DAY - age;
        let moment = |seconds| Moment::from_seconds(seconds).unwrap();
        let is_known = (index + 1) * known / all > index * known / all;
        let answer = (request.reply == Some(1.0)).then(|| moment(time + HOUR));
        NewOutreach { time: moment(time), known: is_known, answer }
    });
    messages.collect()
}

#[test]
fn a_campaign_without_chance_is_what_the_rules_say() {
    let silent = Channel::of((0..7).map(|index| person(index < 3, &[(-30 * index - 5, true)])).collect());
    let ledger = silent.ledger();
    for (per_day, days, known_of_1000, reply) in
        [(1, 40, 200, 0.0), (7, 33, 500, 1.0), (13, 4, 330, 0.0), (100, 3, 999, 1.0), (3, 5, 1_000, 1.0)]
    {
        let (known, target) = (known_of_1000 as f64 / 1_000.0, Some(Rating::UseCaution));
        let request = Request { known, reply: Some(reply), target, ..request(per_day, days) };
        for run in [0, 2] {
            let messages = messages_of_run(&ledger, &Policy::default(), Some(BASE), &request, run).unwrap();
            assert_eq!(messages, by_the_rules(&request, known_of_1000, BASE));
        }
        let found = plan(&ledger, &Policy::default(), Some(BASE), &request).unwrap();
        assert_eq!(found.campaign.delay_basis, Basis::Assumed);
        let certain = sent(&ledger, BASE, &by_the_rules(&request, known_of_1000, BASE));
        for day in &found.days {
            let truth = score(&certain, &Policy::default(), Some(day.as_of));
            assert_eq!(day.response_rate.map(|band| [band.low, band.high]), {
                truth.metrics.chats.response_rate.map(|rate| [rate, rate])
            });
            assert_eq!(day.coverage, truth.metrics.contacts.coverage);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn one_day_without_answers_is_a_campaign_of_what_if(
        channel in any_channel(), policy in any_policy(), per_day in 1u64..50, known in 0u32..=100,
    ) {
        let (ledger, as_of) = (channel.ledger(), BASE + 45 * DAY);
        let known = f64::from(known) / 100.0;
        let request =
            Request { known, reply: Some(0.0), target: Some(Rating::UseCaution), ..request(per_day, 1) };
        let found = plan(&ledger, &policy, Some(as_of), &request).unwrap();
        let send = Edit::Send(Campaign { number: per_day, known, reply: 0.0 });
        let truth = Comparison::of(&sent(&ledger, as_of, &[]), &policy, Some(as_of + DAY), &[send]).unwrap().after;
        let day = &found.days[0];
        prop_assert_eq!(day.coverage, truth.metrics.contacts.coverage);
        prop_assert_eq!(day.response_rate.map(|band| band.median), truth.metrics.chats.response_rate);
        prop_assert_eq!(EachRating::of(|which| day.ratings.get(which).band.median), ratings(&truth));
    }

    #[test]
    fn what_comes_after_as_of_has_not_happened(
        channel in any_channel(), days in 0i64..40, per_day in 0u64..5, seed in any::<u64>(),
    ) {
        let (ledger, as_of) = (channel.ledger(), BASE + days * DAY);
        let request =
            Request { reply: Some(0.4), target: Some(Rating::UseCaution), seed, ..request(per_day, 7) };
        let policy = Policy::default();
        let cut = sent(&ledger, as_of, &[]);
        prop_assert_eq!(plan(&ledger, &policy, Some(as_of), &request), plan(&cut, &policy, Some(as_of), &request));
    }
}
