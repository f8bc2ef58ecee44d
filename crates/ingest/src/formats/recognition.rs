//! Every file has exactly one best claim: all fixtures, and the smallest files of every format.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Claim, FORMATS};
use crate::limits;
use crate::source::{Head, head_text};

/// The formats with the best claim on a head, if any claims it.
fn best(name: &str, text: &str) -> Vec<&'static str> {
    let head = Head { name, text, whole: text.len() < limits::HEAD_BYTES, tables: None };
    let claims: Vec<(Claim, &str)> =
        FORMATS.iter().map(|format| ((format.sniff)(&head), format.name)).collect();
    let best = claims.iter().map(|(claim, _)| *claim).max().unwrap();
    let winners = claims.iter().filter(|(claim, _)| *claim == best && best > Claim::No);
    winners.map(|(_, name)| *name).collect()
}

fn children(folder: &Path) -> Vec<PathBuf> {
    let mut children: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    children.sort();
    children
}

/// What the case says about the format of its file, if it says it.
fn said(case: &Path, file: &str) -> Option<String> {
    let expected: Value =
        serde_json::from_slice(&std::fs::read(case.join("expected.json")).unwrap()).unwrap();
    let mut sources = expected["sources"].as_array()?.iter();
    Some(sources.find(|source| source["path"] == file)?["format"].as_str()?.to_owned())
}

/// Files of a channel whose format is told by their content.
fn exports(case: &Path) -> Vec<(String, String)> {
    let files = children(&case.join("input")).into_iter().filter(|file| file.is_file());
    files
        .map(|file| {
            let mut bytes = std::fs::read(&file).unwrap();
            bytes.truncate(limits::HEAD_BYTES);
            (file.file_name().unwrap().to_str().unwrap().to_owned(), head_text(&bytes))
        })
        .filter(|(name, _)| name != crate::DECLARATION_FILE && is_text(name))
        .collect()
}

#[test]
fn every_fixture_has_one_best_claim_and_it_is_the_right_one() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let mut count = 0;
    for format in FORMATS {
        let folder = fixtures.join(format.name);
        for case in if folder.is_dir() { children(&folder) } else { vec![] } {
            // Databases are kept as SQL; the tests that build them say how they are recognised.
            if children(&case).iter().any(|file| file.extension().is_some_and(|ending| ending == "sql")) {
                continue;
            }
            let mut found = BTreeSet::new();
            for (name, text) in exports(&case) {
                let winners = best(&name, &text);
                assert_eq!(winners.len(), 1, "{}/{name}: {winners:?}", case.display());
                let said = said(&case, &name);
                assert!(said.is_none_or(|said| said == winners[0]), "{}/{name}: {winners:?}", case.display());
                found.insert(winners[0]);
                count += 1;
            }
            let is_zip = children(&case.join("input")).iter().any(|file| !is_text(file.to_str().unwrap()));
            assert!(found.contains(format.name) || is_zip, "{}: {found:?}", case.display());
        }
    }
    assert!(count > 30, "only {count} files");
}

fn is_text(name: &str) -> bool {
    [".json", ".ndjson", ".txt", ".csv", ".vcf"].iter().any(|ending| name.ends_with(ending))
}

/// Files with a single record, which have least to tell them by.
const SMALLEST: [(&str, &str); 38] = [
    (
        "baileys-json",
        r#"{"key":{"remoteJid":"447700900001@s.whatsapp.net","fromMe":true,"id":"A"},"messageTimestamp":1715331600}"#,
    ),
    (
        "baileys-json",
        r#"[{"key":{"remoteJid":"1@lid","fromMe":false,"id":"A"},"message":{"conversation":"hi"},"messageTimestamp":"1715331600","pushName":"x"}]"#,
    ),
    (
        "baileys-json",
        r#"{"447700900001@s.whatsapp.net":[{"key":{"remoteJid":"447700900001@s.whatsapp.net","fromMe":true,"id":"A"},"messageTimestamp":1}]}"#,
    ),
    (
        "baileys-json",
        r#"{"contacts":{"447700900001@s.whatsapp.net":{"id":"447700900001@s.whatsapp.net","name":"Ann"}},"chats":[]}"#,
    ),
    ("baileys-json", r#"[{"id":"447700900001@s.whatsapp.net","name":"Ann","notify":"annie"}]"#),
    ("baileys-json", r#"[{"id":"447700900001@s.whatsapp.net","name":"Ann"}]"#),
    (
        "baileys-json",
        r#"[{"id":"12345678901234@lid","name":"Ann","phoneNumber":"447700900001@s.whatsapp.net"}]"#,
    ),
    (
        "baileys-json",
        r#"[{"id":"447700900001@s.whatsapp.net","conversationTimestamp":1715331600,"unreadCount":0}]"#,
    ),
    (
        "baileys-json",
        r#"{"event":"messages.update","data":[{"key":{"remoteJid":"447700900001@s.whatsapp.net","fromMe":true,"id":"A"},"update":{"status":3}}]}"#,
    ),
    ("evolution-json", r#"{"messages":{"total":0,"pages":0,"currentPage":1,"records":[]}}"#),
    (
        "baileys-json",
        r#"[{"id":"120363012345678901@g.us","subject":"Team","owner":"447700900999@s.whatsapp.net","creation":1500000000}]"#,
    ),
    (
        "evolution-json",
        r#"{"key":{"remoteJid":"447700900001@s.whatsapp.net","fromMe":true,"id":"A"},"messageType":"conversation","messageTimestamp":1715331600}"#,
    ),
    ("evolution-json", r#"[{"id":"c","remoteJid":"447700900001@s.whatsapp.net","pushName":"annie"}]"#),
    (
        "evolution-json",
        r#"{"event":"messages.upsert","instance":"shop","data":{"key":{"remoteJid":"447700900001@s.whatsapp.net","fromMe":true,"id":"A"},"messageTimestamp":1}}"#,
    ),
    (
        "evolution-json",
        r#"[{"id":"u","keyId":"A","remoteJid":"447700900001@s.whatsapp.net","fromMe":true,"status":"READ"}]"#,
    ),
    (
        "evolution-json",
        r#"[{"id":"i","name":"shop","connectionStatus":"open","ownerJid":"447700900999@s.whatsapp.net"}]"#,
    ),
    (
        "whatsapp-web-js",
        r#"[{"id":{"fromMe":true,"remote":"447700900001@c.us","id":"A","_serialized":"true_447700900001@c.us_A"},"timestamp":1,"from":"447700900999@c.us","to":"447700900001@c.us"}]"#,
    ),
    (
        "whatsapp-web-js",
        r#"{"id":{"server":"c.us","user":"447700900001","_serialized":"447700900001@c.us"},"name":"Ann","isMyContact":true}"#,
    ),
    (
        "whatsapp-web-js",
        r#"{"id":{"server":"c.us","user":"447700900001","_serialized":"447700900001@c.us"},"name":"Ann","isGroup":false,"unreadCount":0}"#,
    ),
    (
        "whatsapp-web-js",
        r#"{"_data":{"id":{"_serialized":"true_447700900001@c.us_A"},"t":1,"notifyName":"x"},"id":{"fromMe":true,"remote":"447700900001@c.us","id":"A","_serialized":"true_447700900001@c.us_A"},"fromMe":true,"timestamp":1}"#,
    ),
    (
        "whatsapp-web-js",
        r#"[{"groupMetadata":{"id":{"server":"g.us","user":"120363012345678901","_serialized":"120363012345678901@g.us"},"participants":[{"id":{"server":"c.us","user":"447700900001","_serialized":"447700900001@c.us"},"isAdmin":false,"isSuperAdmin":false}]}}]"#,
    ),
    (
        "wppconnect-json",
        r#"{"id":"false_447700900001@c.us_A","t":1715331600,"from":"447700900001@c.us","to":"447700900999@c.us","fromMe":false}"#,
    ),
    (
        "wppconnect-json",
        r#"[{"id":"false_447700900001@c.us_A","timestamp":1715331600,"from":"447700900001@c.us","fromMe":false,"isGroupMsg":false}]"#,
    ),
    ("wppconnect-json", r#"[{"id":"447700900001@c.us","formattedName":"Ann","isMyContact":true}]"#),
    (
        "wppconnect-json",
        r#"[{"id":{"server":"c.us","user":"447700900001","_serialized":"447700900001@c.us"},"formattedName":"Ann","isMyContact":true}]"#,
    ),
    (
        "waha-json",
        r#"[{"id":"false_447700900001@c.us_A","timestamp":1,"from":"447700900001@c.us","fromMe":false,"body":"x"}]"#,
    ),
    (
        "waha-json",
        r#"{"id":"447700900001@c.us","number":"447700900001","name":"Ann","pushname":"A","isMe":false,"isMyContact":true}"#,
    ),
    ("waha-json", r#"[{"id":"447700900001@c.us","name":"Ann","pushname":"A"}]"#),
    ("waha-json", r#"[{"lid":"12345678901234@lid","pn":"447700900001@c.us"}]"#),
    (
        "waha-json",
        r#"{"event":"message.ack","session":"default","payload":{"id":"true_447700900001@c.us_A","ack":3}}"#,
    ),
    (
        "green-api-json",
        r#"[{"type":"incoming","idMessage":"A","timestamp":1,"typeMessage":"textMessage","chatId":"447700900001@c.us"}]"#,
    ),
    ("green-api-json", r#"[{"id":"447700900001@c.us","name":"annie","contactName":"","type":"user"}]"#),
    ("green-api-json", r#"[{"id":"120363012345678901@g.us","name":"Team","contactName":"","type":"group"}]"#),
    (
        "green-api-json",
        r#"{"receiptId":1,"body":{"typeWebhook":"stateInstanceChanged","instanceData":{"idInstance":1,"wid":"447700900999@c.us"},"timestamp":1}}"#,
    ),
    ("chat-exporter-json", r#"{"447700900001@s.whatsapp.net":{"name":"Ann","type":"ios","messages":{}}}"#),
    (
        "chat-exporter-json",
        r#"{"447700900001@s.whatsapp.net":{"name":"Ann","type":"android","messages":{"1":{"from_me":true,"timestamp":1.0,"key_id":"a"}}}}"#,
    ),
    (
        "whapi-json",
        r#"[{"id":"a","type":"text","chat_id":"447700900001@s.whatsapp.net","from_me":true,"timestamp":1}]"#,
    ),
    ("whapi-json", r#"[{"id":"447700900001","name":"Ann","saved":false}]"#),
];

#[test]
fn the_smallest_files_are_told_apart() {
    for (format, text) in SMALLEST {
        assert_eq!(best("export.json", text), [format], "{text}");
        // As a loggers' string, and behind a line that was cut.
        let written = text.replace('\\', "\\\\").replace('"', "\\\"");
        assert_eq!(best("log.ndjson", &format!(r#"{{"at":"x","body":"{written}"}}"#)), [format], "{text}");
        let compact = text.replace('\n', "");
        assert_eq!(best("log.ndjson", &format!("ody\":\"x\"}}\n{compact}\n")), [format], "{text}");
    }
}

#[test]
fn what_is_nobodys_is_claimed_by_no_gateway() {
    for text in [
        r#"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"value":{"messaging_product":"whatsapp","statuses":[{"id":"a","status":"sent","timestamp":"1","recipient_id":"447700900001"}]}}]}]}"#,
        r#"{"chats":{"list":[{"name":"Ann","type":"personal_chat","id":1,"messages":[{"id":1,"type":"message","date_unixtime":"1"}]}]}}"#,
        r#"{"wa_registration_info":{"registration_timestamp":1}}"#,
        r#"{"name":"x","version":"1.0.0","dependencies":{}}"#,
        r#"{"event":"push","instance":"ci","data":{"id":1}}"#,
        r#"{"event":"click","session":"abc","timestamp":1}"#,
        r#"[{"id":"ann@example.org","name":"Ann","notify":true}]"#,
        r#"[{"key":"a","message":"b"},{"key":{"x":1},"messageType":"y"}]"#,
        r#"{"messages":[{"role":"user","content":"hi"}],"total":1}"#,
        r#"{"noiseKey":{"private":"x"},"me":{"id":"447700900999:1@s.whatsapp.net"},"registrationId":1}"#,
    ] {
        let claims = best("x.json", text);
        let gateways = [
            "baileys-json",
            "evolution-json",
            "whatsapp-web-js",
            "wppconnect-json",
            "waha-json",
            "green-api-json",
            "chat-exporter-json",
        ];
        assert!(claims.iter().all(|claim| !gateways.contains(claim)), "{claims:?} {text}");
    }
}

#[test]
fn the_rest_of_a_cut_line_says_nothing() {
    let hook = r#"{"event":"message","session":"default","payload":{"id":"false_447700900001@c.us_A","timestamp":1,"from":"447700900001@c.us","fromMe":false,"_data":{"key":{"remoteJid":"447700900001@s.whatsapp.net","fromMe":false,"id":"A"},"messageTimestamp":1}}}"#;
    for cut in (0..hook.len()).filter(|&cut| !hook[cut..].starts_with(['{', '['])) {
        let log = format!("{}\n{hook}\n", &hook[cut..]);
        assert_eq!(best("log.ndjson", &log), ["waha-json"], "{log}");
    }
}

#[test]
fn a_head_cut_anywhere_is_never_claimed_by_two() {
    for (format, text) in SMALLEST {
        for end in 0..=text.len() {
            let claims = best("export.json", &text[..end]);
            assert!(claims.len() <= 1, "{format}: {claims:?} at {end} of {text}");
        }
    }
}
