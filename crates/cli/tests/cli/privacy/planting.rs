//! A fixture's case with canaries in place of everything private, ready to be called on.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use tempfile::TempDir;

use super::calls::Call;
use super::families::plant;
use super::secrets::{Kind, Secrets};
use super::{chats, shapes};
use crate::cases::prepare;
use crate::support::safety_meter;

/// A planted case.
pub struct Planted {
    folder: TempDir,
    /// What must not be told.
    pub secrets: Secrets,
    arguments: Vec<String>,
}

/// One file that some call wrote, or one of its streams.
pub struct Written {
    /// What it is.
    pub what: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Planted {
    /// Plants a case.
    pub fn of(case: &Path) -> Self {
        let prepared = prepare(case);
        let mut secrets = Secrets::default();
        let input = prepared.folder.join("input");
        let input = if input.is_dir() { input } else { case.to_owned() };
        let mut files = Vec::new();
        list(&input, &input, &mut files);
        // Twice, since names of chats may be known only when all files were seen.
        for (path, bytes) in &files {
            plant(path, bytes, &mut secrets);
            chats::renamed(path, &mut secrets);
        }
        let folder = TempDir::new().unwrap();
        for (path, bytes) in &files {
            let planted = match path.rsplit('/').next() {
                Some("channel.toml") => {
                    let text = chats::known_replaced(std::str::from_utf8(bytes).unwrap(), &secrets);
                    text.into_bytes()
                }
                _ => plant(path, bytes, &mut secrets),
            };
            let to = folder.path().join("exports/input").join(chats::renamed(path, &mut secrets));
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::write(to, planted).unwrap();
        }
        let token = secrets.token();
        let response = format!(
            "{{\"channel\":\"{token}\",\"lifeTime\":1,\"riskFactor\":1,\"riskFactorChats\":1,\"riskFactorContacts\":1}}"
        );
        fs::write(folder.path().join("exports/input/vendor.json"), response).unwrap();
        for name in ["out", "tmp", "data"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let arguments = prepared.arguments.iter();
        let arguments = arguments.map(|word| secrets.planted(word).unwrap_or(word).to_owned()).collect();
        Self { folder, secrets, arguments }
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Its own files.
    pub fn files(&self) -> Vec<PathBuf> {
        let input = self.folder().join("exports/input");
        let mut files = Vec::new();
        list(&input, &input, &mut files);
        files.into_iter().map(|(path, _)| input.join(path)).collect()
    }

    /// The words of a call.
    pub fn words(&self, call: &Call, more: &[&str]) -> Vec<String> {
        let mut words = Vec::new();
        for word in call.words.split(' ') {
            match word {
                "INPUT" => {
                    words.push("exports/input".to_owned());
                    words.extend(self.arguments.iter().filter(|_| !without_as_of(call)).cloned());
                }
                "FLEET" => words.extend(["--fleet", "exports"].map(str::to_owned)),
                word => words.push(word.to_owned()),
            }
        }
        let reads = !call.words.starts_with("fleet") && !call.words.starts_with("history");
        words.extend(reads.then(|| "-vv".to_owned()));
        words.extend(more.iter().map(|word| (*word).to_owned()));
        words
    }

    /// Runs a call, and gives back how it ended and everything that was written by it: both streams, and all files that are new or
    /// other than before.
    pub fn run(&self, call: &Call, more: &[&str]) -> (Output, Vec<Written>) {
        self.run_within(&[], call, more)
    }

    /// The same, started by another program with these words.
    pub fn run_within(&self, within: &[&str], call: &Call, more: &[&str]) -> (Output, Vec<Written>) {
        let words = self.words(call, more);
        let before: BTreeMap<String, Vec<u8>> = self.written().into_iter().collect();
        let mut command = match within {
            [] => safety_meter(),
            [program, words @ ..] => {
                let mut command = assert_cmd::Command::new(program);
                command.args(words).arg(assert_cmd::cargo::cargo_bin!("safety-meter"));
                command
            }
        };
        let output = command
            .current_dir(self.folder())
            .env("TMPDIR", self.folder().join("tmp"))
            .env("XDG_DATA_HOME", self.folder().join("data"))
            .args(&words)
            .output()
            .unwrap();
        let line = words.join(" ");
        let mut written = vec![
            Written { what: format!("{line}: standard output"), bytes: output.stdout.clone() },
            Written { what: format!("{line}: standard error"), bytes: output.stderr.clone() },
        ];
        let is_new = |(path, bytes): &(String, Vec<u8>)| before.get(path) != Some(bytes);
        written.extend(
            self.written()
                .into_iter()
                .filter(is_new)
                .map(|(path, bytes)| Written { what: format!("{line}: {path}: {path}"), bytes }),
        );
        (output, written)
    }

    /// All files but the exports themselves.
    #[cfg(unix)]
    pub fn left_behind(&self) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        list(self.folder(), self.folder(), &mut files);
        files.retain(|(path, _)| !path.starts_with("exports/"));
        files
    }

    /// All files that calls may have written.
    fn written(&self) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        for folder in ["out", "tmp", "data"] {
            list(self.folder(), &self.folder().join(folder), &mut files);
        }
        files
    }
}

/// Options of `score` that other commands do not have.
fn without_as_of(call: &Call) -> bool {
    ["timeline", "inspect", "convert"].iter().any(|command| call.words.starts_with(command))
}

fn list(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            list(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            files.push((name, fs::read(path).unwrap()));
        }
    }
}

#[test]
fn what_is_planted_has_the_shape_of_what_was_there() {
    let mut secrets = Secrets::default();
    let mut of = |field: &str, value: &str| shapes::planted(field, value, &mut secrets);
    for (field, value) in [
        ("type", "text"),
        ("timestamp", "1715000000"),
        ("date", "2024-05-20T10:00:00Z"),
        ("chat_id", "447700900001@s.whatsapp.net"),
        ("phone", "+44 7700 900002"),
        ("from_me", "true"),
    ] {
        assert_eq!(of(field, value), value);
    }
    assert_ne!(of("body", "Hello Ann"), "Hello Ann");
    assert_eq!(of("body", "Hello Ann"), of("caption", "Hello Ann"));
    let id = of("id", "true_447700900003@c.us_3EB0AA");
    assert!(id.starts_with("true_447700900003@c.us_Zq"), "{id}");
    assert_eq!(secrets.found(b"447700900001 447700900002 447700900003").len(), 3);
    assert!(secrets.found(b"1715000000").is_empty());
    assert_eq!(secrets.found(id.as_bytes())[0].1.first(), Some(&Kind::Number));
}
