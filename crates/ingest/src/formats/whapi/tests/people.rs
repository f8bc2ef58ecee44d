//! Contacts, hidden identifiers, the channel itself and what proves its age.

use meter_model::{Delivery, Direction, Handle, Jid, Kind, Message};

use super::{ledger, moment, phone, read, read_with, rejects};
use crate::{Role, TextKey};

#[test]
fn only_saved_contacts_are_known() {
    let text = r#"{"contacts":[
        {"id":"447700900001","name":" Ann\u200e Lee","saved":true},
        {"id":"447700900002","name":"Bob","saved":false},
        {"id":"447700900003@s.whatsapp.net","name":"Cy"},
        {"id":"12345678901234@lid","name":"Di","saved":true},
        {"id":""},{"id":"120363012345678901@g.us","name":"Group"},
        {"id":"x"},{"name":"Ed"},{"input":"447700900009","status":"invalid"},7],"total":10}"#;
    assert_eq!(
        rejects(text),
        [
            "contacts[6].id: is not readable as contact id",
            "contacts[7].id: is missing",
            "contacts[9]: is no contact"
        ]
    );
    let collector = read(text.as_bytes()).unwrap();
    assert_eq!(collector.report.records, 4);
    let ledger = collector.facts.settle();
    assert!(ledger.address_book);
    let known: Vec<_> =
        ledger.persons.iter().filter(|person| person.known).flat_map(|person| &person.handles).collect();
    assert_eq!(known, [&phone("447700900001"), &Handle::Lid(12_345_678_901_234)]);
}

#[test]
fn contacts_without_saved_say_nothing_about_the_address_book() {
    assert!(
        !ledger(r#"[{"id":"447700900001","name":"Ann"},{"id":"447700900001","name":"Ann","saved":null}]"#)
            .address_book
    );
    assert!(ledger(r#"[{"id":"447700900001","name":"Ann","saved":false}]"#).address_book);
}

#[test]
fn strangers_are_records_but_nobody_of_them_is_known() {
    let text = br#"{"contacts":[{"id":"447700900001","name":"Ann","saved":true}]}"#;
    let collector = read_with(text, Role::Strangers, &TextKey::default()).unwrap();
    assert_eq!(collector.report.records, 1);
    let ledger = collector.facts.settle();
    assert!(!ledger.address_book);
    assert!(ledger.persons.iter().all(|person| !person.known));
}

#[test]
fn a_saved_name_joins_a_number() {
    let contacts = br#"[{"id":"447700900001","name":"Ann\u00a0 Lee","saved":true},
        {"id":"447700900002","name":"Bob","saved":false}]"#;
    let mut facts = read(contacts).unwrap().facts;
    for (id, name) in [("a", "Ann Lee"), ("b", "Bob")] {
        facts.message(&Message {
            chat: Jid::Person(Handle::Name(name.into())),
            direction: Direction::Incoming,
            id: Some(id),
            time: moment(1_716_163_200),
            kind: Kind::Content,
            delivery: Delivery::Unknown,
            text: 0,
        });
    }
    let persons: Vec<_> =
        facts.settle().persons.into_iter().map(|person| (person.handles, person.known)).collect();
    let name = |name: &str| Handle::Name(name.into());
    // Ann's chat is joined to her number; Bob, not saved, stays apart from his, which nothing else mentions.
    assert_eq!(persons, [(vec![phone("447700900001"), name("Ann Lee")], true), (vec![name("Bob")], false)]);
}

#[test]
fn hidden_identifiers_are_joined_to_numbers() {
    for text in [
        r#"{"447700900001":{"lid":"12345678901234@lid"},"447700900002":{"lid":null},"447700900003":null}"#,
        r#"{"447700900001@s.whatsapp.net":"12345678901234"}"#,
        r#"{"lids":{"447700900001":{"lid":"12345678901234@lid"}}}"#,
        r#"{"contacts":[{"id":"447700900001","name":"Ann","lid":"12345678901234@lid"}]}"#,
    ] {
        let ledger = ledger(text);
        assert_eq!(rejects(text), Vec::<String>::new(), "{text}");
        let handles: Vec<_> = ledger.persons.iter().map(|person| person.handles.clone()).collect();
        assert_eq!(handles, [vec![phone("447700900001"), Handle::Lid(12_345_678_901_234)]], "{text}");
    }
    assert_eq!(
        rejects(r#"{"447700900001":{"lid":"x"},"447700900002":{"lid":"12345678901234@lid"}}"#),
        ["[0]: is no pair of a contact id and a hidden identifier"]
    );
    assert_eq!(rejects(r#"{"lid":"12345678901234@lid"}"#), Vec::<String>::new());
}

#[test]
fn health_tells_the_own_number() {
    for text in [
        r#"{"start_at":1,"uptime":2,"version":"x","status":{"code":4,"text":"AUTH"},"user":{"id":"447700900999","name":"Me"}}"#,
        r#"{"health":{"user":{"id":"447700900999"}},"channel_id":"FALCON-ABCDE"}"#,
        r#"{"user":{"id":"447700900999"},"event":{"type":"users","event":"post"},"channel_id":"FALCON-ABCDE"}"#,
    ] {
        let persons = ledger(text).persons;
        assert_eq!(persons.len(), 1, "{text}");
        assert!(persons[0].own && !persons[0].known, "{text}");
    }
}

#[test]
fn registration_is_in_milliseconds_and_moving_the_number_does_not_count() {
    let age = ledger(r#"{"creation":1700000000000,"last_registration":1600000000000}"#).age;
    assert_eq!(age.registered, Some(moment(1_700_000_000)));
    assert_eq!(rejects(r#"{"creation":null,"last_registration":1600000000000}"#), ["creation: is missing"]);
}

#[test]
fn groups_of_the_own_number_prove_its_age() {
    let health = r#"{"health":{"user":{"id":"447700900999"}}}"#;
    for (group, expected) in [
        (
            r#"{"id":"120363012345678901@g.us","created_at":1500000000,"created_by":"447700900999"}"#,
            Some(1_500_000_000),
        ),
        (
            r#"{"id":"120363012345678901@g.us","created_at":"1500000000","created_by":"447700900999@s.whatsapp.net"}"#,
            Some(1_500_000_000),
        ),
        (
            r#"{"id":"120363012345678901@g.us","created_at":1500000000,"participants":[{"id":"447700900001","rank":"admin"},{"id":"447700900999","rank":"creator"}]}"#,
            Some(1_500_000_000),
        ),
        (r#"{"id":"447700900999-1400000000@g.us","type":"group","name":"Old"}"#, Some(1_400_000_000)),
        (r#"{"id":"120363012345678901@g.us","created_at":1500000000,"created_by":"447700900001"}"#, None),
        (r#"{"id":"120363012345678901@g.us","created_at":0,"created_by":"447700900999"}"#, None),
    ] {
        for text in [format!(r#"{health}{{"groups":[{group}],"count":1}}"#), format!("{health}\n[{group}]")] {
            assert_eq!(ledger(&text).age.group, expected.map(moment), "{text}");
            assert_eq!(rejects(&text), Vec::<String>::new(), "{text}");
        }
    }
}
