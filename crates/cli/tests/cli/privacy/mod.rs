//! Nothing private comes out of the program, in any format and at any verbosity, but what is documented.

mod broken;
pub mod calls;
mod chats;
mod families;
pub mod planting;
mod secrets;
mod shapes;
mod typed;

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;
use tempfile::TempDir;

use self::calls::{CALLS, Call};
use self::planting::{Planted, Written};
use self::secrets::Kind;
use crate::fixtures::cases;
use crate::support::{fixtures, full_view, run, stderr, stdout};

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

/// Every case of every format, and the demo.
fn all_cases() -> Vec<PathBuf> {
    cases().into_iter().chain([fixtures().join("demo")]).collect()
}

/// What a call shows and must not, a line each; and which kinds it showed. Standard error names files, whoever reads them; everything else
/// shows what the table says.
fn leaks_of(planted: &Planted, call: &Call, more: &[&str], shown: &[Kind]) -> (Vec<String>, BTreeSet<Kind>) {
    let (output, written) = planted.run(call, more);
    assert!(
        matches!(output.status.code(), Some(0..=2)),
        "{:?} {:?}\n{}",
        call.words,
        output.status,
        stderr(&output)
    );
    let said: &[Kind] = if more.contains(&"--mask") { &[] } else { &[Kind::Path] };
    let (mut leaks, mut seen) = (Vec::new(), BTreeSet::new());
    for Written { what, bytes } in &written {
        let allowed = if what.ends_with(": standard error") { said } else { shown };
        for (word, kinds) in planted.secrets.found(bytes) {
            if kinds.iter().all(|kind| !allowed.contains(kind)) {
                leaks.push(format!("{what}: {word} {kinds:?}"));
            }
            seen.extend(kinds);
        }
    }
    (leaks, seen)
}

/// Otherwise nothing would be proven: what is planted is read as what was there before.
#[test]
fn planted_exports_score_like_those_they_were_made_of() {
    let mut wrong = Vec::new();
    for case in all_cases() {
        let planted = Planted::of(&case);
        let prepared = crate::cases::prepare(&case);
        let input = if prepared.folder.join("input").is_dir() { "input" } else { "." };
        let arguments: Vec<&str> =
            std::iter::once(input).chain(prepared.arguments.iter().map(String::as_str)).collect();
        let before = full_view(&prepared.folder, &arguments);
        let words = planted.words(&CALLS[0], &[]);
        let words: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        let after = full_view(planted.folder(), &words);
        let counted = |view: &Value| -> Vec<[Value; 3]> {
            let of = |source: &Value| ["format", "records", "rejected"].map(|key| source[key].clone());
            let mut sources: Vec<[Value; 3]> = view["sources"].as_array().unwrap().iter().map(of).collect();
            sources.sort_by_key(|source| format!("{source:?}"));
            sources
        };
        if (&before["metrics"], counted(&before)) != (&after["metrics"], counted(&after)) {
            let [before, after] =
                [&before, &after].map(|view| format!("{} {:?}", view["metrics"], counted(view)));
            wrong.push(format!("{}\n{before}\n{after}", case.display()));
        }
        assert!(planted.secrets.len() > 2, "{}: {:?}", case.display(), planted.secrets);
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn nothing_private_is_written_but_what_is_documented() {
    let mut found = Vec::new();
    let mut seen: BTreeSet<(&str, Kind)> = BTreeSet::new();
    for case in all_cases() {
        let planted = Planted::of(&case);
        for call in CALLS {
            let (leaks, kinds) = leaks_of(&planted, call, &[], call.shows);
            found.extend(leaks);
            seen.extend(kinds.into_iter().map(|kind| (call.name, kind)));
        }
    }
    assert!(found.is_empty(), "{} leaks:\n{}", found.len(), found.join("\n"));
    // What the table allows is there; else it would allow too much.
    let allowed = CALLS.iter().flat_map(|call| call.shows.iter().map(|kind| (call.name, *kind)));
    let unused: Vec<_> = allowed.filter(|allowed| !seen.contains(allowed)).collect();
    assert!(unused.is_empty(), "allowed and never shown: {unused:?}");
}

#[test]
fn with_a_mask_there_are_no_exceptions() {
    let mut found = Vec::new();
    for case in all_cases() {
        let planted = Planted::of(&case);
        for call in CALLS.iter().filter(|call| call.has_mask) {
            found.extend(leaks_of(&planted, call, &["--mask"], &[]).0);
        }
    }
    assert!(found.is_empty(), "{} leaks:\n{}", found.len(), found.join("\n"));
}

#[test]
fn what_was_saved_without_a_mask_is_masked_when_it_is_shown() {
    let mut found = Vec::new();
    for case in all_cases() {
        let planted = Planted::of(&case);
        for call in
            CALLS.iter().filter(|call| call.words.contains("-o out/") || call.words.contains("--save"))
        {
            if call.words.starts_with("score") {
                planted.run(call, &[]);
            }
        }
        for call in CALLS.iter().filter(|call| call.words.contains(" out/") && !call.words.contains("FLEET"))
        {
            if ["fleet", "diff", "history"].iter().any(|command| call.words.starts_with(command)) {
                found.extend(leaks_of(&planted, call, &["--mask"], &[]).0);
            }
        }
    }
    assert!(found.is_empty(), "{} leaks:\n{}", found.len(), found.join("\n"));
}
