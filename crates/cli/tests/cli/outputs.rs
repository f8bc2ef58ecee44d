//! What is written, where, and with which exit code.

use crate::support::{CHAT, folder, run, score, stderr, stdout, zip_of};

#[test]
fn a_failing_channel_leaves_the_others() {
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    let output = run(folder.path(), &["score", "nowhere", "c"]);
    assert_eq!(stderr(&output), "safety-meter: nowhere: no such file or folder; check the path\n");
    assert_eq!(stdout(&output).lines().count(), 1);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn nothing_is_written_beside_the_exports() {
    let folder = folder(&[
        ("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes()),
        ("c/chat.zip", &zip_of(&[("WhatsApp Chat with Bob.txt", CHAT.as_bytes())])),
    ]);
    let listing = || {
        let mut paths: Vec<_> = std::fs::read_dir(folder.path().join("c"))
            .unwrap()
            .map(|entry| {
                let entry = entry.unwrap();
                let metadata = entry.metadata().unwrap();
                (entry.path(), metadata.len(), metadata.modified().unwrap())
            })
            .collect();
        paths.sort();
        paths
    };
    let before = listing();
    for format in ["vendor", "table", "html", "json", "ndjson", "csv"] {
        assert_eq!(score(folder.path(), &["c", "--format", format]).0, 0, "{format}");
    }
    assert_eq!(listing(), before);
}

#[test]
fn an_output_file_appears_whole_or_not_at_all() {
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    assert_eq!(score(folder.path(), &["c", "-o", "s.json", "--format", "json"]).0, 0);
    let written: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("s.json")).unwrap()).unwrap();
    assert_eq!(written[0]["channel"], "c");
    let names: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    let chat = "c/WhatsApp Chat with Ann.txt";
    let (code, messages) = score(folder.path(), &[chat, "-o", chat]);
    assert_eq!(messages, format!("safety-meter: --output {chat}: is one of the inputs; give another name\n"));
    assert_eq!(code, 2);
    let (code, messages) = score(folder.path(), &["c", "-o", chat]);
    assert_eq!(
        messages,
        format!(
            "safety-meter: --output {chat}: exists and lies among the inputs; give a path outside of them\n"
        )
    );
    assert_eq!(code, 2);
    assert_eq!(std::fs::read_to_string(folder.path().join(chat)).unwrap(), CHAT);
}

#[test]
fn fail_below_makes_the_exit_code_1() {
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    assert_eq!(score(folder.path(), &["c", "--fail-below", "1"]).0, 0);
    assert_eq!(score(folder.path(), &["c", "--fail-below", "3"]).0, 1);
    assert_eq!(score(folder.path(), &["c", "nowhere", "--fail-below", "3"]).0, 2);
}

#[test]
fn the_ending_of_a_file_of_rows_is_its_format() {
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    for (name, arguments, begin) in [
        ("s.csv", &[][..], "channel,asOf,"),
        ("s.parquet", &[][..], "PAR1"),
        ("s.json", &[][..], "{\"channel\":"),
        ("t.csv", &["--format", "vendor"][..], "{\"channel\":"),
    ] {
        assert_eq!(score(folder.path(), &[&["c", "-o", name], arguments].concat()).0, 0, "{name}");
        assert!(std::fs::read(folder.path().join(name)).unwrap().starts_with(begin.as_bytes()), "{name}");
    }
}

#[test]
fn the_ending_of_a_file_is_the_format_of_questions_too() {
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    let (what_if, timeline) = (&["what-if", "c"][..], &["timeline", "c"][..]);
    let plan = &["plan", "c", "--per-day", "1", "--days", "1", "--runs", "1", "--reply", "9%"][..];
    for call in [what_if, plan, timeline] {
        for (name, begin) in [
            ("a.json", "[\n{\"channel\":\"c\","),
            ("a.ndjson", "{\"channel\":\"c\","),
            ("a.csv", "channel,"),
            ("a.parquet", "PAR1"),
            ("a.txt", "c\n  "),
        ] {
            let output = run(folder.path(), &[call, &["-o", name]].concat());
            assert_eq!(output.status.code(), Some(0), "{call:?} {}", stderr(&output));
            let written = std::fs::read(folder.path().join(name)).unwrap();
            assert!(written.starts_with(begin.as_bytes()), "{call:?} {name}");
        }
    }
}

/// What is left of an earlier run is worth more than a table without rows.
#[test]
fn nothing_does_not_replace_a_file() {
    let folder = folder(&[("s.csv", b"old"), ("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    for call in [
        &["score", "nowhere"][..],
        &["score", "nowhere", "nor/here"],
        &["score", "nowhere", "--format", "table"],
        &["what-if", "nowhere"],
        &["what-if", "nowhere", "--sweep", "save=0..1"],
        &["timeline", "nowhere"],
        &["timeline", "c", "--from", "2030-01-01"],
        &["plan", "nowhere", "--per-day", "1", "--days", "2"],
    ] {
        let output = run(folder.path(), &[call, &["-o", "s.csv"]].concat());
        let said = stderr(&output);
        assert!(said.ends_with("safety-meter: nothing could be scored, so nothing is written\n"), "{said}");
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(std::fs::read_to_string(folder.path().join("s.csv")).unwrap(), "old", "{call:?}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing unfinished is left");
}

/// As everywhere else, `-` is no file of that name.
#[test]
fn a_dash_is_standard_output() {
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    for call in [&["score", "c"][..], &["report", "c"], &["timeline", "c"], &["what-if", "c"]] {
        let plain = run(folder.path(), call);
        assert!(!stdout(&plain).is_empty(), "{call:?}");
        assert_eq!(stdout(&run(folder.path(), &[call, &["-o", "-"]].concat())), stdout(&plain), "{call:?}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// A device, a pipe or a link would be gone.
#[cfg(unix)]
#[test]
fn only_a_regular_file_is_replaced() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes()), ("real/s.csv", b"old")]);
    let pipe = folder.path().join("pipe.csv");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    symlink("nowhere", folder.path().join("lost.csv")).unwrap();
    symlink("real/s.csv", folder.path().join("link.csv")).unwrap();
    let refused = "pipe.csv: is no regular file but a device or a pipe; give the name of a file, or use standard output";
    for call in [&["score", "c"][..], &["score", "c", "--format", "table"], &["convert", "c"]] {
        let output = run(folder.path(), &[call, &["-o", "pipe.csv"]].concat());
        assert_eq!((output.status.code(), stderr(&output)), (Some(2), format!("safety-meter: {refused}\n")));
    }
    assert!(std::fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
    let (code, said) = score(folder.path(), &["c", "-o", "lost.csv"]);
    let refused = "safety-meter: lost.csv: is a link that leads nowhere; remove it, or give another name\n";
    assert_eq!((code, said.as_str()), (2, refused));
    assert_eq!(score(folder.path(), &["c", "-o", "link.csv"]).0, 0);
    assert!(folder.path().join("link.csv").is_symlink());
    assert!(std::fs::read(folder.path().join("real/s.csv")).unwrap().starts_with(b"channel,asOf,"));
}

#[test]
fn one_number_needs_no_temporary_folder() {
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    let mut call = crate::support::safety_meter();
    call.current_dir(folder.path()).env("TMPDIR", folder.path().join("nowhere"));
    let output = call.args(["score", "c", "-o", "s.csv"]).output().unwrap();
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
}

/// A policy is read as well, and what somebody has adjusted by hand is not made again.
#[test]
fn a_policy_is_no_place_for_results() {
    let folder =
        folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes()), ("mine.toml", b"min_sample = 5\n")]);
    for call in [
        &["score", "c", "--policy", "mine.toml"][..],
        &["timeline", "c", "--policy", "mine.toml"],
        &["plan", "c", "--per-day", "1", "--days", "2", "--reply", "9%", "--policy", "mine.toml"],
        &["what-if", "c", "--base-policy", "mine.toml"],
        &["what-if", "c", "--save", "1", "--policy", "mine.toml"],
    ] {
        let output = run(folder.path(), &[call, &["-o", "mine.toml"]].concat());
        let expected = "safety-meter: --output mine.toml: is one of the inputs; give another name\n";
        assert_eq!((stderr(&output).as_str(), output.status.code()), (expected, Some(2)), "{call:?}");
        assert_eq!(std::fs::read_to_string(folder.path().join("mine.toml")).unwrap(), "min_sample = 5\n");
    }
}
