//! Which beginnings of files are taken for webhooks of the Cloud API, and that nobody else wants them.

use super::super::sniff::claim;
use super::{messages, statuses};
use crate::formats::{Claim, FORMATS};
use crate::source::Head;

fn claims(text: &str) -> Vec<(&'static str, Claim)> {
    let head = Head { name: "log.json", text, whole: true, ..Head::default() };
    let claims = FORMATS.iter().map(|format| (format.name, (format.sniff)(&head)));
    claims.filter(|(_, claim)| *claim != Claim::No).collect()
}

#[test]
fn own_files_are_recognised_and_no_other_format_claims_them() {
    let message = messages(r#"{"from":"447700900001","id":"a","timestamp":"1716163200"}"#);
    let status =
        statuses(r#"{"id":"a","status":"sent","timestamp":"1716163200","recipient_id":"447700900001"}"#);
    let value = message.split_once("\"value\":").unwrap().1.split_once(",\"field\"").unwrap().0;
    let quoted = serde_json::to_string(&message).unwrap();
    for text in [
        message.clone(),
        status.clone(),
        format!("[{message},{status}]"),
        format!("{message}\n{status}\n"),
        format!("0\"}}]}}\n{status}\n"),
        value.to_owned(),
        format!(r#"{{"at":"2024-05-20","body":{message}}}"#),
        format!(r#"{{"at":"2024-05-20","body":{quoted}}}"#),
        format!(r#"{{"level":30,"msg":"got it","req":{{"method":"POST","body":{message}}}}}"#),
        format!(r#"{{"level":"info","message":{quoted}}}"#),
    ] {
        assert_eq!(claims(&text), [("cloud-api", Claim::Certain)], "{text}");
    }
}

#[test]
fn files_of_others_are_left_to_them() {
    for head in [
        "",
        "[12/05/2024, 10:00:00] Ann: \"object\":\"whatsapp_business_account\"",
        r#"{"object":"page","entry":[{"id":"1","changes":[]}]}"#,
        r#"{"object":"list","data":[]}"#,
        r#"{"messages":[{"id":"a","chat_id":"447700900001@s.whatsapp.net","from_me":true,"timestamp":1}],"count":1}"#,
        r#"{"metadata":{"phone_number_id":"1"}}"#,
        r#"{"entry":[]}"#,
    ] {
        assert_eq!(claim(head), Claim::No, "{head}");
    }
}

#[test]
fn a_head_cut_anywhere_is_no_mistake() {
    let head = messages(r#"{"from":"447700900001","id":"a","text":{"body":"\u00e9 \"é😀"},"timestamp":"1"}"#);
    let mut best = Claim::No;
    for end in (0..=head.len()).filter(|&end| head.is_char_boundary(end)) {
        let claim = claim(&head[..end]);
        assert!(claim >= best, "{end}");
        best = claim;
    }
    assert_eq!(best, Claim::Certain);
}
