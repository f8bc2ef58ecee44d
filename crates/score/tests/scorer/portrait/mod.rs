//! Portraits against hand arithmetic, and against the score that they explain.

mod days;
mod hours;
mod levers;
mod meetings;
mod people;
mod replies;
mod weeks;

use chrono::Utc;
use meter_score::Policy;
use meter_score::portrait::{Portrait, portrait, sketch};
use proptest::prelude::*;

use crate::channel::{BASE, Channel, DAY, any_as_of, any_channel, any_policy, person};

/// The portrait of a channel in UTC.
fn drawn(channel: &Channel, policy: &Policy, as_of: Option<i64>) -> Option<Portrait> {
    portrait(&channel.ledger(), policy, as_of, &Utc)
}

#[test]
fn nothing_dated_is_no_portrait() {
    let channel = Channel::of(vec![person(true, &[])]);
    for as_of in [None, Some(BASE)] {
        assert_eq!(drawn(&channel, &Policy::default(), as_of), None);
        assert_eq!(sketch(&channel.ledger(), &Policy::default(), as_of).points, []);
    }
}

/// A registration is all there is: the number is three days old at as-of, and 40 days before it there was nothing.
#[test]
fn a_number_that_never_wrote() {
    let mut channel = Channel::of(Vec::new());
    channel.registered = Some(BASE - 3 * DAY);
    let there = drawn(&channel, &Policy::default(), Some(BASE)).unwrap();
    assert_eq!(there.days.len(), 4);
    assert_eq!((there.weeks, there.replies, there.people, there.people_in_all), (vec![], None, vec![], 0));
    assert!(there.meetings.iter().all(|day| (day.known, day.unknown) == (0, 0)));
    let ages: Vec<(&str, f64, f64)> =
        there.levers.iter().map(|lever| (&*lever.edit, lever.before, lever.after)).collect();
    assert_eq!(ages, [("--age +30d", 3.0, 33.0), ("--age +7d", 3.0, 10.0)]);
    let before = drawn(&channel, &Policy::default(), Some(BASE - 40 * DAY)).unwrap();
    assert_eq!(before.days.iter().map(|point| point.as_of).collect::<Vec<_>>(), [BASE - 40 * DAY]);
    assert_eq!(before.levers, []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_persons_and_touches_changes_nothing(
        channel in any_channel(), policy in any_policy(), as_of in any_as_of(), turn in 0usize..24,
    ) {
        let mut other = channel.clone();
        for person in &mut other.persons {
            person.touches.reverse();
        }
        let found = drawn(&channel, &policy, as_of);
        prop_assert_eq!(&drawn(&other, &policy, as_of), &found);
        // Other persons in the same places are other people, and nothing else.
        let turn = turn.min(other.persons.len());
        other.persons.rotate_left(turn);
        let nameless = |portrait: Option<Portrait>| portrait.map(|portrait| Portrait { people: Vec::new(), ..portrait });
        prop_assert_eq!(nameless(drawn(&other, &policy, as_of)), nameless(found));
    }

    #[test]
    fn what_comes_after_as_of_does_not_count(channel in any_channel(), policy in any_policy(), days in 0i64..40) {
        let as_of = BASE + days * DAY;
        let mut before = channel.clone();
        for person in &mut before.persons {
            person.touches.retain(|touch| touch.time <= as_of);
        }
        // Who has no touch left is still there, but a ledger without any date has no portrait.
        prop_assume!(before.ledger().newest().is_some());
        prop_assert_eq!(drawn(&before, &policy, Some(as_of)), drawn(&channel, &policy, Some(as_of)));
    }
}

#[test]
fn as_many_threads_as_you_like() {
    let touches = |index: i64| [(index, true), (index + 5, index % 3 == 0), (index + 300, true)];
    let persons = (0..200).map(|index| person(index % 2 == 0, &touches(index))).collect();
    let channel = Channel::of(persons);
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| drawn(&channel, &Policy::default(), None))
    };
    let one = with(1);
    assert!(one.is_some());
    assert_eq!(one, with(2));
    assert_eq!(one, with(5));
}
