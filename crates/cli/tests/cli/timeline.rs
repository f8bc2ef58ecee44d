//! `timeline`: each day is what `score` says of it, in every format and on any number of threads.

use std::fs;
use std::path::Path;

use meter_ingest::{Declaration, TextKey, When, read_channel};
use meter_report::ChannelResult;
use meter_score::{Policy, score};
use serde_json::Value;
use tempfile::TempDir;

use crate::rows::{Row, assert_equal, rows_of_csv, rows_of_json, rows_of_ndjson, rows_of_parquet};
use crate::support::{CHAT, fixtures, folder, run, stderr, stdout};

fn timeline(arguments: &[&str]) -> String {
    let output = run(&fixtures(), &[&["timeline"], arguments].concat());
    assert_eq!((stderr(&output), output.status.code()), (String::new(), Some(0)));
    stdout(&output)
}

#[test]
fn every_day_of_the_demo_is_what_the_scorer_says() {
    let demo = fixtures().join("demo");
    let declared = Declaration::read(&demo).unwrap().resolve().unwrap();
    let reading = read_channel(&demo, &declared, &TextKey::default(), &()).unwrap();
    let rows = rows_of_csv(&timeline(&["demo", "--format", "csv"]));
    // From 2024-01-22 to 2024-05-20: 10 days of January, 29, 31, 30 and 20.
    assert_eq!(rows.len(), 120);
    for row in rows {
        let as_of = When::parse(&row["date"]).unwrap().end(declared.timezone);
        let result = ChannelResult {
            channel: "demo".to_owned(),
            assessment: score(&reading.ledger, &Policy::default(), Some(as_of)),
            timezone: declared.timezone,
            sources: Vec::new(),
            rejects: Vec::new(),
        };
        let mut out = Vec::new();
        meter_report::csv::write(&[result], &mut out).unwrap();
        assert_is_score(&row, &String::from_utf8(out).unwrap());
    }
}

#[test]
fn days_of_the_demo_are_what_the_program_says() {
    for row in rows_of_csv(&timeline(&["demo", "--format", "csv", "--every", "30d"])) {
        let output = run(&fixtures(), &["score", "demo", "--as-of", &row["date"], "--format", "csv"]);
        assert_is_score(&row, &stdout(&output));
    }
}

/// Every cell of a day stands in the only row of a score as well.
fn assert_is_score(row: &Row, score: &str) {
    let score = &rows_of_csv(score)[0];
    for (column, cell) in row.iter().filter(|(column, _)| *column != "date") {
        assert_eq!(cell, &score[column], "{column} on {}", row["date"]);
    }
}

#[test]
fn every_format_has_the_same_values() {
    let rows = rows_of_csv(&timeline(&["demo", "--format", "csv"]));
    assert_equal(&rows_of_ndjson(&timeline(&["demo", "--format", "ndjson"])), &rows);
    let views: Vec<Value> = serde_json::from_str(&timeline(&["demo", "--format", "json"])).unwrap();
    assert_eq!(views.len(), 1);
    assert_equal(&rows_of_json(&views[0], &rows[0]), &rows);
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("days.parquet");
    timeline(&["demo", "-o", file.to_str().unwrap()]);
    assert_equal(&rows_of_parquet(&fs::read(&file).unwrap()), &rows);
}

#[test]
fn changes_are_those_between_the_rows() {
    let views: Vec<Value> = serde_json::from_str(&timeline(&["demo", "--format", "json"])).unwrap();
    let mut changes = views[0]["changes"].as_array().unwrap().iter();
    let points = views[0]["points"].as_array().unwrap();
    let mut expected = 0;
    for pair in points.windows(2) {
        for key in ["riskFactor", "lifeTime", "riskFactorContacts", "riskFactorChats"] {
            let [from, to] = [&pair[0]["ratings"][key], &pair[1]["ratings"][key]];
            if from != to {
                let change = changes.next().unwrap();
                assert_eq!((&change["date"], &change["rating"]), (&pair[1]["date"], &Value::from(key)));
                assert_eq!((&change["from"], &change["to"]), (from, to));
                assert!(change["cause"].as_str().unwrap().ends_with('.'));
                expected += 1;
            }
        }
    }
    assert!(expected > 5 && changes.next().is_none());
    let table = timeline(&["demo"]);
    assert!(table.contains(&format!("\n  Changes: {expected}\n")), "{table}");
}

#[test]
fn threads_change_nothing() {
    for format in ["table", "csv", "ndjson", "json", "parquet"] {
        let with = |threads| {
            run(
                &fixtures(),
                &[
                    "timeline",
                    "demo",
                    "whapi-json/page-messages-contacts/input",
                    "--format",
                    format,
                    "--threads",
                    threads,
                ],
            )
            .stdout
        };
        let one = with("1");
        assert!(!one.is_empty());
        assert_eq!(one, with("2"), "{format}");
    }
}

fn dates(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let output = run(folder, &[&["timeline", "--format", "csv"], arguments].concat());
    assert_eq!(stderr(&output), "");
    rows_of_csv(&stdout(&output)).into_iter().map(|row| row["date"].clone()).collect()
}

/// The chat goes from 2024-05-20, 10:00 to the 25th, 12:00.
#[test]
fn rows_stand_at_the_ends_of_days() {
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    let dates = |arguments: &[&str]| dates(folder.path(), &[&["c"], arguments].concat());
    let days = ["2024-05-20", "2024-05-21", "2024-05-22", "2024-05-23", "2024-05-24", "2024-05-25"];
    assert_eq!(dates(&[]), days);
    assert_eq!(dates(&["--every", "2d"]), ["2024-05-20", "2024-05-22", "2024-05-24"]);
    assert_eq!(dates(&["--every", "1w"]), ["2024-05-20"]);
    assert_eq!(dates(&["--from", "2024-05-24"]), ["2024-05-24", "2024-05-25"]);
    assert_eq!(dates(&["--from", "2024-05-18", "--to", "2024-05-19"]), ["2024-05-18", "2024-05-19"]);
    assert_eq!(
        dates(&["--from", "2024-06-30", "--to", "2024-07-14", "--every", "1w"]),
        ["2024-06-30", "2024-07-07", "2024-07-14"]
    );
    let output = run(
        folder.path(),
        &["timeline", "c", "--timezone", "America/New_York", "--to", "2024-05-20", "--format", "ndjson"],
    );
    // New York is four hours behind UTC in May.
    assert!(
        stdout(&output).starts_with(r#"{"channel":"c","date":"2024-05-20","asOf":"2024-05-21T03:59:59Z","#)
    );
}

#[test]
fn a_day_that_was_left_out_is_no_row() {
    // Samoa went from the 29th of December 2011 to the 31st.
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    let range = ["c", "--timezone", "Pacific/Apia", "--from", "2011-12-28", "--to", "2011-12-31"];
    assert_eq!(dates(folder.path(), &range), ["2011-12-28", "2011-12-29", "2011-12-31"]);
}

#[test]
fn a_fleet_is_one_table() {
    let chat = CHAT.as_bytes();
    let later = CHAT.replace("25/05/2024", "21/05/2024");
    let folder = folder(&[
        ("fleet/b/WhatsApp Chat with Ann.txt", chat),
        ("fleet/a/WhatsApp Chat with Ann.txt", later.as_bytes()),
    ]);
    let output = run(folder.path(), &["timeline", "--fleet", "fleet", "-o", "days.csv"]);
    assert_eq!(
        (stderr(&output), stdout(&output), output.status.code()),
        (String::new(), String::new(), Some(0))
    );
    let rows = rows_of_csv(&fs::read_to_string(folder.path().join("days.csv")).unwrap());
    let names: Vec<&str> = rows.iter().map(|row| row["channel"].as_str()).collect();
    assert_eq!(names, ["a", "a", "b", "b", "b", "b", "b", "b"]);
    let output = run(folder.path(), &["timeline", "--fleet", "fleet", "-o", "days.json"]);
    assert_eq!(output.status.code(), Some(0));
    let views: Vec<Value> =
        serde_json::from_slice(&fs::read(folder.path().join("days.json")).unwrap()).unwrap();
    assert_eq!(views.iter().map(|view| view["points"].as_array().unwrap().len()).collect::<Vec<_>>(), [2, 6]);
}

#[test]
fn nothing_dated_is_said_and_has_no_rows() {
    let folder = folder(&[("c/book.csv", b"Name,Phone\nAnn,+44 7700 900123\n")]);
    for (format, expected) in [("table", "c\n  Nothing in it has a date.\n"), ("ndjson", "")] {
        let output = run(folder.path(), &["timeline", "c", "--format", format]);
        assert_eq!(stderr(&output), "safety-meter: c: nothing in it has a date, so there are no days\n");
        assert_eq!((stdout(&output).as_str(), output.status.code()), (expected, Some(0)));
    }
}

#[test]
fn wrong_calls_get_one_sentence() {
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    for (arguments, message) in [
        (
            &["--from", "2024-05-21", "--to", "2024-05-20"][..],
            "safety-meter: --from 2024-05-21 is after --to 2024-05-20; swap them",
        ),
        (
            &["--from", "2024-05-26"][..],
            "safety-meter: c: its newest touch is of 2024-05-25, before --from 2024-05-26; give --to, too, or an earlier --from",
        ),
        (
            &["--to", "2024-05-19"][..],
            "safety-meter: c: it begins on 2024-05-20, after --to 2024-05-19; give --from, too, or a later --to",
        ),
        // 2,023 years of 365 days and 490 leap days are 738,885; from then to the 25th of May of 2024 31 + 29 + 31 + 30 + 25.
        (
            &["--from", "0001-01-01"][..],
            "safety-meter: c: 0001-01-01 to 2024-05-25 would be 739031 rows and 100000 are the most; give a later --from or a longer \
             --every",
        ),
        (
            &["--from", "0001-01-01", "--to", "9999-12-31", "--every", "1w"][..],
            "safety-meter: 0001-01-01 to 9999-12-31 would be 521723 rows and 100000 are the most; give a later --from or a longer \
             --every",
        ),
        (
            &["--every", "0d"][..],
            "error: invalid value '0d' for '--every <STEP>': give days like 1d or weeks like 2w, from 1 day to a century",
        ),
        (
            &["--every", "-1d"][..],
            "error: invalid value '-1d' for '--every <STEP>': give days like 1d or weeks like 2w, from 1 day to a century",
        ),
        (
            &["--to", "2024-02-30"][..],
            "error: invalid value '2024-02-30' for '--to <DATE>': give a date like 2024-05-20",
        ),
        (
            &["-o", "c/WhatsApp Chat with Ann.txt"][..],
            "safety-meter: --output c/WhatsApp Chat with Ann.txt: exists and lies among the inputs; give a path outside of them",
        ),
    ] {
        let output = run(folder.path(), &[&["timeline", "c"], arguments].concat());
        assert_eq!(stderr(&output).lines().next(), Some(message), "{arguments:?}");
        assert!(message.starts_with("error") || stderr(&output).lines().count() == 1);
        assert_eq!((stdout(&output).as_str(), output.status.code()), ("", Some(2)));
    }
}

#[test]
fn what_is_read_is_said_to_those_who_ask() {
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    let output = run(folder.path(), &["timeline", "c", "-v"]);
    assert_eq!(
        stderr(&output),
        "safety-meter: c: WhatsApp Chat with Ann.txt read as whatsapp-text: 3 records, 0 rejected\n"
    );
}

#[test]
fn a_newest_touch_that_is_yet_to_come_is_pointed_out() {
    let message = br#"{"id":"A","type":"text","chat_id":"447700900001@s.whatsapp.net","from_me":true,"timestamp":4102444800}"#;
    let folder = folder(&[("m.ndjson", message)]);
    let output = run(folder.path(), &["timeline", "m.ndjson"]);
    let expected =
        "safety-meter: m: its newest touch is of 2100-01-01T00:00:00Z, which is yet to come; give --to\n";
    assert_eq!(stderr(&output), expected);
    assert_eq!(stderr(&run(folder.path(), &["timeline", "m.ndjson", "--to", "2100-01-02"])), "");
}

#[test]
fn other_channels_go_on_after_one_that_cannot() {
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    let output = run(folder.path(), &["timeline", "nowhere", "c", "--format", "ndjson"]);
    assert_eq!(stderr(&output), "safety-meter: nowhere: no such file or folder; check the path\n");
    assert_eq!((stdout(&output).lines().count(), output.status.code()), (6, Some(2)));
}
