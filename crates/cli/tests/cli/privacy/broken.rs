//! The same of files that are cut off or damaged, so that errors and rejects are told; of the server; and of a fault of our own.

use std::fs;

use super::calls::OF_BROKEN;
use super::planting::Planted;
use super::secrets::Kind;
use super::{all_cases, leaks_of};

type Break = fn(&[u8]) -> Vec<u8>;

/// Ways to break a file.
const BREAKS: [Break; 4] = [
    |bytes| bytes[..bytes.len() / 3].to_vec(),
    |bytes| bytes[..bytes.len().saturating_sub(9)].to_vec(),
    |bytes| damaged(bytes, bytes.len() / 2),
    |bytes| damaged(bytes, bytes.len() / 5),
];

fn damaged(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 0x55;
    }
    bytes
}

#[test]
fn errors_and_rejects_tell_nothing_private() {
    let mut found = Vec::new();
    for (number, case) in all_cases().iter().enumerate() {
        let planted = Planted::of(case);
        let whole: Vec<_> =
            planted.files().into_iter().map(|path| (fs::read(&path).unwrap(), path)).collect();
        for way in BREAKS {
            for (bytes, path) in &whole {
                if path.file_name().is_some_and(|name| name != "vendor.json") {
                    fs::write(path, way(bytes)).unwrap();
                }
            }
            let call = &OF_BROKEN[number % OF_BROKEN.len()];
            for call in OF_BROKEN.iter().take(2).chain([call]) {
                found.extend(leaks_of(&planted, call, &[], call.shows).0);
                found.extend(leaks_of(&planted, call, &["--mask"], &[]).0);
            }
        }
    }
    assert!(found.is_empty(), "{} leaks:\n{}", found.len(), found.join("\n"));
}

/// What was declared is repeated where it is wrong, but not with a mask.
#[test]
fn wrong_declarations_and_calls_are_masked() {
    use crate::support::{CHAT, folder, run, stderr};
    let folder = folder(&[
        ("Zqann/WhatsApp Chat with Zqann.txt", CHAT.as_bytes()),
        ("Zqann/channel.toml", b"number = \"07700 zqann\""),
        ("Zqbob/channel.toml", b"zqann = 1"),
        ("Zqbob/Zqann.txt", CHAT.as_bytes()),
        ("Zqpolicy.toml", b"window_days = 0"),
        ("Zqscores.csv", b"channel\n"),
        ("Zqempty/Zqsub/.keep", b""),
        ("Zqkeys.toml", b"zqann = 1"),
        ("Zqhistory.db", b"no history"),
    ]);
    for call in [
        "score Zqann",
        "score Zqbob",
        "score Zqnowhere",
        "score Zqempty",
        "score --fleet Zqnowhere",
        "score --fleet Zqempty",
        "score Zqann --registered zqann",
        "score Zqann --timezone Zq/ann",
        "score Zqann --region zqann",
        "score Zqann --policy Zqpolicy.toml",
        "score Zqann --policy Zqmissing.toml",
        "score Zqann --policy Zqkeys.toml",
        "score Zqann -o Zqann/zq.csv --resume",
        "score Zqann -o Zqnowhere/zq.csv",
        "score Zqann -o Zqann",
        "score Zqann --save --db Zqhistory.db",
        "score Zqann --save --db Zqann/zq.db",
        "score Zqann --as-of zqann",
        "score Zqann --zqann",
        "score Zqann --threads zqann",
        "score Zqann --format zqann",
        "score Zqann -o Zqann/channel.toml",
        "what-if Zqann --drop-chats [zqann",
        "what-if Zqann --save zqann",
        "what-if Zqann --sweep zqann=1..2",
        "what-if Zqann --policy Zqpolicy.toml",
        "timeline Zqann --from zqann",
        "plan Zqann --per-day zqann --days 1",
        "report Zqann --sweep zqann",
        "report Zqann --show-numbers",
        "fleet Zqscores.csv",
        "fleet Zqmissing.csv",
        "diff Zqscores.csv Zqscores.csv",
        "diff Zqann Zqbob",
        "history Zqann --db Zqhistory.db",
        "history Zqann --db Zqmissing.db",
        "calibrate Zqann --labels Zqscores.csv",
        "calibrate Zqann",
        "inspect Zqnowhere",
        "convert Zqann -o Zqann/out",
        "convert Zqann -o Zqscores.csv --format parquet",
        "convert Zqann -o out --with-text",
        "convert Zqempty -o Zqscores.txt",
    ] {
        let words: Vec<&str> = call.split(' ').chain(["--mask"]).collect();
        let output = run(folder.path(), &words);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{call}: {said}");
        assert!(!said.to_lowercase().contains("zq") && said.len() > 20, "{call}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn the_server_tells_nothing_private() {
    use crate::serve::{RISK, Server, token};
    let mut found = Vec::new();
    for case in all_cases() {
        let planted = Planted::of(&case);
        let folder = planted.folder();
        let [own, admin] = ["input", "--admin"].map(|what| token(folder, what));
        let server = Server::start(folder, &["--channels", "exports"]);
        let mut answers = String::new();
        for (method, path, token) in [
            ("POST", RISK, &own),
            ("GET", RISK, &own),
            ("GET", "/channels/input/report", &own),
            ("GET", "/channels/input/history", &admin),
            ("GET", "/metrics", &admin),
            ("GET", "/zqann?zqann=zqann", &admin),
        ] {
            answers += &server.ask(method, path, token).1;
        }
        let (_, log) = server.stop();
        // The vendor's answer names its channel by the token of whoever asks.
        let answers = answers.replace(&*own, "");
        for (what, text) in [("answers", &answers), ("log", &log)] {
            for (word, kinds) in planted.secrets.found(text.as_bytes()) {
                found.push(format!("{}: {what}: {word} {kinds:?}", case.display()));
            }
            for token in [&own, &admin] {
                assert!(!text.contains(&token[4..]), "{what}");
            }
        }
        assert!(answers.len() > 100 && log.contains("answered"));
        for (path, bytes) in planted.left_behind() {
            for (word, kinds) in planted.secrets.found(&bytes) {
                if !(path.starts_with("history.db") && kinds.contains(&Kind::Path)) {
                    found.push(format!("{}: {path}: {word} {kinds:?}", case.display()));
                }
            }
        }
    }
    assert!(found.is_empty(), "{} leaks:\n{}", found.len(), found.join("\n"));
}

#[test]
fn commands_without_a_mask_say_so() {
    use crate::support::{folder, run, stderr};
    for call in
        [&["serve", "--channels", "Zqann", "--mask"][..], &["token", "list", "--db", "Zqdb", "--mask"]]
    {
        let said = stderr(&run(folder(&[]).path(), call));
        assert!(said.contains("unexpected argument '--mask'") && !said.contains("Zq"), "{said}");
    }
}
