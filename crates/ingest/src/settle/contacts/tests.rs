//! The region of a list, who becomes known, and that files do not disturb each other.

use meter_model::{Delivery, Direction, Facts, Handle, Jid, Kind, Ledger, Message, Moment, PhoneKey};
use proptest::prelude::{Strategy, any, prop_assert_eq, proptest};

use super::{ContactEntry, ContactList, settle_contact_lists};
use crate::identity::phone;
use crate::{Collector, Declared, Role, TextKey};

fn entry(ordinal: u64, name: &str, numbers: &[&str]) -> ContactEntry {
    ContactEntry {
        name: name.to_owned(),
        numbers: numbers.iter().filter_map(|number| phone::read(number).ok()).collect(),
        lid: None,
        saved: true,
        ordinal,
        at: format!("line {ordinal}"),
    }
}

fn numbers(numbers: &[&str]) -> ContactList {
    let entries = (1..).zip(numbers).map(|(ordinal, number)| entry(ordinal, "", &[*number])).collect();
    ContactList { entries }
}

fn collector(list: ContactList, role: Role) -> Collector {
    let mut collector = Collector::new("contacts.csv", "contacts-csv", role, &TextKey::default());
    collector.contact_list(list);
    collector
}

fn settled(list: ContactList, declared: &Declared) -> Collector {
    let mut collectors = [collector(list, Role::AddressBook)];
    settle_contact_lists(&mut collectors, declared);
    let [collector] = collectors;
    collector
}

fn region(code: &str) -> Declared {
    Declared { region: Some(code.to_owned()), ..Declared::default() }
}

fn known(ledger: &Ledger) -> Vec<Handle> {
    ledger.persons.iter().filter(|person| person.known).flat_map(|person| person.handles.clone()).collect()
}

fn known_phones(collector: Collector) -> Vec<u64> {
    let handles = known(&collector.facts.settle());
    handles
        .iter()
        .filter_map(|handle| match handle {
            Handle::Phone(key) => Some(key.digits()),
            _ => None,
        })
        .collect()
}

#[test]
fn the_declared_region_comes_first() {
    let declared = Declared { number: Some("+447700900000".to_owned()), ..region("de") };
    let collector = settled(numbers(&["030 23125001", "+447700900001"]), &declared);
    assert_eq!(collector.report.notes[0].topic, "region");
    assert_eq!(
        collector.report.notes[0].text,
        "1 number without country code read as of DE (+49), as declared"
    );
    assert_eq!(collector.report.records, 2);
    assert_eq!(known_phones(collector), [447_700_900_001, 493_023_125_001]);
}

#[test]
fn then_the_number_of_the_owner() {
    let declared = Declared { number: Some("447700900000".to_owned()), ..Declared::default() };
    let collector = settled(numbers(&["07700 900002", "+493023125001"]), &declared);
    assert!(collector.report.notes[0].text.ends_with("read as of GB (+44), as the channel's own number"));
    assert_eq!(known_phones(collector), [447_700_900_002, 493_023_125_001]);
}

/// The health page of a gateway names the owner in one file; the address book lies in another.
#[test]
fn the_owner_can_be_named_in_another_file() {
    let mut health = Collector::new("health.json", "whapi", Role::AddressBook, &TextKey::default());
    let own = PhoneKey::from_international("447700900000").expect("a number");
    health.facts().own(Handle::Phone(own));
    let mut collectors = [collector(numbers(&["07700 900002"]), Role::AddressBook), health];
    settle_contact_lists(&mut collectors, &Declared::default());
    let [collector, _] = collectors;
    assert_eq!(known_phones(collector), [447_700_900_002]);
}

#[test]
fn then_most_numbers_of_the_file() {
    let list = numbers(&["07700 900002", "+447700900003", "+447700900004", "+493023125001"]);
    let collector = settled(list, &Declared::default());
    assert!(collector.report.notes[0].text.ends_with("read as of GB (+44), as most numbers of the file"));
    assert_eq!(known_phones(collector), [447_700_900_002, 447_700_900_003, 447_700_900_004, 493_023_125_001]);
}

#[test]
fn without_any_of_these_a_national_number_is_a_located_reject() {
    // One British and one German number: a tie, so no majority.
    let collector =
        settled(numbers(&["07700 900002", "+447700900003", "+493023125001"]), &Declared::default());
    assert_eq!((collector.report.records, collector.report.rejected), (2, 1));
    let reject = &collector.rejects[0];
    assert_eq!((reject.ordinal, &*reject.at), (1, "line 1"));
    assert_eq!(
        reject.why,
        "phone number without country code, and nothing tells the country; give --region CC"
    );
    assert_eq!(known_phones(collector), [447_700_900_003, 493_023_125_001]);
}

#[test]
fn a_number_that_does_not_fit_the_region_is_a_reject() {
    let collector = settled(numbers(&["5550123", "2125550123"]), &region("US"));
    assert_eq!((collector.report.records, collector.report.rejected), (1, 1));
    assert_eq!(collector.rejects[0].why, "no phone number of US (+1); write it with + and country code");
}

/// Tables for message gateways hold bare digits with country code and nothing else.
#[test]
fn a_list_of_bare_international_digits_needs_no_region() {
    let collector = settled(numbers(&["447700900001", "12125550123", "5215512345678"]), &Declared::default());
    assert_eq!(collector.report.rejected, 0);
    assert_eq!(known_phones(collector), [12_125_550_123, 447_700_900_001, 525_512_345_678]);
    // One number that cannot be international, and the others are in doubt, too.
    let collector = settled(numbers(&["447700900001", "07700900002"]), &Declared::default());
    assert_eq!((collector.report.records, collector.report.rejected), (0, 2));
}

#[test]
fn all_numbers_of_a_contact_become_known_and_one_record() {
    let list =
        ContactList { entries: vec![entry(1, "Ann", &["+447700900001", "07700 900002", "+447700900003"])] };
    let collector = settled(list, &region("GB"));
    assert_eq!((collector.report.records, collector.report.rejected), (1, 0));
    assert_eq!(known_phones(collector), [447_700_900_001, 447_700_900_002, 447_700_900_003]);
}

#[test]
fn strangers_and_unsaved_entries_do_not_become_known() {
    let list = || ContactList { entries: vec![entry(1, "Ann", &["+447700900001"])] };
    let mut collectors = [collector(list(), Role::Strangers)];
    settle_contact_lists(&mut collectors, &Declared::default());
    let [strangers] = collectors;
    assert_eq!(strangers.report.records, 1);
    let ledger = strangers.facts.settle();
    assert!(!ledger.address_book);
    assert!(ledger.persons.is_empty());

    let mut unsaved = list();
    unsaved.entries[0].saved = false;
    let ledger = settled(unsaved, &Declared::default()).facts.settle();
    assert!(ledger.address_book, "the list speaks of the address book, and says nobody is in it");
    assert!(known(&ledger).is_empty());
}

#[test]
fn a_list_of_which_nothing_could_be_read_is_no_address_book() {
    let ledger = settled(numbers(&["07700 900002"]), &Declared::default()).facts.settle();
    assert!(!ledger.address_book);
}

/// A chat known by name only is joined to the card of that name; a card whose name is a number has no name.
#[test]
fn cards_join_names_to_numbers() {
    let entries = vec![entry(1, "Ann", &["+447700900001"]), entry(2, "+44 7700 900002", &["+447700900002"])];
    let mut facts = settled(ContactList { entries }, &Declared::default()).facts;
    for name in ["Ann", "+44 7700 900002"] {
        facts.message(&Message {
            chat: Jid::Person(Handle::Name(name.into())),
            direction: Direction::Outgoing,
            id: None,
            time: Moment::from_seconds(1_715_000_000).expect("a time"),
            kind: Kind::Content,
            delivery: Delivery::Unknown,
            text: 0,
        });
    }
    let ledger = facts.settle();
    let persons: Vec<_> = ledger.persons.iter().map(|person| (person.handles.len(), person.known)).collect();
    // Ann by number and name; the other number; the chat whose name no card has.
    assert_eq!(persons, [(2, true), (1, true), (1, false)]);
}

#[test]
fn a_hidden_identifier_joins_its_number() {
    let mut listed = entry(1, "Ann", &["+447700900001"]);
    listed.lid = Some(123_456_789_012_345);
    let ledger = settled(ContactList { entries: vec![listed] }, &Declared::default()).facts.settle();
    assert_eq!(ledger.persons.len(), 1);
    assert_eq!(ledger.persons[0].handles.len(), 2);
    assert!(ledger.persons[0].known);
}

#[test]
fn invented_names_are_noticed() {
    let list = |names: &[&str]| ContactList {
        entries: (1..).zip(names).map(|(ordinal, name)| entry(ordinal, name, &["+447700900001"])).collect(),
    };
    let noticed = |names: &[&str]| {
        let notes = settled(list(names), &Declared::default()).report.notes;
        notes.iter().any(|note| note.topic == "address-book" && note.text.contains("strangers"))
    };
    assert!(noticed(&["Lead 001", "Lead 002", "Lead 003", "Lead 004", "Lead 005"]));
    assert!(noticed(&["WA1", "WA2", "WA3", "", "WA4", "WA12"]));
    assert!(!noticed(&["Lead 001", "Lead 002", "Lead 003", "Lead 004"]), "four are too few to judge");
    assert!(!noticed(&["Lead 001", "Lead 002", "Ann", "Lead 004", "Lead 005", "Lead 006"]));
    assert!(!noticed(&["Ann", "Bob", "Cem", "Dee", "Eve"]));
    assert!(!noticed(&["1", "2", "3", "4", "5"]));
}

fn any_number() -> impl Strategy<Value = String> {
    (0u32..1000, any::<u8>()).prop_map(|(subscriber, form)| match form % 4 {
        0 => format!("+44 7700 900{subscriber:03}"),
        1 => format!("07700 900{subscriber:03}"),
        2 => format!("447700900{subscriber:03}"),
        _ => format!("+49 (0)30 23125{subscriber:03}"),
    })
}

proptest! {
    /// With the region given, a list cut into two files, in either order, says the same as the whole.
    #[test]
    fn any_split_and_order_gives_the_same_ledger(
        written in proptest::collection::vec(any_number(), 0..20), cut in any::<proptest::sample::Index>(),
    ) {
        let written: Vec<&str> = written.iter().map(String::as_str).collect();
        let whole = settled(numbers(&written), &region("GB")).facts.settle();
        let (one, other) = written.split_at(cut.index(written.len() + 1));
        for parts in [[one, other], [other, one]] {
            let mut collectors = parts.map(|part| collector(numbers(part), Role::AddressBook));
            settle_contact_lists(&mut collectors, &region("GB"));
            let mut facts = Facts::default();
            for collector in collectors {
                facts.absorb(collector.facts);
            }
            prop_assert_eq!(facts.settle(), whole.clone());
        }
    }
}
