//! The commands beside `score`, and `score` for more than one channel.

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{run, stderr, stdout};

/// A chat of two messages in `channel` below `folder`.
fn write_chat(folder: &Path, channel: &str, partner: &str) {
    let folder = folder.join(channel);
    std::fs::create_dir_all(&folder).unwrap();
    let text = format!("13/05/2024, 10:00 - Me: hi\n13/05/2024, 10:05 - {partner}: hello\n");
    std::fs::write(folder.join(format!("WhatsApp Chat with {partner}.txt")), text).unwrap();
}

#[test]
fn inspect_says_how_a_chat_is_understood() {
    let folder = TempDir::new().unwrap();
    write_chat(folder.path(), "acme", "Ann");
    std::fs::write(folder.path().join("acme/book.csv"), "Name,Phone\nAnn,+44 7700 900123\n").unwrap();
    let output = run(folder.path(), &["inspect", "acme"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        stdout(&output),
        "acme
  1 person, 2 touches in direct chats, address book present, owner Me

  WhatsApp Chat with Ann.txt
    whatsapp-text: 2 records, 2024-05-13T10:00:00Z to 2024-05-13T10:05:00Z
    date-order: dates read as day, month, year: other orders make dates that no calendar has
    me: you write as “Me”
    chat: a direct chat with a person in the address book

  book.csv
    contacts-csv: 1 record

"
    );
}

#[test]
fn inspect_tells_programs_the_same() {
    let folder = TempDir::new().unwrap();
    write_chat(folder.path(), "acme", "Ann");
    let output = run(folder.path(), &["inspect", "acme", "--format", "json"]);
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(said[0]["channel"], "acme");
    assert_eq!(said[0]["me"], serde_json::json!(["Me"]));
    assert_eq!((&said[0]["persons"], &said[0]["touches"]), (&Value::from(1), &Value::from(2)));
    let source = &said[0]["sources"][0];
    assert_eq!(source["records"], 2);
    assert_eq!(source["last"], "2024-05-13T10:05:00Z");
    let topics: Vec<&Value> = source["notes"].as_array().unwrap().iter().map(|note| &note["topic"]).collect();
    assert_eq!(topics, ["date-order", "me", "chat"]);
}

#[test]
fn a_fleet_is_scored_by_sub_folder_in_the_order_of_names() {
    let folder = TempDir::new().unwrap();
    write_chat(folder.path(), "fleet/zeta", "Ann");
    write_chat(folder.path(), "fleet/acme", "Ben");
    write_chat(folder.path(), "fleet/.hidden", "Cleo");
    let output = run(folder.path(), &["score", "--fleet", "fleet"]);
    assert_eq!(output.status.code(), Some(0));
    // One person, reached, known and answering: age 0 days is 1, two samples of one are 2 at most; the mean 5/3 is nearest to 2.
    let line = |channel: &str| {
        format!(
            "{{\"channel\":\"{channel}\",\"lastUpdateDate\":\"5/13/2024\",\"lifeTime\":1,\"riskFactor\":2,\
             \"riskFactorChats\":2,\"riskFactorContacts\":2}}\n"
        )
    };
    assert_eq!(stdout(&output), [line("acme"), line("zeta")].concat());
}

#[test]
fn manual_and_completions_name_the_commands() {
    let folder = TempDir::new().unwrap();
    for arguments in
        [&["man"][..], &["completions", "bash"], &["completions", "zsh"], &["completions", "fish"]]
    {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        // Manual pages write a hyphen in their own way.
        let text = stdout(&output).replace("\\-", "-");
        for command in [
            "score",
            "what-if",
            "plan",
            "timeline",
            "diff",
            "calibrate",
            "history",
            "token",
            "inspect",
            "formats",
            "policy",
        ] {
            assert!(text.contains(command), "{arguments:?} lack {command}");
        }
    }
    let manual = stdout(&run(folder.path(), &["man", "score"]));
    assert!(manual.contains("fail\\-below"), "{manual}");
}

/// 2 of 120 messages: page 1 of 60, as it was saved.
#[test]
fn a_history_known_to_be_cut_is_said_to_be_beside_the_score() {
    let folder = TempDir::new().unwrap();
    let message = |id: &str, from_me: bool, time: u32| {
        format!(
            r#"{{"key":{{"id":"{id}","fromMe":{from_me},"remoteJid":"447700900001@s.whatsapp.net"}},"messageType":"conversation","message":{{"conversation":"x"}},"messageTimestamp":{time}}}"#
        )
    };
    let page = format!(
        r#"{{"messages":{{"total":120,"pages":60,"currentPage":1,"records":[{},{}]}}}}"#,
        message("A", true, 1_716_100_000),
        message("B", false, 1_716_100_600)
    );
    std::fs::create_dir(folder.path().join("c")).unwrap();
    std::fs::write(folder.path().join("c/page.json"), page).unwrap();
    let output = run(folder.path(), &["score", "c"]);
    assert_eq!(output.status.code(), Some(0));
    let said = stderr(&output);
    assert!(said.starts_with("safety-meter: c: ") && said.contains("120"), "{said}");
    assert_eq!(stderr(&run(folder.path(), &["score", "c", "-q"])), "");
}

#[test]
fn a_newest_touch_that_is_yet_to_come_is_pointed_out() {
    let folder = TempDir::new().unwrap();
    let message = r#"{"id":"A","type":"text","chat_id":"447700900001@s.whatsapp.net","from_me":true,"timestamp":4102444800}"#;
    std::fs::write(folder.path().join("m.ndjson"), format!("{message}\n")).unwrap();
    let keys = r#"{"channel":"m","lifeTime":1,"riskFactor":1,"riskFactorChats":1,"riskFactorContacts":1}"#;
    std::fs::write(folder.path().join("labels.json"), keys).unwrap();
    let expected = "safety-meter: m: its newest touch is of 2100-01-01T00:00:00Z, which is yet to come; choose another \
                    --as-of\n";
    for call in [
        &["score", "m.ndjson"][..],
        &["what-if", "m.ndjson", "--save", "1"],
        &["plan", "m.ndjson", "--per-day", "1", "--days", "1", "--runs", "1"],
        &["diff", "m.ndjson", "--policy", "default", "--policy", "default"],
        &["calibrate", "m.ndjson", "--labels", "labels.json"],
    ] {
        let said = stderr(&run(folder.path(), call));
        assert!(said.starts_with(expected), "{call:?}: {said}");
        assert!(!stderr(&run(folder.path(), &[call, &["-q"]].concat())).contains("newest"), "{call:?}");
        let chosen = stderr(&run(folder.path(), &[call, &["--as-of", "2100-01-02"]].concat()));
        assert!(!chosen.contains("newest"), "{call:?}: {chosen}");
    }
}
