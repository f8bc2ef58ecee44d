//! Every day as the score of that day has it, and what changed between them.

use meter_model::Ledger;
use meter_score::timeline::{RatingChange, changes, timeline};
use meter_score::{Metric, Metrics, Policy, Rated, Rating, RatingKey, ResponseBasis, score};
use proptest::prelude::*;

use crate::channel::{BASE, Channel, DAY, HOUR, any_channel, any_policy, person};

fn rated(ledger: &Ledger, policy: &Policy, as_of: i64) -> Rated {
    let there = score(ledger, policy, Some(as_of));
    Rated { overall: there.overall, metrics: there.metrics }
}

fn any_instants() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec((-5i64..90, -1i64..=1).prop_map(|(half, slip)| BASE + half * DAY / 2 + slip), 0..20)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn every_instant_is_what_its_score_is(
        channel in any_channel(), policy in any_policy(), instants in any_instants(),
    ) {
        let ledger = channel.ledger();
        let points = timeline(&ledger, &policy, &instants);
        prop_assert_eq!(points.len(), instants.len());
        for (point, instant) in points.iter().zip(instants) {
            prop_assert_eq!(point.as_of, instant);
            prop_assert_eq!(&point.rated, &rated(&ledger, &policy, instant));
        }
    }

    /// Whoever applies the changes to the first ratings has the ratings of every instant; and nothing changes before there is data.
    #[test]
    fn changes_lead_from_the_first_point_to_the_last(
        channel in any_channel(), policy in any_policy(), mut instants in any_instants(),
    ) {
        instants.sort_unstable();
        instants.dedup();
        let points = timeline(&channel.ledger(), &policy, &instants);
        let changes = changes(&points, &policy);
        let Some(first) = points.iter().find(|point| point.has_data()) else {
            prop_assert!(changes.is_empty());
            return Ok(());
        };
        prop_assert!(changes.iter().all(|change| change.as_of > first.as_of));
        for key in RatingKey::ALL {
            let mut rating = first.rated.rating(key);
            for point in points.iter().filter(|point| point.as_of >= first.as_of) {
                for change in changes.iter().filter(|one| one.rating == key && one.as_of == point.as_of) {
                    prop_assert_eq!(change.from, rating);
                    prop_assert!(change.from != change.to);
                    rating = change.to;
                }
                prop_assert_eq!(rating, point.rated.rating(key));
            }
        }
    }

    /// Each rule that a cause names holds for the numbers of both instants.
    #[test]
    fn causes_are_true(channel in any_channel(), policy in any_policy(), mut instants in any_instants()) {
        instants.sort_unstable();
        let points = timeline(&channel.ledger(), &policy, &instants);
        let changes = changes(&points, &policy);
        for pair in points.windows(2) {
            for change in changes.iter().filter(|change| change.as_of == pair[1].as_of && pair[0].as_of != pair[1].as_of) {
                let [before, after] = [&pair[0].rated.metrics, &pair[1].rated.metrics];
                prop_assert!(is_true(change, before, after, &policy), "{:?}", change);
            }
        }
    }
}

/// What is compared with the cuts, and how many persons it rests on.
fn value_and_sample(metrics: &Metrics, metric: Metric) -> (Option<f64>, u64) {
    match metric {
        Metric::LifeTime => (metrics.life_time.age_days.map(|days| days as f64), u64::MAX),
        Metric::Contacts => (metrics.contacts.coverage, metrics.contacts.reached),
        Metric::Chats => (metrics.chats.response_rate, metrics.chats.persons),
    }
}

fn is_true(change: &RatingChange, before: &Metrics, after: &Metrics, policy: &Policy) -> bool {
    const NOISE: f64 = 1e-9;
    let cause = &change.cause;
    let Some(metric) = change.rating.metric() else {
        let moved = Metric::ALL.into_iter().filter(|metric| before.rating(*metric) != after.rating(*metric));
        return cause.matches(" from ").count() == moved.count() && cause.starts_with("The rating of the ");
    };
    let ((old, old_sample), (new, new_sample)) =
        (value_and_sample(before, metric), value_and_sample(after, metric));
    let rises = change.to > change.from;
    let enough = policy.min_sample;
    let (_, rule) = cause.split_once("; ").unwrap();
    if rule.starts_with("without data") {
        return new.is_none() && u8::from(change.to) == 1;
    }
    if rule.contains("of these answered") {
        return new.is_none()
            && after.chats.basis == Some(ResponseBasis::InboundOnly)
            && !rule.starts_with("below");
    }
    let Some(new) = new else { return false };
    let cuts = policy.metric(metric);
    let tells_direction = match old {
        Some(old) if new > old => cause.contains(" rose from "),
        Some(old) if new < old => cause.contains(" fell from "),
        _ => cause.contains(" went from "),
    };
    let people = ["people", "person"].iter().any(|word| rule.contains(word));
    let sample_is_enough = !people || (old_sample < enough || old.is_none()) && enough <= new_sample;
    let sample_is_short = new_sample < enough && (old_sample >= enough || old.is_none());
    let above = Rating::ALL[usize::from(u8::from(change.to)).min(2)];
    tells_direction
        && match (rises, rule.starts_with("below"), rule.contains("with fewer than")) {
            (true, false, false) => new + NOISE >= cuts.cut(change.to) && sample_is_enough,
            (false, true, short) => new + NOISE < cuts.cut(above) && (!short || sample_is_short),
            (false, false, true) => sample_is_short && new + NOISE >= cuts.cut(Rating::GoodIndicator),
            _ => false,
        }
}

#[test]
fn as_many_threads_as_you_like() {
    let touches = |index: i64| [(index, true), (index + 5, index % 3 == 0), (index + 300, true)];
    let persons = (0..200).map(|index| person(index % 2 == 0, &touches(index))).collect();
    let ledger = Channel::of(persons).ledger();
    let instants: Vec<i64> = (0..800).map(|hours| BASE + hours * HOUR).collect();
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| timeline(&ledger, &Policy::default(), &instants))
    };
    assert_eq!(with(1), with(2));
    assert_eq!(with(1), with(5));
}

/// What changes at which day, in the words of the engine.
fn told(
    channel: &Channel,
    policy: &Policy,
    days: impl Iterator<Item = i64>,
) -> Vec<(i64, RatingKey, [u8; 2], String)> {
    let instants: Vec<i64> = days.map(|day| BASE + day * DAY).collect();
    changes(&timeline(&channel.ledger(), policy, &instants), policy)
        .into_iter()
        .map(|change| {
            let ratings = [change.from, change.to].map(u8::from);
            ((change.as_of - BASE) / DAY, change.rating, ratings, change.cause)
        })
        .collect()
}

/// One person writes at day 0 and is not answered: the number exists from then on, and nothing else is known. Ratings are 1 1 1, at
/// day 7 2 1 1 (mean 1.33), at day 30 3 1 1 (mean 1.67).
#[test]
fn a_number_that_only_grows_older() {
    let channel = Channel::of(vec![person(true, &[(0, false)])]);
    let age = |text: &str| format!("Age rose from {text}");
    assert_eq!(
        told(&channel, &Policy::default(), -3..41),
        [
            (7, RatingKey::LifeTime, [1, 2], age("6 days to 7 days; from 7 days on the rating is 2.")),
            (30, RatingKey::RiskFactor, [1, 2], "The rating of the age rose from 2 to 3.".to_owned()),
            (30, RatingKey::LifeTime, [2, 3], age("29 days to 30 days; from 30 days on the rating is 3.")),
        ]
    );
}

/// Ten persons, all known, are written to at hour 12 of day 100, the tenth at hour 12 of day 101; each answers an hour later. Then 40
/// unknown ones at hour 12 of day 105, who never answer. The window of 30 days ends for the first nine at hour 12 of day 130.
///
/// Day 101: 9 of 9; day 102: 10 of 10; day 106: 10 of 50, and of 50 outreaches 40 are pending for 12 hours: at risk at one hour are all
/// 50, so 10/50. Day 131: 1 of 41; day 132: 0 of 40; day 136: nothing.
#[test]
fn a_campaign_comes_and_goes() {
    let hour = |day: i64| day * 24 + 12;
    let answered = |day| person(true, &[(hour(day), true), (hour(day) + 1, false)]);
    let mut persons = vec![answered(100); 9];
    persons.push(answered(101));
    persons.extend(vec![person(false, &[(hour(105), true)]); 40]);
    let mut channel = Channel::of(persons);
    channel.registered = Some(BASE);
    let told = told(&channel, &Policy::default(), 99..140);
    let of = |key| -> Vec<(i64, [u8; 2], &str)> {
        told.iter().filter(|one| one.1 == key).map(|one| (one.0, one.2, one.3.as_str())).collect()
    };
    assert_eq!(of(RatingKey::LifeTime), []);
    assert_eq!(
        of(RatingKey::RiskFactorContacts),
        [
            (
                101,
                [1, 2],
                "Coverage went from no data (nobody was written to) to 100 % (9 of 9 people known); from 20 % on the rating is 2."
            ),
            (
                102,
                [2, 3],
                "Coverage went from 100 % (9 of 9 people known) to 100 % (10 of 10 people known); from 10 people on the rating is no longer \
                 held at 2."
            ),
            (
                106,
                [3, 2],
                "Coverage fell from 100 % (10 of 10 people known) to 20 % (10 of 50 people known); below 50 % the rating is 2."
            ),
            (
                131,
                [2, 1],
                "Coverage fell from 20 % (10 of 50 people known) to 2 % (1 of 41 people known); below 20 % the rating is 1."
            ),
        ]
    );
    let chats = of(RatingKey::RiskFactorChats);
    assert_eq!(
        chats[2],
        (
            106,
            [3, 2],
            "Response rate fell from 100 % (10 answered, 0 unanswered, 0 pending, 10 people) to 20 % (10 answered, 0 unanswered, 40 \
             pending, 50 people); below 30 % the rating is 2."
        )
    );
    assert_eq!(
        chats.iter().map(|one| (one.0, one.1)).collect::<Vec<_>>(),
        [(101, [1, 2]), (102, [2, 3]), (106, [3, 2]), (131, [2, 1]),]
    );
    // With the age they are 3 1 1, 3 2 2, 3 3 3, 3 2 2 and 3 1 1: on the mean 1.67, 2.33, 3, 2.33 and 1.67.
    assert_eq!(
        of(RatingKey::RiskFactor),
        [
            (
                102,
                [2, 3],
                "The rating of the coverage rose from 2 to 3 and that of the response rate rose from 2 to 3."
            ),
            (
                106,
                [3, 2],
                "The rating of the coverage fell from 3 to 2 and that of the response rate fell from 3 to 2."
            ),
        ]
    );
}

/// Persons write first, one on each of the days 0 to 11, and are answered an hour later: 9 such conversations at day 9, 10 at day 10.
/// On day 20 the channel itself writes to somebody new, who does not answer: 0 of 1.
#[test]
fn a_number_that_only_answers_begins_to_write() {
    let asks = |day: i64| person(false, &[(day * 24 + 1, false), (day * 24 + 2, true)]);
    let mut persons: Vec<_> = (0..12).map(asks).collect();
    persons.push(person(false, &[(20 * 24 + 1, true)]));
    let told = told(&Channel::of(persons), &Policy::default(), 0..52);
    let chats: Vec<_> = told
        .iter()
        .filter(|one| one.1 == RatingKey::RiskFactorChats)
        .map(|one| (one.0, one.2, &*one.3))
        .collect();
    assert_eq!(
        chats,
        [
            (
                10,
                [2, 3],
                "Response rate went from answering only (9 conversations opened by others) to answering only (10 conversations opened \
                 by others); from 10 of these answered on the rating is 3."
            ),
            (
                21,
                [3, 1],
                "Response rate went from answering only (12 conversations opened by others) to 0 % (0 answered, 0 unanswered, 1 pending, 1 \
                 person); below 15 % the rating is 1."
            ),
        ]
    );
}
