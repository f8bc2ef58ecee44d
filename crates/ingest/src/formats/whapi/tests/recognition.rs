//! Which beginnings of files are taken for the gateway's, and which are left to others.

use super::super::sniff::claim;
use crate::formats::Claim;

#[test]
fn own_files_are_recognised() {
    for (head, expected) in [
        (
            r#"{"messages":[{"id":"a","type":"text","chat_id":"447700900001@s.whatsapp.net","from_me":true,"timestamp":1}],"count":1}"#,
            Claim::Certain,
        ),
        (
            r#"{"messages":[{"id":"a","subtype":"x","chat_id":"447700900001@s.whatsapp.net","from_me":true,"timestamp":17161"#,
            Claim::Certain,
        ),
        (
            r#"{"contacts":[{"id":"447700900001","name":"Ann","pushname":"A","saved":true}],"count":1,"total":1,"offset":0}"#,
            Claim::Certain,
        ),
        (r#"{"contacts":[{"id":"447700900001","name":"Ann","saved":true}"#, Claim::Likely),
        (r#"{"count":1,"contacts":[{"id":"447700900001","name":"Ann"}]}"#, Claim::Likely),
        (
            r#"{"chats":[{"id":"447700900001@s.whatsapp.net","type":"contact","mute_until":18446744073709552000}],"total":1}"#,
            Claim::Certain,
        ),
        (
            r#"{"groups":[{"id":"120363012345678901@g.us","type":"group","created_at":1}],"count":1}"#,
            Claim::Certain,
        ),
        (r#"{"statuses":[{"id":"a","code":2,"status":"sent","timestamp":"1"}],"count":1}"#, Claim::Certain),
        (
            r#"{"calls":[{"id":"a","chat_id":"447700900001","from":"447700900001","status":"missed","timestamp":1}]}"#,
            Claim::Likely,
        ),
        (
            r#"{"presences":[],"event":{"type":"presences","event":"post"},"channel_id":"FALCON-ABCDE"}"#,
            Claim::Certain,
        ),
        (
            r#"{"headers":{},"body":{"statuses":[],"event":{"type":"statuses","event":"post"},"channel_id":"FALCON-ABCDE"}}"#,
            Claim::Certain,
        ),
        (
            r#"[{"id":"a","type":"text","chat_id":"447700900001@s.whatsapp.net","from_me":true,"timestamp":1}]"#,
            Claim::Likely,
        ),
        (
            "{\"id\":\"a\",\"chat_id\":\"447700900001\",\"from_me\":true,\"timestamp\":1}\n{\"id\":\"b\"",
            Claim::Likely,
        ),
        (
            "dy\":\"x\"}}\n{\"id\":\"a\",\"chat_id\":\"447700900001\",\"from_me\":true,\"timestamp\":1}\n",
            Claim::Likely,
        ),
        (r#"[{"id":"447700900001","name":"Ann","saved":false}]"#, Claim::Likely),
        (
            r#"{"at":1,"body":"{\"chat_id\":\"447700900001\",\"from_me\":true,\"timestamp\":1}"}"#,
            Claim::Likely,
        ),
        (r#"{"creation":1700000000000,"last_registration":1700000000000}"#, Claim::Likely),
        (
            r#"{"start_at":1,"uptime":2,"status":{"code":4,"text":"AUTH"},"user":{"id":"447700900999"}}"#,
            Claim::Likely,
        ),
        (r#"{"447700900001":{"lid":"12345678901234@lid"}}"#, Claim::Likely),
        (r#"{"lid":"12345678901234@lid"}"#, Claim::Likely),
        (r#"{"cap_type":"x","is_capped":false}"#, Claim::Likely),
        (r#"{"is_restricted":false,"restricted_until":null}"#, Claim::Likely),
        (r#"{"name":"Me","about":"hey","icon":"x","icon_full":"y"}"#, Claim::Possible),
        (
            r#"{"contacts":[{"input":"447700900001","status":"valid","wa_id":"447700900001"}]}"#,
            Claim::Possible,
        ),
        (r#"{"messages":[],"count":0,"total":0,"offset":0}"#, Claim::Possible),
    ] {
        assert_eq!(claim(head), expected, "{head}");
    }
}

#[test]
fn files_of_others_are_left_to_them() {
    for head in [
        "",
        "[12/05/2024, 10:00:00] Ann: {\"chat_id\" and from_me and timestamp",
        "12/05/2024, 10:00 - Ann: hi",
        "id,chat_id,from_me,timestamp\n1,2,3,4\n",
        "BEGIN:VCARD\r\nVERSION:3.0\r\n",
        // Baileys and Evolution
        r#"{"messages":{"total":1,"records":[{"key":{"id":"a","fromMe":true,"remoteJid":"447700900001@s.whatsapp.net"},"messageTimestamp":1}]}}"#,
        r#"{"contacts":{"447700900001@s.whatsapp.net":{"id":"447700900001@s.whatsapp.net","name":"Ann"}},"chats":[]}"#,
        // whatsapp-web.js and WAHA
        r#"[{"id":{"fromMe":true,"remote":"447700900001@c.us","_serialized":"true_447700900001@c.us_A"},"timestamp":1}]"#,
        r#"[{"id":"false_447700900001@c.us_A","timestamp":1,"from":"447700900001@c.us","fromMe":false,"body":"x"}]"#,
        r#"[{"id":"447700900001@c.us","number":"447700900001","name":"Ann","pushname":"A","isMe":false,"isMyContact":true}]"#,
        // Cloud API
        r#"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"value":{"messaging_product":"whatsapp","statuses":[{"id":"a","status":"sent","timestamp":"1","recipient_id":"447700900001"}]}}]}]}"#,
        // Telegram
        r#"{"chats":{"list":[{"name":"Ann","type":"personal_chat","id":1,"messages":[{"id":1,"type":"message","date_unixtime":"1"}]}]}}"#,
        // WhatsApp-Chat-Exporter
        r#"{"447700900001@s.whatsapp.net":{"name":"Ann","type":"android","messages":{"1":{"from_me":true,"timestamp":1.0,"key_id":"a"}}}}"#,
        // Account report
        r#"{"wa_registration_info":{"registration_timestamp":1}}"#,
        r#"{"wa_contacts":["+447700900001"]}"#,
        // Anything
        r#"{"name":"x","version":"1.0.0","dependencies":{}}"#,
        r#"{"type":"FeatureCollection","features":[]}"#,
        r#"{"messages":[{"role":"user","content":"hi"}],"count":1}"#,
        r#"{"contacts":[{"id":1,"name":"Ann"}],"count":1}"#,
        r#"[{"id":"ann@example.org","type":"contact","name":"Ann"}]"#,
    ] {
        assert_eq!(claim(head), Claim::No, "{head}");
    }
}

#[test]
fn a_head_cut_anywhere_is_no_mistake() {
    let head = r#"{"count":1,"messages":[{"id":"a","text":{"body":"\u00e9 \"é😀"},"chat_id":"447700900001@s.whatsapp.net","from_me":true,"timestamp":1,"type":"text"}]}"#;
    let mut best = Claim::No;
    for end in (0..=head.len()).filter(|&end| head.is_char_boundary(end)) {
        let claim = claim(&head[..end]);
        assert!(claim >= best, "{end}");
        best = claim;
    }
    assert_eq!(best, Claim::Certain);
}
