//! Who is left open.

use meter_score::Policy;
use meter_score::portrait::{OpenPerson, Portrait};
use proptest::prelude::*;

use super::drawn;
use crate::channel::{BASE, Channel, DAY, HOUR, any_as_of, any_channel, any_policy, handle, person};
use crate::oracle;

/// What the definition says, person by person.
fn truth(channel: &Channel, policy: &Policy, as_of: i64) -> Vec<OpenPerson> {
    let start = as_of - i64::from(policy.window_days) * DAY;
    let horizon = i64::from(policy.reply_window_hours) * HOUR;
    let outreaches = oracle::outreaches(channel, policy, as_of);
    let mut open = Vec::new();
    for (index, person) in channel.persons.iter().enumerate() {
        let touches = oracle::sorted(person, as_of);
        let Some(written) = touches.iter().rfind(|touch| touch.outgoing && touch.time > start) else {
            continue;
        };
        let of_person = || outreaches.iter().filter(|one| one.person == index);
        let waiting_since = of_person().filter(|one| one.answer.is_none()).map(|one| one.opening).min();
        let known = channel.address_book.then_some(person.known);
        if waiting_since.is_none() && known != Some(false) {
            continue;
        }
        open.push(OpenPerson {
            handles: vec![handle(index)],
            known,
            outreaches: of_person().count() as u64,
            waiting_since,
            silent: waiting_since.is_some_and(|since| as_of - since >= horizon),
            written: written.time,
        });
    }
    // Stable, so that equals stay in the order of persons.
    open.sort_by_key(|one| -one.written);
    open.sort_by_key(|one| match (one.waiting_since, one.known) {
        (Some(_), Some(false)) => 0,
        (Some(_), _) => 1,
        (None, _) => 2,
    });
    open
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn people_are_what_the_definition_says(channel in any_channel(), policy in any_policy(), as_of in any_as_of()) {
        let Some(found) = drawn(&channel, &policy, as_of) else { return Ok(()) };
        let truth = truth(&channel, &policy, found.as_of);
        prop_assert_eq!(found.people_in_all, truth.len() as u64);
        prop_assert_eq!(found.people, truth);
    }
}

/// As-of is hour 200.
///
/// - 0, known: out 0, in 1: answered, not listed.
/// - 1, unknown: out 10, in 100: late, but answered; listed as unknown, with an outreach and nothing to wait for.
/// - 2, known: out 20, out 150: two outreaches, waiting since 20, which is a silence.
/// - 3, unknown: out 190: waiting since then, pending.
/// - 4, unknown: in 5, out 6: no outreach.
/// - 5, unknown: out 30, out 31: one outreach, a silence, written to at 31.
#[test]
fn six_people_on_paper() {
    let channel = Channel::of(vec![
        person(true, &[(0, true), (1, false)]),
        person(false, &[(10, true), (100, false)]),
        person(true, &[(20, true), (150, true)]),
        person(false, &[(190, true)]),
        person(false, &[(5, false), (6, true)]),
        person(false, &[(30, true), (31, true)]),
    ]);
    let found = drawn(&channel, &Policy::default(), Some(BASE + 200 * HOUR)).unwrap();
    let open = |index, known, outreaches, waiting_since: Option<i64>, silent, written: i64| OpenPerson {
        handles: vec![handle(index)],
        known: Some(known),
        outreaches,
        waiting_since: waiting_since.map(|hours| BASE + hours * HOUR),
        silent,
        written: BASE + written * HOUR,
    };
    assert_eq!(found.people_in_all, 5);
    assert_eq!(
        found.people,
        [
            open(3, false, 1, Some(190), false, 190),
            open(5, false, 1, Some(30), true, 31),
            open(2, true, 2, Some(20), true, 150),
            open(1, false, 1, None, false, 10),
            open(4, false, 0, None, false, 6),
        ]
    );
}

#[test]
fn more_people_than_anybody_reads_are_counted() {
    let channel = Channel::of((0..300).map(|hour| person(true, &[(hour, true)])).collect());
    let found = drawn(&channel, &Policy::default(), None).unwrap();
    assert_eq!((found.people.len(), found.people_in_all), (Portrait::MOST_PEOPLE, 300));
    assert_eq!((found.people[0].written, found.people[0].silent), (BASE + 299 * HOUR, false));
    // The horizon of 72 h begins with hour 227.
    assert_eq!(found.people.iter().filter(|one| !one.silent).count(), 72);
}
