//! `report` of many channels: one page of all of them.

use std::path::Path;

use tempfile::TempDir;

use crate::support::{CHAT, folder, run, stderr, stdout};

/// Channel `one` writes to a known person, who answers; channel `two` to a stranger, who does not.
const MESSAGES: &str = "channel,chat_id,from_me,timestamp,id\n\
    one,447700900001,true,1716163200,m1\n\
    one,447700900001,false,1716166800,m2\n\
    two,447700900002,true,1716163200,m1\n";
const CONTACTS: &str = "channel,id,saved\none,447700900001,true\n";

fn tables() -> TempDir {
    folder(&[("all/messages.csv", MESSAGES.as_bytes()), ("all/contacts.csv", CONTACTS.as_bytes())])
}

/// The page that a call writes to standard output, without a message.
#[track_caller]
fn page(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()), "{arguments:?}");
    stdout(&output)
}

/// The channels in the order of the table.
fn channels(page: &str) -> Vec<&str> {
    page.split("<bdi>").skip(1).filter_map(|rest| Some(rest.split_once("</bdi></th>")?.0)).collect()
}

/// `two` is rated 1 throughout, `one` 2 for its contacts and its answers, as one person is a small sample.
#[test]
fn all_channels_are_on_one_page_the_worst_first() {
    let folder = tables();
    let output = run(folder.path(), &["report", "--fleet", "all", "-o", "fleet.html"]);
    assert_eq!(
        (output.status.code(), stdout(&output), stderr(&output)),
        (Some(0), String::new(), String::new())
    );
    let written = std::fs::read_to_string(folder.path().join("fleet.html")).unwrap();
    assert!(written.contains("<title>2 channels – Safety Meter</title>"));
    assert!(!written.contains("Not on this page"));
    assert_eq!(channels(&written), ["two", "one"]);
    for arguments in [
        &["score", "--format", "html"][..],
        &["report", "--threads", "1"],
        &["report", "--threads", "8"],
        &["report", "-q"],
    ] {
        assert_eq!(page(folder.path(), &[arguments, &["--fleet", "all"]].concat()), written, "{arguments:?}");
    }
}

/// Several folders are a fleet, too. Names of chats that are scored by themselves are those of persons.
#[test]
fn persons_are_masked_unless_it_is_asked_for() {
    let chat = "WhatsApp Chat with Ann.txt";
    let folder = folder(&[(chat, CHAT.as_bytes()), ("b/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    let masked = page(folder.path(), &["report", chat, "b"]);
    let shown = page(folder.path(), &["report", chat, "b", "--show-numbers"]);
    assert_eq!(channels(&masked), ["WhatsApp Chat with A•••", "b"]);
    assert_eq!(channels(&shown), ["WhatsApp Chat with Ann", "b"]);
}

#[test]
fn weeks_are_those_up_to_as_of() {
    let folder = tables();
    let weeks = |as_of: &str| {
        page(folder.path(), &["report", "--fleet", "all", "--as-of", as_of])
            .matches("<svg class=\"weeks\"")
            .count()
    };
    // Both begin on 2024-05-20: a week later there are two ends of weeks since then.
    assert_eq!([weeks("2024-05-21"), weeks("2024-06-10")], [0, 2]);
}

#[test]
fn what_could_not_be_read_is_said_and_the_others_are_shown() {
    let folder = folder(&[
        ("all/a/WhatsApp Chat with Ann.txt", CHAT.as_bytes()),
        ("all/a/Ben.zip", b"PK\x03\x04"),
        ("all/b/WhatsApp Chat with Ann.txt", CHAT.as_bytes()),
        ("all/c/channel.toml", b"region = 1"),
    ]);
    let output = run(folder.path(), &["report", "--fleet", "all", "-o", "fleet.html"]);
    assert_eq!(output.status.code(), Some(2));
    let messages = stderr(&output);
    assert!(messages.contains("a: Ben.zip") && messages.contains("channel.toml"), "{messages}");
    let written = std::fs::read_to_string(folder.path().join("fleet.html")).unwrap();
    assert_eq!(channels(&written), ["a", "b"]);
    assert_eq!(written.matches("; 1 file could not be read.").count(), 1);
    // Whoever only has the page has to know that `c` is missing.
    assert!(written.contains("1 channel or table of those that were asked for could not be read."));
}

#[test]
fn where_nothing_can_be_read_nothing_is_written() {
    let folder = folder(&[("all/c/channel.toml", b"region = 1"), ("all/d/channel.toml", b"region = 1")]);
    let output = run(folder.path(), &["report", "--fleet", "all", "-o", "fleet.html"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!folder.path().join("fleet.html").exists());
}

#[test]
fn the_lowest_rating_decides_what_is_below_the_limit() {
    let folder = tables();
    for (limit, code) in [("1", 0), ("2", 1)] {
        let output = run(folder.path(), &["score", "--fleet", "all", "-o", "f.html", "--fail-below", limit]);
        assert_eq!(output.status.code(), Some(code), "{limit}");
        assert!(folder.path().join("f.html").exists());
    }
}
