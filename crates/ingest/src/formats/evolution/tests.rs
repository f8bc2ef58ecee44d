//! What Evolution's objects become, counted by hand.

use meter_model::{Delivery, Handle, Kind};

use super::FORMAT;
use crate::formats::testing::{
    failed_at, ledger, moment, order_and_splits_change_nothing, phone, read, rejects, survives_damage,
    touches,
};
use crate::settle::Page;

const KEY: &str = r#"{"id":"A","fromMe":true,"remoteJid":"447700900001@s.whatsapp.net"}"#;

fn message(more: &str) -> String {
    format!(r#"{{"id":"c1","key":{KEY},"messageTimestamp":1716163200,"instanceId":"i"{more}}}"#)
}

#[test]
fn a_message_is_found_wherever_it_stands() {
    let one = message(r#","messageType":"conversation","message":{"conversation":"hi"}"#);
    let in_strings = one
        .replace(KEY, &format!("\"{}\"", KEY.replace('"', "\\\"")))
        .replace(r#"{"conversation":"hi"}"#, r#""{\"conversation\":\"hi\"}""#);
    for text in [
        one.clone(),
        in_strings,
        format!("[{one}]"),
        format!(r#"{{"messages":{{"total":1,"pages":1,"currentPage":1,"records":[{one}]}}}}"#),
        format!(r#"{{"Message":[{one}],"Contact":[],"Chat":[]}}"#),
        format!(r#"[{{"remoteJid":"447700900001@s.whatsapp.net","name":null,"lastMessage":{one}}}]"#),
        format!(r#"{{"event":"messages.upsert","instance":"shop","data":{one}}}"#),
        format!(r#"{{"event":"MESSAGES_SET","instance":"shop","data":[{one}]}}"#),
        format!(r#"{{"headers":{{}},"body":{{"event":"send.message","instance":"shop","data":{one}}}}}"#),
    ] {
        assert_eq!(touches(&ledger(&FORMAT, &text)), [">1716163200"], "{text}");
        assert_eq!(rejects(&FORMAT, &text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn the_type_decides_where_there_is_no_content() {
    for (sort, expected) in [
        ("conversation", Some(Kind::Content)),
        ("reactionMessage", Some(Kind::Reaction)),
        ("pollUpdateMessage", Some(Kind::Vote)),
        ("protocolMessage", None),
        ("editedMessage", None),
    ] {
        for part in ["", r#","message":null"#, r#","message":{}"#] {
            let text = message(&format!(r#","messageType":"{sort}"{part}"#));
            let found = ledger(&FORMAT, &text).touches.first().map(meter_model::Touch::kind);
            assert_eq!(found, expected, "{text}");
        }
    }
}

#[test]
fn events_about_older_messages_are_no_touches() {
    let one = message(r#","messageType":"conversation","message":{"conversation":"hi"}"#);
    for event in
        ["messages.edited", "messages.delete", "send.message.update", "presence.update", "labels.edit"]
    {
        let text = format!(r#"{{"event":"{event}","instance":"shop","data":{one}}}"#);
        assert_eq!(read(&FORMAT, &text).report.records, 0, "{event}");
        assert_eq!(rejects(&FORMAT, &text), Vec::<String>::new(), "{event}");
    }
}

#[test]
fn acknowledgements_come_in_rows_and_events() {
    let sent = message(r#","messageType":"conversation","status":"PENDING""#);
    for update in [
        r#"{"event":"messages.update","instance":"shop","data":{"keyId":"A","remoteJid":"447700900001@s.whatsapp.net","fromMe":true,"status":"READ","messageId":"c1"}}"#,
        r#"{"event":"messages.update","instance":"shop","data":[{"id":"A","remoteJid":"447700900001@s.whatsapp.net","fromMe":true,"status":"READ"}]}"#,
        r#"[{"id":"u1","keyId":"A","remoteJid":"447700900001@s.whatsapp.net","fromMe":true,"status":"READ","messageId":"c1","instanceId":"i"}]"#,
    ] {
        let found = ledger(&FORMAT, &format!("{sent}\n{update}"));
        assert_eq!(found.touches[0].delivery(), Delivery::Read, "{update}");
        assert_eq!(rejects(&FORMAT, update), Vec::<String>::new(), "{update}");
    }
    let nested = message(
        r#","messageType":"conversation","MessageUpdate":[{"status":"SERVER_ACK"},{"status":"DELIVERY_ACK"}]"#,
    );
    assert_eq!(ledger(&FORMAT, &nested).touches[0].delivery(), Delivery::Delivered);
    let failed = message(r#","messageType":"conversation","status":"ERROR""#);
    assert_eq!(failed_at(&ledger(&FORMAT, &failed)), [moment(1_716_163_200)]);
}

#[test]
fn saved_is_no_evidence() {
    let text = r#"[{"id":"c","remoteJid":"447700900001@s.whatsapp.net","pushName":"annie","profilePicUrl":"x","isSaved":true,"type":"contact"},
        {"id":"d","remoteJid":"12345678901234@lid","pushName":"bob","isSaved":true},
        {"id":"e","remoteJid":"120363012345678901@g.us","pushName":"Team","isSaved":true,"type":"group"},
        {"id":"f","remoteJid":"x","pushName":"y"}]"#;
    let collector = read(&FORMAT, text);
    assert_eq!((collector.report.records, collector.report.rejected), (2, 1));
    let found = collector.facts.settle();
    assert!(!found.address_book && found.persons.iter().all(|person| !person.known));
}

#[test]
fn the_channel_is_whoever_sends_the_webhooks() {
    for text in [
        r#"{"event":"contacts.update","instance":"shop","data":[],"sender":"447700900999@s.whatsapp.net"}"#,
        r#"{"event":"connection.update","instance":"shop","data":{"instance":"shop","state":"open","wuid":"447700900999@s.whatsapp.net"}}"#,
        r#"[{"id":"i","name":"shop","connectionStatus":"open","ownerJid":"447700900999@s.whatsapp.net"}]"#,
        r#"[{"instance":{"instanceName":"shop","owner":"447700900999@s.whatsapp.net","status":"open"}}]"#,
    ] {
        let persons = ledger(&FORMAT, text).persons;
        assert_eq!(persons.len(), 1, "{text}");
        assert!(persons[0].own, "{text}");
    }
    let other = r#"{"event":"contacts.update","instance":"shop","data":[],"sender":"shop"}"#;
    assert_eq!(ledger(&FORMAT, other).persons.len(), 0);
}

#[test]
fn an_earlier_address_of_a_chat_is_the_same_person() {
    let text = message(r#","messageType":"conversation""#).replace(
        r#""id":"A","fromMe":true"#,
        r#""id":"A","fromMe":false,"previousRemoteJid":"12345678901234@lid""#,
    );
    assert_eq!(
        ledger(&FORMAT, &text).persons[0].handles,
        [phone("447700900001"), Handle::Lid(12_345_678_901_234)]
    );
}

#[test]
fn pages_say_how_many_there_are() {
    let one = message(r#","messageType":"protocolMessage""#);
    let page = |rest: &str| format!(r#"{{"messages":{{{rest}"records":[{one},{one}]}}}}"#);
    for (text, expected) in [
        (
            page(r#""total":120,"pages":60,"currentPage":2,"#),
            vec![Page { total: 120, number: 2, records: 2 }],
        ),
        (page(r#""total":"120","#), vec![Page { total: 120, number: 1, records: 2 }]),
        (page(r#""total":-1,"#), vec![]),
        (page(""), vec![]),
    ] {
        assert_eq!(read(&FORMAT, &text).pages, expected, "{text}");
    }
    assert_eq!(rejects(&FORMAT, r#"{"messages":{"total":1,"records":7}}"#), ["messages.records: is no list"]);
}

#[test]
fn damage_is_an_error_or_a_reject() {
    survives_damage(
        &FORMAT,
        &[
            (
                r#"{"messages":{"total":1,"pages":1,"currentPage":1,"records":[{"key":{"id":"SECRETID","fromMe":true,"remoteJid":"447700900001@s.whatsapp.net"},"messageType":"conversation","message":{"conversation":"SECRET"},"messageTimestamp":1716163200,"MessageUpdate":[{"status":"READ"}]}]}}"#,
                1,
            ),
            (r#"[{"remoteJid":"447700900001@s.whatsapp.net","pushName":"SECRET","isSaved":true}]"#, 1),
            (
                r#"{"event":"messages.upsert","instance":"SECRET","data":{"key":"{\"id\":\"SECRETID\",\"fromMe\":false,\"remoteJid\":\"447700900001@s.whatsapp.net\"}","messageType":"conversation","messageTimestamp":"1716163200"},"sender":"447700900999@s.whatsapp.net"}"#,
                1,
            ),
        ],
    );
}

#[test]
fn order_splitting_and_repeating_lines_change_nothing() {
    let log = include_str!("../../../../../fixtures/evolution-json/webhook-log/input/webhooks.ndjson");
    let lines: Vec<&str> = log.lines().filter(|line| line.ends_with('}')).collect();
    order_and_splits_change_nothing(&FORMAT, &lines);
}
