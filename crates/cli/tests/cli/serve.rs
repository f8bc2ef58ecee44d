//! `serve` as a whole: the real program on real exports, over a socket.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use assert_cmd::cargo::CommandCargoExt;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{CHAT, fixtures, folder, run, stderr, stdout, zip_of};

/// What the vendor calls it.
pub const RISK: &str = "/services/riskOfBlocking";

/// A running server. It is killed when a test ends before it has stopped it.
pub struct Server {
    child: Child,
    address: String,
    /// Everything it logs.
    log: Receiver<String>,
    /// What of it was received.
    seen: String,
}

impl Server {
    /// Starts it, and waits until it listens.
    pub fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::cargo_bin("safety-meter")
            .unwrap()
            .current_dir(folder)
            .args(["serve", "--listen", "127.0.0.1:0", "--db", "history.db", "--log", "json"])
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, log) = channel();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| drop(sender.send(line))));
        let mut server = Self { child, address: String::new(), log, seen: String::new() };
        let line = server.wait_for("listening");
        let line: Value = serde_json::from_str(&line).unwrap();
        line["address"].as_str().unwrap().clone_into(&mut server.address);
        server
    }

    /// The next line of the log with these words.
    fn wait_for(&mut self, words: &str) -> String {
        loop {
            let line = self
                .log
                .recv_timeout(Duration::from_mins(1))
                .unwrap_or_else(|_| panic!("{words}\n{}", self.seen));
            self.seen.push_str(&line);
            self.seen.push('\n');
            if line.contains(words) {
                return line;
            }
        }
    }

    /// Status, head and body of an answer.
    pub fn ask(&self, method: &str, path: &str, token: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
    }

    /// Asks it to end, and returns the exit code and all that it logged.
    pub fn stop(mut self) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let code = self.child.wait().unwrap().code();
        let mut seen = std::mem::take(&mut self.seen);
        while let Ok(line) = self.log.recv_timeout(Duration::from_secs(5)) {
            seen.push_str(&line);
            seen.push('\n');
        }
        (code, seen)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A new token.
pub fn token(folder: &Path, what: &str) -> String {
    let output = run(folder, &["token", "add", what, "--db", "history.db"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output).trim().to_owned()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &to);
        } else {
            std::fs::copy(&path, to).unwrap();
        }
    }
}

#[test]
fn the_demo_is_answered_as_it_is_scored_and_its_token_is_nowhere_else() {
    let folder = TempDir::new().unwrap();
    copy(&fixtures().join("demo"), &folder.path().join("exports/demo"));
    let demo = token(folder.path(), "demo");
    let admin = token(folder.path(), "--admin");
    let server = Server::start(folder.path(), &["--channels", "exports"]);

    let (status, body) = server.ask("POST", RISK, &demo);
    let scored =
        stdout(&run(folder.path(), &["score", "exports/demo", "--as-of", "now", "--timezone", "UTC"]));
    assert_eq!((status, body), (200, scored.trim_end().replace("\"demo\"", &format!("\"{demo}\""))));
    let (status, page) = server.ask("GET", "/channels/demo/report", &demo);
    assert_eq!(status, 200);
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("A••• H•••"));
    let (status, history) = server.ask("GET", "/channels/demo/history", &admin);
    assert_eq!(status, 200);
    let saved = run(folder.path(), &["history", "demo", "--db", "history.db", "--format", "json"]);
    assert_eq!(history, stdout(&saved));

    // Where a token does not belong.
    server.ask("GET", &format!("/{demo}?token={demo}"), &demo);
    server.ask("GET", &format!("/channels/{demo}/history"), &admin);
    server.ask("GET", &format!("/channels/{demo}/report"), &admin);
    server.ask(&demo.replace('_', "-"), RISK, &demo);
    server.ask("GET", RISK, &format!("{demo}x"));
    let (_, metrics) = server.ask("GET", "/metrics", &admin);
    let (code, log) = server.stop();
    assert_eq!(code, Some(0), "{log}");
    let answered: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|line: &Value| line["message"] == "answered")
        .collect();
    assert_eq!(answered.len(), 9);
    let first = &answered[0];
    assert_eq!(
        (&first["method"], &first["route"], &first["status"]),
        (&"POST".into(), &RISK.into(), &200.into())
    );
    assert_eq!(first["channel"], "demo");
    assert!(first["ms"].as_f64().unwrap() > 0.0);
    for token in [&demo, &admin, &demo.replace('_', "-")] {
        assert!(!log.contains(&token[4..]) && !metrics.contains(&token[4..]) && !page.contains(&token[4..]));
    }
}

#[test]
fn new_exports_and_new_channels_are_seen_and_vanished_ones_are_said_to_be() {
    let folder = folder(&[("exports/acme/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    let [acme, zeta] = ["acme", "zeta"].map(|name| token(folder.path(), name));
    let server = Server::start(folder.path(), &["--channels", "exports"]);
    let (status, body) = server.ask("POST", RISK, &zeta);
    assert_eq!(status, 503);
    assert!(body.contains("there are no exports of this channel"), "{body}");
    std::fs::create_dir(folder.path().join("exports/zeta")).unwrap();
    assert!(server.ask("POST", RISK, &zeta).1.contains("the channel's folder is empty"));
    std::fs::write(folder.path().join("exports/zeta/WhatsApp Chat with Ann.txt"), CHAT).unwrap();
    let whole = zip_of(&[("_chat.txt", CHAT.as_bytes())]);
    std::fs::write(folder.path().join("exports/zeta/broken.zip"), &whole[..whole.len() / 2]).unwrap();
    let (status, body) = server.ask("POST", RISK, &zeta);
    assert_eq!(status, 503, "half of a history is no answer: {body}");
    assert!(!body.contains("broken") && !body.contains("exports/"), "{body}");
    std::fs::remove_file(folder.path().join("exports/zeta/broken.zip")).unwrap();
    let (status, body) = server.ask("POST", RISK, &zeta);
    assert_eq!(status, 200, "{body}");
    std::fs::remove_dir_all(folder.path().join("exports/zeta")).unwrap();
    assert_eq!(server.ask("GET", RISK, &zeta), (200, body.clone()));
    assert_eq!(server.ask("POST", RISK, &zeta), (200, body));
    std::fs::remove_dir_all(folder.path().join("exports")).unwrap();
    assert_eq!(server.ask("POST", RISK, &acme).0, 503);
    assert_eq!(server.stop().0, Some(0));
}

#[test]
fn a_table_with_a_channel_column_is_many_channels() {
    let table = "channel,chat_id,from_me,timestamp\nacme,447700900123,true,2024-05-13T10:00:00Z\n\
                 zeta,447700900124,true,2024-05-13T10:00:00Z\nzeta,447700900124,false,2024-05-13T10:05:00Z\n";
    let folder = folder(&[("messages.csv", table.as_bytes())]);
    let zeta = token(folder.path(), "zeta");
    let nobody = token(folder.path(), "nobody");
    let server = Server::start(folder.path(), &["--channels", "messages.csv"]);
    let (status, body) = server.ask("POST", RISK, &zeta);
    assert_eq!(status, 200, "{body}");
    assert_eq!(server.ask("POST", RISK, &nobody).0, 503);
    assert_eq!(server.stop().0, Some(0));
}

#[test]
fn what_cannot_be_served_is_said_before_anybody_listens() {
    let folder =
        folder(&[("exports/acme/WhatsApp Chat with Ann.txt", CHAT.as_bytes()), ("notes.db", b"mine")]);
    let fails = |arguments: &[&str], words: &str| {
        let output = run(folder.path(), &[&["serve", "--listen", "127.0.0.1:0"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(words), "{}", stderr(&output));
    };
    fails(&["--channels", "nowhere", "--db", "a.db"], "--channels nowhere");
    fails(&["--channels", "exports", "--db", "notes.db"], "is no history of Safety Meter");
    fails(&["--channels", "exports", "--db", "exports/acme/a.db"], "would lie among the exports");
    fails(&["--channels", "exports", "--db", "a.db", "--timezone", "Mars"], "--timezone");
    fails(&["--channels", "exports", "--db", "a.db", "--policy", "none.toml"], "--policy none.toml");
    fails(&["--channels", "exports", "--db", "a.db", "--listen", "192.0.2.1"], "--listen");
}
