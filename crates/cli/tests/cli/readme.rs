//! What the README shows is what the program prints.

use std::path::Path;

use crate::calibrate;
use crate::support::{fixtures, run, stderr, stdout};

fn readme() -> String {
    std::fs::read_to_string(fixtures().join("../README.md")).unwrap()
}

#[track_caller]
fn shows(arguments: &[&str]) {
    let root = fixtures().join("..");
    let output = run(Path::new(&root), arguments);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let printed = stdout(&output);
    assert!(!printed.trim().is_empty());
    assert!(
        readme().contains(printed.trim_end()),
        "the README lacks this output of {arguments:?}:\n{printed}"
    );
}

#[test]
fn the_demo_prints_what_the_readme_shows() {
    shows(&["score", "fixtures/demo"]);
    shows(&["score", "fixtures/demo", "--format", "table"]);
    shows(&["timeline", "fixtures/demo", "--from", "2024-04-20"]);
    shows(&["what-if", "fixtures/demo", "--save", "5", "--reach", "3"]);
    shows(&["plan", "fixtures/demo", "--per-day", "5", "--days", "7", "--known", "50%"]);
}

#[test]
fn the_page_is_written_as_the_readme_says() {
    let folder = tempfile::TempDir::new().unwrap();
    let command = readme()
        .lines()
        .find_map(|line| line.strip_prefix("safety-meter report ").map(str::to_owned))
        .unwrap();
    let (arguments, _) = command.split_once('#').unwrap();
    let demo = fixtures().join("demo");
    let arguments: Vec<&str> = arguments
        .split_whitespace()
        .map(|argument| if argument == "fixtures/demo" { demo.to_str().unwrap() } else { argument })
        .collect();
    let output = run(folder.path(), &[&["report"], &*arguments].concat());
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
    let page = std::fs::read_to_string(folder.path().join("report.html")).unwrap();
    // What the README says of persons is what is there.
    for masked in ["+44 770 •••• 23", "A••• H•••"] {
        assert!(readme().contains(masked) && page.contains(masked), "{masked}");
    }
}

#[test]
fn the_formats_are_those_of_the_table() {
    shows(&["formats"]);
}

#[test]
fn the_comparison_of_two_days_is_what_the_readme_shows() {
    let folder = tempfile::TempDir::new().unwrap();
    let demo = fixtures().join("demo");
    let demo = demo.to_str().unwrap();
    for (output, as_of) in [("early.ndjson", "2024-02-10"), ("late.ndjson", "latest")] {
        let arguments = ["score", demo, "--as-of", as_of, "--format", "ndjson", "-o", output];
        assert_eq!(run(folder.path(), &arguments).status.code(), Some(0));
    }
    let output = run(folder.path(), &["diff", "early.ndjson", "late.ndjson"]);
    assert_eq!(output.status.code(), Some(1));
    let printed = stdout(&output);
    let channel = &printed[printed.find("demo\n").unwrap()..];
    assert!(readme().contains(channel.trim_end()), "the README lacks:\n{channel}");
}

#[test]
fn the_history_of_four_days_is_what_the_readme_shows() {
    let folder = tempfile::TempDir::new().unwrap();
    let demo = fixtures().join("demo");
    let demo = demo.to_str().unwrap();
    for as_of in ["2024-02-10", "2024-03-30", "2024-05-12", "latest", "latest"] {
        let output = run(folder.path(), &["score", demo, "--as-of", as_of, "--save", "--db", "h.db"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    let printed = stdout(&run(folder.path(), &["history", "demo", "--db", "h.db"]));
    assert!(printed.contains("4 results") && readme().contains(&printed), "the README lacks:\n{printed}");
}

#[test]
fn the_calibration_by_thirty_numbers_is_what_the_readme_shows() {
    let folder = calibrate::fleet();
    let output = run(folder.path(), &["calibrate", "--fleet", "fleet"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let printed = stdout(&output);
    let age = &printed[printed.find("  Age of the number\n").unwrap()..];
    // Its table of ratings comes behind.
    let shown = &age[..age.find("\n\n    after ").unwrap()];
    assert!(readme().contains(shown), "the README lacks:\n{shown}");
}
