//! `fleet`: numbers beside each other, read back from what `score` wrote.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{run, safety_meter, stderr, stdout};

/// Three channels whose newest touch is at 2024-05-20T00:00:00Z. a: first touch 40 days before; two persons written to, one of them in
/// the address book; none answers. b: 10 days, one person, known, answers after an hour. c: no outgoing touch; one incoming.
fn folder() -> TempDir {
    let end = 1_716_163_200;
    let before = |days: i64| end - days * 86_400;
    let row = |channel: &str, chat: &str, mine: bool, time: i64| {
        format!("{channel},4477009000{chat},{mine},{time}\n")
    };
    let messages = [
        row("a", "01", true, before(40)),
        row("a", "01", true, before(20)),
        row("a", "02", true, before(10)),
        row("a", "02", true, end),
        row("b", "01", true, before(10)),
        row("b", "01", false, before(10) + 3_600),
        row("b", "01", false, end),
        row("c", "01", false, end),
    ];
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    write("messages.csv", format!("channel,chat_id,from_me,timestamp\n{}", messages.concat()));
    write("contacts.csv", "channel,id,saved\na,447700900001,true\nb,447700900001,true\n".to_owned());
    folder
}

fn write_scores(folder: &Path, format: &str) -> String {
    let call =
        ["score", "--fleet", "messages.csv", "--fleet", "contacts.csv", "--format", format, "-o", format];
    let output = run(folder, &call);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stderr(&output)
}

fn compared(folder: &Path, path: &str, format: &str) -> String {
    let output = run(folder, &["fleet", path, "--format", format]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""), "{path}");
    stdout(&output)
}

/// Ages 40, 10 and 0 days: percentiles 5/6, 3/6 and 1/6. Coverage 0.5 and 1 of a and b: 1/4 and 3/4. Response 0 and 1, too.
#[test]
fn each_channel_has_its_place_among_the_others() {
    let folder = folder();
    write_scores(folder.path(), "parquet");
    let json: Value = serde_json::from_str(&compared(folder.path(), "parquet", "json")).unwrap();
    let place = |channel: usize, metric: &str| json["members"][channel]["percentiles"][metric].as_f64();
    let near = |value: Option<f64>, expected: f64| (value.unwrap() - expected).abs() < 1e-9;
    for (channel, sixths) in [(0, 5.0), (1, 3.0), (2, 1.0)] {
        assert!(near(place(channel, "lifeTime"), sixths * 100.0 / 6.0), "{json}");
    }
    for metric in ["riskFactorContacts", "riskFactorChats"] {
        assert_eq!(place(2, metric), None);
    }
    assert!(
        near(place(0, "riskFactorContacts"), 25.0) && near(place(1, "riskFactorContacts"), 75.0),
        "{json}"
    );
    assert!(near(place(0, "riskFactorChats"), 25.0) && near(place(1, "riskFactorChats"), 75.0), "{json}");
    assert_eq!(json["quartiles"]["lifeTime"]["lower"], 5.0);
    assert_eq!(json["quartiles"]["lifeTime"]["median"], 10.0);
    assert_eq!(json["quartiles"]["riskFactorChats"]["upper"], 0.75);
    assert_eq!(json["ratings"]["lifeTime"], serde_json::json!({"1": 1, "2": 1, "3": 1}));
    assert_eq!(json["worst"][0]["channel"], "c");
}

/// What is said after a run is what `fleet` says of its result, in whichever format that is.
#[test]
fn all_formats_tell_the_same() {
    let folder = folder();
    let summary = write_scores(folder.path(), "parquet");
    let table = compared(folder.path(), "parquet", "table");
    assert!(summary.starts_with("3 channels\n") && table.starts_with(&summary), "{summary}\n{table}");
    assert!(
        summary.contains("Age of the number: The number is at least 0 days old, under 7 days."),
        "{summary}"
    );
    for format in ["csv", "ndjson", "json"] {
        write_scores(folder.path(), format);
        assert_eq!(compared(folder.path(), format, "table"), table, "{format}");
        assert_eq!(
            compared(folder.path(), format, "csv"),
            compared(folder.path(), "parquet", "csv"),
            "{format}"
        );
    }
    write_scores(folder.path(), "vendor");
    let vendor: Value = serde_json::from_str(&compared(folder.path(), "vendor", "json")).unwrap();
    let json: Value = serde_json::from_str(&compared(folder.path(), "parquet", "json")).unwrap();
    assert_eq!(vendor["ratings"], json["ratings"]);
    assert_eq!(vendor["quartiles"]["lifeTime"], Value::Null);
    let piped = safety_meter()
        .args(["fleet", "-"])
        .write_stdin(fs::read(folder.path().join("csv")).unwrap())
        .output()
        .unwrap();
    assert_eq!(stdout(&piped), table);
}

#[test]
fn quiet_says_nothing_and_one_number_is_no_fleet() {
    let folder = folder();
    let call = ["score", "--fleet", "messages.csv", "--fleet", "contacts.csv", "-q"];
    assert_eq!(stderr(&run(folder.path(), &call)), "");
    fs::write(
        folder.path().join("one.csv"),
        "channel,chat_id,from_me,timestamp\na,447700900001,true,1716163200\n",
    )
    .unwrap();
    assert_eq!(stderr(&run(folder.path(), &["score", "--fleet", "one.csv"])), "");
}

#[test]
fn names_of_strangers_do_nothing() {
    let folder = TempDir::new().unwrap();
    let keys = r#""riskFactor":1,"lifeTime":1,"riskFactorChats":1,"riskFactorContacts":1}"#;
    let lines = format!("{{\"channel\":\"\\u001b[31mred\\u202e\",{keys}\n{{\"channel\":\"=1+1\",{keys}\n");
    fs::write(folder.path().join("s"), lines).unwrap();
    let table = compared(folder.path(), "s", "table");
    assert!(!table.contains(['\u{1b}', '\u{202e}']), "{table:?}");
    let csv = compared(folder.path(), "s", "csv");
    assert!(csv.lines().any(|line| line.starts_with("'=1+1,1,1,1,1,")), "{csv}");
    // Read back, the name is what it was.
    fs::write(folder.path().join("c"), csv).unwrap();
    let json: Value = serde_json::from_str(&compared(folder.path(), "c", "json")).unwrap();
    assert_eq!(json["members"][1]["channel"], "=1+1");
}

#[test]
fn what_holds_no_scores_is_said() {
    let folder = folder();
    write_scores(folder.path(), "parquet");
    let parquet = fs::read(folder.path().join("parquet")).unwrap();
    fs::write(folder.path().join("cut"), &parquet[..parquet.len() / 2]).unwrap();
    fs::write(folder.path().join("empty"), "").unwrap();
    fs::write(folder.path().join("array"), "[{]").unwrap();
    for (path, message) in [
        (
            "messages.csv",
            "holds no scores (row 1 has no lifeTime from 1 to 3); give what `safety-meter score` writes as parquet, csv, ndjson, json or vendor",
        ),
        (
            "empty",
            "holds no scores; give what `safety-meter score` writes as parquet, csv, ndjson, json or vendor",
        ),
        ("cut", "cannot be read: the directory at its end is missing or damaged, as after a broken download"),
        ("array", "is broken JSON; write it again: line 1, column 3"),
        ("nowhere", "cannot be read: No such file or directory (os error 2)"),
    ] {
        let output = run(folder.path(), &["fleet", path]);
        assert_eq!(stderr(&output), format!("safety-meter: {path}: {message}\n"));
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn rows_without_ratings_are_named_and_left_out() {
    let folder = TempDir::new().unwrap();
    let text = "channel,riskFactor,lifeTime,riskFactorContacts,riskFactorChats\na,1,2,3,1\nb,1,4,3,1\nc\nd,1,2,3,1\na,3,3,3,3\n";
    fs::write(folder.path().join("s.csv"), text).unwrap();
    let output = run(folder.path(), &["fleet", "s.csv", "--format", "csv"]);
    assert_eq!(
        stderr(&output),
        "safety-meter: s.csv: row 2 has no lifeTime from 1 to 3, so it is left out\n\
         safety-meter: s.csv: row 3 has fewer cells than the header, so it is left out\n\
         safety-meter: s.csv: row 5 is of a channel that is listed before, so it is left out\n"
    );
    assert_eq!((output.status.code(), stdout(&output).lines().nth(1)), (Some(2), Some("a,1,2,3,1,,,,,,")));
}

/// As a spreadsheet of many countries saves what `score` wrote.
#[test]
fn decimals_with_a_comma_are_read() {
    let folder = folder();
    write_scores(folder.path(), "csv");
    let text = fs::read_to_string(folder.path().join("csv")).unwrap();
    let rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes()).into_records();
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    for row in rows.map(Result::unwrap) {
        let comma =
            |cell: &str| if cell.parse::<f64>().is_ok() { cell.replace('.', ",") } else { cell.to_owned() };
        writer.write_record(row.iter().map(comma)).unwrap();
    }
    let written = writer.into_inner().unwrap();
    assert!(String::from_utf8_lossy(&written).contains(";0,5;"), "the coverage of a");
    fs::write(folder.path().join("e.csv"), written).unwrap();
    assert_eq!(compared(folder.path(), "e.csv", "json"), compared(folder.path(), "csv", "json"));
}
