//! Every action names the smallest number that reaches its rating: done in the channel it does, one less does not.

use meter_score::{Action, Metric, Policy, Rating, score};
use proptest::prelude::*;

use crate::channel::{BASE, Channel, DAY, HOUR, Person, Touch, any_channel, person};
use crate::oracle;

/// As-of behind every touch of [`any_channel`], so that later answers can be put in.
const AS_OF: i64 = BASE + 41 * DAY;

fn rating(channel: &Channel, metric: Metric, as_of: i64) -> Rating {
    score(&channel.ledger(), &Policy::default(), Some(as_of)).metrics.rating(metric)
}

fn outreaches(channel: &Channel) -> u64 {
    score(&channel.ledger(), &Policy::default(), Some(AS_OF)).metrics.chats.outreaches
}

fn actions(channel: &Channel) -> Vec<Action> {
    score(&channel.ledger(), &Policy::default(), Some(AS_OF)).actions
}

/// A person of whom only one recent outgoing touch is known, and the answer to it.
fn newcomer(known: bool, answered: bool, number: u64) -> Person {
    let time = AS_OF - HOUR - i64::try_from(number).unwrap();
    let mut touches = vec![Touch { time, outgoing: true }];
    if answered {
        touches.push(Touch { time: time + 1, outgoing: false });
    }
    Person { known, touches }
}

/// The rating of the channel after so much of what an action advises; none if an answer, which takes at least a second, joins two
/// conversations that are a day and a second apart.
fn rating_after(channel: &Channel, action: &Action, amount: u64) -> Option<Rating> {
    let mut after = channel.clone();
    let mut as_of = AS_OF;
    match action.code {
        // Nothing changes but the age: everything is as old as the number and counts from its first day.
        "WAIT" => as_of += i64::try_from(amount).unwrap() * DAY,
        "SAVE_CONTACTS" => {
            let reached = |person: &Person| {
                person.touches.iter().any(|touch| touch.outgoing && touch.time > AS_OF - 30 * DAY)
            };
            let unknown = after.persons.iter_mut().filter(|person| !person.known && reached(person));
            for person in unknown.take(usize::try_from(amount).unwrap()) {
                person.known = true;
            }
        }
        "WRITE_TO_CONTACTS" => after.persons.extend((0..amount).map(|number| newcomer(true, false, number))),
        "GET_ANSWERS" => {
            let silent = oracle::silent(channel, &Policy::default(), AS_OF);
            for (person, opening) in silent.into_iter().take(usize::try_from(amount).unwrap()) {
                after.persons[person].touches.push(Touch { time: opening + 1, outgoing: false });
            }
            if outreaches(&after) != outreaches(channel) {
                return None;
            }
        }
        "REACH_PEOPLE_WHO_ANSWER" => {
            after.persons.extend((0..amount).map(|number| newcomer(false, true, number)));
        }
        "ANSWER_CHATS" => after.persons.extend((0..amount).map(|number| {
            let time = AS_OF - HOUR - i64::try_from(number).unwrap();
            Person {
                known: false,
                touches: vec![Touch { time, outgoing: false }, Touch { time: time + 1, outgoing: true }],
            }
        })),
        unknown => panic!("no such advice: {unknown}"),
    }
    Some(rating(&after, action.metric, as_of))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn what_an_action_needs_is_enough_and_one_less_is_not(channel in any_channel()) {
        for action in actions(&channel) {
            prop_assert!(action.need > 0 && action.to > rating(&channel, action.metric, AS_OF));
            let reached = rating_after(&channel, &action, action.need);
            prop_assert!(reached.is_none_or(|reached| reached >= action.to), "{:?} is not enough", action);
            let less = rating_after(&channel, &action, action.need - 1);
            prop_assert!(less.is_none_or(|less| less < action.to), "{:?} is too much", action);
        }
    }

    #[test]
    fn a_rating_below_good_gets_advice_unless_data_are_missing(channel in any_channel()) {
        let found = score(&channel.ledger(), &Policy::default(), Some(AS_OF));
        for metric in Metric::ALL {
            let steps = found.actions.iter().filter(|action| action.metric == metric).count();
            let expected = usize::from(3 - u8::from(found.metrics.rating(metric)));
            let has_data = match metric {
                Metric::LifeTime => found.metrics.life_time.age_days.is_some(),
                Metric::Contacts => channel.address_book,
                Metric::Chats => true,
            };
            prop_assert_eq!(steps, if has_data { expected } else { 0 });
        }
    }
}

/// Twenty silent outreaches of five days ago: `n` answers at once make the rate n/20, so 3 reach 15 % and 6 reach 30 %.
#[test]
fn answers_are_counted_by_hand() {
    let channel = Channel::of((0..20).map(|_| person(true, &[(36 * 24, true)])).collect());
    let chats: Vec<_> = actions(&channel)
        .into_iter()
        .filter(|action| action.metric == Metric::Chats)
        .map(|action| (action.code, u8::from(action.to), action.need, action.text))
        .collect();
    let text = |need: u64| format!("Get answers in {need} of the 20 conversations that have none in time.");
    assert_eq!(chats, [("GET_ANSWERS", 2, 3, text(3)), ("GET_ANSWERS", 3, 6, text(6))]);
}

/// 40 of 100 known: half of 100 takes 10 more.
#[test]
fn contacts_are_counted_by_hand() {
    let persons = (0..100).map(|number| person(number < 40, &[(36 * 24, true)])).collect();
    let found = actions(&Channel::of(persons));
    let contacts: Vec<_> = found.iter().filter(|action| action.metric == Metric::Contacts).collect();
    assert_eq!(contacts.len(), 1);
    assert_eq!((contacts[0].code, u8::from(contacts[0].to), contacts[0].need), ("SAVE_CONTACTS", 3, 10));
    assert_eq!(contacts[0].text, "Save 10 of the 60 people who are not in the address book.");
}

/// Four persons, two known: half, but only ten persons make a 3, so six more known ones must be written to (8/10).
#[test]
fn small_samples_need_more_persons() {
    let persons = (0..4).map(|number| person(number < 2, &[(36 * 24, true)])).collect();
    let found = actions(&Channel::of(persons));
    let contacts: Vec<_> = found.iter().filter(|action| action.metric == Metric::Contacts).collect();
    assert_eq!(contacts.len(), 1);
    assert_eq!((contacts[0].code, u8::from(contacts[0].to), contacts[0].need), ("WRITE_TO_CONTACTS", 3, 6));
}
