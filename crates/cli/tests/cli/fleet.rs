//! Tables of many channels.

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{fixtures, run, stderr, stdout};

const MESSAGES: &str = "channel,chat_id,from_me,timestamp,id\n\
    b,447700900001,true,1716163200,m1\n\
    a,447700900002,true,1716163200,m1\n\
    ,447700900002,true,1716163200,m2\n\
    b,447700900001,false,1716166800,m3\n\
    b,447700900001,sideways,1716166800,m4\n";
const CONTACTS: &str = "channel,id,saved\nb,447700900001,true\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn views(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    let output = run(folder, &[&["score", "--format", "ndjson"], arguments].concat());
    stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Channel a: one outreach without an answer, no address book. Channel b: one outreach, answered after 3600 s, by a known person.
#[test]
fn each_channel_of_a_table_is_scored_on_its_own() {
    let folder = folder(&[("all/messages.csv", MESSAGES), ("all/contacts.csv", CONTACTS)]);
    let of_folder = views(folder.path(), &["--fleet", "all"]);
    let of_files = views(folder.path(), &["--fleet", "all/contacts.csv", "--fleet", "all/messages.csv"]);
    assert_eq!(of_folder, of_files);
    let [a, b] = &of_folder[..] else { panic!("two channels expected") };
    assert_eq!((&a["channel"], &b["channel"]), (&"a".into(), &"b".into()));
    assert_eq!(a["metrics"]["riskFactorContacts"]["coverage"], Value::Null);
    assert_eq!(b["metrics"]["riskFactorContacts"]["coverage"], 1.0);
    assert_eq!(a["metrics"]["riskFactorChats"]["answered"], 0);
    assert_eq!(b["metrics"]["riskFactorChats"]["answered"], 1);
    assert_eq!((&a["asOf"], &b["asOf"]), (&"2024-05-20T00:00:00Z".into(), &"2024-05-20T01:00:00Z".into()));
}

/// The row without a channel may be of any of them, so it is said of all; the row of b that says nothing is b's alone.
#[test]
fn what_cannot_be_read_is_said_of_the_channels_that_it_concerns() {
    let folder =
        folder(&[("all/messages.csv", MESSAGES), ("all/contacts.csv", CONTACTS), ("all/notes.md", "milk")]);
    let views = views(folder.path(), &["--fleet", "all"]);
    let rejects = |view: &Value| -> Vec<String> {
        let rejects = view["rejects"].as_array().unwrap().iter();
        rejects
            .map(|reject| format!("{} {}", reject["path"].as_str().unwrap(), reject["at"].as_str().unwrap()))
            .collect()
    };
    assert_eq!(rejects(&views[0]), ["messages.csv line 4", "notes.md file"]);
    assert_eq!(rejects(&views[1]), ["messages.csv line 4", "messages.csv line 6", "notes.md file"]);
    let sources = |view: &Value| -> Vec<(String, u64, u64)> {
        let sources = view["sources"].as_array().unwrap().iter();
        let number = |source: &Value, key: &str| source[key].as_u64().unwrap();
        sources
            .map(|source| {
                (
                    source["path"].as_str().unwrap().to_owned(),
                    number(source, "records"),
                    number(source, "rejected"),
                )
            })
            .collect()
    };
    assert_eq!(sources(&views[0]), [("messages.csv".to_owned(), 1, 1)]);
    assert_eq!(sources(&views[1]), [("contacts.csv".to_owned(), 1, 0), ("messages.csv".to_owned(), 2, 2)]);
}

#[test]
fn several_channels_are_never_scored_as_one() {
    let folder = folder(&[("all/messages.csv", MESSAGES), ("alone/messages.csv", CONTACTS)]);
    for (path, failed) in [("all", "all"), ("all/messages.csv", "messages")] {
        let output = run(folder.path(), &["score", path]);
        assert_eq!(
            stderr(&output),
            format!(
                "safety-meter: {failed}: messages.csv tells of 2 different channels, in its channel column or with the tables \
                 beside it; score it with --fleet\n"
            )
        );
        assert_eq!(output.status.code(), Some(2));
    }
    // One channel is that of the folder, whatever it is called.
    let output = run(folder.path(), &["score", "alone"]);
    assert_eq!((stderr(&output).as_str(), output.status.code()), ("", Some(0)));
    assert!(stdout(&output).starts_with("{\"channel\":\"alone\""));
}

#[test]
fn what_names_no_channel_has_no_place_in_a_fleet() {
    let without = "chat_id,from_me,timestamp\n447700900001,true,1716163200\n";
    let folder = folder(&[("all/messages.csv", MESSAGES), ("all/other.csv", without)]);
    let output = run(folder.path(), &["score", "--fleet", "all", "--format", "json"]);
    let sentence = "does not say of which channel it tells; with --fleet every table needs a channel column";
    let said = stderr(&output);
    assert!(said.starts_with(&format!("safety-meter: other.csv {sentence}\n2 channels\n")), "{said}");
    assert_eq!(output.status.code(), Some(2));
    let views: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(views.len(), 2);
    for view in views {
        let rejects = view["rejects"].as_array().unwrap();
        assert!(rejects.iter().any(|reject| reject["path"] == "other.csv" && reject["why"] == sentence));
    }
}

/// The law of `convert` for many channels at once: folders and the tables made of them score the same.
#[test]
fn a_converted_fleet_scores_like_its_folders() {
    let folder = TempDir::new().unwrap();
    for (name, case) in
        [("a", "whapi-json/webhook-log"), ("b", "table-csv/names-and-zone"), ("c", "vcard/versions")]
    {
        let channel = folder.path().join("fleet").join(name);
        std::fs::create_dir_all(&channel).unwrap();
        for entry in std::fs::read_dir(fixtures().join(case).join("input")).unwrap() {
            let path = entry.unwrap().path();
            std::fs::copy(&path, channel.join(path.file_name().unwrap())).unwrap();
        }
    }
    let content = |arguments: &[&str]| -> Vec<Value> {
        let mut views = views(folder.path(), arguments);
        for view in &mut views {
            let view = view.as_object_mut().unwrap();
            assert!(view.remove("sources").is_some() && view.remove("rejects").is_some());
        }
        views
    };
    let original = content(&["--fleet", "fleet"]);
    assert_eq!(original.len(), 3);
    for format in ["parquet", "arrow", "csv", "ndjson"] {
        let output = format!("all.{format}");
        let converted = run(folder.path(), &["convert", "--fleet", "fleet", "-o", &output]);
        assert_eq!(stderr(&converted), "");
        let contacts = format!("all-contacts.{format}");
        assert_eq!(content(&["--fleet", &output, "--fleet", &contacts]), original, "{format}");
    }
}

/// Cut off anywhere, a typed table is one sentence and no score.
#[test]
fn damaged_typed_tables_are_named() {
    let folder = TempDir::new().unwrap();
    for (name, case) in [
        ("m.parquet", "table-parquet/typed/input/messages.parquet"),
        ("m.arrow", "table-ipc/typed/input/messages.arrow"),
    ] {
        let bytes = std::fs::read(fixtures().join(case)).unwrap();
        std::fs::write(folder.path().join(name), &bytes[..bytes.len() / 2]).unwrap();
        let output = run(folder.path(), &["score", name]);
        assert_eq!(
            stderr(&output),
            format!(
                "safety-meter: m: {name} is broken at its end: its directory is missing or damaged, as after a broken download; \
                 export it again\n"
            )
        );
        assert_eq!(output.status.code(), Some(2));
    }
}

/// Nobody says who is in the address book, so the table of contacts has columns and no rows: that is no table without channels.
#[test]
fn tables_without_rows_are_no_failure() {
    let message = r#"{"id":"A","type":"text","chat_id":"447700900001@s.whatsapp.net","from_me":true,"timestamp":1716163200}"#;
    let folder = folder(&[("acme/messages.ndjson", message)]);
    for format in ["parquet", "ipc", "csv", "ndjson"] {
        let converted = run(folder.path(), &["convert", "acme", "-o", format, "--format", format]);
        assert_eq!((converted.status.code(), stderr(&converted).as_str()), (Some(0), ""), "{format}");
        let output = run(folder.path(), &["score", "--fleet", format]);
        assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""), "{format}");
        assert_eq!(stdout(&output), stdout(&run(folder.path(), &["score", "acme"])), "{format}");
    }
}

/// In whichever order the folder lists them: by path, where names are equal.
#[cfg(unix)]
#[test]
fn channels_of_equal_names_have_an_order() {
    let line = |time: u32| {
        format!(
            "{{\"chat_id\":\"447700900001@s.whatsapp.net\",\"from_me\":true,\"timestamp\":{time},\"id\":\"A\",\"type\":\"text\"}}\n"
        )
    };
    let times = [("x", 1_716_163_201), ("y", 1_716_163_202), ("z", 1_716_163_203)];
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("fleet")).unwrap();
    // What is listed first hangs on the file system, so not one order of names but two are tried.
    for names in [["a", "b", "c"], ["f", "e", "d"]] {
        for ((place, time), name) in times.into_iter().zip(names) {
            let real = folder.path().join(place).join(name).join("acme");
            std::fs::create_dir_all(&real).unwrap();
            std::fs::write(real.join("m.ndjson"), line(time)).unwrap();
            std::os::unix::fs::symlink(&real, folder.path().join("fleet").join(name)).unwrap();
        }
    }
    let instants: Vec<u64> = views(folder.path(), &["--fleet", "fleet"])
        .iter()
        .map(|view| view["asOf"].as_str().unwrap()[18..19].parse().unwrap())
        .collect();
    assert_eq!(instants, [1, 2, 3, 3, 2, 1]);
}

/// Contacts that cannot be read now may be readable the next time, without looking changed.
#[test]
fn what_was_made_without_a_table_is_not_taken_over() {
    let folder = folder(&[
        ("all/messages.csv", MESSAGES),
        ("all/other.csv", "chat_id,from_me,timestamp\n447700900001,true,1716163200\n"),
    ]);
    for _ in 0..2 {
        let output = run(folder.path(), &["score", "--fleet", "all", "-o", "out", "--resume"]);
        let said = stderr(&output);
        assert!(
            said.ends_with("safety-meter: 0 of 2 channels taken over, as nothing about them has changed\n"),
            "{said}"
        );
        assert_eq!(output.status.code(), Some(2));
    }
}
