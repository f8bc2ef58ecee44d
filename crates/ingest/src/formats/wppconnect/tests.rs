//! What is `WPPConnect`'s own among the objects of the web client.

use meter_model::Delivery;

use super::FORMAT;
use crate::formats::testing::{known, ledger, phone, read, rejects, survives_damage, touches};

fn message(more: &str) -> String {
    format!(
        r#"{{"id":"false_447700900001@c.us_A","t":1716163200,"from":"447700900001@c.us","to":"447700900999@c.us","type":"chat"{more}}}"#
    )
}

#[test]
fn a_message_is_found_wherever_it_stands() {
    let one = message(r#","chatId":"447700900001@c.us","fromMe":false"#);
    for text in [
        one.clone(),
        message(""),
        format!(r#"{{"status":"success","response":[{one}]}}"#),
        format!(r#"{{"status":"success","response":{{"messages":[{one}]}}}}"#),
        format!(r#"{{"event":"onmessage","session":"shop",{}"#, &one[1..]),
        one.replace(r#""t":1716163200"#, r#""timestamp":1716163200"#),
        one.replace(
            r#""false_447700900001@c.us_A""#,
            r#"{"fromMe":false,"remote":"447700900001@c.us","id":"A","_serialized":"false_447700900001@c.us_A"}"#,
        ),
        one.replace("false_447700900001@c.us_A", "A"),
    ] {
        assert_eq!(touches(&ledger(&FORMAT, &text)), ["<1716163200"], "{text}");
        assert_eq!(rejects(&FORMAT, &text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn the_flag_of_a_sender_is_no_address_book_but_that_of_a_chat_is() {
    let sent = message(r#","sender":{"id":"447700900001@c.us","formattedName":"Ann","isMyContact":true}"#);
    assert!(!ledger(&FORMAT, &sent).address_book);
    let chat = |flag: bool| {
        format!(
            r#"[{{"id":{{"server":"c.us","user":"447700900001","_serialized":"447700900001@c.us"}},"t":1,"unreadCount":0,"contact":{{"id":"447700900001@c.us","name":"Ann","isMyContact":{flag}}},"msgs":[{}]}}]"#,
            message("")
        )
    };
    let found = ledger(&FORMAT, &chat(true));
    assert_eq!(
        (known(&found), touches(&found)),
        (vec![phone("447700900001")], vec!["<1716163200".to_owned()])
    );
    let found = ledger(&FORMAT, &chat(false));
    assert!(found.address_book && known(&found).is_empty());
}

#[test]
fn events_of_the_server_are_told_apart() {
    let ack = r#"{"event":"onack","session":"shop","id":{"fromMe":true,"remote":"447700900001@c.us","id":"A","_serialized":"true_447700900001@c.us_A"},"t":1716163200,"type":"chat","ack":2,"from":"447700900999@c.us","to":"447700900001@c.us"}"#;
    let found = ledger(&FORMAT, ack);
    assert_eq!((found.touches.len(), found.touches[0].delivery()), (1, Delivery::Delivered));
    let reaction = r#"{"event":"onreactionmessage","session":"shop","id":{"fromMe":false,"remote":"447700900001@c.us","id":"R"},"msgId":{"fromMe":true,"remote":"447700900001@c.us","id":"A"},"reactionText":"x","timestamp":1716163260}"#;
    assert_eq!(touches(&ledger(&FORMAT, reaction)), ["<1716163260"]);
    let vote = |options: &str, sender: &str| {
        format!(
            r#"{{"event":"onpollresponse","session":"shop","msgId":{{"fromMe":true,"remote":"447700900001@c.us","id":"P"}},"chatId":"447700900001@c.us","selectedOptions":{options},"timestamp":1716163270000,"sender":"{sender}"}}"#
        )
    };
    assert_eq!(touches(&ledger(&FORMAT, &vote(r#"[{"name":"x"}]"#, "447700900001@c.us"))), ["<1716163270"]);
    assert_eq!(touches(&ledger(&FORMAT, &vote(r#"[{"name":"x"}]"#, "447700900999@c.us"))), [">1716163270"]);
    assert_eq!(read(&FORMAT, &vote("[]", "447700900001@c.us")).report.records, 0);
    assert_eq!(
        rejects(&FORMAT, &vote(r#"["x"]"#, "12345678901234@lid")),
        ["document 1: does not tell who did it"].map(|why| why.replace("document 1", "senderId"))
    );
    let call = r#"{"event":"incomingcall","session":"shop","id":"C","peerJid":"447700900001@c.us","offerTime":1716163280,"isVideo":false,"isGroup":false}"#;
    assert_eq!(touches(&ledger(&FORMAT, call)), ["<1716163280"]);
    for idle in [
        r#"{"event":"onpresencechanged","session":"shop","id":"447700900001@c.us","t":1716163200,"isOnline":true}"#,
        r#"{"event":"status-find","session":"shop","status":"inChat"}"#,
        r#"{"status":"success","response":[]}"#,
    ] {
        let collector = read(&FORMAT, idle);
        assert_eq!((collector.report.records, collector.report.rejected), (0, 0), "{idle}");
    }
}

#[test]
fn damage_is_an_error_or_a_reject() {
    survives_damage(
        &FORMAT,
        &[
            (
                r#"{"status":"success","response":[{"id":"true_447700900001@c.us_SECRETID","t":1716163200,"from":"447700900999@c.us","to":"447700900001@c.us","chatId":"447700900001@c.us","fromMe":true,"type":"chat","body":"SECRET","ack":3}]}"#,
                1,
            ),
            (
                r#"[{"id":"447700900001@c.us","t":1716163200,"unreadCount":0,"contact":{"id":"447700900001@c.us","name":"SECRET","isMyContact":true}}]"#,
                1,
            ),
            (
                r#"[{"msgId":{"remote":"447700900001@c.us","id":"SECRETID"},"chatId":"447700900001@c.us","selectedOptions":[{"name":"SECRET"}],"timestamp":1716163270,"sender":"447700900001@c.us"}]"#,
                1,
            ),
        ],
    );
}
