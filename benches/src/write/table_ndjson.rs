//! Tables as NDJSON. Rows are written as they come, none is kept; a value that is missing is a key that is missing.

use std::io::{self, Write};

use serde::Serialize;

use super::table::{Named, contact_id, rows};

#[derive(Serialize)]
struct Message<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<&'a str>,
    chat_id: &'a str,
    from_me: bool,
    timestamp: i64,
    id: &'a str,
    r#type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct Contact<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<&'a str>,
    id: &'a str,
    name: &'a str,
    saved: bool,
}

/// Writes the table of messages.
///
/// # Errors
/// If `out` cannot take it.
pub fn write_messages(out: &mut impl Write, channels: &[Named]) -> io::Result<()> {
    for Named { name, channel } in channels {
        for row in rows(channel) {
            let message = Message {
                channel: name.as_deref(),
                chat_id: &row.chat_id,
                from_me: row.from_me,
                timestamp: row.timestamp,
                id: &row.id,
                r#type: row.kind,
                status: row.status,
                text: row.text.as_deref(),
            };
            line(out, &message)?;
        }
    }
    Ok(())
}

/// Writes the table of contacts.
///
/// # Errors
/// If `out` cannot take it.
pub fn write_contacts(out: &mut impl Write, channels: &[Named]) -> io::Result<()> {
    for Named { name, channel } in channels {
        for person in channel.persons() {
            let id = contact_id(&person);
            let (name, channel) = (person.name.as_str(), name.as_deref());
            line(out, &Contact { channel, id: &id, name, saved: person.saved })?;
        }
    }
    Ok(())
}

fn line(out: &mut impl Write, object: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, object)?;
    out.write_all(b"\n")
}
