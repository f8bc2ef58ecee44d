//! `calibrate`: from folders and saved responses to a policy, and every wrong call.

use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{folder, run, stderr, stdout};

/// One message of ours, so many days before noon of 20 May 2024: by the end of that day the number is so many whole days old.
fn message(days: i64) -> String {
    let time = 1_716_206_400 - days * 86_400;
    format!(
        "{{\"id\":\"A\",\"type\":\"text\",\"chat_id\":\"447700900001@s.whatsapp.net\",\"from_me\":true,\"timestamp\":{time}}}\n"
    )
}

/// The vendor's response for that day: one stranger who does not answer is 1 in both other metrics.
fn keys(channel: &str, age: u8, overall: u8) -> String {
    format!(
        "{{\"channel\":\"{channel}\",\"lastUpdateDate\":\"5/20/2024\",\"lifeTime\":{age},\"riskFactor\":{overall},\"riskFactorChats\":1,\
         \"riskFactorContacts\":1}}\n"
    )
}

const TOKEN: &str = "q7Wz1kPv9Ls4Xn2Tt8Rb5Yc3";

/// Thirty numbers of 3, 15 and 25 days that the vendor rates 1, 2 and 3. The mean of (3, 1, 1) is 5/3, nearest to 2; of (2, 1, 1) it is 4/3.
pub fn fleet() -> TempDir {
    let folder = TempDir::new().unwrap();
    for index in 0..30_u8 {
        let channel = folder.path().join(format!("fleet/c{index:02}"));
        std::fs::create_dir_all(&channel).unwrap();
        let (days, age, overall) = [(3, 1, 1), (15, 2, 1), (25, 3, 2)][usize::from(index % 3)];
        std::fs::write(channel.join("m.ndjson"), message(days)).unwrap();
        std::fs::write(channel.join("vendor.json"), keys(TOKEN, age, overall)).unwrap();
    }
    folder
}

fn calibrated(folder: &Path, arguments: &[&str]) -> (Value, String, Option<i32>) {
    let output = run(folder, &[&["calibrate", "--format", "json"], arguments].concat());
    let view = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
    (view, stderr(&output), output.status.code())
}

/// 7 lies in (3, 15] and is confirmed; of the whole numbers in (15, 25], 20 is the middle.
#[test]
fn cuts_are_fitted_to_the_responses_in_the_folders() {
    let folder = fleet();
    let (view, said, code) = calibrated(folder.path(), &["--fleet", "fleet", "-o", "p.toml"]);
    assert_eq!((said.as_str(), code), ("", Some(0)));
    assert_eq!((&view["labels"], &view["channels"]), (&json!(30), &json!(30)));
    let age = &view["metrics"][0];
    assert_eq!(
        (&age["attention"]["verdict"], &age["attention"]["after"]),
        (&json!("confirmed"), &json!(7.0))
    );
    assert_eq!((&age["good"]["verdict"], &age["good"]["after"]), (&json!("moved"), &json!(20.0)));
    assert_eq!((&age["before"]["exact"], &age["after"]["exact"]), (&json!(20), &json!(30)));
    assert_eq!(
        (&view["overall"]["before"]["exact"], &view["overall"]["after"]["exact"]),
        (&json!(20), &json!(30))
    );
    // Nobody has an address book, and one person is a small sample.
    assert_eq!(view["metrics"][1]["attention"]["why"], "no label hangs on it");
    assert_eq!(view["metrics"][2]["attention"]["labels"], 30);
    assert_eq!(view["metrics"][2]["good"]["labels"], 0);
    let policy = std::fs::read_to_string(folder.path().join("p.toml")).unwrap();
    assert!(
        policy.contains("\ngood = 20\n") && policy.contains("name = \"default, calibrated\""),
        "{policy}"
    );
    let arguments = ["score", "fleet/c02", "--as-of", "2024-05-20", "--policy", "p.toml"];
    assert_eq!(stdout(&run(folder.path(), &arguments)), keys("c02", 3, 2));
    let table = stdout(&run(folder.path(), &["calibrate", "--fleet", "fleet"]));
    assert!(table.contains("3 begins at 20 days, moved from 30 days:"), "{table}");
    for text in [&table, &policy, &view.to_string()] {
        assert!(!text.contains(TOKEN));
    }
}

#[test]
fn a_response_is_no_reject_of_the_channel() {
    let folder = fleet();
    let output = run(folder.path(), &["score", "fleet/c00", "--format", "json"]);
    let views: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(views[0]["rejects"], json!([]));
    assert_eq!(views[0]["sources"].as_array().unwrap().len(), 1);
}

/// The same responses in one file, in each format, name their channels; an object a line, an array, a table with commas or semicolons.
#[test]
fn responses_in_a_file_say_the_same() {
    let folder = fleet();
    let (expected, ..) = calibrated(folder.path(), &["--fleet", "fleet"]);
    let (mut lines, mut rows) = (
        String::new(),
        "channel,lastUpdateDate,lifeTime,riskFactor,riskFactorChats,riskFactorContacts\n".to_owned(),
    );
    for index in 0..30_u8 {
        let name = format!("c{index:02}");
        std::fs::remove_file(folder.path().join("fleet").join(&name).join("vendor.json")).unwrap();
        let (age, overall) = [(1, 1), (2, 1), (3, 2)][usize::from(index % 3)];
        lines.push_str(&keys(&name, age, overall));
        rows = [rows, format!("{name},5/20/2024,{age},{overall},1,1\n")].concat();
    }
    let array = format!("[{}]", lines.trim_end().replace('\n', ",\n"));
    for (name, content) in
        [("l.ndjson", &lines), ("l.json", &array), ("l.csv", &rows), ("s.csv", &rows.replace(',', ";"))]
    {
        std::fs::write(folder.path().join(name), content).unwrap();
        let (view, said, code) = calibrated(folder.path(), &["--fleet", "fleet", "--labels", name]);
        assert_eq!((said.as_str(), code), ("", Some(0)), "{name}");
        assert_eq!(view, expected, "{name}");
    }
    // Twice the same is once, and what was scored as a table has the keys as well.
    let (view, said, _) =
        calibrated(folder.path(), &["--fleet", "fleet", "--labels", "l.csv", "--labels", "l.json"]);
    assert_eq!(said, "safety-meter: 30 responses of the vendor are there more than once and counted once\n");
    assert_eq!(view, expected);
    let part = lines.lines().take(2).collect::<Vec<_>>().join("\n");
    std::fs::write(folder.path().join("part.ndjson"), part).unwrap();
    let (view, said, code) =
        calibrated(folder.path(), &["--fleet", "fleet", "--labels", "part.ndjson", "-o", "kept.toml"]);
    assert_eq!(
        said,
        "safety-meter: 28 channels without a rating of the vendor: not read\n\
         safety-meter: the ratings do not tell where any cut is, so all cuts are kept\n"
    );
    assert_eq!((&view["labels"], code), (&json!(2), Some(0)));
    let kept = std::fs::read_to_string(folder.path().join("kept.toml")).unwrap();
    assert!(kept.contains("kept: only 2 labels hang on it"), "{kept}");
}

/// The newest touch is the first, of 17 May: 0 days old by itself, 1 day by the end of 18 May, 8 days (at least 7, so 2) by that of 25 May.
#[test]
fn each_response_holds_for_its_own_day() {
    let response = |date: &str, age: u8| keys("x", age, 1).replace("\"5/20/2024\"", date);
    let responses =
        [response("\"5/18/2024\"", 1), response("\"5/25/2024\"", 2), response("null", 1)].concat();
    let folder = folder(&[("c/m.ndjson", message(3).as_bytes()), ("c/vendor.json", responses.as_bytes())]);
    let (view, said, code) = calibrated(folder.path(), &["c", "-q"]);
    assert_eq!((said.as_str(), code), ("", Some(0)));
    let age = &view["metrics"][0]["before"];
    assert_eq!((&age["labels"], &age["exact"]), (&json!(3), &json!(3)));
    assert_eq!(view["channels"], 1);
    // --as-of is for those without a date only: after 34 days the number is 3.
    let (view, ..) = calibrated(folder.path(), &["c", "-q", "--as-of", "2024-06-20"]);
    assert_eq!(view["metrics"][0]["before"]["table"], json!([[1, 0, 1], [0, 1, 0], [0, 0, 0]]));
}

/// First message at 22:30 UTC on 13 May. In UTC the 20th ends 7 days and 1.5 hours later, in Berlin, two hours before, 6 days and 23.5 hours.
#[test]
fn a_day_ends_in_the_zone_of_the_channel() {
    let first = message(0).replace("1716206400", "1715639400");
    let files = |zone: &'static str| {
        folder(&[
            ("c/m.ndjson", first.as_bytes()),
            ("c/vendor.json", keys("x", 2, 1).as_bytes()),
            ("c/channel.toml", zone.as_bytes()),
        ])
    };
    for (zone, exact) in [("timezone = 'UTC'", 1), ("timezone = 'Europe/Berlin'", 0)] {
        let (view, ..) = calibrated(files(zone).path(), &["c", "-q"]);
        assert_eq!(view["metrics"][0]["before"]["exact"], exact, "{zone}");
    }
}

#[test]
fn responses_long_after_the_newest_message_are_pointed_out() {
    let folder =
        folder(&[("c/m.ndjson", message(30).as_bytes()), ("c/vendor.json", keys("x", 3, 1).as_bytes())]);
    let (_, said, code) = calibrated(folder.path(), &["c"]);
    let expected = "safety-meter: c: 1 rating of the vendor from 30 days or more after its newest message, of which the exports tell nothing\n";
    assert!(said.starts_with(expected), "{said}");
    assert_eq!(code, Some(0));
    std::fs::write(folder.path().join("c/m.ndjson"), message(29)).unwrap();
    let (_, said, _) = calibrated(folder.path(), &["c"]);
    assert!(!said.contains("newest message"), "{said}");
}

/// The measured values of half a history are none of what the vendor rated.
#[test]
fn channels_that_cannot_be_read_whole_are_left_out() {
    let folder = fleet();
    std::fs::write(folder.path().join("fleet/c00/broken.zip"), b"PK\x03\x04").unwrap();
    std::fs::remove_file(folder.path().join("fleet/c01/m.ndjson")).unwrap();
    let (view, said, code) = calibrated(folder.path(), &["--fleet", "fleet"]);
    assert_eq!((&view["labels"], code), (&json!(28), Some(2)));
    assert!(
        said.contains("safety-meter: c00: not all of it could be read, so 1 rating of it is left out\n"),
        "{said}"
    );
    assert!(said.contains("safety-meter: fleet/c01: no export recognised among 1 file"), "{said}");
    let (view, said, code) = calibrated(folder.path(), &["fleet/c00", "-o", "p.toml"]);
    assert_eq!((view, code), (Value::Null, Some(2)));
    assert!(said.ends_with("safety-meter: none of the channels that the vendor rated could be read, so there is nothing to compare\n"), "{said}");
    assert!(!folder.path().join("p.toml").exists());
}

#[test]
fn wrong_calls() {
    let folder = fleet();
    let file = |name: &str, content: &str| std::fs::write(folder.path().join(name), content).unwrap();
    let good = keys("c00", 1, 1);
    file("unknown.ndjson", &[good.as_str(), &keys("c30", 1, 1)].concat());
    file("token.ndjson", &keys(TOKEN, 1, 1));
    file("nameless.ndjson", &good.replace("\"c00\"", "null"));
    file("four.ndjson", &[good.as_str(), &good.replace("\"lifeTime\":1", "\"lifeTime\":4")].concat());
    file("half.json", &format!("[{}]", good.replace("\"riskFactor\":1", "\"riskFactor\":1.5")));
    file("lacks.csv", "channel,lifeTime,riskFactor,riskFactorChats\nc00,1,1,1\n");
    file("day.ndjson", &good.replace("5/20", "20/5"));
    file("list.ndjson", &good.replace("\"5/20/2024\"", "[5,20,2024]"));
    file("text.ndjson", &[good.as_str(), "{secret\n"].concat());
    file("empty.csv", "");
    file("mine.toml", "min_sample = 5\n");
    for (arguments, message) in [
        (
            &["--labels", "unknown.ndjson"][..],
            "unknown.ndjson: line 2: no channel that is read has the name \"c30\"; the channel must be \"c00\" or \"c01\" or \"c02\" or \"c03\" \
             or \"c04\" or one of 25 more",
        ),
        (
            &["--labels", "token.ndjson"],
            "token.ndjson: line 1: no channel that is read has this name; the channel must be \"c00\" or \"c01\" or \"c02\" or \"c03\" or \
             \"c04\" or one of 25 more",
        ),
        (
            &["--labels", "nameless.ndjson"],
            "nameless.ndjson: line 1: has no channel; name the channel that the ratings are of",
        ),
        (&["--labels", "four.ndjson"], "four.ndjson: line 2: lifeTime must be 1, 2 or 3"),
        (&["--labels", "half.json"], "half.json: [0]: riskFactor must be 1, 2 or 3"),
        (&["--labels", "lacks.csv"], "lacks.csv: row 1: riskFactorContacts must be 1, 2 or 3"),
        (
            &["--labels", "day.ndjson"],
            "day.ndjson: line 1: lastUpdateDate must be a date like 5/20/2024 (month, day, year)",
        ),
        (
            &["--labels", "list.ndjson"],
            "list.ndjson: line 1: lastUpdateDate must be a date like 5/20/2024 (month, day, year)",
        ),
        (&["--labels", "text.ndjson"], "text.ndjson: line 2 is no JSON"),
        (
            &["--labels", "empty.csv"],
            "empty.csv: holds no ratings of the vendor; give its saved responses, with the six keys that `safety-meter score` prints",
        ),
        (&["--labels", "none.csv"], "none.csv: cannot be read: No such file or directory (os error 2)"),
        (&["--labels", "-", "--labels", "-"], "-: standard input can be read only once; name it once"),
        (
            &["-o", "fleet/c00/vendor.json"],
            "--output fleet/c00/vendor.json: exists and lies among the inputs; give a path outside of them",
        ),
        (
            &["--policy", "mine.toml", "-o", "mine.toml"],
            "--output mine.toml: is one of the inputs; give another name",
        ),
        (
            &["--labels", "four.ndjson", "-o", "four.ndjson"],
            "--output four.ndjson: is one of the inputs; give another name",
        ),
    ] {
        let call = ["calibrate", "--fleet", "fleet"];
        let outputs = if arguments.contains(&"-o") { &[][..] } else { &["-o", "p.toml"] };
        let output = run(folder.path(), &[&call[..], arguments, outputs].concat());
        assert_eq!(stderr(&output), format!("safety-meter: {message}\n"), "{arguments:?}");
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
        assert!(!folder.path().join("p.toml").exists(), "{arguments:?}");
    }
}

#[test]
fn without_any_response_there_is_nothing_to_compare() {
    let folder = folder(&[("c/m.ndjson", message(3).as_bytes())]);
    let (_, said, code) = calibrated(folder.path(), &["c"]);
    assert_eq!(
        said,
        "safety-meter: nothing says how the vendor rates these channels; save its responses as vendor.json in their folders, or give them \
         with --labels FILE\n"
    );
    assert_eq!(code, Some(2));
    std::fs::write(folder.path().join("c/vendor.json"), "{\"lifeTime\":1}").unwrap();
    let (_, said, code) = calibrated(folder.path(), &["c"]);
    assert_eq!(said, "safety-meter: c/vendor.json: line 1: riskFactorContacts must be 1, 2 or 3\n");
    assert_eq!(code, Some(2));
}

/// Two folders may have the same name; their own responses are told apart, those of a file are not.
#[test]
fn a_name_of_two_channels_names_none() {
    let folder = folder(&[
        ("x/c/m.ndjson", message(3).as_bytes()),
        ("y/c/m.ndjson", message(15).as_bytes()),
        ("y/c/vendor.json", keys("c", 2, 1).as_bytes()),
        ("l.ndjson", keys("c", 1, 1).as_bytes()),
    ]);
    let (view, said, _) = calibrated(folder.path(), &["x/c", "y/c"]);
    assert_eq!((&view["labels"], &view["metrics"][0]["before"]["exact"]), (&json!(1), &json!(1)), "{said}");
    let (_, said, code) = calibrated(folder.path(), &["x/c", "y/c", "--labels", "l.ndjson"]);
    assert_eq!(
        said,
        "safety-meter: l.ndjson: line 1: 2 channels have its name; save the ratings as vendor.json in the folder of the one that they are of\n"
    );
    assert_eq!(code, Some(2));
}
