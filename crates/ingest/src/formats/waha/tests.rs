//! What is WAHA's own among the objects of the web client.

use meter_model::{Delivery, Handle, Kind};

use super::FORMAT;
use crate::formats::testing::{
    failed_at, known, ledger, moment, order_and_splits_change_nothing, phone, read, rejects, survives_damage,
    touches,
};

fn message(more: &str) -> String {
    format!(
        r#"{{"id":"true_447700900001@c.us_A","timestamp":1716163200,"from":"447700900999@c.us","fromMe":true,"to":"447700900001@c.us"{more}}}"#
    )
}

fn event(name: &str, payload: &str) -> String {
    format!(
        r#"{{"id":"evt_1","timestamp":1716163299000,"event":"{name}","session":"default","payload":{payload}}}"#
    )
}

#[test]
fn a_message_is_found_wherever_it_stands() {
    let one = message(r#","body":"hi""#);
    for text in [
        one.clone(),
        format!("[{one}]"),
        event("message.any", &one),
        event("message.waiting", &one),
        event("message.revoked", &format!(r#"{{"after":null,"before":{one},"revokedMessageId":"A"}}"#)),
        format!(
            r#"[{{"id":"447700900001@c.us","name":"Ann","picture":null,"lastMessage":{one},"_chat":{{"id":"x","unreadCount":0}}}}]"#
        ),
        format!(r#"{{"received":"x","body":{}}}"#, event("message", &one)),
    ] {
        assert_eq!(touches(&ledger(&FORMAT, &text)), [">1716163200"], "{text}");
        assert_eq!(rejects(&FORMAT, &text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn the_engine_says_what_the_gateway_does_not() {
    for (raw, expected) in [
        (r#"{"type":"chat"}"#, Some(Kind::Content)),
        (r#"{"type":"e2e_notification"}"#, None),
        (r#"{"type":"call_log"}"#, Some(Kind::Call)),
        (r#"{"key":{},"message":{"conversation":"x"}}"#, Some(Kind::Content)),
        (r#"{"key":{},"message":{"protocolMessage":{}}}"#, None),
        (r#"{"key":{},"messageStubType":"E2E_ENCRYPTED"}"#, None),
        (r#"{"key":{},"messageStubType":40}"#, Some(Kind::Call)),
        (r#"{"Info":{},"Message":{"pollUpdateMessage":{}}}"#, Some(Kind::Vote)),
        ("{}", Some(Kind::Content)),
        ("null", Some(Kind::Content)),
    ] {
        let found = ledger(&FORMAT, &message(&format!(r#","_data":{raw}"#)));
        assert_eq!(found.touches.first().map(meter_model::Touch::kind), expected, "{raw}");
    }
}

#[test]
fn acknowledgements_have_numbers_and_names() {
    for (ack, expected) in [
        (r#""ack":0,"ackName":"PENDING""#, Delivery::Pending),
        (r#""ackName":"SERVER""#, Delivery::Sent),
        (r#""ack":2"#, Delivery::Delivered),
        (r#""ack":4,"ackName":"PLAYED""#, Delivery::Read),
    ] {
        assert_eq!(ledger(&FORMAT, &message(&format!(",{ack}"))).touches[0].delivery(), expected, "{ack}");
        let later = event(
            "message.ack",
            &format!(r#"{{"id":"true_447700900001@c.us_A","from":"447700900999@c.us","fromMe":true,{ack}}}"#),
        );
        let found = ledger(&FORMAT, &format!("{}\n{later}", message("")));
        assert_eq!(found.touches[0].delivery(), expected, "{ack}");
    }
    let failed = ledger(&FORMAT, &message(r#","ack":-1,"ackName":"ERROR""#));
    assert_eq!(failed_at(&failed), [moment(1_716_163_200)]);
}

#[test]
fn reactions_votes_and_calls_are_touches() {
    let reaction = |text: &str| {
        event(
            "message.reaction",
            &format!(
                r#"{{"id":"false_447700900001@c.us_R","from":"447700900001@c.us","fromMe":false,"to":"447700900999@c.us","timestamp":1716163210,"reaction":{{"text":"{text}","messageId":"true_447700900001@c.us_A"}}}}"#
            ),
        )
    };
    assert_eq!(touches(&ledger(&FORMAT, &reaction("x"))), ["<1716163210"]);
    assert_eq!(ledger(&FORMAT, &reaction("x")).touches[0].kind(), Kind::Reaction);
    assert_eq!(read(&FORMAT, &reaction("")).report.records, 0);
    let vote = |options: &str| {
        event(
            "poll.vote",
            &format!(
                r#"{{"vote":{{"id":"false_447700900001@c.us_V","from":"447700900001@c.us","fromMe":false,"to":"me","selectedOptions":{options},"timestamp":1716163220}},"poll":{{"id":"true_447700900001@c.us_P","from":"me","fromMe":true,"to":"447700900001@c.us"}}}}"#
            ),
        )
    };
    assert_eq!(touches(&ledger(&FORMAT, &vote(r#"["x"]"#))), ["<1716163220"]);
    assert_eq!(read(&FORMAT, &vote("[]")).report.records, 0);
    for name in ["call.received", "call.rejected"] {
        let call = event(
            name,
            r#"{"id":"C","from":"447700900001@c.us","timestamp":1716163230,"isVideo":true,"isGroup":false}"#,
        );
        assert_eq!(touches(&ledger(&FORMAT, &call)), ["<1716163230"], "{name}");
    }
    for name in ["message.edited", "presence.update", "chat.archive", "label.upsert", "group.v2.join"] {
        let text = event(name, &message(""));
        let collector = read(&FORMAT, &text);
        assert_eq!((collector.report.records, collector.report.rejected), (0, 0), "{name}");
    }
}

#[test]
fn the_channel_is_who_the_session_is_of() {
    for text in [
        r#"{"event":"session.status","session":"default","me":{"id":"447700900999@c.us","lid":"99912345678901@lid"},"payload":{"status":"WORKING"}}"#,
        r#"[{"name":"default","status":"WORKING","config":{},"me":{"id":"447700900999@c.us","lid":"99912345678901@lid"},"engine":{"engine":"NOWEB"}}]"#,
    ] {
        let persons = ledger(&FORMAT, text).persons;
        assert_eq!(persons.len(), 1, "{text}");
        assert!(persons[0].own && persons[0].handles.len() == 2, "{text}");
        assert_eq!(rejects(&FORMAT, text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn hidden_identifiers_are_joined_to_numbers() {
    let raw = |from_me: bool| {
        format!(
            r#"[{{"id":"{from_me}_12345678901234@lid_A","timestamp":1716163200,"from":"12345678901234@lid","fromMe":{from_me},"to":null,"_data":{{"key":{{"remoteJid":"12345678901234@lid","remoteJidAlt":"447700900001@s.whatsapp.net"}},"message":{{"conversation":"x"}}}}}}]"#
        )
    };
    for text in [
        raw(true),
        raw(false),
        r#"[{"lid":"12345678901234@lid","pn":"447700900001@c.us"},{"lid":"23456789012345@lid","pn":null}]"#
            .to_owned(),
    ] {
        let persons = ledger(&FORMAT, &text).persons;
        assert_eq!(persons.len(), 1, "{text}");
        assert_eq!(persons[0].handles, [phone("447700900001"), Handle::Lid(12_345_678_901_234)], "{text}");
        assert!(!persons[0].own, "{text}");
        assert_eq!(rejects(&FORMAT, &text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn contacts_are_known_by_the_flag_only() {
    let text = r#"[{"id":"447700900001@c.us","name":"Ann","isMyContact":true},
        {"id":"447700900002@c.us","name":"Bob","isMyContact":false},
        {"id":"447700900003@c.us","name":"Cy","pushname":"cy"},
        {"id":"447700900004@c.us","name":"Dee","pushname":"dee","_data":{"isMyContact":true}},
        {"id":"120363012345678901@g.us","name":"Team","isMyContact":true}]"#;
    let found = ledger(&FORMAT, text);
    assert_eq!(known(&found), [phone("447700900001"), phone("447700900004")]);
    assert!(!ledger(&FORMAT, r#"[{"id":"447700900003@c.us","name":"Cy","pushname":"cy"}]"#).address_book);
}

/// The engine's own contact says it in its own words: `name` beside the marks of Baileys, `FullName` in the table of whatsmeow. The
/// gateway's `name` may be anything.
#[test]
fn without_the_flag_the_engine_says_who_is_known() {
    for (raw, is_known) in [
        (r#"{"id":"447700900001@s.whatsapp.net","name":"Ann","notify":"annie"}"#, true),
        (r#"{"id":"447700900001@s.whatsapp.net","notify":"annie"}"#, false),
        (r#"{"id":"447700900001@s.whatsapp.net","name":" ","imgUrl":null}"#, false),
        (r#"{"id":"447700900001@s.whatsapp.net","name":"Ann"}"#, false),
        (
            r#"{"Found":true,"FirstName":"Ann","FullName":"Ann Lee","PushName":"annie","BusinessName":""}"#,
            true,
        ),
        (r#"{"Found":true,"FirstName":"","FullName":"","PushName":"annie","BusinessName":""}"#, false),
        (r#"{"isMyContact":false,"name":"Ann","notify":"annie"}"#, false),
    ] {
        let text = format!(r#"[{{"id":"447700900001@c.us","name":"Ann","pushname":"annie","_data":{raw}}}]"#);
        let expected = if is_known { vec![phone("447700900001")] } else { vec![] };
        assert_eq!(known(&ledger(&FORMAT, &text)), expected, "{raw}");
    }
}

#[test]
fn damage_is_an_error_or_a_reject() {
    survives_damage(
        &FORMAT,
        &[
            (
                r#"{"event":"message.any","session":"SECRET","me":{"id":"447700900999@c.us"},"payload":{"id":"true_447700900001@c.us_SECRETID","timestamp":1716163200,"from":"447700900999@c.us","fromMe":true,"to":"447700900001@c.us","body":"SECRET","ack":3,"_data":{"key":{"remoteJid":"447700900001@s.whatsapp.net"},"message":{"conversation":"SECRET"}}}}"#,
                1,
            ),
            (r#"[{"id":"447700900001@c.us","name":"SECRET","isMyContact":true}]"#, 1),
            (r#"[{"lid":"12345678901234@lid","pn":"447700900001@c.us"}]"#, 0),
        ],
    );
}

#[test]
fn order_splitting_and_repeating_lines_change_nothing() {
    let log = include_str!("../../../../../fixtures/waha-json/webhook-log/input/events.ndjson");
    let lines: Vec<&str> = log.lines().filter(|line| line.ends_with('}')).collect();
    order_and_splits_change_nothing(&FORMAT, &lines);
}
