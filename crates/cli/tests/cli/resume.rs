//! Runs over many channels: in order, on any number of threads, stopped in the middle and gone on with.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::support::{run, score, stderr};

/// Channels `c000`, `c001`, … of a chat each, every one with another number of messages.
pub fn fleet(channels: usize, messages: usize) -> TempDir {
    let folder = TempDir::new().unwrap();
    for channel in 0..channels {
        write_channel(folder.path(), channel, messages + channel % 7);
    }
    folder
}

pub fn write_channel(folder: &Path, channel: usize, messages: usize) {
    let path = folder.join(format!("fleet/c{channel:03}"));
    fs::create_dir_all(&path).unwrap();
    let line = |index: usize| {
        let writer = if index.is_multiple_of(3) { "Ann" } else { "Me" };
        format!("{:02}/05/2024, {:02}:{:02} - {writer}: hi {index}\n", 13 + index % 8, index % 24, index % 60)
    };
    fs::write(path.join("WhatsApp Chat with Ann.txt"), (0..messages).map(line).collect::<String>()).unwrap();
}

pub const CALL: &[&str] = &["score", "--fleet", "fleet", "--me", "Me"];

pub fn scored(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = run(folder, &[CALL, arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    output.stdout
}

/// Scores into `out` with `--resume` and returns how many channels were taken over.
pub fn resumed(folder: &Path, out: &str, arguments: &[&str]) -> usize {
    let output = run(folder, &[CALL, &["-o", out, "--resume"], arguments].concat());
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    let last = said.lines().last().unwrap().strip_prefix("safety-meter: ").unwrap().to_owned();
    assert!(last.ends_with("taken over, as nothing about them has changed"), "{said}");
    last.split(' ').next().unwrap().parse().unwrap()
}

pub fn whole_lines(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').count() - 1
}

const FORMATS: [&str; 5] = ["vendor", "csv", "ndjson", "json", "parquet"];

#[test]
fn the_same_bytes_on_any_number_of_threads_and_in_any_place() {
    let folder = fleet(20, 8);
    for format in FORMATS {
        let one = scored(folder.path(), &["--format", format, "--threads", "1"]);
        assert!(!one.is_empty());
        for threads in ["2", "7"] {
            assert_eq!(
                scored(folder.path(), &["--format", format, "--threads", threads]),
                one,
                "{format} {threads}"
            );
        }
        scored(folder.path(), &["--format", format, "-o", "out"]);
        assert_eq!(fs::read(folder.path().join("out")).unwrap(), one, "{format}");
        assert!(!folder.path().join("out.resume").exists(), "a whole result needs nothing beside it");
    }
    let names: Vec<String> = String::from_utf8(scored(folder.path(), &[]))
        .unwrap()
        .lines()
        .map(|line| line[12..16].to_owned())
        .collect();
    assert_eq!(names, (0..20).map(|channel| format!("c{channel:03}")).collect::<Vec<_>>());
}

#[test]
fn only_what_has_changed_is_read_again() {
    let folder = fleet(6, 5);
    for format in FORMATS {
        let call = ["--format", format];
        assert_eq!(resumed(folder.path(), format, &call), 0, "{format}");
        assert_eq!(resumed(folder.path(), format, &call), 6, "{format}");
        write_channel(folder.path(), 2, 30);
        write_channel(folder.path(), 6, 4);
        assert_eq!(resumed(folder.path(), format, &call), 5, "{format}");
        assert_eq!(fs::read(folder.path().join(format)).unwrap(), scored(folder.path(), &call), "{format}");
        fs::remove_dir_all(folder.path().join("fleet/c006")).unwrap();
        assert_eq!(resumed(folder.path(), format, &call), 6, "{format}");
        assert_eq!(fs::read(folder.path().join(format)).unwrap(), scored(folder.path(), &call), "{format}");
        write_channel(folder.path(), 2, 7);
    }
}

#[test]
fn whatever_decides_a_result_decides_whether_it_is_taken_over() {
    let folder = fleet(3, 5);
    fs::write(folder.path().join("p.toml"), "window_days = 7\n").unwrap();
    let mut calls: Vec<&[&str]> = vec![
        &[],
        &["--as-of", "2024-05-19"],
        &["--policy", "p.toml"],
        &["--timezone", "Asia/Tokyo"],
        &["--registered", "2023-01-01"],
        &["--region", "GB"],
        &["--me", "Bob"],
        &["--format", "csv"],
    ];
    calls.push(&["--format", "ndjson"]);
    for call in calls {
        assert_eq!(resumed(folder.path(), "out", call), 0, "{call:?} after another call");
        assert_eq!(resumed(folder.path(), "out", call), 3, "{call:?} again");
        assert_eq!(fs::read(folder.path().join("out")).unwrap(), scored(folder.path(), call), "{call:?}");
    }
}

/// A run that was killed leaves what it had noted, perhaps with half a record at the end.
#[test]
fn what_is_cut_off_anywhere_is_gone_on_with() {
    let folder = fleet(5, 5);
    for format in FORMATS {
        let expected = scored(folder.path(), &["--format", format]);
        let (out, notes) = (folder.path().join(format), folder.path().join(format!("{format}.resume")));
        resumed(folder.path(), format, &["--format", format]);
        let whole = fs::read(&notes).unwrap();
        let records = |bytes: &[u8]| whole_lines(bytes).saturating_sub(1);
        assert_eq!(records(&whole), 5);
        for length in [0, 10, whole.len() / 3, whole.len() / 2, whole.len() - 1, whole.len()] {
            fs::remove_file(&out).unwrap();
            fs::write(&notes, &whole[..length]).unwrap();
            let taken_over = resumed(folder.path(), format, &["--format", format]);
            assert_eq!(taken_over, records(&whole[..length]), "{format} cut at {length}");
            assert_eq!(fs::read(&out).unwrap(), expected, "{format} cut at {length}");
        }
        // A record in the middle that is damaged is scored again, and nothing else.
        let damaged = String::from_utf8(whole).unwrap().replacen("c002", "c\u{0}02", 1);
        fs::write(&notes, damaged).unwrap();
        assert_eq!(resumed(folder.path(), format, &["--format", format]), 4, "{format}");
        assert_eq!(fs::read(&out).unwrap(), expected, "{format}");
    }
}

/// What could not be read is tried again, so that its message and exit code do not get lost.
#[test]
fn failures_are_said_again() {
    let folder = fleet(3, 5);
    fs::write(folder.path().join("fleet/c001/broken.zip"), b"PK\x03\x04 cut off").unwrap();
    fs::create_dir(folder.path().join("fleet/empty")).unwrap();
    let call = [CALL, &["-o", "out", "--resume"]].concat();
    let first = run(folder.path(), &call);
    assert_eq!(first.status.code(), Some(2));
    let again = run(folder.path(), &call);
    assert_eq!(again.status.code(), Some(2));
    let (first, again) = (stderr(&first), stderr(&again));
    assert!(
        first.contains("c001: broken.zip") && first.contains("fleet/empty: the folder is empty"),
        "{first}"
    );
    assert_eq!(again, first.replace("0 of 4 channels taken over", "2 of 4 channels taken over"));
}

#[test]
fn tables_of_many_channels_are_taken_over_as_well() {
    let folder = TempDir::new().unwrap();
    let row = |channel: &str, time: u32| format!("{channel},447700900001,true,{time}\n");
    let write = |rows: &[String]| {
        fs::write(
            folder.path().join("all.csv"),
            format!("channel,chat_id,from_me,timestamp\n{}", rows.concat()),
        )
        .unwrap();
    };
    write(&[row("b", 1_716_163_200), row("a", 1_716_163_200)]);
    let call =
        |arguments: &[&str]| run(folder.path(), &[&["score", "--fleet", "all.csv"], arguments].concat());
    for taken_over in ["0 of 2", "2 of 2"] {
        let said = stderr(&call(&["-o", "out", "--resume"]));
        assert!(said.contains(&format!("safety-meter: {taken_over} channels taken over")), "{said}");
    }
    write(&[row("b", 1_716_163_200), row("c", 1_716_163_200), row("a", 1_716_000_000)]);
    let said = stderr(&call(&["-o", "out", "--resume"]));
    assert!(said.contains("safety-meter: 0 of 3 channels taken over"), "{said}");
    assert_eq!(fs::read(folder.path().join("out")).unwrap(), call(&[]).stdout);
}

#[test]
fn wrong_calls_of_resume() {
    let folder = fleet(2, 3);
    fs::write(folder.path().join("mine.csv.resume"), "my own notes\n").unwrap();
    fs::write(folder.path().join("old.csv"), "").unwrap();
    for (arguments, message) in [
        (&["--fleet", "fleet", "--resume"][..], "--resume goes on with a file; name it with --output FILE"),
        (
            &["-", "--resume", "-o", "x"][..],
            "--resume cannot tell whether standard input is the same as before; give a path instead of -",
        ),
        (
            &["--fleet", "fleet", "--resume", "-o", "x", "--as-of", "now"][..],
            "--resume with --as-of now would take nothing over, since now is always another instant; give a date or an instant",
        ),
        (
            &["--fleet", "fleet", "--resume", "-o", "x", "--format", "table"][..],
            "--resume needs a format of lines or rows, which --format table is not; choose csv, ndjson, json, parquet or vendor",
        ),
        (
            &["--fleet", "fleet", "--resume", "-o", "fleet/c000/x"][..],
            "--output fleet/c000/x: would lie among the inputs; with --resume give a path outside of them",
        ),
        (
            &["--fleet", "fleet", "--format", "csv", "-o", "mine.csv"][..],
            "mine.csv.resume: is in the way and not of Safety Meter; move it, or give another --output",
        ),
        (&["--fleet", "fleet", "-o", "fleet"][..], "fleet: is a folder; give the name of a file"),
    ] {
        let (code, said) = score(folder.path(), arguments);
        assert_eq!((code, said), (2, format!("safety-meter: {message}\n")), "{arguments:?}");
    }
    assert_eq!(fs::read_to_string(folder.path().join("mine.csv.resume")).unwrap(), "my own notes\n");
    let (_, said) = score(folder.path(), &["--fleet", "fleet", "--resume", "-o", "old.csv"]);
    let first = "safety-meter: old.csv: nothing tells what it was made from, so every channel is scored anew; old.csv.resume will \
                 tell it the next time\n";
    assert!(said.starts_with(first), "{said}");
}

#[test]
fn two_runs_do_not_write_one_file() {
    let folder = fleet(2, 3);
    resumed(folder.path(), "out", &[]);
    let notes = fs::File::open(folder.path().join("out.resume")).unwrap();
    notes.lock().unwrap();
    let (code, said) = score(folder.path(), &["--fleet", "fleet", "-o", "out"]);
    let message = "out.resume: another run is writing it; wait for that one, or give another --output";
    assert_eq!((code, said), (2, format!("safety-meter: {message}\n")));
}

/// Notes among the exports would be one more file there to wonder about.
#[test]
fn a_result_among_the_exports_has_no_notes_beside_it() {
    let folder = fleet(2, 3);
    let (code, said) = score(folder.path(), &["fleet/c000", "fleet/c001", "-o", "fleet/c000/out"]);
    assert_eq!((code, said.as_str()), (0, ""));
    let mut names: Vec<_> = fs::read_dir(folder.path().join("fleet/c000"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["WhatsApp Chat with Ann.txt", "out"]);
}
