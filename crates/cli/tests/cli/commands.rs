//! The commands beside `score`, and `score` for more than one channel.

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{run, stdout};

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
        for command in ["score", "inspect", "formats", "policy"] {
            assert!(stdout(&output).contains(command), "{arguments:?} lack {command}");
        }
    }
    let manual = stdout(&run(folder.path(), &["man", "score"]));
    assert!(manual.contains("fail\\-below"), "{manual}");
}
