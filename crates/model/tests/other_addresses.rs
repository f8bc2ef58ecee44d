//! Addresses beside own messages: whose they are is told by all exports together, in whatever order they come.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use meter_model::{Facts, Handle, Ledger, PhoneKey};

const ANN: Handle = Handle::Lid(12_345_678_901_234);
const BOB: Handle = Handle::Lid(23_456_789_012_345);

fn phone(digits: &str) -> Handle {
    Handle::Phone(PhoneKey::from_international(digits).unwrap())
}

/// What becomes of the parts, which must not depend on their order.
fn settled(parts: &[&dyn Fn(&mut Facts)]) -> Ledger {
    let settle = |order: &mut dyn Iterator<Item = &&dyn Fn(&mut Facts)>| {
        let mut facts = Facts::default();
        for fill in order {
            let mut part = Facts::default();
            fill(&mut part);
            facts.absorb(part);
        }
        facts.settle()
    };
    let ledger = settle(&mut parts.iter());
    assert_eq!(settle(&mut parts.iter().rev()), ledger);
    ledger
}

fn handles(ledger: &Ledger) -> Vec<usize> {
    ledger.persons.iter().map(|person| person.handles.len()).collect()
}

#[test]
fn an_address_beside_one_chat_is_the_persons() {
    let beside = |facts: &mut Facts| facts.beside_own_message(&ANN, phone("447700900001"));
    assert_eq!(handles(&settled(&[&beside])), [2]);
    // Seen twice it is still one chat.
    assert_eq!(handles(&settled(&[&beside, &beside])), [2]);
    let other_chat = |facts: &mut Facts| facts.beside_own_message(&BOB, phone("447700900002"));
    assert_eq!(handles(&settled(&[&beside, &other_chat])), [2, 2]);
}

#[test]
fn an_address_beside_chats_of_two_files_is_the_channels() {
    let ann = |facts: &mut Facts| {
        facts.know(ANN);
        facts.beside_own_message(&ANN, phone("447700900999"));
    };
    let bob = |facts: &mut Facts| {
        facts.know(BOB);
        facts.beside_own_message(&BOB, phone("447700900999"));
    };
    assert_eq!(handles(&settled(&[&ann, &bob])), [1, 1]);
    assert_eq!(handles(&settled(&[&ann, &bob, &ann])), [1, 1]);
}

#[test]
fn an_address_known_to_be_the_channels_is_nobody_elses() {
    let beside = |facts: &mut Facts| {
        facts.know(ANN);
        facts.beside_own_message(&ANN, phone("447700900999"));
    };
    let own = |facts: &mut Facts| facts.own(phone("447700900999"));
    let ledger = settled(&[&beside, &own]);
    assert_eq!(handles(&ledger), [1, 1]);
    assert!(ledger.persons.iter().all(|person| person.own != person.handles.contains(&ANN)));
    // The same if it is only linked to what is known to be the channel's.
    let linked = |facts: &mut Facts| {
        facts.own(BOB);
        facts.link(BOB, phone("447700900999"));
    };
    let ledger = settled(&[&beside, &linked]);
    assert!(ledger.persons.iter().all(|person| person.own != person.handles.contains(&ANN)));
}

#[test]
fn a_person_with_a_number_gets_no_second_one() {
    let beside = |facts: &mut Facts| facts.beside_own_message(&ANN, phone("447700900999"));
    let linked = |facts: &mut Facts| facts.link(ANN, phone("447700900001"));
    let ledger = settled(&[&beside, &linked]);
    assert_eq!(ledger.persons.len(), 1);
    assert_eq!(ledger.persons[0].handles, [phone("447700900001"), ANN]);
}
