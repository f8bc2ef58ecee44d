//! Tables as CSV. Rows are written as they come, none is kept.

use std::io::{self, Write};

use super::table::{CONTACTS, MESSAGES, Named, contact_id, rows};

/// Writes the table of messages; it has a column `channel` if the first channel has a name.
///
/// # Errors
/// If `out` cannot take it.
pub fn write_messages(out: impl Write, channels: &[Named]) -> io::Result<()> {
    let mut table = open(out, channels, &MESSAGES)?;
    for Named { name, channel } in channels {
        for row in rows(channel) {
            let time = row.timestamp.to_string();
            let cells = [
                &row.chat_id,
                flag(row.from_me),
                &time,
                &row.id,
                row.kind,
                row.status.unwrap_or_default(),
                row.text.as_deref().unwrap_or_default(),
            ];
            table.write_record(name.as_deref().into_iter().chain(cells))?;
        }
    }
    table.flush()
}

/// Writes the table of contacts, likewise.
///
/// # Errors
/// If `out` cannot take it.
pub fn write_contacts(out: impl Write, channels: &[Named]) -> io::Result<()> {
    let mut table = open(out, channels, &CONTACTS)?;
    for Named { name, channel } in channels {
        for person in channel.persons() {
            let id = contact_id(&person);
            table.write_record(name.as_deref().into_iter().chain([
                &*id,
                &*person.name,
                flag(person.saved),
            ]))?;
        }
    }
    table.flush()
}

fn open<W: Write>(out: W, channels: &[Named], columns: &[&str]) -> io::Result<csv::Writer<W>> {
    let mut table = csv::Writer::from_writer(out);
    let channel = channels.first().and_then(|first| first.name.as_ref()).map(|_| "channel");
    table.write_record(channel.into_iter().chain(columns.iter().copied()))?;
    Ok(table)
}

fn flag(flag: bool) -> &'static str {
    if flag { "true" } else { "false" }
}
