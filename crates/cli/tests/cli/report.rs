//! `report`: one page a channel, the same however it is asked for.

use std::path::Path;

use tempfile::TempDir;

use crate::support::{CHAT, fixtures, folder, run, stderr, stdout};

fn demo() -> String {
    fixtures().join("demo").to_str().unwrap().to_owned()
}

/// The page that a call writes to standard output, without a message.
#[track_caller]
fn page(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()), "{arguments:?}");
    stdout(&output)
}

#[test]
fn a_page_is_one_small_file() {
    let folder = TempDir::new().unwrap();
    let output = run(folder.path(), &["report", &demo(), "-o", "report.html"]);
    assert_eq!(
        (output.status.code(), stdout(&output), stderr(&output)),
        (Some(0), String::new(), String::new())
    );
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let written = std::fs::read_to_string(folder.path().join("report.html")).unwrap();
    assert!(written.starts_with("<!DOCTYPE html><html lang=\"en\">") && written.ends_with("</html>"));
    assert!(written.len() <= 300_000, "{} bytes", written.len());
    // The files and a page in a pipe are the same.
    assert_eq!(page(folder.path(), &["report", &demo()]), written);
}

#[test]
fn it_is_the_same_however_it_is_asked_for_and_on_any_number_of_threads() {
    let folder = TempDir::new().unwrap();
    let expected = page(folder.path(), &["report", &demo()]);
    for arguments in [
        &["score", "--format", "html"][..],
        &["report", "--threads", "1"],
        &["report", "--threads", "8"],
        &["report", "-q"],
    ] {
        assert_eq!(page(folder.path(), &[arguments, &[&*demo()]].concat()), expected, "{arguments:?}");
    }
    assert_eq!(page(folder.path(), &["score", &demo(), "-o", "s.html"]), "");
    assert_eq!(std::fs::read_to_string(folder.path().join("s.html")).unwrap(), expected);
}

#[test]
fn persons_are_masked_unless_it_is_asked_for() {
    let folder = TempDir::new().unwrap();
    let masked = page(folder.path(), &["report", &demo()]);
    let shown = page(folder.path(), &["report", &demo(), "--show-numbers"]);
    for (person, mask) in
        [("Amelia Hughes", "A••• H•••"), ("Grace Kim", "G••• K•••"), ("+44 7700 900123", "+44 770 •••• 23")]
    {
        assert!(shown.contains(person) && !masked.contains(person), "{person}");
        assert!(masked.contains(mask) && !shown.contains(mask), "{mask}");
    }
}

#[test]
fn as_of_policy_zone_and_name_are_those_of_the_score() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("p.toml"), "name = \"strict\"\nwindow_days = 7\n").unwrap();
    let text = page(
        folder.path(),
        &[
            "report",
            &demo(),
            "--as-of",
            "2024-05-01",
            "--policy",
            "p.toml",
            "--timezone",
            "Europe/Berlin",
            "--channel",
            "Harbour",
        ],
    );
    for part in
        ["<bdi>Harbour</bdi>", "2024-05-01 23:59 Europe/Berlin", "the last 7 days", "<bdi>strict</bdi>"]
    {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn a_rating_below_the_limit_fails_and_the_page_is_there() {
    let folder = TempDir::new().unwrap();
    for (limit, code) in [("2", 0), ("3", 1)] {
        let output = run(folder.path(), &["score", &demo(), "-o", "s.html", "--fail-below", limit]);
        assert_eq!(output.status.code(), Some(code), "{limit}");
        std::fs::remove_file(folder.path().join("s.html")).unwrap();
    }
}

#[test]
fn what_could_not_be_read_is_said_and_shown() {
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes()), ("c/Ben.zip", b"PK\x03\x04")]);
    let output = run(folder.path(), &["report", "c", "-o", "r.html"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("c: Ben.zip"), "{}", stderr(&output));
    let written = std::fs::read_to_string(folder.path().join("r.html")).unwrap();
    assert!(written.contains("What could not be read") && written.contains("B•••.zip"));
}

#[test]
fn doubts_are_said_and_shown() {
    let chat = CHAT.replace("2024", "2094");
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", chat.as_bytes())]);
    let output = run(folder.path(), &["report", "c", "-o", "r.html"]);
    let doubt = "its newest touch is of 2094-05-25T12:00:00Z, which is yet to come; choose another --as-of";
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), format!("safety-meter: c: {doubt}\n")));
    assert!(std::fs::read_to_string(folder.path().join("r.html")).unwrap().contains(doubt));
    assert_eq!(stderr(&run(folder.path(), &["report", "c", "-o", "r.html", "-q"])), "");
}

#[test]
fn a_channel_without_dates_says_that_nothing_is_known() {
    let card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nTEL:+447700900123\nEND:VCARD\n";
    let folder = folder(&[("c/book.vcf", card.as_bytes())]);
    let text = page(folder.path(), &["report", "c"]);
    assert!(text.contains("Nothing in these exports has a date"));
    assert_eq!(text.matches("No data<span class=\"aside\"> counts as 1, Use Caution").count(), 4);
}

#[test]
fn wrong_calls_are_told_in_one_sentence() {
    let folder = folder(&[
        ("a/WhatsApp Chat with Ann.txt", CHAT.as_bytes()),
        ("b/WhatsApp Chat with Ben.txt", CHAT.as_bytes()),
    ]);
    let chat = "a/WhatsApp Chat with Ann.txt";
    let one = "a page shows one channel; name one PATH";
    for (arguments, expected) in [
        (&["report", "a", "b", "-o", "r.html"][..], one),
        (&["report", "--fleet", ".", "-o", "r.html"], one),
        (&["score", "a", "b", "-o", "r.html"], one),
        (&["report", "nowhere", "-o", "r.html"], "nowhere: no such file or folder; check the path"),
        (&["report", "a", "-o", chat], "exists and lies among the inputs; give a path outside of them"),
        (&["report", "a", "-o", "."], "is a folder; give the name of a file"),
        (&["report", "a", "--policy", "none.toml"], "--policy none.toml: cannot be read"),
        (
            &["score", "a", "-o", "r.html", "--resume"],
            "--resume needs a format of lines or rows, which --format html is not",
        ),
    ] {
        let output = run(folder.path(), arguments);
        let messages = stderr(&output);
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()), "{arguments:?}");
        assert!(messages.contains(expected), "{arguments:?}: {messages}");
        assert_eq!(messages.trim_end().lines().count(), 1, "{messages}");
        assert!(!folder.path().join("r.html").exists(), "{arguments:?}");
    }
}
