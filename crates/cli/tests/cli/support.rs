//! Runs the built program as a user would.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

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

/// A chat of three messages over five days.
pub const CHAT: &str =
    "20/05/2024, 10:00 - Ann: hi\n20/05/2024, 11:00 - Me: hello\n25/05/2024, 12:00 - Ann: bye\n";

/// A temporary folder with these files.
pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

/// Runs `score` on `input` below `folder` and returns exit code and messages, the folder's own path filtered out.
pub fn score(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let arguments = [&["score"], arguments].concat();
    let output = run(folder, &arguments);
    (output.status.code().unwrap(), stderr(&output))
}

/// A zip with these entries.
pub fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        // As tightly as any library packs: what counts as a bomb must not hang on which of them is built in.
        let options = SimpleFileOptions::default().compression_level(Some(9));
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
