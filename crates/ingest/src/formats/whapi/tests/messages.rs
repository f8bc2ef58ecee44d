//! Messages, calls, statuses and updates, alone, in their page and in wrappings.

use meter_model::{Delivery, Direction, Kind, Touch};

use super::{ledger, moment, phone, read, rejects};

/// Seconds of 2024-05-20T00:00:00Z.
const DAY: i64 = 1_716_163_200;

fn message(id: &str, from_me: bool, more: &str) -> String {
    format!(
        r#"{{"id":"{id}","chat_id":"447700900001@s.whatsapp.net","from_me":{from_me},"timestamp":{DAY}{more}}}"#
    )
}

fn page(messages: &[String]) -> String {
    format!(r#"{{"messages":[{}],"count":{}}}"#, messages.join(","), messages.len())
}

fn kinds(more: &str) -> Vec<Kind> {
    ledger(&page(&[message("a", false, more)])).touches.iter().map(Touch::kind).collect()
}

#[test]
fn a_page_of_messages_is_touches() {
    let text = page(&[
        message("a", true, r#","type":"text","text":{"body":"hi"},"from":"447700900999","status":"read""#),
        message("b", false, r#","type":"image","image":{"caption":"hi"},"from":"447700900001""#),
    ]);
    let collector = read(text.as_bytes()).unwrap();
    let report = &collector.report;
    assert_eq!((report.records, report.rejected), (2, 0));
    assert_eq!((report.first, report.last), (Some(moment(DAY)), Some(moment(DAY))));
    let ledger = collector.facts.settle();
    let seen: Vec<_> = ledger.touches.iter().map(|touch| (touch.direction(), touch.delivery())).collect();
    assert_eq!(seen, [(Direction::Incoming, Delivery::Unknown), (Direction::Outgoing, Delivery::Read)]);
    assert_eq!(ledger.touches[0].text_key(), ledger.touches[1].text_key());
    assert!(ledger.touches[0].text_key().is_some());
    let own: Vec<_> = ledger.persons.iter().map(|person| (&person.handles[0], person.own)).collect();
    assert_eq!(own, [(&phone("447700900001"), false), (&phone("447700900999"), true)]);
    assert!(!ledger.address_book);
}

#[test]
fn equal_texts_are_equal_however_they_are_escaped() {
    let keys = |bodies: [&str; 3]| {
        let sent = |id: usize, body: &str| {
            message(
                &id.to_string(),
                true,
                &format!(r#","type":"link_preview","link_preview":{{"body":{body}}}"#),
            )
        };
        let messages: Vec<String> = bodies.iter().enumerate().map(|(id, body)| sent(id, body)).collect();
        ledger(&page(&messages)).touches.iter().map(Touch::text_key).collect::<Vec<_>>()
    };
    let same = keys([r#""caf\u00e9 \"1\"\n""#, r#""café \u00221\"\u000a""#, r#""café \"1\"\n""#]);
    assert!(same[0].is_some() && same.iter().all(|key| *key == same[0]), "{same:?}");
    let others = keys(["\"a\"", "\"b\"", "\"\""]);
    assert_eq!(others.iter().filter(|key| key.is_none()).count(), 1);
    assert!(others.iter().all(|key| others.iter().filter(|other| *other == key).count() == 1), "{others:?}");
}

#[test]
fn every_type_counts_as_the_table_says() {
    for (more, expected) in [
        (r#","type":"text""#, vec![Kind::Content]),
        (r#","type":"some_new_type""#, vec![Kind::Content]),
        (r#","type":"unknown""#, vec![Kind::Content]),
        (r#","type":"revoked","status":"deleted""#, vec![Kind::Content]),
        ("", vec![Kind::Content]),
        (r#","type":7"#, vec![Kind::Content]),
        (r#","type":"call""#, vec![Kind::Call]),
        (r#","type":"poll_update""#, vec![Kind::Vote]),
        (r#","type":"action","action":{"type":"reaction","target":"x"}"#, vec![Kind::Reaction]),
        (r#","action":{"type":"vote"},"type":"action""#, vec![Kind::Vote]),
        (r#","type":"action","action":{"type":"event_response"}"#, vec![Kind::Vote]),
        (r#","type":"action","action":{"type":"comment"}"#, vec![Kind::Content]),
        (r#","type":"action","action":{"type":"edited"}"#, vec![]),
        (r#","type":"action","action":{"type":"delete"}"#, vec![]),
        (r#","type":"action","action":{"type":"ephemeral"}"#, vec![]),
        (r#","type":"action","action":{"type":"brand_new"}"#, vec![]),
        (r#","type":"action","action":null"#, vec![]),
        (r#","type":"action""#, vec![]),
        (r#","type":"system""#, vec![]),
        (r#","type":"pin""#, vec![]),
        (r#","type":"story""#, vec![]),
    ] {
        assert_eq!(kinds(more), expected, "{more}");
    }
}

#[test]
fn one_to_many_and_groups_are_not_direct_but_own_messages_prove_age() {
    for chat in ["120363012345678901@g.us", "status@broadcast", "120363012345678@newsletter"] {
        let text =
            format!(r#"[{{"id":"a","chat_id":"{chat}","from_me":true,"timestamp":{DAY},"type":"text"}}]"#);
        let collector = read(text.as_bytes()).unwrap();
        assert_eq!(collector.report.records, 1, "{chat}");
        let ledger = collector.facts.settle();
        assert_eq!((ledger.touches.len(), ledger.age.message), (0, Some(moment(DAY))), "{chat}");
    }
}

#[test]
fn times_and_flags_are_read_however_they_are_written() {
    for time in
        ["1716163200", "\"1716163200\"", "1716163200.5", "1716163200000", "\"1716163200000\"", "1.7161632e9"]
    {
        let text = format!(
            r#"[{{"id":1,"id":"a","chat_id":"447700900001@c.us","from_me":"true","timestamp":{time},"mute_until":18446744073709552000,"x":[{{}}]}}]"#
        );
        let ledger = ledger(&text);
        assert_eq!(ledger.touches.iter().map(Touch::time).collect::<Vec<_>>(), [moment(DAY)], "{time}");
    }
}

#[test]
fn what_cannot_be_used_is_rejected_in_its_place() {
    let good = message("a", true, "");
    let text = format!(
        r#"{{"messages":[{good},
        {{"id":"b","type":"text","from_me":true,"timestamp":1}},
        {{"id":"c","type":"text","chat_id":"nobody","from_me":true,"timestamp":1}},
        {{"id":"d","type":"text","chat_id":"447700900001","timestamp":1}},
        {{"id":"e","type":"text","chat_id":"447700900001","from_me":"perhaps","timestamp":1}},
        {{"id":"f","type":"text","chat_id":"447700900001","from_me":true,"timestamp":null}},
        {{"id":"g","type":"text","chat_id":"447700900001","from_me":true,"timestamp":18446744073709552000}},
        {{"type":"text","chat_id":"447700900001","from_me":true,"timestamp":1716163200}},
        {{"id":"h","type":"text","chat_id":"447700900001","from_me":true,"timestamp":1000}},
        7, null]}}"#
    );
    assert_eq!(
        rejects(&text),
        [
            "messages[1].chat_id: is missing",
            "messages[2].chat_id: is not readable as chat address",
            "messages[3].from_me: is missing",
            "messages[4].from_me: is not readable as true or false",
            "messages[5].timestamp: is missing",
            "messages[6].timestamp: is not readable as time since 2009",
            "messages[8].timestamp: is not readable as time since 2009",
            "messages[9]: is no message",
            "messages[10]: is no message",
        ]
    );
    assert_eq!(read(text.as_bytes()).unwrap().report.records, 2);
}

#[test]
fn rejects_in_logs_name_the_line() {
    let good = message("a", true, "");
    let text = format!(
        "{good}\n{{\"messages\":[{good},{{\"chat_id\":\"447700900001\"}}]}}\nrubbish\n{{\"foo\":1}}\n\"x\"\n"
    );
    assert_eq!(
        rejects(&text),
        [
            "line 2, messages[1].from_me: is missing",
            "line 3: is no valid JSON",
            "line 4: is none of the objects that the gateway sends",
            "line 5: is no object",
        ]
    );
}

#[test]
fn statuses_tell_how_far_messages_came() {
    let text = format!(
        r#"{}{{"statuses":[
            {{"id":"a","code":0,"status":"failed","timestamp":"{DAY}","recipient_id":"447700900001"}},
            {{"id":"b","status":"delivered"}},{{"id":"b","status":"sent"}},{{"id":"b","status":"brand_new"}},
            {{"status":"sent"}},{{"id":"c","code":3}}]}}"#,
        page(&[message("a", true, r#","status":"pending""#), message("b", true, "")])
    );
    let collector = read(text.as_bytes()).unwrap();
    assert_eq!(collector.report.records, 2);
    let ledger = collector.facts.settle();
    assert_eq!(ledger.failed, [moment(DAY)]);
    assert_eq!(ledger.touches.iter().map(Touch::delivery).collect::<Vec<_>>(), [Delivery::Delivered]);
    assert_eq!(
        rejects(&text),
        ["document 2, statuses[4].id: is missing", "document 2, statuses[5].status: is missing"]
    );
    let lone = format!("[{},{{\"id\":\"a\",\"code\":0,\"status\":\"failed\"}}]", message("a", true, ""));
    assert_eq!(self::ledger(&lone).failed.len(), 1);
}

#[test]
fn an_update_is_no_message_but_tells_status_and_trigger() {
    let trigger = format!(
        r#"{{"id":"t","type":"action","action":{{"type":"reaction","target":"a"}},"chat_id":"447700900001@s.whatsapp.net","from_me":false,"timestamp":{}}}"#,
        DAY + 60
    );
    let text = format!(
        r#"{{"messages":[{}],"messages_updates":[
            {{"id":"a","before_update":{{}},"after_update":{{"id":"a","status":"read","chat_id":"x"}},"changes":["status"]}},
            {{"id":"a","trigger":{trigger}}},{{"id":"z"}},7],
          "messages_removed":["a"],"messages_removed_all":"447700900001@s.whatsapp.net"}}"#,
        message("a", true, "")
    );
    assert_eq!(rejects(&text), Vec::<String>::new());
    let seen: Vec<_> = ledger(&text).touches.iter().map(|touch| (touch.kind(), touch.delivery())).collect();
    assert_eq!(seen, [(Kind::Content, Delivery::Read), (Kind::Reaction, Delivery::Unknown)]);
}

#[test]
fn a_chat_brings_its_last_message() {
    let last = message("a", false, r#","type":"text""#);
    let chat = format!(
        r#"{{"id":"447700900001@s.whatsapp.net","type":"contact","mute_until":18446744073709552000,"last_message":{last}}}"#
    );
    for text in [
        format!(
            r#"{{"chats":[{chat},{{"id":"447700900002@s.whatsapp.net","type":"contact","last_message":null}}],"total":2}}"#
        ),
        format!("[{chat}]"),
        format!(
            r#"{{"chats_updates":[{{"before_update":{{"id":"447700900001@s.whatsapp.net"}},"after_update":{chat}}}]}}"#
        ),
    ] {
        assert_eq!(ledger(&text).touches.len(), 1, "{text}");
        assert_eq!(rejects(&text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(
        rejects(r#"{"chats":[{"id":"a","last_message":{"from_me":true}},7]}"#),
        ["chats[0].last_message.chat_id: is missing", "chats[1]: is no chat"]
    );
}

#[test]
fn calls_are_touches_in_the_direction_of_their_caller() {
    let call = |more: &str| {
        format!(
            r#"{{"calls":[{{"id":"c","chat_id":"447700900001@s.whatsapp.net","status":"missed","timestamp":{DAY}{more}}}]}}"#
        )
    };
    for (more, expected) in [
        (r#","from":"447700900001""#, Direction::Incoming),
        (r#","from":"447700900999""#, Direction::Outgoing),
        (r#","from":"12345678901234@lid","from_me":false"#, Direction::Incoming),
        (r#","from":"447700900001","from_me":true"#, Direction::Outgoing),
    ] {
        let touches = ledger(&call(more)).touches;
        let seen: Vec<_> = touches.iter().map(|touch| (touch.kind(), touch.direction())).collect();
        assert_eq!(seen, [(Kind::Call, expected)], "{more}");
    }
    for more in ["", r#","from":"12345678901234@lid""#] {
        assert_eq!(rejects(&call(more)), ["calls[0].from: does not tell who called"], "{more}");
    }
    // The same call, reported at every change of its status, is one.
    let log = ["initiated", "ringing", "answered"]
        .map(|status| format!(r#"{{"id":"c","chat_id":"447700900001","from":"447700900999","status":"{status}","timestamp":{DAY}}}"#));
    assert_eq!(ledger(&log.join("\n")).touches.len(), 1);
    let group = format!(
        r#"[{{"id":"c","chat_id":"120363012345678901@g.us","from":"447700900001","timestamp":{DAY},"group_call":true}}]"#
    );
    assert_eq!((ledger(&group).touches.len(), rejects(&group).len()), (0, 0));
}

#[test]
fn webhooks_are_found_in_what_loggers_wrap_around_them() {
    let hook = format!(
        r#"{{"messages":[{}],"event":{{"type":"messages","event":"post"}},"channel_id":"FALCON-ABCDE"}}"#,
        message("a", false, r#","type":"text","text":{"body":"hi"}"#)
    );
    let written = hook.replace('\\', "\\\\").replace('"', "\\\"");
    for text in [
        hook.clone(),
        format!(r#"{{"id":7,"type":"webhook","timestamp":1,"headers":{{"host":"x"}},"body":{hook}}}"#),
        format!(r#"[{{"received":"2024","payload":{{"data":{hook}}}}}]"#),
        format!(r#"{{"received":"2024","body":"{written}"}}"#),
    ] {
        assert_eq!(ledger(&text).touches.len(), 1, "{text}");
        assert_eq!(rejects(&text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(rejects(r#"{"body":"hello","data":7,"payload":null}"#), Vec::<String>::new());
    let deep = "[".repeat(9) + &"]".repeat(9);
    assert_eq!(rejects(&deep), ["[0][0][0][0][0][0][0][0]: is wrapped too deeply"]);
}

#[test]
fn answers_without_use_are_no_mistake() {
    for text in [
        r#"{"name":"Me","about":"hey","icon":"x","icon_full":"y"}"#,
        r#"{"cap_type":"x","is_capped":false,"cap_status":"none","quota_limit":10}"#,
        r#"{"is_restricted":false,"restricted_until":null,"restriction_type":"none"}"#,
        r#"{"messages":{"limit":150},"chats":["a"],"checks":1,"requests":2}"#,
        r#"{"contacts":[{"input":"447700900001","status":"valid","wa_id":"447700900001"}]}"#,
        r#"[{"input":"447700900001","status":"valid","wa_id":"447700900001"}]"#,
        r#"{"contacts":[],"count":0,"total":0,"offset":0}"#,
        r#"{"presences":[{"contact_id":"447700900001","status":"online"}],"channel_id":"FALCON-ABCDE"}"#,
        r#"{"messages":null,"contacts":null}"#,
        "{}",
        "[]",
    ] {
        let collector = read(text.as_bytes()).unwrap();
        assert_eq!((collector.report.records, collector.report.rejected), (0, 0), "{text}");
        let ledger = collector.facts.settle();
        assert_eq!((ledger.persons.len(), ledger.address_book), (0, false), "{text}");
    }
    assert_eq!(rejects(r#"{"messages":{"a":1}}"#), ["messages: is no list"]);
}

#[test]
fn rejects_never_repeat_content() {
    let text = r#"{"messages":[{"id":"SECRETID","chat_id":"SECRETCHAT","from_me":"SECRETFLAG","timestamp":"SECRETTIME","text":{"body":"SECRETTEXT"}}],
        "contacts":[{"id":"SECRETCONTACT"}],"statuses":[{"id":{"SECRET":1}}],"lids":{"SECRETKEY":{"lid":"SECRETLID"}},"SECRET":[7],"channel_id":"SECRET-ABCDE"}"#;
    let rejects = rejects(text);
    assert_eq!(rejects.len(), 4);
    assert!(rejects.iter().all(|reject| !reject.contains("SECRET")), "{rejects:?}");
}
