//! What the exporter's chats become, counted by hand.

use meter_model::{Delivery, Handle};

use super::FORMAT;
use crate::formats::testing::{ledger, moment, phone, read, read_with, rejects, survives_damage, touches};
use crate::{Role, TextKey};

fn chat(address: &str, messages: &str) -> String {
    format!(r#"{{"{address}":{{"name":"Ann","type":"android","messages":{messages}}}}}"#)
}

fn message(more: &str) -> String {
    format!(r#"{{"from_me":true,"timestamp":1716163200.75,"key_id":"A","meta":false,"media":false{more}}}"#)
}

fn direct(more: &str) -> String {
    chat("447700900001@s.whatsapp.net", &format!(r#"{{"1":{}}}"#, message(more)))
}

#[test]
fn chats_are_told_by_their_address() {
    for (address, person) in [
        ("447700900001@s.whatsapp.net", Some(phone("447700900001"))),
        ("447700900001", Some(phone("447700900001"))),
        ("12345678901234@lid", Some(Handle::Lid(12_345_678_901_234))),
        ("120363012345678901@g.us", None),
        ("status@broadcast", None),
    ] {
        for messages in [format!(r#"{{"1":{}}}"#, message("")), format!("[{}]", message(""))] {
            let found = ledger(&FORMAT, &chat(address, &messages));
            let handles: Vec<Handle> =
                found.persons.iter().flat_map(|person| person.handles.clone()).collect();
            assert_eq!(handles, person.clone().into_iter().collect::<Vec<_>>(), "{address}");
            assert_eq!(found.touches.len(), handles.len(), "{address}");
            assert_eq!(found.age.message, Some(moment(1_716_163_200)), "{address}");
            assert!(!found.address_book, "{address}");
        }
    }
}

#[test]
fn notices_are_none_but_lost_files_and_deleted_messages_are_messages() {
    for (more, count) in [
        ("", 1),
        (r#","meta":true,"data":"Messages are encrypted""#, 0),
        (r#","meta":true,"media":true,"data":"The media is missing""#, 1),
        (r#","meta":true,"data":"Message deleted""#, 1),
        (r#","meta":null,"data":null"#, 1),
    ] {
        assert_eq!(ledger(&FORMAT, &direct(more)).touches.len(), count, "{more}");
    }
}

#[test]
fn a_message_without_its_id_counts_all_the_same() {
    let text = chat(
        "447700900001@s.whatsapp.net",
        r#"{"1":{"from_me":true,"timestamp":1716163200,"data":"x"},"2":{"from_me":false,"timestamp":1716163201,"key_id":null,"data":"y"}}"#,
    );
    assert_eq!(touches(&ledger(&FORMAT, &text)), [">1716163200", "<1716163201"]);
}

#[test]
fn only_a_time_of_reading_says_how_far_a_message_came() {
    for (more, expected) in [
        (r#","read_timestamp":"2024/05/20 00:01""#, Delivery::Read),
        (r#","read_timestamp":null"#, Delivery::Unknown),
        (r#","received_timestamp":"2024/05/20 00:01""#, Delivery::Unknown),
    ] {
        assert_eq!(ledger(&FORMAT, &direct(more)).touches[0].delivery(), expected, "{more}");
    }
}

#[test]
fn texts_have_keys_and_paths_of_files_have_none() {
    let key = TextKey::default();
    let text_of = |more: &str| {
        let collector = read_with(&FORMAT, direct(more).as_bytes(), Role::AddressBook, &key).unwrap();
        collector.facts.settle().touches[0].text_key()
    };
    let expected = text_of(r#","data":"hello""#);
    assert!(expected.is_some());
    assert_eq!(text_of(r#","media":true,"data":"Media/x.jpg","caption":"hello""#), expected);
    for more in [
        r#","media":true,"data":"Media/x.jpg","caption":null"#,
        r#","meta":true,"data":"Message deleted""#,
        r#","data":null"#,
    ] {
        assert_eq!(text_of(more), None, "{more}");
    }
}

#[test]
fn what_is_wrong_is_located_and_never_repeated() {
    let text = r#"{"SECRET":{"name":"x","messages":{}},"447700900001@s.whatsapp.net":{"messages":{"SECRET":{"from_me":"SECRET","timestamp":1},"2":{"from_me":true,"timestamp":"SECRET"},"3":7}},
        "447700900002@s.whatsapp.net":7,"447700900003@s.whatsapp.net":{"messages":7},"000000000000000":{"messages":{"1":7}}}"#;
    assert_eq!(
        rejects(&FORMAT, text),
        [
            "[0]: is a chat whose address is not readable",
            "[1].messages[0].from_me: is not readable as true or false",
            "[1].messages[1].timestamp: is not readable as time since 2009",
            "[1].messages[2]: is no message",
            "[2]: is no chat",
            "[3].messages: is no map of messages",
        ]
    );
    assert_eq!(rejects(&FORMAT, "[7]"), ["document 1: is no map of chats"]);
    assert_eq!(read(&FORMAT, "{}").report.records, 0);
}

#[test]
fn damage_is_an_error_or_a_reject() {
    survives_damage(
        &FORMAT,
        &[
            (
                r#"{"447700900001@s.whatsapp.net":{"name":"SECRET","type":"ios","messages":{"1":{"from_me":true,"timestamp":1716163200.5,"media":false,"key_id":"SECRETID","meta":false,"data":"SECRET","caption":null},"2":{"from_me":false,"timestamp":1716163260,"key_id":"SECRETID2","data":"SECRET"}}}}"#,
                2,
            ),
            (
                r#"{"120363012345678901@g.us":{"name":"SECRET","messages":[{"from_me":false,"timestamp":"1716163200","key_id":"SECRETID"}]}}"#,
                1,
            ),
        ],
    );
}
