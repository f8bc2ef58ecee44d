//! A broken file gets one clear sentence, a bad row a place, and neither changes what the files beside it say.

use std::io::Write;

use crate::support::{CHAT, folder, full_view, run, score, stderr, stdout, zip_of};

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

/// 14 is LZMA, and 12 BZIP2.
#[test]
fn zip_packed_otherwise() {
    for method in [14, 12] {
        let mut zip = zip_of(&[("WhatsApp Chat with Bob.txt", CHAT.as_bytes())]);
        let directory = zip.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
        // Where the file's own header and the directory tell how it is packed.
        zip[8] = method;
        zip[directory + 10] = method;
        others_survive(
            "other.zip",
            &zip,
            "other.zip/WhatsApp Chat with Bob.txt is packed in its zip by a method that WhatsApp does not use; unpack it and score the \
             folder",
        );
    }
}

#[test]
fn zip_of_the_folder_that_one_is_in() {
    let plain = folder(&[("c.zip", &zip_of(&[("WhatsApp Chat with Ann.txt", CHAT.as_bytes())]))]);
    let dotted = folder(&[("c.zip", &zip_of(&[("./WhatsApp Chat with Ann.txt", CHAT.as_bytes())]))]);
    let [plain, dotted] = [plain, dotted].map(|folder| full_view(folder.path(), &["c.zip"]));
    assert_eq!(plain, dotted);
    assert_eq!(plain["sources"][0]["records"], 3);
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
