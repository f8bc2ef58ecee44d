//! Files that are recognised and not read, each with one sentence that says what to do instead.
//!
//! "In no known format" would be true of them, but of no help, and two of them look so much like WhatsApp's own exports that they would
//! be read and counted. So this table is asked before that of the formats, and its rows are only as wide as they are sure.

use super::json::{Shape, begins_like_json, shapes};
use crate::ReadError;
use crate::source::Head;

#[cfg(test)]
mod tests;

/// One row of the table.
#[derive(Debug)]
pub struct Refusal {
    /// Short name.
    pub name: &'static str,
    /// What the file is, as in "is …".
    pub what: &'static str,
    /// What to do.
    pub remedy: &'static str,
    /// What becomes of such a file that was not given itself, but lies in a folder or zip.
    pub(crate) inside: Inside,
    /// Looks at the beginning of a file, as text and as bytes.
    recognise: fn(&Head<'_>, &[u8]) -> bool,
}

/// What becomes of a refused file in a folder or zip.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Inside {
    /// Somebody took it for an export of this number, so it is an input that could not be read.
    Fails,
    /// It comes along with chats and is nobody's mistake.
    PassedOver,
}

/// The row of media, also for those that only their name tells.
pub(crate) const MEDIA: Refusal = Refusal {
    name: "media",
    what: "a picture, a recording or a film, in which nothing can be counted",
    remedy: "give the exported chat (.txt or .zip) or the folder in which it lies",
    inside: Inside::PassedOver,
    recognise: is_media,
};

/// All that is refused.
pub static REFUSED: &[Refusal] = &[
    Refusal {
        name: "encrypted-backup",
        what: "an encrypted backup whose key lies on the phone",
        remedy: "decrypt it with that key (of an end-to-end encrypted backup, the 64 digits) and add msgstore.db and wa.db, or \
                 export the chats as text",
        inside: Inside::Fails,
        recognise: is_encrypted_backup,
    },
    Refusal {
        name: "telegram",
        what: "an export of Telegram, not of WhatsApp",
        remedy: "export the chats of the WhatsApp number and leave this file out",
        inside: Inside::Fails,
        recognise: is_telegram,
    },
    Refusal {
        name: "signal",
        what: "an export of Signal, not of WhatsApp",
        remedy: "export the chats of the WhatsApp number and leave this file out",
        inside: Inside::Fails,
        recognise: is_signal,
    },
    MEDIA,
    Refusal {
        name: "document",
        what: "a PDF or a document of an office program, which is no export",
        remedy: "export the chat from WhatsApp as text, or save the contacts as CSV or vCard",
        inside: Inside::PassedOver,
        recognise: is_document,
    },
];

impl Refusal {
    /// Why such a file is not read.
    pub(crate) fn error(&self) -> ReadError {
        ReadError::Refused { what: self.what, remedy: self.remedy }
    }
}

/// The row that a file beginning like this falls under.
pub(crate) fn refusal(head: &Head<'_>, bytes: &[u8]) -> Option<&'static Refusal> {
    REFUSED.iter().find(|refusal| (refusal.recognise)(head, bytes))
}

/// `msgstore.db.crypt15`, `msgstore-2024-05-20.1.db.crypt14`, `wa.db.crypt12`, the oldest `msgstore.db.crypt`, and copies of them:
/// `msgstore.db.crypt15 (1)`. What is in them looks random, so only the name tells; a decrypted one under its old name is a database
/// and never comes here.
fn is_encrypted_backup(head: &Head<'_>, _: &[u8]) -> bool {
    let name = head.name.to_ascii_lowercase();
    let Some((base, version)) = name.rsplit_once(".crypt") else { return false };
    let rest = version.trim_start_matches(|character: char| character.is_ascii_digit());
    let digits = version.len() - rest.len();
    let is_version = (1..=2).contains(&digits) || (digits == 0 && base.strip_suffix(".db").is_some());
    is_version && !rest.starts_with(char::is_alphanumeric)
}

/// Telegram Desktop's `result.json`: of everything, of one chat, or of the contacts; also as it was before 2021. And its pages.
fn is_telegram(head: &Head<'_>, _: &[u8]) -> bool {
    const CHATS: [&str; 8] = [
        "bot_chat",
        "personal_chat",
        "private_channel",
        "private_group",
        "private_supergroup",
        "public_channel",
        "public_supergroup",
        "saved_messages",
    ];
    let is_telegrams = |shape: &Shape<'_>| {
        let is_new = shape.has_any(&["date_unixtime"])
            && shape.has_any(&["actor_id", "first_name", "from_id", "text_entities"]);
        let is_old = shape.has_all(&["id", "type", "date", "from", "from_id", "text"])
            && shape.get("date").is_some_and(is_wall_time);
        let is_account = shape.under == "personal_information"
            && shape.has_all(&["user_id", "first_name", "phone_number", "username"]);
        let sort = shape.get("type").unwrap_or_default().trim_matches('"');
        let is_chat = shape.has_all(&["id", "messages"]) && CHATS.contains(&sort);
        is_new || is_old || is_account || is_chat
    };
    if begins_like_json(head.text) {
        return shapes(head.text).iter().any(is_telegrams);
    }
    head.text.trim_start().starts_with("<!DOCTYPE html>")
        && head.text.contains("<title>Exported Data</title>")
}

/// A date and time without zone, as a string: `"2022-03-31T21:05:07"`.
fn is_wall_time(value: &str) -> bool {
    let pattern = "\"0000-00-00T00:00:00\"";
    value.len() == pattern.len() && value.bytes().zip(pattern.bytes()).all(fits)
}

/// Whether a byte is the one of the pattern, or a digit where the pattern has a zero.
fn fits((byte, pattern): (u8, u8)) -> bool {
    if pattern == b'0' { byte.is_ascii_digit() } else { byte == pattern }
}

/// Signal: chats as text, lines of messages, the plaintext archive of the desktop app, and `signal-2024-05-20-12-00-00.backup`, which is
/// encrypted and told by its name.
fn is_signal(head: &Head<'_>, _: &[u8]) -> bool {
    let is_backup = head.name.strip_prefix("signal-").is_some_and(|dated| {
        dated.ends_with(".backup") && dated.bytes().zip("0000-00-00-00-00-00".bytes()).all(fits)
    });
    if is_backup {
        return true;
    }
    if !begins_like_json(head.text) {
        return false;
    }
    let first = head.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    is_line_of_signal(first) || shapes(head.text).iter().any(is_signals)
}

/// `[2022-03-31, 21:05] Ann: hi`. WhatsApp writes brackets only on iOS, and there always with seconds.
fn is_line_of_signal(line: &str) -> bool {
    let pattern = "[0000-00-00, 00:00] ";
    let line = line.trim_start_matches('\u{FEFF}');
    line.len() > pattern.len()
        && line.bytes().zip(pattern.bytes()).all(fits)
        && line[pattern.len()..].contains(": ")
}

fn is_signals(shape: &Shape<'_>) -> bool {
    let is_line = shape.has_all(&["date", "sender", "body", "quote", "sticker", "reactions", "attachments"]);
    let is_envelope =
        shape.under == "envelope" && shape.has_all(&["sourceNumber", "sourceUuid", "timestamp"]);
    let is_row = shape.has_all(&["conversationId", "sent_at", "received_at"]);
    let is_archive = shape.depth == 0 && shape.has_all(&["version", "backupTimeMs"]);
    is_line || is_envelope || is_row || is_archive
}

/// By the marks at the beginning: names of attachments often have no ending, and chats are saved under any name.
fn is_media(_: &Head<'_>, bytes: &[u8]) -> bool {
    const MARKS: [&[u8]; 18] = [
        b"\x89PNG\r\n\x1A\n",
        b"\xFF\xD8\xFF",
        b"GIF87a",
        b"GIF89a",
        b"II*\0",
        b"MM\0*",
        b"OggS\0",
        b"fLaC\0",
        b"#!AMR",
        b"ID3\x02",
        b"ID3\x03",
        b"ID3\x04",
        b"\xFF\xFB",
        b"\xFF\xF3",
        b"\xFF\xF2",
        b"\xFF\xF1",
        b"\xFF\xF9",
        b"\x1A\x45\xDF\xA3",
    ];
    let is_riff = bytes.starts_with(b"RIFF")
        && bytes
            .get(8..12)
            .is_some_and(|kind| [b"WEBP", b"WAVE", b"AVI "].iter().any(|known| kind == *known));
    let is_film = bytes.get(4..8) == Some(b"ftyp");
    // Behind the size come four bytes that are zero in every bitmap.
    let is_bitmap = bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]);
    is_riff || is_film || is_bitmap || MARKS.iter().any(|mark| bytes.starts_with(mark))
}

/// PDF, RTF, and both generations of office documents. The newer ones are zips; every other zip has been looked into before
/// anybody asks here.
fn is_document(_: &Head<'_>, bytes: &[u8]) -> bool {
    const MARKS: [&[u8]; 4] = [b"%PDF-", b"{\\rtf", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"PK\x03\x04"];
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    MARKS.iter().any(|mark| bytes.starts_with(mark))
}
