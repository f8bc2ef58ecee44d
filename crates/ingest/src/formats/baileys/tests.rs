//! What Baileys' objects become, counted by hand, alone and wherever they may stand.

mod addresses;

use meter_model::{Delivery, Kind};

use super::FORMAT;
use crate::formats::testing::{
    known, ledger, moment, order_and_splits_change_nothing, phone, read, read_with, rejects, survives_damage,
    touches,
};
use crate::{Role, TextKey};

fn message(id: &str, from_me: bool, more: &str) -> String {
    format!(
        r#"{{"key":{{"remoteJid":"447700900001@s.whatsapp.net","fromMe":{from_me},"id":"{id}"}},"messageTimestamp":1716163200{more}}}"#
    )
}

fn content(part: &str) -> String {
    message("A", false, &format!(r#","message":{part}"#))
}

#[test]
fn a_message_is_found_wherever_it_stands() {
    let one = message("A", true, r#","message":{"conversation":"hi"}"#);
    for text in [
        one.clone(),
        format!("[{one}]"),
        format!(r#"{{"messages":[{one}],"type":"notify"}}"#),
        format!(r#"{{"chats":[],"contacts":{{}},"messages":{{"447700900001@s.whatsapp.net":[{one}]}}}}"#),
        format!(r#"{{"447700900001@s.whatsapp.net":[{one}]}}"#),
        format!(r#"{{"messages":{{"447700900001@s.whatsapp.net":{{"A":{one}}}}}}}"#),
        format!(r#"{{"messages.upsert":{{"messages":[{one}],"type":"append"}}}}"#),
        format!(
            r#"{{"event":"messaging-history.set","data":{{"chats":[],"contacts":[],"messages":[{one}],"isLatest":true}}}}"#
        ),
        format!(
            r#"{{"chats":[{{"id":"447700900001@s.whatsapp.net","messages":[{{"message":{one},"msgOrderId":"1"}}]}}]}}"#
        ),
        format!(r#"{{"at":1,"body":"{}"}}"#, one.replace('"', "\\\"")),
    ] {
        assert_eq!(touches(&ledger(&FORMAT, &text)), [">1716163200"], "{text}");
        assert_eq!(rejects(&FORMAT, &text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn parts_of_a_message_say_what_it_counts_as() {
    for (part, expected) in [
        (r#"{"conversation":"hi"}"#, Some(Kind::Content)),
        (r#"{"messageContextInfo":{},"extendedTextMessage":{"text":"hi"}}"#, Some(Kind::Content)),
        (r#"{"hologramMessage":{}}"#, Some(Kind::Content)),
        (r#"{"viewOnceMessageV2":{"message":{"videoMessage":{}}}}"#, Some(Kind::Content)),
        (r#"{"ephemeralMessage":{"message":{"reactionMessage":{"text":"x"}}}}"#, Some(Kind::Reaction)),
        (r#"{"ephemeralMessage":{"message":{"protocolMessage":{"type":14}}}}"#, None),
        (r#"{"deviceSentMessage":{"message":{}}}"#, Some(Kind::Content)),
        (r#"{"reactionMessage":{"text":"👍"}}"#, Some(Kind::Reaction)),
        (r#"{"reactionMessage":{"text":""}}"#, None),
        (r#"{"pollUpdateMessage":{}}"#, Some(Kind::Vote)),
        (r#"{"pollCreationMessageV3":{"name":"x"}}"#, Some(Kind::Content)),
        (r#"{"encEventResponseMessage":{}}"#, Some(Kind::Vote)),
        (r#"{"callLogMesssage":{"isVideo":false}}"#, Some(Kind::Call)),
        (r#"{"protocolMessage":{"type":"REVOKE"}}"#, None),
        (r#"{"editedMessage":{"message":{"protocolMessage":{}}}}"#, None),
        (r#"{"pinInChatMessage":{}}"#, None),
        (r#"{"senderKeyDistributionMessage":{}}"#, None),
        (r#"{"senderKeyDistributionMessage":{},"conversation":"hi"}"#, Some(Kind::Content)),
        ("{}", None),
        ("null", None),
    ] {
        let text = content(part);
        let found = ledger(&FORMAT, &text).touches.first().map(meter_model::Touch::kind);
        assert_eq!(found, expected, "{part}");
        assert_eq!(rejects(&FORMAT, &text), Vec::<String>::new(), "{part}");
    }
}

#[test]
fn stubs_are_notices_but_for_what_somebody_did() {
    for (stub, expected) in [
        ("1", Some(Kind::Content)),
        ("\"REVOKE\"", Some(Kind::Content)),
        ("2", Some(Kind::Content)),
        ("\"CALL_MISSED_VIDEO\"", Some(Kind::Call)),
        ("40", Some(Kind::Call)),
        ("67", None),
        ("\"E2E_ENCRYPTED\"", None),
        ("\"GROUP_CREATE\"", None),
    ] {
        for message_part in ["", r#","message":null"#] {
            let text = message("A", false, &format!(r#","messageStubType":{stub}{message_part}"#));
            let found = ledger(&FORMAT, &text).touches.first().map(meter_model::Touch::kind);
            assert_eq!(found, expected, "{text}");
        }
    }
    // A message that could be decrypted at the second try keeps the stub of the first.
    let text = message("A", false, r#","messageStubType":2,"message":{"reactionMessage":{"text":"x"}}"#);
    assert_eq!(ledger(&FORMAT, &text).touches[0].kind(), Kind::Reaction);
    // Only the frame was kept, or the stub is the zero of a default.
    assert_eq!(ledger(&FORMAT, &message("A", true, "")).touches.len(), 1);
    assert_eq!(ledger(&FORMAT, &message("A", true, r#","messageStubType":0"#)).touches.len(), 1);
}

#[test]
fn acknowledgements_come_with_the_message_or_later() {
    for (status, expected) in [
        ("1", Delivery::Pending),
        ("\"SERVER_ACK\"", Delivery::Sent),
        ("3", Delivery::Delivered),
        ("\"READ\"", Delivery::Read),
        ("5", Delivery::Read),
        ("\"odd\"", Delivery::Unknown),
    ] {
        let sent = message("A", true, &format!(r#","status":{status}"#));
        assert_eq!(ledger(&FORMAT, &sent).touches[0].delivery(), expected, "{status}");
        let update = format!(
            r#"[{{"key":{{"remoteJid":"447700900001@s.whatsapp.net","fromMe":true,"id":"A"}},"update":{{"status":{status}}}}}]"#
        );
        let text = format!("{update}\n{}", message("A", true, ""));
        assert_eq!(ledger(&FORMAT, &text).touches[0].delivery(), expected, "{status}");
    }
    let receipt = r#"{"key":{"remoteJid":"447700900001@s.whatsapp.net","fromMe":true,"id":"A"},"receipt":{"userJid":"447700900001@s.whatsapp.net","readTimestamp":1716163300}}"#;
    let text = format!("{}\n{receipt}", message("A", true, r#","status":2"#));
    assert_eq!(ledger(&FORMAT, &text).touches[0].delivery(), Delivery::Read);
    // Incoming messages have a status, too, which says nothing.
    assert_eq!(
        ledger(&FORMAT, &message("A", false, r#","status":0"#)).touches[0].delivery(),
        Delivery::Unknown
    );
    let failed = ledger(&FORMAT, &message("A", true, r#","status":"ERROR""#));
    assert_eq!((failed.touches.len(), failed.failed), (0, vec![moment(1_716_163_200)]));
}

#[test]
fn responses_that_hang_on_a_message_are_touches_of_their_own() {
    let hung = |key: &str, text: &str| {
        format!(
            r#","message":{{"conversation":"x"}},"{key}":[{{"key":{{"remoteJid":"447700900001@s.whatsapp.net","fromMe":false,"id":"R"}},"pollUpdateMessageKey":{{"remoteJid":"447700900001@s.whatsapp.net","fromMe":false,"id":"R"}},"text":"{text}","senderTimestampMs":{{"low":0,"high":0}}}},{{"key":{{"remoteJid":"447700900001@s.whatsapp.net","fromMe":false,"id":"R"}},"pollUpdateMessageKey":{{"remoteJid":"447700900001@s.whatsapp.net","fromMe":false,"id":"R"}},"text":"{text}","senderTimestampMs":"1716163260123"}}]"#
        )
    };
    let both = [">1716163200", "<1716163260"];
    let found = |key, text| {
        let mut found = touches(&ledger(&FORMAT, &message("A", true, &hung(key, text))));
        found.sort_by(|one, other| one[1..].cmp(&other[1..]));
        found
    };
    assert_eq!(found("reactions", "👍"), both);
    assert_eq!(found("reactions", ""), both[..1]);
    assert_eq!(found("pollUpdates", ""), both);
}

#[test]
fn names_are_saved_and_push_names_are_not() {
    let text = r#"{"contacts":{
        "447700900001@s.whatsapp.net":{"id":"447700900001@s.whatsapp.net","name":" Ann\u200e Lee","notify":"a"},
        "447700900002@s.whatsapp.net":{"id":"447700900002@s.whatsapp.net","notify":"Bob"},
        "12345678901234@lid":{"id":"12345678901234@lid","name":"Cy","phoneNumber":"447700900003@s.whatsapp.net"},
        "4":{"id":"447700900004@s.whatsapp.net","name":"","verifiedName":"Dee's"},
        "120363012345678901@g.us":{"id":"120363012345678901@g.us","name":"Team"}}}"#;
    let collector = read(&FORMAT, text.replace("\"4\":", "\"447700900004@s.whatsapp.net\":").as_str());
    assert_eq!((collector.report.records, collector.report.rejected), (4, 0));
    let ledger = collector.facts.settle();
    assert_eq!(known(&ledger), [phone("447700900001"), phone("447700900003")]);
    let nobody =
        r#"{"contacts":{"447700900002@s.whatsapp.net":{"id":"447700900002@s.whatsapp.net","notify":"Bob"}}}"#;
    assert!(!crate::formats::testing::ledger(&FORMAT, nobody).address_book);
    let strangers = read_with(&FORMAT, text.as_bytes(), Role::Strangers, &TextKey::default()).unwrap();
    assert!(!strangers.facts.settle().address_book);
}

#[test]
fn groups_and_own_number_prove_the_age() {
    let me = r#"{"me":{"id":"447700900999:4@s.whatsapp.net","lid":"99912345678901:4@lid"}}"#;
    for group in [
        r#"[{"id":"120363012345678901@g.us","subject":"x","owner":"447700900999@s.whatsapp.net","creation":1500000000,"participants":[]}]"#,
        r#"[{"id":"120363012345678901@g.us","subject":"x","owner":"99912345678901@lid","ownerPn":"447700900999@s.whatsapp.net","creation":1500000000,"participants":[]}]"#,
        r#"{"chats":[{"id":"120363012345678901@g.us","conversationTimestamp":1,"createdBy":"447700900999@s.whatsapp.net","createdAt":"1500000000"}]}"#,
    ] {
        let found = ledger(&FORMAT, &format!("{me}\n{group}"));
        assert_eq!(found.age.group, Some(moment(1_500_000_000)), "{group}");
        assert!(found.persons[0].own && found.persons[0].handles.len() == 2, "{group}");
    }
}

#[test]
fn what_is_wrong_is_located_and_never_repeated() {
    let text = r#"{"messages":[{"key":{"remoteJid":"SECRET","fromMe":true,"id":"A"},"messageTimestamp":1},
        {"key":{"remoteJid":"447700900001@s.whatsapp.net","fromMe":"SECRET","id":"A"},"messageTimestamp":1},
        {"key":{"remoteJid":"447700900001@s.whatsapp.net","fromMe":true,"id":"A"},"messageTimestamp":"SECRET"},
        {"key":7,"messageTimestamp":1},{"key":null},{"SECRET":1},"SECRET"],"contacts":7,"chats":[{"id":"447700900001@s.whatsapp.net","messages":7}]}"#;
    assert_eq!(
        rejects(&FORMAT, text),
        [
            "messages[0].key.remoteJid: is not readable as chat address",
            "messages[1].key.fromMe: is not readable as true or false",
            "messages[2].messageTimestamp: is not readable as time since 2009",
            "messages[3].key: is no object",
            "messages[4].key: is missing",
            "messages[5]: is none of the objects that Baileys keeps",
            "messages[6]: is no object",
            "contacts: is no list or object",
        ]
    );
}

#[test]
fn wrappings_end_somewhere() {
    let deep = "[".repeat(100) + &"]".repeat(100);
    assert_eq!(rejects(&FORMAT, &deep), [format!("{}: is wrapped too deeply", "[0]".repeat(17))]);
    let mut text = r#"{"key":{"remoteJid":"447700900001@s.whatsapp.net","fromMe":true,"id":"A"},"messageTimestamp":1716163200}"#.to_owned();
    for _ in 0..4 {
        let written = text.replace('\\', "\\\\").replace('"', "\\\"");
        text = format!(r#"{{"chats":[{{"id":"x","unreadCount":0,"messages":[{{"body":"{written}"}}]}}]}}"#);
    }
    // Each round takes five steps: chats, [0], messages, [0], body.
    let where_it_ends = "chats[0].messages[0].body.".repeat(3) + "chats[0]";
    assert_eq!(rejects(&FORMAT, &text), [format!("{where_it_ends}: is wrapped too deeply")]);
}

#[test]
fn damage_is_an_error_or_a_reject() {
    survives_damage(
        &FORMAT,
        &[
            (
                r#"{"messages":{"447700900001@s.whatsapp.net":[{"key":{"remoteJid":"447700900001@s.whatsapp.net","fromMe":true,"id":"SECRETID"},"messageTimestamp":{"low":1716163200,"high":0,"unsigned":true},"message":{"conversation":"SECRET"},"status":3}]}}"#,
                1,
            ),
            (
                r#"{"contacts":{"447700900001@s.whatsapp.net":{"id":"447700900001@s.whatsapp.net","name":"SECRET","lid":"12345678901234@lid"}}}"#,
                1,
            ),
            (
                r#"{"messages.reaction":[{"key":{"id":"SECRETID"},"reaction":{"key":{"remoteJid":"447700900001@s.whatsapp.net","fromMe":false,"id":"SECRETID"},"text":"SECRET","senderTimestampMs":1716163260123}}]}"#,
                1,
            ),
            (
                r#"[{"from":"447700900001@s.whatsapp.net","id":"SECRETID","date":"2024-05-20T00:00:00Z","status":"offer","isVideo":false}]"#,
                1,
            ),
        ],
    );
}

#[test]
fn order_splitting_and_repeating_lines_change_nothing() {
    let log = include_str!("../../../../../fixtures/baileys-json/event-log/input/events.ndjson");
    let lines: Vec<&str> = log.lines().filter(|line| line.ends_with('}')).collect();
    order_and_splits_change_nothing(&FORMAT, &lines);
}
