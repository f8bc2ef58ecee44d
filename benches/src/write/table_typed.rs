//! Tables as Parquet and Arrow IPC. Their writer takes a table as a whole, so unlike all others these are built in memory first:
//! about 250 bytes a message.

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;

use meter_tables::{Table, TableFormat, Values, write};

use super::table::{CONTACTS, MESSAGES, Named, contact_id, rows};

/// Texts of which equal ones that follow each other, or are few, are kept once.
#[derive(Default)]
struct Texts {
    column: Vec<Option<Arc<str>>>,
    few: HashMap<&'static str, Arc<str>>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        let last = self.column.last().cloned().flatten().filter(|last| **last == *text);
        self.column.push(Some(last.unwrap_or_else(|| text.into())));
    }

    fn push_word(&mut self, word: Option<&'static str>) {
        self.column.push(word.map(|word| self.few.entry(word).or_insert_with(|| word.into()).clone()));
    }
}

/// Writes the table of messages.
///
/// # Errors
/// If `out` cannot take it.
pub fn write_messages(out: &mut impl Write, format: TableFormat, channels: &[Named]) -> io::Result<()> {
    let [mut names, mut chats, mut ids, mut kinds, mut statuses, mut texts] =
        [(); 6].map(|()| Texts::default());
    let (mut from_me, mut times) = (Vec::new(), Vec::new());
    for Named { name, channel } in channels {
        for row in rows(channel) {
            if let Some(name) = name {
                names.push(name);
            }
            chats.push(&row.chat_id);
            from_me.push(Some(row.from_me));
            times.push(Some(row.timestamp));
            ids.push(&row.id);
            kinds.push_word(Some(row.kind));
            statuses.push_word(row.status);
            match &row.text {
                Some(text) => texts.push(text),
                None => texts.column.push(None),
            }
        }
    }
    let values = [
        Values::Text(chats.column),
        Values::Flag(from_me),
        Values::Whole(times),
        Values::Text(ids.column),
        Values::Text(kinds.column),
        Values::Text(statuses.column),
        Values::Text(texts.column),
    ];
    write(&table(names, MESSAGES, values), format, out)
}

/// Writes the table of contacts.
///
/// # Errors
/// If `out` cannot take it.
pub fn write_contacts(out: &mut impl Write, format: TableFormat, channels: &[Named]) -> io::Result<()> {
    let [mut channel_names, mut ids, mut names] = [(); 3].map(|()| Texts::default());
    let mut saved = Vec::new();
    for Named { name, channel } in channels {
        for person in channel.persons() {
            if let Some(name) = name {
                channel_names.push(name);
            }
            ids.push(&contact_id(&person));
            names.push(&person.name);
            saved.push(Some(person.saved));
        }
    }
    let values = [Values::Text(ids.column), Values::Text(names.column), Values::Flag(saved)];
    write(&table(channel_names, CONTACTS, values), format, out)
}

fn table<const N: usize>(channels: Texts, columns: [&'static str; N], values: [Values; N]) -> Table {
    let mut table = Table::default();
    if !channels.column.is_empty() {
        table.push("channel", Values::Text(channels.column));
    }
    for (column, values) in columns.into_iter().zip(values) {
        table.push(column, values);
    }
    table
}
