//! Wrong input gets one clear sentence: what, where, and what to do. Each is pinned here to the letter.

use std::io::Write;
use std::path::Path;

use crate::support::{full_view, run, safety_meter, stderr, stdout};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const CHAT: &str =
    "20/05/2024, 10:00 - Ann: hi\n20/05/2024, 11:00 - Me: hello\n25/05/2024, 12:00 - Ann: bye\n";
const FORMATS: &str = "whatsapp-text, whapi-json, baileys-json, evolution-json, whatsapp-web-js, wppconnect-json, waha-json, \
     green-api-json, chat-exporter-json, cloud-api, account-report, android-msgstore, android-wa, ios-chat-storage, \
     ios-contacts, whatsmeow, mautrix-whatsapp, whatsapp-mcp, vcard, google-csv, outlook-csv, contacts-csv, \
     table-csv, table-ndjson, table-parquet, table-ipc";

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

/// Runs `score` on `input` below `folder` and returns exit code and messages, the folder's own path filtered out.
fn score(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let arguments = [&["score"], arguments].concat();
    let output = run(folder, &arguments);
    (output.status.code().unwrap(), stderr(&output))
}

#[track_caller]
fn fails_with(files: &[(&str, &[u8])], arguments: &[&str], message: &str) {
    let folder = folder(files);
    let (code, messages) = score(folder.path(), arguments);
    assert_eq!(messages, format!("safety-meter: {message}\n"));
    assert_eq!(code, 2);
}

fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        // As tightly as any library packs: what counts as a bomb must not hang on which of them is built in.
        let options = SimpleFileOptions::default().compression_level(Some(9));
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
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
            "none/scores.json: cannot be written; check that its folder exists: No such file or directory \
             (os error 2)",
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

/// The chat beside it must be scored as if the broken file were not there.
#[track_caller]
fn others_survive(name: &str, bytes: &[u8], sentence: &str) {
    let good = ("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes());
    let alone = folder(&[good]);
    let both = folder(&[good, (&format!("c/{name}"), bytes)]);
    let expected = stdout(&run(alone.path(), &["score", "c"]));
    let output = run(both.path(), &["score", "c"]);
    assert_eq!(stderr(&output), format!("safety-meter: c: {sentence}\n"));
    assert_eq!(stdout(&output), expected);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn truncated_zip() {
    let whole = zip_of(&[("_chat.txt", CHAT.as_bytes())]);
    others_survive(
        "cut.zip",
        &whole[..whole.len() / 2],
        "cut.zip is broken as a zip: its directory is missing or damaged, as after a broken download; export it again",
    );
}

#[test]
fn damaged_zip_entry() {
    let mut whole = zip_of(&[("WhatsApp Chat with Bob.txt", CHAT.repeat(200).as_bytes())]);
    let middle = whole.len() / 2 - 40;
    whole[middle] ^= 0xFF;
    others_survive(
        "bad.zip",
        &whole,
        "bad.zip/WhatsApp Chat with Bob.txt is broken inside its zip: the packed data is damaged or cut off; \
         export it again",
    );
}

#[test]
fn zip_bomb() {
    let line = format!("20/05/2024, 10:00 - Ann: {}\n", "a".repeat(4_000));
    let bomb = zip_of(&[("WhatsApp Chat with Bob.txt", line.repeat(8_000).as_bytes())]);
    others_survive(
        "bomb.zip",
        &bomb,
        "bomb.zip/WhatsApp Chat with Bob.txt exceeds the limit of 200 unpacked bytes for each packed byte: \
         this looks like a zip bomb; if it is not, unpack it and score the folder",
    );
}

#[test]
fn zip_entry_that_leaves_the_archive() {
    for name in ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "C:\\evil.txt"] {
        others_survive(
            "evil.zip",
            &zip_of(&[(name, CHAT.as_bytes())]),
            "evil.zip has an entry whose path leaves the archive; WhatsApp makes no such zip, so it is not read",
        );
    }
}

#[test]
fn zips_too_deep() {
    let mut zip = zip_of(&[("_chat.txt", CHAT.as_bytes())]);
    for _ in 0..3 {
        zip = zip_of(&[("inner.zip", &zip)]);
    }
    others_survive(
        "deep.zip",
        &zip,
        "deep.zip/inner.zip/inner.zip exceeds the limit of 2 zips inside each other: \
         unpack the outer one and score the folder",
    );
}

#[test]
fn truncated_utf16() {
    let mut csv: Vec<u8> = "\u{FEFF}Name,Phone 1 - Value\r\nAnn,+44 7700 900001\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    csv.pop();
    let sentence = format!(
        "google.csv is cut off at byte {} (in the middle of a UTF-16 character); export or download it again",
        csv.len()
    );
    others_survive("google.csv", &csv, &sentence);
}

#[test]
fn truncated_json() {
    others_survive(
        "messages.json",
        br#"{"messages":[{"id":"A1","type":"text","chat_id":"447700900001@s.whatsapp.net","from_me":true,"timestamp":1716200000},{"id":"A2","type":"text","chat_id":"4477009"#,
        "messages.json is cut off at byte 160 (in the middle of a JSON document); export or download it again",
    );
}

#[test]
fn a_vcard_without_tel() {
    let card = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bob\r\nEND:VCARD\r\n";
    is_rejected("cards.vcf", card, &[("line 1", "no phone number")]);
}

#[test]
fn a_table_without_a_phone_column() {
    others_survive(
        "people.csv",
        b"Name,E-mail 1 - Value,Notes\r\nBob,bob@example.org,\r\n",
        "people.csv has no phone column among its 3 columns; name one `phone`, `mobile` or `number`",
    );
}

#[test]
fn bytes_that_are_not_utf8_stand_for_unknown_characters() {
    // Latin-1 in a name and in a text: both lines are messages all the same, and the good chat stays as it is.
    let chat = b"20/05/2024, 10:00 - Jos\xE9: caf\xE9\n20/05/2024, 11:00 - Me: ol\xE1\n25/05/2024, 12:00 - Jos\xE9: \xFF\xFE\n";
    let folder = folder(&[
        ("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes()),
        ("c/WhatsApp Chat with Jos\u{FFFD}.txt", chat),
    ]);
    let (code, messages) = score(folder.path(), &["c", "--format", "json"]);
    assert_eq!((code, messages.as_str()), (0, ""));
    let view = full_view(folder.path(), &["c"]);
    assert_eq!(view["sources"][1]["records"], 3);
    assert_eq!(view["sources"][1]["rejected"], 0);
}

/// One line of a gibibyte, nearly all of it a hole in the file: it takes neither that memory nor that disk.
#[test]
fn a_line_of_a_gibibyte() {
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    let mut file = std::fs::OpenOptions::new()
        .append(true)
        .open(folder.path().join("c/WhatsApp Chat with Ann.txt"))
        .unwrap();
    file.write_all(b"25/05/2024, 13:00 - Ann: ").unwrap();
    file.set_len(1 << 30).unwrap();
    drop(file);
    let view = full_view(folder.path(), &["c"]);
    assert_eq!(view["sources"][0]["records"], 3);
    assert_eq!(
        view["rejects"],
        serde_json::json!([{
            "path": "WhatsApp Chat with Ann.txt",
            "at": "line 4",
            "why": "longer than the limit of 16 MiB for one line"
        }])
    );
}

/// The rows that cannot be used are listed with their places, and the chat beside them is scored as if they were not there.
#[track_caller]
fn is_rejected(name: &str, bytes: &[u8], rejects: &[(&str, &str)]) {
    let good = ("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes());
    let alone = folder(&[good]);
    let both = folder(&[good, (&format!("c/{name}"), bytes)]);
    let view = full_view(both.path(), &["c"]);
    let listed: Vec<_> = view["rejects"].as_array().unwrap().iter().collect();
    let expected: Vec<_> =
        rejects.iter().map(|(at, why)| serde_json::json!({"path": name, "at": at, "why": why})).collect();
    assert_eq!(listed, expected.iter().collect::<Vec<_>>());
    assert_eq!(view["score"], full_view(alone.path(), &["c"])["score"]);
}

#[test]
fn a_failing_channel_leaves_the_others() {
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    let output = run(folder.path(), &["score", "nowhere", "c"]);
    assert_eq!(stderr(&output), "safety-meter: nowhere: no such file or folder; check the path\n");
    assert_eq!(stdout(&output).lines().count(), 1);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn nothing_is_written_beside_the_exports() {
    let folder = folder(&[
        ("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes()),
        ("c/chat.zip", &zip_of(&[("WhatsApp Chat with Bob.txt", CHAT.as_bytes())])),
    ]);
    let listing = || {
        let mut paths: Vec<_> = std::fs::read_dir(folder.path().join("c"))
            .unwrap()
            .map(|entry| {
                let entry = entry.unwrap();
                let metadata = entry.metadata().unwrap();
                (entry.path(), metadata.len(), metadata.modified().unwrap())
            })
            .collect();
        paths.sort();
        paths
    };
    let before = listing();
    for format in ["vendor", "table", "json", "ndjson", "csv"] {
        assert_eq!(score(folder.path(), &["c", "--format", format]).0, 0, "{format}");
    }
    assert_eq!(listing(), before);
}

#[test]
fn an_output_file_appears_whole_or_not_at_all() {
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    assert_eq!(score(folder.path(), &["c", "-o", "s.json", "--format", "json"]).0, 0);
    let written: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("s.json")).unwrap()).unwrap();
    assert_eq!(written[0]["channel"], "c");
    let names: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    let chat = "c/WhatsApp Chat with Ann.txt";
    let (code, messages) = score(folder.path(), &[chat, "-o", chat]);
    assert_eq!(messages, format!("safety-meter: --output {chat}: is one of the inputs; give another name\n"));
    assert_eq!(code, 2);
    let (code, messages) = score(folder.path(), &["c", "-o", chat]);
    assert_eq!(
        messages,
        format!(
            "safety-meter: --output {chat}: exists and lies among the inputs; give a path outside of them\n"
        )
    );
    assert_eq!(code, 2);
    assert_eq!(std::fs::read_to_string(folder.path().join(chat)).unwrap(), CHAT);
}

#[test]
fn fail_below_makes_the_exit_code_1() {
    let folder = folder(&[("c/WhatsApp Chat with Ann.txt", CHAT.as_bytes())]);
    assert_eq!(score(folder.path(), &["c", "--fail-below", "1"]).0, 0);
    assert_eq!(score(folder.path(), &["c", "--fail-below", "3"]).0, 1);
    assert_eq!(score(folder.path(), &["c", "nowhere", "--fail-below", "3"]).0, 2);
}
