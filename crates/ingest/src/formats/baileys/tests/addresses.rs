//! Which addresses are one person, and which only stand beside each other.

use meter_model::Handle;

use super::message;
use crate::formats::baileys::FORMAT;
use crate::formats::testing::{ledger, phone};

fn lid_message(id: &str, lid: &str, from_me: bool, more: &str) -> String {
    format!(
        r#"{{"key":{{"remoteJid":"{lid}@lid","fromMe":{from_me},"id":"{id}"{more}}},"message":{{"conversation":"x"}},"messageTimestamp":1716163200}}"#
    )
}

#[test]
fn the_two_addresses_of_one_person_are_joined() {
    let expected = vec![phone("447700900001"), Handle::Lid(12_345_678_901_234)];
    for text in [
        lid_message("A", "12345678901234", false, r#","remoteJidAlt":"447700900001@s.whatsapp.net""#),
        lid_message("A", "12345678901234", false, r#","senderPn":"447700900001@s.whatsapp.net""#),
        lid_message("A", "12345678901234", true, r#","remoteJidAlt":"447700900001:3@s.whatsapp.net""#),
        message("A", false, "").replace(r#""id":"A""#, r#""id":"A","senderLid":"12345678901234@lid""#),
        r#"[{"id":"12345678901234@lid","conversationTimestamp":1,"pnJid":"447700900001@s.whatsapp.net"}]"#
            .into(),
        r#"{"lidPnMappings":[{"lid":"12345678901234@lid","pn":"447700900001@s.whatsapp.net"}]}"#.into(),
        r#"[{"id":"447700900001@s.whatsapp.net","notify":"a","lid":"12345678901234@lid"}]"#.into(),
        r#"[{"from":"12345678901234@lid","callerPn":"447700900001@s.whatsapp.net","id":"C","date":"2024-05-20T00:00:00Z","isVideo":false}]"#.into(),
    ] {
        let ledger = ledger(&FORMAT, &text);
        assert_eq!(ledger.persons.len(), 1, "{text}");
        assert_eq!(ledger.persons[0].handles, expected, "{text}");
    }
}

#[test]
fn addresses_of_the_channel_itself_join_nobody() {
    // Beside own messages stands the channel's own number: in two chats the same, so it cannot be their person.
    let own = r#","remoteJidAlt":"447700900999@s.whatsapp.net""#;
    let text = [lid_message("A", "12345678901234", true, own), lid_message("B", "23456789012345", true, own)];
    let found = ledger(&FORMAT, &text.join("\n"));
    assert_eq!(found.persons.iter().filter(|person| person.handles.len() > 1).count(), 0);
    assert_eq!(found.touches.len(), 2);
    // In a single chat it is told by what the channel is known to be, or by what the person is known to be, else nobody can tell.
    let me = r#"{"me":{"id":"447700900999:3@s.whatsapp.net"}}"#.to_owned();
    let answer =
        lid_message("B", "12345678901234", false, r#","remoteJidAlt":"447700900001@s.whatsapp.net""#);
    for (more, handles) in [(me, 1), (answer, 2)] {
        let found = ledger(&FORMAT, &format!("{}\n{more}", text[0]));
        assert!(!found.touches.is_empty(), "{more}");
        let person = &found.persons[found.touches[0].person()];
        assert!(!person.own && person.handles.len() == handles, "{more}");
        assert!(!person.handles.contains(&phone("447700900999")), "{more}");
    }
    // The sender of an own message is the channel, not the chat's person; the member of a group is not the group.
    for more in
        [r#","senderPn":"447700900999@s.whatsapp.net""#, r#","participant":"447700900999@s.whatsapp.net""#]
    {
        let found = ledger(&FORMAT, &lid_message("A", "12345678901234", true, more));
        assert_eq!(found.persons.len(), 1, "{more}");
        assert_eq!(found.persons[0].handles.len(), 1, "{more}");
    }
    // Two numbers are two persons.
    let found = ledger(
        &FORMAT,
        &message("A", false, "")
            .replace(r#""id":"A""#, r#""id":"A","remoteJidAlt":"447700900002@s.whatsapp.net""#),
    );
    assert_eq!(found.persons.len(), 1);
}
