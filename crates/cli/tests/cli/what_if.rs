//! `what-if`: every form of it says the same, and nothing edited says what `score` says.

use serde_json::Value;

use crate::support::{CHAT, fixtures, folder, full_view, run, stderr, stdout};

fn what_if(arguments: &[&str]) -> String {
    let output = run(&fixtures(), &[&["what-if", "demo"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output)
}

fn json(arguments: &[&str]) -> Value {
    let views: Vec<Value> =
        serde_json::from_str(&what_if(&[arguments, &["--format", "json"]].concat())).unwrap();
    let [view] = views.as_slice() else { panic!("one channel expected, got {}", views.len()) };
    view.clone()
}

/// A number of a CSV is that of JSON, of which the reader of the tests loses the last digit.
fn near(written: &str, value: &Value) -> bool {
    match (written.parse::<f64>(), value.as_f64()) {
        (Ok(written), Some(value)) => (written - value).abs() < 1e-12,
        (Err(_), None) => true,
        _ => false,
    }
}

/// The rows of a CSV by its header.
fn rows(csv: &str) -> Vec<Value> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let names = reader.headers().unwrap().clone();
    reader
        .records()
        .map(|row| {
            names.iter().zip(row.unwrap().iter()).map(|(name, value)| (name, value.to_owned())).collect()
        })
        .collect()
}

#[test]
fn nothing_edited_is_what_score_says() {
    let score = full_view(&fixtures(), &["demo"]);
    for arguments in [&[][..], &["--save", "0"], &["--age", "0", "--answer", "0%"]] {
        let view = json(arguments);
        for side in ["before", "after"] {
            for key in
                ["windowDays", "score", "overall", "metrics", "reasons", "actions", "signals", "policy"]
            {
                assert_eq!(view[side][key], score[key], "{side} {key}");
            }
        }
        assert_eq!(view["asOf"], score["asOf"]);
    }
    let vendor = run(&fixtures(), &["score", "demo"]);
    assert_eq!(what_if(&["--format", "vendor"]), stdout(&vendor));
}

/// 25 of 60 are known: half of 60 takes five more.
#[test]
fn five_contacts_reach_half() {
    let four = json(&["--save", "4"]);
    assert_eq!(four["after"]["score"]["riskFactorContacts"], 2);
    let five = json(&["--save", "5"]);
    assert_eq!(five["after"]["score"]["riskFactorContacts"], 3);
    assert_eq!(five["before"]["score"]["riskFactorContacts"], 2);
    assert_eq!(five["after"]["metrics"]["riskFactorContacts"]["known"], 30);
    assert_eq!(five["difference"]["riskFactorContacts"], 1);
    assert_eq!(five["difference"]["riskFactorContacts.known"], 5);
    assert_eq!(five["edits"][0]["number"], 5);
    let goals = json(&["--reach", "3"])["goals"].clone();
    assert_eq!(goals[1]["metric"], "riskFactorContacts");
    assert_eq!(goals[1]["effort"], 5);
    assert_eq!(goals[1]["steps"][0]["edit"], "--save 5");
    assert_eq!(goals[3]["metric"], "riskFactor");
}

/// After a campaign to strangers these are the ones reached last, and are saved first; before it there is nobody of them to save.
#[test]
fn edits_are_made_in_their_order() {
    let new = |arguments| json(arguments)["after"]["metrics"]["riskFactorContacts"].clone();
    let saved_later = new(&["--send", "40", "--save", "all"]);
    assert_eq!((&saved_later["known"], &saved_later["reached"]), (&Value::from(100), &Value::from(100)));
    let saved_first = new(&["--save", "all", "--send", "40"]);
    assert_eq!((&saved_first["known"], &saved_first["reached"]), (&Value::from(60), &Value::from(100)));
}

#[test]
fn all_formats_have_the_same_values() {
    let edits = ["--save", "3", "--answer", "4", "--send", "20", "--known", "50%"];
    let view = json(&edits);
    let line = what_if(&[&edits[..], &["--format", "ndjson"]].concat());
    assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), view);
    let csv = rows(&what_if(&[&edits[..], &["--format", "csv"]].concat()));
    for (name, amount) in view["difference"].as_object().unwrap() {
        let row = csv.iter().find(|row| row["value"] == name.as_str()).unwrap();
        assert!(near(row["difference"].as_str().unwrap(), amount), "{name}");
    }
    let rate = csv.iter().find(|row| row["value"] == "riskFactorChats.responseRate").unwrap();
    let after = &view["after"]["metrics"]["riskFactorChats"]["responseRate"];
    assert!(after.is_f64() && near(rate["after"].as_str().unwrap(), after));
}

#[test]
fn a_cell_of_a_sweep_is_the_comparison_with_its_edits() {
    let sweep = ["--sweep", "save=0..10:5", "--sweep", "answer=2..4:2"];
    let csv = rows(&what_if(&[&sweep[..], &["--format", "csv"]].concat()));
    assert_eq!(csv.len(), 6);
    for row in &csv {
        let value = |name: &str| row[name].as_str().unwrap().to_owned();
        let after = json(&["--save", &value("save"), "--answer", &value("answer")])["after"].clone();
        for key in ["lifeTime", "riskFactor", "riskFactorChats", "riskFactorContacts"] {
            assert_eq!(after["score"][key].to_string(), value(key), "{key}");
        }
        let rate = &after["metrics"]["riskFactorChats"]["responseRate"];
        assert!(rate.is_f64() && near(&value("riskFactorChats.responseRate"), rate));
    }
    let lines = what_if(&[&sweep[..], &["--format", "ndjson"]].concat());
    let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!((&first["save"], &first["answer"]), (&Value::from(0), &Value::from(2)));
    let array: Vec<Value> =
        serde_json::from_str(&what_if(&[&sweep[..], &["--format", "json"]].concat())).unwrap();
    assert_eq!(array.len(), 6);
    assert_eq!(array[0], first);
}

/// Channels are swept one after the other; together they say what each says alone.
#[test]
fn a_sweep_of_two_channels_is_the_sweeps_of_both() {
    let folder = folder(&[
        ("a/WhatsApp Chat with Ann.txt", CHAT.as_bytes()),
        ("b/WhatsApp Chat with Bob.txt", CHAT.as_bytes()),
    ]);
    let sweep = |paths: &[&str], format: &str| {
        let rest = ["--sweep", "save=0..1", "--format", format];
        stdout(&run(folder.path(), &[&["what-if"], paths, &rest].concat()))
    };
    for format in ["table", "ndjson"] {
        assert_eq!(sweep(&["a", "b"], format), sweep(&["a"], format) + &sweep(&["b"], format), "{format}");
    }
    let (header, rows_of_b) = {
        let csv = sweep(&["b"], "csv");
        let (header, rows) = csv.split_once("\r\n").unwrap();
        (header.to_owned(), rows.to_owned())
    };
    assert!(header.starts_with("channel,save,"), "{header}");
    assert_eq!(sweep(&["a", "b"], "csv"), sweep(&["a"], "csv") + &rows_of_b);
    let array = |paths: &[&str]| serde_json::from_str::<Vec<Value>>(&sweep(paths, "json")).unwrap();
    assert_eq!(array(&["a", "b"]), [array(&["a"]), array(&["b"])].concat());
}

#[test]
fn a_file_says_by_its_ending_what_it_is_and_threads_change_nothing() {
    let folder = folder(&[]);
    let demo = fixtures().join("demo");
    let files = ["one.csv", "two.csv", "three.parquet"];
    for (file, threads) in files.iter().zip(["1", "2", "2"]) {
        let arguments = [
            "what-if",
            demo.to_str().unwrap(),
            "--sweep",
            "send=0..60:3",
            "--sweep",
            "reply=0..100:20",
            "--threads",
            threads,
            "-o",
            file,
        ];
        let output = run(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    let [one, two, three] = files.map(|file| std::fs::read(folder.path().join(file)).unwrap());
    assert_eq!(one, two);
    assert!(three.starts_with(b"PAR1"));
}

#[test]
fn the_table_shows_both_and_what_it_takes() {
    let table = what_if(&["--save", "5", "--reach", "3", "--format", "table"]);
    assert!(table.contains("--save 5: 5 of 35 unknown people are saved."), "{table}");
    assert!(table.contains("▮▮▯ 2 → ▮▮▮ 3  +1"), "{table}");
    assert!(table.contains("42 % (25 of 60) → 50 % (30 of 60)"), "{table}");
    assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
}

/// At 10:30 UTC on the 20th of May, when the number is 0 days old, it is the 21st on Kiritimati, 14 hours ahead; a week later it is 7 days old.
#[test]
fn waiting_ends_on_a_day_of_the_channel() {
    let message = br#"{"id":"A","type":"text","chat_id":"447700900001@s.whatsapp.net","from_me":true,"timestamp":1716201000}"#;
    let folder = folder(&[("m.ndjson", message)]);
    let call = ["what-if", "m.ndjson", "--reach", "2", "--timezone"];
    for (zone, date) in [("America/New_York", "2024-05-27"), ("Pacific/Kiritimati", "2024-05-28")] {
        let table = stdout(&run(folder.path(), &[&call[..], &[zone]].concat()));
        assert!(table.contains(&format!("Let 7 days pass. That is until {date}. (--age +7d)")), "{table}");
    }
    let lines = stdout(&run(folder.path(), &[&call[..], &["UTC", "--format", "ndjson"]].concat()));
    let view: Value = serde_json::from_str(&lines).unwrap();
    assert_eq!(view["goals"][0]["steps"][0]["until"], "2024-05-27T10:30:00Z");
}

#[test]
fn wrong_edits_get_one_sentence() {
    for (arguments, sentence) in [
        (&["--known", "3%"][..], "--known says something of a campaign, but there is none; add --send N"),
        (&["--sweep", "reply=0..10"], "--sweep: reply is swept, but nothing is sent; add --send N"),
        (
            &["--sweep", "save=0..1000000", "--sweep", "answer=1..1000"],
            "--sweep: 1000001000 cells are more than 100000; give larger steps",
        ),
        (&["--sweep", "save=0..1", "--sweep", "save=0..1"], "--sweep: save is swept twice; give it once"),
        (
            &["--sweep", "save=0..1", "--format", "vendor"],
            "--format vendor has one result a channel, not one for each cell of a sweep; choose ndjson",
        ),
        (
            &["--reach", "3", "--format", "csv"],
            "--reach has no place in this format; choose --format table, json or ndjson",
        ),
        (
            &["--stability", "--format", "vendor"],
            "--stability has no place in this format; choose --format table, json or ndjson",
        ),
        (
            &["--policy", "none.toml"],
            "--policy none.toml: cannot be read: No such file or directory (os error 2)",
        ),
    ] {
        let output = run(&fixtures(), &[&["what-if", "demo"], arguments].concat());
        assert_eq!(stderr(&output), format!("safety-meter: {sentence}\n"));
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()));
    }
    for (option, value, sentence) in [
        ("--age", "99999", "99999 is no whole number from 0 to 10000"),
        ("--age", "-5d", "-5 is no whole number from 0 to 10000"),
        ("--save", "-1", "-1 is no whole number from 0 to 1000000"),
        ("--answer", "101%", "101 % is no share from 0 % to 100 %"),
        ("--answer", "-1%", "-1 % is no share from 0 % to 100 %"),
        ("--send", "-1", "-1 is no whole number from 0 to 1000000"),
        ("--send", "99999999999999999999", "99999999999999999999 is no whole number from 0 to 1000000"),
        ("--known", "NaN", "NaN % is no share from 0 % to 100 %"),
        ("--window", "0", "0 is no whole number from 1 to 36525"),
        ("--window", "1.5", "1.5 is no whole number from 1 to 36525"),
        ("--reach", "4", "4 is no whole number from 1 to 3"),
        (
            "--sweep",
            "hope=0..1",
            "hope cannot be swept; what can be is age, save, answer, send, known, reply, window",
        ),
    ] {
        let output = run(&fixtures(), &["what-if", "demo", option, value]);
        let said = stderr(&output);
        assert!(said.starts_with(&format!("error: invalid value '{value}' for '{option} <")), "{said}");
        assert!(said.lines().next().unwrap().ends_with(&format!(": {sentence}")), "{said}");
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()));
    }
}
