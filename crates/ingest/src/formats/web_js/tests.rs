//! What the objects of whatsapp-web.js become, counted by hand.

use meter_model::{Delivery, Handle, Kind};

use super::FORMAT;
use crate::formats::testing::{known, ledger, moment, phone, read, rejects, survives_damage, touches};

fn id(from_me: bool, chat: &str, id: &str) -> String {
    format!(r#"{{"fromMe":{from_me},"remote":"{chat}","id":"{id}","_serialized":"{from_me}_{chat}_{id}"}}"#)
}

fn message(from_me: bool, more: &str) -> String {
    let (from, to) = if from_me { ("999", "001") } else { ("001", "999") };
    format!(
        r#"{{"id":{},"timestamp":1716163200,"from":"447700900{from}@c.us","to":"447700900{to}@c.us","fromMe":{from_me}{more}}}"#,
        id(from_me, "447700900001@c.us", "A")
    )
}

#[test]
fn a_message_is_found_wherever_it_stands() {
    let one = message(true, r#","type":"chat","body":"hi""#);
    for text in [
        one.clone(),
        format!("[{one}]"),
        format!(r#"{{"messages":[{one}]}}"#),
        format!(r#"{{"447700900001@c.us":[{one}]}}"#),
        format!(r#"{{"true_447700900001@c.us_A":{one}}}"#),
        format!(r#"{{"Ann":[{one}],"Bob":[]}}"#),
        format!(
            r#"[{{"id":{{"server":"c.us","user":"447700900001","_serialized":"447700900001@c.us"}},"name":"Ann","isGroup":false,"unreadCount":0,"lastMessage":{one}}}]"#
        ),
        one.replace(r#""remote":"447700900001@c.us""#, r#""remote":{"server":"c.us","user":"447700900001"}"#),
        one.replace(r#","fromMe":true,"type""#, r#","type""#),
        r#"{"fromMe":true,"from":"447700900999@c.us","to":"447700900001@c.us","timestamp":1716163200,"body":"hi"}"#.to_owned(),
    ] {
        assert_eq!(touches(&ledger(&FORMAT, &text)), [">1716163200"], "{text}");
        assert_eq!(rejects(&FORMAT, &text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn types_say_what_a_message_counts_as() {
    for (sort, expected) in [
        ("chat", Some(Kind::Content)),
        ("ptt", Some(Kind::Content)),
        ("revoked", Some(Kind::Content)),
        ("ciphertext", Some(Kind::Content)),
        ("hologram", Some(Kind::Content)),
        ("call_log", Some(Kind::Call)),
        ("poll_creation", Some(Kind::Content)),
        ("e2e_notification", None),
        ("notification_template", None),
        ("gp2", None),
        ("protocol", None),
    ] {
        let text = message(false, &format!(r#","type":"{sort}""#));
        let found = ledger(&FORMAT, &text).touches.first().map(meter_model::Touch::kind);
        assert_eq!(found, expected, "{sort}");
        assert_eq!(rejects(&FORMAT, &text), Vec::<String>::new(), "{sort}");
    }
    assert_eq!(ledger(&FORMAT, &message(false, "")).touches[0].kind(), Kind::Content);
}

#[test]
fn acknowledgements_are_numbers() {
    for (ack, expected) in [
        (0, Delivery::Pending),
        (1, Delivery::Sent),
        (2, Delivery::Delivered),
        (3, Delivery::Read),
        (4, Delivery::Read),
        (9, Delivery::Unknown),
    ] {
        let found = ledger(&FORMAT, &message(true, &format!(r#","ack":{ack}"#)));
        assert_eq!(found.touches[0].delivery(), expected, "{ack}");
    }
    assert_eq!(ledger(&FORMAT, &message(true, r#","ack":-1"#)).failed, [moment(1_716_163_200)]);
    assert_eq!(ledger(&FORMAT, &message(false, r#","ack":-1"#)).touches.len(), 1);
    let later = format!(r#"{{"id":{},"ack":3}}"#, id(true, "447700900001@c.us", "A"));
    let found = ledger(&FORMAT, &format!("{}\n{later}", message(true, r#","ack":0"#)));
    assert_eq!(found.touches[0].delivery(), Delivery::Read);
}

#[test]
fn groups_and_status_are_no_direct_chats() {
    for chat in ["120363012345678901@g.us", "status@broadcast", "12036304567@newsletter"] {
        let text = message(true, "").replace("447700900001@c.us", chat);
        let found = ledger(&FORMAT, &text);
        assert_eq!((found.touches.len(), found.age.message), (0, Some(moment(1_716_163_200))), "{chat}");
    }
}

#[test]
fn the_sender_of_own_messages_is_the_channel() {
    let own = |text: &str| {
        let persons = ledger(&FORMAT, text).persons;
        persons
            .iter()
            .filter(|person| person.own)
            .flat_map(|person| person.handles.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(own(&message(true, "")), [phone("447700900999")]);
    assert_eq!(own(&message(false, "")), []);
    // Engines that write the chat as sender do not make its person the channel.
    assert_eq!(own(&message(true, "").replace("447700900999", "447700900001")), []);
    let client = r#"{"pushname":"Me","wid":{"server":"c.us","user":"447700900999","_serialized":"447700900999@c.us"},"platform":"android"}"#;
    assert_eq!(own(client), [phone("447700900999")]);
}

#[test]
fn the_chat_with_oneself_is_none() {
    let note = message(true, "").replace("447700900001", "447700900999");
    let found = ledger(&FORMAT, &format!("{}\n{note}", message(true, "")));
    assert_eq!(touches(&found), [">1716163200"]);
}

fn contact(user: &str, server: &str, more: &str) -> String {
    format!(
        r#"{{"id":{{"server":"{server}","user":"{user}","_serialized":"{user}@{server}"}},"number":"{user}","name":"N"{more}}}"#
    )
}

#[test]
fn my_contacts_are_known() {
    let text = format!(
        r#"{{"contacts":[{},{},{},{},{},{}]}}"#,
        contact("447700900001", "c.us", r#","isMyContact":true"#),
        contact("447700900002", "c.us", r#","isMyContact":false"#),
        contact("12345678901234", "lid", r#","isMyContact":true"#),
        contact("120363012345678901", "g.us", r#","isMyContact":true"#),
        contact("447700900999", "c.us", r#","isMe":true,"isMyContact":true"#),
        contact("447700900003", "c.us", ""),
    );
    let collector = read(&FORMAT, &text);
    assert_eq!((collector.report.records, collector.report.rejected), (5, 0));
    let found = collector.facts.settle();
    assert!(found.address_book);
    // The number of a hidden identifier is no phone number.
    assert_eq!(known(&found), [phone("447700900001"), Handle::Lid(12_345_678_901_234)]);
    assert!(
        !ledger(&FORMAT, &format!("[{}]", contact("447700900003", "c.us", r#","pushname":"x""#)))
            .address_book
    );
}

#[test]
fn reactions_and_calls_are_touches() {
    let reaction = |own: bool, sender: &str, emoji: &str| {
        format!(
            r#"{{"id":{},"timestamp":1716163260,"reaction":"{emoji}","msgId":{},"senderId":"{sender}"}}"#,
            id(own, "447700900001@c.us", "R"),
            id(true, "447700900001@c.us", "A")
        )
    };
    assert_eq!(touches(&ledger(&FORMAT, &reaction(false, "447700900001@c.us", "x"))), ["<1716163260"]);
    assert_eq!(touches(&ledger(&FORMAT, &reaction(true, "447700900999@c.us", "x"))), [">1716163260"]);
    assert_eq!(touches(&ledger(&FORMAT, &reaction(true, "447700900999@c.us", ""))), Vec::<String>::new());
    let without_id = r#"{"msgId":{"remote":"447700900001@c.us","id":"A"},"senderId":"447700900001@c.us","reaction":"x","timestamp":1716163260}"#;
    assert_eq!(touches(&ledger(&FORMAT, without_id)), ["<1716163260"]);
    let call = |more: &str| {
        format!(
            r#"[{{"id":"C","from":"447700900001@c.us","timestamp":1716163300,"isVideo":false,"isGroup":false{more}}}]"#
        )
    };
    assert_eq!(touches(&ledger(&FORMAT, &call(""))), ["<1716163300"]);
    let to = r#","fromMe":true,"to":"447700900002@c.us""#;
    assert_eq!(touches(&ledger(&FORMAT, &call(to))), [">1716163300"]);
    assert_eq!(read(&FORMAT, &call("").replace(r#""isGroup":false"#, r#""isGroup":true"#)).report.records, 0);
}

#[test]
fn what_is_wrong_is_located_and_never_repeated() {
    let text = r#"[{"id":{"_serialized":"SECRET"},"timestamp":1,"from":"SECRET","fromMe":true},
        {"id":"3EB0","timestamp":1,"from":"447700900001@c.us","to":"447700900001@c.us"},
        {"id":"true_447700900001@c.us_A","timestamp":"SECRET","from":"x"},
        {"id":"SECRET","isMyContact":true},{"SECRET":"SECRET"},"SECRET",{"body":"SECRET","by":"SECRET"}]"#;
    assert_eq!(
        rejects(&FORMAT, text),
        [
            "[0].id: does not tell the chat, nor do `from` and `to`",
            "[1].fromMe: is missing",
            "[2].timestamp: is not readable as time since 2009",
            "[3].id: is not readable as contact id",
            "[4]: is none of the objects of WhatsApp's web client",
            "[5]: is no object",
            "[6]: is none of the objects of WhatsApp's web client",
        ]
    );
}

#[test]
fn damage_is_an_error_or_a_reject() {
    survives_damage(
        &FORMAT,
        &[
            (
                r#"[{"id":{"fromMe":true,"remote":"447700900001@c.us","id":"SECRETID","_serialized":"true_447700900001@c.us_SECRETID"},"ack":3,"body":"SECRET","type":"chat","timestamp":1716163200,"from":"447700900999@c.us","to":"447700900001@c.us","fromMe":true}]"#,
                1,
            ),
            (
                r#"{"id":{"server":"c.us","user":"447700900001","_serialized":"447700900001@c.us"},"name":"SECRET","isMe":false,"isMyContact":true}"#,
                1,
            ),
            (
                r#"[{"id":{"fromMe":false,"remote":"447700900001@c.us","id":"SECRETID"},"timestamp":1716163260,"reaction":"SECRET","msgId":{"id":"SECRETID"},"senderId":"447700900001@c.us"}]"#,
                1,
            ),
        ],
    );
}
