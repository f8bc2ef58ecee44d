//! Runs over many channels that are ended by a signal.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::resume::{CALL, fleet, resumed, scored, whole_lines, write_channel};
use crate::support::{run, stderr, stdout};

/// Starts a long run and ends it by a signal as soon as it has noted so many lines.
fn ended_by(signal: &str, folder: &Path, more: &[&str], lines: usize) -> (Option<i32>, String) {
    let program = assert_cmd::cargo::cargo_bin!("safety-meter");
    let arguments = [CALL, &["-o", "out", "--threads", "2"], more].concat();
    let child =
        Command::new(program).current_dir(folder).args(arguments).stderr(Stdio::piped()).spawn().unwrap();
    let begin = Instant::now();
    let noted = || fs::read(folder.join("out.resume")).unwrap_or_default();
    while whole_lines(&noted()) < lines {
        assert!(begin.elapsed() < Duration::from_mins(1), "nothing is noted");
        std::thread::sleep(Duration::from_millis(2));
    }
    assert!(Command::new("kill").arg(signal).arg(child.id().to_string()).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    (output.status.code(), stderr(&output))
}

#[test]
fn a_stopped_run_leaves_a_valid_file_and_goes_on() {
    let folder = fleet(60, 300);
    for format in ["csv", "parquet"] {
        let expected = scored(folder.path(), &["--format", format]);
        let (code, said) = ended_by("-INT", folder.path(), &["--format", format], 4);
        assert_eq!(code, Some(130), "{said}");
        let last = said.lines().last().unwrap();
        assert!(
            last.ends_with(" of 60 channels, which out has; the same call with --resume goes on"),
            "{said}"
        );
        let done: usize = last.split(' ').nth(3).unwrap().parse().unwrap();
        assert!((3..60).contains(&done), "{said}");
        let told = run(folder.path(), &["fleet", "out", "--format", "csv"]);
        assert_eq!(
            (told.status.code(), stdout(&told).lines().count()),
            (Some(0), done + 1),
            "{}",
            stderr(&told)
        );
        if format == "csv" {
            let written = fs::read(folder.path().join("out")).unwrap();
            let rows: Vec<&[u8]> = expected.split(|byte| *byte == b'\n').collect();
            assert!(
                written.split(|byte| *byte == b'\n').all(|row| rows.contains(&row)),
                "every row is a whole one"
            );
        }
        assert_eq!(resumed(folder.path(), "out", &["--format", format]), done);
        assert_eq!(fs::read(folder.path().join("out")).unwrap(), expected, "{format}");
        fs::remove_file(folder.path().join("out.resume")).unwrap();
    }
}

#[test]
fn a_killed_run_loses_nothing_that_was_done() {
    let folder = fleet(60, 300);
    let expected = scored(folder.path(), &["--format", "ndjson"]);
    let (code, _) = ended_by("-KILL", folder.path(), &["--format", "ndjson"], 4);
    assert_eq!(code, None, "it was killed");
    assert!(!folder.path().join("out").exists());
    assert!((3..60).contains(&resumed(folder.path(), "out", &["--format", "ndjson"])));
    assert_eq!(fs::read(folder.path().join("out")).unwrap(), expected);
}

/// Of a whole result whose first half is to be renewed, the other half is not lost.
#[test]
fn a_stopped_run_keeps_what_it_takes_over() {
    let folder = fleet(60, 300);
    assert_eq!(resumed(folder.path(), "out", &[]), 0);
    let expected = fs::read(folder.path().join("out")).unwrap();
    for channel in 0..40 {
        write_channel(folder.path(), channel, 300 + channel % 7);
    }
    let (code, said) = ended_by("-TERM", folder.path(), &["--resume"], 61 + 3);
    assert_eq!(code, Some(130), "{said}");
    let rows = whole_lines(&fs::read(folder.path().join("out")).unwrap());
    assert!((23..60).contains(&rows), "20 that are taken over, and what was done: {rows}");
    assert_eq!(resumed(folder.path(), "out", &[]), rows);
    assert_eq!(fs::read(folder.path().join("out")).unwrap(), expected);
}

/// Where there is nothing to wait for, the first signal ends the program.
#[cfg(target_os = "linux")]
#[test]
fn one_number_ends_at_once() {
    let folder = fleet(1, 3);
    for call in [&["score", "-"][..], &["inspect", "-"], &["convert", "-", "-o", "tables"]] {
        let program = assert_cmd::cargo::cargo_bin!("safety-meter");
        let mut child = Command::new(program)
            .current_dir(folder.path())
            .args(call)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // It reads for ever, and from when on the signal is caught is told by the system.
        let catches = || {
            let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
            let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap();
            u64::from_str_radix(caught.trim(), 16).unwrap() & 2 != 0
        };
        let begin = Instant::now();
        while !catches() {
            assert!(begin.elapsed() < Duration::from_mins(1), "nobody watches");
            std::thread::sleep(Duration::from_millis(2));
        }
        assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
        let kept_open = child.stdin.take();
        assert_eq!(child.wait().unwrap().code(), Some(130), "{call:?}");
        drop(kept_open);
    }
}

/// Nothing is promised that `--resume` would refuse.
#[test]
fn a_stopped_run_that_cannot_be_gone_on_with_does_not_say_so() {
    let folder = fleet(60, 300);
    let (code, said) = ended_by("-INT", folder.path(), &["--as-of", "now"], 4);
    assert_eq!(code, Some(130), "{said}");
    assert!(said.lines().last().unwrap().ends_with(" of 60 channels, which out has"), "{said}");
}
