//! Each edit gives what the same channel would give if it had been so.

use meter_score::what_if::{Campaign, ChatPattern, Comparison, Edit, Edited, Quantity};
use meter_score::{Assessment, Metric, Policy, score};
use proptest::prelude::*;

use crate::channel::{BASE, Channel, DAY, Person, Touch, any_as_of, any_channel, any_policy, person};
use crate::oracle;

const AS_OF: i64 = BASE + 41 * DAY;

fn after(channel: &Channel, policy: &Policy, as_of: i64, edits: &[Edit]) -> Assessment {
    Comparison::of(&channel.ledger(), policy, Some(as_of), edits).unwrap().after
}

/// When a person was last written to in the window, if at all.
fn reached(person: &Person, policy: &Policy, as_of: i64) -> Option<i64> {
    let start = as_of - i64::from(policy.window_days) * DAY;
    let touches = person.touches.iter().filter(|touch| touch.outgoing);
    touches.map(|touch| touch.time).filter(|time| start < *time && *time <= as_of).max()
}

/// The openings of a campaign as its definition has them.
fn openings(number: u64, replies: u64) -> Vec<(i64, bool)> {
    let [all, replies] = [number, replies].map(|number| i64::try_from(number).unwrap());
    (0..all)
        .map(|index| (AS_OF - index * DAY / all, (index + 1) * replies / all > index * replies / all))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_edited_is_identical(channel in any_channel(), policy in any_policy(), as_of in any_as_of()) {
        let ledger = channel.ledger();
        let nothing = [
            Edit::Age(0),
            Edit::Save(Quantity::Number(0)),
            Edit::Answer(Quantity::Share(0.0)),
            Edit::DropChats(ChatPattern::parse("nobody").unwrap()),
            Edit::Window(policy.window_days),
            Edit::Policy(Box::new(policy.clone())),
        ];
        for edits in [&[][..], &nothing] {
            let found = Comparison::of(&ledger, &policy, as_of, edits).unwrap();
            prop_assert_eq!(&found.before, &score(&ledger, &policy, as_of));
            prop_assert_eq!(&found.after, &found.before);
        }
    }

    #[test]
    fn age_makes_the_number_older_and_nothing_else(
        channel in any_channel(), policy in any_policy(), days in 0u64..500,
    ) {
        let before = score(&channel.ledger(), &policy, Some(AS_OF)).metrics;
        let after = after(&channel, &policy, AS_OF, &[Edit::Age(days)]).metrics;
        let days = i64::try_from(days).unwrap();
        prop_assert_eq!(after.life_time.age_days, before.life_time.age_days.map(|age| age + days));
        prop_assert_eq!(after.life_time.basis, before.life_time.basis);
        prop_assert_eq!((after.contacts, after.chats), (before.contacts, before.chats));
    }

    #[test]
    fn the_most_recently_reached_are_saved(channel in any_channel(), policy in any_policy(), number in 0usize..20) {
        let mut saved = channel.clone();
        let unknown = |person: &Person| !(channel.address_book && person.known);
        let mut order: Vec<(i64, usize)> = channel.persons.iter().enumerate()
            .filter(|(_, person)| unknown(person))
            .filter_map(|(index, person)| Some((-reached(person, &policy, AS_OF)?, index)))
            .collect();
        order.sort_unstable();
        if !channel.address_book && number > 0 && !order.is_empty() {
            // Whoever saves somebody has an address book.
            saved.address_book = true;
            saved.persons.iter_mut().for_each(|person| person.known = false);
        }
        for (_, index) in order.iter().take(number) {
            saved.persons[*index].known = true;
        }
        let quantity = Quantity::Number(number as u64);
        let found = after(&channel, &policy, AS_OF, &[Edit::Save(quantity)]);
        prop_assert_eq!(found, score(&saved.ledger(), &policy, Some(AS_OF)));
    }

    #[test]
    fn answers_come_to_the_oldest_silences(channel in any_channel(), policy in any_policy(), number in 0usize..30) {
        let edit = Edit::Answer(Quantity::Number(number as u64));
        let found = after(&channel, &policy, AS_OF, &[edit]).metrics.chats;
        let truth = oracle::rate_if(&channel, &policy, AS_OF, number, &[]);
        prop_assert_eq!(found.response_rate.is_some(), truth.is_some());
        if let (Some(found), Some(truth)) = (found.response_rate, truth) {
            prop_assert!((found - truth).abs() < 1e-9, "{} and {}", found, truth);
        }
        let before = score(&channel.ledger(), &policy, Some(AS_OF)).metrics.chats;
        let silent = before.pending + before.unanswered;
        prop_assert_eq!(found.answered, before.answered + silent.min(number as u64));
        prop_assert_eq!(found.outreaches, before.outreaches);
    }

    #[test]
    fn campaigns_go_to_new_persons(
        channel in any_channel(), policy in any_policy(), number in 0u64..40, known in 0u32..=100, reply in 0u32..=100,
    ) {
        let campaign = Campaign { number, known: f64::from(known) / 100.0, reply: f64::from(reply) / 100.0 };
        let nearest = |percent: u32| (number * u64::from(percent) * 2 + 100) / 200;
        let before = score(&channel.ledger(), &policy, Some(AS_OF)).metrics;
        let found = after(&channel, &policy, AS_OF, &[Edit::Send(campaign)]).metrics;
        prop_assert_eq!(found.contacts.reached, before.contacts.reached + number);
        prop_assert_eq!(
            found.contacts.known.unwrap_or(0), before.contacts.known.unwrap_or(0) + nearest(known)
        );
        prop_assert_eq!(found.chats.persons, before.chats.persons + number);
        prop_assert_eq!(found.chats.outreaches, before.chats.outreaches + number);
        let truth = oracle::rate_if(&channel, &policy, AS_OF, 0, &openings(number, nearest(reply)));
        if let (Some(found), Some(truth)) = (found.chats.response_rate, truth) {
            prop_assert!((found - truth).abs() < 1e-9, "{} and {}", found, truth);
        }
    }

    /// Without replies the campaign can be written into the channel itself; then everything is the same, but for the one text
    /// that all its messages share.
    #[test]
    fn a_silent_campaign_is_like_one_in_the_exports(
        channel in any_channel(), policy in any_policy(), number in 0u64..30,
    ) {
        let campaign = Campaign { number, known: 0.0, reply: 0.0 };
        let mut sent = channel.clone();
        sent.persons.extend(openings(number, 0).into_iter().map(|(time, _)| Person {
            known: false,
            touches: vec![Touch { time, outgoing: true }],
        }));
        let mut found = after(&channel, &policy, AS_OF, &[Edit::Send(campaign)]);
        let mut truth = score(&sent.ledger(), &policy, Some(AS_OF));
        for assessment in [&mut found, &mut truth] {
            assessment.signals.retain(|signal| signal.code != "SAME_TEXT_PERSONS_PER_HOUR");
        }
        prop_assert_eq!(found, truth);
    }

    #[test]
    fn each_edit_sees_those_before_it(channel in any_channel(), policy in any_policy(), number in 1u64..9) {
        let campaign = Edit::Send(Campaign { number, known: 0.0, reply: 0.0 });
        let save = Edit::Save(Quantity::Number(number));
        // The people of the campaign are those reached last, unless somebody was written to in the last second.
        let edits = [campaign, save];
        let found = after(&channel, &policy, AS_OF, &edits).metrics.contacts;
        let before = score(&channel.ledger(), &policy, Some(AS_OF)).metrics.contacts;
        prop_assert_eq!(found.known, Some(before.known.unwrap_or(0) + number));
        let edited = Edited::new(&channel.ledger(), &policy, Some(AS_OF), &edits).unwrap();
        prop_assert!(edited.ledger.persons[channel.ledger().persons.len()..].iter().all(|person| person.known));
    }
}

/// Two known and two unknown persons; the chat with +447700900001 is left out, and the number does not become younger.
#[test]
fn dropped_chats_leave_the_age() {
    let channel = Channel::of(vec![
        person(true, &[(41 * 24 - 900, true)]),
        person(true, &[(40 * 24, true)]),
        person(false, &[(40 * 24, true), (40 * 24 + 1, false)]),
    ]);
    let drop = |pattern| Edit::DropChats(ChatPattern::parse(pattern).unwrap());
    let found = |pattern| after(&channel, &Policy::default(), AS_OF, &[drop(pattern)]).metrics;
    let one = found("+447700900000");
    assert_eq!((one.contacts.reached, one.contacts.known), (2, Some(1)));
    assert_eq!(one.life_time.age_days, Some(37));
    assert_eq!(found("+4477*").contacts.reached, 0);
    assert_eq!(found("*@lid").contacts.reached, 2);
}

/// Twenty silences of five days ago and two of yesterday, default policy. 3 answered: S = 1 − 3/22.
#[test]
fn answers_by_hand() {
    let old = (0..20).map(|_| person(true, &[(36 * 24, true)]));
    let young = (0..2).map(|_| person(true, &[(40 * 24, true)]));
    let channel = Channel::of(old.chain(young).collect());
    let found = after(&channel, &Policy::default(), AS_OF, &[Edit::Answer(Quantity::Number(3))]);
    let chats = found.metrics.chats.clone();
    assert!((chats.response_rate.unwrap() - 3.0 / 22.0).abs() < 1e-12);
    assert_eq!((chats.answered, chats.pending, chats.unanswered), (3, 2, 17));
    assert_eq!(chats.median_reply_seconds, Some(0.0));
    assert_eq!(u8::from(found.metrics.rating(Metric::Chats)), 1);
    let share = after(&channel, &Policy::default(), AS_OF, &[Edit::Answer(Quantity::Share(0.5))]);
    // 11 of 22 answered: one half.
    assert!((share.metrics.chats.response_rate.unwrap() - 0.5).abs() < 1e-12);
}

#[test]
fn a_channel_without_dates_cannot_send() {
    let campaign = Edit::Send(Campaign { number: 1, known: 0.0, reply: 0.0 });
    let error =
        Edited::new(&Channel::of(Vec::new()).ledger(), &Policy::default(), None, &[campaign]).unwrap_err();
    assert!(error.to_string().ends_with("choose --as-of"), "{error}");
}
