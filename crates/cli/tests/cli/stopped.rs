//! Runs over many channels that are ended by a signal.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::resume::{CALL, fleet, resumed, scored, whole_lines};
use crate::support::{run, stderr, stdout};

/// Starts a long run and ends it by a signal as soon as some channels are done.
fn ended_by(signal: &str, folder: &Path, format: &str) -> (Option<i32>, String) {
    let program = assert_cmd::cargo::cargo_bin!("safety-meter");
    let arguments = [CALL, &["--format", format, "-o", "out", "--threads", "2"]].concat();
    let child =
        Command::new(program).current_dir(folder).args(arguments).stderr(Stdio::piped()).spawn().unwrap();
    let begin = Instant::now();
    let noted = || fs::read(folder.join("out.resume")).unwrap_or_default();
    while whole_lines(&noted()) < 4 {
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
        let (code, said) = ended_by("-INT", folder.path(), format);
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
    let (code, _) = ended_by("-KILL", folder.path(), "ndjson");
    assert_eq!(code, None, "it was killed");
    assert!(!folder.path().join("out").exists());
    assert!((3..60).contains(&resumed(folder.path(), "out", &["--format", "ndjson"])));
    assert_eq!(fs::read(folder.path().join("out")).unwrap(), expected);
}
