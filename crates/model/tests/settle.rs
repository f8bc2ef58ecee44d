//! Settling joins identities and counts once, whatever the order. Truth is written out by hand.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use meter_model::{
    Act, Delivery, Direction, Facts, Handle, Jid, Kind, Ledger, Message, Moment, PhoneKey, Stretch,
};
use proptest::prelude::*;

const ANN: &str = "447700900001";
const BOB: &str = "447700900002";

fn phone(digits: &str) -> Handle {
    Handle::Phone(PhoneKey::from_international(digits).unwrap())
}

fn at(seconds: i64) -> Moment {
    Moment::from_seconds(seconds).unwrap()
}

fn message(chat: Jid, direction: Direction, id: Option<&str>, time: i64) -> Message<'_> {
    Message { chat, direction, id, time: at(time), kind: Kind::Content, delivery: Delivery::Unknown, text: 0 }
}

fn to(handle: Handle, id: &str, time: i64) -> Message<'_> {
    message(Jid::Person(handle), Direction::Outgoing, Some(id), time)
}

/// Person, time, outgoing: what the scorer looks at.
fn touches(ledger: &Ledger) -> Vec<(usize, i64, bool)> {
    ledger.touches.iter().map(|touch| (touch.person(), touch.time().seconds(), touch.is_outgoing())).collect()
}

#[test]
fn a_lid_and_a_phone_that_are_linked_are_one_person() {
    let mut facts = Facts::default();
    facts.message(&to(Handle::Lid(7), "A", 100));
    facts.message(&to(phone(ANN), "B", 200));
    facts.message(&to(phone(BOB), "C", 300));
    facts.link(Handle::Lid(7), phone(ANN));
    facts.know(Handle::Lid(7));
    let ledger = facts.settle();
    assert_eq!(touches(&ledger), [(0, 100, true), (0, 200, true), (1, 300, true)]);
    assert_eq!(ledger.persons[0].handles, [phone(ANN), Handle::Lid(7)]);
    assert!(ledger.persons[0].known);
    assert!(!ledger.persons[1].known);
}

#[test]
fn the_same_id_counts_once_in_one_direction_of_one_chat() {
    let mut facts = Facts::default();
    facts.message(&to(phone(ANN), "A", 100));
    facts.message(&to(phone(ANN), "A", 100));
    facts.message(&message(Jid::Person(phone(ANN)), Direction::Incoming, Some("A"), 100));
    facts.message(&to(phone(BOB), "A", 100));
    let ledger = facts.settle();
    assert_eq!(touches(&ledger), [(0, 100, false), (0, 100, true), (1, 100, true)]);
}

#[test]
fn the_same_id_counts_once_across_both_chats_of_one_person() {
    let mut facts = Facts::default();
    facts.message(&to(phone(ANN), "A", 100));
    facts.message(&to(Handle::Lid(7), "A", 100));
    facts.link(phone(ANN), Handle::Lid(7));
    assert_eq!(touches(&facts.settle()), [(0, 100, true)]);
}

#[test]
fn without_ids_time_kind_and_text_tell_messages_apart() {
    let chat = || Jid::Person(Handle::Name("Ann".into()));
    let mut facts = Facts::default();
    let text = |text| Message { text, ..message(chat(), Direction::Outgoing, None, 100) };
    for message in [text(1), text(1), text(2), Message { time: at(160), ..text(1) }] {
        facts.message(&message);
    }
    assert_eq!(facts.settle().touches.len(), 3);
}

#[test]
fn a_receipt_makes_a_message_fail_and_a_later_one_saves_it() {
    for (deliveries, touches, failed) in [
        (&[Delivery::Failed][..], 0, 1),
        (&[Delivery::Sent, Delivery::Failed][..], 0, 1),
        (&[Delivery::Failed, Delivery::Delivered][..], 1, 0),
        (&[][..], 1, 0),
    ] {
        let mut facts = Facts::default();
        facts.message(&to(phone(ANN), "A", 100));
        for delivery in deliveries {
            facts.receipt("A", *delivery);
        }
        let ledger = facts.settle();
        assert_eq!((ledger.touches.len(), ledger.failed.len()), (touches, failed), "{deliveries:?}");
    }
}

#[test]
fn a_failed_message_is_no_evidence_of_a_touch_but_the_number_still_lives() {
    let mut facts = Facts::default();
    facts.message(&Message { delivery: Delivery::Failed, ..to(phone(ANN), "A", 100) });
    facts.message(&to(phone(ANN), "B", 200));
    assert_eq!(facts.settle().age.message, Some(at(200)));
}

#[test]
fn the_chat_with_oneself_is_no_direct_chat_but_proves_age() {
    let mut facts = Facts::default();
    facts.own(phone(ANN));
    facts.message(&to(phone(ANN), "A", 100));
    facts.message(&to(phone(BOB), "B", 200));
    let ledger = facts.settle();
    assert_eq!(touches(&ledger), [(1, 200, true)]);
    assert_eq!(ledger.age.message, Some(at(100)));
}

#[test]
fn own_messages_in_groups_and_own_groups_prove_age() {
    let age = |own: Option<&str>| {
        let mut facts = Facts::default();
        let group = Jid::parse("447700900001-1400000000@g.us").unwrap();
        facts.message(&message(group.clone(), Direction::Outgoing, Some("A"), 1_500_000_000));
        facts.message(&message(group, Direction::Incoming, Some("B"), 1_450_000_000));
        if let Some(own) = own {
            facts.own(phone(own));
        }
        let age = facts.settle().age;
        (age.message, age.group)
    };
    assert_eq!(age(None), (Some(at(1_500_000_000)), None));
    assert_eq!(age(Some(BOB)), (Some(at(1_500_000_000)), None));
    assert_eq!(age(Some(ANN)), (Some(at(1_500_000_000)), Some(at(1_400_000_000))));
}

#[test]
fn a_name_joins_the_number_on_its_card() {
    let ledger = |cards: &[&[&str]]| {
        let mut facts = Facts::default();
        facts.message(&to(Handle::Name("Ann".into()), "A", 100));
        facts.message(&to(phone(ANN), "B", 200));
        for card in cards {
            facts.card("Ann", card.iter().filter_map(|digits| PhoneKey::from_international(digits)));
        }
        facts.settle()
    };
    // One card, one number: joined.
    assert_eq!(touches(&ledger(&[&[ANN]])), [(0, 100, true), (0, 200, true)]);
    // The same card twice changes nothing.
    assert_eq!(touches(&ledger(&[&[ANN], &[ANN]])), [(0, 100, true), (0, 200, true)]);
    // One card, two numbers, one of which chats here: that one.
    assert_eq!(touches(&ledger(&[&[ANN, BOB]])), [(0, 100, true), (0, 200, true)]);
    // Two cards with different numbers: not joined, and said so.
    let ambiguous = ledger(&[&[ANN], &[BOB]]);
    assert_eq!(touches(&ambiguous), [(0, 200, true), (1, 100, true)]);
    assert_eq!(ambiguous.ambiguous_names, ["Ann".into()]);
    // No card: a person of its own, nothing to say.
    assert_eq!(touches(&ledger(&[])), [(0, 200, true), (1, 100, true)]);
    assert!(ledger(&[]).ambiguous_names.is_empty());
}

#[test]
fn an_edited_text_counts_as_no_text_in_any_order() {
    let sightings = |texts: &[u64]| {
        let mut facts = Facts::default();
        for &text in texts {
            facts.message(&Message { text, ..to(phone(ANN), "A", 100) });
        }
        facts.settle().touches[0].text_key()
    };
    assert_eq!(sightings(&[5, 6]), None);
    assert_eq!(sightings(&[6, 5, 5]), None);
    assert_eq!(sightings(&[0, 5]), Some(5));
    assert_eq!(sightings(&[5, 0, 5]), Some(5));
}

/// Anything that can be pushed.
#[derive(Clone, Debug)]
enum Push {
    Message { person: u8, outgoing: bool, id: Option<u8>, time: u8, text: u8, delivery: Delivery },
    Receipt(u8, Delivery),
    Link(u8, u8),
    Know(u8),
    AddressBookChanged(u8, Option<u8>, bool),
    Own(u8),
    Card(u8, Vec<u8>),
    Registered(u8),
}

fn handle(number: u8) -> Handle {
    match number % 3 {
        0 => phone(&format!("4477009000{number:02}")),
        1 => Handle::Lid(u64::from(number)),
        _ => Handle::Name(format!("n{number}").into()),
    }
}

fn delivery() -> impl Strategy<Value = Delivery> {
    prop::sample::select(vec![
        Delivery::Unknown,
        Delivery::Pending,
        Delivery::Sent,
        Delivery::Failed,
        Delivery::Delivered,
        Delivery::Read,
    ])
}

fn push() -> impl Strategy<Value = Push> {
    prop_oneof![
        8 => (0..9u8, any::<bool>(), prop::option::of(0..6u8), 1..40u8, 0..3u8, delivery()).prop_map(
            |(person, outgoing, id, time, text, delivery)| Push::Message { person, outgoing, id, time, text, delivery }
        ),
        1 => (0..6u8, delivery()).prop_map(|(id, delivery)| Push::Receipt(id, delivery)),
        1 => (0..9u8, 0..9u8).prop_map(|(one, other)| Push::Link(one, other)),
        1 => (0..9u8).prop_map(Push::Know),
        1 => (0..9u8, prop::option::of(1..4u8), any::<bool>())
            .prop_map(|(person, time, saved)| Push::AddressBookChanged(person, time, saved)),
        1 => (0..9u8).prop_map(Push::Own),
        1 => (0..9u8, prop::collection::vec(0..9u8, 0..3)).prop_map(|(name, phones)| Push::Card(name, phones)),
        1 => (1..40u8).prop_map(Push::Registered),
    ]
}

fn apply(facts: &mut Facts, push: &Push) {
    match push {
        Push::Message { person, outgoing, id, time, text, delivery } => {
            let id = id.map(|id| id.to_string());
            facts.message(&Message {
                chat: Jid::Person(handle(*person)),
                direction: if *outgoing { Direction::Outgoing } else { Direction::Incoming },
                id: id.as_deref(),
                time: at(i64::from(*time)),
                kind: Kind::Content,
                delivery: *delivery,
                text: u64::from(*text),
            });
        }
        Push::Receipt(id, delivery) => facts.receipt(&id.to_string(), *delivery),
        Push::Link(one, other) => facts.link(handle(*one), handle(*other)),
        Push::Know(person) => facts.know(handle(*person)),
        Push::AddressBookChanged(person, time, saved) => {
            facts.address_book_changed(
                handle(*person),
                time.and_then(|time| Moment::from_seconds(time.into())),
                *saved,
            );
        }
        Push::Own(person) => facts.own(handle(*person)),
        Push::Card(name, phones) => {
            let phones = phones.iter().filter_map(|&phone| match handle(phone) {
                Handle::Phone(key) => Some(key),
                _ => None,
            });
            facts.card(&format!("n{name}"), phones);
        }
        Push::Registered(time) => facts.registered(at(i64::from(*time))),
    }
}

fn settle(parts: &[&[Push]]) -> Ledger {
    let mut all = Facts::default();
    for part in parts {
        let mut facts = Facts::default();
        for push in *part {
            apply(&mut facts, push);
        }
        all.absorb(facts);
    }
    let mut ledger = all.settle();
    // Touches that agree in person, time and direction may stand in any order: nothing that is counted sees it.
    ledger.touches.sort_by_key(|touch| {
        (
            touch.person(),
            touch.time(),
            touch.direction(),
            touch.delivery(),
            touch.text_key(),
            format!("{touch:?}"),
        )
    });
    ledger
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn order_splits_and_duplicates_change_nothing(
        (pushes, shuffled) in prop::collection::vec(push(), 0..60)
            .prop_flat_map(|pushes| (Just(pushes.clone()), Just(pushes).prop_shuffle())),
        cut in any::<prop::sample::Index>(),
    ) {
        let whole = settle(&[&pushes]);
        let (one, other) = shuffled.split_at(cut.index(shuffled.len() + 1));
        prop_assert_eq!(&settle(&[one, other]), &whole);
        prop_assert_eq!(&settle(&[other, one]), &whole);
        prop_assert_eq!(&settle(&[&pushes, &shuffled]), &whole);
    }
}

/// Three sources: the first has A and B with Ann, the second B, C and A under Ann's LID, the third B twice.
#[test]
fn sources_are_compared_by_person_and_message() {
    let mut facts = Facts::default();
    facts.link(Handle::Lid(7), phone(ANN));
    let mut stretches = Vec::new();
    for (source, messages) in [
        vec![to(phone(ANN), "A", 100), to(phone(ANN), "B", 200)],
        vec![to(phone(ANN), "B", 200), to(phone(ANN), "C", 300), to(Handle::Lid(7), "A", 100)],
        vec![to(phone(ANN), "B", 200), to(phone(ANN), "B", 200), to(phone(BOB), "A", 100)],
    ]
    .into_iter()
    .enumerate()
    {
        let mut pile = Facts::default();
        for message in &messages {
            pile.message(message);
        }
        facts.absorb(pile);
        stretches.push(Stretch { source, end: facts.sightings() });
    }
    let (ledger, overlaps) = facts.settle_and_compare(&stretches);
    assert_eq!(touches(&ledger), [(0, 100, true), (0, 200, true), (0, 300, true), (1, 100, true)]);
    let found: Vec<_> =
        overlaps.iter().map(|overlap| (overlap.first, overlap.again, overlap.messages)).collect();
    assert_eq!(found, [(0, 1, 2), (0, 2, 1)]);
}

/// Sources in pieces that lie between those of others are the same sources.
#[test]
fn a_source_can_lie_in_several_stretches() {
    let one = [to(phone(ANN), "A", 100), to(phone(ANN), "B", 200)];
    let other = [to(phone(ANN), "B", 200), to(phone(ANN), "A", 100)];
    let overlaps = |order: [(usize, &Message<'_>); 4]| {
        let mut facts = Facts::default();
        let mut stretches = Vec::new();
        for (source, message) in order {
            facts.message(message);
            stretches.push(Stretch { source, end: facts.sightings() });
        }
        let (ledger, overlaps) = facts.settle_and_compare(&stretches);
        (ledger, overlaps.iter().map(|same| (same.first, same.again, same.messages)).collect::<Vec<_>>())
    };
    let (ledger, apart) = overlaps([(0, &one[0]), (0, &one[1]), (1, &other[0]), (1, &other[1])]);
    assert_eq!(touches(&ledger), [(0, 100, true), (0, 200, true)]);
    assert_eq!(apart, [(0, 1, 2)]);
    assert_eq!(overlaps([(1, &other[0]), (0, &one[1]), (1, &other[1]), (0, &one[0])]), (ledger, apart));
}

/// Ten thousand things of the size of a touch become touches where they lie, and mean what they mean one by one.
#[test]
fn many_acts_are_what_they_are_one_by_one() {
    let chats = [Jid::Person(phone(ANN)), Jid::OneToMany, Jid::Person(phone(BOB))];
    let act = |time: u64| Act {
        direction: if time.is_multiple_of(3) { Direction::Outgoing } else { Direction::Incoming },
        id: None,
        time: at(i64::try_from(time).unwrap()),
        kind: Kind::Content,
        delivery: Delivery::Unknown,
        text: time * 7,
    };
    let jid = |time: u64| &chats[usize::try_from(time % 3).unwrap()];
    let is_wanted = |time: u64| !time.is_multiple_of(5);
    let things: Vec<[u64; 3]> = (1..=10_000).map(|time| [time, 0, 0]).collect();
    let mut together = Facts::default();
    together.acts(things, |facts, [time, ..]| is_wanted(time).then(|| (facts.chat(jid(time)), act(time))));
    let mut one_by_one = Facts::default();
    for time in (1..=10_000).filter(|&time| is_wanted(time)) {
        let chat = one_by_one.chat(jid(time));
        one_by_one.act(chat, &act(time));
    }
    assert_eq!(together.sightings(), one_by_one.sightings());
    assert_eq!(together.settle(), one_by_one.settle());
}
