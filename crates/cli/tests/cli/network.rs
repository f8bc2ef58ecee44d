//! No command needs a network: within a namespace that has none, each writes the same bytes.
//!
//! That there is nothing in the program to ask with is told by its dependencies, which a step of the checks looks at.

use std::process::Command;
use std::time::Duration;

use crate::privacy::calls::CALLS;
use crate::privacy::planting::Planted;
use crate::support::{CHAT, fixtures, folder};

/// Starts a program where there is no network but a loopback that is down.
const WITHOUT: [&str; 3] = ["unshare", "--net", "--map-root-user"];
/// Set where it must be possible to make a namespace, as in the checks.
const NEEDED: &str = "SAFETY_METER_NEEDS_NAMESPACES";

/// Whether the system lets a user make a namespace; if not, that is said.
fn can_do_without() -> bool {
    let tried = Command::new(WITHOUT[0]).args(&WITHOUT[1..]).args(["cat", "/proc/net/dev"]).output();
    match tried {
        Ok(output) if output.status.success() => {
            let interfaces = String::from_utf8(output.stdout).unwrap();
            // Two lines of headings, and a loopback that nobody has brought up.
            assert!(interfaces.lines().count() <= 3, "{interfaces}");
            true
        }
        _ => {
            assert!(
                std::env::var_os(NEEDED).is_none(),
                "{NEEDED} is set, and no network namespace can be made"
            );
            #[expect(clippy::print_stderr, reason = "a test that does nothing must say so")]
            {
                eprintln!(
                    "NOT TESTED: this system makes no network namespace (unshare --net --map-root-user)"
                );
            }
            false
        }
    }
}

#[test]
fn every_command_writes_the_same_without_a_network() {
    if !can_do_without() {
        return;
    }
    for case in ["demo", "android-msgstore/both-schemas", "table-parquet/typed"] {
        let [with, without] = [(); 2].map(|()| Planted::of(&fixtures().join(case)));
        for call in CALLS {
            let (expected, _) = with.run(call, &[]);
            let (output, _) = without.run_within(&WITHOUT, call, &[]);
            let of = |output: &std::process::Output| {
                (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
            };
            assert_eq!(of(&output), of(&expected), "{}", call.words);
            // When a result was saved is not the same.
            if !call.words.starts_with("history") {
                assert!(output.stdout == expected.stdout, "{case}: {}", call.words);
            }
        }
        // Stand-ins are other ones in every run, and what resumes knows its own files.
        let is_random = |path: &str| {
            path.starts_with("out/hidden") || path.contains(".resume") || path.starts_with("out/h.db")
        };
        let results = |planted: &Planted| {
            let mut files = planted.left_behind();
            files.retain(|(path, _)| !is_random(path));
            files
        };
        let (expected, files) = (results(&with), results(&without));
        assert!(files.len() > 10, "{}", files.len());
        for ((path, bytes), expected) in files.iter().zip(&expected) {
            assert!((path, bytes) == (&expected.0, &expected.1), "{case}: {path}");
        }
        assert_eq!(files.len(), expected.len());
    }
}

/// The server has something to listen on or says so; it does not hang.
#[test]
fn the_server_says_that_it_cannot_listen() {
    if !can_do_without() {
        return;
    }
    let folder = folder(&[("exports/acme/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    let output = assert_cmd::Command::new(WITHOUT[0])
        .args(&WITHOUT[1..])
        .arg(assert_cmd::cargo::cargo_bin!("safety-meter"))
        .args(["serve", "--channels", "exports", "--db", "history.db", "--listen", "127.0.0.1:0"])
        .current_dir(folder.path())
        .timeout(Duration::from_secs(5))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let listens = output.status.code().is_none() && said.contains("listening");
    let refuses = output.status.code() == Some(2) && said.contains("127.0.0.1:0: cannot be listened on");
    assert!(listens || refuses, "{:?}\n{said}", output.status);
}
