//! Wrong calls and empty input get one clear sentence: what, where, and what to do. Each is pinned here to the letter.

use crate::support::{CHAT, fixtures, folder, run, safety_meter, score, stderr, stdout, zip_of};
use tempfile::TempDir;

const FORMATS: &str = "whatsapp-text, whapi-json, baileys-json, evolution-json, whatsapp-web-js, wppconnect-json, waha-json, \
     green-api-json, chat-exporter-json, cloud-api, account-report, android-msgstore, android-wa, ios-chat-storage, \
     ios-contacts, whatsmeow, mautrix-whatsapp, whatsapp-mcp, vcard, google-csv, outlook-csv, contacts-csv, \
     table-csv, table-ndjson, table-parquet, table-ipc";

#[track_caller]
fn fails_with(files: &[(&str, &[u8])], arguments: &[&str], message: &str) {
    let folder = folder(files);
    let (code, messages) = score(folder.path(), arguments);
    assert_eq!(messages, format!("safety-meter: {message}\n"));
    assert_eq!(code, 2);
}

#[test]
fn no_such_path() {
    fails_with(&[], &["nowhere"], "nowhere: no such file or folder; check the path");
}

#[test]
fn empty_folder() {
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("c")).unwrap();
    let (code, messages) = score(folder.path(), &["c"]);
    assert_eq!(messages, "safety-meter: c: the folder is empty; put the exports of one number into it\n");
    assert_eq!(code, 2);
}

#[test]
fn zip_without_files() {
    let folder = folder(&[("c.zip", &zip_of(&[]))]);
    let (code, messages) = score(folder.path(), &["c.zip"]);
    assert_eq!(
        messages,
        "safety-meter: c.zip: there is no file in the zip; give one with the exports of one number\n"
    );
    assert_eq!(code, 2);
}

#[cfg(unix)]
#[test]
fn what_is_neither_file_nor_folder() {
    let (code, messages) = score(&fixtures(), &["/dev/null"]);
    assert_eq!(
        messages,
        "safety-meter: /dev/null: is neither a file nor a folder; pipe what comes from it, and give - for it\n"
    );
    assert_eq!(code, 2);
}

#[test]
fn settings_that_are_no_settings() {
    let large = vec![b'#'; (1 << 20) + 1];
    let chat = ("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes());
    for (settings, why) in [
        (&large[..], "it is larger than the limit of 1 MiB; a few lines are enough"),
        (b"me = '\xFF'", "it is no text in UTF-8; save it in that encoding"),
        (b"me = 5", "line 1: me: expected a name in quotes, or a list of such names"),
        (
            b"files = 'x'",
            "line 1: invalid type: string \"x\", expected a table of patterns and what such files are",
        ),
    ] {
        let folder = folder(&[chat, ("c/channel.toml", settings), ("p.toml", settings)]);
        let (code, messages) = score(folder.path(), &["c"]);
        assert!(messages.contains("channel.toml") && messages.contains(why), "{messages}");
        assert_eq!(code, 2);
        if !why.starts_with("line") {
            let (code, messages) = score(folder.path(), &["c", "--policy", "p.toml"]);
            assert!(messages.contains(why) && code == 2, "{messages}");
        }
    }
}

#[test]
fn empty_standard_input() {
    let output = safety_meter().args(["score", "-"]).write_stdin("").output().unwrap();
    assert_eq!(stderr(&output), "safety-meter: -: standard input is empty; pipe one export into it\n");
}

#[test]
fn nothing_recognised() {
    let message = |files: &str| {
        format!(
            "c: no export recognised among {files} (tried: {FORMATS}); \
             `safety-meter formats` lists what can be read"
        )
    };
    fails_with(&[("c/notes.txt", b"buy milk\n")], &["c"], &message("1 file"));
    fails_with(&[("c/a.txt", b"buy milk\n"), ("c/b.bin", b"\x00\x01")], &["c"], &message("2 files"));
}

#[test]
fn an_export_of_another_messenger() {
    let folder = folder(&[
        ("c/signal.txt", b"[2022-03-31, 21:05] Ann: hi\n"),
        ("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes()),
    ]);
    let (code, messages) = score(folder.path(), &["c"]);
    assert_eq!(
        messages,
        "safety-meter: c: signal.txt is an export of Signal, not of WhatsApp; export the chats of the WhatsApp number and \
         leave this file out\n"
    );
    assert_eq!(code, 2);
}

#[test]
fn wrong_calls() {
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    for (arguments, message) in [
        (&["-", "-"][..], "-: standard input can be read only once; name it once"),
        (&["c", "c", "--channel", "x"][..], "--channel names one channel, but there are 2; leave it out"),
        (
            &["c", "--timezone", "Mars"][..],
            "--timezone: \"Mars\" is not in the IANA list; write it like Europe/Berlin or America/New_York",
        ),
        (&["c", "--registered", "soon"][..], "--registered: \"soon\" is no date; write it like 2024-05-20"),
        (
            &["c", "--region", "DEU"][..],
            "--region: \"DEU\" is no region; write two letters like DE, GB or US",
        ),
        (
            &["--fleet", "c"][..],
            "--fleet c: no table that names channels, and no sub-folders; put the exports of each number into a folder of \
             its own, or give tables with a channel column",
        ),
        (
            &["--fleet", "c", "--channel", "x"][..],
            "--channel names one channel, but tables of a fleet name theirs; leave it out",
        ),
        (
            &["c", "--policy", "none.toml"][..],
            "--policy none.toml: cannot be read: No such file or directory (os error 2)",
        ),
        (
            &["c", "-o", "none/scores.json"][..],
            "none/scores.json: cannot be written; check that its folder exists and is yours to write to: No such file or directory \
             (os error 2)\n",
        ),
    ] {
        let (code, messages) = score(folder.path(), arguments);
        assert!(
            messages.starts_with(&format!("safety-meter: {message}")),
            "{arguments:?}\nexpected {message}\ngot      {messages}"
        );
        assert_eq!(code, 2);
    }
}

#[test]
fn a_wrong_as_of_is_a_wrong_call() {
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    let (code, messages) = score(folder.path(), &["c", "--as-of", "20.05.2024"]);
    assert!(
        messages.starts_with(
            "error: invalid value '20.05.2024' for '--as-of <WHEN>': give latest, now, a date like 2024-05-20 or an \
             instant like 2024-05-20T18:30:00Z\n"
        ),
        "{messages}"
    );
    assert_eq!(code, 2);
}

#[test]
fn an_as_of_before_the_first_touch_is_no_data() {
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    let output = run(folder.path(), &["score", "c", "--as-of", "2020-01-01"]);
    assert_eq!(
        stdout(&output),
        "{\"channel\":\"c\",\"lastUpdateDate\":\"1/1/2020\",\"lifeTime\":1,\"riskFactor\":1,\
         \"riskFactorChats\":1,\"riskFactorContacts\":1}\n"
    );
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_wrong_channel_toml_names_the_line() {
    fails_with(
        &[
            ("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes()),
            ("c/channel.toml", b"me = 'Me'\ncolour = 'red'\n"),
        ],
        &["c"],
        "c/channel.toml: line 2: unknown field `colour`, expected one of `number`, `registered`, `me`, `timezone`, \
         `region`, `date_order`, `files`; known keys are number, registered, me, timezone, region, date_order and \
         files",
    );
}

#[test]
fn a_policy_with_an_unknown_key() {
    let folder =
        folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes()), ("p.toml", b"window_dayz = 30\n")]);
    let (code, messages) = score(folder.path(), &["c", "--policy", "p.toml"]);
    assert!(messages.starts_with("safety-meter: --policy p.toml: "), "{messages}");
    assert!(messages.contains("window_dayz"), "{messages}");
    assert_eq!(messages.lines().count(), 1, "{messages}");
    assert_eq!(code, 2);
}
