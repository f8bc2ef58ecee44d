//! The databases of WhatsApp on Android, in the schema since 2021 as far as it matters: `msgstore.db` with the chats, `wa.db` with the
//! address book.

use std::fs;
use std::io;
use std::path::Path;

use rusqlite::{Connection, Statement, Transaction, params};

use crate::event::message_id;
use crate::words::text;
use crate::{Channel, Delivery, Event, History, Media, What};

const MESSAGES: &str = "
    CREATE TABLE jid (_id INTEGER PRIMARY KEY, user TEXT NOT NULL, server TEXT NOT NULL, agent INTEGER, device INTEGER, type INTEGER,
        raw_string TEXT);
    CREATE TABLE chat (_id INTEGER PRIMARY KEY, jid_row_id INTEGER UNIQUE, hidden INTEGER, subject TEXT, created_timestamp INTEGER);
    CREATE TABLE message (_id INTEGER PRIMARY KEY, chat_row_id INTEGER NOT NULL, from_me INTEGER NOT NULL, key_id TEXT NOT NULL,
        sender_jid_row_id INTEGER, status INTEGER, broadcast INTEGER, recipient_count INTEGER, timestamp INTEGER,
        received_timestamp INTEGER, receipt_server_timestamp INTEGER, message_type INTEGER, text_data TEXT, sort_id INTEGER NOT NULL);
    CREATE TABLE message_add_on (_id INTEGER PRIMARY KEY, chat_row_id INTEGER, from_me INTEGER, key_id TEXT, sender_jid_row_id INTEGER,
        timestamp INTEGER, status INTEGER, message_add_on_type INTEGER);
    CREATE TABLE message_add_on_reaction (message_add_on_row_id INTEGER PRIMARY KEY, reaction TEXT, sender_timestamp INTEGER);
    CREATE TABLE call_log (_id INTEGER PRIMARY KEY, jid_row_id INTEGER, from_me INTEGER, call_id TEXT, timestamp INTEGER,
        video_call INTEGER, duration INTEGER, call_result INTEGER);
    INSERT INTO message VALUES (1, -1, 0, '-1', -1, -1, 0, 0, -1, -1, -1, -1, NULL, 0);";

const CONTACTS: &str = "
    CREATE TABLE wa_contacts (_id INTEGER PRIMARY KEY, jid TEXT NOT NULL, is_whatsapp_user BOOLEAN NOT NULL, number TEXT,
        raw_contact_id INTEGER, display_name TEXT, wa_name TEXT)";

/// Writes `msgstore.db`; a file that lies there is replaced.
///
/// # Errors
/// If the disk cannot take it.
pub fn write_messages(path: &Path, channel: &Channel) -> io::Result<()> {
    fill(path, MESSAGES, |transaction| {
        let mut writer = Writer::new(transaction)?;
        channel.histories().try_for_each(|history| writer.chat(channel, &history))
    })
}

/// Writes `wa.db`, likewise. People who are not saved have a row, too, as on the phone.
///
/// # Errors
/// If the disk cannot take it.
pub fn write_contacts(path: &Path, channel: &Channel) -> io::Result<()> {
    fill(path, CONTACTS, |transaction| {
        let mut insert = transaction.prepare("INSERT INTO wa_contacts VALUES (?, ?, 1, ?, ?, ?, ?)")?;
        for (row, person) in (1_i64..).zip(channel.persons()) {
            let number = person.saved.then(|| person.phone.to_string());
            let entry = person.saved.then_some(row);
            let name = person.saved.then_some(&person.name);
            insert.execute(params![row, person.phone.jid(), number, entry, name, person.first_name()])?;
        }
        Ok(())
    })
}

/// A new database, filled in one transaction and without a journal: whoever is interrupted begins again.
fn fill(
    path: &Path,
    schema: &str,
    rows: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    if path.exists() {
        fs::remove_file(path)?;
    }
    let work = || {
        let mut connection = Connection::open(path)?;
        connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")?;
        let transaction = connection.transaction()?;
        transaction.execute_batch(schema)?;
        rows(&transaction)?;
        transaction.commit()
    };
    work().map_err(io::Error::other)
}

/// The statements, prepared once.
struct Writer<'a> {
    jid: Statement<'a>,
    chat: Statement<'a>,
    message: Statement<'a>,
    add_on: Statement<'a>,
    reaction: Statement<'a>,
    call: Statement<'a>,
    /// Row id of the latest message; the first one is the row that is no message.
    messages: i64,
}

impl<'a> Writer<'a> {
    fn new(transaction: &'a Transaction<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            jid: transaction.prepare("INSERT INTO jid VALUES (?, ?, 's.whatsapp.net', 0, 0, 0, ?)")?,
            chat: transaction.prepare("INSERT INTO chat VALUES (?, ?, 0, NULL, ?)")?,
            message: transaction.prepare(
                "INSERT INTO message VALUES (?1, ?2, ?3, ?4, 0, ?5, 0, 0, ?6, ?7, ?8, ?9, ?10, ?1)",
            )?,
            add_on: transaction.prepare("INSERT INTO message_add_on VALUES (NULL, ?, ?, ?, 0, ?, 0, 56)")?,
            reaction: transaction
                .prepare("INSERT INTO message_add_on_reaction VALUES (last_insert_rowid(), '👍', ?)")?,
            call: transaction.prepare("INSERT INTO call_log VALUES (NULL, ?, ?, ?, ?, 0, 60, 5)")?,
            messages: 1,
        })
    }

    fn chat(&mut self, channel: &Channel, history: &History) -> rusqlite::Result<()> {
        // 1 is the first row id of a table.
        let row = i64::try_from(history.index).unwrap_or(i64::MAX - 1) + 1;
        let phone = history.person.phone;
        self.jid.execute(params![row, phone.digits().to_string(), phone.jid()])?;
        self.chat.execute(params![row, row, history.events.first().map(|event| event.time * 1_000)])?;
        history.events.iter().try_for_each(|event| self.event(channel, history, row, event))
    }

    fn event(
        &mut self,
        channel: &Channel,
        history: &History,
        chat: i64,
        event: &Event,
    ) -> rusqlite::Result<()> {
        let id = message_id(channel.seed, history.index, event.ordinal);
        let (from_me, time) = (event.outgoing, event.time * 1_000);
        let (kind, body) = match event.what {
            What::Reaction(_) => {
                self.add_on.execute(params![chat, from_me, id, time])?;
                return self.reaction.execute(params![time]).map(drop);
            }
            What::Call => return self.call.execute(params![chat, from_me, id, time]).map(drop),
            What::Edit(_) | What::Unrecognised => return Ok(()),
            What::Text(line, seed) => {
                (0, Some(text(line, seed, &channel.owner.name, history.person.first_name())))
            }
            What::Media(Media::Image) => (1, None),
            What::Media(Media::Voice) => (2, None),
            What::Media(Media::Document) => (9, None),
            What::Media(Media::Sticker) => (20, None),
        };
        let status = match event.delivery {
            _ if !from_me => 0,
            Delivery::Failed => 0,
            Delivery::Sent => 4,
            Delivery::Delivered => 5,
            Delivery::Read => 13,
        };
        let (received, acknowledged) = if from_me { (-1, time) } else { (time + 400, -1) };
        self.messages += 1;
        self.message
            .execute(params![
                self.messages,
                chat,
                from_me,
                id,
                status,
                time,
                received,
                acknowledged,
                kind,
                body
            ])
            .map(drop)
    }
}
