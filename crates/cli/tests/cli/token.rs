//! Tokens, as somebody who runs the server handles them.

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{run, stderr, stdout};

fn token(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = run(folder, &[&["token"], arguments, &["--db", "h.db"]].concat());
    (output.status.code().unwrap(), stdout(&output), stderr(&output))
}

#[test]
fn a_token_is_printed_alone_and_once() {
    let folder = TempDir::new().unwrap();
    let (code, printed, said) = token(folder.path(), &["add", "acme"]);
    let secret = printed.trim_end();
    assert_eq!((code, secret.len(), printed.len()), (0, 47, 48), "{printed}");
    assert!(secret.starts_with("smt_"));
    assert!(
        said.starts_with("safety-meter: token 1 opens the channel acme; it is shown this once"),
        "{said}"
    );
    assert!(!said.contains(secret));
    for format in ["table", "csv", "json"] {
        let (code, listed, said) = token(folder.path(), &["list", "--format", format]);
        assert_eq!((code, said.as_str()), (0, ""));
        assert!(listed.contains("acme") && !listed.contains(&secret[4..12]), "{listed}");
    }
}

#[test]
fn tokens_are_listed_and_revoked() {
    let folder = TempDir::new().unwrap();
    for add in [&["add", "acme"][..], &["add", "acme"], &["add", "--admin"], &["add", "2"]] {
        assert_eq!(token(folder.path(), add).0, 0);
    }
    let valid = || {
        let rows: Vec<Value> =
            serde_json::from_str(&token(folder.path(), &["list", "--format", "json"]).1).unwrap();
        rows.iter()
            .filter(|row| row["revokedAt"].is_null())
            .map(|row| row["id"].as_i64().unwrap())
            .collect::<Vec<_>>()
    };
    let revoke = |which: &[&str]| token(folder.path(), &[&["revoke"], which].concat());
    assert_eq!(valid(), [1, 2, 3, 4]);
    let (code, _, said) = revoke(&["2"]);
    assert_eq!(code, 2);
    assert!(
        said.contains("2 is the number of a token and a channel; say which with --id 2 or --channel 2"),
        "{said}"
    );
    assert_eq!(revoke(&["--channel", "2"]).1, "1 token revoked: 4\n");
    assert_eq!(revoke(&["3"]).1, "1 token revoked: 3\n");
    assert_eq!(revoke(&["acme"]).1, "2 tokens revoked: 1, 2\n");
    assert_eq!(valid(), [0; 0]);
    let (code, _, said) = revoke(&["acme"]);
    assert_eq!(code, 2);
    assert!(
        said.contains("acme: is neither the number of a valid token nor a channel that has one"),
        "{said}"
    );
    let (_, listed, _) = token(folder.path(), &["list"]);
    assert!(listed.starts_with("4 tokens, 0 valid\n  1  added 20"), "{listed}");
    assert!(listed.contains("admin: every channel"), "{listed}");
}

#[test]
fn wrong_calls_are_told() {
    let folder = TempDir::new().unwrap();
    for (arguments, sentence) in [
        (&["list"][..], "h.db: there is no such history"),
        (&["revoke", "acme"], "h.db: there is no such history"),
        (&["add", ""], "a channel has a name"),
        (&["add"], "<CHANNEL|--admin>"),
        (&["add", "acme", "--admin"], "--admin"),
        (&["revoke"], "ID|CHANNEL"),
    ] {
        let (code, printed, said) = token(folder.path(), arguments);
        assert_eq!((code, printed.as_str()), (2, ""), "{arguments:?}");
        assert!(said.contains(sentence), "{arguments:?}: {said}");
    }
}
