//! What is refused, and what looks similar and is not.

use super::{Inside, REFUSED, refusal};
use crate::formats::FORMATS;
use crate::source::{Head, head_text};

fn refused(bytes: &[u8]) -> Option<&'static str> {
    let text = head_text(bytes);
    refusal(&Head { name: "x", text: &text, whole: true, ..Head::default() }, bytes)
        .map(|refusal| refusal.name)
}

#[test]
fn other_messengers_are_recognised() {
    for text in [
        r#"{"about":"x","chats":{"about":"x","list":[{"name":"Ann","type":"personal_chat","id":1,"messages":[{"id":1,"type":"message","date":"2022-03-31T21:05:07","date_unixtime":"1648753507","from":"Ann","from_id":"user1","text":"hi","text_entities":[]}]}]}}"#,
        r#"{"name":"Ann","type":"personal_chat","id":1,"messages":[{"id":1,"type":"service","date":"2022-03-31T21:05:07","date_unixtime":"1648753507","actor":"Ann","actor_id":"user1"}]}"#,
        r#"{"name":"Ann","type":"personal_chat","id":1,"messages":[{"id":1,"type":"message","date":"2020-03-31T21:05:07","from":"Ann","from_id":4000000001,"text":"hi"}]}"#,
        r#"{"contacts":{"about":"x","list":[{"first_name":"Ann","last_name":"","phone_number":"+447700900001","date":"2022-03-31T21:05:07","date_unixtime":"1648753507"}]}}"#,
        r#"{"name":"Ann","type":"personal_chat","id":1,"messages":[]}"#,
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\"/>\n<title>Exported Data</title>",
        r#"{"about":"x","personal_information":{"user_id":1,"first_name":"Ann","last_name":"","phone_number":"+447700900001","username":"@ann","bio":""}"#,
    ] {
        assert_eq!(refused(text.as_bytes()), Some("telegram"), "{text}");
    }
    for text in [
        "[2022-03-31, 21:05] Ann: hi\n[2022-03-31, 21:06] Me: hello\n",
        "\u{FEFF}\n[2022-03-31, 21:05] Ann Lee: hi",
        r#"{"date":1648753507000,"sender":"Ann","body":"hi","quote":"","sticker":"","reactions":[],"attachments":[]}"#,
        r#"{"envelope":{"source":"+447700900001","sourceNumber":"+447700900001","sourceUuid":"x","timestamp":1648753507000,"dataMessage":{}}}"#,
        r#"[{"conversationId":"x","sent_at":1648753507000,"received_at":1648753507001,"type":"incoming"}]"#,
        "{\"version\":\"1\",\"backupTimeMs\":\"1648753507000\"}\n{\"account\":{}}\n",
    ] {
        assert_eq!(refused(text.as_bytes()), Some("signal"), "{text}");
    }
}

#[test]
fn encrypted_backups_are_told_by_their_ending() {
    let refused = |name: &str| {
        let head = Head { name, whole: true, ..Head::default() };
        refusal(&head, &[0x0A, 0x9B]).map(|refusal| refusal.name)
    };
    for name in [
        "msgstore.db.crypt12",
        "msgstore-2024-05-20.1.db.crypt14",
        "wa.db.CRYPT15",
        "msgstore.db.crypt",
        "msgstore.db.crypt15 (1)",
        "msgstore.db.crypt14.bin",
    ] {
        assert_eq!(refused(name), Some("encrypted-backup"), "{name}");
    }
    assert_eq!(refused("signal-2024-05-20-12-00-00.backup"), Some("signal"));
    for name in [
        "msgstore.db",
        "notes.crypt",
        "a.crypto",
        "msgstore.db.crypto",
        "msgstore.db.crypt15a",
        ".crypt123",
        "signal-notes.backup",
        "signal-2024.backup",
    ] {
        assert_eq!(refused(name), None, "{name}");
    }
}

#[test]
fn media_and_documents_are_recognised_by_their_first_bytes() {
    for bytes in [
        &b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"[..],
        b"\xFF\xD8\xFF\xE0\0\x10JFIF",
        b"GIF89a",
        b"RIFF\x10\0\0\0WEBPVP8 ",
        b"\0\0\0\x18ftypmp42",
        b"OggS\0\x02OpusHead",
        b"ID3\x04\0",
        b"\xFF\xF3\x84\xC4",
        b"BM\x36\x00\x0C\x00\0\0\0\0\x36\0\0\0",
    ] {
        assert_eq!(refused(bytes), Some("media"), "{bytes:?}");
    }
    for bytes in [
        &b"%PDF-1.7\n"[..],
        b"\xEF\xBB\xBF\r\n%PDF-1.4",
        b"{\\rtf1\\ansi",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0",
        b"PK\x03\x04\x14\0",
    ] {
        assert_eq!(refused(bytes), Some("document"), "{bytes:?}");
    }
}

#[test]
fn what_only_looks_similar_is_not_refused() {
    for text in [
        // WhatsApp on iOS writes seconds, whatever the order of the date.
        "[2022-03-31, 21:05:07] Ann: hi\n[2022-03-31, 21:06:08] Me: hello\n",
        "[2022/03/31, 21:05:07] Ann: hi\n",
        "[2022-03-31 21:05:07] Ann: hi\n",
        "2022-03-31, 21:05 - Ann: hi\n",
        // A line of Signal, quoted in a chat.
        "[2022-03-31, 21:05:07] Ann: look:\n[2022-03-31, 21:05] Ann: hi\n",
        "[2022-03-31, 21:05] no sender\n",
        "31/03/2022, 21:05 - Ann: %PDF-1.4",
        "RIFF is no picture",
        "BM is none either",
        "<!DOCTYPE html>\n<html><head><title>My export</title>",
        r#"{"type":"personal_chat","id":1}"#,
        "ID3 neither",
        r#"{"messages":[{"id":"a","type":"text","chat_id":"447700900001@s.whatsapp.net","from_me":true,"from":"447700900999","timestamp":1}]}"#,
        r#"{"id":"a","type":"message","date":"1648753507","from":"447700900001","from_id":"x","text":"hi"}"#,
        r#"{"version":"1.0.0","name":"x"}"#,
        "",
    ] {
        assert_eq!(refused(text.as_bytes()), None, "{text}");
    }
}

#[test]
fn heads_cut_anywhere_and_short_ones_are_no_mistake() {
    let signal = "[2022-03-31, 21:05] Ann: é: hi";
    for end in 0..signal.len() {
        // It takes the sender and the colon behind it.
        assert_eq!(refused(&signal.as_bytes()[..end]).is_some(), end >= 25, "{end}");
    }
    for end in 0..4 {
        assert_eq!(refused(&b"PK\x03\x04"[..end]), None, "{end}");
        assert_eq!(refused(&b"RIFF\x10\0\0\0WEBP"[..end + 8]), None, "{end}");
    }
}

#[test]
fn every_row_is_one_clear_sentence_and_no_format() {
    for refusal in REFUSED {
        assert!(FORMATS.iter().all(|format| format.name != refusal.name), "{}", refusal.name);
        for part in [refusal.what, refusal.remedy] {
            assert!(!part.is_empty() && !part.ends_with('.') && !part.contains('\n'), "{part}");
        }
    }
    let passed_over: Vec<_> =
        REFUSED.iter().filter(|refusal| refusal.inside == Inside::PassedOver).map(|row| row.name).collect();
    assert_eq!(passed_over, ["media", "document"]);
}
