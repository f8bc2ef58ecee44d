//! Messages, statuses, echoes, history and calls.

use meter_model::{Delivery, Direction, Kind, Ledger, Touch};

use super::super::FORMAT;
use super::{DAY, METADATA, messages, payload, statuses};
use crate::formats::testing::{failed_at, ledger, moment, phone, read, rejects};

/// Direction, seconds since [`DAY`] and delivery of every touch.
fn touches(ledger: &Ledger) -> Vec<(Direction, i64, Delivery)> {
    let seen = |touch: &Touch| (touch.direction(), touch.time().seconds() - DAY, touch.delivery());
    ledger.touches.iter().map(seen).collect()
}

fn settled(text: &str) -> Ledger {
    ledger(&FORMAT, text)
}

fn incoming(more: &str) -> String {
    messages(&format!(r#"{{"from":"447700900001","id":"wamid.a","timestamp":"{DAY}"{more}}}"#))
}

#[test]
fn messages_come_in_and_statuses_go_out() {
    let text = format!(
        "{}\n{}\n",
        messages(&format!(
            r#"{{"from":"447700900001","id":"wamid.a","timestamp":"{}","type":"text","text":{{"body":"hi"}}}}"#,
            DAY + 60
        )),
        statuses(&format!(
            r#"{{"id":"wamid.b","status":"sent","timestamp":"{DAY}","recipient_id":"447700900001"}}"#
        )),
    );
    let collector = read(&FORMAT, &text);
    let report = &collector.report;
    assert_eq!((report.records, report.rejected), (2, 0));
    assert_eq!((report.first, report.last), (Some(moment(DAY)), Some(moment(DAY + 60))));
    let ledger = collector.facts.settle();
    assert_eq!(
        touches(&ledger),
        [(Direction::Outgoing, 0, Delivery::Sent), (Direction::Incoming, 60, Delivery::Unknown)]
    );
    assert!(ledger.touches[1].text_key().is_some());
    let persons: Vec<_> = ledger.persons.iter().map(|person| (&person.handles[0], person.own)).collect();
    assert_eq!(persons, [(&phone("447700900001"), false), (&phone("447700900999"), true)]);
    assert!(!ledger.address_book);
}

#[test]
fn the_statuses_of_a_message_are_one_touch_at_the_earliest_time() {
    let status = |word: &str, after: i64| {
        format!(
            r#"{{"id":"wamid.b","status":"{word}","timestamp":"{}","recipient_id":"447700900001"}}"#,
            DAY + after
        )
    };
    let read_first = statuses(&[status("read", 9), status("sent", 2), status("delivered", 3)].join(","));
    assert_eq!(touches(&settled(&read_first)), [(Direction::Outgoing, 2, Delivery::Read)]);
    // The server took it and then gave up.
    let failed = settled(&statuses(&[status("sent", 2), status("failed", 3)].join(",")));
    assert_eq!((failed.touches.len(), failed_at(&failed)), (0, vec![moment(DAY + 2)]));
    let deleted = settled(&statuses(&[status("deleted", 9), status("delivered", 3)].join(",")));
    assert_eq!(touches(&deleted), [(Direction::Outgoing, 3, Delivery::Delivered)]);
}

#[test]
fn every_type_counts_as_the_table_says() {
    for (more, expected) in [
        (r#","type":"text""#, Some(Kind::Content)),
        (r#","type":"unsupported","errors":[{"code":131051}]"#, Some(Kind::Content)),
        (r#","type":"brand_new""#, Some(Kind::Content)),
        (r#","type":7"#, Some(Kind::Content)),
        ("", Some(Kind::Content)),
        (
            r#","type":"reaction","reaction":{"message_id":"wamid.x","emoji":"\ud83d\udc4d"}"#,
            Some(Kind::Reaction),
        ),
        (r#","type":"reaction","reaction":{"message_id":"wamid.x"}"#, None),
        (r#","type":"reaction","reaction":{"message_id":"wamid.x","emoji":""}"#, None),
        (r#","type":"reaction""#, Some(Kind::Reaction)),
        (r#","type":"system","system":{"type":"customer_identity_changed"}"#, None),
        (r#","type":"edit""#, None),
        (r#","type":"revoke""#, None),
        (r#","type":"request_welcome""#, None),
    ] {
        let ledger = settled(&incoming(more));
        let kinds: Vec<_> = ledger.touches.iter().map(Touch::kind).collect();
        assert_eq!(kinds, expected.into_iter().collect::<Vec<_>>(), "{more}");
    }
}

#[test]
fn echoes_go_out_and_carry_their_text() {
    let text = payload(
        "smb_message_echoes",
        &format!(
            r#""message_echoes":[{{"from":"447700900999","to":"447700900001","id":"a","timestamp":"{DAY}","type":"text","text":{{"body":"hi"}}}},
            {{"from":"447700900999","to":"447700900002","id":"b","timestamp":"{DAY}","type":"image","image":{{"caption":"hi"}}}}]"#
        ),
    );
    let ledger = settled(&text);
    assert_eq!(touches(&ledger), [(Direction::Outgoing, 0, Delivery::Unknown); 2]);
    assert!(ledger.touches[0].text_key().is_some());
    assert_eq!(ledger.touches[0].text_key(), ledger.touches[1].text_key());
    // The same, sent among the messages: whoever the number itself wrote to is the person.
    let own = incoming(r#","from":"447700900999","to":"447700900002""#);
    assert_eq!(touches(&settled(&own)), [(Direction::Outgoing, 0, Delivery::Unknown)]);
}

#[test]
fn the_history_tells_directions_by_the_person_of_the_thread() {
    let message = |from: &str, id: &str, after: i64, status: &str| {
        format!(
            r#"{{"from":"{from}","id":"{id}","timestamp":"{}","type":"text","text":{{"body":"x"}},"history_context":{{"status":"{status}"}}}}"#,
            DAY + after
        )
    };
    let thread = [
        message("447700900999", "a", 0, "READ"),
        message("447700900001", "b", 5, "READ"),
        message("447700900999", "c", 7, "ERROR"),
        message("447700900999", "d", 9, "PENDING"),
        message("447700900888", "e", 9, "READ"),
    ];
    let text = payload(
        "history",
        &format!(
            r#""history":[{{"metadata":{{"phase":0,"chunk_order":1,"progress":55}},"threads":[{{"id":"447700900001","messages":[{}]}}]}}]"#,
            thread.join(",")
        ),
    );
    let ledger = settled(&text);
    assert_eq!(
        touches(&ledger),
        [
            (Direction::Outgoing, 0, Delivery::Read),
            (Direction::Incoming, 5, Delivery::Unknown),
            (Direction::Outgoing, 9, Delivery::Pending)
        ]
    );
    assert_eq!(failed_at(&ledger), [moment(DAY + 7)]);
    assert_eq!(
        rejects(&FORMAT, &text),
        [
            "entry[0].changes[0].value.history[0].threads[0].messages[4].from: is neither the person of the thread nor the channel"
        ]
    );
    // A history that was not shared comes as an error and is none.
    let refused = payload("history", r#""history":[{"errors":[{"code":2593109}]}]"#);
    assert!(rejects(&FORMAT, &refused).is_empty());
}

#[test]
fn calls_go_where_they_say() {
    let text = payload(
        "calls",
        &format!(
            r#""calls":[{{"id":"a","from":"447700900001","to":"447700900999","event":"connect","timestamp":"{DAY}","direction":"USER_INITIATED"}},
            {{"id":"a","from":"447700900001","to":"447700900999","event":"terminate","timestamp":"{}","direction":"USER_INITIATED"}},
            {{"id":"b","from":"447700900999","to":"447700900001","event":"connect","timestamp":"{}"}}],
            "statuses":[{{"id":"b","type":"call","status":"RINGING","timestamp":"{}","recipient_id":"447700900001"}},
            {{"id":"c","type":"payment","status":"captured","timestamp":"{DAY}","recipient_id":"447700900001"}}]"#,
            DAY + 30,
            DAY + 60,
            DAY + 61
        ),
    );
    let ledger = settled(&text);
    assert_eq!(
        touches(&ledger),
        [(Direction::Incoming, 0, Delivery::Unknown), (Direction::Outgoing, 60, Delivery::Unknown)]
    );
    assert!(ledger.touches.iter().all(|touch| touch.kind() == Kind::Call));
}

#[test]
fn groups_are_not_direct_but_prove_age() {
    let text = format!(
        "{}\n{}\n",
        incoming(r#","group_id":"Y2FwaV9ncm91cDox","type":"text""#),
        statuses(&format!(
            r#"{{"id":"b","status":"sent","timestamp":"{DAY}","recipient_id":"Y2FwaV9ncm91cDox","recipient_type":"group"}}"#
        ))
    );
    let ledger = settled(&text);
    assert_eq!((ledger.touches.len(), ledger.age.message), (0, Some(moment(DAY))));
}

#[test]
fn what_cannot_be_used_is_rejected_in_its_place() {
    let text = format!(
        "{}\n{}\n{}\n7\n{{\"level\":\"info\"}}\n{{\"object\":\"page\",\"entry\":[]}}\n{{\"entry\":[7]}}\n",
        messages(
            r#"{"id":"a","timestamp":"1716163200"},{"from":"nobody"},{"from":"447700900001","timestamp":"soon"},7"#
        ),
        statuses(
            r#"{"status":"sent"},{"id":"b"},{"id":"b","status":"sent"},{"id":"b","status":"sent","timestamp":"1716163200"},{"id":""}"#
        ),
        payload("messages", r#""messages":{"from":"447700900001"}"#),
    );
    let value = |line: u8, rest: &str| format!("line {line}, entry[0].changes[0].value.{rest}");
    assert_eq!(
        rejects(&FORMAT, &text),
        [
            value(1, "messages[0].from: is missing"),
            value(1, "messages[1].from: is not readable as phone number"),
            value(1, "messages[2].timestamp: is not readable as time since 2009"),
            value(1, "messages[3]: is no message"),
            value(2, "statuses[0].id: is missing"),
            value(2, "statuses[1].status: is missing"),
            value(2, "statuses[2].timestamp: is missing"),
            value(2, "statuses[3].recipient_id: is missing"),
            value(2, "statuses[4].id: is missing"),
            value(3, "messages: is no list"),
            "line 4: is no object".to_owned(),
            "line 5: is no webhook of the Cloud API".to_owned(),
            "line 6: is a webhook of another product than WhatsApp".to_owned(),
            "line 7, entry[0]: is no entry of a webhook".to_owned(),
        ]
    );
}

#[test]
fn loggers_may_wrap_what_they_received() {
    let inner = incoming("");
    let quoted = serde_json::to_string(&inner).unwrap();
    let value =
        format!(r#"{{{METADATA},"messages":[{{"from":"447700900001","id":"a","timestamp":"{DAY}"}}]}}"#);
    for text in [
        format!("[{inner},{inner}]"),
        format!(r#"{{"at":1,"body":{inner}}}"#),
        format!(r#"[{{"headers":{{}},"body":{{"payload":{inner}}}}}]"#),
        format!(r#"{{"body":{quoted},"isBase64Encoded":false}}"#),
        format!(r#"{{"level":30,"msg":"got it","req":{{"method":"POST","body":{inner}}}}}"#),
        format!(r#"{{"level":"info","message":{quoted}}}"#),
        format!(r#"{{"severity":"INFO","jsonPayload":{{"request":{inner}}}}}"#),
        format!(r#"{{"field":"messages","value":{value}}}"#),
        format!("{value}\n{value}"),
    ] {
        let collector = read(&FORMAT, &text);
        assert_eq!(collector.report.rejected, 0, "{text}");
        assert_eq!(collector.facts.settle().touches.len(), 1, "{text}");
    }
    let deep = format!("{}{inner}{}", "[".repeat(9), "]".repeat(9));
    assert_eq!(rejects(&FORMAT, &deep), ["[0][0][0][0][0][0][0][0]: is wrapped too deeply"]);
    // What the business sent to the API, and what the API answered, have no time; the statuses tell.
    let sent = r#"{"messaging_product":"whatsapp","to":"447700900001","type":"text"}
{"messaging_product":"whatsapp","contacts":[{"input":"447700900001","wa_id":"447700900001"}],"messages":[{"id":"a"}]}"#;
    assert_eq!(read(&FORMAT, sent).report.rejected, 0);
}
