//! `ChatStorage.sqlite`: messages point to their chat session, and that has the address.

use std::collections::HashMap;

use meter_model::{Delivery, Direction, Handle, Jid, Kind, Message};

use super::time::moment;
use crate::formats::databases::{note_group, reject_missing};
use crate::source::Input;
use crate::{Collector, Database, ReadError, Row};

const TABLE: &str = "ZWAMESSAGE";
const SESSIONS: &str = "ZWACHATSESSION";
const COLUMNS: [&str; 7] =
    ["ZCHATSESSION", "ZISFROMME", "ZMESSAGEDATE", "ZSENTDATE", "ZMESSAGETYPE", "ZSTANZAID", "ZTEXT"];
const SESSION: usize = 0;
const FROM_ME: usize = 1;
const TIME: usize = 2;
const SENT: usize = 3;
const TYPE: usize = 4;
const ID: usize = 5;
const TEXT: usize = 6;

pub(super) fn read(input: &mut Input<'_>, collector: &mut Collector) -> Result<(), ReadError> {
    let database = input.database()?;
    let sessions = sessions(database, collector)?;
    read_groups(database, collector)?;
    let needed: [(&str, &[&str]); 2] =
        [(TABLE, &["ZCHATSESSION", "ZISFROMME", "ZMESSAGEDATE"]), (SESSIONS, &["ZCONTACTJID"])];
    if reject_missing(database, &needed, collector) {
        database.each_row(TABLE, COLUMNS, |row| take(row, &sessions, collector))?;
    }
    Ok(())
}

/// The address of every chat session, by its row.
fn sessions(database: &Database, collector: &mut Collector) -> Result<HashMap<i64, Jid>, ReadError> {
    let mut sessions = HashMap::new();
    database.each_row(SESSIONS, ["ZCONTACTJID"], |row| {
        if let Some(jid) = row.text(0).and_then(|jid| Jid::parse(&jid)) {
            note_group(&jid, collector);
            sessions.insert(row.number(), jid);
        }
    })?;
    Ok(sessions)
}

/// Who created a group existed then; whether that was the channel is decided when everything is read.
fn read_groups(database: &Database, collector: &mut Collector) -> Result<(), ReadError> {
    database.each_row("ZWAGROUPINFO", ["ZCREATORJID", "ZCREATIONDATE"], |row| {
        let creator = row.text(0).and_then(|creator| Jid::parse(&creator)?.handle());
        if let (Some(Handle::Phone(creator)), Some(created)) = (creator, row.real(1).and_then(moment)) {
            collector.facts().group_created(creator, created);
        }
    })
}

/// What a message type counts as; `None` is a notice: 6 and 10 are changes of a group, encryption and the like. 66 is a vote in a
/// poll. Deleted messages (14), stickers (15), polls (46) and everything else, also unknown, is content.
fn kind(message_type: Option<i64>) -> Option<Kind> {
    match message_type {
        Some(6 | 10) => None,
        Some(66) => Some(Kind::Vote),
        _ => Some(Kind::Content),
    }
}

fn take(row: &Row<'_>, sessions: &HashMap<i64, Jid>, collector: &mut Collector) {
    let Some(kind) = kind(row.integer(TYPE)) else { return };
    let chat = row.integer(SESSION).and_then(|session| sessions.get(&session));
    let time = row.real(TIME).and_then(moment).or_else(|| row.real(SENT).and_then(moment));
    let why = match (chat, row.flag(FROM_ME), time) {
        (None, ..) => "belongs to no chat with a known address",
        (_, None, _) => "does not say who sent it",
        (.., None) => "has no time",
        (Some(chat), Some(from_me), Some(time)) => {
            let text = row.text(TEXT).filter(|_| kind == Kind::Content);
            let text = text.map_or(0, |text| collector.text_key().hash(&text));
            return collector.message(&Message {
                chat: chat.clone(),
                direction: if from_me { Direction::Outgoing } else { Direction::Incoming },
                id: row.text(ID).as_deref(),
                time,
                kind,
                delivery: Delivery::Unknown,
                text,
            });
        }
    };
    collector.reject(row.ordinal(), row.place(TABLE), why);
}
