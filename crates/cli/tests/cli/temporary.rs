//! Temporary files: nobody else can read them, and none is left, however a run ends.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tempfile::TempDir;

use crate::resume::{CALL, fleet};
use crate::support::fixtures;

/// A database with a write-ahead log beside it, of which a copy takes its time, and two folders for what is written.
fn database() -> TempDir {
    let folder = TempDir::new().unwrap();
    for name in ["input", "tmp", "out"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    let path = folder.path().join("msgstore.db");
    let sql = fixtures().join("android-msgstore/lids-calls-and-notices/msgstore.sql");
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch(&fs::read_to_string(sql).unwrap()).unwrap();
    let filler = "CREATE TABLE filler (bytes BLOB);
        WITH RECURSIVE row(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM row WHERE n < 64)
        INSERT INTO filler SELECT zeroblob(1048576) FROM row;
        PRAGMA journal_mode = WAL;
        PRAGMA wal_autocheckpoint = 0;
        INSERT INTO filler VALUES (zeroblob(10));";
    connection.execute_batch(filler).unwrap();
    // As it lies there while a program has it open.
    for name in ["msgstore.db", "msgstore.db-wal"] {
        fs::copy(folder.path().join(name), folder.path().join("input").join(name)).unwrap();
    }
    folder
}

/// Starts the program with these words, for a user who lets everybody do everything with new files.
fn start(folder: &Path, words: &[&str]) -> Child {
    let program = assert_cmd::cargo::cargo_bin!("safety-meter");
    Command::new("sh")
        .args(["-c", "umask 000; exec \"$0\" \"$@\""])
        .arg(program)
        .args(words)
        .current_dir(folder)
        .env("TMPDIR", folder.join("tmp"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Everything below a folder with its permissions.
fn modes(folder: &Path, found: &mut BTreeMap<PathBuf, u32>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        // It may be gone by now.
        let Ok(metadata) = fs::symlink_metadata(&path) else { continue };
        found.insert(path.clone(), metadata.permissions().mode() & 0o777);
        if metadata.is_dir() {
            modes(&path, found);
        }
    }
}

/// Watches two folders until the run ends, and ends it by a signal as soon as there is a file for which that is wanted.
fn watched(
    mut child: Child,
    folder: &Path,
    signal: Option<&str>,
    is_due: impl Fn(&Path) -> bool,
) -> (ExitStatus, BTreeMap<PathBuf, u32>) {
    let mut seen = BTreeMap::new();
    let mut is_signalled = false;
    let begin = Instant::now();
    let status = loop {
        for name in ["tmp", "out"] {
            modes(&folder.join(name), &mut seen);
        }
        if let Some(signal) = signal.filter(|_| !is_signalled && seen.keys().any(|path| is_due(path))) {
            is_signalled = true;
            let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
            assert!(sent.success());
        }
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        assert!(begin.elapsed() < Duration::from_mins(2), "it does not end");
        std::thread::sleep(Duration::from_micros(200));
    };
    assert_eq!(is_signalled, signal.is_some(), "{seen:?}");
    (status, seen)
}

fn is_copy(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "database")
}

#[track_caller]
fn assert_private(seen: &BTreeMap<PathBuf, u32>, results: &[&str]) {
    for (path, mode) in seen {
        let is_result = path.file_name().is_some_and(|name| results.iter().any(|result| name == *result));
        let is_folder = path.file_name().unwrap().to_str().unwrap().starts_with("safety-meter-");
        let expected = if is_folder { 0o700 } else { 0o600 };
        assert!(is_result || *mode == expected, "{} has {mode:o}", path.display());
    }
}

#[track_caller]
fn assert_left(folder: &Path, results: &[&str]) {
    let mut left = BTreeMap::new();
    for name in ["tmp", "out"] {
        modes(&folder.join(name), &mut left);
    }
    let names: Vec<&str> = left.keys().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(names, results);
}

#[test]
fn copies_of_databases_are_private_and_none_is_left() {
    let folder = database();
    let folder = folder.path();
    let score = ["score", "input", "--format", "json", "-o", "out/scores"];
    let (status, seen) = watched(start(folder, &score), folder, None, is_copy);
    assert_eq!(status.code(), Some(0));
    assert!(seen.keys().any(|path| is_copy(path)), "a copy is made: {seen:?}");
    assert_private(&seen, &["scores"]);
    assert_left(folder, &["scores"]);
    fs::remove_file(folder.join("out/scores")).unwrap();
    for (signal, number) in [("-INT", 2), ("-TERM", 15), ("-HUP", 1), ("-QUIT", 3)] {
        let (status, seen) = watched(start(folder, &score), folder, Some(signal), is_copy);
        let expected = 128 + number;
        assert_eq!(status.code(), Some(expected), "{signal}");
        assert_private(&seen, &[]);
        assert_left(folder, &[]);
    }
    // A log that is of no database: an error after the copy was made.
    fs::write(folder.join("input/msgstore.db-wal"), "no log at all").unwrap();
    let mut bytes = fs::read(folder.join("input/msgstore.db")).unwrap();
    bytes[200..4000].fill(0x55);
    fs::write(folder.join("input/msgstore.db"), bytes).unwrap();
    let (status, seen) = watched(start(folder, &score), folder, None, is_copy);
    assert_ne!(status.code(), Some(0));
    assert!(seen.keys().any(|path| is_copy(path)), "a copy is made: {seen:?}");
    assert_private(&seen, &["scores"]);
    // What could be read of it may be scored, but nothing temporary is left.
    let _ = fs::remove_file(folder.join("out/scores"));
    assert_left(folder, &[]);
}

#[test]
fn unfinished_results_are_private_and_only_what_resumes_is_left() {
    let fleet = fleet(60, 300);
    let folder = fleet.path();
    fs::create_dir(folder.join("tmp")).unwrap();
    fs::create_dir(folder.join("out")).unwrap();
    let is_journal = |path: &Path| path.extension().is_some_and(|ending| ending == "resume");
    for format in ["csv", "parquet"] {
        let words = [CALL, &["--format", format, "-o", "out/scores"]].concat();
        let (status, seen) = watched(start(folder, &words), folder, None, is_journal);
        assert_eq!(status.code(), Some(0));
        assert!(seen.keys().any(|path| is_journal(path)), "{seen:?}");
        assert_private(&seen, &["scores"]);
        assert_left(folder, &["scores"]);
        fs::remove_file(folder.join("out/scores")).unwrap();
    }
    // What is kept for `--resume` is as private as it was before.
    let words = [CALL, &["--format", "json", "-o", "out/scores", "--resume"]].concat();
    let (status, seen) = watched(start(folder, &words), folder, None, is_journal);
    assert_eq!(status.code(), Some(0));
    assert_private(&seen, &["scores"]);
    assert_left(folder, &["scores", "scores.resume"]);
    let mut left = BTreeMap::new();
    modes(&folder.join("out"), &mut left);
    assert_private(&left, &["scores"]);
    // An error: nothing can be written where a folder is.
    fs::remove_file(folder.join("out/scores.resume")).unwrap();
    let (status, _) =
        watched(start(folder, &["convert", "fleet/c000", "-o", "out/scores"]), folder, None, is_journal);
    assert_eq!(status.code(), Some(2));
    assert_left(folder, &["scores"]);
}

#[test]
fn results_have_the_mode_of_what_they_replace_or_of_any_new_file() {
    let folder = TempDir::new().unwrap();
    let result = folder.path().join("scores.csv");
    let mode = || fs::metadata(&result).unwrap().permissions().mode() & 0o777;
    let score = |umask: &str| {
        let call = format!("umask {umask}; exec \"$0\" \"$@\"");
        let demo = fixtures().join("demo");
        let mut command = Command::new("sh");
        command.args(["-c", &call]).arg(env!("CARGO_BIN_EXE_safety-meter")).arg("score").arg(demo).arg("-o");
        assert!(command.arg(&result).status().unwrap().success());
    };
    score("027");
    assert_eq!(mode(), 0o640);
    fs::set_permissions(&result, fs::Permissions::from_mode(0o600)).unwrap();
    score("000");
    assert_eq!(mode(), 0o600, "nobody more may read it than before");
    fs::remove_file(&result).unwrap();
    score("077");
    assert_eq!(mode(), 0o600);
}
