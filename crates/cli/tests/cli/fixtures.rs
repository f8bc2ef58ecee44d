//! Every fixture states its own truth, computed by hand; this runs all of them, so none can be forgotten.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::cases::prepare;
use crate::differences::differences;
use crate::support::{fixtures, full_view, run, stdout};
use serde_json::Value;

/// Folders `fixtures/<format>/<case>` with an `expected.json`.
pub fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = folders(&fixtures())
        .iter()
        .flat_map(|format| folders(format))
        .filter(|case| case.join("expected.json").is_file())
        .collect();
    cases.sort();
    cases
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect()
}

#[test]
fn every_fixture_gives_what_was_computed_by_hand() {
    let cases = cases();
    assert!(cases.len() >= 10, "only {} fixtures found", cases.len());
    let mut found = Vec::new();
    for case in &cases {
        let expected: Value =
            serde_json::from_slice(&std::fs::read(case.join("expected.json")).unwrap()).unwrap();
        let prepared = prepare(case);
        let arguments: Vec<&str> =
            std::iter::once("input").chain(prepared.arguments.iter().map(String::as_str)).collect();
        let actual = full_view(&prepared.folder, &arguments);
        let name = case.strip_prefix(fixtures()).unwrap().display().to_string();
        differences(&name, &expected, &actual, &mut found);
    }
    assert!(found.is_empty(), "{} differences:\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_format_has_a_fixture() {
    let with_fixture: BTreeSet<String> = cases()
        .iter()
        .map(|case| case.parent().unwrap().file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    let listed = stdout(&run(&fixtures(), &["formats"]));
    let names: BTreeSet<String> = listed
        .lines()
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .collect();
    assert!(!names.is_empty());
    let missing: Vec<_> = names.difference(&with_fixture).collect();
    assert!(missing.is_empty(), "formats without a fixture: {missing:?}");
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    for case in cases() {
        let prepared = prepare(&case);
        let of = |threads: &str| {
            run(&prepared.folder, &["score", "input", "--format", "json", "--threads", threads]).stdout
        };
        let one = of("1");
        assert!(!one.is_empty());
        assert_eq!(one, of("2"), "{}", case.display());
        assert_eq!(one, of("8"), "{}", case.display());
    }
}
