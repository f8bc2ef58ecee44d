//! `diff`: saved results in every format, two policies, exit codes and wrong calls.

use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{folder, run, safety_meter, stderr, stdout};

/// Our messages to so many people, each answered a minute later or not, on 20 May 2024 from midnight on; `first` is that of the very first.
fn messages(first: i64, persons: i64, answered: i64) -> String {
    let row = |person: i64, from_me: bool, time: i64| {
        format!(
            "{{\"chat_id\":\"4477009000{person:02}@s.whatsapp.net\",\"from_me\":{from_me},\"timestamp\":{time},\"id\":\"{from_me}{time}\",\
             \"type\":\"text\"}}\n"
        )
    };
    let midnight = 1_716_163_200;
    let mut text = row(99, false, first);
    for person in 0..persons {
        text += &row(person, true, midnight + person * 300);
        if person < answered {
            text += &row(person, false, midnight + person * 300 + 60);
        }
    }
    text
}

const FORMATS: [&str; 5] = ["vendor", "json", "ndjson", "csv", "parquet"];

/// Results as of 20 and of 24 May, in every format. Both channels wrote to 20 people on the 20th, of whom 10 answered; the third is only in the first.
fn saved() -> TempDir {
    let folder = folder(&[
        ("exports/a/m.ndjson", messages(1_716_163_200 - 4 * 86_400, 20, 10).as_bytes()),
        ("exports/b/m.ndjson", messages(1_716_163_200 - 40 * 86_400, 20, 10).as_bytes()),
        ("exports/gone/m.ndjson", messages(1_716_163_200, 1, 0).as_bytes()),
    ]);
    for (name, as_of) in [("one", "2024-05-20T06:00:00Z"), ("other", "2024-05-24T06:00:00Z")] {
        if name == "other" {
            std::fs::remove_dir_all(folder.path().join("exports/gone")).unwrap();
        }
        for format in FORMATS {
            let output = format!("{name}.{format}");
            let arguments =
                ["score", "--fleet", "exports", "--as-of", as_of, "--format", format, "-o", &output, "-q"];
            assert_eq!(run(folder.path(), &arguments).status.code(), Some(0));
        }
    }
    folder
}

fn diff(folder: &Path, arguments: &[&str]) -> (Value, String, Option<i32>) {
    let output = run(folder, &[&["diff", "--format", "json"], arguments].concat());
    (serde_json::from_slice(&output.stdout).unwrap_or(Value::Null), stderr(&output), output.status.code())
}

/// On the 20th the number a is 4 days old (1), on the 24th 8 (2). Ten of twenty answered: after 72 hours the other ten are unanswered, 50 %, before
/// they were pending. b is past 30 days both times. The mean of (1, 1, 3) is 5/3 and of (2, 1, 3) is 2: both 2.
#[test]
fn what_changed_and_why() {
    let folder = saved();
    let (view, said, code) = diff(folder.path(), &["one.ndjson", "other.ndjson"]);
    assert_eq!((said.as_str(), code), ("", Some(0)));
    assert_eq!(view["counts"], json!({"fell": 0, "rose": 1, "same": 1}));
    assert_eq!((&view["onlyBefore"], &view["onlyAfter"]), (&json!(["gone"]), &json!([])));
    assert_eq!(
        (&view["before"], &view["after"], &view["policy"]),
        (&json!("one.ndjson"), &json!("other.ndjson"), &Value::Null)
    );
    let a = &view["channels"][0];
    assert_eq!((&a["channel"], &a["trend"]), (&json!("a"), &json!("rose")));
    assert_eq!(a["asOf"], json!({"before": "2024-05-20T06:00:00Z", "after": "2024-05-24T06:00:00Z"}));
    assert_eq!(a["ratings"]["lifeTime"], json!({"before": 1, "after": 2}));
    assert_eq!(
        a["why"],
        json!({"lifeTime": "at least 4 days since its first message, provisional → at least 8 days since its first message, provisional."})
    );
    assert_eq!(a["values"]["lifeTime.ageDays"], json!({"before": 4, "after": 8}));
    assert_eq!(a["values"]["riskFactorChats.pending"], json!({"before": 10, "after": 0}));
    assert_eq!(a["values"]["riskFactorChats.answered"], Value::Null);
    let b = &view["channels"][1];
    assert_eq!((&b["trend"], &b["why"]), (&json!("same"), &json!({})));
    // The other way round it fell.
    let (back, _, code) = diff(folder.path(), &["other.ndjson", "one.ndjson"]);
    assert_eq!((&back["counts"], code), (&json!({"fell": 1, "rose": 0, "same": 1}), Some(1)));
    assert_eq!(back["onlyAfter"], json!(["gone"]));
    let table = run(folder.path(), &["diff", "other.csv", "one.parquet"]);
    assert_eq!(table.status.code(), Some(1));
    assert!(stdout(&table).contains("  fell  ▮▮▯ 2 → ▮▯▯ 1  Age of the number\n"), "{}", stdout(&table));
    let rows = stdout(&run(folder.path(), &["diff", "one.json", "other.json", "--format", "csv"]));
    assert!(rows.lines().nth(1).unwrap().starts_with("a,rose,2,2,1,2,1,1,"), "{rows}");
}

#[test]
fn every_format_gives_the_same() {
    let folder = saved();
    let channels = |one: &str, other: &str| diff(folder.path(), &[one, other]).0["channels"].clone();
    let expected = channels("one.ndjson", "other.ndjson");
    for format in FORMATS.iter().skip(1) {
        for other in FORMATS.iter().skip(1) {
            let found = channels(&format!("one.{format}"), &format!("other.{other}"));
            assert_eq!(found, expected, "{format} {other}");
        }
    }
    for format in FORMATS {
        // The six keys have the ratings and the day, and say what they do not know.
        let (view, said, code) = diff(folder.path(), &["one.vendor", &format!("other.{format}")]);
        assert_eq!((said.as_str(), code), ("", Some(0)), "{format}");
        let a = &view["channels"][0];
        assert_eq!(a["ratings"], expected[0]["ratings"], "{format}");
        assert_eq!(a["asOf"], json!({"before": "5/20/2024", "after": "5/24/2024"}), "{format}");
        let why = a["why"]["lifeTime"].as_str().unwrap();
        let unknown = if format == "vendor" {
            "Only ratings were saved, so it is not known why."
        } else {
            "Before, only the rating was saved; after: at least 8 days since its first message, provisional."
        };
        assert_eq!(why, unknown, "{format}");
        let name = format!("one.{format}");
        let (same, _, code) = diff(folder.path(), &[&name, &name]);
        assert_eq!((&same["counts"], code), (&json!({"fell": 0, "rose": 0, "same": 3}), Some(0)), "{format}");
    }
}

#[test]
fn standard_input_is_one_side() {
    let folder = saved();
    let input = std::fs::read(folder.path().join("other.parquet")).unwrap();
    let output = safety_meter()
        .current_dir(folder.path())
        .args(["diff", "one.json", "-", "--format", "json"])
        .write_stdin(input)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    let view: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(view["channels"], diff(folder.path(), &["one.json", "other.json"]).0["channels"]);
}

/// Half of the people answered, which is 3 from a cut of 30 % on, and 2 below one of 60 %.
#[test]
fn two_policies_on_the_same_exports() {
    let folder = saved();
    std::fs::write(folder.path().join("strict.toml"), "name = 'strict'\n[riskFactorChats]\ngood = 0.6\n")
        .unwrap();
    std::fs::write(folder.path().join("twin.toml"), "[riskFactorChats]\ngood = 0.30\n").unwrap();
    let arguments =
        ["--fleet", "exports", "--as-of", "2024-05-24", "--policy", "default", "--policy", "strict.toml"];
    let (view, said, code) = diff(folder.path(), &arguments);
    assert_eq!((said.as_str(), code), ("", Some(1)));
    assert_eq!(
        view["policy"],
        json!([
            {"key": "name", "before": "default", "after": "strict"},
            {"key": "riskFactorChats.good", "before": 0.3, "after": 0.6},
        ])
    );
    assert_eq!((&view["before"], &view["after"]), (&json!("default"), &json!("strict.toml")));
    for channel in view["channels"].as_array().unwrap() {
        assert_eq!(channel["ratings"]["riskFactorChats"], json!({"before": 3, "after": 2}));
        let why = channel["why"]["riskFactorChats"].as_str().unwrap();
        assert!(
            why.starts_with("50 % answered (10 of 20 conversations with 20 people, 0 pending), "),
            "{why}"
        );
        assert_eq!(channel["policy"]["after"]["name"], "strict");
    }
    let arguments = ["exports/a", "exports/b", "--policy", "twin.toml", "--policy", "default"];
    let output = run(folder.path(), &[&["diff"], &arguments[..]].concat());
    assert_eq!((stderr(&output).as_str(), output.status.code()), ("", Some(0)));
    assert_eq!(
        stdout(&output),
        "twin.toml → default\n2 channels in both; no rating changed.\n\n  Policy\n    Both have the same values.\n"
    );
}

#[test]
fn what_tells_of_no_channel_is_named_and_the_rest_compared() {
    let folder = saved();
    let mut text = std::fs::read_to_string(folder.path().join("one.vendor")).unwrap();
    text.push_str("{\"channel\":\"c\"}\n");
    let first = text.lines().next().unwrap().to_owned();
    text.push_str(&first);
    std::fs::write(folder.path().join("odd.ndjson"), text).unwrap();
    let (view, said, code) = diff(folder.path(), &["other.vendor", "odd.ndjson"]);
    assert_eq!(
        said,
        "safety-meter: odd.ndjson: line 4 has no lifeTime from 1 to 3, so it is left out\n\
         safety-meter: odd.ndjson: line 5 is of a channel that is listed before, so it is left out\n"
    );
    assert_eq!((&view["counts"]["fell"], code), (&json!(1), Some(2)));
}

#[test]
fn a_channel_that_cannot_be_read_leaves_the_others() {
    let folder = saved();
    let output = run(
        folder.path(),
        &["diff", "exports/a", "nowhere", "--policy", "default", "--policy", "default", "--format", "csv"],
    );
    assert_eq!(stderr(&output), "safety-meter: nowhere: no such file or folder; check the path\n");
    assert_eq!((stdout(&output).lines().count(), output.status.code()), (2, Some(2)));
}

#[test]
fn wrong_calls() {
    let folder = saved();
    std::fs::write(folder.path().join("notes.txt"), "buy milk\n").unwrap();
    std::fs::write(folder.path().join("cut.json"), "[{\"channel\":").unwrap();
    std::fs::write(folder.path().join("wrong.toml"), "window_days = 0\n").unwrap();
    let what = "diff compares two files of saved results, or two policies on the same exports; name two files, or give --policy twice";
    for (arguments, message) in [
        (&["one.json"][..], what),
        (&["one.json", "other.json", "one.csv"], what),
        (
            &["one.json", "other.json", "--policy", "default"],
            "--policy: diff compares two policies; give it exactly twice",
        ),
        (
            &["exports/a", "--policy", "default", "--policy", "default", "--policy", "default"],
            "--policy: diff compares two policies; give it exactly twice",
        ),
        (&["-", "-"], "-: standard input can be read only once; name it once"),
        (
            &["one.json", "exports"],
            "exports: is a folder, and diff compares files of saved results; save them with `safety-meter score`, or give --policy twice",
        ),
        (
            &["one.json", "other.json", "--as-of", "now"],
            "--as-of is for exports, and saved results are compared as they are; leave it out, or give --policy twice",
        ),
        (
            &["one.json", "other.json", "--fleet", "exports"],
            "--fleet is for exports, and saved results are compared as they are; leave it out, or give --policy twice",
        ),
        (&["one.json", "none.json"], "none.json: cannot be read: No such file or directory (os error 2)"),
        (
            &["notes.txt", "one.json"],
            "notes.txt: holds no scores; give what `safety-meter score` writes as parquet, csv, ndjson, json or vendor",
        ),
        (&["one.json", "cut.json"], "cut.json: is broken JSON; write it again: line 1, column 12"),
        (
            &["exports/a", "--policy", "default", "--policy", "wrong.toml"],
            "--policy wrong.toml: window_days: must be from 1 to 36525",
        ),
    ] {
        let output = run(folder.path(), &[&["diff"], arguments].concat());
        assert_eq!(stderr(&output), format!("safety-meter: {message}\n"), "{arguments:?}");
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""), "{arguments:?}");
    }
}
