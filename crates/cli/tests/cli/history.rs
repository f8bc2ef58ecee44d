//! Results that are saved, shown and forgotten.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::resume::{CALL, fleet, write_channel};
use crate::support::{CHAT, folder, full_view, run, safety_meter, stderr, stdout};

/// A folder with the channel `acme` of one chat.
fn acme() -> TempDir {
    folder(&[("acme/WhatsApp Chat with Ann.txt", CHAT.as_bytes())])
}

#[track_caller]
fn saves(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, &[&["score", "--save", "--db", "h.db"], arguments].concat());
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
    stdout(&output)
}

#[track_caller]
fn history(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, &[&["history"], arguments, &["--db", "h.db"]].concat());
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
    stdout(&output)
}

fn json(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    serde_json::from_str(&history(folder, &[arguments, &["--format", "json"]].concat())).unwrap()
}

#[test]
fn what_was_printed_is_what_was_saved() {
    let folder = acme();
    let printed = saves(folder.path(), &["acme", "--me", "Me"]);
    let plain = run(folder.path(), &["score", "acme", "--me", "Me"]);
    assert_eq!(printed, stdout(&plain), "saving changes no result");
    let saved = json(folder.path(), &["acme", "--full"]);
    let [saved] = &*saved else { panic!("{saved:?}") };
    assert_eq!(saved["score"], serde_json::from_str::<Value>(&printed).unwrap());
    let full = full_view(folder.path(), &["acme", "--me", "Me"]);
    assert_eq!(saved["full"], full);
    assert_eq!((&saved["asOf"], &saved["policy"]), (&full["asOf"], &full["policy"]["fingerprint"]));
    assert_eq!(saved["inputs"].as_str().map(str::len), Some(64));
    assert_eq!(saved.as_object().unwrap().len(), 6);
    assert_eq!(json(folder.path(), &["acme"])[0].as_object().unwrap().len(), 5, "only if asked for");
}

#[test]
fn the_same_again_is_saved_once_in_whatever_format() {
    let folder = acme();
    for format in ["vendor", "table", "json", "ndjson", "csv", "parquet"] {
        saves(folder.path(), &["acme", "-o", "out", "--format", format]);
        assert_eq!(json(folder.path(), &["acme"]).len(), 1, "{format}");
    }
    fs::write(folder.path().join("acme/book.csv"), "Name,Phone\nAnn,+44 7700 900123\n").unwrap();
    saves(folder.path(), &["acme"]);
    assert_eq!(json(folder.path(), &["acme"]).len(), 2);
}

#[test]
fn a_table_says_in_words_what_changed() {
    let folder = acme();
    for as_of in ["2024-05-30", "2024-05-20", "2024-06-30T12:00:00Z"] {
        saves(folder.path(), &["acme", "--me", "Me", "--as-of", as_of]);
    }
    let policy = stdout(&run(folder.path(), &["policy"]));
    fs::write(folder.path().join("p.toml"), policy.replacen("good = 30", "good = 90", 1)).unwrap();
    saves(folder.path(), &["acme", "--me", "Me", "--as-of", "2024-07-30", "--policy", "p.toml"]);
    let fingerprints: Vec<String> =
        json(folder.path(), &["acme"]).iter().map(|row| row["policy"].as_str().unwrap().to_owned()).collect();
    assert_eq!(
        history(folder.path(), &["acme", "--timezone", "Europe/Berlin"]),
        format!(
            "acme
  4 results, 2024-05-21 to 2024-07-31, Europe/Berlin

  As of             Overall     Age         Contacts    Replies
  2024-05-21 01:59  ▮▮▯ 2       ▮▯▯ 1       ▮▮▯ 2       ▮▮▯ 2
  2024-05-31 01:59  ▮▮▯ 2       ▮▮▯ 2 rose  ▮▮▯ 2       ▮▮▯ 2
  2024-06-30 14:00  ▮▮▯ 2       ▮▮▮ 3 rose  ▮▯▯ 1 fell  ▮▯▯ 1 fell
  policy {} → {}
  2024-07-31 01:59  ▮▯▯ 1 fell  ▮▮▯ 2 fell  ▮▯▯ 1       ▮▯▯ 1

  Policy {}
",
            fingerprints[0], fingerprints[3], fingerprints[3]
        )
    );
}

#[test]
fn dates_choose_by_their_ends_in_the_zone() {
    let folder = acme();
    for as_of in
        ["2024-05-20T21:59:59Z", "2024-05-20T22:00:00Z", "2024-05-21T21:59:59Z", "2024-05-21T22:00:00Z"]
    {
        saves(folder.path(), &["acme", "--as-of", as_of]);
    }
    let of = |arguments: &[&str]| -> Vec<String> {
        let rows = json(folder.path(), &[&["acme", "--timezone", "Europe/Berlin"], arguments].concat());
        rows.iter().map(|row| row["asOf"].as_str().unwrap()[8..16].to_owned()).collect()
    };
    assert_eq!(of(&["--from", "2024-05-21", "--to", "2024-05-21"]), ["20T22:00", "21T21:59"]);
    assert_eq!(of(&["--from", "2024-05-21T22:00:00Z"]), ["21T22:00"]);
    assert_eq!(of(&["--last", "2", "--to", "2024-05-21"]), ["20T22:00", "21T21:59"]);
    assert_eq!(of(&["--to", "2023-01-01"]), [""; 0]);
}

#[test]
fn rows_and_files_are_for_programs() {
    let folder = acme();
    saves(folder.path(), &["acme", "--channel", "=cmd", "--me", "Me"]);
    let csv = history(folder.path(), &["=cmd", "--format", "csv"]);
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "channel,asOf,savedAt,lastUpdateDate,lifeTime,riskFactor,riskFactorChats,riskFactorContacts,policy,inputs"
    );
    assert!(lines[1].starts_with("'=cmd,2024-05-25T12:00:00Z,"), "{csv}");
    assert_eq!(history(folder.path(), &["=cmd", "-o", "out.csv"]), "");
    assert_eq!(fs::read_to_string(folder.path().join("out.csv")).unwrap(), csv);
    let list = history(folder.path(), &["--format", "csv"]);
    assert!(list.starts_with("channel,results,first,last,lifeTime,"), "{list}");
    assert_eq!(json(folder.path(), &[])[0]["results"], 1);
}

#[test]
fn a_fleet_is_saved_and_listed() {
    let folder = fleet(12, 5);
    let save = [CALL, &["--save", "--db", "h.db", "-q"]].concat();
    assert_eq!(run(folder.path(), &save).status.code(), Some(0));
    let list = history(folder.path(), &[]);
    assert!(list.starts_with("12 channels with saved results\n\n  c000\n    ▮"), "{list}");
    assert!(list.lines().all(|line| line.chars().count() <= 80), "{list}");
    let output = run(folder.path(), &["history", "--db", "h.db", "c01"]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()));
    let said = stderr(&output);
    assert!(
        said.contains(
            "c01: no result of it is saved in h.db; of 12 channels there, the most alike are c010, c011, "
        ),
        "{said}"
    );
    assert_eq!(
        history(folder.path(), &["prune", "c001", "--keep", "1", "--dry-run"]),
        "0 results of 0 channels would be forgotten\n"
    );
}

/// What a stopped or unlucky run has not saved, the next one does, even of what it takes over.
#[test]
fn what_is_taken_over_is_saved_too() {
    let folder = fleet(6, 5);
    let resume = |arguments: &[&str]| {
        let output = run(folder.path(), &[CALL, &["-o", "out.csv", "--resume"], arguments].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stderr(&output).lines().last().unwrap().to_owned()
    };
    let saved = || json(folder.path(), &[]).iter().map(|row| row["results"].as_u64().unwrap()).sum::<u64>();
    assert!(resume(&[]).contains(" 0 of 6 "));
    assert!(resume(&["--save", "--db", "h.db"]).contains(" 0 of 6 "), "nothing was kept for the history");
    assert_eq!(saved(), 6);
    assert!(resume(&["--save", "--db", "h.db"]).contains(" 6 of 6 "));
    assert_eq!(saved(), 6);
    fs::remove_file(folder.path().join("h.db")).unwrap();
    write_channel(folder.path(), 3, 9);
    assert!(resume(&["--save", "--db", "h.db"]).contains(" 5 of 6 "));
    assert_eq!(saved(), 6);
}

#[test]
fn what_cannot_be_saved_is_said_and_still_printed() {
    let folder = fleet(5, 5);
    let db = rusqlite::Connection::open(folder.path().join("h.db"));
    let save = [CALL, &["--save", "--db", "h.db", "-q"]].concat();
    assert_eq!(run(folder.path(), &save).status.code(), Some(0));
    let db = db.unwrap();
    db.execute_batch("CREATE TRIGGER t BEFORE INSERT ON result BEGIN SELECT RAISE(FAIL, 'no'); END").unwrap();
    let output = run(folder.path(), &[&*save, &["--as-of", "2024-06-30"]].concat());
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stdout(&output).lines().count(), 5);
    assert_eq!(
        stderr(&output),
        "safety-meter: h.db: cannot be used: no: Error code 1811: constraint failed\n\
         safety-meter: 5 results are not in the history; the same call saves what is missing once that is possible\n"
    );
    db.execute_batch("DROP TRIGGER t; BEGIN IMMEDIATE").unwrap();
    let output = run(folder.path(), &[&*save, &["--as-of", "2024-06-30"]].concat());
    assert_eq!((output.status.code(), stdout(&output).lines().count()), (Some(2), 5));
    assert!(stderr(&output).contains("h.db: is in use by another program"), "{}", stderr(&output));
}

#[test]
fn wrong_calls_are_told_before_any_work() {
    let folder = acme();
    fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    let says = |arguments: &[&str], sentence: &str| {
        let output = run(folder.path(), arguments);
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()), "{arguments:?}");
        assert!(stderr(&output).contains(sentence), "{arguments:?}: {}", stderr(&output));
    };
    says(
        &["history", "--db", "h.db"],
        "h.db: there is no such history; `safety-meter score --save` begins one",
    );
    says(
        &["history", "acme", "--db", "notes.txt"],
        "notes.txt: is no history of Safety Meter and was left as it is",
    );
    says(&["score", "acme", "--save", "--db", "notes.txt"], "is no history of Safety Meter");
    says(&["score", "acme", "--save", "--db", "acme/h.db"], "--db acme/h.db: would lie among the inputs");
    says(&["score", "acme", "--save", "--db", "h.db", "-o", "h.db"], "--output h.db: is the history");
    says(&["score", "acme", "--save", "--format", "html"], "--save keeps results and no pages");
    says(&["score", "acme", "--db", "h.db"], "--save");
    assert!(!folder.path().join("h.db").exists());
    fs::create_dir(folder.path().join("+44 7700 900123")).unwrap();
    fs::copy(
        folder.path().join("acme/WhatsApp Chat with Ann.txt"),
        folder.path().join("+44 7700 900123/WhatsApp Chat with Ann.txt"),
    )
    .unwrap();
    says(
        &["score", "+44 7700 900123", "--save", "--mask", "--db", "h.db"],
        "the history could not tell it from another",
    );
    assert!(!folder.path().join("h.db").exists(), "what was refused begins no history");
    let named = ["score", "+44 7700 900123", "--channel", "beta", "--save", "--mask", "--db", "h.db"];
    assert_eq!(run(folder.path(), &named).status.code(), Some(0));
    let saved = fs::read(folder.path().join("h.db")).unwrap();
    for lost in [&["history", "--db", "h.db", "-o", "h.db"][..], &["score", "acme", "-o", "h.db"]] {
        says(lost, "h.db: is a database, which would be lost");
    }
    assert_eq!(fs::read(folder.path().join("h.db")).unwrap(), saved);
    assert_eq!(fs::read_to_string(folder.path().join("notes.txt")).unwrap(), "mine");
    saves(folder.path(), &["acme"]);
    says(&["history", "acme", "--db", "h.db", "--full"], "give --format json");
    says(
        &["history", "acme", "--db", "h.db", "--from", "2024-05-02", "--to", "2024-05-01"],
        "--from is after --to",
    );
    says(
        &["history", "acme", "--db", "h.db", "--timezone", "Berlin"],
        "--timezone: \"Berlin\" is not in the IANA list",
    );
    says(&["history", "--db", "h.db", "--last", "2"], "CHANNEL");
    says(&["history", "prune", "--db", "h.db"], "--keep");
    says(
        &["history", "prune", "amce", "--db", "h.db", "--keep", "1"],
        "amce: no result of it is saved in h.db; there are those of acme",
    );
}

#[test]
fn pruning_forgets_old_results() {
    let folder = acme();
    for day in 20..26 {
        saves(folder.path(), &["acme", "--as-of", &format!("2024-06-{day}")]);
    }
    let prune = |arguments: &[&str]| history(folder.path(), &[&["prune"], arguments].concat());
    assert_eq!(
        prune(&["--before", "2024-06-22", "--dry-run"]),
        "2 results of 1 channel would be forgotten\n"
    );
    assert_eq!(prune(&["acme", "--before", "2024-06-22"]), "2 results of 1 channel forgotten\n");
    assert_eq!(prune(&["--keep", "3"]), "1 result of 1 channel forgotten\n");
    assert_eq!(prune(&["--keep", "0"]), "2 results of 1 channel forgotten\n");
    assert_eq!(json(folder.path(), &["acme"]).len(), 1);
    assert_eq!(prune(&["--keep", "0", "--even-newest"]), "1 result of 1 channel forgotten\n");
    assert_eq!(history(folder.path(), &[]), "No results are saved.\n");
}

#[test]
fn it_is_in_the_users_data_folder() {
    let folder = acme();
    let data = folder.path().join("data");
    let call = |arguments: &[&str]| {
        let mut command = safety_meter();
        command.current_dir(folder.path()).env("XDG_DATA_HOME", &data).args(arguments).output().unwrap()
    };
    assert_eq!(call(&["score", "acme", "--save"]).status.code(), Some(0));
    assert!(data.join("safety-meter/history.db").is_file());
    assert!(stdout(&call(&["history", "acme"])).starts_with("acme\n  1 result, 2024-05-25, UTC\n"));
}

#[test]
fn names_from_strangers_do_nothing_to_a_terminal() {
    let folder = acme();
    saves(folder.path(), &["acme", "--channel", "a\u{1b}[2J\u{202e}b"]);
    for shown in [history(folder.path(), &[]), history(folder.path(), &["a\u{1b}[2J\u{202e}b"])] {
        assert!(shown.contains("a\u{fffd}[2Jb") && !shown.contains('\u{1b}'), "{shown:?}");
    }
}
