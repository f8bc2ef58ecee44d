//! What GREEN-API's objects become, counted by hand.

use meter_model::{Delivery, Kind};

use super::FORMAT;
use crate::formats::testing::{
    known, ledger, moment, order_and_splits_change_nothing, phone, read, read_with, rejects, survives_damage,
    touches,
};
use crate::{Role, TextKey};

fn message(side: &str, more: &str) -> String {
    format!(
        r#"{{"type":"{side}","idMessage":"A","timestamp":1716163200,"chatId":"447700900001@c.us"{more}}}"#
    )
}

fn notification(sort: &str, more: &str) -> String {
    format!(
        r#"{{"typeWebhook":"{sort}","instanceData":{{"idInstance":1,"wid":"447700900999@c.us"}},"timestamp":1716163200,"idMessage":"A"{more}}}"#
    )
}

fn received(sort: &str, message: &str) -> String {
    notification(sort, &format!(r#","senderData":{{"chatId":"447700900001@c.us"}},"messageData":{message}"#))
}

#[test]
fn a_message_is_found_wherever_it_stands() {
    let one = message("outgoing", r#","typeMessage":"textMessage","textMessage":"hi""#);
    let hook = received(
        "outgoingMessageReceived",
        r#"{"typeMessage":"textMessage","textMessageData":{"textMessage":"hi"}}"#,
    );
    for text in [
        one.clone(),
        message("outgoing", ""),
        format!("[{one}]"),
        format!(r#"{{"messages":[{one}]}}"#),
        format!(r#"{{"447700900001@c.us":[{one}]}}"#),
        hook.clone(),
        hook.replace("outgoingMessage", "outgoingAPIMessage"),
        format!(r#"{{"receiptId":7,"body":{hook}}}"#),
        format!(r#"{{"body":"{}"}}"#, hook.replace('"', "\\\"")),
        format!("[{one},{hook}]"),
    ] {
        assert_eq!(touches(&ledger(&FORMAT, &text)), [">1716163200"], "{text}");
        assert_eq!(rejects(&FORMAT, &text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn types_say_what_a_message_counts_as() {
    for (sort, expected) in [
        ("textMessage", Some(Kind::Content)),
        ("hologramMessage", Some(Kind::Content)),
        ("reactionMessage", Some(Kind::Reaction)),
        ("pollUpdateMessage", Some(Kind::Vote)),
        ("pollMessage", Some(Kind::Content)),
        ("deletedMessage", None),
        ("editedMessage", None),
    ] {
        for text in [
            message("incoming", &format!(r#","typeMessage":"{sort}""#)),
            received("incomingMessageReceived", &format!(r#"{{"typeMessage":"{sort}"}}"#)),
        ] {
            let found = ledger(&FORMAT, &text).touches.first().map(meter_model::Touch::kind);
            assert_eq!(found, expected, "{text}");
        }
    }
    for text in [
        message("incoming", r#","typeMessage":"reactionMessage","extendedTextMessageData":{"text":""}"#),
        received(
            "incomingMessageReceived",
            r#"{"typeMessage":"reactionMessage","extendedTextMessageData":{"text":""}}"#,
        ),
    ] {
        assert_eq!(read(&FORMAT, &text).report.records, 0, "a reaction taken back: {text}");
    }
}

#[test]
fn the_same_text_has_the_same_key_wherever_it_stands() {
    let key = TextKey::default();
    let text_of = |text: &str| {
        let collector = read_with(&FORMAT, text.as_bytes(), Role::AddressBook, &key).unwrap();
        collector.facts.settle().touches[0].text_key()
    };
    let expected = text_of(&message("outgoing", r#","typeMessage":"textMessage","textMessage":"SECRET""#));
    assert!(expected.is_some());
    for text in [
        message("outgoing", r#","typeMessage":"imageMessage","caption":"SECRET""#),
        message(
            "outgoing",
            r#","typeMessage":"extendedTextMessage","extendedTextMessage":{"text":"SECRET"}"#,
        ),
        received(
            "outgoingMessageReceived",
            r#"{"typeMessage":"textMessage","textMessageData":{"textMessage":"SECRET"}}"#,
        ),
        received(
            "outgoingMessageReceived",
            r#"{"typeMessage":"quotedMessage","extendedTextMessageData":{"text":"SECRET"}}"#,
        ),
        received(
            "outgoingMessageReceived",
            r#"{"typeMessage":"imageMessage","fileMessageData":{"caption":"SECRET"}}"#,
        ),
    ] {
        assert_eq!(text_of(&text), expected, "{text}");
    }
    assert_eq!(text_of(&message("outgoing", r#","typeMessage":"imageMessage","caption":"""#)), None);
}

#[test]
fn acknowledgements_come_with_the_message_or_later() {
    for (word, expected) in [
        ("pending", Delivery::Pending),
        ("sent", Delivery::Sent),
        ("delivered", Delivery::Delivered),
        ("read", Delivery::Read),
        ("odd", Delivery::Unknown),
    ] {
        let sent = message("outgoing", &format!(r#","statusMessage":"{word}""#));
        assert_eq!(ledger(&FORMAT, &sent).touches[0].delivery(), expected, "{word}");
        let later = notification(
            "outgoingMessageStatus",
            &format!(r#","chatId":"447700900001@c.us","status":"{word}""#),
        );
        let found = ledger(&FORMAT, &format!("{}\n{later}", message("outgoing", "")));
        assert_eq!(found.touches[0].delivery(), expected, "{word}");
    }
    for word in ["failed", "noAccount", "yellowCard"] {
        let found = ledger(&FORMAT, &message("outgoing", &format!(r#","statusMessage":"{word}""#)));
        assert_eq!((found.touches.len(), found.failed), (0, vec![moment(1_716_163_200)]), "{word}");
    }
    let incoming = message("incoming", r#","statusMessage":"failed""#);
    assert_eq!(ledger(&FORMAT, &incoming).touches.len(), 1);
}

#[test]
fn contact_names_are_saved_and_names_are_not() {
    let text = r#"[{"id":"447700900001@c.us","name":"annie","contactName":"Ann","type":"user"},
        {"id":"447700900002@c.us","name":"bob","contactName":" ","type":"user"},
        {"id":"120363012345678901@g.us","name":"Team","contactName":"Team","type":"group"},
        {"chatId":"447700900003@c.us","name":"cy","contactName":"Cy","email":""}]"#;
    let collector = read(&FORMAT, text);
    assert_eq!((collector.report.records, collector.report.rejected), (3, 0));
    let found = collector.facts.settle();
    assert_eq!(known(&found), [phone("447700900001"), phone("447700900003")]);
    assert!(
        ledger(&FORMAT, r#"[{"id":"447700900002@c.us","name":"b","contactName":"","type":"user"}]"#)
            .address_book
    );
    assert!(!ledger(&FORMAT, r#"[{"id":"447700900002@c.us","name":"Bob","type":"user"}]"#).address_book);
}

#[test]
fn calls_have_a_direction() {
    let call = |sort: &str, more: &str| notification(sort, more);
    let text = call("incomingCall", r#","from":"447700900001@c.us","status":"offer""#);
    assert_eq!(touches(&ledger(&FORMAT, &text)), ["<1716163200"]);
    let text = call("outgoingCall", r#","to":"447700900001@c.us","status":"offer""#);
    assert_eq!(touches(&ledger(&FORMAT, &text)), [">1716163200"]);
    assert_eq!(
        rejects(&FORMAT, &call("outgoingCall", r#","from":"447700900999@c.us""#)),
        ["to: does not tell with whom"]
    );
}

#[test]
fn the_channel_is_whose_instance_it_is() {
    for text in [
        notification("stateInstanceChanged", r#","stateInstance":"authorized""#),
        r#"{"wid":"447700900999@c.us","webhookUrl":"","delaySendMessagesMilliseconds":1000}"#.to_owned(),
        r#"{"avatar":"","phone":"447700900999","stateInstance":"authorized","deviceId":"x"}"#.to_owned(),
    ] {
        let persons = ledger(&FORMAT, &text).persons;
        assert_eq!(persons.len(), 1, "{text}");
        assert!(persons[0].own, "{text}");
        assert_eq!(rejects(&FORMAT, &text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_is_wrong_is_located_and_never_repeated() {
    let text = format!(
        r#"[{},{},{},{{"SECRET":1}},{{"id":"SECRET","contactName":"SECRET"}},{},"SECRET"]"#,
        message("SECRET", ""),
        message("incoming", r#","chatId":"SECRET""#),
        message("incoming", r#","timestamp":"SECRET""#),
        received("incomingMessageReceived", "{}").replace("447700900001@c.us", "SECRET"),
    );
    assert_eq!(
        rejects(&FORMAT, &text),
        [
            "[0].type: is not readable as incoming or outgoing",
            "[1].chatId: is not readable as chat address",
            "[2].timestamp: is not readable as time since 2009",
            "[3]: is none of the objects of GREEN-API",
            "[4].id: is not readable as contact id",
            "[5].senderData: is not readable as chat address",
            "[6]: is no object",
        ]
    );
}

#[test]
fn damage_is_an_error_or_a_reject() {
    survives_damage(
        &FORMAT,
        &[
            (
                r#"[{"type":"outgoing","idMessage":"SECRETID","timestamp":1716163200,"typeMessage":"textMessage","chatId":"447700900001@c.us","textMessage":"SECRET","statusMessage":"read"}]"#,
                1,
            ),
            (
                r#"{"receiptId":1,"body":{"typeWebhook":"incomingMessageReceived","instanceData":{"wid":"447700900999@c.us"},"timestamp":1716163200,"idMessage":"SECRETID","senderData":{"chatId":"447700900001@c.us","senderName":"SECRET"},"messageData":{"typeMessage":"textMessage","textMessageData":{"textMessage":"SECRET"}}}}"#,
                1,
            ),
            (r#"[{"id":"447700900001@c.us","name":"SECRET","contactName":"SECRET","type":"user"}]"#, 1),
        ],
    );
}

#[test]
fn order_splitting_and_repeating_lines_change_nothing() {
    let log =
        include_str!("../../../../../fixtures/green-api-json/notification-log/input/notifications.ndjson");
    let lines: Vec<&str> = log.lines().filter(|line| line.ends_with('}')).collect();
    order_and_splits_change_nothing(&FORMAT, &lines);
}
