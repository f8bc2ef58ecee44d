//! No text of a message comes out of the program, in any format and at any verbosity.

use crate::support::{run, stderr, stdout};
use tempfile::TempDir;

const CANARY: &str = "zanzibar-canary-7731";

#[test]
fn no_text_of_a_message_comes_out() {
    let folder = TempDir::new().unwrap();
    let channel = folder.path().join("c");
    std::fs::create_dir(&channel).unwrap();
    let chat = format!(
        "20/05/2024, 10:00 - Ann: {CANARY}\nsecond line {CANARY}\n20/05/2024, 11:00 - Me: {CANARY}\n\
         25/05/2024, 12:00 - {CANARY} changed the subject\n99/99/2024, 12:00 - Ann: {CANARY}\n"
    );
    std::fs::write(channel.join("WhatsApp Chat with Ann.txt"), chat).unwrap();
    let good = format!(
        r#"{{"id":"A1","type":"text","chat_id":"447700900001@s.whatsapp.net","from_me":true,"timestamp":1715000000,"text":{{"body":"{CANARY}"}}}}"#
    );
    let bad = format!(
        r#"{{"id":"A2","type":"text","chat_id":"{CANARY}","from_me":"{CANARY}","timestamp":"{CANARY}","text":{{"body":"{CANARY}"}}}}"#
    );
    let broken = format!(r#"{{"id":"A3","text":{{"body":"{CANARY}"#);
    std::fs::write(channel.join("messages.ndjson"), format!("{good}\n{bad}\n{broken}\n{good}\n")).unwrap();
    let card = format!("BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nNOTE:{CANARY}\nEND:VCARD\n");
    std::fs::write(channel.join("contacts.vcf"), card).unwrap();

    for arguments in [
        &["score", "c", "-v"][..],
        &["score", "c", "--format", "table", "-v"],
        &["score", "c", "--format", "json", "-v"],
        &["score", "c", "--format", "ndjson", "-v"],
        &["score", "c", "--format", "csv", "-v"],
        &["report", "c", "-v"],
        &["report", "c", "--show-numbers"],
        &["inspect", "c", "-v"],
        &["inspect", "c", "--format", "json"],
    ] {
        let output = run(folder.path(), arguments);
        let written = stdout(&output) + &stderr(&output);
        assert!(written.contains('c') && output.status.code() == Some(0), "{arguments:?}\n{written}");
        assert!(!written.contains(CANARY), "{arguments:?}\n{written}");
    }
}
