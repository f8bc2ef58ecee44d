//! Runs the built program as a user would.

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;

/// The repository's folder of fixtures.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

/// The program.
pub fn safety_meter() -> Command {
    let mut command = Command::cargo_bin("safety-meter").expect("the program is built");
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

/// Runs it in `folder` and returns what it wrote.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    safety_meter().current_dir(folder).args(arguments).output().expect("the program starts")
}

/// Standard output as text.
pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("output is UTF-8")
}

/// Standard error as text.
pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

/// The full view of the only channel, scored in `folder`.
pub fn full_view(folder: &Path, arguments: &[&str]) -> Value {
    let arguments = [&["score", "--format", "json"], arguments].concat();
    let output = run(folder, &arguments);
    let views: Vec<Value> = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}\n{}\n{}", stdout(&output), stderr(&output)));
    let [view] = views.as_slice() else { panic!("one channel expected, got {}", views.len()) };
    view.clone()
}
